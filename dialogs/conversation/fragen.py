"""The questions that are no form: their answers, what may come in between, and the question once more."""

from dataclasses import replace

from dialogs.conversation import entwuerfe, person, ruhe
from dialogs.conversation.zustand import Frage, FragtEntwurf, Gespraech, WaehltElb
from dialogs.flows import bogen, leben, rueckfrage, uebergabe
from dialogs.flows.bogen import ErfasstBogen
from dialogs.flows.rueckfrage import FragtAntwort
from dialogs.flows.uebergabe import FragtUebergabe
from dialogs.lookup import Lookup, load_fall, load_fall_of_form
from dialogs.turn import Flow, Kontext, Reply, Step
from dialogs.verstehen.befehl import Context, Intent, verstehe_befehl

_LEAVE = (Intent.CANCEL, Intent.PAUSE, Intent.BACK)
_OF_A_FORM = (Intent.CHANGE, Intent.EINBUCHUNG_AB)


def again(g: Gespraech, kontext: Kontext, *words: Reply) -> Flow[Gespraech]:
    """Something to say, and the present question once more."""
    asked = yield from question(g.zustand, kontext)
    return Step(g, (*words, *asked))


def question(state: Frage | None, kontext: Kontext) -> Lookup[tuple[Reply, ...]]:
    """What is asked now; nothing at rest."""
    match state:
        case None:
            return ()
        case ErfasstBogen():
            return (yield from bogen.question(state, kontext))
        case WaehltElb():
            return (yield from person.question(state, kontext))
        case FragtUebergabe():
            return uebergabe.ask(state)
        case FragtEntwurf():
            return (yield from entwuerfe.question(state))
        case FragtAntwort():
            return rueckfrage.ask(state, (yield from load_fall_of_form(state.formularnummer)))
    fall = yield from load_fall(state.nummer)
    return leben.question(state, fall, kontext) if fall else ()


def said(g: Gespraech, state: Frage, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """A message while a question is open: its answer, or something in between."""
    awaited = isinstance(state, FragtAntwort)
    befehl = verstehe_befehl(text, Context.FORM_TEXT if awaited else Context.FORM_OTHER, kontext.heute)
    line = not awaited or text.lstrip().startswith("/")
    if isinstance(state, leben.FragtZiel) and leben.is_about_ziel(text):
        return (yield from _answered(g, state, text, kontext))
    if isinstance(state, FragtEntwurf) and entwuerfe.speaks_of_throwing(text):
        return (yield from _answered(g, state, text, kontext))
    if line and ruhe.is_line(text):
        return (yield from _aside(g, text, kontext))
    match befehl.intent:
        case intent if intent in _LEAVE:
            return Step(g.at(None), (Reply("bestaetigung.nichts_getan"),))
        case Intent.HELP:
            return (yield from again(g, kontext, Reply("hilfe.frage")))
        case Intent.NONE if text.lstrip().startswith("/"):
            return (yield from again(g, kontext, Reply("befehl.unbekannt")))
        case intent if intent in _OF_A_FORM and not person.names_somebody(befehl):
            return (yield from again(g, kontext, Reply("nichts_in_arbeit")))
        case Intent.ANSWER | Intent.NONE:
            return (yield from _answered(g, state, text, kontext))
        case Intent.RESUME if isinstance(state, FragtEntwurf):
            return (yield from _answered(g, state, text, kontext))
    return (yield from _aside(g, text, kontext))


def _aside(g: Gespraech, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """A look-up leaves the question open; whatever is done or asked takes its place."""
    step = yield from ruhe.command(g.at(None), text, kontext)
    if step.records or step.state.zustand is not None:
        return step
    asked = yield from question(g.zustand, kontext)
    return replace(step, state=step.state.at(g.zustand), replies=(*step.replies, *asked))


def _answered(g: Gespraech, state: Frage, text: str, kontext: Kontext) -> Flow[Gespraech]:
    match state:
        case ErfasstBogen():
            raise TypeError(state)
        case WaehltElb():
            return (yield from person.chosen(g, state, text, kontext))
        case FragtEntwurf():
            return (yield from entwuerfe.decided(g, state, text, kontext))
        case FragtUebergabe():
            return g.after((yield from uebergabe.decided(state, text, kontext)))
        case FragtAntwort():
            fall = yield from load_fall_of_form(state.formularnummer)
            return g.after(rueckfrage.answer(fall, state.formularnummer, text, kontext))
    fall = yield from load_fall(state.nummer)
    if fall is None:
        return Step(g.at(None), (Reply("elb.unbekannt", {"text": state.nummer}),))
    return g.after(leben.answer(state, text, fall, kontext))
