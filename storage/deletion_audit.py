"""D15: the oldest rows of the audit go; each chain keeps a sealed note of where it goes on. Holds stop it.

With them go the names of people that nothing but those rows led to.
"""

from typing import Final

from sqlalchemy import bindparam, delete, func, select

from storage.audit import Chain
from storage.audit_check import seal
from storage.sql import Prepared, Sql
from storage.tables import audit, elb, entwurf, gespraech, outbox, staff, traegerperson, vertretung

_a = audit.c
_held = select(elb.c.pseudonym).where(elb.c.gehalten == 1)
_LAST_OLD = Prepared(select(_a.chain, func.max(_a.nr)).where(_a.am < bindparam("before")).group_by(_a.chain))
_FIRST_HELD = Prepared(select(_a.chain, func.min(_a.nr)).where(_a.person.in_(_held)).group_by(_a.chain))
_up_to = (_a.chain == bindparam("chain"), _a.nr <= bindparam("nr"))
_MAC = Prepared(select(_a.nr, _a.mac).where(*_up_to).order_by(_a.nr.desc()).limit(1))
_COUNT = Prepared(select(func.count()).select_from(audit).where(*_up_to))
_DELETE = Prepared(delete(audit).where(*_up_to))

_TRAEGER = Prepared(delete(traegerperson).where(traegerperson.c.pseudonym.not_in(select(_a.wer))))
_LEFT = Prepared(
    select(staff.c.id)
    .where(staff.c.gesperrt == 1, staff.c.pseudonym.not_in(select(_a.wer)))
    .where(staff.c.id.not_in(select(elb.c.ifk_id)), staff.c.id.not_in(select(entwurf.c.staff_id)))
)
_ENDED = Prepared(delete(vertretung).where(vertretung.c.bis < bindparam("heute")))
_OF_STAFF: Final = (
    Prepared(
        delete(vertretung).where(
            (vertretung.c.durch_id == bindparam("who")) | (vertretung.c.fuer_id == bindparam("who"))
        )
    ),
    Prepared(delete(gespraech).where(gespraech.c.staff_id == bindparam("who"))),
    Prepared(delete(outbox).where(outbox.c.queue == "staff:" + bindparam("who"))),
    Prepared(delete(staff).where(staff.c.id == bindparam("who"))),
)


def count_old(sql: Sql, before: str) -> int:
    """How many rows would go."""
    return sum(int(sql.rows(_COUNT, chain=chain, nr=nr)[0][0]) for chain, nr in _ends(sql, before).items())


def delete_old(sql: Sql, key: bytes, before: str) -> int:
    """Delete the rows from before that moment; gives how many."""
    return sum(_cut(sql, key, chain, nr) for chain, nr in _ends(sql, before).items())


def forget_people(sql: Sql, heute: str) -> None:
    """The Träger's people and staff who have left, once no case and no row of the audit names them; and who stood in
    for whom."""
    sql.write(_ENDED, heute=heute)
    sql.write(_TRAEGER)
    for (who,) in sql.rows(_LEFT):
        for statement in _OF_STAFF:
            sql.write(statement, who=who)


def _ends(sql: Sql, before: str) -> dict[str, int]:
    """Up to which row each chain may be cut: never beyond the first row of a held person."""
    held = {chain: nr for chain, nr in sql.rows(_FIRST_HELD)}  # noqa: C416 - rows are wider than pairs for mypy
    return {chain: min(nr, held.get(chain, nr + 1) - 1) for chain, nr in sql.rows(_LAST_OLD, before=before)}


def _cut(sql: Sql, key: bytes, chain: str, nr: int) -> int:
    row = sql.row(_MAC, chain=chain, nr=nr)
    if row is None:
        return 0
    seal(sql, key, Chain(chain, row[0], bytes(row[1])))
    return sql.write(_DELETE, chain=chain, nr=nr)
