"""The process that forks bots, once a session; databases to begin with."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.uebungsraum.clock import PracticeClock
from storage.database import Kind, open_database
from tests.haus import KEY, fill
from tests.storage.postgres import bare_postgres_url, postgres_server, postgres_template, postgres_url
from tests.zuverlaessigkeit.prozess import Werk

__all__ = ["bare_postgres_url", "postgres_server", "postgres_template", "postgres_url"]


@pytest.fixture(scope="session")
def werk() -> Iterator[Werk]:
    made = Werk()
    yield made
    made.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the invented roster and participants; to be copied."""
    path = tmp_path_factory.mktemp("vorlage") / "az.sqlite"
    database = open_database(f"sqlite:///{path}", [KEY], PracticeClock())
    database.mark(Kind.PRACTICE)
    fill(database)
    database.close()
    return path


@pytest.fixture
def fresh(filled: Path, tmp_path: Path) -> Callable[[str], str]:
    """The address of a new database of that name."""

    def make(name: str) -> str:
        path = tmp_path / f"{name}.sqlite"
        shutil.copyfile(filled, path)
        return f"sqlite:///{path}"

    return make
