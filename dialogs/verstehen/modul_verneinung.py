"""Whether the words around a module deny it; a harmless "not" (nicht nur, nicht schlecht, warum nicht) does not."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dialogs.verstehen.wortmenge import word_set

NOT: Final = word_set(
    "nicht nich net ned nie niemals nix nichts kein keine keinen keinem keiner keins nein nee noe ohne weder ausser"
)
_NO: Final = word_set("nein nee noe")
_BAD: Final = word_set(
    "doof bloed langweilig quatsch mist schlecht schlechtes bloedsinn unnoetig ueberfluessig sinnlos scheisse"
    " aetzend nervig furchtbar schrecklich grauenhaft fuerchterlich katastrophe abgelehnt ausgeschlossen"
    " ueberfordert stresst nervt langweilt"
)
_REFUSES: Final = frozenset(
    {("lehnt", "ab"), ("lehne", "ab"), ("scheidet", "aus"), ("faellt", "aus"), ("faellt", "weg")}
)
_FULL: Final = word_set("voll ausgebucht belegt ueberfuellt")
_AWAY_WITH: Final = frozenset({("weg", "mit"), ("schluss", "mit")})
_SPARED: Final = frozenset(
    {("spar", "mir"), ("spare", "mir"), ("schenk", "mir"), ("schenke", "mir"), ("lass", "weg"), ("lasse", "weg")}
    | {("lass", "aus"), ("lass", "sein"), ("lass", "bleiben"), ("lassen", "weg"), ("faellt", "flach")}
    | {("koennen", "vergessen"), ("kannst", "vergessen"), ("kann", "vergessen"), ("kann", "schon")}
    | {("bin", "weg"), ("fehlt", "mir")}
)
_STRUCK: Final = word_set("streichen streich streicht raus weglassen auslassen gestrichen")
_DOES_WITHOUT: Final = word_set("verzichte verzichtet verzichten ablehnen abgelehnt")
_NEUTRAL_AFTER: Final = word_set(
    "nein anderes andere sonst weiter weiteres"
    " nur schlecht uebel verkehrt dumm wahr anders sicher genau schlimm weit schwer lange lang bloed doof langweilig"
    " falsch zuletzt teuer zuviel gewusst gegen dagegen ahnung problem frage thema stress zeit ob was wie welche"
)
_NEUTRAL_BEFORE: Final = word_set("warum wieso weshalb weiss weisz wees oder")
_SOFTENER: Final = word_set("so ganz allzu mal zu mehr")
_TOO: Final = word_set(
    "alt jung krank muede weit schwer lang lange teuer anstrengend frueh spaet viel stressig kompliziert schnell"
    " leicht einfach"
)
DONE: Final = word_set(
    "gemacht durch fertig hinter besucht absolviert abgeschlossen gewesen teilgenommen mitgemacht beendet"
    " geputzt gearbeitet angefangen durchlaufen abgebrochen aufgehoert"
)
KNOWN: Final = word_set("war hatte kenn kenne kannte")


def denied_before(before: Sequence[str]) -> bool:
    if not _AWAY_WITH.isdisjoint(pairwise(before)):
        return True
    if before[-2:-1] == ["gegen"] and NOT.isdisjoint(before):
        return True
    if not _SCORN.isdisjoint(before) or ({"hoeren", "auf", "mit"} <= {*before}):
        return True
    if {"angst", "vor"} <= {*before} and NOT.isdisjoint(before):
        return True
    return any(word in NOT - _NO or word in _DOES_WITHOUT for word in meant(before))


_SCORN: Final = word_set("pfeif pfeife scheiss huste")


def denied_after(after: Sequence[str]) -> bool:
    said = meant(after)
    too_much = any(one == "zu" and two in _TOO for one, two in pairwise(after))
    if ("eher", "weniger") in pairwise(after) or (after[:1] == ["ist"] and not _FULL.isdisjoint(after)):
        return True
    refused = any(verb in after and particle in after for verb, particle in _REFUSES)
    refused = refused or not _DOES_WITHOUT.isdisjoint(after) or {"anders", "vorgestellt"} <= {*after}
    refused = refused or ("sagt" not in after and ("mir", "zu") in pairwise(after[:-1]))
    refused = refused or ("null" in after and "interessiert" in after)
    refused = refused or not _STRUCK.isdisjoint(after[:1])
    refused = refused or any(after[:1] == [verb] and particle in after for verb, particle in _SPARED)
    return too_much or refused or any(word in NOT or word in _BAD for word in said)


def meant(words: Sequence[str]) -> list[str]:
    """The words without those a harmless "not" belongs to: nicht nur, nicht schlecht, warum nicht, weiß nicht."""
    kept: list[str] = []
    skip = -1
    for place, word in enumerate(words):
        if place <= skip:
            continue
        if word in NOT:
            following = [w for w in words[place + 1 : place + 4] if w not in _SOFTENER][:1]
            harmless = bool(following) and following[0] in _NEUTRAL_AFTER
            if harmless:
                skip = words.index(following[0], place + 1, place + 4)
            if harmless or _harmless_after(words, place) or _not_yet(words, place):
                continue
        kept.append(word)
    return kept


def _harmless_after(words: Sequence[str], place: int) -> bool:
    """warum nicht, weiß nicht, besser als gar nichts."""
    earlier = [word for word in words[max(0, place - 3) : place] if word not in {"gar", "eigentlich", "denn"}][-1:]
    return bool(earlier) and (
        earlier[0] in _NEUTRAL_BEFORE
        or (earlier[0] in {"als", "sonst", "weiter"} and words[place] in {"nichts", "nix"})
    )


def _not_yet(words: Sequence[str], place: int) -> bool:
    """ "noch nie", "noch nicht gemacht" speaks of a module that is still to come."""
    later = words[place + 1 : place + 3]
    return place > 0 and words[place - 1] == "noch" and any(word in DONE or word in KNOWN for word in later)
