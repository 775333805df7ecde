"""What a spoken period is: the forms of the slot `period`. Words are read in `zeitraum`, days in `zeitraum_tage`."""

from dataclasses import dataclass
from typing import Final, Literal

Unit = Literal["days", "weeks", "months"]
Which = Literal["this", "next", "last"]
Span = Literal["week", "month", "quarter", "year"]

MONTHS: Final = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """`{"days": 14}`: so many days, weeks or months from today on, or up to today."""

    unit: Unit
    number: int
    past: bool = False

    def to_json(self) -> dict[str, object]:
        amount: dict[str, object] = {self.unit: self.number}
        return amount | {"direction": "past"} if self.past else amount


@dataclass(frozen=True, slots=True)
class Between:
    """`{"until": text}`, `{"since": text}` or both: boundaries as written, without their prepositions."""

    since: str | None = None
    until: str | None = None

    def to_json(self) -> dict[str, object]:
        parts = {"since": self.since, "until": self.until}
        return {key: text for key, text in parts.items() if text is not None}


@dataclass(frozen=True, slots=True)
class Year:
    """`{"year": 2024}`."""

    year: int

    def to_json(self) -> dict[str, object]:
        return {"year": self.year}


@dataclass(frozen=True, slots=True)
class Month:
    """`{"month": "März", "year": 2027}`, the year only if said."""

    month: int
    year: int | None = None

    def to_json(self) -> dict[str, object]:
        return _with_year({"month": MONTHS[self.month - 1]}, self.year)


@dataclass(frozen=True, slots=True)
class Quarter:
    """`{"quarter": 2, "year": 2026}`, the year only if said."""

    quarter: int
    year: int | None = None

    def to_json(self) -> dict[str, object]:
        return _with_year({"quarter": self.quarter}, self.year)


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """`{"calendar": "this_month"}`."""

    which: Which
    span: Span

    def to_json(self) -> dict[str, object]:
        return {"calendar": f"{self.which}_{self.span}"}


def _with_year(period: dict[str, object], year: int | None) -> dict[str, object]:
    return period if year is None else period | {"year": year}


Period = Amount | Between | Year | Month | Quarter | CalendarSpan
