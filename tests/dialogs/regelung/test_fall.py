"""The snapshot of one eLb: which Einbuchung and which Bogen it means, and which tasks no one has confirmed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.regelung.erwartungsbogen import Antworten, Erwartungsbogen
from dialogs.regelung.fall import Aufgabe, Elb, Fall, kplan_due, open_tasks
from dialogs.regelung.hilfeprodukt import BestaetigungArt, Einbuchung, EinbuchungStatus
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from tests.fakes.akte import NOON, bestaetigung, bogen, einbuchung, elb, fall, tag

OFFEN, STORNIERT = EinbuchungStatus.OFFEN, EinbuchungStatus.STORNIERT
ABGESCHLOSSEN, NIE = EinbuchungStatus.ABGESCHLOSSEN, EinbuchungStatus.NICHT_ANGETRETEN
EINGEBUCHT, BESCHEID = BestaetigungArt.EINGEBUCHT, BestaetigungArt.BESCHEID
KPLAN, ABSCHLUSS = BestaetigungArt.KPLAN, BestaetigungArt.ABSCHLUSS

FIRST = bogen(1, "01.02.2024-30.04.2024")
SECOND = bogen(2, "01.05.2024-31.07.2024", Modul.JOBAKADEMIE)


def ended(status: EinbuchungStatus, am: str | None = None, number: int = 1) -> Einbuchung:
    last = tag(am) if am else None
    return einbuchung("01.02.2024", FIRST, SECOND, id=number, status=status, abschluss_am=last)


# --- which Einbuchung -----------------------------------------------------------------------------------

OPEN = einbuchung("01.10.2024", id=9)


@pytest.mark.parametrize(
    ("einbuchungen", "open_id", "newest_id"),
    [
        pytest.param([], None, None, id="D6: keine"),
        pytest.param([OPEN], 9, 9, id="D6: eine offene"),
        pytest.param([ended(ABGESCHLOSSEN, "15.06.2024", 1), OPEN], 9, 9, id="D6: nach dem Abschluss eine neue"),
        pytest.param([OPEN, ended(ABGESCHLOSSEN, "15.06.2024", 1)], 9, 9, id="D6: die offene, wo sie auch steht"),
        pytest.param([ended(ABGESCHLOSSEN, "15.06.2024", 1)], None, 1, id="R11: nur eine abgeschlossene"),
        pytest.param([ended(NIE, None, 1)], None, 1, id="D12: nicht angetreten"),
        pytest.param(
            [ended(ABGESCHLOSSEN, "15.06.2024", 1), ended(NIE, None, 2)], None, 2, id="die jüngere von zweien"
        ),
        pytest.param(
            [ended(ABGESCHLOSSEN, "15.06.2024", 1), ended(STORNIERT, None, 2)], None, 1,
            id="D14: ohne stornierte",
        ),
        pytest.param([ended(STORNIERT, None, 1)], None, None, id="D14: nur eine stornierte"),
    ],
)  # fmt: skip
def test_einbuchung(einbuchungen: list[Einbuchung], open_id: int | None, newest_id: int | None) -> None:
    whole = fall(*einbuchungen)
    assert (whole.open_einbuchung and whole.open_einbuchung.id) == open_id
    assert (whole.newest_einbuchung and whole.newest_einbuchung.id) == newest_id


# --- which Bogen -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("booked", "day", "version"),
    [
        pytest.param(ended(OFFEN), "15.04.2024", 1, id="D7: offen"),
        pytest.param(ended(OFFEN), "01.05.2024", 2, id="D7: der Nachfolger"),
        pytest.param(ended(OFFEN), "01.08.2024", None, id="D7: nach allen"),
        pytest.param(ended(ABGESCHLOSSEN, "15.06.2024"), "15.06.2024", 2, id="D12: am letzten Tag"),
        pytest.param(ended(ABGESCHLOSSEN, "15.06.2024"), "16.06.2024", None, id="D12: der Abschluss beendet ihn"),
        pytest.param(ended(ABGESCHLOSSEN, "15.03.2024"), "01.06.2024", None, id="D12: auch einen, der noch käme"),
        pytest.param(ended(STORNIERT), "15.04.2024", None, id="D14: storniert"),
        pytest.param(ended(NIE), "15.04.2024", None, id="D12: nicht angetreten"),
    ],
)
def test_massgebend(booked: Einbuchung, day: str, version: int | None) -> None:
    found = fall(booked).massgebend(tag(day))
    assert (found and found.version) == version


def test_of_two_einbuchungen_that_share_a_day_the_newer_one_counts() -> None:
    """D7: at most one is maßgebend, over all Einbuchungen."""
    again = einbuchung("15.06.2024", bogen(1, "15.06.2024-15.08.2024", formularnummer="F-9"), id=2)
    whole = fall(ended(ABGESCHLOSSEN, "15.06.2024"), again)
    found = [whole.massgebend(tag(day)) for day in ("14.06.2024", "15.06.2024", "16.06.2024")]
    assert [b and b.formularnummer for b in found] == ["F-2", "F-9", "F-9"]


def test_a_newer_einbuchung_without_a_bogen_that_day_hides_nothing() -> None:
    again = einbuchung("01.06.2024", bogen(1, "01.07.2024-15.08.2024", formularnummer="F-9"), id=2)
    found = fall(ended(ABGESCHLOSSEN, "15.06.2024"), again).massgebend(tag("10.06.2024"))
    assert found is SECOND


def test_a_form_is_found_by_its_number() -> None:
    """Withdrawn ones too, with the Einbuchung they belong to."""
    withdrawn = bogen(1, "01.10.2024-31.12.2024", formularnummer="F-9", withdrawn=True)
    old, new = ended(ABGESCHLOSSEN, "15.06.2024"), einbuchung("01.10.2024", withdrawn, id=2)
    whole = fall(old, new)
    assert whole.bogen("F-2") == (old, SECOND)
    assert whole.bogen("F-9") == (new, withdrawn)
    assert whole.bogen("F-3") is None


@pytest.mark.parametrize(
    ("vorname", "nachname", "shown"),
    [
        pytest.param("Ben", "Müller", "Ben Müller", id="Vorname und Nachname"),
        pytest.param("", "Müller", "Müller", id="nur ein Nachname"),
    ],
)
def test_name(vorname: str, nachname: str, shown: str) -> None:
    assert Elb("4711", vorname, nachname, "ida", "Ida Kern", "Nord").name == shown


# --- tasks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "confirmed", "tasks"),
    [
        pytest.param(OFFEN, [], [Aufgabe.EINGEBUCHT, Aufgabe.BESCHEID], id="R9: frisch gebucht"),
        pytest.param(OFFEN, [EINGEBUCHT], [Aufgabe.BESCHEID], id="D9: eingebucht"),
        pytest.param(OFFEN, [BESCHEID], [Aufgabe.EINGEBUCHT], id="D9: Bescheid vor der Einbuchung bestätigt"),
        pytest.param(OFFEN, [EINGEBUCHT, BESCHEID], [], id="R9: beides"),
        pytest.param(
            ABGESCHLOSSEN, [EINGEBUCHT, BESCHEID], [Aufgabe.ABSCHLUSS],
            id="R11: noch auf Abschluss zu setzen",
        ),
        pytest.param(ABGESCHLOSSEN, [EINGEBUCHT, BESCHEID, ABSCHLUSS], [], id="R11: auf Abschluss gesetzt"),
        pytest.param(
            ABGESCHLOSSEN, [EINGEBUCHT], [Aufgabe.BESCHEID, Aufgabe.ABSCHLUSS],
            id="R11: der Bescheid fehlt auch",
        ),
        pytest.param(
            ABGESCHLOSSEN, [], [Aufgabe.EINGEBUCHT, Aufgabe.BESCHEID],
            id="D9: nie eingebucht, so ist nichts auf Abschluss zu setzen",
        ),
        pytest.param(NIE, [], [], id="D12: nicht angetreten und nie eingebucht"),
        pytest.param(NIE, [EINGEBUCHT], [Aufgabe.ABSCHLUSS], id="D12: nicht angetreten, war eingebucht"),
        pytest.param(NIE, [EINGEBUCHT, ABSCHLUSS], [], id="D12: nicht angetreten, auf Abschluss gesetzt"),
        pytest.param(STORNIERT, [], [], id="D14: storniert"),
    ],
)  # fmt: skip
def test_open_tasks(status: EinbuchungStatus, confirmed: list[BestaetigungArt], tasks: list[Aufgabe]) -> None:
    booked = einbuchung("01.02.2024", FIRST, status=status, bestaetigungen=tuple(map(bestaetigung, confirmed)))
    assert list(open_tasks(booked)) == tasks


GONE_AT = NOON + timedelta(hours=5)
"""When a Bogen of these rows is withdrawn; a confirmation at 4.5 came before it, one at 5.5 after it."""


def gone(version: int, ziel: str) -> Erwartungsbogen:
    return replace(with_ziel(version, ziel, withdrawn=True), zurueckgezogen_am=GONE_AT)


def with_ziel(
    version: int, ziel: str, modul: Modul = Modul.DIGITALWERKSTATT, *, withdrawn: bool = False
) -> Erwartungsbogen:
    """Sent as many hours after noon as its version says."""
    days = f"0{version}.03.2024-30.04.2024"
    return bogen(version, days, modul, antworten=Antworten(ziel, "Modul", "Dauer"), withdrawn=withdrawn)


A, B = with_ziel(1, "Excel"), with_ziel(2, "Bewerbung")
SAME_ZIEL = with_ziel(2, "Excel")
OTHER_MODUL = with_ziel(2, "Excel", Modul.JOBAKADEMIE)
C = with_ziel(3, "Bewerbung")


@pytest.mark.parametrize(
    ("kplan", "boegen", "confirmed", "due"),
    [
        pytest.param(KPlan.KONKRET, [A], None, False, id="R8: der erste Bogen ändert nichts"),
        pytest.param(KPlan.KONKRET, [A, B], None, True, id="R8: neues Ziel"),
        pytest.param(KPlan.KONKRET, [A, OTHER_MODUL], None, True, id="R8: anderes Modul"),
        pytest.param(KPlan.KONKRET, [A, SAME_ZIEL], None, False, id="R8: nur eine andere Dauer"),
        pytest.param(KPlan.ALLGEMEIN, [A, B], None, False, id="R8: allgemeiner Wortlaut"),
        pytest.param(KPlan.KONKRET, [A, B], 2.5, False, id="R8: danach angepasst"),
        pytest.param(KPlan.KONKRET, [A, B], 1.5, True, id="R8: angepasst, bevor das Ziel neu war"),
        pytest.param(KPlan.KONKRET, [A, B], 2, False, id="R8: im selben Augenblick angepasst"),
        pytest.param(KPlan.KONKRET, [A, B, C], 2.5, False, id="R8: seither dasselbe Ziel"),
        pytest.param(
            KPlan.KONKRET, [A, B, with_ziel(3, "Praktikum")], 2.5, True,
            id="R8: seither noch ein neues Ziel",
        ),
        pytest.param(
            KPlan.KONKRET, [A, with_ziel(2, "Bewerbung", withdrawn=True)], None, False,
            id="D7: zurückgezogen",
        ),
        pytest.param(
            KPlan.KONKRET, [A, with_ziel(2, "Excel", Modul.JOBAKADEMIE, withdrawn=True), C], None, True,
            id="D7: verglichen wird mit dem letzten, der gilt",
        ),
        pytest.param(
            KPlan.KONKRET, [A, gone(2, "Bewerbung")], 4.5, True,
            id="R8, D7: angepasst an einen, der danach zurückgezogen wurde",
        ),
        pytest.param(KPlan.KONKRET, [A, gone(2, "Bewerbung")], 5.5, False, id="R8, D7: danach wieder angepasst"),
        pytest.param(KPlan.KONKRET, [A, gone(2, "Excel")], 4.5, False, id="R8, D7: zurückgezogen, dasselbe Ziel"),
        pytest.param(KPlan.ALLGEMEIN, [A, gone(2, "Bewerbung")], 4.5, False, id="R8, D7: allgemeiner Wortlaut"),
        pytest.param(
            KPlan.KONKRET, [gone(1, "Excel"), B], None, True, id="R8, D7: der Plan hält noch den ersten",
        ),
        pytest.param(KPlan.KONKRET, [gone(1, "Excel")], 4.5, False, id="D7: keiner gilt, nichts zu übernehmen"),
    ],
)  # fmt: skip
def test_kplan_due(kplan: KPlan, boegen: list[Erwartungsbogen], confirmed: float | None, due: bool) -> None:  # noqa: FBT001 - a row
    said = () if confirmed is None else (bestaetigung(KPLAN, confirmed),)
    booked = einbuchung("01.03.2024", *boegen, kplan=kplan, bestaetigungen=said)
    assert kplan_due(booked) is due
    assert (Aufgabe.KPLAN in open_tasks(booked)) is due


@pytest.mark.parametrize("status", [s for s in EinbuchungStatus if s is not OFFEN], ids=lambda s: f"R11: {s}")
def test_a_closed_einbuchung_needs_no_plan(status: EinbuchungStatus) -> None:
    assert not kplan_due(einbuchung("01.03.2024", A, B, kplan=KPlan.KONKRET, status=status))


def test_a_new_version_opens_no_new_bescheid() -> None:
    """R10: once made, the Bescheid stays made."""
    confirmed = (bestaetigung(EINGEBUCHT), bestaetigung(BESCHEID))
    before = einbuchung("01.03.2024", A, bestaetigungen=confirmed)
    after = einbuchung("01.03.2024", A, OTHER_MODUL, bestaetigungen=confirmed)
    assert list(open_tasks(before)) == list(open_tasks(after)) == []


def test_tasks_have_the_names_of_their_confirmations() -> None:
    assert [str(a) for a in Aufgabe] == [str(b) for b in BestaetigungArt]


def test_a_fall_without_einbuchung_has_nothing() -> None:
    empty = Fall(elb())
    assert empty.massgebend(tag("01.02.2024")) is None
    assert empty.bogen("F-1") is None
