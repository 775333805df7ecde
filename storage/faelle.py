"""Reads a Fall: one participant with all Einbuchungen, Bögen, confirmations and answers. Nothing is written here."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from dialogs.regelung.erwartungsbogen import (
    Anlass,
    Antworten,
    BogenStatus,
    Erwartungsbogen,
    Gespraechsform,
    Rueckmeldung,
    RueckmeldungArt,
)
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import Bestaetigung, BestaetigungArt, Einbuchung, EinbuchungStatus, ZielErgebnis
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from storage.codec import to_day, to_moment
from storage.crypto import Keyring
from storage.names import ELB, elb_of
from storage.sql import Prepared, Row, Sql
from storage.tables import bestaetigung, bogen, einbuchung, elb, rueckmeldung, staff

_e, _b = einbuchung.c, bogen.c
_ELB = select(elb.c.id, *ELB).select_from(elb.outerjoin(staff, staff.c.id == elb.c.ifk_id))
_BY_NUMMER = Prepared(_ELB.where(elb.c.nummer == bindparam("nummer")))
_BY_ID = Prepared(_ELB.where(elb.c.id == bindparam("id")))
_ELB_OF_FORM = Prepared(
    select(_e.elb_id).join(bogen, _b.einbuchung_id == _e.id).where(_b.formularnummer == bindparam("formularnummer"))
)
_EINBUCHUNGEN = Prepared(
    select(_e.id, _e.beginn, _e.ende, _e.kplan, _e.status, _e.abschluss_am, _e.ziel_ergebnis)
    .add_columns(_e.ziel_oton)
    .where(_e.elb_id == bindparam("elb_id"))
    .order_by(_e.beginn, _e.id)
)
_BOEGEN = Prepared(
    select(_b.einbuchung_id, _b.formularnummer, _b.version, _b.modul, _b.beginn, _b.ende, _b.inhalt, _b.gesendet_am)
    .add_columns(_b.gesendet_von, _b.status, _b.anlass, _b.gespraechsform, _b.zurueckgezogen_am)
    .join(einbuchung, _e.id == _b.einbuchung_id)
    .where(_e.elb_id == bindparam("elb_id"))
    .order_by(_b.version)
)
_BESTAETIGUNGEN = Prepared(
    select(bestaetigung.c.einbuchung_id, bestaetigung.c.art, bestaetigung.c.am, bestaetigung.c.durch)
    .add_columns(bestaetigung.c.erfasst)
    .join(einbuchung, _e.id == bestaetigung.c.einbuchung_id)
    .where(_e.elb_id == bindparam("elb_id"), bestaetigung.c.zurueck_am.is_(None))
    .order_by(bestaetigung.c.erfasst, bestaetigung.c.id)
)
_r = rueckmeldung.c
_RUECKMELDUNGEN = Prepared(
    select(_r.formularnummer, _r.id, _r.art, _r.am, _r.durch, _r.erfasst, _r.text)
    .join(bogen, _b.formularnummer == _r.formularnummer)
    .join(einbuchung, _e.id == _b.einbuchung_id)
    .where(_e.elb_id == bindparam("elb_id"))
    .order_by(_r.erfasst, _r.id)
)


def by_nummer(sql: Sql, keyring: Keyring, nummer: str) -> Fall | None:
    """The Fall of a participant."""
    row = sql.row(_BY_NUMMER, nummer=nummer)
    return _fall(sql, keyring, row) if row else None


def by_id(sql: Sql, keyring: Keyring, elb_id: int) -> Fall:
    """The Fall by the key of its row, which must be there."""
    row = sql.row(_BY_ID, id=elb_id)
    if row is None:
        raise LookupError(elb_id)
    return _fall(sql, keyring, row)


def by_form(sql: Sql, keyring: Keyring, formularnummer: str) -> Fall | None:
    """The Fall a form belongs to."""
    row = sql.row(_ELB_OF_FORM, formularnummer=formularnummer)
    return by_id(sql, keyring, row[0]) if row else None


def _fall(sql: Sql, keyring: Keyring, row: Row) -> Fall:
    rows = sql.rows(_EINBUCHUNGEN, elb_id=row[0])
    if not rows:
        return Fall(elb_of(row[1:]))
    boegen, bestaetigungen = _boegen(sql, keyring, row[0]), _bestaetigungen(sql, row[0])
    made = (_einbuchung(keyring, e, boegen[e[0]], bestaetigungen[e[0]]) for e in rows)
    return Fall(elb_of(row[1:]), tuple(made))


def _einbuchung(
    keyring: Keyring, row: Row, boegen: Sequence[Erwartungsbogen], confirmed: Sequence[Bestaetigung]
) -> Einbuchung:
    key, beginn, ende, kplan, status, abschluss_am, ergebnis, oton = row
    return Einbuchung(
        key,
        Zeitraum(to_day(beginn), to_day(ende)),
        KPlan(kplan),
        EinbuchungStatus(status),
        to_day(abschluss_am),
        ZielErgebnis(ergebnis) if ergebnis else None,
        None if oton is None else keyring.decrypt(oton, "einbuchung", "ziel_oton", str(key)),
        tuple(boegen),
        tuple(confirmed),
    )


def _boegen(sql: Sql, keyring: Keyring, elb_id: int) -> dict[int, list[Erwartungsbogen]]:
    answers = _rueckmeldungen(sql, keyring, elb_id)
    found: dict[int, list[Erwartungsbogen]] = defaultdict(list)
    for row in sql.rows(_BOEGEN, elb_id=elb_id):
        found[row[0]].append(_bogen(keyring, row, answers[row[1]]))
    return found


def _bogen(keyring: Keyring, row: Row, rueckmeldungen: Sequence[Rueckmeldung]) -> Erwartungsbogen:
    _, form, version, modul, beginn, ende, inhalt, am, von, status, anlass, gespraechsform, withdrawn_am = row
    texts: dict[str, Any] = json.loads(keyring.decrypt(inhalt, "bogen", "inhalt", form))
    kurz = texts.get("kurzfassung")
    return Erwartungsbogen(
        formularnummer=form,
        version=version,
        modul=Modul(modul),
        zeitraum=Zeitraum(to_day(beginn), to_day(ende)),
        antworten=Antworten(**texts["antworten"]),
        gesendet_am=to_moment(am),
        gesendet_von=von,
        status=BogenStatus(status),
        anlass=Anlass(anlass) if anlass else None,
        gespraechsform=Gespraechsform(gespraechsform) if gespraechsform else None,
        teilnehmende=texts.get("teilnehmende"),
        begruendung=texts.get("begruendung"),
        kurzfassung=Antworten(**kurz) if kurz else None,
        rueckmeldungen=tuple(rueckmeldungen),
        zurueckgezogen_am=to_moment(withdrawn_am) if withdrawn_am else None,
    )


def _rueckmeldungen(sql: Sql, keyring: Keyring, elb_id: int) -> dict[str, list[Rueckmeldung]]:
    found: dict[str, list[Rueckmeldung]] = defaultdict(list)
    for form, key, art, am, durch, erfasst, text in sql.rows(_RUECKMELDUNGEN, elb_id=elb_id):
        plain = None if text is None else keyring.decrypt(text, "rueckmeldung", "text", key)
        answer = Rueckmeldung(RueckmeldungArt(art), to_day(am), durch, to_moment(erfasst), plain)
        found[form].append(answer)
    return found


def _bestaetigungen(sql: Sql, elb_id: int) -> dict[int, list[Bestaetigung]]:
    found: dict[int, list[Bestaetigung]] = defaultdict(list)
    for key, art, am, durch, erfasst in sql.rows(_BESTAETIGUNGEN, elb_id=elb_id):
        found[key].append(Bestaetigung(BestaetigungArt(art), to_day(am), durch, to_moment(erfasst)))
    return found
