"""The process that forks bots, once a session; databases to begin with."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.uebungsraum.clock import PracticeClock
from storage.database import Kind, open_database
from tests.datenbank import url_of
from tests.haus import KEY, fill
from tests.zuverlaessigkeit.prozess import Werk


@pytest.fixture(scope="session")
def werk() -> Iterator[Werk]:
    made = Werk()
    yield made
    made.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the invented roster and participants; to be copied."""
    url = url_of(tmp_path_factory.mktemp("vorlage") / "az.sqlite")
    database = open_database(url, [KEY], PracticeClock())
    database.mark(Kind.PRACTICE)
    fill(database)
    database.close()
    return url


@pytest.fixture
def fresh(filled: str, tmp_path: Path) -> Callable[[str], str]:
    """The address of a new database of that name."""
    return lambda name: url_of(tmp_path / f"{name}.sqlite", like=filled)
