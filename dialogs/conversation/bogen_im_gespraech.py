"""A message while a form is in work: answers and control words are the form's; anything else is answered in between,
and the form goes on where it was."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from dialogs.conversation import entwuerfe, fragen, ruhe
from dialogs.conversation.person import names_somebody, query_of
from dialogs.conversation.zustand import Gespraech, WaehltElb
from dialogs.flows import bogen
from dialogs.flows.bogen import ErfasstBogen
from dialogs.lookup import Lookup, find_elb
from dialogs.turn import Flow, Kontext, Reply
from dialogs.verstehen.befehl import Befehl, Context, Intent, verstehe_befehl

_OF_THE_FORM = frozenset(
    [
        *(Intent.ANSWER, Intent.NONE, Intent.CANCEL, Intent.PAUSE, Intent.BACK, Intent.HELP, Intent.CHANGE),
        Intent.EINBUCHUNG_AB,
    ]
)
_SHORT = 40
_OTHER_FORM = frozenset([Intent.START_FORM, Intent.NEW_VERSION, Intent.RESUME])


def said(g: Gespraech, state: ErfasstBogen, text: str, kontext: Kontext, *, written: bool) -> Flow[Gespraech]:
    """`written` False: a button of some card, which is never an O-Ton."""
    free = state.awaits_text and written
    context = state.context if free and state.zuletzt == kontext.heute else Context.FORM_OTHER
    line = context is Context.FORM_OTHER or text.lstrip().startswith("/")
    if line and (own := bogen.line(text)):
        return g.after((yield from bogen.take_line(state, own, kontext)))
    thrown = entwuerfe.thrown_away(text) if line else None
    if thrown is not None and (not thrown or (yield from _is_of(state, thrown))):
        return g.after((yield from bogen.step(state, Befehl(Intent.CANCEL), text, kontext)))
    if line and ruhe.is_line(text):
        return (yield from _aside(g, state, None, text, kontext))
    read = _read_short if len(text) <= _SHORT else verstehe_befehl
    befehl = read(text, context, kontext.heute)
    if befehl.intent is Intent.NONE and text.lstrip().startswith("/"):
        return (yield from fragen.again(g, kontext, Reply("befehl.unbekannt")))
    if befehl.intent is Intent.ANSWER and state.awaits_text and not written:
        return (yield from fragen.again(g, kontext, Reply("karte.veraltet")))
    if befehl.intent in _OF_THE_FORM and not (befehl.intent is Intent.EINBUCHUNG_AB and names_somebody(befehl)):
        return g.after((yield from bogen.step(state, befehl, text, kontext)))
    if befehl.intent in _OTHER_FORM:
        return (yield from _other_form(g, state, befehl, text, kontext))
    return (yield from _aside(g, state, befehl, text, kontext))


@lru_cache(maxsize=512)
def _read_short(text: str, context: Context, heute: date) -> Befehl:
    """„allgemein“, „ja“, „nächsten Montag“: everybody answers a form in the same few words."""
    return verstehe_befehl(text, context, heute)


def _other_form(g: Gespraech, state: ErfasstBogen, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """Another form: this one is laid aside; for the same eLb there is only one in work."""
    same = names_somebody(befehl) and (yield from _is_about(state, befehl))
    if befehl.intent is Intent.RESUME and (same or not names_somebody(befehl)):
        return g.after((yield from bogen.go_forward(state, kontext)))
    if same:
        return (yield from fragen.again(g, kontext, Reply("bogen.schon_in_arbeit", {"name": state.entwurf.name})))
    if befehl.intent is Intent.RESUME and not (yield from entwuerfe.fitting(query_of(befehl))):
        return (yield from fragen.again(g, kontext, Reply("entwuerfe", {"entwuerfe": ()})))
    parked = bogen.park(state)
    begun = yield from ruhe.command(g.at(None), text, kontext)
    return replace(begun, replies=(*parked.replies, *begun.replies), records=(*parked.records, *begun.records))


def _is_about(state: ErfasstBogen, befehl: Befehl) -> Lookup[bool]:
    return (yield from _is_of(state, query_of(befehl)))


def _is_of(state: ErfasstBogen, query: str) -> Lookup[bool]:
    found = yield from find_elb(query)
    return found.exact and [e.nummer for e in found.elbs] == [state.entwurf.nummer]


def _aside(g: Gespraech, state: ErfasstBogen, befehl: Befehl | None, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """Something else in between; what would only ask back must wait until the form rests."""
    step = yield from ruhe.command(g.at(None), text, kontext)
    if isinstance(step.state.zustand, WaehltElb) and befehl:
        found = yield from find_elb(query_of(befehl))
        return (yield from fragen.again(g, kontext, Reply("elb.mehrere_im_bogen", {"found": found})))
    if step.state.zustand is not None and not step.records:
        return (yield from fragen.again(g, kontext, Reply("bogen.erst_pause", {"name": state.entwurf.name})))
    asked = yield from bogen.question(state, kontext)
    return replace(step, state=step.state.at(state), replies=(*step.replies, *asked))
