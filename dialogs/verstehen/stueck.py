"""One piece of a text and what was read in it; how a text is cut stands in `satz`."""

from typing import Literal, NamedTuple

from dialogs.verstehen.einheit import Einheit
from dialogs.verstehen.mengenangabe import Mengenangabe, Turnus, Vage, Zahlangabe
from dialogs.verstehen.tagesangabe import Tagesangabe

Art = Literal["wort", "zeichen", "grenze", "zahl", "menge", "einheit", "vage", "turnus", "tag"]
"""A word; a sign; one that ends a sentence; a number alone; an amount; a unit alone; "ein paar Wochen"; a frequency;
a day."""


class Stueck(NamedTuple):
    """One piece of a text; `angabe` holds what was read in it, `gross` that it was written like a noun."""

    art: Art
    wort: str
    angabe: Zahlangabe | Mengenangabe | Vage | Turnus | Tagesangabe | Einheit | None = None
    gross: bool = False
