"""The day a moment has in Göttingen. Periods are counted elsewhere (`regelung.fristen`)."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_HOUSE: Final = ZoneInfo("Europe/Berlin")


def day_of(moment: datetime) -> date:
    """The day in Göttingen; `moment` has a time zone."""
    return moment.astimezone(_HOUSE).date()
