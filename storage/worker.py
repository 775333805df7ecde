"""One connection that runs works, alone or several in one commit. Threads and waiting stand in `runner`."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine

from dialogs.ports import Unavailable
from storage.audit import Chain, Heads, new_chain
from storage.context import Context
from storage.errors import Again, translated
from storage.sql import Sql
from storage.unit_of_work import SqlUnitOfWork

log = logging.getLogger(__name__)

Work = Callable[[SqlUnitOfWork], Any]

_TO_CARRY: Final = 400
"""Rows: 800 to 1,300 pages in SQLite's log, as much as it carries at a time anyway; at 2,000 a commit has to."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a work gave or raised."""

    value: Any = None
    error: BaseException | None = None


class Worker:
    """Belongs to one thread. Each worker writes an audit chain of its own, so that none waits for another's."""

    def __init__(self, engine: Engine, context: Context, heads: Heads) -> None:
        self._engine = engine
        self._context = context
        self._heads = heads
        self._chain = new_chain()
        self._connection: Connection | None = None
        self._sql: Sql | None = None
        self._carried = 0

    def run(self, works: Sequence[Work]) -> list[Outcome]:
        """Run the works and commit them together; if that fails, each alone. If none can begin, none waits again."""
        try:
            sql = self._begun()
        except Exception as error:  # noqa: BLE001 - handed to the coroutines that wait
            return [Outcome(error=error)] * len(works)
        try:
            return self._together(sql, works)
        except Exception as error:  # noqa: BLE001 - whatever the database says to the commit, somebody waits for it
            if len(works) == 1:
                return [Outcome(error=error)]
            return [self.run([work])[0] for work in works]

    def tidy(self) -> None:
        """Carry what was committed from SQLite's log into its file; best when nobody waits for an answer.

        Otherwise one commit in some twenty does it, and whoever waits for that one waits three times as long.
        """
        if self._sql is None or self._sql.is_postgresql or self._sql.changed - self._carried < _TO_CARRY:
            return
        self._carried = self._sql.changed
        try:
            self._sql.control("PRAGMA wal_checkpoint(PASSIVE)")
        except Exception:
            log.exception("SQLite's log could not be carried into the database; a later commit will do it")

    def close(self) -> None:
        """Let the connection go; the next work makes a new one."""
        connection, self._connection, self._sql = self._connection, None, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _begun(self) -> Sql:
        sql = self._connected()
        try:
            sql.control("BEGIN" if sql.is_postgresql else "BEGIN IMMEDIATE")
        except BaseException as error:
            self._give_up(sql, error)
            raise
        return sql

    def _together(self, sql: Sql, works: Sequence[Work]) -> list[Outcome]:
        before = self._chain
        try:
            alone = len(works) == 1
            outcomes = [self._alone(sql, work) if alone else self._in_savepoint(sql, work) for work in works]
            sql.control("ROLLBACK" if alone and outcomes[0].error else "COMMIT")
        except BaseException as error:
            self._chain = before
            self._give_up(sql, error)
            raise
        if self._chain != before:
            self._tell_head()
        return outcomes

    def _tell_head(self) -> None:
        """The commit is done; a full disk elsewhere must not let the works run again."""
        try:
            self._heads(self._chain)
        except Exception:
            log.exception("the end of an audit chain could not be written outside the database")

    def _alone(self, sql: Sql, work: Work) -> Outcome:
        outcome, chain = self._attempt(sql, work)
        if isinstance(outcome.error, Unavailable | Again):
            raise outcome.error
        self._chain = chain
        return outcome

    def _in_savepoint(self, sql: Sql, work: Work) -> Outcome:
        sql.control("SAVEPOINT work")
        outcome, chain = self._attempt(sql, work)
        if outcome.error is not None:
            sql.control("ROLLBACK TO work")
        sql.control("RELEASE work")
        self._chain = chain
        return outcome

    def _attempt(self, sql: Sql, work: Work) -> tuple[Outcome, Chain]:
        sql.forget_failure()
        uow = SqlUnitOfWork(sql, self._context, self._chain)
        try:
            value = work(uow)
            uow.flush()
        except Exception as error:  # noqa: BLE001 - handed to the coroutine that waits for it
            return Outcome(error=sql.failure or error), self._chain
        if sql.failure is not None:
            return Outcome(error=sql.failure), self._chain
        return Outcome(value), uow.chain

    def _connected(self) -> Sql:
        if self._sql is None:
            self._connection = _connect(self._engine)
            self._sql = Sql(self._connection)
            self._carried = 0
        return self._sql

    def _give_up(self, sql: Sql, error: BaseException) -> None:
        """Leave nothing half done; a connection that may be broken is not used again."""
        try:
            sql.control("ROLLBACK")
        except Exception:  # noqa: BLE001 - SQLite may have rolled back by itself, PostgreSQL be gone
            self.close()
        if isinstance(error, Unavailable) and sql.is_postgresql:
            self.close()
            # a lost connection leaves open whether the last commit was done: nothing may follow that row
            self._chain = new_chain()


def _connect(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except Exception as error:
        raise translated(error) from error
