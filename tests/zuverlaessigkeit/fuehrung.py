"""Leads a form to its end by looking at the bot's last question, and says at the end whether all is well.

Knows nothing of crashes: like a person it reads, answers, and reads again.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.uebungsraum.card import texts as texts_of
from bot.uebungsraum.erfunden import SABINE
from bot.uebungsraum.people import Person
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.welt import Message
from tests.haus import runs_of

FORM = re.compile(r"AZ-\w{4}-\w{4}")
ASKED_BACK = "auch die Antwort"
DONE = "Letzter Tag der Einbuchung"
AT_REST, NOT_UNDERSTOOD, TROUBLE = "kein Bogen in Arbeit", "nicht als Auftrag erkannt", "gleich noch einmal"
SIGNS = (DONE, AT_REST, NOT_UNDERSTOOD, TROUBLE)


@dataclass(frozen=True)
class Worte:
    """What the eLb says; the three differ from each other and from every other form's."""

    ziel: str = "Ich will „endlich“ wieder *arbeiten*.  \nUnd den Führerschein 😀"
    modul: str = " In die Digitalwerkstatt, wegen dem Computer."
    dauer: str = "acht Wochen, hab ich mir gedacht"

    def answer(self, question: str) -> str:
        """The answer to a question; raises LookupError for one nobody expects."""
        answers = {
            ASKED_BACK: "nein",
            "erreichen": self.ziel,
            "Modul": self.modul,
            "Teilnahmedauer": self.dauer,
            "Beginn": "nächsten Montag",
            "Kooperationsplan": "konkret",
            "absenden": "absenden",
        }
        for word, text in answers.items():
            if word in question:
                return text
        raise LookupError(question)

    def is_answer(self, text: str) -> bool:
        """Whether this is said to who wrote, and no news of something else."""
        if any(sign in text for sign in SIGNS):
            return True
        try:
            return bool(self.answer(text.rsplit("\n\n", 1)[-1]))
        except LookupError:
            return False

    @property
    def antworten(self) -> dict[str, str]:
        """As `auskunft` shows them."""
        return {"ziel": self.ziel, "modul": self.modul, "dauer": self.dauer}


async def _at_once() -> None:
    """Reads on without waiting."""


@dataclass
class Fuehrung:
    """One form for one person, by one IFK.

    `settled` waits until nothing more is to come, for who reads slowly; `at_rest` does so where a text came that is
    no question of this moment, from who reads fast.
    """

    room: Uebungsraum
    nummer: str
    ifk: Person = SABINE
    worte: Worte = field(default_factory=Worte)
    patience: float = 20.0
    most_turns: int = 40
    settled: Callable[[], Awaitable[None]] = _at_once
    at_rest: Callable[[], Awaitable[None]] | None = None

    async def lead(self) -> None:
        """From the first word to the last; raises AssertionError if that takes too many turns."""
        text = self._begin
        for _ in range(self.most_turns):
            answer = await self.say(text)
            if any(DONE in m.text and f"({self.nummer})" in m.text for m in self.texts()):
                return
            if ASKED_BACK in answer or DONE in answer:
                answer = await self._read_again()
            text = self._next(text, answer)
        raise AssertionError(f"no end of it: {answer}")

    def _next(self, said: str, answer: str) -> str:
        """At rest the form has not begun; after a disturbance the same again; else what the question wants."""
        if AT_REST in answer or NOT_UNDERSTOOD in answer:
            return self._begin
        return said if TROUBLE in answer else self.worte.answer(answer.rsplit("\n\n", 1)[-1])

    async def _read_again(self) -> str:
        """Whoever is asked back, or told of an earlier form again, waits whether something else is still to come."""
        if self.at_rest:
            await self.at_rest()
            return self.texts()[-1].text
        seen = -1
        while seen != self.room.welt.revision:
            seen = self.room.welt.revision
            await asyncio.sleep(0.7)
        return self.texts()[-1].text

    @property
    def _begin(self) -> str:
        return f"neuer Bogen für {self.nummer}"

    async def say(self, text: str) -> str:
        """A message, until the bot has answered; what else it tells meanwhile is passed over."""
        before = self.room.welt.revision
        turn = await self.room.say(self.ifk, text)
        assert turn.answer.ok, turn.answer
        await self.room.until(lambda: self._answers(before), self.patience)
        await self.settled()
        return self._answers(before)[-1].text

    def _answers(self, revision: int) -> list[Message]:
        return [m for m in self.texts() if m.revision > revision and self.worte.is_answer(m.text)]

    def texts(self) -> list[Message]:
        """The bot's texts in the chat, oldest first."""
        return [m for m in self.room.messages(self.ifk) if m.by_bot and m.text]


def transcript(messages: Sequence[Message]) -> list[str]:
    """What a reader sees, each once where it came first, without what differs from run to run."""
    shown = (m.text or "\n".join(texts_of(m.card or {})) for m in messages if m.by_bot)
    return list(dict.fromkeys(FORM.sub("AZ", text) for text in shown))


def assert_one_booking(kept: dict[str, Any], worte: Worte) -> str:
    """One Einbuchung with one form, each answer where it belongs; the form's number."""
    (einbuchung,) = kept["einbuchungen"]
    (bogen,) = einbuchung["erwartungsboegen"]
    assert bogen["antworten"] == worte.antworten
    assert (einbuchung["status"], bogen["status"]) == ("offen", "gesendet")
    assert kept["entwuerfe"] == []
    return str(bogen["formularnummer"])


def full_cards(room: Uebungsraum, formularnummer: str) -> list[Message]:
    """The messages of the channel that show this form in full."""
    shown = [m for m in room.messages(room.channel) if m.by_bot and m.card and not m.deleted]
    return [m for m in shown if formularnummer in str(m.card) and runs_of(m.card)]


def assert_once_in_full(room: Uebungsraum, formularnummer: str, worte: Worte) -> None:
    """One card holds the form; what else may stand there from a lost placeholder names nobody."""
    (card,) = full_cards(room, formularnummer)
    runs = "".join(runs_of(card.card))
    assert all(text in runs for text in worte.antworten.values())
    others = [m for m in room.messages(room.channel) if m.by_bot and m.id != card.id and formularnummer in str(m)]
    assert not any(text in str(m) for m in others for text in worte.antworten.values())
