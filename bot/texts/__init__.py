"""All German prose, by the keys that the flows use. No rule is decided here, no card is built here."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts import auskunft, bogen, datei, dialog, hilfe, leben, monitoring, regeln, traeger

Values = Mapping[str, Any]
Text = Callable[[Values], str]

TEXTS: Mapping[str, Text] = {
    **auskunft.TEXTS,
    **bogen.TEXTS,
    **datei.TEXTS,
    **dialog.TEXTS,
    **hilfe.TEXTS,
    **leben.TEXTS,
    **monitoring.TEXTS,
    **regeln.TEXTS,
    **traeger.TEXTS,
}


def say(key: str, values: Values) -> str:
    """The paragraph (or paragraphs, with an empty line between) of a key. Raises KeyError for an unknown key."""
    return TEXTS[key](values)
