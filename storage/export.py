"""What the house gives out as JSON: everything on one person (Art. 15 DSGVO), and the state of every delivery."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import bindparam, or_, select

from dialogs.regelung.erwartungsbogen import Antworten, Erwartungsbogen, Rueckmeldung, pruefsumme
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import HILFEPRODUKT, Bestaetigung, Einbuchung
from dialogs.requests import Zugriff
from storage import audit, faelle, writing
from storage.crypto import Keyring
from storage.database import Database
from storage.sql import Prepared, Sql
from storage.tables import bestaetigung, bogen, einbuchung, elb, entwurf, erinnerung, gespraech, outbox

_ALL_ZUGRIFFE: Final = 1_000_000
_ENTWUERFE = Prepared(
    select(entwurf.c.formularnummer, entwurf.c.zustand, entwurf.c.geaendert).where(
        entwurf.c.nummer == bindparam("nummer")
    )
)
_GESPRAECHE = Prepared(
    select(gespraech.c.conversation_id, gespraech.c.zustand, gespraech.c.geaendert).where(
        gespraech.c.nummer == bindparam("nummer"), gespraech.c.zustand.is_not(None)
    )
)
_TAKEN_BACK = Prepared(
    select(bestaetigung.c.einbuchung_id, bestaetigung.c.art, bestaetigung.c.am, bestaetigung.c.durch)
    .add_columns(bestaetigung.c.zurueck_am, bestaetigung.c.zurueck_durch)
    .join(einbuchung, einbuchung.c.id == bestaetigung.c.einbuchung_id)
    .where(einbuchung.c.elb_id == bindparam("elb_id"), bestaetigung.c.zurueck_am.is_not(None))
)
_o = outbox.c
_DELIVERIES = Prepared(
    select(_o.id, _o.art, _o.formularnummer, _o.zustand, _o.attempts, _o.grund, _o.erstellt).order_by(_o.seq)
)
_KEPT = Prepared(select(elb.c.angelegt_am, elb.c.gehalten).where(elb.c.id == bindparam("elb_id")))
_ERINNERUNGEN = Prepared(
    select(erinnerung.c.key, erinnerung.c.gesendet_am)
    .where(erinnerung.c.nummer == bindparam("nummer"))
    .order_by(erinnerung.c.gesendet_am)
)
_FORMS = (
    select(bogen.c.formularnummer)
    .join(einbuchung, einbuchung.c.id == bogen.c.einbuchung_id)
    .where(einbuchung.c.elb_id == bindparam("elb_id"))
)
_MESSAGES = Prepared(
    select(_o.id, _o.art, _o.zustand, _o.erstellt)
    .where(or_(_o.nummer == bindparam("nummer"), _o.formularnummer.in_(_FORMS)))
    .order_by(_o.seq)
)


def auskunft(database: Database, nummer: str) -> dict[str, Any] | None:
    """Everything on one person, in the shape of the contract; None if nobody has that Nummer. Stands in the audit."""
    with database.transaction() as sql:
        fall = faelle.by_nummer(sql, database.context.keyring, nummer)
        if fall is None:
            return None
        found = kept_on(sql, database.context.keyring, fall)
        jetzt = database.context.clock.jetzt()
        person = next(audit.pseudonyms(sql, [nummer]))
        entry = audit.entry(jetzt, audit.COMMAND_LINE, person, "auskunft")
        head = audit.append(sql, database.context.audit_key, audit.new_chain(), entry)
    database.heads(head)
    return found


def zustellungen(database: Database) -> Iterator[dict[str, Any]]:
    """Every outgoing message, oldest first; what to do about it is prose."""
    names = ("id", "art", "formularnummer", "zustand", "versuche", "grund", "erstellt")
    with database.transaction() as sql:
        rows = sql.rows(_DELIVERIES)
    return (dict(zip(names, row, strict=True)) for row in rows)


def kept_on(sql: Sql, keyring: Keyring, fall: Fall) -> dict[str, Any]:
    """What `auskunft` says of this participant."""
    elb_id = writing.elb_id_of(sql, fall.elb.nummer)
    taken_back = sql.rows(_TAKEN_BACK, elb_id=elb_id)
    messages = sql.rows(_MESSAGES, nummer=fall.elb.nummer, elb_id=elb_id)
    reminders = sql.rows(_ERINNERUNGEN, nummer=fall.elb.nummer)
    return {
        "person": _person(fall) | _kept(sql, elb_id),
        "einbuchungen": [_einbuchung(e, [row for row in taken_back if row[0] == e.id]) for e in fall.einbuchungen],
        "entwuerfe": [*_entwuerfe(sql, keyring, fall.elb.nummer)],
        "erinnerungen": [dict(zip(("kennung", "am"), row, strict=True)) for row in reminders],
        "nachrichten": [dict(zip(("id", "art", "zustand", "erstellt"), row, strict=True)) for row in messages],
        "zugriffe": [_zugriff(z) for z in audit.zugriffe(sql, fall.elb.nummer, _ALL_ZUGRIFFE)],
    }


def _kept(sql: Sql, elb_id: int) -> dict[str, Any]:
    row = sql.row(_KEPT, elb_id=elb_id)
    return {"angelegt_am": row[0], "loeschsperre": bool(row[1])} if row else {}


def _person(fall: Fall) -> dict[str, Any]:
    elb = fall.elb
    who = {"nummer": elb.nummer, "vorname": elb.vorname, "nachname": elb.nachname}
    return who | {"ifk": elb.ifk_id, "ifk_name": elb.ifk_name, "team": elb.team}


def _einbuchung(e: Einbuchung, taken_back: list[tuple[Any, ...]]) -> dict[str, Any]:
    names = ("art", "am", "durch", "zurueckgenommen_am", "zurueckgenommen_durch")
    return {
        "hilfeprodukt": HILFEPRODUKT,
        "beginn": e.zeitraum.beginn.isoformat(),
        "ende": e.zeitraum.ende.isoformat(),
        "status": e.status.value,
        "abschluss_am": e.abschluss_am and e.abschluss_am.isoformat(),
        "ziel_ergebnis": e.ziel_ergebnis and e.ziel_ergebnis.value,
        "ziel_oton": e.ziel_oton,
        "kplan": e.kplan.value,
        "bestaetigungen": [_bestaetigung(b) for b in e.bestaetigungen],
        "zurueckgenommene_bestaetigungen": [dict(zip(names, row[1:], strict=True)) for row in taken_back],
        "erwartungsboegen": [_bogen(b) for b in e.boegen],
    }


def _bestaetigung(b: Bestaetigung) -> dict[str, Any]:
    said = {"art": b.art.value, "am": b.am.isoformat(), "durch": b.durch}
    return said | {"erfasst": b.erfasst.isoformat()}


def _bogen(b: Erwartungsbogen) -> dict[str, Any]:
    return {
        "formularnummer": b.formularnummer,
        "version": b.version,
        "modul": b.modul.value,
        "beginn": b.zeitraum.beginn.isoformat(),
        "ende": b.zeitraum.ende.isoformat(),
        "anlass": b.anlass and b.anlass.value,
        "gespraechsform": b.gespraechsform and b.gespraechsform.value,
        "teilnehmende": b.teilnehmende,
        "begruendung": b.begruendung,
        "antworten": _antworten(b.antworten),
        "pruefsummen": {name: pruefsumme(text) for name, text in _antworten(b.antworten).items()},
        "kurzfassung": b.kurzfassung and _antworten(b.kurzfassung),
        "status": b.status.value,
        "gesendet_am": b.gesendet_am.isoformat(),
        "gesendet_von": b.gesendet_von,
        "rueckmeldungen": [_rueckmeldung(answer) for answer in b.rueckmeldungen],
    }


def _antworten(antworten: Antworten) -> Mapping[str, str]:
    return {"ziel": antworten.ziel, "modul": antworten.modul, "dauer": antworten.dauer}


def _rueckmeldung(r: Rueckmeldung) -> dict[str, Any]:
    said = {"art": r.art.value, "am": r.am.isoformat(), "durch": r.durch, "text": r.text}
    return said | {"erfasst": r.erfasst.isoformat()}


def _entwuerfe(sql: Sql, keyring: Keyring, nummer: str) -> Iterator[dict[str, Any]]:
    """Parked forms, and forms in work in somebody's chat."""
    for form, zustand, geaendert in sql.rows(_ENTWUERFE, nummer=nummer):
        text = keyring.decrypt(zustand, "entwurf", "zustand", form)
        yield {"formularnummer": form, "geaendert": geaendert, "zustand": _state(text)}
    for conversation, zustand, geaendert in sql.rows(_GESPRAECHE, nummer=nummer):
        text = keyring.decrypt(zustand, "gespraech", "zustand", conversation)
        yield {"formularnummer": None, "geaendert": geaendert, "zustand": _state(text)}


def _state(text: str) -> Any:
    """A state as it is kept; one that no release can read is given out all the same."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _zugriff(zugriff: Zugriff) -> dict[str, str]:
    return {"am": zugriff.am.isoformat(), "wer": zugriff.wer, "was": zugriff.was}
