"""The report of the monitoring in all its shapes: card, text, JSON, workbook, paper."""

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from bot.bericht.als_json import als_json
from bot.bericht.pdf import pdf
from bot.bericht.xlsx import text as write_text
from bot.bericht.xlsx import xlsx
from bot.cards.bericht import card
from bot.texts.monitoring import DEFINITION, SCHUTZ, TEXTS, TITEL, zeitraum
from dialogs.monitoring import Bericht, bericht
from dialogs.regelung.fristen import Zeitraum
from dialogs.verstehen.befehl import Context, Intent, verstehe_befehl
from tests.bot import pdf as paper
from tests.bot.cards.pruefung import MAX_BYTES, of_type, runs, schema_errors, sent_bytes, submits
from tests.dialogs.test_monitoring import DW, HEUTE, JA, QUARTAL, bogen, einbuchung, people, random_people

JAHR = Zeitraum(date(2026, 7, 1), date(2027, 6, 30))
FIVE_YEARS = Zeitraum(date(2022, 7, 1), date(2027, 6, 30))


def report(span: Zeitraum = QUARTAL) -> Bericht:
    everybody = people((12, einbuchung(bogen(DW))), (3, einbuchung(bogen(JA))), (8, einbuchung(bogen(DW, tage=70))))
    return bericht(everybody, span, HEUTE)


def many(span: Zeitraum = JAHR) -> Bericht:
    return bericht([v for seed in range(12) for v in random_people(seed)], span, HEUTE)


REPORTS = {"few": report(), "year": many(), "five years": many(FIVE_YEARS), "nobody": bericht([], JAHR, HEUTE)}


# --- JSON -----------------------------------------------------------------------------------------------


def test_json_gives_every_figure_with_its_definition() -> None:
    found = als_json(report())
    assert found["zeitraum"] == {"von": "2027-04-01", "bis": "2027-06-30", "name": "2. Quartal 2027"}
    assert found["stand"] == "2027-06-15"
    assert set(found["kennzahlen"]) == set(TITEL) == set(DEFINITION)
    assert found["kennzahlen"]["anlass"]["definition"] == DEFINITION["anlass"]
    assert found["kennzahlen"]["teilnahmen"]["reihen"]["digitalwerkstatt"] == {
        "titel": "Digitalwerkstatt",
        "2027-04": {"wert": 20, "einheit": "anzahl", "unterdrueckt": False},
        "2027-05": {"wert": 20, "einheit": "anzahl", "unterdrueckt": False},
        "2027-06": {"wert": 8, "einheit": "anzahl", "unterdrueckt": False},
        "gesamt": {"wert": 20, "einheit": "anzahl", "unterdrueckt": False},
    }
    assert json.loads(json.dumps(found)) == found


def cells(found: object) -> Iterator[dict[str, object]]:
    if isinstance(found, dict):
        if "unterdrueckt" in found:
            yield found
        for value in found.values():
            yield from cells(value)


@pytest.mark.parametrize("name", REPORTS)
def test_a_hidden_number_is_null_and_no_small_count_is_there(name: str) -> None:
    found = [*cells(als_json(REPORTS[name]))]
    assert found
    assert all((c["wert"] is None) == c["unterdrueckt"] for c in found)
    counts = [c["wert"] for c in found if c["einheit"] == "anzahl"]
    assert all(value is None or (isinstance(value, int) and value >= 5) for value in counts)


# --- text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 3, 1), date(2027, 3, 31), "März 2027"),
        (date(2026, 4, 1), date(2026, 6, 30), "2. Quartal 2026"),
        (date(2026, 5, 1), date(2026, 7, 31), "Mai bis Juli 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "Jahr 2026"),
        (date(2026, 2, 1), date(2027, 1, 31), "Februar 2026 bis Januar 2027"),
        (date(2026, 11, 1), date(2027, 1, 31), "November 2026 bis Januar 2027"),
    ],
)
def test_the_period_is_said_back(first: date, last: date, said: str) -> None:
    assert zeitraum(Zeitraum(first, last)) == said


def test_the_text_says_the_same_and_no_sign_of_markdown() -> None:
    said = TEXTS["bericht"]({"bericht": report(), "gefragt": None})
    assert "**Monitoring 2. Quartal 2027**, Stand 15.06.2027." in said
    assert "Digitalwerkstatt 20, Jobakademie 2.0 unter 5, Gesamt verdeckt" in said
    assert "<" not in said
    assert said.count("*") == 4, "two pairs of stars around the title and nothing else"


def test_the_text_says_when_more_days_count_than_were_asked_for() -> None:
    asked = Zeitraum(date(2027, 4, 12), date(2027, 6, 15))
    said = TEXTS["bericht"]({"bericht": report(asked), "gefragt": asked})
    assert "Berichte zählen in ganzen Monaten: 01.04.2027 bis 30.06.2027." in said
    assert "ganzen Monaten" not in TEXTS["bericht"]({"bericht": report(), "gefragt": QUARTAL})
    far = Zeitraum(date(2000, 1, 1), date(2027, 6, 30))
    assert "höchstens fünf Jahre" in TEXTS["bericht"]({"bericht": report(far), "gefragt": far})


