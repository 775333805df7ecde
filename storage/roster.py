"""The import of the roster: the file is the whole of it, who is missing is blocked (`importing` is for participants).

All or nothing; the same file twice changes nothing. Errors are values with line and column.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from dialogs.rollen import Rolle
from storage import csvfile
from storage.csvfile import Fehler, Source, Table
from storage.database import Database
from storage.ergebnis import Ergebnis, note
from storage.people import normal_id
from storage.sql import Prepared, Sql, binds
from storage.tables import staff

PERSONAL: Final = ("rolle", "tenant_id", "aad_object_id", "name", "team")

_ROSTER = Prepared(
    select(staff.c.id, staff.c.tenant_id, staff.c.name, staff.c.team, staff.c.rollen, staff.c.gesperrt)
)
_BLOCK = Prepared(update(staff).where(staff.c.id == bindparam("who")).values(gesperrt=1))
_ROLLEN: Final = frozenset(Rolle) - {Rolle.TRAEGER}


def _put(insert: Any) -> Any:
    made = insert(staff).values(binds("id", "tenant_id", "name", "team", "rollen", "pseudonym") | {"gesperrt": 0})
    changed = {name: made.excluded[name] for name in ("tenant_id", "name", "team", "rollen", "gesperrt")}
    return made.on_conflict_do_update(index_elements=["id"], set_=changed)


_PUT = Prepared(_put)


@dataclass(frozen=True, slots=True)
class _Member:
    tenant_id: str
    name: str
    team: str
    rollen: str


def import_personal(database: Database, source: Source) -> Ergebnis:
    """The whole roster: who is missing is blocked. A person with several Rollen has a line for each."""
    table = csvfile.read(source, PERSONAL)
    fehler = [*table.fehler, *csvfile.check_fields(table, PERSONAL, may_be_empty=frozenset({"team"}))]
    fehler += [*_unknown_rollen(table), *_different_lines(table)]
    if not table.lines and not fehler:
        # a roster of nobody would lock everybody out
        fehler = [Fehler("no_rows", 1)]
    if fehler:
        return Ergebnis(fehler=tuple(sorted(fehler, key=lambda f: f.zeile)))
    with database.transaction() as sql:
        return _replace(database, sql, _members(table))


def _unknown_rollen(table: Table) -> Iterator[Fehler]:
    for row, line in zip(table.rows, table.lines, strict=True):
        if row[0] and row[0].lower() not in _ROLLEN:
            yield Fehler("rolle_unknown", line, "rolle")


def _different_lines(table: Table) -> Iterator[Fehler]:
    """Lines of one person that differ in more than the Rolle."""
    first: dict[str, tuple[str, ...]] = {}
    for row, line in zip(table.rows, table.lines, strict=True):
        known = first.setdefault(normal_id(row[2]), row)
        for at in (1, 3, 4):
            if known[at] != row[at]:
                yield Fehler("contradiction", line, PERSONAL[at])


def _members(table: Table) -> dict[str, _Member]:
    members: dict[str, _Member] = {}
    for rolle, tenant_id, aad, name, team in table.rows:
        known = members.get(normal_id(aad), _Member(normal_id(tenant_id), name, team, ""))
        rollen = {*filter(None, known.rollen.split(",")), rolle.lower()}
        members[normal_id(aad)] = replace(known, rollen=",".join(sorted(rollen)))
    return members


def _replace(database: Database, sql: Sql, members: Mapping[str, _Member]) -> Ergebnis:
    stored = {row[0]: (_Member(*row[1:5]), bool(row[5])) for row in sql.rows(_ROSTER)}
    new = [key for key in members if key not in stored]
    changed = [key for key in members if key in stored and stored[key] != (members[key], False)]
    missing = [key for key, (_, gesperrt) in stored.items() if key not in members and not gesperrt]
    for key in (*new, *changed):
        _write_member(sql, key, members[key])
    for key in missing:
        sql.write(_BLOCK, who=key)
    same = len(members) - len(new) - len(changed)
    ergebnis = Ergebnis(len(new), len(changed), same, len(missing))
    if new or changed or missing:
        note(database, sql, "personal_importiert", ergebnis)
    return ergebnis


def _write_member(sql: Sql, key: str, member: _Member) -> None:
    values = {"tenant_id": member.tenant_id, "name": member.name, "team": member.team, "rollen": member.rollen}
    sql.write(_PUT, id=key, pseudonym=os.urandom(8).hex(), **values)
