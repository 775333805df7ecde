"""Participants by Nummer or name. How names are folded and ranked is known to dialogs.verstehen; here are the keys.

Each person stands in `elbname` under every reading of the name; `namensvariante` leads from a misspelt word to the
names there are, so that the cost follows the number of different names, not of people.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import ColumnElement, bindparam, delete, select

from dialogs.regelung.fall import Elb
from dialogs.verstehen.person import MAX_NAME, PARTICLES, TITLES, falten, namensteile, suchschluessel
from dialogs.verstehen.rangfolge import Rangfolge, rangfolge
from storage.sql import Prepared, Row, Sql, binds, one_of, to_json
from storage.tables import elb, elbname, namensvariante, staff

MAX_FOUND: Final = 20
_CANDIDATES: Final = 24
_SIMILAR_KEYS: Final = 8
_MAX_WORDS: Final = 6
_SIMILAR_FROM: Final = 4
_LAST: Final = "\U0010ffff"
_KEY_LENGTH: Final = 24
_GIVEN: Final = "+"
"""Before a given name among the known words."""

ELB = (elb.c.nummer, elb.c.vorname, elb.c.nachname, elb.c.ifk_id, staff.c.name, staff.c.team)
_ELBS = select(*ELB).select_from(elb.outerjoin(staff, staff.c.id == elb.c.ifk_id))
_BY_NUMMER = Prepared(_ELBS.where(elb.c.nummer == bindparam("nummer")))
_ADD_NAME = Prepared(
    lambda insert: (
        insert(elbname).values(binds("elb_id", "nachname_key", "vorname_key", "ifk_id")).on_conflict_do_nothing()
    )
)
_ADD_VARIANT = Prepared(
    lambda insert: insert(namensvariante).values(binds("variante", "key")).on_conflict_do_nothing()
)
_KNOWN = Prepared(select(namensvariante.c.key).where(namensvariante.c.variante == bindparam("key")))
_REMOVE = Prepared(
    delete(elbname).where(elbname.c.nachname_key == bindparam("surname"), elbname.c.elb_id == bindparam("who"))
)
_REMOVE_ALL = Prepared(delete(elbname).where(elbname.c.elb_id == bindparam("who")))


def keys_of(nachname: str, vorname: str) -> Iterator[tuple[str, str]]:
    """Every reading of a name as (surname key, given name key); the whole name first."""
    return product(_surnames(nachname), _givens(vorname))


@lru_cache(maxsize=20_000)
def _surnames(nachname: str) -> tuple[str, ...]:
    parts = namensteile(nachname)
    return tuple(dict.fromkeys(("".join(parts), *(part for part in parts if part not in PARTICLES))))


@lru_cache(maxsize=20_000)
def _givens(vorname: str) -> tuple[str, ...]:
    parts = namensteile(vorname)
    return tuple(dict.fromkeys((" ".join(parts), *parts[1:])))


def add(sql: Sql, elb_id: int, nachname: str, vorname: str, ifk_id: str) -> None:
    """Let a person be found by name."""
    for surname, given in keys_of(nachname, vorname):
        sql.write(_ADD_NAME, elb_id=elb_id, nachname_key=surname, vorname_key=given, ifk_id=ifk_id)
    add_words(sql, [nachname], [vorname])


def add_words(sql: Sql, nachnamen: Iterable[str], vornamen: Iterable[str]) -> None:
    """Let misspelt words lead to these names; nothing is done for a word that is known."""
    surnames = {word for nachname in nachnamen for word in _surnames(nachname)}
    givens = {word for vorname in vornamen for key in _givens(vorname) for word in key.split()}
    wanted = {word: _variants(word) for word in surnames | givens if len(word) >= _SIMILAR_FROM}
    wanted |= {_GIVEN + word: frozenset({_GIVEN + word}) for word in givens}
    for word, variants in wanted.items():
        if (word,) not in sql.rows(_KNOWN, key=_head(word)):
            sql.write_many(_ADD_VARIANT, [{"variante": variant, "key": word} for variant in variants])


def _variants(word: str) -> frozenset[str]:
    return suchschluessel(word) | {_head(word)}


def _head(word: str) -> str:
    """Under which variant a known word surely stands."""
    return word if word.startswith(_GIVEN) else word[:_KEY_LENGTH]


def known_words(nachname_key: str, vorname_key: str) -> Iterator[str]:
    """Under which words the two keys of a person stand among those that a misspelt word leads to."""
    givens = vorname_key.split()
    yield from (word for word in (nachname_key, *givens) if len(word) >= _SIMILAR_FROM)
    yield from (_GIVEN + word for word in givens)


def remove(sql: Sql, elb_id: int, nachname: str, vorname: str) -> None:
    """The person can no longer be found by name; the words stay, others may have them."""
    removed = sum(sql.write(_REMOVE, who=elb_id, surname=surname) for surname in _surnames(nachname))
    if removed < len(tuple(keys_of(nachname, vorname))):
        # written by a release that folded names in another way
        sql.write(_REMOVE_ALL, who=elb_id)


def hand_over(sql: Sql, elb_id: int, nachname: str, vorname: str, ifk_id: str) -> None:
    """The case belongs to another IFK."""
    remove(sql, elb_id, nachname, vorname)
    add(sql, elb_id, nachname, vorname, ifk_id)


def elb_of(row: Row) -> Elb:
    """A participant from a row of the `ELB` columns."""
    return Elb(row[0], row[1], row[2], row[3], row[4] or "", row[5] or "")


def find(sql: Sql, text: str, ifk_ids: frozenset[str] | None) -> tuple[tuple[Elb, ...], bool]:
    """Participants by Nummer or name, best first; `ifk_ids` narrows a name to the cases of these IFK."""
    by_nummer = by_nummer_as_written(sql, text.strip())
    if by_nummer:
        return (by_nummer,), True
    for candidates in _Finder(sql, ifk_ids, _readings(text)).ways():
        found = rangfolge(text, _choose_from(candidates))
        if found.treffer:
            return _answer(text, found)
    return (), False


def by_nummer_as_written(sql: Sql, nummer: str) -> Elb | None:
    """The participant with exactly that Nummer."""
    row = sql.row(_BY_NUMMER, nummer=nummer) if nummer.isprintable() else None
    return elb_of(row) if row else None


def _answer(text: str, found: Rangfolge[Elb]) -> tuple[tuple[Elb, ...], bool]:
    certain = _is_written(text, found.best[0])
    return (found.best if certain else found.treffer)[:MAX_FOUND], certain


def _is_written(text: str, person: Elb) -> bool:
    """Whether the name stands there as written, even if several people have it."""
    return rangfolge(text, [person]).exact


Reading = tuple[str, str]


def _readings(text: str) -> Sequence[Reading]:
    """The ways to read the words as (surname, first given name)."""
    groups = [_words(group) for group in text[:MAX_NAME].split(",")]
    groups = [group for group in groups if group]
    if len(groups) == 2:
        return [(_bare(groups[0]), groups[1][0])]
    words = [word for group in groups for word in group][:_MAX_WORDS]
    cuts = range(1, len(words))
    forward = [(_bare(words[cut:]), words[0]) for cut in cuts]
    backward = [(_bare(words[:cut]), words[cut]) for cut in cuts]
    return list(dict.fromkeys([(_bare(words), ""), *forward, *backward])) if words else []


def _words(text: str) -> list[str]:
    words = [word.strip(".") for word in falten(text).replace("-", " ").split()]
    return [word for word in words if word and word not in TITLES]


def _bare(words: Iterable[str]) -> str:
    return "".join(c for word in words for c in word if c.isalnum())


@dataclass(frozen=True, slots=True)
class _Search:
    """A way into `elbname`, for all cases and for those of some IFK."""

    everywhere: Prepared
    narrowed: Prepared

    def run(self, sql: Sql, ifk_ids: frozenset[str] | None, **values: str) -> Iterator[Elb]:
        """The participants on that way, at most as many as one can choose from."""
        if ifk_ids is None:
            rows = sql.rows(self.everywhere, **values, limit=_CANDIDATES)
        else:
            rows = sql.rows(self.narrowed, **values, limit=_CANDIDATES, ifk_ids=to_json(ifk_ids))
        return map(elb_of, rows)


def _search(*where: ColumnElement[bool]) -> _Search:
    joined = elbname.join(elb, elb.c.id == elbname.c.elb_id).outerjoin(staff, staff.c.id == elb.c.ifk_id)
    query = select(*ELB).select_from(joined).where(*where).limit(bindparam("limit"))
    return _Search(Prepared(query), Prepared(query.where(one_of(elbname.c.ifk_id, "ifk_ids"))))


_surname, _given = elbname.c.nachname_key, elbname.c.vorname_key
_given_range = (_given >= bindparam("given"), _given < bindparam("given_end"))
_BY_NAME = _search(_surname == bindparam("surname"), *_given_range)
_BY_BEGINNING = _search(_surname >= bindparam("surname"), _surname < bindparam("surname_end"), *_given_range)
_BY_GIVEN = _search(*_given_range)
_BY_SIMILAR = _search(one_of(_surname, "surnames"), one_of(_given, "givens"))
_VARIANTS = Prepared(select(namensvariante.c.key).distinct().where(one_of(namensvariante.c.variante, "variants")))


@dataclass(frozen=True, slots=True)
class _Finder:
    """One search: the readings of what was written, looked for in ways that grow wider."""

    sql: Sql
    ifk_ids: frozenset[str] | None
    readings: Sequence[Reading]

    def ways(self) -> Iterator[Iterator[Elb]]:
        """Candidates, the surest first; the next way is only taken if nobody fits."""
        yield self._exact()
        yield self._beginning()
        yield self._by_given()
        yield self._similar()

    def _exact(self) -> Iterator[Elb]:
        for surname, given in self.readings:
            yield from self._by_name(surname, given)
            if not given and surname.endswith("s"):
                yield from self._by_name(surname.removesuffix("s"))

    def _beginning(self) -> Iterator[Elb]:
        for surname, given in self.readings:
            values = {"surname": surname, "surname_end": surname + _LAST}
            yield from _BY_BEGINNING.run(self.sql, self.ifk_ids, **values, given=given, given_end=given + _LAST)

    def _by_given(self) -> Iterator[Elb]:
        """A given name alone; no index leads there, so only a word that is one is looked for."""
        for word, other in self.readings:
            if not other and self.sql.row(_KNOWN, key=_GIVEN + word):
                # "anna" and "anna maria", not "annabell"
                yield from _BY_GIVEN.run(self.sql, self.ifk_ids, given=word, given_end=word + "!")

    def _similar(self) -> Iterator[Elb]:
        for surname, given in self.readings:
            surnames = self._similar_words(surname)
            if given:
                values = {"surnames": to_json(surnames), "givens": to_json(self._similar_words(given))}
                yield from _BY_SIMILAR.run(self.sql, self.ifk_ids, **values)
            for near in surnames:
                yield from self._by_name(near)

    def _by_name(self, surname: str, given: str = "") -> Iterator[Elb]:
        return _BY_NAME.run(self.sql, self.ifk_ids, surname=surname, given=given, given_end=given + _LAST)

    def _similar_words(self, word: str) -> list[str]:
        """The names there are that the word may mean, nearest first, itself included."""
        if len(word) < _SIMILAR_FROM:
            return [word]
        rows = self.sql.rows(_VARIANTS, variants=to_json(suchschluessel(word)))
        near = sorted((row[0] for row in rows), key=lambda key: (DamerauLevenshtein.distance(word, key), key))
        return list(dict.fromkeys([word, *near[:_SIMILAR_KEYS]]))


def _choose_from(candidates: Iterator[Elb]) -> list[Elb]:
    """Different people, as many as one can choose from."""
    found: dict[str, Elb] = {}
    for elb_found in candidates:
        found[elb_found.nummer] = elb_found
        if len(found) == _CANDIDATES:
            break
    return list(found.values())
