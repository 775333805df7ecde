"""Which days a spoken period is, seen from a given day. The words are read in `zeitraum`."""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import Final

from dialogs.regelung.fristen import Menge, Zeitraum, last_day
from dialogs.verstehen.kalender import fest, monat
from dialogs.verstehen.tag import tagesangabe
from dialogs.verstehen.woerter import tokenize
from dialogs.verstehen.zeitraum_werte import Amount, Between, CalendarSpan, Month, Period, Quarter, Span, Year

_MAX_NUMBER: Final = 1000
_FAR: Final = 400
"""Days that an open boundary reaches: a little more than a year."""


def resolve(period: Period, heute: date, *, backward: bool = False) -> Zeitraum | None:
    """The days of a period, both ends inclusive; None when the calendar has no such days.

    Without a year the next month or quarter is meant that is not over yet; `backward` (for reports)
    takes the latest that has begun.
    """
    match period:
        case Amount():
            return _amount(period, heute)
        case Between():
            return _between(period, heute)
        case Year(year):
            return _months(year, 1, 12)
        case Month(month, year):
            return _months(year or _year_of(month, month, heute, backward=backward), month, 1)
        case Quarter(number, year):
            first = 3 * number - 2
            return _months(year or _year_of(first, first + 2, heute, backward=backward), first, 3)
        case CalendarSpan(which, span):
            return _span(span, {"last": -1, "this": 0, "next": 1}[which], heute)


def _months(year: int, first: int, count: int) -> Zeitraum:
    last = first + count - 1
    return Zeitraum(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _year_of(first: int, last: int, heute: date, *, backward: bool) -> int:
    if backward:
        return heute.year if first <= heute.month else heute.year - 1
    return heute.year if last >= heute.month else heute.year + 1


def _amount(amount: Amount, heute: date) -> Zeitraum | None:
    """The next 14 days are today and the 14 after it: one who asks wants to miss nobody."""
    if amount.number > _MAX_NUMBER:
        return None
    menge = Menge(**{amount.unit: amount.number})
    if not amount.past:
        return Zeitraum(heute, last_day(heute + timedelta(days=1), menge))
    if amount.unit == "months":
        return Zeitraum(_months_before(heute, amount.number), heute)
    days = amount.number * (7 if amount.unit == "weeks" else 1)
    return Zeitraum(heute - timedelta(days=days), heute)


def _months_before(heute: date, count: int) -> date:
    year, month = divmod(12 * heute.year + heute.month - 1 - count, 12)
    return date(year, month + 1, min(heute.day, monthrange(year, month + 1)[1]))


def _between(between: Between, heute: date) -> Zeitraum | None:
    if between.since is None:
        until = _boundary(between.until or "", heute, first=False)
        return None if until is None or until < heute else Zeitraum(heute, until)
    since = _boundary(between.since, heute, first=True)
    if since is None:
        return None
    if between.until is None:
        return _since(since, heute)
    until = _boundary(between.until, since, first=False)
    return None if until is None or until < since else Zeitraum(since, until)


def _since(since: date, heute: date) -> Zeitraum:
    return Zeitraum(since, heute) if since <= heute else Zeitraum(since, since + timedelta(days=_FAR))


def _boundary(text: str, heute: date, *, first: bool) -> date | None:
    """The day a boundary names: Ende März, März 2027, 31.03., Ostern, Jahresende."""
    tokens = tokenize(text)
    if not tokens:
        return None
    said = tagesangabe(tokens, 0)
    if said:
        return _on(said.on(heute), heute, later=not first and said.year is None and said.days_from_today is None)
    words = [token.wort for token in tokens]
    year = next((int(word) for word in words if len(word) == 4 and word.isdecimal()), None)
    month = next((number for word in words if not word.isdecimal() and (number := monat(word))), None)
    if month is None:
        return _unnamed(words, year, heute, first=first)
    year = year or _year_of(month, month, heute, backward=first)
    return _part_of_month(words[0], year, month, first=first)


def _on(day: date | None, heute: date, *, later: bool) -> date | None:
    if day is None or not later or day >= heute or day.year >= MAXYEAR:
        return day
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


def _part_of_month(part: str, year: int, month: int, *, first: bool) -> date:
    """§ 192 BGB: Anfang, Mitte, Ende are the 1st, the 15th, the last day."""
    last = monthrange(year, month)[1]
    day = {"anfang": 1, "mitte": 15, "ende": last}.get(part, 1 if first else last)
    return date(year, month, day)


def _unnamed(words: list[str], year: int | None, heute: date, *, first: bool) -> date | None:
    feast = fest(words[0])
    if feast:
        this, following = feast(year or heute.year), feast(heute.year + 1)
        return this if year or this is None or first or this >= heute else following
    ends: tuple[tuple[str, Span], ...] = (
        ("monat", "month"),
        ("jahr", "year"),
        ("quartal", "quarter"),
        ("woche", "week"),
    )
    for stem, span in ends:
        if any(word.startswith(stem) for word in words):
            days = _span(span, 1 if "naechsten" in words else 0, heute)
            return days.beginn if "anfang" in words else days.ende
    if year is not None:
        return date(year, 1, 1) if first else date(year, 12, 31)
    return None


def _span(span: Span, shift: int, heute: date) -> Zeitraum:
    if span == "week":
        monday = heute - timedelta(days=heute.weekday()) + timedelta(weeks=shift)
        return Zeitraum(monday, monday + timedelta(days=6))
    size = {"month": 1, "quarter": 3, "year": 12}[span]
    index = (12 * heute.year + heute.month - 1) // size + shift
    year, month = divmod(index * size, 12)
    return _months(year, month + 1, size)
