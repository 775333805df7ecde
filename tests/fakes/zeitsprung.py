"""An event loop whose time jumps to the next timer, so that hours of waiting take none; and a clock that follows it.

Only for code that waits on timers and on other tasks: a loop in which nothing is due any more is an error.
"""

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
START = datetime(2027, 3, 1, 8, tzinfo=UTC)


class Stuck(Exception):
    """Everybody waits for somebody else."""


class _Selector(selectors.SelectSelector):
    now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise Stuck
        if not ready and timeout:
            self.now += timeout
        return ready


class JumpingLoop(asyncio.SelectorEventLoop):
    """Its `time` stands still while something can be done, and jumps when all wait."""

    def __init__(self) -> None:
        self._jumping = _Selector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


class LoopClock:
    """The time of the house by the time of the running loop; `shift` is a clock that was set."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def jetzt(self) -> datetime:
        return START + timedelta(seconds=asyncio.get_running_loop().time() - 1000.0) + self.shift

    def heute(self) -> date:
        return self.jetzt().date()


def run(work: Coroutine[Any, Any, T]) -> T:
    """The coroutine in a loop of its own that jumps."""
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(work)
