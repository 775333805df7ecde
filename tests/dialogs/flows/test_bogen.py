"""The Erwartungsbogen as a flow: renewal, correction, rules, sending; whole Steps, so that nothing is forgotten."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dialogs.entwurf import Entwurf, Schritt, basis_of
from dialogs.flows import bogen
from dialogs.flows.bogen import ErfasstBogen
from dialogs.flows.bogen.zustand import Genommen, Zustand
from dialogs.gemerkt import Gemerkt
from dialogs.records import BogenGesendet, EinbuchungGebucht, EntwurfGeparkt
from dialogs.regelung.befund import Hinweis, Verstoss
from dialogs.regelung.erwartungsbogen import Anlass, Antworten, BogenStatus, Erwartungsbogen, Gespraechsform
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Menge, Zeitraum
from dialogs.regelung.hilfeprodukt import einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.requests import LoadFall
from dialogs.turn import PostBogen, RefreshBoegen, Reply, Step
from dialogs.verstehen.befehl import verstehe_befehl
from dialogs.verstehen.dauer import Genannt
from tests.dialogs.flows.welt import BOGEN, EINBUCHUNG, ELB, HEUTE, JETZT, NEU, NOBODY_BOOKED, fall, kontext, play

KONTEXT = kontext()
FALL = fall()
EMPTY = Entwurf(formularnummer=NEU, nummer="4711", name="Katarzyna Nowak")
RENEWAL = EMPTY.model_copy(update={"erneuerung": True})
CHOICES = {
    Schritt.ANLASS: ("neue Ziele", "Ziel nicht erreicht", "anderes Modul"),
    Schritt.GESPRAECHSFORM: ("ja", "nein"),
    Schritt.MODUL_WAHL: ("Digitalwerkstatt", "Jobakademie 2.0"),
    Schritt.BEGINN: ("sofort", "nächsten Montag"),
    Schritt.KPLAN: ("allgemein", "konkret"),
    Schritt.VORSCHAU: ("absenden", "zurück", "abbrechen"),
}


def entwurf(of: Entwurf = RENEWAL, **values: Any) -> Entwurf:
    return of.model_copy(update=values)


AGREED = entwurf(anlass=Anlass.NEUE_ZIELE, gespraechsform=Gespraechsform.IFK_ELB)
FULL = entwurf(
    AGREED,
    ziel=("Ins Büro",),
    modul_antwort=("Jobakademie",),
    modul=Modul.JOBAKADEMIE,
    dauer=("acht Wochen",),
    beginn=date(2027, 5, 3),
    kplan=KPlan.ALLGEMEIN,
)
MAY_TO_JUNE = Zeitraum(date(2027, 5, 3), date(2027, 6, 27))


def at(schritt: Schritt, of: Entwurf, *taken: tuple[Schritt | None, str], **values: Any) -> ErfasstBogen:
    """The form at this step; `taken` are the texts it knows again, without a step those that were no answer."""
    known = tuple(
        Genommen(schritt=s, teil=0, activity_id="", fingerprint=hashlib.sha256(t.encode()).hexdigest()[:16], am=JETZT)
        for s, t in taken
    )
    return ErfasstBogen(schritt=schritt, entwurf=of, genommen=known, zuletzt=HEUTE, **values)


def asks(schritt: Schritt, of: Entwurf, fall: Fall = FALL, bisher: str | None = None) -> Reply:
    values = {"entwurf": of, "fall": fall, "heute": HEUTE, "bisher": bisher}
    return Reply(f"frage.{schritt}", values, CHOICES.get(schritt, ("/bisher",) if bisher else ()))


def preview(state: ErfasstBogen, fall: Fall, teilnahme: Zeitraum, *hinweise: Hinweis) -> tuple[Reply, ...]:
    """The card, what follows it, and the question."""
    e = state.entwurf
    card = {
        "entwurf": e,
        "fall": fall,
        "heute": HEUTE,
        "bisher": None,
        "stand": state.stand,
        "teilnahme": teilnahme,
        "einbuchung": fall.open_einbuchung.zeitraum
        if fall.open_einbuchung
        else einbuchungszeitraum(teilnahme.beginn),
        "hinweise": hinweise,
        "kanal": True,
        "vorher": fall.open_einbuchung and fall.open_einbuchung.boegen[-1],
    }
    return Reply("karte.vorschau", card), Reply("vorschau.danach", card), asks(Schritt.VORSCHAU, e, fall)


def says(text: str, state: ErfasstBogen, fall: Fall = FALL) -> Step[Zustand]:
    befehl = verstehe_befehl(text, state.context, HEUTE)
    return play(bogen.step(state, befehl, text, KONTEXT), {LoadFall("4711"): fall})


def writes(line: str, state: ErfasstBogen, fall: Fall = FALL) -> Step[Zustand]:
    own = bogen.line(line)
    assert own is not None
    return play(bogen.take_line(state, own, KONTEXT), {LoadFall("4711"): fall})


# --- how a form begins ---------------------------------------------------------------------------------------


def test_a_first_form_begins_with_the_goal() -> None:
    begun = Reply("bogen.begonnen", {"elb": ELB, "formularnummer": NEU})
    step = bogen.begin(NOBODY_BOOKED, KONTEXT)
    assert step == Step(at(Schritt.ZIEL, EMPTY), (begun, asks(Schritt.ZIEL, EMPTY, NOBODY_BOOKED)))


def test_a_renewal_begins_with_the_anlass_and_says_that_the_einbuchung_stays() -> None:
    begun = Reply("bogen.begonnen", {"elb": ELB, "formularnummer": NEU})
    stays = Reply("bogen.erneuerung", {"bogen": BOGEN, "einbuchung": EINBUCHUNG})
    step = bogen.begin(FALL, KONTEXT)
    assert step == Step(at(Schritt.ANLASS, RENEWAL), (begun, stays, asks(Schritt.ANLASS, RENEWAL)))


CORRECTION = entwurf(
    anlass=Anlass.KORREKTUR,
    ziel=(BOGEN.antworten.ziel,),
    modul_antwort=(BOGEN.antworten.modul,),
    modul=Modul.DIGITALWERKSTATT,
    dauer=(BOGEN.antworten.dauer,),
    beginn=BOGEN.zeitraum.beginn,
    kplan=KPlan.ALLGEMEIN,
    basis=basis_of(FALL),
)


def test_a_correction_begins_at_the_preview_with_all_that_was_sent() -> None:
    state = at(Schritt.VORSCHAU, CORRECTION)
    shown = preview(state, FALL, BOGEN.zeitraum)
    assert bogen.begin(FALL, KONTEXT, None, Anlass.KORREKTUR) == Step(state, (Reply("korrektur.begonnen"), *shown))


def test_a_correction_keeps_shortened_wordings() -> None:
    short = replace(BOGEN.antworten, ziel="Excel")
    step = bogen.begin(fall(replace(BOGEN, kurzfassung=short)), KONTEXT, None, Anlass.KORREKTUR)
    e = step.state.entwurf
    assert (e.kurz_ziel, e.kurz_modul, e.kurz_dauer) == ("Excel", None, None)


# --- the renewal's own steps, and what is prefilled -------------------------------------------------------------


def test_anlass_and_gespraechsform() -> None:
    first = entwurf(anlass=Anlass.ANDERES_MODUL)
    asked = at(Schritt.GESPRAECHSFORM, first, (Schritt.ANLASS, "anderes Modul"))
    assert says("anderes Modul", at(Schritt.ANLASS, RENEWAL)) == Step(asked, (asks(Schritt.GESPRAECHSFORM, first),))
    three = entwurf(first, gespraechsform=Gespraechsform.DREIERGESPRAECH)
    taken = ((Schritt.ANLASS, "anderes Modul"), (Schritt.GESPRAECHSFORM, "ja"))
    assert says("ja", asked) == Step(at(Schritt.TEILNEHMENDE, three, *taken), (asks(Schritt.TEILNEHMENDE, three),))
    two = entwurf(first, gespraechsform=Gespraechsform.IFK_ELB)
    state = at(Schritt.ZIEL, two, taken[0], (Schritt.GESPRAECHSFORM, "nein"))
    assert says("nein", asked) == Step(state, (asks(Schritt.ZIEL, two, bisher=BOGEN.antworten.ziel),))


def test_an_anlass_that_is_none_is_asked_again() -> None:
    state = at(Schritt.ANLASS, RENEWAL, (Schritt.ANLASS, "einfach so"))
    step = says("einfach so", at(Schritt.ANLASS, RENEWAL))
    assert step == Step(state, (Reply("anlass.unklar"), asks(Schritt.ANLASS, RENEWAL)))


def test_as_before_answer_by_answer() -> None:
    oton = BOGEN.antworten
    one = entwurf(AGREED, ziel=(oton.ziel,))
    assert writes("/bisher", at(Schritt.ZIEL, AGREED)) == Step(
        at(Schritt.MODUL, one), (asks(Schritt.MODUL, one, bisher=oton.modul),)
    )
    two = entwurf(one, modul_antwort=(oton.modul,), modul=Modul.DIGITALWERKSTATT)
    said = Reply("modul.verstanden", {"modul": Modul.DIGITALWERKSTATT})
    assert writes("wie bisher", at(Schritt.MODUL, one)) == Step(
        at(Schritt.DAUER, two), (said, asks(Schritt.DAUER, two, bisher=oton.dauer))
    )
    three = entwurf(two, dauer=(oton.dauer,))
    read = Reply("dauer.verstanden", {"lesart": Genannt(Menge(weeks=8))})
    assert writes("/bisher", at(Schritt.DAUER, two)) == Step(
        at(Schritt.BEGINN, three), (read, asks(Schritt.BEGINN, three))
    )


def test_the_plan_as_before() -> None:
    before = entwurf(FULL, beginn=None, kplan=None)
    asked = entwurf(before, beginn=date(2027, 5, 3))
    said = Reply("zeitraum.verstanden", {"teilnahme": MAY_TO_JUNE, "modul": Modul.JOBAKADEMIE})
    state = at(Schritt.KPLAN, asked, (Schritt.BEGINN, "03.05.2027"))
    step = says("03.05.2027", at(Schritt.BEGINN, before))
    assert step == Step(state, (said, asks(Schritt.KPLAN, asked, bisher="allgemein")))
    done = writes("/bisher", state).state
    assert done is not None
    assert (done.schritt, done.entwurf.kplan) == (Schritt.VORSCHAU, KPlan.ALLGEMEIN)


@pytest.mark.parametrize("schritt", [Schritt.ANLASS, Schritt.BEGINN])
def test_there_is_nothing_as_before(schritt: Schritt) -> None:
    state = at(schritt, RENEWAL)
    assert writes("/bisher", state) == Step(state, (Reply("bisher.nichts"), asks(schritt, RENEWAL)))


# --- rules --------------------------------------------------------------------------------------------------

DIGITAL = entwurf(
    AGREED,
    ziel=("Weiter mit Excel",),
    modul_antwort=("Digitalwerkstatt",),
    modul=Modul.DIGITALWERKSTATT,
    dauer=("acht Wochen",),
)


def test_the_sum_over_the_maximum_is_said_and_asks_for_a_reason() -> None:
    """D4: 56 days of the first Bogen and 56 more, against the 92 of three months from the first Beginn."""
    e = entwurf(DIGITAL, beginn=date(2027, 5, 3))
    state = at(Schritt.BEGRUENDUNG, e, (Schritt.BEGINN, "03.05.2027"))
    over = Hinweis("D4", "Nr. 3.1", "sum_over_maximum", needs_begruendung=True, days=112, limit=92)
    assert says("03.05.2027", at(Schritt.BEGINN, DIGITAL)) == Step(
        state,
        (
            Reply("zeitraum.verstanden", {"teilnahme": MAY_TO_JUNE, "modul": Modul.DIGITALWERKSTATT}),
            Reply("hinweis", {"befund": over, "modul": Modul.DIGITALWERKSTATT}),
            asks(Schritt.BEGRUENDUNG, e),
        ),
    )


def test_over_the_maximum_leads_back_to_the_duration() -> None:
    long = entwurf(DIGITAL, dauer=("vier Monate",))
    found = Verstoss("R5", "Nr. 3.1", "over_maximum", date(2027, 8, 2))
    too_long = Zeitraum(date(2027, 5, 3), date(2027, 9, 2))
    values = {"befund": found, "modul": Modul.DIGITALWERKSTATT, "teilnahme": too_long, "tag": date(2027, 5, 3)}
    again = entwurf(long, beginn=date(2027, 5, 3), dauer=())
    assert says("03.05.2027", at(Schritt.BEGINN, long)) == Step(
        at(Schritt.DAUER, again, (Schritt.BEGINN, "03.05.2027")),
        (Reply("verstoss", values), asks(Schritt.DAUER, again, bisher=BOGEN.antworten.dauer)),
    )


def test_a_module_without_a_form_is_explained_and_asked_again() -> None:
    goal = entwurf(AGREED, ziel=("Fit werden",))
    free = entwurf(goal, modul_antwort=("Gesundheitsprojekt",))
    state = at(Schritt.MODUL_WAHL, free, (Schritt.MODUL, "Gesundheitsprojekt"))
    said = Reply("modul.ohne_bogen", {"module": [Modul.GESUNDHEITSPROJEKT]})
    step = says("Gesundheitsprojekt", at(Schritt.MODUL, goal))
    assert step == Step(state, (said, asks(Schritt.MODUL_WAHL, free)))


def test_a_changed_module_voids_reason_and_earlier_einbuchung() -> None:
    held = entwurf(FULL, erneuerung=False, begruendung="Weil", einbuchung_ab=date(2027, 4, 26), kurz_modul="JA")
    step = says("Digitalwerkstatt", at(Schritt.MODUL, held), NOBODY_BOOKED)
    assert step.state is not None
    e = step.state.entwurf
    assert (e.begruendung, e.einbuchung_ab, e.kurz_modul, e.modul) == (None, None, None, Modul.DIGITALWERKSTATT)


# --- preview and sending ---------------------------------------------------------------------------------------


def test_the_last_answer_shows_the_preview() -> None:
    before = entwurf(FULL, kplan=None)
    state = at(Schritt.VORSCHAU, entwurf(FULL, basis=basis_of(FALL)), (Schritt.KPLAN, "allgemein"))
    shown = preview(state, FALL, MAY_TO_JUNE)
    assert says("allgemein", at(Schritt.KPLAN, before)) == Step(state, shown)


def form(of: Entwurf, version: int, teilnahme: Zeitraum) -> Erwartungsbogen:
    assert of.modul is not None
    return Erwartungsbogen(
        formularnummer=NEU,
        version=version,
        modul=of.modul,
        zeitraum=teilnahme,
        antworten=Antworten(of.ziel[0], of.modul_antwort[0], of.dauer[0]),
        gesendet_am=JETZT,
        gesendet_von="Ida Kern",
        anlass=of.anlass,
        gespraechsform=of.gespraechsform,
    )


def test_a_renewal_is_sent_and_neither_booked_nor_bescheid_anew() -> None:
    """R10; the older card learns of its successor."""
    new = form(FULL, 2, MAY_TO_JUNE)
    values = {
        "fall": FALL,
        "bogen": new,
        "einbuchung": EINBUCHUNG.zeitraum,
        "kplan": KPlan.ALLGEMEIN,
        "neu_gebucht": False,
        "anpassen": False,
        "gilt_weiter": (),
        "kanal": True,
    }
    assert says("absenden", at(Schritt.VORSCHAU, entwurf(FULL, basis=basis_of(FALL)))) == Step(
        None,
        (Reply("karte.uebergabe", values), Reply("bogen.gesendet", values)),
        (BogenGesendet("4711", new, KPlan.ALLGEMEIN),),
        (PostBogen("4711", NEU), RefreshBoegen("4711", (BOGEN.formularnummer,))),
        Gemerkt(nummer="4711"),
    )


GONE = replace(BOGEN, status=BogenStatus.ZURUECKGEZOGEN, zurueckgezogen_am=JETZT)


@pytest.mark.parametrize(
    ("of", "kplan", "due"),
    [
        (fall(), KPlan.KONKRET, True),
        (fall(), KPlan.ALLGEMEIN, False),
        (fall(GONE), KPlan.KONKRET, True),
        (NOBODY_BOOKED, KPlan.KONKRET, False),
    ],
    ids=["another goal", "a general plan", "the plan holds a withdrawn one", "the first one goes in as it is"],
)
def test_whether_the_plan_is_to_be_adapted_is_said(of: Fall, kplan: KPlan, *, due: bool) -> None:
    renewed = of == fall()
    e = entwurf(FULL if renewed else FULL.model_copy(update=FIRST), kplan=kplan, basis=basis_of(of))
    assert says("absenden", at(Schritt.VORSCHAU, e), of).replies[0].values["anpassen"] is due


FIRST = {"erneuerung": False, "anlass": None, "gespraechsform": None}


@pytest.mark.parametrize(
    ("values", "spans"),
    [
        ({}, ()),
        ({"beginn": date(2027, 4, 19)}, (Zeitraum(date(2027, 3, 8), date(2027, 4, 18)),)),
        ({"dauer": ("drei Wochen",)}, (Zeitraum(date(2027, 3, 29), date(2027, 5, 2)),)),
    ],
    ids=["the same days", "begins later", "ends earlier"],
)
def test_a_correction_says_on_which_days_the_corrected_one_still_holds(
    values: dict[str, Any], spans: tuple[Zeitraum, ...]
) -> None:
    """D7."""
    state = at(Schritt.VORSCHAU, entwurf(CORRECTION, **values))
    expected = ((BOGEN, spans),) if spans else ()
    assert says("absenden", state).replies[1].values["gilt_weiter"] == expected


def test_where_there_is_none_to_correct_that_is_said() -> None:
    step = bogen.begin(NOBODY_BOOKED, KONTEXT, None, Anlass.KORREKTUR)
    assert [r.key for r in step.replies] == ["korrektur.keiner", "bogen.begonnen", "frage.ziel"]
    assert step.state == at(Schritt.ZIEL, EMPTY)


def test_a_reason_that_no_rule_asks_for_any_more_is_not_sent() -> None:
    step = says("absenden", at(Schritt.VORSCHAU, entwurf(FULL, begruendung="Weil.", basis=basis_of(FALL))))
    assert step.records == (BogenGesendet("4711", form(FULL, 2, MAY_TO_JUNE), KPlan.ALLGEMEIN),)


def test_a_first_form_books_nine_months() -> None:
    """R9."""
    first = entwurf(FULL, erneuerung=False, anlass=None, gespraechsform=None, basis="")
    booked = Zeitraum(date(2027, 5, 3), date(2028, 2, 2))
    new = form(first, 1, MAY_TO_JUNE)
    values = {
        "fall": NOBODY_BOOKED,
        "bogen": new,
        "einbuchung": booked,
        "kplan": KPlan.ALLGEMEIN,
        "neu_gebucht": True,
        "anpassen": False,
        "gilt_weiter": (),
        "kanal": True,
    }
    assert says("ja, bitte absenden", at(Schritt.VORSCHAU, first), NOBODY_BOOKED) == Step(
        None,
        (Reply("karte.uebergabe", values), Reply("bogen.gesendet", values)),
        (EinbuchungGebucht("4711", booked, KPlan.ALLGEMEIN), BogenGesendet("4711", new, KPlan.ALLGEMEIN)),
        (PostBogen("4711", NEU),),
        Gemerkt(nummer="4711"),
    )


def test_whoever_was_quicker_is_shown_first() -> None:
    """Two IFK finish a form for the same person at once: the second sees what there is now, and nothing is sent."""
    state = at(Schritt.VORSCHAU, entwurf(FULL, erneuerung=False, anlass=None, gespraechsform=None, basis=""))
    asked = entwurf(state.entwurf, erneuerung=True)
    step = says("absenden", state)
    assert step == Step(
        at(Schritt.ANLASS, asked, (Schritt.VORSCHAU, "absenden")),
        (Reply("bogen.inzwischen_anders", {"bogen": BOGEN}), asks(Schritt.ANLASS, asked)),
    )


def test_a_beginn_that_grew_old_is_asked_again() -> None:
    """D11 on the day of sending."""
    old = entwurf(FULL, beginn=date(2027, 4, 1), basis=basis_of(FALL))
    late = Verstoss("D11", "Nr. 3.1", "beginn_too_early", date(2027, 4, 5))
    step = says("absenden", at(Schritt.VORSCHAU, old))
    again = entwurf(old, beginn=None)
    assert step == Step(
        at(Schritt.BEGINN, again, (Schritt.VORSCHAU, "absenden")),
        (Reply("verstoss", {"befund": late, "tag": date(2027, 4, 1)}), asks(Schritt.BEGINN, again)),
    )
    corrected = at(Schritt.VORSCHAU, entwurf(CORRECTION, basis=basis_of(FALL)))
    assert [type(r) for r in says("absenden", corrected).records] == [BogenGesendet]


@pytest.mark.parametrize("text", ["später", "nicht absenden", "wohin absenden?"])
def test_what_is_no_absenden_sends_nothing(text: str) -> None:
    state = at(Schritt.VORSCHAU, entwurf(FULL, basis=basis_of(FALL)))
    step = says(text, state)
    assert (step.records, step.effects) == ((), ())
    assert step.state is not None
    assert step.state.schritt is Schritt.VORSCHAU


# --- control ---------------------------------------------------------------------------------------------------


def test_paused_it_keeps_all_and_resumed_it_adapts() -> None:
    state = at(Schritt.DAUER, DIGITAL)
    record = EntwurfGeparkt(NEU, "4711", state.model_dump_json())
    paused = Reply("bogen.pausiert", {"name": "Katarzyna Nowak"}, ("weiter",))
    assert says("pause", state) == Step(None, (paused,), (record,))
    resumed = play(bogen.resume(state, KONTEXT), {LoadFall("4711"): NOBODY_BOOKED})
    e = entwurf(DIGITAL, erneuerung=False, anlass=None, gespraechsform=None)
    again = Reply("bogen.weiter", {"name": "Katarzyna Nowak"})
    assert resumed == Step(at(Schritt.BEGINN, e), (again, asks(Schritt.BEGINN, e, NOBODY_BOOKED)))


def test_thrown_away_after_one_question() -> None:
    state = at(Schritt.ZIEL, AGREED)
    asked = Reply("frage.abbruch", {"name": "Katarzyna Nowak"}, ("ja", "nein"))
    sure = at(Schritt.ZIEL, AGREED, abbruch=True)
    assert says("abbrechen", state) == Step(sure, (asked,))
    assert says("ja", sure) == Step(None, (Reply("bogen.abgebrochen", {"name": "Katarzyna Nowak"}),))
    again = at(Schritt.ZIEL, AGREED, (None, "nein"))
    assert says("nein", sure) == Step(
        again, (Reply("bogen.nicht_abgebrochen"), asks(Schritt.ZIEL, AGREED, bisher=BOGEN.antworten.ziel))
    )


def test_a_case_that_is_gone_is_no_step() -> None:
    with pytest.raises(bogen.CaseGone):
        play(bogen.question(at(Schritt.ZIEL, EMPTY), KONTEXT), {LoadFall("4711"): None})


# --- the whole form in one card ----------------------------------------------------------------------------------

FILLED = {
    "anlass": "neue_ziele",
    "gespraechsform": "ifk_elb",
    "teilnehmende": "",
    "ziel": "Ins Büro",
    "modul_antwort": "Jobakademie",
    "modul": "jobakademie",
    "dauer": "acht Wochen",
    "beginn": "2027-05-03",
    "begruendung": "",
    "kplan": "allgemein",
}


def fills(state: ErfasstBogen, **values: str) -> Step[Zustand]:
    return play(bogen.formular(state, {**FILLED, **values}, KONTEXT), {LoadFall("4711"): FALL})


def test_filled_in_one_card_it_is_the_same_form() -> None:
    state = at(Schritt.VORSCHAU, entwurf(FULL, basis=basis_of(FALL)))
    said = Reply("zeitraum.verstanden", {"teilnahme": MAY_TO_JUNE, "modul": Modul.JOBAKADEMIE})
    step = fills(at(Schritt.ANLASS, RENEWAL))
    assert step == Step(state, (said, *preview(state, FALL, MAY_TO_JUNE)))


def test_shown_it_is_prefilled_from_the_last_bogen() -> None:
    state = at(Schritt.ANLASS, RENEWAL)
    step = play(bogen.formular(state, {}, KONTEXT), {LoadFall("4711"): FALL})
    card = {
        "entwurf": entwurf(
            ziel=("Excel lernen",),
            modul_antwort=("In die Digitalwerkstatt",),
            modul=Modul.DIGITALWERKSTATT,
            dauer=("acht Wochen",),
            kplan=KPlan.ALLGEMEIN,
        ),
        "fall": FALL,
        "fehler": {},
        "stand": state.stand,
    }
    shown = (Reply("karte.formular", card), Reply("formular.hier"), asks(Schritt.ANLASS, RENEWAL))
    assert step == Step(state, shown)


def refused(key: str, **values: object) -> Reply:
    return Reply(key, values)


@pytest.mark.parametrize(
    ("field", "text", "error"),
    [
        ("ziel", "  ", refused("antwort.leer")),
        ("ziel", "x" * 3001, refused("antwort.zu_lang", laenge=3001, grenze=3000)),
        ("modul", "", refused("formular.fehlt")),
        ("modul", "gesundheitsprojekt", refused("modul.ohne_bogen", module=[Modul.GESUNDHEITSPROJEKT])),
        ("kplan", "vielleicht", refused("formular.fehlt")),
        ("anlass", "", refused("formular.fehlt")),
        ("gespraechsform", "", refused("formular.fehlt")),
        ("beginn", "", refused("beginn.unklar", grund="no_date")),
        ("beginn", "2027-02-31", refused("beginn.unklar", grund="impossible_date")),
        (
            "beginn",
            "2027-04-01",
            refused(
                "verstoss",
                befund=Verstoss("D11", "Nr. 3.1", "beginn_too_early", date(2027, 4, 5)),
                tag=date(2027, 4, 1),
            ),
        ),
        (
            "dauer",
            "sieben Monate",
            refused(
                "verstoss",
                befund=Verstoss("R5", "Nr. 3.1", "over_maximum", date(2027, 11, 2)),
                modul=Modul.JOBAKADEMIE,
                tag=date(2027, 5, 3),
            ),
        ),
        ("dauer", "sechs Monate", None),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(field: str, text: str, error: Reply | None) -> None:
    step = fills(at(Schritt.ANLASS, RENEWAL), **{field: text})
    card = step.replies[0]
    assert (card.key, step.replies[1]) == ("karte.formular", Reply("formular.fehler"))
    at_maximum = Hinweis("R5", "Nr. 3.1", "at_maximum", needs_begruendung=True, tag=date(2027, 11, 2))
    wanted = (
        {field: error} if error else {"begruendung": refused("hinweis", befund=at_maximum, modul=Modul.JOBAKADEMIE)}
    )
    assert card.values["fehler"] == wanted
    assert (step.records, step.effects) == ((), ())
    assert step.state is not None
    assert step.state.schritt is not Schritt.VORSCHAU
    kept = step.state.entwurf
    assert kept.modul_antwort == ("Jobakademie",)
    assert (kept.dauer == ()) is (field == "dauer" and error is not None)


def test_a_dreiergespraech_needs_who_took_part() -> None:
    step = fills(at(Schritt.ANLASS, RENEWAL), gespraechsform="dreiergespraech")
    assert step.replies[0].values["fehler"] == {"teilnehmende": Reply("formular.fehlt")}
    assert step.state is not None
    assert step.state.schritt is Schritt.TEILNEHMENDE
