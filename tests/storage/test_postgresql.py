"""Several bots on one PostgreSQL: who comes second waits or is told, a lost connection is no lost turn."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.engine import make_url

from bot.uebungsraum.clock import PracticeClock
from dialogs.outbox import Due, Outgoing, Settled, Zustand
from dialogs.ports import Earlier, StoredGespraech, Unavailable, UnitOfWork
from dialogs.records import BestaetigungErfasst
from dialogs.regelung.hilfeprodukt import BestaetigungArt
from dialogs.relay import Relay
from dialogs.turn import ActivityKey
from storage.database import open_database
from storage.runner import SqlStorage
from storage.unit_of_work import SqlUnitOfWork
from tests.fakes.teams import FakeTeams
from tests.pgserver import Server, on
from tests.storage.conftest import seed
from tests.storage.welt import CHAT, HEUTE, JANA, JETZT, KEY, FixedClock, book, einbuchung_id, enter, post

ACTIVITY = ActivityKey("a:jana", "act-1", "message")
MANY = 12


class TwoBots:
    """Two running bots on one database."""

    def __init__(self, url: str, clock: FixedClock) -> None:
        self._opened = [open_database(url, [KEY], clock) for _ in range(2)]
        seed(self._opened[0])
        self.one, self.two = (opened.start() for opened in self._opened)

    async def __aenter__(self) -> "TwoBots":
        return self

    async def __aexit__(self, *_: object) -> None:
        for storage in (self.one, self.two):
            await asyncio.to_thread(storage.close)
        for opened in self._opened:
            opened.close()


def counting(uow: UnitOfWork) -> None:
    stored = uow.load_gespraech("a:jana")
    count = int(stored.zustand) + 1 if stored else 1
    uow.save_gespraech("a:jana", JANA.id, CHAT, StoredGespraech(str(count), None), JETZT)


async def test_turns_of_one_conversation_come_one_after_the_other(postgres_url: str, clock: FixedClock) -> None:
    async with TwoBots(postgres_url, clock) as bots:
        await asyncio.gather(*[bot.transact(counting) for _ in range(20) for bot in (bots.one, bots.two)])
        stored = await bots.one.transact(lambda uow: uow.load_gespraech("a:jana"))
    assert stored == StoredGespraech("40", None)


async def test_what_comes_quickly_in_one_conversation_keeps_its_order(postgres_url: str, clock: FixedClock) -> None:
    """Several threads take the works; those of a line wait for each other, those of others do not."""
    async with TwoBots(postgres_url, clock) as bots:
        done: list[int] = []
        await bots.one.transact(counting, "a:jana")
        works = [bots.one.transact(partial(_note, done, n), "a:jana") for n in range(40)]
        others = [bots.one.transact(lambda uow: uow.probe(), f"a:{n}") for n in range(40)]
        await asyncio.gather(*works, *others)
        assert done == list(range(40))
        assert not bots.one._lines


def _note(done: list[int], n: int, uow: UnitOfWork) -> None:
    counting(uow)
    done.append(n)


async def test_an_activity_that_two_bots_get_is_done_once(postgres_url: str, clock: FixedClock) -> None:
    async with TwoBots(postgres_url, clock) as bots:
        works = [bot.transact(lambda uow: uow.begin_activity(ACTIVITY, JETZT)) for bot in (bots.one, bots.two) * 8]
        outcomes = await asyncio.gather(*works)
    assert sorted(map(str, outcomes)) == sorted(map(str, [None, *[Earlier(None)] * 15]))


async def test_two_bookings_for_one_person_at_once(postgres_url: str, clock: FixedClock) -> None:
    """D6."""
    async with TwoBots(postgres_url, clock) as bots:
        await bots.one.transact(enter)
        works = [
            bots.one.transact(lambda uow: book(uow, form="F-1")),
            bots.two.transact(lambda uow: book(uow, form="F-2")),
        ]
        outcomes = await asyncio.gather(*works, return_exceptions=True)
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
        fall = await bots.one.transact(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert [len(e.boegen) for e in fall.einbuchungen] == [1]


async def test_each_message_is_lent_to_one_bot(postgres_url: str, clock: FixedClock) -> None:
    async with TwoBots(postgres_url, clock) as bots:
        await bots.one.transact(lambda uow: [uow.enqueue(post(f"m{i}", f"q{i}"), JETZT) for i in range(40)])
        later = JETZT + timedelta(minutes=2)
        claims = await asyncio.gather(*[bot.claim(later, 10) for bot in (bots.one, bots.two) * 4])
        names = [due.outgoing.id for claim in claims for due in claim]
        assert sorted(names) == sorted(f"m{i}" for i in range(40))


async def test_what_one_bot_has_the_other_gets_only_when_it_is_given_back(
    postgres_url: str, clock: FixedClock
) -> None:
    async with TwoBots(postgres_url, clock) as bots:
        assert await bots.one.transact(lambda uow: uow.enqueue(post("m1"), JETZT)) is not None
        await bots.two.settle(Settled("m1", Zustand.OFFEN, 1, again_at=JETZT, grund="not mine"))
        assert await bots.two.claim(JETZT, 50) == []
        await bots.one.release()
        assert [due.outgoing.id for due in await bots.two.claim(JETZT, 50)] == ["m1"]


async def test_what_another_bot_is_sending_goes_first(postgres_url: str, clock: FixedClock) -> None:
    async with TwoBots(postgres_url, clock) as bots:
        first, second, third = post("m1"), post("m2"), post("m3")
        assert await bots.one.transact(lambda uow: uow.enqueue(first, JETZT)) is not None
        assert await bots.one.transact(lambda uow: uow.enqueue(second, JETZT)) is not None
        assert await bots.two.transact(lambda uow: uow.enqueue(third, JETZT)) is None


async def test_what_two_bots_put_into_one_queue_at_once_all_goes_out_once(
    postgres_url: str, clock: FixedClock
) -> None:
    """Neither knows of the other's until it is committed. What one bot made keeps its order."""
    clock_of_teams, teams = PracticeClock(), FakeTeams()
    async with TwoBots(postgres_url, clock) as bots:
        relays = [Relay(storage, teams, clock_of_teams) for storage in (bots.one, bots.two)]
        running = [asyncio.ensure_future(one.run()) for one in relays]

        async def turns(storage: SqlStorage, own: Relay, name: str) -> None:
            for n in range(MANY):
                out = post(f"{name}{n}", "kanal:F-1", activity=f'{{"text": "{name}{n}"}}')
                due = await storage.transact(lambda uow, out=out: uow.enqueue(out, clock_of_teams.jetzt()))  # type: ignore[misc]
                own.deliver([due] if due else [])
                own.wake()

        await asyncio.gather(turns(bots.one, relays[0], "a"), turns(bots.two, relays[1], "b"))
        async with asyncio.timeout(60):
            while len(teams.shown(CHAT.conversation_id)) < 2 * MANY:
                await asyncio.sleep(0.05)
        for task in running:
            task.cancel()
        await asyncio.gather(*(one.drain() for one in relays))
    shown = teams.shown(CHAT.conversation_id)
    assert sorted(shown) == sorted(f"{bot}{n}" for bot in "ab" for n in range(MANY))
    for bot in "ab":
        assert [text for text in shown if text[0] == bot] == [f"{bot}{n}" for n in range(MANY)]


