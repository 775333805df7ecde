"""The dialog of the app: the status for the one person who asks, wherever they write; nothing of it is kept there."""

import json
from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.cards.dialog import DATA, FIELD
from bot.uebungsraum import dialog
from bot.uebungsraum.card import actions, texts
from bot.uebungsraum.erfunden import EMRE, HENNING, JONAS, KAI, MIRIAM, PETRA, SABINE, TORSTEN
from bot.uebungsraum.people import Person
from tests.bot.cards.pruefung import schema_errors, sent_bytes
from tests.haus import Haus, haus, nummer_of

NUMMER = nummer_of("Nowak")
FORM = ("wieder *arbeiten*", "Digitalwerkstatt", "acht Wochen", "sofort", "allgemein", "absenden")
GROUP_CHAT = "19:5c7d@unq.gbl.spaces"


@pytest.fixture
async def h(tmp_path: Path) -> AsyncIterator[Haus]:
    async with haus(tmp_path) as house:
        await house.plays(f"neuer Bogen für {NUMMER}", *FORM)
        yield house


async def shown(h: Haus, who: Person, data: dict[str, Any] | None = None, where: str | None = None) -> dict[str, Any]:
    """The card of the dialog: valid, small, and with nothing said in the conversation around it."""
    before = h.room.welt.revision
    turn = await dialog.ask(h.room, who, data, where)
    assert turn.answer.status == 200
    assert turn.answer.body["task"]["type"] == "continue"
    assert dialog.title_of(turn) == "Status nachsehen"
    card = dialog.card_of(turn)
    assert card is not None
    assert not schema_errors(card), card
    assert sent_bytes(card) < 28 * 1024
    assert h.room.welt.revision == before
    return card


def acts(card: dict[str, Any]) -> list[str]:
    """What its buttons are called."""
    return [str(action["title"]) for action in actions(card)]


def seen(h: Haus) -> list[str]:
    """What the audit holds of Nowak, without what this look adds itself."""
    return [z["was"] for z in h.auskunft(NUMMER)["zugriffe"] if z["was"] != "auskunft"]


async def test_who_is_meant_is_asked_and_the_status_shown(h: Haus) -> None:
    card = await shown(h, SABINE)
    assert "Das sehen nur Sie. Nichts davon kommt in diese Unterhaltung." in texts(card)
    (field,) = [part for part in card["body"] if part["type"] == "Input.Text"]
    assert (field["id"], field["label"], field["isRequired"]) == (FIELD, "Name oder Nummer", True)
    assert acts(card) == ["Nachsehen"]
    card = await shown(h, SABINE, actions(card)[0]["data"] | {FIELD: "Nowak"})
    assert "Katarzyna Nowak" in texts(card)
    assert acts(card) == ["Andere Person"]
    assert "ActionSet" not in json.dumps(card)
    assert acts(await shown(h, SABINE, actions(card)[0]["data"])) == ["Nachsehen"]


async def test_usual_wordings(h: Haus) -> None:
    for text in ("Nowak", "  nowak ", NUMMER, "Frau Nowak", "Status Nowak", "Katarzyna Nowak"):
        assert "Katarzyna Nowak" in texts(await shown(h, SABINE, {FIELD: text})), text


async def test_several_are_offered_and_one_is_picked(h: Haus) -> None:
    card = await shown(h, SABINE, {FIELD: "Müller"})
    assert "?\xa0\xa0Da kommen mehrere in Frage." in texts(card)
    first = actions(card)[0]
    assert first["title"].startswith("Andrea Müller (")
    assert "Andrea Müller" in texts(await shown(h, SABINE, first["data"] | {FIELD: "Müller"}))


async def test_similar_is_never_certain(h: Haus) -> None:
    assert acts(await shown(h, SABINE, {FIELD: "Nowack"}))[0] == f"Katarzyna Nowak ({NUMMER})"


async def test_it_is_in_the_audit(h: Haus) -> None:
    before = seen(h)
    await shown(h, SABINE)
    assert seen(h) == before
    await shown(h, SABINE, {FIELD: NUMMER})
    assert sorted(seen(h)) == sorted([*before, "fall", "gefunden"])


async def test_a_form_in_work_stays_where_it_is(h: Haus) -> None:
    await h.plays(f"neuer Bogen für {nummer_of('Schmidt')}", "etwas lernen")
    await shown(h, SABINE, {FIELD: "Nowak"})
    assert "Digitalwerkstatt" in await h.says("Digitalwerkstatt")


# --- rights --------------------------------------------------------------------------------------------------------


