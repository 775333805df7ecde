"""The relay over an outbox and a Teams that misbehave: nothing lost, order kept, each form once in full."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.delivery import Address, Done, Never, NotDone, Outcome, Unknown
from dialogs.outbox import UNREADABLE, Art, Due, Op, Outgoing, Settled, Zustand
from dialogs.relay import BATCH, MOST_QUEUES, POLL, Relay
from dialogs.relay.pace import LIMITS
from dialogs.relay.tries import GIVE_UP_AFTER, settle
from tests.fakes.outbox import SERVICE_URL, FakeOutbox, Row, Table, garbled, outgoing
from tests.fakes.teams import Broken, FakeTeams, Fault, Lost, Slow
from tests.fakes.zeitsprung import START, LoopClock, run

TOLD = NotDone("http_429", 7.0)
GONE = Never("http_403")


class World:
    """One bot with its relay; `again` is the next one on the same table."""

    def __init__(self, table: Table | None = None, teams: FakeTeams | None = None, bot: str = "bot") -> None:
        self.clock = LoopClock()
        self.table = table or Table()
        self.teams = teams or FakeTeams()
        self.outbox = FakeOutbox(self.clock, self.table, bot)
        self.failed: list[tuple[str, str]] = []
        self.relay = Relay(self.outbox, self.teams, self.clock, self._on_failed)

    def _on_failed(self, due: Due, reason: str) -> None:
        self.failed.append((due.outgoing.id, reason))

    def turn(self, messages: Iterable[Outgoing]) -> None:
        """What a turn does: all into the outbox, what is claimed with it at once to the relay."""
        due = [self.outbox.enqueue(m) for m in messages]
        self.relay.deliver([d for d in due if d])
        if None in due:
            self.relay.wake()

    def leave(self, messages: Iterable[Outgoing]) -> None:
        """Put there by somebody who has gone since."""
        self.table.rows.extend(Row(m, self.clock.jetzt()) for m in messages)

    def again(self, bot: str) -> "World":
        return World(self.table, self.teams, bot)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.ensure_future(self.relay.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def settled(self, seconds: float = 10_000) -> float:
        """Until nothing is open; how long it took."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        async with asyncio.timeout(seconds):
            while self.table.open:
                await asyncio.sleep(0.05 if loop.time() - begun < 30 else 5)
        await self.relay.drain()
        return loop.time() - begun

    def assert_at_rest(self) -> None:
        assert (self.relay._busy, self.relay._held, self.relay._working) == ({}, set(), {})


# --- what an outcome means ---------------------------------------------------------------------


def due(op: Op = Op.POST, activity_id: str | None = None, attempts: int = 0) -> Due:
    return Due(outgoing("m", op=op), Address(SERVICE_URL, "anna"), activity_id, attempts)


def after(seconds: float) -> Any:
    return START + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("tried", "outcome", "settled"),
    [
        pytest.param(due(), Done("a1"), Settled("m", Zustand.GESENDET, 1, "a1"), id="done"),
        pytest.param(due(attempts=4), Done("a1"), Settled("m", Zustand.GESENDET, 5, "a1"), id="done at last"),
        pytest.param(
            due(Op.POST_TWICE), Done("a1"), Settled("m", Zustand.OFFEN, 0, "a1", START),
            id="placeholder done: its id is kept, the content is due",
        ),
        pytest.param(
            due(Op.POST_TWICE, "a1"), Done("a1"), Settled("m", Zustand.GESENDET, 1, "a1"), id="content done: through"
        ),
        pytest.param(
            due(Op.POST_TWICE, "a1"), Done("a2"), Settled("m", Zustand.GESENDET, 1, "a1"),
            id="its own id stays",
        ),
        pytest.param(due(Op.UPDATE, "a1"), Done("a1"), Settled("m", Zustand.GESENDET, 1, "a1"), id="update done"),
        pytest.param(due(Op.DELETE, "a1"), Done("a1"), Settled("m", Zustand.GESENDET, 1, "a1"), id="delete done"),
        pytest.param(
            due(), NotDone("http_429", 7.0), Settled("m", Zustand.OFFEN, 1, None, after(7), "http_429"),
            id="429: as told",
        ),
        pytest.param(
            due(), NotDone("http_412"), Settled("m", Zustand.OFFEN, 1, None, after(1), "http_412"),
            id="412",
        ),
        pytest.param(
            due(attempts=3), NotDone("no_connection"),
            Settled("m", Zustand.OFFEN, 4, None, after(8), "no_connection"),
            id="no connection, fourth time",
        ),
        pytest.param(due(), Unknown("reset"), Settled("m", Zustand.UNKLAR, 1, None, after(1), "reset"), id="unknown"),
        pytest.param(
            due(), Unknown("http_503", 30.0), Settled("m", Zustand.UNKLAR, 1, None, after(30), "http_503"),
            id="unknown, with a wait",
        ),
        pytest.param(
            due(Op.POST_TWICE, "a1", 2), Unknown("reset"), Settled("m", Zustand.UNKLAR, 3, None, after(4), "reset"),
            id="content unknown: the placeholder's id stays as it is",
        ),
        pytest.param(due(), Never("http_403"), Settled("m", Zustand.GESCHEITERT, 1, grund="http_403"), id="never"),
        pytest.param(
            due(attempts=GIVE_UP_AFTER - 2), Unknown("reset"),
            Settled("m", Zustand.UNKLAR, GIVE_UP_AFTER - 1, None, after(300), "reset"), id="one try left",
        ),
        pytest.param(
            due(attempts=GIVE_UP_AFTER - 1), Unknown("reset"),
            Settled("m", Zustand.GESCHEITERT, GIVE_UP_AFTER, grund="reset"),
            id="given up, unknown",
        ),
        pytest.param(
            due(attempts=GIVE_UP_AFTER - 1), NotDone("http_429", 1.0),
            Settled("m", Zustand.GESCHEITERT, GIVE_UP_AFTER, grund="http_429"), id="given up, not done",
        ),
    ],
)  # fmt: skip
def test_settle(tried: Due, outcome: Outcome, settled: Settled) -> None:
    assert settle(tried, outcome, START) == settled


