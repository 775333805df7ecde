"""What is due on which day: each row is a day on which it is reached, or not yet; holidays are those of the state."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from dialogs.erinnerungen import Erinnerung, ErinnerungArt, due, due_entwurf, first_asked, is_deletable
from dialogs.regelung.erwartungsbogen import Rueckmeldung, RueckmeldungArt
from dialogs.regelung.fall import Aufgabe
from dialogs.regelung.hilfeprodukt import BestaetigungArt, EinbuchungStatus
from dialogs.regelung.kplan import KPlan
from dialogs.requests import LiegenderEntwurf
from tests.fakes.akte import bestaetigung, bogen, einbuchung, fall, tag

SENT = datetime(2027, 3, 1, 9, tzinfo=UTC)
DONE = (bestaetigung(BestaetigungArt.EINGEBUCHT), bestaetigung(BestaetigungArt.BESCHEID))
EMPFANG = Rueckmeldung(RueckmeldungArt.EMPFANG, tag("01.03.2027"), "Mira", SENT)


def dues(
    heute: str, days: str = "08.03.2027-02.05.2027", *, sent: datetime = SENT, **rest: Any
) -> list[ErinnerungArt]:
    values: dict[str, Any] = {"bestaetigungen": DONE, "kplan": KPlan.ALLGEMEIN} | rest
    answers = values.pop("answers", (EMPFANG,))
    form = bogen(1, days, gesendet_am=sent, rueckmeldungen=answers)
    found = due(fall(einbuchung("08.03.2027", form, **values)), tag(heute))
    return [e.art for e in found]


ENDS, ALL_ENDS = [ErinnerungArt.TEILNAHME_ENDET], [ErinnerungArt.EINBUCHUNG_ENDET]


@pytest.mark.parametrize(
    ("heute", "expected"),
    [
        pytest.param("16.04.2027", [], id="17 Tage vorher"),
        pytest.param("19.04.2027", ENDS, id="14 Tage vorher ist Sonntag: Montag"),
        pytest.param("28.04.2027", ENDS, id="dazwischen: schon gesagt, derselbe Schlüssel"),
        pytest.param("30.04.2027", ENDS, id="3 Tage vorher (Freitag vor Sonntag)"),
        pytest.param("02.05.2027", ENDS, id="am letzten Tag"),
        pytest.param("03.05.2027", [], id="danach nicht mehr"),
    ],
)
def test_the_teilnahme_ends(heute: str, expected: list[ErinnerungArt]) -> None:
    assert dues(heute) == expected


def test_the_two_days_before_the_end_are_two_reminders() -> None:
    form = bogen(1, "08.03.2027-02.05.2027", gesendet_am=SENT, rueckmeldungen=(EMPFANG,))
    person = fall(einbuchung("08.03.2027", form, bestaetigungen=DONE))
    keys = {e.key for day in ("19.04.2027", "28.04.2027", "29.04.2027", "30.04.2027") for e in due(person, tag(day))}
    assert keys == {"teilnahme_endet:F-1:14", "teilnahme_endet:F-1:3"}


def test_three_days_before_on_a_feast_is_the_next_working_day() -> None:
    """Good Friday, 26.03.2027, and Easter Monday are days off."""
    assert dues("25.03.2027", "08.03.2027-29.03.2027", sent=datetime(2027, 3, 20, 9, tzinfo=UTC)) == []
    assert dues("30.03.2027", "08.03.2027-29.03.2027", sent=datetime(2027, 3, 20, 9, tzinfo=UTC)) == []
    assert dues("30.03.2027", "08.03.2027-30.03.2027", sent=datetime(2027, 3, 20, 9, tzinfo=UTC)) == ENDS


def test_a_short_bogen_is_not_reminded_of_at_once() -> None:
    assert dues("02.03.2027", "08.03.2027-12.03.2027") == []
    assert dues("09.03.2027", "08.03.2027-12.03.2027") == ENDS


@pytest.mark.parametrize(
    ("heute", "expected"),
    [("05.11.2027", []), ("08.11.2027", ALL_ENDS), ("07.12.2027", ALL_ENDS), ("08.12.2027", [])],
)
def test_the_nine_months_end_in_thirty_days(heute: str, expected: list[ErinnerungArt]) -> None:
    """07.12.2027 minus 30 days is Sunday, 07.11.2027."""
    assert dues(heute) == expected


@pytest.mark.parametrize(
    ("sent", "heute", "expected"),
    [
        pytest.param("2027-03-01T09:00", "03.03.2027", False, id="Montag: am zweiten Arbeitstag noch nicht"),
        pytest.param("2027-03-01T09:00", "04.03.2027", True, id="Montag: am dritten"),
        pytest.param("2027-03-05T09:00", "09.03.2027", False, id="Freitag: über das Wochenende"),
        pytest.param("2027-03-05T09:00", "10.03.2027", True, id="Freitag: Mittwoch"),
        pytest.param("2027-03-24T09:00", "30.03.2027", False, id="Ostern zählt nicht"),
        pytest.param("2027-03-24T09:00", "31.03.2027", True, id="nach Ostern"),
        pytest.param("2027-03-01T23:30", "04.03.2027", False, id="nach Mitternacht in Göttingen ist der 2. März"),
    ],
)
def test_the_traeger_is_silent(sent: str, heute: str, expected: bool) -> None:  # noqa: FBT001 - a row of the table
    moment = datetime.fromisoformat(sent).replace(tzinfo=UTC)
    assert (ErinnerungArt.TRAEGER_SCHWEIGT in dues(heute, sent=moment, answers=())) is expected
    assert ErinnerungArt.TRAEGER_SCHWEIGT not in dues(heute, sent=moment)


def test_open_tasks_after_seven_days() -> None:
    assert dues("05.03.2027", bestaetigungen=()) == []
    assert dues("08.03.2027", bestaetigungen=()) == [ErinnerungArt.AUFGABE_OFFEN] * 2
    assert dues("08.03.2027", bestaetigungen=DONE[:1]) == [ErinnerungArt.AUFGABE_OFFEN]


def test_a_concrete_plan_counts_from_the_bogen_that_changed_the_goal() -> None:
    first = bogen(1, "08.03.2027-02.05.2027", gesendet_am=SENT, rueckmeldungen=(EMPFANG,))
    other = first.antworten.__class__("Büro finden", "Digitalwerkstatt", "acht Wochen")
    later = datetime(2027, 4, 5, 9, tzinfo=UTC)
    second = bogen(2, "03.05.2027-30.05.2027", gesendet_am=later, antworten=other, rueckmeldungen=(EMPFANG,))
    person = fall(einbuchung("08.03.2027", first, second, kplan=KPlan.KONKRET, bestaetigungen=DONE))
    assert [e.aufgabe for e in due(person, tag("09.04.2027"))] == []
    assert [(e.aufgabe, e.tag) for e in due(person, tag("12.04.2027"))] == [(Aufgabe.KPLAN, date(2027, 4, 5))]


def test_after_the_abschluss_only_what_is_left_to_do_in_compass() -> None:
    closed: dict[str, Any] = {"status": EinbuchungStatus.ABGESCHLOSSEN, "abschluss_am": tag("05.04.2027")}
    assert dues("09.04.2027", answers=(), **closed) == []
    assert dues("12.04.2027", answers=(), **closed) == [ErinnerungArt.AUFGABE_OFFEN]
    never: dict[str, Any] = {"status": EinbuchungStatus.NICHT_ANGETRETEN}
    assert dues("12.04.2027", answers=(), **never) == [ErinnerungArt.AUFGABE_OFFEN]
    assert dues("12.04.2027", answers=(), status=EinbuchungStatus.STORNIERT) == []


@pytest.mark.parametrize(
    ("heute", "kept", "art", "ends"),
    [
        ("05.03.2027", 30, None, None),
        ("08.03.2027", 30, ErinnerungArt.ENTWURF_LIEGT, None),
        ("23.03.2027", 30, ErinnerungArt.ENTWURF_LIEGT, None),
        ("24.03.2027", 30, ErinnerungArt.ENTWURF_VERFAELLT, "31.03.2027"),
        ("01.12.2027", 30, ErinnerungArt.ENTWURF_VERFAELLT, "02.12.2027"),
        ("24.03.2027", 60, ErinnerungArt.ENTWURF_LIEGT, None),
        ("23.04.2027", 60, ErinnerungArt.ENTWURF_VERFAELLT, "30.04.2027"),
        ("08.03.2027", 14, ErinnerungArt.ENTWURF_VERFAELLT, "15.03.2027"),
        ("03.03.2027", 5, ErinnerungArt.ENTWURF_VERFAELLT, "06.03.2027"),
    ],
)
def test_a_form_lies(heute: str, kept: int, art: ErinnerungArt | None, ends: str | None) -> None:
    found = due_entwurf(LYING, tag(heute), kept)
    until = tag(ends) if ends else None
    expected = art and Erinnerung(f"{art}:AZ-1:2027-03-01", art, "4711", tag("01.03.2027"), geloescht_ab=until)
    assert found == expected
    assert (found is not None) is (tag(heute) >= tag("01.03.2027") + timedelta(days=first_asked(kept)))


LYING = LiegenderEntwurf("ida", "AZ-1", "4711", "Katarzyna Nowak", tag("01.03.2027"))


@pytest.mark.parametrize(
    ("heute", "told", "kept", "gone"),
    [
        pytest.param("30.03.2027", "24.03.2027", 30, False, id="a day too early"),
        pytest.param("31.03.2027", "24.03.2027", 30, True, id="its time is over and it was told"),
        pytest.param("31.03.2027", "31.03.2027", 30, False, id="told today"),
        pytest.param("01.04.2027", "31.03.2027", 30, True, id="told yesterday"),
        pytest.param("31.03.2027", None, 30, False, id="nobody was told"),
        pytest.param("06.04.2027", None, 30, False, id="nobody was told for nearly a week"),
        pytest.param("07.04.2027", None, 30, True, id="nobody could be told for a week"),
        pytest.param("31.03.2027", "24.03.2027", 60, False, id="the house keeps it longer"),
    ],
)
def test_when_a_form_goes(heute: str, told: str | None, kept: int, *, gone: bool) -> None:
    at = datetime.combine(tag(told), time(8), UTC) if told else None
    assert is_deletable(LYING, at, tag(heute), kept) is gone
