"""R12: what is counted, and whom each count is about. Nothing is hidden here (`geheimhaltung`)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dialogs.monitoring.geheimhaltung import SMALL
from dialogs.monitoring.werte import GESAMT, MODULE, Verlauf
from dialogs.regelung.erwartungsbogen import (
    Anlass,
    Erwartungsbogen,
    Gespraechsform,
    RueckmeldungArt,
    counted_zeitraum,
    in_force,
)
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import BestaetigungArt, Einbuchung, EinbuchungStatus
from dialogs.regelung.modul import Modul
from dialogs.regelung.teilnahmedauer import is_at_maximum, limit_of_days, sum_of_days


@dataclass(frozen=True, slots=True)
class Teilnahme:
    """All days of one Einbuchung in one Modul. `tage` end with the Abschluss; `vereinbart` are the agreed days."""

    modul: Modul
    tage: tuple[Zeitraum, ...]
    vereinbart: int
    ueber: bool

    @property
    def tatsaechlich(self) -> int:
        """How many days it really had."""
        return sum(z.days for z in self.tage)


def teilnahmen(einbuchung: Einbuchung) -> Iterator[Teilnahme]:
    """D4, D12: one for each Modul that has counting days; none for who never came or was booked by mistake."""
    if einbuchung.status not in (EinbuchungStatus.OFFEN, EinbuchungStatus.ABGESCHLOSSEN):
        return
    boegen = einbuchung.boegen
    for modul in MODULE:
        spans = [c for b in in_force(boegen) if b.modul is modul and (c := counted_zeitraum(b, boegen))]
        if spans:
            agreed = sum_of_days(modul, boegen)
            limit = limit_of_days(modul, min(z.beginn for z in spans))
            days = tuple(_until(spans, einbuchung.abschluss_am))
            yield Teilnahme(modul, days, agreed, ueber=limit is not None and agreed > limit)


def _until(spans: Sequence[Zeitraum], last: date | None) -> Iterator[Zeitraum]:
    for z in spans:
        if last is None or z.ende <= last:
            yield z
        elif z.beginn <= last:
            yield Zeitraum(z.beginn, last)


def neue_boegen(einbuchung: Einbuchung, zeitraum: Zeitraum) -> list[Erwartungsbogen]:
    """Sent in these days and neither withdrawn nor cancelled with the Einbuchung (D14).

    A Korrektur stands for the one it corrects, with that one's Anlass.
    """
    if einbuchung.status is EinbuchungStatus.STORNIERT:
        return []
    kept: list[Erwartungsbogen] = []
    for bogen in in_force(einbuchung.boegen):
        if bogen.anlass is Anlass.KORREKTUR:
            before = kept.pop() if kept else None
            bogen = replace(  # noqa: PLW2901  what follows counts the corrected one
                bogen,
                anlass=before.anlass if before else None,
                gespraechsform=before.gespraechsform if before else None,
            )
        kept.append(bogen)
    return [b for b in kept if b.gesendet_am.date() in zeitraum]


def days_to_confirm(bogen: Erwartungsbogen) -> int | None:
    """Days from the sending until the Träger confirmed first; None: not yet."""
    confirmed = [r.erfasst.date() for r in bogen.rueckmeldungen if r.art is RueckmeldungArt.EMPFANG]
    return max(0, (min(confirmed) - bogen.gesendet_am.date()).days) if confirmed else None


# --- counting ------------------------------------------------------------------------------------------------


class Zaehler:
    """Whom each count and each average is about, by the name of its cell: table.row.column."""

    def __init__(self) -> None:
        self._people: dict[str, list[int]] = defaultdict(list)
        self._days: dict[str, list[int]] = defaultdict(list)

    def count(self, person: int, *names: str) -> None:
        for name in names:
            self._people[name].append(person)

    def measure(self, person: int, name: str, days: int) -> None:
        self._days[name].append(days)
        self.count(person, name)

    def number(self, name: str) -> int:
        return len(self._people[name])

    def has_enough_people(self, name: str) -> bool:
        return len(set(self._people[name])) >= SMALL

    def average(self, name: str) -> int:
        """In whole days, halves upwards."""
        days = self._days[name]
        return (2 * sum(days) + len(days)) // (2 * len(days))


def count_all(verlaeufe: Iterable[Verlauf], zeitraum: Zeitraum, spans: Sequence[tuple[str, Zeitraum]]) -> Zaehler:
    zaehler = Zaehler()
    for verlauf in verlaeufe:
        for teilnahme in teilnahmen(verlauf.einbuchung):
            _count_teilnahme(zaehler, verlauf, teilnahme, zeitraum, spans)
        for bogen in neue_boegen(verlauf.einbuchung, zeitraum):
            _count_bogen(zaehler, verlauf.person, bogen)
        _count_einbuchung(zaehler, verlauf.person, verlauf.einbuchung, zeitraum)
    return zaehler


def _count_teilnahme(
    zaehler: Zaehler,
    verlauf: Verlauf,
    teilnahme: Teilnahme,
    zeitraum: Zeitraum,
    spans: Sequence[tuple[str, Zeitraum]],
) -> None:
    person, modul = verlauf.person, teilnahme.modul
    for name, span in spans:
        if any(span.overlaps(z) for z in teilnahme.tage):
            zaehler.count(person, f"teilnahmen.{modul}.{name}", f"teilnahmen.{GESAMT}.{name}")
            if name == spans[-1][0]:
                zaehler.count(person, f"hoechstdauer.{modul}.{'summe_ueber' if teilnahme.ueber else '-nicht_ueber'}")
    ended = verlauf.einbuchung.abschluss_am
    if ended and ended in zeitraum and teilnahme.tage:
        zaehler.measure(person, f"dauer.{modul}.abgeschlossen_vereinbart", teilnahme.vereinbart)
        zaehler.measure(person, f"dauer.{modul}.abgeschlossen_tatsaechlich", teilnahme.tatsaechlich)


def _count_bogen(zaehler: Zaehler, person: int, bogen: Erwartungsbogen) -> None:
    modul = bogen.modul
    zaehler.count(person, f"dauer.{modul}.boegen", f"anlass.{GESAMT}.anzahl")
    zaehler.measure(person, f"dauer.{modul}.vereinbart", bogen.zeitraum.days)
    if is_at_maximum(modul, bogen.zeitraum):
        reason = "begruendet" if bogen.begruendung else "-ohne_begruendung"
        zaehler.count(person, f"hoechstdauer.{modul}.am_hoechst", f"hoechstdauer.{modul}.{reason}")
    else:
        zaehler.count(person, f"hoechstdauer.{modul}.-darunter")
    zaehler.count(person, f"anlass.{bogen.anlass or 'erstmals'}.anzahl")
    if bogen.anlass:
        three = bogen.gespraechsform is Gespraechsform.DREIERGESPRAECH
        form = Gespraechsform.DREIERGESPRAECH if three else Gespraechsform.IFK_ELB
        zaehler.count(person, "anlass.erneuerungen.anzahl", f"gespraech.{form}.anzahl")
    days = days_to_confirm(bogen)
    zaehler.count(person, f"traeger.{'offen' if days is None else 'bestaetigt'}.anzahl")
    if days is not None:
        zaehler.measure(person, "traeger.bestaetigt.tage", days)


def _count_einbuchung(zaehler: Zaehler, person: int, einbuchung: Einbuchung, zeitraum: Zeitraum) -> None:
    status = einbuchung.status
    if status is EinbuchungStatus.NICHT_ANGETRETEN and einbuchung.zeitraum.beginn in zeitraum:
        zaehler.count(person, "abschluss.nicht_angetreten.anzahl")
    if status not in (EinbuchungStatus.OFFEN, EinbuchungStatus.ABGESCHLOSSEN):
        return
    if _lasting(einbuchung).overlaps(zeitraum):
        done = einbuchung.last_confirmation(BestaetigungArt.BESCHEID)
        zaehler.count(person, f"bescheid.{'erstellt' if done else 'offen'}.anzahl", f"bescheid.{GESAMT}.anzahl")
    if einbuchung.abschluss_am and einbuchung.abschluss_am in zeitraum:
        outcome = einbuchung.ziel_ergebnis or "ohne_angabe"
        zaehler.count(person, f"abschluss.{outcome}.anzahl", f"abschluss.{GESAMT}.anzahl")


def _lasting(einbuchung: Einbuchung) -> Zeitraum:
    """From its Beginn to the Abschluss, or to its last day."""
    beginn = einbuchung.zeitraum.beginn
    return Zeitraum(beginn, max(beginn, einbuchung.abschluss_am or einbuchung.zeitraum.ende))
