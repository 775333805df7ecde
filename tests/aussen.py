"""A house whose bot runs as `python app.py uebung` in a process of its own, and is spoken to from outside alone.

Teams is played here: the practice room's people and its Connector on a port of this process.
"""

import asyncio
import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import PARTICIPANTS, PEOPLE
from bot.uebungsraum.room import Uebungsraum
from tests.datenbank import url_of
from tests.haus import MONDAY, Leute, assert_cards, every_card

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 60.0


def command(folder: Path, *words: str) -> str:
    """What `python app.py ...` prints; fails as it does."""
    line, env = [sys.executable, "app.py", *words], environment(folder)
    done = subprocess.run(line, cwd=ROOT, env=env, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def environment(folder: Path) -> dict[str, str]:
    """What else a database has beside it goes into that folder."""
    return {**os.environ, "PYTHONUNBUFFERED": "1", "AKTIVZENTRUM_PROTOKOLL": str(folder)}


@dataclass
class Aussen(Leute):
    """The bot at `url`, its database at `datenbank`."""

    url: str
    datenbank: str
    folder: Path

    async def on(self, day: date) -> None:
        """`POST /uebung/uhr`."""
        self.room.clock.set(day)
        said = {"heute": day.isoformat()}
        async with aiohttp.ClientSession() as client, client.post(f"{self.url}/uebung/uhr", json=said) as answer:
            assert answer.status == 200, await answer.text()
        await self.settled("erinnerung")

    def auskunft(self, nummer: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            command(self.folder, "auskunft", nummer, "--json", "--datenbank", self.datenbank)
        )
        return found

    def zustellungen(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(
            command(self.folder, "zustellungen", "--json", "--datenbank", self.datenbank)
        )
        return found


def import_people(folder: Path, datenbank: str) -> None:
    """Roster and participants by the command line."""
    staff = [(p.rolle, p.tenant_id, p.aad_object_id, p.name, p.team) for p in PEOPLE if p.rolle]
    elbs = [(p.nummer, p.nachname, p.vorname, p.ifk) for p in PARTICIPANTS]
    _write(folder / "personal.csv", ("rolle", "tenant_id", "aad_object_id", "name", "team"), staff)
    _write(folder / "teilnehmende.csv", ("nummer", "nachname", "vorname", "ifk"), elbs)
    for what in ("personal", "teilnehmende"):
        printed = command(folder, what, "import", str(folder / f"{what}.csv"), "--datenbank", datenbank)
        assert printed.startswith("Übernommen: neu ")


def _write(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


@asynccontextmanager
async def aussen(folder: Path, day: date = MONDAY) -> AsyncIterator[Aussen]:
    """Starts the process on an empty database, imports the people, moves its clock to the morning of `day`."""
    datenbank = url_of(folder / "aussen.sqlite", bare=True)
    words = ("app.py", "uebung", "--port", "0", "--datenbank", datenbank)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    room = Uebungsraum(people=PEOPLE, clock=PracticeClock())
    cards = every_card(room)
    runner = web.AppRunner(_connector(room))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        url = await asyncio.wait_for(_url(process), SECONDS_TO_START)
        port = runner.addresses[0][1]
        room.service_url = f"http://127.0.0.1:{port}/"
        room.at(url)
        await asyncio.to_thread(import_people, folder, datenbank)
        house = Aussen(room, url, datenbank, folder, seen=cards)
        await house.on(day)
        yield house
        assert_cards(cards)
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 30)
        await room.close()
        await runner.cleanup()


def _connector(room: Uebungsraum) -> web.Application:
    app = web.Application()
    app.add_routes(room.routes())
    return app


async def _url(process: asyncio.subprocess.Process) -> str:
    """The address that the process prints when it is open."""
    assert process.stdout is not None
    async for line in process.stdout:
        found = re.search(rb"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0].decode()
    raise AssertionError(f"the process ended: {process.returncode}")
