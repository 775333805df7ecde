"""Participants by Nummer or name. How names are folded and ranked is known to dialogs.verstehen; here are the keys.

Each person stands in `elbname` under every reading of the name; `namensvariante` leads from a misspelt word to the
names there are, so that the cost follows the number of different names, not of people.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, Final

from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import Select, bindparam, delete, select

from dialogs.regelung.fall import Elb
from dialogs.verstehen.person import MAX_NAME, PARTICLES, TITLES, falten, namensteile, suchschluessel
from dialogs.verstehen.rangfolge import Rangfolge, rangfolge
from storage.sql import Prepared, Row, Sql, binds
from storage.tables import elb, elbname, namensvariante, staff

MAX_FOUND: Final = 20
_CANDIDATES: Final = 60
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
    readings = _readings(text)
    for queries in (_exact(readings), _beginning(readings), _given(sql, readings), _similar(sql, readings)):
        found = rangfolge(text, _candidates(sql, queries, ifk_ids))
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


Query = Select[Any]
_IDS = select(elbname.c.elb_id)


def _exact(readings: Sequence[Reading]) -> Iterable[Query]:
    for surname, given in readings:
        yield _narrow(_IDS.where(elbname.c.nachname_key == surname), given)
        if not given:
            yield _IDS.where(elbname.c.nachname_key == surname.removesuffix("s"))


def _beginning(readings: Sequence[Reading]) -> Iterable[Query]:
    for surname, given in readings:
        yield _narrow(_IDS.where(elbname.c.nachname_key >= surname, elbname.c.nachname_key < surname + _LAST), given)


def _given(sql: Sql, readings: Sequence[Reading]) -> Iterable[Query]:
    """A given name alone; no index leads there, so only a word that is one is looked for."""
    for word, other in readings:
        if not other and sql.row(_KNOWN, key=_GIVEN + word):
            # "anna" and "anna maria", not "annabell"
            yield _IDS.where(elbname.c.vorname_key >= word, elbname.c.vorname_key < word + "!")


def _similar(sql: Sql, readings: Sequence[Reading]) -> Iterable[Query]:
    for surname, given in readings:
        surnames = _similar_keys(sql, surname)
        query = _IDS.where(elbname.c.nachname_key.in_(surnames))
        givens = _similar_keys(sql, given) if given else []
        if givens:
            yield query.where(elbname.c.vorname_key.in_(givens))
        yield query


def _similar_keys(sql: Sql, word: str) -> list[str]:
    """The names there are that the word may mean, nearest first, itself included."""
    if len(word) < _SIMILAR_FROM:
        return [word]
    variants = namensvariante.c.variante.in_(sorted(suchschluessel(word)))
    rows = sql.select(select(namensvariante.c.key).distinct().where(variants))
    near = sorted((row[0] for row in rows), key=lambda key: (DamerauLevenshtein.distance(word, key), key))
    return [word, *near[:_SIMILAR_KEYS]]


def _narrow(query: Query, given: str) -> Query:
    if not given:
        return query
    return query.where(elbname.c.vorname_key >= given, elbname.c.vorname_key < given + _LAST)


def _candidates(sql: Sql, queries: Iterable[Query], ifk_ids: frozenset[str] | None) -> list[Elb]:
    found: dict[str, Elb] = {}
    for query in queries:
        allowed = query if ifk_ids is None else query.where(elbname.c.ifk_id.in_(sorted(ifk_ids)))
        ids = allowed.limit(_CANDIDATES).scalar_subquery()
        found |= {row[0]: elb_of(row) for row in sql.select(_ELBS.where(elb.c.id.in_(ids)))}
    return list(found.values())