# --- one message -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "copies", "after_at_least"),
    [
        pytest.param(None, 1, 0, id="at once"),
        pytest.param(TOLD, 1, 7, id="429 with a wait"),
        pytest.param(NotDone("http_412"), 1, 1, id="412"),
        pytest.param(Unknown("http_502"), 1, 1, id="502, not carried out"),
        pytest.param(Lost(), 2, 1, id="carried out, answer lost: twice is better than never"),
        pytest.param(Broken(), 1, 1, id="the code that sends raised"),
    ],
)
def test_a_post_comes(fault: Fault, copies: int, after_at_least: float) -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [fault])
        async with world.running():
            world.turn([outgoing("m")])
            assert await world.settled() >= after_at_least
        assert world.teams.shown("anna") == ["m"] * copies
        assert world.table.rows[0].zustand is Zustand.GESENDET
        assert world.failed == []
        world.assert_at_rest()

    run(scene())


FORM_FAULTS: list[list[Fault]] = [
    [],
    [TOLD],
    [Lost()],
    [Unknown("http_504")],
    [Lost(), Lost()],
    [None, TOLD],
    [None, Lost()],
    [None, Unknown("http_502")],
    [None, NotDone("http_412"), Lost(), Unknown("reset")],
    [Lost(), NotDone("http_429", 0.0), None, Lost(), Lost()],
    [Broken(), None, Broken()],
    [Slow(9.0), Slow(9.0)],
]


@pytest.mark.parametrize("faults", FORM_FAULTS, ids=repr)
def test_a_form_is_there_once_in_full(faults: list[Fault]) -> None:
    """A lost placeholder stays behind, empty; the content is only ever an update of one message."""

    async def scene() -> None:
        world = World()
        world.teams.fail("kanal", faults)
        async with world.running():
            world.turn([outgoing("F-1", "kanal", Op.POST_TWICE)])
            await world.settled()
        assert world.teams.shown("kanal").count("F-1") == 1
        assert set(world.teams.shown("kanal")) <= {"F-1", "F-1 folgt"}
        assert set(world.teams.calls("post")) == {"F-1 folgt"}
        assert set(world.teams.calls("update")) == {"F-1"}

    run(scene())


def test_the_placeholder_is_known_before_the_content_goes() -> None:
    """Who dies between the two calls leaves one message, and the next bot fills it."""

    async def scene() -> None:
        world = World()
        world.teams.fail("kanal", [None, Slow(100)])
        world.turn([outgoing("F-1", "kanal", Op.POST_TWICE)])
        await asyncio.sleep(5)
        assert world.teams.shown("kanal") == ["F-1 folgt"]
        await world.relay.drain(0)
        other = world.again("other")
        async with other.running():
            await other.settled()
        assert world.teams.shown("kanal") == ["F-1"]

    run(scene())


