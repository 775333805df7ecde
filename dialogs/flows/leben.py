"""The life of a participation after the Bogen: confirmations, Abschluss, withdrawal, corrections, taking back."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dialogs.records import (
    Abgeschlossen,
    AbschlussZurueckgenommen,
    BestaetigungErfasst,
    BestaetigungZurueckgenommen,
    BogenZurueckgezogen,
    EinbuchungGeaendert,
    EinbuchungStorniert,
    Record,
    ZielErgebnisErfasst,
)
from dialogs.regelung.befund import Verstoss
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, in_force
from dialogs.regelung.fall import Fall, kplan_due
from dialogs.regelung.hilfeprodukt import (
    BestaetigungArt,
    Einbuchung,
    ZielErgebnis,
    check_abschluss,
    check_changeable,
    check_einbuchung_beginn,
    einbuchungszeitraum,
)
from dialogs.turn import Effect, Kontext, RefreshBogen, Reply, Step, TellThread
from dialogs.verstehen.datum import KeinTag, Tag, verstehe_datum


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Ruhe(_Frozen):
    """Nothing is asked. `rueckgaengig` is what could be taken back, `nummer` the case spoken of last,
    `liste` the question for a list that can be paged."""

    kind: Literal["ruhe"] = "ruhe"
    rueckgaengig: "Rueckgaengig | None" = None
    nummer: str | None = None
    abgeschlossen: int | None = None
    liste: str | None = None


class Rueckgaengig(_Frozen):
    """The last confirmation or Abschluss of this conversation, so that it can be taken back."""

    nummer: str
    einbuchung_id: int
    art: BestaetigungArt | None = None


class FragtTag(_Frozen):
    """The day of a confirmation or an Abschluss is missing (`art` None: the Abschluss of the participation)."""

    kind: Literal["fragt_tag"] = "fragt_tag"
    nummer: str
    art: BestaetigungArt | None = None


class FragtSicher(_Frozen):
    """A withdrawal or cancellation is asked for once."""

    kind: Literal["fragt_sicher"] = "fragt_sicher"
    nummer: str
    formularnummer: str | None = None


Zustand = Ruhe | FragtTag | FragtSicher
RUHE = Ruhe()


# --- confirmations (D9) --------------------------------------------------------------------------------


def confirm(fall: Fall, art: BestaetigungArt, tag: date | None, kontext: Kontext, *, done: bool) -> Step[Zustand]:
    """Records a step in comp.ASS as done, or, where the person only asked, shows the state and asks."""
    einbuchung = _einbuchung_for(fall, art)
    values = {"fall": fall, "art": art, "heute": kontext.heute}
    if einbuchung is None:
        return Step(RUHE, (Reply("bestaetigung.keine_einbuchung", values),))
    known = einbuchung.last_confirmation(art)
    if not done:
        question = Reply("frage.bestaetigung", {**values, "bekannt": known}, ("heute", "nein"))
        return Step(FragtTag(nummer=fall.elb.nummer, art=art), (question,))
    if known and not (art is BestaetigungArt.KPLAN and kplan_due(einbuchung)):
        return Step(RUHE, (Reply("bestaetigung.schon_da", {**values, "bekannt": known}),))
    return _confirmed(fall, einbuchung, art, tag or kontext.heute, kontext)


def _einbuchung_for(fall: Fall, art: BestaetigungArt) -> Einbuchung | None:
    newest = fall.newest_einbuchung
    if art is BestaetigungArt.ABSCHLUSS and newest and newest.is_open:
        return None
    return newest


def _confirmed(
    fall: Fall, einbuchung: Einbuchung, art: BestaetigungArt, tag: date, kontext: Kontext
) -> Step[Zustand]:
    refused = _check_day(einbuchung, tag, kontext)
    if refused:
        asked = FragtTag(nummer=fall.elb.nummer, art=art)
        return Step(asked, (Reply("verstoss", {"befund": refused, "tag": tag}), _ask_day(fall, art, kontext)))
    record = BestaetigungErfasst(fall.elb.nummer, einbuchung.id, art, tag)
    back = Rueckgaengig(nummer=fall.elb.nummer, einbuchung_id=einbuchung.id, art=art)
    said = Reply("bestaetigung.erfasst", {"fall": fall, "art": art, "tag": tag}, ("rückgängig",))
    return Step(Ruhe(rueckgaengig=back, nummer=fall.elb.nummer), (said,), (record,))


def _check_day(einbuchung: Einbuchung, tag: date, kontext: Kontext) -> Verstoss | None:
    """A confirmation speaks of a day that has been, and not of one before there was a Bogen at all."""
    if tag > kontext.heute:
        return Verstoss("D9", "Nr. 3.3", "bestaetigung_in_future", kontext.heute)
    first = min((b.gesendet_am.date() for b in einbuchung.boegen), default=einbuchung.zeitraum.beginn)
    earliest = min(first, einbuchung.zeitraum.beginn)
    return Verstoss("D9", "Nr. 3.3", "bestaetigung_too_early", earliest) if tag < earliest else None


def _ask_day(fall: Fall, art: BestaetigungArt | None, kontext: Kontext) -> Reply:
    if art is None:
        return Reply("frage.letzter_tag", {"fall": fall, "heute": kontext.heute}, ("heute", "nicht angetreten"))
    return Reply("frage.bestaetigung", {"fall": fall, "art": art, "heute": kontext.heute}, ("heute", "nein"))


def take_back(state: Ruhe, fall: Fall) -> Step[Zustand]:
    """`rückgängig`: the last confirmation or Abschluss, if it is still there."""
    back = state.rueckgaengig
    einbuchung = next((e for e in fall.einbuchungen if back and e.id == back.einbuchung_id), None)
    if back is None or einbuchung is None:
        return Step(RUHE, (Reply("rueckgaengig.nichts"),))
    values = {"fall": fall, "art": back.art}
    if back.art is None:
        return _abschluss_taken_back(fall, einbuchung)
    if einbuchung.last_confirmation(back.art) is None:
        return Step(RUHE, (Reply("rueckgaengig.nichts"),))
    record = BestaetigungZurueckgenommen(fall.elb.nummer, einbuchung.id, back.art)
    return Step(RUHE, (Reply("rueckgaengig.erledigt", values),), (record,))


def _abschluss_taken_back(fall: Fall, einbuchung: Einbuchung) -> Step[Zustand]:
    if einbuchung.is_open or fall.open_einbuchung:
        return Step(RUHE, (Reply("rueckgaengig.nichts"),))
    record = AbschlussZurueckgenommen(fall.elb.nummer, einbuchung.id)
    effects = _tell_traeger(fall, einbuchung, "traeger.abschluss_zurueck", {"fall": fall})
    return Step(RUHE, (Reply("rueckgaengig.erledigt", {"fall": fall, "art": None}),), (record,), effects)


# --- Abschluss (Nr. 3.3, D12) -------------------------------------------------------------------------------


def abschluss(fall: Fall, tag: date | None, kontext: Kontext, *, nicht_angetreten: bool = False) -> Step[Zustand]:
    """The eLb is set to Abschluss; without a day it is asked for, as only the actual last day counts."""
    einbuchung = fall.open_einbuchung
    if einbuchung is None:
        return Step(RUHE, (Reply("abschluss.nichts_offen", {"fall": fall}),))
    if nicht_angetreten:
        return _closed(fall, einbuchung, None, kontext)
    if tag is None:
        return Step(FragtTag(nummer=fall.elb.nummer), (_ask_day(fall, None, kontext),))
    refused = check_abschluss(einbuchung, tag, kontext.heute)
    if refused:
        words = (Reply("verstoss", {"befund": refused, "tag": tag}), _ask_day(fall, None, kontext))
        return Step(FragtTag(nummer=fall.elb.nummer), words)
    return _closed(fall, einbuchung, tag, kontext)


def _closed(fall: Fall, einbuchung: Einbuchung, tag: date | None, kontext: Kontext) -> Step[Zustand]:
    record = Abgeschlossen(fall.elb.nummer, einbuchung.id, tag)
    values = {"fall": fall, "einbuchung": einbuchung, "tag": tag, "heute": kontext.heute}
    choices = (
        ("Ziel erreicht", "Ziel teilweise erreicht", "Ziel nicht erreicht", "rückgängig") if tag else ("rückgängig",)
    )
    state = Ruhe(
        rueckgaengig=Rueckgaengig(nummer=fall.elb.nummer, einbuchung_id=einbuchung.id),
        nummer=fall.elb.nummer,
        abgeschlossen=einbuchung.id if tag else None,
    )
    effects = _tell_traeger(fall, einbuchung, "traeger.abschluss", values)
    return Step(state, (Reply("abschluss.erfasst", values, choices),), (record,), effects)


def _tell_traeger(fall: Fall, einbuchung: Einbuchung, key: str, values: dict[str, object]) -> tuple[Effect, ...]:
    boegen = in_force(einbuchung.boegen)
    if not boegen:
        return ()
    refresh = tuple(RefreshBogen(fall.elb.nummer, b.formularnummer) for b in boegen)
    return (*refresh, TellThread(boegen[-1].formularnummer, (Reply(key, values),)))


def ziel_ergebnis(state: Ruhe, fall: Fall, ergebnis: ZielErgebnis | None, oton: str | None) -> Step[Zustand]:
    """How the goal ended, said after the Abschluss."""
    if state.abgeschlossen is None:
        return Step(state, (Reply("ziel.kein_abschluss"),))
    record = ZielErgebnisErfasst(fall.elb.nummer, state.abgeschlossen, ergebnis, oton)
    return Step(state, (Reply("ziel.erfasst", {"fall": fall, "ergebnis": ergebnis, "oton": oton}),), (record,))


def answer_day(state: FragtTag, text: str, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """The day that was asked for; a no leaves everything as it is."""
    word = " ".join(text.casefold().split()).strip(" .!")
    if word.startswith(("nein", "noch nicht", "nee", "abbrechen", "zurück", "stopp")):
        return Step(Ruhe(nummer=state.nummer), (Reply("bestaetigung.nichts_getan"),))
    if state.art is None and ("nicht angetreten" in word or "nie gekommen" in word or "nicht erschienen" in word):
        return abschluss(fall, None, kontext, nicht_angetreten=True)
    read = Tag(kontext.heute) if word in ("ja", "heute", "erledigt") else verstehe_datum(text, kontext.heute, PAST)
    if isinstance(read, KeinTag):
        words = (Reply("tag.unklar", {"grund": read.grund}), _ask_day(fall, state.art, kontext))
        return Step(state, words)
    if state.art is None:
        return abschluss(fall, read.tag, kontext)
    return confirm(fall, state.art, read.tag, kontext, done=True)


PAST: Literal["vergangenheit"] = "vergangenheit"


# --- withdrawal and correction (D7, D14) ------------------------------------------------------------------------


def withdraw(fall: Fall, formularnummer: str | None) -> Step[Zustand]:
    """A sent Bogen is withdrawn after one question; one that is withdrawn already stays so."""
    bogen = _to_withdraw(fall, formularnummer)
    if bogen is None:
        return Step(RUHE, (Reply("zurueckziehen.nichts", {"fall": fall}),))
    state = FragtSicher(nummer=fall.elb.nummer, formularnummer=bogen.formularnummer)
    return Step(state, (Reply("frage.zurueckziehen", {"fall": fall, "bogen": bogen}, ("ja", "nein")),))


def cancel_einbuchung(fall: Fall) -> Step[Zustand]:
    """D14: an unconfirmed Einbuchung can be cancelled, after one question."""
    einbuchung = fall.open_einbuchung
    refused = check_changeable(einbuchung) if einbuchung else None
    if einbuchung is None or refused:
        words = Reply("verstoss", {"befund": refused}) if refused else Reply("abschluss.nichts_offen", {"fall": fall})
        return Step(RUHE, (words,))
    values = {"fall": fall, "einbuchung": einbuchung}
    return Step(FragtSicher(nummer=fall.elb.nummer), (Reply("frage.stornieren", values, ("ja", "nein")),))


def move_einbuchung(fall: Fall, beginn: date) -> Step[Zustand]:
    """D14: another Beginn of an unconfirmed Einbuchung; every Bogen must still fit (D5, D6)."""
    einbuchung = fall.open_einbuchung
    refused = check_changeable(einbuchung) if einbuchung else None
    if einbuchung is None:
        return Step(RUHE, (Reply("abschluss.nichts_offen", {"fall": fall}),))
    checks = (check_einbuchung_beginn(beginn, b.zeitraum) for b in in_force(einbuchung.boegen))
    refused = refused or next((v for v in checks if v), None)
    if refused:
        return Step(RUHE, (Reply("verstoss", {"befund": refused, "tag": beginn}),))
    new = einbuchungszeitraum(beginn)
    record = EinbuchungGeaendert(fall.elb.nummer, einbuchung.id, new)
    return Step(RUHE, (Reply("einbuchung.geaendert", {"fall": fall, "zeitraum": new}),), (record,))


def answer_sure(state: FragtSicher, fall: Fall, *, yes: bool) -> Step[Zustand]:
    """The answer to whether to withdraw or cancel."""
    if not yes:
        return Step(RUHE, (Reply("bestaetigung.nichts_getan"),))
    if state.formularnummer is None:
        return _cancelled(fall)
    bogen = _to_withdraw(fall, state.formularnummer)
    if bogen is None:
        return Step(RUHE, (Reply("zurueckziehen.nichts", {"fall": fall}),))
    return _withdrawn(fall, bogen)


def _withdrawn(fall: Fall, bogen: Erwartungsbogen) -> Step[Zustand]:
    einbuchung = fall.open_einbuchung
    rest = [b for b in in_force(einbuchung.boegen) if b is not bogen] if einbuchung else []
    record: tuple[Record, ...] = (BogenZurueckgezogen(fall.elb.nummer, bogen.formularnummer),)
    effects = tuple(RefreshBogen(fall.elb.nummer, b.formularnummer) for b in (bogen, *rest))
    said = Reply("zurueckziehen.erledigt", {"fall": fall, "bogen": bogen, "rest": rest})
    if einbuchung is None or rest or check_changeable(einbuchung):
        return Step(RUHE, (said,), record, effects)
    values = {"fall": fall, "einbuchung": einbuchung}
    question = Reply("frage.stornieren", values, ("ja", "nein"))
    return Step(FragtSicher(nummer=fall.elb.nummer), (said, question), record, effects)


def _cancelled(fall: Fall) -> Step[Zustand]:
    einbuchung = fall.open_einbuchung
    if einbuchung is None or check_changeable(einbuchung):
        return Step(RUHE, (Reply("abschluss.nichts_offen", {"fall": fall}),))
    boegen = in_force(einbuchung.boegen)
    withdrawn: tuple[Record, ...] = tuple(BogenZurueckgezogen(fall.elb.nummer, b.formularnummer) for b in boegen)
    effects = tuple(RefreshBogen(fall.elb.nummer, b.formularnummer) for b in boegen)
    records = (*withdrawn, EinbuchungStorniert(fall.elb.nummer, einbuchung.id))
    return Step(RUHE, (Reply("einbuchung.storniert", {"fall": fall}),), records, effects)


def _to_withdraw(fall: Fall, formularnummer: str | None) -> Erwartungsbogen | None:
    einbuchung = fall.open_einbuchung
    boegen = in_force(einbuchung.boegen) if einbuchung else []
    if formularnummer is None:
        return boegen[-1] if boegen else None
    return next((b for b in boegen if b.formularnummer == formularnummer), None)
