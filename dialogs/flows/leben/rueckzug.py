"""D7, D14: withdrawing a sent Bogen, and moving or cancelling an Einbuchung that nobody has confirmed yet."""

from dataclasses import replace
from datetime import date

from dialogs.flows.leben.zustand import FragtSicher, Zustand, nothing, tell_traeger
from dialogs.gemerkt import Gemerkt
from dialogs.records import BogenZurueckgezogen, EinbuchungGeaendert, EinbuchungStorniert, Record
from dialogs.regelung.erwartungsbogen import BogenStatus, Erwartungsbogen, in_force
from dialogs.regelung.fall import Fall, kplan_due
from dialogs.regelung.hilfeprodukt import (
    Einbuchung,
    check_changeable,
    check_einbuchung_beginn,
    einbuchungszeitraum,
)
from dialogs.turn import Kontext, Reply, Step


def withdraw(fall: Fall, formularnummer: str | None = None) -> Step[Zustand]:
    """A sent Bogen (without a number the newest) is withdrawn after one question."""
    bogen = _to_withdraw(fall, formularnummer)
    if bogen is None:
        return nothing(fall, "zurueckziehen.nichts", formularnummer=formularnummer)
    state = FragtSicher(nummer=fall.elb.nummer, formularnummer=bogen.formularnummer)
    return Step(state, ask(state, fall))


def cancel_einbuchung(fall: Fall) -> Step[Zustand]:
    """D14: an unconfirmed Einbuchung can be cancelled, after one question."""
    einbuchung = fall.open_einbuchung
    if einbuchung is None:
        return nothing(fall, "abschluss.nichts_offen")
    refused = check_changeable(einbuchung)
    if refused:
        return nothing(fall, "verstoss", befund=refused)
    state = FragtSicher(nummer=fall.elb.nummer)
    return Step(state, ask(state, fall))


def ask(state: FragtSicher, fall: Fall) -> tuple[Reply, ...]:
    """Whether it is really to be withdrawn or cancelled."""
    pair = fall.bogen(state.formularnummer) if state.formularnummer else None
    if pair:
        return (Reply("frage.zurueckziehen", {"fall": fall, "bogen": pair[1]}, ("ja", "nein")),)
    boegen = in_force(fall.open_einbuchung.boegen) if fall.open_einbuchung else []
    return (Reply("frage.stornieren", {"fall": fall, "boegen": boegen}, ("ja", "nein")),)


def decided(state: FragtSicher, fall: Fall, kontext: Kontext, *, yes: bool) -> Step[Zustand]:
    """The answer to whether to withdraw or cancel; whatever is no yes changes nothing."""
    if not yes:
        return nothing(fall, "bestaetigung.nichts_getan")
    if state.formularnummer is None:
        return _cancelled(fall)
    bogen = _to_withdraw(fall, state.formularnummer)
    if bogen is None or fall.open_einbuchung is None:
        return nothing(fall, "zurueckziehen.nichts", formularnummer=state.formularnummer)
    return _withdrawn(fall, fall.open_einbuchung, bogen, kontext)


def move_einbuchung(fall: Fall, beginn: date) -> Step[Zustand]:
    """D14: another Beginn of an unconfirmed Einbuchung; every Bogen must still fit (D5, D6)."""
    einbuchung = fall.open_einbuchung
    if einbuchung is None:
        return nothing(fall, "abschluss.nichts_offen")
    checks = (check_einbuchung_beginn(beginn, b.zeitraum) for b in in_force(einbuchung.boegen))
    refused = check_changeable(einbuchung) or next((v for v in checks if v), None)
    if refused:
        return nothing(fall, "verstoss", befund=refused, tag=beginn)
    new = einbuchungszeitraum(beginn)
    record = EinbuchungGeaendert(fall.elb.nummer, einbuchung.id, new)
    said = Reply("einbuchung.geaendert", {"fall": fall, "zeitraum": new})
    return Step(None, (said,), (record,), remember=Gemerkt(nummer=fall.elb.nummer))


def _withdrawn(fall: Fall, einbuchung: Einbuchung, bogen: Erwartungsbogen, kontext: Kontext) -> Step[Zustand]:
    """With the last Bogen gone, an unconfirmed Einbuchung may go as well (D14)."""
    rest = [b for b in in_force(einbuchung.boegen) if b is not bogen]
    record = BogenZurueckgezogen(fall.elb.nummer, bogen.formularnummer)
    plan = kplan_due(_without(einbuchung, bogen, kontext))
    said = Reply("zurueckziehen.erledigt", {"fall": fall, "bogen": bogen, "rest": rest, "kplan": plan})
    effects = tell_traeger(einbuchung, fall, "traeger.ist_zurueckgezogen", zurueckgezogen=(bogen.formularnummer,))
    memory = Gemerkt(nummer=fall.elb.nummer)
    if rest or check_changeable(einbuchung):
        return Step(None, (said,), (record,), effects, memory)
    state = FragtSicher(nummer=fall.elb.nummer)
    asked = Reply("frage.stornieren", {"fall": fall, "boegen": rest}, ("ja", "nein"))
    return Step(state, (said, asked), (record,), effects, memory)


def _without(einbuchung: Einbuchung, bogen: Erwartungsbogen, kontext: Kontext) -> Einbuchung:
    """As it will be once the Bogen is withdrawn."""
    gone = replace(bogen, status=BogenStatus.ZURUECKGEZOGEN, zurueckgezogen_am=kontext.jetzt)
    return replace(einbuchung, boegen=tuple(gone if b is bogen else b for b in einbuchung.boegen))


def _cancelled(fall: Fall) -> Step[Zustand]:
    einbuchung = fall.open_einbuchung
    if einbuchung is None:
        return nothing(fall, "abschluss.nichts_offen")
    if refused := check_changeable(einbuchung):
        return nothing(fall, "verstoss", befund=refused)
    forms = tuple(b.formularnummer for b in in_force(einbuchung.boegen))
    withdrawn: tuple[Record, ...] = tuple(BogenZurueckgezogen(fall.elb.nummer, form) for form in forms)
    told = tell_traeger(einbuchung, fall, "traeger.ist_zurueckgezogen", zurueckgezogen=forms)
    records = (*withdrawn, EinbuchungStorniert(fall.elb.nummer, einbuchung.id))
    said = Reply("einbuchung.storniert", {"fall": fall})
    return Step(None, (said,), records, told, Gemerkt(nummer=fall.elb.nummer))


def _to_withdraw(fall: Fall, formularnummer: str | None) -> Erwartungsbogen | None:
    einbuchung = fall.open_einbuchung
    boegen = in_force(einbuchung.boegen) if einbuchung else []
    if formularnummer is None:
        return boegen[-1] if boegen else None
    return next((b for b in boegen if b.formularnummer == formularnummer), None)
