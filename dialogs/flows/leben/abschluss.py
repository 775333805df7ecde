"""Nr. 3.3, D12: the end of a participation: its actual last day, and how its goals ended in the words of the eLb."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dialogs.flows.leben.zustand import FragtTag, FragtZiel, Zustand, nothing, tell_traeger
from dialogs.gemerkt import Gemerkt, GemerkterAbschluss
from dialogs.records import Abgeschlossen, BestaetigungErfasst, Record, RueckmeldungErfasst, ZielErgebnisErfasst
from dialogs.regelung.erwartungsbogen import (
    AUSGANG,
    MAX_UTF16_UNITS,
    Erwartungsbogen,
    Rueckmeldung,
    RueckmeldungArt,
    in_force,
    utf16_units,
)
from dialogs.regelung.fall import Aufgabe, Fall, open_tasks
from dialogs.regelung.hilfeprodukt import (
    BestaetigungArt,
    Einbuchung,
    EinbuchungStatus,
    ZielErgebnis,
    check_abschluss,
)
from dialogs.turn import Kontext, Reply, Step
from dialogs.verstehen.kurzantwort import read_ziel_ergebnis

_ENDED = (RueckmeldungArt.BEENDET, RueckmeldungArt.ABGEBROCHEN)


def abschluss(
    fall: Fall, tag: date | None, kontext: Kontext, *, nicht_angetreten: bool = False, confirmed: bool = False
) -> Step[Zustand]:
    """The eLb is set to Abschluss; without a day it is asked for, as only the actual last day counts.

    `confirmed`: the person says that it is done in comp.ASS as well.
    """
    einbuchung = fall.open_einbuchung
    if einbuchung is None:
        return nothing(fall, "abschluss.nichts_offen")
    if tag is None and not nicht_angetreten:
        return Step(FragtTag(nummer=fall.elb.nummer), ask_last_day(fall, kontext))
    refused = check_abschluss(einbuchung, tag, kontext.heute) if tag and not nicht_angetreten else None
    if refused:
        words = Reply("verstoss", {"befund": refused, "tag": tag})
        return Step(FragtTag(nummer=fall.elb.nummer), (words, *ask_last_day(fall, kontext)))
    return _closed(fall, einbuchung, None if nicht_angetreten else tag, kontext, confirmed=confirmed)


def ask_last_day(fall: Fall, kontext: Kontext) -> tuple[Reply, ...]:
    """The last day; what the Träger has reported is offered."""
    reported = _reported(fall.open_einbuchung, _ENDED) if fall.open_einbuchung else None
    offered = (f"{reported:%d.%m.%Y}",) if reported else ()
    values = {"fall": fall, "heute": kontext.heute, "gemeldet": reported}
    return (Reply("frage.letzter_tag", values, (*offered, "heute", "nicht angetreten")),)


def _reported(einbuchung: Einbuchung, arten: tuple[RueckmeldungArt, ...]) -> date | None:
    """The day of what the Träger reported last of these kinds."""
    said = [r for b in einbuchung.boegen for r in b.rueckmeldungen if r.art in arten]
    return max(said, key=lambda r: r.erfasst).am if said else None


def _still_open(einbuchung: Einbuchung, tag: date | None, *, confirmed: bool) -> tuple[Aufgabe, ...]:
    """D9: what is left to do in comp.ASS once it is closed here."""
    status = EinbuchungStatus.ABGESCHLOSSEN if tag else EinbuchungStatus.NICHT_ANGETRETEN
    left = open_tasks(replace(einbuchung, status=status, abschluss_am=tag))
    return tuple(task for task in left if not (confirmed and task is Aufgabe.ABSCHLUSS))


def _closed(
    fall: Fall, einbuchung: Einbuchung, tag: date | None, kontext: Kontext, *, confirmed: bool
) -> Step[Zustand]:
    nummer = fall.elb.nummer
    records: tuple[Record, ...] = (Abgeschlossen(nummer, einbuchung.id, tag),)
    if confirmed:
        records += (BestaetigungErfasst(nummer, einbuchung.id, BestaetigungArt.ABSCHLUSS, kontext.heute),)
    values = {
        "fall": fall,
        "tag": tag,
        "bestaetigt": confirmed,
        "offen": _still_open(einbuchung, tag, confirmed=confirmed),
        "begonnen": None if tag else _reported(einbuchung, (RueckmeldungArt.BEGONNEN,)),
    }
    said = Reply("abschluss.erfasst", values, ("rückgängig",))
    effects = tell_traeger(einbuchung, fall, "traeger.abschluss", tag=tag)
    back = GemerkterAbschluss(nummer=nummer, einbuchung_id=einbuchung.id)
    memory = Gemerkt(nummer=nummer, rueckgaengig=back, abgeschlossen=(nummer, einbuchung.id))
    forms = tuple(b.formularnummer for b in _goals(einbuchung)) if tag else ()
    if not forms:
        return Step(None, (said,), records, effects, memory)
    asked = FragtZiel(nummer=nummer, einbuchung_id=einbuchung.id, offen=forms)
    return Step(asked, (said, *ask_ziel(asked, fall)), records, effects, memory)


# --- how each goal ended -----------------------------------------------------------------------------------


def _goals(einbuchung: Einbuchung) -> Iterator[Erwartungsbogen]:
    """One Bogen for each goal in other words, newest first."""
    told: set[str] = set()
    for bogen in reversed(in_force(einbuchung.boegen)):
        if bogen.antworten.ziel not in told:
            told.add(bogen.antworten.ziel)
            yield bogen


def ask_ziel(state: FragtZiel, fall: Fall) -> tuple[Reply, ...]:
    """How the goal of the first form in the row ended."""
    pair = fall.bogen(state.offen[0])
    words = ("Ziel erreicht", "Ziel teilweise erreicht", "Ziel nicht erreicht", "später")
    return (Reply("frage.ziel_ergebnis", {"bogen": pair[1] if pair else None}, words),)


def is_about_ziel(text: str) -> bool:
    """`Ziel erreicht`, also with the eLb's words after a colon."""
    return read_ziel_ergebnis(text.partition(":")[0]) is not None


