"""A command or a question while nothing is asked; whatever asks for nothing of ours changes nothing."""

import re

from dialogs.conversation import entwuerfe, person, zuruecknehmen
from dialogs.conversation.fall import day_of, handed_over_later
from dialogs.conversation.recht import RECHT
from dialogs.conversation.zustand import Gespraech
from dialogs.flows import auskunft, datei, leben, monitoring, rueckfrage, uebergabe
from dialogs.gemerkt import Gemerkt
from dialogs.lookup import load_fall, load_fall_of_form
from dialogs.records import ErinnerungenGeschaltet
from dialogs.rollen import Recht, may
from dialogs.turn import Flow, Kontext, Reply, Step
from dialogs.verstehen.befehl import Befehl, Context, Intent, What, verstehe_befehl

_SEITE = re.compile(r"\s*/?seite\s+(\d{1,5})\s*", re.IGNORECASE)
_FORMULAR = re.compile(r"\bAZ-[0-9A-Z]{4}-[0-9A-Z]{4}\b", re.IGNORECASE)


def is_line(text: str) -> bool:
    """Words of ours that are no sentence: `Seite 2`, `Antwort AZ-...: ...`, `verwerfen 4711`."""
    ours = entwuerfe.thrown_away(text) is not None or zuruecknehmen.named(text) is not None
    return bool(_SEITE.fullmatch(text) or rueckfrage.ANTWORT.match(text) or ours)


def command(g: Gespraech, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """The conversation after a message at rest."""
    answer, page = rueckfrage.ANTWORT.match(text), _SEITE.fullmatch(text)
    allowed = may(kontext.wer, Recht.FALL)
    if answer and allowed:
        form = answer.group(1).upper()
        fall = yield from load_fall_of_form(form)
        return g.after(rueckfrage.answer(fall, form, text[answer.end() :], kontext))
    if page and g.gemerkt.liste:
        listed = verstehe_befehl(g.gemerkt.liste, Context.IDLE, kontext.heute)
        return Step(g, (yield from auskunft.liste(listed, kontext, int(page.group(1)))))
    thrown = entwuerfe.thrown_away(text)
    if thrown is not None and allowed:
        return (yield from entwuerfe.discard(g, thrown))
    if allowed and (back := zuruecknehmen.named(text)):
        return (yield from zuruecknehmen.take_back(g, *back))
    if g.gemerkt.abgeschlossen and allowed and leben.is_about_ziel(text):
        return (yield from _ziel(g, *g.gemerkt.abgeschlossen, text, kontext))
    return (yield from _understood(g, text, kontext))


def _ziel(g: Gespraech, nummer: str, einbuchung_id: int, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """How the goal ended, said some time after the Abschluss."""
    fall = yield from load_fall(nummer)
    asked = leben.ask_again(fall, einbuchung_id) if fall else None
    if fall is None or asked is None:
        return Step(g, (Reply("elb.unbekannt", {"text": nummer}),))
    return g.after(leben.ziel(asked, text, fall, kontext))


def _understood(g: Gespraech, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """A Formularnummer stands for its participant."""
    named = _FORMULAR.search(text)
    fall = (yield from load_fall_of_form(named.group().upper())) if named else None
    if named and fall is None:
        return Step(g, (Reply("elb.unbekannt", {"text": named.group()}),))
    if named and fall:
        befehl = verstehe_befehl(_FORMULAR.sub(fall.elb.nummer, text), Context.IDLE, kontext.heute)
        if befehl.intent is Intent.WITHDRAW and befehl.what is None:
            return g.after(leben.withdraw(fall, named.group().upper()))
        if befehl.intent is Intent.PAPER:
            return g.after(datei.offer_paper(fall, befehl, named.group().upper(), g.gemerkt.offers, kontext))
    else:
        befehl = verstehe_befehl(text, Context.IDLE, kontext.heute)
    recht = RECHT.get(befehl.intent)
    if recht and not may(kontext.wer, recht):
        return Step(g, (Reply("keine_berechtigung", {"wer": kontext.wer}),))
    return (yield from _of_nobody(g, befehl, text, kontext))


def _of_nobody(g: Gespraech, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """What needs no participant; the rest is about somebody."""
    match befehl.intent:
        case Intent.NONE | Intent.ANSWER:
            return Step(g, (Reply("nicht_verstanden"),))
        case Intent.HELP:
            return Step(g, (Reply("hilfe", {"wer": kontext.wer}),))
        case Intent.CANCEL | Intent.PAUSE | Intent.BACK | Intent.CHANGE:
            return Step(g, (Reply("nichts_in_arbeit"),))
        case Intent.EINBUCHUNG_AB if not person.names_somebody(befehl):
            return Step(g, (Reply("nichts_in_arbeit"),))
        case Intent.BIND_CHANNEL:
            return Step(g, (Reply("kanal.nur_im_kanal"),))
        case Intent.REMINDERS:
            an = befehl.what is not What.AUS
            return Step(g, (Reply("erinnerungen.geschaltet", {"an": an}),), (ErinnerungenGeschaltet(an),))
        case Intent.MONITORING_REPORT if befehl.file:
            return g.after((yield from datei.offer_report(befehl, g.gemerkt.offers, kontext)))
        case Intent.MONITORING_REPORT:
            return Step(g, (yield from monitoring.bericht(befehl, kontext)))
        case Intent.RESUME:
            return (yield from entwuerfe.resume(g, person.query_of(befehl), kontext))
        case Intent.UNDO:
            return (yield from _undo(g))
        case Intent.DEPUTIZE:
            until, ends = day_of(befehl, kontext, "zukunft"), befehl.what is What.AUS
            return g.after((yield from uebergabe.deputize(befehl.person, befehl.to, until, kontext, ends=ends)))
        case Intent.HANDOVER if befehl.all_of and (later := handed_over_later(text, kontext)):
            return Step(g, (later,))
        case Intent.HANDOVER if befehl.all_of:
            return g.after((yield from uebergabe.hand_over_all(befehl.person, befehl.to, kontext)))
        case intent if intent in auskunft.LISTS:
            listed = yield from auskunft.liste(befehl, kontext)
            return g.after(Step(None, listed, remember=Gemerkt(liste=text)))
    return (yield from person.about_somebody(g, befehl, text, kontext))


def _undo(g: Gespraech) -> Flow[Gespraech]:
    back = g.gemerkt.rueckgaengig
    fall = (yield from load_fall(back.nummer)) if back else None
    if back is None or fall is None:
        return Step(g, (Reply("rueckgaengig.nichts"),))
    return g.after(leben.take_back(back, fall))
