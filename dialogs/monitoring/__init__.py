"""R12: the figures of a report on whole months, from plain values without names or O-Töne. No prose, no database.

Protected (D13, `geheimhaltung`): inside one report no count under 5 can be read or computed, neither from totals
over rows and columns nor from shares; no average or share stands on fewer than 5 counts or fewer than 5 people.
Reports cover whole months, so two that differ by days are the same report and nothing is left to subtract.
Not protected: who asks for several spans of months, or on several days, learns the difference of shown totals; and
who knows people of the house can guess from figures of different bases (participations, Bögen, Einbuchungen).
"""

from dialogs.monitoring.bericht import bericht
from dialogs.monitoring.werte import (
    Art,
    Bericht,
    Reihe,
    Tabelle,
    Verdeckt,
    Verlauf,
    Zelle,
    months,
    standard_zeitraum,
    whole_months,
)

__all__ = [
    "Art",
    "Bericht",
    "Reihe",
    "Tabelle",
    "Verdeckt",
    "Verlauf",
    "Zelle",
    "bericht",
    "months",
    "standard_zeitraum",
    "whole_months",
]
