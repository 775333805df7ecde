"""Where a form stands in the Träger's channel: from the outbox, by form, by person and by Teams' own ids."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select, update

from dialogs.delivery import Address
from dialogs.ports import Kanal
from storage import people
from storage.codec import moment
from storage.sql import Prepared, Sql, binds
from storage.tables import bogen, einbuchung, erinnerung, kanal, outbox

_o = outbox.c
_CONVERSATION = Prepared(
    select(_o.conversation_id).where(
        _o.formularnummer == bindparam("form"), _o.art == "bogen", _o.nummer.is_not(None)
    )
)
_ROOT = Prepared(
    select(_o.id)
    .join(kanal, kanal.c.conversation_id == _o.conversation_id)
    .where(kanal.c.id == bindparam("kanal_id"), _o.nummer == bindparam("nummer"), _o.art == "bogen")
    .where(_o.thread.is_(None), or_(_o.zustand != "gescheitert", _o.activity_id.is_not(None)))
    .order_by(_o.seq)
    .limit(1)
)
_WAITING_ROOT = Prepared(
    select(_o.id)
    .where(_o.conversation_id.is_(None), _o.nummer == bindparam("nummer"), _o.art == "bogen")
    .where(_o.thread.is_(None), _o.zustand != "gescheitert")
    .order_by(_o.seq)
    .limit(1)
)
_MESSAGE = Prepared(
    select(func.coalesce(_o.thread, _o.id))
    .where(_o.activity_id == bindparam("activity_id"), _o.conversation_id == bindparam("conversation_id"))
    .where(_o.art == "bogen")
)
_THREAD_OF = Prepared(select(_o.nummer).where(_o.id == bindparam("root")))
_NEWEST = Prepared(
    select(_o.formularnummer)
    .where(_o.nummer == bindparam("nummer"), _o.art == "bogen")
    .where(or_(_o.id == bindparam("root"), _o.thread == bindparam("root")))
    .order_by(_o.seq.desc())
    .limit(1)
)


_GONE = ("http_403", "http_404", "http_410")
_FOR_EVER = ("too_large", "not_json", "unreadable", "http_400", "http_413")
"""What is wrong with the message itself: another try, there or elsewhere, would end the same way."""
_GIVEN_UP = Prepared(
    select(_o.id, _o.formularnummer, _o.grund, _o.conversation_id)
    .join(bogen, bogen.c.formularnummer == _o.formularnummer)
    .join(einbuchung, einbuchung.c.id == bogen.c.einbuchung_id)
    .where(_o.art == "bogen", _o.zustand == "gescheitert", _o.activity.is_not(None))
    .where(*(_o.grund != why for why in _FOR_EVER))
    .where(bogen.c.status == "gesendet", einbuchung.c.status == "offen")
    .order_by(_o.seq)
)
_AGAIN = Prepared(
    update(outbox)
    .where(_o.id == bindparam("row_id"))
    .values(binds("service_url", "conversation_id", "again_at") | {"zustand": "offen", "attempts": 0})
    .values(dict.fromkeys(("activity_id", "thread", "grund", "erledigt", "lease_until", "lease_by")))
)
_ONCE_MORE = Prepared(
    update(outbox)
    .where(_o.id == bindparam("row_id"))
    .values(binds("service_url", "again_at") | {"zustand": "offen", "attempts": 0})
    .values(dict.fromkeys(("grund", "erledigt", "lease_until", "lease_by")))
)
_UNTOLD = Prepared(delete(erinnerung).where(erinnerung.c.key == bindparam("told")))


def send_again(sql: Sql, address: Address, jetzt: datetime) -> None:
    """Forms that were given up go to this channel; should that fail too, it is told again.

    One that never got an answer here may stand here already: it goes on where it was, and is not begun anew.
    """
    for name, form, why, conversation in sql.rows(_GIVEN_UP):
        values = {"row_id": name, "service_url": address.service_url, "again_at": moment(jetzt)}
        if conversation == address.conversation_id and why not in _GONE:
            sql.write(_ONCE_MORE, **values)
        else:
            sql.write(_AGAIN, conversation_id=address.conversation_id, **values)
        sql.write(_UNTOLD, told=f"gescheitert:{form}")


def kanal_of_form(sql: Sql, formularnummer: str) -> Kanal | None:
    """The channel the form was posted to or waits for."""
    row = sql.row(_CONVERSATION, form=formularnummer)
    return people.kanal_of(sql, row[0]) if row and row[0] else None


def thread_of(sql: Sql, nummer: str, kanal_id: int | None) -> str | None:
    """The Outgoing that began this participant's thread in that channel, or waits to begin it in the first one."""
    if kanal_id is None:
        row = sql.row(_WAITING_ROOT, nummer=nummer)
    else:
        row = sql.row(_ROOT, nummer=nummer, kanal_id=kanal_id)
    return row[0] if row else None


def form_of_message(sql: Sql, conversation_id: str, activity_id: str) -> str | None:
    """The newest form of the thread that a message with this Teams id began or stands in."""
    root = sql.row(_MESSAGE, conversation_id=conversation_id, activity_id=activity_id)
    owner = sql.row(_THREAD_OF, root=root[0]) if root else None
    if root is None or owner is None:
        return None
    row = sql.row(_NEWEST, nummer=owner[0], root=root[0])
    return row[0] if row else None
