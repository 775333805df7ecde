"""An Erwartungsbogen in work: the answers so far and what follows from them. What is said is the flow's."""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from dialogs.regelung.befund import Befund, Hinweis, Verstoss
from dialogs.regelung.erwartungsbogen import Anlass, Antworten, Erwartungsbogen, Gespraechsform, in_force
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum, last_day
from dialogs.regelung.hilfeprodukt import einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.regelung.teilnahmedauer import check_beginn_in_einbuchung, check_teilnahmedauer, last_possible_day
from dialogs.verstehen.dauer import BisTag, Genannt, Lesart, Maximal, verstehe_dauer


class Schritt(StrEnum):
    """The steps of the form, in the order they are asked."""

    ANLASS = "anlass"
    GESPRAECHSFORM = "gespraechsform"
    TEILNEHMENDE = "teilnehmende"
    ZIEL = "ziel"
    MODUL = "modul"
    MODUL_WAHL = "modul_wahl"
    DAUER = "dauer"
    BEGINN = "beginn"
    BEGRUENDUNG = "begruendung"
    KPLAN = "kplan"
    VORSCHAU = "vorschau"


class Entwurf(BaseModel):
    """What is known so far. An O-Ton is a tuple of its messages, each to the character (D10).

    `erneuerung`: there is a Bogen in force already, so Anlass and Gesprächsform belong to the new one (Nr. 3.1).
    `basis` is what was there when the preview was shown (`basis_of`).
    """

    model_config = ConfigDict(frozen=True)

    formularnummer: str
    nummer: str
    name: str
    erneuerung: bool = False
    anlass: Anlass | None = None
    gespraechsform: Gespraechsform | None = None
    teilnehmende: str | None = None
    ziel: tuple[str, ...] = ()
    modul_antwort: tuple[str, ...] = ()
    modul: Modul | None = None
    dauer: tuple[str, ...] = ()
    beginn: date | None = None
    begruendung: str | None = None
    kplan: KPlan | None = None
    einbuchung_ab: date | None = None
    kurz_ziel: str | None = None
    kurz_modul: str | None = None
    kurz_dauer: str | None = None
    basis: str | None = None

    @property
    def antworten(self) -> Antworten:
        """The three O-Töne; parts added later stand on lines of their own, in their order."""
        return Antworten(_joined(self.ziel), _joined(self.modul_antwort), _joined(self.dauer))

    @property
    def kurzfassung(self) -> Antworten | None:
        """The shortened wording for the Träger, where there is one; the rest stays O-Ton."""
        if not (self.kurz_ziel or self.kurz_modul or self.kurz_dauer):
            return None
        oton = self.antworten
        return Antworten(self.kurz_ziel or oton.ziel, self.kurz_modul or oton.modul, self.kurz_dauer or oton.dauer)

    def lesart(self, start: date) -> Lesart:
        """What the answer to question 3 says, read from the first day `start`."""
        return _lesart(_joined(self.dauer), start)


@lru_cache(maxsize=256)
def _lesart(dauer: str, start: date) -> Lesart:
    """Every step after question 3 asks again, some of them ten times; understanding is the dearest part of a turn."""
    return verstehe_dauer(dauer, start)


def _joined(parts: tuple[str, ...]) -> str:
    return "\n".join(parts)


def einbuchung_of(entwurf: Entwurf, fall: Fall, beginn: date) -> Zeitraum:
    """D6: the open Einbuchung, else the one that would begin with this Bogen or on the earlier day chosen."""
    if fall.open_einbuchung:
        return fall.open_einbuchung.zeitraum
    return einbuchungszeitraum(entwurf.einbuchung_ab or beginn)


def earlier_boegen(fall: Fall) -> tuple[Erwartungsbogen, ...]:
    """The Erwartungsbögen of the open Einbuchung."""
    return fall.open_einbuchung.boegen if fall.open_einbuchung else ()


def last_bogen(fall: Fall) -> Erwartungsbogen | None:
    """The newest Bogen in force of the open Einbuchung."""
    boegen = in_force(earlier_boegen(fall))
    return boegen[-1] if boegen else None


def basis_of(fall: Fall) -> str:
    """What a preview rests on: the open Einbuchung and its newest Bogen. Another one: somebody was quicker."""
    einbuchung, last = fall.open_einbuchung, last_bogen(fall)
    return f"{einbuchung.id}:{einbuchung.zeitraum.beginn}:{last and last.formularnummer}" if einbuchung else ""


def adapted(entwurf: Entwurf, fall: Fall) -> Entwurf:
    """Nr. 3.1: whether it is a renewal follows from the Fall as it is now."""
    erneuerung = last_bogen(fall) is not None
    if erneuerung == entwurf.erneuerung:
        return entwurf
    unasked = {} if erneuerung else {"anlass": None, "gespraechsform": None, "teilnehmende": None}
    return entwurf.model_copy(update={"erneuerung": erneuerung, **unasked})


