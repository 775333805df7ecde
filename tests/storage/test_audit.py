"""The audit chains show what was removed or changed, and say which row."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.audit import Chain
from storage.audit_check import Fund, Schaden, check
from storage.database import Database, open_database
from storage.heads import HeadFile, read_heads
from tests.storage.conftest import seed
from tests.storage.welt import KEY, FixedClock, enter


@pytest.fixture
def heads_path(tmp_path: Path) -> Path:
    return tmp_path / "aussen" / "enden.jsonl"


@pytest.fixture
async def audited(url: str, clock: FixedClock, heads_path: Path) -> AsyncIterator[Database]:
    """A database with one chain of five rows (and those of the seed), its ends written outside."""
    opened = open_database(url, [KEY], clock, HeadFile(heads_path))
    seed(opened)
    storage = opened.start()
    for i in range(5):
        await storage.transact(lambda uow, i=i: enter(uow, f"n{i}"))  # type: ignore[misc]
    storage.close()
    yield opened
    opened.close()


def longest(database: Database) -> str:
    with database.transaction() as sql:
        rows = sql.select(text("SELECT chain FROM audit GROUP BY chain ORDER BY count(*) DESC"))
    return str(rows[0][0])


async def test_an_untouched_audit_is_whole(audited: Database, heads_path: Path) -> None:
    assert check(audited, read_heads(heads_path)) == []


def changed(column: str, value: str) -> str:
    return f"UPDATE audit SET {column} = {value} WHERE chain = :c AND nr = 1"  # noqa: S608 - fixed texts


def damage(database: Database, chain: str, statement: str) -> None:
    with database.transaction() as sql:
        sql.execute(text(statement).bindparams(c=chain))


@pytest.mark.parametrize(
    ("statement", "schaden"),
    [
        pytest.param(changed("was", "'x'"), Schaden.ROW_CHANGED, id="was"),
        pytest.param(changed("wer", "'x'"), Schaden.ROW_CHANGED, id="wer"),
        pytest.param(changed("am", "'2000'"), Schaden.ROW_CHANGED, id="am"),
        pytest.param(changed("bezug", "'x'"), Schaden.ROW_CHANGED, id="bezug"),
        pytest.param(changed("person", "CASE WHEN person IS NULL THEN 'x' END"), Schaden.ROW_CHANGED, id="person"),
        pytest.param("DELETE FROM audit WHERE chain = :c", Schaden.CHAIN_MISSING, id="whole chain"),
    ],
)
async def test_a_damage_is_found(audited: Database, heads_path: Path, statement: str, schaden: Schaden) -> None:
    chain, heads = longest(audited), read_heads(heads_path)
    damage(audited, chain, statement)
    [fund] = check(audited, heads)
    assert (fund.schaden, fund.chain) == (schaden, chain)
    assert fund.nr == (1 if schaden is Schaden.ROW_CHANGED else heads[chain].nr)


@pytest.fixture
def one_chain(tmp_path: Path, clock: FixedClock, heads_path: Path) -> Iterator[Database]:
    """SQLite has one writer, so one chain: five rows."""
    opened = open_database(f"sqlite:///{tmp_path}/eine.sqlite", [KEY], clock, HeadFile(heads_path))
    seed(opened)
    opened.run(lambda uow: [enter(uow, f"n{i}") for i in range(5)])  # type: ignore[func-returns-value]
    yield opened
    opened.close()


def test_a_removed_row_is_named(one_chain: Database, heads_path: Path) -> None:
    chain = longest(one_chain)
    damage(one_chain, chain, "DELETE FROM audit WHERE chain = :c AND nr = 3")
    assert check(one_chain, read_heads(heads_path)) == [Fund(Schaden.ROW_MISSING, chain, 3)]


def test_the_first_row_removed(one_chain: Database, heads_path: Path) -> None:
    chain = longest(one_chain)
    damage(one_chain, chain, "DELETE FROM audit WHERE chain = :c AND nr = 1")
    assert check(one_chain, read_heads(heads_path)) == [Fund(Schaden.ROW_MISSING, chain, 1)]


def test_two_rows_swapped(one_chain: Database, heads_path: Path) -> None:
    chain = longest(one_chain)
    with one_chain.transaction() as sql:
        for old, new in ((2, 9), (3, 2), (9, 3)):
            sql.execute(text(f"UPDATE audit SET nr = {new} WHERE chain = '{chain}' AND nr = {old}"))  # noqa: S608
    assert {fund.nr for fund in check(one_chain, read_heads(heads_path))} >= {2, 3}


def test_a_cut_tail_shows_by_what_was_written_outside(one_chain: Database, heads_path: Path) -> None:
    chain = longest(one_chain)
    damage(one_chain, chain, "DELETE FROM audit WHERE chain = :c AND nr > 3")
    assert check(one_chain, {}) == [], "inside, nothing shows"
    assert check(one_chain, read_heads(heads_path)) == [Fund(Schaden.TAIL_MISSING, chain, 4)]


def test_a_chain_written_anew_shows(one_chain: Database, heads_path: Path) -> None:
    """Whoever has the key of the audit cannot change what was written outside."""
    from storage import audit

    chain = longest(one_chain)
    damage(one_chain, chain, "DELETE FROM audit WHERE chain = :c")
    with one_chain.transaction() as sql:
        end = Chain(chain, 0, b"")
        for _ in range(5):
            end = audit.append(sql, one_chain.context.audit_key, end, audit.Entry("2027", "x", None, "x"))
    assert check(one_chain, {}) == []
    assert check(one_chain, read_heads(heads_path)) == [Fund(Schaden.ROW_CHANGED, chain, 5)]


def test_the_file_outside_keeps_the_newest_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.heads._COMPACT_AFTER", 10)
    path = tmp_path / "enden"
    file = HeadFile(path)
    for nr in range(1, 26):
        file(Chain("a", nr, bytes([nr])))
    file(Chain("b", 1, b"\x01"))
    assert len(path.read_text().splitlines()) < 12
    assert read_heads(path) == {"a": Chain("a", 25, bytes([25])), "b": Chain("b", 1, b"\x01")}
    with path.open("a") as torn:
        torn.write('["a", 26, "1')
    assert read_heads(path)["a"].nr == 25
    assert HeadFile(path) is not None
    assert read_heads(path)["a"].nr == 25