WAYS: tuple[dict[str, Any] | None, ...] = (None, {FIELD: "Nowak"}, {FIELD: NUMMER}, {DATA: {"nummer": NUMMER}})
"""Opened; asked by name and by number; a button pressed that was made for somebody else."""


async def test_strangers_and_the_traeger_get_one_polite_sentence(h: Haus) -> None:
    before = seen(h)
    for who, data in product((KAI, MIRIAM, TORSTEN), WAYS):
        card = await shown(h, who, data)
        assert actions(card) == []
        assert len(texts(card)) == 1
        assert "Nowak" not in json.dumps(card)
    assert seen(h) == before


async def test_without_the_right_there_is_no_status(h: Haus) -> None:
    before = seen(h)
    for who, data in product((HENNING, JONAS), WAYS):
        card = await shown(h, who, data)
        assert "Eine Auskunft über Personen ist für Ihre Rolle nicht vorgesehen." in texts(card)
        assert "Katarzyna" not in json.dumps(card)
    assert seen(h) == before


async def test_a_case_of_another_team_is_nobodys(h: Haus) -> None:
    other = next(p for p in h.room.people if p.rolle == "ifk" and p.team != SABINE.team)
    before = seen(h)
    for data in WAYS[1:]:
        card = await shown(h, other, data)
        assert "!\xa0\xa0Dazu finde ich niemanden, für den Sie zuständig sind." in texts(card)
        assert "Katarzyna" not in json.dumps(card)
    assert seen(h) == before


async def test_the_own_team_and_the_teamleitung_see_it(h: Haus) -> None:
    for who in (EMRE, PETRA):
        assert "Katarzyna Nowak" in texts(await shown(h, who, {FIELD: NUMMER}))


async def test_in_the_traegers_channel_there_is_no_status_for_anybody(h: Haus) -> None:
    await h.binds_channel()
    for who in (SABINE, PETRA, MIRIAM):
        if who not in h.room.welt.members(h.room.channel):
            continue
        card = await shown(h, who, {FIELD: NUMMER}, h.room.channel)
        assert "Katarzyna" not in json.dumps(card)
        assert actions(card) == []


async def asked_in(h: Haus, conversation: dict[str, Any], **value: Any) -> Any:
    """The dialog in a conversation where the bot itself may not even be."""
    activity = dialog.submitted(h.room.sender(SABINE, None), h.room.welt.new_id(), {FIELD: NUMMER})
    activity["conversation"] |= conversation
    activity["value"] |= value
    return await h.room.post.send(activity)


async def test_anywhere_else_it_is_shown_and_the_conversation_stays_nobodys(h: Haus) -> None:
    """What a dialog is opened in never becomes anybody's chat with the bot."""
    for kind in ("personal", "groupChat"):
        answer = await asked_in(h, {"id": GROUP_CHAT, "conversationType": kind})
        assert "Katarzyna Nowak" in json.dumps(answer.body)
    assert h.database.run(lambda uow: uow.chat_owner(GROUP_CHAT)) is None
    assert h.database.run(lambda uow: uow.load_gespraech(GROUP_CHAT)) is None


async def test_another_command_is_none_of_ours(h: Haus) -> None:
    assert (await asked_in(h, {}, commandId="alles")).status == 400


async def test_odd_data_asks_again(h: Haus) -> None:
    odd: tuple[object, ...] = (None, "x", [], {FIELD: 7}, {FIELD: ["Nowak"]}, {DATA: "x"}, {DATA: {"nummer": {}}})
    for data in odd:
        answer = await asked_in(h, {}, data=data)
        assert answer.status == 200
        assert "Name oder Nummer" in json.dumps(answer.body, ensure_ascii=False), data


async def test_what_people_are_called_or_write_works_nowhere(h: Haus) -> None:
    card = await shown(h, SABINE, {FIELD: "**Nowak** [x](https://evil.example) \u202e" + "x" * 5000})
    (field,) = [part for part in card["body"] if part["type"] == "Input.Text"]
    assert "\u202e" not in json.dumps(card, ensure_ascii=False)
    assert len(field["value"]) <= 230
    assert not any("evil" in text for text in texts(card))


async def test_trouble_is_said_in_the_dialog_alone(h: Haus, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(h.bot._service, "_looked_up", broken)
        card = await shown(h, SABINE, {FIELD: NUMMER})
    assert any("Kennung" in text or "klemmt" in text for text in texts(card)), texts(card)
    assert "Katarzyna Nowak" in texts(await shown(h, SABINE, {FIELD: NUMMER}))
