"""The answer to question 3 read as a Teilnahmedauer, and the reading as JSON.

What may follow from it (the Modul's maximum, the Einbuchung) is not decided here.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from dialogs.regelung.fristen import Menge, last_day
from dialogs.verstehen.lesart import BisTag, Genannt, Grund, Lesart, Maximal, Spanne, Unklar
from dialogs.verstehen.urteil import urteile

__all__ = ["BisTag", "Genannt", "Grund", "Lesart", "Maximal", "Spanne", "Unklar", "to_json", "verstehe_dauer"]


def verstehe_dauer(text: str, start: date) -> Lesart:
    """What the O-Ton says about the length; `start` is the first day and the one that dates without year refer to.

    Any text is allowed. When in doubt the result is Unklar. Every amount returned ends within the calendar.
    """
    return urteile(text, start)


def to_json(lesart: Lesart, start: date) -> dict[str, Any]:
    """The reading as `kind`, `value` and `end_date` (ISO, last day inclusive; two for a range; null without)."""
    match lesart:
        case Genannt(menge, approx, bound):
            value = _parts(menge) | _marks(approx=approx) | ({"bound": bound} if bound else {})
            return {"kind": "duration", "value": value, "end_date": _end(menge, start)}
        case Spanne(kurz, lang, approx):
            span = {"min": _parts(kurz), "max": _parts(lang)} | _marks(approx=approx)
            return {"kind": "range", "value": span, "end_date": [_end(kurz, start), _end(lang, start)]}
        case BisTag(tag, approx):
            day = tag.isoformat()
            return {"kind": "end_date", "value": {"date": day} | _marks(approx=approx), "end_date": day}
        case Maximal(menge):
            return {
                "kind": "maximum",
                "value": _parts(menge) if menge else {},
                "end_date": _end(menge, start) if menge else None,
            }
        case Unklar():
            limits = {"min": lesart.min, "more_than": lesart.more_than, "less_than": lesart.less_than}
            named = {limit: _parts(menge) for limit, menge in limits.items() if menge is not None}
            return {"kind": "unknown", "value": named, "end_date": None}


def _parts(menge: Menge) -> dict[str, Any]:
    return {part: count for part, count in asdict(menge).items() if count}


def _marks(*, approx: bool) -> dict[str, Any]:
    return {"approx": True} if approx else {}


def _end(menge: Menge, start: date) -> str:
    return last_day(start, menge).isoformat()
