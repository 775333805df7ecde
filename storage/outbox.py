"""The outbox: what waits to be sent, in which order, and what has become of it. When to try again is relay's policy.

A row is open while `again_at` is set. Only the oldest open row of a queue can be claimed.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from dialogs.delivery import Address
from dialogs.outbox import KANAL, Art, Due, Outgoing, Zustand, kanal_queue
from storage.codec import moment
from storage.crypto import Keyring
from storage.sql import Prepared, Sql, binds
from storage.tables import gespraech, kanal, outbox

LEASE = timedelta(seconds=60)
SET_BACK = timedelta(minutes=70)
"""Nothing is ever put off by so much: a row that is was written before a clock was set back, and is due."""
_STAFF_QUEUE = "staff:"

_o = outbox.c
_older = outbox.alias("older")
_own: ColumnElement[Any] = bindparam("lease_by")


def _waiting(which: ColumnElement[bool]) -> ColumnElement[bool]:
    in_queue = (_older.c.queue == bindparam("queue"), _older.c.again_at.is_not(None))
    return exists().where(*in_queue, which).correlate(None)


# What this bot is sending does not block: its relay keeps the order. Asked one by one, because each finds its answer
# at one place of an index, and ten thousand that are being sent are not looked through.
_blocked = or_(
    _waiting(_older.c.lease_by.is_(None)),
    _waiting(and_(_older.c.lease_by == _own, _older.c.lease_until <= bindparam("again_at"))),
    _waiting(_older.c.lease_by < _own),
    _waiting(_older.c.lease_by > _own),
)
_INSERT = (
    *("id", "art", "op", "queue", "service_url", "conversation_id", "activity", "placeholder", "target"),
    *("thread", "formularnummer", "nummer", "zustand", "attempts", "again_at", "erstellt"),
)


def _enqueue(insert: Any) -> Any:
    free = and_(~_blocked, bindparam("claim") == 1)
    lease = {"lease_until": case((free, bindparam("lease_until"))), "lease_by": case((free, bindparam("lease_by")))}
    return insert(outbox).values(binds(*_INSERT) | lease).on_conflict_do_nothing().returning(_o.lease_until)


_ENQUEUE = Prepared(_enqueue)

_RENEW = Prepared(
    update(outbox)
    .where(_o.id == bindparam("row_id"), _o.again_at.is_not(None))
    .where(or_(_o.lease_until.is_(None), _o.lease_until <= bindparam("jetzt")))
    .values(binds("activity"))
)
_STATE = Prepared(select(_o.again_at, _o.activity_id).where(_o.id == bindparam("row_id")))
_THREAD = Prepared(select(_o.thread).where(_o.id == bindparam("row_id")))
_OVERDUE = Prepared(
    select(_o.formularnummer, _o.grund)
    .where(_o.art == Art.BOGEN.value, _o.again_at.is_not(None), _o.conversation_id.is_not(None))
    .where(_o.erstellt < bindparam("before"))
    .order_by(_o.seq)
)
_LOOKED_BACK = 2_000
"""So many of the newest messages are looked at for a form that was given up; a bot that ended is back long before."""
_FAILED = Prepared(
    select(_o.formularnummer, _o.grund)
    .where(_o.seq > select(func.max(_o.seq)).scalar_subquery() - _LOOKED_BACK)
    .where(_o.art == Art.BOGEN.value, _o.zustand == Zustand.GESCHEITERT.value)
    .order_by(_o.seq)
)
_CHAT = Prepared(
    select(gespraech.c.service_url, gespraech.c.conversation_id)
    .where(gespraech.c.staff_id == bindparam("staff_id"))
    .order_by(gespraech.c.geaendert.desc())
    .limit(1)
)
_KANAL = Prepared(select(kanal.c.service_url, kanal.c.conversation_id).where(kanal.c.active == 1))


def in_kanal(queue: ColumnElement[Any]) -> ColumnElement[bool]:
    """The queues of the Träger's channel; before each participant had one, there was one for all."""
    return or_(queue == KANAL, queue.like(kanal_queue("%")))


def staff_queue(staff_id: str) -> str:
    """The queue of messages that go to a person, whatever their chat is called."""
    return _STAFF_QUEUE + staff_id


def _setting_address(queue: ColumnElement[bool]) -> Prepared:
    moved = and_(_o.conversation_id == bindparam("at"), _o.service_url != bindparam("by"))
    return Prepared(
        update(outbox)
        .where(queue, _o.again_at.is_not(None), or_(_o.conversation_id.is_(None), moved))
        # at once: tries at an address that is no more tell nothing of the new one
        .values(binds("service_url", "conversation_id") | {"again_at": _o.erstellt})
    )


