"""Works that wait together commit together, each with its own outcome; what the database does to them."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from dialogs.ports import Conflict, Unavailable, UnitOfWork
from storage.audit import Chain
from storage.database import Database, open_database
from storage.runner import SqlStorage
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import seed
from tests.storage.welt import KEY, FixedClock, enter


@pytest.fixture
def sqlite(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/test.sqlite", [KEY], clock)
    seed(opened)
    yield opened
    opened.close()


class Held:
    """Keeps the writer thread busy until `go`, so that works pile up behind it."""

    def __init__(self, storage: SqlStorage) -> None:
        self._storage = storage
        self._event = threading.Event()

    async def __aenter__(self) -> None:
        self._task = asyncio.ensure_future(self._storage.transact(lambda _: self._event.wait(10)))
        await asyncio.sleep(0.05)

    async def __aexit__(self, *_: object) -> None:
        self._event.set()
        await self._task


def entering(nummer: str) -> Callable[[UnitOfWork], None]:
    return lambda uow: enter(uow, nummer)


async def test_waiting_works_share_one_commit(tmp_path: Path, clock: FixedClock) -> None:
    """The audit says once how far it is, for all of them."""
    heads: list[Chain] = []
    opened = open_database(f"sqlite:///{tmp_path}/test.sqlite", [KEY], clock, heads.append)
    seed(opened)
    heads.clear()
    storage = opened.start()
    async with Held(storage):
        works = [asyncio.ensure_future(storage.transact(entering(f"n{n}"))) for n in range(20)]
        await asyncio.sleep(0.05)
    await asyncio.gather(*works)
    storage.close()
    opened.close()
    assert [head.nr for head in heads] == [20]


async def test_what_was_committed_is_soon_in_the_file_itself(sqlite: Database, tmp_path: Path) -> None:
    """So nobody's commit has to carry a long log into it."""
    storage = sqlite.start()
    for n in range(200):
        await storage.transact(entering(f"soon-{n}"))
    found = False
    for _ in range(100):
        found = b"soon-0" in (tmp_path / "test.sqlite").read_bytes()
        if found:
            break
        await asyncio.sleep(0.02)
    storage.close()
    assert found


async def test_one_failure_among_many_touches_no_other(sqlite: Database) -> None:
    storage = sqlite.start()

    def broken(uow: UnitOfWork) -> None:
        enter(uow, "broken")
        raise ZeroDivisionError

    async with Held(storage):
        works = [storage.transact(entering(n)) for n in ("a", "b", "a", "c")]
        tasks = [asyncio.ensure_future(work) for work in [*works, storage.transact(broken)]]
        await asyncio.sleep(0.05)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [
        type(None),
        type(None),
        Conflict,
        type(None),
        ZeroDivisionError,
    ]
    for nummer, there in (("a", True), ("b", True), ("c", True), ("broken", False)):
        fall = await storage.transact(lambda uow, n=nummer: uow.load_fall(n))  # type: ignore[misc]
        assert (fall is not None) == there
    storage.close()


async def test_if_the_common_commit_fails_each_runs_again_alone(sqlite: Database) -> None:
    """A deferred foreign key breaks only at COMMIT; who broke it is told, the others are done."""
    storage = sqlite.start()
    runs: list[str] = []

    def breaking(uow: SqlUnitOfWork) -> None:
        runs.append("breaking")
        uow._sql.control("PRAGMA defer_foreign_keys=ON")
        uow._sql.execute(text("INSERT INTO einbuchung VALUES (9, 999, '', '', '', 'x', '', '', NULL, '', '', '')"))

    def good(uow: UnitOfWork) -> None:
        runs.append("good")
        enter(uow, "good")

    async with Held(storage):
        tasks = [asyncio.ensure_future(storage.transact(work)) for work in (good, breaking)]
        await asyncio.sleep(0.05)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert outcomes[0] is None
    assert outcomes[1] is not None
    assert runs.count("good") == 2
    assert await storage.transact(lambda uow: uow.load_fall("good")) is not None
    storage.close()


async def test_a_locked_database_is_unavailable_and_then_works_again(sqlite: Database) -> None:
    storage = sqlite.start()
    await storage.transact(lambda uow: uow.active_kanal())
    worker_timeout = text("PRAGMA busy_timeout=100")
    await storage.transact(lambda uow: uow._sql.select(worker_timeout))
    with sqlite.transaction() as sql:
        sql.execute(text("UPDATE staff SET team = team"))
        with pytest.raises(Unavailable):
            await storage.transact(lambda uow: enter(uow, "1"))
    await storage.transact(lambda uow: enter(uow, "1"))
    assert await storage.transact(lambda uow: uow.load_fall("1")) is not None
    storage.close()


async def test_a_full_disk_is_unavailable_and_then_works_again(sqlite: Database) -> None:
    storage = sqlite.start()
    await storage.transact(lambda uow: uow._sql.select(text("PRAGMA max_page_count=1")))

    def big(uow: UnitOfWork) -> None:
        for i in range(200):
            enter(uow, f"n{i}", "x" * 150)

    with pytest.raises(Unavailable):
        await storage.transact(big)
    await storage.transact(lambda uow: uow._sql.select(text("PRAGMA max_page_count=1000000")))
    await storage.transact(big)
    storage.close()


async def test_a_cancelled_wait_does_not_stop_the_thread(sqlite: Database) -> None:
    storage = sqlite.start()
    async with Held(storage):
        task = asyncio.ensure_future(storage.transact(lambda uow: enter(uow, "1")))
        await asyncio.sleep(0.05)
        task.cancel()
    await storage.transact(lambda uow: enter(uow, "2"))
    storage.close()


async def test_close_finishes_what_waits(sqlite: Database) -> None:
    storage = sqlite.start()
    tasks = [asyncio.ensure_future(storage.transact(entering(f"n{n}"))) for n in range(5)]
    await asyncio.sleep(0)
    await asyncio.to_thread(storage.close)
    await asyncio.gather(*tasks)
    with sqlite.transaction() as sql:
        assert sql.select(text("SELECT count(*) FROM elb"))[0][0] == 5


async def test_a_head_that_cannot_be_written_repeats_nothing(tmp_path: Path, clock: FixedClock) -> None:
    """The work is committed by then."""
    runs: list[str] = []

    def heads(_chain: Chain) -> None:
        raise OSError

    opened = open_database(f"sqlite:///{tmp_path}/test.sqlite", [KEY], clock)
    seed(opened)
    storage = SqlStorage(opened.engine, opened.context, heads)

    def work(uow: UnitOfWork) -> None:
        runs.append("once")
        enter(uow, "1")

    await storage.transact(work)
    storage.close()
    assert runs == ["once"]
    assert opened.run(lambda uow: uow.load_fall("1")) is not None
    opened.close()


async def test_the_head_of_the_chain_is_given_out_after_the_commit(tmp_path: Path, clock: FixedClock) -> None:
    heads: list[Chain] = []
    opened = open_database(f"sqlite:///{tmp_path}/test.sqlite", [KEY], clock, heads.append)
    seed(opened)
    heads.clear()
    storage = opened.start()
    await storage.transact(lambda uow: enter(uow, "1"))
    with pytest.raises(Conflict):
        await storage.transact(lambda uow: enter(uow, "1"))
    await storage.transact(lambda uow: enter(uow, "2"))
    assert [head.nr for head in heads] == [1, 2]
    assert len({head.id for head in heads}) == 1
    storage.close()
    opened.close()
