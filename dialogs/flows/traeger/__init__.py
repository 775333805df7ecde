"""In the bound channel: the Träger's people answer their forms. No status, no other person's data, ever (Rollen)."""

import re
from datetime import date

from dialogs.flows.traeger.lesen import FORMULARNUMMER, Meldung, Wort, read, read_art
from dialogs.lookup import Lookup, load_fall_of_form, load_liste, load_thread
from dialogs.records import RueckmeldungErfasst
from dialogs.regelung.erwartungsbogen import (
    MAX_UTF16_UNITS,
    Erwartungsbogen,
    Rueckmeldung,
    RueckmeldungArt,
    counted_zeitraum,
    in_force,
    utf16_units,
)
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.requests import Liste, LoadListe
from dialogs.turn import Channel, Clicked, Effect, Flow, Kontext, RefreshBoegen, Reply, Said, Step, TellStaff
from dialogs.verstehen.datum import KeinTag, Tag, verstehe_datum

__all__ = ["Meldung", "Wort", "read_art", "step"]

_WITH_DAY = (
    RueckmeldungArt.BEGONNEN,
    RueckmeldungArt.ABGEBROCHEN,
    RueckmeldungArt.BEENDET,
    RueckmeldungArt.NICHT_ERSCHIENEN,
)
_LONGEST_DAY = 80
_DAY_ALONE = re.compile(r"(?:am )?[\d.\s-]{4,20}")
"""What follows "Beginn:" and was read as its day already."""
_NO_DAY = KeinTag("no_date")
_SEITE = re.compile(r"\bseite\s+(\d{1,5})\b", re.IGNORECASE)


def step(event: Said | Clicked, channel: Channel, kontext: Kontext) -> Flow[None]:
    """One message or button in the bound channel."""
    said = read(event)
    if said is Wort.LISTE:
        return Step(None, (yield from _liste(event.text, kontext)))
    if not isinstance(said, Meldung):
        lost = () if said is Wort.HILFE else (Reply("traeger.nicht_verstanden"),)
        return Step(None, (*lost, Reply("traeger.hilfe")))
    fall, bogen = yield from _find_form(event, channel)
    if fall is None or bogen is None:
        return Step(None, (Reply("traeger.welches_formular"),))
    return _answer(fall, bogen, said, kontext)


def _liste(text: str, kontext: Kontext) -> Lookup[tuple[Reply, ...]]:
    page = _SEITE.search(text)
    seite = yield from load_liste(LoadListe(Liste.KANAL, seite=int(page.group(1)) if page else 1))
    return (Reply("traeger.liste", {"seite": seite, "heute": kontext.heute}),)


def _find_form(event: Said | Clicked, channel: Channel) -> Lookup[tuple[Fall | None, Erwartungsbogen | None]]:
    """The form of the button, the one named, or the newest of the thread."""
    named = FORMULARNUMMER.search(event.text)
    number = event.form if isinstance(event, Clicked) else named.group().upper() if named else None
    if number:
        fall = yield from load_fall_of_form(number)
        pair = fall.bogen(number) if fall else None
        return fall, pair[1] if pair else None
    if isinstance(event, Said) and event.thread:
        fall = yield from load_thread(channel.conversation_id, event.thread)
        return fall, _newest(fall) if fall else None
    return None, None


def _newest(fall: Fall) -> Erwartungsbogen | None:
    boegen = [b for e in fall.einbuchungen for b in (in_force(e.boegen) or e.boegen)]
    newest = fall.newest_einbuchung
    valid = in_force(newest.boegen) if newest else []
    return valid[-1] if valid else boegen[-1] if boegen else None


def _answer(fall: Fall, bogen: Erwartungsbogen, said: Meldung, kontext: Kontext) -> Step[None]:
    pair = fall.bogen(bogen.formularnummer)
    refused = _check(pair[0], bogen, said, kontext.heute) if pair else Reply("traeger.welches_formular")
    if refused:
        return Step(None, (refused,))
    day = _day(said, kontext)
    if isinstance(day, KeinTag):
        return Step(None, (Reply("traeger.tag_unklar", {"art": said.art, "grund": day.grund}),))
    if day > kontext.heute:
        return Step(None, (Reply("traeger.tag_zukunft", {"art": said.art, "tag": day}),))
    text = None if _DAY_ALONE.fullmatch(said.text or "") else said.text
    return _recorded(fall, bogen, Rueckmeldung(said.art, day, kontext.wer.name, kontext.jetzt, text))


def _check(einbuchung: Einbuchung, bogen: Erwartungsbogen, said: Meldung, heute: date) -> Reply | None:
    """What keeps this answer from being recorded; one clear sentence."""
    boegen = in_force(einbuchung.boegen)
    about = {"formularnummer": bogen.formularnummer}
    if bogen not in boegen:
        return Reply("traeger.zurueckgezogen", about)
    if not einbuchung.is_open:
        return Reply("traeger.abgeschlossen", about)
    if newer := _replacing(bogen, boegen, heute):
        return Reply("traeger.ersetzt", {**about, "neu": newer})
    if said.art is RueckmeldungArt.EMPFANG and bogen.has(RueckmeldungArt.EMPFANG):
        return Reply("traeger.schon_bestaetigt", about)
    if said.art is RueckmeldungArt.RUECKFRAGE and not said.text:
        return Reply("traeger.rueckfrage_leer")
    if (length := utf16_units(said.text or "")) > MAX_UTF16_UNITS:
        return Reply("antwort.zu_lang", {"laenge": length, "grenze": MAX_UTF16_UNITS})
    return None


def _replacing(bogen: Erwartungsbogen, boegen: list[Erwartungsbogen], heute: date) -> Erwartungsbogen | None:
    """D7: the newer version that has taken the rest of its days, once those it kept are over."""
    newer = [b for b in boegen if b.version > bogen.version and b.zeitraum.overlaps(bogen.zeitraum)]
    kept = counted_zeitraum(bogen, boegen)
    return newer[-1] if newer and (kept is None or heute > kept.ende) else None


def _day(said: Meldung, kontext: Kontext) -> date | KeinTag:
    """The day it speaks of; without one, today. After a colon a day stands alone ("Beginn: 01.03.2027")."""
    if said.art not in _WITH_DAY:
        return kontext.heute
    for text in (said.head, said.text or ""):
        found = verstehe_datum(text, kontext.heute, "vergangenheit") if len(text) <= _LONGEST_DAY else _NO_DAY
        if isinstance(found, Tag):
            return found.tag
        if found.grund != "no_date":
            return found
    return kontext.heute


def _recorded(fall: Fall, bogen: Erwartungsbogen, answer: Rueckmeldung) -> Step[None]:
    record = RueckmeldungErfasst(fall.elb.nummer, bogen.formularnummer, answer)
    values = {"fall": fall, "bogen": bogen, "rueckmeldung": answer}
    asks = answer.art is RueckmeldungArt.RUECKFRAGE
    choices = (f"/antwort {bogen.formularnummer}",) if asks else ()
    effects: tuple[Effect, ...] = (
        RefreshBoegen(fall.elb.nummer, (bogen.formularnummer,)),
        TellStaff(fall.elb.ifk_id, (Reply("ifk.rueckmeldung", values, choices),)),
    )
    said = Reply("traeger.erfasst", {"art": answer.art, "tag": answer.am, "formularnummer": bogen.formularnummer})
    return Step(None, (said,), (record,), effects)
