"""The Träger's card: which state it shows, what can be answered, what a withdrawal leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cards import bogen
from bot.cards.examples import (
    AYLIN,
    EINBUCHUNG,
    ERSTER,
    ERSTMALS,
    GESCHLOSSEN,
    HEUTE,
    IFK,
    LAUFEND,
    TRAEGER,
    ZURUECKGEZOGEN,
    ZWEITER,
)
from bot.cards.geltung import geltung
from dialogs.flows.traeger import read_art
from dialogs.json_text import dump
from dialogs.regelung.erwartungsbogen import Antworten, Rueckmeldung, RueckmeldungArt, pruefsumme
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import EinbuchungStatus
from tests.bot.cards.pruefung import of_type, parts, runs, submits

NOW = datetime(2027, 4, 10, 8, 0, tzinfo=UTC)


def text_of(fall: Fall, formularnummer: str, heute: date = HEUTE) -> str:
    return "".join(runs(bogen.card(fall, formularnummer, heute)))


def answered(*arten: RueckmeldungArt) -> Fall:
    said = tuple(Rueckmeldung(art, date(2027, 4, 10), TRAEGER, NOW) for art in arten)
    return Fall(AYLIN, (replace(EINBUCHUNG, boegen=(replace(ERSTER, rueckmeldungen=said),)),))


def test_it_holds_what_the_traeger_needs() -> None:
    text = text_of(LAUFEND, ZWEITER.formularnummer)
    expected = [
        "Aylin Demir", "4711", "Jobakademie 2.0", "Version 2", "anderes Modul", ZWEITER.formularnummer, IFK,
        "91 Tage", "Dreiergespräch", "Aylin Demir, Petra Osterloh und ich",
        *(ZWEITER.antworten.ziel, ZWEITER.antworten.modul, ZWEITER.antworten.dauer),
    ]  # fmt: skip
    assert [words for words in expected if words not in text] == []


def test_the_days_are_named_with_their_weekdays() -> None:
    assert {"Mo,\u00a012.04.2027", "So,\u00a011.07.2027"} <= set(
        runs(bogen.card(LAUFEND, ZWEITER.formularnummer, HEUTE))
    )


def test_the_checksums_of_the_o_ton_are_shown() -> None:
    text = dump(bogen.card(LAUFEND, ERSTER.formularnummer, HEUTE))
    for answer in (ERSTER.antworten.ziel, ERSTER.antworten.modul, ERSTER.antworten.dauer):
        assert pruefsumme(answer) in text


def test_a_shortened_wording_is_shown_as_such_and_the_o_ton_is_not() -> None:
    short = Antworten("Sicher am PC werden", ERSTER.antworten.modul, ERSTER.antworten.dauer)
    fall = Fall(AYLIN, (replace(EINBUCHUNG, boegen=(replace(ERSTER, kurzfassung=short),)),))
    text = text_of(fall, ERSTER.formularnummer)
    assert "Sicher am PC werden" in text
    assert ERSTER.antworten.ziel not in text
    assert text.count("von der IFK gekürzt") == 1
    assert text.count("O-Ton\n") == 2


def test_an_unknown_form_is_no_card() -> None:
    with pytest.raises(LookupError):
        bogen.card(LAUFEND, "AZ-0000-0000", HEUTE)


# --- how it stands -------------------------------------------------------------------------------


@pytest.mark.parametrize("heute", [date(2027, 2, 25), date(2027, 3, 1), date(2027, 4, 11)])
def test_before_its_successor_it_says_until_when_it_is_massgebend(heute: date) -> None:
    """D7: and which version follows, so that nobody works on with the old one."""
    text = text_of(LAUFEND, ERSTER.formularnummer, heute)
    assert "Maßgebend vom 01.03.2027 bis 11.04.2027" in text
    assert f"Ab 12.04.2027 gilt Version 2: {ZWEITER.formularnummer}" in text


def test_from_its_successors_first_day_it_is_replaced() -> None:
    card = bogen.card(LAUFEND, ERSTER.formularnummer, date(2027, 4, 12))
    assert any("Ersetzt ab 12.04.2027" in run for run in runs(card))
    assert not any("Maßgebend" in run for run in runs(card))
    assert submits(card) == {}


def test_a_form_that_never_had_a_day_of_its_own_is_replaced_at_once() -> None:
    same_days = replace(ZWEITER, zeitraum=ERSTER.zeitraum)
    fall = Fall(AYLIN, (replace(EINBUCHUNG, boegen=(ERSTER, same_days)),))
    assert "Ersetzt ab 01.03.2027" in text_of(fall, ERSTER.formularnummer, date(2027, 2, 26))


def test_a_shorter_successor_gives_the_days_after_it_back() -> None:
    """D7 goes by the day: after a short version 2 the longer version 1 is maßgebend again."""
    short = replace(ZWEITER, zeitraum=Zeitraum(date(2027, 3, 15), date(2027, 3, 31)))
    fall = Fall(AYLIN, (replace(EINBUCHUNG, boegen=(ERSTER, short)),))
    text = text_of(fall, ERSTER.formularnummer)
    assert "vom 01.03.2027 bis 14.03.2027 und vom 01.04.2027 bis 30.04.2027" in text


def test_after_its_last_day_it_has_run_out() -> None:
    text = text_of(ERSTMALS, ERSTER.formularnummer, date(2027, 5, 1))
    assert "Zeitraum abgelaufen am 30.04.2027" in text


def test_on_every_day_the_cards_call_at_most_one_massgebend() -> None:
    third = replace(
        ERSTER, formularnummer="AZ-3333-3333", version=3, zeitraum=Zeitraum(date(2027, 4, 20), date(2027, 5, 20))
    )
    einbuchung = replace(EINBUCHUNG, boegen=(ERSTER, ZWEITER, third))
    fall = Fall(AYLIN, (einbuchung,))
    for n in range(einbuchung.zeitraum.days):
        tag = einbuchung.zeitraum.beginn + timedelta(days=n)
        named = [b for b in einbuchung.boegen if any(tag in span for span in geltung(b, einbuchung))]
        expected = fall.massgebend(tag)
        assert named == ([expected] if expected else [])


def test_an_abschluss_ends_it() -> None:
    card = bogen.card(GESCHLOSSEN, ZWEITER.formularnummer, date(2027, 7, 1))
    assert any("Abgeschlossen am 18.06.2027" in run for run in runs(card))
    assert submits(card) == {}


def test_who_never_came_is_said_so() -> None:
    closed = replace(EINBUCHUNG, status=EinbuchungStatus.NICHT_ANGETRETEN)
    card = bogen.card(Fall(AYLIN, (closed,)), ZWEITER.formularnummer, HEUTE)
    assert any("Nicht angetreten" in run for run in runs(card))
    assert submits(card) == {}


@pytest.mark.parametrize(
    "fall",
    [ZURUECKGEZOGEN, Fall(AYLIN, (replace(EINBUCHUNG, status=EinbuchungStatus.STORNIERT),))],
    ids=["withdrawn", "Einbuchung cancelled"],
)
def test_a_withdrawal_leaves_the_number_and_nothing_of_the_person(fall: Fall) -> None:
    card = bogen.card(fall, ZWEITER.formularnummer, HEUTE)
    text = dump(card)
    assert ZWEITER.formularnummer in text
    assert "Zurückgezogen" in text
    answers = (ZWEITER.antworten.ziel, ZWEITER.antworten.modul, ZWEITER.antworten.dauer)
    personal = [
        "Aylin",
        "Demir",
        "4711",
        IFK,
        TRAEGER,
        "Jobakademie",
        "12.04.2027",
        *answers,
        *map(pruefsumme, answers),
    ]
    assert [words for words in personal if words in text] == []
    assert submits(card) == {}


def test_the_placeholder_says_what_comes_and_holds_nothing_personal() -> None:
    message = bogen.placeholder("AZ-7Q3K-M2XD")
    assert message["text"] == message["summary"] == "Ein neuer Erwartungsbogen AZ-7Q3K-M2XD folgt hier gleich."
    assert "attachments" not in message


# --- answers -----------------------------------------------------------------------------------------


def test_a_new_form_can_be_answered_in_all_ways() -> None:
    assert set(submits(bogen.card(answered(), ERSTER.formularnummer, date(2027, 4, 10)))) == {
        "Empfang bestätigen",
        "Rückfrage senden",
        "Begonnen",
        "Beendet",
        "Abgebrochen",
        "Nicht erschienen",
        "Dreiergespräch vorschlagen",
    }


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        (RueckmeldungArt.EMPFANG, {"Empfang bestätigen"}),
        (RueckmeldungArt.BEGONNEN, {"Begonnen", "Nicht erschienen"}),
        (RueckmeldungArt.NICHT_ERSCHIENEN, {"Nicht erschienen"}),
        (RueckmeldungArt.BEENDET, {"Begonnen", "Beendet", "Abgebrochen", "Nicht erschienen"}),
        (RueckmeldungArt.ABGEBROCHEN, {"Begonnen", "Beendet", "Abgebrochen", "Nicht erschienen"}),
    ],
)
def test_what_was_answered_is_not_asked_again(said: RueckmeldungArt, gone: set[str]) -> None:
    day = date(2027, 4, 10)
    before = set(submits(bogen.card(answered(), ERSTER.formularnummer, day)))
    after = set(submits(bogen.card(answered(said), ERSTER.formularnummer, day)))
    assert before - after == gone


def test_every_button_says_to_which_form_it_belongs() -> None:
    data = submits(bogen.card(answered(), ERSTER.formularnummer, HEUTE)).values()
    assert {azb["form"] for azb in data} == {ERSTER.formularnummer}


@pytest.mark.parametrize(
    ("title", "art"),
    [
        ("Empfang bestätigen", RueckmeldungArt.EMPFANG),
        ("Rückfrage senden", RueckmeldungArt.RUECKFRAGE),
        ("Begonnen", RueckmeldungArt.BEGONNEN),
        ("Beendet", RueckmeldungArt.BEENDET),
        ("Abgebrochen", RueckmeldungArt.ABGEBROCHEN),
        ("Nicht erschienen", RueckmeldungArt.NICHT_ERSCHIENEN),
        ("Dreiergespräch vorschlagen", RueckmeldungArt.DREIERGESPRAECH),
    ],
)
def test_a_button_means_what_its_text_means_when_written(title: str, art: RueckmeldungArt) -> None:
    data = submits(bogen.card(answered(), ERSTER.formularnummer, HEUTE))
    assert read_art(data[title]["text"]) is art


def test_inputs_open_only_with_their_own_button() -> None:
    """A Submit sends all inputs around it, so none may stand on the card itself."""
    card = bogen.card(answered(), ERSTER.formularnummer, HEUTE)
    inner = [part for show in of_type(card, "Action.ShowCard") for part in parts(show["card"])]
    assert {part["id"] for part in parts(card) if "id" in part} == {"text", "tag"}
    assert {part["id"] for part in inner if "id" in part} == {"text", "tag"}


def test_answers_are_shown_with_who_and_when() -> None:
    text = text_of(ERSTMALS, ERSTER.formularnummer)
    assert "Teilnahme begonnen am 01.03.2027 · Petra Osterloh, 01.03.2027, 13:00 Uhr" in text
    assert "Kann sie auch vormittags kommen? Nachmittags sind wir voll." in text


def test_of_many_answers_the_newest_are_shown_and_the_others_counted() -> None:
    many = tuple(
        Rueckmeldung(RueckmeldungArt.RUECKFRAGE, date(2027, 4, 1), TRAEGER, NOW, f"Frage {n:02}") for n in range(15)
    )
    fall = Fall(AYLIN, (replace(EINBUCHUNG, boegen=(replace(ERSTER, rueckmeldungen=many),)),))
    text = text_of(fall, ERSTER.formularnummer)
    assert "und 3 frühere" in text
    assert "Frage 14" in text
    assert "Frage 02" not in text
