"""The whole Bogen as one card: the same rules and the same result as in the dialogue, what is wrong at its field."""

from typing import Any

import pytest

from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform
from tests.bot.cards.pruefung import of_type, schema_errors
from tests.gespraech import FORM, Chat, click, sent_form

SEND = "Prüfen und Vorschau zeigen"
RIGHT = {
    "ziel": "Excel lernen",
    "modul_antwort": "Digitalwerkstatt",
    "modul": "digitalwerkstatt",
    "dauer": "acht Wochen",
    "beginn": "2027-03-08",
    "begruendung": "",
    "kplan": "allgemein",
}


async def shown(chat: Chat, name: str = "Nowak") -> dict[str, Any]:
    await chat.plays(f"neuer Bogen für {name}", "/formular")
    return chat.cards[0]


def fields(card: dict[str, Any]) -> dict[str, str]:
    """What stands in the inputs."""
    inputs = of_type(card, "Input.Text", "Input.Date", "Input.ChoiceSet")
    return {i["id"]: i.get("value", "") for i in inputs}


def errors(card: dict[str, Any]) -> dict[str, str]:
    """What is said at which field."""
    found = {}
    for box in of_type(card, "Container"):
        ids = [i["id"] for i in box["items"] if "id" in i]
        told = [r["text"] for i in box["items"] if i["type"] == "RichTextBlock" for r in i["inlines"]]
        if len(ids) == 1 and told and told[0].startswith("! "):
            found[ids[0]] = told[0]
    return found


async def test_filled_at_once_it_is_the_same_bogen_as_in_the_dialogue() -> None:
    chat, other = Chat(), Chat()
    await chat.does(click(await shown(chat), SEND, **RIGHT))
    assert chat.step == ["absenden"]
    await chat.says("absenden")
    await sent_form(other)
    assert [e.zeitraum for e in chat.fall().einbuchungen] == [e.zeitraum for e in other.fall().einbuchungen]
    mine, theirs = chat.einbuchung().boegen[0], other.einbuchung().boegen[0]
    assert (mine.antworten, mine.zeitraum, mine.modul) == (theirs.antworten, theirs.zeitraum, theirs.modul)
    assert mine.begruendung is None


@pytest.mark.parametrize(
    ("wrong", "at", "said"),
    [
        ({"ziel": " \u200b"}, "ziel", "kein Text"),
        ({"ziel": "x" * 3001}, "ziel", "3.001"),
        ({"dauer": "weiß nicht"}, "dauer", "noch keine Zeit"),
        ({"dauer": "6-8 Wochen"}, "dauer", "ein Wert"),
        ({"dauer": "vier Monate"}, "dauer", "07.06.2027"),
        ({"dauer": "drei Monate"}, "begruendung", "längste Zeit"),
        ({"beginn": "2027-01-01"}, "beginn", "mehr als 14 Tage"),
        ({"beginn": "2028-06-01"}, "beginn", "mehr als 12 Monate"),
        ({"beginn": "2027-02-30"}, "beginn", "gibt es im Kalender nicht"),
        ({"beginn": ""}, "beginn", "keinen Tag"),
        ({"modul": ""}, "modul", "fehlt"),
        ({"modul": "gesundheitsprojekt"}, "modul", "ohne Einbuchung"),
        ({"modul": "raketen"}, "modul", "fehlt"),
        ({"kplan": ""}, "kplan", "fehlt"),
        ({"begruendung": "y" * 3001}, "begruendung", "3.001"),
    ],
)
async def test_what_is_wrong_stands_at_its_field_and_the_right_stays(
    wrong: dict[str, str], at: str, said: str
) -> None:
    chat = Chat()
    values = RIGHT | wrong
    await chat.does(click(await shown(chat), SEND, **values))
    card = chat.cards[0]
    assert list(errors(card)) == [at], card
    assert said in errors(card)[at].replace("**", "")
    assert not schema_errors(card)
    kept = fields(card)
    for name in ("ziel", "dauer", "modul_antwort", "beginn"):
        typed = values[name]
        readable = len(typed) <= 3000 and typed.strip(" \u200b") and typed != "2027-02-30"
        assert not readable or kept[name] == typed
    assert not chat.fall().einbuchungen
    await chat.does(click(card, SEND, **RIGHT))
    assert chat.step == ["absenden"]


async def test_several_mistakes_at_once() -> None:
    chat = Chat()
    await chat.does(
        click(await shown(chat), SEND, ziel="", modul_antwort="", dauer="", beginn="", kplan="", modul="")
    )
    assert list(errors(chat.cards[0])) == ["ziel", "modul_antwort", "modul", "dauer", "beginn", "kplan"]
    assert chat.step == ["erreichen"]


async def test_begun_in_the_dialogue_and_finished_on_the_card() -> None:
    chat = Chat()
    await chat.plays("neuer Bogen für Nowak", "Excel", "/ergänze Ziel und Word", "Digitalwerkstatt", "/formular")
    card = chat.cards[0]
    assert fields(card)["ziel"] == "Excel\nund Word"
    await chat.does(click(card, SEND, **RIGHT | {"ziel": "Excel\nund Word"}))
    await chat.says("absenden")
    assert chat.einbuchung().boegen[0].antworten.ziel == "Excel\nund Word"


async def test_an_older_card_of_the_form_changes_nothing() -> None:
    chat = Chat()
    card = await shown(chat)
    await chat.says("Word lernen")
    assert "früheren Stand" in await chat.does(click(card, SEND, **RIGHT))
    assert chat.step == ["Modul"]


async def test_a_renewal_is_prefilled_from_the_last_bogen() -> None:
    chat = Chat()
    await sent_form(chat)
    card = await shown(chat)
    assert fields(card)["ziel"] == "Excel lernen"
    assert fields(card)["modul"] == "digitalwerkstatt"
    assert "anlass" in fields(card)
    new = RIGHT | {"beginn": "2027-05-03", "dauer": "drei Wochen", "anlass": "neue_ziele"}
    await chat.does(click(card, SEND, **new, gespraechsform="dreiergespraech", teilnehmende=""))
    assert list(errors(chat.cards[0])) == ["teilnehmende"]
    await chat.does(click(chat.cards[0], SEND, **new, gespraechsform="dreiergespraech", teilnehmende="Frau Sommer"))
    assert chat.step == ["absenden"]
    await chat.says("absenden")
    sent = chat.einbuchung().boegen[-1]
    assert (sent.anlass, sent.gespraechsform) == (Anlass.NEUE_ZIELE, Gespraechsform.DREIERGESPRAECH)
    assert len(chat.fall().einbuchungen) == 1


async def test_outside_of_the_einbuchung_is_said_at_the_field() -> None:
    chat = Chat()
    await sent_form(chat)
    new = RIGHT | {
        "beginn": "2027-12-01",
        "dauer": "zwei Wochen",
        "anlass": "neue_ziele",
        "gespraechsform": "ifk_elb",
    }
    await chat.does(click(await shown(chat), SEND, **new))
    assert "07.12.2027" in errors(chat.cards[0])["dauer"]
    await chat.does(click(chat.cards[0], SEND, **new | {"beginn": "2027-12-08"}))
    assert "07.12.2027" in errors(chat.cards[0])["beginn"]


async def test_the_card_at_any_step_and_for_any_wording() -> None:
    chat = Chat()
    await chat.says("neuer Bogen für Nowak")
    for answer in FORM:
        await chat.says("/formular")
        assert chat.cards
        await chat.says(answer)
    await chat.says("Formular")
    assert fields(chat.cards[0])["beginn"] == "2027-03-08"
