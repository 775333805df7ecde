"""What goes with a person although no reference leads from it to them: it is known by what it says.

These are messages that still wait, perhaps for a chat that nobody ever opened, and states that no release could read.
Most messages do have a reference (`outbox.nummer`, `outbox.formularnummer`).
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select

from dialogs.outbox import Art
from dialogs.ports import AktivzentrumError
from storage.context import Context
from storage.sql import Prepared, Sql
from storage.tables import entwurf, outbox

_o = outbox.c
_UNNAMED = Prepared(
    select(_o.id, _o.art, _o.activity)
    .where(_o.again_at.is_not(None), _o.nummer.is_(None), _o.formularnummer.is_(None))
    .with_for_update()
)
_WITHDRAW = Prepared(delete(outbox).where(_o.id == bindparam("row_id")))
_e = entwurf.c
_UNREADABLE = Prepared(select(_e.formularnummer, _e.zustand).where(_e.nummer.is_(None)).with_for_update())
_FORGET = Prepared(delete(entwurf).where(_e.formularnummer == bindparam("form")))


@dataclass(frozen=True, slots=True)
class Spuren:
    """By what a message is known to be about a person."""

    nummer: str
    nachname: str
    vorname: str
    forms: tuple[str, ...]

    def stand_in(self, texts: Sequence[str], art: str) -> bool:
        """An answer can be asked for again, so there the surname is enough; else it may be a namesake's."""
        said = "".join(_folded(text) for text in texts)
        bears = _folded(self.nachname) in said and (art == Art.ANTWORT or _folded(self.vorname) in said)
        number = re.compile(rf"(?<![\w.]){re.escape(self.nummer)}(?!\w)")
        return bears or any(map(number.search, texts)) or any(_folded(form) in said for form in self.forms)


def withdraw(sql: Sql, context: Context, spuren: Spuren) -> None:
    """Delete what waits and names the person."""
    for row_id, art, value in sql.rows(_UNNAMED):
        if spuren.stand_in(_texts(context, value, "outbox", "activity", row_id), art):
            sql.write(_WITHDRAW, row_id=row_id)


def forget_unreadable(sql: Sql, context: Context, spuren: Spuren) -> None:
    """Delete parked states of nobody known that name the person."""
    for form, value in sql.rows(_UNREADABLE):
        if spuren.stand_in(_texts(context, value, "entwurf", "zustand", form), Art.ANTWORT):
            sql.write(_FORGET, form=form)


def _texts(context: Context, value: bytes, table: str, column: str, row: str) -> Sequence[str]:
    """What it says; a damaged one can be read by nobody and keeps nobody from being deleted."""
    try:
        text = context.keyring.decrypt(bytes(value), table, column, row)
    except AktivzentrumError:
        return ()
    try:
        return tuple(_strings(json.loads(text)))
    except ValueError:
        return (text,)


def _strings(value: Any) -> Iterator[str]:
    """All texts in it, without the signs that keep Markdown from reading them."""
    if isinstance(value, str):
        yield value.replace("\\", "")
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _folded(text: str) -> str:
    """The words alone, a blank around each."""
    return " ".join(["", *re.findall(r"\w+", text.casefold()), ""])
