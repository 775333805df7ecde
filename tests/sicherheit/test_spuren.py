"""Marked names and texts are sent through every path, errors in the middle included. They turn up in no line of the
log and in no metric, and the O-Ton in no file of the database.
"""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.sicherheit.betrieb import (
    ANNA,
    CASES,
    ROSTER,
    STRANGER,
    TIM,
    Betrieb,
    betrieb,
    cases_file,
    chat,
    roster_file,
    write_csv,
)
from tests.standins.activities import Channel, Person
from tests.standins.connector import Garbled, Status

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-spuren")]

ELB: Final = "Quirinamarke"
VORNAME: Final = "Xaveriamarke"
NEU: Final = "Neueinmarke"
KANAL: Final = "Kanalmarke"
NUMMER: Final = "777333111"
ZIEL: Final = "Zielmarke: wieder gesund werden"
MODUL: Final = "Modulmarke: in die Digitalwerkstatt"
DAUER: Final = "Dauermarke: die vollen drei Monate"
BEGRUENDUNG: Final = "Begruendungsmarke, wegen der Knie"
TEILNEHMENDE: Final = "Teilnehmermarke und Frau Sommer"
RUECKFRAGE: Final = "Rueckfragemarke, wann genau?"
ANTWORT: Final = "Antwortmarke, am Montag"
ERGEBNIS: Final = "Ergebnismarke, ich habe es geschafft"
ENTWURF: Final = "Entwurfsmarke, das bleibt liegen"
GEAENDERT: Final = "Geaendertmarke"
FELD: Final = "Feldmarke"
MARIE: Final = Person("Marie Ifkmarke", "b0000000-0000-4000-8000-00000000abcd")
TRAUDE: Final = Person("Traude Traegermarke", "b0000000-0000-4000-8000-00000000ef01", user_role="guest")
O_TON: Final = (ZIEL, MODUL, DAUER, BEGRUENDUNG, TEILNEHMENDE, RUECKFRAGE, ANTWORT, ERGEBNIS, ENTWURF, GEAENDERT)
PEOPLE: Final = (
    ELB,
    VORNAME,
    NEU,
    KANAL,
    NUMMER,
    "Ifkmarke",
    "Traegermarke",
    MARIE.id[-16:],
    TRAUDE.id[-16:],
    chat(MARIE),
)
MARKED: Final = (*(text.split()[0].strip(":,") for text in O_TON), *PEOPLE, FELD, "marke")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def marked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Betrieb]:
    async with betrieb(tmp_path_factory.mktemp("spuren")) as house:
        people = roster_file(house.folder, [*ROSTER, ("ifk", MARIE, "Nord")])
        cases = cases_file(house.folder, [*CASES, (NUMMER, ELB, VORNAME, MARIE)])
        for words in (("personal", "import", str(people)), ("teilnehmende", "import", str(cases))):
            assert (await house.command(*words))[0] == 0
        await house.start()
        await house.posts(channel_of(house).channel_message("Träger-Kanal einrichten", TIM))
        yield house
        await house.stop()
        _no_o_ton_in_clear(house)


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def nothing_is_told(marked: Betrieb) -> AsyncIterator[None]:
    """After each test: no line of the log and no metric tells of it, and the O-Ton stands nowhere in clear."""
    yield
    await _nothing_is_told(marked)
    _no_o_ton_in_clear(marked)


def channel_of(house: Betrieb) -> Any:
    return replace(house.teams.shapes, channel=Channel(name=KANAL, team_name=KANAL))


async def test_the_usual_way_a_renewal_an_edit_and_a_draft(marked: Betrieb) -> None:
    await _form_and_answers(marked)
    await _renewal_edit_and_draft(marked)


async def _form_and_answers(marked: Betrieb) -> None:
    shapes = channel_of(marked)
    await marked.plays(MARIE, f"neuer Bogen für {ELB}", ZIEL, MODUL, DAUER, "sofort", BEGRUENDUNG, "konkret")
    said = await marked.says("absenden", MARIE)
    await marked.quiet()
    number = next(word.strip(".,:()*") for word in said.split() if "AZ-" in word)
    for text in (f"Empfang bestätigt {number}", f"{number} Rückfrage: {RUECKFRAGE}"):
        assert (await marked.posts(shapes.channel_message(text, TRAUDE))).status == 200
    await marked.says(f"Antwort {number}: {ANTWORT}", MARIE)
    assert marked.one("SELECT count(*) FROM rueckmeldung") == 3


async def _renewal_edit_and_draft(marked: Betrieb) -> None:
    await marked.plays(MARIE, f"neuer Bogen für {ELB}", "neue Ziele", "ja", TEILNEHMENDE)
    shapes = marked.teams.shapes
    first = shapes.message(ZIEL, MARIE)
    assert (await marked.posts(first)).status == 200
    assert (await marked.posts(shapes.edit(first["id"], GEAENDERT, MARIE))).status == 200
    assert GEAENDERT in marked.heard(chat(MARIE))
    await marked.plays(MARIE, "ja", f"Jobakademie, {MODUL}", "pause")
    await marked.plays(MARIE, f"{VORNAME} {NEU}", f"neuer Bogen für {NEU}", f"{VORNAME} {NEU}, {NUMMER}9", ENTWURF)
    await marked.plays(
        MARIE, "pause", f"Abschluss {ELB}", "heute", ERGEBNIS, f"Status {ELB}", f"Bescheid {ELB} erstellt"
    )
    assert marked.one("SELECT count(*) FROM entwurf") == 2


