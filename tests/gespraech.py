"""A conversation with the core alone, for tests that talk a lot: fake database, real service and prose, no HTTP.

chat = Chat()
await chat.plays("neuer Bogen für Nowak", "Excel lernen")
assert chat.step == ["Modul"]
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from bot.prose import GermanProse
from dialogs.delivery import Address
from dialogs.outbox import Op, Outgoing, Settled, Zustand
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.rollen import Rolle, Staff
from dialogs.service import Service
from dialogs.turn import ActivityKey, Channel, Clicked, Edited, Event, Incoming, Said, Sender
from tests.fakes.storage import FakeStorage

HOUSE = "tenant-house"
WORDS = (
    "Nummer",
    "Anlass",
    "Dreiergespräch",
    "erreichen",
    "Modul",
    "Teilnahmedauer",
    "Beginn",
    "Begründung",
    "Kooperationsplan",
    "absenden",
)
"""The word of each step: the last paragraph of its question holds it and no other."""


def words_in(paragraph: str) -> list[str]:
    """The steps a paragraph speaks of."""
    return [word for word in WORDS if word.casefold() in paragraph.casefold()]


def last_paragraph(text: str) -> str:
    return text.rsplit("\n\n", 1)[-1]


def _staff(key: str, name: str, team: str, *rollen: Rolle) -> Staff:
    return Staff(key, HOUSE, name, frozenset(rollen), team)


IDA = _staff("ida", "Ida Kern", "Nord", Rolle.IFK)
JAN = _staff("jan", "Jan Weber", "Nord", Rolle.IFK)
KIM = _staff("kim", "Kim Vogt", "Süd", Rolle.IFK)
PETRA = _staff("petra", "Petra Sommer", "Nord", Rolle.TEAMLEITUNG)
HENNING = _staff("henning", "Henning Albers", "", Rolle.FACHAUFSICHT)
STAFF = (IDA, JAN, KIM, PETRA, HENNING)
TRAEGER = Staff("mira", "tenant-traeger", "Mira Okafor", frozenset())

NOWAK = Elb("4711", "Katarzyna", "Nowak", IDA.id, IDA.name, IDA.team)
MUELLER_A = Elb("4712", "Andrea", "Müller", IDA.id, IDA.name, IDA.team)
MUELLER_T = Elb("4713", "Thomas", "Müller", IDA.id, IDA.name, IDA.team)
JANS = Elb("4714", "Piotr", "Kowalczyk", JAN.id, JAN.name, JAN.team)
KIMS = Elb("4715", "Ömer", "Becker", KIM.id, KIM.name, KIM.team)
CASES = (NOWAK, MUELLER_A, MUELLER_T, JANS, KIMS)

MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


@dataclass
class SetClock:
    """A clock that stands until it is moved."""

    now: datetime = MONDAY

    def jetzt(self) -> datetime:
        return self.now

    def heute(self) -> date:
        return self.now.date()

    def forward(self, **delta: float) -> None:
        self.now += timedelta(**delta)


class CountingIds:
    """AZ-0000-0001, AZ-0000-0002, ..."""

    def __init__(self) -> None:
        self._forms, self._messages = count(1), count(1)

    def formularnummer(self) -> str:
        return f"AZ-0000-{next(self._forms):04}"

    def message(self) -> str:
        return f"m{next(self._messages):06}"


@dataclass(frozen=True)
class Sent:
    """A message that left the house: where to, and what stands there. `edits` names the message it changes."""

    queue: str
    conversation: str
    activity: dict[str, Any]
    edits: str | None = None
    outgoing: Outgoing | None = None

    @property
    def text(self) -> str:
        return str(self.activity.get("text", ""))

    @property
    def card(self) -> dict[str, Any] | None:
        found: list[dict[str, Any]] = self.activity.get("attachments") or [{}]
        return found[0].get("content")


@dataclass
class Chat:
    """People who talk to one bot. `sent` is everything that left the house, in its order."""

    clock: SetClock = field(default_factory=SetClock)
    prose: GermanProse = field(default_factory=GermanProse)
    staff: Sequence[Staff] = STAFF
    cases: Sequence[Elb] = CASES
    files: bool = True
    sent: list[Sent] = field(default_factory=list)
    answers: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.storage = FakeStorage(self.clock)
        self.storage.add_staff(self.staff)
        self.service = Service(self.storage, self.prose, self.clock, CountingIds(), files=self.files)
        self._ids = count(1)
        world = self.storage.world
        world.faelle = {elb.nummer: Fall(elb) for elb in self.cases}
        self.storage._text = world.model_dump_json()

    # --- deeds

    async def says(self, text: str, who: Staff = IDA, activity_id: str | None = None) -> str:
        """A message in the personal chat; the last text in answer."""
        return await self.does(Said(text), who, activity_id)

    async def plays(self, *texts: str) -> str:
        for text in texts:
            answer = await self.says(text)
        return answer

    async def does(self, event: Event, who: Staff = IDA, activity_id: str | None = None) -> str:
        number = activity_id or f"t{next(self._ids)}"
        kind = "messageUpdate:" + event.text if isinstance(event, Edited) else "message"
        address = Address("https://smba.example/", f"a:{who.id}")
        key = ActivityKey(address.conversation_id, number, kind)
        return await self._handle(Incoming(key, address, Sender(who.id, who.tenant_id, who.name), event))

    async def in_channel(
        self, event: Event | str, who: Staff = TRAEGER, channel: str = "19:kanal", thread: str | None = None
    ) -> str:
        """A mention of the bot in a channel, perhaps in a thread."""
        said = Said(event, thread) if isinstance(event, str) else event
        address = Address("https://smba.example/", f"{channel};messageid={thread}" if thread else channel)
        key = ActivityKey(address.conversation_id, f"t{next(self._ids)}", "message")
        where = Channel(channel, HOUSE, "Träger")
        return await self._handle(Incoming(key, address, Sender(who.id, who.tenant_id, who.name), said, where))

    async def binds(self) -> str:
        return await self.in_channel("Träger-Kanal einrichten", PETRA)

    async def reminds(self) -> list[Sent]:
        """The day's work of the bot; what it sent."""
        before = len(self.sent)
        await self.service.remind()
        await self._deliver()
        return self.sent[before:]

    async def next_day(self, days: int = 1) -> None:
        self.clock.forward(days=days)

    # --- what is there to see

    @property
    def text(self) -> str:
        """The last message of the last turn."""
        assert self.answers, "the bot said nothing"
        return self.answers[-1].text

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The cards of the last turn."""
        return [sent.card for sent in self.answers if sent.card]

    @property
    def asked(self) -> str:
        return last_paragraph(self.text)

    @property
    def step(self) -> list[str]:
        """The steps the question speaks of: one, where a form is in work."""
        return words_in(self.asked)

    @property
    def buttons(self) -> list[str]:
        """What the suggested buttons of the last message say."""
        actions = self.answers[-1].activity.get("suggestedActions", {}).get("actions", [])
        return [action["value"] for action in actions]

    def fall(self, elb: Elb = NOWAK) -> Fall:
        return self.storage.world.faelle[elb.nummer]

    def einbuchung(self, elb: Elb = NOWAK) -> Einbuchung:
        return self.fall(elb).einbuchungen[-1]

    def to(self, queue: str) -> list[Sent]:
        """What went there; `kanal` is all of the channel's queues."""
        return [sent for sent in self.sent if queue in (sent.queue, sent.queue.partition(":")[0])]

    def told(self, who: Staff) -> list[str]:
        """All texts this person got."""
        return [sent.text for sent in self.to(f"staff:{who.id}")]

    def posts(self) -> dict[str, dict[str, Any]]:
        """What stands in the channel now: the forms' cards by the id of their message."""
        shown: dict[str, dict[str, Any]] = {}
        for sent in self.to("kanal"):
            if sent.outgoing and sent.card:
                shown[sent.edits or sent.outgoing.id] = sent.card
        return shown

    # --- inside

    async def _handle(self, incoming: Incoming) -> str:
        before = len(self.sent)
        result = await self.service.handle(incoming)
        await self._deliver()
        for address, message in result.direct:
            self.sent.append(Sent("direct", address.conversation_id, dict(message)))
        queues = {f"staff:{incoming.sender.aad_object_id}", f"conv:{incoming.address.conversation_id}", "direct"}
        own = [
            s for s in self.sent[before:] if s.queue in queues or s.conversation == incoming.address.conversation_id
        ]
        self.answers = own
        return own[-1].text if own else ""

    async def _deliver(self) -> None:
        """Everything that may leave does so at once, in order."""
        self.clock.forward(seconds=61)
        while due := await self.storage.claim(self.clock.jetzt(), 50):
            for one in due:
                out, known = one.outgoing, one.activity_id
                placeholder = out.op is Op.POST_TWICE and known is None
                if not placeholder:
                    edits = out.target if out.op is Op.UPDATE else None
                    activity = json.loads(out.activity)
                    self.sent.append(Sent(out.queue, one.address.conversation_id, activity, edits, out))
                again = self.clock.jetzt() if placeholder else None
                state = Zustand.OFFEN if placeholder else Zustand.GESENDET
                await self.storage.settle(Settled(out.id, state, 1, known or f"id-{out.id}", again))


FORM: Sequence[str] = ("Excel lernen", "Digitalwerkstatt", "acht Wochen", "nächsten Montag", "allgemein")
"""Answers that lead from question 1 to the preview: 08.03.2027 to 02.05.2027."""


async def sent_form(chat: Chat, elb: Elb = NOWAK, answers: Sequence[str] = FORM) -> str:
    """A first Bogen for this participant, sent; its number."""
    await chat.plays(f"neuer Bogen für {elb.nummer}", *answers, "absenden")
    return chat.einbuchung(elb).boegen[-1].formularnummer


def click(card: dict[str, Any], title: str, **inputs: str) -> Clicked:
    """A press on the card's button of this title."""
    azb = next(a["data"]["azb"] for a in _actions(card) if a.get("title") == title)
    return Clicked(azb["text"], azb.get("form"), azb.get("schritt"), inputs)


def titles(card: dict[str, Any]) -> list[str]:
    """The titles of all its buttons."""
    return [a["title"] for a in _actions(card) if "title" in a]


def _actions(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if str(node.get("type", "")).startswith("Action.") else []
        return own + [a for value in node.values() for a in _actions(value)]
    return [a for item in node for a in _actions(item)] if isinstance(node, list) else []
