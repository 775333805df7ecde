"""Sending: the records of a finished form, its post to the Träger, and what the IFK still has to do."""

from dataclasses import replace
from typing import Any

from dialogs.entwurf import Entwurf, earlier_boegen, einbuchung_of, hinweise, teilnahme_of
from dialogs.flows.bogen.zustand import ErfasstBogen, Zustand
from dialogs.gemerkt import Gemerkt
from dialogs.records import BogenGesendet, EinbuchungGebucht, Record
from dialogs.regelung.erwartungsbogen import Anlass, Erwartungsbogen, in_force
from dialogs.regelung.fall import Fall, kplan_due
from dialogs.regelung.fristen import Zeitraum, next_day, previous_day
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.turn import Kontext, PostBogen, RefreshBoegen, Reply, Step


def sent(state: ErfasstBogen, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """R6, R9, R10: the Bogen, and the Einbuchung only if none is open; older cards learn of their successor."""
    e = state.entwurf
    if e.modul is None or e.beginn is None or e.kplan is None:
        raise ValueError("a form is sent only from its preview")
    teilnahme = teilnahme_of(e, fall, e.modul, e.beginn)
    if teilnahme is None:
        raise ValueError("a form without a period passed its preview")
    einbuchung = einbuchung_of(e, fall, e.beginn)
    bogen = _bogen(e, e.modul, teilnahme, fall, kontext)
    records: tuple[Record, ...] = (BogenGesendet(e.nummer, bogen, e.kplan),)
    if fall.open_einbuchung is None:
        records = (EinbuchungGebucht(e.nummer, einbuchung, e.kplan), *records)
    older = in_force(earlier_boegen(fall))
    values: dict[str, Any] = {
        "fall": fall,
        "bogen": bogen,
        "einbuchung": einbuchung,
        "kplan": e.kplan,
        "neu_gebucht": fall.open_einbuchung is None,
        "anpassen": _plan_due(fall.open_einbuchung, bogen, e.kplan),
        "gilt_weiter": _still_in_force(older, bogen),
        "kanal": kontext.kanal_bound,
    }
    replies = (Reply("karte.uebergabe", values), Reply("bogen.gesendet", values))
    refreshed = (RefreshBoegen(e.nummer, tuple(b.formularnummer for b in older)),) if older else ()
    effects = (PostBogen(e.nummer, e.formularnummer), *refreshed)
    return Step(None, replies, records, effects, Gemerkt(nummer=e.nummer))


def _plan_due(einbuchung: Einbuchung | None, bogen: Erwartungsbogen, kplan: KPlan) -> bool:
    """Nr. 3.2: whether the plan is to be adapted once this Bogen is sent; a first booking only says what goes in."""
    return einbuchung is not None and kplan_due(replace(einbuchung, kplan=kplan, boegen=(*einbuchung.boegen, bogen)))


def _still_in_force(
    older: list[Erwartungsbogen], bogen: Erwartungsbogen
) -> tuple[tuple[Erwartungsbogen, tuple[Zeitraum, ...]], ...]:
    """D7: after a correction the days of the corrected one that the new one has not; perhaps it was to hold none."""
    if bogen.anlass is not Anlass.KORREKTUR or not older:
        return ()
    old, new = older[-1].zeitraum, bogen.zeitraum
    before = (Zeitraum(old.beginn, min(old.ende, previous_day(new.beginn))),) if old.beginn < new.beginn else ()
    after = (Zeitraum(max(old.beginn, next_day(new.ende)), old.ende),) if old.ende > new.ende else ()
    return ((older[-1], (*before, *after)),) if before or after else ()


def _bogen(e: Entwurf, modul: Modul, teilnahme: Zeitraum, fall: Fall, kontext: Kontext) -> Erwartungsbogen:
    needs_reason = any(h.needs_begruendung for h in hinweise(e, fall))
    return Erwartungsbogen(
        formularnummer=e.formularnummer,
        version=fall.open_einbuchung.next_version if fall.open_einbuchung else 1,
        modul=modul,
        zeitraum=teilnahme,
        antworten=e.antworten,
        gesendet_am=kontext.jetzt,
        gesendet_von=kontext.wer.name,
        anlass=e.anlass,
        gespraechsform=e.gespraechsform,
        teilnehmende=e.teilnehmende,
        begruendung=e.begruendung if needs_reason else None,
        kurzfassung=e.kurzfassung,
    )
