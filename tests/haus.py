"""A whole bot in this process: real HTTP, a real database, the practice room as Teams, a clock the test moves.

    async with haus(tmp_path) as h:
        await h.says("neuer Bogen für Nowak")
        await h.says("ich will wieder arbeiten")
        assert h.step == ["Modul"]

At the end every card the bot has sent is checked against the official schema and the size limit.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from app import Bot
from bot.edge import open_practice
from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import MIRIAM, PARTICIPANTS, PEOPLE, PETRA, SABINE
from bot.uebungsraum.page import Page
from bot.uebungsraum.people import Person, Place
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.stage import Turn
from bot.uebungsraum.welt import Change, Message
from storage.database import Database, Kind, open_database
from storage.export import auskunft, zustellungen
from storage.importing import TEILNEHMENDE, import_teilnehmende
from storage.roster import PERSONAL, import_personal
from tests.bot.cards.pruefung import MAX_BYTES, schema_errors, sent_bytes
from tests.datenbank import url_of
from tests.gespraech import last_paragraph, words_in

KEY = bytes(range(32))
SECONDS_TO_ANSWER = 60.0
MONDAY = date(2027, 3, 1)


@dataclass
class Leute:
    """People in the practice room who talk to a bot, wherever it runs; `says` is by `ifk` unless told otherwise."""

    room: Uebungsraum
    ifk: Person = field(default=SABINE, kw_only=True)
    turns: list[Turn] = field(default_factory=list, kw_only=True)
    seen: list[Any] = field(default_factory=list, kw_only=True)
    """Every card the bot has shown so far, and every change of one."""

    def auskunft(self, nummer: str) -> dict[str, Any]:
        """What `auskunft NUMMER --json` prints."""
        raise NotImplementedError

    def zustellungen(self) -> list[dict[str, Any]]:
        """What `zustellungen --json` prints."""
        raise NotImplementedError

    async def on(self, day: date) -> None:
        """The morning of that day, with what the bot does by itself."""
        raise NotImplementedError

    async def says(self, text: str, who: Person | None = None, where: str | None = None) -> str:
        """A message, and the last text the bot wrote there in answer."""
        return await self._answered(self.room.say(who or self.ifk, text, where=where))

    async def plays(self, *texts: str) -> str:
        """Several messages one after the other; the last answer."""
        for text in texts:
            answer = await self.says(text)
        return answer

    @property
    def asked(self) -> str:
        """The last paragraph of the bot's last message: its question."""
        return last_paragraph(self.turns[-1].text)

    @property
    def step(self) -> list[str]:
        """The steps the question speaks of."""
        return words_in(self.asked)

    async def presses(self, title: str, who: Person | None = None, where: str | None = None, **inputs: str) -> str:
        """The newest button of that title; the last text the bot wrote there in answer."""
        return await self._answered(self.room.press(who or self.ifk, title, inputs, where=where))

    async def _answered(self, deed: Awaitable[Turn]) -> str:
        """Behind what had to wait, an answer comes only after the HTTP answer of its turn."""
        since = self.room.welt.revision
        turn = await deed
        if turn.activity is not None and not turn.text:
            place = Place.parse(turn.activity["conversation"]["id"])
            replies = self.room.welt.written_since
            await self.room.until(lambda: any(m.text for m in replies(since, place)), SECONDS_TO_ANSWER)
            turn = replace(turn, replies=replies(since, place))
        self.turns.append(turn)
        return turn.text

    async def answers(self, text: str, who: Person = MIRIAM, card: int = -1) -> str:
        """Somebody mentions the bot in the thread of a form's card (the newest)."""
        await self.settled()
        thread = self.room.thread(self.cards()[card])
        before = len(self._texts(thread))
        await self.says(text, who=who, where=thread)
        await self.room.until(lambda: len(self._texts(thread)) > before, 20)
        return self._texts(thread)[before]

    async def mentions(self, text: str, who: Person = MIRIAM) -> str:
        """Somebody mentions the bot in a new thread of the channel."""
        turn = await self.room.say(who, text, where=self.room.channel)
        self.turns.append(turn)
        assert turn.message is not None
        thread = self.room.thread(turn.message)
        await self.room.until(lambda: self._texts(thread), 20)
        return self._texts(thread)[-1]

    def _texts(self, where: str) -> list[str]:
        return [m.text for m in self.room.messages(where) if m.by_bot and m.text]

    async def settled(self, art: str | None = None) -> None:
        """Until nothing (of that kind) waits to be sent."""
        for _ in range(200):
            rows = await asyncio.to_thread(self.zustellungen)
            if all(row["zustand"] != "offen" for row in rows if art in (None, row["art"])):
                return
            await asyncio.sleep(0.05)
        raise TimeoutError

    def told(self, who: Person) -> list[str]:
        """All texts of the bot in that person's chat."""
        return [m.text for m in self.room.messages(who) if m.by_bot and m.text]

    def told_in_channel(self) -> list[str]:
        """All texts of the bot in the Träger's channel."""
        return self._texts(self.room.channel)

    async def binds_channel(self) -> str:
        """Teamleitung binds the channel."""
        return await self.says("Träger-Kanal einrichten", who=PETRA, where=self.room.channel)

    def cards(self, where: str | Person | None = None) -> list[Message]:
        """The bot's messages with a card there, oldest first; by default in the Träger's channel."""
        return [m for m in self.room.messages(where or self.room.channel) if m.by_bot and m.card and not m.deleted]


