"""Opening a database: migrated to the head, refused with wrong keys before anything is written, marked once."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from dialogs.ports import Unavailable
from storage import migrations
from storage.database import Database, Kind, open_database
from storage.engine import UnknownDatabase, make_engine
from storage.errors import KeyRefused, WrongDatabase
from storage.partial_indexes import complete
from storage.tables import namensvariante
from tests.storage.conftest import seed
from tests.storage.welt import KEY, FixedClock, enter

OTHER = b"x" * 32


def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), complete()) == []
        assert migrations.stored_revision(connection) == migrations.HEAD


def test_nothing_is_migrated_twice(database: Database) -> None:
    assert migrations.upgrade(database.engine) is False


def test_a_newer_release_is_refused(database: Database, url: str, clock: FixedClock) -> None:
    with database.transaction() as sql:
        sql.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongDatabase):
        open_database(url, [KEY], clock)


@pytest.mark.parametrize("keys", [[OTHER], [OTHER, b"y" * 32]])
def test_a_missing_key_is_refused_and_nothing_written(
    database: Database, url: str, clock: FixedClock, keys: list[bytes]
) -> None:
    with database.transaction() as sql:
        before = sql.select(text("SELECT id FROM schluessel"))
    with pytest.raises(KeyRefused, match="key_missing"):
        open_database(url, keys, clock)
    with database.transaction() as sql:
        assert sql.select(text("SELECT id FROM schluessel")) == before
    open_database(url, [KEY], clock).close()


def test_a_new_first_key_needs_the_old_one_beside_it(database: Database, url: str, clock: FixedClock) -> None:
    audit_key = database.context.audit_key
    both = open_database(url, [OTHER, KEY], clock)
    assert both.context.audit_key == audit_key
    both.close()
    with pytest.raises(KeyRefused):
        open_database(url, [OTHER], clock)
    open_database(url, [KEY, OTHER], clock).close()


def test_the_mark_stays(bare_url: str, clock: FixedClock) -> None:
    opened = open_database(bare_url, [KEY], clock)
    assert (opened.kind, opened.is_empty) == (None, True)
    opened.mark(Kind.PRACTICE)
    opened.mark(Kind.PRODUCTION)
    seed(opened)
    assert (opened.kind, opened.is_empty) == (Kind.PRACTICE, False)
    opened.close()


def test_a_unit_of_work_of_the_command_line(database: Database) -> None:
    database.run(enter)
    fall = database.run(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    with pytest.raises(ZeroDivisionError):
        database.run(lambda _: 1 // 0)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "postgresql://x/y"])
def test_only_databases_the_bot_can_use(url: str) -> None:
    with pytest.raises(UnknownDatabase):
        make_engine(url)


def test_nothing_there_is_unavailable(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(Unavailable):
        open_database(f"postgresql+psycopg://u@/db?host={tmp_path}", [KEY], clock)
    (tmp_path / "dir.sqlite").mkdir()
    with pytest.raises(Unavailable):
        open_database(f"sqlite:///{tmp_path}/dir.sqlite", [KEY], clock)


def test_of_many_rows_those_that_are_there_stay(database: Database) -> None:
    columns = ("variante", "key")
    rows = [("x", str(n)) for n in range(250)]
    with database.transaction() as sql:
        sql.add_many(namensvariante, columns, rows[100:150])
        sql.add_many(namensvariante, columns, rows)
        assert sorted(sql.select(select(namensvariante).where(namensvariante.c.variante == "x"))) == sorted(rows)


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/new/deep/test.sqlite")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    with engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
    engine.dispose()
    assert found == wanted
