"""The lines of the table of goals. Each takes its figures by turns with what it is compared to."""

import csv
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from bot.clock import HouseClock
from dialogs.relay.pace import TENANT_LIMITS
from storage.database import Kind, open_database
from storage.importing import TEILNEHMENDE, import_teilnehmende
from tests.bench import data
from tests.bench.data import KEY, LEITUNG
from tests.bench.environment import AGENTS_FORM, BARE, STOCK_ECHO, STOCK_FORM, MissingError, Peer
from tests.bench.findings import findings
from tests.bench.load import Order, Seen
from tests.bench.processes import PYTHON, ROOT, LoadProcess, Program, TurnFailedError, awake, clean_environment
from tests.bench.ratios import Goal, Row, by_turns, divided, percentile

CONNECTIONS: Final = 16
PACE: Final = 25.0
"""Turns a second when nobody is to wait for anybody."""
SLOW: Final = 10.0
"""Turns a second of a house with some hundred IFK in its busiest hour, five times over."""
TENANT: Final = TENANT_LIMITS[0][1] / TENANT_LIMITS[0][0]
"""Messages a second that Teams allows."""
PLAIN: Final = " (Gegner ohne TLS)"


@dataclass
class Bench:
    """What all measurements share."""

    folder: Path
    load: LoadProcess
    rounds: int
    seconds: float
    people: int
    missing: list[str] = field(default_factory=list)
    programs: dict[str, Program] = field(default_factory=dict)

    def own(self, url: str, *more: str, core: int | None = 0) -> Program:
        """Our bot on that database, with the settings of production."""
        command = [PYTHON, "-m", "tests.bench.own", url, *more]
        return self._known(Program(command, self.load.environment, core, url))

    def _known(self, program: Program) -> Program:
        self.programs[program.url] = program
        return program

    def run(self, order: Order) -> Seen:
        """What came of it; if a reply was not the right one, what is needed to find out why is printed first."""
        try:
            return self.load.run(order)
        except TurnFailedError as failed:
            for url in order.urls:
                print(findings(self.programs[url], failed.wrong), file=sys.stderr, flush=True)
            raise

    def peer(self, stack: ExitStack, peer: Peer) -> Program | None:
        """Running until the stack closes, or noted as missing."""
        try:
            return self._known(stack.enter_context(peer.start(self.load.trust)))
        except MissingError as missing:
            if str(missing) not in self.missing:
                self.missing.append(str(missing))
            return None

    def path(self, name: str) -> Path:
        """A file of its own."""
        return Path(tempfile.mkdtemp(dir=self.folder)) / name


@dataclass
class Slices:
    """The bots of one order, and what was seen in each round. Between the rounds they stand still."""

    bench: Bench
    order: Order
    rate: list[float] = field(default_factory=list)
    middle: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.programs = [self.bench.programs[url] for url in self.order.urls]
        for program in self.programs:
            program.stand_still()

    def take(self) -> None:
        """One round. Everybody has a turn before it counts: whoever stood still lost connections meanwhile."""
        with awake(self.programs):
            self.bench.run(replace(self.order, turns=1))
            self._look()

    def _look(self) -> None:
        self.programs[0].delays()
        cpu, arrived, begun = self._cpu(), self.bench.load.arrived, time.perf_counter()
        seen = self.bench.run(self.order)
        took = time.perf_counter() - begun
        self.cpu.append((self._cpu() - cpu) / len(seen.latencies))
        self.sent.append((self.bench.load.arrived - arrived) / took)
        self.late.append(percentile(self.programs[0].delays(), 0.999))
        self.rate.append(seen.rate)
        self.middle.append(median(seen.latencies))
        self.p95.append(percentile(seen.latencies, 0.95))

    def _cpu(self) -> float:
        return sum(program.cpu for program in self.programs)

    def warm_up(self) -> None:
        """What is only slow once is not counted."""
        self.take()
        for seen in (self.rate, self.middle, self.p95, self.cpu, self.late, self.sent):
            seen.clear()


def own_order(program: Program, bench: Bench, **more: object) -> Order:
    """As Teams would."""
    return peer_order(program, bench, **{"talk": "form", "signed": True, **more})


def peer_order(program: Program, bench: Bench, **more: object) -> Order:
    """Like our own, over TLS, only without tokens: no peer looks at them."""
    values: dict[str, object] = {"connections": CONNECTIONS, "seconds": bench.seconds, "secure": True}
    return Order(urls=(program.url,), since=program.begun, **{**values, **more})  # type: ignore[arg-type]


