"""What Prometheus may know: counts and durations, never a name, a text or a number of a person."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0)


class Metrics:
    """One registry a bot, so that several can run in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._turns = Histogram(
            "aktivzentrum_turn_seconds",
            "Time a turn takes until it is committed",
            registry=self.registry,
            buckets=_BUCKETS,
        )
        self._refused = Counter("aktivzentrum_refused_total", "Requests refused", ["reason"], registry=self.registry)
        self._failed = Counter(
            "aktivzentrum_delivery_failed_total", "Messages given up", ["art"], registry=self.registry
        )
        self._up = Gauge("aktivzentrum_up", "Whether the bot takes turns", registry=self.registry)
        self._up.set(1)

    def turn(self, seconds: float) -> None:
        """One turn was done."""
        self._turns.observe(seconds)

    def refused(self, reason: str) -> None:
        """A request was refused; the reason is one of our own keys."""
        self._refused.labels(reason=reason).inc()

    def failed(self, art: str) -> None:
        """A message was given up."""
        self._failed.labels(art=art).inc()

    def text(self) -> bytes:
        """The Prometheus text format."""
        return generate_latest(self.registry)
