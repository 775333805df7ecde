"""Handing a case over and standing in for somebody, each with a trace."""

from datetime import date

from dialogs.lookup import Lookup, find_staff
from dialogs.records import FallUebergeben, VertretungGesetzt
from dialogs.regelung.fall import Fall
from dialogs.rollen import Recht, Rolle, Staff, Umfang, umfang
from dialogs.turn import Effect, Kontext, Reply, Step, TellStaff


def hand_over(fall: Fall, to: str, kontext: Kontext) -> Lookup[Step[None]]:
    """The case gets another IFK; both are told."""
    target = yield from _one_ifk(to)
    if isinstance(target, Reply):
        return Step(None, (target,))
    values = {"fall": fall, "an": target, "von": kontext.wer}
    if target.id == fall.elb.ifk_id:
        return Step(None, (Reply("uebergabe.schon_dort", values),))
    told: tuple[Effect, ...] = tuple(
        TellStaff(staff_id, (Reply("ifk.uebergabe", values),))
        for staff_id in (target.id, fall.elb.ifk_id)
        if staff_id != kontext.wer.id
    )
    return Step(None, (Reply("uebergabe.erledigt", values),), (FallUebergeben(fall.elb.nummer, target.id),), told)


def deputize(absent: str | None, by: str | None, until: date | None, kontext: Kontext) -> Lookup[Step[None]]:
    """Until a day (inclusive) one IFK keeps another's cases too; without a name it is oneself.

    Nobody gets at another's cases by saying so: an IFK gives away the own ones, Teamleitung anybody's.
    """
    first = kontext.wer if absent is None else (yield from _one_ifk(absent))
    second = kontext.wer if by is None else (yield from _one_ifk(by))
    if isinstance(first, Reply):
        return Step(None, (first,))
    if isinstance(second, Reply):
        return Step(None, (second,))
    if first.id != kontext.wer.id and umfang(kontext.wer, Recht.UEBERGABE) is not Umfang.ALLE:
        return Step(None, (Reply("keine_berechtigung", {"wer": kontext.wer, "recht": Recht.UEBERGABE}),))
    if first.id == second.id:
        return Step(None, (Reply("vertretung.selbst"),))
    values = {"fuer": first, "durch": second, "bis": until}
    told: tuple[Effect, ...] = tuple(
        TellStaff(who.id, (Reply("ifk.vertretung", values),)) for who in (first, second) if who.id != kontext.wer.id
    )
    return Step(None, (Reply("vertretung.gesetzt", values),), (VertretungGesetzt(first.id, second.id, until),), told)


def _one_ifk(text: str) -> Lookup[Staff | Reply]:
    found = yield from find_staff(text)
    ifks = [s for s in found if Rolle.IFK in s.rollen]
    if len(ifks) == 1:
        return ifks[0]
    key = "personal.mehrere" if ifks else "personal.unbekannt"
    return Reply(key, {"text": text, "personal": ifks})
