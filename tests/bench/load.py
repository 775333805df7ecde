"""The load, in a process of its own: many IFK who each wait for the right reply, and the Connector it arrives at.

Takes orders as JSON lines and answers each with one. `python -m tests.bench.load FOLDER` is started by `bench`.
"""

import asyncio
import itertools
import json
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import certifi

from tests.bench import wire
from tests.bench.talk import TALKS, Step
from tests.standins.activities import Person, Shapes
from tests.standins.ca import TestAuthority
from tests.standins.microsoft import APP_ID, TENANT_ID, Microsoft


@dataclass(frozen=True)
class Order:
    """Who talks to which bots (IFK n to the n-th, in turns), about what, and for how long.

    `talk` is one of `TALKS`, unless there are `questions`. As Teams does it, the Connector is reached over TLS
    (`secure`) and a token comes with every activity (`signed`). `rate` holds everybody back to so many turns a second
    together; `turns` ends each conversation after so many. `since` tells a bot from an earlier one that had its port.
    """

    urls: tuple[str, ...]
    talk: str = ""
    connections: int = 1
    seconds: float = 3.0
    first: int = 0
    secure: bool = False
    signed: bool = False
    rate: float | None = None
    turns: int | None = None
    patience: float = 20.0
    questions: tuple[Step, ...] = ()
    since: float = 0.0


@dataclass(frozen=True)
class Wrong:
    """A turn that did not end as it should, and the conversation it was in."""

    conversation: str
    what: str


@dataclass(frozen=True)
class Seen:
    """`latencies` in seconds, of the turns that ended within the time; `busy` is the load's own share of a core."""

    seconds: float
    latencies: tuple[float, ...]
    busy: float
    wrong: tuple[Wrong, ...] = ()

    @property
    def rate(self) -> float:
        """Turns a second."""
        return len(self.latencies) / self.seconds


def ifk_id(number: int) -> str:
    """The aadObjectId of an IFK."""
    return f"a0000000-0000-4000-8000-{number:012d}"


class Ifk:
    """One person with a chat and a connection of their own."""

    def __init__(self, number: int) -> None:
        self.person = Person(f"Ifk Nr. {number}", ifk_id(number))
        self.conversation = f"a:1{self.person.aad_object_id}"
        self._client: wire.Client | None = None
        self._right = ""
        self._arrived: asyncio.Future[float] | None = None
        self._last = ""

    def told(self, text: str) -> None:
        """The bot wrote into this chat."""
        self._last = text
        if self._arrived is not None and not self._arrived.done() and self._right in text:
            self._arrived.set_result(time.perf_counter())

    async def turn(self, port: int, step: Step, shapes: Shapes, token: str | None, patience: float) -> float:
        """Says it and waits for the right reply and for the HTTP answer; seconds until the reply was there."""
        text, self._right = step
        if self._client is None:
            self._client = await wire.connect(port)
        body = json.dumps(shapes.message(text, self.person)).encode()
        arrived: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._arrived = arrived
        begun = time.perf_counter()
        answer = self._client.send(wire.post("/api/messages", body, token))
        try:
            async with asyncio.timeout(patience):
                there = await arrived
                status, _ = await answer
        except TimeoutError:
            seen = f"reply {_state(arrived)}, HTTP answer {_state(answer)}, the last to arrive {self._last[-200:]!r}"
            raise LookupError(f"to {text!r} at {time.strftime('%H:%M:%S')}, after {patience:g} s: {seen}") from None
        if status >= 300:
            raise LookupError(f"{status} to {text!r}")
        return there - begun

    def close(self) -> None:
        """Let the connection go."""
        if self._client is not None:
            self._client.transport.close()
            self._client = None


def _state(awaited: "asyncio.Future[Any]") -> str:
    if not awaited.done() or awaited.cancelled():
        return "missing"
    return "there" if awaited.exception() is None else f"failed ({awaited.exception()!r})"


