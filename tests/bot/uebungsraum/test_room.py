"""What people do in the room reaches the bot as Teams would send it, and its answers are there to look at."""

from datetime import date

import pytest

from bot.uebungsraum.card import actions, texts
from bot.uebungsraum.erfunden import HOUSE, KAI, MIRIAM, PETRA, PROVIDER, SABINE, TORSTEN
from bot.uebungsraum.welt import Message
from tests.bot.uebungsraum.serving import Served


async def test_say_and_look(it: Served) -> None:
    """A sentence in the personal chat arrives as plain text and the answer stands in the same chat."""
    turn = await it.room.say(SABINE, "Guten <Tag>")
    assert turn.text == "Echo: Guten <Tag>"
    assert it.room.last(SABINE).text == turn.text
    sent = it.bot.seen[-1]
    assert (sent["type"], sent["text"], sent["textFormat"]) == ("message", "Guten <Tag>", "plain")
    assert sent["attachments"][0] == {"contentType": "text/html", "content": "<p>Guten &lt;Tag&gt;</p>"}
    assert sent["from"]["aadObjectId"] == SABINE.aad_object_id
    assert sent["from"]["id"].startswith("29:1")
    assert sent["recipient"]["id"].startswith("28:")
    assert sent["conversation"] == {
        "conversationType": "personal",
        "tenantId": HOUSE,
        "id": it.room.chat(SABINE),
    }
    assert sent["channelData"] == {"tenant": {"id": HOUSE}}
    assert sent["timestamp"].startswith("2027-03-01T08:0")
    assert sent["serviceUrl"] == it.url + "/"


async def test_chats_are_apart(it: Served) -> None:
    """Nobody sees what another one's chat says, and nobody writes into it."""
    await it.room.say(SABINE, "eins")
    await it.room.say(KAI, "zwei")
    assert [m.text for m in it.room.messages(KAI)] == ["zwei", "Echo: zwei"]
    with pytest.raises(LookupError):
        await it.room.say(KAI, "drei", where=it.room.chat(SABINE))
    with pytest.raises(LookupError):
        await it.room.say(KAI, "drei", where=it.room.channel)


async def test_channel_needs_a_mention(it: Served) -> None:
    """In the channel the bot hears mentions alone; a new message opens a thread, an answer stays in it."""
    silent = await it.room.say(MIRIAM, "Nur unter uns.", where=it.room.channel, mention=False)
    assert it.bot.seen == []
    assert silent.message is not None
    turn = await it.room.say(MIRIAM, "Empfang bestätigt", where=it.room.thread(silent.message))
    sent = it.bot.seen[-1]
    assert sent["text"] == "<at>Aktivzentrum</at> Empfang bestätigt"
    assert sent["entities"][-1]["mentioned"]["id"] == sent["recipient"]["id"]
    assert sent["conversation"]["id"] == f"{it.room.channel};messageid={silent.message.id}"
    assert sent["channelData"]["channel"]["id"] == it.room.channel
    assert sent["channelData"]["tenant"]["id"] == PROVIDER
    assert turn.text == "Echo: Empfang bestätigt"
    assert len(it.room.messages(it.room.thread(silent.message))) == 3


async def test_guest_is_marked(it: Served) -> None:
    """A guest sits in our tenant and is called a guest."""
    await it.room.say(TORSTEN, "Liste", where=it.room.channel)
    sent = it.bot.seen[-1]
    assert sent["from"]["userRole"] == "guest"
    assert sent["channelData"]["tenant"]["id"] == HOUSE


async def test_submit_is_a_message_without_text(it: Served) -> None:
    """Action.Submit brings data and inputs as value, and the card it stood on as replyToId."""
    card = (await it.room.say(SABINE, "karte")).replies[-1]
    assert card.card is not None
    assert [a["title"] for a in actions(card.card)] == ["Absenden", "Prüfen"]
    turn = await it.room.press(SABINE, "Absenden", {"modul": "Digitalwerkstatt"})
    sent = it.bot.seen[-1]
    assert "text" not in sent
    assert sent["value"] == {"schritt": "absenden", "modul": "Digitalwerkstatt"}
    assert sent["replyToId"] == card.id
    assert turn.text == "Danke. Modul: **Digitalwerkstatt**."
    changed = it.room.welt.find(card.id)
    assert changed is not None
    assert changed.edited
    assert texts(changed.card or {}) == ["Abgesendet: Digitalwerkstatt"]


async def test_execute_shows_the_answer_to_one_person(it: Served) -> None:
    """Action.Execute is an invoke; the card in its HTTP answer replaces the old one for that person."""
    await it.room.say(SABINE, "karte")
    turn = await it.room.press(SABINE, "Prüfen")
    assert it.bot.seen[-1]["value"]["action"]["verb"] == "pruefen"
    assert turn.answer.body["statusCode"] == 200
    card = it.room.last(SABINE)
    assert texts(card.card_for(SABINE) or {}) == ["Geprüft: alles in Ordnung."]
    assert card.card_for(PETRA) == card.card


async def test_talking_buttons(it: Served) -> None:
    """messageBack and imBack write a message in the person's name."""
    card = (await it.room.say(SABINE, "karte")).replies[-1]
    back = {"msteams": {"type": "messageBack", "text": "hallo", "displayText": "Hallo!", "value": None}}
    turn = await it.room.click(SABINE, card.id, back)
    assert turn.message is not None
    assert (turn.message.text, it.bot.seen[-1]["text"]) == ("Hallo!", "hallo")
    assert "value" not in it.bot.seen[-1]