def _plainly(slices: Slices) -> Slices:
    """The same peer, answering without TLS."""
    return Slices(slices.bench, replace(slices.order, secure=False))


def ms(seconds: Sequence[float]) -> str:
    """The median of the rounds."""
    return f"{median(seconds) * 1000:.2f} ms"


# --- turns ------------------------------------------------------------------------------------------------


def throughput(bench: Bench) -> Iterator[Row]:
    """The form under sixteen conversations that never pause, and the delays of the event loop meanwhile."""
    with ExitStack() as stack:
        own = stack.enter_context(bench.own(data.for_forms(bench.path("form.sqlite"))))
        ours = Slices(bench, own_order(own, bench))
        others = {
            peer: Slices(bench, peer_order(found, bench, talk=talk))
            for peer, talk in ((STOCK_FORM, "three_questions"), (AGENTS_FORM, "three_questions"), (BARE, "echo"))
            if (found := bench.peer(stack, peer))
        }
        plain = {peer: _plainly(theirs) for peer, theirs in others.items()}
        every = [ours, *others.values(), *plain.values()]
        for one in every:
            one.warm_up()
        by_turns(bench.rounds, *(one.take for one in every))
        goals = {STOCK_FORM: Goal(12, wanted=20), AGENTS_FORM: Goal(2.5, wanted=4), BARE: Goal(0.35, wanted=0.5)}
        for peer, theirs in others.items():
            for more, goal, one in (("", goals[peer], theirs), (PLAIN, None, plain[peer])):
                note = _rates(ours, one)
                yield Row(f"Turns/s gegen {peer.name}{more}", goal, divided(ours.rate, one.rate), note)
        if BARE in others:
            bare = others[BARE]
            note = f"{ms(ours.late)} gegen {ms(bare.late)}"
            yield Row("Verzug der Ereignisschleife, p99,9", Goal(most=3), divided(ours.late, bare.late), note)


def _rates(ours: Slices, theirs: Slices) -> str:
    cpu = median(theirs.cpu) / median(ours.cpu)
    times = f"{median(ours.cpu) * 1e6:.0f} µs gegen {median(theirs.cpu) * 1e6:.0f} µs"
    return f"{median(ours.rate):.0f} gegen {median(theirs.rate):.0f}; Rechenzeit je Turn {times}: {cpu:.2f}"


def single_turn(bench: Bench) -> Iterator[Row]:
    """One conversation with pauses, so that nothing waits for anything."""
    with ExitStack() as stack:
        echo = bench.peer(stack, STOCK_ECHO)
        if echo is None:
            return
        own = stack.enter_context(bench.own(data.for_forms(bench.path("single.sqlite"))))
        ours = Slices(bench, own_order(own, bench, connections=1, rate=PACE))
        theirs = Slices(bench, peer_order(echo, bench, talk="echo", connections=1, rate=PACE))
        plain = _plainly(theirs)
        for one in (ours, theirs, plain):
            one.warm_up()
        by_turns(bench.rounds, ours.take, theirs.take, plain.take)
        name = f"einzelner Turn, Median, gegen {STOCK_ECHO.name}"
        for more, goal, one in (("", Goal(most=0.2), theirs), (PLAIN, None, plain)):
            note = f"{ms(ours.middle)} gegen {ms(one.middle)}"
            yield Row(name + more, goal, divided(ours.middle, one.middle), note)


# --- how the cost follows the number of people ---------------------------------------------------------------


def many_people(bench: Bench) -> Iterator[Row]:
    """Questions to a database with many people and to one with a thousand, by somebody who may see them all."""
    few, many = 1_000, bench.people
    kinds = (
        ("Statusfrage, p95", Goal(most=1.3), partial(data.status_questions, misspelt=False)),
        ("Statusfrage mit Schreibfehler, p95", Goal(most=2), partial(data.status_questions, misspelt=True)),
        ("„Wer läuft diesen Monat aus?“, p95", Goal(most=1.5), ending_soon),
    )
    with ExitStack() as stack:
        small = stack.enter_context(bench.own(data.with_cases(bench.path("x").parent, few)))
        large = stack.enter_context(bench.own(data.with_cases(bench.path("x").parent, many)))
        for name, goal, questions in kinds:
            pair = [
                Slices(bench, asking(bot, bench, questions(count))) for bot, count in ((large, many), (small, few))
            ]
            for one in pair:
                one.warm_up()
            by_turns(bench.rounds, *(one.take for one in pair))
            note = (
                f"{ms(pair[0].p95)} gegen {ms(pair[1].p95)}; Median {ms(pair[0].middle)} gegen {ms(pair[1].middle)}"
            )
            yield Row(f"{name}, {many:,} gegen {few:,} Personen", goal, divided(pair[0].p95, pair[1].p95), note)


