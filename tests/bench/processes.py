"""Starts and ends the programs of a run, each on a core of its own where there are two, and speaks to the load."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tests.bench.load import Order, Seen, Wrong

ROOT: Final = Path(__file__).parents[2]
PYTHON: Final = sys.executable
_CORES: Final = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def _on_core(which: int) -> list[str]:
    """The bot on the first core, whatever loads it on the last."""
    return ["taskset", "-c", str(_CORES[which])] if len(_CORES) > 1 else []


class Program:
    """A server that printed where it listens."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        core: int | None = 0,
        database: str | None = None,
    ) -> None:
        self.database = database
        self.begun = time.perf_counter()
        pin = [] if core is None else _on_core(core)
        self._log = tempfile.TemporaryFile("a+")  # noqa: SIM115  as long as the process
        self.process = subprocess.Popen(  # noqa: S603  our own programs
            [*pin, *command],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            cwd=ROOT,
            env={**clean_environment(), **(environment or {})},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = [word for word in line.replace("/api/messages", "").split() if word.startswith("http://")]
        if not found:
            said = self.said[-2000:]
            self.stop()
            raise RuntimeError(f"did not start: {' '.join(command)}\n{said}")
        self.url = found[0]

    @property
    def memory(self) -> float:
        """MiB that are this process's alone or its share of what is shared."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))

    @property
    def cpu(self) -> float:
        """Seconds of computing so far, all threads, kernel included."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def delays(self) -> list[float]:
        """The event loop's delays since the last question."""
        with urllib.request.urlopen(f"{self.url}/beat", timeout=30) as answer:  # noqa: S310  loopback
            late: list[float] = json.load(answer)
        return late

    def layers(self) -> dict[str, float]:
        """Seconds in each layer since the last question; only of a bot started with `layers`."""
        with urllib.request.urlopen(f"{self.url}/layers", timeout=30) as answer:  # noqa: S310  loopback
            found: dict[str, float] = json.load(answer)
        return found

    @property
    def said(self) -> str:
        """Its log."""
        self._log.seek(0)
        return self._log.read()

    def stand_still(self) -> None:
        """Not a step, until it is let go on. Returns when the last of its threads has stopped."""
        self.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    @property
    def stands_still(self) -> bool:
        """As the machine sees it."""
        return Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"

    def go_on(self) -> None:
        """From where it stood."""
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Kindly, then not."""
        self.go_on()
        self.process.terminate()
        try:
            self.process.wait(25)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdout, self._log):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


QUIET: Final = 0.05
"""Seconds in which a program writes down what its last turn left to be written."""


@contextmanager
def awake(programs: Sequence[Program]) -> Iterator[None]:
    """They run for so long and stand still afterwards, with nothing half done."""
    for program in programs:
        program.go_on()
    try:
        yield
    finally:
        time.sleep(QUIET)
        for program in programs:
            program.stand_still()


def clean_environment() -> dict[str, str]:
    """Ours, without what settings of a bot or a proxy stand in it."""
    ours = ("Microsoft", "AKTIVZENTRUM_", "HTTP", "http", "NO_PROXY", "no_proxy", "SSL_CERT", "REQUESTS_CA")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class TurnFailedError(Exception):
    """Turns of the load that did not end as they should."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__("\n".join(each.what for each in wrong))
        self.wrong = wrong


class LoadProcess:
    """The load, on the last core."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own program
            [*_on_core(-1), PYTHON, "-m", "tests.bench.load", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=clean_environment(),
        )
        started = self._answer()
        self.environment: dict[str, str] = started["environment"]
        self.trust: dict[str, str] = started["trust"]
        self.service: str = started["service"]
        self.busiest = 0.0

    def run(self, order: Order) -> Seen:
        """What came of it; raises TurnFailedError if a reply was not the right one."""
        seen = self.try_(order)
        if seen.wrong:
            raise TurnFailedError(seen.wrong)
        self.busiest = max(self.busiest, seen.busy)
        return seen

    def try_(self, order: Order) -> Seen:
        """What came of it, wrong replies included."""
        found: dict[str, Any] = self._ask(asdict(order))
        wrong = tuple(Wrong(**each) for each in found["wrong"])
        return Seen(found["seconds"], tuple(found["latencies"]), found["busy"], wrong)

    @property
    def arrived(self) -> int:
        """How many messages have arrived at the Connector."""
        count: int = self._ask("arrived")
        return count

    def stop(self) -> None:
        """No more orders."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(25)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _ask(self, order: Any) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the load ended")
        return json.loads(line)
