"""The building blocks of all cards: plain functions that return Adaptive Card 1.5 elements as dicts.

Rules kept here: `label` and `heading` take our own fixed words, because a TextBlock reads Markdown; whatever a person
wrote, and every value, goes through `run`. Every button is an Action.Submit that says its text (`button`).
What stands on a card is decided in the other modules.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

Element = dict[str, Any]
Inline = Element

CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"
NBSP: Final = "\u00a0"


def adaptive_card(
    body: Sequence[Element | None], fallback: str, actions: Sequence[Element | None] = (), *, wide: bool = True
) -> Element:
    """The whole card; `fallback` is what a client says that cannot show it. Nothing personal belongs into it."""
    whole: Element = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "de",
        "fallbackText": fallback,
        "body": [e for e in body if e],
    }
    if kept := [a for a in actions if a]:
        whole["actions"] = kept
    return {**whole, "msteams": {"width": "Full"}} if wide else whole


# --- text ----------------------------------------------------------------------------------------


def heading(text: str, **style: Any) -> Element:
    """A heading for eye and screen reader, of our own words."""
    return {"type": "TextBlock", "text": text, "style": "heading", "weight": "Bolder", "wrap": True, **style}


def label(text: str, **style: Any) -> Element:
    """A short line of our own words."""
    return {"type": "TextBlock", "text": text, "wrap": True, **style}


def run(text: str, **style: Any) -> Inline:
    """A piece of text, shown to the character."""
    return {"type": "TextRun", "text": text, **style}


def strong(text: str, **style: Any) -> Inline:
    """The same in bold."""
    return run(text, weight="Bolder", **style)


def faint(text: str, **style: Any) -> Inline:
    """The same, small and pale: what is seldom looked for."""
    return run(text, size="Small", isSubtle=True, **style)


def rich(*inlines: Inline, **style: Any) -> Element:
    """A paragraph of runs."""
    return {"type": "RichTextBlock", "inlines": list(inlines), **style}


def feld(name: str, *value: Inline, **style: Any) -> Element:
    """A name of ours over its value: the one way in which all cards show a fact."""
    return rich(faint(f"{name}\n"), *value, **style)


def wortlaut(text: str) -> list[Inline]:
    """An O-Ton to the character. A client would fill in `{{DATE(...)}}`; cut between its braces it stays as it is."""
    return [run(piece) for piece in _CLIENT_DATE.split(text, maxsplit=10)]


_CLIENT_DATE = re.compile(r"(?<=\{)(?=\{(?:DATE|TIME)\()")


# --- places --------------------------------------------------------------------------------------


def box(items: Sequence[Element | None], style: str | None = None, **more: Any) -> Element:
    """Elements that belong together; `style` (emphasis, good, warning, ...) gives them a ground."""
    ground = {"style": style} if style else {}
    return {"type": "Container", "items": [i for i in items if i], **ground, **more}


def column(items: Sequence[Element | None], width: int | str = "stretch", **more: Any) -> Element:
    """A column; a whole number is a weight, never pixels."""
    return {"type": "Column", "width": width, "items": [i for i in items if i], **more}


def columns(*parts: Element, **more: Any) -> Element:
    """Columns side by side."""
    return {"type": "ColumnSet", "columns": list(parts), **more}


def kopf(art: str, *name: Inline, rechts: Inline | None = None) -> Element:
    """The head of every card: what it is, in small, and whom or what it is about, in large."""
    title = heading(art, size="Small", color="Accent")
    above = columns(column([title]), column([rich(rechts)], "auto")) if rechts else title
    return box([above, rich(*name, spacing="None")] if name else [above])


def stand(sign: str, text: str, style: str, *more: Element) -> Element:
    """A strip that says how things stand: by sign and words, the ground is only help."""
    return box([rich(strong(f"{sign}{NBSP}{NBSP}{text}")), *more], style)


# --- buttons -------------------------------------------------------------------------------------


def button(title: str, text: str, form: str | None = None, schritt: str | None = None, **more: Any) -> Element:
    """A button that does what `text` does when written.

    With inputs beside it: the text, a blank and the value of `tag` or `text`. `form` and `schritt` say for which
    form and step the card was made, so that an older card is known as such.
    """
    azb = {"text": text, "form": form, "schritt": schritt}
    data = {"azb": {key: value for key, value in azb.items() if value is not None}}
    return {"type": "Action.Submit", "title": title, "data": data, **more}


def unfold(title: str, body: Sequence[Element], *actions: Element) -> Element:
    """A button that opens a small form within the card."""
    inner = {"type": "AdaptiveCard", "body": list(body), "actions": list(actions)}
    return {"type": "Action.ShowCard", "title": title, "card": inner}


def buttons(*actions: Element | None, **more: Any) -> Element | None:
    """Buttons within the card; None when there are none."""
    kept = [a for a in actions if a]
    return {"type": "ActionSet", "actions": kept, **more} if kept else None
