"""A command about one participant, whose Fall is at hand: which flow carries it out."""

import re

from dialogs.conversation import entwuerfe
from dialogs.conversation.zustand import Gespraech
from dialogs.flows import auskunft, datei, leben, uebergabe
from dialogs.gemerkt import Gemerkt
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import BestaetigungArt
from dialogs.rollen import Recht, may
from dialogs.turn import Flow, Kontext, Reply, Step
from dialogs.verstehen.befehl import Befehl, Intent, What
from dialogs.verstehen.datum import KeinTag, Richtung, Tag, verstehe_datum

_FROM = re.compile(r"\b(?:ab|am|zum)\s+(\S+)", re.IGNORECASE)


def day_of(befehl: Befehl, kontext: Kontext, richtung: Richtung) -> Tag | KeinTag | None:
    """The day a command names, None if it names none."""
    return verstehe_datum(befehl.date, kontext.heute, richtung) if befehl.date else None


def handed_over_later(text: str, kontext: Kontext) -> Reply | None:
    """A case changes hands at once: whoever names a later day is told so, and nothing changes."""
    named = _FROM.search(text)
    read = verstehe_datum(named.group(1), kontext.heute, "naechst") if named else None
    if isinstance(read, Tag) and read.tag > kontext.heute:
        return Reply("uebergabe.nur_sofort", {"tag": read.tag})
    return None


def for_fall(g: Gespraech, fall: Fall, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Gespraech]:
    """The conversation after the command."""
    match befehl.intent:
        case Intent.START_FORM | Intent.NEW_VERSION:
            return (yield from entwuerfe.begin(g, fall, befehl, text, kontext))
        case Intent.STATUS_OF_PERSON:
            return g.after(_said(fall, *auskunft.status(fall, kontext)))
        case Intent.PAPER:
            return g.after(datei.offer_paper(fall, befehl, None, g.gemerkt.offers, kontext))
        case Intent.CONFIRM | Intent.FINISH_PARTICIPATION | Intent.EINBUCHUNG_AB:
            return g.after(_dated(fall, befehl, kontext))
        case Intent.WITHDRAW if befehl.what is What.EINBUCHUNG:
            return g.after(leben.cancel_einbuchung(fall))
        case Intent.WITHDRAW:
            return g.after(leben.withdraw(fall))
        case Intent.HANDOVER if not may(kontext.wer, Recht.UEBERGABE, fall.elb):
            return g.after(_said(fall, Reply("uebergabe.nicht_eigener", {"fall": fall})))
        case Intent.HANDOVER if later := handed_over_later(text, kontext):
            return g.after(_said(fall, later))
        case Intent.HANDOVER:
            return g.after((yield from uebergabe.hand_over(fall, befehl.to, kontext)))
    return Step(g, (Reply("nicht_verstanden"),))


def _dated(fall: Fall, befehl: Befehl, kontext: Kontext) -> Step[leben.Zustand]:
    """What names a day; confirmations look back (D9, D12). A day that does not exist is never today."""
    back = befehl.intent is not Intent.EINBUCHUNG_AB
    read = day_of(befehl, kontext, "vergangenheit" if back else "naechst")
    if isinstance(read, KeinTag):
        return _said(fall, Reply("tag.unklar", {"grund": read.grund}))
    tag = read.tag if read else None
    if befehl.intent is Intent.EINBUCHUNG_AB:
        return leben.move_einbuchung(fall, tag) if tag else _said(fall, Reply("tag.unklar", {"grund": "no_date"}))
    if befehl.intent is Intent.FINISH_PARTICIPATION:
        return leben.abschluss(fall, tag, kontext, nicht_angetreten=befehl.not_come)
    art = BestaetigungArt(befehl.what or BestaetigungArt.BESCHEID)
    if art is BestaetigungArt.ABSCHLUSS and fall.open_einbuchung:
        return leben.abschluss(fall, tag, kontext, confirmed=bool(befehl.done))
    return leben.confirm(fall, art, tag, kontext, done=bool(befehl.done))


def _said(fall: Fall, *words: Reply) -> Step[None]:
    return Step(None, words, remember=Gemerkt(nummer=fall.elb.nummer))
