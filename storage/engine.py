"""Engines for `sqlite:///PATH` and `postgresql+psycopg://...`, set so that a commit is safe and a deletion real."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

from dialogs.ports import AktivzentrumError

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "busy_timeout=5000",
    # pages; a commit that carries the log into the file is slow, so the bot does it between commits (see worker)
    "wal_autocheckpoint=2000",
    # a sort that spills over must not leave names in a file
    "temp_store=MEMORY",
)
_PG_OPTIONS = "-c lock_timeout=10000 -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000"


class UnknownDatabase(AktivzentrumError):
    """The address names no database this bot can use."""


def make_engine(url: str) -> Engine:
    """An engine without transactions of its own: BEGIN and COMMIT are sent by whoever runs the work."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.drivername != "postgresql+psycopg":
        raise UnknownDatabase(parsed.drivername)
    return create_engine(
        parsed,
        isolation_level="AUTOCOMMIT",
        pool_size=16,
        connect_args={"connect_timeout": 5, "options": _PG_OPTIONS, "application_name": "aktivzentrum"},
    )


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise UnknownDatabase("sqlite needs a file")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"timeout": 5})
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
