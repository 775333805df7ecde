"""Outgoing messages: in which order they go, which of them must wait, who is told of a failure.

What is due comes from the Outbox, the sending itself is delivery.Teams.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import timedelta
from typing import Any

from dialogs.delivery import Never, Outcome, Teams, Unknown
from dialogs.outbox import UNREADABLE, Art, Due, Op, Settled, Zustand
from dialogs.ports import Clock, Outbox
from dialogs.relay.notes import Notes
from dialogs.relay.pace import LIMITS, TENANT_LIMITS, Pace
from dialogs.relay.tries import settle

__all__ = ["Relay"]

PATIENCE = 10.0
"""Seconds a claimed message is held back for the pace; one that must wait longer goes back into the outbox."""

IN_LINE = 60.0
"""Seconds after something of a queue had to wait: so long what a turn claimed goes back, to come in its order."""

POLL = 2.0
BATCH = 50
MOST_QUEUES = 200
"""So many queues at most are worked on by what was left; what a turn made just now always goes."""

log = logging.getLogger(__name__)


class Relay:
    """Sends what was committed: at once what a turn made, later what was left.

    A queue has one task at a time, which asks the outbox for the next message when one is through. Nothing here must
    survive: what is claimed and not settled is due again when its claim runs out.
    """

    def __init__(
        self,
        outbox: Outbox,
        teams: Teams,
        clock: Clock,
        on_failed: Callable[[Due, str], None] = lambda _due, _reason: None,
        *,
        limits: Sequence[tuple[float, int]] = LIMITS,
        tenant_limits: Sequence[tuple[float, int]] = TENANT_LIMITS,
    ) -> None:
        self._outbox = outbox
        self._teams = teams
        self._clock = clock
        self._on_failed = on_failed
        self._pace = Pace(limits)
        self._tenant_pace = Pace(tenant_limits)
        self._busy: dict[str, deque[Due]] = {}
        self._held: set[str] = set()
        self._more: set[str] = set()
        self._waited: dict[str, float] = {}
        self._notes = Notes(outbox, self._written)
        self._working: dict[str, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._draining = False

    def deliver(self, due: Iterable[Due]) -> None:
        """Send these now, in their order; returns at once.

        A turn claims behind what is on its way here. Where that had to wait since, these must not overtake it.
        """
        now = asyncio.get_running_loop().time()
        for one in due:
            if self._waited.get(one.outgoing.queue, now) > now:
                self._notes.add(self._untried(one))
            else:
                self._take((one,))

    def _take(self, due: Iterable[Due]) -> None:
        """What the outbox gave for now, and so in its order."""
        for one in due:
            # a claim that ran out while the message is still being tried here comes a second time
            if one.outgoing.id in self._held:
                continue
            self._held.add(one.outgoing.id)
            queue = one.outgoing.queue
            if queue not in self._busy:
                self._busy[queue] = deque()
                self._spawn(queue, self._work(queue))
            self._busy[queue].append(one)

    def wake(self) -> None:
        """Something waits in the outbox that was not claimed by its turn."""
        self._wake.set()

    async def run(self) -> None:
        """Brings what was left, until cancelled."""
        while True:
            # before the claim: who wakes while it runs may have come too late for it
            self._wake.clear()
            room = MOST_QUEUES - len(self._busy)
            found = await self._claim(min(room, BATCH)) if room > 0 else ()
            self._more.update(due.outgoing.queue for due in found)
            self._take(found)
            if len(found) < BATCH:
                await self._sleep()

    async def drain(self, seconds: float = 10.0) -> None:
        """Wait for what is being sent now, at most so long, and let go of the rest; nothing more is begun."""
        self._draining = True
        try:
            async with asyncio.timeout(seconds):
                while self._working or self._notes.tasks:
                    await asyncio.wait([*self._working.values(), *self._notes.tasks])
        except TimeoutError:
            late = (*self._working.values(), *self._notes.tasks)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
            self._held.clear()
        finally:
            self._draining = False

    async def finished(self, queue: str, seconds: float) -> None:
        """Wait until nothing more of this queue is being sent here, at most so long."""
        task = self._working.get(queue)
        if task is not None:
            await asyncio.wait({task}, timeout=seconds)

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(POLL):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _claim(self, limit: int, queue: str | None = None) -> Sequence[Due]:
        try:
            return await self._outbox.claim(self._clock.jetzt(), limit, queue)
        except Exception as error:  # noqa: BLE001 - nobody restarts who brings what was left
            log.warning("outbox_unavailable error=%s", type(error).__name__)
            return ()

    def _spawn(self, queue: str, work: Coroutine[Any, Any, None]) -> None:
        task = self._working[queue] = asyncio.ensure_future(work)
        # again, for one that is cancelled before its first step
        task.add_done_callback(lambda done: self._leave(queue, done))
        task.add_done_callback(_report)

    def _leave(self, queue: str, task: asyncio.Task[Any] | None) -> None:
        """Nobody works on the queue any more; what comes from now on begins anew."""
        if self._working.get(queue) is not task:
            return
        del self._working[queue]
        self._more.discard(queue)
        left = self._busy.pop(queue)
        if left:
            self._stands_in_line(queue)
        self._held.difference_update(due.outgoing.id for due in left)

    async def _work(self, queue: str) -> None:
        """One queue, one message after the other; what is left when one fails waits behind it in the outbox."""
        items = self._busy[queue]
        try:
            while items or await self._claimed_more(queue):
                settled = await self._send(items[0])
                items.popleft()
                if not await self._goes_on(settled, items) or self._draining:
                    await self._give_back(items)
        finally:
            self._leave(queue, asyncio.current_task())

    async def _goes_on(self, settled: Settled, items: deque[Due]) -> bool:
        """Whether the next one may follow: this one is done, or it is a form whose content goes on at once."""
        if settled.again_at is None or settled.activity_id is None:
            return settled.again_at is None
        found = await self._claim(1, items[0].outgoing.queue) if items else ()
        if any(due.outgoing.id in self._held for due in found):
            return False  # one before it was sent, and is not written down yet
        self._held.update(due.outgoing.id for due in found)
        items.extendleft(found)
        return bool(found)

    async def _claimed_more(self, queue: str) -> bool:
        """Asks the outbox only where it may hold more: behind what it gave before, and behind what failed."""
        if queue in self._more and not self._draining:
            self._take(await self._claim(BATCH, queue))
        return bool(self._busy[queue])

    async def _give_back(self, items: deque[Due]) -> None:
        while items:
            await self._write_down(self._untried(items[0]))
            items.popleft()

    def _untried(self, due: Due) -> Settled:
        return Settled(due.outgoing.id, Zustand.OFFEN, due.attempts, again_at=self._clock.jetzt())

    def _stands_in_line(self, queue: str) -> None:
        now = asyncio.get_running_loop().time()
        self._waited = {name: until for name, until in self._waited.items() if until > now}
        self._waited[queue] = now + IN_LINE

    async def _send(self, due: Due) -> Settled:
        """One try, and what has become of it."""
        wait = await self._hold_back(due)
        if wait:
            again = self._clock.jetzt() + timedelta(seconds=wait)
            settled = Settled(due.outgoing.id, Zustand.OFFEN, due.attempts, again_at=again)
        else:
            settled = settle(due, await self._try(due), self._clock.jetzt())
        if settled.again_at is not None:
            self._more.add(due.outgoing.queue)
            self._stands_in_line(due.outgoing.queue)
        if due.outgoing.queue in self._more or settled.zustand is Zustand.GESCHEITERT:
            # before anybody is told of a failure, it is written down
            await self._write_down(settled)
        else:
            self._notes.add(settled)  # it is final
        if settled.zustand is Zustand.GESCHEITERT:
            log.error("delivery_failed art=%s reason=%s", due.outgoing.art, settled.grund)
            self._on_failed(due, settled.grund or "")
        return settled

    def _written(self, notes: Iterable[Settled]) -> None:
        self._held.difference_update(note.id for note in notes)
        if any(note.again_at for note in notes):
            self.wake()

    async def _write_down(self, settled: Settled) -> None:
        await self._notes.write(settled)
        self._held.discard(settled.id)

    async def _hold_back(self, due: Due) -> float:
        """Waits for the pace and notes the message; if that would take too long, how long."""
        loop = asyncio.get_running_loop()
        # the limits are those of the conversation, whatever the thread in it
        chat = due.address.conversation_id.partition(";")[0]
        creates = due.activity_id is None
        patient_until = loop.time() + PATIENCE
        while wait := self._wait(due, chat if creates else None, loop.time()):
            if loop.time() + wait > patient_until:
                return wait
            await asyncio.sleep(wait)
        if creates:
            self._pace.note(chat, loop.time())
        self._tenant_pace.note("", loop.time())
        return 0.0

    def _wait(self, due: Due, chat: str | None, now: float) -> float:
        """A person waits for an answer, and no faster than people write; everything else keeps the pace."""
        if due.outgoing.art is Art.ANTWORT:
            return 0.0
        return max(self._pace.wait(chat, now) if chat else 0.0, self._tenant_pace.wait("", now))

    async def _try(self, due: Due) -> Outcome:
        try:
            return await self._call(due)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not keep its queue for ever
            log.error("delivery_broken art=%s error=%s", due.outgoing.art, type(error).__name__)
            return Unknown("internal_error")

    async def _call(self, due: Due) -> Outcome:
        outgoing, own = due.outgoing, due.activity_id
        if UNREADABLE in (outgoing.activity, outgoing.placeholder):
            return Never("unreadable")
        if own is None:
            return await self._create(due)
        if outgoing.op is Op.DELETE:
            return await self._teams.delete(due.address, own)
        return await self._teams.update(due.address, own, outgoing.activity)

    async def _create(self, due: Due) -> Outcome:
        match due.outgoing.op:
            case Op.POST:
                return await self._teams.post(due.address, due.outgoing.activity)
            case Op.POST_TWICE:
                return await self._teams.post(due.address, due.outgoing.placeholder or "{}")
            case Op.UPDATE | Op.DELETE:
                return Never("target_failed")


def _report(task: asyncio.Task[None]) -> None:
    """A queue that broke off is logged; its claim runs out, and it is tried again."""
    error = None if task.cancelled() else task.exception()
    if error is not None:
        log.error("queue_broken error=%s", type(error).__name__)
