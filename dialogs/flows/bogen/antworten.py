"""Taking answers: what follows from a text is said back, what does not is asked; a Verstoss leads back."""

import hashlib
from typing import Any

from dialogs.entwurf import (
    Entwurf,
    Schritt,
    adapted,
    agreed,
    basis_of,
    earlier_boegen,
    hinweise,
    last_bogen,
    open_step,
    verstoss,
)
from dialogs.flows.bogen.absenden import sent
from dialogs.flows.bogen.fragen import ask
from dialogs.flows.bogen.zustand import FREE_TEXT, REPEATED_WITHIN, Angebot, ErfasstBogen, Genommen, Zustand
from dialogs.regelung.befund import Verstoss
from dialogs.regelung.erwartungsbogen import MAX_UTF16_UNITS, Anlass, Gespraechsform, utf16_units
from dialogs.regelung.fall import Fall
from dialogs.regelung.modul import needs_erwartungsbogen
from dialogs.regelung.teilnahmedauer import check_beginn, check_beginn_in_einbuchung
from dialogs.turn import Kontext, Reply, Step
from dialogs.verstehen.datum import Tag, verstehe_datum
from dialogs.verstehen.dauer import Spanne, Unklar
from dialogs.verstehen.kurzantwort import is_absenden, read_anlass, read_gespraechsform, read_kplan
from dialogs.verstehen.modul import verstehe_modul

_KURZ = {"ziel": "kurz_ziel", "modul_antwort": "kurz_modul", "dauer": "kurz_dauer"}


