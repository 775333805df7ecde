"""In the bound channel: the Träger's people answer their forms. No status, no other person's data, ever (Rollen)."""

import re
from datetime import date
from enum import StrEnum

from dialogs.lookup import Lookup, load_fall_of_form, load_liste, load_thread
from dialogs.records import RueckmeldungErfasst
from dialogs.regelung.erwartungsbogen import (
    MAX_UTF16_UNITS,
    Erwartungsbogen,
    Rueckmeldung,
    RueckmeldungArt,
    in_force,
    utf16_units,
)
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.requests import Liste, LoadListe
from dialogs.turn import Channel, Clicked, Effect, Flow, Kontext, RefreshBogen, Reply, Said, Step, TellStaff
from dialogs.verstehen.datum import KeinTag, Tag, verstehe_datum

FORMULARNUMMER = re.compile(r"\bAZ-[0-9A-Z]{4}-[0-9A-Z]{4}\b", re.IGNORECASE)


class Wort(StrEnum):
    """What the Träger's people can say besides an answer to a form."""

    LISTE = "liste"
    HILFE = "hilfe"


_BEGINS = (
    (("empfang", "eingang", "erhalten", "angekommen", "bestaetig", "bestätig"), RueckmeldungArt.EMPFANG),
    (("rückfrage", "rueckfrage", "frage", "nachfrage"), RueckmeldungArt.RUECKFRAGE),
    (("teilnahme begonnen", "begonnen", "gestartet", "angefangen", "beginn"), RueckmeldungArt.BEGONNEN),
    (("nicht erschienen", "nicht gekommen", "nie erschienen", "nicht da"), RueckmeldungArt.NICHT_ERSCHIENEN),
    (("teilnahme abgebrochen", "abgebrochen", "abbruch"), RueckmeldungArt.ABGEBROCHEN),
    (("teilnahme beendet", "beendet", "fertig"), RueckmeldungArt.BEENDET),
    (("dreiergespräch", "dreiergespraech"), RueckmeldungArt.DREIERGESPRAECH),
)
_WITH_DAY = (RueckmeldungArt.BEGONNEN, RueckmeldungArt.ABGEBROCHEN, RueckmeldungArt.BEENDET)
_WITH_TEXT = (RueckmeldungArt.RUECKFRAGE, RueckmeldungArt.DREIERGESPRAECH, RueckmeldungArt.NICHT_ERSCHIENEN)


def step(event: Said | Clicked, channel: Channel, kontext: Kontext) -> Flow[None]:
    """One message or button in the bound channel."""
    text = FORMULARNUMMER.sub("", event.text).strip(" :,-\n\t")
    art = read_art(text)
    if art is Wort.LISTE:
        return Step(None, (yield from _liste(kontext)))
    if art is None or art is Wort.HILFE:
        return Step(None, (Reply("traeger.hilfe"),))
    fall, bogen = yield from _find_form(event, channel)
    if fall is None or bogen is None:
        return Step(None, (Reply("traeger.welches_formular"),))
    return _answer(fall, bogen, RueckmeldungArt(art), _rest(event, text), kontext)


def read_art(text: str) -> RueckmeldungArt | Wort | None:
    """Which answer a text begins with; None if none of them."""
    word = " ".join(text.casefold().split())
    if word.startswith(("liste", "formulare", "übersicht", "uebersicht")):
        return Wort.LISTE
    if word.startswith(("hilfe", "?")) or not word:
        return Wort.HILFE
    return next((art for begins, art in _BEGINS if word.startswith(begins)), None)


def _liste(kontext: Kontext) -> Lookup[tuple[Reply, ...]]:
    seite = yield from load_liste(LoadListe(Liste.KANAL))
    return (Reply("traeger.liste", {"seite": seite, "heute": kontext.heute}),)


def _find_form(event: Said | Clicked, channel: Channel) -> Lookup[tuple[Fall | None, Erwartungsbogen | None]]:
    named = FORMULARNUMMER.search(event.text)
    number = event.form if isinstance(event, Clicked) else named.group().upper() if named else None
    if number:
        fall = yield from load_fall_of_form(number)
        pair = fall.bogen(number) if fall else None
        return fall, pair[1] if pair else None
    if isinstance(event, Said) and event.thread:
        fall = yield from load_thread(channel.conversation_id, event.thread)
        newest = fall.newest_einbuchung if fall else None
        boegen = in_force(newest.boegen) if newest else []
        return fall, boegen[-1] if boegen else None
    return None, None


def _rest(event: Said | Clicked, text: str) -> str:
    """What was said beyond the first word: the question itself, or the day."""
    if isinstance(event, Clicked):
        return (event.values.get("text") or event.values.get("tag") or text.partition(" ")[2]).strip()
    head, colon, tail = text.partition(":")
    return tail.strip() if colon and len(head) < 40 else text.partition(" ")[2].strip()


def _answer(fall: Fall, bogen: Erwartungsbogen, art: RueckmeldungArt, rest: str, kontext: Kontext) -> Step[None]:
    pair = fall.bogen(bogen.formularnummer)
    einbuchung = pair[0] if pair else None
    refused = _check(einbuchung, bogen, art)
    if refused:
        return Step(None, (Reply(refused, {"formularnummer": bogen.formularnummer, "art": art}),))
    if art is RueckmeldungArt.RUECKFRAGE and not rest:
        return Step(None, (Reply("traeger.rueckfrage_leer"),))
    if utf16_units(rest) > MAX_UTF16_UNITS:
        return Step(None, (Reply("antwort.zu_lang", {"laenge": utf16_units(rest), "grenze": MAX_UTF16_UNITS}),))
    day = _day(art, rest, kontext)
    if isinstance(day, KeinTag):
        return Step(None, (Reply("traeger.tag_unklar", {"art": art}),))
    if day > kontext.heute:
        return Step(None, (Reply("traeger.tag_zukunft", {"art": art, "tag": day}),))
    return _recorded(fall, bogen, art, day, rest if art in _WITH_TEXT else None, kontext)


def _check(einbuchung: Einbuchung | None, bogen: Erwartungsbogen, art: RueckmeldungArt) -> str | None:
    if einbuchung is None or bogen not in in_force(einbuchung.boegen):
        return "traeger.zurueckgezogen"
    if not einbuchung.is_open:
        return "traeger.abgeschlossen"
    if art is RueckmeldungArt.EMPFANG and bogen.has(RueckmeldungArt.EMPFANG):
        return "traeger.schon_bestaetigt"
    return None


def _day(art: RueckmeldungArt, rest: str, kontext: Kontext) -> date | KeinTag:
    if art not in _WITH_DAY or not rest:
        return kontext.heute
    read = verstehe_datum(rest.removeprefix("am ").strip(), kontext.heute, "vergangenheit")
    return read.tag if isinstance(read, Tag) else read


def _recorded(
    fall: Fall, bogen: Erwartungsbogen, art: RueckmeldungArt, day: date, text: str | None, kontext: Kontext
) -> Step[None]:
    answer = Rueckmeldung(art, day, kontext.wer.name, kontext.jetzt, text or None)
    record = RueckmeldungErfasst(fall.elb.nummer, bogen.formularnummer, answer)
    values = {"fall": fall, "bogen": bogen, "rueckmeldung": answer}
    effects: tuple[Effect, ...] = (
        RefreshBogen(fall.elb.nummer, bogen.formularnummer),
        TellStaff(fall.elb.ifk_id, (Reply("ifk.rueckmeldung", values),)),
    )
    said = Reply("traeger.erfasst", {"art": art, "tag": day, "formularnummer": bogen.formularnummer})
    return Step(None, (said,), (record,), effects)
