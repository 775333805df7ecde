"""D9: what a person confirms to have done in comp.ASS, with day and name. A question never records anything."""

from datetime import date

from dialogs.flows.leben.zustand import FragtTag, Zustand, nothing
from dialogs.gemerkt import Gemerkt, GemerkteBestaetigung
from dialogs.records import BestaetigungErfasst
from dialogs.regelung.befund import Verstoss
from dialogs.regelung.fall import Fall, kplan_due
from dialogs.regelung.hilfeprodukt import BestaetigungArt, Einbuchung
from dialogs.turn import Kontext, Reply, Step
from dialogs.zeitpunkt import day_of


def confirm(fall: Fall, art: BestaetigungArt, tag: date | None, kontext: Kontext, *, done: bool) -> Step[Zustand]:
    """Records a step in comp.ASS as done, or, where the person only asked, shows the state and asks."""
    einbuchung = _einbuchung_for(fall, art)
    if einbuchung is None:
        return nothing(fall, "bestaetigung.keine_einbuchung")
    known = einbuchung.last_confirmation(art)
    if known and not (art is BestaetigungArt.KPLAN and kplan_due(einbuchung)):
        return nothing(fall, "bestaetigung.schon_da", art=art, bekannt=known)
    if not done:
        return Step(FragtTag(nummer=fall.elb.nummer, art=art), ask(fall, art))
    return _confirmed(fall, einbuchung, art, tag or kontext.heute, kontext)


def ask(fall: Fall, art: BestaetigungArt) -> tuple[Reply, ...]:
    """Whether it is done, and when."""
    return (Reply("frage.bestaetigung", {"fall": fall, "art": art}, ("heute", "nein")),)


def _einbuchung_for(fall: Fall, art: BestaetigungArt) -> Einbuchung | None:
    newest = fall.newest_einbuchung
    if art is BestaetigungArt.ABSCHLUSS and newest and newest.is_open:
        return None
    return newest


def _confirmed(
    fall: Fall, einbuchung: Einbuchung, art: BestaetigungArt, tag: date, kontext: Kontext
) -> Step[Zustand]:
    nummer = fall.elb.nummer
    refused = _check_day(einbuchung, tag, kontext)
    if refused:
        words = Reply("verstoss", {"befund": refused, "tag": tag})
        return Step(FragtTag(nummer=nummer, art=art), (words, *ask(fall, art)))
    record = BestaetigungErfasst(nummer, einbuchung.id, art, tag)
    back = GemerkteBestaetigung(nummer=nummer, einbuchung_id=einbuchung.id, art=art)
    said = Reply("bestaetigung.erfasst", {"fall": fall, "art": art, "tag": tag}, ("rückgängig",))
    return Step(None, (said,), (record,), remember=Gemerkt(rueckgaengig=back, nummer=nummer))


def _check_day(einbuchung: Einbuchung, tag: date, kontext: Kontext) -> Verstoss | None:
    """A confirmation speaks of a day that has been, and not of one before there was a Bogen at all."""
    if tag > kontext.heute:
        return Verstoss("D9", "Nr. 3.3", "bestaetigung_in_future", kontext.heute)
    first = min((day_of(b.gesendet_am) for b in einbuchung.boegen), default=einbuchung.zeitraum.beginn)
    earliest = min(first, einbuchung.zeitraum.beginn)
    return Verstoss("D9", "Nr. 3.3", "bestaetigung_too_early", earliest) if tag < earliest else None
