"""Berichtigung (Art. 16 DSGVO): another name or Nummer for a person. Forms that were sent keep their O-Ton."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import bindparam, select, update

from dialogs.regelung.erwartungsbogen import in_force
from dialogs.regelung.fall import Elb
from storage import audit, faelle, names, search, writing
from storage.csvfile import MAX_FIELD
from storage.database import Database
from storage.sql import Prepared, Sql, binds
from storage.tables import elb, entwurf, erinnerung, gespraech, outbox


class Grund(StrEnum):
    """Why nothing was changed."""

    UNBEKANNT = "unbekannt"
    UNGUELTIG = "ungueltig"
    NUMMER_VERGEBEN = "nummer_vergeben"
    ENTWURF_OFFEN = "entwurf_offen"


@dataclass(frozen=True, slots=True)
class Person:
    """How a person is called from now on."""

    nummer: str
    nachname: str
    vorname: str


_CHANGE = Prepared(update(elb).where(elb.c.id == bindparam("who")).values(binds("nummer", "nachname", "vorname")))
_OF_NUMMER: Final = [
    Prepared(update(table).where(table.c.nummer == bindparam("old")).values(nummer=bindparam("new")))
    for table in (outbox, erinnerung)
]
_IN_WORK: Final = [
    Prepared(select(table.c.nummer).where(table.c.nummer == bindparam("old")).limit(bindparam("limit")))
    for table in (entwurf, gespraech)
]


def berichtige(database: Database, nummer: str, wie: Person) -> Grund | tuple[str, ...]:
    """Change name or Nummer; gives the forms in the channel that still show the old one, or why nothing was done.

    The Nummer of somebody whose form is in work stays until that is sent or thrown away: it stands in its state.
    """
    if not all(field and field.isprintable() and len(field) <= MAX_FIELD for field in (wie.nummer, wie.nachname)):
        return Grund.UNGUELTIG
    with database.transaction() as sql:
        fall = faelle.by_nummer(sql, database.context.keyring, nummer)
        if fall is None:
            return Grund.UNBEKANNT
        if refused := _refused(sql, fall.elb, wie):
            return refused
        _change(database, sql, fall.elb, wie)
    return tuple(b.formularnummer for e in fall.einbuchungen for b in in_force(e.boegen))


def _refused(sql: Sql, old: Elb, wie: Person) -> Grund | None:
    if wie.nummer == old.nummer:
        return None
    if search.by_nummer_as_written(sql, wie.nummer):
        return Grund.NUMMER_VERGEBEN
    return Grund.ENTWURF_OFFEN if any(sql.row(one, old=old.nummer, limit=1) for one in _IN_WORK) else None


def _change(database: Database, sql: Sql, old: Elb, wie: Person) -> None:
    who = writing.elb_id_of(sql, old.nummer)
    sql.write(_CHANGE, who=who, nummer=wie.nummer, nachname=wie.nachname, vorname=wie.vorname)
    names.remove(sql, who, old.nachname, old.vorname)
    names.add(sql, who, wie.nachname, wie.vorname, old.ifk_id)
    for statement in _OF_NUMMER:
        sql.write(statement, old=old.nummer, new=wie.nummer)
    changed = [name for name in ("nummer", "nachname", "vorname") if getattr(old, name) != getattr(wie, name)]
    pseudonym = audit.pseudonym_of_elb(sql, who)
    jetzt = database.context.clock.jetzt()
    entry = audit.entry(jetzt, audit.COMMAND_LINE, pseudonym, "berichtigt", ", ".join(changed))
    database.heads(audit.append(sql, database.context.audit_key, audit.new_chain(), entry))
