"""What stands around one piece of a text, within its clause: denied, compared, about someone else.

Questions about neighbours only, each of bounded cost; what is concluded from them stands in `aussagen`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.mengenangabe import Zahlangabe
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words

_WINDOW = 12
ANDERE = "#"
"""Stands for another amount or day in a window."""
TURNUS = "%"
"""Stands for a frequency in a window."""
_PLACEHOLDERS = {"menge": ANDERE, "tag": ANDERE, "zahl": ANDERE, "turnus": TURNUS}
_NO_SIGNS = ('"', "~", "*", "„", "“", "”", "«", "»")
"""Signs that end no clause."""
_NO_UNFIT = words("bis kein keine ohne")
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
_NEGATED_SOFT = words("gleich unbedingt die das den ganze ganzen ganzes volle vollen wieder so schon gerade nur auch")
_HARMLESS_BEFORE_NICHT = w.MEHR | w.WENIGER | w.KNOWING
_DENYING = w.NICHT | w.KEIN | words("kaum ungern")
_BOUNDING = w.HOECHSTENS | w.MINDESTENS
_COMPARED = w.MEHR | w.WENIGER
_OPENING_WORDS = w.CORRECTS | words("ne ja aber doch")
_REACHES = words("reichen reicht langen langt genuegen genuegt")
_BEFORE_ABER = words("sind ist waere waeren wird werden mir mich uns das schaff schaffe kann")
_OUTCRY = words(
    "krise traeumen traeum traeumt spinnt spinnst spinnen bekloppt verarschen verarscht never kotzen plemplem vogel "
    "durchdrehen sterbe eingehe"
)
_PRONOUN_OPENERS = words("kommt geht klappt auf so solange das dat dit des dis ist is sind")


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
    reach = pieces[max(0, first - _WINDOW) : first][::-1]
    before, seen = _window_before(reach)
    opener = reach[seen].wort if seen < len(reach) else ""
    denied = opener == "dass" and not (w.NICHT | w.REFUSING_VERBS).isdisjoint(
        piece.wort for piece in reach[seen : seen + _BEFORE_DASS]
    )
    rest = pieces[last + 1 : last + 1 + _WINDOW]
    behind, end = _window(rest)
    return Umfeld(before, behind, opener, denied, fragt=end < len(rest) and rest[end].wort == "?")


def _window(pieces: Sequence[Stueck]) -> tuple[list[str], int]:
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
    """As `_window`, nearest first; what is said without a comma ends before "ich kann" and "diesmal" too."""
    for place in range(len(reach) - 1):
        word = reach[place].wort
        begins = word == "diesmal" or (word == "ich" and place and reach[place - 1].wort in _FIRST_PERSON)
        if begins and reach[place + 1].wort not in w.BREAKS:
            return _window(reach[: place + 1])
    return _window(reach)


def _only_colours(pieces: Sequence[Stueck], place: int) -> bool:
    """ "Sind mir aber zu viel", "aber höchstens": an "aber" that begins no clause."""
    if place == 0:
        return len(pieces) > 1 and pieces[1].wort in _BOUNDING
    return pieces[place - 1].wort in _BEFORE_ABER


def is_negated_before(around: Umfeld) -> bool:
    """ "Nicht drei Monate", "nicht gleich drei Monate"; but not "weiß nicht, drei Monate"."""
    if around.links[:1] == ["fall"] and around.links[1:2] and around.links[1] in w.KEIN:
        return True
    if around.links[:1] == ["ausser"]:
        return True
    if around.links[:1] == ["noch"] and "weder" in around.links[1:4]:
        return True
    for place, word in enumerate(around.links):
        if word in w.NICHT:
            if place + 1 == len(around.links):
                return around.oeffner not in ("wenn", "falls")
            return around.links[place + 1] not in w.KNOWING
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
            before = found[place - 1] if place else ""
            fine = following_word in w.FINE_AFTER_NICHT and not (following_word == "ganz" and before in _REACHES)
            return not (before in _HARMLESS_BEFORE_NICHT or fine)
        if word == "zu" and following_word in w.ZU:
            return True
        if word in w.UNFIT and not (place and found[place - 1] in _NO_UNFIT):
            return True
        if word in w.KEIN and following_word in ("fall", "chance", "option", "lust", "thema"):
            return True
    return False


def is_judged(around: Umfeld) -> bool:
    """ "Drei Monate klingt viel", "… lehnt er ab", "… scheiden aus": no amount that is wanted."""
    if not w.REFUSING_VERBS.isdisjoint(around.klausel):
        return True
    behind = around.rechts
    if not behind or behind[0] not in w.SOUNDS or not w.NICHT.isdisjoint(behind) or "genug" in behind:
        return False
    return not w.MUCH.isdisjoint(behind[1:5])


def is_refused_next(pieces: Sequence[Stueck], last: int) -> bool:
    """ "Drei Monate, das ist mir zu lang", "…, zu lang"; but not "…, mehr ist mir zu lang"."""
    place = last + 1
    while place < len(pieces) and place < last + 4 and pieces[place].art in ("grenze", "zeichen"):
        place += 1
    if place == last + 1 or place >= len(pieces):
        return False
    while place < len(pieces) and pieces[place].wort in _OPENING_WORDS:
        place += 1
    clause, _ = _window(pieces[place : place + _WINDOW])
    if pieces[last + 1].wort == "?" and ANDERE not in clause and has_refusal(clause):
        return True
    if clause[:1] in (["nie"], ["niemals"]):
        return True
    if not clause or ANDERE in clause or _plain_no(clause):
        return False
    if not _OUTCRY.isdisjoint(clause):
        return True
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
    return not (_DENYING.isdisjoint(around.links[:8]) and _DENYING.isdisjoint(around.rechts)) or has_refusal(
        around.rechts
    )


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
