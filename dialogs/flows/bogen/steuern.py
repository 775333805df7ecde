"""Control: back, change, append, pause, throw away, and the yes or no to what the bot offered."""

from dialogs.entwurf import Entwurf, Schritt, applies, step_before, teilnahme_of
from dialogs.flows.bogen.antworten import (
    answer,
    changed,
    go_on,
    has_words,
    remember,
    take,
    take_dauer,
    take_modul,
    too_long,
    too_long_reply,
)
from dialogs.flows.bogen.fragen import ask
from dialogs.flows.bogen.zustand import PARTS, Angebot, ErfasstBogen, Zustand
from dialogs.records import EntwurfGeparkt
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import check_einbuchung_beginn
from dialogs.turn import Kontext, Reply, Step
from dialogs.verstehen.befehl import Befehl, Intent
from dialogs.verstehen.datum import Tag, verstehe_datum
from dialogs.verstehen.dauer import Spanne, Unklar
from dialogs.verstehen.kurzantwort import is_yes

_CHANGEABLE = {
    "ziel": Schritt.ZIEL,
    "modul": Schritt.MODUL,
    "dauer": Schritt.DAUER,
    "beginn": Schritt.BEGINN,
    "begruendung": Schritt.BEGRUENDUNG,
    "kplan": Schritt.KPLAN,
    "anlass": Schritt.ANLASS,
    "gespraechsform": Schritt.GESPRAECHSFORM,
    "teilnehmende": Schritt.TEILNEHMENDE,
}


