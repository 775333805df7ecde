"""Trouble of one part: others' turns go on at their usual pace, nothing grows without bound, /readyz is true."""

import asyncio
import resource
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text

from bot.outbound_token import OutboundToken
from bot.uebungsraum.erfunden import ANNA_LENA, EMRE, SABINE
from bot.uebungsraum.faults import Fault, Kind
from dialogs import relay
from dialogs.delivery import Address
from dialogs.json_text import dump
from dialogs.outbox import Art, Op, Outgoing
from dialogs.relay import tries
from dialogs.relay.pace import Pace
from storage import engine
from storage.export import auskunft
from storage.unit_of_work import SqlUnitOfWork
from tests.datenbank import only_sqlite
from tests.haus import nummer_of
from tests.zuverlaessigkeit.fuehrung import Fuehrung, Worte, assert_once_in_full, assert_one_booking
from tests.zuverlaessigkeit.innen import Innen, innen, pace
from tests.zuverlaessigkeit.prozess import Werk, halle
from tests.zuverlaessigkeit.szene import szene

NUMMER = nummer_of("Nowak")
MANY = 150
GENEROUS = 5.0
SHORTEST = 0.02
"""Seconds below which a turn's time says more of the machine than of the bot."""
HANGS = 3600.0
_CLAIMED = text("SELECT count(*) FROM outbox WHERE lease_by IS NOT NULL")


