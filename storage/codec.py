"""Days and moments as both databases keep them: ISO text of fixed width, so that they sort as written."""

from datetime import UTC, date, datetime
from typing import Any, Final, overload
from zoneinfo import ZoneInfo

_HOUSE: Final = ZoneInfo("Europe/Berlin")


@overload
def day(value: date) -> str: ...
@overload
def day(value: None) -> None: ...
def day(value: date | None) -> str | None:
    """A day as text."""
    return None if value is None else value.isoformat()


@overload
def to_day(text: str) -> date: ...
@overload
def to_day(text: None) -> None: ...
@overload
def to_day(text: Any) -> Any: ...
def to_day(text: str | None) -> date | None:
    """The day of a text."""
    return None if text is None else date.fromisoformat(text)


@overload
def moment(value: datetime) -> str: ...
@overload
def moment(value: None) -> None: ...
def moment(value: datetime | None) -> str | None:
    """A moment as text, in UTC; raises ValueError without a time zone."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"a moment without time zone: {value}")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def to_moment(text: str) -> datetime:
    """The moment of a text, in UTC."""
    return datetime.fromisoformat(text)


def day_of(value: datetime) -> date:
    """The day a moment has in Göttingen."""
    return value.astimezone(_HOUSE).date()
