"""One day read from an answer: the Beginn, the day a Bescheid was made, the last day of attendance.

Lengths are read by `dauer`. Whether the day is allowed is decided by the Regelung, not here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dialogs.verstehen.tag_relativ import Fund, Richtung
from dialogs.verstehen.tagessuche import finde_tage
from dialogs.verstehen.woerter import tokenize

__all__ = ["KeinTag", "KeinTagGrund", "Richtung", "Tag", "verstehe_datum"]

KeinTagGrund = Literal["no_date", "impossible_date", "weekday_differs", "several", "no_day", "unclear"]
"""No day named; no such day (30.02.); a weekday that is not that date's; several that differ; a month without a day
where one is needed; a day only circled ("nach Ostern", "in den nächsten zwei Wochen", "bis zum 1.3.")."""

NACHSICHT = timedelta(days=14)
"""D11: a Beginn may lie so far back, so a day without year is looked for from there on."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A day."""

    tag: date


@dataclass(frozen=True, slots=True)
class KeinTag:
    """No day follows; `gelesen` is what was taken for one, as written."""

    grund: KeinTagGrund
    gelesen: str = ""


def verstehe_datum(text: str, heute: date, richtung: Richtung = "naechst") -> Tag | KeinTag:
    """The day a text names, said on `heute`. Any text is allowed.

    A day without year: with "zukunft" the next from today on, with "vergangenheit" the last up to today, with
    "naechst" (for a Beginn) the next from 14 days back on. A month without day is its 1st, but in the past
    `KeinTag("no_day")`. A weekday is the first after today (in the past: the last before). A calendar week is its
    Monday. Several days that differ are KeinTag, unless one corrects the other ("am 1., nee am 2. März").
    """
    tokens = tokenize(text)
    earliest = max(heute, date.min + NACHSICHT) - NACHSICHT
    found = _chosen(finde_tage(tokens, heute, richtung, earliest))
    if not found:
        return KeinTag("no_date")
    read = text[tokens[found[0].start].start : tokens[found[-1].end - 1].end]
    for fund in found:
        if fund.grund is not None:
            return KeinTag(fund.grund, read)
    days = {fund.tag for fund in found if fund.tag is not None}
    return Tag(days.pop()) if len(days) == 1 else KeinTag("several", read)


def _chosen(found: list[Fund]) -> list[Fund]:
    """What counts: the last after a correction; a full date before "sofort"; a day before the end of a stretch."""
    kept: list[Fund] = []
    for fund in found:
        if fund.replaces:
            kept.clear()
        if not fund.denied:
            kept.append(fund)
    kept = [fund for fund in kept if not fund.circled] or kept
    return [fund for fund in kept if not fund.weak] or kept
