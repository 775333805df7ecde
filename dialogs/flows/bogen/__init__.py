"""The Erwartungsbogen, step by step: how a form begins, goes on and is taken up again. Rules are in regelung."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from dialogs.entwurf import Entwurf, Schritt, earlier_boegen
from dialogs.flows.bogen.antworten import has_words, remember, too_long
from dialogs.flows.bogen.formular import fill, show
from dialogs.flows.bogen.fragen import ask, questions
from dialogs.flows.bogen.steuern import decided, dispatch, park
from dialogs.flows.bogen.zustand import FREE_TEXT, Angebot, ErfasstBogen, Zustand
from dialogs.lookup import Lookup, load_fall
from dialogs.regelung.erwartungsbogen import Anlass, Erwartungsbogen, in_force
from dialogs.regelung.fall import Fall
from dialogs.regelung.modul import Modul
from dialogs.turn import Edited, Flow, Kontext, Reply, Step
from dialogs.verstehen.befehl import Befehl

StateT = TypeVar("StateT")

__all__ = [
    "CaseGone",
    "ErfasstBogen",
    "Zustand",
    "begin",
    "knowing",
    "edited",
    "formular",
    "park",
    "question",
    "resume",
    "step",
]


class CaseGone(Exception):
    """The eLb of a form in work is not there any more, or not for this person."""


def begin(
    fall: Fall, kontext: Kontext, modul: Modul | None = None, anlass: Anlass | None = None
) -> Step[ErfasstBogen]:
    """A new form for this eLb, at its first step; with a Bogen in force it is a renewal (Nr. 3.1)."""
    boegen = in_force(earlier_boegen(fall))
    if anlass is Anlass.KORREKTUR and boegen:
        return ask(fall, kontext, _prefilled(boegen[-1], fall, kontext), (Reply("korrektur.begonnen"),))
    entwurf = Entwurf(
        formularnummer=kontext.fresh,
        nummer=fall.elb.nummer,
        name=fall.elb.name,
        erneuerung=bool(boegen),
        anlass=anlass,
        modul=None,
    )
    words = [Reply("bogen.begonnen", {"elb": fall.elb, "formularnummer": kontext.fresh})]
    if boegen:
        words.append(Reply("bogen.erneuerung", {"bogen": boegen[-1], "einbuchung": fall.open_einbuchung}))
    if modul:
        words.append(Reply("bogen.modul_vorgemerkt", {"modul": modul}))
    return ask(fall, kontext, ErfasstBogen(schritt=Schritt.ZIEL, entwurf=entwurf), tuple(words))


def _prefilled(bogen: Erwartungsbogen, fall: Fall, kontext: Kontext) -> ErfasstBogen:
    entwurf = Entwurf(
        formularnummer=kontext.fresh,
        nummer=fall.elb.nummer,
        name=fall.elb.name,
        erneuerung=True,
        anlass=Anlass.KORREKTUR,
        ziel=(bogen.antworten.ziel,),
        modul_antwort=(bogen.antworten.modul,),
        modul=bogen.modul,
        dauer=(bogen.antworten.dauer,),
        beginn=bogen.zeitraum.beginn,
        begruendung=bogen.begruendung,
        kplan=fall.open_einbuchung.kplan if fall.open_einbuchung else None,
    )
    return ErfasstBogen(schritt=Schritt.VORSCHAU, entwurf=entwurf)


def resume(state: ErfasstBogen, kontext: Kontext) -> Flow[Zustand]:
    """A parked form goes on where it was."""
    fall = yield from _fall(state)
    return ask(fall, kontext, state, (Reply("bogen.weiter", {"name": state.entwurf.name}),))


def question(state: ErfasstBogen, kontext: Kontext) -> Lookup[tuple[Reply, ...]]:
    """The present question once more, without changing anything."""
    fall = yield from _fall(state)
    return questions(state, fall, kontext)


def step(state: ErfasstBogen, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Zustand]:
    """One message in the form: a control word, a change, or the answer to the present question."""
    fall = yield from _fall(state)
    if state.abbruch or state.angebot:
        return knowing(decided(state, befehl, text, fall, kontext), text, kontext)
    return dispatch(state, befehl, text, fall, kontext)


def knowing(step: Step[StateT], text: str, kontext: Kontext) -> Step[StateT]:
    """The same step, but its form knows this text, which is no answer, should Teams deliver it again."""
    if not isinstance(step.state, ErfasstBogen):
        return step
    return replace(step, state=remember(step.state, None, text, kontext))


def formular(state: ErfasstBogen, values: Mapping[str, str], kontext: Kontext) -> Flow[Zustand]:
    """The whole form as one card: shown, or, with what was filled in, taken."""
    fall = yield from _fall(state)
    return fill(state, values, fall, kontext) if values else show(state, fall, kontext)


def edited(state: ErfasstBogen, event: Edited, kontext: Kontext) -> Flow[Zustand]:
    """An edited message that was an answer is offered for take-over, never taken silently."""
    fall = yield from _fall(state)
    taken = next((g for g in state.genommen if g.activity_id == event.activity_id), None)
    if taken is None or taken.schritt not in FREE_TEXT or too_long(event.text) or not has_words(event.text):
        return Step(state)
    angebot = Angebot(schritt=taken.schritt, text=event.text, teil=taken.teil)
    return ask(fall, kontext, state.model_copy(update={"angebot": angebot}))


def _fall(state: ErfasstBogen) -> Lookup[Fall]:
    fall = yield from load_fall(state.entwurf.nummer)
    if fall is None:
        raise CaseGone(state.entwurf.nummer)
    return fall
