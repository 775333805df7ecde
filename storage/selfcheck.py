"""What the self-check asks a database, besides its audit chains (`audit_check`). Changes nothing; no words here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, func, select, text

from dialogs.ports import AktivzentrumError
from storage.audit import Chain
from storage.codec import to_moment
from storage.database import Database
from storage.rotation import SECRETS
from storage.sql import Prepared, Row, Sql
from storage.tables import audit, bogen, elb, gespraech, kanal, metadata, outbox, staff

_BATCH: Final = 1_000
_NEWEST: Final = tuple(
    Prepared(select(func.max(column))) for column in (audit.c.am, gespraech.c.geaendert, bogen.c.gesendet_am)
)
_a = audit.c
_last = select(_a.chain, func.max(_a.nr).label("nr")).group_by(_a.chain).subquery()
_ENDS: Final = Prepared(
    select(_a.chain, _a.nr, _a.mac).join(_last, (_last.c.chain == _a.chain) & (_last.c.nr == _a.nr))
)
_KANAL: Final = Prepared(select(kanal.c.service_url).where(kanal.c.active == 1))
_WAITING: Final = Prepared(
    select(func.count()).select_from(outbox).where(outbox.c.art == "bogen", outbox.c.conversation_id.is_(None))
)
_UNDELETED: Final = Prepared(
    select(func.count())
    .select_from(outbox)
    .where(outbox.c.id.like("loeschung-%"), outbox.c.zustand == "gescheitert", outbox.c.grund != "target_failed")
)
_STAFF: Final = Prepared(select(func.count()).select_from(staff).where(staff.c.gesperrt == 0))
_ELBS: Final = Prepared(select(func.count()).select_from(elb))
_COUNTS: Final = (_WAITING, _UNDELETED, _STAFF, _ELBS)
_DATABASE_CLOCK: Final = text("SELECT now()")
_INTEGRITY: Final = text("PRAGMA integrity_check(1)")
_FOREIGN_KEYS: Final = text("PRAGMA foreign_key_check")


@dataclass(frozen=True, slots=True)
class Bestand:
    """What the database holds. `kanal` is the Connector of the bound channel, `waiting` forms that have none,
    `undeleted` posts about deleted persons that Teams did not let go.
    """

    kanal: str | None
    waiting: int
    undeleted: int
    staff: int
    elbs: int
    newest: datetime | None
    """The last moment that is written in it."""
    own_clock: datetime | None
    """What time the database server has; SQLite has none."""


def bestand(database: Database) -> Bestand:
    """Counts and moments."""
    with database.transaction() as sql:
        moments = [row[0] for one in _NEWEST if (row := sql.row(one)) and row[0]]
        waiting, undeleted, people, elbs = (int(sql.rows(one)[0][0]) for one in _COUNTS)
        bound = sql.row(_KANAL)
        own = sql.select(_DATABASE_CLOCK)[0][0] if sql.is_postgresql else None
    newest = max((to_moment(moment) for moment in moments), default=None)
    return Bestand(bound[0] if bound else None, waiting, undeleted, people, elbs, newest, own)


def unreadable(database: Database) -> Iterator[tuple[str, str, str]]:
    """Encrypted values that do not belong where they stand, as table, column and row."""
    for secret in SECRETS:
        table = metadata.tables[secret.table]
        row = next(iter(table.primary_key)) if secret.table != "outbox" else outbox.c.id
        yield from _unreadable(database, row, table.c[secret.column])


def _unreadable(database: Database, row: Column[Any], column: Column[Any]) -> Iterator[tuple[str, str, str]]:
    place, after = (row.table.name, column.name), None
    while values := _some(database, row, column, after):
        after = values[-1][0]
        yield from ((*place, str(name)) for name, value in values if not _reads(database, value, *place, str(name)))


def _some(database: Database, row: Column[Any], column: Column[Any], after: Any) -> Sequence[Row]:
    wanted = select(row, column).where(column.is_not(None)).order_by(row).limit(_BATCH)
    with database.transaction() as sql:
        return sql.select(wanted if after is None else wanted.where(row > after))


def _reads(database: Database, value: bytes, table: str, column: str, row: str) -> bool:
    try:
        database.context.keyring.decrypt(bytes(value), table, column, row)
    except (AktivzentrumError, UnicodeDecodeError):
        return False
    return True


def is_damaged(database: Database) -> bool:
    """Whether SQLite finds its own file broken; PostgreSQL checks its files itself."""
    with database.transaction() as sql:
        if sql.is_postgresql:
            return False
        return sql.select(_INTEGRITY)[0][0] != "ok" or bool(sql.select(_FOREIGN_KEYS))


def chain_ends(sql: Sql) -> Iterator[Chain]:
    """The ends of all audit chains as the database has them now."""
    return (Chain(name, nr, bytes(mac)) for name, nr, mac in sql.rows(_ENDS))
