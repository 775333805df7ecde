"""The size limit of Teams, and how a card gets within it: first the side texts give way, the O-Ton last.

Nothing is dropped silently: what was cut says how much is missing and where it can be read.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Final

from bot.cards.elements import Element
from bot.german import anzahl
from dialogs.json_text import dump

MAX_ACTIVITY_UNITS: Final = 14_000
"""28 KB as UTF-16: the whole activity as JSON, as it is sent."""
MAX_CARD_UNITS: Final = MAX_ACTIVITY_UNITS - 500
"""What the activity around the card may need: types, summary, conversation."""


@dataclass(frozen=True, slots=True)
class Platz:
    """How much room a card grants: units of JSON for each side text and each O-Ton, lines of what was said.

    `knapp`: columns and paragraphs are laid together; `formulare`: small forms to unfold.
    """

    neben: int = 3000
    zeilen: int = 12
    knapp: bool = False
    formulare: bool = True
    oton: int = 20_000


STUFEN: Final = (
    Platz(),
    Platz(neben=600, zeilen=6),
    Platz(neben=200, zeilen=4),
    Platz(neben=120, zeilen=3, knapp=True),
    Platz(neben=80, zeilen=2, knapp=True),
    Platz(neben=24, zeilen=1, knapp=True),
    Platz(neben=80, zeilen=1, knapp=True, formulare=False),
    *(Platz(neben=80, zeilen=1, knapp=True, formulare=False, oton=n) for n in (5000, 4000, 3500, 3000, 2500, 2000)),
)
"""Three answers of ordinary text, 3,000 units each, always fit whole. Only signs that JSON writes with two or six
(quotes, line breaks by the thousand, control characters) can make an O-Ton give way."""


def fitted(build: Callable[[Platz], Element]) -> Element:
    """The card with as much room as the limit grants. Raises ValueError if even the least is too much."""
    for platz in STUFEN:
        card = laid_together(build(platz)) if platz.knapp else build(platz)
        if units(card) <= MAX_CARD_UNITS:
            return card
    raise ValueError("a card cannot be made small enough")


def laid_together(element: Element) -> Element:
    """The same words in fewer elements: columns below each other, neighbouring paragraphs in one."""
    parts: Element = {key: _merged(element[key]) for key in ("body", "items") if key in element}
    return {**element, **parts}


def _merged(elements: Sequence[Element]) -> list[Element]:
    merged: list[Element] = []
    for element in chain.from_iterable(map(_below_each_other, elements)):
        if merged and merged[-1]["type"] == element["type"] == "RichTextBlock":
            merged[-1] = {**merged[-1], "inlines": _joined(merged[-1]["inlines"], element["inlines"])}
        else:
            merged.append(laid_together(element))
    return merged


def _below_each_other(element: Element) -> Iterator[Element]:
    if element["type"] != "ColumnSet":
        yield element
    for part in element.get("columns", ()):
        yield from part["items"]


def _joined(above: list[Element], below: list[Element]) -> list[Element]:
    first = {**below[0], "text": "\n\n" + below[0]["text"]}
    return [*above, first, *below[1:]]


def units(value: object) -> int:
    """How many UTF-16 units the value takes as JSON."""
    return len(dump(value).encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> tuple[str, int]:
    """The beginning of the text that takes at most so many units in JSON, and how many characters are missing."""
    if len(text) * _DEAREST <= most:
        return text, 0
    taken = accumulate(map(_cost, text))
    kept = next((index for index, cost in enumerate(taken) if cost > most), len(text))
    return text[:kept], len(text) - kept


def shortened(text: str, most: int) -> str:
    """The text, or its beginning with a word on how much is missing."""
    kept, missing = cut(text, most)
    return f"{kept.rstrip()} … (noch {anzahl(missing, 'Zeichen', 'Zeichen')})" if missing else text


_DEAREST = 6


def _cost(character: str) -> int:
    if character in '"\\\n\r\t\b\f':
        return 2
    return _DEAREST if character < " " else 1 + (character > "\uffff")
