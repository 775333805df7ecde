"""dialogs.ports.Prose: from the replies of a turn to Teams activities; words come from texts, cards from cards."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot.cards import bericht, bogen, datei, dialog, erinnerung, formular, liste, status, uebergabe, vorschau
from bot.cards.activity import card_activity
from bot.texts import erinnerung as erinnerungstext
from bot.texts import say
from bot.texts.auskunft import titel
from dialogs.delivery import Json
from dialogs.regelung.fall import Fall
from dialogs.turn import Reply

Values = Mapping[str, Any]

_CARDS: Final[Mapping[str, Callable[[Values], dict[str, Any]]]] = {
    "karte.vorschau": vorschau.card,
    "karte.uebergabe": uebergabe.card,
    "karte.status": lambda v: status.card(v["fall"], v["heute"]),
    "karte.formular": lambda v: formular.card(
        v["entwurf"], v["fall"], {name: say(r.key, r.values) for name, r in v["fehler"].items()}, v["stand"]
    ),
    "karte.erinnerung": lambda v: erinnerung.card(erinnerungstext.karte(v)),
    "karte.liste": lambda v: liste.card(v["seite"], v["art"], titel(v), v["heute"]),
    "karte.bericht": lambda v: bericht.card(v["bericht"]),
}
_SUMMARY: Final = {
    "karte.vorschau": "Vorschau des Erwartungsbogens",
    "karte.uebergabe": "Blatt für comp.ASS",
    "karte.status": "Stand einer Teilnahme",
    "karte.formular": "Der Erwartungsbogen auf einer Karte",
    "karte.erinnerung": "Erinnerung",
    "karte.liste": "Liste",
    "karte.bericht": "Monitoring",
}
_FILES: Final[Mapping[str, Callable[[Values], dict[str, Any]]]] = {
    "karte.datei_angebot": datei.consent,
    "karte.datei": datei.info,
}
"""Teams' own cards, which are attachments as they stand."""
CARD_KEYS: Final = frozenset(_CARDS) | frozenset(_FILES)
MAX_BUTTONS: Final = 6
"""Teams shows no more suggested actions."""


class GermanProse:
    """Text and card in one activity would be split by Teams, so the cards go first, and the text comes last."""

    def messages(self, replies: Sequence[Reply]) -> list[Json]:
        """Cards in their order, then one text of all paragraphs with the question last."""
        cards = [_card(r) for r in replies if r.key in CARD_KEYS]
        spoken = [r for r in replies if r.key not in CARD_KEYS]
        if not spoken:
            return cards
        text = "\n\n".join(say(r.key, r.values) for r in spoken)
        return [*cards, text_activity(text, spoken[-1].choices)]

    def dialog(self, reply: Reply) -> Json:
        """The answer to a dialog: one card."""
        sentence = "" if reply.key in CARD_KEYS else say(reply.key, reply.values)
        return dialog.body(dialog.card(reply, sentence))

    def bogen(self, fall: Fall, formularnummer: str, heute: date) -> Json:
        """The form's card for the Träger's channel."""
        return card_activity(bogen.card(fall, formularnummer, heute), f"Erwartungsbogen {formularnummer}")

    def bogen_placeholder(self, formularnummer: str) -> Json:
        """What stands in the channel until the card comes."""
        return bogen.placeholder(formularnummer)


def dialog_sentence(text: str) -> Json:
    """A dialog that says this and nothing else."""
    return dialog.body(dialog.refusal(text))


def _card(reply: Reply) -> Json:
    if reply.key in _FILES:
        return {"type": "message", "summary": "Datei", "attachments": [_FILES[reply.key](reply.values)]}
    return card_activity(_CARDS[reply.key](reply.values), _SUMMARY[reply.key])


def text_activity(text: str, choices: Sequence[str] = ()) -> Json:
    """A text in Markdown; each choice is a button that writes itself, as if the person had."""
    activity: dict[str, Any] = {"type": "message", "textFormat": "markdown", "text": text, "locale": "de-DE"}
    if choices:
        actions = [{"type": "imBack", "title": c, "value": c} for c in choices[:MAX_BUTTONS]]
        activity["suggestedActions"] = {"actions": actions}
    return activity
