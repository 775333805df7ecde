"""Periods as the BGB counts them: amounts of time, last days, spans of days.

No German text, no Modul, no Einbuchung: only §§ 187-192 BGB (by § 26 Abs. 1 SGB X).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Menge:
    """An amount of time as it was said; months stay months, never converted to days.

    Raises ValueError for a negative part or when nothing is left (no period has no length).
    """

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        parts = (self.years, self.months, self.weeks, self.days)
        if min(parts) < 0 or not any(parts):
            raise ValueError(f"no amount of time: {parts}")


@dataclass(frozen=True, slots=True, order=True)
class Zeitraum:
    """Days from `beginn` to `ende`, both inclusive. Raises ValueError when they are the wrong way round."""

    beginn: date
    ende: date

    def __post_init__(self) -> None:
        if self.ende < self.beginn:
            raise ValueError(f"ends before it begins: {self.beginn} to {self.ende}")

    @property
    def days(self) -> int:
        """How many days it has; a single day is one."""
        return (self.ende - self.beginn).days + 1

    def __contains__(self, tag: date) -> bool:
        return self.beginn <= tag <= self.ende

    def overlaps(self, other: "Zeitraum") -> bool:
        """Whether at least one day is common to both."""
        return self.beginn <= other.ende and other.beginn <= self.ende

    def covers(self, other: "Zeitraum") -> bool:
        """Whether every day of `other` lies within."""
        return self.beginn <= other.beginn and other.ende <= self.ende


def last_day(beginn: date, menge: Menge) -> date:
    """The last day, inclusive, of a period whose first day is `beginn` (§ 187 Abs. 2 BGB: it counts).

    Years and months come first, weeks and days last (§ 189 Abs. 2 BGB).
    Raises ValueError when that day lies beyond the calendar (year 9999).
    """
    months, days = 12 * menge.years + menge.months, 7 * menge.weeks + menge.days
    try:
        if not months:
            return beginn + timedelta(days=days - 1)
        return _day_before_same_number(beginn, months) + timedelta(days=days)
    except OverflowError as error:
        raise ValueError(f"beyond the calendar: {beginn} and {menge}") from error


def zeitraum(beginn: date, menge: Menge) -> Zeitraum:
    """The days of a period of that length from `beginn`. Raises ValueError as `last_day` does."""
    return Zeitraum(beginn, last_day(beginn, menge))


def next_day(tag: date) -> date:
    """The day after. Raises OverflowError after 31.12.9999."""
    return tag + ONE_DAY


def previous_day(tag: date) -> date:
    """The day before. Raises OverflowError before 01.01.0001."""
    return tag - ONE_DAY


def _day_before_same_number(beginn: date, months: int) -> date:
    """§ 188 Abs. 2 BGB: the day before the one of the same number; where it is missing (Abs. 3), the last.

    `beginn + months - 1 day` would be wrong at month ends: a missing day would be cut before, not after.
    """
    if beginn.day == 1:
        year, month = _months_later(beginn, months - 1)
        return date(year, month, monthrange(year, month)[1])
    year, month = _months_later(beginn, months)
    return date(year, month, min(beginn.day - 1, monthrange(year, month)[1]))


def _months_later(tag: date, months: int) -> tuple[int, int]:
    years, month = divmod(tag.month - 1 + months, 12)
    year = tag.year + years
    if year > date.max.year:
        raise OverflowError(year)
    return year, month + 1
