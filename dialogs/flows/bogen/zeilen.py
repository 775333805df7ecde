"""Lines of ours while a form is in work: the whole form as a card, a shortened wording, "as before"."""

import re
from dataclasses import dataclass
from typing import Final

from dialogs.entwurf import Schritt, last_bogen
from dialogs.flows.bogen.antworten import answer, changed, go_on, has_words, take_dauer, too_long, too_long_reply
from dialogs.flows.bogen.formular import show
from dialogs.flows.bogen.fragen import ask
from dialogs.flows.bogen.zustand import ErfasstBogen, Zustand
from dialogs.regelung.fall import Fall
from dialogs.turn import Kontext, Reply, Step

_FORMULAR: Final = re.compile(r"\s*/?formular\s*", re.IGNORECASE)
_BISHER: Final = re.compile(r"\s*/?(?:wie )?bisher\W*", re.IGNORECASE)
_KUERZE: Final = re.compile(
    r"\s*/?k(?:ü|ue)rzen? (?:das |die )?(?P<part>ziel|modul|dauer)\b[ \t:,]*(?P<text>.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Formular:
    """Show the whole form."""


@dataclass(frozen=True, slots=True)
class Bisher:
    """The answer of the last Bogen holds further."""


@dataclass(frozen=True, slots=True)
class Kuerze:
    """A shortened wording for the Träger; without text the O-Ton is shown again."""

    part: str
    text: str


Line = Formular | Bisher | Kuerze


def is_formular(text: str) -> bool:
    """`/formular` shows the whole form as one card; the card's button says the same."""
    return bool(_FORMULAR.fullmatch(text))


def line(text: str) -> Line | None:
    """What such a line asks for."""
    if is_formular(text):
        return Formular()
    if _BISHER.fullmatch(text):
        return Bisher()
    found = _KUERZE.fullmatch(text)
    return Kuerze(found["part"].lower(), found["text"]) if found else None


def take(state: ErfasstBogen, own: Line, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """The form after the line; a question of ours that was open is dropped."""
    state = state.model_copy(update={"abbruch": False, "angebot": None})
    match own:
        case Formular():
            return show(state, fall, kontext)
        case Bisher():
            return _as_before(state, fall, kontext)
        case Kuerze(part=part, text=text):
            return _shorten(state, part, text, fall, kontext)


def _shorten(state: ErfasstBogen, part: str, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """The O-Ton stays in the record; the card marks what the IFK has shortened."""
    if not getattr(state.entwurf.antworten, part):
        return ask(fall, kontext, state, (Reply("kuerze.noch_leer"),))
    if too_long(text):
        return ask(fall, kontext, state, (too_long_reply(text),))
    short = text if has_words(text) else None
    entwurf = state.entwurf.model_copy(update={f"kurz_{part}": short})
    said = Reply("kuerze.fertig" if short else "kuerze.entfernt", {"teil": part})
    return ask(fall, kontext, state.model_copy(update={"entwurf": entwurf}), (said,))


def _as_before(state: ErfasstBogen, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """Prefilled from the last Bogen, answer by answer."""
    last, e = last_bogen(fall), state.entwurf
    if last is None or not e.erneuerung:
        return ask(fall, kontext, state, (Reply("bisher.nichts"),))
    match state.schritt:
        case Schritt.ZIEL:
            return go_on(state, changed(e, ziel=(last.antworten.ziel,)), fall, kontext)
        case Schritt.MODUL | Schritt.MODUL_WAHL:
            said = Reply("modul.verstanden", {"modul": last.modul})
            taken = changed(e, modul_antwort=(last.antworten.modul,), modul=last.modul)
            return go_on(state, taken, fall, kontext, (said,))
        case Schritt.DAUER:
            taken = changed(e, dauer=(last.antworten.dauer,))
            return take_dauer(state.model_copy(update={"entwurf": taken}), fall, kontext)
        case Schritt.KPLAN if fall.open_einbuchung:
            return answer(state, fall.open_einbuchung.kplan, fall, kontext)
    return ask(fall, kontext, state, (Reply("bisher.nichts"),))
