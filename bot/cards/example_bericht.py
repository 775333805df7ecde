"""A report of the monitoring on an invented quarter, for the picture of its card. Nobody here exists."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Final

from dialogs.monitoring import Bericht, Verlauf, bericht
from dialogs.regelung.erwartungsbogen import (
    Anlass,
    Antworten,
    Erwartungsbogen,
    Gespraechsform,
    Rueckmeldung,
    RueckmeldungArt,
)
from dialogs.regelung.fristen import Menge, Zeitraum, zeitraum
from dialogs.regelung.hilfeprodukt import (
    Bestaetigung,
    BestaetigungArt,
    Einbuchung,
    EinbuchungStatus,
    ZielErgebnis,
    einbuchungszeitraum,
)
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul

QUARTAL: Final = Zeitraum(date(2027, 1, 1), date(2027, 3, 31))
_MORNING: Final = time(9, tzinfo=UTC)


def example_bericht(stand: date) -> Bericht:
    """The report on that quarter as of this day."""
    person = count(1)
    groups = [(next(person), einbuchung) for number, einbuchung in _groups() for _ in range(number)]
    return bericht([Verlauf(who, einbuchung) for who, einbuchung in groups], QUARTAL, stand)


def _groups() -> Iterator[tuple[int, Einbuchung]]:
    """So many people with each of these."""
    early = _bogen(Modul.DIGITALWERKSTATT, date(2027, 1, 11), Menge(weeks=8), days=1)
    yield 13, _booked(early)
    yield 9, _booked(_bogen(Modul.JOBAKADEMIE, date(2027, 2, 1), Menge(months=4), days=2))
    longest = _bogen(Modul.DIGITALWERKSTATT, date(2027, 2, 15), Menge(months=3), days=1)
    yield 6, _booked(replace(longest, begruendung="x"))
    later = _bogen(Modul.JOBAKADEMIE, date(2027, 3, 8), Menge(weeks=10))
    yield 8, _booked(early, _renewed(later, Anlass.ANDERES_MODUL, Gespraechsform.DREIERGESPRAECH))
    longer = _bogen(Modul.DIGITALWERKSTATT, date(2027, 3, 8), Menge(weeks=3), days=1)
    yield 5, _booked(early, _renewed(longer, Anlass.ZIEL_NICHT_ERREICHT, Gespraechsform.IFK_ELB))
    yield 7, _closed(_booked(early), date(2027, 2, 26), ZielErgebnis.ERREICHT)
    yield 6, _closed(_booked(early), date(2027, 3, 5), ZielErgebnis.TEILWEISE)
    yield 2, replace(_booked(early), status=EinbuchungStatus.NICHT_ANGETRETEN)


def _bogen(modul: Modul, beginn: date, dauer: Menge, days: int | None = None) -> Erwartungsbogen:
    """A form sent three days before; its receipt confirmed after so many days, if ever."""
    sent = datetime.combine(beginn - timedelta(days=3), _MORNING)
    confirmed = [sent + timedelta(days=days)] if days is not None else []
    return Erwartungsbogen(
        formularnummer="",
        version=1,
        modul=modul,
        zeitraum=zeitraum(beginn, dauer),
        antworten=Antworten("", "", ""),
        gesendet_am=sent,
        gesendet_von="",
        rueckmeldungen=tuple(Rueckmeldung(RueckmeldungArt.EMPFANG, at.date(), "", at) for at in confirmed),
    )


def _renewed(bogen: Erwartungsbogen, anlass: Anlass, form: Gespraechsform) -> Erwartungsbogen:
    return replace(bogen, version=2, anlass=anlass, gespraechsform=form)


def _booked(*boegen: Erwartungsbogen) -> Einbuchung:
    first = boegen[0]
    done = Bestaetigung(BestaetigungArt.BESCHEID, first.gesendet_am.date(), "", first.gesendet_am)
    bestaetigungen = () if first.modul is Modul.JOBAKADEMIE else (done,)
    span = einbuchungszeitraum(first.zeitraum.beginn)
    return Einbuchung(1, span, KPlan.ALLGEMEIN, boegen=boegen, bestaetigungen=bestaetigungen)


def _closed(einbuchung: Einbuchung, on: date, ergebnis: ZielErgebnis) -> Einbuchung:
    closed = EinbuchungStatus.ABGESCHLOSSEN
    return replace(einbuchung, status=closed, abschluss_am=on, ziel_ergebnis=ergebnis)
