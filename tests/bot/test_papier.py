"""The Erwartungsbogen and its handout as PDF: tagged, readable by machines, the O-Ton to the character."""

import re
import string
import time
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cards.examples import EINBUCHUNG, ERSTER, GESCHLOSSEN, LAUFEND, ZURUECKGEZOGEN, ZWEITER
from bot.papier.bogen import bogen_pdf, daten, seen
from bot.papier.handzettel import handzettel_pdf
from bot.papier.setzen import setze
from bot.texts.handzettel import sprachen, worte
from bot.texts.papier import dateiname
from dialogs.regelung.erwartungsbogen import Antworten, pruefsumme
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum
from tests.bot import pdf as paper

TEMPLATE = Path(__file__).parents[2] / "bot" / "papier" / "bogen.typ"
HOSTILE = [
    '#set text(red) #read("bogen.typ") #import "teile.typ": *',
    "*fett* _kursiv_ $x^2$ `roh` = Titel",
    "@verweis <marke> \\ // Kommentar /* mehr */ https://x.example",
    "~ --- ... \"gerade\" 'Zeichen' [Klammer] {geschweift} #{1 + 1}",
    "- Liste\n+ Liste\n/ Wort: Liste",
]


def with_oton(ziel: str, modul: str = "die Werkstatt", dauer: str = "zwei Monate") -> Fall:
    """The first form of the running case with other answers."""
    form = replace(ERSTER, antworten=Antworten(ziel, modul, dauer))
    return replace(LAUFEND, einbuchungen=(replace(EINBUCHUNG, boegen=(form,)),))


