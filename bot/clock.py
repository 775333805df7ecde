"""The clock of the house and fresh names: what production gives to the core from the world outside."""

import itertools
import secrets
import time
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

BERLIN: Final = ZoneInfo("Europe/Berlin")
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that could be read as a digit or another letter."""


class HouseClock:
    """dialogs.ports.Clock by the clock of the machine, in the time zone of Göttingen."""

    def jetzt(self) -> datetime:
        """Now, with time zone."""
        return datetime.fromtimestamp(time.time(), UTC).astimezone(BERLIN)

    def heute(self) -> date:
        """The day in Göttingen."""
        return self.jetzt().date()


class RandomIds:
    """dialogs.ports.Ids: form numbers drawn by lot, message ids that sort by when they were made."""

    def __init__(self) -> None:
        self._counter = itertools.count()
        self._start = f"{secrets.token_hex(4)}"

    def formularnummer(self) -> str:
        """AZ-7K3M-Q2WD: one of a million millions; the database refuses a second one."""
        bits = secrets.randbits(40)
        signs = "".join(_ALPHABET[bits >> place & 31] for place in range(0, 40, 5))
        return f"AZ-{signs[:4]}-{signs[4:]}"

    def message(self) -> str:
        """Time in nanoseconds, this start, a running number."""
        return f"{time.time_ns():016x}-{self._start}-{next(self._counter):08x}"