class Load:
    """The Connector, Microsoft's other services, and the people."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._microsoft = Microsoft(folder)
        self._people: dict[str, Ifk] = {}
        self._talks: dict[tuple[float, str, str, int], Iterator[Step]] = {}
        self.arrived = 0

    async def start(self) -> dict[str, Any]:
        """What a bot has to know to find all this."""
        await self._microsoft.start()
        authority = TestAuthority(_made(self._folder / "connector"))
        plain = await wire.serve_connector(self._told, None)
        secure = await wire.serve_connector(self._told, authority.server_context(["localhost"]))
        self._plain, self._secure = (s.sockets[0].getsockname()[1] for s in (plain, secure))
        # what a house does that has a CA of its own: it stands behind the list that every client brings along
        bundle = self._folder / "bundle.pem"
        own = (authority.path, self._microsoft.ca_path)
        bundle.write_bytes(b"".join(path.read_bytes() for path in (Path(certifi.where()), *own)))
        more = {"SSL_CERT_FILE": str(bundle), "AKTIVZENTRUM_SERVICE_HOSTS": f"localhost:{self._secure}"}
        environment = {**self._microsoft.environment(), **more, "NO_PROXY": "localhost"}
        trust = {"SSL_CERT_FILE": str(bundle), "REQUESTS_CA_BUNDLE": str(bundle)}
        return {"environment": environment, "trust": trust, "service": f"https://localhost:{self._secure}/"}

    def _told(self, conversation: str, text: str) -> None:
        person = self._people.get(conversation.replace("%3A", ":"))
        self.arrived += 1
        if person is not None:
            person.told(text)

    async def run(self, order: Order) -> Seen:
        """Everybody talks for the time given."""
        service = f"https://localhost:{self._secure}/" if order.secure else f"http://127.0.0.1:{self._plain}/"
        shapes = Shapes(APP_ID, TENANT_ID, service)
        token = self._microsoft.keys.token(APP_ID, service) if order.signed else None
        ports = [urlsplit(url).port or 0 for url in order.urls]
        people = [self._ifk(number) for number in range(order.first, order.first + order.connections)]
        latencies: list[float] = []
        begun, cpu = time.perf_counter(), _cpu()
        end = begun + order.seconds

        async def talk(number: int, ifk: Ifk) -> None:
            steps, port = self._steps(order, number), ports[number % len(ports)]
            for _ in range(order.turns or sys.maxsize):
                if (now := time.perf_counter()) >= end:
                    break
                took = await ifk.turn(port, next(steps), shapes, token, order.patience)
                if time.perf_counter() <= end:
                    latencies.append(took)
                if order.rate is not None:
                    await asyncio.sleep(max(0.0, now + order.connections / order.rate - time.perf_counter()))

        found = await asyncio.gather(
            *(talk(order.first + n, ifk) for n, ifk in enumerate(people)), return_exceptions=True
        )
        busy = (_cpu() - cpu) / (time.perf_counter() - begun)
        for ifk in people:
            ifk.close()
        wrong = tuple(
            Wrong(ifk.conversation, f"{ifk.person.name}: {type(f).__name__}: {f}")
            for ifk, f in zip(people, found, strict=True)
            if isinstance(f, BaseException)
        )
        return Seen(order.seconds, tuple(latencies), busy, wrong)

    def _ifk(self, number: int) -> Ifk:
        made = Ifk(number)
        return self._people.setdefault(made.conversation, made)

    def _steps(self, order: Order, number: int) -> Iterator[Step]:
        """Each bot's conversation goes on where it was."""
        if order.questions:
            return itertools.islice(itertools.cycle(order.questions), number, None)
        key = (order.since, order.urls[0], order.talk, number)
        if key not in self._talks:
            self._talks[key] = TALKS[order.talk](number)
        return self._talks[key]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def main(folder: Path) -> None:
    """Until nothing more is ordered."""
    load = Load(folder)
    print(json.dumps(await load.start()), flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        if order == "arrived":
            print(json.dumps(load.arrived), flush=True)
            continue
        print(json.dumps(asdict(await load.run(Order(**order)))), flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
