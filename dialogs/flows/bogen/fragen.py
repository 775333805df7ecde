"""Asking: the state with its question, and for the preview the card. Taking answers is `antworten`'s."""

from typing import Any

from dialogs.entwurf import Schritt, agreed, einbuchung_of, hinweise, open_step
from dialogs.flows.bogen.zustand import ErfasstBogen
from dialogs.regelung.fall import Fall
from dialogs.turn import Kontext, Reply, Step


def ask(fall: Fall, kontext: Kontext, state: ErfasstBogen, words: tuple[Reply, ...] = ()) -> Step[ErfasstBogen]:
    """The state with its question; the form begins at its first open step."""
    if state.schritt is Schritt.ZIEL and not state.entwurf.ziel and not state.genommen:
        state = state.model_copy(update={"schritt": open_step(state.entwurf, fall)})
    state = state.model_copy(update={"zuletzt": kontext.heute})
    return Step(state, (*words, *questions(state, fall, kontext)))


def questions(state: ErfasstBogen, fall: Fall, kontext: Kontext) -> tuple[Reply, ...]:
    """What is asked at this step; the text comes last."""
    e = state.entwurf
    if state.abbruch:
        return (Reply("frage.abbruch", {"name": e.name}, ("ja", "nein")),)
    if state.angebot:
        key = "frage.doppelt" if state.angebot.teil is None else "frage.bearbeitet"
        return (Reply(key, {"schritt": state.angebot.schritt, "oton": state.angebot.text}, ("ja", "nein")),)
    values: dict[str, Any] = {"entwurf": e, "fall": fall, "heute": kontext.heute}
    question = Reply(f"frage.{state.schritt}", values, _choices(state))
    if state.schritt is not Schritt.VORSCHAU:
        return (question,)
    card: dict[str, Any] = {
        **values,
        "stand": state.stand,
        "teilnahme": agreed(e, fall),
        "einbuchung": einbuchung_of(e, fall, e.beginn) if e.beginn else None,
        "hinweise": hinweise(e, fall),
        "kanal": kontext.kanal_bound,
    }
    return (Reply("karte.vorschau", card), Reply("vorschau.danach", card), question)


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
