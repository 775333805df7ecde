"""Conditions without "wenn": a clause that begins with its verb, and what would follow from it.

"Sag ich drei Monate, lachen alle" claims nothing. Conditions with a conjunction are read in `hoerensagen`.
"""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.umfeld import Umfeld, umfeld
from dialogs.verstehen.woerter import words

_LONGEST = 12


def is_on_condition(pieces: Sequence[Stueck], first: int, last: int, around: Umfeld) -> bool:
    """Whether the amount stands in such a condition, or in what would be if one only could."""
    clause = around.links[::-1]
    before, behind = first - len(around.links) - 1, last + len(around.rechts) + 1
    if _opens(pieces, before) and _is_verb_first(clause):
        return _is_supposed(pieces, behind, around)
    if (
        before < 1
        or pieces[before].wort != ","
        or not (clause[:1] and (clause[0] in _UNREAL or _is_verb_first(clause)))
    ):
        return False
    earlier = umfeld(pieces, before, before).links[::-1]
    if not _is_verb_first(earlier) or not _opens(pieces, before - len(earlier) - 1):
        return False
    ends = around.neben()[:1] == ["nach"] and earlier[1] != "ich"
    return ends or (clause[0] in _UNREAL and earlier[0] in _UNREAL)


def _opens(pieces: Sequence[Stueck], place: int) -> bool:
    """Whether a sentence begins behind this place, small words like "na ja," left out."""
    while place >= 0 and (pieces[place].wort in _SMALL or pieces[place].wort == ","):
        place -= 1
    return place < 0 or pieces[place].art == "grenze"


def _is_supposed(pieces: Sequence[Stueck], behind: int, around: Umfeld) -> bool:
    """What follows begins with its verb as well: "… drei Monate, lachen alle"; no "…, denke ich", "…, passt das"."""
    if around.links[-2:-1] == ["wir"] or behind >= len(pieces) or pieces[behind].wort != ",":
        return False
    follows = umfeld(pieces, behind, behind)
    if follows.fragt or not _is_verb_first(follows.rechts):
        return False
    verb, subject = follows.rechts[:2]
    if not (w.PLANNED | _SAID).isdisjoint(follows.klausel) or (verb in _THINKS and subject == "ich"):
        return False
    return not ({"das", "es"} & {*follows.rechts[1:3]} and verb in _FITS and w.NICHT.isdisjoint(follows.klausel))


def _is_verb_first(clause: Sequence[str]) -> bool:
    """Whether a clause begins with a verb and its subject: "sag ich", "klappt das", "meckert mein Mann"."""
    if len(clause) < 2 or clause[0] in _NO_VERBS or clause[0] in w.BREAKS or not clause[0].isalpha():
        return False
    if clause[1] in _PRONOUNS:
        return not (clause[1] == "sie" and clause[0].endswith("en"))
    subject = clause[2:3] if clause[1] in _TO_WHOM else clause[1:2]
    named = subject[:1] != [] and (subject[0] in _ARTICLES or (subject[0] in _PRONOUNS and len(clause) > 2))
    return named and clause[0].endswith(("t", "n", "e", "s"))


_SMALL = words("na ja naja tja ach puh und aber also hm oh nee nein denn ok okay")
_PRONOUNS = words("ich er es man wir ihr du sie alle jeder jemand keiner niemand")
_TO_WHOM = words("mir mich uns sich")
_ARTICLES = words("das der die mein meine unser unsere ihr ihre dein deine sein seine")
_NO_VERBS = words(
    "dass weil wenn ob damit denn obwohl bevor nachdem bis seit seitdem sobald solange sofern soweit falls wie was "
    "wo wer wann warum wieso weshalb woher wohin da als indem waehrend ehe sodass und oder aber sondern doch ja "
    "nein nee na also ach tja auch nur schon noch erst jetzt nicht sofort fast mit recht leicht vielleicht selbst "
    "gut eben gegen morgen wegen neben zwischen ausser unten oben aussen innen nach aus bei von zu fuer um durch "
    "ohne an auf in im ins vor hinter ueber unter trotz statt anstatt samt laut bloss sogar gerade genau die der "
    "das den dem des ein eine einen einem einer mein meine dein deine sein seine ihr ihre ihren ihrem unser unsere "
    "mir mich dir dich uns euch sich wem wen welche welcher welches diese dieser dieses so dort hier dann danach "
    "sonst bitte gern gerne lieber heute alle beide jede jeder jedes keine kein keiner"
)
_UNREAL = words(
    "haette haett haetten waere waer waeren kaeme kaemen ginge gaebe gaeb muesste muesst koennte koennt koennten "
    "duerfte wuerde wuerd wuerden bekaeme faende bliebe liesse braeuchte wuesste"
)
_THINKS = words(
    "denk denke glaub glaube schaetz schaetze hoff hoffe mein meine find finde vermute nehm rechne sag sage "
    "tipp tippe"
)
_SAID = words("gesagt sagen gesprochen")
_FITS = words("passt reicht geht klappt stimmt langt genuegt ginge reichte passte sollte muesste waere ist")
