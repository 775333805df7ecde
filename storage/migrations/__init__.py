"""Brings a database to this release, forward only, with Alembic. What the tables are for stands in `tables`."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from storage.errors import WrongDatabase

HEAD = "0002"


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
        connection.commit()
        _run_alembic(connection, stored, revision)
    return True


def _run_alembic(connection: Connection, stored: str | None, revision: str) -> None:
    # imported only here: it costs 0.1 s, and most starts need no migration
    from alembic.command import upgrade as run
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    if stored is not None and stored not in {
        r.revision for r in ScriptDirectory.from_config(config).walk_revisions()
    }:
        raise WrongDatabase("newer_release")
    config.attributes["connection"] = connection
    run(config, revision)
