"""A world for bots that end: Teams, a database and the bot that is there now, with a new one whenever it is gone."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import HOUSE, PETRA
from bot.uebungsraum.people import Person
from bot.uebungsraum.room import Uebungsraum
from dialogs.records import KanalGebunden
from storage.database import Database, open_database
from storage.export import auskunft, zustellungen
from storage.tables import outbox
from storage.unit_of_work import SqlUnitOfWork
from tests.haus import KEY, MONDAY
from tests.zuverlaessigkeit.prozess import Halle, Prozess
from tests.zuverlaessigkeit.teams import Strecke, teams
from tests.zuverlaessigkeit.werk import wall


def ahead_of(day: date) -> float:
    """Seconds from now to the morning of that day."""
    clock = PracticeClock()
    clock.set(day)
    return clock.jetzt().timestamp() - time.time()


@dataclass
class Szene:
    """`bot` is None while none is there. `options` go to every bot but the first."""

    room: Uebungsraum
    strecke: Strecke
    database: Database
    halle: Halle
    url: str
    ahead: float
    options: dict[str, Any]
    bot: Prozess | None = None
    others: list[Prozess] = field(default_factory=list)
    ends: int = 0
    _asked: int = 0
    _keeper: asyncio.Task[None] | None = field(default=None, repr=False)

    async def start(self, **first: Any) -> None:
        """The first bot; from now on there is always one."""
        self.bot = await self.halle.start(self.url, self.ahead, **self.options, **first)
        self._keeper = asyncio.ensure_future(self._keep())

    async def start_another(self) -> Prozess:
        """One more on the same database; when it ends, it stays away."""
        self.others.append(await self.halle.start(self.url, self.ahead, **self.options))
        return self.others[-1]

    def where(self) -> str | None:
        """The bots that are there take turns."""
        there = [bot for bot in (self.bot, *self.others) if bot is not None and bot.alive]
        self._asked += 1
        return there[self._asked % len(there)].url if there else None

    async def _keep(self) -> None:
        while self.bot is not None:
            bot = self.bot
            await bot.ended(600)
            self.bot, self.ends = None, self.ends + 1
            self.bot = await self.halle.start(self.url, self.ahead, **self.options)

    async def stop(self) -> list[str]:
        """The bot ends in good order; the points it came by."""
        bot = self.bot
        await self._abandon()
        return await bot.stop() if bot else []

    async def leave(self) -> None:
        """No more bots; the one that is there ends as it stands."""
        await self._abandon()
        if self.bot is not None:
            self.bot.kill()
            await self.bot.ended()

    async def _abandon(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)

    def auskunft(self, nummer: str) -> dict[str, Any]:
        found = auskunft(self.database, nummer)
        assert found is not None
        return dict(found)

    def open_messages(self) -> list[dict[str, Any]]:
        """What has not come to its end yet."""
        return [dict(z) for z in zustellungen(self.database) if z["zustand"] in ("offen", "unklar")]

    async def until_sent(self, seconds: float = 20.0) -> None:
        """Until nothing waits in the outbox any more."""
        async with asyncio.timeout(seconds):
            while await asyncio.to_thread(self.open_messages):
                await asyncio.sleep(0.02)

    async def until_at_rest(self, ifk: Person, seconds: float = 60.0) -> None:
        """Until nothing for this person's chat waits in the outbox any more."""
        own, is_open = outbox.c.queue == f"staff:{ifk.aad_object_id}", outbox.c.again_at.is_not(None)

        def left() -> bool:
            with self.database.engine.connect() as connection:
                return connection.execute(select(outbox.c.id).where(own, is_open)).first() is not None

        async with asyncio.timeout(seconds):
            while await asyncio.to_thread(left):
                await asyncio.sleep(0.05)

    async def until_recovered(self) -> None:
        """After a crash until what it left behind is sent; before one at once."""
        if self.strecke.repeated:
            await self.until_sent()


def bind(database: Database, room: Uebungsraum) -> None:
    """The channel of the room is the Träger's."""
    record = KanalGebunden(room.channel, str(room.service_url), HOUSE, "Träger")

    def work(uow: SqlUnitOfWork) -> None:
        wer = uow.staff_by_id(PETRA.aad_object_id)
        assert wer is not None
        uow.apply(record, wer, room.clock.jetzt())

    database.run(work)


@asynccontextmanager
async def szene(
    halle: Halle, url: str, options: dict[str, Any] | None = None, speed: float = 1.0
) -> AsyncIterator[Szene]:
    """Everything but the bot, on a database that is filled; the channel is bound. Time runs `speed` times as fast."""
    ahead, since = ahead_of(MONDAY), time.time()
    # what a bot that was killed had claimed is waited for, but not for a minute
    lease = {} if url.startswith("sqlite") else {"lease": 1.0}
    clock = PracticeClock(wall(ahead, since, speed))
    database = open_database(url, [KEY], clock)
    try:
        async with teams(clock) as (room, strecke):
            bind(database, room)
            all_options = {"since": since, "speed": speed, **lease, **(options or {})}
            made = Szene(room, strecke, database, halle, url, ahead, all_options)
            strecke.where = made.where
            try:
                yield made
            finally:
                await made.leave()
    finally:
        database.close()
