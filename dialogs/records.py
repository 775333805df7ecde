"""What a turn writes down: facts, each applied by storage in the turn's transaction and named in the audit.

A record says what happened, not which rows change.
"""

from dataclasses import dataclass
from datetime import date

from dialogs.regelung.erwartungsbogen import Erwartungsbogen, Rueckmeldung
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import BestaetigungArt, ZielErgebnis
from dialogs.regelung.kplan import KPlan


@dataclass(frozen=True, slots=True)
class ElbAngelegt:
    """A participant entered by hand; the case belongs to the IFK who enters it."""

    nummer: str
    vorname: str
    nachname: str


@dataclass(frozen=True, slots=True)
class EinbuchungGebucht:
    """Nr. 3.3, D6: a new open Einbuchung; storage refuses a second one (Conflict)."""

    nummer: str
    zeitraum: Zeitraum
    kplan: KPlan


@dataclass(frozen=True, slots=True)
class BogenGesendet:
    """Nr. 3.1: a version of the open Einbuchung; storage refuses a version number taken meanwhile (Conflict)."""

    nummer: str
    bogen: Erwartungsbogen
    kplan: KPlan


@dataclass(frozen=True, slots=True)
class BogenZurueckgezogen:
    """A sent Bogen is withdrawn, with its trace."""

    nummer: str
    formularnummer: str


@dataclass(frozen=True, slots=True)
class EinbuchungGeaendert:
    """D14: another Beginn of an unconfirmed Einbuchung."""

    nummer: str
    einbuchung_id: int
    zeitraum: Zeitraum


@dataclass(frozen=True, slots=True)
class EinbuchungStorniert:
    """D14: an unconfirmed Einbuchung is cancelled."""

    nummer: str
    einbuchung_id: int


@dataclass(frozen=True, slots=True)
class BestaetigungErfasst:
    """D9: a person says that a step in comp.ASS is done, on the day `am`."""

    nummer: str
    einbuchung_id: int
    art: BestaetigungArt
    am: date


@dataclass(frozen=True, slots=True)
class BestaetigungZurueckgenommen:
    """The newest confirmation of its kind is taken back, with its trace."""

    nummer: str
    einbuchung_id: int
    art: BestaetigungArt


@dataclass(frozen=True, slots=True)
class Abgeschlossen:
    """Nr. 3.3, D12: set to Abschluss on the actual last day; None: not begun at all ("nicht angetreten")."""

    nummer: str
    einbuchung_id: int
    am: date | None


@dataclass(frozen=True, slots=True)
class ZielErgebnisErfasst:
    """How the goal ended, and what the eLb said of it in the O-Ton."""

    nummer: str
    einbuchung_id: int
    ergebnis: ZielErgebnis | None
    oton: str | None


@dataclass(frozen=True, slots=True)
class AbschlussZurueckgenommen:
    """The Abschluss is taken back and the Einbuchung open again (Conflict when a newer one is open)."""

    nummer: str
    einbuchung_id: int


@dataclass(frozen=True, slots=True)
class RueckmeldungErfasst:
    """What the Träger's people answered to a form, or the IFK to their Rückfrage."""

    nummer: str
    formularnummer: str
    rueckmeldung: Rueckmeldung


@dataclass(frozen=True, slots=True)
class KanalGebunden:
    """The channel of this conversation gets the forms from now on."""

    conversation_id: str
    service_url: str
    tenant_id: str
    team_name: str


@dataclass(frozen=True, slots=True)
class FallUebergeben:
    """A case gets another IFK."""

    nummer: str
    an_ifk_id: str


@dataclass(frozen=True, slots=True)
class VertretungGesetzt:
    """Until `bis` (inclusive) one stands in for the other; `bis` None ends it."""

    fuer_ifk_id: str
    durch_ifk_id: str
    bis: date | None


@dataclass(frozen=True, slots=True)
class EntwurfGeparkt:
    """A form in work is laid aside; `zustand` is the flow's state as JSON."""

    formularnummer: str
    nummer: str | None
    zustand: str


@dataclass(frozen=True, slots=True)
class EntwurfEntfernt:
    """A parked form is taken up again or thrown away."""

    formularnummer: str


@dataclass(frozen=True, slots=True)
class ErinnerungenGeschaltet:
    """The reminders of the person who speaks are on or off."""

    an: bool


@dataclass(frozen=True, slots=True)
class DateiUebergeben:
    """A file left the house: a form or its handout with both numbers, or the report of the monitoring with none."""

    art: str
    nummer: str | None = None
    formularnummer: str | None = None


Record = (
    ElbAngelegt
    | EinbuchungGebucht
    | BogenGesendet
    | BogenZurueckgezogen
    | EinbuchungGeaendert
    | EinbuchungStorniert
    | BestaetigungErfasst
    | BestaetigungZurueckgenommen
    | Abgeschlossen
    | ZielErgebnisErfasst
    | AbschlussZurueckgenommen
    | RueckmeldungErfasst
    | KanalGebunden
    | FallUebergeben
    | VertretungGesetzt
    | EntwurfGeparkt
    | EntwurfEntfernt
    | ErinnerungenGeschaltet
    | DateiUebergeben
)
