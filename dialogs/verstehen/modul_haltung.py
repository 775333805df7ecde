"""What a clause says of the module named in it: wanted, denied, past, somebody else's, set aside.
Several clauses together are read in `modul_zusammenhang`."""

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import Final

from dialogs.verstehen.modul_aussage import is_statement
from dialogs.verstehen.modul_reihenfolge import comes_from, comes_later
from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.modul_umschreibung import Nennung
from dialogs.verstehen.modul_verneinung import DONE, KNOWN, NOT, denied_after, denied_before
from dialogs.verstehen.wortmenge import word_set


class Haltung(Enum):
    """What the speaker says of a module; OPEN is half a choice: on a condition, among others, with a doubt."""

    WANTED = 1
    DENIED = 2
    PAST = 3
    OTHERS = 4
    DROPPED = 5
    OPEN = 6


_LINKS: Final = word_set(
    "und oder die der das den dem in auch noch zur zum ne n auf an fuer beim im mit von ans mehr so"
    " am diese diesem dieser eure eurer"
)
_AGAINST: Final = word_set("statt anstatt anstelle gegenueber ausser ohne")
_BETTER: Final = word_set("lieber eher besser mehr interessanter wichtiger nuetzlicher sinnvoller lieba")
_FALLBACK: Final = word_set("notfalls not ersatzweise sonst ansonsten")
_HALT: Final = word_set("halt eben vielleicht dann eventuell evtl wohl ja")
_WAS: Final = word_set("hab habe hat hatte hatten bin war waren haben nachdem wurde waer waere haette")
_EARLIER: Final = word_set(
    "schon bereits letztes letzten letzte frueher damals vorher mal schonmal 2022 2023 2024 2025 2026"
)
_WISH: Final = word_set(
    "will moechte moecht wuerde wuerd wieder nochmal gern gerne nehm nehme entschieden wollen gedacht vor ueberlegt"
    " ausgesucht vorgestellt vorgenommen angemeldet"
)
_SOMEBODY: Final = word_set(
    "bruder schwester kumpel freund freundin nachbar nachbarin kollege kollegin mann frau sohn tochter mutter vater"
    " cousin cousine bekannter bekannte bekannten onkel tante schwager schwaegerin nichte neffe mama papa bruders"
    " kumpels freunde nachbarn kollegen leute jemand alle oma opa kind kinder geschwister eltern partner partnerin"
)
_OWNER: Final = word_set(
    "mein meine meinem meiner meinen ein eine einer einem der die viele dein deine unser unsere jemand alle"
)


_OPENING: Final = 12


def haltung_im_satzteil(words: Sequence[Wort], clause: range, found: Sequence[Nennung], k: int) -> Haltung:
    start = max(clause.start, found[k - 1].end if k else 0)
    end = min(clause.stop, found[k + 1].start if k + 1 < len(found) else len(words))
    before = [word.wort for word in words[start : found[k].start]]
    after = [word.wort for word in words[found[k].end : max(end, found[k].end)]]
    if after and after[-1] in NOT and k + 1 < len(found) and not words[found[k + 1].start].zeichen:
        after = after[:-1] if end == found[k + 1].start else after
    after = _without_next_denial(after) if k + 1 < len(found) and end == found[k + 1].start else after
    if not {"lehne", "lehnt"}.isdisjoint(before) and "ab" in after:
        return Haltung.DENIED
    if _set_aside(words, before, found[k].start):
        return Haltung.DROPPED
    if _never_yet(before, after):
        return Haltung.PAST
    if before[:1] == ["bleiben"] and after[:1] == ["weg"]:
        return Haltung.DENIED
    if _doubly_denied(before, after) or ("zwar" in {*before, *after} and not denied_before(before)):
        return Haltung.WANTED
    if denied_before(before) or denied_after(after) or _denied_along(words, clause, found, k):
        return Haltung.DENIED
    everything = {*before, *after}
    if _is_past(before, after):
        return Haltung.PAST
    remarked = _is_sent_there(before, after) or _is_described(before, after) or _is_heard_of(before, after)
    opening = [word.wort for word in words[clause.start : min(start, clause.start + _OPENING)]]
    remarked = remarked or comes_later(before) or is_statement(opening, before, after)
    return Haltung.OTHERS if remarked or _is_others(before + after, everything) else Haltung.WANTED


_KNEW: Final = word_set("war kenn kenne kannte")


