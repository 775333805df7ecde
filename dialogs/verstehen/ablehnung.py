"""Whether what is said at a piece of a text is denied or refused: "nicht drei Monate", "… ist mir zu lang".

Questions about its neighbours (`umfeld`), each of bounded cost; what is concluded stands in `aussagen`.
"""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.umfeld import ANDERE, WINDOW, Umfeld, fenster
from dialogs.verstehen.woerter import words

_NO_UNFIT = words("bis kein keine ohne")
_NEGATED_SOFT = words("gleich unbedingt die das den ganze ganzen ganzes volle vollen wieder so schon gerade nur auch")
_HARMLESS_BEFORE_NICHT = w.MEHR | w.WENIGER | w.KNOWING
_DENYING = w.NICHT | w.KEIN | words("kaum ungern")
_OPENING_WORDS = w.CORRECTS | words("ne ja aber doch")
_PLEASANT = words("toll gut schoen gern gerne doll dolle berauschend prickelnd super begeistert prall recht")
_REACHES = words("reichen reicht langen langt genuegen genuegt")
_OUTCRY = words(
    "krise traeumen traeum traeumt spinnt spinnst spinnen bekloppt verarschen verarscht never kotzen plemplem vogel "
    "durchdrehen sterbe eingehe"
)
_PRONOUN_OPENERS = words("kommt geht klappt auf so solange das dat dit des dis ist is sind")


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
        if word == "nichts" and following_word in ("vor", "dagegen"):
            continue
        if word in w.NICHT:
            before = found[place - 1] if place else ""
            return not (before in _HARMLESS_BEFORE_NICHT or _is_fine(before, found[place + 1 : place + 3]))
        if word == "zu" and following_word in w.ZU:
            return True
        if word in w.UNFIT and not (place and found[place - 1] in _NO_UNFIT):
            return True
        if word in w.KEIN and following_word in ("fall", "chance", "option", "lust", "thema"):
            return True
    return False


def _is_fine(before: str, behind: Sequence[str]) -> bool:
    """Whether a "nicht" between these denies no amount: "nicht schlecht"; but "trau ich mir nicht zu"."""
    if list(behind[:2]) == ["die", "welt"]:
        return True
    if not behind or behind[0] not in w.FINE_AFTER_NICHT:
        return False
    if (behind[0] in w.MEHR and before) or (len(behind) == 1 and behind[0] == "zu"):
        return False
    return not (behind[0] == "ganz" and before in _REACHES) and not (
        behind[0] == "so" and behind[1:] != [] and behind[1] in _PLEASANT
    )


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
    clause, _ = fenster(pieces[place : place + WINDOW])
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


def denies(around: Umfeld) -> bool:
    """Whether the clause denies at all: before or behind, with "nicht", "kein", "nie" or "zu viel"."""
    return not (_DENYING.isdisjoint(around.links[:8]) and _DENYING.isdisjoint(around.rechts)) or has_refusal(
        around.rechts
    )
