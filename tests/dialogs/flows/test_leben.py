"""The life of a participation after the Bogen, step by step: whole Steps, so that a forgotten effect fails too."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dialogs.flows import leben
from dialogs.flows.leben import FragtSicher, FragtTag, FragtZiel
from dialogs.gemerkt import Gemerkt, GemerkteBestaetigung, GemerkterAbschluss
from dialogs.records import (
    Abgeschlossen,
    AbschlussZurueckgenommen,
    BestaetigungErfasst,
    BestaetigungZurueckgenommen,
    BogenZurueckgezogen,
    EinbuchungGeaendert,
    EinbuchungStorniert,
    Record,
    RueckmeldungErfasst,
    ZielErgebnisErfasst,
)
from dialogs.regelung.befund import Verstoss
from dialogs.regelung.erwartungsbogen import Antworten, BogenStatus, Erwartungsbogen, RueckmeldungArt
from dialogs.regelung.fall import Aufgabe, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import BestaetigungArt, EinbuchungStatus, ZielErgebnis
from dialogs.regelung.kplan import KPlan
from dialogs.turn import Effect, RefreshBoegen, Reply, Step, TellThread
from tests.dialogs.flows.welt import BOGEN, ELB, HEUTE, IDA, NOBODY_BOOKED, SECOND, einbuchung, fall, kontext, said

KONTEXT = kontext()
FALL = fall()
BOOKED = fall(bestaetigt={"eingebucht": date(2027, 3, 1)})
KNOWN = Gemerkt(nummer="4711")
MORGEN = HEUTE + timedelta(days=1)


def nothing(key: str, of: Fall = FALL, **values: object) -> Step[None]:
    """A sentence, and nothing changed."""
    return Step(None, (Reply(key, {"fall": of, **values}),), remember=KNOWN)


def told(key: str, *forms: str, **values: object) -> tuple[Effect, ...]:
    """The cards brought up to date, and a message without any name in the newest one's thread."""
    words = Reply(key, {"formularnummern": forms, **values})
    return RefreshBoegen("4711", forms), TellThread(forms[-1], (words,))


# --- confirmations (D9) -----------------------------------------------------------------------------------


@pytest.mark.parametrize("art", BestaetigungArt)
def test_a_question_about_a_step_never_records_it(art: BestaetigungArt) -> None:
    of = fall(status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE) if art is BestaetigungArt.ABSCHLUSS else FALL
    asked = Reply("frage.bestaetigung", {"fall": of, "art": art}, ("heute", "nein"))
    assert leben.confirm(of, art, None, KONTEXT, done=False) == Step(FragtTag(nummer="4711", art=art), (asked,))


@pytest.mark.parametrize("art", [BestaetigungArt.EINGEBUCHT, BestaetigungArt.BESCHEID, BestaetigungArt.KPLAN])
@pytest.mark.parametrize(("tag", "day"), [(date(2027, 3, 2), date(2027, 3, 2)), (None, HEUTE)])
def test_a_confirmation_has_its_day_and_can_be_taken_back(art: BestaetigungArt, tag: date | None, day: date) -> None:
    back = GemerkteBestaetigung(nummer="4711", einbuchung_id=7, art=art)
    assert leben.confirm(FALL, art, tag, KONTEXT, done=True) == Step(
        None,
        (Reply("bestaetigung.erfasst", {"fall": FALL, "art": art, "tag": day}, ("rückgängig",)),),
        (BestaetigungErfasst("4711", 7, art, day),),
        remember=Gemerkt(rueckgaengig=back, nummer="4711"),
    )


