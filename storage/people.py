"""The roster, who stands in for whom, and the bound channels. What a Rolle may do is known to dialogs.rollen."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, or_, select, update

from dialogs.delivery import Address
from dialogs.ports import Conflict, Kanal
from dialogs.records import KanalGebunden, VertretungGesetzt
from dialogs.requests import Vertretung
from dialogs.rollen import Rolle, Staff
from dialogs.verstehen.rangfolge import rangfolge
from storage.codec import day, moment, to_day
from storage.sql import Prepared, Row, Sql, binds
from storage.tables import elb, kanal, staff, traegerperson, vertretung

_GUID: Final = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")

_COLUMNS = (staff.c.id, staff.c.tenant_id, staff.c.name, staff.c.rollen, staff.c.team, staff.c.pseudonym)
_STANDS_IN = and_(vertretung.c.durch_id == staff.c.id, vertretung.c.bis >= bindparam("heute"))
_STAFF = Prepared(
    select(*_COLUMNS, vertretung.c.fuer_id)
    .outerjoin(vertretung, _STANDS_IN)
    .where(staff.c.id == bindparam("id"), staff.c.gesperrt == 0)
)
_ALL = Prepared(select(*_COLUMNS).where(staff.c.gesperrt == 0))
_EVERYBODY = Prepared(select(*_COLUMNS))
_STANDING_IN = select(vertretung.c.durch_id).where(
    vertretung.c.fuer_id == bindparam("ifk"), vertretung.c.bis >= bindparam("heute")
)
_RESPONSIBLE = Prepared(
    select(staff.c.id).where(staff.c.gesperrt == 0, or_(staff.c.id == bindparam("ifk"), staff.c.id.in_(_STANDING_IN)))
)
_TEAM_OF = Prepared(select(staff.c.team).where(staff.c.id == bindparam("id")))
_NUMMERN = Prepared(select(elb.c.nummer).where(elb.c.ifk_id == bindparam("ifk")).order_by(elb.c.nummer))
_TEAM = Prepared(select(staff.c.id).where(staff.c.team == bindparam("team")))
_PSEUDONYM = Prepared(select(staff.c.pseudonym).where(staff.c.id == bindparam("id")))
_SWITCH = Prepared(update(staff).where(staff.c.id == bindparam("staff_id")).values(binds("erinnerungen")))

_TRAEGER = Prepared(select(traegerperson.c.pseudonym).where(traegerperson.c.id == bindparam("id")))
_ADD_TRAEGER = Prepared(
    lambda insert: insert(traegerperson).values(binds("id", "name", "pseudonym")).on_conflict_do_nothing()
)

_KANAL = (kanal.c.id, kanal.c.service_url, kanal.c.conversation_id, kanal.c.active)
_KANAL_OF = Prepared(select(*_KANAL).where(kanal.c.conversation_id == bindparam("conversation_id")))
_ACTIVE = Prepared(select(*_KANAL).where(kanal.c.active == 1))
_DEACTIVATE = Prepared(update(kanal).where(kanal.c.conversation_id != bindparam("other")).values(active=0))


def _bind(insert: Any) -> Any:
    names = ("service_url", "tenant_id", "team_name", "gebunden_am")
    made = insert(kanal).values({**binds("conversation_id", *names), "active": 1})
    changed = {name: made.excluded[name] for name in (*names, "active")}
    return made.on_conflict_do_update(index_elements=["conversation_id"], set_=changed)


def _stand_in(insert: Any) -> Any:
    made = insert(vertretung).values(binds("durch_id", "fuer_id", "bis"))
    return made.on_conflict_do_update(index_elements=["durch_id", "fuer_id"], set_={"bis": made.excluded.bis})


_BIND = Prepared(_bind)
_STAND_IN = Prepared(_stand_in)
_NO_STAND_IN = Prepared(
    delete(vertretung).where(
        vertretung.c.durch_id == bindparam("durch_id"), vertretung.c.fuer_id == bindparam("fuer_id")
    )
)


_fuer, _durch = staff.alias("fuer"), staff.alias("durch")
_OWN_PAIRS = Prepared(
    select(_fuer.c.id, _fuer.c.name, _durch.c.id, _durch.c.name, vertretung.c.bis)
    .join(_fuer, _fuer.c.id == vertretung.c.fuer_id)
    .join(_durch, _durch.c.id == vertretung.c.durch_id)
    .where(vertretung.c.bis >= bindparam("heute"))
    .where(or_(_fuer.c.id == bindparam("who"), _durch.c.id == bindparam("who")))
    .order_by(_fuer.c.name, _durch.c.name)
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A person of the roster as the name search wants them."""

    vorname: str
    nachname: str
    staff: Staff


def load_staff(sql: Sql, aad_object_id: str, heute: date) -> tuple[Staff, str] | None:
    """A person of the roster who is not blocked, and their pseudonym in the audit."""
    rows = sql.rows(_STAFF, id=normal_id(aad_object_id), heute=day(heute))
    if not rows:
        return None
    return _staff(rows[0], frozenset(row[6] for row in rows if row[6])), rows[0][5]


