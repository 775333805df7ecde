"""Handing over cases and standing in: who may, who is told, what is written down."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from dialogs.flows import uebergabe
from dialogs.flows.uebergabe import FragtUebergabe
from dialogs.gemerkt import Gemerkt
from dialogs.records import FallUebergeben, VertretungGesetzt
from dialogs.requests import Answer, FindStaff, LoadNummern, LoadVertretungen, Request, Vertretung
from dialogs.rollen import Rolle, Staff
from dialogs.turn import RefreshBoegen, Reply, Step, TellStaff
from dialogs.verstehen.datum import KeinTag, Tag
from tests.dialogs.flows.welt import HEUTE, IDA, JAN, PETRA, fall, kontext, play

FALL = fall()
UNTIL = Tag(date(2027, 4, 30))
WEBER: Mapping[Request, Answer] = {FindStaff("Weber"): (JAN,)}
FORBIDDEN = Step(None, (Reply("keine_berechtigung", {"wer": IDA}),))


def test_a_case_is_handed_over_and_the_new_one_is_told() -> None:
    values = {"fall": FALL, "an": "Jan Weber", "von": "Ida Kern"}
    assert play(uebergabe.hand_over(FALL, "Weber", kontext()), WEBER) == Step(
        None,
        (Reply("uebergabe.erledigt", values),),
        (FallUebergeben("4711", "jan"),),
        (RefreshBoegen("4711"), TellStaff("jan", (Reply("ifk.uebergabe", values),))),
        Gemerkt(nummer="4711"),
    )


def test_by_teamleitung_both_are_told() -> None:
    step = play(uebergabe.hand_over(FALL, "Weber", kontext(PETRA)), WEBER)
    assert [e.staff_id for e in step.effects if isinstance(e, TellStaff)] == ["jan", "ida"]


def test_to_who_has_it_already() -> None:
    known: Mapping[Request, Answer] = {FindStaff("Kern"): (IDA,)}
    values = {"fall": FALL, "an": "Ida Kern", "von": "Ida Kern"}
    step = play(uebergabe.hand_over(FALL, "Kern", kontext()), known)
    assert step == Step(None, (Reply("uebergabe.schon_dort", values),))


SIMILAR = Staff("jana", "house", "Jana Webers", frozenset({Rolle.IFK}), "Nord")
NAMESAKE = Staff("jan2", "house", "Lea Weber", frozenset({Rolle.IFK}), "Süd")


@pytest.mark.parametrize(
    ("found", "key", "named"),
    [
        pytest.param((), "personal.unbekannt", (), id="nobody"),
        pytest.param((PETRA,), "personal.unbekannt", (), id="no IFK"),
        pytest.param((SIMILAR,), "personal.mehrere", (SIMILAR,), id="only similar"),
        pytest.param((JAN, NAMESAKE), "personal.mehrere", (JAN, NAMESAKE), id="two of that name"),
    ],
)
def test_a_name_that_is_not_certain_hands_nothing_over(
    found: tuple[Staff, ...], key: str, named: tuple[Staff, ...]
) -> None:
    step = play(uebergabe.hand_over(FALL, "Weber", kontext()), {FindStaff("Weber"): found})
    assert step == Step(None, (Reply(key, {"text": "Weber", "personal": [*named]}),))


def test_to_nobody_named() -> None:
    assert play(uebergabe.hand_over(FALL, None, kontext()), {}) == Step(None, (Reply("uebergabe.an_wen"),))


# --- all of somebody -------------------------------------------------------------------------------------------

ASKED = FragtUebergabe(von_id="ida", von="Ida Kern", an_id="jan", an="Jan Weber", anzahl=2)
OWN: Mapping[Request, Answer] = {**WEBER, LoadNummern("ida"): ("4711", "4712")}


def test_all_own_cases_are_asked_about_once() -> None:
    step = play(uebergabe.hand_over_all(None, "Weber", kontext()), OWN)
    assert step == Step(ASKED, (Reply("frage.uebergabe", ASKED.model_dump(), ("ja", "nein")),))


def test_with_a_yes_all_that_are_theirs_now() -> None:
    now: Mapping[Request, Answer] = {LoadNummern("ida"): ("4711", "4712", "4713")}
    values = {"von": "Ida Kern", "an": "Jan Weber", "anzahl": 3, "wer": "Ida Kern"}
    numbers = ("4711", "4712", "4713")
    assert play(uebergabe.decided(ASKED, "ja", kontext()), now) == Step(
        None,
        (Reply("uebergabe.alle_erledigt", values),),
        tuple(FallUebergeben(n, "jan") for n in numbers),
        (*(RefreshBoegen(n) for n in numbers), TellStaff("jan", (Reply("ifk.uebergabe_alle", values),))),
    )
    assert play(uebergabe.decided(ASKED, "nein", kontext()), {}) == Step(None, (Reply("bestaetigung.nichts_getan"),))


def test_another_ones_cases_are_the_teamleitungs_to_hand_over() -> None:
    known: Mapping[Request, Answer] = {
        FindStaff("Weber", also_blocked=True): (JAN,),
        FindStaff("Kern"): (IDA,),
        LoadNummern("jan"): ("4714",),
    }
    assert play(uebergabe.hand_over_all("Weber", "Kern", kontext()), known) == FORBIDDEN
    step = play(uebergabe.hand_over_all("Weber", "Kern", kontext(PETRA)), known)
    assert step.state == FragtUebergabe(von_id="jan", von="Jan Weber", an_id="ida", an="Ida Kern", anzahl=1)


def test_where_there_are_none() -> None:
    step = play(uebergabe.hand_over_all(None, "Weber", kontext()), {**WEBER, LoadNummern("ida"): ()})
    assert step == Step(None, (Reply("uebergabe.keine_faelle", {"von": "Ida Kern", "an": "Jan Weber"}),))


# --- Vertretung --------------------------------------------------------------------------------------------------


def stands_in(bis: date | None, *told: str) -> Step[None]:
    values = {"fuer": "Ida Kern", "durch": "Jan Weber", "bis": bis}
    effects = tuple(TellStaff(staff_id, (Reply("ifk.vertretung", values),)) for staff_id in told)
    return Step(None, (Reply("vertretung.gesetzt", values),), (VertretungGesetzt("ida", "jan", bis),), effects)


def test_somebody_stands_in_until_a_day_and_is_told() -> None:
    step = play(uebergabe.deputize(None, "Weber", UNTIL, kontext(), ends=False), WEBER)
    assert step == stands_in(UNTIL.tag, "jan")


def test_teamleitung_says_who_stands_in_for_whom() -> None:
    known: Mapping[Request, Answer] = {**WEBER, FindStaff("Kern"): (IDA,)}
    step = play(uebergabe.deputize("Kern", "Weber", UNTIL, kontext(PETRA), ends=False), known)
    assert step == stands_in(UNTIL.tag, "ida", "jan")


def test_nobody_gets_at_anothers_cases_by_saying_so() -> None:
    known: Mapping[Request, Answer] = {**WEBER, FindStaff("Kern"): (IDA,)}
    refused = Step(None, (Reply("keine_berechtigung", {"wer": JAN}),))
    assert play(uebergabe.deputize("Kern", None, UNTIL, kontext(JAN), ends=False), known) == refused


def test_either_of_the_two_may_end_it() -> None:
    known: Mapping[Request, Answer] = {**WEBER, FindStaff("Kern"): (IDA,)}
    assert play(uebergabe.deputize(None, "Weber", None, kontext(), ends=True), known) == stands_in(None, "jan")
    assert play(uebergabe.deputize("Kern", None, None, kontext(JAN), ends=True), known) == stands_in(None, "ida")


@pytest.mark.parametrize(
    ("until", "reply"),
    [
        (None, Reply("vertretung.bis_wann", {"fuer": None, "durch": "Jan Weber", "bis": HEUTE + timedelta(14)})),
        (KeinTag("impossible_date"), Reply("tag.unklar", {"grund": "impossible_date"})),
        (Tag(HEUTE - timedelta(days=1)), Reply("vertretung.vorbei", {"tag": HEUTE - timedelta(days=1)})),
    ],
)
def test_a_day_that_cannot_be(until: Tag | KeinTag | None, reply: Reply) -> None:
    step = play(uebergabe.deputize(None, "Weber", until, kontext(), ends=False), WEBER)
    assert step == Step(None, (reply,))


def test_for_another_the_example_names_both() -> None:
    known: Mapping[Request, Answer] = {**WEBER, FindStaff("Kern"): (IDA,)}
    step = play(uebergabe.deputize("Kern", "Weber", None, kontext(PETRA), ends=False), known)
    values = {"fuer": "Ida Kern", "durch": "Jan Weber", "bis": HEUTE + timedelta(14)}
    assert step == Step(None, (Reply("vertretung.bis_wann", values),))


VERTRETUNG = Vertretung("ida", "Ida Kern", "jan", "Jan Weber", UNTIL.tag)


def test_without_a_name_the_only_one_ends_and_of_several_it_is_asked() -> None:
    only: Mapping[Request, Answer] = {LoadVertretungen(): (VERTRETUNG,)}
    assert play(uebergabe.deputize(None, None, None, kontext(), ends=True), only) == stands_in(None, "jan")
    assert play(uebergabe.deputize(None, None, None, kontext(JAN), ends=True), only) == stands_in(None, "ida")
    for found in ((), (VERTRETUNG, VERTRETUNG)):
        which = Step(None, (Reply("vertretung.welche", {"vertretungen": found}),))
        several: Mapping[Request, Answer] = {LoadVertretungen(): found}
        assert play(uebergabe.deputize(None, None, None, kontext(), ends=True), several) == which


def test_nobody_stands_in_for_oneself() -> None:
    known: Mapping[Request, Answer] = {FindStaff("Kern"): (IDA,)}
    step = play(uebergabe.deputize(None, "Kern", UNTIL, kontext(), ends=False), known)
    assert step == Step(None, (Reply("vertretung.selbst"),))
