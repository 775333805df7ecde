"""A backup is taken while the bot goes on, and comes back whole; what is no backup overwrites nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dialogs.ports import Unavailable
from storage.backup import sichern, wiederherstellen
from storage.database import Database, Kind, open_database
from storage.deletion import loesche_person
from storage.deletion_person import PersonenLog
from storage.deletion_rules import Fristen
from storage.engine import UnknownDatabase
from storage.errors import KeyRefused, WrongDatabase
from storage.export import auskunft
from tests.storage.conftest import seed
from tests.storage.test_export import whole_life
from tests.storage.welt import KEY, FixedClock, enter


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bot.sqlite"


@pytest.fixture
def database(url: str, clock: FixedClock) -> Iterator[Database]:
    opened = open_database(url, [KEY], clock)
    seed(opened)
    opened.mark(Kind.PRODUCTION)
    opened.run(whole_life)
    yield opened
    opened.close()


def restore(source: Path, url: str, tmp_path: Path, key: bytes = KEY) -> Database:
    log = PersonenLog(tmp_path / "log")
    return wiederherstellen(source, url, [key], FixedClock(), heads=lambda _: None, log=log, fristen=Fristen())


def known(database: Database, nummer: str) -> bool:
    return database.run(lambda uow: uow.load_fall(nummer)) is not None


def test_back_to_the_day_of_the_backup(database: Database, url: str, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    sichern(database, tmp_path / "sicherung", lambda *numbers: said.append(numbers))
    assert said[-1][0] == said[-1][1] > 0
    assert (tmp_path / "sicherung").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.glob("sicherung*")] == ["sicherung"]
    database.run(lambda uow: enter(uow, "later"))
    before = auskunft(database, "4711")
    database.close()
    restored = restore(tmp_path / "sicherung", url, tmp_path)
    after = auskunft(restored, "4711")
    assert not known(restored, "later")
    assert before is not None
    assert after is not None
    assert {**after, "zugriffe": []} == {**before, "zugriffe": []}
    restored.close()


def test_a_backup_of_a_busy_database_is_one_moment_of_it(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.backup._PAGES", 50)
    database.run(lambda uow: [enter(uow, f"n{i}", "x" * 100) for i in range(3_000)])  # type: ignore[func-returns-value]
    entered: list[str] = []

    def meanwhile(_done: int, _total: int) -> None:
        entered.append(f"m{len(entered)}")
        database.run(lambda uow: enter(uow, entered[-1]))

    sichern(database, tmp_path / "sicherung", meanwhile)
    assert len(entered) >= 2
    with closing(sqlite3.connect(tmp_path / "sicherung")) as copy:
        assert copy.execute("SELECT count(*) FROM elb WHERE nummer LIKE 'm%'").fetchone() == (0,)


def test_into_a_place_where_nothing_is(database: Database, tmp_path: Path) -> None:
    sichern(database, tmp_path / "sicherung", lambda *_: None)
    restored = restore(tmp_path / "sicherung", f"sqlite:///{tmp_path}/neu/bot.sqlite", tmp_path)
    assert known(restored, "4711")
    assert restored.kind is Kind.PRODUCTION
    restored.close()


def test_who_was_deleted_since_is_deleted_again(database: Database, url: str, tmp_path: Path) -> None:
    sichern(database, tmp_path / "sicherung", lambda *_: None)
    loesche_person(database, "4711", PersonenLog(tmp_path / "log"))
    database.close()
    restored = restore(tmp_path / "sicherung", url, tmp_path)
    assert not known(restored, "4711")
    restored.close()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"x" * 5000])
def test_what_is_no_backup_overwrites_nothing(database: Database, url: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "sicherung").write_bytes(content)
    with pytest.raises(WrongDatabase):
        restore(tmp_path / "sicherung", url, tmp_path)
    assert known(database, "4711")


def test_a_damaged_backup_overwrites_nothing(database: Database, url: str, tmp_path: Path) -> None:
    sichern(database, tmp_path / "sicherung", lambda *_: None)
    content = bytearray((tmp_path / "sicherung").read_bytes())
    for at in range(40_000, len(content), 4096):
        content[at : at + 200] = b"\xff" * 200
    (tmp_path / "sicherung").write_bytes(content)
    with pytest.raises(WrongDatabase):
        restore(tmp_path / "sicherung", url, tmp_path)
    assert known(database, "4711")


def test_a_backup_with_other_keys_overwrites_nothing(database: Database, url: str, tmp_path: Path) -> None:
    sichern(database, tmp_path / "sicherung", lambda *_: None)
    with pytest.raises(KeyRefused):
        restore(tmp_path / "sicherung", url, tmp_path, b"x" * 32)
    assert known(database, "4711")


def test_practice_never_takes_the_place_of_production(database: Database, url: str, tmp_path: Path) -> None:
    practice = open_database(f"sqlite:///{tmp_path}/uebung.sqlite", [KEY], FixedClock())
    practice.mark(Kind.PRACTICE)
    sichern(practice, tmp_path / "sicherung", lambda *_: None)
    practice.close()
    with pytest.raises(WrongDatabase, match="kind"):
        restore(tmp_path / "sicherung", url, tmp_path)
    assert known(database, "4711")


def test_a_missing_file_is_unavailable(database: Database, url: str, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        restore(tmp_path / "nothing", url, tmp_path)
    assert known(database, "4711")


def test_postgresql_has_its_own_tools(postgres_url: str, clock: FixedClock, tmp_path: Path) -> None:
    opened = open_database(postgres_url, [KEY], clock)
    with pytest.raises(UnknownDatabase):
        sichern(opened, tmp_path / "sicherung", lambda *_: None)
    opened.close()
