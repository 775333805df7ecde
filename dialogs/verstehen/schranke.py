"""The bound said with an amount: "höchstens N", "mindestens N", "mehr als N", "unter N geht's nicht"."""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.ablehnung import denies
from dialogs.verstehen.aussage import Schranke
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.umfeld import TURNUS, Umfeld, is_compared
from dialogs.verstehen.woerter import words

_SPREAD = w.SPREAD | {TURNUS}
_MINIMUM = words("minimum mindestmass mindeste mindestzeit mindestdauer untergrenze")
_BEFORE_BOUND = words(", - – ( so aber dann lang")
_SOFTENED = words("auch eventuell vielleicht noch gern gerne etwas")
_LIMITS = words("maximum minimum")
_NOT_EVEN = (["mal", "nicht"], ["ganz", "nicht"], ["einmal", "nicht"], ["mal", "nich"], ["ganz", "nich"])


def schranke(pieces: Sequence[Stueck], at: int, around: Umfeld) -> Schranke | None:
    """The bound of the amount that ends at `at`: at most, at least, more or less than it; None without one."""
    compared = is_compared(around)
    if compared:
        return _compared_bound(compared, around)
    if _names_minimum(around):
        return "min"
    return _bound_before(around) or _bound_of_label(pieces, at, around) or _bound_behind(pieces, at)


def _names_minimum(around: Umfeld) -> bool:
    """ "Zwei Monate wären das Minimum", "das Minimum sind zwei Monate"."""
    return not _MINIMUM.isdisjoint(around.klausel) and not w.IS.isdisjoint(around.klausel)


def _compared_bound(word: str, around: Umfeld) -> Schranke | None:
    """ "Mehr als N mach ich nicht" is at most N; "unter N geht's nicht" at least N."""
    below = word in w.WENIGER or word == "unter"
    if word == "ueber" and not _SPREAD.isdisjoint(around.klausel):
        return None
    if denies(around) or (below and not w.POINTLESS.isdisjoint(around.rechts)):
        return "min" if below else "max"
    return "less" if below else "more"


def _bound_of_label(pieces: Sequence[Stueck], at: int, around: Umfeld) -> Schranke | None:
    """ "Minimum: zwei Monate"."""
    place = at - len(around.links) - 1
    if around.links or place < 1 or pieces[place].wort != ":":
        return None
    label = pieces[place - 1].wort
    return "max" if label in w.HOECHSTENS else "min" if label in w.MINDESTENS | _MINIMUM else None


def _bound_before(around: Umfeld) -> Schranke | None:
    near = around.neben(3)
    if not near:
        return None
    if near[0] in w.HOECHSTENS:
        return "max"
    if near[0] in w.MINDESTENS or near[0] in _MINIMUM:
        return "min"
    if near[0] in ("bis", "innerhalb", "binnen") or near[:2] in (["zu", "bis"], ["von", "innerhalb"]):
        return "max"
    if near[0] in w.KEIN or around.links[:2] in _NOT_EVEN:
        return "less"
    return "min" if near[0] == "ab" else None


def _bound_behind(pieces: Sequence[Stueck], at: int) -> Schranke | None:
    """ "Zwei Monate höchstens", "…, maximal", "… oder länger", "… aufwärts", "…, gern auch länger"."""
    place = at + 1
    while place < min(len(pieces), at + 4) and pieces[place].wort in _BEFORE_BOUND:
        place += 1
    place += place + 1 < len(pieces) and pieces[place].wort == "das" and pieces[place + 1].wort in _LIMITS
    word = pieces[place].wort if place < len(pieces) else ""
    if word in w.HOECHSTENS or word in w.MINDESTENS:
        return (
            None
            if _amount_near(pieces, place + 1, noun=word in _LIMITS)
            else ("max" if word in w.HOECHSTENS else "min")
        )
    if word == "aufwaerts":
        return "min"
    if word in ("oder", "und", "gern", "gerne", "lieber"):
        return _or_longer(pieces, place + 1)
    return None


def _amount_near(pieces: Sequence[Stueck], at: int, *, noun: bool) -> bool:
    """Whether the bound belongs to what follows: "zwei, maximal drei"; a noun ("Minimum") reaches no further."""
    return any(piece.art in ("menge", "zahl", "vage", "tag") for piece in pieces[at : at + 2 - noun])


def _or_longer(pieces: Sequence[Stueck], at: int) -> Schranke | None:
    while at < len(pieces) and pieces[at].wort in _SOFTENED:
        at += 1
    word = pieces[at].wort if at < len(pieces) else ""
    if at + 1 < len(pieces) and pieces[at + 1].wort in w.NICHT:
        return None
    if word in w.MEHR or word == "aufwaerts":
        return "min"
    return "max" if word in w.WENIGER else None
