"""On which days which Erwartungsbogen is maßgebend, as spans a card can show. No layout, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dialogs.regelung.erwartungsbogen import Erwartungsbogen, in_force, massgebend
from dialogs.regelung.fristen import ONE_DAY, Zeitraum
from dialogs.regelung.hilfeprodukt import Einbuchung, EinbuchungStatus


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """Days on which one Bogen, or none, is maßgebend; both ends inclusive."""

    zeitraum: Zeitraum
    bogen: Erwartungsbogen | None


def abschnitte(einbuchung: Einbuchung) -> list[Abschnitt]:
    """D7, D12: the whole Einbuchung cut where the maßgebende Bogen changes; after the Abschluss there is none."""
    last = _last_day(einbuchung)

    def on(tag: date) -> Erwartungsbogen | None:
        return massgebend(einbuchung.boegen, tag) if last is None or tag <= last else None

    days = [(tag, on(tag)) for tag in _turning_days(einbuchung, last)]
    firsts = [next(group) for _, group in groupby(days, key=lambda day: day[1] and day[1].version)]
    ends = [*(tag - ONE_DAY for tag, _ in firsts[1:]), einbuchung.zeitraum.ende]
    return [Abschnitt(Zeitraum(tag, ende), bogen) for (tag, bogen), ende in zip(firsts, ends, strict=True)]


def geltung(bogen: Erwartungsbogen, einbuchung: Einbuchung) -> list[Zeitraum]:
    """The spans on which this Bogen is maßgebend; empty when others have taken all its days."""
    return [a.zeitraum for a in abschnitte(einbuchung) if a.bogen and a.bogen.version == bogen.version]


def successors(bogen: Erwartungsbogen, boegen: Sequence[Erwartungsbogen]) -> list[tuple[date, Erwartungsbogen]]:
    """Newer ones that take days of this Bogen, each with the first day on which it does, earliest first."""
    newer = [b for b in in_force(boegen) if b.version > bogen.version and b.zeitraum.overlaps(bogen.zeitraum)]
    return sorted(((max(b.zeitraum.beginn, bogen.zeitraum.beginn), b) for b in newer), key=lambda pair: pair[0])


def following(bogen: Erwartungsbogen, boegen: Sequence[Erwartungsbogen]) -> list[tuple[date, Erwartungsbogen]]:
    """Newer ones that hold from some day on while this one lasts or after it, each with that day, earliest first."""
    newer = [b for b in in_force(boegen) if b.version > bogen.version and b.zeitraum.ende >= bogen.zeitraum.beginn]
    return sorted(((max(b.zeitraum.beginn, bogen.zeitraum.beginn), b) for b in newer), key=lambda pair: pair[0])


def _last_day(einbuchung: Einbuchung) -> date | None:
    """The day after which nothing is maßgebend; for who never came, the day before the first."""
    if einbuchung.status in (EinbuchungStatus.NICHT_ANGETRETEN, EinbuchungStatus.STORNIERT):
        return einbuchung.zeitraum.beginn - ONE_DAY
    return einbuchung.abschluss_am if einbuchung.status is EinbuchungStatus.ABGESCHLOSSEN else None


def _turning_days(einbuchung: Einbuchung, last: date | None) -> list[date]:
    """The first day, and those on which another Bogen may become maßgebend."""
    spans = [bogen.zeitraum for bogen in einbuchung.boegen]
    turning = {day for span in spans for day in (span.beginn, span.ende + ONE_DAY)}
    whole = einbuchung.zeitraum
    later = turning | ({last + ONE_DAY} if last else set())
    return [whole.beginn, *sorted(day for day in later if whole.beginn < day <= whole.ende)]
