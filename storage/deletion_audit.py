"""D15: the oldest rows of the audit go; each chain keeps a sealed note of where it goes on. Holds stop it."""

from sqlalchemy import bindparam, delete, func, select

from storage.audit import Chain
from storage.audit_check import seal
from storage.sql import Prepared, Sql
from storage.tables import audit, elb

_a = audit.c
_held = select(elb.c.pseudonym).where(elb.c.gehalten == 1)
_LAST_OLD = Prepared(select(_a.chain, func.max(_a.nr)).where(_a.am < bindparam("before")).group_by(_a.chain))
_FIRST_HELD = Prepared(select(_a.chain, func.min(_a.nr)).where(_a.person.in_(_held)).group_by(_a.chain))
_up_to = (_a.chain == bindparam("chain"), _a.nr <= bindparam("nr"))
_MAC = Prepared(select(_a.nr, _a.mac).where(*_up_to).order_by(_a.nr.desc()).limit(1))
_COUNT = Prepared(select(func.count()).select_from(audit).where(*_up_to))
_DELETE = Prepared(delete(audit).where(*_up_to))


def count_old(sql: Sql, before: str) -> int:
    """How many rows would go."""
    return sum(int(sql.rows(_COUNT, chain=chain, nr=nr)[0][0]) for chain, nr in _ends(sql, before).items())


def delete_old(sql: Sql, key: bytes, before: str) -> int:
    """Delete the rows from before that moment; gives how many."""
    return sum(_cut(sql, key, chain, nr) for chain, nr in _ends(sql, before).items())


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
