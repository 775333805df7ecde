"""What the practice room alone does with its database: empty it, and look into it without a trace.

Each raises WrongDatabase for a database that is not marked as practice.
"""

from typing import Any, Final

from sqlalchemy import bindparam, delete, select

from dialogs.outbox import Zustand
from storage import faelle
from storage.database import Database, Kind
from storage.errors import WrongDatabase
from storage.export import kept_on
from storage.sql import Prepared
from storage.tables import audit, audit_anker, meta, metadata, outbox, schluessel

_KEPT = frozenset(table.name for table in (meta, schluessel, audit, audit_anker))
_WAITING: Final = Prepared(select(outbox.c.id).where(outbox.c.zustand == bindparam("zustand")).limit(1))


def _check(database: Database) -> None:
    if database.kind is not Kind.PRACTICE:
        raise WrongDatabase("not_practice")


def stand(database: Database, nummer: str) -> dict[str, Any] | None:
    """What `auskunft` says of somebody invented; nothing of it lands in the audit. None: nobody has that number."""
    _check(database)
    with database.transaction() as sql:
        fall = faelle.by_nummer(sql, database.context.keyring, nummer)
        return None if fall is None else kept_on(sql, database.context.keyring, fall)


def is_sending(database: Database) -> bool:
    """Whether a message is still on its way."""
    _check(database)
    with database.transaction() as sql:
        return sql.row(_WAITING, zustand=Zustand.OFFEN.value) is not None


def empty(database: Database) -> None:
    """Everything in it goes, but its mark, its keys and its audit."""
    _check(database)
    with database.transaction() as sql:
        for table in reversed(metadata.sorted_tables):
            if table.name not in _KEPT:
                sql.execute(delete(table))
