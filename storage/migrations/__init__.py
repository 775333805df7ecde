"""Brings a database to this release, forward only, with Alembic. What the tables are for stands in `tables`."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from storage.errors import WrongDatabase

REVISIONS = ("0001", "0002")
"""All releases of the tables, in their order; a test holds this against the files."""

HEAD = REVISIONS[-1]


def stored_revision(connection: Connection) -> str | None:
    """The release the database is on; None when it holds none of our tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, revision: str = HEAD) -> bool:
    """Migrate where needed, in one transaction; True if something was done.

    Raises WrongDatabase when the database is of a newer release.
    """
    with engine.connect() as connection:
        if (stored := stored_revision(connection)) == revision:
            return False
        if stored is not None and not is_known(stored):
            raise WrongDatabase("newer_release")
        connection.commit()
        _run_alembic(connection, revision)
    return True


def is_known(revision: str) -> bool:
    """Whether this release can bring a database from there to its own."""
    return revision in REVISIONS


def _run_alembic(connection: Connection, revision: str) -> None:
    # imported only here: it costs 0.1 s, and most starts need no migration
    from alembic.command import upgrade as run
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    run(config, revision)
