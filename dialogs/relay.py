"""Outgoing messages: in which order and pace they go, what an outcome means, when to try again.

What is due comes from the Outbox, the sending itself is delivery.Teams.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from dialogs.delivery import Address, Done, Never, NotDone, Outcome, Teams, Unknown
from dialogs.outbox import Due, Op, Settled, Zustand
from dialogs.ports import AktivzentrumError, Clock, Outbox

LIMITS = ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800))
"""What Teams lets a bot send into one conversation: seconds and messages."""

FIRST_WAIT = 1.0
LONGEST_WAIT = 300.0
GIVE_UP_AFTER = 400
"""Tries; with the waits between them more than a day."""

POLL = 2.0
BATCH = 50

log = logging.getLogger(__name__)


def wait_before(attempts: int, told: float | None) -> float:
    """Seconds until the next try: as Teams says, else doubling from one second to five minutes."""
    if told is not None:
        return min(max(told, 0.1), 3600.0)
    return min(FIRST_WAIT * 2.0 ** min(attempts, 10), LONGEST_WAIT)


def settle(due: Due, outcome: Outcome, jetzt: datetime) -> Settled:
    """What an outcome means. UNKNOWN is tried again: a question twice is better than one lost, and a placeholder
    or an update may be repeated."""
    attempts = due.attempts + 1
    match outcome:
        case Done(activity_id=activity_id):
            return Settled(due.outgoing.id, Zustand.GESENDET, attempts, due.activity_id or activity_id)
        case Never(reason=reason):
            return Settled(due.outgoing.id, Zustand.GESCHEITERT, attempts, due.activity_id, grund=reason)
        case NotDone(reason=reason, wait=told) | Unknown(reason=reason, wait=told):
            if attempts >= GIVE_UP_AFTER:
                return Settled(due.outgoing.id, Zustand.GESCHEITERT, attempts, due.activity_id, grund=reason)
            state = Zustand.UNKLAR if isinstance(outcome, Unknown) else Zustand.OFFEN
            again = jetzt + timedelta(seconds=wait_before(due.attempts, told))
            return Settled(due.outgoing.id, state, attempts, due.activity_id, again, reason)


class Pace:
    """How long to wait so that no limit of a conversation is passed. Times are seconds of any steady clock."""

    def __init__(self, limits: Sequence[tuple[float, int]] = LIMITS) -> None:
        self._limits = limits
        self._sent: dict[str, deque[float]] = {}

    def wait(self, conversation_id: str, now: float) -> float:
        """Seconds until one more may go; 0 if it may go now."""
        sent = self._sent.get(conversation_id, ())
        waits = [sent[-most] + span - now for span, most in self._limits if len(sent) >= most]
        return max([0.0, *waits])

    def note(self, conversation_id: str, now: float) -> None:
        """One more was sent."""
        sent = self._sent.setdefault(conversation_id, deque(maxlen=max(most for _, most in self._limits)))
        sent.append(now)
        if len(self._sent) > 10_000:
            self._forget(now)

    def _forget(self, now: float) -> None:
        longest = max(span for span, _ in self._limits)
        self._sent = {key: sent for key, sent in self._sent.items() if sent[-1] > now - longest}


class Relay:
    """Sends what was committed: at once what a turn made, later what was left."""

    def __init__(
        self,
        outbox: Outbox,
        teams: Teams,
        clock: Clock,
        on_failed: Callable[[Due, str], None] = lambda _due, _reason: None,
    ) -> None:
        self._outbox = outbox
        self._teams = teams
        self._clock = clock
        self._on_failed = on_failed
        self._pace = Pace()
        self._busy: dict[str, deque[Due]] = {}
        self._working: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()

    def deliver(self, due: Iterable[Due]) -> None:
        """Send these now, in their order; returns at once."""
        for queue, items in groupby(due, key=lambda d: d.outgoing.queue):
            if queue in self._busy:
                self._busy[queue].extend(items)
            else:
                self._busy[queue] = deque(items)
                self._working[queue] = self._spawn(self._work(queue))

    def wake(self) -> None:
        """Something waits in the outbox that was not claimed by its turn."""
        self._wake.set()

    async def run(self) -> None:
        """Brings what was left, until cancelled."""
        while True:
            found = await self._claim()
            self.deliver(found)
            if len(found) < BATCH:
                await self._sleep()

    async def drain(self, seconds: float = 10.0) -> None:
        """Wait for what is being sent now, at most so long."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def finished(self, queue: str, seconds: float) -> None:
        """Wait until nothing more of this queue is being sent here, at most so long."""
        task = self._working.get(queue)
        if task is not None:
            await asyncio.wait({task}, timeout=seconds)

    async def _sleep(self) -> None:
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), POLL)
        except TimeoutError:
            return

    async def _claim(self) -> Sequence[Due]:
        try:
            return await self._outbox.claim(self._clock.jetzt(), BATCH)
        except AktivzentrumError:
            log.warning("outbox_unavailable")
            return ()

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _work(self, queue: str) -> None:
        """One queue, one message after the other; what is left when one fails waits behind it in the outbox."""
        items = self._busy[queue]
        try:
            while items:
                if not await self._send(items.popleft()):
                    break
        finally:
            del self._busy[queue], self._working[queue]
            await self._give_back(items)
            self.wake()

    async def _give_back(self, items: Iterable[Due]) -> None:
        for due in items:
            await self._settled(
                Settled(due.outgoing.id, Zustand.OFFEN, due.attempts, due.activity_id, self._clock.jetzt())
            )

    async def _send(self, due: Due) -> bool:
        """Whether the next one of the queue may follow."""
        settled = settle(due, await self._try(due), self._clock.jetzt())
        await self._settled(settled)
        if settled.zustand is Zustand.GESCHEITERT:
            log.error("delivery_failed art=%s reason=%s", due.outgoing.art, settled.grund)
            self._on_failed(due, settled.grund or "")
        return settled.again_at is None

    async def _settled(self, settled: Settled) -> None:
        try:
            await self._outbox.settle(settled)
        except AktivzentrumError:
            log.warning("settle_unavailable")

    async def _try(self, due: Due) -> Outcome:
        outgoing = due.outgoing
        match outgoing.op:
            case Op.POST:
                return await self._post(due.address, outgoing.activity)
            case Op.POST_TWICE:
                return await self._post_twice(due)
            case Op.UPDATE | Op.DELETE if due.activity_id is None:
                return Never("target_failed")
            case Op.UPDATE:
                return await self._teams.update(due.address, due.activity_id, json.loads(outgoing.activity))
            case Op.DELETE:
                return await self._teams.delete(due.address, due.activity_id)

    async def _post(self, address: Address, activity: str) -> Outcome:
        loop = asyncio.get_running_loop()
        wait = self._pace.wait(address.conversation_id, loop.time())
        if wait:
            await asyncio.sleep(wait)
        self._pace.note(address.conversation_id, loop.time())
        return await self._teams.post(address, json.loads(activity))

    async def _post_twice(self, due: Due) -> Outcome:
        """The placeholder's id is stored before the content goes, so that the content is only ever an update."""
        activity_id = due.activity_id
        if activity_id is None:
            placed = await self._post(due.address, due.outgoing.placeholder or "{}")
            if not isinstance(placed, Done):
                return placed
            activity_id = placed.activity_id
            note = Settled(due.outgoing.id, Zustand.OFFEN, due.attempts, activity_id, self._clock.jetzt())
            await self._outbox.settle(note)
        updated = await self._teams.update(due.address, activity_id, json.loads(due.outgoing.activity))
        return Done(activity_id) if isinstance(updated, Done) else updated