# --- the card ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_the_card_is_valid_and_small_enough(name: str) -> None:
    made = card(REPORTS[name])
    assert schema_errors(made) == []
    assert sent_bytes(made) < MAX_BYTES
    assert made["lang"] == "de"
    assert made["fallbackText"]


def test_bars_are_as_wide_as_their_numbers() -> None:
    made = card(many(QUARTAL))
    pieces = [c for c in of_type(made, "Column") if c.get("style") and isinstance(c["width"], int)]
    assert pieces
    for piece in pieces:
        [said] = runs(piece)
        assert piece["width"] == int(re.sub(r"\D", "", said))


def test_a_hidden_number_has_words_but_no_bar() -> None:
    made = card(report())
    [april] = [c for c in of_type(made, "ColumnSet") if runs(c)[0] == "April 2027"]
    assert runs(april) == ["April 2027", "\nJobakademie 2.0\u00a0<5", "20"]
    assert SCHUTZ in runs(made)


def test_a_number_on_a_narrow_piece_stands_beside_the_bar_too() -> None:
    """On a phone there may be no room for it on the piece."""
    made = card(bericht(people((40, einbuchung(bogen(DW))), (5, einbuchung(bogen(JA)))), QUARTAL, HEUTE))
    [april] = [c for c in of_type(made, "ColumnSet") if runs(c)[0] == "April 2027"]
    assert runs(april) == ["April 2027", "\nJobakademie 2.0\u00a05", "40", "5"]


def test_every_button_asks_for_another_report() -> None:
    for text in {data["text"] for data in submits(card(report())).values()}:
        befehl = verstehe_befehl(text, Context.IDLE, HEUTE)
        assert befehl.intent is Intent.MONITORING_REPORT, text
        assert befehl.period, text


def test_the_card_holds_the_definitions() -> None:
    said = "\n".join(runs(card(many(FIVE_YEARS))))
    assert all(words in said for words in DEFINITION.values())


# --- the workbook -------------------------------------------------------------------------------------------------


def parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(file)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def strings(inside: dict[str, str]) -> list[str]:
    root = ET.fromstring(inside["xl/sharedStrings.xml"])  # noqa: S314  our own file
    return [t.text or "" for t in root.iter() if t.tag.endswith("}t")]


@pytest.mark.parametrize("name", REPORTS)
def test_the_workbook_has_native_charts_and_no_formula(name: str) -> None:
    inside = parts(xlsx(REPORTS[name]))
    charts = [n for n in inside if n.startswith("xl/charts/chart")]
    assert len(charts) == 4
    assert all("<c:barChart>" in inside[chart] for chart in charts)
    sheets = [n for n in inside if n.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not [n for n in sheets if "<f>" in inside[n]]
    assert all(ET.fromstring(inside[n]) is not None for n in [*charts, *sheets])  # noqa: S314


def test_charts_look_at_the_cells_of_their_table() -> None:
    """Each series reads as many numbers as it has names; a total is never drawn beside its parts."""
    inside = parts(xlsx(many()))
    for chart in (n for n in inside if n.startswith("xl/charts/chart")):
        ranges = re.findall(r"<c:f>Zahlen!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)</c:f>", inside[chart])
        spans = [(int(first), int(last)) for _, first, _, last in ranges]
        assert spans
        assert all(a == b for a, b in pairwise(spans))
        names = re.findall(r"<c:cat>.*?</c:cat>", inside[chart], re.DOTALL)
        assert not [n for n in names if "<c:v>Gesamt</c:v>" in n]


def test_hidden_numbers_and_definitions_stand_in_the_workbook() -> None:
    said = strings(parts(xlsx(report())))
    assert {"<5", "*", "April 2027", "Gesamt"} <= set(said)
    assert set(DEFINITION.values()) <= set(said)


@pytest.mark.parametrize("words", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "http://x.example", "007"])
def test_a_text_stays_a_text(words: str) -> None:
    """Nothing that is written as words becomes a formula, a link or a number, also when the cell is edited."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    plain, defused = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    write_text(book.add_worksheet(), 0, 0, words, plain, defused)
    book.close()
    inside = parts(target.getvalue())
    sheet = inside["xl/worksheets/sheet1.xml"]
    assert '<c r="A1"' in sheet
    assert 't="s"' in sheet
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    style = int(re.findall(r'<c r="A1" s="(\d+)"', sheet)[0])
    formats = re.findall(r"<xf [^>]*>", inside["xl/styles.xml"].partition("<cellXfs")[2])
    assert ("quotePrefix" in formats[style]) == words.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf(report()) == pdf(report())
    assert parts(xlsx(report())) == parts(xlsx(report()))


# --- paper --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_the_paper_is_one_tagged_page(name: str) -> None:
    made = pdf(REPORTS[name])
    assert paper.pages(made) == 1
    assert paper.is_tagged(made, "de")
    assert {"H1", "H2", "Table", "TH", "TD", "TR"} <= paper.roles(made)


def test_everything_on_paper_can_be_read_by_a_machine(tmp_path: Path) -> None:
    said = " ".join(paper.text(pdf(report()), tmp_path).split())
    assert "Monitoring Aktivzentrum, 2. Quartal 2027" in said
    assert all(title in said for title in TITEL.values())
    assert "April 2027 20 <5 *" in said
    joined = said.replace("- ", "")
    assert all(" ".join(words.split())[:60] in joined for words in DEFINITION.values())