@pytest.mark.parametrize(
    ("op", "faults", "posts"),
    [
        pytest.param(Op.POST, [GONE], 1, id="POST"),
        pytest.param(Op.POST_TWICE, [GONE], 1, id="placeholder"),
        pytest.param(Op.POST_TWICE, [None, GONE], 1, id="content"),
        pytest.param(Op.POST, [TOLD, Unknown("reset"), GONE], 3, id="after other troubles"),
    ],
)
def test_never_is_told_once_and_what_follows_goes_on(op: Op, faults: list[Fault], posts: int) -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("kanal", faults)
        async with world.running():
            world.turn([outgoing("F-1", "kanal", op), outgoing("next", "kanal")])
            await world.settled()
        assert world.failed == [("F-1", "http_403")]
        assert world.table.rows[0].zustand is Zustand.GESCHEITERT
        assert world.table.rows[0].grund == "http_403"
        assert len([t for t in world.teams.calls("post") if t.startswith("F-1")]) == posts
        assert world.teams.shown("kanal")[-1] == "next"
        world.assert_at_rest()

    run(scene())


@pytest.mark.parametrize("op", [Op.UPDATE, Op.DELETE])
def test_what_was_never_sent_is_not_changed(op: Op) -> None:
    async def scene() -> None:
        world = World()
        world.relay.deliver([Due(outgoing("m", op=op), Address(SERVICE_URL, "anna"), None, 0)])
        await world.relay.drain()
        assert world.failed == [("m", "target_failed")]
        assert world.teams.log == []

    run(scene())


def test_what_was_damaged_is_given_up_at_once_and_told() -> None:
    async def scene() -> None:
        world = World()
        world.leave([replace(outgoing("bad"), activity=UNREADABLE), outgoing("next")])
        async with world.running():
            await world.settled()
        assert world.failed == [("bad", "unreadable")]
        assert world.teams.calls("post") == ["next"]

    run(scene())


def test_update_and_delete_reach_their_target() -> None:
    async def scene() -> None:
        world = World()
        async with world.running():
            world.turn([outgoing("old"), outgoing("new", op=Op.UPDATE, target="old"), outgoing("other")])
            await world.settled()
            assert world.teams.shown("anna") == ["new", "other"]
            world.turn([outgoing("gone", op=Op.DELETE, target="old")])
            await world.settled()
        assert world.teams.shown("anna") == ["other"]

    run(scene())


@pytest.mark.parametrize("fault", [TOLD, NotDone("http_429", 0.0), Unknown("http_500"), Broken()], ids=repr)
def test_after_the_last_try_it_is_given_up_and_told_once(fault: Fault) -> None:
    async def scene() -> None:
        world = World()
        world.leave([outgoing("m"), outgoing("next")])
        world.table.rows[0].attempts = GIVE_UP_AFTER - 2
        world.teams.fail("anna", [fault, fault])
        async with world.running():
            await world.settled()
        assert [name for name, _ in world.failed] == ["m"]
        assert world.table.rows[0].attempts == GIVE_UP_AFTER
        assert world.teams.calls("post") == ["m", "m", "next"]

    run(scene())


def test_a_message_that_cannot_be_read_holds_up_its_own_queue_alone() -> None:
    async def scene() -> None:
        world = World()
        async with world.running():
            world.turn([garbled(outgoing("m")), outgoing("a2"), outgoing("b", "ben")])
            await asyncio.sleep(60)
            assert (world.teams.shown("anna"), world.teams.shown("ben")) == ([], ["b"])
            assert (world.table.rows[0].zustand, world.table.rows[0].grund) == (Zustand.UNKLAR, "internal_error")
            world.table.rows[0].attempts = GIVE_UP_AFTER - 1
            await world.settled()
        assert world.failed == [("m", "internal_error")]
        assert world.teams.shown("anna") == ["a2"]

    run(scene())


# --- order -------------------------------------------------------------------------------------


def test_all_messages_of_a_turn_leave_at_once_and_in_their_order() -> None:
    """Without waiting for the next look into the outbox."""

    async def scene() -> None:
        world = World()
        world.turn([outgoing(f"m{n}") for n in range(4)])
        await world.relay.finished("anna", 8.0)
        assert world.teams.shown("anna") == ["m0", "m1", "m2", "m3"]
        assert asyncio.get_running_loop().time() - 1000.0 < POLL / 2
        await world.relay.drain()
        world.assert_at_rest()

    run(scene())


def test_what_follows_waits_and_other_queues_do_not() -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [NotDone("http_429", 600.0)])
        async with world.running():
            world.turn([outgoing("a1"), outgoing("a2"), outgoing("b1", "ben")])
            await asyncio.sleep(300)
            assert (world.teams.shown("anna"), world.teams.shown("ben")) == ([], ["b1"])
            world.turn([outgoing("a3"), outgoing("b2", "ben")])
            await asyncio.sleep(1)
            assert (world.teams.shown("anna"), world.teams.shown("ben")) == ([], ["b1", "b2"])
            await world.settled()
        assert world.teams.shown("anna") == ["a1", "a2", "a3"]

    run(scene())


