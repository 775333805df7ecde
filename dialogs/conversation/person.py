"""Whom a command is about: by name, number, a yes to the only one, or somebody new. Similar is never certain."""

from dataclasses import replace

from dialogs.conversation.fall import for_fall
from dialogs.conversation.zustand import Gespraech, WaehltElb
from dialogs.flows import auskunft, bogen
from dialogs.lookup import Lookup, find_elb, load_fall
from dialogs.records import ElbAngelegt
from dialogs.regelung.fall import Elb, Fall
from dialogs.requests import Found
from dialogs.turn import Flow, Kontext, Reply, Step
from dialogs.verstehen.befehl import Befehl, Context, Intent, verstehe_befehl
from dialogs.verstehen.kurzantwort import is_yes
from dialogs.verstehen.person import NeuePerson, verstehe_person_eingabe

_NOBODY = Found((), exact=False)


def names_somebody(befehl: Befehl) -> bool:
    """Whether a name or a number was said."""
    return bool(befehl.case_number or befehl.person)


def query_of(befehl: Befehl) -> str:
    """What to look for."""
    return befehl.case_number or befehl.person or ""


def about_somebody(g: Gespraech, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """The command for whom it names; without a name perhaps the case spoken of last."""
    if names_somebody(befehl):
        return (yield from _for_query(g, befehl, text, query_of(befehl), kontext))
    last = g.gemerkt.nummer if befehl.intent is not Intent.START_FORM else None
    found = (yield from find_elb(last)) if last else _NOBODY
    return _asked(g, befehl, text, found)


def chosen(g: Gespraech, state: WaehltElb, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """The answer to who is meant."""
    befehl = verstehe_befehl(state.text, Context.IDLE, kontext.heute)
    if is_yes(text) and len(state.kandidaten) == 1:
        found = yield from find_elb(state.kandidaten[0])
        return (yield from _for_elb(g, befehl, state.text, found.elbs[:1], kontext))
    neu = verstehe_person_eingabe(text)
    if isinstance(neu, NeuePerson) and befehl.intent is Intent.START_FORM:
        return (yield from _new_person(g, neu, befehl, kontext))
    if not any(c.isalnum() for c in text):
        return Step(g, (_question(befehl, _NOBODY),))
    return (yield from _for_query(g.at(None), befehl, state.text, text.strip(), kontext))


def question(state: WaehltElb, kontext: Kontext) -> Lookup[tuple[Reply, ...]]:
    """Who is meant?"""
    befehl = verstehe_befehl(state.text, Context.IDLE, kontext.heute)
    elbs: list[Elb] = []
    for nummer in state.kandidaten[:6]:
        elbs += (yield from find_elb(nummer)).elbs
    return (_question(befehl, Found(tuple(elbs), exact=False)),)


def _for_query(g: Gespraech, befehl: Befehl, text: str, query: str, kontext: Kontext) -> Flow[Gespraech]:
    """The command for whoever is meant, or the question who that is."""
    found = yield from find_elb(query)
    if not found.elbs and befehl.genitive:
        found = yield from find_elb(f"{query}s")
    if len(found.elbs) == 1 and found.exact:
        return (yield from _for_elb(g, befehl, text, found.elbs, kontext))
    return _asked(g, befehl, text, found, query)


def _for_elb(g: Gespraech, befehl: Befehl, text: str, elbs: tuple[Elb, ...], kontext: Kontext) -> Flow[Gespraech]:
    if befehl.intent is Intent.WHO_SAW and elbs:
        return Step(g.at(None), (yield from auskunft.zugriffe(elbs[0])))
    fall = (yield from load_fall(elbs[0].nummer)) if elbs else None
    if fall is None:
        return _asked(g, befehl, text, _NOBODY)
    return (yield from for_fall(g.at(None), fall, befehl, text, kontext))


def _asked(g: Gespraech, befehl: Befehl, text: str, found: Found, query: str = "") -> Step[Gespraech]:
    state = WaehltElb(text=text, kandidaten=tuple(e.nummer for e in found.elbs))
    return Step(g.at(state), (_question(befehl, found, query),))


def _question(befehl: Befehl, found: Found, query: str = "") -> Reply:
    values = {"found": found, "text": query, "neu_moeglich": befehl.intent is Intent.START_FORM}
    return Reply("frage.person", values, tuple(e.nummer for e in found.elbs[:6]))


def _new_person(g: Gespraech, neu: NeuePerson, befehl: Befehl, kontext: Kontext) -> Flow[Gespraech]:
    """They belong to who enters them; a number that is taken is never given twice."""
    found = yield from find_elb(neu.nummer)
    if found.elbs or found.hidden:
        taken = Reply("elb.nummer_vergeben", {"nummer": neu.nummer, "found": found})
        return Step(g, (taken, _question(befehl, _NOBODY)))
    wer = kontext.wer
    elb = Elb(neu.nummer, neu.vorname, neu.nachname, wer.id, wer.name, wer.team)
    begun = g.after(bogen.begin(Fall(elb), kontext, befehl.module))
    record = ElbAngelegt(neu.nummer, neu.vorname, neu.nachname)
    words = (Reply("elb.angelegt", {"elb": elb}), *begun.replies)
    return replace(begun, replies=words, records=(record, *begun.records))
