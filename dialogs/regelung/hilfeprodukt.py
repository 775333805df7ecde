"""Nr. 3.3: the Hilfeprodukt: nine months whatever the Modul, at most one open, closed by Abschluss."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from dialogs.regelung.befund import Verstoss
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, in_force
from dialogs.regelung.fristen import Menge, Zeitraum, next_day, zeitraum
from dialogs.regelung.kplan import KPlan

HILFEPRODUKT = "Aktivzentrum Stadt Göttingen"
EINBUCHUNGSDAUER = Menge(months=9)
BRIEFEDITOR_VORLAGE = "§45 Aktivzentrum StGö Bew"


class EinbuchungStatus(StrEnum):
    """Nr. 3.3, D12, D14: open until the Abschluss, or cancelled before anyone confirmed it."""

    OFFEN = "offen"
    ABGESCHLOSSEN = "abgeschlossen"
    STORNIERT = "storniert"
    NICHT_ANGETRETEN = "nicht_angetreten"


class ZielErgebnis(StrEnum):
    """How the goal of the participation ended, as the IFK and the eLb see it."""

    ERREICHT = "erreicht"
    TEILWEISE = "teilweise"
    NICHT_ERREICHT = "nicht_erreicht"


class BestaetigungArt(StrEnum):
    """D9: what a person confirms to have done in comp.ASS."""

    EINGEBUCHT = "eingebucht"
    BESCHEID = "bescheid"
    KPLAN = "kplan"
    ABSCHLUSS = "abschluss"


@dataclass(frozen=True, slots=True)
class Bestaetigung:
    """D9: with day and name; `erfasst` is when it was said here."""

    art: BestaetigungArt
    am: date
    durch: str
    erfasst: datetime


@dataclass(frozen=True, slots=True)
class Einbuchung:
    """One booking of an eLb into the Hilfeprodukt with all its Erwartungsbögen, by version."""

    id: int
    zeitraum: Zeitraum
    kplan: KPlan
    status: EinbuchungStatus = EinbuchungStatus.OFFEN
    abschluss_am: date | None = None
    ziel_ergebnis: ZielErgebnis | None = None
    ziel_oton: str | None = None
    boegen: tuple[Erwartungsbogen, ...] = ()
    bestaetigungen: tuple[Bestaetigung, ...] = ()

    @property
    def is_open(self) -> bool:
        """Nr. 3.3: not yet set to Abschluss."""
        return self.status is EinbuchungStatus.OFFEN

    def last_confirmation(self, art: BestaetigungArt) -> Bestaetigung | None:
        """The newest of its kind, by when it was said."""
        return max((b for b in self.bestaetigungen if b.art is art), key=lambda b: b.erfasst, default=None)

    @property
    def next_version(self) -> int:
        """D7: versions are numbered from 1 within an Einbuchung; withdrawn ones keep their number."""
        return max((b.version for b in self.boegen), default=0) + 1


def einbuchungszeitraum(beginn: date) -> Zeitraum:
    """Nr. 3.3: nine months from `beginn`, both days inclusive, whatever the Modul."""
    return zeitraum(beginn, EINBUCHUNGSDAUER)


def check_einbuchung_beginn(beginn: date, teilnahme: Zeitraum) -> Verstoss | None:
    """D6: not after the Beginn of the first Erwartungsbogen, and its days still lie within nine months."""
    if beginn > teilnahme.beginn:
        return Verstoss("D6", "Nr. 3.3", "einbuchung_after_beginn", teilnahme.beginn)
    if not einbuchungszeitraum(beginn).covers(teilnahme):
        return Verstoss("D5", "Nr. 3.3", "einbuchung_too_early", _earliest_beginn(teilnahme))
    return None


def _earliest_beginn(teilnahme: Zeitraum) -> date | None:
    """The first day from which nine months reach the last day of a Teilnahme; None if it is too long for that."""
    tag = teilnahme.ende - relativedelta(months=EINBUCHUNGSDAUER.months)
    while not einbuchungszeitraum(tag).covers(Zeitraum(teilnahme.ende, teilnahme.ende)):
        tag = next_day(tag)
    return tag if tag <= teilnahme.beginn else None


def check_changeable(einbuchung: Einbuchung) -> Verstoss | None:
    """D14: open and not yet confirmed in comp.ASS, else only the Abschluss ends it.

    R9: the Bescheid follows the Einbuchung. Once it is made, the eLb was told of these nine months; it binds alike.
    """
    if not einbuchung.is_open:
        return Verstoss("D14", "Nr. 3.3", "einbuchung_closed")
    if einbuchung.last_confirmation(BestaetigungArt.EINGEBUCHT):
        return Verstoss("D14", "Nr. 3.3", "einbuchung_confirmed")
    if einbuchung.last_confirmation(BestaetigungArt.BESCHEID):
        return Verstoss("D14", "Nr. 3.3", "bescheid_confirmed")
    return None


def check_abschluss(einbuchung: Einbuchung, letzter_tag: date, heute: date) -> Verstoss | None:
    """R11, D12: only an open one; its last day not in the future and not before the Beginn."""
    if not einbuchung.is_open:
        return Verstoss("R11", "Nr. 3.3", "already_closed", einbuchung.abschluss_am)
    first = min((b.zeitraum.beginn for b in in_force(einbuchung.boegen)), default=einbuchung.zeitraum.beginn)
    if letzter_tag < first:
        return Verstoss("D12", "Nr. 3.3", "abschluss_before_beginn", first)
    if letzter_tag > heute:
        return Verstoss("D12", "Nr. 3.3", "abschluss_in_future", heute)
    return None
