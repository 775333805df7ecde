"""What comes twice is done once, what comes at once has one right outcome; a form that does not arrive is told."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

import app
from bot.connector import Connector
from bot.uebungsraum import card as cards
from bot.uebungsraum.erfunden import EMRE, MIRIAM, SABINE
from bot.uebungsraum.faults import Fault, Kind
from bot.uebungsraum.stage import Turn
from bot.uebungsraum.welt import Message
from dialogs.delivery import Outcome, Unknown
from dialogs.relay import tries
from tests.haus import Haus, haus, nummer_of, runs_of
from tests.zuverlaessigkeit.fuehrung import DONE, Fuehrung, Worte, assert_once_in_full, assert_one_booking

NUMMER = nummer_of("Nowak")
BEGIN = f"neuer Bogen für {NUMMER}"
W = Worte()
TO_PREVIEW = (BEGIN, W.ziel, W.modul, W.dauer, "nächsten Montag", "konkret")


def texts(h: Haus) -> list[str]:
    return [m.text for m in h.room.messages(SABINE) if m.by_bot and m.text]


async def copies(h: Haus, turn: Turn, many: int, *, new_id: bool = False) -> None:
    """The same delivery many times at once."""
    await asyncio.gather(*[h.room.repeat(turn, new_id=new_id) for _ in range(many)])


async def finish(h: Haus) -> str:
    """Answers what is asked until the form is sent; its number."""
    lead = Fuehrung(h.room, NUMMER)
    while DONE not in texts(h)[-1]:
        await h.says(lead.worte.answer(texts(h)[-1].rsplit("\n\n", 1)[-1]))
    return assert_one_booking(h.auskunft(NUMMER), W)


# --- twice ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", range(len(TO_PREVIEW)))
async def test_many_copies_at_once_are_done_once(tmp_path: Path, step: int) -> None:
    async with haus(tmp_path) as h:
        await h.plays(*TO_PREVIEW[: step + 1])
        told = texts(h)
        await copies(h, h.turns[-1], 10)
        assert texts(h) == told
        await finish(h)


@pytest.mark.parametrize("step", range(len(TO_PREVIEW)))
async def test_late_with_a_new_id_nothing_is_taken_for_another_answer(tmp_path: Path, step: int) -> None:
    """Where an O-Ton is awaited the text is asked back, elsewhere it is no answer; the form then comes out right."""
    async with haus(tmp_path) as h:
        await h.plays(*TO_PREVIEW[: step + 1])
        asked = texts(h)[-1].rsplit("\n\n", 1)[-1]
        turn = await h.room.repeat(h.turns[-1], new_id=True)
        if "O-Ton" in asked:
            assert "auch die Antwort" in turn.text
            turn = await h.room.say(SABINE, "nein")
        assert turn.text.endswith(asked)
        await finish(h)


async def test_a_plain_no_repeated_is_no_answer_either(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.plays(BEGIN, "abbrechen", "nein")
        again = await h.room.repeat(h.turns[-1], new_id=True)
        assert "auch die Antwort auf Frage 1" in again.text
        await h.says("nein")
        await finish(h)


async def test_absenden_many_times_books_once(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.binds_channel()
        await h.plays(*TO_PREVIEW)
        card = next(m for m in reversed(h.room.messages(SABINE)) if m.card)
        action = cards.action_titled(card.card or {}, "Absenden") or {}
        presses = [h.room.click(SABINE, card.id, action["data"]) for _ in range(5)]
        turns = await asyncio.gather(*presses, h.room.say(SABINE, "absenden"))
        form = assert_one_booking(h.auskunft(NUMMER), W)
        assert sum(DONE in t for t in texts(h)) == 1
        await copies(h, turns[0], 5, new_id=True)
        assert assert_one_booking(h.auskunft(NUMMER), W) == form
        await h.room.until(h.cards)
        assert_once_in_full(h.room, form, W)


# --- at once --------------------------------------------------------------------------------------------------


async def test_two_quick_messages_are_two_answers(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.says(BEGIN)
        await asyncio.gather(h.room.say(SABINE, "erst dies"), h.room.say(SABINE, "dann in die Jobakademie"))
        (draft,) = h.auskunft(NUMMER)["entwuerfe"]
        state = draft["zustand"]["zustand"]["entwurf"]
        assert sorted([*state["ziel"], *state["modul_antwort"]]) == ["dann in die Jobakademie", "erst dies"]
        assert len([t for t in texts(h) if "Frage 2" in t or "Frage 3" in t]) == 2


async def test_a_message_while_a_button_is_in_flight(tmp_path: Path) -> None:
    """The status is answered, the form is sent; neither disturbs the other."""
    async with haus(tmp_path) as h:
        await h.binds_channel()
        await h.plays(*TO_PREVIEW)
        h.room.faults.add(Fault(Kind.SLOW, times=2, seconds=0.3))
        await asyncio.gather(h.room.press(SABINE, "Absenden"), h.room.say(SABINE, f"Status {NUMMER}"))
        assert_one_booking(h.auskunft(NUMMER), W)
        assert any(DONE in t for t in texts(h))
        assert len(texts(h)) == len(TO_PREVIEW) + 2


async def test_everybody_at_once(tmp_path: Path) -> None:
    """Two people's forms side by side; nobody gets anything of the other's."""
    async with haus(tmp_path) as h:
        other = nummer_of("Haddad")
        worte = Worte("anderes Ziel", "Digitalwerkstatt bitte", "sechs Wochen")
        both = (Fuehrung(h.room, NUMMER), Fuehrung(h.room, other, EMRE, worte))
        await asyncio.gather(*[one.lead() for one in both])
        assert_one_booking(h.auskunft(NUMMER), W)
        assert_one_booking(h.auskunft(other), worte)
        assert "anderes Ziel" not in str(texts(h))


# --- edited ---------------------------------------------------------------------------------------------------


async def test_an_edited_answer_is_offered_once_and_taken_only_with_a_yes(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.plays(BEGIN, "falsches Ziel", W.modul)
        wrong = h.turns[1].message
        assert wrong is not None
        turn = await h.room.edit(SABINE, wrong.id, W.ziel)
        assert "ja" in turn.text
        told = texts(h)
        await copies(h, turn, 5)
        assert texts(h) == told
        await h.says("ja")
        await finish(h)


async def test_an_edited_answer_that_is_refused_changes_nothing(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.plays(BEGIN, W.ziel)
        right = h.turns[1].message
        assert right is not None
        await h.room.edit(SABINE, right.id, "doch etwas anderes")
        await h.says("nein")
        await finish(h)


async def test_an_edit_after_the_end_changes_nothing(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.plays(BEGIN, W.ziel)
        right = h.turns[1].message
        assert right is not None
        form = await finish(h)
        told = texts(h)
        await h.room.edit(SABINE, right.id, "doch etwas anderes")
        assert texts(h) == told
        assert assert_one_booking(h.auskunft(NUMMER), W) == form


# --- a form that does not arrive --------------------------------------------------------------------------------


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> None:
    """The minute of the watch is short."""
    monkeypatch.setattr(app, "WATCH_SECONDS", 0.02)


async def test_a_channel_that_is_gone_is_told_in_words(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.binds_channel()
        h.room.welt.channel_removed = True
        await h.plays(*TO_PREVIEW, "absenden")
        await h.room.until(lambda: any("Nicht beim Träger angekommen" in t for t in texts(h)))
        told = next(t for t in texts(h) if "Nicht beim Träger" in t)
        assert "Träger-Kanal einrichten" in told
        assert_one_booking(h.auskunft(NUMMER), W)


@pytest.mark.usefixtures("watching")
async def test_a_failure_that_could_not_be_told_at_once_is_told_by_the_watch_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a crash between the failure and the telling."""
    monkeypatch.setattr(app.Bot, "_tell_failed", _nothing)
    async with haus(tmp_path) as h:
        await h.binds_channel()
        h.room.welt.channel_removed = True
        await h.plays(*TO_PREVIEW, "absenden")
        await h.room.until(lambda: any("Nicht beim Träger angekommen" in t for t in texts(h)))
        await asyncio.sleep(0.2)
        assert sum("Nicht beim Träger" in t for t in texts(h)) == 1


