"""The pages for the data protection officer say what the program does: tables, periods, proofs, commands."""

import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

import app
from bot.settings import known_settings
from bot.texts.befehlszeile import loeschliste
from bot.texts.handzettel import sprachen, worte
from dialogs import erinnerungen
from dialogs.monitoring.geheimhaltung import SMALL
from storage.deletion_rules import ERINNERUNG_YEARS, SICHERUNG_DAYS, Fristen, Klasse
from storage.rotation import SECRETS
from storage.tables import metadata

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
PAGE: Final = DOCS / "datenschutz.md"
DRAFTS: Final = DOCS / "datenschutz-entwuerfe.md"
PAGES: Final = (PAGE, DRAFTS)
FRISTEN: Final = Fristen()


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def section(page: Path, number: str) -> str:
    """From its heading to the next of the same rank."""
    return read(page).partition(f"\n## {number}. ")[2].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of all tables, without heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row, below in zip(cells, [*cells[1:], [""]], strict=True) if "---" not in row[0] + below[0]]


# --- which data -----------------------------------------------------------------------------------------


def test_every_table_is_named_once_and_no_other() -> None:
    named = [name for row in rows(section(PAGE, "2")) for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(named) == sorted(metadata.tables)


def test_every_encrypted_column_is_named_and_no_other() -> None:
    """`schluessel.probe` is encrypted as well, but holds nothing of anybody and goes with its key."""
    named = {name for row in rows(section(PAGE, "2")) for name in re.findall(r"`(\w+\.\w+)`", row[3])}
    assert named == {f"{secret.table}.{secret.column}" for secret in SECRETS} | {"schluessel.probe"}


def test_an_encrypted_column_stands_beside_its_table() -> None:
    for table, _, _, secret in rows(section(PAGE, "2")):
        for name in re.findall(r"`(\w+)\.\w+`", secret):
            assert f"`{name}`" in table


# --- how long --------------------------------------------------------------------------------------------


def _tage(n: int) -> str:
    return f"{n} Tage"


def _jahre(n: int) -> str:
    return "1 Jahr" if n == 1 else f"{n} Jahre"


PERIODS: Final = {
    Klasse.ENTWURF: ("Entwürfe", _tage(FRISTEN.entwurf_days)),
    Klasse.GESPRAECH: ("Gesprächszustände", _tage(FRISTEN.entwurf_days)),
    Klasse.ZUSTELLUNG: ("Kennungen erledigter Nachrichten", _tage(FRISTEN.entwurf_days)),
    Klasse.NACHRICHT: ("Texte zugestellter Nachrichten", _tage(FRISTEN.nachricht_days)),
    Klasse.ERINNERUNG: ("Vermerke über Erinnerungen", _jahre(ERINNERUNG_YEARS)),
    Klasse.EINBUCHUNG: ("Einbuchungen", _jahre(FRISTEN.einbuchung_years)),
    Klasse.PERSON: ("Personen, die angelegt und nie eingebucht", _jahre(FRISTEN.einbuchung_years)),
    Klasse.AUDIT: ("Zugriffsprotokoll", _jahre(FRISTEN.audit_years)),
}


def _told() -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in rows(section(PAGE, "5"))}


@pytest.mark.parametrize("klasse", Klasse)
def test_each_class_has_the_period_of_the_program(klasse: Klasse) -> None:
    begins, period = PERIODS[klasse]
    (said,) = [cells for name, cells in _told().items() if name.startswith(begins)]
    assert said[0] == period


def test_the_deletion_run_names_each_class() -> None:
    said = loeschliste([(klasse.value, 1, date(2027, 1, 1)) for klasse in Klasse], getan=False)
    assert said.count("\n- 1 ") == len(Klasse)


def test_there_is_no_other_period_than_that_of_backups() -> None:
    assert len(_told()) == len(Klasse) + 1
    assert _told()["Sicherungen"][0] == _tage(SICHERUNG_DAYS)
    assert f"-mtime +{SICHERUNG_DAYS} -delete" in read(DOCS / "betrieb" / "aktivzentrum-nacht.service")


def test_when_a_draft_is_asked_about() -> None:
    first, notice = erinnerungen.first_asked(), erinnerungen.DAYS_OF_NOTICE
    asked = f"nach {first} Tagen und noch einmal {notice} Tage vorher. War niemand zu fragen, {notice} Tage länger"
    assert asked in _told()["Entwürfe"][1]
    assert FRISTEN.entwurf_days == erinnerungen.DAYS_KEPT


def test_the_drafts_name_the_same_periods() -> None:
    ends = f"{_jahre(FRISTEN.einbuchung_years)} nach dem Ende des Jahres"
    assert ends in section(DRAFTS, "A")
    assert f"Entwürfe {_tage(FRISTEN.entwurf_days)}." in section(DRAFTS, "A")
    periods = sorted({period for _, period in PERIODS.values()}, key=lambda p: ("Jahr" in p, int(p.split()[0])))
    assert ", ".join(periods) in section(DRAFTS, "B")