def test_several_claimed_together_are_given_back_when_the_first_must_wait() -> None:
    """Whoever hands over more than the head of a queue: the rest is due behind it, tried by nobody."""

    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [NotDone("http_429", 30.0)])
        world.leave([outgoing("a1"), outgoing("a2"), outgoing("a3")])
        for row in world.table.rows:
            row.lease_until, row.lease_by = world.clock.jetzt() + timedelta(seconds=60), "bot"
        world.relay.deliver([Due(r.out, Address(SERVICE_URL, "anna"), None, 0) for r in world.table.rows])
        async with world.running():
            await asyncio.sleep(10)
            assert world.teams.calls("post") == ["a1"]
            assert [r.lease_by for r in world.table.rows] == [None, None, None]
            await world.settled()
        assert world.teams.shown("anna") == ["a1", "a2", "a3"]
        assert [r.attempts for r in world.table.rows] == [2, 1, 1]

    run(scene())


@pytest.mark.parametrize("late", [0.0, 0.001, 0.0015, 0.0025, 0.01, 0.5, 5.0])
@pytest.mark.parametrize("parts", [1, 2, 3])
def test_what_a_turn_claimed_behind_a_message_that_fails_does_not_overtake_it(late: float, parts: int) -> None:
    """The turn saw the first one on its way; by the time its own message is handed over, that one has to wait."""

    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [NotDone("http_429", 3.0)])
        async with world.running():
            world.turn([outgoing(f"a{n}") for n in range(parts)])
            await asyncio.sleep(0.04)
            claimed = world.outbox.enqueue(outgoing("later"))
            assert claimed is not None
            await asyncio.sleep(0.0111 + late)
            world.relay.deliver([claimed])
            world.turn([outgoing("last")])
            await world.settled()
        assert world.teams.shown("anna") == [*(f"a{n}" for n in range(parts)), "later", "last"]
        world.assert_at_rest()

    run(scene())


def test_what_a_queue_left_behind_is_not_overtaken() -> None:
    """A queue that broke off leaves claims that still hold; who comes later waits for them."""

    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [GONE])

        def raises(tried: Due, reason: str) -> None:
            raise ValueError(tried.outgoing.id, reason)

        world.relay = Relay(world.outbox, world.teams, world.clock, raises)
        async with world.running():
            world.turn([outgoing("failing"), outgoing("a1"), outgoing("a2")])
            await asyncio.sleep(1)
            world.turn([outgoing("a3")])
            await world.settled()
        assert world.teams.shown("anna") == ["a1", "a2", "a3"]

    run(scene())


def test_the_newest_content_stays() -> None:
    """An update that was answered unknown is through before the next one begins."""

    async def scene() -> None:
        world = World()
        world.teams.fail("kanal", [None, Lost(), None, Unknown("reset"), Lost()])
        async with world.running():
            world.turn([outgoing("F-1", "kanal", Op.POST_TWICE)])
            world.turn([outgoing(f"F-1 v{n}", "kanal", Op.UPDATE, target="F-1") for n in (2, 3)])
            await world.settled()
        (message,) = world.teams.messages.values()
        read = [a["text"] for a in message.activities]
        assert read[-1] == "F-1 v3"
        assert list(dict.fromkeys(read)) == ["F-1 folgt", "F-1", "F-1 v2", "F-1 v3"]
        assert read == sorted(read, key=["F-1 folgt", "F-1", "F-1 v2", "F-1 v3"].index)

    run(scene())


# --- claims ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("messages", "faults"),
    [
        pytest.param([outgoing("m")], [Slow(150)], id="a message"),
        pytest.param([outgoing("m", op=Op.POST_TWICE)], [Slow(150), Slow(150)], id="a form"),
        pytest.param(
            [outgoing("m", op=Op.POST_TWICE), outgoing("n")], [None, Slow(150)], id="a form and more behind it"
        ),
    ],
)
def test_a_claim_that_runs_out_while_the_message_is_under_way_sends_nothing_twice(
    messages: list[Outgoing], faults: list[Fault]
) -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", faults)
        async with world.running():
            world.turn(messages)
            await world.settled()
        assert world.teams.shown("anna") == [m.id for m in messages]
        assert len(world.teams.log) == sum(1 + (m.op is Op.POST_TWICE) for m in messages)
        world.assert_at_rest()

    run(scene())


def test_what_stands_behind_a_form_waits_for_its_content() -> None:
    """Even where the outbox does not give the content at once."""

    class Hesitating(FakeOutbox):
        hesitates = 1

        async def claim(self, jetzt: Any, limit: int, queue: str | None = None) -> Any:
            if queue and self.hesitates:
                self.hesitates -= 1
                return ()
            return await super().claim(jetzt, limit, queue)

    async def scene() -> None:
        world = World()
        world.relay = Relay(Hesitating(world.clock, world.table), world.teams, world.clock)
        async with world.running():
            world.turn([outgoing("F-1", "kanal", Op.POST_TWICE), outgoing("F-2", "kanal", Op.POST_TWICE)])
            await world.settled()
        assert [text for _, _, _, text in world.teams.log] == ["F-1 folgt", "F-1", "F-2 folgt", "F-2"]

    run(scene())


