"""D13: which counts of a report stay hidden, so that no small one can be read or computed. Knows no figures.

An attacker is taken to know everything that is published: every shown count, of a hidden one whether it is small
or 5 and more, which counts add up to which, and that none is negative. Against that every small count keeps at
least three possible values. `possible` is this attacker; sums that meet in a circle need more than it can do, so
a report must be built from sums that form a tree (`bericht.sums` does, a test holds it).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SMALL: Final = 5
"""Counts under this are not shown."""
MIN_SPREAD: Final = 2
"""How far apart the smallest and the largest possible value of a hidden count must lie."""
MANY: Final = 10**9

Bounds = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Summe:
    """`total` is the sum of `parts`, all by their names."""

    total: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that takes part."""
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Zaehlung:
    """Counts by name and the sums among them. `unshown` stand in no report but could be computed from one;
    `sensitive` must be hidden though they are not small (too few people stand behind them)."""

    counts: Mapping[str, int]
    sums: Sequence[Summe]
    unshown: frozenset[str] = frozenset()
    sensitive: frozenset[str] = frozenset()

    def is_small(self, name: str) -> bool:
        """Whether the count itself may not be shown."""
        return self.counts[name] < SMALL


def hidden(zaehlung: Zaehlung) -> frozenset[str]:
    """The names of all counts that are not shown: the small ones, and others only where these could be computed.

    Of two ways to choose these others the one that hides less is taken, for each group of linked sums by itself.
    """
    found: set[str] = set()
    for names in _linked(zaehlung):
        ways = (_hidden(zaehlung, names, order) for order in (_totals_first, _ends_first))
        found |= min(ways, key=len)
    return frozenset(found)


Order = Callable[[Zaehlung, Summe, str], tuple[int, ...]]


def _totals_first(zaehlung: Zaehlung, summe: Summe, name: str) -> tuple[int, ...]:
    """A total goes before a part, so that what is 5 and more stays readable where it was counted."""
    return (name != summe.total, zaehlung.counts[name])


def _ends_first(zaehlung: Zaehlung, summe: Summe, name: str) -> tuple[int, ...]:
    """What takes part in few sums goes first, because nothing else hangs on it."""
    return (sum(name in s.names for s in zaehlung.sums), *_totals_first(zaehlung, summe, name))


def _linked(zaehlung: Zaehlung) -> Iterator[set[str]]:
    """The counts, in groups that no sum connects."""
    left = set(zaehlung.counts)
    while left:
        name = min(left)
        group = {name}.union(*(s.names for s in _nearest(zaehlung.sums, name)))
        yield group
        left -= group


def _hidden(zaehlung: Zaehlung, names: set[str], order: Order) -> set[str]:
    """What stays hidden in one group, if it is chosen in this order."""
    secret = {n for n in names if zaehlung.is_small(n) or n in zaehlung.unshown | zaehlung.sensitive}
    while (more := _to_hide(zaehlung, secret, order)) is not None:
        secret.add(more)
    return secret


def _to_hide(zaehlung: Zaehlung, secret: set[str], order: Order) -> str | None:
    """The next count that gives another one away; None when nothing does."""
    bounds = possible(zaehlung, secret)
    exposed = [n for n in sorted(secret) if _must_be_kept(zaehlung, n) and _spread(bounds, n) < MIN_SPREAD]
    return next((found for n in exposed if (found := _giving_away(zaehlung, secret, n, order))), None)


def _must_be_kept(zaehlung: Zaehlung, name: str) -> bool:
    return name not in zaehlung.unshown or zaehlung.is_small(name) or name in zaehlung.sensitive


def _spread(bounds: Bounds, name: str) -> int:
    return bounds[name][1] - bounds[name][0]


def _giving_away(zaehlung: Zaehlung, secret: set[str], name: str, order: Order) -> str | None:
    """The shown count of the nearest sum that is to go first."""
    for summe in _nearest(zaehlung.sums, name):
        if shown := [n for n in summe.names if n not in secret]:
            return min(shown, key=lambda n: (*order(zaehlung, summe, n), n))
    return None


def _nearest(sums: Sequence[Summe], name: str) -> Iterator[Summe]:
    """The sums that hold the name, then those that share a name with these, and so on."""
    reached, left = {name}, list(sums)
    while near := [s for s in left if reached.intersection(s.names)]:
        yield from near
        reached.update(*(s.names for s in near))
        left = [s for s in left if s not in near]


def possible(zaehlung: Zaehlung, secret: frozenset[str] | set[str]) -> Bounds:
    """The smallest and the largest value each count may have for one who knows all that is not in `secret`."""
    bounds = {name: _said_of(zaehlung, name, secret) for name in zaehlung.counts}
    while sum(_narrowed(bounds, summe) for summe in zaehlung.sums):
        pass
    return bounds


def _said_of(zaehlung: Zaehlung, name: str, secret: frozenset[str] | set[str]) -> tuple[int, int]:
    if name not in secret:
        return zaehlung.counts[name], zaehlung.counts[name]
    if name in zaehlung.unshown:
        return 0, MANY
    return (0, SMALL - 1) if zaehlung.is_small(name) else (SMALL, MANY)


def _narrowed(bounds: Bounds, summe: Summe) -> bool:
    """Tighten what one sum says of its members; whether anything changed."""
    low, high = (sum(bounds[part][side] for part in summe.parts) for side in (0, 1))
    changed = _meet(bounds, summe.total, low, high)
    total_low, total_high = bounds[summe.total]
    for part in summe.parts:
        others_low, others_high = low - bounds[part][0], high - bounds[part][1]
        changed |= _meet(bounds, part, total_low - others_high, total_high - others_low)
        low, high = others_low + bounds[part][0], others_high + bounds[part][1]
    return changed


def _meet(bounds: Bounds, name: str, low: int, high: int) -> bool:
    old = bounds[name]
    bounds[name] = max(old[0], low), min(old[1], high)
    return bounds[name] != old
