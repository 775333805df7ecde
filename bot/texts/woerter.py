"""Small parts of sentences: user text made harmless for Markdown, spans, lists. No whole sentences."""

import re
from collections.abc import Iterable

from bot import german
from dialogs.regelung.fall import Elb
from dialogs.regelung.modul import Modul

_SPECIAL = re.compile(r"([\\`*_~\[\]<>#|])")


def plain(text: str) -> str:
    """User text inside Markdown: unseen characters shown, signs of Markdown and HTML harmless, one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(german.visible(text).split()))


def code(text: str) -> str:
    """User text inside of `...`, where nothing can be escaped."""
    return " ".join(german.visible(text).replace("`", "'").split())


_KEIN_TAG = {
    "impossible_date": "Diesen Tag gibt es im Kalender nicht.",
    "several": "Da stehen mehrere Tage; bitte nur einen.",
    "weekday_differs": "Wochentag und Datum passen nicht zusammen.",
    "no_day": "Da fehlt noch der Tag im Monat.",
}


def kein_tag(grund: str) -> str:
    """Why no day follows from a text."""
    return _KEIN_TAG.get(grund, "Darin habe ich keinen Tag erkannt.")


def wer(elb: Elb) -> str:
    """Max Müller (4711)"""
    return f"{plain(elb.name)} ({plain(elb.nummer)})"


def kurz(text: str, most: int = 120) -> str:
    """The beginning of a user's text, in German quotation marks."""
    shown = text if len(text) <= most else f"{text[:most].rstrip()} …"
    return f"„{plain(shown)}“"


def module(found: Iterable[Modul], bindewort: str = "und") -> str:
    """Digitalwerkstatt und Jobakademie 2.0"""
    return german.aufzaehlung([german.modul_name(m) for m in found], bindewort)


def punkte(lines: Iterable[str]) -> str:
    """A list, one line each."""
    return "\n".join(f"- {line}" for line in lines)
