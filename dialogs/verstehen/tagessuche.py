"""All the days named in a text, with what is said about each: corrected, denied, only circled.

Which of them is the answer is decided in `datum`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from dialogs.verstehen import kalender
from dialogs.verstehen.mengenangabe import Mengenangabe, lies_angabe
from dialogs.verstehen.tagesangabe import Tagesangabe, letzter, lies_tag, naechster
from dialogs.verstehen.tagesleser import NEXT
from dialogs.verstehen.woerter import Token, words
from dialogs.verstehen.wortschatz import CORRECTS, NICHT, PREFERS
from dialogs.verstehen.zahl import ordnungszahl, zahl

Richtung = Literal["zukunft", "vergangenheit", "naechst"]
Hindernis = Literal["impossible_date", "weekday_differs", "no_day", "unclear"]

_RELATIVE = {"heute": 0, "heut": 0, "morgen": 1, "uebermorgen": 2, "gestern": -1, "vorgestern": -2}
_AT_ONCE = words("sofort sofrt umgehend unverzueglich jetzt")
_GREETING = words("guten gute schoenen moin heute")
_LAST = words("letzten letzter letzte vergangenen vergangene vorigen vorige")
_AFTER_NEXT = words("uebernaechsten uebernaechste uebernaechster")
_THIS = words("diesen diese dieser")
_EXPECTED = words("am zum den ab im anfang mitte ende der dem vom seit naechsten kommenden nee doch")
_DAY_BEFORE = words("am zum den der dem vom ab naechsten kommenden seit")
_BEHIND_DAY = words(
    "an los beginnen anfangen starten geht gehts des im vom naechsten kommenden also bitte erstellt gemacht "
    "eingebucht beendet aber dann nee nein lieber oder und war fertig begonnen ist"
)
_LEADING = words("am zum den der dem erst so ab zu ganz")
_CIRCLING = words("nach vor bis gegen")
_ROUGH = words("etwa ca circa ungefaehr rund knapp so den")
_DAYS = range(1, 32)
_COMPACT = 8
_WEEK = timedelta(days=7)
_REACH = 8


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


class _Suche(NamedTuple):
    tokens: Sequence[Token]
    heute: date
    richtung: Richtung
    ab: date

    def wort(self, at: int) -> str:
        return self.tokens[at].wort if 0 <= at < len(self.tokens) else ""


def finde_tage(tokens: Sequence[Token], heute: date, richtung: Richtung, ab: date) -> list[Fund]:
    """The days in the order of the text; for "naechst", `ab` is the earliest day meant without a year."""
    search = _Suche(tokens, heute, richtung, ab)
    found: list[Fund] = []
    at = behind = 0
    while at < len(tokens):
        fund = _read(search, at)
        if fund is None:
            at += 1
            continue
        found.append(_judged(search, fund, behind, is_first=not found))
        at = behind = max(fund.end, at + 1)
    return found


def _read(search: _Suche, at: int) -> Fund | None:
    try:
        return _relative(search, at) or _shifted(search, at) or _named(search, at) or _day_only(search, at)
    except (OverflowError, ValueError):
        return Fund(at, at + 1, None, "impossible_date")


def _judged(search: _Suche, fund: Fund, behind: int, *, is_first: bool) -> Fund:
    """With what stands between the day before and this one."""
    between = [search.wort(place) for place in range(max(behind, fund.start - _REACH), fund.start)]
    near = [word for word in reversed(between) if word not in _LEADING]
    replaces = any(word in CORRECTS or word in PREFERS for word in between)
    stretch = not is_first and near[:1] in (["-"], ["–"])
    denied = bool(near) and near[0] in NICHT
    if denied or stretch or near[:1] == ["bis"]:
        return fund._replace(replaces=replaces, denied=denied, circled=not denied, grund=fund.grund or "unclear")
    if near and near[0] in _CIRCLING:
        return fund._replace(replaces=replaces, circled=True, grund="unclear")
    return fund._replace(replaces=replaces)


def _relative(search: _Suche, at: int) -> Fund | None:
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


def _of_week(search: _Suche, at: int, within: date) -> Fund:
    """ "Nächste Woche (Montag)": its Monday, or the weekday named beside it."""
    monday = within - timedelta(within.weekday())
    weekday = kalender.wochentag(search.wort(at + 2))
    if weekday is not None:
        return Fund(at, at + 3, monday + timedelta(weekday))
    return Fund(at, at + 2, monday, weak=True)


def _shifted(search: _Suche, at: int) -> Fund | None:
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


def _and_later(search: _Suche, fund: Fund) -> Fund:
    """ "Heute in acht Tagen", "Montag in zwei Wochen"."""
    if search.wort(fund.end) != "in" or fund.tag is None or fund.end + 1 >= len(search.tokens):
        return fund
    amount = lies_angabe(search.tokens, fund.end + 1)
    if not isinstance(amount, Mengenangabe) or amount.menge is None:
        return fund
    return fund._replace(end=amount.end, tag=_moved(fund.tag, amount, 1))


def _named(search: _Suche, at: int) -> Fund | None:
    """A date, a month, a feast, a weekday."""
    if search.tokens[at].is_number and len(search.wort(at)) == _COMPACT:
        return _compact(search, at)
    expected = at == 0 or search.wort(at - 1) in _EXPECTED or search.tokens[at].is_number
    named = lies_tag(search.tokens, at, search.heute, slips=expected)
    if named is None:
        return None
    if named.regel is None and named.tag is None:
        return _weekday(search, at, named)
    if named.ohne_tag:
        return _month_alone(search, at, named)
    day = _in_direction(search, named)
    if day is not None and named.woche:
        return Fund(at, named.end, day - timedelta(6))
    if day is None:
        return Fund(at, named.end, None, "impossible_date")
    differs = named.wochentag not in (None, day.weekday())
    return Fund(at, named.end, day, "weekday_differs" if differs else None)


def _in_direction(search: _Suche, named: Tagesangabe) -> date | None:
    match search.richtung:
        case "vergangenheit":
            return letzter(named, search.heute)
        case "zukunft":
            return naechster(named, search.heute)
        case "naechst":
            return naechster(named, search.ab)


def _month_alone(search: _Suche, at: int, named: Tagesangabe) -> Fund:
    """The 1st of the month, for a Beginn; of the past, a day is needed."""
    if search.richtung == "vergangenheit":
        return Fund(at, named.end, None, "no_day", weak=True)
    last = _in_direction(search, named)
    if last is None:
        return Fund(at, named.end, None, "impossible_date", weak=True)
    first = last.replace(day=1)
    if named.year is None and first < search.ab:
        first = first.replace(year=first.year + 1)
    return Fund(at, named.end, first, weak=True)


def _weekday(search: _Suche, at: int, named: Tagesangabe) -> Fund | None:
    weekday = named.wochentag
    if weekday is None:
        return None
    before = search.wort(at - 1)
    if search.wort(named.end) in NEXT and search.wort(named.end + 1) in ("woche", "wochen"):
        fund = _of_week(search, named.end, search.heute + _WEEK)
        return Fund(at, named.end + 2, fund.tag and fund.tag + timedelta(weekday))
    past = before in _LAST or (search.richtung == "vergangenheit" and before not in NEXT)
    if past:
        return Fund(at, named.end, search.heute - timedelta((search.heute.weekday() - weekday - 1) % 7 + 1))
    return _and_later(search, Fund(at, named.end, _weekday_after(search.heute, weekday)))


def _weekday_after(day: date, weekday: int) -> date:
    """The first such weekday after that day; on a Monday, "Montag" is the next one."""
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)


def _compact(search: _Suche, at: int) -> Fund | None:
    """ "01032027"."""
    digits = search.wort(at)
    day = kalender.kalendertag(int(digits[:2]) or 99, int(digits[2:4]), int(digits[4:]))
    if day is None or not 1900 < day.year < 2200:
        return None
    return Fund(at, at + 1, day)


def _day_only(search: _Suche, at: int) -> Fund | None:
    """ "Am 15.", "zum Ersten", "zum 1. des nächsten Monats"."""
    number, end = _day_number(search, at)
    if number not in _DAYS or number is None:
        return None
    link = end + (search.wort(end) in ("des", "vom", "im"))
    if search.wort(link) in NEXT and search.wort(link + 1) in ("monats", "monat"):
        month = search.heute.replace(day=1) + relativedelta(months=1)
        return _checked_day(at, link + 2, kalender.kalendertag(number, month.month, month.year))
    behind = search.wort(end)
    alone = at == 0 and behind in ("", "oder", ",")
    if not alone and (search.wort(at - 1) not in _DAY_BEFORE or (behind.isalpha() and behind not in _BEHIND_DAY)):
        return None
    return _checked_day(at, end, _next_with_number(search, number))


def _checked_day(at: int, end: int, day: date | None) -> Fund:
    return Fund(at, end, day, "impossible_date" if day is None else None)


def _day_number(search: _Suche, at: int) -> tuple[int | None, int]:
    if not search.tokens[at].is_number:
        return ordnungszahl(search.wort(at)), at + 1
    if search.wort(at + 1) not in (".", "te", "ter", "ten", "sten"):
        return None, at
    return zahl(search.wort(at)), at + 2


def _next_with_number(search: _Suche, number: int) -> date | None:
    """The next (in the past: the last) day of that number; a month that lacks it is passed over."""
    step = -1 if search.richtung == "vergangenheit" else 1
    first = search.heute.replace(day=1)
    for months in range(4):
        month = first + relativedelta(months=step * months)
        day = kalender.kalendertag(number, month.month, month.year)
        if day is not None and (day <= search.heute if step < 0 else day >= search.heute):
            return day
    return None
