"""Which of the modules spoken of are wanted: denied, past, other people's and dropped ones are not.
What is a module stands in `modul_nennung`."""

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import Final

from dialogs.verstehen.modul_nennung import Nennung, Wort
from dialogs.verstehen.wortmenge import word_set


class Haltung(Enum):
    """What the speaker says of a module."""

    WANTED = 1
    DENIED = 2
    PAST = 3
    OTHERS = 4
    DROPPED = 5


_NOT: Final = word_set(
    "nicht nich net ned nie niemals nix nichts kein keine keinen keinem keiner keins nein nee noe ohne weder ausser"
)
_NO: Final = word_set(
    "nein nee noe"
)
_BAD: Final = word_set(
    "doof bloed langweilig quatsch mist schlecht bloedsinn unnoetig ueberfluessig sinnlos scheisse aetzend nervig"
)
_NEUTRAL_AFTER: Final = word_set(
    "nur schlecht uebel verkehrt dumm wahr anders sicher genau schlimm weit schwer lange lang bloed doof langweilig"
    " falsch zuletzt teuer zuviel gewusst gegen dagegen ahnung problem frage thema stress zeit ob was wie welche"
)
_NEUTRAL_BEFORE: Final = word_set(
    "warum wieso weshalb weiss weisz wees oder"
)
_SOFTENER: Final = word_set(
    "so ganz allzu mal zu mehr"
)
_LINKS: Final = word_set(
    "und oder die der das den dem in auch noch zur zum ne n auf an fuer beim im mit von ans mehr so"
)
_MUCH: Final = word_set(
    "zu viel zuviel"
)
_AGAINST: Final = word_set(
    "statt anstatt anstelle ausser ohne"
)
_BETTER: Final = word_set(
    "lieber eher besser mehr interessanter wichtiger nuetzlicher sinnvoller lieba"
)
_FALLBACK: Final = word_set(
    "notfalls not ersatzweise sonst ansonsten"
)

_DONE: Final = word_set(
    "gemacht durch fertig hinter besucht absolviert abgeschlossen gewesen teilgenommen mitgemacht beendet"
    " durchlaufen abgebrochen aufgehoert"
)
_WAS: Final = word_set(
    "hab habe hatte hatten bin war waren haben nachdem wurde"
)
_KNOWN: Final = word_set(
    "war hatte kenn kenne kannte"
)
_EARLIER: Final = word_set(
    "schon bereits letztes letzten letzte frueher damals vorher mal schonmal 2022 2023 2024 2025 2026"
)
_WISH: Final = word_set(
    "will moechte moecht wuerde wuerd wieder nochmal gern gerne nehm nehme entschieden wollen gedacht vor ueberlegt"
    " ausgesucht vorgestellt vorgenommen angemeldet"
)
_ME: Final = word_set(
    "ich wir mich mir uns"
)
_SOMEBODY: Final = word_set(
    "bruder schwester kumpel freund freundin nachbar nachbarin kollege kollegin mann frau sohn tochter mutter vater"
    " cousin cousine bekannter bekannte bekannten onkel tante schwager schwaegerin nichte neffe mama papa bruders"
    " kumpels freunde nachbarn kollegen leute jemand alle oma opa kind kinder geschwister eltern partner partnerin"
)
_OWNER: Final = word_set(
    "mein meine meinem meiner meinen ein eine einer einem der die viele dein deine unser unsere jemand alle"
)

_STRONG: Final = word_set(
    "nee nein noe quatsch stopp warte wart sorry entschuldigung verzeihung falsch moment bloedsinn vielmehr vertan"
    " versprochen korrigiere ach meine mein"
)
_WEAK: Final = word_set(
    "ne aeh aehm oeh eh doch besser halt"
)
_FIRST_THOUGHT: Final = word_set(
    "eigentlich urspruenglich wollte dachte hatte zuerst vorher frueher gedacht anfangs"
)
_TURN: Final = word_set(
    "aber jetzt nun doch sondern lieber stattdessen inzwischen"
)
_REFUSAL: Final = _NOT | word_set(
    "doch lieber danke auf fall ach hm aeh bitte das ich will moechte mag so gar ueberhaupt dann ne bloss da hin"
    " mehr"
)
_AFTERTHOUGHT: Final = word_set(
    "da das die dort der dahin dorthin auch wieder nochmal ich und deshalb deswegen"
)
_IT: Final = word_set(
    "da das die dort der dahin dorthin auch wieder nochmal hin"
)
_GOING: Final = word_set(
    "will moechte moecht wuerde wuerd geh gehe mach mache nehm nehme auch hin wieder mag brauch brauche"
    " interessiert bringt gefaellt passt nix nichts wollen"
)
_ELSE: Final = word_set(
    "anderes andere anderer neues was"
)
_ASK: Final = word_set(
    "was wie wo wann wer welche welches welcher worum wozu wofuer wieso warum"
)
_ASK_VERB: Final = word_set(
    "ist sind macht machen geht heisst lernt laeuft bedeutet passiert kostet dauert lange viel oft findet kann gibt"
    " soll war bringt muss"
)
_ASK_FIRST: Final = word_set(
    "ist gibt hat muss sind gibts isn dauert kostet"
)


