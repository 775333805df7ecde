"""Days said from today on: "morgen", "in zwei Wochen", "nächsten Montag", "nächste Woche"; and what a found day is.

Dates and months are found in `tagessuche`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from dialogs.verstehen import kalender
from dialogs.verstehen.mengenangabe import Mengenangabe, lies_angabe
from dialogs.verstehen.tagesleser import NEXT
from dialogs.verstehen.woerter import Token, words

Richtung = Literal["zukunft", "vergangenheit", "naechst"]
Hindernis = Literal["impossible_date", "weekday_differs", "no_day", "unclear"]

_RELATIVE = {"heute": 0, "heut": 0, "morgen": 1, "uebermorgen": 2, "gestern": -1, "vorgestern": -2}
_AT_ONCE = words("sofort sofrt umgehend unverzueglich jetzt")
_GREETING = words("guten gute schoenen moin heute")
_LAST = words("letzten letzter letzte vergangenen vergangene vorigen vorige")
_AFTER_NEXT = words("uebernaechsten uebernaechste uebernaechster")
_ROUGH = words("etwa ca circa ungefaehr rund knapp so den")
_WEEK = timedelta(days=7)


class Fund(NamedTuple):
    """A day named at the tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    tag: date | None
    grund: Hindernis | None = None
    weak: bool = False
    """Counts only where no full date is named: "sofort", a month alone."""
    circled: bool = False
    replaces: bool = False
    denied: bool = False


class Suche(NamedTuple):
    """A text and the day it was said on; for "naechst", `ab` is the earliest day meant without a year."""

    tokens: Sequence[Token]
    heute: date
    richtung: Richtung
    ab: date

    def wort(self, at: int) -> str:
        """The folded word at a place, "" outside the text."""
        return self.tokens[at].wort if 0 <= at < len(self.tokens) else ""


def lies_relativ(search: Suche, at: int) -> Fund | None:
    """ "Heute", "morgen", "sofort", "nächste Woche", "nächsten Monat"."""
    word = search.wort(at)
    if word in _RELATIVE and search.wort(at - 1) not in _GREETING:
        day = search.heute + timedelta(_RELATIVE[word])
        return _and_later(search, Fund(at, at + 1, day))
    if word in _AT_ONCE:
        return Fund(at, at + 1, search.heute, weak=True)
    steps = 1 if word in NEXT else 2 if word in _AFTER_NEXT else 0
    following = search.wort(at + 1)
    if steps and following == "woche" and search.wort(at - 1) in ("anfang", "mitte", "ende"):
        return Fund(at, at + 2, None, "unclear")
    if steps and following == "woche":
        return _of_week(search, at, search.heute + steps * _WEEK)
    if steps and following == "monat":
        return Fund(at, at + 2, search.heute.replace(day=1) + relativedelta(months=steps), weak=True)
    if word in _AFTER_NEXT and kalender.wochentag(following) is not None:
        monday = _weekday_after(search.heute, kalender.wochentag(following) or 0)
        return Fund(at, at + 2, monday + _WEEK)
    return None


def _of_week(search: Suche, at: int, within: date) -> Fund:
    """ "Nächste Woche (Montag)": its Monday, or the weekday named beside it."""
    monday = within - timedelta(within.weekday())
    weekday = kalender.wochentag(search.wort(at + 2))
    if weekday is not None:
        return Fund(at, at + 3, monday + timedelta(weekday))
    return Fund(at, at + 2, monday, weak=True)


def lies_verschoben(search: Suche, at: int) -> Fund | None:
    """ "In zwei Wochen", "vor drei Tagen"; but not "in etwa zwei Wochen", "in den nächsten zwei Wochen"."""
    if search.wort(at) not in ("in", "vor"):
        return None
    rough = at + 1
    while search.wort(rough) in _ROUGH or search.wort(rough) in NEXT:
        rough += 1
        if rough > at + 4:
            return None
    amount = lies_angabe(search.tokens, rough) if rough < len(search.tokens) else None
    if not isinstance(amount, Mengenangabe) or amount.menge is None:
        return None
    if rough > at + 1:
        return Fund(at, amount.end, None, "unclear")
    return Fund(at, amount.end, _moved(search.heute, amount, -1 if search.wort(at) == "vor" else 1))


def _moved(day: date, amount: Mengenangabe, sign: int) -> date:
    menge = amount.menge
    if menge is None:
        raise ValueError("no amount to move by")
    months = sign * (12 * menge.years + menge.months)
    return day + relativedelta(months=months) + timedelta(sign * (7 * menge.weeks + menge.days))


def _and_later(search: Suche, fund: Fund) -> Fund:
    """ "Heute in acht Tagen", "Montag in zwei Wochen"."""
    if search.wort(fund.end) != "in" or fund.tag is None or fund.end + 1 >= len(search.tokens):
        return fund
    amount = lies_angabe(search.tokens, fund.end + 1)
    if not isinstance(amount, Mengenangabe) or amount.menge is None:
        return fund
    return fund._replace(end=amount.end, tag=_moved(fund.tag, amount, 1))


def lies_wochentag(search: Suche, at: int, end: int, weekday: int) -> Fund:
    """ "Montag", "letzten Montag", "Montag nächster Woche"."""
    before = search.wort(at - 1)
    if search.wort(end) in NEXT and search.wort(end + 1) in ("woche", "wochen"):
        fund = _of_week(search, end, search.heute + _WEEK)
        return Fund(at, end + 2, fund.tag and fund.tag + timedelta(weekday))
    past = before in _LAST or (search.richtung == "vergangenheit" and before not in NEXT)
    if past:
        return Fund(at, end, search.heute - timedelta((search.heute.weekday() - weekday - 1) % 7 + 1))
    return _and_later(search, Fund(at, end, _weekday_after(search.heute, weekday)))


def _weekday_after(day: date, weekday: int) -> date:
    """The first such weekday after that day; on a Monday, "Montag" is the next one."""
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)
