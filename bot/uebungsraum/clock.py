"""The clock of the practice room: what it is asked for, and one that a button can move.

Who reads the clock is not decided here; the composition root hands the same one to the bot.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Protocol
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
START_OF_WORK = time_of_day(9, 0)


class Clock(Protocol):
    """Today and now in Göttingen, and a hand to move them."""

    def heute(self) -> date: ...

    def jetzt(self) -> datetime:
        """Now, with time zone."""

    def set(self, day: date) -> None:
        """From now on it is `day`."""


class PracticeClock:
    """Runs like the wall clock until it is set; a day it is set to begins at nine in the morning."""

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._ahead = timedelta()

    @property
    def ahead(self) -> timedelta:
        """How far it is before the wall clock."""
        return self._ahead

    def be_ahead(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def jetzt(self) -> datetime:
        return (datetime.fromtimestamp(self._wall(), UTC) + self._ahead).astimezone(BERLIN)

    def heute(self) -> date:
        return self.jetzt().date()

    def set(self, day: date) -> None:
        if day != self.heute():
            self.turn_to(datetime.combine(day, START_OF_WORK, BERLIN))

    def turn_to(self, moment: datetime) -> None:
        """From now on it is this moment (with time zone)."""
        self._ahead += moment.astimezone(UTC) - self.jetzt().astimezone(UTC)
