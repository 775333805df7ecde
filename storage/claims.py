"""The outbox as the relay sees it: heads of queues are lent for a while, and what became of a try is written down.

What goes in, and where it goes, stands in `outbox`; when to try again is the relay's policy.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from dialogs.delivery import Address
from dialogs.outbox import UNREADABLE, Art, Due, Op, Outgoing, Settled, Zustand
from dialogs.ports import AktivzentrumError
from storage import outbox as outbox_rows
from storage.codec import moment
from storage.crypto import Keyring
from storage.sql import Prepared, Row, Sql, binds
from storage.tables import outbox

log = logging.getLogger(__name__)

_o = outbox.c
_heads = select(func.min(_o.seq).label("seq")).where(_o.again_at.is_not(None))
_target, _root = outbox.alias("target"), outbox.alias("root")
_COLUMNS = (
    *(_o.id, _o.art, _o.op, _o.queue, _o.service_url, _o.conversation_id, _o.activity, _o.placeholder),
    *(_o.target, _o.thread, _o.formularnummer, _o.nummer, _o.activity_id, _o.attempts, _o.lease_until),
    *(_target.c.activity_id, _root.c.activity_id),
)


def _claimable(heads: Any) -> Any:
    head = heads.subquery()
    jetzt: ColumnElement[Any] = bindparam("jetzt")
    return (
        select(*_COLUMNS)
        .join(head, head.c.seq == _o.seq)
        .outerjoin(_target, _target.c.id == _o.target)
        .outerjoin(_root, _root.c.id == _o.thread)
        .where(or_(_o.again_at <= jetzt, _o.again_at > bindparam("far")), _o.conversation_id.is_not(None))
        .where(or_(_o.lease_until.is_(None), _o.lease_until <= jetzt, _o.lease_until > bindparam("far")))
        .where(_target.c.again_at.is_(None), or_(_root.c.again_at.is_(None), _root.c.activity_id.is_not(None)))
        .order_by(_o.again_at, _o.seq)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True, of=outbox)
    )


_CLAIM = Prepared(_claimable(_heads.group_by(_o.queue)))
_CLAIM_ONE = Prepared(_claimable(_heads.where(_o.queue == bindparam("queue"))))
_LEASE = Prepared(
    update(outbox)
    .where(_o.id == bindparam("row_id"))
    .values({**binds("lease_until", "lease_by", "attempts"), "thread": bindparam("thread")})
)
_FINISHED = Prepared(
    update(outbox)
    .where(_o.id == bindparam("row_id"), _o.again_at.is_not(None))
    .where(or_(_o.lease_by == bindparam("bot"), bindparam("final") == 1))
    .values(
        {
            **binds("zustand", "attempts", "again_at", "grund", "erledigt"),
            "activity_id": func.coalesce(bindparam("given"), _o.activity_id),
            "lease_until": None,
            "lease_by": None,
        }
    )
)
_RELEASE = Prepared(
    update(outbox)
    .where(_o.again_at.is_not(None), _o.lease_by == bindparam("bot"))
    .values(lease_until=None, lease_by=None)
)
_RELEASE_ALL = Prepared(
    update(outbox).where(_o.again_at.is_not(None), _o.lease_by.is_not(None)).values(lease_until=None, lease_by=None)
)


def claim(sql: Sql, keyring: Keyring, bot: str, jetzt: datetime, limit: int, queue: str | None) -> list[Due]:
    """Claim heads of queues; what can never be sent any more is settled on the way."""
    values: dict[str, Any] = {"jetzt": moment(jetzt), "far": moment(jetzt + outbox_rows.SET_BACK), "limit": limit}
    rows = sql.rows(_CLAIM, **values) if queue is None else sql.rows(_CLAIM_ONE, **values, queue=queue)
    return [due for row in rows if (due := _claimed(sql, keyring, bot, jetzt, row))]


def settle(sql: Sql, bot: str, settled: Sequence[Settled], jetzt: datetime) -> None:
    """Write the outcomes down. What is final counts from anybody, a wish to try again from the holder alone."""
    now = moment(jetzt)
    sql.write_many(_FINISHED, [_finished(bot, one, now) for one in settled])


def _finished(bot: str, settled: Settled, now: str | None) -> dict[str, Any]:
    again_at = settled.again_at
    return {
        "row_id": settled.id,
        "bot": bot,
        "final": int(again_at is None),
        "zustand": settled.zustand.value,
        "attempts": settled.attempts,
        "again_at": moment(again_at),
        "grund": settled.grund,
        "erledigt": now if again_at is None else None,
        "given": settled.activity_id,
    }


def release(sql: Sql, bot: str) -> None:
    """Give back what this bot has claimed and not tried, so that another need not wait for the lease to run out."""
    sql.write(_RELEASE, bot=bot)


def release_all(sql: Sql) -> None:
    """Give back whatever anybody has claimed; for a database that no other bot works on."""
    sql.write(_RELEASE_ALL)


def _claimed(sql: Sql, keyring: Keyring, bot: str, jetzt: datetime, row: Row) -> Due | None:
    (own_id, attempts, lease, target_id, root_id) = row[12:17]
    out = _outgoing(keyring, row)
    if out.target and not target_id:
        failed = Settled(out.id, Zustand.GESCHEITERT, attempts, grund="target_failed")
        settle(sql, bot, [failed], jetzt)
        return None
    # a lease that ran out was a try that nobody wrote down
    attempts += lease is not None
    thread = out.thread if root_id else None
    until = moment(jetzt + outbox_rows.LEASE)
    sql.write(_LEASE, row_id=out.id, lease_until=until, lease_by=bot, attempts=attempts, thread=thread)
    address = outbox_rows.in_thread(Address(row[4], row[5]), root_id)
    return Due(out, address, target_id if out.target else own_id, attempts)


def _outgoing(keyring: Keyring, row: Row) -> Outgoing:
    name, art, op, queue, service_url, conversation_id, activity, placeholder, *rest = row[:12]
    return Outgoing(
        name,
        Art(art),
        Op(op),
        queue,
        Address(service_url, conversation_id),
        _text(keyring, activity, "activity", name),
        placeholder and _text(keyring, placeholder, "placeholder", name),
        *rest,
    )


def _text(keyring: Keyring, value: bytes, column: str, name: str) -> str:
    """A damaged one must not stop the others that are claimed with it."""
    try:
        return keyring.decrypt(value, "outbox", column, name)
    except (AktivzentrumError, ValueError) as error:
        log.error("outbox_unreadable column=%s error=%s", column, type(error).__name__)
        return UNREADABLE