def dispatch(state: ErfasstBogen, befehl: Befehl, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    match befehl.intent:
        case Intent.CANCEL:
            return ask(fall, kontext, state.model_copy(update={"abbruch": True}))
        case Intent.PAUSE:
            return park(state)
        case Intent.BACK:
            return _back(state, fall, kontext)
        case Intent.HELP:
            return ask(fall, kontext, state, (Reply(f"hilfe.{state.schritt}"), Reply("hilfe.steuerung")))
        case Intent.CHANGE if befehl.append:
            return _append(state, befehl, fall, kontext)
        case Intent.CHANGE:
            return _change(state, befehl, fall, kontext)
        case Intent.EINBUCHUNG_AB:
            return _einbuchung_ab(state, befehl, fall, kontext)
        case _:
            return take(state, text, fall, kontext)


def park(state: ErfasstBogen) -> Step[Zustand]:
    """Laid aside; it can be taken up again on another day."""
    e = state.entwurf
    parked = state.model_copy(update={"abbruch": False, "angebot": None})
    record = EntwurfGeparkt(e.formularnummer, e.nummer, parked.model_dump_json())
    return Step(None, (Reply("bogen.pausiert", {"name": e.name}, ("weiter",)),), (record,))


def decided(state: ErfasstBogen, befehl: Befehl, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """The answer to a yes-or-no question of ours; whatever is no yes changes nothing."""
    open_again = state.model_copy(update={"abbruch": False, "angebot": None})
    if state.abbruch:
        if is_yes(text) or befehl.intent is Intent.CANCEL:
            return Step(None, (Reply("bogen.abgebrochen", {"name": state.entwurf.name}),))
        return ask(fall, kontext, open_again, (Reply("bogen.nicht_abgebrochen"),))
    if is_yes(text) and state.angebot:
        return _take_offer(open_again, state.angebot, fall, kontext)
    if befehl.intent not in (Intent.ANSWER, Intent.NONE):
        return dispatch(open_again, befehl, text, fall, kontext)
    return ask(fall, kontext, open_again, (Reply("angebot.nicht_uebernommen"),))


def _take_offer(state: ErfasstBogen, angebot: Angebot, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """A repeated text answers the present question, an edited one the question it answered before."""
    if angebot.teil is None:
        return answer(state, angebot.text, fall, kontext)
    if angebot.schritt not in PARTS:
        return go_on(state, changed(state.entwurf, **{angebot.schritt.value: angebot.text}), fall, kontext)
    parts = list(_parts(state.entwurf, angebot.schritt))
    parts[angebot.teil : angebot.teil + 1] = [angebot.text]
    return _with_parts(state, angebot.schritt, tuple(parts), fall, kontext, ())


def _back(state: ErfasstBogen, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    before = step_before(state.schritt, state.entwurf, fall)
    if before is None:
        return ask(fall, kontext, state, (Reply("bogen.schon_am_anfang", {"name": state.entwurf.name}),))
    return ask(fall, kontext, state.model_copy(update={"schritt": before}))


def _change(state: ErfasstBogen, befehl: Befehl, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    target = _CHANGEABLE.get(befehl.what or "")
    if target is None:
        return ask(fall, kontext, state, (Reply("aendere.was"),))
    if not applies(target, state.entwurf, fall):
        return ask(fall, kontext, state, (Reply("aendere.gehoert_nicht_dazu"),))
    return ask(fall, kontext, state.model_copy(update={"schritt": target}))


def _append(state: ErfasstBogen, befehl: Befehl, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """D10: another part of an answer, on a line of its own."""
    target, text = _CHANGEABLE.get(befehl.what or ""), befehl.text or ""
    if target not in PARTS or not has_words(text):
        return ask(fall, kontext, state, (Reply("ergaenze.was"),))
    before = _parts(state.entwurf, target)
    parts = (*before, text)
    if not before:
        return ask(fall, kontext, state, (Reply("ergaenze.noch_leer"),))
    if too_long("\n".join(parts)):
        return ask(fall, kontext, state, (too_long_reply("\n".join(parts)),))
    if target is Schritt.DAUER and _is_unclear(state, parts, kontext):
        return ask(fall, kontext, state, (Reply("ergaenze.unklar"),))
    kept = remember(state, target, text, kontext, len(before))
    return _with_parts(kept, target, parts, fall, kontext, (Reply("ergaenze.fertig", {"schritt": target}),))


def _is_unclear(state: ErfasstBogen, parts: tuple[str, ...], kontext: Kontext) -> bool:
    """Whether with the new part no single period follows any more; then nothing is added."""
    e = state.entwurf.model_copy(update={"dauer": parts})
    return isinstance(e.lesart(e.beginn or kontext.heute), Unklar | Spanne)


def _parts(entwurf: Entwurf, schritt: Schritt) -> tuple[str, ...]:
    parts: tuple[str, ...] = getattr(entwurf, PARTS[schritt])
    return parts


def _with_parts(
    state: ErfasstBogen,
    schritt: Schritt,
    parts: tuple[str, ...],
    fall: Fall,
    kontext: Kontext,
    words: tuple[Reply, ...],
) -> Step[Zustand]:
    entwurf = changed(state.entwurf, **{PARTS[schritt]: parts})
    new = state.model_copy(update={"entwurf": entwurf})
    if schritt is Schritt.DAUER:
        return take_dauer(new, fall, kontext, words)
    if schritt is Schritt.MODUL:
        return take_modul(new, "\n".join(parts), fall, kontext, words)
    return go_on(state, entwurf, fall, kontext, words)


def _einbuchung_ab(state: ErfasstBogen, befehl: Befehl, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """D6: the Einbuchung may begin before the first Bogen, if the IFK says so."""
    read = verstehe_datum(befehl.text or "", kontext.heute)
    e = state.entwurf
    teilnahme = teilnahme_of(e, fall, e.modul, e.beginn) if e.modul and e.beginn else None
    if fall.open_einbuchung or teilnahme is None:
        key = "einbuchung_ab.schon_gebucht" if fall.open_einbuchung else "einbuchung_ab.erst_spaeter"
        return ask(fall, kontext, state, (Reply(key),))
    if not isinstance(read, Tag):
        return ask(fall, kontext, state, (Reply("beginn.unklar", {"grund": read.grund}),))
    refused = check_einbuchung_beginn(read.tag, teilnahme)
    if refused:
        return ask(fall, kontext, state, (Reply("verstoss", {"befund": refused, "tag": read.tag}),))
    return go_on(state, e.model_copy(update={"einbuchung_ab": read.tag}), fall, kontext)
