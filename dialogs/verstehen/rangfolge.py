"""Which of several candidates a written name may mean, best first. Similar is never certain.
Folding and keys stand in `person`; the candidates come from outside."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, partial
from typing import Final, Generic, Protocol, TypeVar

from rapidfuzz.distance import DamerauLevenshtein

from dialogs.verstehen.person import MAX_NAME, TITLES, falten, lautform, namensteile

_MAX_WORDS: Final = 6


class Benannt(Protocol):
    """Whoever has a name."""

    @property
    def vorname(self) -> str: ...

    @property
    def nachname(self) -> str: ...


P = TypeVar("P", bound=Benannt)


class Guete(IntEnum):
    """How well a candidate fits what was written; smaller is better."""

    GANZER_NAME = 1
    NACHNAME = 2
    NAMENSTEIL = 3
    GENITIV = 4
    ANFANG = 5
    VORNAME = 6
    ANDERER_VORNAME = 7
    AEHNLICH = 8


CERTAIN: Final = frozenset({Guete.GANZER_NAME, Guete.NACHNAME, Guete.NAMENSTEIL})


@dataclass(frozen=True, slots=True)
class Rangfolge(Generic[P]):
    """The candidates that fit, best first. `best` are the equally good ones at the front.

    `exact` means that exactly one person has the name as written; in every other case one must ask.
    """

    treffer: tuple[P, ...]
    best: tuple[P, ...]
    exact: bool


def rangfolge(query: str, candidates: Iterable[P], *, genitive: bool = False) -> Rangfolge[P]:
    """Ranks those among the candidates whom the written name may mean; who does not fit is left out.

    `genitive` says that an s was cut from the name (Peters Bogen): then the name with and without it
    are equally good, so that Peter is not taken for Peters.
    """
    readings = tuple(replace(reading, genitive=genitive) for reading in _readings(query))
    # the candidates for a misspelt name are many people of few surnames
    surnames = cache(partial(_rate_surnames, readings))
    ratings = ((_rate(surnames(person.nachname), person.vorname), person) for person in candidates)
    rated = [(guete, person) for guete, person in ratings if guete is not None]
    rated.sort(key=lambda pair: (pair[0], falten(pair[1].nachname), falten(pair[1].vorname)))
    best = tuple(person for guete, person in rated if guete == rated[0][0])
    exact = len(best) == 1 and rated[0][0] in CERTAIN
    return Rangfolge(tuple(person for _, person in rated), best, exact)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the query: folded surname and given names, either may be empty."""

    nachname: str
    vorname: tuple[str, ...]
    genitive: bool = False


def _readings(query: str) -> Iterator[_Reading]:
    """ "Müller, Max" has one reading; "Max Müller" may also be a surname of two words or the other way round."""
    groups = [words for group in query[:MAX_NAME].split(",") if (words := _words(group))]
    if len(groups) == 2:
        yield _Reading(" ".join(groups[0]), tuple(groups[1]))
        return
    words = [word for group in groups for word in group][:_MAX_WORDS]
    if not words:
        return
    yield _Reading(" ".join(words), ())
    for cut in range(1, len(words)):
        yield _Reading(" ".join(words[cut:]), tuple(words[:cut]))
        yield _Reading(" ".join(words[:cut]), tuple(words[cut:]))


def _words(text: str) -> list[str]:
    words = falten(text).split()
    return [word for word in words if word.rstrip(".") not in TITLES] or words


_Rated = tuple[_Reading, Guete | None]
"""A reading and how well its surname fits somebody's."""


def _rate_surnames(readings: Sequence[_Reading], nachname: str) -> tuple[_Rated, ...]:
    parts = namensteile(falten(nachname))
    return tuple((reading, _rate_surname(reading, parts)) for reading in readings)


def _rate(surnames: Iterable[_Rated], vorname: str) -> Guete | None:
    vornamen = namensteile(vorname)
    ratings = (_rate_reading(reading, surname, vornamen) for reading, surname in surnames)
    return min((rating for rating in ratings if rating is not None), default=None)


def _rate_reading(reading: _Reading, surname: Guete | None, vornamen: tuple[str, ...]) -> Guete | None:
    if not reading.vorname:
        return surname if surname is not None else _rate_given_alone(reading.nachname, vornamen)
    if surname is None:
        return None
    given = _rate_given(reading.vorname, vornamen)
    if surname in CERTAIN and given is Guete.GANZER_NAME:
        return Guete.GANZER_NAME
    if surname in CERTAIN:
        return given
    return max(surname, given)


def _rate_surname(reading: _Reading, parts: tuple[str, ...]) -> Guete | None:
    bare = _bare(reading.nachname)
    whole = "".join(parts)
    if bare == whole or (reading.genitive and bare + "s" == whole):
        return Guete.NACHNAME
    if bare in parts:
        return Guete.NAMENSTEIL
    if bare.removesuffix("s") == whole:
        return Guete.GENITIV
    if _begins(reading.nachname, bare, whole):
        return Guete.ANFANG
    return Guete.AEHNLICH if any(_similar(bare, part) for part in {whole, *parts}) else None


def _bare(written: str) -> str:
    return "".join(c for c in written if c.isalnum())


def _begins(written: str, bare: str, whole: str) -> bool:
    """An initial or an abbreviation with its dot, or at least three letters of the name."""
    return bool(bare) and whole.startswith(bare) and (len(bare) >= 3 or written.endswith(".") or len(bare) == 1)


def _similar(bare: str, part: str) -> bool:
    shorter = min(len(bare), len(part))
    allowed = 2 if shorter >= 8 else 1 if shorter >= 4 else 0
    if allowed and DamerauLevenshtein.distance(bare, part, score_cutoff=allowed) <= allowed:
        return True
    return shorter >= 4 and lautform(bare) == lautform(part)


def _rate_given(written: tuple[str, ...], vornamen: tuple[str, ...]) -> Guete:
    """Every given name written must be one of the person's; an initial fits any that begins so."""
    parts = [part for word in written for part in namensteile(word)]
    if all(part in vornamen or (len(part) == 1 and any(v.startswith(part) for v in vornamen)) for part in parts):
        return Guete.GANZER_NAME
    if all(any(v.startswith(part) or _similar(part, v) for v in vornamen) for part in parts):
        return Guete.AEHNLICH
    return Guete.ANDERER_VORNAME


def _rate_given_alone(written: str, vornamen: tuple[str, ...]) -> Guete | None:
    parts = namensteile(written)
    return Guete.VORNAME if parts and all(part in vornamen for part in parts) else None
