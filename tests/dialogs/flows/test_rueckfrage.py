"""The IFK's answer to a Rückfrage: recorded, into the thread, on the card; never where nobody waits for it."""

from dataclasses import replace

import pytest

from dialogs.flows import rueckfrage
from dialogs.flows.rueckfrage import FragtAntwort
from dialogs.gemerkt import Gemerkt
from dialogs.records import RueckmeldungErfasst
from dialogs.regelung.erwartungsbogen import BogenStatus, RueckmeldungArt
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import EinbuchungStatus
from dialogs.turn import RefreshBoegen, Reply, Step, TellThread
from tests.dialogs.flows.welt import BOGEN, HEUTE, IDA, fall, kontext, said

NUMBER = BOGEN.formularnummer
ASKED = said(RueckmeldungArt.RUECKFRAGE, text="Kann sie vormittags?")
FALL = fall(replace(BOGEN, rueckmeldungen=(said(RueckmeldungArt.RUECKFRAGE, text="Wer bringt sie?"), ASKED)))
QUESTION = Reply("frage.antwort", {"formularnummer": NUMBER, "rueckfrage": ASKED})
STATE = FragtAntwort(formularnummer=NUMBER)


def test_the_answer_goes_into_the_thread_to_the_character() -> None:
    text = " Ja,\nvormittags. "
    given = said(RueckmeldungArt.ANTWORT, text=text, wer=IDA)
    values = {"formularnummer": NUMBER, "rueckmeldung": given}
    assert rueckfrage.answer(FALL, NUMBER, text, kontext()) == Step(
        None,
        (Reply("rueckfrage.beantwortet", values),),
        (RueckmeldungErfasst("4711", NUMBER, given),),
        (TellThread(NUMBER, (Reply("traeger.antwort", values),)), RefreshBoegen("4711", (NUMBER,))),
        Gemerkt(nummer="4711"),
    )


@pytest.mark.parametrize("text", ["", "  ", "..."])
def test_without_words_it_is_asked_for_the_newest_question(text: str) -> None:
    assert rueckfrage.answer(FALL, NUMBER, text, kontext()) == Step(STATE, (QUESTION,))


def test_too_long_is_asked_again() -> None:
    long = Reply("antwort.zu_lang", {"laenge": 3001, "grenze": 3000})
    assert rueckfrage.answer(FALL, NUMBER, "x" * 3001, kontext()) == Step(STATE, (long, QUESTION))


@pytest.mark.parametrize(
    "of",
    [
        fall(status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=HEUTE),
        fall(replace(BOGEN, status=BogenStatus.ZURUECKGEZOGEN)),
    ],
)
def test_a_closed_case_and_a_withdrawn_form_get_none(of: Fall) -> None:
    said_so = Reply("rueckfrage.abgeschlossen", {"fall": of, "formularnummer": NUMBER})
    assert rueckfrage.answer(of, NUMBER, "Ja.", kontext()) == Step(None, (said_so,))


@pytest.mark.parametrize("of", [None, FALL])
def test_a_form_one_does_not_know(of: Fall | None) -> None:
    step = rueckfrage.answer(of, "AZ-XXXX-XXXX", "Ja.", kontext())
    assert step == Step(None, (Reply("rueckfrage.unbekannt", {"formularnummer": "AZ-XXXX-XXXX"}),))


def test_nothing_was_asked() -> None:
    assert rueckfrage.ask(STATE, fall()) == (Reply("frage.antwort", {"formularnummer": NUMBER, "rueckfrage": None}),)