def test_who_wakes_while_the_outbox_is_asked_is_heard() -> None:
    class SlowOutbox(FakeOutbox):
        async def claim(self, jetzt: Any, limit: int, queue: str | None = None) -> Any:
            found = await super().claim(jetzt, limit, queue)
            await asyncio.sleep(0.5)
            return found

    async def scene() -> None:
        world = World()
        world.relay = Relay(SlowOutbox(world.clock, world.table), world.teams, world.clock)
        async with world.running():
            await asyncio.sleep(0.25)
            world.leave([outgoing("m")])
            world.relay.wake()
            await asyncio.sleep(1.3)
            assert world.teams.shown("anna") == ["m"]

    run(scene())


def test_what_comes_while_a_queue_is_finishing_is_not_forgotten() -> None:
    """At any moment: while it is being sent, written down, the outbox asked, and after."""

    async def scene(moment: float) -> None:
        world = World()
        world.turn([outgoing("m1")])
        await asyncio.sleep(moment)
        world.turn([outgoing("m2")])
        await world.relay.finished("anna", 8.0)
        async with world.running():
            await world.settled()
        assert world.teams.shown("anna") == ["m1", "m2"]
        assert world.teams.most_in_flight == 1
        world.assert_at_rest()

    async def same_moment(steps: int) -> None:
        """Handed over between the last step of the one task and what is called after it."""
        world = World()
        world.turn([outgoing("m1")])
        for _ in range(steps):
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)
        world.turn([outgoing("m2")])
        async with world.running():
            await world.settled()
        assert world.teams.shown("anna") == ["m1", "m2"]
        assert world.teams.most_in_flight == 1
        world.assert_at_rest()

    for steps in range(4):
        run(same_moment(steps))
    for milliseconds in range(60):
        run(scene(milliseconds / 1000 + 0.0003))
    for step in (0.05, 0.051, 0.0515, 0.052):
        run(scene(step))


def test_two_bots_share_one_outbox_and_one_dies() -> None:
    async def scene() -> None:
        one = World(bot="one")
        two = one.again("two")
        queues = [f"q{n}" for n in range(6)]
        async with one.running(), two.running():
            for turn in range(5):
                for n, queue in enumerate(queues):
                    world = (one, two)[(turn + n) % 2]
                    world.turn([outgoing(f"{queue} {turn}.{part}", queue) for part in range(2)])
                await asyncio.sleep(0.07)
            await one.relay.drain(0)
            await two.settled()
        for queue in queues:
            shown = list(dict.fromkeys(one.teams.shown(queue)))
            assert shown == [f"{queue} {turn}.{part}" for turn in range(5) for part in range(2)]

    run(scene())


# --- the outbox is away ------------------------------------------------------------------------


def test_what_is_sent_while_the_outbox_is_away_is_sent_once() -> None:
    async def scene() -> None:
        world = World()
        async with world.running():
            world.turn([outgoing("m1"), outgoing("m2"), outgoing("F-1", "kanal", Op.POST_TWICE)])
            await asyncio.sleep(0.01)
            world.table.down = True
            await asyncio.sleep(600)
            assert world.teams.calls("post") == ["m1", "F-1 folgt", "m2"]
            world.table.down = False
            assert await world.settled() <= 32
        assert world.teams.shown("anna") == ["m1", "m2"]
        assert world.teams.shown("kanal") == ["F-1"]
        assert len(world.teams.log) == 4
        world.assert_at_rest()

    run(scene())


def test_the_relay_survives_an_outbox_that_is_away_from_the_start() -> None:
    async def scene() -> None:
        world = World()
        world.table.down = True
        async with world.running():
            world.leave([outgoing("m")])
            await asyncio.sleep(3600)
            world.table.down = False
            assert await world.settled() < 5

    run(scene())


def test_the_relay_survives_a_mistake_in_the_outbox(caplog: pytest.LogCaptureFixture) -> None:
    class Faulty(FakeOutbox):
        faults = 3

        async def claim(self, jetzt: Any, limit: int, queue: str | None = None) -> Any:
            if self.faults:
                self.faults -= 1
                raise KeyError("a row nobody can read")
            return await super().claim(jetzt, limit, queue)

    async def scene() -> None:
        world = World()
        world.relay = Relay(Faulty(world.clock, world.table), world.teams, world.clock)
        async with world.running():
            world.leave([outgoing("m")])
            await world.settled()

    with caplog.at_level(logging.WARNING):
        run(scene())
    assert "outbox_unavailable error=KeyError" in caplog.text
    assert "a row nobody can read" not in caplog.text


