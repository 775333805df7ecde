"""An answer to question 2 cut into words with their clauses and sentences. No module is looked for here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.verstehen.woerter import Token, tokenize
from dialogs.verstehen.wortmenge import word_set


@dataclass(frozen=True, slots=True)
class Wort:
    """A folded word with its clause and sentence; `zeichen` is the sign that stood before it."""

    wort: str
    text: str
    clause: int
    sentence: int
    zeichen: str


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an answer, and what is true of all of it (found once, so that cost stays linear)."""

    words: tuple[Wort, ...]
    shouted: bool
    works: bool
    learns: bool


_WORK: Final = word_set(
    "arbeiten arbeite gearbeitet job beruf beruflich ausbildung werden auto autos kfz schrauben meister mechaniker"
    " behinderte behinderten lehre verdienen branche bereich umschulung studieren studium studiere studiert uni"
)
_LEARN: Final = word_set("lernen lern lerne beibringen umgehen verstehen besser koennen ueben")
_SENTENCE_END: Final = frozenset(".!?…")
_CLAUSE_END: Final = frozenset(",;:()–—/") | _SENTENCE_END
_NEW_CLAUSE: Final = word_set(
    "aber sondern weil damit denn obwohl deshalb deswegen darum daher da jetzt diesmal lieber nun wo falls wenn"
    " trotzdem dafuer stattdessen"
)
_AFTER_UND: Final = word_set(
    "will moechte moecht wollte wuerde wuerd ich nehm nehme mach mache jetzt da das dann hab habe bin war deshalb"
)


def zerlege(text: str) -> Text:
    """The words of the text with their clauses; signs only separate, a hyphen inside a word joins nothing."""
    words = tuple(_words(text))
    folded = {word.wort for word in words}
    shouted = text.isupper() and any(len(word.wort) > 3 for word in words)
    return Text(words, shouted, not folded.isdisjoint(_WORK), not folded.isdisjoint(_LEARN))


def _words(text: str) -> list[Wort]:
    words: list[Wort] = []
    clause = sentence = 0
    sign = ""
    tokens = tokenize(text)
    for place, token in enumerate(tokens):
        if not (token.is_word or token.is_number):
            if _separates(tokens, place):
                sign = token.text if sign != "?" else sign
            continue
        if sign or _begins_clause(tokens, place):
            clause += 1
        if sign in _SENTENCE_END and sign:
            sentence += 1
        words.append(Wort(token.wort, token.text, clause, sentence, sign))
        sign = ""
    if sign == "?" and words:
        words.append(Wort("", "", clause + 1, sentence + 1, sign))
    return words


_SUBJUNCTIONS: Final = word_set("wenn falls weil obwohl")


def _begins_clause(tokens: Sequence[Token], place: int) -> bool:
    """ "aber", "wenn", "und ich"; what follows a "wenn" belongs to its clause ("wenn da kein Platz ist")."""
    if place and tokens[place - 1].wort in _SUBJUNCTIONS:
        return False
    return tokens[place].wort in _NEW_CLAUSE or _und_begins(tokens, place)


def _separates(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.text == "." and _inside_word(tokens, place):
        return False
    if token.text in _CLAUSE_END:
        return not _inside_number(tokens, place)
    return token.text == "-" and not (_touches(tokens, place) or _touches(tokens, place + 1))


def _touches(tokens: Sequence[Token], place: int) -> bool:
    return 0 < place < len(tokens) and tokens[place - 1].end == tokens[place].start


def _inside_word(tokens: Sequence[Token], place: int) -> bool:
    """ "Dig.werkstatt": a dot that shortens the first half of a word."""
    glued = _touches(tokens, place) and _touches(tokens, place + 1)
    return glued and tokens[place - 1].is_word and tokens[place + 1].text.islower()


def _inside_number(tokens: Sequence[Token], place: int) -> bool:
    return (
        0 < place < len(tokens) - 1
        and tokens[place - 1].is_number
        and tokens[place + 1].is_number
        and _touches(tokens, place)
        and _touches(tokens, place + 1)
    )


def _und_begins(tokens: Sequence[Token], place: int) -> bool:
    following = tokens[place + 1].wort if place + 1 < len(tokens) else ""
    return tokens[place].wort == "und" and following in _AFTER_UND