def find_staff(sql: Sql, text: str, *, also_blocked: bool = False) -> tuple[Staff, ...]:
    """People of the roster by name, best first."""
    rows = sql.rows(_EVERYBODY if also_blocked else _ALL)
    found = rangfolge(text, (_named(_staff(row, frozenset())) for row in rows))
    return tuple(named.staff for named in found.treffer)


def nummern_of(sql: Sql, ifk_id: str) -> tuple[str, ...]:
    """The numbers of all cases of this person."""
    return tuple(row[0] for row in sql.rows(_NUMMERN, ifk=ifk_id))


def responsible(sql: Sql, ifk_id: str, heute: date) -> tuple[str, ...]:
    """Who answers for this person's cases on that day; the person first."""
    found = [row[0] for row in sql.rows(_RESPONSIBLE, ifk=ifk_id, heute=day(heute))]
    if found:
        return tuple(sorted(found, key=lambda staff_id: staff_id != ifk_id))
    team = sql.row(_TEAM_OF, id=ifk_id)
    leading = [(row[0], row[4]) for row in sql.rows(_ALL) if Rolle.TEAMLEITUNG in row[3].split(",")]
    own = [staff_id for staff_id, of in leading if team and of == team[0]]
    return tuple(own or [staff_id for staff_id, _ in leading])


def team_ids(sql: Sql, team: str) -> Iterable[str]:
    """Everybody of a team, blocked ones too: their cases stay with the team."""
    return (row[0] for row in sql.rows(_TEAM, team=team)) if team else ()


def pseudonym_of(sql: Sql, wer: Staff) -> str:
    """Under which name the audit knows this person; the Träger's people get theirs with their first act."""
    known = sql.row(_PSEUDONYM, id=wer.id)
    if known is None:
        sql.write(_ADD_TRAEGER, id=wer.id, name=wer.name, pseudonym=new_pseudonym())
        known = sql.row(_TRAEGER, id=wer.id)
    if known is None:
        raise LookupError("no pseudonym")
    return str(known[0])


def new_pseudonym() -> str:
    """A name without a meaning."""
    return secrets.token_hex(8)


def kanal_of(sql: Sql, conversation_id: str) -> Kanal | None:
    """The bound channel of a conversation, former ones too."""
    row = sql.row(_KANAL_OF, conversation_id=conversation_id)
    return _kanal(row) if row else None


def active_kanal(sql: Sql) -> Kanal | None:
    """The channel that gets new forms."""
    row = sql.row(_ACTIVE)
    return _kanal(row) if row else None


def bind_kanal(sql: Sql, record: KanalGebunden, jetzt: datetime) -> None:
    """This channel from now on, the others no longer."""
    sql.write(_DEACTIVATE, other=record.conversation_id)
    sql.write(
        _BIND,
        conversation_id=record.conversation_id,
        service_url=record.service_url,
        tenant_id=record.tenant_id,
        team_name=record.team_name,
        gebunden_am=moment(jetzt),
    )


def set_vertretung(sql: Sql, record: VertretungGesetzt) -> None:
    """One stands in for the other until a day, or no longer."""
    pair = {"durch_id": record.durch_ifk_id, "fuer_id": record.fuer_ifk_id}
    if record.bis is None:
        sql.write(_NO_STAND_IN, **pair)
    else:
        sql.write(_STAND_IN, **pair, bis=day(record.bis))


def vertretungen(sql: Sql, staff_id: str, heute: date) -> tuple[Vertretung, ...]:
    """Those that hold on that day and that this person is one of the two of."""
    rows = sql.rows(_OWN_PAIRS, who=staff_id, heute=day(heute))
    return tuple(Vertretung(row[0], row[1], row[2], row[3], to_day(row[4])) for row in rows)


def switch_erinnerungen(sql: Sql, staff_id: str, *, an: bool) -> None:
    """Reminders on or off."""
    sql.write(_SWITCH, staff_id=staff_id, erinnerungen=int(an))


def require_staff(sql: Sql, staff_id: str, heute: date) -> None:
    """Raises Conflict when nobody of that id works here (any more)."""
    if load_staff(sql, staff_id, heute) is None:
        raise Conflict("staff")


def _staff(row: Row, stands_in_for: frozenset[str]) -> Staff:
    rollen = frozenset(Rolle(rolle) for rolle in row[3].split(","))
    return Staff(row[0], row[1], row[2], rollen, row[4], stands_in_for)


def _named(person: Staff) -> _Named:
    if "," in person.name:
        nachname, _, vorname = person.name.partition(",")
        return _Named(vorname.strip(), nachname.strip(), person)
    vorname, _, nachname = person.name.rpartition(" ")
    return _Named(vorname, nachname, person)


def _kanal(row: Row) -> Kanal:
    return Kanal(row[0], Address(row[1], row[2]), bool(row[3]))


def normal_id(aad_object_id: str) -> str:
    """An aadObjectId is a GUID, which some tools write in capitals; anything else stays as it is."""
    return aad_object_id.lower() if _GUID.fullmatch(aad_object_id) else aad_object_id
