"""Files from the chat: they are offered first, and what is taken is made anew then. Nothing is kept but the offer.

Whether a form or the figures may be seen is asked at the offer and again when it is taken.
"""

from datetime import timedelta
from typing import Final

from dialogs.files import File, PaperFile, ReportFile
from dialogs.gemerkt import Gemerkt, Offer, OfferedPaper, OfferedReport
from dialogs.lookup import Lookup, load_bericht, load_fall_of_form
from dialogs.monitoring import standard_zeitraum
from dialogs.records import DateiUebergeben
from dialogs.regelung.erwartungsbogen import BogenStatus, in_force
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.turn import Consented, Flow, Kontext, Reply, SendFile, Step, TakeAway
from dialogs.verstehen.befehl import Befehl, FileWish
from dialogs.verstehen.zeitraum import resolve

VALID: Final = timedelta(hours=1)
"""How long an offer may be taken."""
MOST_OFFERS: Final = 5

Offers = tuple[Offer, ...]


def offer_report(befehl: Befehl, offers: Offers, kontext: Kontext) -> Flow[None]:
    """The figures as workbook or PDF. Whether they may be seen was decided before, and is again."""
    asked = resolve(befehl.period, kontext.heute, backward=True) if befehl.period else None
    if befehl.period and asked is None:
        return Step(None, (Reply("bericht.kein_zeitraum"),))
    span = asked or standard_zeitraum(kontext.heute)
    if (yield from load_bericht(span)) is None:
        return Step(None, (Reply("keine_berechtigung", {"wer": kontext.wer}),))
    offer = OfferedReport(
        id=_new_id(kontext),
        until=kontext.jetzt + VALID,
        art="excel" if befehl.file is FileWish.EXCEL else "pdf",
        von=span.beginn,
        bis=span.ende,
    )
    return _offered(offer, offers, kontext)


def offer_paper(fall: Fall, befehl: Befehl, form: str | None, offers: Offers, kontext: Kontext) -> Step[None]:
    """The named form, else the newest that is in force of the newest Einbuchung."""
    number = form or _newest(fall)
    if number is None:
        return Step(None, (Reply("datei.kein_bogen", {"fall": fall}),))
    handout, sprache = befehl.file is FileWish.HANDZETTEL, befehl.language or "de"
    if handout and not _has_handout(fall, number):
        return Step(None, (Reply("datei.kein_bogen", {"fall": fall}),))
    if handout and sprache not in kontext.languages:
        return Step(None, (Reply("datei.keine_sprache", {"sprachen": kontext.languages}),))
    offer = OfferedPaper(
        id=_new_id(kontext),
        until=kontext.jetzt + VALID,
        art="handzettel" if handout else "bogen",
        nummer=fall.elb.nummer,
        formularnummer=number,
        sprache=sprache,
    )
    return _offered(offer, offers, kontext, fall)


def redeem(offers: Offers, event: Consented, kontext: Kontext) -> Flow[None]:
    """An offer of this very chat, once and in time; the file is made of what is there now."""
    offer = next((o for o in offers if o.id == event.offer and kontext.jetzt <= o.until), None)
    gone = (TakeAway(event.card),) if event.card else ()
    if offer is None:
        return Step(None, (Reply("datei.abgelaufen"),), effects=gone)
    rest = Gemerkt(offers=tuple(o for o in offers if o.id != offer.id))
    if not event.accepted:
        return Step(None, (Reply("datei.abgelehnt"),), effects=gone, remember=rest)
    if event.target is None or not kontext.files:
        return Step(None, (Reply("datei.ort_fremd"),))
    found = yield from _load(offer)
    if found is None:
        return Step(None, (Reply("datei.nicht_mehr"),), effects=gone, remember=rest)
    send = SendFile(kontext.wer.id, found, event.target)
    return Step(None, (), (_record(offer),), (*gone, send), remember=rest)


def _new_id(kontext: Kontext) -> str:
    """A number by lot that no form will have, so no offer is ever mistaken for another."""
    return f"datei-{kontext.fresh}"


def _newest(fall: Fall) -> str | None:
    einbuchung = fall.newest_einbuchung
    boegen = in_force(einbuchung.boegen) if einbuchung else []
    return boegen[-1].formularnummer if boegen else None


def _has_handout(fall: Fall, number: str) -> bool:
    """What was withdrawn is not handed to anybody."""
    found = fall.bogen(number)
    return found is not None and found[1].status is not BogenStatus.ZURUECKGEZOGEN


def _offered(offer: Offer, offers: Offers, kontext: Kontext, fall: Fall | None = None) -> Step[None]:
    values = {"offer": offer, "fall": fall}
    if not kontext.files:
        return Step(None, (Reply("datei.aus", values),))
    valid = [o for o in offers if kontext.jetzt <= o.until]
    kept = Gemerkt(offers=(*valid, offer)[-MOST_OFFERS:], **({"nummer": fall.elb.nummer} if fall else {}))
    return Step(None, (Reply("karte.datei_angebot", values), Reply("datei.angebot", values)), remember=kept)


def _load(offer: Offer) -> Lookup[File | None]:
    match offer:
        case OfferedReport(von=von, bis=bis, art=art):
            bericht = yield from load_bericht(Zeitraum(von, bis))
            return ReportFile(bericht, art) if bericht else None
        case OfferedPaper(formularnummer=number, art=art, sprache=sprache):
            fall = yield from load_fall_of_form(number)
            there = fall is not None and (art == "bogen" or _has_handout(fall, number))
            return PaperFile(fall, number, art, sprache) if fall and there else None


def _record(offer: Offer) -> DateiUebergeben:
    if isinstance(offer, OfferedPaper):
        return DateiUebergeben(offer.art, offer.nummer, offer.formularnummer)
    return DateiUebergeben(f"bericht_{offer.art}")
