"""Which of the modules spoken of are wanted, over all clauses: questions, corrections, afterthoughts.
What is said within one clause stands in `modul_haltung`."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from dialogs.verstehen.modul_frage import is_asked_within, questions
from dialogs.verstehen.modul_haltung import Haltung, haltung_im_satzteil
from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.modul_umschreibung import Nennung
from dialogs.verstehen.modul_verneinung import NOT, denied_after, meant
from dialogs.verstehen.modul_vorbehalt import (
    is_anothers_word,
    is_conditional,
    is_undecided,
    is_way_out,
    umgebung,
)
from dialogs.verstehen.modul_zweifel import hesitates, is_doubted
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
_REFUSAL: Final = NOT | word_set(
    "wieder doch lieber danke"
    " auf fall ach hm aeh bitte das ich will moechte mag so gar ueberhaupt dann ne jetzt noch heute bloss da hin mehr"
)
_AFTERTHOUGHT: Final = word_set("da das die dort der dahin dorthin auch wieder nochmal ich und deshalb deswegen")
_IT: Final = word_set("da das die dort der dahin dorthin auch wieder nochmal hin")
_GOING: Final = word_set(
    "will moechte moecht wuerde wuerd geh gehe mach mache nehm nehme auch hin wieder mag brauch brauche"
    " interessiert bringt gefaellt passt nix nichts wollen"
)
_ELSE: Final = word_set("anderes andere anderer neues was")
_NEAR: Final = 24
"""How many words after a module may still take it up again."""


def haltungen(words: Sequence[Wort], found: Sequence[Nennung]) -> list[Haltung]:
    """What is said of each module spoken of, in the same order."""
    clauses, asked = _clauses(words), questions(words, found)
    stances = [
        haltung_im_satzteil(words, clauses[words[n.start].clause], found, k)
        if words[n.start].sentence not in asked and not is_asked_within(words, clauses, words[n.start].clause)
        else Haltung.OTHERS
        for k, n in enumerate(found)
    ]
    _read_forethoughts(words, clauses, found, stances)
    _read_reservations(words, clauses, found, stances)
    _drop_corrected(words, found, stances)
    _read_afterthoughts(words, clauses, found, stances)
    return _decided(words, stances)


def _read_reservations(
    words: Sequence[Wort], clauses: dict[int, range], found: Sequence[Nennung], stances: list[Haltung]
) -> None:
    for k, nennung in enumerate(found):
        if stances[k] is not Haltung.WANTED:
            continue
        around = umgebung(words, clauses, nennung.start, nennung.end)
        if is_way_out(around):
            stances[k] = Haltung.DROPPED
        elif is_anothers_word(around) or is_doubted(around):
            stances[k] = Haltung.OTHERS
        elif is_conditional(around):
            stances[k] = Haltung.OPEN


def _decided(words: Sequence[Wort], stances: list[Haltung]) -> list[Haltung]:
    """Who cannot decide between several has chosen none."""
    if stances.count(Haltung.WANTED) > 1 and is_undecided(words):
        return [Haltung.OPEN if stance is Haltung.WANTED else stance for stance in stances]
    return stances


def _clauses(words: Sequence[Wort]) -> dict[int, range]:
    starts: dict[int, int] = {}
    for place, word in enumerate(words):
        starts.setdefault(word.clause, place)
    bounds = [*starts.items(), (-1, len(words))]
    return {clause: range(start, end) for (clause, start), (_, end) in pairwise(bounds)}


def _read_forethoughts(
    words: Sequence[Wort], clauses: dict[int, range], found: Sequence[Nennung], stances: list[Haltung]
) -> None:
    """ "War ich schon, in der X": what was said just before the module is past."""
    for k, nennung in enumerate(found):
        clause = words[nennung.start].clause
        if k and words[found[k - 1].start].clause >= clause - 2:
            continue
        before = clauses.get(clause - 1, range(0))
        said = {words[place].wort for place in before}
        if stances[k] is Haltung.WANTED and said and said <= _BEEN_THERE and not said.isdisjoint(_BEEN):
            stances[k] = Haltung.PAST


_BEEN: Final = word_set("war gemacht hatte durch besucht kenn kenne absolviert hinter")
_BEEN_THERE: Final = _BEEN | word_set("ich schon da hab habe bereits mal schonmal mir die das ist")


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
            window = [word.wort for word in words[since : min(places.stop, since + _NEAR)]]
            _revive(window, stances, latest)
            if _once_more([words[place].wort for place in places]):
                _revive_if_past(stances, latest)


def _look_back(clause: Sequence[str], stances: list[Haltung], latest: int) -> None:
    """ "X? Da war ich schon."."""
    said = {*clause}
    if stances[latest] is Haltung.WANTED and said <= _BEEN_THERE | {"dort"} and not said.isdisjoint(_BEEN):
        stances[latest] = Haltung.PAST


_REST: Final = word_set("anderen andern andere anderes rest")
"""What is denied of the others is not denied of this one."""
_FULL: Final = word_set("voll ausgebucht belegt")


def _is_full(clause: Sequence[str]) -> bool:
    """ "Lieber X, aber die ist voll"."""
    after_but = clause[1:] if clause[:1] == ["aber"] else clause
    return after_but[:2] in (["die", "ist"], ["da", "ist"], ["das", "ist"]) and not _FULL.isdisjoint(clause)


_ALL_OF_THEM: Final = word_set("alles alle beides beide")
_NOT_KNOWN: Final = word_set("kenn kenne ich nicht sagt mir nichts nix gar ueberhaupt das die")


def _deny_all(stances: list[Haltung], latest: int) -> None:
    """ "X, Y, alles Quatsch"."""
    for k in range(latest, -1, -1):
        if stances[k] is not Haltung.WANTED:
            break
        stances[k] = Haltung.DENIED


def _take_back(stances: list[Haltung], latest: int) -> None:
    """None of those named up to here is chosen; stops where that was already said."""
    for k in range(latest, -1, -1):
        if stances[k] is Haltung.OPEN:
            break
        stances[k] = Haltung.OPEN if stances[k] is Haltung.WANTED else stances[k]


_LET_IT: Final = word_set("lass lassen vergiss mal wir sie das es lieber sein bleiben stecken")


def _deny(clause: Sequence[str], stances: list[Haltung], latest: int) -> None:
    if clause in (["wozu"], ["wieso"], ["warum"], ["wofuer"], ["was", "soll", "ich"]) or _is_full(clause):
        stances[latest] = Haltung.DENIED
    if {*clause} <= _LET_IT and not {*clause}.isdisjoint({"lass", "lassen", "vergiss"}):
        stances[latest] = Haltung.DENIED
    if {*clause} <= _NOT_KNOWN and not NOT.isdisjoint(clause) and not {"kenn", "kenne", "sagt"}.isdisjoint(clause):
        stances[latest] = Haltung.OTHERS
    if stances[latest] is Haltung.WANTED and hesitates(clause[:_NEAR]):
        _take_back(stances, latest)
    said = meant(clause[1:] if clause[:1] in (["dass"], ["weil"]) else clause)
    relieved = "muss" in clause and "hin" not in clause
    refuses = any(word in NOT for word in said) and not relieved
    if not refuses and ("abgelehnt" in clause or ("lehnt" in clause and "ab" in clause)):
        stances[latest] = Haltung.DENIED
        return
    if not _ALL_OF_THEM.isdisjoint(clause) and _REST.isdisjoint(clause) and (denied_after(clause) or "zu" in clause):
        _deny_all(stances, latest)
        return
    if not _REST.isdisjoint(clause[:3]):
        return
    if stances[latest] is Haltung.WANTED and refuses and (_about_it(said) or all(word in _REFUSAL for word in said)):
        stances[latest] = Haltung.DENIED


def _revive(clauses: Sequence[str], stances: list[Haltung], latest: int) -> None:
    said = meant(clauses)
    again = (
        (_about_it(said) and _is_mine(said)) or _sounds(said) or _once_more(said) or _takes(said) or _will_try(said)
    ) and not any(word in _ELSE or word in NOT for word in said)
    if again and stances[latest] in {Haltung.PAST, Haltung.OTHERS, Haltung.OPEN}:
        stances[latest] = Haltung.WANTED


def _revive_if_past(stances: list[Haltung], latest: int) -> None:
    if stances[latest] is Haltung.PAST:
        stances[latest] = Haltung.WANTED


def _will_try(said: Sequence[str]) -> bool:
    """ "…, will ich mal probieren", "…, dabei bleib ich"."""
    wants = not {"will", "moechte", "moecht", "wuerde"}.isdisjoint(said) and not _TRIES.isdisjoint(said)
    return wants or said[:2] in (["dabei", "bleib"], ["dabei", "bleibe"])


_TRIES: Final = word_set("probieren ausprobieren versuchen testen kennenlernen mitmachen")


def _takes(said: Sequence[str]) -> bool:
    """ "…, nimmt er an"."""
    return said[:1] != [] and said[0] in {"nimmt", "nehme", "nehm"} and "an" in said[:5]


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
