"""Several machines on one PostgreSQL: conversations spread over both, one bot killed; the database restarted."""

import asyncio

import pytest
from sqlalchemy import text

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import ANNA_LENA, EMRE, PETRA, SABINE
from bot.uebungsraum.people import Person
from dialogs.ports import Unavailable
from dialogs.turn import ActivityKey
from storage import runner
from storage.database import Kind, open_database
from storage.sql import Sql
from storage.unit_of_work import SqlUnitOfWork
from tests import pgserver
from tests.haus import KEY, fill, nummer_of
from tests.zuverlaessigkeit.fuehrung import Fuehrung, Worte, assert_once_in_full, assert_one_booking
from tests.zuverlaessigkeit.prozess import Werk, halle
from tests.zuverlaessigkeit.szene import Szene, szene

FORMS: tuple[tuple[Person, str], ...] = (
    (SABINE, nummer_of("Nowak")),
    (EMRE, nummer_of("Haddad")),
    (ANNA_LENA, nummer_of("Popescu")),
    (PETRA, nummer_of("Schulze")),
)
OPTIONS = {"first_wait": 0.05, "lease": 2.0}


def worte_of(nummer: str) -> Worte:
    return Worte(f"{nummer}: arbeiten", f"{nummer}: die Digitalwerkstatt", f"acht Wochen, sagt {nummer}")


def prepare(url: str) -> None:
    """The invented roster and participants in an empty database."""
    database = open_database(url, [KEY], PracticeClock())
    database.mark(Kind.PRACTICE)
    fill(database)
    database.close()


async def forms(s: Szene) -> None:
    """Everybody's form at once."""
    leads = [Fuehrung(s.room, nummer, ifk, worte_of(nummer), patience=30) for ifk, nummer in FORMS]
    await asyncio.gather(*[lead.lead() for lead in leads])


async def assert_all_well(s: Szene) -> None:
    await s.until_sent(40)
    for _, nummer in FORMS:
        form = assert_one_booking(s.auskunft(nummer), worte_of(nummer))
        assert_once_in_full(s.room, form, worte_of(nummer))


async def until_half(s: Szene) -> None:
    """Until the conversations are in the middle."""
    await s.room.until(lambda: sum(m.by_bot for m in s.room.welt) >= 3 * len(FORMS), 30)


async def test_two_bots_and_one_is_killed(werk: Werk, postgres_url: str) -> None:
    """Each message goes to the one or the other; what the dead one had claimed the other sends."""
    prepare(postgres_url)
    async with halle(werk) as h, szene(h, postgres_url, OPTIONS) as s:
        await s.start()
        second = await s.start_another()
        work = asyncio.ensure_future(forms(s))
        await until_half(s)
        second.kill()
        await work
        await assert_all_well(s)
        assert s.ends == 0


async def test_the_database_restarts_under_load(werk: Werk, postgres_url: str) -> None:
    """At once, without asking anybody: turns wait or ask to be said again; none is lost, none is done twice."""
    server = pgserver.own()
    prepare(postgres_url)
    async with halle(werk) as h, szene(h, postgres_url, OPTIONS) as s:
        await s.start()
        await s.start_another()
        work = asyncio.ensure_future(forms(s))
        await until_half(s)
        await asyncio.to_thread(server.restart, "immediate")
        await work
        await assert_all_well(s)
        assert s.ends == 0
        assert all(bot.alive for bot in s.others)


async def test_a_commit_whose_answer_is_lost_is_not_done_twice(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been done: the turn is run again and finds that out; the audit goes on with a new chain."""
    prepare(postgres_url)
    monkeypatch.setattr(runner, "POSTGRESQL_THREADS", 1)
    database = open_database(postgres_url, [KEY], PracticeClock())
    storage = database.start()
    await storage.transact(lambda uow: _read(uow, "first"))
    _lose_the_answer_to_a_commit(monkeypatch)
    assert await storage.transact(lambda uow: _read(uow, "second")) is False
    assert [await storage.transact(lambda uow, n=n: _read(uow, n)) for n in ("third", "fourth")] == [True, True]  # type: ignore[misc]
    await asyncio.to_thread(storage.close)
    with database.transaction() as sql:
        rows = sql.select(text("SELECT chain, nr FROM audit WHERE was = 'fall' ORDER BY am, nr"))
    database.close()
    assert [nr for _, nr in rows] == [1, 2, 1, 2]
    assert len({chain for chain, _ in rows}) == 2


def _read(uow: SqlUnitOfWork, activity: str) -> bool:
    """Whether this activity was new; then it is noted that somebody's data were shown."""
    jetzt = PracticeClock().jetzt()
    if uow.begin_activity(ActivityKey("a:1", activity, "message"), jetzt):
        return False
    wer = uow.staff_by_id(SABINE.aad_object_id)
    assert wer is not None
    uow.audit_read(wer, "fall", [nummer_of("Nowak")], jetzt)
    return True


def _lose_the_answer_to_a_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    original = Sql.control

    def control(sql: Sql, words: str) -> None:
        original(sql, words)
        if words == "COMMIT":
            monkeypatch.setattr(Sql, "control", original)
            raise Unavailable("the answer is lost")

    monkeypatch.setattr(Sql, "control", control)
