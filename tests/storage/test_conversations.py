"""Deliveries, conversation states, parked forms, roster and channels. On every backend."""

from datetime import date, timedelta

import pytest

from dialogs import records as r
from dialogs.delivery import Address
from dialogs.ports import Earlier, StoredGespraech, UnitOfWork
from dialogs.requests import Vertretung
from dialogs.turn import ActivityKey
from tests.storage.conftest import Backend
from tests.storage.welt import CHAT, HEUTE, JANA, JETZT, KANAL, KANAL_ADDRESS, KEMAL, LEITUNG, enter

KEY = ActivityKey("a:jana", "act-1", "message")


async def test_an_activity_is_done_once(backend: Backend) -> None:
    assert await backend.do(lambda uow: uow.begin_activity(KEY, JETZT)) is None
    assert await backend.do(lambda uow: uow.begin_activity(KEY, JETZT)) == Earlier(None)
    for other in (ActivityKey("a:jana", "act-1", "invoke"), ActivityKey("a:jan", "aact-1", "message")):
        assert await backend.do(lambda uow, other=other: uow.begin_activity(other, JETZT)) is None  # type: ignore[misc]


async def test_an_invoke_gets_its_answer_again(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.begin_activity(KEY, JETZT)
        uow.answer_activity(KEY, '{"status": 200, "text": "ä"}')

    await backend.do(work)
    assert await backend.do(lambda uow: uow.begin_activity(KEY, JETZT)) == Earlier('{"status": 200, "text": "ä"}')


async def test_an_activity_whose_turn_failed_is_not_done(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.begin_activity(KEY, JETZT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await backend.do(work)
    assert await backend.do(lambda uow: uow.begin_activity(KEY, JETZT)) is None


async def test_a_state_is_kept_and_replaced(backend: Backend) -> None:
    assert await backend.do(lambda uow: uow.load_gespraech("a:jana")) is None
    for stored in (StoredGespraech('{"kind": "ä😀"}', "4711"), StoredGespraech('{"kind": "idle"}', None)):

        def work(uow: UnitOfWork, stored: StoredGespraech = stored) -> None:
            uow.load_gespraech("a:jana")
            uow.save_gespraech("a:jana", JANA.id, CHAT, stored, JETZT)

        await backend.do(work)
        assert await backend.do(lambda uow: uow.load_gespraech("a:jana")) == stored
    assert await backend.do(lambda uow: uow.load_gespraech("a:other")) is None


async def test_the_way_into_a_chat(backend: Backend) -> None:
    assert await backend.do(lambda uow: uow.personal_address(JANA.id)) is None
    state = StoredGespraech("{}", None)
    await backend.do(lambda uow: uow.save_gespraech("a:jana", JANA.id, CHAT, state, JETZT))
    moved = Address("https://new.example/", "a:jana2")
    await backend.do(lambda uow: uow.save_gespraech("a:jana2", JANA.id, moved, state, JETZT + timedelta(1)))
    assert await backend.do(lambda uow: uow.personal_address(JANA.id)) == moved


async def test_parked_forms_belong_to_their_owner(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        uow.apply(r.EntwurfGeparkt("E-1", "4711", '{"a": 1}'), JANA, JETZT)
        uow.apply(r.EntwurfGeparkt("E-2", None, '{"a": 2}'), JANA, JETZT + timedelta(hours=1))
        uow.apply(r.EntwurfGeparkt("E-3", "neu", '{"a": 3}'), KEMAL, JETZT)
        uow.apply(r.EntwurfEntfernt("E-3"), JANA, JETZT)

    await backend.do(work)
    own = await backend.do(lambda uow: uow.entwuerfe(JANA.id))
    assert [(e.formularnummer, e.nummer, e.name, e.zustand) for e in own] == [
        ("E-2", None, None, '{"a": 2}'),
        ("E-1", "4711", "Max Müller", '{"a": 1}'),
    ]
    assert own[1].geaendert == JETZT
    assert len(await backend.do(lambda uow: uow.entwuerfe(KEMAL.id))) == 1
    await backend.do(lambda uow: uow.apply(r.EntwurfEntfernt("E-1"), JANA, JETZT))
    assert len(await backend.do(lambda uow: uow.entwuerfe(JANA.id))) == 1


async def test_the_roster_knows_people_by_tenant_and_id(backend: Backend) -> None:
    assert await backend.do(lambda uow: uow.staff("amt", LEITUNG.id)) == LEITUNG
    assert await backend.do(lambda uow: uow.staff("fremd", LEITUNG.id)) is None
    assert await backend.do(lambda uow: uow.staff("amt", "nobody")) is None
    assert await backend.do(lambda uow: uow.staff_by_id(JANA.id)) == JANA


async def test_people_of_the_roster_by_name(backend: Backend) -> None:
    assert await backend.do(lambda uow: uow.find_staff("muster")) == (KEMAL,)
    assert await backend.do(lambda uow: uow.find_staff("Kemal Muster")) == (KEMAL,)
    assert await backend.do(lambda uow: uow.find_staff("Niemand")) == ()


async def test_standing_in_ends_with_its_day(backend: Backend) -> None:
    record = r.VertretungGesetzt(JANA.id, KEMAL.id, HEUTE)
    await backend.do(lambda uow: uow.apply(record, LEITUNG, JETZT))
    now = await backend.do(lambda uow: uow.staff("amt", KEMAL.id))
    assert now is not None
    assert now.stands_in_for == {JANA.id}
    backend.clock.pass_by(24 * 3600)
    assert await backend.do(lambda uow: uow.staff("amt", KEMAL.id)) == KEMAL


async def test_standing_in_is_prolonged_and_ended(backend: Backend) -> None:
    for bis, others in ((HEUTE, {JANA.id}), (date(2027, 5, 1), {JANA.id}), (None, set())):
        record = r.VertretungGesetzt(JANA.id, KEMAL.id, bis)
        await backend.do(lambda uow, record=record: uow.apply(record, LEITUNG, JETZT))  # type: ignore[misc]
        now = await backend.do(lambda uow: uow.staff_by_id(KEMAL.id))
        assert now is not None
        assert now.stands_in_for == others


async def test_both_see_who_stands_in_for_whom_while_it_lasts(backend: Backend) -> None:
    record = r.VertretungGesetzt(JANA.id, KEMAL.id, HEUTE)
    await backend.do(lambda uow: uow.apply(record, LEITUNG, JETZT))
    there = (Vertretung(JANA.id, JANA.name, KEMAL.id, KEMAL.name, HEUTE),)
    for who, tag, expected in (
        (JANA, HEUTE, there),
        (KEMAL, HEUTE, there),
        (LEITUNG, HEUTE, ()),
        (KEMAL, HEUTE + timedelta(days=1), ()),
    ):
        found = await backend.do(lambda uow, who=who, tag=tag: uow.vertretungen(who.id, tag))  # type: ignore[misc]
        assert found == expected


async def test_the_newest_channel_is_the_active_one(backend: Backend) -> None:
    assert await backend.do(lambda uow: uow.active_kanal()) is None
    other = r.KanalGebunden("19:zwei@thread", "https://smba.example/", "amt", "Träger 2")
    await backend.do(lambda uow: uow.apply(KANAL, LEITUNG, JETZT))
    first = await backend.do(lambda uow: uow.active_kanal())
    assert first is not None
    assert first.address == KANAL_ADDRESS
    await backend.do(lambda uow: uow.apply(other, LEITUNG, JETZT))
    former = await backend.do(lambda uow: uow.kanal(KANAL.conversation_id))
    active = await backend.do(lambda uow: uow.active_kanal())
    assert former is not None
    assert active is not None
    assert (former.id, former.active) == (first.id, False)
    assert active.address.conversation_id == other.conversation_id
    await backend.do(lambda uow: uow.apply(KANAL, LEITUNG, JETZT))
    assert await backend.do(lambda uow: uow.active_kanal()) == first
    assert await backend.do(lambda uow: uow.kanal("19:nobody")) is None
