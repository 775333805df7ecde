"""Which of the modules spoken of are wanted, over all clauses: questions, corrections, afterthoughts.
What is said within one clause stands in `modul_haltung`."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from dialogs.verstehen.modul_haltung import Haltung, haltung_im_satzteil
from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.modul_umschreibung import Nennung
from dialogs.verstehen.modul_verneinung import NOT, meant
from dialogs.verstehen.wortmenge import word_set

_STRONG: Final = word_set(
    "nee nein noe quatsch stopp warte wart sorry entschuldigung verzeihung falsch moment bloedsinn vielmehr vertan"
    " versprochen korrigiere ach meine mein"
)
_WEAK: Final = word_set("ne aeh aehm oeh eh doch besser halt")
_FIRST_THOUGHT: Final = word_set("eigentlich urspruenglich wollte dachte hatte zuerst vorher frueher gedacht anfangs")
_TURN: Final = word_set("aber jetzt nun doch sondern lieber stattdessen inzwischen")
_REFUSAL: Final = NOT | word_set(
    "wieder doch lieber danke"
    " auf fall ach hm aeh bitte das ich will moechte mag so gar ueberhaupt dann ne bloss da hin mehr"
)
_AFTERTHOUGHT: Final = word_set("da das die dort der dahin dorthin auch wieder nochmal ich und deshalb deswegen")
_IT: Final = word_set("da das die dort der dahin dorthin auch wieder nochmal hin")
_GOING: Final = word_set(
    "will moechte moecht wuerde wuerd geh gehe mach mache nehm nehme auch hin wieder mag brauch brauche"
    " interessiert bringt gefaellt passt nix nichts wollen"
)
_ELSE: Final = word_set("anderes andere anderer neues was")
_ASK: Final = word_set("was wie wo wann wer welche welches welcher worum wozu wofuer wieso warum")
_ASK_VERB: Final = word_set(
    "ist sind macht machen geht heisst lernt laeuft bedeutet passiert kostet dauert lange viel oft findet kann gibt"
    " soll war bringt muss"
)
_ASK_FIRST: Final = word_set("ist gibt hat muss sind gibts isn dauert kostet")
_NEAR: Final = 24
"""How many words after a module may still take it up again."""


def haltungen(words: Sequence[Wort], found: Sequence[Nennung]) -> list[Haltung]:
    """What is said of each module spoken of, in the same order."""
    clauses, questions = _clauses(words), _questions(words)
    stances = [
        haltung_im_satzteil(words, clauses[words[n.start].clause], found, k)
        if words[n.start].sentence not in questions and not _asked_within(words, clauses, words[n.start].clause)
        else Haltung.OTHERS
        for k, n in enumerate(found)
    ]
    _read_forethoughts(words, clauses, found, stances)
    _drop_corrected(words, found, stances)
    _read_afterthoughts(words, clauses, found, stances)
    return stances


_WONDERS: Final = word_set("fragt frage fragen fragte wissen wuesste weiss erklaeren erklaert")
_MAY: Final = word_set("kann darf koennte duerfte geht moeglich")


def _asked_within(words: Sequence[Wort], clauses: dict[int, range], clause: int) -> bool:
    """ "Sie fragt, was die X ist"; but "fragt, ob er in die X kann" is a wish."""
    first, before = words[clauses[clause].start].wort, clauses.get(clause - 1, range(0))
    if first not in _ASK | {"ob"} or not any(words[place].wort in _WONDERS for place in before[-_NEAR:]):
        return False
    return first != "ob" or not any(words[place].wort in _MAY for place in clauses[clause][-_NEAR:])


def _clauses(words: Sequence[Wort]) -> dict[int, range]:
    starts: dict[int, int] = {}
    for place, word in enumerate(words):
        starts.setdefault(word.clause, place)
    bounds = [*starts.items(), (-1, len(words))]
    return {clause: range(start, end) for (clause, start), (_, end) in pairwise(bounds)}


def _questions(words: Sequence[Wort]) -> set[int]:
    """The sentences that ask about a module instead of choosing one."""
    asked = {word.sentence for place, word in enumerate(words) if _asks_advice(words, place)}
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


def _asks_advice(words: Sequence[Wort], place: int) -> bool:
    """ "X oder Y, was ist besser?"."""
    if words[place].wort not in _WHICH or not words[place].zeichen:
        return False
    return any(word.wort in _ADVICE for word in words[place + 1 : place + 4])


_WHICH: Final = word_set("was welche welches")
_ADVICE: Final = word_set("besser empfehlen empfiehlst raten passt unterschied")


def _first_of(words: Sequence[Wort], place: int, sentence: int) -> int:
    while place and words[place - 1].sentence == sentence:
        place -= 1
    return place


def _read_forethoughts(
    words: Sequence[Wort], clauses: dict[int, range], found: Sequence[Nennung], stances: list[Haltung]
) -> None:
    """ "War ich schon, in der X": what was said just before the module is past."""
    for k, nennung in enumerate(found):
        clause = words[nennung.start].clause
        if k and words[found[k - 1].start].clause == clause:
            continue
        before = clauses.get(clause - 1, range(0))
        said = {words[place].wort for place in before}
        if stances[k] is Haltung.WANTED and said and said <= _BEEN_THERE and not said.isdisjoint(_BEEN):
            stances[k] = Haltung.PAST


_BEEN: Final = word_set("war gemacht hatte")
_BEEN_THERE: Final = _BEEN | word_set("ich schon da hab habe bereits mal schonmal")


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
            _look_back([words[place].wort for place in places], stances, latest)
            _deny([words[place].wort for place in places], stances, latest)
            _revive([word.wort for word in words[since : min(places.stop, since + _NEAR)]], stances, latest)


def _look_back(clause: Sequence[str], stances: list[Haltung], latest: int) -> None:
    """ "X? Da war ich schon."."""
    said = {*clause}
    if stances[latest] is Haltung.WANTED and said <= _BEEN_THERE | {"dort"} and not said.isdisjoint(_BEEN):
        stances[latest] = Haltung.PAST


def _deny(clause: Sequence[str], stances: list[Haltung], latest: int) -> None:
    said = meant(clause[1:] if clause[:1] in (["dass"], ["weil"]) else clause)
    refuses = any(word in NOT for word in said)
    if not refuses and ("abgelehnt" in clause or ("lehnt" in clause and "ab" in clause)):
        stances[latest] = Haltung.DENIED
        return
    if stances[latest] is Haltung.WANTED and refuses and (_about_it(said) or all(word in _REFUSAL for word in said)):
        stances[latest] = Haltung.DENIED


def _revive(clauses: Sequence[str], stances: list[Haltung], latest: int) -> None:
    said = meant(clauses)
    again = ((_about_it(said) and _is_mine(said)) or _sounds(said) or _once_more(said)) and not any(
        word in _ELSE or word in NOT for word in said
    )
    if again and stances[latest] in {Haltung.PAST, Haltung.OTHERS}:
        stances[latest] = Haltung.WANTED


def _sounds(said: Sequence[str]) -> bool:
    """ "Hab von der X gehört, klingt gut"."""
    return any(word in {"klingt", "hoert"} for word in said[:2]) and any(word in _GOOD for word in said)


def _once_more(said: Sequence[str]) -> bool:
    """ "…, gerne wieder"."""
    return all(word in _AGAIN for word in said) and not {"wieder", "nochmal"}.isdisjoint(said)


_AGAIN: Final = word_set("gern gerne wieder nochmal noch mal auch jetzt jederzeit bitte immer")
_GOOD: Final = word_set("gut super toll interessant spannend prima klasse vernuenftig passend")


def _about_it(said: Sequence[str]) -> bool:
    return (
        bool(said)
        and said[0] in _AFTERTHOUGHT
        and any(word in _GOING for word in said)
        and any(word in _IT for word in said)
    )


def _is_mine(said: Iterable[str]) -> bool:
    return not {"ich", "will", "moechte", "wir"}.isdisjoint(said)
