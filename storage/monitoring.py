"""Reads what a report of the monitoring counts: no name, no O-Ton; what it makes of it stands in dialogs.monitoring.

Four statements, and one more for each 500 forms at the maximum, to know whether a reason was given with them.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, or_, select

from dialogs import monitoring
from dialogs.monitoring import Bericht, Verlauf, whole_months
from dialogs.regelung.erwartungsbogen import (
    Anlass,
    Antworten,
    BogenStatus,
    Erwartungsbogen,
    Gespraechsform,
    Rueckmeldung,
    RueckmeldungArt,
)
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import Bestaetigung, BestaetigungArt, Einbuchung, EinbuchungStatus, ZielErgebnis
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.regelung.teilnahmedauer import is_at_maximum
from storage.codec import day, to_day, to_moment
from storage.crypto import Keyring
from storage.sql import Prepared, Row, Sql
from storage.tables import bestaetigung, bogen, einbuchung, rueckmeldung

if TYPE_CHECKING:
    from storage.database import Database

_HOUSE: Final = ZoneInfo("Europe/Berlin")
_BEFORE: Final = timedelta(days=31)
"""A Bogen may begin 14 days back (D11), so it can be sent when its Einbuchung is just over."""
_AHEAD: Final = timedelta(days=370)
"""A Bogen may begin 12 months ahead (D11)."""
_NONE: Final = Antworten("", "", "")
_CHUNK: Final = 500

_e, _b, _r, _c = einbuchung.c, bogen.c, rueckmeldung.c, bestaetigung.c
_touching = and_(
    _e.status != EinbuchungStatus.STORNIERT.value,
    _e.beginn <= bindparam("latest"),
    or_(_e.ende >= bindparam("earliest"), _e.abschluss_am >= bindparam("earliest")),
)
_EINBUCHUNGEN = Prepared(
    select(_e.id, _e.elb_id, _e.beginn, _e.ende, _e.status, _e.abschluss_am, _e.ziel_ergebnis).where(_touching)
)
_BOEGEN = Prepared(
    select(_b.einbuchung_id, _b.formularnummer, _b.version, _b.modul, _b.beginn, _b.ende, _b.anlass)
    .add_columns(_b.gespraechsform, _b.gesendet_am)
    .join(einbuchung, _e.id == _b.einbuchung_id)
    .where(_touching, _b.status == BogenStatus.GESENDET.value)
    .order_by(_b.version)
)
_CONFIRMED = Prepared(
    select(_r.formularnummer, _r.erfasst)
    .join(bogen, _b.formularnummer == _r.formularnummer)
    .join(einbuchung, _e.id == _b.einbuchung_id)
    .where(_touching, _r.art == RueckmeldungArt.EMPFANG.value)
)
_BESCHEIDE = Prepared(
    select(_c.einbuchung_id, _c.am, _c.erfasst)
    .join(einbuchung, _e.id == _c.einbuchung_id)
    .where(_touching, _c.art == BestaetigungArt.BESCHEID.value, _c.zurueck_am.is_(None))
)


def bericht(database: "Database", zeitraum: Zeitraum) -> Bericht:
    """The report on the months of these days as they are known now, for the command line."""
    heute = database.context.clock.heute()
    return database.run(lambda uow: uow.bericht(zeitraum, heute))


def read(sql: Sql, keyring: Keyring, zeitraum: Zeitraum, heute: date) -> Bericht:
    """The report inside a transaction, for the unit of work."""
    return monitoring.bericht(verlaeufe(sql, keyring, zeitraum), zeitraum, heute)


def verlaeufe(sql: Sql, keyring: Keyring, zeitraum: Zeitraum) -> list[Verlauf]:
    """Every Einbuchung that may touch the months of these days."""
    values = _values(whole_months(zeitraum))
    boegen, bescheide = _boegen(sql, keyring, values), _bescheide(sql, values)
    rows = sql.rows(_EINBUCHUNGEN, **values)
    return [Verlauf(row[1], _einbuchung(row, boegen.get(row[0], ()), bescheide.get(row[0], ()))) for row in rows]


def _values(whole: Zeitraum) -> Mapping[str, str]:
    earliest = max(whole.beginn, date.min + _BEFORE) - _BEFORE
    latest = min(whole.ende, date.max - _AHEAD) + _AHEAD
    return {"earliest": day(earliest), "latest": day(latest)}


def _einbuchung(row: Row, boegen: Sequence[Erwartungsbogen], bescheide: Sequence[Bestaetigung]) -> Einbuchung:
    key, _, beginn, ende, status, abschluss_am, ergebnis = row
    return Einbuchung(
        id=key,
        zeitraum=Zeitraum(to_day(beginn), to_day(ende)),
        kplan=KPlan.ALLGEMEIN,
        status=EinbuchungStatus(status),
        abschluss_am=to_day(abschluss_am),
        ziel_ergebnis=ZielErgebnis(ergebnis) if ergebnis else None,
        boegen=tuple(boegen),
        bestaetigungen=tuple(bescheide),
    )


def _bescheide(sql: Sql, values: Mapping[str, Any]) -> dict[int, list[Bestaetigung]]:
    found: dict[int, list[Bestaetigung]] = defaultdict(list)
    for key, am, erfasst in sql.rows(_BESCHEIDE, **values):
        found[key].append(Bestaetigung(BestaetigungArt.BESCHEID, to_day(am), "", _local(erfasst)))
    return found


def _boegen(sql: Sql, keyring: Keyring, values: Mapping[str, Any]) -> dict[int, list[Erwartungsbogen]]:
    confirmed = _confirmed(sql, values)
    made = [(row[0], _bogen(row, confirmed.get(row[1], ()))) for row in sql.rows(_BOEGEN, **values)]
    reasons = frozenset(_with_begruendung(sql, keyring, [b for _, b in made if is_at_maximum(b.modul, b.zeitraum)]))
    found: dict[int, list[Erwartungsbogen]] = defaultdict(list)
    for key, one in made:
        found[key].append(replace(one, begruendung="ja") if one.formularnummer in reasons else one)
    return found


def _bogen(row: Row, confirmed: Sequence[Rueckmeldung]) -> Erwartungsbogen:
    _, form, version, modul, beginn, ende, anlass, gespraechsform, gesendet_am = row
    return Erwartungsbogen(
        formularnummer=form,
        version=version,
        modul=Modul(modul),
        zeitraum=Zeitraum(to_day(beginn), to_day(ende)),
        antworten=_NONE,
        gesendet_am=_local(gesendet_am),
        gesendet_von="",
        anlass=Anlass(anlass) if anlass else None,
        gespraechsform=Gespraechsform(gespraechsform) if gespraechsform else None,
        rueckmeldungen=tuple(confirmed),
    )


def _confirmed(sql: Sql, values: Mapping[str, Any]) -> dict[str, list[Rueckmeldung]]:
    found: dict[str, list[Rueckmeldung]] = defaultdict(list)
    for form, erfasst in sql.rows(_CONFIRMED, **values):
        moment = _local(erfasst)
        found[form].append(Rueckmeldung(RueckmeldungArt.EMPFANG, moment.date(), "", moment))
    return found


def _with_begruendung(sql: Sql, keyring: Keyring, boegen: Sequence[Erwartungsbogen]) -> Iterator[str]:
    """The forms that hold a Begründung; its words are read and let go."""
    forms = [b.formularnummer for b in boegen]
    for start in range(0, len(forms), _CHUNK):
        some = select(_b.formularnummer, _b.inhalt).where(_b.formularnummer.in_(forms[start : start + _CHUNK]))
        for form, inhalt in sql.select(some):
            if json.loads(keyring.decrypt(inhalt, "bogen", "inhalt", form)).get("begruendung"):
                yield form


def _local(text: str) -> datetime:
    return to_moment(text).astimezone(_HOUSE)
