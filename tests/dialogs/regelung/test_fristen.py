"""Periods against a table worked out by hand, and the laws that hold for all of them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialogs.regelung.fristen import Menge, Zeitraum, last_day, next_day, previous_day, zeitraum

TABLE = Path(__file__).with_name("datumstabelle.jsonl")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]

starts = st.dates(date(1990, 1, 1), date(2100, 12, 31))
months = st.integers(1, 240)


def menge_of(row: dict[str, Any]) -> Menge:
    amount = row["amount"]
    return Menge(**amount) if isinstance(amount, dict) else Menge(**{row["unit"]: amount})


def row_id(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['rule']}: {row['start']} + {row['amount']} {row['unit']}"


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 73


@pytest.mark.parametrize("row", ROWS, ids=row_id)
def test_last_day_of_the_table(row: dict[str, Any]) -> None:
    beginn = date.fromisoformat(row["start"])
    period = zeitraum(beginn, menge_of(row))
    assert period.ende == date.fromisoformat(row["last_day"])
    assert period.days == row["days"]
    assert ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")[period.ende.weekday()] == row["weekday"]


@given(starts, months)
def test_months_end_the_day_before_the_same_number(beginn: date, count: int) -> None:
    """§ 188 Abs. 2, reckoned the other way: forward from the day before."""
    assume(beginn.day > 1)
    assert last_day(beginn, Menge(months=count)) == beginn - timedelta(1) + relativedelta(months=count)


@given(starts, months)
def test_months_from_a_first_end_with_a_month(beginn: date, count: int) -> None:
    first = beginn.replace(day=1)
    assert last_day(first, Menge(months=count)) == first + relativedelta(months=count) - timedelta(1)


@given(starts, months)
def test_longer_never_ends_earlier(beginn: date, count: int) -> None:
    assert last_day(beginn, Menge(months=count)) < last_day(beginn, Menge(months=count + 1))


@given(starts, months)
def test_later_never_ends_earlier(beginn: date, count: int) -> None:
    menge = Menge(months=count)
    assert last_day(beginn, menge) <= last_day(next_day(beginn), menge)


@given(starts, st.integers(1, 10))
def test_a_year_is_twelve_months(beginn: date, years: int) -> None:
    assert last_day(beginn, Menge(years=years)) == last_day(beginn, Menge(months=12 * years))


@given(starts, st.integers(1, 100))
def test_a_week_is_seven_days(beginn: date, weeks: int) -> None:
    assert last_day(beginn, Menge(weeks=weeks)) == last_day(beginn, Menge(days=7 * weeks))
    assert zeitraum(beginn, Menge(weeks=weeks)).days == 7 * weeks


@given(starts, months, st.integers(1, 60))
def test_days_come_last(beginn: date, count: int, days: int) -> None:
    """§ 189 Abs. 2: the fraction is counted after the whole months."""
    expected = last_day(beginn, Menge(months=count)) + timedelta(days)
    assert last_day(beginn, Menge(months=count, days=days)) == expected


@pytest.mark.parametrize("parts", [{}, {"days": 0}, {"months": -1}, {"months": 3, "days": -1}], ids=str)
def test_no_amount_is_no_menge(parts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="no amount"):
        Menge(**parts)


@pytest.mark.parametrize(
    "menge",
    [
        Menge(years=1),
        Menge(months=4),
        Menge(weeks=60),
        Menge(days=200),
        Menge(months=10**30),
        Menge(days=10**30),
    ],
    ids=str,
)
def test_beyond_the_calendar_is_refused(menge: Menge) -> None:
    with pytest.raises(ValueError, match="beyond the calendar"):
        last_day(date(9999, 10, 1), menge)


def test_the_last_month_of_the_calendar_still_counts() -> None:
    assert last_day(date(9999, 10, 1), Menge(months=3)) == date(9999, 12, 31)
    assert last_day(date(9999, 11, 2), Menge(months=1)) == date(9999, 12, 1)


@settings(max_examples=200)
@given(st.dates(), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_any_amount_ends_or_is_refused(beginn: date, y: int, m: int, w: int, d: int) -> None:
    assume(any((y, m, w, d)))
    try:
        ende = last_day(beginn, Menge(y, m, w, d))
    except ValueError:
        return
    assert ende >= beginn


def test_a_zeitraum_holds_both_its_ends() -> None:
    march = Zeitraum(date(2027, 3, 1), date(2027, 3, 31))
    assert march.days == 31
    assert date(2027, 3, 1) in march
    assert date(2027, 3, 31) in march
    assert date(2027, 2, 28) not in march
    assert date(2027, 4, 1) not in march


def test_a_zeitraum_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Zeitraum(date(2027, 3, 2), date(2027, 3, 1))
    assert Zeitraum(date(2027, 3, 1), date(2027, 3, 1)).days == 1


def test_overlap_and_cover() -> None:
    march = Zeitraum(date(2027, 3, 1), date(2027, 3, 31))
    middle = Zeitraum(date(2027, 3, 10), date(2027, 3, 20))
    april = Zeitraum(next_day(march.ende), date(2027, 4, 30))
    touching = Zeitraum(previous_day(april.beginn), april.ende)
    assert march.overlaps(middle)
    assert middle.overlaps(march)
    assert march.overlaps(touching)
    assert not march.overlaps(april)
    assert not april.overlaps(march)
    assert march.covers(middle)
    assert march.covers(march)
    assert not middle.covers(march)
    assert not march.covers(touching)


def test_zeitraeume_sort_by_their_beginn() -> None:
    late, early = Zeitraum(date(2027, 3, 2), date(2027, 3, 3)), Zeitraum(date(2027, 3, 1), date(2027, 3, 31))
    assert sorted([late, early]) == [early, late]
