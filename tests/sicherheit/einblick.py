"""What a database holds, seen without the bot's own code: rows, single values, every byte. SQLite or PostgreSQL."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import NullPool, create_engine, inspect

Rows = dict[str, list[tuple[Any, ...]]]
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


class Einblick(Protocol):
    """Statements are written with `?` for a value."""

    def tables(self) -> Sequence[str]:
        """The names of all tables; none in a database that is not there."""

    def select(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of the answer."""

    def change(self, statement: str, *values: object) -> None:
        """Done at once, behind the bot's back."""

    def add(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Many rows together."""

    def content(self) -> bytes:
        """Whatever somebody finds who has the database in hand."""


class Datei:
    """A SQLite file; looking at it changes nothing, nor makes it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def tables(self) -> Sequence[str]:
        if not self._path.exists():
            return ()
        return [name for (name,) in self.select(TABLES) if not name.startswith("sqlite_")]

    def select(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        with contextlib.closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as connection:
            return connection.execute(question, values).fetchall()

    def change(self, statement: str, *values: object) -> None:
        with contextlib.closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            connection.execute(statement, values)

    def add(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        with contextlib.closing(sqlite3.connect(self._path)) as connection:
            connection.executemany(statement, rows)
            connection.commit()

    def content(self) -> bytes:
        """The file, its WAL, its shared memory, and what stands beside it."""
        return b"".join(path.read_bytes() for path in sorted(self._path.parent.glob(f"{self._path.stem}.*")))


class Server:
    """A database on PostgreSQL."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def tables(self) -> Sequence[str]:
        return inspect(self._engine).get_table_names()

    def select(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(question.replace("?", "%s"), values)]

    def change(self, statement: str, *values: object) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement.replace("?", "%s"), values)

    def add(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement.replace("?", "%s"), list(rows))

    def content(self) -> bytes:
        """Every value of every row."""
        return b"\n".join(_bytes(value) for rows in all_rows(self).values() for row in rows for value in row)


def einblick(url: str) -> Einblick:
    """Into the database of that address."""
    return Datei(Path(url.removeprefix("sqlite:///"))) if url.startswith("sqlite:") else Server(url)


def all_rows(seen: Einblick) -> Rows:
    """Every row of every table."""
    return {name: sorted(seen.select(f"SELECT * FROM {name}"), key=repr) for name in seen.tables()}  # noqa: S608  names come from the database itself


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
