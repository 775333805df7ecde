"""Who saw what: written with every act and every reading, and what is cut from it or changed in it is found."""

import asyncio
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from tests.datenbank import only_sqlite
from tests.sicherheit.betrieb import ANNA, BERND, FRIDA, TIM, TRAEGER, Betrieb, betrieb

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-protokoll")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Betrieb]:
    """Two forms, readings, an answer; then the bot was stopped."""
    async with betrieb(tmp_path_factory.mktemp("protokoll")) as house:
        await house.start()
        await house.says_in_channel("Träger-Kanal einrichten", TIM)
        number = await house.sends_form(ANNA, "Nowak")
        await house.sends_form(BERND, "Jonas Becker")
        await house.says_in_channel(f"Empfang bestätigt {number}", TRAEGER)
        for who in (BERND, TIM):
            await house.says("Status Nowak", who)
        for text in ("meine Fälle", "was ist offen?", "Status Nowak"):
            await house.says(text, ANNA)
        yield house


async def test_acts_and_readings_stand_in_it(lived: Betrieb) -> None:
    if lived.process is None:
        await lived.start()
    told = await lived.says("Wer hat 4711 gesehen?", FRIDA)
    for who in (ANNA, BERND, TIM, TRAEGER):
        assert who.name in told
    for was in ("Bogen gesendet", "angesehen", "in der Liste", "Rückmeldung"):
        assert was in told
    rows = lived.rows()["audit"]
    words = {value for row in rows for value in row if isinstance(value, str)}
    assert not [word for word in words if re.search(r"nowak|maria|4711|nordmann|träger", word, re.IGNORECASE)]


_CHAIN: Final = "chain = (SELECT chain FROM audit GROUP BY chain ORDER BY count(*) DESC LIMIT 1)"
_ROW: Final = f"{_CHAIN} AND nr = 3"
DAMAGES: Final[dict[str, tuple[str, str]]] = {
    "a row removed": ("DELETE FROM audit WHERE {row}", r"Prüfkette \w+: Zeile 3 fehlt\."),
    "who was it changed": ("UPDATE audit SET wer = 'x' WHERE {row}", r"Prüfkette \w+: Zeile 3 wurde verändert\."),
    "whom it was about changed": ("UPDATE audit SET person = NULL WHERE {row}", r"Zeile 3 wurde verändert\."),
    "when it was changed": ("UPDATE audit SET am = '2020-01-01' WHERE {row}", r"Zeile 3 wurde verändert\."),
    "its hash changed": ("UPDATE audit SET mac = zeroblob(32) WHERE {row}", r"Zeile 3 wurde verändert\."),
    "the tail cut": ("DELETE FROM audit WHERE {chain} AND nr > 4", r"ab Zeile 5 ist das Ende abgeschnitten\."),
    "a chain removed": ("DELETE FROM audit WHERE {chain}", r"die ganze Kette fehlt, zuletzt hatte sie \d+ Zeilen"),
    "two forms swapped": (
        "UPDATE bogen SET inhalt = (SELECT max(inhalt) FROM bogen)",
        r"bogen\.inhalt in Zeile AZ-",
    ),
    "the clock set back": ("UPDATE gespraech SET geaendert = '2099-01-01T00:00:00+00:00'", r"Die Uhr .* geht nach"),
    "the channel led elsewhere": ("UPDATE kanal SET service_url = 'https://evil.example/'", r"SERVICE_HOSTS"),
    "the channel gone while forms wait": (
        "UPDATE kanal SET active = 0; UPDATE outbox SET conversation_id = NULL WHERE art = 'bogen'",
        r"2 Erwartungsbögen warten auf einen Kanal",
    ),
}


@only_sqlite("it damages copies of the file; tests/storage/test_audit.py does so on both")
async def test_what_was_damaged_is_found_and_named(lived: Betrieb, tmp_path: Path) -> None:
    """Each damage in a copy of its own; the untouched one is in order."""
    await lived.stop()
    assert (await lived.command("pruefe"))[0] == 0
    for batch in _pairs(list(DAMAGES)):
        said = await asyncio.gather(*(_checked(lived, tmp_path / str(i), name) for i, name in enumerate(batch)))
        for name, (code, out) in zip(batch, said, strict=True):
            assert code == 1, (name, out)
            assert re.search(DAMAGES[name][1], out), (name, out)
            assert out.count("\n- ") == 1, (name, out)


@only_sqlite("it copies the file")
async def test_without_the_file_of_the_ends_it_says_so(lived: Betrieb, tmp_path: Path) -> None:
    await lived.stop()
    copy = _copy(lived, tmp_path / "ohne")
    copy.with_suffix(".kettenenden").unlink()
    code, out, _ = await lived.command("pruefe", AKTIVZENTRUM_DATABASE_URL=f"sqlite:///{copy}")
    assert (code, "fehlt oder ist leer" in out) == (1, True), out


async def test_what_is_wrong_with_the_settings_is_named_too(lived: Betrieb) -> None:
    code, out, _ = await lived.command("pruefe", MicrosoftAppId="", AKTIVZENTRUM_SERVICE_HOSTS="*")
    assert code == 1
    assert "MicrosoftAppId" in out
    assert "AKTIVZENTRUM_SERVICE_HOSTS" in out


def _pairs(names: list[str]) -> list[list[str]]:
    return [names[i : i + 2] for i in range(0, len(names), 2)]


def _copy(house: Betrieb, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in house.folder.glob("betrieb.*"):
        shutil.copy(path, folder)
    return folder / house.database.name


async def _checked(house: Betrieb, folder: Path, name: str) -> tuple[int, str]:
    copy = _copy(house, folder)
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(DAMAGES[name][0].format(row=_ROW, chain=_CHAIN))
    code, out, _ = await house.command("pruefe", AKTIVZENTRUM_DATABASE_URL=f"sqlite:///{copy}")
    return code, out