def test_what_cannot_be_written_down_holds_up_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    class Picky(FakeOutbox):
        refused = 0

        async def settle(self, *settled: Settled) -> None:
            if "bad" in [one.id for one in settled] and self.refused < 5:
                self.refused += 1
                raise KeyError("a row nobody can write")
            await super().settle(*settled)

    async def scene() -> None:
        world = World()
        picky = Picky(world.clock, world.table)
        world.relay = Relay(picky, world.teams, world.clock)
        async with world.running():
            world.turn([outgoing(name, name) for name in ("bad", "good", "fine")])
            await asyncio.sleep(0.5)
            assert [row.out.id for row in world.table.open] == ["bad"]
            await world.settled()
        assert picky.refused == 5
        assert sorted(world.teams.calls("post")) == ["bad", "fine", "good"]

    with caplog.at_level(logging.WARNING):
        run(scene())
    assert "a row nobody can write" not in caplog.text


# --- stopping ----------------------------------------------------------------------------------


def test_drain_finishes_what_is_under_way_and_begins_nothing() -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [Slow(3)])
        world.turn([outgoing("m1"), outgoing("m2")])
        await asyncio.sleep(1)
        await world.relay.drain()
        assert world.teams.calls("post") == ["m1"]
        assert [r.zustand for r in world.table.rows] == [Zustand.GESENDET, Zustand.OFFEN]
        world.assert_at_rest()
        async with world.again("next").running():
            await world.settled()
        assert world.teams.shown("anna") == ["m1", "m2"]

    run(scene())


def test_drain_leaves_what_is_still_in_the_outbox() -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [Slow(3)])
        world.leave([outgoing("m1"), outgoing("m2")])
        async with world.running():
            await asyncio.sleep(1)
        await world.relay.drain()
        assert world.teams.calls("post") == ["m1"]
        assert world.table.rows[1].lease_by is None

    run(scene())


def test_a_task_that_ends_before_its_first_step_leaves_nothing_behind() -> None:
    """As when the loop is shut down."""

    async def scene() -> None:
        world = World()
        world.turn([outgoing("m")])
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        world.assert_at_rest()
        await world.outbox.release()
        async with world.running():
            await world.settled()
        assert world.teams.shown("anna") == ["m"]

    run(scene())


def test_drain_gives_back_what_was_handed_over_and_not_begun() -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [Slow(3)])
        world.leave([outgoing("m1"), outgoing("m2")])
        for row in world.table.rows:
            row.lease_until, row.lease_by = world.clock.jetzt() + timedelta(seconds=60), "bot"
        world.relay.deliver([Due(r.out, Address(SERVICE_URL, "anna"), None, 0) for r in world.table.rows])
        await asyncio.sleep(1)
        await world.relay.drain()
        assert world.table.rows[1].lease_by is None
        assert world.teams.calls("post") == ["m1"]

    run(scene())


@pytest.mark.parametrize("seconds", [0.0, 0.01, 5.0])
def test_drain_waits_no_longer_than_it_may_and_loses_nothing(seconds: float) -> None:
    """What hangs is let go; given back, the next bot brings it."""

    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [Slow(1000)])
        world.turn([outgoing("m1"), outgoing("m2"), outgoing("b1", "ben")])
        begun = asyncio.get_running_loop().time()
        await world.relay.drain(seconds)
        assert asyncio.get_running_loop().time() - begun <= seconds + 0.1
        world.assert_at_rest()
        await world.outbox.release()
        following = world.again("next")
        async with following.running():
            assert await following.settled() < 5
        assert world.teams.shown("anna") == ["m1", "m2"]
        assert world.teams.shown("ben") == ["b1"]

    run(scene())


def test_drain_waits_for_the_outbox_no_longer_than_it_may() -> None:
    async def scene() -> None:
        world = World()
        world.turn([outgoing("m")])
        await asyncio.sleep(0.01)
        world.table.down = True
        await world.relay.drain(10)
        world.assert_at_rest()

    run(scene())


def test_after_a_drain_it_works_as_before() -> None:
    async def scene() -> None:
        world = World()
        await world.relay.drain()
        world.turn([outgoing("m1"), outgoing("m2")])
        await world.relay.finished("anna", 8.0)
        assert world.teams.shown("anna") == ["m1", "m2"]

    run(scene())


def test_finished_waits_no_longer_than_it_may() -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [Slow(30)])
        world.turn([outgoing("m")])
        begun = asyncio.get_running_loop().time()
        await world.relay.finished("anna", 8.0)
        assert asyncio.get_running_loop().time() - begun == pytest.approx(8.0)
        await world.relay.finished("nobody's", 8.0)
        await world.relay.finished("anna", 60.0)
        assert world.teams.shown("anna") == ["m"]

    run(scene())


