"""Deleted means gone: from tables and files, from the outbox and from the channel, and again after a restore."""

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from bot.clock import HouseClock
from storage.database import open_database
from storage.rotation import SECRETS
from tests.datenbank import only_sqlite
from tests.sicherheit.betrieb import (
    ANNA,
    BERND,
    CASES,
    TIM,
    TRAEGER,
    Betrieb,
    betrieb,
    cases_file,
)

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-loeschung")]

NUMMER: Final = "777333111"
MARKED: Final = ("quirinamark", "xaveriamark", NUMMER)
"""Name and number; the last letter is left away, for names are also searched by their sound."""
LONG_AGO: Final = "2020-05-02T08:00:00+00:00"
O_TON: Final = "zielmarke"
FORM: Final = ("Zielmarke: wieder arbeiten", "Digitalwerkstatt", "acht Wochen", "sofort", "allgemein", "absenden")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def marked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Betrieb]:
    async with betrieb(tmp_path_factory.mktemp("loeschung")) as house:
        cases = cases_file(house.folder, [*CASES, (NUMMER, "Quirinamarke", "Xaveria-Marke Xaveriamarke", ANNA)])
        assert (await house.command("teilnehmende", "import", str(cases)))[0] == 0
        cases.unlink()
        await house.start()
        await _live(house)
        yield house


async def _live(house: Betrieb) -> None:
    """A form with answers in the channel, a second version, a draft, a hand-over, messages to both IFK."""
    await house.says_in_channel("Träger-Kanal einrichten", TIM)
    await house.sends_form(ANNA, "Nowak")
    said = await house.plays(ANNA, "neuer Bogen für Quirinamarke", *FORM)
    number = next(word.strip(".,:()*") for word in said.split() if "AZ-" in word)
    await house.says_in_channel(f"{number} Rückfrage: Zielmarke, wirklich?", TRAEGER)
    await house.says(f"Antwort {number}: Zielmarke, ja", ANNA)
    await house.plays(ANNA, "neuer Bogen für Quirinamarke", "neue Ziele", "nein", "Zielmarke: anders", "pause")
    await house.plays(ANNA, "Status Quirinamarke", "Fall 777333111 an Bernd Nordlicht übergeben")
    await house.plays(BERND, "hilfe", "Status Quirinamarke", "neuer Bogen für Quirinamarke")
    await house.says_in_channel(f"{number} Empfang bestätigt", TRAEGER)
    await house.quiet()


def _in_clear(house: Betrieb) -> list[str]:
    """Which marks stand in any file of the database, its logs and the files beside it."""
    found = house.content().decode("latin-1").casefold()
    return [mark for mark in (*MARKED, O_TON) if mark in found]


def _encrypted(house: Betrieb) -> list[tuple[str, str]]:
    """Which encrypted columns hold a mark."""
    key = base64.b64decode(house.environment["AKTIVZENTRUM_SCHLUESSEL"])
    database = open_database(house.url, [key], HouseClock())
    try:
        return [(s.table, s.column) for s in SECRETS if _holds(database, house, s.table, s.column)]
    finally:
        database.close()


_ROW: Final = {
    "bogen": "formularnummer",
    "entwurf": "formularnummer",
    "gespraech": "conversation_id",
    "activity": "key",
}


