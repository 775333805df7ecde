"""Typing slips: the known word that is one slip away from the one written.

A slip is one letter more, less or other, or two neighbours swapped (Damerau-Levenshtein 1).
Bounded: only words of 4 to 20 letters are looked at, by a table of the known words with one letter left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

SHORTEST, LONGEST = 4, 20


class Wortliste:
    """Known words to find slips of; `real` are other words of the language, which are no slips.

    Of a known word of 4 letters only slips that keep its first letter count, else "frei" would be "drei".
    """

    def __init__(self, known: Iterable[str], real: Iterable[str] = ()) -> None:
        self._known = frozenset(known)
        self._real = frozenset(real)

    @cached_property
    def _shorter(self) -> Mapping[str, Sequence[str]]:
        """The table; made when the first word comes that is not known."""
        table: dict[str, list[str]] = {}
        for word in sorted(self._known):
            for short in _shortened(word):
                table.setdefault(short, []).append(word)
        return table

    def find(self, word: str) -> str | None:
        """The known word itself or the one a slip away; None when there is none."""
        if word in self._known:
            return word
        if not SHORTEST <= len(word) <= LONGEST or word in self._real:
            return None
        return self._slip(word)

    def _slip(self, word: str) -> str | None:
        for short in (word, *_shortened(word)):
            if short in self._known and _likely(word, short):
                return short
            for known in self._shorter.get(short, ()):
                if _likely(word, known) and _one_slip(word, known):
                    return known
        return None


def _shortened(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _likely(word: str, known: str) -> bool:
    return len(known) > SHORTEST or word[0] == known[0]


def _one_slip(word: str, known: str) -> bool:
    if len(word) != len(known):
        return True
    places = [place for place, (one, other) in enumerate(zip(word, known, strict=True)) if one != other]
    if len(places) == 1:
        return True
    first = places[0]
    return len(places) == 2 and word[first : first + 2] == known[first : first + 2][::-1]
