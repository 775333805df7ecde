"""The import of participants: who is in the file is added or updated, nobody is removed (`roster` is for staff).

All or nothing; the same file twice changes nothing. Errors are values with line and column.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, text, update

from storage import csvfile, names
from storage.codec import moment
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
    table = csvfile.read(source, TEILNEHMENDE)
    fehler = [*table.fehler, *csvfile.check_fields(table, TEILNEHMENDE), *_contradictions(table)]
    if fehler:
        return Ergebnis(fehler=tuple(sorted(fehler, key=lambda f: f.zeile)))
    wanted = {nummer: (nachname, vorname, normal_id(ifk)) for nummer, nachname, vorname, ifk in table.rows}
    with database.transaction() as sql:
        return _update(database, sql, wanted, progress)


Person = tuple[str, str, str]
"""Surname, given name, IFK."""

_STORED = Prepared(select(elb.c.nummer, elb.c.nachname, elb.c.vorname, elb.c.ifk_id, elb.c.id))
_ADD = Prepared(
    insert(elb).inline().values(binds("id", "nummer", "vorname", "nachname", "ifk_id", "pseudonym", "angelegt_am"))
)
_ADD_NAME = Prepared(insert(elbname).inline().values(binds("elb_id", "nachname_key", "vorname_key", "ifk_id")))
_CHANGE = Prepared(update(elb).where(elb.c.id == bindparam("who")).values(binds("vorname", "nachname", "ifk_id")))
_CHANGE_LINES = Prepared(update(listenzeile).where(listenzeile.c.elb_id == bindparam("who")).values(binds("ifk_id")))
_LAST_ID = Prepared(text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'elb'"))
_IDS = Prepared(text("SELECT nextval(pg_get_serial_sequence('elb', 'id')) FROM generate_series(1, :n)"))


def _contradictions(table: Table) -> Iterator[Fehler]:
    """The same Nummer twice with different data."""
    first: dict[str, tuple[str, ...]] = {}
    if len({row[0] for row in table.rows}) == len(table.rows):
        return
    for row, line in zip(table.rows, table.lines, strict=True):
        if first.setdefault(row[0], row) != row:
            yield Fehler("contradiction", line, "nummer")


def _update(database: Database, sql: Sql, wanted: Mapping[str, Person], progress: Progress) -> Ergebnis:
    stored = {row[0]: (row[1:4], row[4]) for row in sql.rows(_STORED)}
    new = [(nummer, person) for nummer, person in wanted.items() if nummer not in stored]
    changed = [(stored[n][1], p) for n, p in wanted.items() if n in stored and tuple(stored[n][0]) != p]
    names.add_words(sql, _words(person for _, person in (*new, *changed)))
    _insert(database, sql, new, progress)
    for who, person in changed:
        _change(sql, who, person)
    ergebnis = Ergebnis(len(new), len(changed), len(wanted) - len(new) - len(changed))
    if new or changed:
        note(database, sql, "teilnehmende_importiert", ergebnis)
    return ergebnis


def _words(persons: Iterator[Person]) -> frozenset[str]:
    named = {(nachname, vorname) for nachname, vorname, _ in persons}
    return frozenset(word for name in named for word in names.words_of(names.keys_of(*name)))


def _insert(database: Database, sql: Sql, new: Sequence[tuple[str, Person]], progress: Progress) -> None:
    ids, now = _fresh_ids(sql, len(new)), moment(database.context.clock.jetzt())
    pseudonyms = os.urandom(8 * len(new)).hex()
    for start in range(0, len(new), _CHUNK):
        part = range(start, min(start + _CHUNK, len(new)))
        sql.write_many(_ADD, [_row(ids[i], *new[i], pseudonyms[16 * i : 16 * i + 16], now) for i in part])
        sql.write_many(_ADD_NAME, [row for i in part for row in _names(ids[i], new[i][1])])
        progress(part[-1] + 1, len(new))


def _row(key: int, nummer: str, person: Person, pseudonym: str, now: str) -> dict[str, Any]:
    nachname, vorname, ifk = person
    named = {"id": key, "nummer": nummer, "vorname": vorname, "nachname": nachname}
    return named | {"ifk_id": ifk, "pseudonym": pseudonym, "angelegt_am": now}


def _names(key: int, person: Person) -> Iterator[dict[str, Any]]:
    nachname, vorname, ifk = person
    for surname, given in names.keys_of(nachname, vorname):
        yield {"elb_id": key, "nachname_key": surname, "vorname_key": given, "ifk_id": ifk}


def _fresh_ids(sql: Sql, count: int) -> Sequence[int]:
    if sql.is_postgresql:
        return [row[0] for row in sql.rows(_IDS, n=count)]
    (last,) = sql.rows(_LAST_ID)[0]
    return range(last + 1, last + 1 + count)


def _change(sql: Sql, who: int, person: Person) -> None:
    nachname, vorname, ifk = person
    sql.write(_CHANGE, who=who, vorname=vorname, nachname=nachname, ifk_id=ifk)
    names.remove(sql, who)
    names.add(sql, who, nachname, vorname, ifk)
    sql.write(_CHANGE_LINES, who=who, ifk_id=ifk)
