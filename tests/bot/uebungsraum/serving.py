"""Serves a room and a bot together on a free port of loopback, as the composition root does.

python -m tests.bot.uebungsraum.serving   # with the demo bot, to look at the page
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

from aiohttp import web

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import PEOPLE
from bot.uebungsraum.page import Page
from bot.uebungsraum.room import Uebungsraum
from tests.bot.uebungsraum.demo import DemoBot

FIRST_DAY = date(2027, 3, 1)


@dataclass
class Served:
    room: Uebungsraum
    bot: DemoBot
    url: str


@asynccontextmanager
async def served(port: int = 0) -> AsyncIterator[Served]:
    clock = PracticeClock()
    clock.set(FIRST_DAY)
    room, bot, app = Uebungsraum(people=PEOPLE, clock=clock), DemoBot(), web.Application()
    Page(room).mount(app)
    app.add_routes(bot.routes())
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    room.at(url)
    try:
        yield Served(room, bot, url)
    finally:
        await runner.cleanup()


async def main() -> None:
    async with served(port=8791) as it:
        print(f"{it.url}/uebung/")
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
