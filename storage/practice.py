"""The fresh start of a practice database: everything in it goes, but its mark, its keys and its audit."""

from sqlalchemy import delete

from storage.database import Database, Kind
from storage.errors import WrongDatabase
from storage.tables import audit, audit_anker, meta, metadata, schluessel

_KEPT = frozenset(table.name for table in (meta, schluessel, audit, audit_anker))


def empty(database: Database) -> None:
    """Raises WrongDatabase for one that is not marked as practice."""
    if database.kind is not Kind.PRACTICE:
        raise WrongDatabase("not_practice")
    with database.transaction() as sql:
        for table in reversed(metadata.sorted_tables):
            if table.name not in _KEPT:
                sql.select(delete(table))