async def _nothing(*_: object) -> None:
    """In the place of what a bot that ended did not do."""


@pytest.mark.usefixtures("watching")
async def test_after_ten_minutes_the_ifk_is_told_once(tmp_path: Path) -> None:
    async with haus(tmp_path) as h:
        await h.binds_channel()
        h.room.faults.add(Fault(Kind.SERVER_ERROR, times=None, conversation=h.room.channel))
        await h.plays(*TO_PREVIEW, "absenden")
        _pass(h, minutes=9)
        await asyncio.sleep(0.2)
        assert not any(_overdue(t) for t in texts(h))
        _pass(h, minutes=2)
        await h.room.until(lambda: any(_overdue(t) for t in texts(h)))
        _pass(h, minutes=30)
        await asyncio.sleep(0.2)
        assert sum(_overdue(t) for t in texts(h)) == 1
        h.room.faults.clear()
        _pass(h, minutes=6)
        await h.room.until(lambda: any(runs_of(m.card) for m in h.cards()))


def _overdue(text: str) -> bool:
    return "Noch nicht beim Träger" in text


def _pass(h: Haus, minutes: float) -> None:
    before = h.clock._wall
    h.clock._wall = lambda: before() + 60 * minutes


async def next_form(h: Haus) -> str:
    """One more for the same person; its number."""
    answers = ("neue Ziele", "nein", "zweites Ziel", "die Digitalwerkstatt", "zwei Wochen", "nächsten Montag")
    await h.plays(BEGIN, *answers, "konkret", "absenden")
    (einbuchung,) = h.auskunft(NUMMER)["einbuchungen"]
    return str(einbuchung["erwartungsboegen"][-1]["formularnummer"])


