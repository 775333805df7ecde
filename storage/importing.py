"""The import of participants: who is in the file is added or updated, nobody is removed (`roster` is for staff).

All or nothing; the same file twice changes nothing. Errors are values with line and column.
"""

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice, repeat
from typing import Final

from sqlalchemy import bindparam, select, text, update

from storage import csvfile, names
from storage.codec import day
from storage.csvfile import Fehler, Source, Table
from storage.database import Database
from storage.ergebnis import Ergebnis, note
from storage.people import normal_id
from storage.sql import Prepared, Sql, binds
from storage.tables import elb, elbname, listenzeile

TEILNEHMENDE: Final = ("nummer", "nachname", "vorname", "ifk")
_CHUNK: Final = 5_000

Progress = Callable[[int, int], None]


def no_progress(_done: int, _all: int) -> None:
    """Nobody looks."""


def import_teilnehmende(database: Database, source: Source, progress: Progress = no_progress) -> Ergebnis:
    """Add and update participants; who is not in the file stays as they are."""
    with _without_collector():
        table = csvfile.read(source, TEILNEHMENDE)
        wanted = _wanted(table)
        fehler = [*table.fehler, *csvfile.check_fields(table, TEILNEHMENDE), *_contradictions(table, wanted)]
        if fehler:
            return Ergebnis(fehler=tuple(sorted(fehler, key=lambda f: f.zeile)))
        with database.transaction() as sql:
            return _update(database, sql, wanted, progress)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hundreds of thousands of small tuples and no cycle among them: looking for cycles took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Person = tuple[str, str, str]
"""Surname, given name, IFK."""

_STORED = Prepared(select(elb.c.nummer, elb.c.nachname, elb.c.vorname, elb.c.ifk_id, elb.c.id))
_ELB: Final = ("id", "nummer", "nachname", "vorname", "ifk_id", "pseudonym", "angelegt_am")
_NAME: Final = ("nachname_key", "vorname_key", "ifk_id", "elb_id")
_CHANGE = Prepared(update(elb).where(elb.c.id == bindparam("who")).values(binds("vorname", "nachname", "ifk_id")))
_CHANGE_LINES = Prepared(update(listenzeile).where(listenzeile.c.elb_id == bindparam("who")).values(binds("ifk_id")))
_LAST_ID = Prepared(text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'elb'"))
_IDS = Prepared(text("SELECT nextval(pg_get_serial_sequence('elb', 'id')) FROM generate_series(1, :n)"))


def _wanted(table: Table) -> dict[str, Person]:
    nummern, nachnamen, vornamen, ifks = table.columns
    normal = {ifk: normal_id(ifk) for ifk in set(ifks)}
    return dict(zip(nummern, zip(nachnamen, vornamen, map(normal.__getitem__, ifks), strict=True), strict=True))


def _contradictions(table: Table, wanted: Mapping[str, Person]) -> Iterator[Fehler]:
    """The same Nummer twice with different data."""
    if len(wanted) == len(table.lines):
        return
    first: dict[str, tuple[str, ...]] = {}
    for row, line in zip(table.rows, table.lines, strict=True):
        if first.setdefault(row[0], row) != row:
            yield Fehler("contradiction", line, "nummer")


def _update(database: Database, sql: Sql, wanted: Mapping[str, Person], progress: Progress) -> Ergebnis:
    stored = {row[0]: (row[1:4], row[4]) for row in sql.rows(_STORED)}
    known = [(stored[n], person) for n, person in wanted.items() if n in stored] if stored else []
    new = {n: person for n, person in wanted.items() if n not in stored} if stored else wanted
    changed = [(row, person) for row, person in known if tuple(row[0]) != person]
    _insert(database, sql, new, progress)
    for (old, who), person in changed:
        _change(sql, who, old, person)
    ergebnis = Ergebnis(len(new), len(changed), len(wanted) - len(new) - len(changed))
    if new or changed:
        note(database, sql, "teilnehmende_importiert", ergebnis)
    return ergebnis


def _insert(database: Database, sql: Sql, new: Mapping[str, Person], progress: Progress) -> None:
    if not new:
        return
    ids, heute = _fresh_ids(sql, len(new)), day(database.context.clock.heute())
    nachnamen, vornamen, ifks = zip(*new.values(), strict=True)
    rows = zip(ids, new, nachnamen, vornamen, ifks, _pseudonyms(len(new)), repeat(heute))
    for done in range(0, len(new), _CHUNK):
        sql.insert_many(elb, _ELB, islice(rows, _CHUNK))
        progress(min(done + _CHUNK, len(new)), len(new))
    sql.insert_many(elbname, _NAME, _name_rows(ids, new.values()))
    names.add_words(sql, set(nachnamen), set(vornamen))


def _pseudonyms(count: int) -> Iterator[str]:
    digits = os.urandom(8 * count).hex()
    return (digits[at : at + 16] for at in range(0, 16 * count, 16))


def _name_rows(ids: Iterable[int], persons: Iterable[Person]) -> Iterator[tuple[str, str, str, int]]:
    """Sorted as the index is, so that it grows at its end only."""
    by_surname: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for key, (nachname, vorname, ifk) in zip(ids, persons, strict=True):
        for surname, given in names.keys_of(nachname, vorname):
            by_surname[surname].append((given, ifk, key))
    # many short lists are sorted faster than one long one
    for surname in sorted(by_surname):
        yield from [(surname, given, ifk, key) for given, ifk, key in sorted(by_surname[surname])]


def _fresh_ids(sql: Sql, count: int) -> Sequence[int]:
    if sql.is_postgresql:
        return [row[0] for row in sql.rows(_IDS, n=count)]
    (last,) = sql.rows(_LAST_ID)[0]
    return range(last + 1, last + 1 + count)


def _change(sql: Sql, who: int, old: Person, person: Person) -> None:
    nachname, vorname, ifk = person
    sql.write(_CHANGE, who=who, vorname=vorname, nachname=nachname, ifk_id=ifk)
    names.remove(sql, who, old[0], old[1])
    names.add(sql, who, nachname, vorname, ifk)
    sql.write(_CHANGE_LINES, who=who, ifk_id=ifk)
