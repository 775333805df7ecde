"""Days written with digits: "1.3.2027", "1. März", "2027-03-01", "12. KW"."""

from functools import partial

from dialogs.verstehen import kalender
from dialogs.verstehen.tagesleser import WEEK, Tagesangabe, Tagesleser
from dialogs.verstehen.zahl import ordnungszahl, zahl

_ORDINAL_SIGN = frozenset({"te", "ter", "ten", "tes", "t", "sten", "ste", "ster"})
_CENTURY = 70
"""Two digits from here on mean the last century."""
_NO_DAY = 99
"""Day 0 would mean the last of the month to `kalender`; written in digits it is no day."""
_MONTHS = 12
_SIGNS = ("/", "-")
CHRISTMAS_DAYS = frozenset({"weihnachtstag", "weihnachtsfeiertag", "weihnachtsfeiertags"})


def lies_ziffern(leser: Tagesleser, at: int) -> Tagesangabe | None:
    """The day that begins with the digits at `at`."""
    day = zahl(leser.wort(at))
    if day is None:
        return None
    if len(leser.wort(at)) == 4:
        return _iso(leser, at)
    if leser.wort(at + 1) in _SIGNS:
        return _with_signs(leser, at, day)
    if _is_spaced(leser, at):
        return Tagesangabe(at + 2, _rule(day, zahl(leser.wort(at + 1)) or 0))
    behind = at + 1 + _has_ordinal_sign(leser, at + 1)
    if leser.wort(at + 1) == "." and leser.wort(behind).isdecimal():
        return _day_dot_month(leser, at, day)
    return _day_and_name(leser, behind, day)


def lies_monat_hinter_tag(leser: Tagesleser, at: int, day: int) -> Tagesangabe | None:
    """The month (a name, or an ordinal: "der erste dritte") at `at` that belongs to the day before it."""
    month, behind = leser.month(at), leser.behind_month(at)
    if month is None:
        month, behind = ordnungszahl(leser.wort(at)), at + 1
        if month is None or month > _MONTHS or leser.counts(at + 1):
            return None
    year, end = leser.year_behind_day(behind)
    return Tagesangabe(end, _rule(day, month), year)


def _rule(day: int, month: int) -> kalender.Regel:
    return partial(kalender.kalendertag, day or _NO_DAY, month)


def _is_spaced(leser: Tagesleser, at: int) -> bool:
    """ "Bis (zum) 15 07": typed without dots, with a zero that no amount has."""
    month = leser.wort(at + 1)
    led = leser.wort(max(0, at - 1)) in ("bis", "zum")
    return led and len(month) == 2 and month in _ZERO_MONTHS and not leser.counts(at + 2)


_ZERO_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))


def _has_ordinal_sign(leser: Tagesleser, at: int) -> bool:
    return leser.wort(at) == "." or (leser.wort(at) in _ORDINAL_SIGN and leser.glued(at))


def _day_and_name(leser: Tagesleser, at: int, day: int) -> Tagesangabe | None:
    if leser.wort(at) in WEEK:
        return leser.week(at + 1, day)
    if leser.wort(at).startswith("advent"):
        return leser.dated(at + 1, partial(kalender.advent, day))
    if leser.wort(at) in CHRISTMAS_DAYS:
        return leser.dated(at + 1, christmas(day))
    return lies_monat_hinter_tag(leser, at, day)


def christmas(number: int) -> kalender.Regel:
    """The first or second Weihnachtstag."""
    return _rule(24 + number if number in (1, 2) else _NO_DAY, 12)


def _iso(leser: Tagesleser, at: int) -> Tagesangabe | None:
    month, day = leser.short(at + 2), leser.short(at + 4)
    if leser.wort(at + 1) != "-" or leser.wort(at + 3) != "-" or month is None or day is None:
        return None
    return Tagesangabe(at + 5, _rule(day, month), int(leser.wort(at)))


def _with_signs(leser: Tagesleser, at: int, day: int) -> Tagesangabe | None:
    """ "15/3/2027", "15-3-27"."""
    month, year = leser.short(at + 2), leser.wort(at + 4)
    if _is_slashed(leser, at):
        return Tagesangabe(at + 3, _rule(day, month or 0))
    if leser.wort(at + 3) != leser.wort(at + 1) or month is None or not (year.isdecimal() and len(year) in (2, 4)):
        return None
    return Tagesangabe(at + 5, _rule(day, month), _full_year(year))


def _is_slashed(leser: Tagesleser, at: int) -> bool:
    """ "Bis (zum) 15/04": no fraction, and no year behind it."""
    month = leser.wort(at + 2)
    led = leser.wort(max(0, at - 1)) in ("bis", "zum", "spaetestens")
    plain = leser.wort(at + 1) == leser.wort(at + 3) or leser.counts(at + 3) or leser.wort(at + 1) != "/"
    if plain or not led or not month.isdecimal() or not 1 <= int(month[:3]) <= _MONTHS:
        return False
    return month in _ZERO_MONTHS or int(leser.wort(at)) > _MONTHS


def _day_dot_month(leser: Tagesleser, at: int, day: int) -> Tagesangabe | None:
    """ "1.3.", "1. 3. 2027", "1.3"; but not "1.5 Monate" and "12.30 Uhr"."""
    month, behind = leser.short(at + 2), at + 3
    dot = leser.wort(behind) == "."
    if month is None or leser.counts(behind) or not (dot or leser.glued(at + 2)):
        return None
    year = leser.wort(behind + 1) if dot else ""
    if _is_year(leser, behind + 1, year):
        return Tagesangabe(behind + 2, _rule(day, month), _full_year(year))
    if (dot and leser.counts(behind + 1)) or (not dot and month > _MONTHS):
        return None
    return Tagesangabe(behind + dot, _rule(day, month))


def _is_year(leser: Tagesleser, at: int, digits: str) -> bool:
    return digits.isdecimal() and (leser.glued(at) or len(digits) == 4) and not leser.counts(at + 1)


def _full_year(digits: str) -> int:
    if len(digits) > 2:
        return int(digits[:6])
    return int(digits) + (1900 if int(digits) >= _CENTURY else 2000)
