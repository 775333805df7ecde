"""D15: the classes of data, how long each is kept, and which rows are over their time. Nothing is deleted here."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, func, or_, select, update

from dialogs.erinnerungen import DAYS_KEPT
from dialogs.outbox import Art, Op
from storage.outbox import in_kanal
from storage.sql import Prepared
from storage.tables import activity, einbuchung, elb, entwurf, erinnerung, gespraech, outbox


class Klasse(StrEnum):
    """The classes of data that have a period of their own."""

    ENTWURF = "entwurf"
    GESPRAECH = "gespraech"
    ZUSTELLUNG = "zustellung"
    NACHRICHT = "nachricht"
    ERINNERUNG = "erinnerung"
    EINBUCHUNG = "einbuchung"
    PERSON = "person_ohne_einbuchung"
    AUDIT = "audit"


ERINNERUNG_YEARS: Final = 1
"""So long no reminder comes twice."""
SICHERUNG_DAYS: Final = 30
"""D15: backups; whoever runs the bot deletes the files."""


@dataclass(frozen=True, slots=True)
class Fristen:
    """Set by the house: days, and full years after the end of the year of the Abschluss.

    So many years someone is kept, too, who was entered and never booked.
    """

    entwurf_days: int = DAYS_KEPT
    nachricht_days: int = 90
    einbuchung_years: int = 3
    audit_years: int = 3


def stichtage(heute: date, fristen: Fristen) -> dict[Klasse, date]:
    """The day of each class before which everything goes."""
    entwurf_day = heute - timedelta(days=fristen.entwurf_days)
    return {
        Klasse.ENTWURF: entwurf_day,
        Klasse.GESPRAECH: entwurf_day,
        Klasse.ZUSTELLUNG: entwurf_day,
        Klasse.NACHRICHT: heute - timedelta(days=fristen.nachricht_days),
        Klasse.ERINNERUNG: heute - relativedelta(years=ERINNERUNG_YEARS),
        Klasse.EINBUCHUNG: date(heute.year - fristen.einbuchung_years, 1, 1),
        Klasse.PERSON: date(heute.year - fristen.einbuchung_years, 1, 1),
        Klasse.AUDIT: heute - relativedelta(years=fristen.audit_years),
    }


@dataclass(frozen=True, slots=True)
class Simple:
    """A class that single statements delete; `before` is its day."""

    count: Prepared
    deletions: tuple[Prepared, ...]


def _counting(table: Table, where: ColumnElement[bool]) -> Prepared:
    return Prepared(select(func.count()).select_from(table).where(where))


def not_held(nummer: ColumnElement[Any]) -> ColumnElement[bool]:
    """Of nobody on whom there is a hold, or of nobody known."""
    return or_(nummer.is_(None), nummer.not_in(select(elb.c.nummer).where(elb.c.gehalten == 1)))


def _deleting(table: Table, where: ColumnElement[bool]) -> Simple:
    return Simple(_counting(table, where), (Prepared(delete(table).where(where)),))


_before: ColumnElement[Any] = bindparam("before")
# forms in work are told of before they go (dialogs.erinnerungen); any other question that nobody answered is not
_old_state = and_(gespraech.c.geaendert < _before, gespraech.c.zustand.is_not(None), gespraech.c.nummer.is_(None))
_o = outbox.c
_old_message = and_(_o.erledigt < _before, not_held(_o.nummer))
# what stands in the channel keeps its id until the person is deleted: only by it can the post be deleted then
_post = and_(in_kanal(_o.queue), or_(_o.op == Op.POST.value, _o.op == Op.POST_TWICE.value))
_kept = or_(_post, _o.art == Art.BOGEN.value)
_has_text = or_(_o.activity.is_not(None), _o.placeholder.is_not(None))

SIMPLE: Final = {
    # the row stays: by it a reminder finds its way into the chat
    Klasse.GESPRAECH: Simple(
        _counting(gespraech, _old_state),
        (Prepared(update(gespraech).where(_old_state).values(zustand=None, nummer=None)),),
    ),
    Klasse.ZUSTELLUNG: _deleting(activity, activity.c.erfasst < _before),
    Klasse.NACHRICHT: Simple(
        _counting(outbox, and_(_old_message, or_(~_kept, _has_text))),
        (
            Prepared(update(outbox).where(_old_message, _kept).values(activity=None, placeholder=None)),
            Prepared(delete(outbox).where(_old_message, ~_kept)),
        ),
    ),
    Klasse.ERINNERUNG: _deleting(erinnerung, and_(erinnerung.c.gesendet_am < _before, not_held(erinnerung.c.nummer))),
}

_e = einbuchung.c
_closed_on = func.coalesce(_e.abschluss_am, func.substr(_e.geschlossen_am, 1, 10))
DUE_EINBUCHUNGEN: Final = Prepared(
    select(_e.elb_id, _e.id)
    .join(elb, elb.c.id == _e.elb_id)
    .where(_e.status != "offen", elb.c.gehalten == 0, _closed_on < _before)
    .order_by(_e.elb_id, _e.id)
)
_in_work = [select(table.c.nummer).where(table.c.nummer.is_not(None)) for table in (entwurf, gespraech)]
DUE_PERSONEN: Final = Prepared(
    select(elb.c.id)
    .where(elb.c.gehalten == 0, elb.c.angelegt_am < _before, elb.c.id.not_in(select(_e.elb_id)))
    .where(*(elb.c.nummer.not_in(nummern) for nummern in _in_work))
    .order_by(elb.c.id)
)
