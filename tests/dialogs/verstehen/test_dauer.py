"""The Teilnahmedauer in people's own words: every row of the sets, and what must hold for any text.

The sets `saetze_dauer*.jsonl` are made up in the manner of many people. A row says what is right; `accept` names
what is right as well: a last day, `duration:` with a last day, or a kind (`unknown`: to ask back is fine). `approx`
and `bound` are not judged there.
"""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.regelung.fristen import Menge, last_day
from dialogs.verstehen import wortschatz
from dialogs.verstehen.dauer import BisTag, Genannt, Lesart, Maximal, Spanne, Unklar, to_json, verstehe_dauer
from dialogs.verstehen.woerter import words
from tests.dialogs.verstehen.saetze import files

HERE = Path(__file__).parent
PUBLIC = HERE.parents[3] / "shared" / "faelle" / "public_de_zeit.jsonl"
MONDAY = date(2027, 3, 1)


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


ROWS = [row for path in sorted(HERE.glob("saetze_dauer*.jsonl")) for row in rows_of(path)]


def plain(value: dict[str, Any]) -> dict[str, Any]:
    """A value without what is not judged."""
    return {key: part for key, part in value.items() if key not in ("approx", "bound")}


def accepts(other: str, read: dict[str, Any]) -> bool:
    if other.startswith("duration:"):
        return bool(read["kind"] == "duration" and read["end_date"] == other.removeprefix("duration:"))
    return other in (read["kind"], read["end_date"])


def test_the_sets_are_whole() -> None:
    assert len(ROWS) >= 1500
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def read_otherwise(row: dict[str, Any]) -> dict[str, Any] | None:
    """What was read, if it is not right."""
    start = date.fromisoformat(row["start"])
    read = to_json(verstehe_dauer(row["text"], start), start)
    expected = (row["kind"], plain(row["value"]), row["end_date"])
    is_right = (read["kind"], plain(read["value"]), read["end_date"]) == expected
    return None if is_right or any(accepts(other, read) for other in row.get("accept", ())) else read


@pytest.mark.parametrize("file", files("saetze_dauer*.jsonl"))
def test_sentences(file: str) -> None:
    assert {f"{row['id']} {row['text']}": read for row in rows_of(HERE / file) if (read := read_otherwise(row))} == {}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("zwei Monate", Genannt(Menge(months=2))),
        ("so zwei Monate", Genannt(Menge(months=2), approx=True)),
        ("höchstens zwei Monate", Genannt(Menge(months=2), bound="max")),
        ("Mehr als vier Wochen mach ich nicht.", Genannt(Menge(weeks=4), bound="max")),
        ("anderthalb Monate", Genannt(Menge(months=1, days=15))),
        ("6-8 Wochen", Spanne(Menge(weeks=6), Menge(weeks=8))),
        ("so 6-8 Wochen", Spanne(Menge(weeks=6), Menge(weeks=8), approx=True)),
        ("bis Ende Mai", BisTag(date(2027, 5, 31))),
        ("bis etwa Ende Mai", BisTag(date(2027, 5, 31), approx=True)),
        ("so lange wie's geht", Maximal()),
        ("die vollen drei Monate", Maximal(Menge(months=3))),
    ],
    ids=repr,
)
def test_reading(text: str, read: Lesart) -> None:
    assert verstehe_dauer(text, MONDAY) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", Unklar("no_amount")),
        ("mal schauen", Unklar("no_amount")),
        ("zwei", Unklar("no_unit")),
        ("ein paar Wochen", Unklar("indefinite")),
        ("anderthalb Wochen", Unklar("not_countable")),
        ("mindestens drei Monate", Unklar("only_lower_bound", min=Menge(months=3))),
        ("mehr als drei Monate", Unklar("only_lower_bound", more_than=Menge(months=3))),
        ("keine drei Monate", Unklar("only_upper_limit", less_than=Menge(months=3))),
        ("nicht drei Monate", Unklar("denied")),
        ("zwei Monate, nein", Unklar("taken_back")),
        ("drei Tage die Woche", Unklar("frequency")),
        ("seit drei Jahren arbeitslos", Unklar("another_time")),
        ("bis ich Arbeit hab", Unklar("condition")),
        ("bis zu den Sommerferien", Unklar("holidays")),
        ("bis zum 30. Februar", Unklar("impossible_date")),
        ("bis zum 31.4.", Unklar("impossible_date")),
        ("bis Dienstag, 31. Mai 2027", Unklar("weekday_differs")),
        ("bis zum 28.02.2027", Unklar("before_start")),
        ("bis Mai oder Juni", Unklar("several")),
        ("99999 Monate", Unklar("too_long")),
    ],
    ids=repr,
)
def test_question_back(text: str, read: Unklar) -> None:
    assert verstehe_dauer(text, MONDAY) == read


