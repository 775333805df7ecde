"""Files from the chat, step by step: whole Steps, so that a forgotten effect fails too."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dialogs.delivery import Target
from dialogs.files import PaperFile, ReportFile
from dialogs.flows import datei
from dialogs.gemerkt import Gemerkt, Offer, OfferedPaper, OfferedReport
from dialogs.monitoring import bericht
from dialogs.records import DateiUebergeben
from dialogs.regelung.erwartungsbogen import BogenStatus
from dialogs.regelung.fristen import Zeitraum
from dialogs.requests import Answer, LoadBericht, LoadFallOfForm, Request
from dialogs.turn import Consented, Kontext, Reply, SendFile, Step, TakeAway
from dialogs.verstehen.befehl import Befehl, FileWish, Intent
from dialogs.verstehen.zeitraum_werte import Quarter
from tests.dialogs.flows.welt import BOGEN, JETZT, NEU, NOBODY_BOOKED, SECOND, fall, kontext, play

ON = replace(kontext(), files=True, languages=frozenset({"de", "en"}))
FALL = fall(BOGEN, SECOND)
TARGET = Target("https://goe-my.sharepoint.com/up", "https://goe-my.sharepoint.com/a.pdf", "1")
PAPER = OfferedPaper(
    id=f"datei-{NEU}",
    until=JETZT + timedelta(hours=1),
    art="bogen",
    nummer="4711",
    formularnummer=SECOND.formularnummer,
)
QUARTAL = Zeitraum(date(2027, 1, 1), date(2027, 3, 31))
REPORT = OfferedReport(id=f"datei-{NEU}", until=PAPER.until, art="excel", von=QUARTAL.beginn, bis=QUARTAL.ende)
BERICHT = bericht((), QUARTAL, QUARTAL.ende)
WISH = Befehl(Intent.PAPER, "Nowak", file=FileWish.PDF)
TAKEN = Consented(PAPER.id, accepted=True, target=TARGET, card="17")


def offered(offer: OfferedPaper, *before: Offer) -> Step[None]:
    values = {"offer": offer, "fall": FALL}
    kept = Gemerkt(offers=(*before, offer), nummer="4711")
    return Step(None, (Reply("karte.datei_angebot", values), Reply("datei.angebot", values)), remember=kept)


# --- the offer -----------------------------------------------------------------------------------------------


def test_the_newest_form_in_force_is_offered() -> None:
    assert datei.offer_paper(FALL, WISH, None, (), ON) == offered(PAPER)
    older = replace_offer(PAPER, formularnummer=BOGEN.formularnummer)
    assert datei.offer_paper(FALL, WISH, BOGEN.formularnummer, (), ON) == offered(older)


def test_a_handout_in_a_language() -> None:
    wish = replace(WISH, file=FileWish.HANDZETTEL, language="en")
    assert datei.offer_paper(FALL, wish, None, (), ON) == offered(
        replace_offer(PAPER, art="handzettel", sprache="en")
    )


def test_a_language_without_a_file_is_said() -> None:
    wish = replace(WISH, file=FileWish.HANDZETTEL, language="tr")
    said = Reply("datei.keine_sprache", {"sprachen": ON.languages})
    assert datei.offer_paper(FALL, wish, None, (), ON) == Step(None, (said,))


@pytest.mark.parametrize("file", [FileWish.PDF, FileWish.HANDZETTEL])
def test_without_a_form_there_is_no_file(file: FileWish) -> None:
    said = Reply("datei.kein_bogen", {"fall": NOBODY_BOOKED})
    assert datei.offer_paper(NOBODY_BOOKED, replace(WISH, file=file), None, (), ON) == Step(None, (said,))


def test_what_was_withdrawn_has_no_handout_but_can_be_printed() -> None:
    gone = replace(SECOND, status=BogenStatus.ZURUECKGEZOGEN)
    of, wish = fall(gone), replace(WISH, file=FileWish.HANDZETTEL)
    said = Reply("datei.kein_bogen", {"fall": of})
    assert datei.offer_paper(of, wish, gone.formularnummer, (), ON) == Step(None, (said,))
    (first, _) = datei.offer_paper(of, WISH, gone.formularnummer, (), ON).replies
    assert first.key == "karte.datei_angebot"


def test_in_a_house_without_files_nothing_is_offered() -> None:
    off = replace(ON, files=False)
    said = Reply("datei.aus", {"offer": PAPER, "fall": FALL})
    assert datei.offer_paper(FALL, WISH, None, (), off) == Step(None, (said,))


def test_offers_that_are_over_go_and_there_are_never_many() -> None:
    old = replace_offer(PAPER, id="alt", until=JETZT - timedelta(seconds=1))
    others = tuple(replace_offer(PAPER, id=f"nr-{n}") for n in range(9))
    step = datei.offer_paper(FALL, WISH, None, (old, *others), ON)
    assert step.remember == Gemerkt(offers=(*others[-4:], PAPER), nummer="4711")


def test_the_report_is_offered_to_who_may_see_it() -> None:
    wish = Befehl(Intent.MONITORING_REPORT, period=Quarter(1, 2027), file=FileWish.EXCEL)
    values = {"offer": REPORT, "fall": None}
    cards = (Reply("karte.datei_angebot", values), Reply("datei.angebot", values))
    step = play(datei.offer_report(wish, (), ON), {LoadBericht(QUARTAL): BERICHT})
    assert step == Step(None, cards, remember=Gemerkt(offers=(REPORT,)))
    refused = play(datei.offer_report(wish, (), ON), {LoadBericht(QUARTAL): None})
    assert refused == Step(None, (Reply("keine_berechtigung", {"wer": ON.wer}),))


# --- the answer to it ----------------------------------------------------------------------------------------


def redeemed(event: Consented, *offers: Offer, mine: bool = True, when: Kontext = ON) -> Step[None]:
    known: dict[Request, Answer] = {
        LoadFallOfForm(SECOND.formularnummer): FALL if mine else None,
        LoadBericht(QUARTAL): BERICHT if mine else None,
    }
    return play(datei.redeem(offers, event, when), known)


def test_what_is_taken_is_noted_and_goes_once() -> None:
    other = replace_offer(PAPER, id="andere")
    assert redeemed(TAKEN, other, PAPER) == Step(
        None,
        (),
        (DateiUebergeben("bogen", "4711", SECOND.formularnummer),),
        (TakeAway("17"), SendFile("ida", PaperFile(FALL, SECOND.formularnummer, "bogen"), TARGET)),
        remember=Gemerkt(offers=(other,)),
    )


def test_a_report_is_noted_without_a_person() -> None:
    step = redeemed(TAKEN, REPORT)
    assert step.records == (DateiUebergeben("bericht_excel"),)
    assert step.effects[-1] == SendFile("ida", ReportFile(BERICHT, "excel"), TARGET)


def test_what_was_not_offered_here_or_is_over_is_not_taken() -> None:
    said = Step(None, (Reply("datei.abgelaufen"),), effects=(TakeAway("17"),))
    assert redeemed(TAKEN) == said
    assert redeemed(replace(TAKEN, offer="x"), PAPER) == said
    assert redeemed(TAKEN, PAPER, when=replace(ON, jetzt=PAPER.until + timedelta(seconds=1))) == said
    assert redeemed(TAKEN, PAPER, when=replace(ON, jetzt=PAPER.until)).effects[1:] != ()


def test_a_refusal_ends_the_offer() -> None:
    refused = replace(TAKEN, accepted=False, target=None)
    said = Step(None, (Reply("datei.abgelehnt"),), effects=(TakeAway("17"),), remember=Gemerkt(offers=()))
    assert redeemed(refused, PAPER) == said


def test_to_a_foreign_place_goes_nothing_and_the_offer_stays() -> None:
    said = Step(None, (Reply("datei.ort_fremd"),))
    assert redeemed(replace(TAKEN, target=None), PAPER) == said
    assert redeemed(TAKEN, PAPER, when=replace(ON, files=False)) == said


@pytest.mark.parametrize("offer", [PAPER, REPORT], ids=["form", "report"])
def test_rights_count_when_it_is_taken(offer: Offer) -> None:
    said = Step(None, (Reply("datei.nicht_mehr"),), effects=(TakeAway("17"),), remember=Gemerkt(offers=()))
    assert redeemed(TAKEN, offer, mine=False) == said


def replace_offer(offer: OfferedPaper, **changes: object) -> OfferedPaper:
    return offer.model_copy(update=changes)