async def test_two_bots_that_change_one_card_at_once_do_it_one_after_the_other(
    postgres_url: str, clock: FixedClock
) -> None:
    """Who comes second waits for the Fall, sees what the first has done, and its card goes behind the first's."""
    async with TwoBots(postgres_url, clock) as bots:
        await bots.one.transact(enter)
        await bots.one.transact(book)
        has_begun = threading.Event()

        def first(uow: SqlUnitOfWork) -> Due | None:
            uow.apply(BestaetigungErfasst("4711", einbuchung_id(uow), BestaetigungArt.BESCHEID, HEUTE), JANA, JETZT)
            has_begun.set()
            time.sleep(0.3)
            return uow.enqueue(_card(uow, "first"), JETZT)

        def second(uow: SqlUnitOfWork) -> Due | None:
            has_begun.wait(10)
            uow.apply(BestaetigungErfasst("4711", einbuchung_id(uow), BestaetigungArt.KPLAN, HEUTE), JANA, JETZT)
            return uow.enqueue(_card(uow, "second"), JETZT)

        claimed = await asyncio.gather(bots.one.transact(first), bots.two.transact(second))
        assert [due and due.outgoing.activity for due in claimed] == ["1", None]
        await bots.one.settle(Settled("first", Zustand.GESENDET, 1, "act"))
        assert [due.outgoing.activity for due in await bots.two.claim(JETZT, 50)] == ["2"]


