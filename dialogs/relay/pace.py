"""How fast messages may follow each other. Who is held back, and who is not, the relay decides."""

from collections import deque
from collections.abc import Sequence

LIMITS = ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800))
"""What Teams lets a bot send into one conversation: seconds and messages."""

TENANT_LIMITS = ((1.0, 50),)
"""What it lets an app ask for in one tenant, changes of messages included."""


class Pace:
    """How long to wait so that no limit of a conversation is passed. Times are seconds of any steady clock."""

    def __init__(self, limits: Sequence[tuple[float, int]] = LIMITS) -> None:
        self._limits = limits
        self._longest = max(span for span, _ in limits)
        self._sent: dict[str, deque[float]] = {}
        self._looked = 0.0

    def wait(self, name: str, now: float) -> float:
        """Seconds until one more may go; 0 if it may go now."""
        sent = self._sent.get(name, ())
        waits = [sent[-most] + span - now for span, most in self._limits if len(sent) >= most]
        return max([0.0, *waits])

    def note(self, name: str, now: float) -> None:
        """One more was sent."""
        sent = self._sent.setdefault(name, deque(maxlen=max(most for _, most in self._limits)))
        sent.append(now)
        if now - self._looked > self._longest:
            self._looked = now
            self._sent = {key: kept for key, kept in self._sent.items() if kept[-1] > now - self._longest}
