"""The Träger's words and what follows from them: the reading as a table, the answers as whole Steps."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dialogs.flows import traeger
from dialogs.flows.traeger.lesen import Meldung, Wort, read, read_art
from dialogs.records import RueckmeldungErfasst
from dialogs.regelung.erwartungsbogen import BogenStatus, RueckmeldungArt
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import EinbuchungStatus
from dialogs.requests import Answer, Liste, LoadFallOfForm, LoadListe, LoadThread, Request, Seite, Zeile
from dialogs.turn import Channel, Clicked, RefreshBoegen, Reply, Said, Step, TellStaff
from tests.dialogs.flows.welt import BOGEN, HEUTE, MIRA, SECOND, fall, kontext, play, said

KANAL = Channel("19:kanal", "house", "Träger")
NUMBER = BOGEN.formularnummer
FALL = fall()
THREAD = LoadThread("19:kanal", "m1")
Art = RueckmeldungArt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Empfang bestätigt", Art.EMPFANG),
        ("Haben wir bekommen, danke!", Art.EMPFANG),
        ("Bogen ist angekommen", Art.EMPFANG),
        ("empfang bestätigen", Art.EMPFANG),
        ("Rückfrage: Wer bringt sie?", Art.RUECKFRAGE),
        ("Frage: Hat sie einen Laptop?", Art.RUECKFRAGE),
        ("begonnen am 08.03.2027", Art.BEGONNEN),
        ("Frau N. hat gestern angefangen", Art.BEGONNEN),
        ("Teilnahme begonnen", Art.BEGONNEN),
        ("nicht erschienen", Art.NICHT_ERSCHIENEN),
        ("Sie ist heute nicht gekommen.", Art.NICHT_ERSCHIENEN),
        ("abgebrochen am 10.03.", Art.ABGEBROCHEN),
        ("Teilnahme beendet am 02.05.2027", Art.BEENDET),
        ("Dreiergespräch: Dienstag, 10 Uhr", Art.DREIERGESPRAECH),
        ("Liste", Wort.LISTE),
        ("Liste Seite 2", Wort.LISTE),
        ("Hilfe", Wort.HILFE),
        ("", Wort.HILFE),
        ("abgebrochen: hat eine Arbeit begonnen", Art.ABGEBROCHEN),
        ("noch nicht begonnen", None),
        ("nicht bestätigt", None),
        ("Sie ist nicht mehr gekommen", None),
        ("Hat sie schon begonnen?", None),
        ("begonnen und abgebrochen", None),
        ("Status Nowak", None),
        ("Guten Morgen zusammen", None),
    ],
)
def test_reading(text: str, expected: RueckmeldungArt | Wort | None) -> None:
    assert read_art(text) is expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Said("Rückfrage:  Wer bringt sie?\nUnd wann?"), Meldung(Art.RUECKFRAGE, text="Wer bringt sie?\nUnd wann?")),
        (Said(f"{NUMBER} Rückfrage: Wann?"), Meldung(Art.RUECKFRAGE, text="Wann?")),
        (Said(f"Rückfrage {NUMBER}: Wann?"), Meldung(Art.RUECKFRAGE, text="Wann?")),
        (Said("Rückfrage"), Meldung(Art.RUECKFRAGE)),
        (Clicked("Rückfrage", NUMBER, values={"text": "Wann?"}), Meldung(Art.RUECKFRAGE, text="Wann?")),
        (Clicked("begonnen", NUMBER, values={"tag": "2027-03-08"}), Meldung(Art.BEGONNEN, "begonnen 2027-03-08")),
        (Said("abgebrochen: hat eine Arbeit"), Meldung(Art.ABGEBROCHEN, "abgebrochen ", "hat eine Arbeit")),
    ],
)  # fmt: skip
def test_what_was_said_beyond_the_kind(event: Said | Clicked, expected: Meldung) -> None:
    assert read(event) == expected


def answer(event: Said | Clicked, known: Mapping[Request, Answer]) -> Step[None]:
    return play(traeger.step(event, KANAL, kontext(MIRA)), known)


def noted(art: RueckmeldungArt, day: date = HEUTE, text: str | None = None, of: Fall = FALL) -> Step[None]:
    """Recorded, the card renewed, the IFK told."""
    given = said(art, day, text)
    pair = of.bogen(NUMBER)
    values = {"fall": of, "bogen": pair and pair[1], "rueckmeldung": given}
    choices = (f"/antwort {NUMBER}",) if art is Art.RUECKFRAGE else ()
    return Step(
        None,
        (Reply("traeger.erfasst", {"art": art, "tag": day, "formularnummer": NUMBER}),),
        (RueckmeldungErfasst("4711", NUMBER, given),),
        (RefreshBoegen("4711", (NUMBER,)), TellStaff("ida", (Reply("ifk.rueckmeldung", values, choices),))),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Empfang bestätigt", noted(Art.EMPFANG)),
        ("Rückfrage: Wer bringt sie?", noted(Art.RUECKFRAGE, text="Wer bringt sie?")),
        ("begonnen", noted(Art.BEGONNEN)),
        ("begonnen am 08.03.2027", noted(Art.BEGONNEN, date(2027, 3, 8))),
        ("Beginn: 08.03.2027", noted(Art.BEGONNEN, date(2027, 3, 8))),
        ("gestern begonnen", noted(Art.BEGONNEN, date(2027, 4, 18))),
        ("nicht erschienen am 12.4.", noted(Art.NICHT_ERSCHIENEN, date(2027, 4, 12))),
        ("abgebrochen am 16.04.2027: Sie hat Arbeit", noted(Art.ABGEBROCHEN, date(2027, 4, 16), "Sie hat Arbeit")),
        ("beendet am 16.04.2027", noted(Art.BEENDET, date(2027, 4, 16))),
        ("Dreiergespräch: Dienstag, 10 Uhr", noted(Art.DREIERGESPRAECH, text="Dienstag, 10 Uhr")),
        # a day in a Rückfrage is part of the question
        ("Rückfrage: Geht auch der 03.05.?", noted(Art.RUECKFRAGE, text="Geht auch der 03.05.?")),
    ],
)
def test_an_answer_in_the_thread(text: str, expected: Step[None]) -> None:
    assert answer(Said(text, "m1"), {THREAD: FALL}) == expected


def test_by_button_and_by_number() -> None:
    of_form: Mapping[Request, Answer] = {LoadFallOfForm(NUMBER): FALL}
    pressed = Clicked("Teilnahme begonnen", NUMBER, values={"tag": "2027-04-12"})
    assert answer(pressed, of_form) == noted(Art.BEGONNEN, date(2027, 4, 12))
    assert answer(Said(f"{NUMBER.lower()} Empfang bestätigt"), of_form) == noted(Art.EMPFANG)


def test_another_channels_form_and_no_form_at_all() -> None:
    which = Step(None, (Reply("traeger.welches_formular"),))
    assert answer(Clicked("Empfang bestätigen", NUMBER), {LoadFallOfForm(NUMBER): None}) == which
    assert answer(Said("Empfang bestätigt"), {}) == which
    assert answer(Said("Empfang bestätigt", "m1"), {THREAD: None}) == which


def refused(key: str, **values: object) -> Step[None]:
    return Step(None, (Reply(key, values),))


@pytest.mark.parametrize(
    ("text", "of", "step"),
    [
        pytest.param(
            "begonnen am 20.04.2027",
            FALL,
            refused("traeger.tag_zukunft", art=Art.BEGONNEN, tag=HEUTE + timedelta(days=1)),
            id="a day to come",
        ),
        pytest.param(
            "begonnen am 31.02.2027",
            FALL,
            refused("traeger.tag_unklar", art=Art.BEGONNEN, grund="impossible_date"),
            id="no such day",
        ),
        pytest.param("Rückfrage:", FALL, refused("traeger.rueckfrage_leer"), id="no question"),
        pytest.param(
            "Rückfrage: " + "x" * 3001, FALL, refused("antwort.zu_lang", laenge=3001, grenze=3000), id="too long"
        ),
        pytest.param(
            "Empfang bestätigt",
            fall(replace(BOGEN, rueckmeldungen=(said(Art.EMPFANG),))),
            refused("traeger.schon_bestaetigt", formularnummer=NUMBER),
            id="confirmed already",
        ),
        pytest.param(
            "Empfang bestätigt",
            fall(replace(BOGEN, status=BogenStatus.ZURUECKGEZOGEN)),
            refused("traeger.zurueckgezogen", formularnummer=NUMBER),
            id="withdrawn",
        ),
        pytest.param(
            "Rückfrage: Warum?",
            fall(status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE),
            refused("traeger.abgeschlossen", formularnummer=NUMBER),
            id="a closed case",
        ),
    ],
)
def test_one_sentence_and_nothing_is_noted(text: str, of: Fall, step: Step[None]) -> None:
    assert answer(Said(text, "m1"), {THREAD: of}) == step


def test_the_older_card_answers_for_its_own_days_only() -> None:
    of = fall(BOGEN, SECOND)
    step = answer(Clicked("Teilnahme beendet", NUMBER), {LoadFallOfForm(NUMBER): of})
    assert step == refused("traeger.ersetzt", formularnummer=NUMBER, neu=SECOND)
    later = replace(SECOND, zeitraum=replace(SECOND.zeitraum, beginn=date(2027, 4, 26)))
    kept = fall(BOGEN, later)
    step = answer(Clicked("Teilnahme begonnen", NUMBER), {LoadFallOfForm(NUMBER): kept})
    assert step == noted(Art.BEGONNEN, of=kept)


def test_in_the_thread_the_newest_form_is_meant() -> None:
    step = answer(Said("Empfang bestätigt", "m1"), {THREAD: fall(BOGEN, SECOND)})
    assert [r.formularnummer for r in step.records if isinstance(r, RueckmeldungErfasst)] == [SECOND.formularnummer]


@pytest.mark.parametrize(("text", "page"), [("Liste", 1), ("Liste Seite 2", 2)])
def test_the_list_shows_numbers_and_no_names(text: str, page: int) -> None:
    seite = Seite((Zeile("4711", "", NUMBER),), 1, page, 2)
    step = answer(Said(text), {LoadListe(Liste.KANAL, seite=page): seite})
    assert step == Step(None, (Reply("traeger.liste", {"seite": seite, "heute": HEUTE}),))


@pytest.mark.parametrize("text", ["Status Nowak", "noch nicht begonnen", "Empfang bestätigt. Wann kommt sie?"])
def test_what_is_no_answer_is_said_to_be_none(text: str) -> None:
    lost = (Reply("traeger.nicht_verstanden"), Reply("traeger.hilfe"))
    assert answer(Said(text, "m1"), {}) == Step(None, lost)
    assert answer(Said("hilfe", "m1"), {}) == Step(None, lost[1:])
