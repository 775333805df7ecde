"""Checks the audit chains: which row was removed or changed, which chain is shorter than it was. Changes nothing."""

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, select

from storage.audit import Chain, Entry, mac_of
from storage.database import Database
from storage.sql import Prepared, Sql, binds
from storage.tables import audit, audit_anker

_BATCH = 5_000
_a = audit.c
_COLUMNS = (_a.chain, _a.nr, _a.am, _a.wer, _a.person, _a.was, _a.bezug, _a.mac)
_CHAINS = Prepared(select(_a.chain).distinct().order_by(_a.chain))
_ROWS = Prepared(
    select(*_COLUMNS)
    .where(_a.chain == bindparam("chain"), _a.nr > bindparam("after"))
    .order_by(_a.nr)
    .limit(bindparam("limit"))
)
_ANKER = Prepared(select(audit_anker.c.chain, audit_anker.c.nr, audit_anker.c.mac, audit_anker.c.siegel))
_SET_ANKER = Prepared(
    lambda insert: (
        insert(audit_anker)
        .values(binds("chain", "nr", "mac", "siegel"))
        .on_conflict_do_update(
            index_elements=["chain"],
            set_={name: insert(audit_anker).excluded[name] for name in ("nr", "mac", "siegel")},
        )
    )
)


class Schaden(StrEnum):
    """What can be wrong with a chain."""

    ROW_CHANGED = "row_changed"
    ROW_MISSING = "row_missing"
    TAIL_MISSING = "tail_missing"
    CHAIN_MISSING = "chain_missing"
    ANKER_CHANGED = "anker_changed"


@dataclass(frozen=True, slots=True)
class Fund:
    """A damage and the row it is about."""

    schaden: Schaden
    chain: str
    nr: int


def check(database: Database, heads: Mapping[str, Chain]) -> list[Fund]:
    """Everything that is wrong; `heads` are the ends as they were written outside the database."""
    key = database.context.audit_key
    with database.transaction() as sql:
        starts = {row[0]: Chain(row[0], row[1], bytes(row[2])) for row in sql.rows(_ANKER)}
        found = [Fund(Schaden.ANKER_CHANGED, *broken) for broken in _broken_anker(sql, key)]
        for (name,) in sql.rows(_CHAINS):
            found += _check_chain(sql, key, starts.get(name, Chain(name, 0, b"")), heads.get(name))
        known = {*starts, *(row[0] for row in sql.rows(_CHAINS))}
    found += [Fund(Schaden.CHAIN_MISSING, name, head.nr) for name, head in heads.items() if name not in known]
    return found


def seal(sql: Sql, key: bytes, chain: Chain) -> None:
    """Remember where a chain goes on after its oldest rows were deleted."""
    sql.write(_SET_ANKER, chain=chain.id, nr=chain.nr, mac=chain.mac, siegel=_siegel(key, chain))


def _siegel(key: bytes, chain: Chain) -> bytes:
    return hmac.digest(key, f"anker {chain.id} {chain.nr} ".encode() + chain.mac, "sha256")


def _broken_anker(sql: Sql, key: bytes) -> Iterator[tuple[str, int]]:
    for name, nr, mac, siegel in sql.rows(_ANKER):
        if not hmac.compare_digest(_siegel(key, Chain(name, nr, bytes(mac))), bytes(siegel)):
            yield name, nr


def _check_chain(sql: Sql, key: bytes, start: Chain, head: Chain | None) -> Iterator[Fund]:
    before = start
    for row in _rows(sql, start):
        own = Chain(start.id, row[1], bytes(row[7]))
        yield from (Fund(Schaden.ROW_MISSING, own.id, nr) for nr in range(before.nr + 1, own.nr))
        if _is_changed(key, before, own, Entry(*row[2:7])) or (head and _is_other(own, head)):
            yield Fund(Schaden.ROW_CHANGED, own.id, own.nr)
        before = own
    if head and before.nr < head.nr:
        yield Fund(Schaden.TAIL_MISSING, start.id, before.nr + 1)


def _is_changed(key: bytes, before: Chain, own: Chain, entry: Entry) -> bool:
    """Behind a gap nothing can be said of the next row: its hash was made with the missing one's."""
    return own.nr == before.nr + 1 and not hmac.compare_digest(mac_of(key, before, entry), own.mac)


def _is_other(own: Chain, head: Chain) -> bool:
    return own.nr == head.nr and own.mac != head.mac


def _rows(sql: Sql, start: Chain) -> Iterator[tuple[Any, ...]]:
    after = start.nr
    while rows := sql.rows(_ROWS, chain=start.id, after=after, limit=_BATCH):
        yield from rows
        after = rows[-1][1]
