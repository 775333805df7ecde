"""A card as the message that Teams gets. No text stands beside it: Teams would split them and give no usable id."""

from bot.cards.elements import CONTENT_TYPE, Element
from dialogs.delivery import Json


def card_activity(card: Element, summary: str) -> Json:
    """The message with this card alone; `summary` shows in alerts, so nothing personal belongs into a channel's."""
    return {"type": "message", "summary": summary, "attachments": [{"contentType": CONTENT_TYPE, "content": card}]}