def _card(uow: UnitOfWork, name: str) -> Outgoing:
    """Shows how many confirmations there are."""
    fall = uow.load_fall("4711")
    assert fall is not None
    return post(name, "kanal:F-1", activity=str(len(fall.einbuchungen[-1].bestaetigungen)))


async def test_two_transactions_that_meet_are_both_done(postgres_url: str, clock: FixedClock) -> None:
    """A deadlock: PostgreSQL breaks one off, which is run again."""
    async with TwoBots(postgres_url, clock) as bots:
        await bots.one.transact(lambda uow: enter(uow, "1"))
        await bots.one.transact(lambda uow: enter(uow, "2"))
        barrier = asyncio.Barrier(2)
        loop = asyncio.get_running_loop()

        def crossing(first: str, second: str, tries: list[int]) -> Callable[[SqlUnitOfWork], None]:
            def work(uow: SqlUnitOfWork) -> None:
                tries.append(1)
                touch = "UPDATE elb SET vorname = vorname WHERE nummer = '{}'"
                uow._sql.control(touch.format(first))
                if len(tries) == 1:
                    asyncio.run_coroutine_threadsafe(barrier.wait(), loop).result(10)
                uow._sql.control(touch.format(second))

            return work

        tries: tuple[list[int], list[int]] = ([], [])
        first = bots.one.transact(crossing("1", "2", tries[0]))
        await asyncio.gather(first, bots.two.transact(crossing("2", "1", tries[1])))
    assert len(tries[0]) + len(tries[1]) == 3


async def test_a_lost_connection_is_made_anew(postgres_url: str, clock: FixedClock) -> None:
    async with TwoBots(postgres_url, clock) as bots:
        await asyncio.gather(*[bots.one.transact(counting) for _ in range(20)])
        _kill_all(postgres_url)
        await asyncio.gather(*[bots.one.transact(counting) for _ in range(20)])
        stored = await bots.one.transact(lambda uow: uow.load_gespraech("a:jana"))
    assert stored == StoredGespraech("40", None)


async def test_a_restart_under_load_loses_and_doubles_nothing(own_server: Server, clock: FixedClock) -> None:
    """Each turn has its activity, as every delivery of Teams has; what was committed when the line broke is known."""
    async with TwoBots(own_server.url, clock) as bots:
        restarted = asyncio.ensure_future(asyncio.to_thread(own_server.restart))
        tasks = []
        for n in range(400):
            bot = (bots.one, bots.two)[n % 2]
            tasks.append(asyncio.ensure_future(bot.transact(lambda uow, n=n: counting_once(uow, n))))  # type: ignore[misc]
            await asyncio.sleep(0.002)
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        await restarted
        assert {type(outcome) for outcome in outcomes} <= {type(None), Unavailable}
        again = [n for n, outcome in enumerate(outcomes) if outcome is not None]
        for n in again:
            await bots.one.transact(lambda uow, n=n: counting_once(uow, n))  # type: ignore[misc]
        stored = await bots.one.transact(lambda uow: uow.load_gespraech("a:jana"))
    assert stored == StoredGespraech("400", None)


def counting_once(uow: UnitOfWork, n: int) -> None:
    if uow.begin_activity(ActivityKey("a:jana", f"act-{n}", "message"), JETZT) is None:
        counting(uow)


async def test_a_database_that_stays_away_is_unavailable_in_bounded_time(
    postgres_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.runner.PATIENCE", 0.3)
    async with TwoBots(postgres_url, clock) as bots:
        await bots.one.transact(counting)
        _allow_connections(postgres_url, allowed=False)
        _kill_all(postgres_url)
        with pytest.raises(Unavailable):
            await asyncio.wait_for(bots.one.transact(counting), 5)
        _allow_connections(postgres_url, allowed=True)
        await bots.one.transact(counting)


def _kill_all(url: str) -> None:
    name = make_url(url).database
    _on_server(url, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


def _allow_connections(url: str, *, allowed: bool) -> None:
    _on_server(url, f"ALTER DATABASE {make_url(url).database} ALLOW_CONNECTIONS {allowed}")


def _on_server(url: str, statement: str) -> None:
    on(make_url(url).set(database="postgres").render_as_string(hide_password=False), statement)
