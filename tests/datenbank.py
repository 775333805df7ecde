"""Databases for tests of whole bots: SQLite files, or with TEST_DATENBANK=postgresql databases on a real server.

    url = url_of(tmp_path / "haus.sqlite")     the same path is the same database until the test is over
    @only_sqlite("it reads the file")          what speaks of a file of SQLite is skipped by name on PostgreSQL

What is made here is dropped after the test that made it (`tests/conftest.py`).
"""

import hashlib
import os
import shutil
import uuid
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy.engine import make_url

from storage import migrations
from storage.engine import make_engine
from tests import pgserver

ON_POSTGRESQL: Final = {"sqlite": False, "postgresql": True}[os.environ.get("TEST_DATENBANK") or "sqlite"]

_RUN: Final = uuid.uuid4().hex
_MIGRATED: Final = f"migrated_{_RUN}"
_made: dict[str, str] = {}
"""What there is on the server: the name of each database and its address."""


def only_sqlite(why: str) -> pytest.MarkDecorator:
    """For a test that speaks of SQLite itself."""
    return pytest.mark.skipif(ON_POSTGRESQL, reason=f"only on SQLite: {why}")


def url_of(path: Path, *, bare: bool = False, like: str | None = None) -> str:
    """The address of the database that belongs to this path; a new one is empty.

    `bare`: without a table. `like`: a copy of the database with that address, which nobody uses meanwhile.
    """
    if ON_POSTGRESQL:
        return postgresql_of(path, bare=bare, like=like)
    if like is not None and not path.exists():
        shutil.copyfile(like.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


def postgresql_of(path: Path, *, bare: bool = False, like: str | None = None) -> str:
    """The same on PostgreSQL, whatever the switch says."""
    name = f"test_{hashlib.sha256(f'{_RUN}{path}'.encode()).hexdigest()[:24]}"
    if name not in _made:
        template = make_url(like).database if like else _migrated()
        _make(name, "template1" if bare else template)
    return _made[name]


def made() -> frozenset[str]:
    """The names of all databases there are now, without the one that others are copied from."""
    return frozenset(_made) - {_MIGRATED}


def drop(names: frozenset[str]) -> None:
    """Whoever is still connected is thrown out."""
    for name in names:
        pgserver.admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        del _made[name]


def end() -> None:
    """Nothing stays on a server, and no server that was started here."""
    drop(frozenset(_made))
    pgserver.stop()


def _make(name: str, template: str | None) -> None:
    pgserver.admin(f"CREATE DATABASE {name} TEMPLATE {template}")
    _made[name] = make_url(pgserver.url()).set(database=name).render_as_string(hide_password=False)


def _migrated() -> str:
    """A migrated database that others are copied from: that takes a tenth of the time."""
    if _MIGRATED not in _made:
        _make(_MIGRATED, "template1")
        engine = make_engine(_made[_MIGRATED])
        migrations.upgrade(engine)
        engine.dispose()
    return _MIGRATED
