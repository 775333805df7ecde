"""Deliveries done already, conversation states and parked forms. What the states mean is known to the flows alone."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from dialogs.delivery import Address
from dialogs.ports import Earlier, StoredGespraech
from dialogs.requests import Entwurf
from dialogs.turn import ActivityKey
from storage import outbox
from storage.codec import moment, to_moment
from storage.crypto import Keyring
from storage.sql import Prepared, Sql, binds
from storage.tables import activity, elb, entwurf, gespraech

_BEGIN = Prepared(lambda insert: insert(activity).values(binds("key", "erfasst")).on_conflict_do_nothing())
_EARLIER = Prepared(select(activity.c.antwort).where(activity.c.key == bindparam("key")))
_ANSWER = Prepared(update(activity).where(activity.c.key == bindparam("k")).values(binds("antwort")))

_STATE = (gespraech.c.zustand, gespraech.c.nummer, gespraech.c.staff_id, gespraech.c.service_url)
_LOAD = Prepared(select(*_STATE).where(gespraech.c.conversation_id == bindparam("id")).with_for_update())
_OWNER = Prepared(select(gespraech.c.staff_id).where(gespraech.c.conversation_id == bindparam("id")))
_RESERVE = Prepared(
    lambda insert: (
        insert(gespraech)
        .values({**binds("conversation_id"), "staff_id": "", "service_url": "", "geaendert": ""})
        .on_conflict_do_nothing()
    )
)
_COLUMNS = ("conversation_id", "staff_id", "service_url", "zustand", "nummer", "geaendert")


def _save(insert: Any) -> Any:
    made = insert(gespraech).values(binds(*_COLUMNS))
    return made.on_conflict_do_update(
        index_elements=["conversation_id"], set_={name: made.excluded[name] for name in _COLUMNS[1:]}
    )


_SAVE = Prepared(_save)

_ENTWUERFE = Prepared(
    select(entwurf.c.formularnummer, entwurf.c.nummer, elb.c.vorname, elb.c.nachname, entwurf.c.zustand)
    .add_columns(entwurf.c.geaendert)
    .outerjoin(elb, elb.c.nummer == entwurf.c.nummer)
    .where(entwurf.c.staff_id == bindparam("staff_id"))
    .order_by(entwurf.c.geaendert.desc())
)


def _park(insert: Any) -> Any:
    made = insert(entwurf).values(binds("formularnummer", "staff_id", "nummer", "zustand", "geaendert"))
    changed = {name: made.excluded[name] for name in ("staff_id", "nummer", "zustand", "geaendert")}
    return made.on_conflict_do_update(index_elements=["formularnummer"], set_=changed)


_PARK = Prepared(_park)
_REMOVE = Prepared(
    delete(entwurf).where(
        entwurf.c.formularnummer == bindparam("formularnummer"), entwurf.c.staff_id == bindparam("staff_id")
    )
)


def activity_row(key: ActivityKey) -> str:
    """The name of a delivery; Teams' own ids are long, and nobody needs them again."""
    parts = "\0".join((key.conversation_id, key.activity_id, key.kind))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def begin_activity(sql: Sql, keyring: Keyring, key: ActivityKey, jetzt: datetime) -> Earlier | None:
    """Claim the delivery. On PostgreSQL a second bot waits here until the first one is done."""
    row = activity_row(key)
    if sql.write(_BEGIN, key=row, erfasst=moment(jetzt)):
        return None
    found = sql.row(_EARLIER, key=row)
    answer = found[0] if found else None
    return Earlier(None if answer is None else keyring.decrypt(answer, "activity", "antwort", row))


def answer_activity(sql: Sql, keyring: Keyring, key: ActivityKey, answer: str) -> None:
    """Keep the body an invoke got."""
    row = activity_row(key)
    sql.write(_ANSWER, k=row, antwort=keyring.encrypt(answer, "activity", "antwort", row))


def load(sql: Sql, keyring: Keyring, conversation_id: str) -> tuple[StoredGespraech | None, Address | None, str]:
    """The state, the way back as it is stored and whose chat it is."""
    row = sql.row(_LOAD, id=conversation_id)
    if row is None and sql.is_postgresql:
        # there is no row to lock yet: make one, so that a second bot waits
        sql.write(_RESERVE, conversation_id=conversation_id)
        row = sql.row(_LOAD, id=conversation_id)
    if row is None or row[0] is None:
        return None, None, ""
    zustand = keyring.decrypt(row[0], "gespraech", "zustand", conversation_id)
    return StoredGespraech(zustand, row[1]), Address(row[3], conversation_id), row[2]


def owner(sql: Sql, conversation_id: str) -> str | None:
    """Whose chat it is, also when no state is kept of it any more."""
    row = sql.row(_OWNER, id=conversation_id)
    return row[0] or None if row else None


def save(
    sql: Sql, keyring: Keyring, staff_id: str, address: Address, stored: StoredGespraech, jetzt: datetime
) -> None:
    """Keep state and way back."""
    conversation_id = address.conversation_id
    sql.write(
        _SAVE,
        conversation_id=conversation_id,
        staff_id=staff_id,
        service_url=address.service_url,
        zustand=keyring.encrypt(stored.zustand, "gespraech", "zustand", conversation_id),
        nummer=stored.nummer,
        geaendert=moment(jetzt),
    )


def set_waiting_address(sql: Sql, staff_id: str, address: Address) -> None:
    """Messages that waited for this person's chat get the way."""
    outbox.set_address(sql, staff_id, address)


def entwuerfe(sql: Sql, keyring: Keyring, staff_id: str) -> tuple[Entwurf, ...]:
    """The parked forms of a person, newest first."""
    return tuple(_entwurf(keyring, *row) for row in sql.rows(_ENTWUERFE, staff_id=staff_id))


def _entwurf(
    keyring: Keyring, form: str, nummer: str | None, vorname: str | None, nachname: str | None, *rest: Any
) -> Entwurf:
    zustand, geaendert = rest
    name = f"{vorname} {nachname}".strip() if nachname is not None else None
    text = keyring.decrypt(zustand, "entwurf", "zustand", form)
    return Entwurf(form, nummer, name, text, to_moment(geaendert))


def park(
    sql: Sql, keyring: Keyring, staff_id: str, form: str, nummer: str | None, state: str, jetzt: datetime
) -> None:
    """Lay a form aside."""
    zustand = keyring.encrypt(state, "entwurf", "zustand", form)
    sql.write(_PARK, formularnummer=form, staff_id=staff_id, nummer=nummer, zustand=zustand, geaendert=moment(jetzt))


def remove_entwurf(sql: Sql, staff_id: str, form: str) -> None:
    """Take a parked form away; only its owner's."""
    sql.write(_REMOVE, formularnummer=form, staff_id=staff_id)
