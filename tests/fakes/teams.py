"""Teams as dialogs.delivery.Teams: keeps what stands in each conversation, and fails in the known ways.

`faults` are taken one per call and conversation; without one a call succeeds.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from dialogs.delivery import Address, Done, Json, Never, NotDone, Outcome, Unknown


@dataclass(frozen=True)
class Lost:
    """Carried out, but the answer never comes."""


@dataclass(frozen=True)
class Broken:
    """Not carried out: the code that sends has a mistake."""


@dataclass(frozen=True)
class Slow:
    """Carried out, after so many seconds."""

    seconds: float


Fault = NotDone | Unknown | Never | Lost | Broken | Slow | None


@dataclass
class Message:
    """A message as people see it; `activities` are its contents, the newest last."""

    conversation_id: str
    activities: list[Json]
    deleted: bool = False

    @property
    def text(self) -> str:
        """What can be read now."""
        return str(self.activities[-1].get("text"))


@dataclass
class FakeTeams:
    """`log` holds every call that was begun: seconds of the loop, what, conversation, text."""

    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    messages: dict[str, Message] = field(default_factory=dict)
    log: list[tuple[float, str, str, str]] = field(default_factory=list)
    in_flight: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most_in_flight: int = 0

    def fail(self, conversation_id: str, faults: Iterable[Fault]) -> None:
        self.faults[conversation_id].extend(faults)

    def shown(self, conversation_id: str) -> list[str]:
        """The texts of the conversation and its threads, oldest message first."""
        own = [m for m in self.messages.values() if m.conversation_id.partition(";")[0] == conversation_id]
        return [m.text for m in own if not m.deleted]

    def calls(self, what: str) -> list[str]:
        return [text for _, done, _, text in self.log if done == what]

    async def post(self, address: Address, activity: str) -> Outcome:
        fault = await self._begin("post", address, activity)
        if not _carried_out(fault):
            return _outcome(fault)
        name = f"a{len(self.messages) + 1}"
        self.messages[name] = Message(address.conversation_id, [json.loads(activity)])
        return await self._end(fault, name)

    async def update(self, address: Address, activity_id: str, activity: str) -> Outcome:
        fault = await self._begin("update", address, activity)
        if not _carried_out(fault):
            return _outcome(fault)
        if activity_id not in self.messages:
            return Never("http_404")
        self.messages[activity_id].activities.append(json.loads(activity))
        return await self._end(fault, activity_id)

    async def delete(self, address: Address, activity_id: str) -> Outcome:
        fault = await self._begin("delete", address, "{}")
        if not _carried_out(fault):
            return _outcome(fault)
        if activity_id in self.messages:
            self.messages[activity_id].deleted = True
        return await self._end(fault, activity_id)

    async def _begin(self, what: str, address: Address, activity: str) -> Fault:
        chat = address.conversation_id.partition(";")[0]
        self.log.append((asyncio.get_running_loop().time(), what, chat, str(json.loads(activity).get("text"))))
        self.in_flight[chat] += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight[chat])
        try:
            fault = self.faults[chat].popleft() if self.faults[chat] else None
            await asyncio.sleep(fault.seconds if isinstance(fault, Slow) else 0.05)
        finally:
            self.in_flight[chat] -= 1
        if isinstance(fault, Broken):
            raise RuntimeError("fake")
        return fault

    async def _end(self, fault: Fault, name: str) -> Outcome:
        if isinstance(fault, Lost):
            await asyncio.sleep(10)
            return Unknown("timeout")
        return Done(name)


def _carried_out(fault: Fault) -> bool:
    return fault is None or isinstance(fault, Lost | Slow)


def _outcome(fault: Fault) -> Outcome:
    assert isinstance(fault, NotDone | Unknown | Never)
    return fault