async def test_forms_that_wait_go_out_after_a_binding_in_their_order(tmp_path: Path) -> None:
    """Those of one person one after the other, and in one thread."""
    async with haus(tmp_path) as h:
        await Fuehrung(h.room, NUMMER).lead()
        await Fuehrung(h.room, nummer_of("Petrović"), worte=Worte("anderes Ziel")).lead()
        await next_form(h)
        assert h.cards() == []
        await h.binds_channel()
        await h.room.until(lambda: len(full(h)) == 3, 20)
        first, second = [m for m in h.cards() if "Nowak" in str(m.card)]
        assert W.ziel in "".join(runs_of(first.card))
        assert "zweites Ziel" in "".join(runs_of(second.card))
        assert second.place.thread == first.id


def full(h: Haus) -> list[Message]:
    """The forms that stand in the channel with their content."""
    return [m for m in h.cards() if runs_of(m.card)]


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Words; Teams answers 502 to every call to the channel whose content holds one."""
    words: set[str] = set()
    original = Connector._exchange

    async def exchange(connector: Connector, request: Any, token: Any) -> Outcome:
        if "/19%3A" in str(request.url) and any(word.encode() in (request.body or b"") for word in words):
            return Unknown("http_502")
        return await original(connector, request, token)

    monkeypatch.setattr(Connector, "_exchange", exchange)
    return words


async def test_a_form_that_is_always_answered_5xx_holds_up_no_other_person(tmp_path: Path, refused: set[str]) -> None:
    """Only what belongs to the same person waits behind it, and then comes in its order."""
    async with haus(tmp_path) as h:
        await h.binds_channel()
        refused.add("Nowak")
        await Fuehrung(h.room, NUMMER).lead()
        await Fuehrung(h.room, nummer_of("Petrović"), worte=Worte("anderes Ziel")).lead()
        await next_form(h)
        await h.room.until(lambda: full(h), 20)
        assert ["Petrović" in str(m.card) for m in full(h)] == [True]
        await h.settled("antwort")
        assert [z["zustand"] for z in h.zustellungen() if z["art"] == "bogen"] == ["unklar", "gesendet", "offen"]
        refused.clear()
        _pass(h, minutes=6)
        await h.room.until(lambda: len(full(h)) == 3, 20)
        first, second = [m for m in full(h) if "Nowak" in str(m.card)]
        assert second.place.thread == first.id
        assert "zweites Ziel" in "".join(runs_of(second.card))


async def test_an_answer_to_the_traeger_waits_for_nothing_that_does_not_get_through(
    tmp_path: Path, refused: set[str]
) -> None:
    """Neither for another person's form nor for the next one of the same thread."""
    async with haus(tmp_path) as h:
        await h.binds_channel()
        await Fuehrung(h.room, NUMMER).lead()
        await h.room.until(lambda: full(h), 20)
        refused |= {"Petrović", "zweites Ziel"}
        await next_form(h)
        await Fuehrung(h.room, nummer_of("Petrović"), worte=Worte("anderes Ziel")).lead()
        thread = h.room.thread(full(h)[0])
        await h.says("Empfang bestätigt", who=MIRIAM, where=thread)
        await h.room.until(lambda: any("Notiert" in m.text for m in h.room.messages(thread) if m.by_bot), 20)
        assert len(full(h)) == 1


