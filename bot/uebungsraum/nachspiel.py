"""Plays the invented cases of nine months through the bot that runs, on a clock moved back, and comes back to today.

What is said stands in verlaeufe. Nothing is written into the database past the bot.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from bot.uebungsraum.card import texts
from bot.uebungsraum.clock import BERLIN, PracticeClock
from bot.uebungsraum.erfunden import Participant
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.stage import Hook
from bot.uebungsraum.verlaeufe import Szene, szenen

FIRST_HOUR = time(8, 20)
BETWEEN = timedelta(minutes=7)


class NotPlayedError(Exception):
    """The bot did not take what was said; says what and by whom."""


class Nachspiel:
    """`play` takes a few seconds; nobody else should use the room meanwhile.

    `remind` lets the bot do what is due on a day, `settled` waits until everything it wrote has arrived.
    """

    def __init__(self, room: Uebungsraum, clock: PracticeClock, remind: Hook, settled: Hook) -> None:
        self._room = room
        self._clock = clock
        self._remind = remind
        self._settled = settled

    async def play(self) -> None:
        """Everything up to today, then the reminders of today."""
        ahead = self._clock.ahead
        try:
            for tag, of_day in groupby(szenen(self._clock.heute()), key=lambda szene: szene.tag):
                await self._day(tag, [*of_day])
        finally:
            self._clock.be_ahead(ahead)
        await self._remind()
        await self._settled()

    async def _day(self, tag: date, of_day: Sequence[Szene]) -> None:
        self._clock.turn_to(datetime.combine(tag, FIRST_HOUR, BERLIN))
        await self._remind()
        await self._settled()
        for szene in of_day:
            for text in szene.texte:
                await self._say(szene, text)
            await self._settled()
            self._clock.turn_to(self._clock.jetzt() + BETWEEN)

    async def _say(self, szene: Szene, text: str) -> None:
        where = await self._where(szene)
        turn = await self._room.say(szene.wer, text, where=where)
        if not turn.answer.ok:
            raise NotPlayedError(f"{szene.wer.name}: {text!r} was not taken ({turn.answer.status})")

    async def _where(self, szene: Szene) -> str | None:
        """The own chat is opened before the first word, as in Teams."""
        if szene.im_kanal:
            return self._room.channel
        if szene.zu is not None:
            return self._thread(szene.zu)
        await self._room.open(szene.wer)
        return None

    def _thread(self, elb: Participant) -> str:
        """The thread in which the newest form of this participant stands."""
        name = f"{elb.vorname} {elb.nachname}"
        cards = (m for m in reversed(self._room.messages(self._room.channel)) if m.card)
        form = next((m for m in cards if any(name in text for text in texts(m.card or {}))), None)
        if form is None:
            raise NotPlayedError(f"no form of {name} in the channel")
        return self._room.thread(form)
