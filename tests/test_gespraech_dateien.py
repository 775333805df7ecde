"""Files from the chat, over HTTP: offered, taken once by whom they were offered to, made anew then, nowhere else."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.uebungsraum import teams
from bot.uebungsraum.erfunden import EMRE, HENNING, KAI, MIRIAM, PETRA, SABINE
from bot.uebungsraum.people import Person
from bot.uebungsraum.stage import Turn
from bot.uebungsraum.welt import FILE_INFO, Message
from tests.haus import Haus, haus, nummer_of

NUMMER = nummer_of("Nowak")
FORM = ("wieder arbeiten", "Digitalwerkstatt", "acht Wochen", "nächsten Montag", "allgemein", "absenden")


@pytest.fixture
async def h(tmp_path: Path) -> AsyncIterator[Haus]:
    async with haus(tmp_path) as house:
        yield house


async def sends_form(h: Haus) -> str:
    """A form for Nowak; its number."""
    await h.plays(f"neuer Bogen für {NUMMER}", *FORM)
    (einbuchung,) = h.auskunft(NUMMER)["einbuchungen"]
    return str(einbuchung["erwartungsboegen"][-1]["formularnummer"])


def offered(h: Haus, who: Person = SABINE) -> Message:
    """The newest card that offers a file."""
    return [m for m in h.room.messages(who) if m.consent and not m.deleted][-1]


def card_of(h: Haus, who: Person = SABINE) -> Any:
    """Where the newest file that was put away is shown."""
    cards = [a for m in h.room.messages(who) for a in m.attachments if a.get("contentType") == FILE_INFO]
    return cards[-1] if cards else None


def put_away(h: Haus) -> tuple[bytes, ...]:
    return h.room.files.contents()


def context_of(card: Message) -> Any:
    assert card.consent is not None
    return card.consent["content"]["acceptContext"]


async def answers(h: Haus, who: Person, context: object, where: str | None = None, **upload: str) -> Turn:
    """A consent as Teams sends it, with whatever in it."""
    sender = h.room.sender(who, where)
    name = "x.pdf"
    activity = teams.consented(sender, h.room.welt.new_id(), "", context, h.room.files.expect(name), name)
    activity["value"]["uploadInfo"] |= upload
    del activity["replyToId"]
    return await h.room.turn(activity)


# --- what works ----------------------------------------------------------------------------------------------------


async def test_a_form_as_pdf(h: Haus) -> None:
    form = await sends_form(h)
    said = await h.says("Bogen Nowak als PDF")
    assert said.startswith(f"Der Erwartungsbogen {form} von Katarzyna Nowak ({NUMMER}) liegt bereit.")
    assert "Bitte löschen Sie die Datei selbst" in said
    card = offered(h)
    assert card.consent is not None
    assert card.consent["name"] == f"Erwartungsbogen {form}.pdf"
    assert put_away(h) == ()
    turn = await h.room.consent(SABINE, card.id)
    assert (turn.answer.status, turn.answer.body) == (200, None)
    (content,) = put_away(h)
    assert content.startswith(b"%PDF-")
    assert card_of(h)["name"] == f"Erwartungsbogen {form}.pdf"
    assert turn.text == f"Die Datei „Erwartungsbogen {form}.pdf“ liegt jetzt in Ihrem OneDrive."
    assert h.room.welt.find(card.id).deleted  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wish", "name", "begin"),
    [
        ("Handzettel Nowak", "Handzettel {}.pdf", b"%PDF-"),
        ("Handzettel Nowak auf Englisch", "Handzettel {} Englisch.pdf", b"%PDF-"),
        ("Bogen {} als PDF", "Erwartungsbogen {}.pdf", b"%PDF-"),
    ],
)
async def test_by_name_and_by_number(h: Haus, wish: str, name: str, begin: bytes) -> None:
    form = await sends_form(h)
    await h.says(wish.format(form))
    await h.room.consent(SABINE, offered(h).id)
    assert card_of(h)["name"] == name.format(form)
    assert put_away(h)[0].startswith(begin)


@pytest.mark.parametrize(
    ("wish", "name", "begin"),
    [
        ("Bericht 1. Quartal 2027 als Excel", "Monitoring Aktivzentrum 2027-01 bis 2027-03.xlsx", b"PK"),
        ("Monitoring Februar 2027 als PDF", "Monitoring Aktivzentrum 2027-02.pdf", b"%PDF-"),
    ],
)
async def test_the_report(h: Haus, wish: str, name: str, begin: bytes) -> None:
    await h.says(wish, HENNING)
    assert offered(h, HENNING).consent["name"] == name  # type: ignore[index]
    turn = await h.room.consent(HENNING, offered(h, HENNING).id)
    assert name in turn.text
    assert put_away(h)[0].startswith(begin)


async def test_the_report_in_the_chat_offers_itself_as_a_file(h: Haus) -> None:
    turn = await h.room.say(HENNING, "Bericht 1. Quartal 2027")
    (excel, pdf) = [action["value"] for action in turn.replies[-1].suggested]
    for wish, ending in ((excel, "xlsx"), (pdf, "pdf")):
        await h.says(wish, HENNING)
        card = offered(h, HENNING).consent
        assert card is not None
        assert card["name"] == f"Monitoring Aktivzentrum 2027-01 bis 2027-03.{ending}"


async def test_refusing_is_polite_and_ends_the_offer(h: Haus) -> None:
    await sends_form(h)
    await h.says("Bogen Nowak als PDF")
    card = offered(h)
    turn = await h.room.consent(SABINE, card.id, accept=False)
    assert turn.text.startswith("In Ordnung, die Datei ist nicht abgelegt worden.")
    assert "gilt nicht mehr" in (await answers(h, SABINE, context_of(card))).text
    assert put_away(h) == ()


async def test_in_the_middle_of_a_form_the_form_goes_on(h: Haus) -> None:
    await sends_form(h)
    await h.plays(f"neuer Bogen für {nummer_of('Schmidt')}", "etwas lernen", "Digitalwerkstatt", "acht Wochen")
    said = await h.says("Bogen Nowak als PDF")
    assert "liegt bereit" in said
    assert h.step == ["Beginn"]
    turn = await h.room.consent(SABINE, offered(h).id, accept=False)
    assert "Beginn" in turn.text.rsplit("\n\n", 1)[-1]
    assert h.step == ["Beginn"]
    await h.says("nächsten Montag")
    assert h.step == ["Kooperationsplan"]


async def test_it_is_made_of_what_is_there_when_it_is_taken(h: Haus) -> None:
    """A form that was withdrawn meanwhile gives no handout."""
    await sends_form(h)
    await h.says("Handzettel Nowak")
    first = offered(h)
    await h.plays(f"Bogen {NUMMER} zurückziehen", "ja")
    turn = await h.room.consent(SABINE, first.id)
    assert turn.text.startswith("Diese Datei gibt es für Sie nicht mehr. Abgelegt ist nichts.")
    await h.says("nein")
    assert "keinen gültigen Erwartungsbogen" in await h.says("Handzettel Nowak")
    assert put_away(h) == ()


# --- what is noted -------------------------------------------------------------------------------------------------


async def test_offer_and_file_are_in_the_audit(h: Haus) -> None:
    await sends_form(h)
    await h.says("Bogen Nowak als PDF")
    before = [z["was"] for z in h.auskunft(NUMMER)["zugriffe"]]
    assert "datei_uebergeben" not in before
    await h.room.consent(SABINE, offered(h).id)
    after = [z["was"] for z in h.auskunft(NUMMER)["zugriffe"]]
    assert after.count("datei_uebergeben") == 1
    assert after.count("fall") == before.count("fall") + 1
    assert "als Datei geholt" in await h.says(f"Wer hat {NUMMER} gesehen?", PETRA)


async def test_nothing_of_the_place_is_kept(h: Haus) -> None:
    await sends_form(h)
    await h.says("Bogen Nowak als PDF")
    await h.room.consent(SABINE, offered(h).id)
    stored = h.database.run(lambda uow: uow.load_gespraech(h.room.chat(SABINE)))
    assert stored is not None
    assert "uebung/file" not in stored.zustand
    assert '"offers":[]' in stored.zustand


# --- attacks -------------------------------------------------------------------------------------------------------


async def test_the_same_consent_twice_gives_one_file(h: Haus) -> None:
    await sends_form(h)
    await h.says("Bogen Nowak als PDF")
    card = offered(h)
    first = await h.room.consent(SABINE, card.id)
    again = await h.room.repeat(first)
    assert again.answer.status == 200
    renewed = await h.room.repeat(first, new_id=True)
    assert "gilt nicht mehr oder ist schon angenommen" in renewed.text
    assert len(put_away(h)) == 1
    assert [z["was"] for z in h.auskunft(NUMMER)["zugriffe"]].count("datei_uebergeben") == 1


async def test_somebody_elses_offer_is_nobodys(h: Haus) -> None:
    """Neither a colleague in the own chat, nor a stranger, nor anybody in the channel."""
    await sends_form(h)
    await h.binds_channel()
    await h.says("Bogen Nowak als PDF")
    context = context_of(offered(h))
    assert "gilt nicht mehr" in (await answers(h, EMRE, context)).text
    stranger = await answers(h, KAI, context)
    assert stranger.answer.status == 200
    for who in (MIRIAM, PETRA):
        assert (await answers(h, who, context, h.room.channel)).text == ""
    assert put_away(h) == ()
    await answers(h, SABINE, context)
    assert len(put_away(h)) == 1


async def test_a_consent_in_anothers_chat_is_refused(h: Haus) -> None:
    await sends_form(h)
    await h.says("Bogen Nowak als PDF")
    sender = h.room.sender(SABINE, None)
    place, context = h.room.files.expect("x"), context_of(offered(h))
    activity = teams.consented(sender, h.room.welt.new_id(), "", context, place, "x")
    activity["from"] |= {"aadObjectId": EMRE.aad_object_id, "id": EMRE.teams_id(h.room.welt.bot.id)}
    await h.room.turn(activity)
    assert put_away(h) == ()


async def test_an_offer_ends_after_an_hour(h: Haus) -> None:
    await sends_form(h)
    await h.says("Bogen Nowak als PDF")
    await h.settled("antwort")  # an hour later nothing of this is still being written down
    h.clock.turn_to(h.clock.jetzt() + timedelta(minutes=61))
    turn = await h.room.consent(SABINE, offered(h).id)
    assert "gilt nicht mehr" in turn.text
    assert put_away(h) == ()


ELSEWHERE = (
    "https://evil.example/up",
    "http://evil.example/up",
    "http://169.254.169.254/latest/meta-data",
    "http://127.0.0.1.evil.example/up",
    "http://127.0.0.1@evil.example/up",
    "file:///etc/passwd",
    "",
)


async def test_to_a_place_that_is_not_the_houses_goes_nothing_and_the_offer_stays(h: Haus) -> None:
    await sends_form(h)
    await h.says("Bogen Nowak als PDF")
    context = context_of(offered(h))
    for url in ELSEWHERE:
        turn = await answers(h, SABINE, context, uploadUrl=url)
        assert turn.text.startswith(
            "Dorthin legt der Bot keine Dateien: Dieser Ort ist vom Haus nicht freigegeben."
        ), url
    assert [z["was"] for z in h.auskunft(NUMMER)["zugriffe"]].count("datei_uebergeben") == 0
    await answers(h, SABINE, context)
    assert len(put_away(h)) == 1


async def test_a_consent_to_nothing_of_ours_does_nothing(h: Haus) -> None:
    odd: tuple[object, ...] = (None, "x", [], {}, {"azb_datei": 7})
    for context in odd:
        turn = await answers(h, SABINE, context)
        assert (turn.answer.status, turn.replies) == (200, ())
    assert "gilt nicht mehr" in (await answers(h, SABINE, {"azb_datei": "datei-AZ-0000-0000"})).text
    assert put_away(h) == ()


async def test_a_case_of_another_team_is_not_offered(h: Haus) -> None:
    await sends_form(h)
    other = next(p for p in h.room.people if p.rolle == "ifk" and p.team != SABINE.team)
    said = await h.says("Bogen Nowak als PDF", other)
    assert "liegt bereit" not in said
    assert "Katarzyna" not in said
    assert "liegt bereit" not in await h.says(f"Handzettel {NUMMER}", other)


async def test_the_rights_count_when_it_is_taken(h: Haus) -> None:
    """A case handed over to another team between offer and consent."""
    await sends_form(h)
    await h.says("Bogen Nowak als PDF")
    other = next(p for p in h.room.people if p.rolle == "ifk" and p.team != SABINE.team)
    await h.says(f"Fall {NUMMER} an {other.name} übergeben", PETRA)
    await h.says("ja", PETRA)
    turn = await h.room.consent(SABINE, offered(h).id)
    assert turn.text == "Diese Datei gibt es für Sie nicht mehr. Abgelegt ist nichts."
    assert put_away(h) == ()


async def test_reports_are_for_who_may_see_the_figures(h: Haus) -> None:
    assert "fehlt Ihrer Rolle das Recht" in await h.says("Bericht als Excel")
    assert "fehlt Ihrer Rolle das Recht" in await h.says("Bogen Nowak als PDF", HENNING)
