"""How far the participation of the tour has come, read from what the bot keeps on it. Pure; no prose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

Json = Mapping[str, Any]

SENT: Final = 8
_RANK: Final = {"ziel": 1, "modul": 2, "modul_wahl": 2, "dauer": 3, "beginn": 4, "begruendung": 5, "kplan": 6}
_REFUSED: Final = 5
_PREVIEW: Final = 7
DAYS_BEFORE_END: Final = 14
FRIDAY: Final = 4


@dataclass(frozen=True, slots=True)
class Fakten:
    """`kept` is what `auskunft` says of the participant; `asked_status`: their state was shown in the chat."""

    kept: Json
    heute: date
    asked_status: bool = False

    @property
    def entwurf(self) -> Json | None:
        """The form in work in somebody's chat, with its open step."""
        states = (e["zustand"] for e in self.kept["entwuerfe"] if e["formularnummer"] is None)
        return next((s["zustand"] for s in states if _is_form(s)), None)

    @property
    def is_laid_aside(self) -> bool:
        return self.entwurf is None and any(e["formularnummer"] for e in self.kept["entwuerfe"])

    @property
    def einbuchung(self) -> Json | None:
        """The newest one that was not cancelled."""
        valid = [e for e in self.kept["einbuchungen"] if e["status"] != "storniert"]
        return valid[-1] if valid else None

    @property
    def bogen(self) -> Json | None:
        """The newest form in force."""
        boegen = self.einbuchung["erwartungsboegen"] if self.einbuchung else ()
        return next((b for b in reversed(boegen) if b["status"] != "zurueckgezogen"), None)

    @property
    def is_withdrawn(self) -> bool:
        return self.bogen is None and bool(self.kept["einbuchungen"])

    @property
    def rank(self) -> int:
        """How far the first form is: 0 nothing, 1 to 7 its open step, 8 sent."""
        if self.bogen:
            return SENT
        if self.entwurf is None:
            return 0
        schritt = self.entwurf["schritt"]
        if schritt == "dauer" and self.entwurf["entwurf"]["beginn"]:
            return _REFUSED
        return _RANK.get(schritt, _PREVIEW)

    @property
    def is_closed(self) -> bool:
        return self.einbuchung is not None and self.einbuchung["status"] != "offen"

    def confirmed(self, art: str) -> bool:
        return self.einbuchung is not None and any(b["art"] == art for b in self.einbuchung["bestaetigungen"])

    @property
    def has_empfang(self) -> bool:
        return self.bogen is not None and any(r["art"] == "empfang" for r in self.bogen["rueckmeldungen"])

    @property
    def reminder_from(self) -> date | None:
        """From when on the bot reminds of the end."""
        return None if self.last_day is None else self.last_day - timedelta(days=DAYS_BEFORE_END)

    @property
    def last_day(self) -> date | None:
        return date.fromisoformat(self.bogen["ende"]) if self.bogen else None

    @property
    def was_reminded(self) -> bool:
        """The bot has told of the end, or the end is over without it."""
        if self.reminder_from is None or self.last_day is None:
            return False
        first = self.reminder_from.isoformat()
        told = (n for n in self.kept["nachrichten"] if n["art"] == "erinnerung" and n["zustand"] == "gesendet")
        return self.heute > self.last_day or any(n["erstellt"][:10] >= first for n in told)

    @property
    def waits_for_werktag(self) -> bool:
        """The reminder is due, but not on a Saturday or Sunday."""
        first = self.reminder_from
        return first is not None and first <= self.heute and self.heute.weekday() > FRIDAY

    @property
    def has_ergebnis(self) -> bool:
        return self.einbuchung is not None and bool(self.einbuchung["ziel_ergebnis"])


def _is_form(state: object) -> bool:
    return isinstance(state, Mapping) and (state.get("zustand") or {}).get("kind") == "bogen"


@dataclass(frozen=True, slots=True)
class Schritt:
    """One step of the tour: who does it, where; when it is done, and when it cannot be done any more."""

    key: str
    done: Callable[[Fakten], bool]
    wo: str = "chat"
    over: Callable[[Fakten], bool] = lambda _: False


def _form(key: str, rank: int) -> Schritt:
    return Schritt(key, lambda f: f.rank >= rank)


def _closed(f: Fakten) -> bool:
    return f.is_closed


SCHRITTE: Final = (
    _form("bogen", 1),
    _form("ziel", 2),
    _form("modul", 3),
    _form("dauer", 4),
    _form("beginn", 5),
    _form("grenze", 6),
    _form("kplan", 7),
    _form("absenden", SENT),
    Schritt("empfang", lambda f: f.has_empfang, "kanal", _closed),
    Schritt("eingebucht", lambda f: f.confirmed("eingebucht"), over=_closed),
    Schritt("bescheid", lambda f: f.confirmed("bescheid"), over=_closed),
    Schritt("status", lambda f: f.asked_status, over=_closed),
    Schritt("erinnerung", lambda f: f.was_reminded, "uhr", _closed),
    Schritt("abschluss", _closed),
    Schritt("ergebnis", lambda f: f.has_ergebnis, over=lambda f: f.confirmed("abschluss")),
    Schritt("gesetzt", lambda f: f.confirmed("abschluss")),
)


def current(fakten: Fakten) -> Schritt | None:
    """The first step that is not done and still can be; None: all are through."""
    return next((s for s in SCHRITTE if not s.done(fakten) and not s.over(fakten)), None)


def state_of(schritt: Schritt, fakten: Fakten) -> str:
    """`erledigt`, `jetzt`, `ausgelassen` or `kommt`."""
    if schritt.done(fakten):
        return "erledigt"
    if schritt is current(fakten):
        return "jetzt"
    return "ausgelassen" if schritt.over(fakten) else "kommt"