async def test_edit_and_delete(it: Served) -> None:
    """The bot hears of both under the same id; nobody touches a message of another."""
    said = (await it.room.say(SABINE, "Fehler")).message
    assert said is not None
    with pytest.raises(LookupError):
        await it.room.edit(KAI, said.id, "fremd")
    edited = await it.room.edit(SABINE, said.id, "besser")
    assert edited.text == "Geändert in: besser"
    assert (it.bot.seen[-1]["type"], it.bot.seen[-1]["id"]) == ("messageUpdate", said.id)
    await it.room.delete(SABINE, said.id)
    assert (it.bot.seen[-1]["type"], it.bot.seen[-1]["id"]) == ("messageDelete", said.id)
    assert "text" not in it.bot.seen[-1]
    with pytest.raises(LookupError):
        await it.room.delete(SABINE, said.id)


async def test_file_comes_without_text(it: Served) -> None:
    """A file is an attachment and no text."""
    turn = await it.room.attach(SABINE, "Lebenslauf.PDF")
    sent = it.bot.seen[-1]
    assert "text" not in sent
    assert sent["attachments"][0]["name"] == "Lebenslauf.PDF"
    assert sent["attachments"][0]["content"]["fileType"] == "pdf"
    assert turn.text == "Dateien lese ich nicht."


async def test_bot_hands_over_a_file(it: Served) -> None:
    """The bot asks, the person agrees, the bot uploads; a refusal uploads nothing."""
    offer = (await it.room.say(SABINE, "datei")).replies[-1]
    with pytest.raises(LookupError):
        await it.room.consent(KAI, offer.id)
    await it.room.consent(SABINE, offer.id, accept=False)
    assert it.bot.seen[-1]["value"] == {"type": "fileUpload", "action": "decline", "context": None}
    turn = await it.room.consent(SABINE, offer.id)
    value = it.bot.seen[-1]["value"]
    assert (value["action"], value["context"]) == ("accept", {"nr": 1})
    assert it.room.files.content(value["uploadInfo"]["uniqueId"]) == b"%PDF-1.7"
    assert turn.replies[-1].attachments[0]["name"] == "Bogen ä.pdf"


async def test_opening_is_told_once(it: Served) -> None:
    """The first look at a chat is a conversationUpdate and an installationUpdate; the second is nothing."""
    await it.room.open(SABINE)
    assert [a["type"] for a in it.bot.seen] == ["conversationUpdate", "installationUpdate"]
    assert {"id": it.bot.seen[0]["recipient"]["id"]} in it.bot.seen[0]["membersAdded"]
    assert await it.room.open(SABINE) is None
    await it.room.open(PETRA, it.room.channel)
    assert it.bot.seen[-2]["channelData"]["eventType"] == "teamMemberAdded"


async def test_repeated_delivery(it: Served) -> None:
    """Teams repeats with the same id, or with a new id and the same text; on demand also the next one."""
    turn = await it.room.say(SABINE, "einmal")
    await it.room.repeat(turn)
    await it.room.repeat(turn, new_id=True)
    first, same, new = (a["id"] for a in it.bot.seen)
    assert first == same != new
    assert {a["text"] for a in it.bot.seen} == {"einmal"}
    it.room.repeat_next()
    await it.room.say(SABINE, "zweimal")
    await it.room.say(SABINE, "wieder einmal")
    assert [a["text"] for a in it.bot.seen[3:]] == ["zweimal", "zweimal", "wieder einmal"]


async def test_failed_turn_is_delivered_again(it: Served) -> None:
    """A 500 of the bot makes Teams send once more; after that the person is told."""
    it.bot.fail_next = 1
    assert (await it.room.say(SABINE, "hallo")).answer.status == 200
    assert [a["id"] for a in it.bot.seen] == [it.bot.seen[0]["id"]] * 2
    it.bot.fail_next = 2
    assert (await it.room.say(SABINE, "hallo")).answer.status == 500


async def test_thread_of_a_card_in_the_channel(it: Served) -> None:
    """Placeholder, then content under the same id; a click on it comes from the thread."""
    await it.room.say(SABINE, "melden")
    card = it.room.last(it.room.channel)
    assert card.edited
    turn = await it.room.press(MIRIAM, "Empfang bestätigen", where=it.room.channel)
    assert it.bot.seen[-1]["conversation"]["id"] == it.room.thread(card)
    assert [m.id for m in turn.replies] == [card.id]
    assert "Miriam Okafor: empfang" in texts(turn.replies[0].card or {})
    with pytest.raises(LookupError):
        await it.room.press(KAI, "Empfang bestätigen", where=it.room.channel)


async def test_clock_and_fresh_start(it: Served) -> None:
    """The day moves, what is due is done, and a fresh start goes back to the first day."""
    days: list[date] = []

    async def due() -> None:
        days.append(it.room.clock.heute())

    it.room.after_clock = due
    await it.room.forward(7)
    await it.room.say(SABINE, "hallo")
    assert it.bot.seen[-1]["timestamp"].startswith("2027-03-08")
    await it.room.reset()
    assert days == [date(2027, 3, 8)]
    assert it.room.clock.heute() == date(2027, 3, 1)
    assert it.room.messages(SABINE) == []
    assert (await it.room.say(SABINE, "neu")).text == "Echo: neu"


async def test_until_waits_for_what_comes_later(it: Served) -> None:
    """A message that no turn waits for can be waited for; what never comes is a TimeoutError."""

    def here() -> list[Message]:
        return it.room.messages(it.room.channel)

    with pytest.raises(TimeoutError):
        await it.room.until(here, seconds=0.02)
    await it.room.say(SABINE, "melden")
    await it.room.until(here, seconds=0.02)
