"""Finds participants by Nummer or name, in ways that grow wider. The keys it looks under stand in `names`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, bindparam, select

from dialogs.regelung.fall import Elb
from dialogs.verstehen.person import MAX_NAME, TITLES, falten
from dialogs.verstehen.rangfolge import Rangfolge, rangfolge
from storage import names
from storage.names import ELB, elb_of
from storage.sql import Prepared, Sql, one_of, to_json
from storage.tables import elb, elbname, staff

MAX_FOUND: Final = 20
_CANDIDATES: Final = 24
_MAX_WORDS: Final = 6
_LAST: Final = "\U0010ffff"

_ELBS = select(*ELB).select_from(elb.outerjoin(staff, staff.c.id == elb.c.ifk_id))
_BY_NUMMER = Prepared(_ELBS.where(elb.c.nummer == bindparam("nummer")))


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
            if not other and names.is_given(self.sql, word):
                # "anna" and "anna maria", not "annabell"
                yield from _BY_GIVEN.run(self.sql, self.ifk_ids, given=word, given_end=word + "!")

    def _similar(self) -> Iterator[Elb]:
        for surname, given in self.readings:
            surnames = names.similar(self.sql, surname)
            if given:
                values = {"surnames": to_json(surnames), "givens": to_json(names.similar(self.sql, given))}
                yield from _BY_SIMILAR.run(self.sql, self.ifk_ids, **values)
            for near in surnames:
                yield from self._by_name(near)

    def _by_name(self, surname: str, given: str = "") -> Iterator[Elb]:
        return _BY_NAME.run(self.sql, self.ifk_ids, surname=surname, given=given, given_end=given + _LAST)


def _choose_from(candidates: Iterator[Elb]) -> list[Elb]:
    """Different people, as many as one can choose from."""
    found: dict[str, Elb] = {}
    for elb_found in candidates:
        found[elb_found.nummer] = elb_found
        if len(found) == _CANDIDATES:
            break
    return list(found.values())
