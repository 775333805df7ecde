"""A whole life through HTTP on a clock the test moves: two Bögen, answers, reminders, Abschluss; every card valid.

In this process over SQLite and PostgreSQL, and once from outside through `python app.py uebung`.
"""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.uebungsraum.erfunden import MIRIAM, SABINE, TORSTEN
from tests.aussen import aussen
from tests.datenbank import postgresql_of
from tests.haus import Leute, haus, nummer_of, runs_of

ZIEL = "Ich will endlich *Excel* können,\nund Briefe schreiben."
NEUES_ZIEL = "Jetzt will ich ins Büro. <b>Richtig.</b>"
DAUER = "acht Wochen, hab ich mir gedacht"
NUMMER = nummer_of("Nowak")


def reminders(h: Leute) -> list[str]:
    """The words of all reminders the IFK got."""
    cards = [m.card for m in h.room.messages(SABINE) if m.by_bot and m.summary == "Erinnerung"]
    return ["\n".join(runs_of(card)) + str(card) for card in cards]


async def first_bogen(h: Leute) -> str:
    """01.03.2027: a first Bogen from 08.03. to 02.05., with a concrete plan; the number of the form."""
    assert "ab jetzt" in await h.binds_channel()
    await h.plays("neuer Bogen für Nowak", ZIEL, "In die Digitalwerkstatt.", DAUER, "nächsten Montag", "konkret")
    assert h.step == ["absenden"]
    assert "07.12.2027" in await h.says("absenden")
    await h.room.until(h.cards)
    assert "01.03.2027" in await h.says("Nowak eingebucht am 01.03.2027")
    assert "Bescheid erstellt" in await h.presses("Bescheid erstellt")
    (message,) = h.cards()
    return "".join(runs_of(message.card)).partition("AZ-")[2][:9]


async def received_and_asked(h: Leute) -> None:
    """The Träger confirms, asks, is answered in the thread, and reports the Beginn."""
    await h.presses("Empfang bestätigen", TORSTEN, h.room.channel)
    assert "IFK bekommt sie sofort" in await h.answers("Rückfrage: Bringt sie einen Laptop mit?")
    await h.room.until(lambda: any("Laptop" in text for text in h.told(SABINE)))
    notice = next(text for text in h.told(SABINE) if "Laptop" in text)
    line = notice.partition("`/antwort ")[2].partition(" ")[0]
    await h.says(f"/antwort {line} Nein, bitte einen stellen.")
    await h.settled()
    answer = next(m for m in h.room.messages(h.room.channel) if m.by_bot and "bitte einen stellen" in m.text)
    assert answer.place.thread == h.cards()[0].id
    await h.on(date(2027, 3, 9))
    assert "Montag, 08.03.2027" in await h.answers("begonnen am 08.03.2027", MIRIAM)
    assert reminders(h) == []


async def second_bogen(h: Leute) -> None:
    """19.04.2027: reminded of the end; a renewal in a Dreiergespräch with another module."""
    await h.on(date(2027, 4, 19))
    (reminder,) = reminders(h)
    assert "Die Teilnahme endet bald" in reminder
    assert "02.05.2027" in reminder
    await h.presses("Neuer Bogen")
    assert h.step == ["Anlass"]
    await h.plays("anderes Modul", "ja", "Frau Okafor (Träger), Frau Nowak", NEUES_ZIEL, "Jobakademie bitte")
    said = await h.plays("drei Monate", "03.05.2027", "konkret")
    assert "Geändert gegenüber Version 1" in said
    said = await h.says("absenden")
    assert "ein neuer Bescheid ist nicht nötig" in said
    assert "K-Plan" in said
    await h.room.until(lambda: len(h.cards()) == 2)
    await h.settled()
    old, new = h.cards()
    assert new.place.thread == old.id
    assert "Ab 03.05.2027 gilt Version 2" in "".join(runs_of(old.card))
    assert "Maßgebend vom 03.05.2027 bis 02.08.2027" in "".join(runs_of(new.card))
    assert "Kooperationsplan anpassen" in await h.says("Status Nowak")
    await h.says("K-Plan Nowak angepasst")
    assert "Empfang bestätigt" in await h.answers("Empfang bestätigt")


async def closed(h: Leute) -> None:
    """19.07.2027: reminded again; the Träger reports the end, the IFK closes, each goal is spoken of."""
    await h.on(date(2027, 7, 19))
    assert len(reminders(h)) == 2
    assert "Notiert" in await h.answers("beendet am 16.07.2027", TORSTEN)
    assert "Freitag, 16.07.2027" in await h.says("Abschluss Nowak")
    await h.says("16.07.2027")
    assert "ins Büro" in h.turns[-1].text
    await h.says("Ziel erreicht: Ich fange am 1. August an!")
    await h.says("Ziel teilweise erreicht")
    assert "1 Eintrag" in await h.says("was ist offen?")
    await h.says("Nowak auf Abschluss gesetzt")
    assert "Offen: nichts" in await h.says("Status Nowak")
    assert "keine offene Einbuchung" in await h.says("Abschluss Nowak am 15.07.2027")
    await h.on(date(2027, 7, 27))
    assert len(reminders(h)) == 2
    assert "gilt kein Formular" in await h.mentions("Liste")


