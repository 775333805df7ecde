"""Two equal amounts, one for this and one for that: "vier Wochen hier, vier Wochen da" are two phases.

The same amount said twice ("vier Wochen, vier Wochen reichen") is one; judged by what stands right behind each.
"""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.aussage import Aussage
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words

_REACH = 4
_ENDS = ("grenze", "zeichen")


def is_next_phase(pieces: Sequence[Stueck], before: Aussage, now: Aussage) -> bool:
    """Whether behind both stands what for, or where, in the same way and not with the same words."""
    one, other = _purpose(pieces, before.last + 1), _purpose(pieces, now.last + 1)
    if not one or not other or not _same_kind(one, other):
        return False
    return one[0].wort == "so" or [piece.wort for piece in one] != [piece.wort for piece in other]


def is_split(pieces: Sequence[Stueck], before: Aussage, now: Aussage) -> bool:
    """ "Zwei Wochen Theorie, zwei Wochen Praxis": one counts, the other looks like another's time."""
    if before.menge is None or before.menge != now.menge or {before.rolle, now.rolle} != {"aside", "counts"}:
        return False
    said = {piece.wort for piece in (*_purpose(pieces, before.last + 1), *_purpose(pieces, now.last + 1))}
    return is_next_phase(pieces, before, now) and said.isdisjoint(w.FREMD | w.STATE_BEHIND)


def _purpose(pieces: Sequence[Stueck], place: int) -> Sequence[Stueck]:
    """The one to three words behind an amount up to the next sign; nothing where there are more."""
    end = place
    while end < len(pieces) and end < place + _REACH and pieces[end].art == "wort":
        end += 1
    ended = end >= len(pieces) or pieces[end].art in _ENDS
    return pieces[place:end] if ended else ()


def _same_kind(one: Sequence[Stueck], other: Sequence[Stueck]) -> bool:
    """Two places or times, two things, or the same preposition; a verb or a small word is none of them."""
    words_before = {one[0].wort, other[0].wort}
    if words_before & _PREPOSITIONS:
        return len(words_before) == 1 and len(one) > 1 and len(other) > 1
    if words_before & _THERE:
        return len(one) == len(other) == 1 and words_before <= _THERE
    return _is_thing(one) and _is_thing(other)


def _is_thing(purpose: Sequence[Stueck]) -> bool:
    return purpose[-1].gross or (len(purpose) == 1 and purpose[0].wort not in _NO_THING)


_PREPOSITIONS = words("im in am an bei beim mit fuer zum zur auf als ohne vom")
_THERE = words(
    "hier da dort so drinnen draussen drin vormittags nachmittags morgens abends dies das jenes daheim zuhause oben "
    "unten links rechts drueben online allein zusammen"
)
_SMALL = words(
    "bitte danke ja ok okay gern gerne halt eben genau mal also schon lang lange max wirklich ehrlich echt sicher"
)
_NO_THING = (
    w.ACHIEVED | w.APPROX | w.CONTRAST | w.ENDING | w.PREFERS | w.NICHT | w.MEHR | w.WENIGER | w.IS | w.TOTAL
) | (_THERE | _SMALL)
