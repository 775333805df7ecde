"""Asking: the state with its question, and for the preview the card. Taking answers is `antworten`'s."""

from typing import Any

from dialogs.entwurf import Entwurf, Schritt, agreed, basis_of, einbuchung_of, hinweise, last_bogen
from dialogs.flows.bogen.zustand import ErfasstBogen
from dialogs.regelung.fall import Fall
from dialogs.turn import Kontext, Reply, Step


def ask(fall: Fall, kontext: Kontext, state: ErfasstBogen, words: tuple[Reply, ...] = ()) -> Step[ErfasstBogen]:
    """The state with its question; a preview notes what it rests on."""
    seen: dict[str, Any] = {"zuletzt": kontext.heute}
    if state.schritt is Schritt.VORSCHAU:
        seen["entwurf"] = state.entwurf.model_copy(update={"basis": basis_of(fall)})
    state = state.model_copy(update=seen)
    return Step(state, (*words, *questions(state, fall, kontext)))


def questions(state: ErfasstBogen, fall: Fall, kontext: Kontext) -> tuple[Reply, ...]:
    """What is asked at this step; the text comes last."""
    e = state.entwurf
    if state.abbruch:
        return (Reply("frage.abbruch", {"name": e.name}, ("ja", "nein")),)
    if state.angebot:
        key = "frage.doppelt" if state.angebot.teil is None else "frage.bearbeitet"
        return (Reply(key, {"schritt": state.angebot.schritt, "oton": state.angebot.text}, ("ja", "nein")),)
    before = _before(state.schritt, e, fall)
    values: dict[str, Any] = {"entwurf": e, "fall": fall, "heute": kontext.heute, "bisher": before}
    question = Reply(f"frage.{state.schritt}", values, _choices(state) or (("/bisher",) if before else ()))
    if state.schritt is not Schritt.VORSCHAU:
        return (question,)
    card: dict[str, Any] = {
        **values,
        "stand": state.stand,
        "teilnahme": agreed(e, fall),
        "einbuchung": einbuchung_of(e, fall, e.beginn) if e.beginn else None,
        "hinweise": hinweise(e, fall),
        "kanal": kontext.kanal_bound,
        "vorher": last_bogen(fall),
    }
    return (Reply("karte.vorschau", card), Reply("vorschau.danach", card), question)


def _before(schritt: Schritt, e: Entwurf, fall: Fall) -> str | None:
    """For a renewal the answer of the last Bogen, which may hold further."""
    last = last_bogen(fall) if e.erneuerung else None
    if last is None:
        return None
    oton, booked = last.antworten, fall.open_einbuchung
    if schritt is Schritt.KPLAN and booked:
        return booked.kplan
    return {Schritt.ZIEL: oton.ziel, Schritt.MODUL: oton.modul, Schritt.DAUER: oton.dauer}.get(schritt)


def _choices(state: ErfasstBogen) -> tuple[str, ...]:
    match state.schritt:
        case Schritt.ANLASS:
            return ("neue Ziele", "Ziel nicht erreicht", "anderes Modul")
        case Schritt.GESPRAECHSFORM:
            return ("ja", "nein")
        case Schritt.MODUL_WAHL:
            return ("Digitalwerkstatt", "Jobakademie 2.0")
        case Schritt.BEGINN:
            return ("sofort", "nächsten Montag")
        case Schritt.KPLAN:
            return ("allgemein", "konkret")
        case Schritt.VORSCHAU:
            return ("absenden", "zurück", "abbrechen")
    return ()
