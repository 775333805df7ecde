"""The backends the contract is checked on, each empty: the fake, SQLite, PostgreSQL (skipped where none starts)."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from dialogs.ports import Outbox, Storage, UnitOfWork
from storage import migrations
from storage.database import Database, open_database
from storage.engine import make_engine
from storage.roster import PERSONAL, import_personal
from tests.fakes.storage import FakeStorage
from tests.storage.welt import KEY, STAFF, FixedClock

T = TypeVar("T")


class Both(Storage, Outbox, Protocol):
    """What a turn and the relay need."""


@dataclass
class Backend:
    """A storage with the roster of `welt` in it, and the clock it was given."""

    name: str
    storage: Both
    clock: FixedClock

    async def do(self, work: Callable[[UnitOfWork], T]) -> T:
        """One transaction."""
        return await self.storage.transact(work)


def seed(database: Database) -> None:
    """The roster of `welt`."""
    rows = [[r.value, s.tenant_id, s.id, s.name, s.team] for s in STAFF for r in s.rollen]
    assert import_personal(database, [PERSONAL, *rows]).fehler == ()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that others are copied from."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    migrations.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty database of its own."""
    path = tmp_path / "test.sqlite"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database, of either kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a table, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bare.sqlite"
    return str(request.getfixturevalue("bare_postgres_url"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def database(url: str, clock: FixedClock) -> Iterator[Database]:
    """A migrated database with the roster."""
    opened = open_database(url, [KEY], clock)
    seed(opened)
    yield opened
    opened.close()


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest, clock: FixedClock) -> Iterator[Backend]:
    if request.param == "fake":
        fake = FakeStorage(clock)
        fake.add_staff(STAFF)
        yield Backend("fake", fake, clock)
        return
    url = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    opened = open_database(url, [KEY], clock)
    seed(opened)
    storage = opened.start()
    yield Backend(request.param, storage, clock)
    storage.close()
    opened.close()
