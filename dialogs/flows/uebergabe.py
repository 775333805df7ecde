"""Handing cases over and standing in for somebody, each with a trace."""

from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dialogs.gemerkt import Gemerkt
from dialogs.lookup import Lookup, find_staff, load_nummern, load_vertretungen
from dialogs.records import FallUebergeben, Record, VertretungGesetzt
from dialogs.regelung.fall import Fall
from dialogs.rollen import Recht, Rolle, Staff, Umfang, umfang
from dialogs.turn import Effect, Kontext, RefreshBoegen, Reply, Step, TellStaff
from dialogs.verstehen.datum import KeinTag, Tag
from dialogs.verstehen.kurzantwort import is_yes
from dialogs.verstehen.person import falten

_A_FORTNIGHT = timedelta(days=14)


class FragtUebergabe(BaseModel):
    """All cases of one IFK are to go to another; asked once, as nobody could tell them apart afterwards."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["fragt_uebergabe"] = "fragt_uebergabe"
    von_id: str
    von: str
    an_id: str
    an: str
    anzahl: int


Zustand = FragtUebergabe | None


def hand_over(fall: Fall, to: str | None, kontext: Kontext) -> Lookup[Step[Zustand]]:
    """The case gets another IFK; both are told, and the cards in the channel name the new one."""
    target = yield from _one_ifk(to, "uebergabe.an_wen")
    if isinstance(target, Reply):
        return Step(None, (target,))
    elb = fall.elb
    values = {"fall": fall, "an": target.name, "von": kontext.wer.name}
    if target.id == elb.ifk_id:
        return Step(None, (Reply("uebergabe.schon_dort", values),))
    told = _told(Reply("ifk.uebergabe", values), (target.id, elb.ifk_id), kontext)
    records = (FallUebergeben(elb.nummer, target.id),)
    said = Reply("uebergabe.erledigt", values)
    return Step(None, (said,), records, (RefreshBoegen(elb.nummer), *told), Gemerkt(nummer=elb.nummer))


def hand_over_all(of: str | None, to: str | None, kontext: Kontext) -> Lookup[Step[Zustand]]:
    """All cases of an IFK, also of one who has left; without a name the own ones. Asked once."""
    leaving = kontext.wer if of is None else (yield from _one_ifk(of, "uebergabe.an_wen", also_blocked=True))
    target = yield from _one_ifk(to, "uebergabe.an_wen")
    if isinstance(leaving, Reply):
        return Step(None, (leaving,))
    if isinstance(target, Reply):
        return Step(None, (target,))
    if leaving.id != kontext.wer.id and umfang(kontext.wer, Recht.UEBERGABE) is not Umfang.ALLE:
        return Step(None, (_forbidden(kontext),))
    nummern = () if leaving.id == target.id else (yield from load_nummern(leaving.id))
    if not nummern:
        return Step(None, (Reply("uebergabe.keine_faelle", {"von": leaving.name, "an": target.name}),))
    state = FragtUebergabe(von_id=leaving.id, von=leaving.name, an_id=target.id, an=target.name, anzahl=len(nummern))
    return Step(state, ask(state))


def ask(state: FragtUebergabe) -> tuple[Reply, ...]:
    """Whether really all are to go."""
    return (Reply("frage.uebergabe", state.model_dump(), ("ja", "nein")),)


def decided(state: FragtUebergabe, text: str, kontext: Kontext) -> Lookup[Step[Zustand]]:
    """With a yes all that are theirs now."""
    if not is_yes(text):
        return Step(None, (Reply("bestaetigung.nichts_getan"),))
    nummern = yield from load_nummern(state.von_id)
    values = {"von": state.von, "an": state.an, "anzahl": len(nummern), "wer": kontext.wer.name}
    records: tuple[Record, ...] = tuple(FallUebergeben(nummer, state.an_id) for nummer in nummern)
    refreshed = tuple(RefreshBoegen(nummer) for nummer in nummern)
    told = _told(Reply("ifk.uebergabe_alle", values), (state.an_id, state.von_id), kontext)
    return Step(None, (Reply("uebergabe.alle_erledigt", values),), records, (*refreshed, *told))


def _told(words: Reply, staff_ids: tuple[str, ...], kontext: Kontext) -> tuple[Effect, ...]:
    return tuple(TellStaff(staff_id, (words,)) for staff_id in staff_ids if staff_id != kontext.wer.id)


# --- Vertretung ----------------------------------------------------------------------------------------------


def deputize(
    absent: str | None, by: str | None, until: Tag | KeinTag | None, kontext: Kontext, *, ends: bool
) -> Lookup[Step[Zustand]]:
    """Until a day (inclusive) one IFK keeps another's cases too; without a name it is oneself.

    Nobody gets at another's cases by saying so: an IFK gives away the own ones, Teamleitung anybody's.
    """
    if ends and absent is None and by is None:
        return (yield from _end_the_own(kontext))
    first = kontext.wer if absent is None else (yield from _one_ifk(absent, "vertretung.wer"))
    second = kontext.wer if by is None else (yield from _one_ifk(by, "vertretung.wer"))
    if isinstance(first, Reply):
        return Step(None, (first,))
    if isinstance(second, Reply):
        return Step(None, (second,))
    refused = _check_deputy(first, second, until, kontext, ends=ends)
    if refused:
        return Step(None, (refused,))
    bis = until.tag if isinstance(until, Tag) and not ends else None
    return _stands_in((first.id, first.name), (second.id, second.name), bis, kontext)


def _end_the_own(kontext: Kontext) -> Lookup[Step[Zustand]]:
    """`Vertretung beenden` without a name: the only one there is, else which one is asked."""
    own = yield from load_vertretungen()
    if len(own) == 1:
        return _stands_in((own[0].fuer_id, own[0].fuer), (own[0].durch_id, own[0].durch), None, kontext)
    return Step(None, (Reply("vertretung.welche", {"vertretungen": own}),))


def _stands_in(fuer: tuple[str, str], durch: tuple[str, str], bis: date | None, kontext: Kontext) -> Step[Zustand]:
    """From now on until `bis`, or (None) no longer; each of the two by id and name."""
    values = {"fuer": fuer[1], "durch": durch[1], "bis": bis}
    told = _told(Reply("ifk.vertretung", values), (fuer[0], durch[0]), kontext)
    record = VertretungGesetzt(fuer[0], durch[0], bis)
    return Step(None, (Reply("vertretung.gesetzt", values),), (record,), told)


def _check_deputy(
    first: Staff, second: Staff, until: Tag | KeinTag | None, kontext: Kontext, *, ends: bool
) -> Reply | None:
    all_cases = umfang(kontext.wer, Recht.UEBERGABE) is Umfang.ALLE
    concerned = kontext.wer.id == first.id or (ends and kontext.wer.id == second.id)
    if not (all_cases or concerned):
        return _forbidden(kontext)
    if first.id == second.id:
        return Reply("vertretung.selbst")
    if ends:
        return None
    if until is None:
        own = first.id == kontext.wer.id
        example = kontext.heute + _A_FORTNIGHT
        return Reply(
            "vertretung.bis_wann", {"fuer": None if own else first.name, "durch": second.name, "bis": example}
        )
    if isinstance(until, KeinTag):
        return Reply("tag.unklar", {"grund": until.grund})
    return Reply("vertretung.vorbei", {"tag": until.tag}) if until.tag < kontext.heute else None


def _forbidden(kontext: Kontext) -> Reply:
    return Reply("keine_berechtigung", {"wer": kontext.wer})


def _one_ifk(text: str | None, key: str, *, also_blocked: bool = False) -> Lookup[Staff | Reply]:
    """The one IFK of that name; a name that is only similar is asked back. `key` says that none was named."""
    if not text:
        return Reply(key)
    found = yield from find_staff(text, also_blocked=also_blocked)
    ifks = [s for s in found if Rolle.IFK in s.rollen]
    exact = [s for s in ifks if set(falten(text).split()) <= set(falten(s.name).replace(",", " ").split())]
    if len(exact) == 1:
        return exact[0]
    return Reply("personal.mehrere" if ifks else "personal.unbekannt", {"text": text, "personal": exact or ifks})