async def ready(url: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as response:
        return response.status


def hang(h: Innen, conversation: str | None) -> None:
    h.room.faults.add(Fault(Kind.SLOW, times=None, seconds=HANGS, conversation=conversation))


def assert_usual(disturbed: float, undisturbed: float) -> None:
    assert disturbed < GENEROUS * max(undisturbed, SHORTEST)


async def fill_outbox(h: Innen, many: int) -> list[str]:
    """Messages for many conversations, as after an hour in which nothing went out."""
    names = [f"a:hang{n}" for n in range(many)]
    service_url = str(h.room.service_url)

    def work(uow: SqlUnitOfWork) -> None:
        for name in names:
            message = dump({"type": "message", "text": name})
            out = Outgoing(name, Art.NACHRICHT, Op.POST, f"conv:{name}", Address(service_url, name), message)
            uow.enqueue(out, h.clock.jetzt())
        uow.release_all()

    await h.bot._storage.transact(work)
    return names


# --- Teams does not answer ------------------------------------------------------------------------------------


async def test_one_chat_and_the_channel_hang_and_others_go_on(tmp_path: Path) -> None:
    async with innen(tmp_path, patience=2) as h:
        undisturbed = await h.pace(EMRE)
        hang(h, h.room.chat(SABINE))
        hang(h, h.room.channel)
        stuck = await h.turns_beside(SABINE, f"neuer Bogen für {NUMMER}")
        assert_usual(await h.pace(EMRE), undisturbed)
        h.room.faults.clear()
        await stuck
        await h.room.until(lambda: any("Frage 1" in m.text for m in h.room.messages(SABINE) if m.by_bot), 15)


async def test_many_conversations_hang_for_an_hour_and_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The waits are shortened, so that each is tried as often as in an hour; tasks and connections stay bounded."""
    monkeypatch.setattr(tries, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(tries, "LONGEST_WAIT", 0.2)
    monkeypatch.setattr(relay, "POLL", 0.05)
    async with innen(tmp_path, patience=1) as h:
        h.bot._relay._tenant_pace = Pace(((1.0, 100_000),))
        undisturbed = await h.pace(EMRE)
        names = await fill_outbox(h, MANY)
        for name in names:
            hang(h, name)
        for _ in range(3):
            h.bot._relay.wake()
            assert_usual(await h.pace(EMRE), undisturbed)
            assert_bounded(h)
            await asyncio.sleep(0.7)
        assert len(h.bot._relay._busy) > MANY / 2


def assert_bounded(h: Innen) -> None:
    """What the relay and the HTTP session hold, while so many conversations hang and one person talks."""
    held, session = h.bot._relay, h.client._session
    assert max(len(held._busy), len(held._working), len(held._held)) <= relay.MOST_QUEUES
    assert len(held._notes.tasks) <= 1
    assert session.connector is not None
    assert len(session.connector._acquired) <= MANY + 5
    assert len(h.bot._tasks) <= 3


# --- the database ----------------------------------------------------------------------------------------------


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> float:
    """SQLite waits only so many seconds for a lock."""
    seconds = 0.3
    pragmas = [p for p in engine._PRAGMAS if not p.startswith("busy_timeout")]
    monkeypatch.setattr(engine, "_PRAGMAS", (*pragmas, f"busy_timeout={seconds * 1000:.0f}"))
    return seconds


@only_sqlite("PostgreSQL locks rows; one that stays away: test_postgresql.py")
async def test_a_locked_database_is_said_at_once_to_all_and_then_all_goes_on(tmp_path: Path, hasty: float) -> None:
    """Who waits together is refused together: the twentieth does not wait twenty times as long."""
    async with innen(tmp_path) as h:
        undisturbed = await h.pace(EMRE)
        await h.room.say(SABINE, f"neuer Bogen für {NUMMER}")
        lock = sqlite3.connect(tmp_path / "innen.sqlite", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        began = time.perf_counter()
        turns = await asyncio.gather(*[h.room.say(SABINE, f"Ziel {n}") for n in range(20)])
        assert time.perf_counter() - began < 8 * hasty
        assert all("gleich noch einmal" in t.text for t in turns)
        assert await ready(h.url) == 503
        lock.execute("ROLLBACK")
        lock.close()
        assert await ready(h.url) == 200
        assert_usual(await h.pace(EMRE), undisturbed)
        lead = Fuehrung(h.room, NUMMER)
        await lead.lead()
        assert_one_booking(dict(auskunft(h.database, NUMMER) or {}), Worte())


@only_sqlite("it is the bot's own disk that is full")
async def test_a_full_disk_is_said_and_then_all_goes_on(werk: Werk, fresh: Callable[[str], str]) -> None:
    """No file may grow any more, as on a full disk; /readyz says so, nothing is lost."""
    async with halle(werk) as h, szene(h, fresh("full")) as s:
        await s.start()
        assert s.bot is not None
        lead = Fuehrung(s.room, NUMMER)
        undisturbed = await pace(s.room, EMRE)
        await lead.say(f"neuer Bogen für {NUMMER}")
        resource.prlimit(s.bot.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        assert "gleich noch einmal" in await lead.say(lead.worte.ziel)
        # what cannot be written is said as fast as anything else
        assert_usual(await pace(s.room, EMRE), undisturbed)
        assert await ready(s.bot.url) == 503
        resource.prlimit(s.bot.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert await ready(s.bot.url) == 200
        assert_usual(await pace(s.room, EMRE), undisturbed)
        await lead.lead()
        await s.until_sent()
        assert_once_in_full(s.room, assert_one_booking(s.auskunft(NUMMER), Worte()), Worte())


# --- the clock ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
async def test_a_clock_that_jumps_puts_nothing_off(tmp_path: Path, days: int) -> None:
    """What waited for its next try when the clock was set goes out; so do the answers behind it."""
    async with innen(tmp_path) as h:
        undisturbed = await h.pace(EMRE)
        h.room.faults.add(Fault(Kind.THROTTLED, seconds=60, conversation=h.room.chat(SABINE)))
        stuck = await h.turns_beside(SABINE, "hilfe")
        await stuck
        before = h.clock._wall
        h.clock._wall = lambda: before() + 86_400 * days
        assert_usual(await h.pace(EMRE), undisturbed)
        h.bot._relay.wake()
        await h.room.until(lambda: any(m.by_bot for m in h.room.messages(SABINE)), 20)
        await h.room.say(SABINE, "hilfe")
        await h.room.until(lambda: sum(m.by_bot for m in h.room.messages(SABINE)) == 2, 6)
        assert (await h.room.say(ANNA_LENA, "hilfe")).text


# --- the login authority ------------------------------------------------------------------------------------------


async def test_a_login_that_takes_four_seconds_is_noticed_by_nobody(tmp_path: Path) -> None:
    """The token is fetched anew while the old one serves; who writes meanwhile is answered at the usual pace."""
    asked, now = [0.0], [1000.0]

    def login() -> Mapping[str, Any]:
        asked.append(time.perf_counter())
        time.sleep(4.0 if len(asked) > 2 else 0.0)
        asked[0] = time.perf_counter()
        return {"access_token": f"token {len(asked)}", "expires_in": 3600, "token_type": "Bearer"}

    async with innen(tmp_path, token=OutboundToken(login, monotonic=lambda: now[0])) as h:
        undisturbed = await h.pace(EMRE)
        now[0] += 1801
        assert_usual(await h.pace(EMRE), undisturbed)
        ended_before_the_login = asked[0] < asked[-1]
        assert (len(asked), ended_before_the_login) == (3, True)


# --- the end -----------------------------------------------------------------------------------------------------


async def test_sigterm_finishes_open_turns_and_gives_back_what_was_claimed(
    werk: Werk, fresh: Callable[[str], str]
) -> None:
    async with halle(werk) as h, szene(h, fresh("term")) as s:
        await s.start()
        s.room.faults.add(Fault(Kind.SLOW, seconds=0.5, conversation=s.room.chat(SABINE)))
        s.room.faults.add(Fault(Kind.THROTTLED, seconds=60, conversation=s.room.chat(EMRE)))
        await s.room.say(EMRE, "hilfe")
        under_way = asyncio.ensure_future(s.room.say(SABINE, "hilfe"))
        await asyncio.sleep(0.2)
        began = time.perf_counter()
        await s.stop()
        assert time.perf_counter() - began < 5
        assert (await under_way).text
        assert s.strecke.repeated == 0
        with s.database.transaction() as sql:
            (claimed,) = sql.select(_CLAIMED)[0]
        assert (claimed, len(s.open_messages())) == (0, 1)
