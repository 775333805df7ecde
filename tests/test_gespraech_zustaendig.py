"""Who has which case: handing over one or all, standing in, what others then may and get."""

from datetime import UTC, datetime

import pytest

from dialogs.rollen import Staff
from tests.gespraech import CASES, HENNING, IDA, JAN, JANS, KIM, NOWAK, PETRA, Chat, sent_form


def owner(chat: Chat, nummer: str = NOWAK.nummer) -> str:
    return chat.storage.world.faelle[nummer].elb.ifk_id


async def test_one_case_is_handed_over_and_both_are_told() -> None:
    chat = Chat()
    await chat.binds()
    await sent_form(chat)
    assert "Ida Kern" in str(chat.posts())
    assert "gehört jetzt zu Jan Weber" in await chat.says("Fall 4711 an Weber übergeben")
    assert owner(chat) == JAN.id
    assert "Jan Weber" in str(chat.posts())
    await chat.says("hilfe", JAN)
    assert any("Ida Kern hat Katarzyna Nowak" in text for text in chat.told(JAN))
    assert "gehört schon zu Jan Weber" in await chat.says("Fall Nowak an Jan Weber übergeben", PETRA)
    assert "ist nicht Ihr Fall" in await chat.says("Fall Nowak an Ida Kern übergeben")
    assert owner(chat) == JAN.id
    await chat.in_channel("Rückfrage: Wer ist zuständig?", thread="id-bogen-AZ-0000-0002")
    assert any("Wer ist zuständig" in text for text in chat.told(JAN))
    assert not any("Wer ist zuständig" in text for text in chat.told(IDA))


@pytest.mark.parametrize(
    "text",
    [
        "Fall 4711 ab Montag an Weber übergeben",
        "Nowak geht ab morgen an Weber",
        "alle meine Fälle ab 1.12.2027 an Weber übergeben",
    ],
)
async def test_a_case_is_not_handed_over_before_its_day(text: str) -> None:
    chat = Chat()
    assert "sofort" in await chat.says(text)
    assert owner(chat) == IDA.id


async def test_a_handover_may_name_today() -> None:
    chat = Chat()
    assert "gehört jetzt zu" in await chat.says("Fall 4711 ab heute an Weber übergeben")
    assert owner(chat) == JAN.id


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("Fall 4711 an Zwetschge übergeben", IDA, "finde ich nicht"),
        ("Fall 4711 an Webber übergeben", IDA, "bitte den ganzen Namen"),
        ("Fall 4711 an Sommer übergeben", IDA, "finde ich nicht"),
        ("Fall 4711 übergeben", IDA, "an wen"),
        ("Fall 4714 an Ida Kern übergeben", IDA, "ist nicht Ihr Fall"),
        ("Fall 4715 an Ida Kern übergeben", IDA, "finde ich niemanden"),
        ("Fall 4711 an Weber übergeben", KIM, "finde ich niemanden"),
        ("Fall 4711 an Weber übergeben", HENNING, "fehlt Ihrer Rolle das Recht"),
        ("alle Fälle von Kern an Vogt übergeben", JAN, "fehlt Ihrer Rolle das Recht"),
        ("alle meine Fälle an Kern übergeben", IDA, "keine Fälle zu übergeben"),
    ],
)
async def test_what_is_not_handed_over(text: str, who: Staff, said: str) -> None:
    chat = Chat()
    before = chat.storage.world.faelle
    assert said in await chat.says(text, who)
    assert chat.storage.world.faelle == before


async def test_all_cases_of_who_leaves() -> None:
    chat = Chat()
    await chat.binds()
    await sent_form(chat)
    asked = await chat.says("alle Fälle von Kern an Weber übergeben", PETRA)
    assert "(3)" in asked
    assert "bleibt alles" in await chat.says("nein", PETRA)
    assert owner(chat) == IDA.id
    await chat.says("alle Fälle von Ida Kern an Jan Weber übergeben", PETRA)
    assert "3 Fälle" in await chat.says("ja", PETRA)
    assert {fall.elb.ifk_id for fall in chat.storage.world.faelle.values()} == {JAN.id, KIM.id}
    assert "Jan Weber" in str(chat.posts())
    await chat.plays("hilfe")
    assert any("3 Fälle von Ida Kern an Jan Weber" in text for text in chat.told(IDA))
    assert "keine laufenden Fälle" in await chat.says("meine Fälle")
    assert "1 Eintrag" in await chat.says("meine Fälle", JAN)


async def test_the_own_cases_all_at_once() -> None:
    chat = Chat()
    await chat.plays("alle meine Fälle an Weber übergeben", "ja")
    assert {chat.storage.world.faelle[elb.nummer].elb.ifk_id for elb in CASES[:4]} == {JAN.id}


