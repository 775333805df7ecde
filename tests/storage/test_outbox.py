"""The outbox keeps the order of each queue, lends for a while, and forgets nothing. On every backend."""

import asyncio
from datetime import timedelta

import pytest

from dialogs import records as r
from dialogs.delivery import Address
from dialogs.outbox import UNREADABLE, Art, Due, Op, Outgoing, Settled, Zustand
from dialogs.ports import StoredGespraech, UnitOfWork
from storage.database import Database
from tests.storage.conftest import Backend
from tests.storage.welt import CHAT, JANA, JETZT, KANAL, KANAL_ADDRESS, LEITUNG, book, enter, post

LATER = JETZT + timedelta(seconds=61)


async def put(backend: Backend, *outgoing: Outgoing) -> list[Due | None]:
    return await backend.do(lambda uow: [uow.enqueue(one, JETZT) for one in outgoing])


async def sent(backend: Backend, name: str, activity_id: str | None = "act", attempts: int = 1) -> None:
    await backend.storage.settle(Settled(name, Zustand.GESENDET, attempts, activity_id))


async def failed(backend: Backend, name: str) -> None:
    await backend.storage.settle(Settled(name, Zustand.GESCHEITERT, 1, grund="http_403"))


async def claimed(backend: Backend, queue: str | None = None, limit: int = 50) -> list[str]:
    """What the relay gets a little over a lease later."""
    return [due.outgoing.id for due in await backend.storage.claim(LATER, limit, queue)]


async def waits(backend: Backend, name: str = "m0", queue: str = "q") -> None:
    """Something at the head of the queue that is tried again in five minutes."""
    await put(backend, post(name, queue))
    again = JETZT + timedelta(minutes=5)
    await backend.storage.settle(Settled(name, Zustand.UNKLAR, 1, again_at=again, grund="timeout"))


async def test_the_replies_of_a_turn_are_lent_at_once(backend: Backend) -> None:
    """They leave one after the other; who sends the first keeps the order."""
    first, second, other = post("m1"), post("m2"), post("m3", "other")
    due = await put(backend, first, second, other)
    assert due == [Due(first, CHAT, None, 0), Due(second, CHAT, None, 0), Due(other, CHAT, None, 0)]


async def test_an_id_is_taken_once(backend: Backend) -> None:
    assert await put(backend, post("m1"), post("m1")) == [Due(post("m1"), CHAT, None, 0), None]
    await sent(backend, "m1")
    assert await put(backend, post("m1")) == [None]
    assert await claimed(backend) == []


async def test_what_is_lent_is_not_lent_twice(backend: Backend) -> None:
    await put(backend, post("m1"))
    assert await backend.storage.claim(JETZT + timedelta(seconds=59), 50) == []
    again = await backend.storage.claim(LATER, 50)
    assert again == [Due(post("m1"), CHAT, None, 1)], "the try that nobody wrote down counts"
    assert await backend.storage.claim(LATER, 50) == []


async def test_the_next_comes_when_the_one_before_is_settled(backend: Backend) -> None:
    await waits(backend)
    assert await put(backend, post("m1"), post("m2")) == [None, None]
    assert await backend.storage.claim(JETZT, 50, "q") == []
    await sent(backend, "m0")
    assert [d.outgoing.id for d in await backend.storage.claim(JETZT, 50, "q")] == ["m1"]
    assert await backend.storage.claim(JETZT, 50, "q") == []
    await failed(backend, "m1")
    assert [d.outgoing.id for d in await backend.storage.claim(JETZT, 50, "q")] == ["m2"]
    assert await backend.storage.claim(JETZT, 50, "other") == []


async def test_a_retry_waits_and_blocks_its_queue_alone(backend: Backend) -> None:
    await waits(backend)
    await put(backend, post("m1"), post("o1", "other"))
    assert await claimed(backend) == ["o1"]
    [due] = await backend.storage.claim(JETZT + timedelta(minutes=5), 50, "q")
    assert (due.outgoing.id, due.attempts) == ("m0", 1)


async def test_only_as_many_as_asked_for(backend: Backend) -> None:
    await put(backend, *[post(f"m{i}", f"q{i}") for i in range(5)])
    assert await claimed(backend, limit=2) == ["m0", "m1"]
    assert await claimed(backend) == ["m2", "m3", "m4"]