def haltungen(words: Sequence[Wort], found: Sequence[Nennung]) -> list[Haltung]:
    """What is said of each module spoken of, in the same order."""
    clauses, questions = _clauses(words), _questions(words)
    stances = [
        _in_clause(words, clauses[words[n.start].clause], found, k)
        if words[n.start].sentence not in questions
        else Haltung.OTHERS
        for k, n in enumerate(found)
    ]
    _drop_corrected(words, found, stances)
    _read_afterthoughts(words, clauses, found, stances)
    return stances


def _clauses(words: Sequence[Wort]) -> dict[int, range]:
    starts: dict[int, int] = {}
    for place, word in enumerate(words):
        starts.setdefault(word.clause, place)
    bounds = [*starts.items(), (-1, len(words))]
    return {clause: range(start, end) for (clause, start), (_, end) in pairwise(bounds)}


def _questions(words: Sequence[Wort]) -> set[int]:
    """The sentences that ask about a module instead of choosing one."""
    asked: set[int] = set()
    previous = -1
    for place, word in enumerate(words):
        if word.sentence == previous:
            continue
        if place and word.zeichen == "?" and words[_first_of(words, place - 1, previous)].wort in _ASK_FIRST:
            asked.add(previous)
        following = words[place + 1].wort if place + 1 < len(words) else ""
        if word.wort in _ASK and following in _ASK_VERB:
            asked.add(word.sentence)
        previous = word.sentence
    return asked


def _first_of(words: Sequence[Wort], place: int, sentence: int) -> int:
    while place and words[place - 1].sentence == sentence:
        place -= 1
    return place


# --- within one clause ---------------------------------------------------------------------------


def _in_clause(words: Sequence[Wort], clause: range, found: Sequence[Nennung], k: int) -> Haltung:
    start = max(clause.start, found[k - 1].end if k else 0)
    end = min(clause.stop, found[k + 1].start if k + 1 < len(found) else len(words))
    before = [word.wort for word in words[start : found[k].start]]
    after = [word.wort for word in words[found[k].end : max(end, found[k].end)]]
    if _set_aside(words, before, found[k].start):
        return Haltung.DROPPED
    if _denied_before(before) or _denied_after(after) or _denied_along(words, clause, found, k):
        return Haltung.DENIED
    everything = {*before, *after}
    if _is_past(before, after):
        return Haltung.PAST
    return Haltung.OTHERS if _is_others(before + after, everything) else Haltung.WANTED


def _set_aside(words: Sequence[Wort], before: Sequence[str], place: int) -> bool:
    """ "statt X", "lieber Y als X", "zur Not X"."""
    near = [word for word in before[-4:] if word not in _LINKS]
    if not near:
        return False
    if near[-1] in _AGAINST - {"ohne", "ausser"} or near[-1] in _FALLBACK:
        return True
    recent = {word.wort for word in words[max(0, place - 12) : place]}
    return near[-1] in {"als", "wie"} and not recent.isdisjoint(_BETTER)


def _denied_before(before: Sequence[str]) -> bool:
    return any(word in _NOT - _NO for word in _meant(before))


def _denied_after(after: Sequence[str]) -> bool:
    meant = _meant(after)
    too_much = any(one == "zu" and two in _TOO for one, two in pairwise(after))
    return too_much or any(word in _NOT or word in _BAD for word in meant)


_TOO: Final = word_set(
    "alt jung krank muede weit schwer lang lange teuer anstrengend frueh spaet viel stressig kompliziert"
)


def _meant(words: Sequence[str]) -> list[str]:
    """The words without those a harmless "not" belongs to: nicht nur, nicht schlecht, warum nicht, weiß nicht."""
    kept: list[str] = []
    skip = -1
    for place, word in enumerate(words):
        if place <= skip:
            continue
        if word in _NOT:
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
    earlier = [word for word in words[max(0, place - 2) : place] if word != "gar"][-1:]
    return bool(earlier) and (
        earlier[0] in _NEUTRAL_BEFORE
        or (earlier[0] in {"als", "sonst", "weiter"} and words[place] in {"nichts", "nix"})
    )


def _not_yet(words: Sequence[str], place: int) -> bool:
    """ "noch nie", "noch nicht gemacht" speaks of a module that is still to come."""
    later = words[place + 1 : place + 3]
    return place > 0 and words[place - 1] == "noch" and any(word in _DONE or word in _KNOWN for word in later)


