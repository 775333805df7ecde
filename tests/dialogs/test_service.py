"""One turn = one unit of work: who is heard, what is done once, what is tried again, what is left where it is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

import pytest

from dialogs.delivery import Address
from dialogs.lookup import load_fall
from dialogs.outbox import Art, Due, Op, Outgoing
from dialogs.ports import Conflict, StoredGespraech, Unavailable, UnitOfWork
from dialogs.regelung.fall import Elb, Fall
from dialogs.rollen import Rolle, Staff
from dialogs.service import Service, TurnResult
from dialogs.service.lookups import Lookups
from dialogs.turn import ActivityKey, Channel, Edited, Flow, Incoming, Kontext, Nothing, Said, Sender, Step
from tests.fakes.storage import FakeStorage
from tests.gespraech import FORM, IDA, JAN, NOWAK, PETRA, TRAEGER, Chat, CountingIds, sent_form

T = TypeVar("T")
CHAT = Address("https://smba.example/", "a:ida")


def says(text: str, key: str = "t1", who: Staff = IDA, chat: str = CHAT.conversation_id) -> Incoming:
    address = replace(CHAT, conversation_id=chat)
    return Incoming(ActivityKey(chat, key, "message"), address, Sender(who.id, who.tenant_id, who.name), Said(text))


@dataclass
class Failing:
    """A storage whose first transactions fail, each as the next of `errors` says; counts how often it was asked."""

    storage: FakeStorage
    errors: list[Exception] = field(default_factory=list)
    asked: int = 0

    async def transact(self, work: Callable[[UnitOfWork], T], line: str | None = None) -> T:
        del line
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        return await self.storage.transact(work)


def service_over(chat: Chat, *errors: Exception) -> tuple[Service, Failing]:
    failing = Failing(chat.storage, [*errors])
    return Service(failing, chat.prose, chat.clock, CountingIds()), failing


def texts(result: TurnResult) -> str:
    return " ".join(due.outgoing.activity for due in result.due)


def untouched(chat: Chat) -> bool:
    """Whether the world is as it was made: nothing noted, nothing waits, nobody's chat is known."""
    world = chat.storage.world
    return not (world.activities or world.outbox or world.chats or world.audit)


# --- who is heard -----------------------------------------------------------------------------------------

STRANGERS = [
    pytest.param(Staff("nobody", "tenant-house", "Neu Hier", frozenset()), id="not in the roster"),
    pytest.param(replace(IDA, tenant_id="tenant-other"), id="an id of the roster, from another tenant"),
]


@pytest.mark.parametrize("who", STRANGERS)
async def test_a_stranger_gets_one_sentence_and_leaves_no_trace(who: Staff) -> None:
    chat = Chat()
    result = await chat.service.handle(says("neuer Bogen für Nowak", who=who))
    ((address, message),) = result.direct
    assert address == CHAT
    assert "nur für eingetragene Mitarbeitende" in str(message)
    assert result == TurnResult(direct=result.direct)
    assert untouched(chat)


async def test_anothers_chat_is_not_answered_to_whoever_claims_it() -> None:
    chat = Chat()
    await chat.says("neuer Bogen für Nowak")
    before = chat.storage.world
    result = await chat.service.handle(says("Excel lernen", who=JAN))
    assert "nur für eingetragene" in str(result.direct)
    assert chat.storage.world == before


async def test_a_bound_channel_is_nobodys_chat() -> None:
    chat = Chat()
    await chat.binds()
    result = await chat.service.handle(says("Status Nowak", chat="19:kanal"))
    assert "nur für eingetragene" in str(result.direct)
    assert result.due == ()


async def test_in_the_bound_channel_the_roster_gives_no_rights() -> None:
    chat = Chat()
    await chat.binds()
    form = await sent_form(chat)
    for text in ("Status Nowak", "meine Fälle", "wer hat 4711 gesehen?", f"Antwort {form}: ja", "Monitoring"):
        await chat.in_channel(text, PETRA)
        assert "`@Aktivzentrum Empfang bestätigt`" in chat.text
    seen = {entry.was for entry in chat.storage.world.audit if entry.wer == PETRA.name}
    assert seen <= {"kanal_gebunden"}