async def test_a_placeholder_keeps_its_id_over_a_retry(backend: Backend) -> None:
    twice = post("bogen-F", op=Op.POST_TWICE, art=Art.BOGEN, placeholder='{"p": 1}', formularnummer="F", nummer="1")
    await put(backend, twice)
    await backend.storage.settle(Settled("bogen-F", Zustand.UNKLAR, 1, "act-1", JETZT, "http_502"))
    assert await backend.storage.claim(JETZT, 50) == [Due(twice, CHAT, "act-1", 1)]
    await sent(backend, "bogen-F", None, 2)
    await put(backend, post("u1", op=Op.UPDATE, target="bogen-F"))
    [due] = await backend.storage.claim(LATER, 50)
    assert due.activity_id == "act-1"


async def test_an_update_waits_for_its_target(backend: Backend) -> None:
    await put(backend, post("m1"))
    update = post("u1", "other", op=Op.UPDATE, target="m1")
    assert await put(backend, update) == [None]
    assert await backend.storage.claim(JETZT, 50) == []
    await sent(backend, "m1", "act-7")
    assert await backend.storage.claim(JETZT, 50) == [Due(update, CHAT, "act-7", 0)]
    await sent(backend, "u1")
    now = post("u2", "other", op=Op.DELETE, target="m1")
    assert await put(backend, now) == [Due(now, CHAT, "act-7", 0)]


async def test_an_update_of_what_never_arrived_fails_by_itself(backend: Backend) -> None:
    assert (await put(backend, post("m1"), post("u1", op=Op.UPDATE, target="m1"), post("m2")))[1:] == [None, None]
    await failed(backend, "m1")
    assert await claimed(backend) == []
    assert await claimed(backend) == ["m2"]


async def test_a_post_goes_into_the_thread_of_its_root(backend: Backend) -> None:
    await put(backend, post("root"))
    reply = post("r1", "other", thread="root")
    assert await put(backend, reply) == [None]
    await sent(backend, "root", "1700")
    thread = Address(CHAT.service_url, f"{CHAT.conversation_id};messageid=1700")
    assert await backend.storage.claim(JETZT, 50) == [Due(reply, thread, None, 0)]
    await sent(backend, "r1")
    now = post("r2", "other", thread="root")
    assert await put(backend, now) == [Due(now, thread, None, 0)]


async def test_a_thread_whose_root_failed_becomes_a_post_of_its_own(backend: Backend) -> None:
    await put(backend, post("root"), post("r1", "other", thread="root"))
    await failed(backend, "root")
    [due] = await backend.storage.claim(JETZT, 50)
    assert (due.outgoing.id, due.address) == ("r1", CHAT)


async def test_a_message_to_somebody_waits_for_their_chat(backend: Backend) -> None:
    assert await put(backend, post("m1", "staff:ifk-jana", None)) == [None]
    assert await claimed(backend) == []
    state = StoredGespraech("{}", None)
    await backend.do(lambda uow: uow.save_gespraech("a:jana", JANA.id, CHAT, state, JETZT))
    [due] = await backend.storage.claim(JETZT, 50)
    assert (due.outgoing.id, due.address) == ("m1", CHAT)
    await sent(backend, "m1")
    [at_once] = await put(backend, post("m2", "staff:ifk-jana", None))
    assert at_once is not None
    assert at_once.address == CHAT


async def test_a_form_waits_for_a_channel(backend: Backend) -> None:
    form = post("bogen-F-1", "kanal", None, art=Art.BOGEN, formularnummer="F-1", nummer="4711")
    assert await put(backend, form) == [None]
    assert await backend.do(lambda uow: uow.kanal_of_form("F-1")) is None
    await backend.do(lambda uow: uow.apply(KANAL, LEITUNG, JETZT))
    [due] = await backend.storage.claim(JETZT, 50)
    assert due.address == KANAL_ADDRESS
    kanal = await backend.do(lambda uow: uow.kanal_of_form("F-1"))
    assert kanal is not None
    assert kanal.address == KANAL_ADDRESS
    [at_once] = await put(backend, post("n1", "kanal2", None))
    assert at_once is None, "only these two kinds of queue have a way of their own"


