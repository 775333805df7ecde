"""The cards of the app's dialog once, from invented people, for the pictures in docs/. Nobody here exists."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards import dialog
from bot.cards.elements import Element
from bot.cards.examples import AYLIN, HEUTE, LAUFEND
from bot.texts import say
from dialogs.turn import Reply


def dialog_examples() -> Mapping[str, Element]:
    """The cards by name."""
    two = (replace(AYLIN, vorname="Cem", nummer="4698"), AYLIN)
    replies = {
        "dialog": Reply("dialog.frage"),
        "dialog_auswahl": Reply("dialog.auswahl", {"text": "Demir", "elbs": two}),
        "dialog_status": Reply("karte.status", {"fall": LAUFEND, "heute": HEUTE}),
    }
    return {name: dialog.card(reply, _sentence(reply)) for name, reply in replies.items()}


def _sentence(reply: Reply) -> str:
    return "" if reply.key.startswith("karte.") else say(reply.key, reply.values)