# --- pace and bounds ---------------------------------------------------------------------------


def assert_paced(times: list[float], limits: tuple[tuple[float, int], ...] = LIMITS) -> None:
    for span, most in limits:
        assert all(late - early >= span - 1e-6 for early, late in zip(times, times[most:], strict=False))


def test_a_conversation_is_paced_whatever_queue_or_thread_it_is() -> None:
    async def scene() -> None:
        world = World()
        chats = ["kanal", "kanal;messageid=1", "kanal;messageid=2"]
        async with world.running():
            world.turn([outgoing(f"m{n}", f"q{n % 3}", chat=chats[n % 3], art=Art.NACHRICHT) for n in range(90)])
            await world.settled()
        assert_paced([time for time, what, _, _ in world.teams.log if what == "post"])
        assert len(world.teams.shown("kanal")) == 90

    run(scene())


def test_answers_of_a_turn_are_not_held_back() -> None:
    """A person waits for them; Teams' own 429 is heeded when it comes."""

    async def scene() -> None:
        world = World()
        async with world.running():
            world.turn([outgoing(f"m{n}") for n in range(20)])
            assert await world.settled() < 2.0  # the pace alone would take four

    run(scene())


def test_what_must_wait_long_goes_back_uncounted_and_others_go_on() -> None:
    """60 in 30 s: the 61st is not held for half a minute with its claim running."""

    async def scene() -> None:
        world = World()
        async with world.running():
            world.turn([outgoing(f"m{n}", art=Art.NACHRICHT) for n in range(130)])
            await asyncio.sleep(20)
            world.turn([outgoing("b", "ben")])
            await asyncio.sleep(0.2)
            assert world.teams.shown("ben") == ["b"]
            await world.settled()
        assert world.teams.shown("anna") == [f"m{n}" for n in range(130)]
        assert {r.attempts for r in world.table.rows} == {1}
        assert_paced([time for time, _, chat, _ in world.teams.log if chat == "anna"])

    run(scene())


def test_contents_do_not_count_as_new_messages() -> None:
    """Each form is one message of the conversation."""

    async def scene() -> None:
        world = World()
        async with world.running():
            world.turn([outgoing(f"F-{n}", "kanal", Op.POST_TWICE) for n in range(7)])
            assert await world.settled() < 1.0

    run(scene())


def test_the_tenant_is_paced_over_all_conversations() -> None:
    async def scene() -> None:
        world = World()
        async with world.running():
            for n in range(180):
                world.turn([outgoing(f"F-{n}", f"q{n}", Op.POST_TWICE)])
            await world.settled()
        assert_paced([time for time, _, _, _ in world.teams.log], ((1.0, 50),))
        assert len(world.teams.log) == 360

    run(scene())


def test_a_backlog_is_worked_off_with_a_bound() -> None:
    async def scene() -> None:
        world = World()
        most = 0
        world.leave([outgoing(f"m{n}", f"q{n}") for n in range(700)])
        for n in range(300):
            world.teams.fail(f"q{n}", [Slow(9)])
        async with world.running():
            while world.table.open:
                await asyncio.sleep(0.05)
                most = max(most, len(world.relay._busy))
        assert 50 < most <= MOST_QUEUES
        assert len(world.teams.messages) == 700
        world.assert_at_rest()

    run(scene())


def test_a_backlog_is_worked_off_without_pauses() -> None:
    async def scene() -> None:
        world = World()
        world.leave([outgoing(f"m{n}", f"q{n}") for n in range(BATCH * 3)])
        world.leave([outgoing(f"a{n}") for n in range(10)])
        async with world.running():
            assert await world.settled() < POLL

    run(scene())


def test_beside_many_turns_the_backlog_waits() -> None:
    async def scene() -> None:
        world = World()
        for n in range(MOST_QUEUES + 50):
            world.teams.fail(f"t{n}", [Slow(30)])
            world.turn([outgoing(f"m{n}", f"t{n}")])
        world.leave([outgoing(f"left {n}", f"q{n}") for n in range(100)])
        async with world.running():
            await asyncio.sleep(20)
            assert len(world.teams.log) == MOST_QUEUES + 50
            await world.settled()
        assert len(world.teams.messages) == MOST_QUEUES + 150

    run(scene())


def test_a_turn_s_answer_goes_although_the_backlog_hangs() -> None:
    async def scene() -> None:
        world = World()
        world.leave([outgoing(f"m{n}", f"q{n}") for n in range(MOST_QUEUES)])
        for n in range(MOST_QUEUES):
            world.teams.fail(f"q{n}", [Slow(50)])
        async with world.running():
            await asyncio.sleep(10)
            world.turn([outgoing("a1"), outgoing("a2")])
            await asyncio.sleep(0.3)
            assert world.teams.shown("anna") == ["a1", "a2"]

    run(scene())