# --- what is done once, what is tried again -----------------------------------------------------------------


async def test_the_same_delivery_is_done_once() -> None:
    chat = Chat()
    first = await chat.service.handle(says("neuer Bogen für Nowak"))
    assert "erreichen" in texts(first)
    after = chat.storage.world
    assert await chat.service.handle(says("neuer Bogen für Nowak")) == TurnResult()
    assert chat.storage.world == after


async def test_nothing_to_answer_is_not_even_looked_at() -> None:
    chat = Chat()
    service, storage = service_over(chat)
    assert await service.handle(replace(says(""), event=Nothing())) == TurnResult()
    assert storage.asked == 0


async def test_who_comes_second_sees_what_the_first_did() -> None:
    chat = Chat()
    service, storage = service_over(chat, Conflict("version"))
    assert "erreichen" in texts(await service.handle(says("neuer Bogen für Nowak")))
    assert storage.asked == 2


@pytest.mark.parametrize("errors", [[Conflict("twice")] * 2, [Unavailable("gone")]])
async def test_what_fails_for_good_leaves_nothing_behind(errors: list[Exception]) -> None:
    chat = Chat()
    service, storage = service_over(chat, *errors)
    with pytest.raises(type(errors[0])):
        await service.handle(says("neuer Bogen für Nowak"))
    assert storage.asked == len(errors)
    assert untouched(chat)
    assert "erreichen" in texts(await service.handle(says("neuer Bogen für Nowak")))


# --- what is kept ---------------------------------------------------------------------------------------------


async def test_a_state_nobody_can_read_is_kept_and_told(caplog: pytest.LogCaptureFixture) -> None:
    chat = Chat()
    jetzt = chat.clock.jetzt()
    stored = '{"format": 99, "zustand": "von morgen"}'
    keep = StoredGespraech(stored, NOWAK.nummer)
    await chat.storage.transact(lambda uow: uow.save_gespraech("a:ida", IDA.id, CHAT, keep, jetzt))
    with caplog.at_level(logging.ERROR):
        await chat.says("Status Nowak")
    assert "state_unreadable" in caplog.text
    assert "von morgen" not in caplog.text
    assert any("aufgehoben" in text for text in chat.told(IDA))
    assert "kein Erwartungsbogen" in chat.text
    assert [draft.zustand for draft in chat.storage.world.drafts.values()] == [stored]
    assert "kein Bogen in Arbeit" in await chat.says("weiter")


async def test_what_was_looked_up_twice_is_noted_once_and_a_form_in_work_not_at_every_step() -> None:
    chat = Chat()
    await chat.plays("Status Nowak")
    noted = [entry.was for entry in chat.storage.world.audit if entry.nummer == NOWAK.nummer]
    assert sorted(noted) == ["fall", "gefunden"]
    await chat.plays("neuer Bogen für Nowak", *FORM)
    later = [entry.was for entry in chat.storage.world.audit if entry.nummer == NOWAK.nummer][len(noted) :]
    assert sorted(later) == ["fall", "gefunden"]


async def test_the_same_look_up_is_made_once_in_a_turn() -> None:
    chat = Chat()
    kontext = Kontext(chat.clock.jetzt(), chat.clock.heute(), IDA, fresh="AZ-1")

    def twice() -> Flow[Fall | None]:
        first = yield from load_fall(NOWAK.nummer)
        second = yield from load_fall(NOWAK.nummer)
        assert first is second
        return Step(second)

    step = await chat.storage.transact(lambda uow: Lookups(uow, kontext).run(twice()))
    assert step.state == Fall(NOWAK)
    assert [entry.was for entry in chat.storage.world.audit] == ["fall"]