@dataclass
class Haus(Leute):
    """A house whose bot runs in this process."""

    bot: Bot
    database: Database
    clock: PracticeClock
    url: str

    async def on(self, day: date) -> None:
        await self.room.set_day(day)
        await self.settled("erinnerung")

    def zustellungen(self) -> list[dict[str, Any]]:
        return [*zustellungen(self.database)]

    def auskunft(self, nummer: str) -> dict[str, Any]:
        found = auskunft(self.database, nummer)
        assert found is not None
        return dict(found)


def runs_of(card: object) -> list[str]:
    """All texts of TextRuns in a card, in their order."""
    if isinstance(card, dict):
        own = [card["text"]] if card.get("type") == "TextRun" else []
        return own + [text for value in card.values() for text in runs_of(value)]
    if isinstance(card, list):
        return [text for item in card for text in runs_of(item)]
    return []


def nummer_of(nachname: str, vorname: str = "") -> str:
    """The number of an invented participant."""
    return next(p.nummer for p in PARTICIPANTS if p.nachname == nachname and p.vorname.startswith(vorname))


def fill(database: Database, people: Sequence[Person] = PEOPLE) -> None:
    """The invented roster and participants."""
    staff = [(p.rolle, p.tenant_id, p.aad_object_id, p.name, p.team) for p in people if p.rolle]
    assert not import_personal(database, [PERSONAL, *staff]).fehler
    elbs = [(p.nummer, p.nachname, p.vorname, p.ifk) for p in PARTICIPANTS]
    assert not import_teilnehmende(database, [TEILNEHMENDE, *elbs]).fehler


def assert_cards(cards: Iterable[Any]) -> None:
    """Each is valid under Adaptive Cards 1.5 (without Teams' named extensions) and small enough for Teams."""
    for card in {json.dumps(card): card for card in cards}.values():
        assert not schema_errors(card), card
        assert sent_bytes(card) <= MAX_BYTES


def every_card(room: Uebungsraum) -> list[Any]:
    """Grows by each card the bot posts from now on, and by each it changes one to."""
    cards: list[Any] = []

    def note(change: Change) -> None:
        message = change.message
        if message is not None and message.by_bot and message.card:
            cards.append(message.card)

    room.welt.watch(note)
    return cards


@asynccontextmanager
async def haus(folder: Path, url: str | None = None, day: date = MONDAY) -> AsyncIterator[Haus]:
    """Starts the house on a database in `folder` (or at `url`) on the morning of `day`, and ends it."""
    clock = PracticeClock()
    clock.set(day)
    database = open_database(url or url_of(folder / "haus.sqlite"), [KEY], clock)
    database.mark(Kind.PRACTICE)
    if database.is_empty:
        fill(database)
    bot = Bot(database, clock, open_practice)
    room = Uebungsraum(people=PEOPLE, clock=clock, after_clock=bot.remind)
    cards = every_card(room)
    port = await bot.start("127.0.0.1", 0, Page(room).mount)
    room.at(f"http://127.0.0.1:{port}")
    try:
        yield Haus(room, bot, database, clock, f"http://127.0.0.1:{port}", seen=cards)
        assert_cards(cards)
    finally:
        await bot.stop()
        database.close()
