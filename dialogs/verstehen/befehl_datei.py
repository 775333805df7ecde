"""A wish for a file: "Bericht als Excel", "Bogen Müller als PDF", "Handzettel Müller auf Englisch". Only the words
around the wish are read here; what is left is read by the rules of the other commands."""

import re
from dataclasses import dataclass
from typing import Final

from dialogs.verstehen.befehl_regel import Lage, Treffer, is_order
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import FileWish, Intent
from dialogs.verstehen.woerter import fold
from dialogs.verstehen.wortmenge import word_set

_FORMAT: Final = re.compile(
    r"\b(?:(?:als|im|in)\s+(?:eine[rs]?\s+)?)?(pdf|excel|xlsx)"
    r"(?:[ -]?(?:datei|format|tabelle|mappe|dokument|fassung))?\b",
    re.IGNORECASE,
)
_HANDOUT: Final = re.compile(r"\b(?:handzettel|handout)s?\b", re.IGNORECASE)
_SEND: Final = re.compile(r"\bschicke?\b", re.IGNORECASE)
"""Elsewhere it speaks of letters, which are nothing of ours; here it means no more than to show."""
_SIMPLE: Final = re.compile(r"\bin\s+(?:einfacher|leichter)\s+sprache\b", re.IGNORECASE)
_LANGUAGE: Final = re.compile(
    r"\b(?:auf|in)\s+(\w{4,20})\b|\b(\w{4,20}?)(?:er|en|e)\s+(?=handzettel|handout)", re.IGNORECASE
)
_LANGUAGES: Final = {
    "deutsch": "de", "englisch": "en", "tuerkisch": "tr", "arabisch": "ar", "ukrainisch": "uk", "russisch": "ru",
    "persisch": "fa", "farsi": "fa", "dari": "prs", "paschtu": "ps", "kurdisch": "ku", "kurmandschi": "ku",
    "rumaenisch": "ro", "bulgarisch": "bg", "polnisch": "pl", "serbisch": "sr", "kroatisch": "hr", "albanisch": "sq",
    "franzoesisch": "fr", "spanisch": "es", "italienisch": "it", "griechisch": "el", "portugiesisch": "pt",
    "tigrinya": "ti", "somali": "so", "vietnamesisch": "vi", "chinesisch": "zh", "urdu": "ur",
}  # fmt: skip
_PAPER: Final = word_set("bogen zeigen brauchen geben machen")
_PAPER_MORE: Final = word_set("schicken hol mir uns haette gern gerne letzten aktuellen vom von")


@dataclass(frozen=True, slots=True)
class Wish:
    """As what it is wanted, in which language (a code, None: not said), and the text without these words."""

    file: FileWish
    language: str | None
    rest: str


def file_wish(line: str) -> Wish | None:
    """The wish in a line, if there is one. A handout stands in the rest as the Bogen it is made of."""
    if _HANDOUT.search(line):
        return _handout(line)
    found = _FORMAT.search(line)
    if found is None:
        return None
    kind = FileWish.PDF if found[1].lower() == "pdf" else FileWish.EXCEL
    return Wish(kind, None, _SEND.sub("zeig", f"{line[: found.start()]} {line[found.end() :]}"))


def _handout(line: str) -> Wish:
    bare = _SEND.sub("zeig", _FORMAT.sub(" ", _SIMPLE.sub(" ", line)))
    said = next((m for m in _LANGUAGE.finditer(bare) if _code(m)), None)
    rest = bare if said is None else f"{bare[: said.start()]} {bare[said.end() :]}"
    return Wish(FileWish.HANDZETTEL, _code(said) if said else None, _HANDOUT.sub("Bogen", rest))


def _code(said: re.Match[str]) -> str | None:
    return _LANGUAGES.get(fold(said[1] or said[2]))


def paper(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Bogen Müller": nothing but a form and perhaps whose it is; only behind a wish for a file."""
    del lage
    return Treffer(Intent.PAPER) if satz.has("bogen") and is_order(satz, _PAPER, _PAPER_MORE) else None
