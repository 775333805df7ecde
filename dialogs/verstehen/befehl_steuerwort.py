"""Control words that stand alone (zurück, Hilfe, Pause, abbrechen), also with "bitte", "Bogen" and punctuation.
In the middle of an O-Ton nothing else is a command."""

import unicodedata
from typing import Final

from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.befehl_werte import Intent
from dialogs.verstehen.befehl_woerter import NOTION
from dialogs.verstehen.woerter import tokenize
from dialogs.verstehen.wortmenge import word_set

_CONTROL: Final = {
    "zurueck": Intent.BACK,
    "hilfe": Intent.HELP,
    "help": Intent.HELP,
    "pause": Intent.PAUSE,
    "pausieren": Intent.PAUSE,
    "unterbrechen": Intent.PAUSE,
    "abbrechen": Intent.CANCEL,
    "abbruch": Intent.CANCEL,
    "stopp": Intent.CANCEL,
    "stop": Intent.CANCEL,
}
_REAL_WORDS: Final = word_set(
    "hause pauke pausen paus jause klause pose posse passe hilf helfe helfen hilfen gehilfe hilfst halfe stoppe"
    " stoppt stopfe stoff stock umbruch einbruch ausbruch anbruch aufbruch anbrechen aufbrechen ausbrechen abrechnen"
    " zuruecke schritt kauf pausa pauli"
)
_SLIPS: Final = Wortliste((word for word in _CONTROL if len(word) > 4), _REAL_WORDS)
_AROUND: Final = word_set("bitte den diesen der dieser das")
_LONGEST: Final = 60
_MOST_TOKENS: Final = 12


def steuerwort(text: str) -> Intent | None:
    """The control word a text consists of, or None."""
    if len(text) > _LONGEST:
        return None
    tokens = tokenize(text)
    if len(tokens) > _MOST_TOKENS or any(not (token.is_word or _is_punctuation(token.text)) for token in tokens):
        return None
    words = [token.wort for token in tokens if token.is_word]
    rest = {word for word in words if word not in _AROUND and NOTION.get(word) != "bogen"}
    return _control(rest.pop()) if len(rest) == 1 else None


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign[0]).startswith("P")


def _control(word: str) -> Intent | None:
    meant = _SLIPS.find(word)
    if word in _CONTROL:
        return _CONTROL[word]
    return _CONTROL[meant] if meant and {*word[:2]} & {meant[0]} else None
