"""Nr. 3.3: nine months whatever the Modul, when an Einbuchung may begin, change, and be closed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.regelung.befund import Verstoss
from dialogs.regelung.fristen import Zeitraum, last_day, zeitraum
from dialogs.regelung.hilfeprodukt import (
    BRIEFEDITOR_VORLAGE,
    EINBUCHUNGSDAUER,
    HILFEPRODUKT,
    BestaetigungArt,
    Einbuchung,
    EinbuchungStatus,
    ZielErgebnis,
    check_abschluss,
    check_changeable,
    check_einbuchung_beginn,
    einbuchungszeitraum,
)
from dialogs.regelung.modul import Modul, maximaldauer
from tests.fakes.akte import bestaetigung, bogen, einbuchung, tag, von_bis

starts = st.dates(date(1990, 1, 1), date(2100, 12, 31))
BOEGEN = (bogen(1, "01.03.2024-30.04.2024"), bogen(2, "01.05.2024-30.06.2024"))


@pytest.mark.parametrize(
    ("beginn", "ende"),
    [
        pytest.param("01.02.2024", "31.10.2024", id="R9, D1: am Ersten"),
        pytest.param("02.02.2024", "01.11.2024", id="R9, § 188 II: Tag vor der gleichen Zahl"),
        pytest.param("15.03.2024", "14.12.2024", id="R9, § 188 II: mitten im Monat"),
        pytest.param("31.05.2024", "28.02.2025", id="R9, § 188 III: 30. Februar fehlt"),
        pytest.param("31.05.2023", "29.02.2024", id="R9, § 188 III: Schaltjahr"),
        pytest.param("30.05.2024", "28.02.2025", id="R9, § 188 III: 29. Februar fehlt"),
        pytest.param("29.05.2024", "28.02.2025", id="R9, § 188 II: Tag vor dem 29."),
        pytest.param("29.02.2024", "28.11.2024", id="R9: Beginn am Schalttag"),
        pytest.param("31.12.2024", "30.09.2025", id="R9: über das Jahr"),
    ],
)
def test_nine_months(beginn: str, ende: str) -> None:
    assert einbuchungszeitraum(tag(beginn)) == Zeitraum(tag(beginn), tag(ende))


def test_the_names_are_those_of_the_regelung() -> None:
    """Nr. 1, Nr. 3.3, Fn. 5."""
    assert einbuchungszeitraum(tag("01.02.2024")) == zeitraum(tag("01.02.2024"), EINBUCHUNGSDAUER)
    assert EINBUCHUNGSDAUER.months == 9
    assert HILFEPRODUKT == "Aktivzentrum Stadt Göttingen"
    assert BRIEFEDITOR_VORLAGE == "§45 Aktivzentrum StGö Bew"


@given(starts)
def test_the_longest_module_fits_into_nine_months(beginn: date) -> None:
    """R5, R9: who is booked from the Beginn of the Bogen has room for any Teilnahmedauer."""
    for modul in Modul:
        maximum = maximaldauer(modul)
        assert maximum is None or last_day(beginn, maximum) <= einbuchungszeitraum(beginn).ende


TEILNAHME = "01.09.2024-30.11.2024"


@pytest.mark.parametrize(
    ("beginn", "key", "passt"),
    [
        pytest.param("02.09.2024", "einbuchung_after_beginn", "01.09.2024", id="D6: einen Tag nach dem Beginn"),
        pytest.param("01.09.2024", None, None, id="D6: mit dem Beginn des ersten Bogens"),
        pytest.param("31.08.2024", None, None, id="D6: einen Tag früher, wenn die IFK es sagt"),
        pytest.param("01.03.2024", None, None, id="D5: neun Monate reichen gerade bis 30.11."),
        pytest.param("29.02.2024", "einbuchung_too_early", "01.03.2024", id="D5: Schalttag, endet 28.11.: zu früh"),
        pytest.param("01.01.2024", "einbuchung_too_early", "01.03.2024", id="D5: weit zu früh"),
    ],
)
def test_beginn_of_the_einbuchung(beginn: str, key: str | None, passt: str | None) -> None:
    found = check_einbuchung_beginn(tag(beginn), von_bis(TEILNAHME))
    assert (found and found.key) == key
    assert (found and found.passt) == (tag(passt) if passt else None)


@pytest.mark.parametrize(
    ("ende", "passt"),
    [
        pytest.param("28.02.2025", "29.05.2024", id="D6: Ende Februar, früheste von drei gleichen"),
        pytest.param("01.03.2025", "02.06.2024", id="D6: am Tag nach Ende Februar"),
        pytest.param("29.02.2024", "30.05.2023", id="D6: Schalttag"),
        pytest.param("31.10.2024", "01.02.2024", id="D6: Monatsletzter"),
    ],
)
def test_earliest_beginn_is_named(ende: str, passt: str) -> None:
    """The first one that fits: the day before does not."""
    teilnahme = Zeitraum(tag(ende) - timedelta(30), tag(ende))
    found = check_einbuchung_beginn(teilnahme.beginn - timedelta(400), teilnahme)
    assert found == Verstoss("D5", "Nr. 3.3", "einbuchung_too_early", tag(passt))
    assert check_einbuchung_beginn(tag(passt), teilnahme) is None
    assert check_einbuchung_beginn(tag(passt) - timedelta(1), teilnahme) is not None


def test_a_teilnahme_over_nine_months_has_no_beginn_that_fits() -> None:
    teilnahme = von_bis("01.02.2024-01.11.2024")
    assert check_einbuchung_beginn(teilnahme.beginn, teilnahme) == Verstoss("D5", "Nr. 3.3", "einbuchung_too_early")


@given(starts, st.integers(1, 180), st.integers(-20, 300))
def test_what_is_named_fits(beginn: date, days: int, earlier: int) -> None:
    """D5, D6: accepted means inside; refused names a Beginn that is accepted."""
    teilnahme = Zeitraum(beginn, beginn + timedelta(days - 1))
    asked = beginn - timedelta(earlier)
    found = check_einbuchung_beginn(asked, teilnahme)
    if found is None:
        assert einbuchungszeitraum(asked).covers(teilnahme)
    else:
        assert found.passt is not None
        assert check_einbuchung_beginn(found.passt, teilnahme) is None
        further = timedelta(1) if found.key == "einbuchung_after_beginn" else -timedelta(1)
        assert check_einbuchung_beginn(found.passt + further, teilnahme) is not None


def closed(status: EinbuchungStatus, am: str | None = None) -> Einbuchung:
    return einbuchung("01.03.2024", *BOEGEN, status=status, abschluss_am=tag(am) if am else None)


@pytest.mark.parametrize(
    ("booked", "last", "heute", "key", "passt"),
    [
        pytest.param(
            None, "29.02.2024", "15.05.2024", "abschluss_before_beginn", "01.03.2024", id="D12: Tag vor dem Beginn"
        ),
        pytest.param(None, "01.03.2024", "15.05.2024", None, None, id="D12: am ersten Tag"),
        pytest.param(None, "14.05.2024", "15.05.2024", None, None, id="D12: gestern"),
        pytest.param(None, "15.05.2024", "15.05.2024", None, None, id="D12: heute"),
        pytest.param(None, "16.05.2024", "15.05.2024", "abschluss_in_future", "15.05.2024", id="D12: morgen"),
        pytest.param(None, "31.07.2024", "31.08.2024", None, None, id="D12: nach dem letzten Bogen"),
        pytest.param(
            einbuchung("01.02.2024", *BOEGEN), "29.02.2024", "15.05.2024", "abschluss_before_beginn", "01.03.2024",
            id="D6, D12: Einbuchung früher, es zählt der Beginn der Teilnahme",
        ),
        pytest.param(
            einbuchung("01.02.2024", bogen(1, "01.02.2024-30.04.2024", withdrawn=True), BOEGEN[1]),
            "30.04.2024", "15.05.2024", "abschluss_before_beginn", "01.05.2024",
            id="D12: ein zurückgezogener Bogen zählt nicht",
        ),
        pytest.param(
            einbuchung("01.02.2024", bogen(1, "01.03.2024-30.04.2024", withdrawn=True)),
            "01.02.2024", "15.05.2024", None, None, id="D12: ohne Bogen zählt der Beginn der Einbuchung",
        ),
        pytest.param(
            einbuchung("01.02.2024", bogen(1, "01.03.2024-30.04.2024", withdrawn=True)),
            "31.01.2024", "15.05.2024", "abschluss_before_beginn", "01.02.2024", id="D12: und nicht der Tag davor",
        ),
        pytest.param(
            einbuchung("01.02.2024", BOEGEN[1], bogen(3, "01.04.2024-30.04.2024")),
            "01.04.2024", "15.05.2024", None, None, id="D12: der Nachfolger beginnt früher",
        ),
        pytest.param(
            closed(EinbuchungStatus.ABGESCHLOSSEN, "30.04.2024"),
            "30.04.2024", "15.05.2024", "already_closed", "30.04.2024", id="R11: schon auf Abschluss",
        ),
        pytest.param(
            closed(EinbuchungStatus.STORNIERT), "30.04.2024", "15.05.2024", "already_closed", None,
            id="D14: storniert",
        ),
        pytest.param(
            closed(EinbuchungStatus.NICHT_ANGETRETEN), "30.04.2024", "15.05.2024", "already_closed", None,
            id="D12: nicht angetreten",
        ),
    ],
)  # fmt: skip
def test_abschluss(booked: Einbuchung | None, last: str, heute: str, key: str | None, passt: str | None) -> None:
    found = check_abschluss(booked or einbuchung("01.03.2024", *BOEGEN), tag(last), tag(heute))
    assert (found and found.key) == key
    assert (found and found.passt) == (tag(passt) if passt else None)


@pytest.mark.parametrize(
    ("booked", "key"),
    [
        pytest.param(einbuchung("01.03.2024"), None, id="D14: nichts bestätigt"),
        pytest.param(
            einbuchung("01.03.2024", bestaetigungen=(bestaetigung(BestaetigungArt.KPLAN),)), None,
            id="D14: der Kooperationsplan allein bindet nicht",
        ),
        pytest.param(
            einbuchung("01.03.2024", bestaetigungen=(bestaetigung(BestaetigungArt.EINGEBUCHT),)),
            "einbuchung_confirmed", id="D14: in comp.ASS eingebucht",
        ),
        pytest.param(
            einbuchung("01.03.2024", bestaetigungen=(bestaetigung(BestaetigungArt.BESCHEID),)),
            "bescheid_confirmed", id="R9, D14: der Bescheid folgt der Einbuchung",
        ),
        pytest.param(closed(EinbuchungStatus.STORNIERT), "einbuchung_closed", id="D14: storniert"),
        pytest.param(closed(EinbuchungStatus.ABGESCHLOSSEN, "30.04.2024"), "einbuchung_closed", id="D14: Abschluss"),
        pytest.param(closed(EinbuchungStatus.NICHT_ANGETRETEN), "einbuchung_closed", id="D14: nicht angetreten"),
    ],
)  # fmt: skip
def test_changeable(booked: Einbuchung, key: str | None) -> None:
    found = check_changeable(booked)
    assert (found and found.key) == key


def test_last_confirmation_is_the_one_said_last() -> None:
    """D9: whatever order they are kept in; each kind for itself."""
    first, second = (bestaetigung(BestaetigungArt.KPLAN, hours) for hours in (1, 2))
    booked = einbuchung("01.03.2024", bestaetigungen=(second, first, bestaetigung(BestaetigungArt.BESCHEID, 3)))
    assert booked.last_confirmation(BestaetigungArt.KPLAN) is second
    assert booked.last_confirmation(BestaetigungArt.ABSCHLUSS) is None


@pytest.mark.parametrize(
    ("booked", "version"),
    [
        pytest.param(einbuchung("01.03.2024"), 1, id="D7: die erste"),
        pytest.param(einbuchung("01.03.2024", *BOEGEN), 3, id="D7: die nächste"),
        pytest.param(
            einbuchung("01.03.2024", BOEGEN[0], bogen(2, "01.05.2024-30.06.2024", withdrawn=True)), 3,
            id="D7: eine zurückgezogene behält ihre Nummer",
        ),
        pytest.param(einbuchung("01.03.2024", *reversed(BOEGEN)), 3, id="D7: nach der höchsten Nummer"),
    ],
)  # fmt: skip
def test_next_version(booked: Einbuchung, version: int) -> None:
    assert booked.next_version == version


def test_only_offen_is_open() -> None:
    """Nr. 3.3."""
    found = [s for s in EinbuchungStatus if einbuchung("01.03.2024", status=s).is_open]
    assert found == [EinbuchungStatus.OFFEN]


def test_stored_names_stay() -> None:
    assert [str(s) for s in EinbuchungStatus] == ["offen", "abgeschlossen", "storniert", "nicht_angetreten"]
    assert [str(z) for z in ZielErgebnis] == ["erreicht", "teilweise", "nicht_erreicht"]
    assert [str(b) for b in BestaetigungArt] == ["eingebucht", "bescheid", "kplan", "abschluss"]
