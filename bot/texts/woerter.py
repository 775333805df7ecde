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
