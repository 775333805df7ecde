"""The process that `python app.py uebung` starts, killed in the middle of a form and started again."""

import asyncio
import csv
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import PARTICIPANTS, PEOPLE, PETRA
from storage.importing import TEILNEHMENDE
from storage.roster import PERSONAL
from tests.datenbank import ON_POSTGRESQL, url_of
from tests.haus import nummer_of
from tests.zuverlaessigkeit.fuehrung import Fuehrung, Worte, assert_once_in_full, assert_one_booking
from tests.zuverlaessigkeit.prozess import ROOT
from tests.zuverlaessigkeit.teams import teams

NUMMER = nummer_of("Nowak")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("Microsoft", "AKTIV"))}


async def command(*words: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    program = (sys.executable, "app.py", *words)
    return await asyncio.create_subprocess_exec(*program, cwd=ROOT, env=ENVIRONMENT, stdout=pipe, stderr=pipe)


async def done(*words: str) -> str:
    process = await command(*words)
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode()


def write_csv(path: Path, rows: list[tuple[str, ...]]) -> str:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return str(path)


@asynccontextmanager
async def practice(url: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The running bot and its address; it ends at the latest here."""
    process = await command("uebung", "--datenbank", url, "--port", "0")
    assert process.stdout is not None
    try:
        said = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
        (address,) = re.findall(r"http://[\d.]+:\d+", said)
        yield process, address
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_killed_in_the_middle_of_a_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "AKTIVZENTRUM_PROTOKOLL", str(tmp_path))
    url = url_of(tmp_path / "echt.sqlite", bare=True)
    staff = [(p.rolle, p.tenant_id, p.aad_object_id, p.name, p.team) for p in PEOPLE if p.rolle]
    elbs = [(p.nummer, p.nachname, p.vorname, p.ifk) for p in PARTICIPANTS]
    async with teams(PracticeClock()) as (room, strecke):
        # what a killed bot was sending is another's after its claim ran out: on a file at once, on a server in 60 s
        lead = Fuehrung(room, NUMMER, patience=90 if ON_POSTGRESQL else 20)
        async with practice(url) as (process, address):
            strecke.where = lambda: address
            for name, head, rows in (("personal", PERSONAL, staff), ("teilnehmende", TEILNEHMENDE, elbs)):
                await done(
                    name, "import", write_csv(tmp_path / f"{name}.csv", [tuple(head), *rows]), "--datenbank", url
                )
            await room.say(PETRA, "Träger-Kanal einrichten", where=room.channel)
            await lead.say(f"neuer Bogen für {NUMMER}")
            await lead.say(lead.worte.ziel)
            strecke.where = lambda: None
            process.kill()
            await process.wait()
        async with practice(url) as (_, new_address):
            strecke.where = lambda: new_address
            await lead.lead()
            await room.until(lambda: any("TextRun" in str(m.card) for m in room.messages(room.channel)), 10)
        kept = json.loads(await done("auskunft", NUMMER, "--json", "--datenbank", url))
        assert_once_in_full(room, assert_one_booking(kept, Worte()), Worte())
