"""What stands around one piece of a text, within its clause, and what follows from it for an amount of time.

Questions about neighbours only, each of bounded cost; what is concluded from them stands in `aussage`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words

_WINDOW = 12
ANDERE = "#"
"""Stands for another amount or day in a window."""
TURNUS = "%"
"""Stands for a frequency in a window."""
_HELD = ("menge", "tag", "zahl")
_SOFT = words(
    "so etwa ca circa ungefaehr rund um die den der das dem noch gut knapp fast mal ja halt eben schon wohl "
    "nur bloss vielleicht eventuell genau gerade meine meinen meiner meinem unsere seine ihre diese diesen "
    "erst erstmal bestimmt sicher ~ auch immerhin maximalen guten gute . : vllt evtl langen gar ganze ganzen "
    "ganzes ganzer vollen volle"
)
_NEGATED_SOFT = words("gleich unbedingt die das den ganze ganzen ganzes volle vollen wieder so schon gerade nur auch")
_HARMLESS_BEFORE_NICHT = w.MEHR | w.WENIGER | w.KNOWING
_BOUNDING = w.HOECHSTENS | w.MINDESTENS
_COMPARED = w.MEHR | w.WENIGER
_OPENING_WORDS = w.CORRECTS | words("ne ja aber doch")
_PRONOUN_OPENERS = words("kommt geht klappt auf so solange das dat dit des dis ist is sind")


class Umfeld(NamedTuple):
    """The words of the clause before a piece (nearest first) and behind it; other amounts are `ANDERE`."""

    links: list[str]
    rechts: list[str]

    @property
    def davor(self) -> Iterator[str]:
        """The words before, without those that only soften."""
        return (word for word in self.links if word not in _SOFT)

    def neben(self, count: int = 1) -> list[str]:
        """The nearest words before that do not only soften."""
        found = []
        for word in self.davor:
            found.append(word)
            if len(found) == count:
                break
        return found


def umfeld(pieces: Sequence[Stueck], first: int, last: int) -> Umfeld:
    """The surroundings of the pieces `first` to `last`."""
    before = _window(pieces[max(0, first - _WINDOW) : first][::-1])
    return Umfeld(before, _window(pieces[last + 1 : last + 1 + _WINDOW]))


def _window(pieces: Sequence[Stueck]) -> list[str]:
    found: list[str] = []
    for place, piece in enumerate(pieces):
        if piece.art in ("grenze", "zeichen") or piece.wort in w.BREAKS:
            bounding = not found and place + 1 < len(pieces) and pieces[place + 1].wort in _BOUNDING
            if piece.wort in "\"~*'" or (piece.wort == "aber" and bounding):
                continue
            break
        found.append(ANDERE if piece.art in _HELD else TURNUS if piece.art == "turnus" else piece.wort)
    return found


def following(pieces: Sequence[Stueck], last: int, count: int = 8) -> list[Stueck]:
    """The next pieces, whatever they are."""
    return list(pieces[last + 1 : last + 1 + count])


def is_negated_before(around: Umfeld) -> bool:
    """ "Nicht drei Monate", "nicht gleich drei Monate"; but not "weiß nicht, drei Monate"."""
    if around.links[:1] == ["fall"] and around.links[1:2] and around.links[1] in w.KEIN:
        return True
    for place, word in enumerate(around.links):
        if word in w.NICHT:
            return place + 1 == len(around.links) or around.links[place + 1] not in w.KNOWING
        if word not in _NEGATED_SOFT:
            return False
    return False


def is_negated_behind(around: Umfeld) -> bool:
    """ "Drei Monate schaff ich nicht", "drei Monate sind mir zu lang"; but not "… sind nicht schlecht"."""
    words_behind = around.rechts
    if ANDERE in words_behind:
        words_behind = words_behind[: words_behind.index(ANDERE)]
        if words_behind and words_behind[-1] in w.NICHT:
            return False
    return has_refusal(words_behind)


def has_refusal(found: Sequence[str]) -> bool:
    """Whether these words refuse: "nicht", "kommt nicht in Frage", "zu lang", "utopisch"."""
    for place, word in enumerate(found):
        following_word = found[place + 1] if place + 1 < len(found) else ""
        if word in w.NICHT:
            harmless = place and found[place - 1] in _HARMLESS_BEFORE_NICHT
            return not (harmless or following_word in w.FINE_AFTER_NICHT)
        if (word == "zu" and following_word in w.ZU) or word in w.UNFIT:
            return True
        if word in w.KEIN and following_word in ("fall", "chance", "option", "lust", "thema"):
            return True
    return False


def is_refused_next(pieces: Sequence[Stueck], last: int) -> bool:
    """ "Drei Monate, das ist mir zu lang", "…, zu lang"; but not "…, mehr ist mir zu lang"."""
    place = last + 1
    while place < len(pieces) and place < last + 4 and pieces[place].art in ("grenze", "zeichen"):
        place += 1
    if place == last + 1 or place >= len(pieces):
        return False
    while place < len(pieces) and pieces[place].wort in _OPENING_WORDS:
        place += 1
    clause = _window(pieces[place : place + _WINDOW])
    if clause[:1] in (["nie"], ["niemals"]):
        return True
    if not clause or ANDERE in clause or _plain_no(clause):
        return False
    opener = clause[0] in _PRONOUN_OPENERS or (clause[0] in ("zu", "viel", "bisschen", "mir") and "zu" in clause[:3])
    return opener and has_refusal(clause)


def _plain_no(clause: Sequence[str]) -> bool:
    return clause[0] in w.NICHT and len(clause) > 1


def is_compared(around: Umfeld) -> str:
    """The word of comparison right before: "mehr als", "länger wie", "über" → that word; else ""."""
    near = around.neben(2)
    if len(near) == 2 and near[0] in w.ALS and near[1] in _COMPARED:
        return near[1]
    return near[0] if near and near[0] in ("ueber", "unter") else ""


def denies(around: Umfeld) -> bool:
    """Whether the clause denies at all: before or behind, with "nicht", "kein", "nie" or "zu viel"."""
    before = any(word in w.NICHT or word in w.KEIN or word in ("kaum", "ungern") for word in around.links[:8])
    behind = around.rechts
    return before or any(word in w.NICHT or word in w.KEIN for word in behind) or has_refusal(behind)


def is_of_someone_else(around: Umfeld) -> bool:
    """Whether the clause is about another person or matter: "mein Sohn ist drei Jahre", "die Reha geht …"."""
    before, behind = around.links, around.rechts
    return any(
        word in w.FREMD and not _is_circumstance(before[place + 1 :], place) for place, word in enumerate(before)
    ) or any(
        word in w.FREMD and not _is_circumstance(behind[:place][::-1], place) for place, word in enumerate(behind)
    )


def _is_circumstance(before_noun: Sequence[str], _place: int) -> bool:
    for word in before_noun:
        if word in w.CIRCUMSTANCE_ONLY:
            return True
        if word not in w.DETERMINERS and word != ANDERE:
            return False
    return False


def is_rough(around: Umfeld) -> bool:
    """Whether it was said about: "so", "etwa", "gut", "oder so"."""
    return any(word in w.APPROX for word in (*around.links[:3], *around.rechts[:2]))
