"""What has become of tries, on its way into the outbox: a try that is not written down would be made again."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from dialogs.outbox import Settled
from dialogs.ports import Outbox
from dialogs.relay.tries import wait_before

LONGEST_WAIT = 30.0

log = logging.getLogger(__name__)


class Notes:
    """`written` is told what was added once the outbox has it. `tasks` are at work on that now."""

    def __init__(self, outbox: Outbox, written: Callable[[Sequence[Settled]], None]) -> None:
        self._outbox = outbox
        self._written = written
        self._waiting: list[Settled] = []
        self.tasks: set[asyncio.Task[None]] = set()

    def add(self, settled: Settled) -> None:
        """Written beside whatever else goes on: the next message need not wait for the disk.

        It is handed in before anything that comes later, so that no turn finds an answer open that was sent before.
        """
        self._waiting.append(settled)
        if len(self._waiting) == 1:
            self._begin(self._write_waiting())

    async def write(self, settled: Settled) -> None:
        """Returns when the outbox has it; tries for as long as it takes."""
        tries = 0
        while True:
            try:
                await self._outbox.settle(settled)
                return
            except Exception as error:  # noqa: BLE001 - giving up would send it again
                log.warning("settle_unavailable error=%s", type(error).__name__)
                await asyncio.sleep(min(wait_before(tries, None), LONGEST_WAIT))
                tries += 1

    async def _write_waiting(self) -> None:
        """What came up in the same moment goes together."""
        notes, self._waiting = self._waiting, []
        try:
            await self._outbox.settle(*notes)
        except Exception:  # noqa: BLE001 - one that cannot be written must not hold up the others
            for note in notes:
                self._begin(self._write_alone(note))
        else:
            self._written(notes)

    async def _write_alone(self, settled: Settled) -> None:
        await self.write(settled)
        self._written((settled,))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
