"""The answer to one of the questions of the life of a participation, and the question once more."""

from dialogs.flows.leben import rueckzug
from dialogs.flows.leben.abschluss import abschluss, ask_last_day, ask_ziel, is_about_ziel, ziel
from dialogs.flows.leben.bestaetigung import ask, confirm
from dialogs.flows.leben.zustand import Frage, FragtSicher, FragtTag, FragtZiel, Zustand, nothing
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import BestaetigungArt
from dialogs.turn import Kontext, Reply, Step
from dialogs.verstehen.datum import KeinTag, verstehe_datum
from dialogs.verstehen.kurzantwort import is_no, is_yes, words_of

_LATER = frozenset(["spaeter", "weiter", "ueberspringen", "egal", "danke"])
_NOT_COME = ("nicht angetreten", "nie gekommen", "nicht erschienen", "nie angetreten", "nicht gekommen")
_DONE = frozenset(["erledigt", "fertig", "gemacht"])


def question(state: Frage, fall: Fall, kontext: Kontext) -> tuple[Reply, ...]:
    """What is asked."""
    match state:
        case FragtTag(art=None):
            return ask_last_day(fall, kontext)
        case FragtTag(art=art) if art:
            return ask(fall, art)
        case FragtZiel():
            return ask_ziel(state, fall)
        case FragtSicher():
            return rueckzug.ask(state, fall)
    raise TypeError(state)


def answer(state: Frage, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """A no leaves everything as it is; what is not understood is asked again."""
    if isinstance(state, FragtZiel):
        return _ziel(state, text, fall, kontext)
    if isinstance(state, FragtSicher):
        return rueckzug.decided(state, fall, kontext, yes=is_yes(text))
    if is_no(text):
        return nothing(fall, "bestaetigung.nichts_getan")
    return _last_day(state, text, fall, kontext) if state.art is None else _day(state, state.art, text, fall, kontext)


def _ziel(state: FragtZiel, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    if is_about_ziel(text):
        return ziel(state, text, fall, kontext)
    if is_no(text) or _LATER & set(words_of(text)):
        return nothing(fall, "ziel.spaeter")
    return Step(state, (Reply("ziel.unklar"), *question(state, fall, kontext)))


def _last_day(state: FragtTag, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    if any(words in " ".join(words_of(text)) for words in _NOT_COME):
        return abschluss(fall, None, kontext, nicht_angetreten=True)
    read = verstehe_datum(text, kontext.heute, "vergangenheit")
    return _unclear(state, read, fall, kontext) if isinstance(read, KeinTag) else abschluss(fall, read.tag, kontext)


def _day(state: FragtTag, art: BestaetigungArt, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    if is_yes(text) or _DONE & set(words_of(text)):
        return confirm(fall, art, kontext.heute, kontext, done=True)
    read = verstehe_datum(text, kontext.heute, "vergangenheit")
    if isinstance(read, KeinTag):
        return _unclear(state, read, fall, kontext)
    return confirm(fall, art, read.tag, kontext, done=True)


def _unclear(state: FragtTag, read: KeinTag, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    return Step(state, (Reply("tag.unklar", {"grund": read.grund}), *question(state, fall, kontext)))
