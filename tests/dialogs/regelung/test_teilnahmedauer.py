"""Nr. 3.1, D2 to D5, D11: whether an agreed Teilnahmezeitraum fits Modul, Einbuchung and what was agreed before."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.regelung.befund import Befund, Hinweis, Verstoss
from dialogs.regelung.erwartungsbogen import Erwartungsbogen
from dialogs.regelung.fristen import Menge, Zeitraum, last_day
from dialogs.regelung.hilfeprodukt import einbuchungszeitraum
from dialogs.regelung.modul import Modul, maximaldauer, needs_einbuchung
from dialogs.regelung.teilnahmedauer import (
    check_beginn,
    check_beginn_in_einbuchung,
    check_teilnahmedauer,
    is_at_maximum,
    last_possible_day,
    limit_of_days,
    sum_of_days,
)
from tests.fakes.akte import bogen, tag, von_bis

DIGI, JOBA = Modul.DIGITALWERKSTATT, Modul.JOBAKADEMIE
starts = st.dates(date(2000, 1, 1), date(2060, 12, 31))
booked_modules = st.sampled_from([m for m in Modul if needs_einbuchung(m)])


def key_of(befund: Befund | None) -> str | None:
    return befund.key if befund else None


# --- D2, D3: the maximum as a calendar comparison ------------------------------------------------------


@pytest.mark.parametrize(
    ("modul", "beginn", "menge", "keys", "passt"),
    [
        pytest.param(DIGI, "01.02.2024", Menge(weeks=12), [], None, id="D2: 12 Wochen passen"),
        pytest.param(
            DIGI, "01.02.2024", Menge(weeks=13), ["over_maximum"], "30.04.2024",
            id="D2: 13 Wochen ab 01.02.2024 passen nicht, 91 Tage gegen 90",
        ),
        pytest.param(
            DIGI, "01.03.2024", Menge(weeks=13), [], None,
            id="D2: 13 Wochen ab 01.03.2024 passen, 91 von 92",
        ),
        pytest.param(
            DIGI, "01.02.2023", Menge(weeks=13), ["over_maximum"], "30.04.2023", id="D2: kein Schaltjahr, 91 gegen 89"
        ),
        pytest.param(DIGI, "01.02.2024", Menge(days=89), [], None, id="D2: ein Tag weniger als drei Monate"),
        pytest.param(
            DIGI, "01.02.2024", Menge(days=90), ["at_maximum"], None,
            id="D3: 90 Tage sind genau drei Monate",
        ),
        pytest.param(DIGI, "01.02.2024", Menge(days=91), ["over_maximum"], "30.04.2024", id="D2: ein Tag mehr"),
        pytest.param(DIGI, "01.02.2024", Menge(months=3), ["at_maximum"], None, id="D3: drei Monate"),
        pytest.param(DIGI, "01.02.2024", Menge(months=2), [], None, id="R5: zwei Monate"),
        pytest.param(DIGI, "01.02.2024", Menge(months=4), ["over_maximum"], "30.04.2024", id="R5: vier Monate"),
        pytest.param(
            DIGI, "30.11.2023", Menge(months=3), ["at_maximum"], None, id="D3, § 188 II: bis 29.02.2024, Schaltjahr"
        ),
        pytest.param(
            DIGI, "30.11.2024", Menge(days=92), ["over_maximum"], "28.02.2025",
            id="D2, § 188 III: der 29. Februar fehlt",
        ),
        pytest.param(DIGI, "30.11.2024", Menge(days=90), [], None, id="D2, § 188 III: bis 27.02.2025"),
        pytest.param(DIGI, "31.01.2024", Menge(months=3), ["at_maximum"], None, id="D3, § 188 II: bis 30.04.2024"),
        pytest.param(DIGI, "29.02.2024", Menge(months=3), ["at_maximum"], None, id="D3: Beginn am Schalttag"),
        pytest.param(
            DIGI, "29.02.2024", Menge(days=91), ["over_maximum"], "28.05.2024",
            id="D2: Beginn am Schalttag",
        ),
        pytest.param(JOBA, "01.02.2024", Menge(months=5), [], None, id="R5: Jobakademie fünf Monate"),
        pytest.param(JOBA, "01.02.2024", Menge(months=6), ["at_maximum"], None, id="D3: Jobakademie sechs Monate"),
        pytest.param(JOBA, "01.02.2024", Menge(months=7), ["over_maximum"], "31.07.2024", id="R5: sieben Monate"),
        pytest.param(
            JOBA, "01.02.2024", Menge(weeks=26), ["at_maximum"], None,
            id="D2, D3: 26 Wochen sind 182 von 182",
        ),
        pytest.param(
            JOBA, "01.02.2023", Menge(weeks=26), ["over_maximum"], "31.07.2023", id="D2: 26 Wochen sind 182 gegen 181"
        ),
        pytest.param(JOBA, "01.03.2024", Menge(weeks=26), [], None, id="D2: 26 Wochen sind 182 von 184"),
        pytest.param(JOBA, "31.08.2024", Menge(months=6), ["at_maximum"], None, id="D3, § 188 III: bis 28.02.2025"),
        pytest.param(
            JOBA, "01.02.2024", Menge(months=3), [], None,
            id="D3: drei volle Monate sind hier kein Maximum",
        ),
        pytest.param(DIGI, "01.02.2024", Menge(days=1), [], None, id="R5: ein einziger Tag"),
    ],
)  # fmt: skip
def test_maximum(modul: Modul, beginn: str, menge: Menge, keys: list[str], passt: str | None) -> None:
    first = tag(beginn)
    found = check_teilnahmedauer(modul, Zeitraum(first, last_day(first, menge)), einbuchungszeitraum(first))
    assert [b.key for b in found] == keys
    assert [b.passt for b in found if isinstance(b, Verstoss)] == ([tag(passt)] if passt else [])


def test_over_the_maximum_is_refused_with_its_fundstelle() -> None:
    found = check_teilnahmedauer(DIGI, von_bis("01.02.2024-01.05.2024"), einbuchungszeitraum(tag("01.02.2024")))
    assert found == (Verstoss("R5", "Nr. 3.1", "over_maximum", tag("30.04.2024")),)


@pytest.mark.parametrize(
    ("modul", "days", "flat"),
    [
        pytest.param(DIGI, "01.02.2024-30.04.2024", False, id="D3: genau drei Monate"),
        pytest.param(DIGI, "01.02.2024-30.04.2024", True, id="D3: so lange wie es geht, ein Hinweis und nicht zwei"),
        pytest.param(JOBA, "01.08.2024-31.10.2024", True, id="D3: so lange wie es geht bis zum Ende der Einbuchung"),
    ],
)
def test_the_maximum_asks_for_a_reason(modul: Modul, days: str, flat: bool) -> None:  # noqa: FBT001 - a row
    teilnahme = von_bis(days)
    found = check_teilnahmedauer(modul, teilnahme, einbuchungszeitraum(tag("01.02.2024")), flat_maximum=flat)
    assert found == (Hinweis("R5", "Nr. 3.1", "at_maximum", needs_begruendung=True, tag=teilnahme.ende),)


def test_the_end_of_the_einbuchung_alone_is_no_maximum() -> None:
    """D3: three months of six, agreed as such, need no reason."""
    assert check_teilnahmedauer(JOBA, von_bis("01.08.2024-31.10.2024"), einbuchungszeitraum(tag("01.02.2024"))) == ()


@pytest.mark.parametrize(
    ("modul", "beginn", "einbuchung", "latest"),
    [
        pytest.param(DIGI, "01.02.2024", "01.02.2024", "30.04.2024", id="D3: Digitalwerkstatt drei Monate"),
        pytest.param(JOBA, "01.02.2024", "01.02.2024", "31.07.2024", id="D3: Jobakademie sechs Monate"),
        pytest.param(DIGI, "01.08.2024", "01.02.2024", "31.10.2024", id="D3: beide Grenzen am selben Tag"),
        pytest.param(DIGI, "02.08.2024", "01.02.2024", "31.10.2024", id="D5: die Einbuchung endet früher"),
        pytest.param(DIGI, "31.07.2024", "01.02.2024", "30.10.2024", id="D2: das Maximum endet früher"),
        pytest.param(
            JOBA, "01.06.2024", "01.02.2024", "31.10.2024", id="D5: Jobakademie bis zum Ende der Einbuchung"
        ),
        pytest.param(
            Modul.OFFENES_ANGEBOT, "01.06.2024", "01.02.2024", "31.10.2024", id="Nr. 2: kein Maximum des Moduls"
        ),
    ],
)
def test_last_possible_day(modul: Modul, beginn: str, einbuchung: str, latest: str) -> None:
    assert last_possible_day(modul, tag(beginn), einbuchungszeitraum(tag(einbuchung))) == tag(latest)


# --- D5: inside the Einbuchung ----------------------------------------------------------------------------

BOOKED = von_bis("01.02.2024-31.10.2024")


@pytest.mark.parametrize(
    ("modul", "days", "found"),
    [
        pytest.param(DIGI, "01.02.2024-31.03.2024", None, id="D5: ab dem ersten Tag"),
        pytest.param(DIGI, "31.10.2024-31.10.2024", None, id="D5: der letzte Tag allein"),
        pytest.param(DIGI, "01.10.2024-31.10.2024", None, id="D5: bis zum letzten Tag"),
        pytest.param(
            DIGI, "01.10.2024-01.11.2024", ("outside_einbuchung", "31.10.2024"), id="D5: ein Tag über die Einbuchung"
        ),
        pytest.param(
            DIGI, "31.01.2024-31.03.2024", ("beginn_before_einbuchung", "01.02.2024"),
            id="D5: ein Tag vor der Einbuchung",
        ),
        pytest.param(
            DIGI, "01.11.2024-30.11.2024", ("beginn_after_einbuchung", "31.10.2024"),
            id="D5: Beginn nach der Einbuchung",
        ),
        pytest.param(
            DIGI, "15.10.2024-14.01.2025", ("outside_einbuchung", "31.10.2024"), id="D5 vor D3: das volle Maximum"
        ),
        pytest.param(
            JOBA, "01.06.2024-15.12.2024", ("over_maximum", "31.10.2024"),
            id="D2 und D5: genannt wird der Tag, der beiden passt",
        ),
        pytest.param(
            DIGI, "01.01.2024-30.09.2024", ("beginn_before_einbuchung", "01.02.2024"),
            id="D5 vor D2: zuerst der Beginn",
        ),
    ],
)  # fmt: skip
def test_inside_the_einbuchung(modul: Modul, days: str, found: tuple[str, str] | None) -> None:
    befunde = check_teilnahmedauer(modul, von_bis(days), BOOKED)
    assert [(b.key, b.passt) for b in befunde if isinstance(b, Verstoss)] == (
        [(found[0], tag(found[1]))] if found else []
    )
    assert not (found and len(befunde) > 1)


@pytest.mark.parametrize(
    ("beginn", "key"),
    [
        pytest.param("31.01.2024", "beginn_before_einbuchung", id="D5: Tag davor"),
        pytest.param("01.02.2024", None, id="D5: erster Tag"),
        pytest.param("31.10.2024", None, id="D5: letzter Tag"),
        pytest.param("01.11.2024", "beginn_after_einbuchung", id="D5: Tag danach"),
    ],
)
def test_beginn_in_the_einbuchung(beginn: str, key: str | None) -> None:
    assert key_of(check_beginn_in_einbuchung(tag(beginn), BOOKED)) == key


# --- D4: several Bögen for one Modul -----------------------------------------------------------------------

D1 = bogen(1, "01.02.2024-31.03.2024")
"""60 days; three months from there are 90."""


@pytest.mark.parametrize(
    ("earlier", "days", "found"),
    [
        pytest.param([], "01.04.2024-30.04.2024", None, id="D4: kein früherer"),
        pytest.param([D1], "01.04.2024-30.04.2024", None, id="D4: 60 + 30 sind genau 90"),
        pytest.param([D1], "01.04.2024-01.05.2024", (91, 90), id="D4: 60 + 31 sind 91 gegen 90"),
        pytest.param([D1], "01.09.2024-30.09.2024", None, id="D4: die Lücke zählt nicht"),
        pytest.param([D1], "01.09.2024-01.10.2024", (91, 90), id="D4: auch nach einer Lücke 91"),
        pytest.param([D1], "01.03.2024-31.05.2024", (121, 90), id="D4: ersetzt ab 01.03., 29 + 92"),
        pytest.param([D1], "16.03.2024-30.04.2024", None, id="D4: gemeinsame Tage einmal, 44 + 46"),
        pytest.param([D1], "16.03.2024-01.05.2024", (91, 90), id="D4: gemeinsame Tage einmal, 44 + 47"),
        pytest.param([D1], "01.02.2024-29.04.2024", None, id="D4: ganz ersetzt, der neue zählt allein"),
        pytest.param(
            [D1], "15.01.2024-31.03.2024", None,
            id="D4: Nachfolger früher, der neue zählt allein und ab seinem Beginn",
        ),
        pytest.param(
            [bogen(1, "01.05.2024-31.07.2024")], "01.02.2024-31.03.2024", (152, 90),
            id="D4: Nachfolger liegt davor und ersetzt nichts, 92 + 60, gemessen ab 01.02.",
        ),
        pytest.param(
            [bogen(1, "01.02.2024-31.03.2024", withdrawn=True)], "01.04.2024-15.06.2024", None,
            id="D4: ein zurückgezogener zählt nicht",
        ),
        pytest.param(
            [bogen(1, "01.02.2024-31.03.2024", JOBA)], "01.04.2024-15.06.2024", None,
            id="D4: ein anderes Modul zählt nicht",
        ),
        pytest.param(
            [D1, bogen(2, "01.03.2024-31.03.2024", JOBA)], "01.04.2024-31.05.2024", None,
            id="D4: vom anderen Modul ersetzt ab 01.03., 29 + 61 sind 90",
        ),
        pytest.param(
            [D1, bogen(2, "01.03.2024-31.03.2024", JOBA)], "01.04.2024-01.06.2024", (91, 90),
            id="D4: vom anderen Modul ersetzt, 29 + 62",
        ),
        pytest.param(
            [D1, bogen(2, "01.02.2024-31.03.2024", JOBA)], "01.05.2024-30.07.2024", None,
            id="D4: ganz ersetzt, bevor ein Tag zählte: gemessen ab 01.05., 91 von 92",
        ),
        pytest.param(
            [bogen(2, "16.02.2024-15.03.2024"), bogen(1, "01.02.2024-29.02.2024")], "16.03.2024-30.04.2024", None,
            id="D4: drei Bögen, 15 + 29 + 46",
        ),
        pytest.param(
            [bogen(2, "16.02.2024-15.03.2024"), bogen(1, "01.02.2024-29.02.2024")], "16.03.2024-01.05.2024", (91, 90),
            id="D4: drei Bögen, 15 + 29 + 47",
        ),
        pytest.param(
            [bogen(1, "01.02.2024-15.03.2024"), bogen(2, "01.04.2024-31.05.2024")], "10.04.2024-20.04.2024", None,
            id="D4: was der neue ersetzt, zählt auch nach seinem Ende nicht, 44 + 9 + 11",
        ),
        pytest.param(
            [bogen(1, "01.02.2023-31.03.2023")], "01.04.2023-30.04.2023", None,
            id="D4: 89 von 89, kein Schaltjahr",
        ),
        pytest.param([bogen(1, "01.02.2023-31.03.2023")], "01.04.2023-01.05.2023", (90, 89), id="D4: 90 gegen 89"),
    ],
)  # fmt: skip
def test_sum_for_one_modul(earlier: Sequence[Erwartungsbogen], days: str, found: tuple[int, int] | None) -> None:
    """D4: a Hinweis with the sum, never a refusal."""
    teilnahme = von_bis(days)
    befunde = check_teilnahmedauer(DIGI, teilnahme, einbuchungszeitraum(date(teilnahme.beginn.year, 1, 10)), earlier)
    sums = [b for b in befunde if b.key == "sum_over_maximum"]
    hinweis = found and Hinweis(
        "D4", "Nr. 3.1", "sum_over_maximum", needs_begruendung=True, days=found[0], limit=found[1]
    )
    assert sums == ([hinweis] if hinweis else [])
    assert not any(isinstance(b, Verstoss) for b in befunde)


def test_maximum_and_sum_are_both_said() -> None:
    found = check_teilnahmedauer(DIGI, von_bis("01.04.2024-30.06.2024"), BOOKED, [D1])
    assert [b.key for b in found] == ["at_maximum", "sum_over_maximum"]


@pytest.mark.parametrize(
    ("modul", "beginn", "days"),
    [
        pytest.param(DIGI, "01.02.2024", 90, id="D4: Februar bis April, Schaltjahr"),
        pytest.param(DIGI, "01.02.2023", 89, id="D4: Februar bis April"),
        pytest.param(DIGI, "01.07.2024", 92, id="D4: Juli bis September"),
        pytest.param(JOBA, "01.02.2024", 182, id="D4: Jobakademie"),
        pytest.param(Modul.GESUNDHEITSPROJEKT, "01.02.2024", None, id="Nr. 2: ohne Grenze"),
    ],
)
def test_limit_of_days(modul: Modul, beginn: str, days: int | None) -> None:
    assert limit_of_days(modul, tag(beginn)) == days


def test_sum_of_what_is_there() -> None:
    assert sum_of_days(DIGI, []) == 0
    assert sum_of_days(DIGI, [D1]) == 60
    assert sum_of_days(JOBA, [D1]) == 0
    assert sum_of_days(DIGI, [D1, bogen(2, "01.03.2024-10.03.2024")]) == 39


# --- D11: the Beginn ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beginn", "heute", "kind", "key", "day"),
    [
        pytest.param(
            "31.01.2024", "15.02.2024", Verstoss, "beginn_too_early", "01.02.2024",
            id="D11: 15 Tage zurück",
        ),
        pytest.param("01.02.2024", "15.02.2024", Hinweis, "beginn_past", "01.02.2024", id="D11: 14 Tage zurück"),
        pytest.param("14.02.2024", "15.02.2024", Hinweis, "beginn_past", "14.02.2024", id="D11: gestern"),
        pytest.param("15.02.2024", "15.02.2024", None, None, None, id="D11: heute"),
        pytest.param("16.02.2024", "15.02.2024", None, None, None, id="D11: morgen"),
        pytest.param("15.08.2024", "15.02.2024", None, None, None, id="D11: genau sechs Monate voraus"),
        pytest.param(
            "16.08.2024", "15.02.2024", Hinweis, "beginn_far", "16.08.2024",
            id="D11: sechs Monate und ein Tag",
        ),
        pytest.param("15.02.2025", "15.02.2024", Hinweis, "beginn_far", "15.02.2025", id="D11: genau zwölf Monate"),
        pytest.param(
            "16.02.2025", "15.02.2024", Verstoss, "beginn_too_late", "15.02.2025",
            id="D11: zwölf und ein Tag",
        ),
        pytest.param(
            "15.02.2024", "29.02.2024", Hinweis, "beginn_past", "15.02.2024",
            id="D11: 14 Tage vor dem Schalttag",
        ),
        pytest.param("16.02.2024", "01.03.2024", Hinweis, "beginn_past", "16.02.2024", id="D11: 14 Tage, Schaltjahr"),
        pytest.param(
            "15.02.2024", "01.03.2024", Verstoss, "beginn_too_early", "16.02.2024",
            id="D11: 15 Tage, Schaltjahr",
        ),
        pytest.param(
            "15.02.2023", "01.03.2023", Hinweis, "beginn_past", "15.02.2023",
            id="D11: 14 Tage, kein Schaltjahr",
        ),
        pytest.param("28.02.2025", "31.08.2024", None, None, None, id="D11: sechs Monate, Monatsende"),
        pytest.param("01.03.2025", "31.08.2024", Hinweis, "beginn_far", "01.03.2025", id="D11: nach dem Monatsende"),
        pytest.param(
            "28.02.2025", "29.02.2024", Hinweis, "beginn_far", "28.02.2025",
            id="D11: zwölf Monate ab Schalttag",
        ),
        pytest.param("01.03.2025", "29.02.2024", Verstoss, "beginn_too_late", "28.02.2025", id="D11: und ein Tag"),
        pytest.param(
            "20.12.2023", "02.01.2024", Hinweis, "beginn_past", "20.12.2023",
            id="D11: über den Jahreswechsel",
        ),
    ],
)  # fmt: skip
def test_beginn(
    beginn: str, heute: str, kind: type[Verstoss | Hinweis] | None, key: str | None, day: str | None
) -> None:
    found = check_beginn(tag(beginn), tag(heute))
    assert (type(found) if found else None) is kind
    assert key_of(found) == key
    named = found.passt if isinstance(found, Verstoss) else found.tag if found else None
    assert named == (tag(day) if day else None)
    assert not (isinstance(found, Hinweis) and found.needs_begruendung)


@given(starts, st.integers(-20, 400))
def test_a_beginn_named_as_fitting_fits(heute: date, offset: int) -> None:
    """D11: what is refused names a day that is not."""
    found = check_beginn(heute + timedelta(offset), heute)
    if isinstance(found, Verstoss):
        assert found.passt is not None
        assert not isinstance(check_beginn(found.passt, heute), Verstoss)


# --- what holds for every day ---------------------------------------------------------------------------------


@given(booked_modules, starts, st.integers(0, 280), st.integers(1, 280))
def test_refused_or_inside_and_within_the_maximum(modul: Modul, booked: date, offset: int, days: int) -> None:
    """D2, D5: and the last day named is the last that is not refused."""
    einbuchung, beginn = einbuchungszeitraum(booked), booked + timedelta(offset)
    teilnahme = Zeitraum(beginn, beginn + timedelta(days - 1))
    found = check_teilnahmedauer(modul, teilnahme, einbuchung)
    maximum = maximaldauer(modul)
    assert maximum is not None
    fits = einbuchung.covers(teilnahme) and teilnahme.ende <= last_day(beginn, maximum)
    assert any(isinstance(b, Verstoss) for b in found) is not fits
    if found and isinstance(found[0], Verstoss) and beginn in einbuchung:
        assert found[0].passt is not None
        assert not _refused(modul, Zeitraum(beginn, found[0].passt), einbuchung)
        assert _refused(modul, Zeitraum(beginn, found[0].passt + timedelta(1)), einbuchung)


def _refused(modul: Modul, teilnahme: Zeitraum, einbuchung: Zeitraum) -> bool:
    return any(isinstance(b, Verstoss) for b in check_teilnahmedauer(modul, teilnahme, einbuchung))


@given(booked_modules, starts)
def test_the_last_possible_day_of_a_fresh_einbuchung_is_the_maximum(modul: Modul, beginn: date) -> None:
    """D3: and it asks for a reason, the day before does not."""
    einbuchung = einbuchungszeitraum(beginn)
    latest = last_possible_day(modul, beginn, einbuchung)
    assert is_at_maximum(modul, Zeitraum(beginn, latest))
    assert not is_at_maximum(modul, Zeitraum(beginn, latest - timedelta(1)))
    assert [b.key for b in check_teilnahmedauer(modul, Zeitraum(beginn, latest), einbuchung)] == ["at_maximum"]


@given(
    starts, st.lists(st.tuples(st.integers(0, 200), st.integers(1, 90), booked_modules, st.booleans()), max_size=6)
)
def test_sums_are_those_of_a_calendar(first: date, rows: list[tuple[int, int, Modul, bool]]) -> None:
    """D4, walked day by day: a version has a day until a higher one that shares days with it has begun."""
    boegen = [
        bogen(n, Zeitraum(first + timedelta(a), first + timedelta(a + d - 1)), modul, withdrawn=withdrawn)
        for n, (a, d, modul, withdrawn) in enumerate(rows, 1)
    ]
    for modul in (DIGI, JOBA):
        walked = {t for t in (first + timedelta(n) for n in range(300)) if _counts_for(modul, t, boegen)}
        assert sum_of_days(modul, boegen) == len(walked)


def _counts_for(modul: Modul, day: date, boegen: Sequence[Erwartungsbogen]) -> bool:
    sent = [b for b in boegen if b.status == "gesendet"]
    return any(
        b.modul is modul
        and day in b.zeitraum
        and not any(
            h.version > b.version and h.zeitraum.overlaps(b.zeitraum) and h.zeitraum.beginn <= day for h in sent
        )
        for b in sent
    )
