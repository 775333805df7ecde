"""The guided tour: which participant it is about, where it stands, and what of it the windows are told.

It watches what happens in the room and looks at what the bot keeps; it does nothing itself. Prose is in tour_text.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.uebungsraum import tour_text
from bot.uebungsraum.card import texts
from bot.uebungsraum.erfunden import MIRIAM, PARTICIPANTS, SABINE, Participant
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.stage import NotNowError
from bot.uebungsraum.tour_fakten import SCHRITTE, Fakten, Schritt, current, state_of
from bot.uebungsraum.welt import Change, Message
from dialogs.ports import AktivzentrumError

Json = Mapping[str, Any]
Look = Callable[[str], Awaitable[Json | None]]

OFFERED, RUNNING, PAUSED, CLOSED = "angeboten", "laeuft", "pausiert", "aus"
PHASES: Final = {"start": RUNNING, "weiter": RUNNING, "pause": PAUSED, "ende": CLOSED}
STATUS_CARD: Final = "Stand einer Teilnahme"
WITHOUT_PROGRESS: Final = 2
"""So many own messages that led nowhere are answered with help."""
_surnames: Final = [p.nachname for p in PARTICIPANTS]
CANDIDATES: Final = sorted(
    (p for p in PARTICIPANTS if p.ifk == SABINE.aad_object_id and _surnames.count(p.nachname) == 1),
    key=lambda p: p.nachname != "Nowak",
)
"""Whom the tour may be about: one is enough to be named by the surname."""


@dataclass(frozen=True, slots=True)
class Since:
    """When the present step became the present one, and how far it had come ever."""

    key: str = ""
    revision: int = 0
    rank: int = 0


class Tour:
    """`look` gives what the bot keeps on a number, without a trace, or None."""

    def __init__(self, room: Uebungsraum, look: Look) -> None:
        self._room = room
        self._look = look
        self._phase = OFFERED
        self._elb: Participant | None = None
        self._began = 0
        self._since = Since()
        self._shown = _base(OFFERED)
        self._planned: asyncio.Task[None] | None = None
        room.guide = self
        room.welt.watch(self._watch)

    # --- what a person asks of it

    async def do(self, deed: str) -> None:
        """`start` begins with somebody who has no case yet. Raises LookupError, NotNowError if there is nobody."""
        if deed == "start":
            self._elb = await self._somebody()
            self._began, self._since = self._room.welt.revision, Since()
        self._phase = PHASES[deed] if self._elb or deed == "ende" else OFFERED
        await self.refresh()

    # --- what the windows and the diary ask of it

    def json(self) -> Json:
        """What a window shows."""
        return self._shown

    def kept(self) -> Json:
        """What must survive the end of the process."""
        return {"phase": self._phase, "nummer": self._elb and self._elb.nummer, "began": self._began}

    def restore(self, kept: Json) -> None:
        self._phase, self._began = kept["phase"], kept["began"]
        self._elb = next((p for p in PARTICIPANTS if p.nummer == kept["nummer"]), None)
        self._shown = _base(self._phase)

    # --- inside

    def _watch(self, change: Change) -> None:
        if change.kind == "reset":
            self._forget()
        elif change.kind in ("message", "clock", "faults") and self._phase == RUNNING and not self._room.is_busy:
            self._plan()

    def _forget(self) -> None:
        self._phase, self._elb, self._since, self._shown = OFFERED, None, Since(), _base(OFFERED)

    def _plan(self) -> None:
        """Looks once for all changes of a moment."""
        if self._planned is None or self._planned.done():
            self._planned = asyncio.ensure_future(self._soon())

    async def _soon(self) -> None:
        await asyncio.sleep(0.05)
        self._planned = None
        # a database that is away for a moment is asked again at the next change
        with contextlib.suppress(AktivzentrumError):
            await self.refresh()

    async def refresh(self) -> None:
        """Looks where the tour stands and tells the windows if that is news."""
        shown = await self._seen()
        if shown != self._shown:
            self._shown = shown
            self._room.welt.tell(Change("tour"))

    async def _seen(self) -> Json:
        kept = await self._look(self._elb.nummer) if self._elb else None
        if self._elb is None or kept is None or self._phase == CLOSED:
            return _base(self._phase)
        fakten = Fakten(kept, self._room.clock.heute(), self._asked_status(self._elb))
        now = current(fakten)
        self._note(now, fakten)
        return _shown(self._phase, self._elb, fakten, now, self._hint(now, fakten))

    def _note(self, now: Schritt | None, fakten: Fakten) -> None:
        key = now.key if now else ""
        revision = self._since.revision if key == self._since.key else self._room.welt.revision
        self._since = Since(key, revision, max(self._since.rank, fakten.rank))

    def _asked_status(self, elb: Participant) -> bool:
        cards = (m for m in self._own_chat() if m.by_bot and m.summary == STATUS_CARD and m.card)
        return any(elb.nummer in text for m in cards for text in texts(m.card or {}))

    def _own_chat(self) -> list[Message]:
        return [m for m in self._room.messages(SABINE) if m.revision > self._began]

    def _hint(self, now: Schritt | None, fakten: Fakten) -> str:
        key = _stray(now, fakten, self._since.rank)
        if self._room.faults.due or self._room.welt.channel_removed:
            key = "stoerung"
        if key:
            return tour_text.HINWEISE[key].format(wochentag=tour_text.WOCHENTAGE[fakten.heute.weekday()])
        return self._detour(now) if now and now.wo == "chat" else ""

    def _detour(self, now: Schritt) -> str:
        """After some messages that did not lead on: what the bot asks, if it asks."""
        chat = self._room.messages(SABINE)
        said = [m for m in chat if not m.by_bot and m.revision > self._since.revision]
        if len(said) < WITHOUT_PROGRESS:
            return ""
        last = next((m.text for m in reversed(chat) if m.by_bot and m.text), "")
        question = last.rsplit("\n\n", 1)[-1].replace("*", "")
        asks = "?" in question and now.key != "bogen"
        return tour_text.HINWEISE["umweg_frage" if asks else "umweg"].format(frage=question)

    async def _somebody(self) -> Participant:
        for elb in CANDIDATES:
            kept = await self._look(elb.nummer)
            if kept is not None and not kept["einbuchungen"] and not kept["entwuerfe"]:
                return elb
        raise NotNowError(tour_text.ALLE_VERGEBEN)


def _stray(now: Schritt | None, fakten: Fakten, best: int) -> str:
    """The key of what helps here; empty when nothing is amiss."""
    entwurf = fakten.entwurf or {}
    if now is None:
        return ""
    if fakten.is_laid_aside:
        return "liegt"
    if fakten.is_withdrawn:
        return "zurueckgezogen"
    if entwurf.get("abbruch"):
        return "abbruch"
    if entwurf.get("angebot"):
        return "angebot"
    if entwurf.get("schritt") in ("modul_wahl", "begruendung"):
        return str(entwurf["schritt"])
    if now.wo == "uhr" and fakten.waits_for_werktag:
        return "wochenende"
    return "verworfen" if best and not fakten.rank else ""


def _base(phase: str) -> Json:
    return {"phase": phase, "titel": tour_text.TITEL, "einladung": tour_text.EINLADUNG}


def _shown(phase: str, elb: Participant, fakten: Fakten, now: Schritt | None, hint: str) -> Json:
    tag = min(fakten.heute, fakten.last_day or fakten.heute)
    values = {"name": f"{elb.vorname} {elb.nachname}", "nachname": elb.nachname, "tag": f"{tag:%d.%m.%Y}"}
    steps = [{"titel": tour_text.AUFGABEN[s.key].titel, "stand": state_of(s, fakten)} for s in SCHRITTE]
    return {
        **_base(phase),
        "schritte": steps,
        "jetzt": SCHRITTE.index(now) + 1 if now else None,
        "aufgabe": _task(now, values) if now else None,
        "hinweis": hint,
        "ende": "" if now else tour_text.ENDE.format(**values),
    }


def _task(now: Schritt, values: Mapping[str, str]) -> Json:
    task = tour_text.AUFGABEN[now.key]
    person = MIRIAM if now.wo == "kanal" else SABINE
    return {
        "titel": task.titel,
        "text": task.text.format(**values),
        "sagen": task.sagen.format(**values),
        "druecken": task.druecken,
        "wo": now.wo,
        "person": person.aad_object_id,
        "name": person.name,
    }
