"""All that is kept on one eLb, as a snapshot that rules and flows read. Nothing here changes anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from dialogs.regelung.erwartungsbogen import Erwartungsbogen, in_force, massgebend
from dialogs.regelung.hilfeprodukt import Bestaetigung, BestaetigungArt, Einbuchung, EinbuchungStatus
from dialogs.regelung.kplan import KPlan, must_be_adapted


@dataclass(frozen=True, slots=True)
class Elb:
    """The participant. `nummer` names them everywhere; `ifk_id` and `team` say whose case it is."""

    nummer: str
    vorname: str
    nachname: str
    ifk_id: str
    ifk_name: str
    team: str

    @property
    def name(self) -> str:
        """First name and surname as they are shown."""
        return f"{self.vorname} {self.nachname}".strip()


class Aufgabe(StrEnum):
    """D9: what a person still has to do in comp.ASS, and the plan that must be adapted (Nr. 3.2)."""

    EINGEBUCHT = "eingebucht"
    BESCHEID = "bescheid"
    KPLAN = "kplan"
    ABSCHLUSS = "abschluss"


@dataclass(frozen=True, slots=True)
class Fall:
    """One eLb with all Einbuchungen, oldest first."""

    elb: Elb
    einbuchungen: tuple[Einbuchung, ...] = ()

    @property
    def open_einbuchung(self) -> Einbuchung | None:
        """D6: there is at most one."""
        return next((e for e in self.einbuchungen if e.is_open), None)

    @property
    def newest_einbuchung(self) -> Einbuchung | None:
        """The open one, else the last one that was not cancelled."""
        kept = [e for e in self.einbuchungen if e.status is not EinbuchungStatus.STORNIERT]
        return self.open_einbuchung or (kept[-1] if kept else None)

    def massgebend(self, tag: date) -> Erwartungsbogen | None:
        """D7, D12: the one Bogen that is maßgebend on that day, over all Einbuchungen; none after an Abschluss."""
        lasting = (e for e in reversed(self.einbuchungen) if e.status in _COUNTING and tag <= (e.abschluss_am or tag))
        return next((b for e in lasting if (b := massgebend(e.boegen, tag))), None)

    def bogen(self, formularnummer: str) -> tuple[Einbuchung, Erwartungsbogen] | None:
        """A form by its number, with the Einbuchung it belongs to."""
        pairs = ((e, b) for e in self.einbuchungen for b in e.boegen)
        return next((pair for pair in pairs if pair[1].formularnummer == formularnummer), None)


_COUNTING = (EinbuchungStatus.OFFEN, EinbuchungStatus.ABGESCHLOSSEN)


def open_tasks(einbuchung: Einbuchung) -> Iterator[Aufgabe]:
    """R8, R9, R11, D9: what no one has confirmed yet; derived, never stored."""
    confirmed = {b.art for b in einbuchung.bestaetigungen}
    if einbuchung.status in _COUNTING:
        yield from (Aufgabe(a) for a in _FIRST_TASKS if a not in confirmed)
    if kplan_due(einbuchung):
        yield Aufgabe.KPLAN
    if einbuchung.status in _CLOSED and BestaetigungArt.EINGEBUCHT in confirmed and _ABSCHLUSS not in confirmed:
        yield Aufgabe.ABSCHLUSS


_FIRST_TASKS = (BestaetigungArt.EINGEBUCHT, BestaetigungArt.BESCHEID)
_ABSCHLUSS = BestaetigungArt.ABSCHLUSS
_CLOSED = (EinbuchungStatus.ABGESCHLOSSEN, EinbuchungStatus.NICHT_ANGETRETEN)


def kplan_due(einbuchung: Einbuchung) -> bool:
    """Nr. 3.2: a concrete plan whose goal or Modul changed after it was last confirmed as adapted, or which holds
    those of a Bogen that was withdrawn."""
    confirmed = einbuchung.last_confirmation(BestaetigungArt.KPLAN)
    boegen = in_force(einbuchung.boegen)
    if not (einbuchung.is_open and boegen):
        return False
    changed = [new for old, new in pairwise(boegen) if other_plan(einbuchung.kplan, old, new)]
    if any(not confirmed or new.gesendet_am > confirmed.erfasst for new in changed):
        return True
    held = _held_by_plan(einbuchung, confirmed)
    return held is not None and held not in boegen and other_plan(einbuchung.kplan, held, boegen[-1])


def plan_changed_at(einbuchung: Einbuchung) -> datetime | None:
    """When the goal that the plan should hold last became another one: a Bogen was sent or withdrawn."""
    sent = (b.gesendet_am for b in einbuchung.boegen)
    withdrawn = (b.zurueckgezogen_am for b in einbuchung.boegen if b.zurueckgezogen_am)
    return max((*sent, *withdrawn), default=None)


def other_plan(kplan: KPlan, old: Erwartungsbogen, new: Erwartungsbogen) -> bool:
    """R8: whether a plan that fits the one Bogen must be adapted for the other."""
    ziel_changed = new.antworten.ziel != old.antworten.ziel
    return must_be_adapted(kplan, ziel_changed=ziel_changed, modul_changed=new.modul is not old.modul)


def _held_by_plan(einbuchung: Einbuchung, confirmed: Bestaetigung | None) -> Erwartungsbogen | None:
    """The Bogen whose goal the plan got: the newest there was when it was confirmed, else the very first one."""
    boegen = sorted(einbuchung.boegen, key=lambda b: b.version)
    if confirmed is None:
        return boegen[0]
    return next((b for b in reversed(boegen) if b.held_at(confirmed.erfasst)), None)
