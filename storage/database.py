"""Opens a database: keys checked, migrated, audit key at hand. What is done with it stands elsewhere."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Engine, bindparam, select

from dialogs.ports import Clock
from storage import keys, migrations
from storage.audit import Chain, Heads
from storage.context import Context
from storage.crypto import Keyring
from storage.engine import make_engine
from storage.errors import translated
from storage.runner import SqlStorage
from storage.sql import Prepared, Sql, binds
from storage.tables import elb, gespraech, meta, staff
from storage.unit_of_work import SqlUnitOfWork
from storage.worker import Worker

T = TypeVar("T")


class Kind(StrEnum):
    """What a database is for."""

    PRACTICE = "practice"
    PRODUCTION = "production"


_KIND = Prepared(select(meta.c.value).where(meta.c.name == "kind"))
_SET_KIND = Prepared(lambda insert: insert(meta).values({"name": "kind"} | binds("value")).on_conflict_do_nothing())
_ANYTHING = [Prepared(select(table.c[0]).limit(bindparam("limit"))) for table in (elb, staff, gespraech)]


@contextmanager
def transaction(engine: Engine) -> Iterator[Sql]:
    """All or nothing, on a connection of its own."""
    with engine.connect() as connection:
        sql = Sql(connection)
        sql.control("BEGIN" if sql.is_postgresql else "BEGIN IMMEDIATE")
        try:
            yield sql
            if sql.failure:
                raise sql.failure
            sql.control("COMMIT")
        except BaseException:
            connection.connection.rollback()
            raise


def _no_heads(_chain: Chain) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Database:
    """An open database of this release."""

    engine: Engine
    context: Context
    heads: Heads = _no_heads

    def start(self) -> SqlStorage:
        """The storage for a running bot; it has threads and wants to be closed."""
        return SqlStorage(self.engine, self.context, self.heads)

    def run(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        """One unit of work of the command line. Raises what the work raises."""
        worker = Worker(self.engine, self.context, self.heads)
        try:
            outcome = worker.run([work])[0]
        finally:
            worker.close()
        if outcome.error is not None:
            raise outcome.error
        result: T = outcome.value
        return result

    def transaction(self) -> AbstractContextManager[Sql]:
        """One transaction of the command line, all or nothing."""
        return transaction(self.engine)

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()

    @property
    def kind(self) -> Kind | None:
        """What it is marked for; None: not yet."""
        with self.transaction() as sql:
            row = sql.row(_KIND)
        return Kind(row[0]) if row else None

    def mark(self, kind: Kind) -> None:
        """Mark it once and for all; a mark that is there stays."""
        with self.transaction() as sql:
            sql.write(_SET_KIND, value=kind.value)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is known here yet."""
        with self.transaction() as sql:
            return not any(sql.row(one, limit=1) for one in _ANYTHING)


def open_database(url: str, schluessel: Sequence[bytes], clock: Clock, heads: Heads = _no_heads) -> Database:
    """Open, and migrate if need be; the first key encrypts.

    Raises KeyRefused before anything is written when a key is wrong or missing, WrongDatabase for a newer release,
    Unavailable when nothing answers.
    """
    keyring = Keyring(schluessel)
    engine = make_engine(url)
    try:
        audit_key = _checked(engine, keyring)
    except Exception as error:
        engine.dispose()
        raise translated(error) from error
    context = Context(keyring, audit_key, clock, secrets.token_hex(8))
    return Database(engine, context, heads)


def _checked(engine: Engine, keyring: Keyring) -> bytes:
    with engine.connect() as connection:
        keys.check(connection, keyring)
    migrations.upgrade(engine)
    with transaction(engine) as sql:
        return keys.prepare(sql, keyring)
