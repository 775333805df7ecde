"""A bot in this process with Teams outside of it, so that trouble of Teams does not hold up the bot's own end."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from app import Bot
from bot.auth.loopback import LoopbackOnly
from bot.connector import Connector
from bot.edge import Edge
from bot.http_client import HttpClient
from bot.outbound_token import OutboundToken
from bot.service_url import TrustedHosts
from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.people import Person
from bot.uebungsraum.room import Uebungsraum
from storage.database import Database, Kind, open_database
from tests.datenbank import url_of
from tests.haus import KEY, MONDAY, fill
from tests.zuverlaessigkeit.szene import bind
from tests.zuverlaessigkeit.teams import teams


async def pace(room: Uebungsraum, person: Person, turns: int = 15) -> float:
    """Seconds from a message to the last text of its answer, the median of some turns."""
    return statistics.median([await _answer_time(room, person) for _ in range(turns)])


async def _answer_time(room: Uebungsraum, person: Person) -> float:
    began = time.perf_counter()
    turn = await room.say(person, "hilfe")
    assert turn.text
    return time.perf_counter() - began


@dataclass
class Innen:
    """The bot, and what a test looks at."""

    bot: Bot
    room: Uebungsraum
    database: Database
    clock: PracticeClock
    client: HttpClient
    url: str

    async def pace(self, person: Person) -> float:
        """Seconds a turn of this person takes."""
        return await pace(self.room, person)

    async def turns_beside(self, person: Person, text: str) -> asyncio.Task[object]:
        """A message whose answer nobody waits for here."""
        task: asyncio.Task[object] = asyncio.ensure_future(self.room.say(person, text))
        await asyncio.sleep(0.05)
        return task


@asynccontextmanager
async def innen(folder: Path, *, patience: float = 10.0, token: OutboundToken | None = None) -> AsyncIterator[Innen]:
    """Starts it on a filled database, the channel bound.

    `patience`: seconds the bot waits for Teams. `token`: what it shows there, if anything.
    """
    clock = PracticeClock()
    clock.set(MONDAY)
    database = open_database(url_of(folder / "innen.sqlite"), [KEY], clock)
    database.mark(Kind.PRACTICE)
    fill(database)
    clients: list[HttpClient] = []

    def edge() -> Edge:
        clients.append(HttpClient(total=patience))
        connector = Connector(clients[0], TrustedHosts(frozenset(), loopback=True), token)
        return Edge(LoopbackOnly(), connector, clients[0], None, token)

    async with teams(clock) as (room, strecke):
        bind(database, room)
        bot = Bot(database, clock, edge)
        url = f"http://127.0.0.1:{await bot.start('127.0.0.1', 0)}"
        strecke.where = lambda: url
        try:
            yield Innen(bot, room, database, clock, clients[0], url)
        finally:
            await bot.stop()
            database.close()
