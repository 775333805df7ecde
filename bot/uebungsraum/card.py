"""Reading an Adaptive Card from outside: its buttons and what it says. Pure; nothing is rendered here."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def parts(node: object) -> Iterator[Json]:
    """Every object in the card, outermost first."""
    if isinstance(node, Mapping):
        yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from parts(value)


def actions(card: Json) -> list[Json]:
    """All actions that do something at the bot, in the order they stand."""
    return [p for p in parts(card) if p.get("type") in ("Action.Submit", "Action.Execute")]


def action_titled(card: Json, title: str) -> Json | None:
    return next((a for a in actions(card) if a.get("title") == title), None)


def texts(card: Json) -> list[str]:
    """Every text a reader sees: blocks, runs, facts and buttons, in order."""
    return [str(p[key]) for p in parts(card) for key in ("title", "text", "value") if _is_read(p, key)]


def _is_read(part: Json, key: str) -> bool:
    kinds = {"TextBlock": ("text",), "TextRun": ("text",)}
    if "type" not in part:  # a fact of a FactSet
        return key != "text" and {"title", "value"} == set(part) and isinstance(part[key], str)
    if str(part["type"]).startswith("Action."):
        return key == "title" and key in part
    return key in part and key in kinds.get(str(part["type"]), ())
