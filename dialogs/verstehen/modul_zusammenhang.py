"""Which of the modules spoken of are wanted, over all clauses.
Within one clause: `modul_haltung`; corrections: `modul_korrektur`; afterthoughts: `modul_nachgedanke`."""

from collections.abc import Sequence
from itertools import pairwise

from dialogs.verstehen.modul_frage import is_asked_within, questions
from dialogs.verstehen.modul_haltung import Haltung, haltung_im_satzteil
from dialogs.verstehen.modul_korrektur import drop_corrected
from dialogs.verstehen.modul_nachgedanke import BEEN, BEEN_THERE, read_afterthoughts
from dialogs.verstehen.modul_reihenfolge import is_waited_for
from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.modul_umschreibung import Nennung
from dialogs.verstehen.modul_vorbehalt import (
    is_anothers_word,
    is_conditional,
    is_undecided,
    is_way_out,
    umgebung,
)
from dialogs.verstehen.modul_zweifel import is_doubted


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
    _read_order(words, found, stances)
    drop_corrected(words, found, stances)
    read_afterthoughts(words, clauses, found, stances)
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


def _read_order(words: Sequence[Wort], found: Sequence[Nennung], stances: list[Haltung]) -> None:
    """ "X, aber erst nach der Y": X is wanted some day, and Y is not said to be wanted."""
    for k, awaited in enumerate(found):
        if len(found) == 1 or not is_waited_for(words, found, k):
            continue
        sentence = words[awaited.start].sentence
        for at, other in enumerate(found):
            if stances[at] is Haltung.WANTED and words[other.start].sentence == sentence:
                stances[at] = Haltung.OPEN if other.modul is not awaited.modul else Haltung.OTHERS


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
        if stances[k] is Haltung.WANTED and said and said <= BEEN_THERE and not said.isdisjoint(BEEN):
            stances[k] = Haltung.PAST