_ADDRESS = _setting_address(_o.queue == bindparam("q"))
_KANAL_ADDRESS = _setting_address(in_kanal(_o.queue))


def set_address(sql: Sql, staff_id: str, address: Address) -> None:
    """What waited for a way to this person gets it; what goes to this conversation gets the new one."""
    sql.write(_ADDRESS, q=staff_queue(staff_id), **_way(address))


def set_kanal_address(sql: Sql, address: Address) -> None:
    """The same for the channel."""
    sql.write(_KANAL_ADDRESS, **_way(address))


def _way(address: Address) -> dict[str, str]:
    where, by = address.conversation_id, address.service_url
    return {"at": where, "by": by, "service_url": by, "conversation_id": where}


def enqueue(sql: Sql, keyring: Keyring, bot: str, out: Outgoing, jetzt: datetime) -> Due | None:
    """Insert; Due when nothing older of its queue waits (being sent by this bot is not waiting) and all is known."""
    address = out.address or _known_address(sql, out.queue)
    out = _where_its_target_is(sql, out)
    due = _due_now(sql, out, address)
    values = _values(keyring, out, address) | {"again_at": moment(jetzt), "erstellt": moment(jetzt)}
    lease = {"claim": int(due is not None), "lease_until": moment(jetzt + LEASE), "lease_by": bot}
    row = sql.row(_ENQUEUE, **values, **lease)
    return due if row and row[0] else None


def renew(sql: Sql, keyring: Keyring, row_id: str, activity: str, jetzt: datetime) -> bool:
    """Another content for a message that waits and that nobody is sending."""
    secret = keyring.encrypt(activity, "outbox", "activity", row_id)
    return sql.write(_RENEW, row_id=row_id, activity=secret, jetzt=moment(jetzt)) > 0


def overdue(sql: Sql, before: datetime) -> list[tuple[str, str]]:
    """Forms whose card was made before then and still waits or is tried, with what last went wrong."""
    return [(row[0], row[1] or "") for row in sql.rows(_OVERDUE, before=moment(before))]


def failed(sql: Sql) -> list[tuple[str, str]]:
    """Forms whose card was given up of late, with what went wrong."""
    return [(row[0], row[1] or "") for row in sql.rows(_FAILED)]


def personal_address(sql: Sql, staff_id: str) -> Address | None:
    """The way into somebody's chat; the newest if there are several."""
    row = sql.row(_CHAT, staff_id=staff_id)
    return Address(row[0], row[1]) if row else None


def _known_address(sql: Sql, queue: str) -> Address | None:
    if queue.startswith(_STAFF_QUEUE):
        return personal_address(sql, queue.removeprefix(_STAFF_QUEUE))
    row = sql.row(_KANAL) if queue.partition(":")[0] == KANAL else None
    return Address(row[0], row[1]) if row else None


def _where_its_target_is(sql: Sql, out: Outgoing) -> Outgoing:
    """A message in a thread is changed and deleted under the name of the conversation it was posted to."""
    row = sql.row(_THREAD, row_id=out.target) if out.target and not out.thread else None
    return replace(out, thread=row[0]) if row and row[0] else out


def _due_now(sql: Sql, out: Outgoing, address: Address | None) -> Due | None:
    target = sql.row(_STATE, row_id=out.target) if out.target else None
    root = sql.row(_STATE, row_id=out.thread) if out.thread else None
    if address is None or (out.target and (target is None or target[0] or not target[1])):
        return None
    if out.thread and (root is None or not root[1]):
        return None
    return Due(out, in_thread(address, root[1] if root else None), target[1] if target else None, 0)


def in_thread(address: Address, root: str | None) -> Address:
    """The address of a thread in that channel."""
    return Address(address.service_url, f"{address.conversation_id};messageid={root}") if root else address


def _values(keyring: Keyring, out: Outgoing, address: Address | None) -> dict[str, Any]:
    placeholder = out.placeholder
    return {
        "id": out.id,
        "art": out.art.value,
        "op": out.op.value,
        "queue": out.queue,
        "service_url": address.service_url if address else None,
        "conversation_id": address.conversation_id if address else None,
        "activity": keyring.encrypt(out.activity, "outbox", "activity", out.id),
        "placeholder": placeholder and keyring.encrypt(placeholder, "outbox", "placeholder", out.id),
        "target": out.target,
        "thread": out.thread,
        "formularnummer": out.formularnummer,
        "nummer": out.nummer,
        "zustand": Zustand.OFFEN.value,
        "attempts": 0,
    }
