"""What one does not know, doubts, must, or first wants to hear more about is no choice of a module.
Conditions and other people stand in `modul_vorbehalt`."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dialogs.verstehen.modul_vorbehalt import Umgebung
from dialogs.verstehen.wortmenge import word_set

_LOOK: Final = word_set(
    "anschauen angucken ansehen informieren erkundigen ueberlegen nachdenken besprechen abklaeren"
)
_FIRST: Final = word_set("erst vorher mal noch nochmal")
_TELL: Final = word_set("erzaehlen erzaehl erklaeren erklaer beschreiben zeigen sagen verraten")
_DOUBT: Final = word_set("bezweifle zweifle zweifel unsicher")
_WHETHER: Final = word_set("ob was wie wo")
_BESIDE: Final = word_set("neben")


def is_doubted(u: Umgebung) -> bool:
    """ "Ich weiß nicht, ob X", "X muss ich mir erst anschauen", "ich soll in die X", "erzählen Sie mir von X"."""
    said = [*u.before, *u.after]
    if not _LOOK.isdisjoint(said) and not _FIRST.isdisjoint(said):
        return True
    if not _TELL.isdisjoint(u.before[:1]) and "sie" in [*u.before[1:2], *u.after[:1]]:
        return True
    if not _BESIDE.isdisjoint(u.before[-2:]) or _is_sent(u):
        return True
    return _is_unsure(u) or _is_asked_about(u)


def _is_unsure(u: Umgebung) -> bool:
    own, earlier = [*pairwise(u.before), *pairwise(u.after)], [*pairwise(u.earlier)]
    unknown = ("weiss", "nicht") in earlier or ("nicht", "sicher") in earlier or not _DOUBT.isdisjoint(u.earlier)
    if unknown and not _WHETHER.isdisjoint(u.before[:1]):
        return True
    if ("nicht", "ob") in own or ("nicht", "sicher") in own or not _DOUBT.isdisjoint(u.before):
        return True
    return u.before[:1] == ["dass"] and (not _DOUBT.isdisjoint(u.earlier) or _does_not_think(u.earlier))


def _does_not_think(earlier: Sequence[str]) -> bool:
    return "nicht" in earlier and not _THINKS.isdisjoint(earlier)


_THINKS: Final = word_set("glaub glaube denk denke")


def hesitates(later: Sequence[str]) -> bool:
    """ "X, ich weiß nicht", "X, eher nicht", "X, ich muss noch überlegen"."""
    content = [word for word in later if word not in _FILLER]
    if content in (["weiss", "nicht"], ["eher", "nicht"], ["weiss", "nicht", "recht"], ["vielleicht", "nicht"]):
        return True
    return not _LOOK.isdisjoint(content) and ("muss" in content or "will" in content)


_FILLER: Final = word_set("ich hm naja na ja auch so aber ach tja aeh hm ne")


def _is_sent(u: Umgebung) -> bool:
    """ "Ich soll in die X", "ich muss in die X, sagt das Amt"."""
    if "soll" in u.before and "ich" in u.before and {"es", "also"}.isdisjoint(u.before):
        return True
    return "muss" in u.before and u.later[:1] == ["sagt"]


def _is_asked_about(u: Umgebung) -> bool:
    """ "X, was ist das?"."""
    return (
        u.later[:1] == ["was"] and not _UNKNOWN.isdisjoint(u.later) and not {"das", "da", "die"}.isdisjoint(u.later)
    )


_UNKNOWN: Final = word_set("ist macht soll lernt bringt war")
