"""What a flow may want to look up, and what it gets. Storage answers; the service filters by Rolle first."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dialogs.monitoring import Bericht
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.modul import Modul
from dialogs.rollen import Staff


@dataclass(frozen=True, slots=True)
class FindElb:
    """Participants by name or number as somebody wrote it; gives `Found`."""

    text: str


@dataclass(frozen=True, slots=True)
class LoadFall:
    """The whole Fall of one participant; gives `Fall`, or None if unknown or not for this person."""

    nummer: str


@dataclass(frozen=True, slots=True)
class LoadFallOfForm:
    """The Fall a Formularnummer belongs to; gives `Fall` or None."""

    formularnummer: str


@dataclass(frozen=True, slots=True)
class LoadThread:
    """The Fall whose thread in the Träger's channel this message stands in; gives `Fall` or None."""

    conversation_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class FindStaff:
    """People of the roster by name, `also_blocked`: those who have left too; gives a tuple of `Staff`."""

    text: str
    also_blocked: bool = False


@dataclass(frozen=True, slots=True)
class LoadNummern:
    """The numbers of all cases of an IFK; gives a tuple of `str`. Only for who may hand them over."""

    ifk_id: str


@dataclass(frozen=True, slots=True)
class LoadEntwuerfe:
    """The parked forms of the person who speaks; gives a tuple of `Entwurf`."""


@dataclass(frozen=True, slots=True)
class LoadVertretungen:
    """Who stands in for the person who speaks, and for whom this person does; gives a tuple of `Vertretung`."""


class Liste(StrEnum):
    """The lists one can ask for."""

    MEINE_FAELLE = "meine_faelle"
    LAEUFT_AUS = "laeuft_aus"
    UNBESTAETIGT = "unbestaetigt"
    BESCHEID_FEHLT = "bescheid_fehlt"
    KPLAN_OFFEN = "kplan_offen"
    AUFGABEN = "aufgaben"
    KANAL = "kanal"


@dataclass(frozen=True, slots=True)
class LoadListe:
    """One page of a list within the person's Bereich; gives `Seite`. `only_own` narrows to the own cases."""

    art: Liste
    zeitraum: Zeitraum | None = None
    modul: Modul | None = None
    seite: int = 1
    only_own: bool = False


@dataclass(frozen=True, slots=True)
class LoadZugriffe:
    """Who saw a participant's data; gives a tuple of `Zugriff`, newest first."""

    nummer: str


@dataclass(frozen=True, slots=True)
class LoadBericht:
    """The figures of the monitoring for the months these days lie in; gives `Bericht`, or None if not allowed."""

    zeitraum: Zeitraum


Request = (
    FindElb
    | LoadFall
    | LoadFallOfForm
    | LoadThread
    | FindStaff
    | LoadNummern
    | LoadEntwuerfe
    | LoadVertretungen
    | LoadListe
    | LoadZugriffe
    | LoadBericht
)


@dataclass(frozen=True, slots=True)
class Found:
    """The participants that may be meant, best first. `exact`: the name or number stands there as written."""

    elbs: tuple[Elb, ...]
    exact: bool
    hidden: bool = False
    """The number exists, but not for this person; nothing of it may be shown."""


@dataclass(frozen=True, slots=True)
class Entwurf:
    """A parked form: its state as JSON and when it was last touched."""

    formularnummer: str
    nummer: str | None
    name: str | None
    zustand: str
    geaendert: datetime


@dataclass(frozen=True, slots=True)
class Vertretung:
    """`durch` keeps the cases of `fuer` until `bis`, inclusive."""

    fuer_id: str
    fuer: str
    durch_id: str
    durch: str
    bis: date


@dataclass(frozen=True, slots=True)
class LiegenderEntwurf:
    """A form in work that nobody has touched since `seit`; `key` names it (parked: its Formularnummer)."""

    staff_id: str
    key: str
    nummer: str | None
    name: str | None
    seit: date


@dataclass(frozen=True, slots=True)
class Zeile:
    """One line of a list. `ende` is the last day, inclusive, the line is about."""

    nummer: str
    name: str
    formularnummer: str | None = None
    modul: Modul | None = None
    version: int | None = None
    beginn: date | None = None
    ende: date | None = None
    seit: date | None = None
    aufgabe: str | None = None


@dataclass(frozen=True, slots=True)
class Seite:
    """One page of a list, with the total over all pages."""

    zeilen: tuple[Zeile, ...]
    total: int
    seite: int
    seiten: int


@dataclass(frozen=True, slots=True)
class Zugriff:
    """Somebody looked at or changed a participant's data."""

    am: datetime
    wer: str
    was: str


Answer = (
    Found
    | Fall
    | Seite
    | tuple[Staff, ...]
    | tuple[str, ...]
    | tuple[Entwurf, ...]
    | tuple[Vertretung, ...]
    | tuple[Zugriff, ...]
    | Bericht
    | None
)
