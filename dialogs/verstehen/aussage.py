"""A statement of an answer: an amount, a day or the maximum, with its bound and the part it plays.

The value only; how it is found stands in `aussagen`, how several add up in `urteil`.
"""

from datetime import date
from typing import Literal, NamedTuple

from dialogs.regelung.fristen import Menge
from dialogs.verstehen.einheit import Einheit
from dialogs.verstehen.lesart import Grund

Schranke = Literal["max", "min", "more", "less"]
Rolle = Literal["counts", "weak", "denied", "aside"]
"""counts; only if nothing else does; said not to be; about something else."""


class Aussage(NamedTuple):
    """What is said at the pieces `first` to `last`: an amount, a day, or the maximum (perhaps with an amount)."""

    first: int
    last: int
    art: Literal["menge", "tag", "hoechst"]
    rolle: Rolle = "counts"
    menge: Menge | None = None
    quarters: int = 0
    einheit: Einheit | None = None
    schranke: Schranke | None = None
    approx: bool = False
    lang: Menge | None = None
    is_range: bool = False
    tag: date | None = None
    grund: Grund | None = None
    """Why nothing follows from it, where that is known here."""