def ending_soon(_count: int) -> Sequence[tuple[str, str]]:
    """The first page of a list, whatever the number of people."""
    return (("Wer läuft diesen Monat aus?", "läuft"),)


def asking(bot: Program, bench: Bench, questions: Sequence[tuple[str, str]]) -> Order:
    """Somebody who may see them all, one question after the other."""
    return own_order(bot, bench, connections=1, first=LEITUNG, rate=PACE * 2, questions=tuple(questions))


def memory(bench: Bench) -> Iterator[Row]:
    """At rest, after some turns."""
    if _is_missing(bench, STOCK_FORM):
        return
    url = data.with_cases(bench.path("x").parent, bench.people)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(bench.rounds):
        with bench.own(url) as own, STOCK_FORM.start(bench.load.trust) as peer:
            bench.load.run(asking(own, bench, data.status_questions(bench.people, misspelt=False)))
            bench.load.run(peer_order(peer, bench, talk="three_questions", connections=1, rate=PACE * 2))
            time.sleep(1)
            ours.append(own.memory)
            theirs.append(peer.memory)
    note = f"{median(ours):.0f} MiB gegen {median(theirs):.0f} MiB"
    name = f"Speicher in Ruhe mit {bench.people:,} Personen gegen {STOCK_FORM.name}"
    yield Row(name, Goal(most=1.5), divided(ours, theirs), note)


def _is_missing(bench: Bench, peer: Peer) -> bool:
    """Whether a peer cannot be started here, which is noted."""
    with ExitStack() as stack:
        return bench.peer(stack, peer) is None


# --- starting, importing, sending ------------------------------------------------------------------------------


def cold_start(bench: Bench) -> Iterator[Row]:
    """From the start of the process to the first right reply; ours is `python app.py` with keys and token."""
    url = data.for_forms(bench.path("cold.sqlite"))
    ours: list[float] = []
    theirs: list[float] = []

    def own() -> None:
        command = [PYTHON, "app.py", "--port", "0", "--datenbank", url]
        with Program(command, bench.load.environment) as bot:
            ours.append(_first_answer(bench, bot, own_order(bot, bench, talk="help", connections=1, turns=1)))

    def echo() -> None:
        with STOCK_ECHO.start(bench.load.trust) as bot:
            theirs.append(_first_answer(bench, bot, peer_order(bot, bench, talk="echo", connections=1, turns=1)))

    if _is_missing(bench, STOCK_ECHO):
        return
    by_turns(2, own, echo)  # files that nobody has read yet come from the disk once
    ours.clear()
    theirs.clear()
    by_turns(bench.rounds, own, echo)
    note = f"{median(ours):.2f} s gegen {median(theirs):.2f} s"
    name = f"Kaltstart bis zur ersten Antwort gegen {STOCK_ECHO.name}"
    yield Row(name, Goal(most=1.6), divided(ours, theirs), note)


def _first_answer(bench: Bench, bot: Program, order: Order) -> float:
    bench.load.run(order)
    return time.perf_counter() - bot.begun


def importing(bench: Bench) -> Iterator[Row]:
    """The import of participants, with all its checks, names and progress, against reading and writing alone."""
    file = bench.path("teilnehmende.csv")
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([TEILNEHMENDE, *data.people(bench.people, 400)])
    ours: list[float] = []
    theirs: list[float] = []
    whole: list[float] = []
    by_turns(
        bench.rounds,
        lambda: ours.append(_own_import(bench, file)),
        lambda: theirs.append(_plain_import(bench, file)),
    )
    whole.append(_command(bench, file))
    note = f"{median(ours):.2f} s gegen {median(theirs):.2f} s; der ganze Befehl mit Start {whole[0]:.2f} s"
    yield Row(f"Import von {bench.people:,} Zeilen gegen executemany", Goal(most=4), divided(ours, theirs), note)


