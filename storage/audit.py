"""Who saw or changed what: rows chained with a keyed hash, one chain for each writer. Who is audited: `unit_of_work`.

A removed or changed row breaks its chain. Persons stand in it by a pseudonym; its link goes with the person.
"""

import hmac
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select

from dialogs.requests import Zugriff
from storage.codec import moment, to_moment
from storage.sql import Prepared, Sql, binds, one_of, to_json
from storage.tables import audit, elb, staff, traegerperson

_ADD = Prepared(
    lambda insert: insert(audit).values(binds("chain", "nr", "am", "wer", "person", "was", "bezug", "mac"))
)
_ZUGRIFFE = Prepared(
    select(audit.c.am, func.coalesce(staff.c.name, traegerperson.c.name, audit.c.wer), audit.c.was)
    .join(elb, elb.c.pseudonym == audit.c.person)
    .outerjoin(staff, staff.c.pseudonym == audit.c.wer)
    .outerjoin(traegerperson, traegerperson.c.pseudonym == audit.c.wer)
    .where(elb.c.nummer == bindparam("nummer"))
    .order_by(audit.c.am.desc(), audit.c.chain, audit.c.nr.desc())
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Chain:
    """The end of a chain: its name, how many rows it has, and the hash of the last one."""

    id: str
    nr: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says. `wer` and `person` are pseudonyms; `bezug` names a form or a kind, never a text."""

    am: str
    wer: str
    person: str | None
    was: str
    bezug: str | None = None


COMMAND_LINE: Final = "kommandozeile"
"""Stands in place of a person for what an operator did."""
BOT: Final = "bot"
"""Stands there for what the bot did by itself."""

Heads = Callable[[Chain], None]


def new_chain() -> Chain:
    """A chain that nobody has written to."""
    return Chain(secrets.token_hex(8), 0, b"")


def mac_of(key: bytes, before: Chain, entry: Entry) -> bytes:
    """The hash of the row that follows `before`."""
    parts = (before.id, str(before.nr + 1), entry.am, entry.wer, entry.person, entry.was, entry.bezug)
    # each part with its length, so that no two rows read the same
    text = "".join(f"{-1 if part is None else len(part)}:{part or ''}" for part in parts)
    return hmac.digest(key, before.mac + text.encode("utf-8", "surrogatepass"), "sha256")


def append(sql: Sql, key: bytes, chain: Chain, *entries: Entry) -> Chain:
    """Write rows; gives the new end, which counts once the transaction is committed."""
    rows = []
    for entry in entries:
        chain = Chain(chain.id, chain.nr + 1, mac_of(key, chain, entry))
        rows.append({"chain": chain.id, "nr": chain.nr, "mac": chain.mac, **_fields(entry)})
    sql.write_many(_ADD, rows)
    return chain


def _fields(entry: Entry) -> dict[str, str | None]:
    return {"am": entry.am, "wer": entry.wer, "person": entry.person, "was": entry.was, "bezug": entry.bezug}


def entry(jetzt: datetime, wer: str, person: str | None, was: str, bezug: str | None = None) -> Entry:
    """What happened at a moment."""
    return Entry(moment(jetzt), wer, person, was, bezug)


def zugriffe(sql: Sql, nummer: str, limit: int = 100) -> tuple[Zugriff, ...]:
    """Who saw or changed a participant's data, newest first."""
    return tuple(Zugriff(to_moment(am), wer, was) for am, wer, was in sql.rows(_ZUGRIFFE, nummer=nummer, limit=limit))


_PSEUDONYMS = Prepared(select(elb.c.nummer, elb.c.pseudonym).where(one_of(elb.c.nummer, "nummern")))
_PSEUDONYM = Prepared(select(elb.c.pseudonym).where(elb.c.id == bindparam("id")))


def pseudonyms(sql: Sql, nummern: Iterable[str]) -> Iterator[str]:
    """How the audit calls these participants; who is not known is left out."""
    wanted = dict.fromkeys(nummern)
    known = {row[0]: row[1] for row in sql.rows(_PSEUDONYMS, nummern=to_json(wanted))}
    yield from (known[nummer] for nummer in wanted if nummer in known)


def pseudonym_of_elb(sql: Sql, elb_id: int) -> str:
    """How the audit calls this participant."""
    row = sql.row(_PSEUDONYM, id=elb_id)
    if row is None:
        raise LookupError(elb_id)
    return str(row[0])