def take(state: ErfasstBogen, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """A text as the answer, unless it cannot be one or was taken a moment ago."""
    if not has_words(text):
        return ask(fall, kontext, state, (Reply("antwort.leer"),))
    if too_long(text):
        return ask(fall, kontext, state, (too_long_reply(text),))
    if _was_just_taken(state, text, kontext):
        if state.schritt not in FREE_TEXT:
            return ask(fall, kontext, state)
        offer = Angebot(schritt=state.schritt, text=text)
        return ask(fall, kontext, state.model_copy(update={"angebot": offer}))
    return answer(state, text, fall, kontext)


def answer(state: ErfasstBogen, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    entwurf = state.entwurf
    state = remember(state, state.schritt, text, kontext)
    match state.schritt:
        case Schritt.ANLASS:
            return _anlass(state, text, fall, kontext)
        case Schritt.GESPRAECHSFORM:
            return _gespraechsform(state, text, fall, kontext)
        case Schritt.TEILNEHMENDE:
            return go_on(state, changed(entwurf, teilnehmende=text), fall, kontext)
        case Schritt.ZIEL:
            return go_on(state, changed(entwurf, ziel=(text,)), fall, kontext)
        case Schritt.MODUL:
            taken = changed(entwurf, modul_antwort=(text,), modul=None)
            return take_modul(state.model_copy(update={"entwurf": taken}), text, fall, kontext)
        case Schritt.MODUL_WAHL:
            return take_modul(state, text, fall, kontext)
        case Schritt.DAUER:
            taken = changed(entwurf, dauer=(text,))
            return take_dauer(state.model_copy(update={"entwurf": taken}), fall, kontext)
        case Schritt.BEGINN:
            return _beginn(state, text, fall, kontext)
        case Schritt.BEGRUENDUNG:
            return go_on(state, changed(entwurf, begruendung=text), fall, kontext)
        case Schritt.KPLAN:
            return _kplan(state, text, fall, kontext)
        case Schritt.VORSCHAU:
            return _absenden(state, text, fall, kontext)


def _anlass(state: ErfasstBogen, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    anlass = read_anlass(text)
    if anlass is None:
        return ask(fall, kontext, state, (Reply("anlass.unklar"),))
    return go_on(state, changed(state.entwurf, anlass=anlass), fall, kontext)


def _gespraechsform(state: ErfasstBogen, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    form = read_gespraechsform(text)
    if form is None:
        return ask(fall, kontext, state, (Reply("gespraechsform.unklar"),))
    teilnehmende = state.entwurf.teilnehmende if form is Gespraechsform.DREIERGESPRAECH else None
    return go_on(state, changed(state.entwurf, gespraechsform=form, teilnehmende=teilnehmende), fall, kontext)


def take_modul(
    state: ErfasstBogen, text: str, fall: Fall, kontext: Kontext, said: tuple[Reply, ...] = ()
) -> Step[Zustand]:
    """R2, D8: one Modul that needs a Bogen goes on; everything else is explained and asked."""
    lesart = verstehe_modul(text)
    to_book = [m for m in lesart.modules if needs_erwartungsbogen(m)]
    free = [m for m in lesart.modules if not needs_erwartungsbogen(m)]
    words = (*said, Reply("modul.ohne_bogen", {"module": free})) if free else said
    if len(to_book) == 1:
        entwurf = changed(state.entwurf, modul=to_book[0])
        return go_on(state, entwurf, fall, kontext, (*words, Reply("modul.verstanden", {"modul": to_book[0]})))
    asked = state.model_copy(update={"schritt": Schritt.MODUL_WAHL})
    if len(to_book) > 1:
        return ask(fall, kontext, asked, (*words, Reply("modul.mehrere", {"module": to_book})))
    suggested = [m for m in lesart.suggest if needs_erwartungsbogen(m)]
    noted = state.schritt is not Schritt.MODUL_WAHL
    unclear = (Reply("modul.unklar", {"vorschlag": suggested, "notiert": noted}),) if not free else ()
    return ask(fall, kontext, asked, (*words, *unclear))


def take_dauer(state: ErfasstBogen, fall: Fall, kontext: Kontext, said: tuple[Reply, ...] = ()) -> Step[Zustand]:
    """Question 3: what follows from the O-Ton is said back; what does not is asked."""
    start = state.entwurf.beginn or kontext.heute
    lesart = state.entwurf.lesart(start)
    if isinstance(lesart, Unklar | Spanne):
        again = changed(state.entwurf, dauer=())
        asked = state.model_copy(update={"entwurf": again, "schritt": Schritt.DAUER})
        return ask(fall, kontext, asked, (*said, Reply("dauer.nachfrage", {"lesart": lesart})))
    before = state.model_copy(update={"entwurf": changed(state.entwurf, dauer=())})
    return go_on(before, state.entwurf, fall, kontext, (*said, Reply("dauer.verstanden", {"lesart": lesart})))


def _beginn(state: ErfasstBogen, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    read = verstehe_datum(text, kontext.heute)
    if not isinstance(read, Tag):
        return ask(fall, kontext, state, (Reply("beginn.unklar", {"grund": read.grund}),))
    found = check_beginn(read.tag, kontext.heute)
    if fall.open_einbuchung and not isinstance(found, Verstoss):
        found = check_beginn_in_einbuchung(read.tag, fall.open_einbuchung.zeitraum) or found
    if isinstance(found, Verstoss):
        return ask(fall, kontext, state, (Reply("verstoss", {"befund": found, "tag": read.tag}),))
    words = (Reply("hinweis", {"befund": found}),) if found else ()
    return go_on(state, changed(state.entwurf, beginn=read.tag), fall, kontext, words)


def _kplan(state: ErfasstBogen, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    kplan = read_kplan(text)
    if kplan is None:
        return ask(fall, kontext, state, (Reply("kplan.unklar"),))
    return go_on(state, changed(state.entwurf, kplan=kplan), fall, kontext)


def go_on(
    state: ErfasstBogen, entwurf: Entwurf, fall: Fall, kontext: Kontext, words: tuple[Reply, ...] = ()
) -> Step[Zustand]:
    """On to the first open step; a Verstoss leads back to question 3 (D2 to D5)."""
    refused = verstoss(entwurf, fall)
    if refused:
        agreed_days = {"teilnahme": agreed(entwurf, fall), "tag": entwurf.beginn}
        values = {"befund": refused, "modul": entwurf.modul, **agreed_days}
        return _led_back(state, entwurf, refused, fall, kontext, (*words, Reply("verstoss", values)))
    new = state.model_copy(update={"entwurf": entwurf, "schritt": open_step(entwurf, fall)})
    return ask(fall, kontext, new, (*words, *_said_back(state.entwurf, entwurf, fall)))


def _led_back(
    state: ErfasstBogen,
    entwurf: Entwurf,
    refused: Verstoss,
    fall: Fall,
    kontext: Kontext,
    words: tuple[Reply, ...],
) -> Step[Zustand]:
    """To question 3, or, where the Beginn itself does not fit, to the Beginn."""
    to_beginn = refused.key.startswith("beginn_")
    schritt = Schritt.BEGINN if to_beginn else Schritt.DAUER
    asked = entwurf.model_copy(update={"beginn": None} if to_beginn else {"dauer": (), "kurz_dauer": None})
    return ask(fall, kontext, state.model_copy(update={"entwurf": asked, "schritt": schritt}), words)


def _said_back(before: Entwurf, now: Entwurf, fall: Fall) -> tuple[Reply, ...]:
    """Once the Beginn is known, the last day with its weekday and what the rules note."""
    teilnahme = agreed(now, fall)
    if teilnahme is None or teilnahme == agreed(before, fall):
        return ()
    notes = tuple(Reply("hinweis", {"befund": h, "modul": now.modul}) for h in hinweise(now, fall))
    return (Reply("zeitraum.verstanden", {"teilnahme": teilnahme, "modul": now.modul}), *notes)


def _absenden(state: ErfasstBogen, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    if not is_absenden(text):
        return ask(fall, kontext, state, (Reply("vorschau.unklar"),))
    e = adapted(state.entwurf, fall)
    if e.basis != basis_of(fall):
        return go_on(state, e, fall, kontext, (Reply("bogen.inzwischen_anders", {"bogen": last_bogen(fall)}),))
    late = _beginn_too_old(e, fall, kontext)
    if late:
        words = (Reply("verstoss", {"befund": late, "tag": e.beginn}),)
        return _led_back(state, e, late, fall, kontext, words)
    return sent(state, fall, kontext)


def _beginn_too_old(e: Entwurf, fall: Fall, kontext: Kontext) -> Verstoss | None:
    """D11 on the day of sending, for forms that lay a while; a correction may keep the Beginn that was sent."""
    found = check_beginn(e.beginn, kontext.heute) if e.beginn else None
    kept = e.anlass is Anlass.KORREKTUR and e.beginn in {b.zeitraum.beginn for b in earlier_boegen(fall)}
    return found if isinstance(found, Verstoss) and not kept else None


def changed(entwurf: Entwurf, **values: Any) -> Entwurf:
    """A changed answer voids what hung on it: the reason, an earlier Einbuchung, its shortened wording."""
    void: dict[str, Any] = {kurz: None for oton, kurz in _KURZ.items() if oton in values}
    if {"modul", "dauer", "beginn"} & values.keys():
        void |= {"begruendung": None, "einbuchung_ab": None}
    return entwurf.model_copy(update=void | values)


def has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


def too_long(text: str) -> bool:
    return utf16_units(text) > MAX_UTF16_UNITS


def too_long_reply(text: str) -> Reply:
    return Reply("antwort.zu_lang", {"laenge": utf16_units(text), "grenze": MAX_UTF16_UNITS})


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _was_just_taken(state: ErfasstBogen, text: str, kontext: Kontext) -> bool:
    """The very text of another answer of the last two minutes; between two plain choices it may well be the same."""
    fingerprint = _fingerprint(text)
    return any(
        taken.schritt is not state.schritt
        and (state.schritt in FREE_TEXT or taken.schritt in FREE_TEXT)
        and taken.fingerprint == fingerprint
        and kontext.jetzt - taken.am <= REPEATED_WITHIN
        for taken in state.genommen
    )


def remember(
    state: ErfasstBogen, schritt: Schritt | None, text: str, kontext: Kontext, teil: int = 0
) -> ErfasstBogen:
    """The state that knows this text again when Teams delivers it a second time, or somebody edits it."""
    taken = Genommen(
        schritt=schritt,
        teil=teil,
        activity_id=kontext.activity_id,
        fingerprint=_fingerprint(text),
        am=kontext.jetzt,
    )
    kept = tuple(g for g in state.genommen if g.schritt is not schritt or g.teil < teil)
    return state.model_copy(update={"genommen": (*kept, taken)})
