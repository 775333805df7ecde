"""The indexes over a part of a table, for whoever writes a migration or compares one with the tables.

A running bot does without this module: to say it for PostgreSQL imports that dialect, a fiftieth of a second.
"""

from typing import Final, NamedTuple

from sqlalchemy import Index, MetaData, text

from storage.tables import metadata


class _Partial(NamedTuple):
    name: str
    table: str
    columns: tuple[str, ...]
    where: str
    unique: bool = False


_OPEN: Final = "again_at IS NOT NULL"
_BOGEN: Final = "art = 'bogen'"
_PARTIAL: Final = (
    # D6: at most one open Einbuchung for a person
    _Partial("uq_einbuchung_open", "einbuchung", ("elb_id",), "status = 'offen'", unique=True),
    _Partial("ix_outbox_queue", "outbox", ("queue", "seq"), _OPEN),
    _Partial("ix_outbox_lease", "outbox", ("queue", "lease_by", "lease_until"), _OPEN),
    _Partial("ix_outbox_nummer", "outbox", ("nummer",), _BOGEN),
    _Partial("ix_outbox_activity_id", "outbox", ("activity_id",), _BOGEN),
)


def complete() -> MetaData:
    """A copy of all tables, with all their indexes."""
    whole = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(whole)
    for one in _PARTIAL:
        columns, where = whole.tables[one.table].c, text(one.where)
        Index(
            one.name,
            *(columns[name] for name in one.columns),
            unique=one.unique,
            sqlite_where=where,
            postgresql_where=where,
        )
    return whole