def test_json_of_each_kind() -> None:
    def read(text: str) -> dict[str, Any]:
        return to_json(verstehe_dauer(text, MONDAY), MONDAY)

    assert read("gut acht Wochen") == {
        "kind": "duration",
        "value": {"weeks": 8, "approx": True},
        "end_date": "2027-04-25",
    }
    assert read("zwei, drei Monate") == {
        "kind": "range",
        "value": {"min": {"months": 2}, "max": {"months": 3}},
        "end_date": ["2027-04-30", "2027-05-31"],
    }
    assert read("bis Ostern") == {
        "kind": "end_date",
        "value": {"date": "2027-03-28"},
        "end_date": "2027-03-28",
    }
    assert read("die vollen drei Monate") == {
        "kind": "maximum",
        "value": {"months": 3},
        "end_date": "2027-05-31",
    }
    assert read("das Maximum") == {"kind": "maximum", "value": {}, "end_date": None}
    assert read("über drei Monate") == {
        "kind": "unknown",
        "value": {"more_than": {"months": 3}},
        "end_date": None,
    }


SPOKEN = """
    zwei drei 8 12 1,5 ½ 1/2 1. 15.3. 31.04. anderthalb ein halbes Monate Wochen Jahr Quartal Tage bis Ende Mitte
    März Mai Ostern KW Montag nächsten paar mal - , . ? ! ( )
"""
tables = [table for table in vars(wortschatz).values() if isinstance(table, frozenset)]
vocabulary = sorted({"\n", *words(SPOKEN), *(word for table in tables for word in table)})
spoken = st.lists(st.sampled_from(vocabulary), max_size=14).map(" ".join)
anything = st.text(st.characters(), max_size=80)


@settings(max_examples=400, deadline=None)
@given(spoken | anything, st.dates())
@example("\ud800\u202e\x00", MONDAY)
@example("bis 29.2.", date.max)
@example("9999 Jahre", date.max)
def test_any_text_is_read_without_an_error(text: str, start: date) -> None:
    """Lone surrogates, direction marks and NUL included; what is returned ends on or after the start."""
    read = verstehe_dauer(text, start)
    json.dumps(to_json(read, start))
    match read:
        case Genannt(menge) | Maximal(Menge() as menge):
            assert last_day(start, menge) >= start
        case Spanne(kurz, lang):
            assert last_day(start, kurz) < last_day(start, lang)
        case BisTag(tag):
            assert tag >= start


SEEDS = [
    "zwei Monate ", "drei, nee, ", "bis zum ", "1.", "Mo, ", "die ganze ", "so lange ", "zwei bis ", "kein Jahr ",
    "ende ", "xq ", "ä", "a\u0301", "ﷺ ", "字", "🎉", "٣ ", "\u200b", "нет ", " ", "( ", "1/2 ",
]  # fmt: skip


def best_time(text: str) -> float:
    def once() -> float:
        begun = time.process_time()
        verstehe_dauer(text, MONDAY)
        return time.process_time() - begun

    return min(once() for _ in range(3))


@pytest.mark.parametrize("seed", SEEDS, ids=ascii)
def test_cost_grows_linearly(seed: str) -> None:
    """Four times the length in less than eight times the time; quadratic cost would need sixteen."""
    text = seed * (4_000 // len(seed))
    assert best_time(text * 4) < 8 * best_time(text) + 0.005


def judged(row: dict[str, Any]) -> bool:
    """What that set reads as this project does: an amount, and a frequency, an age or a past as nothing.

    Left out: "in N" and "der ganze Monat", which are points in time here, and "N weg" or "ins Ausland", which is time
    that is not spent in the participation.
    """
    if row["kind"] != "duration":
        return bool(row["kind"] == "none")
    elsewhere = any(word in row["text"] for word in ("ganze", "weg", "Ausland"))
    return not elsewhere and "point in time" not in row.get("note", "")


@pytest.mark.skipif(not PUBLIC.exists(), reason="public_de_zeit.jsonl is not here")
def test_public_durations_and_distractors() -> None:
    """Sentences of other projects with other aims: all that are read alike."""
    rows = [row for row in rows_of(PUBLIC) if judged(row)]
    reads = [(row, to_json(verstehe_dauer(row["text"], MONDAY), MONDAY)) for row in rows]
    claimed = [row["text"] for row, read in reads if row["kind"] == "none" and read["kind"] != "unknown"]
    right = [row for row, read in reads if row["kind"] == "none" or plain(read["value"]) == row["value"]]
    assert len(rows) >= 65
    assert claimed == []
    assert len(right) == len(rows)


@pytest.mark.skipif(not PUBLIC.exists(), reason="public_de_zeit.jsonl is not here")
def test_public_days_behind_bis() -> None:
    """Days are put behind "bis", with their reference day as the start; Weihnachten is the 25th there.

    "April 15" is a month and a year there; a year of two digits so low is not taken for one here.
    """
    rows = [row for row in rows_of(PUBLIC) if row["kind"] == "end_date" and "date" in row["value"]]
    rows = [row for row in rows if row["value"]["date"] >= row["ref"] and not row["text"].startswith("Weihnacht")]
    wrong = []
    for row in rows:
        text = row["text"] if "bis" in row["text"] else "bis " + row["text"].removeprefix("am ").removeprefix("der ")
        start = date.fromisoformat(row["ref"])
        read = to_json(verstehe_dauer(text, start), start)
        if read["end_date"] != row["value"]["date"]:
            wrong.append((text, read))
    assert len(rows) >= 35
    assert [text for text, _ in wrong] == ["bis 14te April 15"], wrong