async def test_files_forged_fields_and_what_is_no_activity(marked: Betrieb) -> None:
    shapes = marked.teams.shapes
    file = shapes.file(MARIE)
    file["attachments"][0] |= {"name": f"{ELB}.docx", "contentUrl": f"https://evil.example/{FELD}"}
    forged = [
        file,
        shapes.submit({"azb": {"text": FELD, "form": FELD, "schritt": FELD}, FELD: FELD}, MARIE),
        shapes.submit({"azb": FELD}, STRANGER),
        shapes.invoke(FELD, {"action": {"data": FELD}}, MARIE),
        shapes.message(FELD, MARIE) | {"type": FELD},
        shapes.message(FELD, MARIE) | {"channelId": FELD},
        shapes.message(FELD, MARIE) | {"text": {FELD: 1}},
        shapes.message(FELD, MARIE) | {"serviceUrl": f"https://{FELD}.example/"},
        shapes.message(FELD, MARIE) | {"recipient": {"id": FELD}},
        shapes.message(FELD, MARIE) | {"locale": FELD, "textFormat": FELD, "replyToId": FELD},
    ]
    for activity in forged:
        assert (await marked.posts(activity)).status < 500
    good = {"Authorization": f"Bearer {marked.teams.token()}", "Content-Type": "application/json"}
    broken = f'{{"text": "{FELD}", "type": '.encode()
    for headers in (
        good,
        good | {"Content-Type": FELD},
        good | {"Authorization": f"Bearer {FELD}.a.b"},
        {FELD: FELD},
    ):
        assert 400 <= (await marked.teams.send(broken, headers)).status < 500
    for token in (marked.teams.token(aud=FELD), marked.teams.token(serviceurl=f"https://{FELD}/")):
        assert (await marked.teams.post(shapes.message(FELD), token=token)).status in (401, 403)
    for path in (f"/{FELD}", f"/api/messages?x={FELD}", f"/metrics/{FELD}"):
        assert (await marked.teams.get(path)).status in (404, 405)


async def test_errors_in_the_middle(marked: Betrieb) -> None:
    """The database loses a table and gets a foreign row; Teams answers nonsense that quotes what it got."""
    marked.seen.change("ALTER TABLE elbname RENAME TO elsewhere")
    said = await marked.says(f"Status {ELB}", MARIE)
    marked.seen.change("ALTER TABLE elsewhere RENAME TO elbname")
    turn_id = said.rpartition("Kennung ")[2].strip(").")
    failed = [line for line in _lines(marked) if line.get("turn") == turn_id]
    assert [line["level"] for line in failed] == ["error"]
    assert re.search(r"(OperationalError|UndefinedTable) at ", failed[0]["event"])
    for fault in (Status(403), Garbled(FELD.encode()), Status(404)):
        marked.microsoft.connector.faults.append(fault)
        assert (await marked.posts(marked.teams.shapes.message(f"Status {ELB}", MARIE))).status == 200
    await marked.quiet()
    assert not marked.microsoft.connector.faults
    assert VORNAME in await marked.says(f"Status {ELB}", MARIE)


async def test_a_state_in_anothers_row_is_not_read(marked: Betrieb) -> None:
    """AAD: what is encrypted belongs to its table, column and row."""
    await marked.plays(ANNA, "neuer Bogen für Nowak")
    own, other = (marked.one(f"{_STATE} WHERE conversation_id = ?", chat(who)) for who in (MARIE, ANNA))
    marked.seen.change("UPDATE gespraech SET zustand = ? WHERE conversation_id = ?", other, chat(MARIE))
    assert "klemmt" in await marked.says("hilfe", MARIE)
    marked.seen.change("UPDATE gespraech SET zustand = ? WHERE conversation_id = ?", own, chat(MARIE))
    assert "Tampered at " in json.dumps(_lines(marked)[-1])
    assert "klemmt" not in await marked.says("hilfe", MARIE)


async def test_an_import_quotes_nothing_it_refuses(marked: Betrieb) -> None:
    bad = write_csv(marked.folder / f"{FELD}.csv", "nummer,nachname,vorname,ifk", [(NUMMER, ELB, VORNAME)])
    code, out, err = await marked.command("teilnehmende", "import", str(bad))
    assert (code, "Zeile 2" in out) == (1, True)
    assert not _found(out + err)


async def _nothing_is_told(house: Betrieb) -> None:
    paths = ("/metrics", "/healthz", "/readyz")
    served = "".join([(await house.teams.get(path)).text for path in paths])
    assert len(house.log) > 2
    assert _found("".join(house.log + house.out) + served) == []
    for line in _lines(house):
        assert {"time", "level", "logger", "event"} <= line.keys() <= _FIELDS


def _no_o_ton_in_clear(house: Betrieb) -> None:
    files = house.content()
    assert ELB.encode() in files
    assert [text for text in O_TON if text.split()[0].strip(":,").encode() in files] == []


_STATE: Final = "SELECT zustand FROM gespraech"
_FIELDS: Final = {"time", "level", "logger", "event", "turn", "kind", "status", "reason", "ms", "error"}


def _lines(house: Betrieb) -> list[dict[str, Any]]:
    """The log so far, every line of it JSON."""
    return [json.loads(line) for line in house.log]


def _found(text: str) -> list[str]:
    return [marker for marker in MARKED if marker.casefold() in text.casefold()]
