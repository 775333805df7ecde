"""Teams outside the bot's process: the practice room served on its own, which outlives every bot.

Delivers as Teams does: what gets no 2xx is sent again, in the second round under a new id if told so.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.delivery import Answer
from bot.uebungsraum.erfunden import PEOPLE
from bot.uebungsraum.room import Uebungsraum

SECONDS_FOR_A_TURN = 15.0
ROUNDS = 40


class Strecke:
    """The way to a bot that may be gone for a while. `where` gives its address, None while there is none."""

    def __init__(self) -> None:
        self.where: Callable[[], str | None] = lambda: None
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS_FOR_A_TURN))
        self.renew: Callable[[dict[str, Any]], dict[str, Any]] | None = None
        self.repeated = 0

    async def __call__(self, activity: Mapping[str, Any]) -> Answer:
        sent = dict(activity)
        for _ in range(ROUNDS):
            answer = await self._once(sent)
            if answer.ok:
                return answer
            self.repeated += 1
            await asyncio.sleep(0.05)
            if self.renew is not None:
                sent = self.renew(sent)
        return answer

    async def _once(self, activity: Mapping[str, Any]) -> Answer:
        url = await self._address()
        try:
            async with self._session.post(f"{url}/api/messages", json=activity) as response:
                return Answer(response.status, await response.text())
        except (aiohttp.ClientError, TimeoutError):
            return Answer()

    async def _address(self) -> str:
        async with asyncio.timeout(SECONDS_FOR_A_TURN):
            while (url := self.where()) is None:
                await asyncio.sleep(0.01)
        return url

    async def close(self) -> None:
        await self._session.close()


@asynccontextmanager
async def teams(clock: PracticeClock) -> AsyncIterator[tuple[Uebungsraum, Strecke]]:
    """The room with its Connector listening on loopback, and the way it delivers."""
    strecke = Strecke()
    room = Uebungsraum(people=PEOPLE, clock=clock, deliver=strecke)
    app = web.Application(client_max_size=1024 * 1024)
    app.add_routes(room.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    room.at(f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield room, strecke
    finally:
        await strecke.close()
        await room.close()
        await runner.cleanup()
