"""Backup and restore of a SQLite database with its online backup; PostgreSQL has tools of its own for that."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from dialogs.ports import Clock
from storage import audit, keys, migrations
from storage.audit import Heads
from storage.crypto import Keyring
from storage.database import Database, open_database
from storage.deletion import fuehre_aus, wiederhole
from storage.deletion_person import PersonenLog
from storage.deletion_rules import Fristen
from storage.engine import UnknownDatabase
from storage.errors import WrongDatabase, translated

_PAGES: Final = 1_000

Progress = Callable[[int, int], None]


def sichern(database: Database, target: Path, progress: Progress) -> None:
    """Copy the database as it is now into one file, while the bot goes on. Raises WrongDatabase if the copy is bad.

    The file holds encrypted columns as they are, but names in clear: it belongs where the database itself belongs.
    """
    partial = target.with_name(target.name + ".teil")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(_path(database.engine.url))) as source, closing(sqlite3.connect(partial)) as copy:
        # one snapshot for the whole copy: else every turn meanwhile would begin it anew
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=_PAGES, progress=lambda _, left, total: progress(total - left, total))
        copy.execute("PRAGMA journal_mode=DELETE")
        _check_integrity(copy)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    _note(database, "gesichert")


def wiederherstellen(
    source: Path,
    url: str,
    schluessel: Sequence[bytes],
    clock: Clock,
    *,
    heads: Heads,
    log: PersonenLog,
    fristen: Fristen,
) -> Database:
    """Put a backup in the place of the database; who was deleted since then is deleted again.

    The bot must not run. Raises WrongDatabase or KeyRefused before anything is overwritten when the file is no
    backup, is damaged, of a newer release, for another purpose, or does not fit the keys.
    """
    _check_backup(source, Keyring(schluessel))
    target = _path(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    _check_kind(source, target)
    with _translating(), closing(_read_only(source)) as backup, closing(sqlite3.connect(target, timeout=5)) as old:
        backup.backup(old)
    database = open_database(url, schluessel, clock, heads)
    wiederhole(database, log)
    fuehre_aus(database, fristen, log, lambda _done, _all: None)
    _note(database, "wiederhergestellt")
    return database


def _check_backup(source: Path, keyring: Keyring) -> None:
    engine = create_engine("sqlite://", creator=lambda: _read_only(source), isolation_level="AUTOCOMMIT")
    try:
        with _translating(), engine.connect() as connection:
            revision = migrations.stored_revision(connection)
            if revision is None or not migrations.is_known(revision):
                raise WrongDatabase("not_a_backup" if revision is None else "newer_release")
            keys.check(connection, keyring)
            if connection.execute(text("PRAGMA integrity_check")).scalar() != "ok":
                raise WrongDatabase("damaged")
    finally:
        engine.dispose()


def _check_kind(source: Path, target: Path) -> None:
    """A practice database never takes the place of a real one, nor the other way round."""
    kinds = {kind for path in (source, target) if path.is_file() and (kind := kind_of(path))}
    if len(kinds) > 1:
        raise WrongDatabase("kind")


def kind_of(path: Path) -> str | None:
    """What a database file is marked for, without changing it; None: nothing, or no database of ours."""
    with closing(_read_only(path)) as connection:
        try:
            row = connection.execute("SELECT value FROM meta WHERE name = 'kind'").fetchone()
        except sqlite3.DatabaseError:
            return None
    return str(row[0]) if row else None


def _check_integrity(copy: sqlite3.Connection) -> None:
    if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise WrongDatabase("damaged")


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, check_same_thread=False)


def _path(url: object) -> Path:
    parsed = make_url(str(url))
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise UnknownDatabase("backup")
    return Path(parsed.database)


@contextmanager
def _translating() -> Iterator[None]:
    """What SQLite says, in the core's words: no database at all is the wrong one, a locked one unavailable."""
    try:
        yield
    except Exception as error:
        known = translated(error)
        if isinstance(known, sqlite3.DatabaseError):
            raise WrongDatabase("damaged") from error
        raise known from error


def _note(database: Database, was: str) -> None:
    with database.transaction() as sql:
        entry = audit.entry(database.context.clock.jetzt(), audit.COMMAND_LINE, None, was)
        head = audit.append(sql, database.context.audit_key, audit.new_chain(), entry)
    database.heads(head)
