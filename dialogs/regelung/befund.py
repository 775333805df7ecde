"""What a rule finds: a Verstoss stops, a Hinweis lets pass with a word or a reason. No prose, no rules."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Verstoss:
    """It cannot be agreed like this. `passt` is the nearest day that would fit, where there is one."""

    regel: str
    fundstelle: str
    key: str
    passt: date | None = None


@dataclass(frozen=True, slots=True)
class Hinweis:
    """It can be agreed, but is said; `needs_begruendung` asks for an individual reason first."""

    regel: str
    fundstelle: str
    key: str
    needs_begruendung: bool = False
    tag: date | None = None
    days: int | None = None
    limit: int | None = None


Befund = Verstoss | Hinweis
