"""The slot `period`: which words are one, and which days they are on Monday, 23.11.2026."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.regelung.fristen import Zeitraum
from dialogs.verstehen.zeitraum import resolve, verstehe_zeitraum
from dialogs.verstehen.zeitraum_werte import Between, Month, Quarter
from tests.dialogs.verstehen.test_modul import assert_linear

HEUTE = date(2026, 11, 23)

ROWS = [
    ("diesen Monat", {"calendar": "this_month"}, "2026-11-01", "2026-11-30"),
    ("wer endet im nächsten Monat", {"calendar": "next_month"}, "2026-12-01", "2026-12-31"),
    ("letzten Monat", {"calendar": "last_month"}, "2026-10-01", "2026-10-31"),
    ("Wer hört diese Woche auf?", {"calendar": "this_week"}, "2026-11-23", "2026-11-29"),
    ("nächste Woche", {"calendar": "next_week"}, "2026-11-30", "2026-12-06"),
    ("kommende Woche", {"calendar": "next_week"}, "2026-11-30", "2026-12-06"),
    ("letztes Quartal", {"calendar": "last_quarter"}, "2026-07-01", "2026-09-30"),
    ("im laufenden Quartal", {"calendar": "this_quarter"}, "2026-10-01", "2026-12-31"),
    ("nächstes Quartal", {"calendar": "next_quarter"}, "2027-01-01", "2027-03-31"),
    ("dieses Jahr", {"calendar": "this_year"}, "2026-01-01", "2026-12-31"),
    ("letztes Jahr", {"calendar": "last_year"}, "2025-01-01", "2025-12-31"),
    ("in den nächsten 14 Tagen", {"days": 14}, "2026-11-23", "2026-12-07"),
    ("die kommenden zwei Wochen", {"weeks": 2}, "2026-11-23", "2026-12-07"),
    ("in 3 Monaten", {"months": 3}, "2026-11-23", "2027-02-23"),
    ("innerhalb von zehn Tagen", {"days": 10}, "2026-11-23", "2026-12-03"),
    ("die letzten 30 Tage", {"days": 30, "direction": "past"}, "2026-10-24", "2026-11-23"),
    ("letzte 2 Monate", {"months": 2, "direction": "past"}, "2026-09-23", "2026-11-23"),
    ("Q2", {"quarter": 2}, "2027-04-01", "2027-06-30"),
    ("Q4", {"quarter": 4}, "2026-10-01", "2026-12-31"),
    ("Q2/2026", {"quarter": 2, "year": 2026}, "2026-04-01", "2026-06-30"),
    ("Bericht 2. Quartal 2026", {"quarter": 2, "year": 2026}, "2026-04-01", "2026-06-30"),
    ("erstes Quartal", {"quarter": 1}, "2027-01-01", "2027-03-31"),
    ("2024", {"year": 2024}, "2024-01-01", "2024-12-31"),
    ("Bericht 2024", {"year": 2024}, "2024-01-01", "2024-12-31"),
    ("März 2027", {"month": "März", "year": 2027}, "2027-03-01", "2027-03-31"),
    ("im April", {"month": "April"}, "2027-04-01", "2027-04-30"),
    ("im November", {"month": "November"}, "2026-11-01", "2026-11-30"),
    ("bis Ende März", {"until": "Ende März"}, "2026-11-23", "2027-03-31"),
    ("bis zum 31.03.", {"until": "31.03."}, "2026-11-23", "2027-03-31"),
    ("bis 15.1.2027", {"until": "15.1.2027"}, "2026-11-23", "2027-01-15"),
    ("bis Februar", {"until": "Februar"}, "2026-11-23", "2027-02-28"),
    ("bis Mitte Dezember", {"until": "Mitte Dezember"}, "2026-11-23", "2026-12-15"),
    ("bis Jahresende", {"until": "Jahresende"}, "2026-11-23", "2026-12-31"),
    ("bis Ende des Monats", {"until": "Ende des Monats"}, "2026-11-23", "2026-11-30"),
    ("bis Ostern", {"until": "Ostern"}, "2026-11-23", "2027-03-28"),
    ("Bericht seit Februar", {"since": "Februar"}, "2026-02-01", "2026-11-23"),
    ("seit 01.02.2025", {"since": "01.02.2025"}, "2025-02-01", "2026-11-23"),
    ("ab Anfang Mai", {"since": "Anfang Mai"}, "2026-05-01", "2026-11-23"),
    ("von Februar bis April", {"since": "Februar", "until": "April"}, "2026-02-01", "2026-04-30"),
    ("Dezember bis Januar", {"since": "Dezember", "until": "Januar"}, "2025-12-01", "2026-01-31"),
    ("vom 1.2. bis 28.2.2026", {"since": "1.2.", "until": "28.2.2026"}, None, None),
    ("vom 1.2.2026 bis 28.2.2026", {"since": "1.2.2026", "until": "28.2.2026"}, "2026-02-01", "2026-02-28"),
    ("heute", {"days": 1}, "2026-11-23", "2026-11-24"),
]


@pytest.mark.parametrize(("text", "json", "beginn", "ende"), ROWS, ids=[row[0] for row in ROWS])
def test_period(text: str, json: dict[str, object], beginn: str | None, ende: str | None) -> None:
    period = verstehe_zeitraum(text)
    assert period is not None
    assert period.to_json() == json
    if beginn and ende:
        assert resolve(period, HEUTE) == Zeitraum(date.fromisoformat(beginn), date.fromisoformat(ende))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bei wem enden die neun Monate bald?",
        "Status 4711-2024",
        "bald",
        "Maier",
        "drei Monate",
        "bis",
        "von Müller",
    ],
)
def test_no_period(text: str) -> None:
    assert verstehe_zeitraum(text) is None


def test_a_report_looks_back_where_a_list_looks_forward() -> None:
    assert resolve(Month(12), HEUTE, backward=True) == Zeitraum(date(2025, 12, 1), date(2025, 12, 31))
    assert resolve(Month(12), HEUTE) == Zeitraum(date(2026, 12, 1), date(2026, 12, 31))
    assert resolve(Quarter(2), HEUTE, backward=True) == Zeitraum(date(2026, 4, 1), date(2026, 6, 30))


@pytest.mark.parametrize("text", ["30.02.2027", "01.01.2026", "nie", ""])
def test_what_is_no_day_or_over_is_no_period(text: str) -> None:
    assert resolve(Between(until=text), HEUTE) is None


@given(st.text(st.characters(), max_size=80), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str, heute: date) -> None:
    for words in (text, f"bis {text}", f"seit Februar bis {text}", f"in den nächsten {text} Tagen"):
        period = verstehe_zeitraum(words)
        if period is not None:
            resolve(period, heute)


@pytest.mark.parametrize("part", ["bis zum ", "bis Ende des ", "in den nächsten ", "von ", "1.", "im im im "])
def test_cost_is_linear(part: str) -> None:
    assert_linear(verstehe_zeitraum, part)
