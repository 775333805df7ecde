"""Reminders as they arrive: once, on working days, to who answers for the case now; old forms in work too."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

from app import Bot
from bot.edge import open_practice
from bot.uebungsraum.erfunden import EMRE, SABINE
from bot.uebungsraum.people import Person
from dialogs.outbox import Art
from dialogs.service import Service
from storage.database import open_database
from tests.datenbank import url_of
from tests.gespraech import FORM, IDA, JAN, NOWAK, Chat, CountingIds, click, sent_form, titles
from tests.haus import KEY, Haus, haus, nummer_of

SENDS = (*FORM, "absenden")


def reminders(h: Haus, who: Person = SABINE) -> list[str]:
    """The reminders in somebody's chat, each as its card's words."""
    return [str(m.card) for m in h.room.messages(who) if m.by_bot and m.card and m.summary == "Erinnerung"]


async def test_each_kind_once_on_its_day_and_after_a_restart_too(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.binds_channel()
        await h.plays("neuer Bogen für Nowak", *SENDS)
        await h.on(date(2027, 3, 3))
        assert reminders(h) == []
        await h.on(date(2027, 3, 4))
        assert len(reminders(h)) == 1
        assert "Der Träger hat noch nicht bestätigt" in reminders(h)[0]
        await h.on(date(2027, 3, 4))
        await h.on(date(2027, 3, 5))
        assert len(reminders(h)) == 1
        await h.answers("Empfang bestätigt")
        await h.on(date(2027, 3, 7))
        assert len(reminders(h)) == 1
        await h.on(date(2027, 3, 8))
        assert ["einbuchen" in card or "Bescheid" in card for card in reminders(h)[1:]] == [True, True]
        assert "Bescheid erstellt" in await h.presses("Bescheid ist erstellt")
        await h.says("Nowak eingebucht")
    async with haus(tmp_path, day=date(2027, 4, 18)) as h:
        await h.says("hilfe")  # on a Sunday: this house has another port, and the bot must know the way first
        assert reminders(h) == []
        await h.on(date(2027, 4, 19))
        await h.bot.remind()
        await h.bot.remind()
        await h.settled()
        assert len(reminders(h)) == 1
        assert "Die Teilnahme endet bald" in reminders(h)[0]
        assert "02.05.2027" in reminders(h)[0]
        await h.on(date(2027, 4, 29))
        await h.on(date(2027, 11, 8))
        assert ["endet bald" in reminders(h)[1], "neun Monate" in reminders(h)[2]] == [True, True]
        assert "letzte Tag" in await h.presses("Abschluss")


async def test_two_bots_send_it_once(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.binds_channel()
        await h.plays("neuer Bogen für Nowak", *SENDS)
        await h.answers("Empfang bestätigt")
        second = open_database(url_of(tmp_path / "haus.sqlite"), [KEY], h.clock)
        other = Bot(second, h.clock, open_practice)
        await other.start("127.0.0.1", 0)
        h.clock.set(date(2027, 3, 8))
        await asyncio.gather(*(bot.remind() for bot in (h.bot, other, h.bot, other)))
        await h.settled()
        assert len(reminders(h)) == 2
        await other.stop()
        second.close()


async def test_switched_off_and_on(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.plays("neuer Bogen für Nowak", *SENDS)
        assert "ausgeschaltet" in await h.says("Erinnerungen aus")
        await h.on(date(2027, 3, 8))
        assert reminders(h) == []
        assert "eingeschaltet" in await h.says("Erinnerungen an")
        await h.on(date(2027, 3, 9))
        assert len(reminders(h)) == 3


async def test_they_go_to_who_has_the_case_now_and_who_stands_in(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.plays("neuer Bogen für Nowak", *SENDS, f"neuer Bogen für {nummer_of('Yılmaz')}", *SENDS)
        await h.says("hilfe", who=EMRE)
        await h.plays("Fall Nowak an Yıldız übergeben", "Vertretung durch Yıldız bis 31.03.2027")
        await h.on(date(2027, 3, 8))
        assert (len(reminders(h)), len(reminders(h, EMRE))) == (3, 6)


async def test_a_form_in_work_is_asked_about_and_deleted_only_after_it_was_said() -> None:
    chat = Chat()
    await chat.plays("neuer Bogen für Nowak", "Excel lernen", "pause", "neuer Bogen für 4712", "Büro finden")
    await chat.next_day(4)
    assert await chat.reminds() == []
    chat.clock.now = datetime(2027, 3, 8, 8, tzinfo=UTC)
    sent = await chat.reminds()
    assert [s.outgoing.art for s in sent if s.outgoing] == [Art.ERINNERUNG] * 2
    assert {"Katarzyna Nowak" in str(s.card) for s in sent} == {True, False}
    assert await chat.reminds() == []

    chat.clock.now = datetime(2027, 4, 5, 8, tzinfo=UTC)
    assert len(await chat.reminds()) == 2
    assert len(chat.storage.world.drafts) == 1
    chat.clock.now = datetime(2027, 4, 6, 8, tzinfo=UTC)
    assert await chat.reminds() == []
    assert chat.storage.world.drafts == {}
    assert "kein Bogen in Arbeit" in await chat.says("weiter")
    assert "entwurf_geloescht" in [entry.was for entry in chat.storage.world.audit]


async def test_a_form_that_was_touched_again_stays() -> None:
    chat = Chat()
    await chat.plays("neuer Bogen für Nowak", "Excel lernen", "pause")
    chat.clock.now = datetime(2027, 3, 25, 8, tzinfo=UTC)
    (sent,) = await chat.reminds()
    assert sent.card is not None
    await chat.does(click(sent.card, "Weiter"))
    assert chat.step == ["Modul"]
    chat.clock.now = datetime(2027, 4, 1, 8, tzinfo=UTC)
    assert len(await chat.reminds()) == 1
    await chat.says("Digitalwerkstatt")
    assert chat.step == ["Teilnahmedauer"]


async def test_a_form_in_work_is_thrown_away_by_the_button_of_its_reminder() -> None:
    chat = Chat()
    await chat.plays("neuer Bogen für Nowak", "Excel lernen", "pause")
    chat.clock.now = datetime(2027, 3, 24, 8, tzinfo=UTC)
    (sent,) = await chat.reminds()
    assert sent.card is not None
    assert "Mittwoch, 31.03.2027" in str(sent.card)
    await chat.does(click(sent.card, "Verwerfen"))
    assert "`weiter` oder `verwerfen`" in chat.text
    await chat.says("verwerfen")
    assert chat.storage.world.drafts == {}


async def test_the_house_keeps_forms_in_work_as_long_as_it_says() -> None:
    chat = Chat()
    chat.service = Service(chat.storage, chat.prose, chat.clock, CountingIds(), entwurf_days=60)
    await chat.plays("neuer Bogen für Nowak", "Excel lernen", "pause")
    for month, day in ((4, 5), (4, 29)):
        chat.clock.now = datetime(2027, month, day, 8, tzinfo=UTC)
        await chat.reminds()
    assert len(chat.storage.world.drafts) == 1
    chat.clock.now = datetime(2027, 4, 30, 8, tzinfo=UTC)
    await chat.reminds()
    assert chat.storage.world.drafts == {}


async def test_that_it_will_be_deleted_is_said_even_with_reminders_off() -> None:
    chat = Chat()
    await chat.plays("Erinnerungen aus", "neuer Bogen für Nowak", "Excel lernen", "pause")
    chat.clock.now = datetime(2027, 3, 8, 8, tzinfo=UTC)
    assert await chat.reminds() == []
    chat.clock.now = datetime(2027, 3, 24, 8, tzinfo=UTC)
    (sent,) = await chat.reminds()
    assert "bald gelöscht" in str(sent.card)
    chat.clock.now = datetime(2027, 3, 31, 8, tzinfo=UTC)
    await chat.reminds()
    assert chat.storage.world.drafts == {}


async def test_the_button_of_a_reminder_in_the_middle_of_an_answer_is_no_oton() -> None:
    chat = Chat()
    await sent_form(chat)
    await chat.says("neuer Bogen für 4712")
    chat.clock.now = datetime(2027, 3, 8, 8, tzinfo=UTC)
    cards = [s.card for s in await chat.reminds() if s.card]
    await chat.does(click(next(c for c in cards if "Ist eingebucht" in titles(c)), "Ist eingebucht"))
    assert chat.step == ["erreichen"]
    assert [b.art.value for b in chat.einbuchung().bestaetigungen] == ["eingebucht"]
    assert "Zurückgenommen" in await chat.says("/rückgängig")
    assert chat.step == ["erreichen"]
    assert chat.einbuchung().bestaetigungen == ()


async def test_nothing_is_sent_on_a_day_off() -> None:
    chat = Chat()
    await sent_form(chat)
    for day in (datetime(2027, 3, 26, 8, tzinfo=UTC), datetime(2027, 3, 27, 8, tzinfo=UTC)):
        chat.clock.now = day
        assert await chat.reminds() == []
    chat.clock.now = datetime(2027, 3, 30, 8, tzinfo=UTC)
    assert await chat.reminds() != []


async def test_who_stands_in_gets_them_too() -> None:
    chat = Chat()
    await sent_form(chat)
    await chat.says("hilfe", JAN)
    await chat.says("Vertretung durch Weber bis 31.03.2027")
    chat.clock.now = datetime(2027, 3, 8, 8, tzinfo=UTC)
    queues = [s.queue for s in await chat.reminds()]
    assert sorted(set(queues)) == [f"staff:{IDA.id}", f"staff:{JAN.id}"]
    assert NOWAK.ifk_id == IDA.id
