"""The IFK's answer to a Rückfrage of the Träger; it goes back into the thread it came from."""

import re

from dialogs.records import RueckmeldungErfasst
from dialogs.regelung.erwartungsbogen import MAX_UTF16_UNITS, Rueckmeldung, RueckmeldungArt, utf16_units
from dialogs.regelung.fall import Fall
from dialogs.turn import Kontext, RefreshBogen, Reply, Step, TellThread

ANTWORT = re.compile(r"/?antwort(?:en)?\s+(AZ-[0-9A-Z]{4}-[0-9A-Z]{4})\b[\s:,-]*", re.IGNORECASE)


def answer(fall: Fall | None, formularnummer: str, text: str, kontext: Kontext) -> Step[None]:
    """Recorded and sent into the form's thread; a closed or withdrawn case gets none."""
    pair = fall.bogen(formularnummer) if fall else None
    if fall is None or pair is None:
        return Step(None, (Reply("rueckfrage.unbekannt", {"formularnummer": formularnummer}),))
    if not pair[0].is_open:
        return Step(None, (Reply("rueckfrage.abgeschlossen", {"fall": fall}),))
    if not any(c.isalnum() for c in text):
        return Step(None, (Reply("rueckfrage.leer", {"formularnummer": formularnummer}),))
    if utf16_units(text) > MAX_UTF16_UNITS:
        return Step(None, (Reply("antwort.zu_lang", {"laenge": utf16_units(text), "grenze": MAX_UTF16_UNITS}),))
    given = Rueckmeldung(RueckmeldungArt.ANTWORT, kontext.heute, kontext.wer.name, kontext.jetzt, text)
    values = {"fall": fall, "bogen": pair[1], "rueckmeldung": given}
    effects = (
        TellThread(formularnummer, (Reply("traeger.antwort", values),)),
        RefreshBogen(fall.elb.nummer, formularnummer),
    )
    record = RueckmeldungErfasst(fall.elb.nummer, formularnummer, given)
    return Step(None, (Reply("rueckfrage.beantwortet", values),), (record,), effects)
