"""Deleted is gone from SQLite's files also while others read; if they read too long, that is said."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import deletion, engine
from storage.database import Database, open_database
from storage.deletion import loesche_person, scrub
from storage.deletion_person import PersonenLog
from storage.errors import StillRead
from tests.storage.conftest import seed
from tests.storage.welt import KEY, FixedClock, enter

MARKER = "Zzyzxname"


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """On SQLite, which waits for others no longer than a moment here."""
    quick = [p if not p.startswith("busy_timeout") else "busy_timeout=50" for p in engine._PRAGMAS]
    monkeypatch.setattr(engine, "_PRAGMAS", tuple(quick))
    database = open_database(f"sqlite:///{tmp_path}/test.sqlite", [KEY], FixedClock())
    seed(database)
    database.run(lambda uow: enter(uow, "4711", f"Max {MARKER}"))
    scrub(database)
    yield database
    database.close()


def _reader(folder: Path) -> sqlite3.Connection:
    """Somebody who reads the database as it is now, as a backup does."""
    reader = sqlite3.connect(folder / "test.sqlite", isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM elb").fetchone() == (1,)
    return reader


def _named(folder: Path) -> bool:
    return any(MARKER.lower().encode() in path.read_bytes().lower() for path in folder.glob("test.sqlite*"))


def test_it_waits_for_whoever_reads(filled: Database, tmp_path: Path) -> None:
    assert _named(tmp_path)
    with closing(_reader(tmp_path)) as reader:
        threading.Timer(0.5, lambda: reader.execute("COMMIT")).start()
        assert loesche_person(filled, "4711", PersonenLog(tmp_path / "geloescht")) is True
    assert not _named(tmp_path)


def test_it_says_so_when_somebody_reads_too_long(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deletion, "PATIENCE", 0.2)
    log = PersonenLog(tmp_path / "geloescht")
    with closing(_reader(tmp_path)), pytest.raises(StillRead):
        loesche_person(filled, "4711", log)
    assert log.read(), "after a restore it is deleted again"
    assert _named(tmp_path)
    scrub(filled)
    assert not _named(tmp_path)
