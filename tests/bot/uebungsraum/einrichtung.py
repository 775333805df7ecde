"""The practice room as `make run` opens it: the real bot in this process, nine months of cases, the guided tour."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import app
from bot.edge import open_practice
from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import PEOPLE
from bot.uebungsraum.page import Page
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.tour import Tour
from storage.database import Database, Kind, open_database

KEY = bytes(range(32))
SATURDAY = date(2027, 1, 2)
MONDAY = date(2027, 3, 1)


@dataclass
class Eingerichtet:
    """A room with everything in it; `played` says whether the cases were played now or were there."""

    room: Uebungsraum
    tour: Tour
    database: Database
    clock: PracticeClock
    url: str


@asynccontextmanager
async def eingerichtet(folder: Path, day: date = MONDAY) -> AsyncIterator[Eingerichtet]:
    """Opens the room whose database and diary lie in `folder`, on that day if it is new."""
    clock = PracticeClock()
    clock.set(day)
    database = open_database(f"sqlite:///{folder / 'uebung.sqlite'}", [KEY], clock)
    database.mark(Kind.PRACTICE)
    bot = app.Bot(database, clock, open_practice, paced=False)
    room = Uebungsraum(people=PEOPLE, clock=clock, after_clock=bot.remind)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "PRACTICE_DIARY", folder / "raum.jsonl")
        furnished = app._furnish(database, room, bot, clock)
    port = await bot.start("127.0.0.1", 0, Page(room).mount)
    url = f"http://127.0.0.1:{port}"
    room.at(url)
    try:
        await furnished()
        assert isinstance(room.guide, Tour)
        yield Eingerichtet(room, room.guide, database, clock, url)
    finally:
        await bot.stop()
        database.close()
