"""Reminders: which cases to look at on a day, and that each reminder is sent once. What is due is the core's."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, func, or_, select, union, update

from dialogs.regelung.fall import Aufgabe
from dialogs.regelung.hilfeprodukt import EinbuchungStatus
from dialogs.requests import LiegenderEntwurf
from storage.codec import day, day_of, moment, to_moment
from storage.sql import Prepared, Sql, binds
from storage.tables import einbuchung, elb, entwurf, erinnerung, gespraech, listenzeile, staff

SOON: Final = timedelta(days=24)
"""A fortnight, and the longest row of days off that may lie before it."""
EINBUCHUNG_SOON: Final = timedelta(days=40)
_l = listenzeile.c


def _candidates() -> Any:
    ending = and_(_l.liste == "fall", _l.tag >= bindparam("heute"), _l.tag <= bindparam("soon"))
    silent = and_(_l.liste == "unbestaetigt", _l.tag < bindparam("heute"))
    tasks = and_(or_(*(_l.liste == aufgabe.value for aufgabe in Aufgabe)), _l.tag < bindparam("heute"))
    of_lines = select(_l.elb_id).where(or_(ending, silent, tasks))
    booked = select(einbuchung.c.elb_id).where(
        einbuchung.c.status == EinbuchungStatus.OFFEN.value,
        einbuchung.c.ende >= bindparam("heute"),
        einbuchung.c.ende <= bindparam("einbuchung_soon"),
    )
    chosen = union(of_lines, booked).subquery()
    return (
        select(elb.c.nummer)
        .join(chosen, chosen.c.elb_id == elb.c.id)
        .where(elb.c.nummer > bindparam("after"))
        .order_by(elb.c.nummer)
        .limit(bindparam("limit"))
    )


_CANDIDATES = Prepared(_candidates())
_NOTE = Prepared(
    lambda insert: (
        insert(erinnerung)
        .values(binds("key", "nummer", "gesendet_am"))
        .on_conflict_do_nothing()
        .returning(erinnerung.c.key)
    )
)
_SENT_AT = Prepared(select(erinnerung.c.gesendet_am).where(erinnerung.c.key == bindparam("key")))
_FORGET_PARKED = Prepared(
    delete(entwurf)
    .where(entwurf.c.formularnummer == bindparam("row_key"))
    .where(entwurf.c.geaendert < bindparam("limit_day"))
)
_FORGET_IN_WORK = Prepared(
    update(gespraech)
    .where(gespraech.c.conversation_id == bindparam("row_key"), gespraech.c.nummer.is_not(None))
    .where(gespraech.c.geaendert < bindparam("limit_day"))
    .values(zustand=None, nummer=None)
)
_WANTS = Prepared(select(staff.c.erinnerungen).where(staff.c.id == bindparam("who"), staff.c.gesperrt == 0))
_named = (elb.c.vorname, elb.c.nachname)
_PARKED = Prepared(
    select(entwurf.c.staff_id, entwurf.c.formularnummer, entwurf.c.nummer, *_named, entwurf.c.geaendert)
    .outerjoin(elb, elb.c.nummer == entwurf.c.nummer)
    .where(entwurf.c.geaendert < bindparam("before"), func.coalesce(elb.c.gehalten, 0) == 0)
)
_IN_WORK = Prepared(
    select(gespraech.c.staff_id, gespraech.c.conversation_id, gespraech.c.nummer, *_named, gespraech.c.geaendert)
    .outerjoin(elb, elb.c.nummer == gespraech.c.nummer)
    .where(gespraech.c.geaendert < bindparam("before"), gespraech.c.nummer.is_not(None))
    .where(func.coalesce(elb.c.gehalten, 0) == 0)
)


def candidates(sql: Sql, heute: date, after: str, limit: int) -> list[str]:
    """Numbers of the cases that may have something due, in their order, beginning behind `after`."""
    days = {"heute": day(heute), "soon": day(heute + SOON), "einbuchung_soon": day(heute + EINBUCHUNG_SOON)}
    return [row[0] for row in sql.rows(_CANDIDATES, **days, after=after, limit=limit)]


def note(sql: Sql, key: str, nummer: str | None, jetzt: datetime) -> bool:
    """Whether this reminder is new; from now on it is sent."""
    return sql.row(_NOTE, key=key, nummer=nummer, gesendet_am=moment(jetzt)) is not None


def sent_at(sql: Sql, key: str) -> datetime | None:
    """When this reminder was sent."""
    row = sql.row(_SENT_AT, key=key)
    return to_moment(row[0]) if row else None


def forget(sql: Sql, lying: LiegenderEntwurf) -> bool:
    """Delete a form in work, unless somebody has touched it since; whether it was there."""
    # moments are UTC, the day is Göttingen's: whatever is of the next day or later was touched
    limit = day(lying.seit + timedelta(days=1))
    parked = sql.write(_FORGET_PARKED, row_key=lying.key, limit_day=limit)
    return bool(parked or sql.write(_FORGET_IN_WORK, row_key=lying.key, limit_day=limit))


def wants(sql: Sql, staff_id: str) -> bool:
    """Whether this person wants reminders and may still come in."""
    row = sql.row(_WANTS, who=staff_id)
    return row is not None and bool(row[0])


def lying(sql: Sql, before: datetime) -> list[LiegenderEntwurf]:
    """Forms last touched before then, parked or still in work; a hold on the person keeps them out of it."""
    return [*parked(sql, before), *in_work(sql, before)]


def parked(sql: Sql, before: datetime) -> list[LiegenderEntwurf]:
    """Those laid aside."""
    return [_lying(*row) for row in sql.rows(_PARKED, before=moment(before))]


def in_work(sql: Sql, before: datetime) -> list[LiegenderEntwurf]:
    """Those a conversation stopped in."""
    return [_lying(*row) for row in sql.rows(_IN_WORK, before=moment(before))]


def _lying(
    staff_id: str, form: str, nummer: str | None, vorname: str | None, nachname: str | None, geaendert: str
) -> LiegenderEntwurf:
    name = f"{vorname} {nachname}".strip() if nachname is not None else None
    return LiegenderEntwurf(staff_id, form, nummer, name, day_of(to_moment(geaendert)))
