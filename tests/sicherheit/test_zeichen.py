"""Names and texts that want to be more than text: in every message of the bot they stay what was written, signs one
cannot see are shown, and the record keeps them to the character.
"""

import csv
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.sicherheit.betrieb import CASES, ROSTER, TIM, Betrieb, betrieb, chat
from tests.standins.activities import Channel, Person
from tests.standins.microsoft import TENANT_ID

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-zeichen")]

BOESE: Final = "<at>Chef</at> *fett* _kursiv_ [hier](https://evil.example) `code` <b>x</b> # ~~weg~~"
UNSICHTBAR: Final = "ab\u202eged\u200bc\x07\u2066x"
IFK: Final = Person("Ina *Stern* <at>alle</at>", "c0000000-0000-4000-8000-000000000001")
TARA: Final = Person(f"Tara [Link](https://evil.example) {UNSICHTBAR}", "c0000000-0000-4000-8000-000000000002")
NACHNAME: Final = "=HYPERLINK(evil) <at>Max</at> *Stern*"
ZIEL: Final = f"{BOESE}\n{UNSICHTBAR} wieder arbeiten"
FORM: Final = ("Digitalwerkstatt", "acht Wochen", "sofort", "allgemein", "absenden")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Betrieb]:
    async with betrieb(tmp_path_factory.mktemp("zeichen")) as running:
        folder = running.folder
        people = [*ROSTER, ("ifk", IFK, "Nord")]
        _write(folder / "p.csv", [ROSTER_HEAD, *((r, TENANT_ID, p.aad_object_id, p.name, t) for r, p, t in people)])
        cases = [*CASES, ("6001", NACHNAME, "Max", IFK)]
        _write(folder / "t.csv", [CASES_HEAD, *((n, nach, vor, ifk.aad_object_id) for n, nach, vor, ifk in cases)])
        for words in (("personal", "import", "p.csv"), ("teilnehmende", "import", "t.csv")):
            code, out, err = await running.command(*words)
            assert code == 0, out + err
        await running.start()
        yield running


ROSTER_HEAD: Final = ("rolle", "tenant_id", "aad_object_id", "name", "team")
CASES_HEAD: Final = ("nummer", "nachname", "vorname", "ifk")


def _write(path: Any, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


async def test_every_message_of_a_life_with_hostile_names(house: Betrieb) -> None:
    shapes = replace(house.teams.shapes, channel=Channel(name=BOESE))
    await house.posts(shapes.channel_message("Träger-Kanal einrichten", TIM))
    await house.posts(shapes.installed(IFK))
    said = await house.plays(IFK, "neuer Bogen für 6001", ZIEL, *FORM)
    await house.quiet()
    number = next(word.strip(".,:()*") for word in said.split() if "AZ-" in word)
    await house.posts(shapes.channel_message(f"{number} Rückfrage: {ZIEL}", TARA))
    await house.plays(IFK, f"Antwort {number}: {ZIEL}", "Status 6001", "meine Fälle", "was ist offen?")
    await house.plays(IFK, f"Status {BOESE}", f"Status {UNSICHTBAR}", BOESE, "Bescheid 6001 erstellt", "rückgängig")
    await house.plays(IFK, f"neuer Bogen für {NACHNAME}", ZIEL, "pause", "weiter 6001", "abbrechen", "ja")
    await house.plays(TIM, "Wer hat 6001 gesehen?", "Fall 6001 an Bernd Nordlicht übergeben", "Status 6001")
    await house.quiet()
    sent = [call.body for call in house.microsoft.connector.calls if isinstance(call.body, dict)]
    assert len(sent) > 30
    for message in sent:
        _is_only_text(message)
    cards = json.dumps([message.get("attachments") for message in sent], ensure_ascii=False)
    assert json.dumps(ZIEL, ensure_ascii=False) in cards  # the O-Ton itself, to the character
    assert "(⟨U+202E⟩ 1-mal, ⟨U+200B⟩ 1-mal, ␇ 1-mal, ⟨U+2066⟩ 1-mal)" in cards
    told = "".join(message.get("text", "") for message in sent)
    assert "⟨U+202E⟩" in told
    assert r"\<at\>Max\</at\> \*Stern\*" in told


_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\u200b\u202a-\u202e\u2066-\u2069]")


def _is_only_text(message: dict[str, Any]) -> None:
    assert not message.get("entities"), message
    text = message.get("text", "")
    bare = re.sub(r"\\.", "", text)
    assert not re.search(r"<\/?\w|\]\(", bare), text
    assert not _UNSEEN.search(text), text
    for part in _parts(message.get("attachments", [])):
        if part.get("type") == "TextBlock":
            assert "evil" not in part["text"], part
            assert "Stern" not in part["text"], part
        if part.get("text") != ZIEL and _UNSEEN.search(str(part.get("text", ""))):
            raise AssertionError(part)
        assert "url" not in part, part


def _parts(part: object) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [found for item in part for found in _parts(item)]
    return [part, *(f for v in part.values() for f in _parts(v))] if isinstance(part, dict) else []


async def test_the_record_keeps_it_to_the_character(house: Betrieb) -> None:
    await house.plays(IFK, "Erwartungsbogen 4711", ZIEL, *FORM)
    _, out, _ = await house.command("auskunft", "4711", "--json")
    bogen = json.loads(out)["einbuchungen"][0]["erwartungsboegen"][0]
    assert bogen["antworten"]["ziel"] == ZIEL
    code, readable, _ = await house.command("auskunft", "4711")
    assert code == 0
    assert "⟨U+202E⟩" in readable
    assert "\u202e" not in readable


async def test_the_stranger_gets_nothing_of_what_he_wrote(house: Betrieb) -> None:
    await house.says(BOESE, TARA)
    assert "evil" not in house.heard(chat(TARA))
