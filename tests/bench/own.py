"""The real bot under load: what `python app.py` starts, and beside it the look at the event loop's delay.

`python -m tests.bench.own URL` with the settings of production in the environment; prints its address.
With `layers` after the URL it also says where its time goes.
"""

import asyncio
import os
import sys

from aiohttp import web

import app
from bot import log
from bot.clock import HouseClock
from bot.edge import open_production
from bot.settings import Production, read_settings
from storage.database import open_database
from tests.bench import layers
from tests.bench.gegner.serving import Beat, with_beat


async def run(url: str, *, with_layers: bool) -> None:
    """Until ended."""
    settings = read_settings(Production, os.environ)
    if not isinstance(settings, Production):
        raise SystemExit(settings)
    clock, beat = HouseClock(), Beat()
    database = open_database(url, [key.get_secret_value() for key in settings.keys], clock)
    bot = app.Bot(database, clock, lambda: open_production(settings), settings.reminder_hour)

    def mount(routes: web.Application) -> None:
        with_beat(routes, beat)
        routes.on_startup.append(beat.start)
        if with_layers:
            layers.mount(routes)

    await app._run(bot, database, "127.0.0.1", 0, "{}", mount)


if __name__ == "__main__":
    log.set_up()
    wanted = "layers" in sys.argv[2:]
    if wanted:
        layers.install()
    asyncio.run(run(sys.argv[1], with_layers=wanted))
