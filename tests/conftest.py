"""Databases on PostgreSQL: for who asks for one; dropped after the test, and the server stopped at the end."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import datenbank, pgserver


@pytest.fixture(scope="session", autouse=True)
def databases_of_the_run() -> Iterator[None]:
    yield
    datenbank.end()


@pytest.fixture(autouse=True)
def databases_of_a_test(databases_of_the_run: None) -> Iterator[None]:  # noqa: ARG001 - the server outlives them
    """What a fixture of a whole module has made was there before and stays."""
    before = datenbank.made()
    yield
    datenbank.drop(datenbank.made() - before)


@pytest.fixture
def postgres_url(tmp_path: Path) -> str:
    """A migrated, empty database of its own."""
    return datenbank.postgresql_of(tmp_path / "postgresql")


@pytest.fixture
def bare_postgres_url(tmp_path: Path) -> str:
    """A database without a table."""
    return datenbank.postgresql_of(tmp_path / "bare-postgresql", bare=True)


@pytest.fixture
def own_server() -> Iterator[pgserver.Server]:
    """A server for one test alone."""
    with tempfile.TemporaryDirectory(prefix="pg") as directory:
        server = pgserver.started(Path(directory))
        yield server
        server.stop()
