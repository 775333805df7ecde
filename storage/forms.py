"""Where a form stands in the Träger's channel: from the outbox, by form, by person and by Teams' own ids."""

from sqlalchemy import bindparam, func, or_, select

from dialogs.ports import Kanal
from storage import people
from storage.sql import Prepared, Sql
from storage.tables import kanal, outbox

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