def _never_yet(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "Ich war noch nie in der X": no choice yet, but it may become one."""
    around = {*before, *after}
    if around.isdisjoint(_KNEW) or not around.isdisjoint({"will", "moechte", "wuerde"}):
        return False
    pairs = {*pairwise(before), *pairwise(after)}
    return not pairs.isdisjoint({("noch", "nie"), ("noch", "nicht"), ("noch", "nich")})


def _doubly_denied(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "Ohne X geht's nicht", "nichts außer X"."""
    without = next((at for at, word in enumerate(before) if word in {"ohne", "ausser"}), None)
    if without is None:
        return False
    return not _NOBODY.isdisjoint(before[:without]) or (before[without] == "ohne" and "nicht" in after)


_NOBODY: Final = NOT | word_set("niemand nirgends nirgendwo")


def _without_next_denial(after: list[str]) -> list[str]:
    """ "X und nicht die Y": the denial belongs to Y."""
    for at in range(max(0, len(after) - 5), len(after) - 1):
        if after[at] == "und" and after[at + 1] in NOT and all(word in _LINKS | {"ins"} for word in after[at + 2 :]):
            return after[:at]
    return after


def _set_aside(words: Sequence[Wort], before: Sequence[str], place: int) -> bool:
    """ "statt X", "lieber Y als X", "zur Not X"."""
    near = [word for word in before[-4:] if word not in _LINKS | _HALT]
    if not near:
        return False
    if near[-1] in _AGAINST - {"ohne", "ausser"} or near[-1] in _FALLBACK:
        return True
    recent = {word.wort for word in words[max(0, place - 12) : place]}
    return near[-1] in {"als", "wie"} and not recent.isdisjoint(_BETTER)


def _denied_along(words: Sequence[Wort], clause: range, found: Sequence[Nennung], k: int) -> bool:
    """ "keine X oder Y": the denial holds for Y too; "weder X noch Y" likewise."""
    if not k or found[k - 1].start < clause.start:
        return False
    between = [word.wort for word in words[found[k - 1].end : found[k].start]]
    if not between or any(word not in _LINKS for word in between):
        return False
    start = max(clause.start, found[k - 2].end if k > 1 else 0)
    earlier = [word.wort for word in words[start : found[k - 1].start]]
    return denied_before(earlier)


def _is_past(before: Sequence[str], after: Sequence[str]) -> bool:
    around = {*before, *after}
    if comes_from(before, after) or before[:1] == ["nachdem"]:
        return True
    if after[:1] == ["hat"] and len(after) > 2 and _is_participle(after[-1]) and not {"besten", "meisten"} & around:
        return True
    if after[:2] in (["kenn", "ich"], ["kenne", "ich"]) and NOT.isdisjoint(after):
        return True
    if not _SO_FAR.isdisjoint(before[:2]) and around.isdisjoint(_WISH):
        return True
    if not around.isdisjoint(_WISH) or ("noch" in around and not around.isdisjoint({"nie", "nicht"})):
        return False
    if not around.isdisjoint(DONE) and not around.isdisjoint(_WAS):
        return True
    if not around.isdisjoint(KNOWN) and not around.isdisjoint(_EARLIER):
        return True
    pairs = {*pairwise(before), *pairwise(after)}
    return not pairs.isdisjoint(_PAST_PAIRS)


_WON_OVER: Final = word_set("ueberzeugt angesprochen begeistert gepackt interessiert gereizt angefixt")


def _is_participle(word: str) -> bool:
    """ "gefallen", "abgesagt"; but what won somebody over is a choice."""
    return word not in _WON_OVER and word.endswith(("en", "t")) and "ge" in word[:6]


_SO_FAR: Final = word_set("bisher bislang")
_IS: Final = word_set("sind ist gibt gibts sitzen sitzt lernt wird werden")
_ME: Final = word_set("ich mir mich wir uns gern gerne will moechte richtig gut")


def _is_described(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "Im Gesundheitsprojekt sind doch nur alte Leute": what it is like there is no choice."""
    if (after[:2] == ["klingt", "nach"] and _ME.isdisjoint(after)) or after[:1] == ["erinnert"]:
        return True
    if before[:1] == ["bei"] and after[-1:] == ["denken"]:
        return True
    there = before[-1:] in (["im"], ["beim"]) or before[-2:] in (["in", "der"], ["bei", "der"])
    return there and after[:1] != [] and after[0] in _IS and _ME.isdisjoint({*before, *after})


_EMPLOYERS: Final = word_set("arbeitgeber firma chef leihfirma zeitarbeit zeitarbeitsfirma betrieb")


def _is_heard_of(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "Hab von der Jobakademie gehört", "von der X hat man mir erzählt"."""
    if after[:1] in (["vom"], ["von"]) and not _EMPLOYERS.isdisjoint(after[1:4]):
        return True
    if not {"zur", "zum", "zu"}.isdisjoint(before[-2:]) and {"mir", "gesagt"} <= {*after}:
        return True
    told = before[-2:-1] in (["von"], ["ueber"]) or before[-1:] in (["vom"], ["von"], ["ueber"])
    return told and not {"gehoert", "erzaehlt", "gelesen", "hoere", "hoert"}.isdisjoint({*before, *after})


_SENDING: Final = word_set("wollen will moechten moechte schickt schicken stecken steckt wollten wollte")
_SENDERS: Final = word_set("ihr ihre der das die man frau herr amt jobcenter meine mein sie")


def _is_sent_there(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "Die wollen mich in die Jobakademie stecken": what others want of me."""
    if "mich" not in before or "ich" in before or "ich" in after:
        return False
    earlier = before[: before.index("mich")]
    return not _SENDERS.isdisjoint(earlier[:1]) and not _SENDING.isdisjoint(earlier)


_PAST_PAIRS: Final = frozenset(
    {("ich", "war"), ("war", "ich"), ("ich", "hatte"), ("hatte", "ich"), ("letztes", "mal"), ("letztes", "jahr")}
)


def _is_others(clause: Sequence[str], around: set[str]) -> bool:
    if not around.isdisjoint({"ich", "wir", "will", "moechte"}) or _with_somebody(clause) or "wie" in around:
        return not around.isdisjoint({"erzaehlt", "gehoert"}) and not around.isdisjoint(_SOMEBODY)
    return any(one in _OWNER and two in _SOMEBODY for one, two in pairwise(clause))


def _with_somebody(clause: Sequence[str]) -> bool:
    """ "Mit meiner Schwester zusammen"; not "das mit der Gesundheit"."""
    return any(
        one == "mit" and two in _OWNER and three in _SOMEBODY
        for one, two, three in zip(clause, clause[1:], clause[2:], strict=False)
    )