def _denied_along(words: Sequence[Wort], clause: range, found: Sequence[Nennung], k: int) -> bool:
    """ "keine X oder Y": the denial holds for Y too; "weder X noch Y" likewise."""
    if not k or found[k - 1].start < clause.start:
        return False
    between = [word.wort for word in words[found[k - 1].end : found[k].start]]
    if not between or any(word not in _LINKS for word in between):
        return False
    start = max(clause.start, found[k - 2].end if k > 1 else 0)
    earlier = [word.wort for word in words[start : found[k - 1].start]]
    return _denied_before(earlier)


def _is_past(before: Sequence[str], after: Sequence[str]) -> bool:
    around = {*before, *after}
    if _comes_from(before):
        return True
    if not around.isdisjoint(_WISH) or ("noch" in around and not around.isdisjoint({"nie", "nicht"})):
        return False
    if not around.isdisjoint(_DONE) and not around.isdisjoint(_WAS):
        return True
    if not around.isdisjoint(_KNOWN) and not around.isdisjoint(_EARLIER):
        return True
    pairs = {*pairwise(before), *pairwise(after)}
    return not pairs.isdisjoint(_PAST_PAIRS)


_PAST_PAIRS: Final = frozenset(
    {("ich", "war"), ("war", "ich"), ("ich", "hatte"), ("hatte", "ich"), ("letztes", "mal"), ("letztes", "jahr")}
)


def _comes_from(before: Sequence[str]) -> bool:
    near = [word for word in before[-4:] if word not in _LINKS]
    return bool(near) and near[-1] in {"aus", "nach"} and near[-2:-1] != ["mir"]


def _is_others(clause: Sequence[str], around: set[str]) -> bool:
    if not around.isdisjoint({"ich", "wir", "will", "moechte"}) or "mit" in around or "wie" in around:
        return not around.isdisjoint({"erzaehlt", "gehoert"}) and not around.isdisjoint(_SOMEBODY)
    return any(one in _OWNER and two in _SOMEBODY for one, two in pairwise(clause))


# --- across clauses ------------------------------------------------------------------------------


def _drop_corrected(words: Sequence[Wort], found: Sequence[Nennung], stances: list[Haltung]) -> None:
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
    if not said.isdisjoint(_STRONG):
        return True
    return not said.isdisjoint(_WEAK) and said.isdisjoint({"und", "oder"})


def _turns(words: Sequence[Wort], found: Sequence[Nennung], k: int) -> bool:
    between = {word.wort for word in words[found[k - 1].end : found[k].start]}
    start = found[k - 2].end if k > 1 else 0
    first = {word.wort for word in words[max(start, found[k - 1].start - 8) : found[k - 1].start]} | between
    if between.isdisjoint(_TURN) or "oder" in between:
        return False
    return not first.isdisjoint(_FIRST_THOUGHT) or {"aber", "lieber"} <= between


def _read_afterthoughts(
    words: Sequence[Wort], clauses: dict[int, range], found: Sequence[Nennung], stances: list[Haltung]
) -> None:
    """Clauses without a module that say something of the one before: "X? Nee.", "..., da will ich auch hin"."""
    latest, since = -1, 0
    named = {words[n.start].clause: k for k, n in enumerate(found)}
    for clause, places in clauses.items():
        if clause in named:
            latest, since = named[clause], places.stop
        elif latest >= 0:
            _deny([words[place].wort for place in places], stances, latest)
            _revive([word.wort for word in words[since : min(places.stop, since + _NEAR)]], stances, latest)


_NEAR: Final = 24
"""How many words after a module may still take it up again."""


def _deny(clause: Sequence[str], stances: list[Haltung], latest: int) -> None:
    said = _meant(clause)
    refuses = any(word in _NOT for word in said)
    if stances[latest] is Haltung.WANTED and refuses and (_about_it(said) or all(word in _REFUSAL for word in said)):
        stances[latest] = Haltung.DENIED


def _revive(clauses: Sequence[str], stances: list[Haltung], latest: int) -> None:
    said = _meant(clauses)
    again = _about_it(said) and _is_mine(said) and not any(word in _ELSE or word in _NOT for word in said)
    if again and stances[latest] in {Haltung.PAST, Haltung.OTHERS}:
        stances[latest] = Haltung.WANTED


def _about_it(said: Sequence[str]) -> bool:
    return (
        bool(said)
        and said[0] in _AFTERTHOUGHT
        and any(word in _GOING for word in said)
        and any(word in _IT for word in said)
    )


def _is_mine(said: Iterable[str]) -> bool:
    return not {"ich", "will", "moechte", "wir"}.isdisjoint(said)
