"""What a report is made of: the plain values it comes from, its cells and tables, whole months. No counting."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.regelung.modul import Modul, needs_einbuchung

MODULE: Final = tuple(modul for modul in Modul if needs_einbuchung(modul))
GESAMT: Final = "gesamt"
MAX_MONTHS: Final = 60
STANDARD_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Verlauf:
    """One Einbuchung of somebody. `person` only tells people apart; texts may be left empty, but a Begründung is
    there or not; moments stand in the time of Göttingen."""

    person: int
    einbuchung: Einbuchung


class Art(StrEnum):
    """What a number counts."""

    ANZAHL = "anzahl"
    TAGE = "tage"
    PROZENT = "prozent"


class Verdeckt(StrEnum):
    """D13: why a number is not there: under 5; or to protect another one, or for want of 5 people."""

    KLEIN = "klein"
    SCHUTZ = "schutz"


@dataclass(frozen=True, slots=True)
class Zelle:
    """A number, or why it is not there."""

    wert: int | None
    art: Art = Art.ANZAHL
    verdeckt: Verdeckt | None = None


@dataclass(frozen=True, slots=True)
class Reihe:
    """A row; its cells follow the table's columns, None where a column says nothing of this row."""

    name: str
    zellen: tuple[Zelle | None, ...]


@dataclass(frozen=True, slots=True)
class Tabelle:
    """Figures that belong together, by stored names; a month is named YYYY-MM."""

    name: str
    spalten: tuple[str, ...]
    reihen: tuple[Reihe, ...]

    def zelle(self, reihe: str, spalte: str) -> Zelle | None:
        """The cell at that place. Raises KeyError if there is no such row, ValueError if no such column."""
        return {r.name: r for r in self.reihen}[reihe].zellen[self.spalten.index(spalte)]

    def turned(self) -> "Tabelle":
        """The same with rows and columns exchanged."""
        cells = zip(*(reihe.zellen for reihe in self.reihen), strict=True)
        rows = (Reihe(name, row) for name, row in zip(self.spalten, cells, strict=True))
        return Tabelle(self.name, tuple(reihe.name for reihe in self.reihen), tuple(rows))


@dataclass(frozen=True, slots=True)
class Bericht:
    """The figures of whole months, as they were known on the day `stand`."""

    zeitraum: Zeitraum
    stand: date
    tabellen: tuple[Tabelle, ...]

    def tabelle(self, name: str) -> Tabelle:
        """A table by its name. Raises KeyError."""
        return {t.name: t for t in self.tabellen}[name]


# --- whole months ---------------------------------------------------------------------------------------


def whole_months(zeitraum: Zeitraum) -> Zeitraum:
    """The months the days lie in, the last sixty of them at most."""
    last = 12 * zeitraum.ende.year + zeitraum.ende.month - 1
    first = max(12 * zeitraum.beginn.year + zeitraum.beginn.month - 1, last - MAX_MONTHS + 1)
    return Zeitraum(_first_day(first), date(zeitraum.ende.year, zeitraum.ende.month, _length(zeitraum.ende)))


def standard_zeitraum(heute: date) -> Zeitraum:
    """What a report without a period is about: this month and the eleven before it."""
    first = 12 * heute.year + heute.month - STANDARD_MONTHS
    return whole_months(Zeitraum(_first_day(first), heute))


def months(zeitraum: Zeitraum) -> Iterator[Zeitraum]:
    """The months of a span of whole months."""
    first = 12 * zeitraum.beginn.year + zeitraum.beginn.month - 1
    for month in range(first, 12 * zeitraum.ende.year + zeitraum.ende.month):
        beginn = _first_day(month)
        yield Zeitraum(beginn, beginn.replace(day=_length(beginn)))


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _length(tag: date) -> int:
    return monthrange(tag.year, tag.month)[1]