def teilnahme_of(entwurf: Entwurf, fall: Fall, modul: Modul, beginn: date) -> Zeitraum | None:
    """The agreed days (both inclusive), or None when the answer gives no last day from this Beginn."""
    match entwurf.lesart(beginn):
        case Genannt(menge=menge) | Maximal(menge=menge) if menge:
            return Zeitraum(beginn, last_day(beginn, menge))
        case Maximal():
            latest = last_possible_day(modul, beginn, einbuchung_of(entwurf, fall, beginn))
            return Zeitraum(beginn, latest) if latest >= beginn else None
        case BisTag(tag=tag) if tag >= beginn:
            return Zeitraum(beginn, tag)
    return None


def agreed(entwurf: Entwurf, fall: Fall) -> Zeitraum | None:
    """The agreed days (both inclusive), once Modul, Dauer and Beginn are known."""
    if not (entwurf.modul and entwurf.dauer and entwurf.beginn):
        return None
    return teilnahme_of(entwurf, fall, entwurf.modul, entwurf.beginn)


def befunde(entwurf: Entwurf, fall: Fall) -> tuple[Befund, ...]:
    """D2 to D5 on what is known so far; empty while Modul, Dauer or Beginn is missing."""
    if not (entwurf.modul and entwurf.dauer and entwurf.beginn):
        return ()
    einbuchung = einbuchung_of(entwurf, fall, entwurf.beginn)
    outside = check_beginn_in_einbuchung(entwurf.beginn, einbuchung)
    teilnahme = None if outside else teilnahme_of(entwurf, fall, entwurf.modul, entwurf.beginn)
    if teilnahme is None:
        return (outside or Verstoss("R4", "Nr. 3.1", "no_period"),)
    flat = entwurf.lesart(entwurf.beginn) == Maximal(None)
    return check_teilnahmedauer(entwurf.modul, teilnahme, einbuchung, earlier_boegen(fall), flat_maximum=flat)


def verstoss(entwurf: Entwurf, fall: Fall) -> Verstoss | None:
    """What forbids the Bogen as it is."""
    return next((b for b in befunde(entwurf, fall) if isinstance(b, Verstoss)), None)


def hinweise(entwurf: Entwurf, fall: Fall) -> tuple[Hinweis, ...]:
    """What is said of the Bogen, and perhaps asks for a Begründung."""
    return tuple(b for b in befunde(entwurf, fall) if isinstance(b, Hinweis))


def needs_begruendung(entwurf: Entwurf, fall: Fall) -> bool:
    """D3, D4: exactly the maximum, the flat maximum, or a sum above it."""
    return any(h.needs_begruendung for h in hinweise(entwurf, fall))


def open_step(entwurf: Entwurf, fall: Fall) -> Schritt:
    """The first step that is still to be asked; VORSCHAU when all is there."""
    return next((s for s in Schritt if _is_open(s, entwurf, fall)), Schritt.VORSCHAU)


def applies(schritt: Schritt, entwurf: Entwurf, fall: Fall) -> bool:
    """Whether the step belongs to this form at all."""
    match schritt:
        case Schritt.ANLASS | Schritt.GESPRAECHSFORM:
            return entwurf.erneuerung and entwurf.anlass is not Anlass.KORREKTUR
        case Schritt.TEILNEHMENDE:
            return entwurf.gespraechsform is Gespraechsform.DREIERGESPRAECH
        case Schritt.MODUL_WAHL:
            return bool(entwurf.modul_antwort) and entwurf.modul is None
        case Schritt.BEGRUENDUNG:
            return needs_begruendung(entwurf, fall)
        case _:
            return True


def step_before(schritt: Schritt, entwurf: Entwurf, fall: Fall) -> Schritt | None:
    """The step that `zurück` leads to; None at the first one."""
    order = [s for s in Schritt if s is schritt or (s is not Schritt.MODUL_WAHL and applies(s, entwurf, fall))]
    index = order.index(schritt)
    return order[index - 1] if index else None


def _is_open(schritt: Schritt, entwurf: Entwurf, fall: Fall) -> bool:
    return applies(schritt, entwurf, fall) and not _answer_of(schritt, entwurf)


def _answer_of(schritt: Schritt, entwurf: Entwurf) -> object:
    match schritt:
        case Schritt.MODUL:
            return entwurf.modul_antwort
        case Schritt.MODUL_WAHL:
            return entwurf.modul
        case Schritt.VORSCHAU:
            return None
        case _:
            return getattr(entwurf, schritt.value)
