"""The IFK's answer to a Rückfrage of the Träger; it goes back into the thread it came from."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dialogs.gemerkt import Gemerkt
from dialogs.records import RueckmeldungErfasst
from dialogs.regelung.erwartungsbogen import MAX_UTF16_UNITS, Rueckmeldung, RueckmeldungArt, in_force, utf16_units
from dialogs.regelung.fall import Fall
from dialogs.turn import Kontext, RefreshBoegen, Reply, Step, TellThread

ANTWORT = re.compile(r"\s*/?antwort(?:en)?\s+(AZ-[0-9A-Z]{4}-[0-9A-Z]{4})\b[\s:,-]*", re.IGNORECASE)


class FragtAntwort(BaseModel):
    """The words for the Träger are awaited; every text is the answer."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["fragt_antwort"] = "fragt_antwort"
    formularnummer: str


Zustand = FragtAntwort | None


def ask(state: FragtAntwort, fall: Fall | None) -> tuple[Reply, ...]:
    """What is to be answered."""
    pair = fall.bogen(state.formularnummer) if fall else None
    asked = [r for r in pair[1].rueckmeldungen if r.art is RueckmeldungArt.RUECKFRAGE] if pair else []
    values = {"formularnummer": state.formularnummer, "rueckfrage": asked[-1] if asked else None}
    return (Reply("frage.antwort", values),)


def answer(fall: Fall | None, formularnummer: str, text: str, kontext: Kontext) -> Step[Zustand]:
    """Recorded and sent into the form's thread; a closed or withdrawn case gets none. Without words it is asked."""
    pair = fall.bogen(formularnummer) if fall else None
    if fall is None or pair is None:
        return Step(None, (Reply("rueckfrage.unbekannt", {"formularnummer": formularnummer}),))
    einbuchung, bogen = pair
    if not einbuchung.is_open or bogen not in in_force(einbuchung.boegen):
        return Step(None, (Reply("rueckfrage.abgeschlossen", {"fall": fall, "formularnummer": formularnummer}),))
    asked = FragtAntwort(formularnummer=formularnummer)
    if not any(c.isalnum() for c in text):
        return Step(asked, ask(asked, fall))
    if utf16_units(text) > MAX_UTF16_UNITS:
        said = Reply("antwort.zu_lang", {"laenge": utf16_units(text), "grenze": MAX_UTF16_UNITS})
        return Step(asked, (said, *ask(asked, fall)))
    given = Rueckmeldung(RueckmeldungArt.ANTWORT, kontext.heute, kontext.wer.name, kontext.jetzt, text)
    values = {"formularnummer": formularnummer, "rueckmeldung": given}
    effects = (
        TellThread(formularnummer, (Reply("traeger.antwort", values),)),
        RefreshBoegen(fall.elb.nummer, (formularnummer,)),
    )
    record = RueckmeldungErfasst(fall.elb.nummer, formularnummer, given)
    said = Reply("rueckfrage.beantwortet", values)
    return Step(None, (said,), (record,), effects, Gemerkt(nummer=fall.elb.nummer))