def _holds(database: Any, house: Betrieb, table: str, column: str) -> bool:
    rows = house.seen.select(f"SELECT {_ROW.get(table, 'id')}, {column} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608  our own names
    texts = (database.context.keyring.decrypt(value, table, column, str(row)).casefold() for row, value in rows)
    return any(mark in text for text in texts for mark in (*MARKED, O_TON))


def _in_channel(house: Betrieb) -> list[str]:
    told = json.dumps(
        [m for c, ms in house.microsoft.connector.messages.items() if c.startswith("19:") for m in ms.values()],
        ensure_ascii=False,
    ).casefold()
    return [mark for mark in (*MARKED, O_TON) if mark in told]


async def _is_gone(house: Betrieb) -> None:
    await house.quiet()
    assert _in_clear(house) == []
    assert _encrypted(house) == []
    assert _in_channel(house) == []
    code, _, err = await house.command("auskunft", NUMMER)
    assert (code, "nichts gespeichert" in err) == (1, True)
    code, out, _ = await house.command("pruefe")
    assert (code, "In Ordnung" in out) == (0, True), out


@only_sqlite("backup and restore are PostgreSQL's own there")
async def test_one_person_while_the_bot_runs_and_again_after_a_restore(marked: Betrieb) -> None:
    await _is_there(marked)
    backup = marked.folder / "sicherung.db"
    assert (await marked.command("sichern", str(backup)))[0] == 0
    await _is_held(marked)
    code, out, _ = await marked.command("loeschen", "--person", NUMMER)
    assert (code, "ist alles gelöscht" in out) == (0, True)
    await _is_gone(marked)
    assert "finde ich niemanden" in await marked.says("Status 777333111", BERND)

    await marked.stop()
    assert "quirinamark" in backup.read_bytes().decode("latin-1").casefold()
    code, out, err = await marked.command("wiederherstellen", str(backup))
    assert (code, "Wiederhergestellt" in out) == (0, True), err
    await marked.start()
    await _is_gone(marked)
    assert "eingebucht" in await marked.says("Status Nowak", ANNA)
    await _a_backup_is_refused_where_it_does_not_belong(marked, backup)


async def _is_there(house: Betrieb) -> None:
    assert _in_clear(house) == list(MARKED)
    assert {("bogen", "inhalt"), ("outbox", "activity"), ("gespraech", "zustand")} <= set(_encrypted(house))
    assert O_TON in _in_channel(house)


async def _is_held(house: Betrieb) -> None:
    """A hold stops the deletion."""
    assert (await house.command("loeschen", "--halten", NUMMER))[0] == 0
    code, out, _ = await house.command("loeschen", "--person", NUMMER)
    assert (code, "gilt eine Sperre" in out) == (1, True)
    await _is_there(house)
    assert (await house.command("loeschen", "--freigeben", NUMMER))[0] == 0


async def _a_backup_is_refused_where_it_does_not_belong(house: Betrieb, backup: Path) -> None:
    await house.stop()
    before = house.content()
    nonsense = house.folder / "unsinn"
    nonsense.write_bytes(b"Das ist keine Datenbank" * 500)
    for words, said in (
        (("wiederherstellen", str(nonsense)), "Überschrieben wurde nichts"),
        (("wiederherstellen", str(house.folder / "nicht-da")), "gibt es nicht"),
        (("sichern", str(house.database)), "die Datenbank selbst"),
    ):
        code, _, err = await house.command(*words)
        assert (code, said in err) == (1, True), err
    other = base64.b64encode(bytes(32)).decode()
    code, _, err = await house.command("wiederherstellen", str(backup), AKTIVZENTRUM_SCHLUESSEL=other)
    assert (code, "Schlüssel" in err) == (1, True)
    assert house.content() == before
    modes = {path.name: path.stat().st_mode & 0o077 for path in (backup, *house.folder.glob("betrieb.*"))}
    assert set(modes.values()) == {0}, modes


async def test_the_run_by_the_periods_with_preview_and_protocol(marked: Betrieb) -> None:
    """As if years had passed: the rows are made older, for the clock of production is nobody's to move."""
    if marked.process is None:
        await marked.start()
    await marked.plays(ANNA, "Abschluss Nowak", "heute")
    await marked.quiet()
    await marked.stop()
    marked.seen.change("UPDATE einbuchung SET abschluss_am = ?, geschlossen_am = ?", "2020-05-01", LONG_AGO)
    marked.seen.change("UPDATE outbox SET erledigt = ? WHERE erledigt IS NOT NULL", LONG_AGO)
    marked.seen.change("UPDATE activity SET erfasst = ?", LONG_AGO)
    code, out, _ = await marked.command("loeschen", "--vorschau")
    assert (code, "1 abgeschlossene Einbuchungen" in out) == (0, True)
    assert "nowak" in marked.content().decode("latin-1").casefold()
    _, told, _ = await marked.command("pruefe")
    assert "Der Löschlauf ist fällig" in told
    code, out, _ = await marked.command("loeschen", "--ausfuehren")
    assert (code, "Gelöscht, Protokoll" in out) == (0, True)
    assert "nowak" not in marked.content().decode("latin-1").casefold()
    assert marked.one("SELECT sum(anzahl) FROM loeschung WHERE klasse = 'einbuchung'") == 1
    assert (await marked.command("pruefe"))[0] == 0
