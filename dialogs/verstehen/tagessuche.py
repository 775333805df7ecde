"""All the days named in a text, with what is said about each: corrected, denied, only circled.

Which of them is the answer is decided in `datum`.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from dialogs.verstehen import kalender
from dialogs.verstehen.tag_relativ import Fund, Richtung, Suche, lies_relativ, lies_verschoben, lies_wochentag
from dialogs.verstehen.tagesangabe import Tagesangabe, letzter, lies_tag, naechster
from dialogs.verstehen.tagesleser import NEXT
from dialogs.verstehen.woerter import Token, words
from dialogs.verstehen.wortschatz import CORRECTS, NICHT, PREFERS
from dialogs.verstehen.zahl import ordnungszahl, zahl

_EXPECTED = words("am zum den ab im anfang mitte ende der dem vom seit naechsten kommenden nee doch")
_DAY_BEFORE = words("am zum den der dem vom ab naechsten kommenden seit")
_BEHIND_DAY = words(
    "an los beginnen anfangen starten geht gehts des im vom naechsten kommenden also bitte erstellt gemacht "
    "eingebucht beendet aber dann nee nein lieber oder und war fertig begonnen ist"
)
_LEADING = words("am zum den der dem erst so ab zu ganz")
_CIRCLING = words("nach vor bis gegen")
_DAYS = range(1, 32)
_COMPACT = 8
_REACH = 8


def finde_tage(tokens: Sequence[Token], heute: date, richtung: Richtung, ab: date) -> list[Fund]:
    """The days in the order of the text; for "naechst", `ab` is the earliest day meant without a year."""
    search = Suche(tokens, heute, richtung, ab)
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


def _read(search: Suche, at: int) -> Fund | None:
    try:
        return lies_relativ(search, at) or lies_verschoben(search, at) or _named(search, at) or _day_only(search, at)
    except (OverflowError, ValueError):
        return Fund(at, at + 1, None, "impossible_date")


def _judged(search: Suche, fund: Fund, behind: int, *, is_first: bool) -> Fund:
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


def _named(search: Suche, at: int) -> Fund | None:
    """A date, a month, a feast, a weekday."""
    if search.tokens[at].is_number and len(search.wort(at)) == _COMPACT:
        return _compact(search, at)
    expected = at == 0 or search.wort(at - 1) in _EXPECTED or search.tokens[at].is_number
    named = lies_tag(search.tokens, at, search.heute, slips=expected)
    if named is None:
        return None
    if named.wochentag is not None and named.regel is None and named.tag is None:
        return lies_wochentag(search, at, named.end, named.wochentag)
    if named.ohne_tag:
        return _month_alone(search, at, named)
    day = _in_direction(search, named)
    if day is not None and named.woche:
        return Fund(at, named.end, day - timedelta(6))
    if day is None:
        return Fund(at, named.end, None, "impossible_date")
    differs = named.wochentag not in (None, day.weekday())
    return Fund(at, named.end, day, "weekday_differs" if differs else None)


def _in_direction(search: Suche, named: Tagesangabe) -> date | None:
    match search.richtung:
        case "vergangenheit":
            return letzter(named, search.heute)
        case "zukunft":
            return naechster(named, search.heute)
        case "naechst":
            return naechster(named, search.ab)


def _month_alone(search: Suche, at: int, named: Tagesangabe) -> Fund:
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


def _compact(search: Suche, at: int) -> Fund | None:
    """ "01032027"."""
    digits = search.wort(at)
    day = kalender.kalendertag(int(digits[:2]) or 99, int(digits[2:4]), int(digits[4:]))
    if day is None or not 1900 < day.year < 2200:
        return None
    return Fund(at, at + 1, day)


def _day_only(search: Suche, at: int) -> Fund | None:
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


def _day_number(search: Suche, at: int) -> tuple[int | None, int]:
    if not search.tokens[at].is_number:
        return ordnungszahl(search.wort(at)), at + 1
    if search.wort(at + 1) not in (".", "te", "ter", "ten", "sten"):
        return None, at
    return zahl(search.wort(at)), at + 2


def _next_with_number(search: Suche, number: int) -> date | None:
    """The next (in the past: the last) day of that number; a month that lacks it is passed over."""
    step = -1 if search.richtung == "vergangenheit" else 1
    first = search.heute.replace(day=1)
    for months in range(4):
        month = first + relativedelta(months=step * months)
        day = kalender.kalendertag(number, month.month, month.year)
        if day is not None and (day <= search.heute if step < 0 else day >= search.heute):
            return day
    return None