def assert_kept(h: Leute, number: str) -> None:
    """What `auskunft` tells of all this."""
    kept = h.auskunft(NUMMER)
    assert kept["person"]["nachname"] == "Nowak"
    assert kept["entwuerfe"] == []
    (einbuchung,) = kept["einbuchungen"]
    facts = {key: einbuchung[key] for key in ("hilfeprodukt", "beginn", "ende", "status", "abschluss_am", "kplan")}
    assert facts == {
        "hilfeprodukt": "Aktivzentrum Stadt Göttingen",
        "beginn": "2027-03-08",
        "ende": "2027-12-07",
        "status": "abgeschlossen",
        "abschluss_am": "2027-07-16",
        "kplan": "konkret",
    }
    confirmed = [(b["art"], b["am"], b["durch"]) for b in einbuchung["bestaetigungen"]]
    assert confirmed == [
        ("eingebucht", "2027-03-01", "Sabine Krämer"),
        ("bescheid", "2027-03-01", "Sabine Krämer"),
        ("kplan", "2027-04-19", "Sabine Krämer"),
        ("abschluss", "2027-07-19", "Sabine Krämer"),
    ]
    assert (einbuchung["ziel_ergebnis"], einbuchung["ziel_oton"]) == ("erreicht", "Ich fange am 1. August an!")
    first, second = einbuchung["erwartungsboegen"]
    assert first["formularnummer"] == f"AZ-{number}"
    assert_bogen(first, 1, ("digitalwerkstatt", "2027-03-08", "2027-05-02"), (None, None, None))
    assert_bogen(
        second,
        2,
        ("jobakademie", "2027-05-03", "2027-08-02"),
        ("anderes_modul", "dreiergespraech", "Frau Okafor (Träger), Frau Nowak"),
    )
    assert first["antworten"] == {"ziel": ZIEL, "modul": "In die Digitalwerkstatt.", "dauer": DAUER}
    assert second["antworten"]["ziel"] == NEUES_ZIEL
    assert [(r["art"], r["am"], r["durch"]) for r in first["rueckmeldungen"]] == [
        ("empfang", "2027-03-01", "Torsten Brandt"),
        ("rueckfrage", "2027-03-01", "Miriam Okafor"),
        ("antwort", "2027-03-01", "Sabine Krämer"),
        ("begonnen", "2027-03-08", "Miriam Okafor"),
        ("ziel_teilweise", "2027-07-19", "Sabine Krämer"),
    ]
    assert [r["art"] for r in second["rueckmeldungen"]] == ["empfang", "beendet", "ziel_erreicht"]
    assert {"Sabine Krämer"} == {z["wer"] for z in kept["zugriffe"] if z["was"] == "bogen_gesendet"}


def assert_bogen(bogen: dict[str, Any], version: int, facts: tuple[str, ...], made: tuple[str | None, ...]) -> None:
    assert (bogen["version"], bogen["status"]) == (version, "gesendet")
    assert (bogen["modul"], bogen["beginn"], bogen["ende"]) == facts
    assert (bogen["anlass"], bogen["gespraechsform"], bogen["teilnehmende"]) == made
    sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in bogen["antworten"].items()}
    assert bogen["pruefsummen"] == sums


async def live(h: Leute) -> None:
    """From the first Bogen to the Abschluss."""
    number = await first_bogen(h)
    await received_and_asked(h)
    await second_bogen(h)
    await closed(h)
    await h.settled()
    assert_kept(h, number)
    deliveries = h.zustellungen()
    assert {row["zustand"] for row in deliveries} == {"gesendet"}
    assert {row["art"] for row in deliveries} == {"antwort", "bogen", "aktualisierung", "nachricht", "erinnerung"}
    texts = "\n".join(h.told_in_channel())
    assert not any(word in texts for word in ("Nowak", "Katarzyna", NUMMER, "Excel", "Büro", "August"))
    assert "Abgeschlossen am 16.07.2027" in "".join(runs_of(h.cards()[-1].card))
    shown = {json.dumps(card) for card in h.seen if f"AZ-{number}" in "".join(runs_of(card)[:9])}
    assert len(shown) >= 7, "sent, received, asked, answered, begun, replaced, closed: each is checked at the end"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_whole_life(kind: str, tmp_path: Path) -> None:
    async with haus(tmp_path, postgresql_of(tmp_path) if kind == "postgresql" else f"sqlite:///{tmp_path}/haus") as h:
        await live(h)


async def test_a_whole_life_from_outside(tmp_path: Path) -> None:
    async with aussen(tmp_path) as h:
        await live(h)
