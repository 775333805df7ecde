"""What the dialog of the app shows to the one person who asks: a question, a status, a refusal.

Nothing in it acts: what is done, is done in the chat.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.cards import status
from bot.cards.elements import CONTENT_TYPE, Element, adaptive_card, faint, kopf, rich, run, stand
from bot.cards.inhalt import name
from bot.cards.platz import shortened
from bot.german import visible
from bot.texts import dialog as words
from dialogs.regelung.fall import Elb
from dialogs.turn import Reply

DATA: Final = "azb_dialog"
"""Where a button of the dialog carries what it asks for."""
FIELD: Final = "wer"
"""The input's id."""

_ACTING: Final = ("actions", "selectAction")
_FALLBACK: Final = "Dieser Dialog lässt sich hier nicht anzeigen. Im Chat geht es mit „Status Müller“."
_MOST: Final = 200
_MARKS: Final = re.compile(r"\*\*|`")


def body(card: Element) -> dict[str, Any]:
    """The answer that shows this card in the dialog, and nowhere else."""
    shown = {"contentType": CONTENT_TYPE, "content": card}
    value = {"title": words.TITEL, "height": "large", "width": "medium", "card": shown}
    return {"task": {"type": "continue", "value": value}}


def card(reply: Reply, sentence: str) -> Element:
    """From a reply of the core; `sentence` is what it says in words."""
    match reply.key:
        case "karte.status":
            return of_status(status.card(reply.values["fall"], reply.values["heute"]))
        case "dialog.frage":
            return asking(sentence)
        case "dialog.auswahl":
            return asking(sentence, reply.values["text"], reply.values["elbs"])
    return refusal(sentence)


def asking(sentence: str, said: str = "", elbs: Sequence[Elb] = ()) -> Element:
    """For whom? With those who may be meant, each as a button."""
    found = stand("?", sentence, "emphasis") if elbs else stand("!", sentence, "warning")
    hint = found if said else rich(faint(sentence))
    field = {
        "type": "Input.Text",
        "id": FIELD,
        "label": words.FELD,
        "placeholder": words.BEISPIEL,
        "value": shortened(visible(said), _MOST),
        "maxLength": _MOST,
        "isRequired": True,
        "errorMessage": words.FEHLT,
    }
    people = {"type": "ActionSet", "actions": [_pick(elb) for elb in elbs]} if elbs else None
    search = _submit(words.SUCHEN, {}, style="positive")
    return adaptive_card([kopf(words.WER), hint, people, field], _FALLBACK, [search], wide=False)


def of_status(whole: Element) -> Element:
    """The status card without its buttons, and a way to the next person."""
    shown: Element = _without_acts(whole)
    said = rich(faint(words.ALLEIN))
    again = _submit(words.ANDERE, {"neu": True}, associatedInputs="none")
    return {**shown, "body": [*shown["body"], said], "actions": [again]}


def refusal(sentence: str) -> Element:
    """A sentence and nothing else; written for the chat, which reads Markdown, it stands here without its signs."""
    return adaptive_card([rich(run(_MARKS.sub("", sentence)))], _FALLBACK, wide=False)


def asked(value: Mapping[str, Any] | None) -> str | None:
    """What a press in the dialog asks for; None: the question anew."""
    data = (value or {}).get("data")
    data = data if isinstance(data, Mapping) else {}
    own = data.get(DATA)
    own = own if isinstance(own, Mapping) else {}
    if own.get("neu"):
        return None
    said = own.get("nummer") or data.get(FIELD)
    return said if isinstance(said, str) else None


def _pick(elb: Elb) -> Element:
    title = f"{name(elb.name)} ({visible(elb.nummer)})"
    return _submit(title, {"nummer": elb.nummer}, associatedInputs="none")


def _submit(title: str, data: dict[str, Any], **more: Any) -> Element:
    return {"type": "Action.Submit", "title": title, "data": {DATA: data}, **more}


def _without_acts(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_acts(one) for one in node if not (isinstance(one, dict) and one.get("type") == "ActionSet")]
    if not isinstance(node, dict):
        return node
    return {key: _without_acts(value) for key, value in node.items() if key not in _ACTING}
