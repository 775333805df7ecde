"""Nr. 3.1: the Erwartungsbogen, its versions, and which one is maßgebend. Lengths are judged in teilnahmedauer."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dialogs.regelung.fristen import Zeitraum, previous_day
from dialogs.regelung.modul import Modul

MAX_UTF16_UNITS = 3000
"""D10: the length of one answer, so that the card with all three is always whole."""


class Anlass(StrEnum):
    """Nr. 3.1: why there is a new Erwartungsbogen; `KORREKTUR` is the correction of one already sent."""

    NEUE_ZIELE = "neue_ziele"
    ZIEL_NICHT_ERREICHT = "ziel_nicht_erreicht"
    ANDERES_MODUL = "anderes_modul"
    KORREKTUR = "korrektur"


class Gespraechsform(StrEnum):
    """Nr. 3.1: agreed in a Dreiergespräch, or, if there was no time for one, between IFK and eLb."""

    DREIERGESPRAECH = "dreiergespraech"
    IFK_ELB = "ifk_elb"


class BogenStatus(StrEnum):
    """A sent Erwartungsbogen never changes; it can only be withdrawn."""

    GESENDET = "gesendet"
    ZURUECKGEZOGEN = "zurueckgezogen"


class RueckmeldungArt(StrEnum):
    """What the Träger's people answer to a form; the IFK's answer to a Rückfrage, and how the goal ended (`ZIEL_...`,
    in the O-Ton of the eLb), which is not for the Träger.
    """

    EMPFANG = "empfang"
    RUECKFRAGE = "rueckfrage"
    ANTWORT = "antwort"
    BEGONNEN = "begonnen"
    NICHT_ERSCHIENEN = "nicht_erschienen"
    ABGEBROCHEN = "abgebrochen"
    BEENDET = "beendet"
    DREIERGESPRAECH = "dreiergespraech"
    ZIEL_ERREICHT = "ziel_erreicht"
    ZIEL_TEILWEISE = "ziel_teilweise"
    ZIEL_NICHT_ERREICHT = "ziel_nicht_erreicht"


AUSGANG = (RueckmeldungArt.ZIEL_ERREICHT, RueckmeldungArt.ZIEL_TEILWEISE, RueckmeldungArt.ZIEL_NICHT_ERREICHT)
"""How a goal ended; kept with the form, not shown to the Träger."""


@dataclass(frozen=True, slots=True)
class Rueckmeldung:
    """One answer: `am` is the day it speaks of, `erfasst` when it came, `durch` who gave it."""

    art: RueckmeldungArt
    am: date
    durch: str
    erfasst: datetime
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Antworten:
    """The three answers in the O-Ton of the eLb, to the character as Teams delivered them (D10)."""

    ziel: str
    modul: str
    dauer: str


@dataclass(frozen=True, slots=True)
class Erwartungsbogen:
    """One version as it was sent. `kurzfassung` is a shortened wording for the Träger; the O-Ton stays."""

    formularnummer: str
    version: int
    modul: Modul
    zeitraum: Zeitraum
    antworten: Antworten
    gesendet_am: datetime
    gesendet_von: str
    status: BogenStatus = BogenStatus.GESENDET
    anlass: Anlass | None = None
    gespraechsform: Gespraechsform | None = None
    teilnehmende: str | None = None
    begruendung: str | None = None
    kurzfassung: Antworten | None = None
    rueckmeldungen: tuple[Rueckmeldung, ...] = ()
    zurueckgezogen_am: datetime | None = None

    @property
    def mit_traeger(self) -> tuple[Rueckmeldung, ...]:
        """What was said between the Träger and the IFK, oldest first."""
        return tuple(r for r in self.rueckmeldungen if r.art not in AUSGANG)

    def held_at(self, moment: datetime) -> bool:
        """Whether it was sent and not withdrawn at that moment."""
        withdrawn = self.status is BogenStatus.ZURUECKGEZOGEN
        gone = withdrawn and (self.zurueckgezogen_am is None or self.zurueckgezogen_am <= moment)
        return self.gesendet_am <= moment and not gone

    def has(self, art: RueckmeldungArt) -> bool:
        """Whether the Träger has given such an answer to this form."""
        return any(r.art is art for r in self.rueckmeldungen)


def utf16_units(text: str) -> int:
    """How long a text is for Teams: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pruefsumme(oton: str) -> str:
    """D10: SHA-256 over UTF-8, as hexadecimal digits."""
    return hashlib.sha256(oton.encode()).hexdigest()


def in_force(boegen: Iterable[Erwartungsbogen]) -> list[Erwartungsbogen]:
    """Sent and not withdrawn, by version."""
    return sorted((b for b in boegen if b.status is BogenStatus.GESENDET), key=lambda b: b.version)


def massgebend(boegen: Iterable[Erwartungsbogen], tag: date) -> Erwartungsbogen | None:
    """D7: the highest version sent, not withdrawn, that has the day in its Teilnahmezeitraum."""
    return next((b for b in reversed(in_force(boegen)) if tag in b.zeitraum), None)


def counted_zeitraum(
    bogen: Erwartungsbogen, boegen: Sequence[Erwartungsbogen], newest: Zeitraum | None = None
) -> Zeitraum | None:
    """D4: the days of a Bogen up to the day before its successor; None when none is left.

    A higher version is its successor only where they share a day: one that ends before this one begins, or begins
    after its end, replaces nothing. `newest` would come as one more, the highest.
    """
    own = bogen.zeitraum
    higher = [b.zeitraum for b in in_force(boegen) if b.version > bogen.version]
    starts = [z.beginn for z in (*higher, *([newest] if newest else [])) if z.overlaps(own)]
    if not starts:
        return own
    return Zeitraum(own.beginn, previous_day(min(starts))) if min(starts) > own.beginn else None
