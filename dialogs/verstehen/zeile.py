"""One line of JSON that asks what a text says: checked here, understood by the other modules."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dialogs.verstehen.befehl_werte import Context


class Mangel(StrEnum):
    """Why a line cannot be answered."""

    UTF8 = "utf8"
    JSON = "json"
    OBJEKT = "objekt"
    TEXT = "text"
    START = "start"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Zeile:
    """A question; `start` None: from today on."""

    text: str
    start: date | None = None
    context: Context = Context.IDLE


def read_line(line: bytes) -> Zeile | Mangel:
    """The question of a line, or the first thing that is wrong with it. Fields nobody knows are passed over."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Mangel.UTF8
    except (ValueError, RecursionError):
        return Mangel.JSON
    if not isinstance(row, dict):
        return Mangel.OBJEKT
    text = row.get("text")
    if not isinstance(text, str) or not _is_whole(text):
        return Mangel.TEXT
    start, context = _start(row.get("start")), _context(row.get("context"))
    if isinstance(start, Mangel):
        return start
    return context if isinstance(context, Mangel) else Zeile(text, start, context)


def _is_whole(text: str) -> bool:
    """Whether it can be written out again: half a surrogate pair cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _start(value: object) -> date | Mangel | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value) if isinstance(value, str) else Mangel.START
    except ValueError:
        return Mangel.START


def _context(value: object) -> Context | Mangel:
    if value in (None, ""):
        return Context.IDLE
    try:
        return Context(value) if isinstance(value, str) else Mangel.CONTEXT
    except ValueError:
        return Mangel.CONTEXT