def packed(text: str) -> str:
    """Without blanks, and with ligatures and the like as letters: how far the text of a page can be compared."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


# --- the form ----------------------------------------------------------------------------------------------


def test_it_is_tagged_and_says_its_language_and_title() -> None:
    made = bogen_pdf(LAUFEND, ZWEITER.formularnummer)
    assert paper.is_tagged(made, "de")
    assert {"H1", "H2", "P", "Table"} <= paper.roles(made)
    assert ZWEITER.formularnummer.encode() in paper.objects(made)


def test_everything_of_the_form_stands_on_it(tmp_path: Path) -> None:
    said = packed(paper.text(bogen_pdf(LAUFEND, ZWEITER.formularnummer), tmp_path))
    answers = (ZWEITER.antworten.ziel, ZWEITER.antworten.modul, ZWEITER.antworten.dauer)
    facts = (
        "Aylin Demir",
        "4711",
        ZWEITER.formularnummer,
        "Version 2",
        "Jobakademie 2.0",
        "Montag, 12.04.2027 bis Sonntag, 11.07.2027 (91 Tage)",
        "anderes Modul",
        "Dreiergespräch: Aylin Demir, Petra Osterloh und ich",
        "09.04.2027, 10:30 Uhr, von Jonas Brandt",
    )
    for fact in (*answers, *facts, *map(pruefsumme, answers)):
        assert packed(fact) in said, fact


def test_answers_of_the_traeger_and_a_shortened_wording_stand_beside_the_oton(tmp_path: Path) -> None:
    short = Antworten("Am PC sicher werden", ERSTER.antworten.modul, ERSTER.antworten.dauer)
    form = replace(ERSTER, kurzfassung=short, begruendung="Sie übt zweimal die Woche.")
    fall = replace(LAUFEND, einbuchungen=(replace(EINBUCHUNG, boegen=(form,)),))
    said = packed(paper.text(bogen_pdf(fall, ERSTER.formularnummer), tmp_path))
    for fact in ("Am PC sicher werden", ERSTER.antworten.ziel, "Sie übt zweimal die Woche.", "Empfang bestätigt"):
        assert packed(fact) in said, fact
    assert said.count(packed("Für den Träger gekürzt")) == 1


@pytest.mark.parametrize("oton", HOSTILE)
def test_no_oton_is_read_as_markup(oton: str, tmp_path: Path) -> None:
    fall = with_oton(oton, oton, oton)
    for made in (bogen_pdf(fall, ERSTER.formularnummer), handzettel_pdf(fall, ERSTER.formularnummer)):
        assert packed(paper.text(made, tmp_path)).count(packed(oton)) == 3


def test_names_and_other_texts_are_no_markup_either(tmp_path: Path) -> None:
    fall = with_oton("x")
    fall = replace(fall, elb=replace(fall.elb, vorname="#box[Aylin]", ifk_name="*Jonas*", nummer="$4711$"))
    said = packed(paper.text(bogen_pdf(fall, ERSTER.formularnummer), tmp_path))
    assert all(mark in said for mark in ("#box[Aylin]Demir", "*Jonas*", "$4711$"))


def test_unseen_characters_are_shown(tmp_path: Path) -> None:
    oton = "a\u200bb\u202ec\x00d\te"
    assert seen(oton) == "a⟨U+200B⟩b⟨U+202E⟩c␀d␉e"
    said = packed(paper.text(bogen_pdf(with_oton(oton), ERSTER.formularnummer), tmp_path))
    assert packed("a⟨U+200B⟩b⟨U+202E⟩c") in said
    assert packed("stehen für Zeichen, die man nicht sieht") in said
    plain = packed(paper.text(bogen_pdf(with_oton("abc"), ERSTER.formularnummer), tmp_path))
    assert packed("stehen für Zeichen") not in plain


def test_a_character_without_a_glyph_is_printed_by_its_number(tmp_path: Path) -> None:
    """A private-use character is in no font; without care PDF/UA would refuse the whole form."""
    said = packed(
        paper.text(bogen_pdf(with_oton("vor \uf8d1\U0010fffd nach Ğşİ Привет"), ERSTER.formularnummer), tmp_path)
    )
    assert packed("vor ⟨U+F8D1⟩⟨U+10FFFD⟩ nach") in said
    assert packed("Ğşİ Привет") in said


def test_line_breaks_and_blanks_stay(tmp_path: Path) -> None:
    """They are there in the data and in the picture; extracted text keeps at least the lines."""
    form = with_oton("eins\n\n  zwei   drei ").einbuchungen[0].boegen[0]
    assert daten(LAUFEND.elb, EINBUCHUNG, form)["antworten"][0]["text"] == "eins\n\n  zwei   drei "
    lines = paper.text(bogen_pdf(with_oton("eins\nzwei"), ERSTER.formularnummer), tmp_path).splitlines()
    assert {"eins", "zwei"} <= set(lines)


def test_the_longest_answers_are_all_there(tmp_path: Path) -> None:
    """Words longer than a line and hundreds of lines run over pages, never over the edge."""
    longest = (string.ascii_letters * 60)[:3000]
    fall = with_oton(longest, "z\n" * 1500, "wort " * 600)
    said = packed(paper.text(bogen_pdf(fall, ERSTER.formularnummer), tmp_path))
    assert longest in re.sub(r"ErwartungsbogenAZ-7Q3K-M2XD,Version1Seite\d+von\d+", "", said)
    assert said.count("wort") >= 600


def test_very_many_different_signs_take_no_minute() -> None:
    everything = "".join(chr(c) for c in range(0x4E00, 0x4E00 + 3000))
    began = time.monotonic()
    assert paper.is_tagged(bogen_pdf(with_oton(everything), ERSTER.formularnummer), "de")
    assert time.monotonic() - began < 30


def test_how_the_form_stands_is_said_first(tmp_path: Path) -> None:
    replaced = paper.text(bogen_pdf(LAUFEND, ERSTER.formularnummer), tmp_path)
    assert f"Ab 12.04.2027 ersetzt durch Version 2 ({ZWEITER.formularnummer})." in replaced
    withdrawn = paper.text(bogen_pdf(ZURUECKGEZOGEN, ZWEITER.formularnummer), tmp_path)
    assert "Zurückgezogen: Dieser Erwartungsbogen gilt nicht." in withdrawn
    over = paper.text(bogen_pdf(GESCHLOSSEN, ZWEITER.formularnummer), tmp_path)
    assert "Die Teilnahme ist abgeschlossen, letzter Tag Freitag, 18.06.2027." in over


def test_the_same_form_gives_the_same_bytes() -> None:
    assert bogen_pdf(LAUFEND, ERSTER.formularnummer) == bogen_pdf(LAUFEND, ERSTER.formularnummer)


def test_an_unknown_form_is_no_paper() -> None:
    for make in (bogen_pdf, handzettel_pdf):
        with pytest.raises(LookupError):
            make(LAUFEND, "AZ-0000-0000")


def test_what_does_not_fit_the_template_is_an_error() -> None:
    """A mistake of ours is not taken for a missing character."""
    from typst import TypstError

    with pytest.raises(TypstError):
        setze(TEMPLATE, {"titel": "x"}, ERSTER.gesendet_am)


def test_the_files_name_tells_no_person() -> None:
    assert dateiname("AZ-1", datetime(2027, 3, 1)) == "Erwartungsbogen AZ-1 2027-03-01.pdf"  # noqa: DTZ001


# --- the handout -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sprache", sprachen())
def test_the_handout_in_every_language(sprache: str, tmp_path: Path) -> None:
    made = handzettel_pdf(LAUFEND, ZWEITER.formularnummer, sprache)
    assert paper.is_tagged(made, sprache)
    assert {"H1", "H2", "P", "L", "LI"} <= paper.roles(made)
    said = packed(paper.text(made, tmp_path))
    w = worte(sprache)
    monday, sunday = w["wochentage"][0], w["wochentage"][6]
    oton = ZWEITER.antworten.ziel
    for fact in (
        w["titel"],
        "Aylin Demir",
        "Jobakademie 2.0",
        f"{monday}, 12.04.2027",
        f"{sunday}, 11.07.2027",
        oton,
    ):
        assert packed(fact) in said, fact
    assert packed(w["fragen"]["person"].format(ifk="Jonas Brandt")) in said
    assert packed(w["datenschutz"]["entwurf"]) in said


def test_german_and_english_are_there() -> None:
    assert {"de", "en"} <= set(sprachen())


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}")
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from leaves(item, f"{path}.{n}")
    else:
        yield path, value


def shape(words: Mapping[str, Any]) -> dict[str, set[str]]:
    """Every text by its place, with the names the program fills in."""
    fields = string.Formatter()
    return {path: {name for _, name, _, _ in fields.parse(str(text)) if name} for path, text in leaves(words)}


@pytest.mark.parametrize("sprache", sprachen())
def test_every_language_has_all_words_and_the_same_places_to_fill(sprache: str) -> None:
    assert shape(worte(sprache)) == shape(worte("de"))
    assert all(str(text).strip() for _, text in leaves(worte(sprache)))


def test_the_privacy_notice_is_marked_as_a_draft() -> None:
    assert worte("de")["datenschutz"]["entwurf"].startswith("ENTWURF")
    assert worte("en")["datenschutz"]["entwurf"].startswith("DRAFT")


def test_simple_german_has_short_sentences() -> None:
    sentences = [s for _, text in leaves(worte("de")) for s in re.split(r"(?<=[.?!:])\s", str(text))]
    longest = max(sentences, key=lambda s: len(s.split()))
    assert len(longest.split()) <= 15, longest


def test_one_day_is_said_as_one_day(tmp_path: Path) -> None:
    day = replace(ERSTER, zeitraum=Zeitraum(date(2027, 3, 1), date(2027, 3, 1)))
    fall = replace(LAUFEND, einbuchungen=(replace(EINBUCHUNG, boegen=(day,)),))
    assert "Das ist ein Tag." in paper.text(handzettel_pdf(fall, ERSTER.formularnummer), tmp_path)


def test_no_handout_of_what_is_not_agreed() -> None:
    with pytest.raises(LookupError):
        handzettel_pdf(ZURUECKGEZOGEN, ZWEITER.formularnummer)
    with pytest.raises(LookupError):
        handzettel_pdf(LAUFEND, ZWEITER.formularnummer, "../de")
