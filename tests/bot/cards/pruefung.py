"""What every card must keep, as functions a test can call: the official schema, the size, who reads Markdown."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator

from bot.cards.activity import card_activity
from bot.cards.elements import Element

TEAMS_EXTENSIONS = ("msteams", "targetWidth")
"""Properties of Teams' own that the official schema does not know."""
MAX_BYTES = 28_000


def parts(node: object) -> Iterator[dict[str, Any]]:
    """Every object within, outermost first."""
    if isinstance(node, dict):
        yield node
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(value)


def of_type(card: Element, *types: str) -> list[dict[str, Any]]:
    return [p for p in parts(card) if p.get("type") in types]


def runs(card: Element) -> list[str]:
    """The text of every TextRun."""
    return [run["text"] for run in of_type(card, "TextRun")]


def submits(card: Element) -> dict[str, dict[str, Any]]:
    """The `azb` data of every button by its title."""
    return {action["title"]: action["data"]["azb"] for action in of_type(card, "Action.Submit")}


def schema_errors(card: Element) -> list[str]:
    """What the official schema 1.5 finds, Teams' own properties left aside."""
    return [f"{list(e.absolute_path)}: {e.message[:300]}" for e in _validator().iter_errors(_plain(card))]


def sent_bytes(card: Element) -> int:
    """The message with this card as UTF-16, as it is sent."""
    text = json.dumps(card_activity(card, "x" * 100), ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-16-le"))


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items() if key not in TEAMS_EXTENSIONS}
    return [_plain(value) for value in node] if isinstance(node, list) else node


@cache
def _validator() -> Draft7Validator:
    text = (files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text("utf-8")
    return Draft7Validator(json.loads(text))
