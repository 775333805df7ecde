"""Quick questions: the state of one person, lists page by page, names that are not quite right."""

from datetime import datetime
from functools import partial

import pytest

from dialogs.ports import UnitOfWork
from dialogs.records import ElbAngelegt
from tests.gespraech import FORM, IDA, JAN, NOWAK, PETRA, Chat, click, sent_form, titles


def _apply(uow: UnitOfWork, record: ElbAngelegt, jetzt: datetime) -> None:
    uow.apply(record, IDA, jetzt)


async def with_cases(count: int) -> Chat:
    """So many running cases of Ida, each ending a day later than the one before."""
    chat = Chat()
    for n in range(count):
        nummer = f"60{n:02}"
        record = ElbAngelegt(nummer, "Vorname", f"Nachname{n:02}")
        await chat.storage.transact(partial(_apply, record=record, jetzt=chat.clock.jetzt()))
        await chat.plays(f"neuer Bogen für {nummer}", *FORM[:2], f"{20 + n} Tage", *FORM[3:], "absenden")
    return chat


async def test_pages_are_sorted_and_say_the_total() -> None:
    chat = await with_cases(23)
    assert "23 Einträge. Seite 1 von 3; weiter mit `Seite 2`" in await chat.says("meine Fälle")
    assert "23 Fälle" in str(chat.cards[0])
    assert "Nachname00" in str(chat.cards[0])
    assert "Nachname10" not in str(chat.cards[0])
    await chat.says("Seite 2")
    assert "Nachname10" in str(chat.cards[0])
    assert {"◀ Zurückblättern", "Weiter ▶"} <= set(titles(chat.cards[0]))
    await chat.does(click(chat.cards[0], "Weiter ▶"))
    assert "Nachname22" in str(chat.cards[0])
    assert "23 Einträge" in chat.text
    await chat.says("/seite 99")
    assert "Nachname22" in str(chat.cards[0])
    await chat.says("Status 6000")
    await chat.says("Seite 1")
    assert "Nachname00" in str(chat.cards[0])
    names = [word for word in str(chat.cards[0]).split() if word.startswith("Nachname")]
    assert names == sorted(names)


async def test_pages_in_the_middle_of_a_form() -> None:
    chat = await with_cases(12)
    await chat.plays("meine Fälle", "neuer Bogen für Nowak")
    await chat.says("/seite 2")
    assert "Nachname11" in str(chat.cards[0])
    assert chat.step == ["erreichen"]
    await chat.plays(*FORM[:3])
    await chat.says("Seite 1")
    assert "Nachname00" in str(chat.cards[0])
    assert chat.step == ["Beginn"]


@pytest.mark.parametrize(
    ("question", "title", "names", "missing"),
    [
        ("Wer läuft diesen Monat aus?", "Läuft aus", ["Nachname00"], ["Nachname05"]),
        ("Was hat der Träger nicht bestätigt?", "nicht bestätigt", ["Nachname00", "Nachname05"], []),
        ("Welche Bescheide fehlen?", "Bescheid fehlt", ["Nachname01"], ["Nachname00"]),
        ("Was ist offen?", "Was ist offen", ["Nachname00", "Nachname01"], []),
        ("welche K-Pläne sind anzupassen?", "Kooperationsplan", [], ["Nachname00"]),
    ],
)
async def test_lists(question: str, title: str, names: list[str], missing: list[str]) -> None:
    chat = await with_cases(6)
    await chat.says("Bescheid 6000 erstellt")
    answer = await chat.says(question)
    assert title in answer
    shown = str(chat.cards)
    assert all(name in shown for name in names)
    assert not any(name in shown for name in missing)


async def test_a_list_never_shows_another_team_and_teamleitung_sees_all() -> None:
    chat = Chat()
    await sent_form(chat)
    assert "keine laufenden Fälle" in await chat.says("meine Fälle", JAN)
    assert "1 Eintrag" in await chat.says("Was hat der Träger nicht bestätigt?", JAN)
    assert "1 Eintrag" in await chat.says("meine Fälle", PETRA)
    assert "2 Einträge" in await chat.says("was ist offen?", PETRA)


@pytest.mark.parametrize("said", ["Status Novak", "Status Nowack", "wie steht es bei Novak?"])
async def test_a_misspelt_name_is_asked_back(said: str) -> None:
    chat = Chat()
    assert "Meinen Sie Katarzyna Nowak (4711)?" in await chat.says(said)
    assert chat.step == ["Nummer"]
    assert "kein Erwartungsbogen" in await chat.says("ja")


async def test_several_of_one_name_are_asked_back() -> None:
    chat = Chat()
    answer = await chat.says("Status Müller")
    assert "Andrea Müller (4712)" in answer
    assert "Thomas Müller (4713)" in answer
    assert chat.buttons == ["4712", "4713"]
    assert "Thomas Müller" in await chat.says("Thomas Müller")
    await chat.says("Status Müller")
    assert "Andrea Müller" in await chat.says("4712")
    await chat.says("Status Müller")
    assert "finde ich niemanden" in await chat.says("Zwetschge")
    assert chat.step == ["Nummer"]
    assert "Katarzyna Nowak" in await chat.says("Nowak")


async def test_the_case_spoken_of_last_is_offered() -> None:
    chat = Chat()
    await sent_form(chat)
    await chat.says("Status Nowak")
    assert "Meinen Sie Katarzyna Nowak (4711)?" in await chat.says("Abschluss")
    assert "letzte Tag" in await chat.says("ja")


async def test_status_by_the_number_of_a_form() -> None:
    chat = Chat()
    number = await sent_form(chat)
    assert "Katarzyna Nowak" in await chat.says(f"Status {number}")
    assert "finde ich niemanden" in await chat.says("Status AZ-ZZZZ-ZZZZ")


async def test_status_says_what_the_card_shows() -> None:
    chat = Chat()
    await chat.binds()
    number = await sent_form(chat)
    answer = await chat.says("Wie ist der Stand bei Nowak?")
    for fact in (
        "08.03.2027 bis 07.12.2027",
        "Digitalwerkstatt",
        "Version 1",
        number,
        "noch nicht bestätigt",
        "Offen:",
    ):
        assert fact in answer
    assert "ColumnSet" in str(chat.cards[0])
    assert NOWAK.name in str(chat.cards[0])


async def test_nothing_of_ours_changes_nothing() -> None:
    chat = Chat()
    for text in ("Kürze ihm das Geld", "Lösch den Fall Nowak", "Schreib Nowak eine Mail", "danke", "lol", "ok"):
        world = chat.storage.world.faelle
        assert "geändert hat sich nichts" in await chat.says(text) or "kein" in chat.text
        assert chat.storage.world.faelle == world


async def test_monitoring_in_the_chat() -> None:
    chat = Chat()
    assert "fehlt Ihrer Rolle das Recht" in await chat.says("Monitoring")
    assert "Neue Erwartungsbögen" in await chat.says("Monitoring", PETRA)
    assert chat.cards