async def test_the_thread_of_a_participant(backend: Backend) -> None:
    """R7: all forms of a person stand in one thread; who writes in it is answered about that person."""

    def work(uow: UnitOfWork) -> int:
        enter(uow)
        book(uow)
        uow.apply(KANAL, LEITUNG, JETZT)
        kanal = uow.active_kanal()
        assert kanal is not None
        return kanal.id

    kanal = await backend.do(work)
    assert await backend.do(lambda uow: uow.thread_of("4711", kanal)) is None
    form = {"art": Art.BOGEN, "nummer": "4711"}
    await put(backend, post("bogen-F-1", "kanal", KANAL_ADDRESS, formularnummer="F-1", **form))
    assert await backend.do(lambda uow: uow.thread_of("4711", kanal)) == "bogen-F-1"
    assert await backend.do(lambda uow: uow.thread_of("4711", kanal + 1)) is None
    assert await backend.do(lambda uow: uow.thread_of("4712", kanal)) is None
    await sent(backend, "bogen-F-1", "1700")
    found = await backend.do(lambda uow: uow.load_fall_of_message(KANAL.conversation_id, "1700"))
    assert found is not None
    assert (found[0].elb.nummer, found[1]) == ("4711", "F-1")
    assert await backend.do(lambda uow: uow.load_fall_of_message(KANAL.conversation_id, "1701")) is None
    assert await backend.do(lambda uow: uow.load_fall_of_message("19:other", "1700")) is None


async def test_the_newest_form_of_a_thread(backend: Backend) -> None:
    from dialogs.regelung.kplan import KPlan
    from tests.storage.welt import renewal

    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        uow.apply(r.BogenGesendet("4711", renewal(), KPlan.ALLGEMEIN), JANA, JETZT)
        uow.apply(KANAL, LEITUNG, JETZT)

    await backend.do(work)
    form = {"art": Art.BOGEN, "nummer": "4711"}
    first = post("bogen-F-1", "kanal", KANAL_ADDRESS, formularnummer="F-1", **form)
    second = post("bogen-F-2", "kanal", KANAL_ADDRESS, formularnummer="F-2", thread="bogen-F-1", **form)
    await put(backend, first, second)
    await sent(backend, "bogen-F-1", "1700")
    await sent(backend, "bogen-F-2", "1800")
    for activity_id in ("1700", "1800"):
        found = await backend.do(
            lambda uow, key=activity_id: uow.load_fall_of_message(KANAL.conversation_id, key)  # type: ignore[misc]
        )
        assert found is not None
        assert found[1] == "F-2"


async def test_a_root_that_failed_is_no_thread(backend: Backend) -> None:
    await backend.do(lambda uow: uow.apply(KANAL, LEITUNG, JETZT))
    kanal = await backend.do(lambda uow: uow.active_kanal())
    assert kanal is not None
    form = {"art": Art.BOGEN, "nummer": "4711"}
    await put(
        backend, post("bogen-F-1", "kanal", KANAL_ADDRESS, **form), post("bogen-F-2", "kanal", KANAL_ADDRESS, **form)
    )
    await failed(backend, "bogen-F-1")
    assert await backend.do(lambda uow: uow.thread_of("4711", kanal.id)) == "bogen-F-2"


async def test_what_is_finished_stays_finished(backend: Backend) -> None:
    await put(backend, post("m1"))
    await sent(backend, "m1")
    await backend.storage.settle(Settled("m1", Zustand.OFFEN, 1, again_at=JETZT))
    assert await claimed(backend) == []


async def test_a_damaged_message_stops_no_other(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """It comes without its content, so that the relay gives it up; the log alarms whoever runs the bot."""
    storage = database.start()
    await storage.transact(lambda uow: [uow.enqueue(post(name, queue), JETZT) for name, queue in DAMAGED])
    with database.transaction() as sql:
        sql.control("UPDATE outbox SET activity = (SELECT activity FROM outbox WHERE id = 'm2') WHERE id = 'm1'")
    claimed = {due.outgoing.id: due.outgoing.activity for due in await storage.claim(LATER, 50)}
    assert claimed == {"m1": UNREADABLE, "o1": post("o1").activity}
    assert "outbox_unreadable column=activity error=Tampered" in caplog.text
    await storage.settle(Settled("m1", Zustand.GESCHEITERT, 1, grund="unreadable"))
    assert [due.outgoing.id for due in await storage.claim(LATER, 50)] == ["m2"]
    await asyncio.to_thread(storage.close)


DAMAGED = (("m1", "q"), ("m2", "q"), ("o1", "other"))
