"""A small world for the pure flows: one eLb with Bögen and Einbuchungen, and a driver for their look-ups."""

from collections.abc import Generator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from dialogs.regelung.erwartungsbogen import Antworten, Erwartungsbogen, Rueckmeldung, RueckmeldungArt
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import Bestaetigung, BestaetigungArt, Einbuchung
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.requests import Answer, Request
from dialogs.rollen import Rolle, Staff
from dialogs.turn import Kontext

T = TypeVar("T")

HEUTE = date(2027, 4, 19)
"""A Monday, in the last fortnight of the first Bogen."""
JETZT = datetime(2027, 4, 19, 9, tzinfo=UTC)
FRUEHER = datetime(2027, 3, 1, 9, tzinfo=UTC)
NEU = "AZ-NEUE-0002"

IDA = Staff("ida", "house", "Ida Kern", frozenset({Rolle.IFK}), "Nord")
JAN = Staff("jan", "house", "Jan Weber", frozenset({Rolle.IFK}), "Nord")
PETRA = Staff("petra", "house", "Petra Sommer", frozenset({Rolle.TEAMLEITUNG}), "Nord")
MIRA = Staff("mira", "traeger", "Mira Okafor", frozenset({Rolle.TRAEGER}))
ELB = Elb("4711", "Katarzyna", "Nowak", IDA.id, IDA.name, IDA.team)

BOGEN = Erwartungsbogen(
    formularnummer="AZ-ALTE-0001",
    version=1,
    modul=Modul.DIGITALWERKSTATT,
    zeitraum=Zeitraum(date(2027, 3, 8), date(2027, 5, 2)),
    antworten=Antworten("Excel lernen", "In die Digitalwerkstatt", "acht Wochen"),
    gesendet_am=FRUEHER,
    gesendet_von=IDA.name,
)
SECOND = replace(
    BOGEN,
    formularnummer="AZ-ALTE-0002",
    version=2,
    modul=Modul.JOBAKADEMIE,
    zeitraum=Zeitraum(date(2027, 4, 12), date(2027, 6, 13)),
    antworten=Antworten("Ins Büro", "Jobakademie", "neun Wochen"),
    gesendet_am=datetime(2027, 4, 5, 9, tzinfo=UTC),
)
EINBUCHUNG = Einbuchung(7, Zeitraum(date(2027, 3, 8), date(2027, 12, 7)), KPlan.ALLGEMEIN, boegen=(BOGEN,))
NOBODY_BOOKED = Fall(ELB)


def kontext(wer: Staff = IDA, heute: date = HEUTE) -> Kontext:
    return Kontext(jetzt=JETZT, heute=heute, wer=wer, fresh=NEU)


def einbuchung(*boegen: Erwartungsbogen, bestaetigt: Mapping[str, date] | None = None, **values: Any) -> Einbuchung:
    """The open one with these Bögen; `bestaetigt` by kind and day."""
    confirmed = tuple(
        Bestaetigung(BestaetigungArt(art), am, IDA.name, FRUEHER) for art, am in (bestaetigt or {}).items()
    )
    return replace(EINBUCHUNG, boegen=boegen or (BOGEN,), bestaetigungen=confirmed, **values)


def fall(*boegen: Erwartungsbogen, bestaetigt: Mapping[str, date] | None = None, **values: Any) -> Fall:
    """The eLb with one Einbuchung."""
    return Fall(ELB, (einbuchung(*boegen, bestaetigt=bestaetigt, **values),))


def said(art: RueckmeldungArt, am: date = HEUTE, text: str | None = None, wer: Staff = MIRA) -> Rueckmeldung:
    """An answer that is given now."""
    return Rueckmeldung(art, am, wer.name, JETZT, text)


def play(flow: Generator[Request, Answer, T], known: Mapping[Request, Answer]) -> T:
    """What the flow returns; a look-up that is not foreseen fails."""
    try:
        request = next(flow)
        while True:
            assert request in known, f"an unforeseen look-up: {request}"
            request = flow.send(known[request])
    except StopIteration as stop:
        result: T = stop.value
        return result