def test_nothing_is_asked_for_in_vain() -> None:
    """One look into the outbox every two seconds, and none for what a turn claimed and sent."""

    async def scene() -> None:
        world = World()
        async with world.running():
            await asyncio.sleep(60)
            idle = world.table.claims
            world.turn([outgoing(f"m{n}", f"q{n}") for n in range(20)])
            await asyncio.sleep(1)
        assert idle <= 60 / POLL + 1
        assert world.table.claims - idle <= 1

    run(scene())


def test_a_queue_that_breaks_off_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [GONE])

        def raises(tried: Due, reason: str) -> None:
            raise ValueError(tried.outgoing.activity, reason)

        world.relay = Relay(world.outbox, world.teams, world.clock, raises)
        async with world.running():
            world.turn([outgoing("m1"), outgoing("m2")])
            await world.settled()
        assert world.teams.shown("anna") == ["m2"]
        world.assert_at_rest()

    with caplog.at_level(logging.ERROR):
        run(scene())
    assert "queue_broken error=ValueError" in caplog.text
    assert "message" not in caplog.text


def test_no_log_line_holds_what_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        world = World()
        world.teams.fail("anna", [Broken(), TOLD, GONE])
        async with world.running():
            world.turn([replace(outgoing("m"), activity='{"text": "Müller, 4711"}')])
            await world.settled()

    with caplog.at_level(logging.DEBUG):
        run(scene())
    assert "delivery_failed art=antwort reason=http_403" in caplog.text
    assert "Müller" not in caplog.text


# --- anything at all ---------------------------------------------------------------------------

faults = st.sampled_from(
    [None, None, None, TOLD, NotDone("http_412"), Unknown("http_500"), Lost(), GONE, Broken(), Slow(9), Slow(70)]
)
queues = st.sampled_from(["anna", "ben", "kanal"])


# the claim of an answer that was sent runs out before the database is back
@example(turns=[("anna", 1, False, 4.0), ("anna", 2, True, 0.0)], trouble=[], away=[(0.0, 65.0)])
@settings(max_examples=150, deadline=None)
@given(
    turns=st.lists(st.tuples(queues, st.integers(1, 3), st.booleans(), st.floats(0, 5)), min_size=1, max_size=8),
    trouble=st.lists(st.tuples(queues, faults), max_size=12),
    away=st.lists(st.tuples(st.floats(0, 20), st.floats(0.001, 100)), max_size=2),
)
def test_whatever_happens(
    turns: list[tuple[str, int, bool, float]],
    trouble: list[tuple[str, Fault]],
    away: list[tuple[float, float]],
) -> None:
    """Every message ends, in order; each form once in full unless it failed; failures are told once."""

    async def scene() -> None:
        world = World()
        for queue, fault in trouble:
            world.teams.fail(queue, [fault])
        async with world.running(), asyncio.TaskGroup() as group:
            group.create_task(_make_unavailable(world, away))
            for number, (queue, parts, is_form, pause) in enumerate(turns):
                op = Op.POST_TWICE if is_form else Op.POST
                world.turn([outgoing(f"{queue} {number}.{part}", queue, op) for part in range(parts)])
                await asyncio.sleep(pause)
            await world.settled()
        _assert_all_well(world)

    run(scene())


async def _make_unavailable(world: World, away: list[tuple[float, float]]) -> None:
    for before, seconds in away:
        await asyncio.sleep(before)
        world.table.down = True
        await asyncio.sleep(seconds)
        world.table.down = False


def _assert_all_well(world: World) -> None:
    failed = [r.out.id for r in world.table.rows if r.zustand is Zustand.GESCHEITERT]
    assert sorted(name for name, _ in world.failed) == sorted(failed)
    assert {r.zustand for r in world.table.rows} <= {Zustand.GESENDET, Zustand.GESCHEITERT}
    for queue in ("anna", "ben", "kanal"):
        own = [r for r in world.table.rows if r.out.queue == queue]
        texts = [t.removesuffix(" folgt") for t in world.teams.shown(queue)]
        assert list(dict.fromkeys(texts)) == [r.out.id for r in own if r.out.id in texts]
        assert texts == sorted(texts, key=[r.out.id for r in own].index)
        for row in own:
            in_full = world.teams.shown(queue).count(row.out.id)
            assert in_full >= (row.out.id not in failed)
            assert row.out.op is Op.POST or in_full <= 1
    assert world.teams.most_in_flight <= 1
    world.assert_at_rest()
