"""Builds Erwartungsbögen, Einbuchungen and a Fall from a few days, for tests of rules. No behaviour."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from dialogs.regelung.erwartungsbogen import Antworten, BogenStatus, Erwartungsbogen
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import Bestaetigung, BestaetigungArt, Einbuchung, einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul

NOON = datetime(2024, 2, 1, 12, tzinfo=UTC)


def tag(text: str) -> date:
    """A day as a clerk writes it: `01.02.2024`."""
    return datetime.strptime(text, "%d.%m.%Y").replace(tzinfo=UTC).date()


def von_bis(text: str) -> Zeitraum:
    """`01.02.2024-30.04.2024`, both days inclusive."""
    beginn, _, ende = text.partition("-")
    return Zeitraum(tag(beginn), tag(ende))


def bogen(
    version: int, days: str | Zeitraum, modul: Modul = Modul.DIGITALWERKSTATT, *, withdrawn: bool = False, **rest: Any
) -> Erwartungsbogen:
    """A version, sent as many hours after noon as its number says."""
    values: dict[str, Any] = {
        "formularnummer": f"F-{version}",
        "antworten": Antworten("Excel lernen", "Digitalwerkstatt", "so lange, wie hier steht"),
        "gesendet_am": NOON + timedelta(hours=version),
        "gesendet_von": "Ida Kern",
        "status": BogenStatus.ZURUECKGEZOGEN if withdrawn else BogenStatus.GESENDET,
    }
    zeitraum = von_bis(days) if isinstance(days, str) else days
    return Erwartungsbogen(version=version, modul=modul, zeitraum=zeitraum, **(values | rest))


def einbuchung(beginn: str, *boegen: Erwartungsbogen, **rest: Any) -> Einbuchung:
    """Nine months from `beginn`."""
    values: dict[str, Any] = {"id": 1, "kplan": KPlan.ALLGEMEIN}
    return Einbuchung(zeitraum=einbuchungszeitraum(tag(beginn)), boegen=boegen, **(values | rest))


def bestaetigung(art: BestaetigungArt, hours: float = 0) -> Bestaetigung:
    """A confirmation said so many hours after noon."""
    return Bestaetigung(art, NOON.date(), "Ida Kern", NOON + timedelta(hours=hours))


def elb(ifk_id: str = "ida", team: str = "Nord") -> Elb:
    return Elb("4711", "Ben", "Müller", ifk_id, "Ida Kern", team)


def fall(*einbuchungen: Einbuchung) -> Fall:
    return Fall(elb(), einbuchungen)
