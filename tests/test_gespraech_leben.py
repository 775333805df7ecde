"""What follows the Bogen, as it is said: confirmations, Abschluss, taking back, withdrawal, correction."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.uebungsraum.erfunden import EMRE, MIRIAM, TORSTEN
from tests.gespraech import MUELLER_A, Chat, sent_form
from tests.haus import Haus, haus, nummer_of, runs_of

FORM = ("Excel lernen", "Digitalwerkstatt", "acht Wochen", "nächsten Montag", "allgemein", "absenden")


async def with_form(h: Haus, *more: str) -> str:
    """A first Bogen for Nowak, 08.03. to 02.05.2027, in the bound channel; the number of the case."""
    await h.binds_channel()
    await h.plays("neuer Bogen für Nowak", *FORM, *more)
    await h.room.until(h.cards)
    return nummer_of("Nowak")


def einbuchung_of(h: Haus, nummer: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = h.auskunft(nummer)["einbuchungen"]
    return found[-1]


async def test_confirmations_are_said_back_with_the_day_and_taken_back(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        asked = await h.says("Bescheid Nowak")
        assert "noch nicht bestätigt" in asked
        assert einbuchung_of(h, nummer)["bestaetigungen"] == []
        assert "bleibt alles" in await h.says("nein")
        assert einbuchung_of(h, nummer)["bestaetigungen"] == []

        assert "Montag, 01.03.2027" in await h.says("Bescheid Nowak erstellt")
        assert "Montag, 01.03.2027" in await h.says("Nowak eingebcht am 01.03.2027")
        kept = einbuchung_of(h, nummer)["bestaetigungen"]
        assert [(b["art"], b["am"], b["durch"]) for b in kept] == [
            ("bescheid", "2027-03-01", "Sabine Krämer"),
            ("eingebucht", "2027-03-01", "Sabine Krämer"),
        ]
        assert "schon bestätigt" in await h.says("Bescheid Nowak erstellt am 01.03.2027")
        assert "schon bestätigt" in await h.says("Bescheid Nowak")

        await h.says("Status Kowalczyk")
        await h.says("was ist offen?")
        assert "in comp.ASS eingebucht" in await h.says("rückgängig")
        assert [b["art"] for b in einbuchung_of(h, nummer)["bestaetigungen"]] == ["bescheid"]
        assert "nichts zurückzunehmen" in await h.says("rückgängig")


async def test_a_question_never_records(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        for text in (
            "Ist der Bescheid für Nowak schon erstellt?",
            "Bescheid Nowak?",
            "wann wurde Nowak eingebucht?",
            "Bescheid Nowak nicht erstellt",
            "muss ich den Bescheid Nowak noch erstellen?",
            "K-Plan Nowak angepasst?",
            "Ist Nowak auf Abschluss gesetzt?",
        ):
            await h.says(text)
            await h.says("nein")
            assert einbuchung_of(h, nummer)["bestaetigungen"] == [], text
            assert einbuchung_of(h, nummer)["status"] == "offen"


async def test_days_that_cannot_be(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        assert "liegt in der Zukunft" in await h.says("Bescheid Nowak erstellt am 02.03.2027")
        assert "gibt es im Kalender nicht" in await h.says("30.02.2027")
        assert "Dienstag" not in await h.says("nein")
        assert "gibt es im Kalender nicht" in await h.says("Bescheid Nowak erstellt am 30.02.2027")
        assert "vor dem ersten Erwartungsbogen" in await h.says("Bescheid Nowak erstellt am 01.01.2027")
        await h.says("nein")
        assert "keine passende Einbuchung" in await h.says("Bescheid Kowalczyk erstellt")
        assert einbuchung_of(h, nummer)["bestaetigungen"] == []
        await h.says("Bescheid Nowak")
        assert "Montag, 01.03.2027" in await h.says("heute")


async def test_by_button_of_the_sheet_and_of_the_status(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        assert "eingebucht" in await h.presses("In comp.ASS eingebucht")
        await h.says(f"Status {nummer}")
        assert "Bescheid erstellt" in await h.presses("Bescheid erstellt")
        assert "Offen: nichts" in await h.says("Status Nowak")


async def test_abschluss_asks_the_last_day_and_how_the_goal_ended(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h, "Nowak eingebucht", "Bescheid Nowak erstellt")
        await h.on(date(2027, 4, 20))
        assert "letzte Tag" in await h.says("Abschluss Nowak")
        assert "liegt in der Zukunft" in await h.says("21.04.2027")
        assert "vor dem Beginn der Teilnahme" in await h.says("07.03.2027")
        assert einbuchung_of(h, nummer)["status"] == "offen"
        said = await h.says("16.04.2027")
        assert "Freitag, 16.04.2027" in said
        assert f"{nummer} auf Abschluss gesetzt" in said
        assert "Excel lernen" in said
        kept = einbuchung_of(h, nummer)
        assert (kept["status"], kept["abschluss_am"]) == ("abgeschlossen", "2027-04-16")

        assert "teilweise erreicht" in await h.says(
            "Ziel teilweise erreicht: Tabellen kann ich, *Makros* noch nicht."
        )
        kept = einbuchung_of(h, nummer)
        assert (kept["ziel_ergebnis"], kept["ziel_oton"]) == ("teilweise", "Tabellen kann ich, *Makros* noch nicht.")
        assert kept["erwartungsboegen"][0]["rueckmeldungen"][-1]["art"] == "ziel_teilweise"

        await h.settled()
        thread = [m.text for m in h.room.messages(h.room.channel) if m.by_bot and m.text]
        assert any("Abschluss" in text and "16.04.2027" in text for text in thread)
        assert not any("Nowak" in text or "Makros" in text for text in thread)
        assert "Abgeschlossen am 16.04.2027" in str(h.cards()[0].card)
        assert "Makros" not in str(h.cards()[0].card)

        assert "schon auf Abschluss" not in await h.says("Abschluss Nowak am 15.04.2027")
        assert "keine offene Einbuchung" in h.turns[-1].text
        assert "in comp.ASS auf Abschluss setzen" in await h.says("Status Nowak")
        assert "auf Abschluss gesetzt" in await h.says("Nowak auf Abschluss gesetzt")
        assert "Offen: nichts" in await h.says("Status Nowak")


async def test_abschluss_taken_back_after_looking_something_up(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        await h.on(date(2027, 3, 12))
        await h.says("Abschluss Nowak am 11.03.2027")
        await h.says("Status Müller")
        await h.says("abbrechen")
        assert "Zurückgenommen" in await h.says("rückgängig")
        assert einbuchung_of(h, nummer)["status"] == "offen"
        await h.settled()
        assert "Abgeschlossen" not in str(h.cards()[0].card)
        assert "später" in await h.says("Abschluss Nowak am 11.03.2027")
        assert "Nachtragen geht bis zum nächsten Abschluss" in await h.says("später")
        assert "erreicht" in await h.says("Ziel erreicht")
        assert einbuchung_of(h, nummer)["ziel_ergebnis"] == "erreicht"


async def test_said_to_be_done_in_compass_closes_here_as_well(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h, "Nowak eingebucht")
        await h.on(date(2027, 3, 31))
        await h.plays("Nowak auf Abschluss gesetzt am 30.03.2027", "später")
        kept = einbuchung_of(h, nummer)
        assert (kept["status"], kept["abschluss_am"]) == ("abgeschlossen", "2027-03-30")
        assert ("abschluss", "2027-03-31") in [(b["art"], b["am"]) for b in kept["bestaetigungen"]]
        await h.says("rückgängig")
        kept = einbuchung_of(h, nummer)
        assert (kept["status"], [b["art"] for b in kept["bestaetigungen"]]) == ("offen", ["eingebucht"])


async def test_who_never_came_is_closed_without_a_last_day(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        await h.says("Abschluss Nowak")
        assert "nicht angetreten" in await h.says("nicht angetreten")
        kept = einbuchung_of(h, nummer)
        assert (kept["status"], kept["abschluss_am"]) == ("nicht_angetreten", None)
        await h.settled()
        assert "Nicht angetreten" in str(h.cards()[0].card)
        await h.plays("neuer Bogen für Nowak", *FORM)
        assert [e["status"] for e in h.auskunft(nummer)["einbuchungen"]] == ["nicht_angetreten", "offen"]


async def test_every_goal_is_asked_for_once(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        renewal = ("neuer Bogen für Nowak", "neue Ziele", "nein", "Bewerbung schreiben", "/bisher", "drei Wochen")
        await h.plays(*renewal, "03.05.2027", "/bisher", "absenden")
        await h.on(date(2027, 5, 20))
        assert "Bewerbung schreiben" in await h.says("Abschluss Nowak am 20.05.2027")
        assert "Excel lernen" in await h.says("Ziel erreicht: Die Mappe ist fertig!")
        assert "Notiert" in await h.says("Ziel nicht erreicht")
        kept = einbuchung_of(h, nummer)
        assert (kept["ziel_ergebnis"], kept["ziel_oton"]) == ("erreicht", "Die Mappe ist fertig!")
        arts = [b["rueckmeldungen"][-1]["art"] for b in kept["erwartungsboegen"]]
        assert arts == ["ziel_nicht_erreicht", "ziel_erreicht"]


async def test_withdrawn_with_its_trace_and_the_einbuchung_after_it(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        number = einbuchung_of(h, nummer)["erwartungsboegen"][0]["formularnummer"]
        assert "wirklich" in await h.says("Bogen Nowak zurückziehen")
        assert "bleibt alles" in await h.says("lieber nicht")
        assert "wirklich" in await h.says(f"{number} zurückziehen")
        said = await h.says("ja")
        assert "stornieren" in said
        assert "Zurückgezogen" in said
        await h.settled()
        card = h.cards()[0].card
        assert number in str(card)
        assert "Zurückgezogen" in str(card)
        assert not {"Katarzyna", "Nowak", nummer, "Excel"} & {word for run in runs_of(card) for word in run.split()}
        texts = [m.text for m in h.room.messages(h.room.channel) if m.by_bot and m.text]
        assert any(number in text and "zurückgezogen" in text for text in texts)

        assert "storniert" in await h.says("ja")
        kept = einbuchung_of(h, nummer)
        assert (kept["status"], kept["erwartungsboegen"][0]["status"]) == ("storniert", "zurueckgezogen")
        assert "keinen gültigen Bogen" in await h.says("Bogen Nowak zurückziehen")
        assert "keinen gültigen Bogen" in await h.says(f"{number} zurückziehen")
        assert "gilt nicht mehr" in await h.answers("Empfang bestätigt", MIRIAM, 0)
        assert einbuchung_of(h, nummer)["erwartungsboegen"][0]["rueckmeldungen"] == []


async def test_a_confirmed_einbuchung_is_neither_moved_nor_cancelled(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        assert "15.02.2027 bis 14.11.2027" in await h.says("Einbuchung Nowak ab 15.02.2027")
        assert (einbuchung_of(h, nummer)["beginn"], einbuchung_of(h, nummer)["ende"]) == ("2027-02-15", "2027-11-14")
        assert "nicht nach dem Beginn" in await h.says("Einbuchung Nowak ab 09.03.2027")
        assert "neun Monaten" in await h.says("Einbuchung Nowak ab 01.05.2026")
        await h.says("Nowak eingebucht")
        assert "schon bestätigt" in await h.says("Einbuchung Nowak ab 01.03.2027")
        assert "schon bestätigt" in await h.says("Einbuchung Nowak stornieren")
        await h.plays("Bogen Nowak zurückziehen")
        assert "stornieren" not in await h.says("ja")
        assert einbuchung_of(h, nummer)["status"] == "offen"


async def test_a_correction_is_a_new_version(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = await with_form(h)
        answer = await h.says("Bogen Nowak korrigieren")
        assert "Korrektur" in answer
        assert h.step == ["absenden"]
        await h.says("ändere Dauer")
        answer = await h.says("zehn Wochen")
        assert (
            "Geändert gegenüber Version 1: Zeitraum (bisher 08.03.2027 bis 02.05.2027) und O-Ton zur Dauer" in answer
        )
        await h.says("absenden")
        first, second = einbuchung_of(h, nummer)["erwartungsboegen"]
        assert (second["version"], second["anlass"], second["ende"]) == (2, "korrektur", "2027-05-16")
        assert (second["antworten"]["ziel"], first["status"]) == ("Excel lernen", "gesendet")
        await h.settled()
        assert "Ersetzt ab 08.03.2027" in str(h.cards()[0].card)
        assert second["formularnummer"] in str(h.cards()[0].card)
        assert "ist ersetzt durch Version 2" in await h.answers(
            f"{first['formularnummer']} Empfang bestätigt", TORSTEN
        )


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("Bescheid Nowak erstellt", "Bescheid Nowak zurücknehmen"),
        ("Nowak eingebucht", "eingebucht Nowak rückgängig"),
        ("K-Plan Nowak angepasst", "K-Plan 4711 zurücknehmen"),
        ("Abschluss Nowak am 01.04.2027", "Abschluss von Katarzyna Nowak rückgängig machen"),
        ("Nowak nicht angetreten", "Abschluss Nowak zurücknehmen"),
    ],
)
async def test_what_was_said_some_time_ago_is_taken_back_by_name(said: str, line: str) -> None:
    chat = Chat()
    await sent_form(chat)
    before = chat.einbuchung()
    await sent_form(chat, MUELLER_A)
    chat.clock.now = datetime(2027, 4, 2, 8, tzinfo=UTC)
    await chat.says(said)
    assert chat.einbuchung() != before
    await chat.plays("abbrechen", "Bescheid 4712 erstellt", "neuer Bogen für 4713")
    assert "Zurückgenommen für Katarzyna Nowak" in await chat.says(f"/{line}")
    assert chat.einbuchung() == before
    assert chat.step == ["erreichen"]
    await chat.plays("abbrechen", "ja")
    assert "nichts zurückzunehmen" in await chat.says(line)
    assert "mehrere in Frage" in await chat.says("Bescheid Müller zurücknehmen")
    assert len(chat.einbuchung(MUELLER_A).bestaetigungen) == 1


async def test_two_ifk_finish_a_bogen_for_the_same_person(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        nummer = nummer_of("Nowak")
        await h.binds_channel()
        await h.plays("neuer Bogen für Nowak", *FORM[:-1])
        for text in (f"neuer Bogen für {nummer}", *FORM):
            await h.says(text, who=EMRE)
        said = await h.says("absenden")
        assert "Emre Yıldız" in said
        assert "Ihr Bogen ist nicht gesendet" in said
        assert h.step == ["Anlass"]
        assert len(einbuchung_of(h, nummer)["erwartungsboegen"]) == 1

        await h.plays("neue Ziele", "nein")
        assert h.step == ["absenden"]
        renewal = (
            "neuer Bogen für Nowak",
            "neue Ziele",
            "nein",
            "/bisher",
            "/bisher",
            "eine Woche",
            "08.03.2027",
            "allgemein",
        )
        for text in (*renewal, "absenden"):
            await h.says(text, who=EMRE)
        assert "Ihr Bogen ist nicht gesendet" in await h.says("absenden")
        assert len(einbuchung_of(h, nummer)["erwartungsboegen"]) == 2
        await h.says("absenden")
        assert [b["version"] for b in einbuchung_of(h, nummer)["erwartungsboegen"]] == [1, 2, 3]
