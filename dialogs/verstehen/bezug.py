"""How a statement stands to the one before it: in its place, as the other end of a range, apart.

Judged by the words between the two and just behind; what follows from it stands in `urteil`.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.aussage import Aussage
from dialogs.verstehen.phase import is_next_phase
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words

_STOPS = frozenset({("halt", ","), ("halt", "!"), ("halt", "-"), ("halt", "–")})
_REACH = 30
_CLAUSE = 6
Bezug = Literal["replaces", "joins", "extends", "limits", "adds", "beside"]
"""In its place; as the other end of a range; a later extension (left out); its bound; to be added; apart."""


def bezug(pieces: Sequence[Stueck], before: Aussage, now: Aussage) -> Bezug:
    """How the statement `now` stands to the statement `before`."""
    found = _between(pieces[before.last + 1 : now.first][-_REACH:])
    if found & w.CORRECTS:
        return "replaces"
    if "hoechst" in (before.art, now.art):
        return "extends" if _is_its_bound(before, now) else _bezug_hoechst(before, now, found)
    if before.art == "tag" and now.art == "menge" and found & _AFTERWARDS:
        return "adds"
    if "tag" in (before.art, now.art):
        return "replaces" if found & w.PREFERS or (found & _BUT and before.art == now.art) else "beside"
    return _bezug_mengen(pieces, before, now, found)


_ALONGSIDE = words("oder und bis")
_EXTENDS = w.APPROX | words(
    "gucken schauen sehen sehn seh sieht weitersehen verlaengern verlaengert verlaengere verlaengerung mal "
    "koennte koennten kann falls wenn weiter ggf gegebenenfalls moeglicherweise"
)
"""Words of a mere prospect; without them a second phase is as firm as the first."""


def _between(pieces: Sequence[Stueck]) -> frozenset[str]:
    """The words between two statements; "…, oder?" only asks, and "…, halt, …" is a stop, not a filler."""
    found = [piece.wort for piece in pieces]
    pairs = set(pairwise(found))
    asks = {"oder"} if ("oder", "?") in pairs else set()
    stops = {"stopp"} if not pairs.isdisjoint(_STOPS) else set()
    otherwise = {"sonst"} if not pairs.isdisjoint(_IF_NOT) else set()
    return frozenset(found).difference(asks).union(stops, otherwise)


def _is_its_bound(before: Aussage, now: Aussage) -> bool:
    """ "Sechs Wochen das Minimum, drei Monate das Maximum": said of the amount before it."""
    bounded = before.schranke == "max" or before.is_range
    return bounded and now.art == "hoechst" and now.menge is None and now.first <= before.last + 2


_AFTERWARDS = words("danach anschliessend hinterher")
_OPTION = words("option verlaengerung verlaengerungsoption verlaengerungsmoeglichkeit aufstockung")
_IN_ORDER = words("und dann nach nochmal nochmals")
_IF_NOT = frozenset({("wenn", "nicht"), ("falls", "nicht"), ("wo", "nicht")})
_BUT = words("aber allerdings jedoch")


def _bezug_hoechst(before: Aussage, now: Aussage, found: frozenset[str]) -> Bezug:
    if "oder" in found and not found & w.PREFERS:
        return "beside"
    if now.schranke == "min" and before.art == "hoechst":
        return "joins"
    if before.art == "tag" and found & w.IS:
        return "extends"
    if now.art == "hoechst" and before.art == "menge" and found & w.IS and not before.is_range:
        return "limits"
    if found & (w.PREFERS | _BUT) or now.schranke == "max" or (found & w.IS and "das" not in found):
        return "replaces"
    return "joins"


def _bezug_mengen(pieces: Sequence[Stueck], before: Aussage, now: Aussage, found: frozenset[str]) -> Bezug:
    if {before.schranke, now.schranke} == {"min", "max"}:
        return "joins"
    if _is_total(pieces, now):
        return "replaces"
    if _is_total(pieces, before) and not found & w.PREFERS:
        return "extends"
    if found & _OPTION:
        return "extends"
    if now.schranke == "max" and before.schranke is None:
        if is_longer(now, before):
            return "joins"
        return "beside" if before.is_range else "replaces"
    if now.schranke in ("min", "more", "less"):
        return "beside"
    if before.schranke == "max" and is_longer(before, now) and not found & _ALONGSIDE:
        return "replaces"
    if found & w.LATER and (_opens_first(pieces, before) or found & w.APPROX):
        return "extends" if found & _EXTENDS else "adds"
    if found & w.PREFERS or found & w.RESTATES:
        return "replaces"
    if now.menge == before.menge and is_next_phase(pieces, before, now):
        return "adds"
    if found & w.ALTERNATIVE or "oder" in found:
        return "joins"
    behind = {piece.wort for piece in pieces[now.last + 1 : now.last + 1 + _CLAUSE]}
    if (found | behind) & w.CONTRAST or before.rolle == "weak":
        return "replaces"
    return "adds" if found & _IN_ORDER else "beside"


def _is_total(pieces: Sequence[Stueck], statement: Aussage) -> bool:
    """ "Insgesamt drei Monate", "alles in allem drei", "drei Monate zusammen": the others are its parts."""
    near = [*pieces[max(0, statement.first - 2) : statement.first], *pieces[statement.last + 1 : statement.last + 2]]
    return any(piece.wort in w.TOTAL for piece in near)


def _opens_first(pieces: Sequence[Stueck], statement: Aussage) -> bool:
    near = pieces[max(0, statement.first - 4) : statement.last + 3]
    return any(piece.wort in w.FIRST for piece in near)


def is_longer(one: Aussage, other: Aussage) -> bool:
    """Whether the first amount is the longer one, roughly."""
    return _rough_days(one) > _rough_days(other)


def _rough_days(statement: Aussage) -> int:
    return statement.quarters * (statement.einheit.rough_days if statement.einheit else 0)
