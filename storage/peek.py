"""What a database is, asked before it is opened: needs no key and changes nothing."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.engine import make_url

from storage.database import Kind
from storage.engine import make_engine
from storage.errors import translated
from storage.tables import meta


class Mark(StrEnum):
    """`NEW`: nothing of ours is there yet. `UNMARKED`: ours, but never used for anything."""

    NEW = "new"
    UNMARKED = "unmarked"
    PRACTICE = Kind.PRACTICE
    PRODUCTION = Kind.PRODUCTION


def mark_of(url: str) -> Mark:
    """The mark of a database. Raises Unavailable when nothing answers, UnknownDatabase for another kind."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not _is_file(parsed.database):
        return Mark.NEW
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table(meta.name):
                return Mark.NEW
            row = connection.execute(select(meta.c.value).where(meta.c.name == "kind")).first()
            return Mark(row[0]) if row else Mark.UNMARKED
    except Exception as error:
        raise translated(error) from error
    finally:
        engine.dispose()


def _is_file(path: str | None) -> bool:
    return path is not None and Path(path).is_file()
