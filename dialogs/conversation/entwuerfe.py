"""Forms laid aside: one for each participant in work; going on with one, or throwing it away."""

import re
from dataclasses import replace

from pydantic import ValidationError

from dialogs.conversation.zustand import FragtEntwurf, Gespraech
from dialogs.flows import bogen
from dialogs.flows.bogen import ErfasstBogen
from dialogs.lookup import Lookup, find_elb, load_entwuerfe, load_fall
from dialogs.records import EntwurfEntfernt
from dialogs.regelung.erwartungsbogen import Anlass
from dialogs.regelung.fall import Fall
from dialogs.requests import Entwurf
from dialogs.turn import Flow, Kontext, Reply, Step
from dialogs.verstehen.befehl import Befehl, Context, What, verstehe_befehl
from dialogs.verstehen.kurzantwort import is_yes, words_of

_GO_ON = frozenset(["weiter", "weitermachen", "fortsetzen", "weitergehen"])
_THROW_AWAY = frozenset(["verwerfen", "verwirf", "neu", "loeschen", "weg", "wegwerfen", "neuer", "verwerf"])
_NOT = frozenset(["nicht", "nein", "nie", "niemals", "kein", "keinen", "keinesfalls", "oder"])
_VERWERFEN = re.compile(
    r"\s*/?(?:bitte )?(?:(?:(?:den )?(?:bogen|entwurf) )?(?:(?:von|für) )?(?P<before>(?:[\w.-]+ ){0,3}?))?"
    r"(?:verwerfen|verwirf)(?: (?:den )?(?:bogen|entwurf)\b)?(?: (?:von|für)\b)?(?P<after>(?: [\w.-]+){0,3}?)"
    r"(?: bitte)?\s*[.!]*\s*",
    re.IGNORECASE,
)


def begin(g: Gespraech, fall: Fall, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """A new form, unless one for this eLb lies in work."""
    parked = [e for e in (yield from load_entwuerfe()) if e.nummer == fall.elb.nummer]
    if parked:
        form = parked[0].formularnummer
        state = FragtEntwurf(nummer=fall.elb.nummer, formularnummer=form, text=text)
        return Step(g.at(state), (_question(parked[0]),))
    return _begun(g, fall, befehl, kontext)


def _begun(g: Gespraech, fall: Fall, befehl: Befehl, kontext: Kontext) -> Step[Gespraech]:
    anlass = Anlass.KORREKTUR if befehl.what is What.KORREKTUR else None
    return g.after(bogen.begin(fall, kontext, befehl.module, anlass))


def question(state: FragtEntwurf) -> Lookup[tuple[Reply, ...]]:
    """Go on or throw away?"""
    entwurf = yield from _load(state.formularnummer)
    return (_question(entwurf),) if entwurf else ()


def _question(entwurf: Entwurf) -> Reply:
    return Reply("frage.entwurf", {"entwurf": entwurf}, ("weiter", "verwerfen"))


def decided(g: Gespraech, state: FragtEntwurf, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """Whatever is neither, or both, is asked again: what is thrown away is gone."""
    entwurf, words = (yield from _load(state.formularnummer)), set(words_of(text.lstrip("/ ")))
    thrown = bool(_THROW_AWAY & words) and not (_NOT | _GO_ON) & words
    if entwurf and not thrown and not _THROW_AWAY & words and (is_yes(text) or _GO_ON & words):
        return (yield from _taken_up(g, entwurf, kontext))
    if entwurf and not thrown:
        return Step(g, (_question(entwurf),))
    said = (Reply("entwurf.verworfen", {"name": entwurf.name}),) if entwurf else ()
    gone = EntwurfEntfernt(state.formularnummer)
    if not state.text:
        return Step(g.at(None), said or (Reply("entwuerfe", {"entwuerfe": ()}),), (gone,))
    fall = yield from load_fall(state.nummer)
    if fall is None:
        return Step(g.at(None), (Reply("elb.unbekannt", {"text": state.nummer}),))
    begun = _begun(g, fall, verstehe_befehl(state.text, Context.IDLE, kontext.heute), kontext)
    return replace(begun, replies=(*said, *begun.replies), records=(gone, *begun.records))


def speaks_of_throwing(text: str) -> bool:
    """An answer here, though elsewhere it would leave the question."""
    return bool(_THROW_AWAY & set(words_of(text.lstrip("/ "))))


def thrown_away(text: str) -> str | None:
    """Whose form `verwerfen` means, as written; empty without a name, None if it is no such line."""
    found = _VERWERFEN.fullmatch(text)
    return " ".join((found["before"] or found["after"]).split()) if found else None


def discard(g: Gespraech, query: str) -> Flow[Gespraech]:
    """The only one that can be meant is asked about once; else all of them to choose from."""
    found = yield from fitting(query)
    if len(found) == 1:
        state = FragtEntwurf(nummer=found[0].nummer or "", formularnummer=found[0].formularnummer)
        return Step(g.at(state), (_question(found[0]),))
    entwuerfe = yield from fitting("")
    choices = tuple(f"verwerfen {e.nummer}" for e in entwuerfe[:6])
    return Step(g, (Reply("entwuerfe", {"entwuerfe": entwuerfe}, choices),))


def resume(g: Gespraech, query: str, kontext: Kontext) -> Flow[Gespraech]:
    """`weiter`: the only one that can be meant, else all of them to choose from."""
    found = yield from fitting(query)
    if len(found) == 1:
        return (yield from _taken_up(g, found[0], kontext))
    entwuerfe = yield from fitting("")
    choices = tuple(f"weiter {e.nummer}" for e in entwuerfe[:6])
    return Step(g, (Reply("entwuerfe", {"entwuerfe": entwuerfe}, choices),))


def fitting(query: str) -> Lookup[tuple[Entwurf, ...]]:
    """The forms laid aside for whoever is meant; without a name all."""
    entwuerfe = tuple(e for e in (yield from load_entwuerfe()) if e.nummer)
    if not query:
        return entwuerfe
    found = yield from find_elb(query)
    return tuple(e for e in entwuerfe if e.nummer in {elb.nummer for elb in found.elbs})


def _load(formularnummer: str) -> Lookup[Entwurf | None]:
    entwuerfe = yield from load_entwuerfe()
    return next((e for e in entwuerfe if e.formularnummer == formularnummer), None)


def _taken_up(g: Gespraech, entwurf: Entwurf, kontext: Kontext) -> Flow[Gespraech]:
    """One that this release cannot read stays where it is."""
    try:
        state = ErfasstBogen.model_validate_json(entwurf.zustand)
    except ValidationError:
        return Step(g.at(None), (Reply("zustand_unlesbar"),))
    step = g.after((yield from bogen.resume(state, kontext)))
    return replace(step, records=(EntwurfEntfernt(entwurf.formularnummer), *step.records))
