"""Amounts that belong together: "zwei bis drei Monate", "zwei, drei Monate", "einen Monat und zwei Wochen".

Only what stands close together; corrections and bounds across clauses are decided in `urteil`.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple

from dialogs.regelung.fristen import Menge
from dialogs.verstehen.einheit import QUARTERS, Einheit, menge_aus
from dialogs.verstehen.mengenangabe import Mengenangabe
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words
from dialogs.verstehen.wortschatz import KEIN, NICHT, TOTAL

_BETWEEN = words(
    "gern gerne aeh aehm hm oehm bis - – — / , oder und plus minus + vielleicht vllt eventuell evtl auch maximal "
    "hoechstens laengstens max zu noch dazu so etwa ca ungefaehr notfalls allerhoechstens . als wie knapp gut gar "
    "sogar zuzueglich abzueglich gegebenenfalls ggf meinetwegen bzw beziehungsweise dann rund nochmal"
)
_TO = words("bis - – — /")
_PERHAPS = words(
    "vielleicht vllt eventuell evtl gegebenenfalls ggf maximal hoechstens laengstens max notfalls auch "
    "allerhoechstens meinetwegen gar sogar gern gerne"
)
_PLUS = words("plus + zuzueglich dazu noch nochmal")
_SET_APART = TOTAL | {"weder"}
_STUMBLES = words("aeh aehm hm oehm")
_RATHER = words("lieber eher besser")
_GIVE_OR_TAKE = words("+ plus minus")
_REACH = 5


class Verbund(NamedTuple):
    """One amount or, with `lang`, a range; `menge` is None where one of them cannot be counted."""

    last: int
    menge: Menge | None
    quarters: int
    einheit: Einheit
    lang: Menge | None = None
    is_range: bool = False


def verbund(pieces: Sequence[Stueck], at: int, amount: Mengenangabe) -> Verbund:
    """The amount at `at` with all that belongs to it."""
    group = Verbund(at, amount.menge, amount.quarters, amount.einheit)
    while True:
        found = _next(pieces, group.last)
        if found is None:
            return group
        joined = _join(pieces, at, group, *found)
        if joined is None:
            return group
        group = joined


def _next(pieces: Sequence[Stueck], last: int) -> tuple[int, Mengenangabe, list[str]] | None:
    """The next amount with nothing but joining words before it: its place, itself, these words."""
    between: list[str] = []
    for place in range(last + 1, min(len(pieces), last + 2 + _REACH)):
        piece = pieces[place]
        if piece.art == "menge" and isinstance(piece.angabe, Mengenangabe):
            return place, piece.angabe, between
        if isinstance(piece.angabe, Einheit) and between == ["bis"]:
            return place, Mengenangabe(0, menge_aus(QUARTERS, piece.angabe), piece.angabe, QUARTERS), between
        if piece.wort not in _BETWEEN:
            return None
        between.append(piece.wort)
    return None


def _join(
    pieces: Sequence[Stueck], first: int, group: Verbund, place: int, amount: Mengenangabe, between: list[str]
) -> Verbund | None:
    joining = frozenset(between)
    before = {piece.wort for piece in pieces[max(0, first - 4) : first]}
    if joining & {"als", "wie"}:
        return group._replace(last=place) if before & _RATHER else None
    if joining & _GIVE_OR_TAKE and "/" in joining:
        return group._replace(last=place)
    if joining & {"minus", "abzueglich"}:
        return group._replace(last=place, menge=None)
    if joining & {"bzw", "beziehungsweise"} and "," in joining:
        return None
    if joining == {","} and (pieces[max(0, first - 1)].wort in NICHT | KEIN or before & _SET_APART):
        return None
    if _is_range(group, amount, joining, before):
        return _ranged(group, place, amount)
    if not group.is_range and _is_sum(group, amount, joining):
        return _summed(group, place, amount)
    return None


def _is_range(group: Verbund, amount: Mengenangabe, joining: frozenset[str], before: set[str]) -> bool:
    if joining & _TO:
        return "/" not in joining or amount.einheit == group.einheit
    if "." in joining:
        return False
    if "oder" in joining or joining & {"bzw", "beziehungsweise"} or ("und" in joining and "zwischen" in before):
        return True
    if "und" in joining or joining & _PLUS or not _ascends(group, amount):
        return False
    if joining & _PERHAPS:
        return "," in joining
    return joining <= {",", "so"} and amount.einheit == group.einheit and amount.quarters <= 2 * group.quarters


def _ascends(group: Verbund, amount: Mengenangabe) -> bool:
    return amount.quarters * amount.einheit.rough_days > group.quarters * group.einheit.rough_days


def _is_sum(group: Verbund, amount: Mengenangabe, joining: frozenset[str]) -> bool:
    if amount.einheit == group.einheit:
        return "und" in joining and amount.quarters < QUARTERS
    if "/" in joining or (joining & _STUMBLES and "und" not in joining):
        return False
    smaller = amount.einheit.rough_days < group.einheit.rough_days
    part = amount.quarters * amount.einheit.rough_days < QUARTERS * group.einheit.rough_days
    return (smaller and part and not joining & _PERHAPS) or bool(joining & _PLUS)


def _ranged(group: Verbund, place: int, amount: Mengenangabe) -> Verbund:
    """From the shorter to the longer, whichever was said first."""
    low, high = (group.menge, amount.menge) if _ascends(group, amount) else (amount.menge, group.menge)
    return Verbund(place, low, amount.quarters, amount.einheit, high, is_range=True)


def _summed(group: Verbund, place: int, amount: Mengenangabe) -> Verbund:
    if group.menge is None or amount.menge is None:
        return group._replace(last=place, menge=None)
    parts = asdict(amount.menge)
    total = Menge(**{part: value + parts[part] for part, value in asdict(group.menge).items()})
    return group._replace(last=place, menge=total)
