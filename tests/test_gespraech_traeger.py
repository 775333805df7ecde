"""The Träger's channel as it is used: answers by button and by word, one thread a person, nothing of anybody."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import renew_cards
from bot.uebungsraum.erfunden import ANNA_LENA, EMRE, JONAS, KAI, MIRIAM, PETRA, SABINE, TORSTEN
from bot.uebungsraum.people import Person
from bot.uebungsraum.welt import Message
from dialogs.flows.traeger import Wort, read_art
from dialogs.regelung.erwartungsbogen import RueckmeldungArt
from storage import correction
from tests.gespraech import IDA, Chat, sent_form
from tests.haus import Haus, haus, nummer_of, runs_of

FORM = ("Excel lernen", "Digitalwerkstatt", "acht Wochen", "nächsten Montag", "allgemein", "absenden")
RENEWAL = ("anderes Modul", "ja", "Frau Sommer, Herr Brandt", "Büro finden", "Jobakademie", "vier Monate")


async def with_form(h: Haus, name: str = "Nowak") -> str:
    await h.binds_channel()
    await h.plays(f"neuer Bogen für {name}", *FORM)
    await h.room.until(h.cards)
    return nummer_of(name)


def boegen_of(h: Haus, nummer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = h.auskunft(nummer)["einbuchungen"][-1]["erwartungsboegen"]
    return found


def said_in(h: Haus, nummer: str, version: int = 0) -> list[tuple[Any, ...]]:
    return [(r["art"], r["am"], r["durch"], r["text"]) for r in boegen_of(h, nummer)[version]["rueckmeldungen"]]


def channel_texts(h: Haus) -> list[str]:
    return [m.text for m in h.room.messages(h.room.channel) if m.by_bot and m.text]


async def test_a_corrected_name_stands_on_the_cards_at_once(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        renamed = correction.Person("9911", "Neumann", "Katarzyna")
        forms = correction.berichtige(h.database, nummer, renamed)
        assert isinstance(forms, tuple)
        renew_cards(h.database, "9911", forms)
        await h.room.until(lambda: "Katarzyna Neumann" in runs_of(h.cards()[0].card), 60)
        assert "Nowak" not in str(h.cards()[0].card)
        assert "Empfang bestätigt" in await h.answers("Empfang bestätigt")


async def test_never_come_is_no_suggestion_once_the_traeger_told_of_a_beginn() -> None:
    chat = Chat()
    await chat.binds()
    form = await sent_form(chat)
    await chat.in_channel(f"{form} begonnen am 01.03.2027")
    assert "liegt vor dem vereinbarten Beginn am 08.03.2027" in chat.told(IDA)[-1]
    await chat.in_channel(f"{form} nicht erschienen")
    assert "nicht angetreten" not in chat.told(IDA)[-1]
    said = await chat.says("Abschluss 4711 nicht angetreten")
    assert "Bitte prüfen: Der Träger hatte den Beginn am 01.03.2027 gemeldet" in said


async def test_a_guest_and_a_foreign_tenant_answer_in_words(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        assert "Empfang bestätigt" in await h.answers("Empfang bestätigt", MIRIAM)
        assert "schon bestätigt" in await h.answers("Ist angekommen, danke", TORSTEN)
        await h.on(date(2027, 3, 9))
        assert "Montag, 08.03.2027" in await h.answers("begonnen am 08.03.2027", TORSTEN)
        assert "Teilnahme begonnen am 08.03.2027" in h.told(SABINE)[-1]
        assert said_in(h, nummer) == [
            ("empfang", "2027-03-01", "Miriam Okafor", None),
            ("begonnen", "2027-03-08", "Torsten Brandt", None),
        ]
        await h.settled()
        card = str(h.cards()[0].card)
        assert "Teilnahme begonnen am 08.03.2027" in card
        assert "Torsten Brandt" in card


@pytest.mark.parametrize(
    ("words", "art", "am", "text"),
    [
        ("nicht erschienen", "nicht_erschienen", "2027-03-10", None),
        ("Sie ist am 09.03. leider nicht gekommen", "nicht_erschienen", "2027-03-09", None),
        ("abgebrochen am 09.03.2027: hat Arbeit gefunden", "abgebrochen", "2027-03-09", "hat Arbeit gefunden"),
        ("Teilnahme beendet am 10.03.2027", "beendet", "2027-03-10", None),
        ("hat gestern angefangen", "begonnen", "2027-03-09", None),
        ("Beginn: 08.03.2027", "begonnen", "2027-03-08", None),
        ("Dreiergespräch: nächste Woche?", "dreiergespraech", "2027-03-10", "nächste Woche?"),
        ("Rückfrage: Braucht sie einen Laptop?", "rueckfrage", "2027-03-10", "Braucht sie einen Laptop?"),
        ("Emfang betsätigt", "empfang", "2027-03-10", None),
    ],
)
async def test_every_kind_of_answer(tmp_path: Path, words: str, art: str, am: str, text: str | None) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        await h.on(date(2027, 3, 10))
        assert "Notiert" in await h.answers(words)
        assert said_in(h, nummer) == [(art, am, "Miriam Okafor", text)]
        await h.room.until(lambda: any("Miriam Okafor" in told for told in h.told(SABINE)))


@pytest.mark.parametrize(
    "words",
    [
        "Status Nowak",
        "Wann hat sie begonnen?",
        "noch nicht begonnen",
        "ist nicht mehr erschienen",
        "Empfang bestätigt und begonnen am 08.03.",
        "blabla",
        "neuer Bogen für Nowak",
        "Bescheid Nowak erstellt",
        "meine Fälle",
        "hilfe",
        "🙂",
    ],
)
async def test_whatever_is_no_answer_gets_the_ways_and_nothing_else(tmp_path: Path, words: str) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        await h.on(date(2027, 3, 10))
        for who in (MIRIAM, SABINE, PETRA):
            assert "Rückfrage: ..." in await h.answers(words, who)
        assert said_in(h, nummer) == []
        assert not any(word in text for text in channel_texts(h) for word in ("Nowak", "Katarzyna", nummer, "Excel"))


async def test_days_that_cannot_be_and_the_empty_question(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        await h.on(date(2027, 3, 10))
        assert "gibt es im Kalender nicht" in await h.answers("begonnen am 30.02.2027")
        assert "liegt in der Zukunft" in await h.answers("beendet am 11.03.2027")
        assert "fehlt die Frage" in await h.answers("Rückfrage:")
        assert "3.001" in await h.answers("Rückfrage: " + "x" * 3001)
        assert said_in(h, nummer) == []


async def test_by_button_with_inputs(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        await h.on(date(2027, 3, 10))
        for title, inputs in (
            ("Empfang bestätigen", {}),
            ("Begonnen", {"tag": "2027-03-08"}),
            ("Rückfrage senden", {"text": "Kommt sie *allein*?"}),
            ("Dreiergespräch vorschlagen", {}),
        ):
            await h.presses(title, MIRIAM, h.room.channel, **inputs)
            await h.settled()
        assert said_in(h, nummer) == [
            ("empfang", "2027-03-10", "Miriam Okafor", None),
            ("begonnen", "2027-03-08", "Miriam Okafor", None),
            ("rueckfrage", "2027-03-10", "Miriam Okafor", "Kommt sie *allein*?"),
            ("dreiergespraech", "2027-03-10", "Miriam Okafor", None),
        ]


async def test_a_rueckfrage_reaches_the_ifk_and_the_answer_comes_back_into_the_thread(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        number = boegen_of(h, nummer)[0]["formularnummer"]
        await h.says("neuer Bogen für Yılmaz")
        assert "sofort" in await h.answers("Rückfrage: Braucht sie _Kinderbetreuung_?")
        await h.room.until(lambda: any("Kinderbetreuung" in text for text in h.told(SABINE)))
        notice = h.told(SABINE)[-1]
        assert f"/antwort {number}" in notice
        assert r"\_Kinderbetreuung\_" in notice

        assert "geht in den Kanal" in await h.says(f"/antwort {number} Nein, *alles* geregelt.")
        assert h.step == ["erreichen"]
        await h.settled()
        answer = next(m for m in h.room.messages(h.room.channel) if m.by_bot and "geregelt" in m.text)
        assert answer.place.thread == h.cards()[0].id
        assert r"\*alles\*" in answer.text
        assert "Nowak" not in answer.text
        assert [art for art, *_ in said_in(h, nummer)] == ["rueckfrage", "antwort"]

        await h.plays("abbrechen", "ja")
        assert "Kinderbetreuung" in await h.says(f"Antwort {number}")
        assert "geht in den Kanal" in await h.says("Status Nowak ist übrigens egal")
        assert said_in(h, nummer)[-1][3] == "Status Nowak ist übrigens egal"
        await h.says(f"Antwort {number}")
        assert "bleibt alles" in await h.says("abbrechen")


async def test_no_answer_to_a_closed_withdrawn_or_foreign_form(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        number = boegen_of(h, nummer)[0]["formularnummer"]
        assert "finde ich nicht" in await h.says("Antwort AZ-ZZZZ-ZZZZ: hallo")
        await h.says(f"Antwort {number}: hallo", who=ANNA_LENA)
        assert "finde ich nicht" in h.turns[-1].text
        await h.on(date(2027, 3, 15))
        await h.plays("Abschluss Nowak am 12.03.2027", "später")
        assert "abgeschlossen" in await h.says(f"Antwort {number}: hallo")
        assert "schon abgeschlossen" in await h.answers("Rückfrage: Wo ist sie?")
        assert "schon abgeschlossen" in await h.answers(f"{number} Empfang bestätigt", TORSTEN)
        assert said_in(h, nummer) == []


async def test_all_boegen_of_a_person_are_one_thread_and_one_is_massgebend(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        await h.answers("Empfang bestätigt")
        await h.plays("neuer Bogen für Nowak", *RENEWAL, "19.04.2027", "konkret")
        answer = await h.says("absenden")
        assert "bleiben, wie sie sind" in answer
        assert f"K-Plan {nummer} angepasst" in answer
        await h.room.until(lambda: len(h.cards()) == 2)
        await h.settled()
        first, second = h.cards()
        assert (first.place.thread, second.place.thread) == (first.id, first.id)
        old, new = boegen_of(h, nummer)
        assert "Maßgebend vom 08.03.2027 bis 18.04.2027" in str(first.card)
        assert f"Ab 19.04.2027 gilt Version 2: {new['formularnummer']}" in "".join(runs_of(first.card))
        assert "Maßgebend vom 19.04.2027 bis 18.08.2027" in str(second.card)
        assert "Frau Sommer, Herr Brandt" in str(second.card)
        assert (new["anlass"], new["gespraechsform"]) == ("anderes_modul", "dreiergespraech")
        assert h.auskunft(nummer)["einbuchungen"][0]["ende"] == "2027-12-07"

        await h.answers("Empfang bestätigt", TORSTEN)
        assert [r["art"] for r in boegen_of(h, nummer)[1]["rueckmeldungen"]] == ["empfang"]
        await h.on(date(2027, 4, 20))
        number = old["formularnummer"]
        assert f"{number} ist ersetzt durch Version 2" in await h.answers(f"{number} beendet am 16.04.2027")
        assert await pressed_old(h, first) == f"{number} ist ersetzt"
        assert len(boegen_of(h, nummer)[0]["rueckmeldungen"]) == 1


async def pressed_old(h: Haus, card: Message) -> str:
    """A button of the old card as somebody's client still shows it."""
    form = "".join(runs_of(card.card)).partition("AZ-")[2][:9]
    before = len(channel_texts(h))
    data = {"azb": {"text": "nicht erschienen", "form": f"AZ-{form}"}}
    await h.room.click(MIRIAM, card.id, data)
    await h.room.until(lambda: len(channel_texts(h)) > before)
    return channel_texts(h)[before][: len("AZ-XXXX-XXXX ist ersetzt")]