def ziel(state: FragtZiel, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """How the goal ended, with what the eLb says of it, to the character after the colon."""
    head, _, tail = text.partition(":")
    ergebnis, oton = read_ziel_ergebnis(head), tail.removeprefix(" ")
    if ergebnis is None or utf16_units(oton) > MAX_UTF16_UNITS:
        said = Reply("antwort.zu_lang", {"laenge": utf16_units(oton), "grenze": MAX_UTF16_UNITS})
        return Step(state, (said, *ask_ziel(state, fall)))
    kept = oton if any(c.isalnum() for c in oton) else None
    said = Reply("ziel.erfasst", {"fall": fall, "ergebnis": ergebnis, "oton": kept})
    records = _outcome(state, fall, ergebnis, kept, kontext)
    rest = state.model_copy(update={"offen": state.offen[1:]})
    if not rest.offen:
        # still remembered: what was said wrong is said once more
        return Step(None, (said,), records, remember=Gemerkt(nummer=state.nummer))
    return Step(rest, (said, *ask_ziel(rest, fall)), records)


def _outcome(
    state: FragtZiel, fall: Fall, ergebnis: ZielErgebnis, oton: str | None, kontext: Kontext
) -> tuple[Record, ...]:
    """Kept with the form; that of the newest goal is the outcome of the whole participation."""
    form = state.offen[0]
    said = Rueckmeldung(_AUSGANG[ergebnis], kontext.heute, kontext.wer.name, kontext.jetzt, oton)
    record = RueckmeldungErfasst(state.nummer, form, said)
    pair = fall.bogen(form)
    if pair is None or in_force(pair[0].boegen)[-1].formularnummer != form:
        return (record,)
    return record, ZielErgebnisErfasst(state.nummer, state.einbuchung_id, ergebnis, oton)


_AUSGANG = dict(zip(ZielErgebnis, AUSGANG, strict=True))


def ask_again(fall: Fall, einbuchung_id: int) -> FragtZiel | None:
    """The newest goal of a closed Einbuchung, spoken of some time after the Abschluss."""
    einbuchung = next((e for e in fall.einbuchungen if e.id == einbuchung_id and not e.is_open), None)
    forms = [b.formularnummer for b in _goals(einbuchung)] if einbuchung else []
    if not forms:
        return None
    return FragtZiel(nummer=fall.elb.nummer, einbuchung_id=einbuchung_id, offen=(forms[0],))
