"""Wishes for a file: what is wanted, of whom, as what, in which language; and what is no wish."""

from datetime import date
from typing import Final

import pytest

from dialogs.verstehen.befehl import Befehl, Context, FileWish, Intent, verstehe_befehl
from dialogs.verstehen.zeitraum_werte import Quarter
from tests.dialogs.verstehen.test_modul import assert_linear

HEUTE: Final = date(2027, 3, 5)
REPORT: Final = Intent.MONITORING_REPORT
MUELLER: Final = Befehl(Intent.PAPER, "Müller", file=FileWish.PDF)


def handout(language: str | None = None) -> Befehl:
    return Befehl(Intent.PAPER, "Müller", file=FileWish.HANDZETTEL, language=language)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Bericht als Excel", Befehl(REPORT, file=FileWish.EXCEL)),
        ("Monitoring als PDF", Befehl(REPORT, file=FileWish.PDF)),
        ("Bericht 2. Quartal 2026 als Excel", Befehl(REPORT, period=Quarter(2, 2026), file=FileWish.EXCEL)),
        ("Ich brauche den Bericht als Excel-Datei", Befehl(REPORT, file=FileWish.EXCEL)),
        ("Excel-Bericht", Befehl(REPORT, file=FileWish.EXCEL)),
        ("Bogen Müller als PDF", MUELLER),
        ("schick mir den Bogen von Frau Müller als PDF", MUELLER),
        ("PDF vom Erwartungsbogen Müller", MUELLER),
        ("kannst du mir den Bogen Müller als PDF schicken?", MUELLER),
        ("Bogen 4711 als PDF", Befehl(Intent.PAPER, case_number="4711", file=FileWish.PDF)),
        ("Handzettel Müller", handout()),
        ("den Handzettel für Frau Müller bitte", handout()),
        ("Handzettel Müller als PDF", handout()),
        ("Handzettel Müller in einfacher Sprache", handout()),
        ("Handzettel", Befehl(Intent.PAPER, file=FileWish.HANDZETTEL)),
        ("Bogen als PDF", Befehl(Intent.PAPER, file=FileWish.PDF)),
        ("Handzettel Müller auf Englisch", handout("en")),
        ("englischer Handzettel Müller", handout("en")),
        ("Handzettel Müller auf Türkisch", handout("tr")),
    ],
)
def test_a_wish(text: str, read: Befehl) -> None:
    for written in (text, f"/{text}"):
        assert verstehe_befehl(written, Context.IDLE, HEUTE) == read


@pytest.mark.parametrize(
    "text",
    [
        "Excel",
        "als PDF",
        "Er will mit Excel arbeiten",
        "Müller hat den Bogen als PDF bekommen",
        "Bogen als PDF an Müller verschickt",
        "Der Bericht als PDF war leer",
        "meine Fälle als Excel",
        "Bogen zurückziehen Müller als PDF",
        "keinen Handzettel für Müller",
        "Handzettel Müller wurde verteilt",
    ],
)
def test_no_wish(text: str) -> None:
    assert verstehe_befehl(text, Context.IDLE, HEUTE).intent is Intent.NONE


def test_an_o_ton_is_no_wish() -> None:
    assert verstehe_befehl("Bogen Müller als PDF", Context.FORM_Q1).intent is Intent.ANSWER


def test_for_others_it_is_the_report_or_none_of_the_list() -> None:
    assert verstehe_befehl("Bericht als PDF").to_json()["intent"] == "monitoring_report"
    assert verstehe_befehl("Bogen Müller als PDF").to_json()["intent"] == "none"


def test_the_cost_is_linear() -> None:
    assert_linear(verstehe_befehl, "auf Handzettel ")
