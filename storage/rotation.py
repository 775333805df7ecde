"""Encrypts everything anew with the first key of the list, in batches; broken off, it goes on where it was.

Afterwards the older keys are forgotten: they can leave the list. A bot that still runs with the old list writes with
the old key; then that key stays known until the next run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, bindparam, delete, func, select, update

from storage import keys
from storage.crypto import Keyring
from storage.database import Database
from storage.sql import Prepared, Sql
from storage.tables import activity, bogen, einbuchung, entwurf, gespraech, outbox, rueckmeldung, schluessel

_BATCH: Final = 500
_HEAD_LENGTH: Final = 5

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Secret:
    """An encrypted column: how many values are under an older key, some of them, and how one is replaced."""

    table: str
    column: str
    count: Prepared
    batch: Prepared
    replace: Prepared


def _secret(column: Column[Any], row: Column[Any]) -> _Secret:
    table = column.table
    is_old = (column.is_not(None), func.substr(column, 1, _HEAD_LENGTH) != bindparam("head"))
    # replaced only if nobody wrote something else meanwhile
    replace = update(table).where(row == bindparam("row"), column == bindparam("old"))
    return _Secret(
        str(table),
        column.name,
        Prepared(select(func.count()).select_from(table).where(*is_old)),
        Prepared(select(row, column).where(*is_old).limit(bindparam("limit"))),
        Prepared(replace.values({column.name: bindparam("new")})),
    )


SECRETS: Final = (
    _secret(bogen.c.inhalt, bogen.c.formularnummer),
    _secret(rueckmeldung.c.text, rueckmeldung.c.id),
    _secret(einbuchung.c.ziel_oton, einbuchung.c.id),
    _secret(entwurf.c.zustand, entwurf.c.formularnummer),
    _secret(gespraech.c.zustand, gespraech.c.conversation_id),
    _secret(outbox.c.activity, outbox.c.id),
    _secret(outbox.c.placeholder, outbox.c.id),
    _secret(activity.c.antwort, activity.c.key),
)
"""Every encrypted column; a test holds this against the tables."""

_FORGET = Prepared(delete(schluessel).where(schluessel.c.id != bindparam("first")))


def renew(database: Database, progress: Progress) -> int:
    """Encrypt anew what is not under the first key; gives how many values that were."""
    keyring, head = database.context.keyring, database.context.keyring.head
    with database.transaction() as sql:
        total = sum(sql.rows(secret.count, head=head)[0][0] for secret in SECRETS)
    done = 0
    for count in _batches(database, keyring):
        done += count
        progress(min(done, total), total)
    with database.transaction() as sql:
        keys.rewrap(sql, keyring)
        if not any(sql.rows(secret.count, head=head)[0][0] for secret in SECRETS):
            sql.write(_FORGET, first=keyring.first.hex())
    return done


def _batches(database: Database, keyring: Keyring) -> Iterator[int]:
    for secret in SECRETS:
        while True:
            with database.transaction() as sql:
                count = _renew_some(sql, keyring, secret)
            if not count:
                break
            yield count


def _renew_some(sql: Sql, keyring: Keyring, secret: _Secret) -> int:
    rows = sql.rows(secret.batch, head=keyring.head, limit=_BATCH)
    for row, old in rows:
        text = keyring.decrypt(bytes(old), secret.table, secret.column, str(row))
        sql.write(secret.replace, row=row, old=old, new=keyring.encrypt(text, secret.table, secret.column, str(row)))
    return len(rows)