async def test_a_form_given_up_after_a_day_goes_on_after_a_new_binding(
    tmp_path: Path, refused: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As its IFK is told; where the placeholder stands already no second one is made."""
    monkeypatch.setattr(tries, "GIVE_UP_AFTER", 1)
    async with haus(tmp_path) as h:
        await h.binds_channel()
        refused.add("Nowak")
        await Fuehrung(h.room, NUMMER).lead()
        await h.room.until(lambda: any("Nicht beim Träger angekommen" in t for t in texts(h)), 20)
        (given_up,) = [z for z in h.zustellungen() if z["art"] == "bogen"]
        assert (given_up["zustand"], given_up["grund"]) == ("gescheitert", "http_502")
        refused.clear()
        await h.binds_channel()
        await h.room.until(lambda: full(h), 20)
        assert_once_in_full(h.room, assert_one_booking(h.auskunft(NUMMER), W), W)
        assert len([m for m in h.room.messages(h.room.channel) if "AZ-" in f"{m.text}{m.card}"]) == 1


async def test_a_form_whose_stored_content_is_damaged_is_told_and_others_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with haus(tmp_path) as h:
        await Fuehrung(h.room, NUMMER).lead()
        form = assert_one_booking(h.auskunft(NUMMER), W)
        await Fuehrung(h.room, nummer_of("Petrović"), worte=Worte("anderes Ziel")).lead()
        with h.database.transaction() as sql:
            sql.control(f"UPDATE outbox SET activity = placeholder WHERE id = 'bogen-{form}'")  # noqa: S608  a name of ours
        await h.binds_channel()
        await h.room.until(lambda: full(h), 20)
        await h.room.until(lambda: any("Nicht beim Träger angekommen" in t for t in texts(h)), 20)
        told = next(t for t in texts(h) if "Nicht beim Träger" in t)
        assert (form in told, "beschädigt" in told, "zurückziehen" in told) == (True, True, True)
        assert ["Petrović" in str(m.card) for m in full(h)] == [True]
        assert b'aktivzentrum_delivery_failed_total{art="bogen"} 1.0' in h.bot._metrics.text()
    assert "outbox_unreadable" in caplog.text


@pytest.mark.parametrize("fault", [Kind.GONE, Kind.FORBIDDEN])
async def test_forms_that_were_given_up_go_out_after_a_new_binding(tmp_path: Path, fault: Kind) -> None:
    """As the IFK was told: the Teamleitung writes it in the channel once more."""
    async with haus(tmp_path) as h:
        await h.binds_channel()
        h.room.faults.add(Fault(fault, times=None, conversation=h.room.channel))
        await Fuehrung(h.room, NUMMER).lead()
        await h.room.until(lambda: any("Nicht beim Träger angekommen" in t for t in texts(h)))
        h.room.faults.clear()
        await h.binds_channel()
        await h.room.until(lambda: any(runs_of(m.card) for m in h.cards()))
        await h.room.until(lambda: any("schon eingerichtet" in said for said in h.told_in_channel()))
        assert_once_in_full(h.room, assert_one_booking(h.auskunft(NUMMER), W), W)


async def test_a_chat_that_moved_to_another_connector_is_answered_there(tmp_path: Path) -> None:
    """What still waits for the old address, where nobody answers goes to the new one and holds nothing up."""
    async with haus(tmp_path) as h:
        nobody, here = "http://127.0.0.1:9/", str(h.room.service_url)
        h.room.service_url = nobody
        await h.room.say(SABINE, "hilfe")
        assert texts(h) == []
        h.room.service_url = here
        await h.room.say(SABINE, BEGIN)
        await h.room.until(lambda: len(texts(h)) == 2, 4)
        assert "Frage 1" in texts(h)[1]