@pytest.mark.parametrize(
    ("tag", "key", "passt"),
    [
        (MORGEN, "bestaetigung_in_future", HEUTE),
        (date(2027, 2, 28), "bestaetigung_too_early", date(2027, 3, 1)),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_asked_again(tag: date, key: str, passt: date) -> None:
    art = BestaetigungArt.BESCHEID
    refused = Reply("verstoss", {"befund": Verstoss("D9", "Nr. 3.3", key, passt), "tag": tag})
    asked = Reply("frage.bestaetigung", {"fall": FALL, "art": art}, ("heute", "nein"))
    assert leben.confirm(FALL, art, tag, KONTEXT, done=True) == Step(
        FragtTag(nummer="4711", art=art), (refused, asked)
    )


def test_what_is_confirmed_is_not_confirmed_again() -> None:
    art = BestaetigungArt.EINGEBUCHT
    known = BOOKED.einbuchungen[0].bestaetigungen[0]
    step = nothing("bestaetigung.schon_da", BOOKED, art=art, bekannt=known)
    assert leben.confirm(BOOKED, art, HEUTE, KONTEXT, done=True) == step


def test_a_plan_that_must_be_adapted_anew_can_be_confirmed_anew() -> None:
    of = fall(BOGEN, SECOND, kplan=KPlan.KONKRET, bestaetigt={"kplan": date(2027, 3, 1)})
    step = leben.confirm(of, BestaetigungArt.KPLAN, None, KONTEXT, done=True)
    assert step.records == (BestaetigungErfasst("4711", 7, BestaetigungArt.KPLAN, HEUTE),)


def test_without_an_einbuchung_nothing_is_confirmed() -> None:
    step = nothing("bestaetigung.keine_einbuchung", NOBODY_BOOKED)
    assert leben.confirm(NOBODY_BOOKED, BestaetigungArt.BESCHEID, None, KONTEXT, done=True) == step


@pytest.mark.parametrize(
    ("text", "day"), [("ja", HEUTE), ("heute", HEUTE), ("erledigt", HEUTE), ("am 02.03.2027", date(2027, 3, 2))]
)
def test_the_answer_to_when(text: str, day: date) -> None:
    state = FragtTag(nummer="4711", art=BestaetigungArt.BESCHEID)
    expected = leben.confirm(FALL, BestaetigungArt.BESCHEID, day, KONTEXT, done=True)
    assert expected.records
    assert leben.answer(state, text, FALL, KONTEXT) == expected


def test_a_no_leaves_all_and_nonsense_is_asked_again() -> None:
    state = FragtTag(nummer="4711", art=BestaetigungArt.BESCHEID)
    assert leben.answer(state, "nein", FALL, KONTEXT) == nothing("bestaetigung.nichts_getan")
    asked = Reply("frage.bestaetigung", {"fall": FALL, "art": state.art}, ("heute", "nein"))
    assert leben.answer(state, "Apfelkuchen", FALL, KONTEXT) == Step(
        state, (Reply("tag.unklar", {"grund": "no_date"}), asked)
    )


def test_taken_back_and_no_second_time() -> None:
    back = GemerkteBestaetigung(nummer="4711", einbuchung_id=7, art=BestaetigungArt.EINGEBUCHT)
    assert leben.take_back(back, BOOKED) == Step(
        None,
        (Reply("rueckgaengig.erledigt", {"fall": BOOKED, "art": back.art}),),
        (BestaetigungZurueckgenommen("4711", 7, back.art),),
        remember=Gemerkt(rueckgaengig=None, abgeschlossen=None),
    )
    assert leben.take_back(back, FALL) == nothing("rueckgaengig.nichts")


# --- withdrawal and Einbuchung (D7, D14) --------------------------------------------------------------------


def test_withdrawing_is_asked_once() -> None:
    state = FragtSicher(nummer="4711", formularnummer=SECOND.formularnummer)
    of = fall(BOGEN, SECOND)
    asked = Reply("frage.zurueckziehen", {"fall": of, "bogen": SECOND}, ("ja", "nein"))
    assert leben.withdraw(of) == Step(state, (asked,))
    assert leben.answer(state, "nein", of, KONTEXT) == nothing("bestaetigung.nichts_getan", of)
    assert leben.answer(state, "lieber nicht", of, KONTEXT) == nothing("bestaetigung.nichts_getan", of)


def test_withdrawn_with_its_cards_and_a_word_in_the_thread() -> None:
    of = fall(BOGEN, SECOND)
    state = FragtSicher(nummer="4711", formularnummer=SECOND.formularnummer)
    forms = (BOGEN.formularnummer, SECOND.formularnummer)
    assert leben.answer(state, "ja", of, KONTEXT) == Step(
        None,
        (Reply("zurueckziehen.erledigt", {"fall": of, "bogen": SECOND, "rest": [BOGEN], "kplan": False}),),
        (BogenZurueckgezogen("4711", SECOND.formularnummer),),
        told("traeger.ist_zurueckgezogen", *forms, zurueckgezogen=(SECOND.formularnummer,)),
        KNOWN,
    )


def test_with_the_only_bogen_gone_the_unconfirmed_einbuchung_is_offered() -> None:
    state = FragtSicher(nummer="4711", formularnummer=BOGEN.formularnummer)
    gone = Reply("zurueckziehen.erledigt", {"fall": FALL, "bogen": BOGEN, "rest": [], "kplan": False})
    offered = Reply("frage.stornieren", {"fall": FALL, "boegen": []}, ("ja", "nein"))
    number = BOGEN.formularnummer
    assert leben.answer(state, "ja", FALL, KONTEXT) == Step(
        FragtSicher(nummer="4711"),
        (gone, offered),
        (BogenZurueckgezogen("4711", number),),
        told("traeger.ist_zurueckgezogen", number, zurueckgezogen=(number,)),
        KNOWN,
    )


@pytest.mark.parametrize("art", ["eingebucht", "bescheid"])
def test_a_confirmed_einbuchung_stays_when_its_bogen_is_withdrawn(art: str) -> None:
    of = fall(bestaetigt={art: date(2027, 3, 1)})
    step = leben.answer(FragtSicher(nummer="4711", formularnummer=BOGEN.formularnummer), "ja", of, KONTEXT)
    assert step.state is None
    assert [r.key for r in step.replies] == ["zurueckziehen.erledigt"]
    assert step.records == (BogenZurueckgezogen("4711", BOGEN.formularnummer),)


def test_a_plan_that_was_adapted_to_it_must_be_adapted_back() -> None:
    """Nr. 3.2."""
    of = fall(BOGEN, SECOND, kplan=KPlan.KONKRET, bestaetigt={"kplan": date(2027, 4, 6)})
    (confirmed,) = of.einbuchungen[0].bestaetigungen
    later = replace(confirmed, erfasst=SECOND.gesendet_am + timedelta(hours=1))
    of = Fall(ELB, (replace(of.einbuchungen[0], bestaetigungen=(later,)),))
    step = leben.answer(FragtSicher(nummer="4711", formularnummer=SECOND.formularnummer), "ja", of, KONTEXT)
    assert step.replies == (
        Reply("zurueckziehen.erledigt", {"fall": of, "bogen": SECOND, "rest": [BOGEN], "kplan": True}),
    )


def test_a_withdrawn_one_cannot_be_withdrawn() -> None:
    of = fall(replace(BOGEN, status=BogenStatus.ZURUECKGEZOGEN))
    number = BOGEN.formularnummer
    step = nothing("zurueckziehen.nichts", of, formularnummer=number)
    assert leben.withdraw(of, number) == step
    assert leben.answer(FragtSicher(nummer="4711", formularnummer=number), "ja", of, KONTEXT) == step
    assert leben.withdraw(of) == nothing("zurueckziehen.nichts", of, formularnummer=None)


def test_cancelled_with_all_its_boegen() -> None:
    of = fall(BOGEN, SECOND)
    asked = Reply("frage.stornieren", {"fall": of, "boegen": [BOGEN, SECOND]}, ("ja", "nein"))
    assert leben.cancel_einbuchung(of) == Step(FragtSicher(nummer="4711"), (asked,))
    forms = (BOGEN.formularnummer, SECOND.formularnummer)
    assert leben.answer(FragtSicher(nummer="4711"), "ja", of, KONTEXT) == Step(
        None,
        (Reply("einbuchung.storniert", {"fall": of}),),
        (*(BogenZurueckgezogen("4711", form) for form in forms), EinbuchungStorniert("4711", 7)),
        told("traeger.ist_zurueckgezogen", *forms, zurueckgezogen=forms),
        KNOWN,
    )


CONFIRMED = [
    ({"eingebucht": date(2027, 3, 1)}, "einbuchung_confirmed"),
    ({"bescheid": date(2027, 3, 1)}, "bescheid_confirmed"),
]


@pytest.mark.parametrize(("bestaetigt", "key"), CONFIRMED)
def test_d14_once_confirmed_only_the_abschluss_ends_it(bestaetigt: dict[str, date], key: str) -> None:
    of = fall(bestaetigt=bestaetigt)
    step = nothing("verstoss", of, befund=Verstoss("D14", "Nr. 3.3", key))
    assert leben.cancel_einbuchung(of) == step
    assert leben.answer(FragtSicher(nummer="4711"), "ja", of, KONTEXT) == step
    moved = nothing("verstoss", of, befund=Verstoss("D14", "Nr. 3.3", key), tag=date(2027, 3, 1))
    assert leben.move_einbuchung(of, date(2027, 3, 1)) == moved


def test_moved_as_far_as_its_boegen_let() -> None:
    new = Zeitraum(date(2027, 3, 1), date(2027, 11, 30))
    assert leben.move_einbuchung(FALL, date(2027, 3, 1)) == Step(
        None,
        (Reply("einbuchung.geaendert", {"fall": FALL, "zeitraum": new}),),
        (EinbuchungGeaendert("4711", 7, new),),
        remember=KNOWN,
    )
    late = Verstoss("D6", "Nr. 3.3", "einbuchung_after_beginn", date(2027, 3, 8))
    day = date(2027, 3, 9)
    assert leben.move_einbuchung(FALL, day) == nothing("verstoss", befund=late, tag=day)


@pytest.mark.parametrize("of", [NOBODY_BOOKED, fall(status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE)])
def test_where_nothing_is_open_nothing_is_changed(of: Fall) -> None:
    step = nothing("abschluss.nichts_offen", of)
    assert leben.cancel_einbuchung(of) == step
    assert leben.move_einbuchung(of, HEUTE) == step
    assert leben.abschluss(of, HEUTE, KONTEXT) == step
    assert leben.answer(FragtSicher(nummer="4711"), "ja", of, KONTEXT) == step


# --- Abschluss (R11, D12) ----------------------------------------------------------------------------------


def last_day(of: Fall = FALL, reported: date | None = None) -> Reply:
    choices = (
        ("heute", "nicht angetreten") if reported is None else (f"{reported:%d.%m.%Y}", "heute", "nicht angetreten")
    )
    return Reply("frage.letzter_tag", {"fall": of, "heute": HEUTE, "gemeldet": reported}, choices)


FIRST_TASKS = (Aufgabe.EINGEBUCHT, Aufgabe.BESCHEID)


def closed(
    of: Fall,
    tag: date | None,
    asked: FragtZiel | None,
    *more: Record,
    offen: tuple[Aufgabe, ...] = FIRST_TASKS,
    begonnen: date | None = None,
) -> Step[FragtZiel | None]:
    """The whole Abschluss; `asked`: whose goals are asked for next, `offen`: what is left to do in comp.ASS."""
    booked = of.einbuchungen[0]
    words = {"fall": of, "tag": tag, "bestaetigt": bool(more), "offen": offen, "begonnen": begonnen}
    replies = [Reply("abschluss.erfasst", words, ("rückgängig",))]
    if asked:
        replies.append(about_ziel(of, asked.offen[0]))
    forms = tuple(b.formularnummer for b in booked.boegen)
    back = GemerkterAbschluss(nummer="4711", einbuchung_id=7)
    return Step(
        asked,
        tuple(replies),
        (Abgeschlossen("4711", 7, tag), *more),
        told("traeger.abschluss", *forms, tag=tag),
        Gemerkt(nummer="4711", rueckgaengig=back, abgeschlossen=("4711", 7)),
    )


def about_ziel(of: Fall, form: str) -> Reply:
    pair = of.bogen(form)
    choices = ("Ziel erreicht", "Ziel teilweise erreicht", "Ziel nicht erreicht", "später")
    return Reply("frage.ziel_ergebnis", {"bogen": pair and pair[1]}, choices)


def ziele(*forms: Erwartungsbogen) -> FragtZiel:
    return FragtZiel(nummer="4711", einbuchung_id=7, offen=tuple(b.formularnummer for b in forms))


def test_without_a_day_it_is_asked_for_and_what_the_traeger_told_is_offered() -> None:
    assert leben.abschluss(FALL, None, KONTEXT) == Step(FragtTag(nummer="4711"), (last_day(),))
    ended = said(RueckmeldungArt.BEENDET, date(2027, 4, 16))
    of = fall(replace(BOGEN, rueckmeldungen=(said(RueckmeldungArt.BEGONNEN), ended)))
    step = leben.abschluss(of, None, KONTEXT)
    assert step == Step(FragtTag(nummer="4711"), (last_day(of, date(2027, 4, 16)),))


def test_closed_on_its_last_day_and_the_goal_is_asked_for() -> None:
    tag = date(2027, 4, 16)
    assert leben.abschluss(FALL, tag, KONTEXT) == closed(FALL, tag, ziele(BOGEN))
    assert leben.answer(FragtTag(nummer="4711"), "am 16.04.2027", FALL, KONTEXT) == closed(FALL, tag, ziele(BOGEN))


def test_who_says_that_it_is_done_in_compass_too_has_confirmed_it() -> None:
    record = BestaetigungErfasst("4711", 7, BestaetigungArt.ABSCHLUSS, HEUTE)
    assert leben.abschluss(FALL, HEUTE, KONTEXT, confirmed=True) == closed(FALL, HEUTE, ziele(BOGEN), record)
    of = fall(bestaetigt={"eingebucht": date(2027, 3, 1), "bescheid": date(2027, 3, 1)})
    step = closed(of, HEUTE, ziele(BOGEN), record, offen=())
    assert leben.abschluss(of, HEUTE, KONTEXT, confirmed=True) == step


def test_what_is_left_to_do_in_compass_is_said() -> None:
    step = closed(BOOKED, HEUTE, ziele(BOGEN), offen=(Aufgabe.BESCHEID, Aufgabe.ABSCHLUSS))
    assert leben.abschluss(BOOKED, HEUTE, KONTEXT) == step
    never = closed(BOOKED, None, None, offen=(Aufgabe.ABSCHLUSS,))
    assert leben.abschluss(BOOKED, None, KONTEXT, nicht_angetreten=True) == never


@pytest.mark.parametrize("text", ["nicht angetreten", "Sie ist nie gekommen.", "nicht erschienen"])
def test_who_never_came_has_neither_a_last_day_nor_a_goal(text: str) -> None:
    assert leben.abschluss(FALL, None, KONTEXT, nicht_angetreten=True) == closed(FALL, None, None, offen=())
    assert leben.answer(FragtTag(nummer="4711"), text, FALL, KONTEXT) == closed(FALL, None, None, offen=())


def test_never_came_but_the_traeger_told_of_a_beginn() -> None:
    of = fall(replace(BOGEN, rueckmeldungen=(said(RueckmeldungArt.BEGONNEN, date(2027, 3, 9)),)))
    step = closed(of, None, None, offen=(), begonnen=date(2027, 3, 9))
    assert leben.abschluss(of, None, KONTEXT, nicht_angetreten=True) == step


@pytest.mark.parametrize(
    ("tag", "key", "passt"),
    [(date(2027, 3, 7), "abschluss_before_beginn", date(2027, 3, 8)), (MORGEN, "abschluss_in_future", HEUTE)],
)
def test_a_last_day_that_cannot_be_is_refused_and_asked_again(tag: date, key: str, passt: date) -> None:
    refused = Reply("verstoss", {"befund": Verstoss("D12", "Nr. 3.3", key, passt), "tag": tag})
    assert leben.abschluss(FALL, tag, KONTEXT) == Step(FragtTag(nummer="4711"), (refused, last_day()))


def test_goals_in_the_words_of_the_elb_newest_first() -> None:
    of = fall(BOGEN, SECOND, status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE)
    words = Reply("ziel.erfasst", {"fall": of, "ergebnis": ZielErgebnis.ERREICHT, "oton": " Geschafft!\nEcht."})
    told_of = said(RueckmeldungArt.ZIEL_ERREICHT, text=" Geschafft!\nEcht.", wer=IDA)
    assert leben.ziel(ziele(SECOND, BOGEN), "Ziel erreicht:  Geschafft!\nEcht.", of, KONTEXT) == Step(
        ziele(BOGEN),
        (words, about_ziel(of, BOGEN.formularnummer)),
        (
            RueckmeldungErfasst("4711", SECOND.formularnummer, told_of),
            ZielErgebnisErfasst("4711", 7, ZielErgebnis.ERREICHT, " Geschafft!\nEcht."),
        ),
    )


def test_an_older_goal_is_kept_with_its_form_alone() -> None:
    of = fall(BOGEN, SECOND, status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE)
    missed = said(RueckmeldungArt.ZIEL_NICHT_ERREICHT, wer=IDA)
    assert leben.ziel(ziele(BOGEN), "Ziel nicht erreicht", of, KONTEXT) == Step(
        None,
        (Reply("ziel.erfasst", {"fall": of, "ergebnis": ZielErgebnis.NICHT_ERREICHT, "oton": None}),),
        (RueckmeldungErfasst("4711", BOGEN.formularnummer, missed),),
        remember=KNOWN,
    )


def test_a_goal_in_the_same_words_is_asked_for_once() -> None:
    longer = replace(SECOND, antworten=Antworten(BOGEN.antworten.ziel, "Jobakademie", "neun Wochen"))
    assert leben.abschluss(fall(BOGEN, longer), HEUTE, KONTEXT).state == ziele(longer)


def test_words_too_long_are_asked_again_and_later_is_later() -> None:
    of = fall(status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE)
    long = Reply("antwort.zu_lang", {"laenge": 3001, "grenze": 3000})
    step = leben.answer(ziele(BOGEN), "Ziel erreicht: " + "x" * 3001, of, KONTEXT)
    assert step == Step(ziele(BOGEN), (long, about_ziel(of, BOGEN.formularnummer)))
    assert leben.answer(ziele(BOGEN), "später", of, KONTEXT) == nothing("ziel.spaeter", of)
    assert leben.ask_again(of, 7) == ziele(BOGEN)
    assert leben.ask_again(FALL, 7) is None


def test_an_abschluss_is_taken_back_with_what_was_said_of_compass() -> None:
    back = GemerkterAbschluss(nummer="4711", einbuchung_id=7)
    of = fall(status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE, bestaetigt={"abschluss": HEUTE})
    assert leben.take_back(back, of) == Step(
        None,
        (Reply("rueckgaengig.erledigt", {"fall": of, "art": None}),),
        (AbschlussZurueckgenommen("4711", 7), BestaetigungZurueckgenommen("4711", 7, BestaetigungArt.ABSCHLUSS)),
        told("traeger.abschluss_zurueck", BOGEN.formularnummer),
        Gemerkt(rueckgaengig=None, abgeschlossen=None),
    )


def test_an_abschluss_stays_when_a_newer_einbuchung_is_open() -> None:
    old = einbuchung(status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE)
    of = Fall(ELB, (old, replace(einbuchung(SECOND), id=8)))
    back = GemerkterAbschluss(nummer="4711", einbuchung_id=7)
    assert leben.take_back(back, of) == nothing("rueckgaengig.nichts", of)
