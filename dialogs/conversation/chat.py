"""One event in the personal chat of a known person: which part of the conversation answers it."""

from dataclasses import replace

from dialogs.conversation import bogen_im_gespraech, fragen, ruhe
from dialogs.conversation.zustand import Frage, Gespraech
from dialogs.flows import bogen, datei
from dialogs.flows.bogen import ErfasstBogen
from dialogs.turn import Clicked, Consented, Edited, Event, Flow, Joined, Kontext, Reply, Said, SentFile, Step


def converse(g: Gespraech, event: Event, kontext: Kontext) -> Flow[Gespraech]:
    """The conversation after the event. A form whose case is no longer theirs is laid aside unseen."""
    try:
        return (yield from _heard(g, event, kontext))
    except bogen.CaseGone:
        parked = bogen.park(g.zustand).records if isinstance(g.zustand, ErfasstBogen) else ()
        return Step(g.at(None), (Reply("bogen.fall_weg"),), parked)


def _heard(g: Gespraech, event: Event, kontext: Kontext) -> Flow[Gespraech]:
    match event:
        case Joined():
            return Step(g, (Reply("begruessung", {"wer": kontext.wer}),))
        case SentFile():
            return (yield from fragen.again(g, kontext, Reply("datei")))
        case Consented():
            return (yield from _consented(g, event, kontext))
        case Edited() if isinstance(g.zustand, ErfasstBogen):
            return g.after((yield from bogen.edited(g.zustand, event, kontext)))
        case Clicked() if event.schritt and not _is_present(g, event):
            return (yield from fragen.again(g, kontext, Reply("karte.veraltet")))
        case Clicked(values=values) if isinstance(g.zustand, ErfasstBogen) and bogen.is_formular(event.text):
            return g.after((yield from bogen.formular(g.zustand, values, kontext)))
        case Clicked():
            return (yield from _said(g, _with_values(event), kontext, written=False))
        case Said(text=text):
            return _knowing(g, (yield from _said(g, text, kontext, written=True)), text, kontext)
        case _:
            return Step(g)


def _consented(g: Gespraech, event: Consented, kontext: Kontext) -> Flow[Gespraech]:
    """An offered file is taken or refused; what is asked now stays, and is asked again behind any words."""
    step = g.after((yield from datei.redeem(g.gemerkt.offers, event, kontext)))
    asked = (yield from fragen.question(g.zustand, kontext)) if step.replies else ()
    return replace(step, state=step.state.at(g.zustand), replies=(*step.replies, *asked))


def _knowing(g: Gespraech, step: Step[Gespraech], text: str, kontext: Kontext) -> Step[Gespraech]:
    """A form that began with this text knows it, should Teams deliver it again."""
    state, before = step.state.zustand, g.zustand
    if not isinstance(state, ErfasstBogen) or _form_of(before) == state.entwurf.formularnummer:
        return step
    known = bogen.knowing(Step(state), text, kontext).state
    return replace(step, state=step.state.at(known))


def _form_of(state: Frage | None) -> str | None:
    return state.entwurf.formularnummer if isinstance(state, ErfasstBogen) else None


def _is_present(g: Gespraech, event: Clicked) -> bool:
    """Whether a form's card shows the step and the content the form is at now."""
    state = g.zustand
    return isinstance(state, ErfasstBogen) and (state.entwurf.formularnummer, state.stand) == (
        event.form,
        event.schritt,
    )


def _with_values(event: Clicked) -> str:
    """What a card's input adds to its button's text."""
    return " ".join([event.text, *(v for v in (event.values.get("tag"), event.values.get("text")) if v)])


def _said(g: Gespraech, text: str, kontext: Kontext, *, written: bool) -> Flow[Gespraech]:
    if isinstance(g.zustand, ErfasstBogen):
        return (yield from bogen_im_gespraech.said(g, g.zustand, text, kontext, written=written))
    if g.zustand is not None:
        return (yield from fragen.said(g, g.zustand, text, kontext))
    return (yield from ruhe.command(g, text, kontext))