async def test_only_who_is_shown_is_noted() -> None:
    chat = Chat()
    assert "finde ich niemanden" in await chat.says("Status 4715")
    assert chat.storage.world.audit == []


# --- what leaves the house ------------------------------------------------------------------------------------


async def test_what_was_withdrawn_before_it_left_is_never_posted() -> None:
    """Without a channel the form waits; once there is one, its card is the one without personal data."""
    chat = Chat()
    await sent_form(chat)
    await chat.plays("Bogen Nowak zurückziehen", "ja", "nein")
    assert chat.posts() == {}
    await chat.binds()
    (card,) = chat.posts().values()
    assert "Zurückgezogen" in str(card)
    ever = str([sent.activity for sent in chat.to("kanal")])
    assert not any(word in ever for word in ("Nowak", "Katarzyna", "4711", "Excel"))


def failed(art: Art, form: str | None) -> Due:
    address = Address("https://smba.example/", "19:kanal")
    return Due(Outgoing("x", art, Op.POST, "kanal", address, "{}", formularnummer=form), address, None, 3)


async def test_a_form_given_up_is_told_once_and_anything_else_never() -> None:
    chat = Chat()
    form = await sent_form(chat)
    assert await chat.service.tell_failed(failed(Art.AKTUALISIERUNG, form), "http_404") == TurnResult()
    assert await chat.service.tell_failed(failed(Art.BOGEN, None), "http_404") == TurnResult()
    told = await chat.service.tell_failed(failed(Art.BOGEN, form), "http_404")
    assert [due.outgoing.queue for due in told.due] == [f"staff:{IDA.id}"]
    assert f"Nicht beim Träger angekommen:** Erwartungsbogen {form}" in texts(told)
    assert await chat.service.tell_failed(failed(Art.BOGEN, form), "http_404") == TurnResult()


async def test_a_form_under_way_for_ten_minutes_is_told_once() -> None:
    chat = Chat()
    await chat.binds()
    await chat.plays("neuer Bogen für Nowak", *FORM)
    await chat.service.handle(says("absenden", "now"))
    assert (await chat.service.tell_overdue()).due == ()
    chat.clock.now += timedelta(minutes=11)
    for _ in range(2):
        await chat.service.tell_overdue()
    made = [row.out.activity for row in chat.storage.world.outbox if row.out.queue == f"staff:{IDA.id}"]
    assert sum("Noch nicht beim Träger" in activity for activity in made) == 1


async def test_words_for_somebody_who_has_left_reach_the_teamleitung() -> None:
    gone = Elb("4720", "Lara", "Haas", "left", "Nils Fort", "Nord")
    chat = Chat(cases=(gone,))
    await chat.binds()
    await chat.says("hilfe", PETRA)
    for text in ("neuer Bogen für 4720", *FORM, "absenden"):
        await chat.says(text, PETRA)
    form = chat.einbuchung(gone).boegen[0].formularnummer
    await chat.in_channel(f"{form} Rückfrage: Wer ist zuständig?")
    assert "Wer ist zuständig?" in chat.told(PETRA)[-1]
    assert Rolle.TEAMLEITUNG in PETRA.rollen


async def test_an_edit_and_its_message_are_two_deliveries() -> None:
    chat = Chat()
    await chat.plays("neuer Bogen für Nowak")
    await chat.says("Excel lernen", activity_id="m1")
    assert "geändert" in await chat.does(Edited("Word lernen", "m1"), activity_id="m1")


async def test_a_group_chat_gets_no_data() -> None:
    chat = Chat()
    where = Channel("19:gruppe", IDA.tenant_id, "Runde", of_team=False)
    incoming = replace(says("Status Nowak", chat="19:gruppe"), channel=where)
    result = await chat.service.handle(incoming)
    assert "nur im persönlichen Chat" in texts(result)
    assert "Nowak" not in texts(result)
    assert chat.storage.world.audit == []
    assert TRAEGER.rollen == frozenset()
