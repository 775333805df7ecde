"""Deletes a person, or one Einbuchung of theirs, with everything that belongs to it. When it is time: `deletion`.

The bot's posts in the channel are deleted by the relay; their rows stay, emptied, until that is done.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import and_, bindparam, delete, or_, select, update

from dialogs.delivery import Address
from dialogs.outbox import Art, Op, Outgoing, kanal_queue
from dialogs.ports import AktivzentrumError
from storage import claims, faelle, lists, names, outbox
from storage.codec import moment
from storage.context import Context
from storage.deletion_rules import not_held
from storage.deletion_waiting import Spuren, forget_unreadable, withdraw
from storage.sql import Prepared, Sql, binds, one_of, to_json
from storage.tables import (
    bestaetigung,
    bogen,
    einbuchung,
    elb,
    elbname,
    entwurf,
    erinnerung,
    gespraech,
    listenzeile,
    loeschung,
    namensvariante,
    rueckmeldung,
)
from storage.tables import outbox as outbox_table

PERSON = "person"
_PERSON = Prepared(
    select(elb.c.nummer, elb.c.nachname, elb.c.vorname, elb.c.pseudonym).where(elb.c.id == bindparam("id"))
)
_BY_PSEUDONYM = Prepared(select(elb.c.id).where(elb.c.pseudonym == bindparam("pseudonym")))
_EINBUCHUNGEN = Prepared(select(einbuchung.c.id).where(einbuchung.c.elb_id == bindparam("elb_id")))
_FORMS = Prepared(select(bogen.c.formularnummer).where(bogen.c.einbuchung_id == bindparam("einbuchung_id")))

_o = outbox_table.c
_of_forms = or_(one_of(_o.formularnummer, "forms"), and_(bindparam("whole") == 1, _o.nummer == bindparam("nummer")))
_is_post = and_(or_(_o.op == Op.POST.value, _o.op == Op.POST_TWICE.value), _o.activity_id.is_not(None))
_in_channel = or_(outbox.in_kanal(_o.queue), _o.art == Art.BOGEN.value)
_POSTS = Prepared(select(_o.id, _o.service_url, _o.conversation_id).where(_of_forms, _is_post, _in_channel))
_EMPTY = Prepared(
    update(outbox_table)
    .where(_o.id == bindparam("row_id"))
    .values(activity=None, placeholder=None, nummer=None, formularnummer=None, grund=None, again_at=None)
)
_REST = Prepared(delete(outbox_table).where(_of_forms))

_PARTS = [
    Prepared(delete(rueckmeldung).where(one_of(rueckmeldung.c.formularnummer, "forms"))),
    Prepared(delete(bogen).where(one_of(bogen.c.formularnummer, "forms"))),
]
_OF_EINBUCHUNG = [
    Prepared(delete(bestaetigung).where(bestaetigung.c.einbuchung_id == bindparam("key"))),
    Prepared(delete(einbuchung).where(einbuchung.c.id == bindparam("key"))),
]
_OF_NUMMER = [
    Prepared(delete(entwurf).where(entwurf.c.nummer == bindparam("who"))),
    Prepared(delete(erinnerung).where(erinnerung.c.nummer == bindparam("who"))),
    Prepared(update(gespraech).where(gespraech.c.nummer == bindparam("who")).values(zustand=None, nummer=None)),
]
_OF_ELB = [
    Prepared(delete(listenzeile).where(listenzeile.c.elb_id == bindparam("who"))),
    Prepared(delete(elb).where(elb.c.id == bindparam("who"))),
]
_g = gespraech.c
_STATES = Prepared(select(_g.conversation_id, _g.nummer, _g.zustand).where(_g.zustand.is_not(None)).with_for_update())
_SET_STATE = Prepared(update(gespraech).where(_g.conversation_id == bindparam("chat")).values(binds("zustand")))
_NOTE = Prepared(lambda insert: insert(loeschung).inline().values(binds("am", "klasse", "bezug", "anzahl")))
_STRIP = Prepared(
    update(outbox_table)
    .where(_o.again_at.is_(None), or_(_o.activity.is_not(None), _o.placeholder.is_not(None)), not_held(_o.nummer))
    .values(activity=None, placeholder=None)
)
_ERINNERT = Prepared(delete(erinnerung).where(one_of(erinnerung.c.key, "keys")))
_BORNE = Prepared(select(elbname.c.nachname_key, elbname.c.vorname_key).distinct())
_WORDS = Prepared(select(namensvariante.c.key).distinct())
_FORGET_WORD = Prepared(delete(namensvariante).where(namensvariante.c.key == bindparam("word")))


class PersonenLog:
    """Who was deleted, by pseudonym, in a file outside the database: after a restore they are deleted again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, am: str, pseudonyms: Iterable[str]) -> None:
        """Note deleted persons."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="ascii") as file:
            file.writelines(json.dumps([am, pseudonym]) + "\n" for pseudonym in pseudonyms)

    def read(self) -> Sequence[str]:
        """All that were ever deleted."""
        lines = self._path.read_text(encoding="ascii").splitlines() if self._path.exists() else ()
        return [json.loads(line)[1] for line in lines]


def delete_person(sql: Sql, context: Context, elb_id: int) -> str | None:
    """Everything on a person; gives their pseudonym, which leads nowhere from now on."""
    person = sql.row(_PERSON, id=elb_id)
    if person is None:
        return None
    nummer, nachname, vorname, pseudonym = person
    keys = [row[0] for row in sql.rows(_EINBUCHUNGEN, elb_id=elb_id)]
    forms = [row[0] for key in keys for row in sql.rows(_FORMS, einbuchung_id=key)]
    _delete_einbuchungen(sql, context, keys, nummer, whole=True)
    spuren = Spuren(nummer, nachname, vorname, tuple(forms))
    withdraw(sql, context, spuren)
    forget_unreadable(sql, context, spuren)
    for statement in _OF_NUMMER:
        sql.write(statement, who=nummer)
    _forget_in_states(sql, context, nummer, nachname)
    names.remove(sql, elb_id, nachname, vorname)
    for statement in _OF_ELB:
        sql.write(statement, who=elb_id)
    sql.write(_NOTE, am=moment(context.clock.jetzt()), klasse=PERSON, bezug=pseudonym, anzahl=1)
    return str(pseudonym)


def delete_einbuchungen(sql: Sql, context: Context, elb_id: int, keys: Sequence[int]) -> None:
    """Some Einbuchungen of a person who has others."""
    _delete_einbuchungen(sql, context, keys, "", whole=False)
    lists.refresh(sql, elb_id, faelle.by_id(sql, context.keyring, elb_id))


def find_by_pseudonym(sql: Sql, pseudonym: str) -> int | None:
    """The person a pseudonym leads to, after a restore."""
    row = sql.row(_BY_PSEUDONYM, pseudonym=pseudonym)
    return row[0] if row else None


def _forget_in_states(sql: Sql, context: Context, nummer: str, nachname: str) -> None:
    """Conversations that remember the person: at rest they begin anew, a form in work for somebody else goes on."""
    for chat, in_work, value in sql.rows(_STATES):
        text = _readable(context, chat, value)
        if nummer not in text and nachname.casefold() not in text.casefold():
            continue
        rest = _without_memory(text) if in_work is not None else None
        kept = rest and context.keyring.encrypt(rest, "gespraech", "zustand", chat)
        sql.write(_SET_STATE, chat=chat, zustand=kept)


def _readable(context: Context, chat: str, value: bytes) -> str:
    """A damaged state tells of nobody and keeps nobody from being deleted."""
    try:
        return context.keyring.decrypt(bytes(value), "gespraech", "zustand", chat)
    except AktivzentrumError:
        return ""


def _without_memory(text: str) -> str | None:
    """The form in work alone: what is remembered beside it may be dropped at any time. None: it is no state."""
    try:
        state = json.loads(text)
    except ValueError:
        return None
    if not isinstance(state, dict):
        return None
    return json.dumps({name: value for name, value in state.items() if name != "gemerkt"}, ensure_ascii=False)


def strip_messages(sql: Sql) -> int:
    """The texts of all delivered messages: nobody can tell in which of them a deleted person is named. Those that are
    known to be about somebody on whom there is a hold stay."""
    return sql.write(_STRIP)


def forget_words(sql: Sql) -> None:
    """Names that nobody bears any more lead nowhere."""
    borne = {word for keys in sql.rows(_BORNE) for word in names.known_words(*keys)}
    for (word,) in sql.rows(_WORDS):
        if word not in borne:
            sql.write(_FORGET_WORD, word=word)


def _delete_einbuchungen(sql: Sql, context: Context, keys: Sequence[int], nummer: str, *, whole: bool) -> None:
    forms = to_json(row[0] for key in keys for row in sql.rows(_FORMS, einbuchung_id=key))
    _delete_messages(sql, context, {"forms": forms, "whole": int(whole), "nummer": nummer})
    for statement in _PARTS:
        sql.write(statement, forms=forms)
    told = (f"{what}:{form}" for form in json.loads(forms) for what in ("verspaetet", "gescheitert"))
    sql.write(_ERINNERT, keys=to_json(told))
    for key in keys:
        for statement in _OF_EINBUCHUNG:
            sql.write(statement, key=key)


def _delete_messages(sql: Sql, context: Context, which: dict[str, object]) -> None:
    posts = sql.rows(_POSTS, **which)
    for row_id, _, _ in posts:
        sql.write(_EMPTY, row_id=row_id)
    sql.write(_REST, **which)
    for row_id, service_url, conversation_id in posts:
        address = Address(service_url, conversation_id)
        gone = Outgoing(f"loeschung-{row_id}", Art.AKTUALISIERUNG, Op.DELETE, kanal_queue(row_id), address, "{}")
        target = Outgoing(**{name: getattr(gone, name) for name in gone.__slots__} | {"target": row_id})
        outbox.enqueue(sql, context.keyring, context.bot, target, context.clock.jetzt())
    claims.release(sql, context.bot)
