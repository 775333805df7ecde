"""The keys under which participants are found by name (`search` does it); folding is known to dialogs.verstehen.

Each person stands in `elbname` under every reading of the name; `namensvariante` leads from a misspelt word to the
names there are, so that the cost follows the number of different names, not of people.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import bindparam, delete, select

from dialogs.regelung.fall import Elb
from dialogs.verstehen.person import PARTICLES, namensteile, suchschluessel
from storage.sql import Prepared, Row, Sql, binds, one_of, to_json
from storage.tables import elb, elbname, namensvariante, staff

_SIMILAR_KEYS: Final = 8
_SIMILAR_FROM: Final = 4
_KEY_LENGTH: Final = 24
_GIVEN: Final = "+"
"""Before a given name among the known words."""

ELB = (elb.c.nummer, elb.c.vorname, elb.c.nachname, elb.c.ifk_id, staff.c.name, staff.c.team)
_ADD_NAME = Prepared(
    lambda insert: (
        insert(elbname).values(binds("elb_id", "nachname_key", "vorname_key", "ifk_id")).on_conflict_do_nothing()
    )
)
_KNOWN = Prepared(select(namensvariante.c.key).where(namensvariante.c.variante == bindparam("key")))
_KNOWN_OF = Prepared(
    select(namensvariante.c.variante, namensvariante.c.key).where(one_of(namensvariante.c.variante, "heads"))
)
_VARIANTS = Prepared(select(namensvariante.c.key).distinct().where(one_of(namensvariante.c.variante, "variants")))
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
    words = {word for word in surnames | givens if len(word) >= _SIMILAR_FROM} | {_GIVEN + word for word in givens}
    known = set(sql.rows(_KNOWN_OF, heads=to_json(map(_head, words))))
    new = [word for word in words if (_head(word), word) not in known]
    # sorted as the index is, so that it is walked through once
    rows = sorted((variant, word) for word in new for variant in _variants(word))
    sql.add_many(namensvariante, ("variante", "key"), rows)


def _variants(word: str) -> frozenset[str]:
    return frozenset({word}) if word.startswith(_GIVEN) else suchschluessel(word) | {_head(word)}


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


def is_given(sql: Sql, word: str) -> bool:
    """Whether somebody bears this as a given name."""
    return sql.row(_KNOWN, key=_GIVEN + word) is not None


def similar(sql: Sql, word: str) -> list[str]:
    """The words there are that the written one may mean, nearest first, itself included."""
    if len(word) < _SIMILAR_FROM:
        return [word]
    rows = sql.rows(_VARIANTS, variants=to_json(suchschluessel(word)))
    near = sorted((row[0] for row in rows), key=lambda key: (DamerauLevenshtein.distance(word, key), key))
    return list(dict.fromkeys([word, *near[:_SIMILAR_KEYS]]))
