"""The main job through POST /api/messages, from "neuer Bogen" to the card in the channel and the status answer."""

import hashlib
from pathlib import Path

import pytest

from bot.uebungsraum.erfunden import HENNING, KAI, SABINE
from tests.haus import Haus, haus, nummer_of, runs_of

ZIEL = "Ich will endlich wieder was Eigenes, *nicht* nur Maßnahmen.\nUnd den Führerschein <b>auch</b>."
MODUL = "In die Digitalwerkstatt, wegen dem Computer."
DAUER = "acht Wochen, hab ich mir gedacht"
WORDS = (
    "erreichen",
    "Modul",
    "Teilnahmedauer",
    "Beginn",
    "Begründung",
    "Kooperationsplan",
    "absenden",
    "Nummer",
    "Anlass",
    "Dreiergespräch",
)


def assert_asks(h: Haus, word: str) -> None:
    """The last paragraph holds the word of its step, and no other step's."""
    found = [w for w in WORDS if w.casefold() in h.asked.casefold()]
    assert found == [word], h.turns[-1].text


async def test_from_neuer_bogen_to_card_and_status(tmp_path: Path) -> None:
    nummer = nummer_of("Nowak")
    async with haus(tmp_path) as h:
        assert "Kanal" in await h.binds_channel()
        await h.says("neuer Bogen für Nowak")
        assert_asks(h, "erreichen")
        await h.says(ZIEL)
        assert_asks(h, "Modul")
        await h.says(MODUL)
        assert_asks(h, "Teilnahmedauer")
        assert "8 Wochen" in await h.says(DAUER)
        assert_asks(h, "Beginn")
        assert "Sonntag, 02.05.2027" in await h.says("nächsten Montag")
        assert_asks(h, "Kooperationsplan")
        await h.says("konkret")
        assert_asks(h, "absenden")
        assert "07.12.2027" in await h.says("absenden")

        await h.room.until(h.cards)
        (message,) = h.cards()
        runs = "".join(runs_of(message.card))
        assert all(text in runs for text in (ZIEL, MODUL, DAUER, "Nowak"))
        assert "Digitalwerkstatt" in str(message.card)

        kept = h.auskunft(nummer)
        (einbuchung,) = kept["einbuchungen"]
        assert (einbuchung["beginn"], einbuchung["ende"]) == ("2027-03-08", "2027-12-07")
        assert (einbuchung["hilfeprodukt"], einbuchung["status"]) == ("Aktivzentrum Stadt Göttingen", "offen")
        (bogen,) = einbuchung["erwartungsboegen"]
        assert bogen["antworten"] == {"ziel": ZIEL, "modul": MODUL, "dauer": DAUER}
        assert bogen["pruefsummen"]["ziel"] == hashlib.sha256(ZIEL.encode()).hexdigest()
        assert (bogen["beginn"], bogen["ende"], bogen["modul"]) == ("2027-03-08", "2027-05-02", "digitalwerkstatt")
        assert bogen["formularnummer"] in str(message.card)

        status = await h.says("Status Nowak")
        assert "07.12.2027" in status
        assert "02.05.2027" in status
        assert "keine Berechtigung" not in status


async def test_maximum_asks_for_a_reason_and_above_it_is_refused(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.plays("neuer Bogen für Nowak", "Excel lernen", "Digitalwerkstatt", "vier Monate")
        refused = await h.says("01.04.2027")
        assert "30.06.2027" in refused
        assert "Nr. 3.1" in refused
        assert_asks(h, "Teilnahmedauer")
        await h.says("die vollen drei Monate")
        assert_asks(h, "Begründung")
        await h.plays("Sie hat noch nie einen Computer gehabt.", "allgemein", "absenden")
        (einbuchung,) = h.auskunft(nummer_of("Nowak"))["einbuchungen"]
        assert einbuchung["erwartungsboegen"][0]["begruendung"] == "Sie hat noch nie einen Computer gehabt."
        assert einbuchung["erwartungsboegen"][0]["ende"] == "2027-06-30"


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "kein Text"), ("🙂🙂", "kein Text"), ("x" * 20_000, "3.000")],
    ids=["empty", "emoji only", "20,000 characters"],
)
async def test_bad_text_gets_one_sentence_and_changes_nothing(tmp_path: Path, text: str, word: str) -> None:
    async with haus(tmp_path) as h:
        await h.says("neuer Bogen für Nowak")
        assert word in await h.says(text)
        assert_asks(h, "erreichen")
        await h.says("wieder arbeiten")
        assert_asks(h, "Modul")


async def test_a_file_instead_of_text(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.says("neuer Bogen für Nowak")
        turn = await h.room.attach(SABINE, "ziel.pdf")
        assert "Dateien" in turn.text
        assert "erreichen" in turn.text


@pytest.mark.parametrize("beginn", ["30.02.2027", "01.01.2027", "01.06.2028"])
async def test_a_beginn_that_cannot_be(tmp_path: Path, beginn: str) -> None:
    async with haus(tmp_path) as h:
        await h.plays("neuer Bogen für Nowak", "Excel lernen", "Digitalwerkstatt", "vier Wochen", beginn)
        assert_asks(h, "Beginn")
        await h.says("15.03.2027")
        assert_asks(h, "Kooperationsplan")


async def test_somebody_unknown_and_two_of_the_same_name(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.says("neuer Bogen für Müller")
        assert_asks(h, "Nummer")
        await h.says(nummer_of("Müller", "Thomas"))
        assert_asks(h, "erreichen")
        await h.plays("abbrechen", "ja", "neuer Bogen für Zwetschgenknödel")
        assert_asks(h, "Nummer")
        assert "Erika Zwetschge" in await h.says("Erika Zwetschge, 9999-1")
        assert_asks(h, "erreichen")


async def test_no_channel_is_said_and_the_form_goes_out_once_it_is_there(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        form = ("neuer Bogen für Nowak", "Excel lernen", "Digitalwerkstatt", "vier Wochen", "sofort", "allgemein")
        assert "Kanal" in await h.plays(*form, "absenden")
        assert h.cards() == []
        await h.binds_channel()
        await h.room.until(h.cards)
        assert "Nowak" in "".join(runs_of(h.cards()[0].card))


async def test_the_same_text_delivered_twice_is_done_once(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.says("neuer Bogen für Nowak")
        await h.says("wieder arbeiten")
        repeated = await h.room.repeat(h.turns[-1])
        assert repeated.replies == ()
        again = await h.room.repeat(h.turns[-1], new_id=True)
        assert "auch die Antwort auf Frage 2" in again.text
        await h.says("nein")
        assert_asks(h, "Modul")


async def test_strangers_get_one_sentence_and_leave_no_trace(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        assert "eingetragene Mitarbeitende" in await h.says("Status Nowak", who=KAI)
        assert "Recht" in await h.says("Status Nowak", who=HENNING)
        assert "Nowak" not in h.turns[-1].text


async def test_gesundheitsprojekt_is_explained_without_form_and_booking(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        answer = await h.plays("neuer Bogen für Nowak", "fitter werden", "das Gesundheitsprojekt")
        assert "ohne Einbuchung" in answer
        assert "Kosten" in answer
        assert_asks(h, "Modul")
        await h.plays("abbrechen", "ja")
        assert h.auskunft(nummer_of("Nowak"))["einbuchungen"] == []
