"""Which sentences of an answer ask about a module instead of choosing one.
What is said of a module in the others stands in `modul_haltung`."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.modul_umschreibung import Nennung
from dialogs.verstehen.wortmenge import word_set

_ASK: Final = word_set("was wie wo wann wer welche welches welcher worum wozu wofuer wieso warum")
_ASK_VERB: Final = word_set(
    "ist sind macht machen geht heisst lernt laeuft bedeutet passiert kostet dauert lange viel oft findet kann gibt"
    " soll war bringt muss"
)
_ASK_FIRST: Final = word_set(
    "bringt taugt lohnt hilft hatte haben finden meinen denken glauben wuerden kennen wissen findest meinst glaubst"
    " ist gibt hat muss sind gibts isn dauert kostet"
)
_NEAR: Final = 24


def questions(words: Sequence[Wort], found: Sequence[Nennung]) -> set[int]:
    """The sentences that ask about a module instead of choosing one."""
    asked = {word.sentence for place, word in enumerate(words) if _asks_advice(words, place)}
    asked.update(_asked_why(words, found))
    asked.update(_asked_either(words, found))
    previous = -1
    for place, word in enumerate(words):
        if word.sentence == previous:
            continue
        if place and word.zeichen == "?" and words[_first_of(words, place - 1, previous)].wort in _ASK_FIRST:
            asked.add(previous)
        begun = place + 1 if word.wort in _LEAD_IN and place + 1 < len(words) else place
        following = words[begun + 1].wort if begun + 1 < len(words) else ""
        if words[begun].wort in _ASK and following in _ASK_VERB:
            asked.add(word.sentence)
        previous = word.sentence
    return asked


_LEAD_IN: Final = word_set("und aber ach ja also hm na aeh denn")


def _asks_advice(words: Sequence[Wort], place: int) -> bool:
    """ "X oder Y, was ist besser?"."""
    if words[place].wort not in _WHICH or not words[place].zeichen:
        return False
    return any(word.wort in _ADVICE for word in words[place + 1 : place + 4])


_WHICH: Final = word_set("was welche welches")
_ADVICE: Final = word_set("besser empfehlen empfiehlst raten passt unterschied")


def _first_of(words: Sequence[Wort], place: int, sentence: int) -> int:
    while place and words[place - 1].sentence == sentence:
        place -= 1
    return place


def _asked_either(words: Sequence[Wort], found: Sequence[Nennung]) -> Iterator[int]:
    """The sentences "X oder Y?"."""
    asked = {one.sentence for one, two in pairwise(words) if two.sentence != one.sentence and two.zeichen == "?"}
    for one, two in pairwise(found):
        sentence = words[one.start].sentence
        if sentence in asked and any(word.wort == "oder" for word in words[one.end : two.start][:3]):
            yield sentence


_WONDERS: Final = word_set("fragt frage fragen fragte wissen wuesste weiss erklaeren erklaert")
_MAY: Final = word_set("kann darf koennte duerfte geht moeglich")


def is_asked_within(words: Sequence[Wort], clauses: dict[int, range], clause: int) -> bool:
    """ "Sie fragt, was die X ist"; but "fragt, ob er in die X kann" is a wish."""
    first, before = words[clauses[clause].start].wort, clauses.get(clause - 1, range(0))
    if first not in _ASK | {"ob"} or not any(words[place].wort in _WONDERS for place in before[-_NEAR:]):
        return False
    return first != "ob" or not any(words[place].wort in _MAY for place in clauses[clause][-_NEAR:])


_WHY: Final = word_set("was warum wieso weshalb wozu wann wo wer")


def _asked_why(words: Sequence[Wort], found: Sequence[Nennung]) -> Iterator[int]:
    """ "Was hab ich von der X?", "warum sollte ich in die X?"; "warum nicht X?" chooses."""
    ended = {one.sentence for one, two in pairwise(words) if two.sentence != one.sentence and two.zeichen == "?"}
    starts = {word.clause: place for place, word in reversed([*enumerate(words)])}
    for nennung in found:
        own = words[nennung.start]
        first = starts[own.clause]
        why_not = any(word.wort == "nicht" for word in words[first : first + 4])
        if own.sentence in ended and words[first].wort in _WHY and not why_not:
            yield own.sentence