async def test_two_boegen_before_there_is_a_channel_are_one_thread_too(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.plays("neuer Bogen für Nowak", *FORM)
        await h.plays("neuer Bogen für Nowak", *RENEWAL, "19.04.2027", "konkret", "absenden")
        await h.plays("neuer Bogen für Yılmaz", *FORM, "Bogen Yılmaz zurückziehen", "ja", "nein")
        await h.binds_channel()
        await h.settled()
        # one person's come one after the other, in whatever order to another's
        withdrawn, *cards = sorted(h.cards(), key=lambda m: "Zurückgezogen" not in str(m.card))
        assert "Zurückgezogen" in str(withdrawn.card)
        assert [m.place.thread for m in cards] == [cards[0].id] * 2
        assert "Ab 19.04.2027 gilt Version 2" in str(cards[0].card)
        assert "Yılmaz" not in str([m.attachments for m in h.room.messages(h.room.channel)])


async def test_the_list_shows_what_is_in_force_and_no_name(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.binds_channel()
        assert "gilt kein Formular" in await h.mentions("Liste")
        names = ("Nowak", "Yılmaz", "Schäfer-Özdemir", "Nguyễn", "Schmidt", "Al-Hassan", "Petrović", "Großmann")
        numbers = [nummer_of(name) for name in names] + [nummer_of("Müller", "A"), nummer_of("Müller", "T")]
        for nummer in [*numbers, nummer_of("Kowalczyk")]:
            await h.plays(f"neuer Bogen für {nummer}", *FORM)
        await h.settled()
        listed = await h.mentions("Liste")
        more = await h.mentions("Liste Seite 2", TORSTEN)
        assert "Gültige Formulare (11, Seite 1 von 2)" in listed
        lines = [line for line in (listed + "\n" + more).splitlines() if line.startswith("- AZ-")]
        assert len(set(lines)) == 11
        assert all(line.endswith("Digitalwerkstatt, 08.03.2027 bis 02.05.2027") for line in lines)
        assert not any(name in listed + more for name in (*names, "Müller", *numbers))


@pytest.mark.parametrize("who", [SABINE, EMRE, ANNA_LENA])
async def test_who_may_not_bind_a_channel(tmp_path: Path, who: Person) -> None:
    async with haus(tmp_path) as h:
        await h.says("Träger-Kanal einrichten", who, h.room.channel)
        assert "Teamleitung oder Admin" in h.turns[-1].text
        await h.says("Träger-Kanal einrichten", MIRIAM, h.room.channel)
        assert "eingetragene Mitarbeitende" in h.turns[-1].text
        assert "persönlichen Chat" in await h.says("Status Nowak", SABINE, h.room.channel)
        assert "Ab jetzt" not in await h.says("Träger-Kanal einrichten", JONAS, h.room.channel)
        assert "ab jetzt die Erwartungsbögen" in h.turns[-1].text
        assert "schon eingerichtet" in await h.says("Träger-Kanal einrichten", who, h.room.channel)
        assert "schon eingerichtet" in await h.says("Träger-Kanal einrichten", PETRA, h.room.channel)
        assert "im Kanal des Trägers selbst" in await h.says("Träger-Kanal einrichten", PETRA)


async def test_a_stranger_knows_no_more_by_a_button(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        await h.says("Status Nowak")
        card = next(m for m in reversed(h.room.messages(SABINE)) if m.card)
        turn = await h.room.click(SABINE, card.id, {"azb": {"text": f"Status {nummer}"}})
        assert "Nowak" in turn.text
        for who in (KAI, MIRIAM):
            assert "eingetragene" in await h.says(f"Status {nummer}", who)


@pytest.mark.parametrize(
    ("text", "art"),
    [
        ("Empfang bestätigt", RueckmeldungArt.EMPFANG),
        ("Wir bestätigen den Eingang", RueckmeldungArt.EMPFANG),
        ("Teilnahme begonnen am 1.3.", RueckmeldungArt.BEGONNEN),
        ("Frau N. ist nie erschienen", RueckmeldungArt.NICHT_ERSCHIENEN),
        ("Abbruch zum 31.03.", RueckmeldungArt.ABGEBROCHEN),
        ("fertig seit heute", RueckmeldungArt.BEENDET),
        ("Frage: wie lange?", RueckmeldungArt.RUECKFRAGE),
        ("RÜCKFRAGE an die IFK", RueckmeldungArt.RUECKFRAGE),
        ("Dreiergespräch", RueckmeldungArt.DREIERGESPRAECH),
        ("AZ-12AB-34CD Empfang bestätigt", RueckmeldungArt.EMPFANG),
        ("Liste", Wort.LISTE),
        ("Übersicht", Wort.LISTE),
        ("", Wort.HILFE),
        ("Empfang nicht bestätigt", None),
        ("hat begonnen und wurde abgebrochen", None),
        ("Ist sie angekommen?", None),
    ],
)
def test_what_is_said(text: str, art: RueckmeldungArt | Wort | None) -> None:
    assert read_art(text) is art