def test_small_numbers_are_those_of_the_program() -> None:
    assert f"Zahlen unter {SMALL}" in section(PAGE, "7")
    assert f"Zahlen ab {SMALL}" in section(PAGE, "1")
    assert f"Zahlen unter {SMALL}" in section(DRAFTS, "C")


def test_the_handout_names_the_same_period() -> None:
    spelled = {"de": ("zwei", "drei", "vier", "fünf"), "en": ("two", "three", "four", "five")}
    for sprache, words in spelled.items():
        said = " ".join(worte(sprache)["datenschutz"]["punkte"])
        assert f" {words[FRISTEN.einbuchung_years - 2]} " in said


# --- what is pointed at ------------------------------------------------------------------------------------


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        yield from ((page, target) for target in re.findall(r"\]\(([^)]+)\)", read(page)))


@pytest.mark.parametrize(("page", "target"), [*_links()])
def test_every_link_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    assert file.is_file()
    if anchor:
        headings = re.findall(r"^#+ (.+)$", read(file), re.MULTILINE)
        assert anchor in {_anchor(heading) for heading in headings}


def _paths() -> Iterator[str]:
    for page in PAGES:
        yield from re.findall(r"`((?:tests|bot|dialogs|storage)/[\w/.]+|requirements\.lock)`", read(page))


@pytest.mark.parametrize("path", sorted({*_paths()}))
def test_every_named_file_is_there(path: str) -> None:
    file = ROOT / path
    assert file.is_file()
    if path.startswith("tests/"):
        assert re.search(r"^(async )?def test_|TestCase", read(file), re.MULTILINE)


def test_every_technical_measure_has_a_proof() -> None:
    measures = rows(section(PAGE, "7"))
    assert len(measures) > 10
    for what, where, proof in measures:
        assert "`" in where, what
        assert "`tests/" in proof or ".md)" in proof, what


def _commands() -> Iterator[str]:
    for page in PAGES:
        yield from re.findall(r"`python app\.py ([^`]+)`", read(page))


@pytest.mark.parametrize("words", sorted({*_commands()}))
def test_every_command_is_understood(words: str) -> None:
    app._parser().parse_args(shlex.split(words))


def test_the_settings_it_speaks_of_are_there() -> None:
    for name in re.findall(r"`(AKTIVZENTRUM_\w+)…?`", read(PAGE)):
        assert any(setting.startswith(name) for setting in known_settings()), name


def test_the_pages_are_found_from_where_one_begins() -> None:
    assert "(docs/datenschutz.md)" in read(ROOT / "README.md")
    assert "(datenschutz.md)" in read(DOCS / "betrieb.md")


# --- the drafts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", "ABCD")
def test_each_draft_says_that_it_is_one_and_who_decides(letter: str) -> None:
    text = section(DRAFTS, letter)
    first = text.partition("\n\n")[2].lstrip()
    assert first.startswith("> **Entwurf – zu entscheiden durch ")
    assert "[Haus einsetzen" in text


def test_whatever_the_house_fills_in_can_be_found() -> None:
    """One spelling of the gaps, each closed on its line or the next."""
    for page in PAGES:
        gaps = re.findall(r"\[Haus [^\]]*\]", read(page))
        assert gaps
        assert all(re.match(r"\[Haus (einsetzen|bestätigen)\b", gap) for gap in gaps), gaps


REQUIRED: Final = {
    "A": [*(f"Abs. 1 {letter}" for letter in "abcef"), *(f"Abs. 2 {letter}" for letter in "abcdef")],
    "B": [f"{letter}: " for letter in "abcdefg"],
    "C": [*(f"Abs. 7 {letter}" for letter in "abc"), "und d)", "Abs. 2", "Abs. 9", "Art. 36"],
    "D": ["1. ", "2. ", "3. ", "4. ", "§ 80 Abs. 2", "§ 51 SGB II"],
}


@pytest.mark.parametrize("letter", REQUIRED)
def test_each_draft_has_what_its_law_asks_for(letter: str) -> None:
    text = section(DRAFTS, letter)
    assert [what for what in REQUIRED[letter] if what not in text] == []


def test_each_risk_has_a_measure_and_what_remains() -> None:
    risks = rows(section(DRAFTS, "C"))
    assert len(risks) >= 8
    assert all(len(row) == 4 and all(row) for row in risks)


@pytest.mark.parametrize("sprache", sprachen())
def test_the_handout_has_a_place_for_each_point(sprache: str) -> None:
    """Art. 13: controller, officer, purpose and basis, recipients, third country, period, rights, complaint, duty,
    automated decisions."""
    assert len(worte(sprache)["datenschutz"]["punkte"]) == 10
    gaps = [point for point in worte(sprache)["datenschutz"]["punkte"] if "[" in point]
    assert len(gaps) >= 7
