"""One day in people's own words, said on Wednesday, 3 March 2027 unless the row says otherwise."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.verstehen.datum import NACHSICHT, KeinTag, Richtung, Tag, verstehe_datum
from tests.dialogs.verstehen.test_dauer import anything, spoken

SET = Path(__file__).with_name("saetze_datum.jsonl")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
WEDNESDAY = date(2027, 3, 3)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['richtung']} {row['text']}")
def test_day(row: dict[str, Any]) -> None:
    read = verstehe_datum(row["text"], date.fromisoformat(row["heute"]), row["richtung"])
    assert (read.tag.isoformat() if isinstance(read, Tag) else read.grund) == row.get("tag", row.get("grund"))


def test_what_was_read_is_said_with_a_refusal() -> None:
    assert verstehe_datum("am 30.02. halt", WEDNESDAY) == KeinTag("impossible_date", "30.02.")
    assert verstehe_datum("Montag oder Dienstag", WEDNESDAY) == KeinTag("several", "Montag oder Dienstag")
    assert verstehe_datum("keine Ahnung", WEDNESDAY) == KeinTag("no_date")


@given(days)
def test_naechster_montag_is_the_first_after_today(heute: date) -> None:
    read = verstehe_datum("nächsten Montag", heute)
    assert isinstance(read, Tag)
    assert read.tag.weekday() == 0
    assert timedelta(0) < read.tag - heute <= timedelta(7)


@given(days, days)
def test_a_full_date_is_that_date(heute: date, tag: date) -> None:
    for text in (f"{tag:%d.%m.%Y}", tag.isoformat(), f"ab dem {tag.day}.{tag.month}.{tag.year}"):
        assert verstehe_datum(text, heute) == Tag(tag)


@given(days, st.integers(0, 300))
def test_a_date_without_year_lies_in_its_direction(heute: date, ahead: int) -> None:
    text = f"{heute + timedelta(ahead):%d.%m.}"
    match verstehe_datum(text, heute, "zukunft"), verstehe_datum(text, heute, "vergangenheit"):
        case Tag(future), Tag(past):
            assert past <= heute <= future
        case other:
            assert text == "29.02.", other


@given(days, st.integers(0, 300))
def test_a_beginn_lies_at_most_14_days_back(heute: date, ahead: int) -> None:
    read = verstehe_datum(f"{heute + timedelta(ahead):%d.%m.}", heute)
    assert isinstance(read, KeinTag) or read.tag >= heute - NACHSICHT


@settings(max_examples=300, deadline=None)
@given(spoken | anything, st.dates(), st.sampled_from(get_args(Richtung)))
@example("übernächsten Monat", date.max, "zukunft")
@example("vor 9999 Jahren", date.min, "vergangenheit")
@example("Mo, " * 5000, WEDNESDAY, "naechst")
def test_any_text_is_read_without_an_error(text: str, heute: date, richtung: Richtung) -> None:
    assert isinstance(verstehe_datum(text, heute, richtung), Tag | KeinTag)
