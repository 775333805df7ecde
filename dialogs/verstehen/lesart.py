"""What can be read from an answer to question 3: an amount, a range, an end, the maximum, or a question back.

Values only; how they are read stands in `dauer` and below it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dialogs.regelung.fristen import Menge

Grund = Literal[
    "no_amount",
    "no_unit",
    "indefinite",
    "not_countable",
    "only_lower_bound",
    "only_upper_limit",
    "denied",
    "taken_back",
    "frequency",
    "another_time",
    "condition",
    "holidays",
    "impossible_date",
    "weekday_differs",
    "before_start",
    "several",
    "too_long",
]
"""Why nothing follows, in this order: no amount at all; a number without unit; "ein paar Wochen"; half a week;
"mindestens N"; "unter N"; "nicht N"; "N, nein"; only how often; an age, a past or another's time; "bis ich Arbeit
hab"; a season; no such day; a weekday that is not that date's; a day before the start; several that do not agree;
beyond the calendar."""


@dataclass(frozen=True, slots=True)
class Genannt:
    """One amount; `bound` "max" where it was said as the most."""

    menge: Menge
    approx: bool = False
    bound: Literal["max"] | None = None


@dataclass(frozen=True, slots=True)
class Spanne:
    """Two amounts, the shorter first."""

    kurz: Menge
    lang: Menge
    approx: bool = False


@dataclass(frozen=True, slots=True)
class BisTag:
    """A named last day, inclusive, not before the start."""

    tag: date
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Maximal:
    """The longest time there is; `menge` if a number was said with it ("die vollen drei Monate")."""

    menge: Menge | None = None


@dataclass(frozen=True, slots=True)
class Unklar:
    """No period follows; what was said of its limits helps to ask back."""

    grund: Grund
    min: Menge | None = None
    more_than: Menge | None = None
    less_than: Menge | None = None


Lesart = Genannt | Spanne | BisTag | Maximal | Unklar
