"""Which module remains where one is corrected or set against another: "X, nee, Y", "eigentlich X, aber Y".
What is said of a module in clauses after it stands in `modul_nachgedanke`."""

from collections.abc import Sequence
from typing import Final

from dialogs.verstehen.modul_haltung import Haltung
from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.modul_umschreibung import Nennung
from dialogs.verstehen.wortmenge import word_set

_STRONG: Final = word_set(
    "nee nein noe quatsch stopp warte wart sorry entschuldigung verzeihung falsch moment bloedsinn vielmehr vertan"
    " tschuldigung tschuldige sry ups huch versprochen gemeint korrigiere ach meine mein"
)
_WEAK: Final = word_set("ne aeh aehm oeh eh doch besser halt")
_FIRST_THOUGHT: Final = word_set(
    "eigentlich urspruenglich wollte dachte hatte zuerst vorher frueher gedacht anfangs tendenz vorhin"
)
_TURN: Final = word_set("nehmen schreiben aber jetzt nun doch sondern lieber stattdessen inzwischen")


def drop_corrected(words: Sequence[Wort], found: Sequence[Nennung], stances: list[Haltung]) -> None:
    """ "X, nee, Y" and "eigentlich X, aber dann Y": the earlier ones go when the later one is wanted."""
    for k in range(1, len(found)):
        if stances[k] is not Haltung.WANTED or stances[k - 1] not in {Haltung.WANTED, Haltung.DROPPED}:
            continue
        between = words[found[k - 1].end : found[k].start]
        if _corrects(between) or _turns(words, found, k):
            for earlier in range(k - 1, -1, -1):
                if stances[earlier] is Haltung.DROPPED and earlier < k - 1:
                    break
                if stances[earlier] is Haltung.WANTED:
                    stances[earlier] = Haltung.DROPPED


def _corrects(between: Sequence[Wort]) -> bool:
    said = {word.wort for word in between}
    if not said.isdisjoint(_STRONG) or {"anders", "ueberlegt"} <= said:
        return True
    return not said.isdisjoint(_WEAK) and said.isdisjoint({"und", "oder"})


def _turns(words: Sequence[Wort], found: Sequence[Nennung], k: int) -> bool:
    said = [word.wort for word in words[found[k - 1].end : found[k].start]]
    between, since = {*said}, {*_since_but(said)}
    start = found[k - 2].end if k > 1 else 0
    first = {word.wort for word in words[max(start, found[k - 1].start - 8) : found[k - 1].start]} | between
    if _prefers(words, found, k) and not {"oder", "auch"} & since:
        return True
    if not _BUT.isdisjoint(since) and since.isdisjoint(_ADDS | {"oder"}):
        return True
    if between.isdisjoint(_TURN) or "oder" in between:
        return False
    return not first.isdisjoint(_FIRST_THOUGHT) or {"aber", "lieber"} <= between or _but_i(between)


_CHANGES: Final = word_set("wechseln wechsle wechsel umsteigen rueber umschwenken")
_COMPARED: Final = word_set("besser wichtiger sinnvoller naeher nuetzlicher lieber interessanter")
_ADDS: Final = word_set("auch noch dazu zusaetzlich danach dann spaeter und")
_CHOICE: Final = word_set("will moechte moecht nehm nehme brauch brauche geh gehe mach mache sag sage wuerde waehle")


def _prefers(words: Sequence[Wort], found: Sequence[Nennung], k: int) -> bool:
    """ "…, Y passt besser", "… und will in die Y wechseln"."""
    end = found[k + 1].start if k + 1 < len(found) else len(words)
    after = {word.wort for word in words[found[k].end : min(end, found[k].end + 6)]}
    meant_it = "ich" in after and not after.isdisjoint({"mein", "meine", "meinte"})
    return meant_it or (not after.isdisjoint(_CHANGES | _COMPARED) and "als" not in after)


def _but_i(between: set[str]) -> bool:
    """ "Nichts gegen X, aber ich brauch Y"."""
    mine = "ich" in between and not between.isdisjoint(_CHOICE)
    return "aber" in between and mine and between.isdisjoint(_ADDS)


def _since_but(said: Sequence[str]) -> Sequence[str]:
    """What is said after the last "aber"; all of it where there is none."""
    at = max((at for at, word in enumerate(said) if word in _BUT), default=0)
    return said[at:]


_BUT: Final = word_set("aber trotzdem dennoch")
