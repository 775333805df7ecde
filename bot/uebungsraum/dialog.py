"""The app's action command as in Teams: a dialog opens over the page, its card comes as the answer to an invoke.

Nothing of it stands in any conversation; what it shows goes back to the window that asked.
"""

from collections.abc import Mapping
from typing import Any

from bot.uebungsraum.people import Person
from bot.uebungsraum.stage import Stage, Turn
from bot.uebungsraum.teams import Activity, Sender

Json = Mapping[str, Any]
COMMAND = "status"


def opened(sender: Sender, activity_id: str, command: str = COMMAND) -> Activity:
    """Somebody chose the command in the box they write in."""
    value = {"commandId": command, "commandContext": "compose", "context": {"theme": "default"}}
    return sender.envelope("invoke", activity_id) | {"name": "composeExtension/fetchTask", "value": value}


def submitted(sender: Sender, activity_id: str, data: Json, command: str = COMMAND) -> Activity:
    """A button of the dialog was pressed; `data` has the inputs in it."""
    value = {
        "commandId": command,
        "commandContext": "compose",
        "context": {"theme": "default"},
        "data": dict(data),
    }
    return sender.envelope("invoke", activity_id) | {"name": "composeExtension/submitAction", "value": value}


async def ask(room: Stage, person: Person, data: Json | None = None, where: str | None = None) -> Turn:
    """Opens the dialog where somebody writes, or with `data` presses a button in it."""
    sender, name = room.sender(person, where), room.welt.new_id()
    return await room.turn(opened(sender, name) if data is None else submitted(sender, name, data))


def card_of(turn: Turn) -> dict[str, Any] | None:
    """The card the dialog shows now; None: it closes, or the bot has not answered."""
    body = turn.answer.body if turn.answer.ok and isinstance(turn.answer.body, Mapping) else {}
    value = (body.get("task") or {}).get("value")
    card = value.get("card") if isinstance(value, Mapping) else None
    content = card.get("content") if isinstance(card, Mapping) else None
    return dict(content) if isinstance(content, Mapping) else None


def title_of(turn: Turn) -> str:
    """What stands above it."""
    body = turn.answer.body if isinstance(turn.answer.body, Mapping) else {}
    value = (body.get("task") or {}).get("value")
    return str(value.get("title") or "") if isinstance(value, Mapping) else ""