async def test_standing_in_until_a_day_and_its_end() -> None:
    chat = Chat()
    await chat.binds()
    assert "finde ich niemanden" in await chat.says("Status 4715", JAN)
    assert "bis einschließlich Donnerstag, 15.04.2027" in await chat.says(
        "Vertretung durch Weber bis 15.04.2027", KIM
    )
    await chat.says("abbrechen", JAN)
    assert "Ömer Becker" in await chat.says("Status 4715", JAN)
    assert any("Jan Weber vertritt Kim Vogt" in text for text in chat.told(JAN))
    for text in ("neuer Bogen für 4715", "Büro", "Jobakademie", "vier Wochen", "sofort", "allgemein", "absenden"):
        await chat.says(text, JAN)
    await chat.says("hilfe", KIM)
    await chat.in_channel("Rückfrage: Wer vertritt?", thread="id-bogen-AZ-0000-0009")
    form = chat.fall(CASES[4]).einbuchungen[0].boegen[0].formularnummer
    await chat.in_channel(f"{form} Rückfrage: Wer vertritt denn?")
    assert all(any("Wer vertritt denn?" in text for text in chat.told(who)) for who in (JAN, KIM))
    chat.clock.now = datetime(2027, 4, 15, 9, tzinfo=UTC)
    assert "Ömer Becker" in await chat.says("Status 4715", JAN)
    await chat.next_day()
    assert "finde ich niemanden" in await chat.says("Status 4715", JAN)


@pytest.mark.parametrize("who", [KIM, JAN, PETRA], ids=["who is away", "who stands in", "Teamleitung"])
async def test_a_vertretung_ends_by_word(who: Staff) -> None:
    chat = Chat()
    await chat.says("Vertretung durch Weber bis 15.04.2027", KIM)
    absent = "für Vogt " if who is not KIM else ""
    assert "nicht mehr" in await chat.says(f"Vertretung {absent}durch Weber beenden", who)
    assert "finde ich niemanden" in await chat.says("Status 4715", JAN)


@pytest.mark.parametrize("who", [KIM, JAN], ids=["who is away", "who stands in"])
async def test_the_only_vertretung_ends_without_a_name(who: Staff) -> None:
    chat = Chat()
    await chat.says("Vertretung durch Weber bis 15.04.2027", KIM)
    assert "Jan Weber vertritt Kim Vogt nicht mehr" in await chat.says("Vertretung beenden", who)
    assert "finde ich niemanden" in await chat.says("Status 4715", JAN)
    assert "Für Sie läuft keine Vertretung" in await chat.says("Vertretung beenden", who)


async def test_of_several_one_says_which_is_to_end() -> None:
    chat = Chat()
    await chat.says("Vertretung durch Weber bis 15.04.2027", KIM)
    await chat.says("Vertretung durch Weber bis 15.04.2027", IDA)
    said = await chat.says("Vertretung beenden", JAN)
    assert "Ömer Becker" in await chat.says("Status 4715", JAN)
    assert "`Vertretung für Kim Vogt durch Jan Weber beenden`" in said
    await chat.says("Vertretung für Kim Vogt durch Jan Weber beenden", JAN)
    assert "finde ich niemanden" in await chat.says("Status 4715", JAN)


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("Vertretung durch Weber", KIM, "Bis wann"),
        ("Vertretung durch Weber bis 30.02.2028", KIM, "gibt es im Kalender nicht"),
        ("Vertretung durch Weber bis 01.02.2027", KIM, "liegt schon zurück"),
        ("Vertretung durch Vogt bis 15.04.2027", KIM, "Sich selbst"),
        ("Vertretung für Vogt durch Weber bis 15.04.2027", JAN, "fehlt Ihrer Rolle das Recht"),
        ("Vertretung durch Webber bis 15.04.2027", KIM, "bitte den ganzen Namen"),
    ],
)
async def test_who_does_not_stand_in(text: str, who: Staff, said: str) -> None:
    chat = Chat()
    assert said in await chat.says(text, who)
    assert "finde ich niemanden" in await chat.says("Status 4715", JAN)


async def test_teamleitung_sets_a_vertretung_for_somebody() -> None:
    chat = Chat()
    await chat.says("Vertretung für Vogt durch Weber bis 15.04.2027", PETRA)
    assert "Ömer Becker" in await chat.says("Status 4715", JAN)


async def test_ifk_see_their_team_and_teamleitung_everybody() -> None:
    chat = Chat()
    assert JANS.name in await chat.says(f"Status {JANS.nummer}")
    assert "finde ich niemanden" in await chat.says("Status Becker")
    assert "Ömer Becker" in await chat.says("Status Becker", PETRA)
    assert "fehlt Ihrer Rolle das Recht" in await chat.says("Status Nowak", HENNING)


async def test_who_saw_a_persons_data() -> None:
    chat = Chat()
    await chat.says("Status Nowak", JAN)
    assert "fehlt Ihrer Rolle das Recht" in await chat.says("Wer hat 4711 gesehen?")
    for who in (PETRA, HENNING):
        answer = await chat.says("Wer hat 4711 gesehen?", who)
        assert "Jan Weber, angesehen" in answer
    assert "Meinen Sie Katarzyna Nowak" in await chat.says("Wer hat Novak gesehen?", HENNING)
    assert "Jan Weber, angesehen" in await chat.says("ja", HENNING)
