"""Why no Teilnahmedauer follows from an answer: what is asked back depends on it."""

from collections.abc import Sequence

from dialogs.verstehen.aussage import Aussage
from dialogs.verstehen.lesart import Grund
from dialogs.verstehen.stueck import Stueck


def grund(passed: Sequence[Aussage], pieces: Sequence[Stueck]) -> Grund:
    """The first that fits: what was said of a statement put aside, else what kinds of words there are."""
    for statement in passed:
        if statement.grund:
            return statement.grund
    if any(statement.rolle == "denied" for statement in passed):
        return "denied"
    if any(piece.wort.endswith(_SEASONS) for piece in pieces):
        return "holidays"
    arts = {piece.art for piece in pieces}
    if any(piece.wort in ("bis", "wenn", "kommt", "solange") for piece in pieces):
        return "condition"
    if "vage" in arts:
        return "indefinite"
    if passed:
        return "another_time"
    if "turnus" in arts:
        return "frequency"
    return "no_unit" if "zahl" in arts else "no_amount"


_SEASONS = ("ferien", "sommer", "herbst", "winter", "fruehling", "fruehjahr")
