"""What can go wrong between bot and Teams, as data: which call is hit, and how.

Nothing is carried out here; the Connector stand-in asks before each call.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum


class Kind(Enum):
    """How a call goes wrong. All but SLOW, LOST and LATE_502 leave the call undone."""

    SLOW = "slow"  # carried out after `seconds`
    THROTTLED = "throttled"  # 429 with Retry-After `seconds`
    PRECONDITION = "precondition"  # 412
    SERVER_ERROR = "server_error"  # 500
    BAD_GATEWAY = "bad_gateway"  # 502
    GATEWAY_TIMEOUT = "gateway_timeout"  # 504
    RESET = "reset"  # the connection breaks before anything is done
    LOST = "lost"  # carried out, then the connection breaks
    LATE_502 = "late_502"  # carried out, and yet 502
    FORBIDDEN = "forbidden"  # 403: the bot is not in the conversation
    GONE = "gone"  # 404: no such conversation


class Call(Enum):
    """What the bot asks of the Connector."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    CONVERSATION = "conversation"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Fault:
    """Hits the next `times` calls that fit (None: until cleared), after letting `skip` of them pass."""

    kind: Kind
    times: int | None = 1
    calls: frozenset[Call] = frozenset({Call.CREATE, Call.UPDATE, Call.DELETE})
    conversation: str | None = None
    seconds: float = 1.0
    skip: int = 0

    def fits(self, call: Call, conversation: str | None) -> bool:
        return call in self.calls and self.conversation in (None, conversation)


class Faults:
    """The faults that are due. The first that fits is taken."""

    def __init__(self) -> None:
        self._due: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._due.append(fault)

    def clear(self) -> None:
        self._due.clear()

    def remove(self, kind: Kind) -> None:
        self._due = [f for f in self._due if f.kind is not kind]

    @property
    def due(self) -> tuple[Fault, ...]:
        return tuple(self._due)

    def take(self, call: Call, conversation: str | None) -> Fault | None:
        for index, fault in enumerate(self._due):
            if fault.fits(call, conversation):
                return self._use(index, fault)
        return None

    def _use(self, index: int, fault: Fault) -> Fault | None:
        if fault.skip:
            self._due[index] = replace(fault, skip=fault.skip - 1)
            return None
        if fault.times == 1:
            del self._due[index]
        elif fault.times is not None:
            self._due[index] = replace(fault, times=fault.times - 1)
        return fault


# Microsoft's documented limits per bot and conversation: calls, seconds.
LIMITS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))


class RateLimit:
    """Counts the calls per conversation and says how long the next one has to wait."""

    def __init__(self, now: Callable[[], float], limits: tuple[tuple[int, float], ...] = LIMITS) -> None:
        self._now = now
        self._limits = limits
        self._calls: dict[str, deque[float]] = {}

    def wait(self, conversation: str) -> float:
        """Seconds until a call is welcome again; 0 means it is, and counts it."""
        now = self._now()
        calls = self._calls.setdefault(conversation, deque(maxlen=max(n for n, _ in self._limits)))
        waits = [calls[-n] + span - now for n, span in self._limits if len(calls) >= n]
        wait = max((w for w in waits if w > 0), default=0.0)
        if wait == 0.0:
            calls.append(now)
        return wait