def _own_import(bench: Bench, file: Path) -> float:
    database = open_database(f"sqlite:///{bench.path('own.sqlite')}", [KEY], HouseClock())
    shown: list[int] = []
    begun = time.perf_counter()
    found = import_teilnehmende(database, file, lambda done, _: shown.append(done))
    took = time.perf_counter() - begun
    assert found.neu == bench.people == shown[-1]
    database.close()
    return took


def _plain_import(bench: Bench, file: Path) -> float:
    with closing(sqlite3.connect(bench.path("plain.sqlite"), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE person (nummer TEXT PRIMARY KEY, nachname TEXT, vorname TEXT, ifk TEXT)")
        begun = time.perf_counter()
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            next(rows)
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO person VALUES (?, ?, ?, ?)", rows)
            connection.execute("COMMIT")
        return time.perf_counter() - begun


def _command(bench: Bench, file: Path) -> float:
    url = f"sqlite:///{bench.path('command.sqlite')}"
    database = open_database(url, [KEY], HouseClock())
    database.mark(Kind.PRODUCTION)
    database.close()
    begun = time.perf_counter()
    command = [PYTHON, "app.py", "teilnehmende", "import", str(file), "--datenbank", url]
    subprocess.run(  # noqa: S603  our own program
        command, env={**clean_environment(), **bench.load.environment}, cwd=ROOT, check=True, capture_output=True
    )
    return time.perf_counter() - begun


def outbox(bench: Bench, due: int = 10_000) -> Iterator[Row]:
    """Turns while many messages are due, against turns while none is; and how fast everything goes out meanwhile.

    Answers count towards what Teams allows, so nobody asks faster than a large house does.
    """
    data.SERVICE = bench.load.service
    with (
        bench.own(data.for_forms(bench.path("idle.sqlite"))) as idle,
        bench.own(data.with_messages(bench.path("busy.sqlite"), due)) as busy,
    ):
        theirs, ours = (Slices(bench, own_order(bot, bench, connections=4, rate=SLOW)) for bot in (idle, busy))
        theirs.warm_up()
        ours.warm_up()
        by_turns(bench.rounds, ours.take, theirs.take)
    note = f"{ms(ours.middle)} gegen {ms(theirs.middle)}"
    name = f"Turn, während {due:,} Nachrichten fällig sind"
    yield Row(name, Goal(most=1.5), divided(ours.middle, theirs.middle), note)
    note = f"{median(ours.sent):.1f}/s, Antworten eingeschlossen; Teams erlaubt {TENANT:.0f}/s je Mandant"
    ratios = tuple(rate / TENANT for rate in ours.sent)
    yield Row("Abfluss gegen die Grenze von Teams", Goal(least=0.9), ratios, note)


def layers(bench: Bench) -> list[list[str]]:
    """Where the processor time of a turn of the form goes, at sixteen conversations."""
    with bench.own(data.for_forms(bench.path("layers.sqlite")), "layers") as own:
        order = own_order(own, bench, seconds=max(bench.seconds, 5.0))
        bench.run(order)
        own.layers()
        turns = len(bench.run(order).latencies)
        found = own.layers()
    whole = sum(found.values())
    rows = sorted(found.items(), key=lambda pair: -pair[1])
    cells = [[name, f"{spent / turns * 1e6:.0f}", f"{spent / whole:.0%}"] for name, spent in rows]
    return [*cells, ["zusammen", f"{whole / turns * 1e6:.0f}", "100%"]]


Measure = Callable[[Bench], Iterator[Row]]
MEASURES: Final[dict[str, Measure]] = {
    "turns": throughput,
    "single": single_turn,
    "people": many_people,
    "cold": cold_start,
    "memory": memory,
    "import": importing,
    "outbox": outbox,
}


@contextmanager
def opened(rounds: int, seconds: float, people: int) -> Iterator[Bench]:
    """Everything in a folder that goes away. Compiled first, as pip does with what the peers import."""
    subprocess.run([PYTHON, "-m", "compileall", "-q", "app.py", "bot", "dialogs", "storage"], cwd=ROOT, check=True)  # noqa: S603  our own files
    data.STORE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data.STORE) as folder, LoadProcess(Path(folder)) as load:
        yield Bench(Path(folder), load, rounds, seconds, people)
