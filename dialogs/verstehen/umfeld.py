"""What stands around one piece of a text, within its clause: its words, what it is compared with, about whom it is.

Questions about neighbours only, each of bounded cost; what is denied or refused is asked in `ablehnung`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.mengenangabe import Zahlangabe
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words

WINDOW = 12
ANDERE = "#"
"""Stands for another amount or day in a window."""
TURNUS = "%"
"""Stands for a frequency in a window."""
_PLACEHOLDERS = {"menge": ANDERE, "tag": ANDERE, "zahl": ANDERE, "turnus": TURNUS}
_NO_SIGNS = ('"', "~", "*", "„", "“", "”", "«", "»")
"""Signs that end no clause."""
_BEFORE_DASS = 4
_FIRST_PERSON = words(
    "kann koennte koennt will wuerde wuerd moechte moecht mach mache nehm nehme brauch brauche braeuchte schaff "
    "schaffe denk denke sag sage haette haett bleib bleibe"
)
"""Verbs behind an "ich" that begin a clause of their own."""
_SOFT = words(
    "so etwa ca circa ungefaehr rund um die den der das dem noch gut knapp fast mal ja halt eben schon wohl "
    "nur bloss vielleicht eventuell genau gerade meine meinen meiner meinem unsere seine ihre diese diesen "
    "erst erstmal bestimmt sicher auch immerhin maximalen guten gute . : vllt evtl langen gar ganze ganzen "
    "ganzes ganzer vollen volle"
)
_BOUNDING = w.HOECHSTENS | w.MINDESTENS
_COMPARED = w.MEHR | w.WENIGER
_BEFORE_ABER = words("sind ist waere waeren wird werden mir mich uns das schaff schaffe kann")


@dataclass(frozen=True)
class Umfeld:
    """The words of the clause before a piece (nearest first) and behind it; other amounts are `ANDERE`.

    `oeffner` is the conjunction the clause begins with ("ob", "dass"), `verneint` says that "nicht" stands before it,
    `fragt` that the clause ends with a question mark.
    """

    links: list[str]
    rechts: list[str]
    oeffner: str = ""
    verneint: bool = False
    fragt: bool = False

    @cached_property
    def klausel(self) -> frozenset[str]:
        """All the words, in no order."""
        return frozenset(self.links).union(self.rechts)

    def neben(self, count: int = 1) -> list[str]:
        """The nearest words before that do not only soften."""
        return self._nearest[:count]

    @cached_property
    def _nearest(self) -> list[str]:
        return [word for word in self.links if word not in _SOFT]


def umfeld(pieces: Sequence[Stueck], first: int, last: int) -> Umfeld:
    """The surroundings of the pieces `first` to `last`."""
    reach = pieces[max(0, first - WINDOW) : first][::-1]
    before, seen = _window_before(reach)
    opener = reach[seen].wort if seen < len(reach) else ""
    denied = opener == "dass" and not (w.NICHT | w.REFUSING_VERBS).isdisjoint(
        piece.wort for piece in reach[seen : seen + _BEFORE_DASS]
    )
    rest = pieces[last + 1 : last + 1 + WINDOW]
    behind, end = fenster(rest)
    return Umfeld(before, behind, opener, denied, fragt=end < len(rest) and rest[end].wort == "?")


def fenster(pieces: Sequence[Stueck]) -> tuple[list[str], int]:
    """The words up to the end of the clause, and how many pieces they are."""
    found: list[str] = []
    for place, piece in enumerate(pieces):
        if piece.art in ("grenze", "zeichen") or piece.wort in w.BREAKS:
            if piece.wort in _NO_SIGNS or (piece.wort == "aber" and _only_colours(pieces, place)):
                continue
            return found, place
        article = isinstance(piece.angabe, Zahlangabe) and piece.angabe.artikel
        found.append(piece.wort if article else _PLACEHOLDERS.get(piece.art, piece.wort))
    return found, len(pieces)


def _window_before(reach: Sequence[Stueck]) -> tuple[list[str], int]:
    """As `fenster`, nearest first; what is said without a comma ends before "ich kann" and "diesmal" too."""
    for place in range(len(reach) - 1):
        word = reach[place].wort
        begins = word == "diesmal" or (word == "ich" and place and reach[place - 1].wort in _FIRST_PERSON)
        if begins and reach[place + 1].wort not in w.BREAKS:
            return fenster(reach[: place + 1])
    return fenster(reach)


def _only_colours(pieces: Sequence[Stueck], place: int) -> bool:
    """ "Sind mir aber zu viel", "aber höchstens": an "aber" that begins no clause."""
    if place == 0:
        return len(pieces) > 1 and pieces[1].wort in _BOUNDING
    return pieces[place - 1].wort in _BEFORE_ABER


def is_compared(around: Umfeld) -> str:
    """The word of comparison right before: "mehr als", "länger wie", "über" → that word; else ""."""
    near = around.neben(2)
    if len(near) == 2 and near[0] in w.ALS and near[1] in _COMPARED:
        return near[1]
    return near[0] if near and near[0] in ("ueber", "unter") else ""


def is_of_someone_else(around: Umfeld) -> bool:
    """Whether the clause is about another person or matter: "mein Sohn ist drei Jahre", "die Reha geht …"."""
    before, behind = around.links, around.rechts
    return any(_is_another(word, before[place + 1 :]) for place, word in enumerate(before)) or any(
        _is_another(word, behind[:place][::-1]) for place, word in enumerate(behind)
    )


def _is_another(word: str, before_noun: Sequence[str]) -> bool:
    """Whether the noun is another's matter; "die Frau", "Herr Kaya" may be the one who is asked."""
    if word not in w.FREMD or _is_circumstance(before_noun):
        return False
    return word not in w.ANYBODY or not w.POSSESSIVE.isdisjoint(before_noun[:1])


def _is_circumstance(before_noun: Sequence[str]) -> bool:
    """ "Wegen der Kinder", "nach meiner Reha": the noun is not what the clause is about."""
    for word in before_noun:
        if word in w.CIRCUMSTANCE_ONLY:
            return True
        if word not in w.DETERMINERS and word not in w.FREMD and word != ANDERE:
            return False
    return False


def is_rough(around: Umfeld) -> bool:
    """Whether it was said about: "so", "etwa", "gut", "oder so"."""
    return not w.APPROX.isdisjoint((*around.links[:3], *around.rechts[:2]))
