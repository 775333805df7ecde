"""Applies records: the facts a turn writes down, as rows. Lists and audit follow in the unit of work.

Where a fact needs a certain state before it (open, not withdrawn, not confirmed), the statement says so itself;
if no row was in that state, somebody else was quicker: Conflict.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, exists, insert, or_, select, update

from dialogs import records as r
from dialogs.ports import Conflict
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, pruefsumme
from dialogs.rollen import Staff
from storage import faelle, names, people
from storage.codec import day, day_of, moment
from storage.context import Context
from storage.sql import Prepared, Sql, binds
from storage.tables import bestaetigung, bogen, einbuchung, elb, rueckmeldung

_ELB = Prepared(select(elb.c.id).where(elb.c.nummer == bindparam("nummer")).with_for_update())
_ADD_ELB = Prepared(
    insert(elb)
    .values(binds("nummer", "vorname", "nachname", "ifk_id", "pseudonym", "angelegt_am"))
    .returning(elb.c.id)
)
_SET_IFK = Prepared(update(elb).where(elb.c.id == bindparam("elb_id")).values(binds("ifk_id")))

_e = einbuchung.c
_BOOK = Prepared(
    insert(einbuchung)
    .inline()
    .values(binds("elb_id", "beginn", "ende", "kplan", "gebucht_am", "gebucht_von") | {"status": "offen"})
)
_OPEN = Prepared(select(_e.id).where(_e.elb_id == bindparam("elb_id"), _e.status == "offen"))
_b = bestaetigung.c
_binding = or_(_b.art == "eingebucht", _b.art == "bescheid")
_confirmed = exists().where(_b.einbuchung_id == _e.id, _binding, _b.zurueck_am.is_(None))
_one = and_(_e.id == bindparam("einbuchung_id"), _e.elb_id == bindparam("person"))
_MOVE = Prepared(update(einbuchung).where(_one, _e.status == "offen", ~_confirmed).values(binds("beginn", "ende")))
_CANCEL = Prepared(
    update(einbuchung)
    .where(_one, _e.status == "offen", ~_confirmed)
    .values(binds("geschlossen_am") | {"status": "storniert"})
)
_CLOSE = Prepared(
    update(einbuchung).where(_one, _e.status == "offen").values(binds("status", "abschluss_am", "geschlossen_am"))
)
_ZIEL = Prepared(update(einbuchung).where(_one).values(binds("ziel_ergebnis", "ziel_oton")))
_REOPEN = Prepared(
    update(einbuchung)
    .where(_one, or_(_e.status == "abgeschlossen", _e.status == "nicht_angetreten"))
    .values(status="offen", abschluss_am=None, geschlossen_am=None)
)
_KPLAN = Prepared(update(einbuchung).where(_e.id == bindparam("einbuchung_id")).values(binds("kplan")))

_FORM = (
    *("formularnummer", "einbuchung_id", "version", "modul", "beginn", "ende", "anlass", "gespraechsform", "status"),
    *("gesendet_am", "gesendet_von", "inhalt", "pruefsumme_ziel", "pruefsumme_modul", "pruefsumme_dauer"),
)
_SEND = Prepared(insert(bogen).inline().values(binds(*_FORM)))
_of_person = select(_e.id).where(_e.elb_id == bindparam("person")).scalar_subquery()
_WITHDRAW = Prepared(
    update(bogen)
    .where(bogen.c.formularnummer == bindparam("form"), bogen.c.einbuchung_id.in_(_of_person))
    .where(bogen.c.status == "gesendet")
    .values(binds("zurueckgezogen_am", "zurueckgezogen_von") | {"status": "zurueckgezogen"})
)
_CONFIRM = Prepared(insert(bestaetigung).inline().values(binds("einbuchung_id", "art", "am", "durch", "erfasst")))
_newest = (
    select(_b.id)
    .where(_b.einbuchung_id == bindparam("einbuchung_id"), _b.art == bindparam("art"), _b.zurueck_am.is_(None))
    .order_by(_b.erfasst.desc(), _b.id.desc())
    .limit(1)
    .scalar_subquery()
)
_TAKE_BACK = Prepared(update(bestaetigung).where(_b.id == _newest).values(binds("zurueck_am", "zurueck_durch")))
_ANSWER = Prepared(
    insert(rueckmeldung).inline().values(binds("id", "formularnummer", "art", "am", "durch", "erfasst", "text"))
)
_HAS_FORM = Prepared(
    select(bogen.c.formularnummer).where(
        bogen.c.formularnummer == bindparam("form"), bogen.c.einbuchung_id.in_(_of_person)
    )
)
_IS_HIS = Prepared(select(_e.id).where(_one))


@dataclass(frozen=True, slots=True)
class Writer:
    """What every fact needs: the transaction, who acts and when. `elb_id` is the participant it is about."""

    sql: Sql
    context: Context
    wer: Staff
    jetzt: datetime
    elb_id: int

    def changed(self, statement: Prepared, **values: Any) -> None:
        """Change at least one row. Raises Conflict if none was in the state it takes."""
        if not self.sql.write(statement, **values):
            raise Conflict("state")


def elb_id_of(sql: Sql, nummer: str) -> int:
    """The participant's row, locked, so that two turns change a Fall one after the other. Raises Conflict."""
    elb_id = find_elb_id(sql, nummer)
    if elb_id is None:
        raise Conflict("nummer")
    return elb_id


def find_elb_id(sql: Sql, nummer: str) -> int | None:
    """The participant's row, if there is one."""
    row = sql.row(_ELB, nummer=nummer)
    return None if row is None else int(row[0])


def add_elb(sql: Sql, record: r.ElbAngelegt, ifk_id: str, jetzt: datetime) -> int:
    """A new participant. Raises Conflict if the Nummer is taken."""
    row = sql.row(
        _ADD_ELB,
        nummer=record.nummer,
        vorname=record.vorname,
        nachname=record.nachname,
        ifk_id=ifk_id,
        pseudonym=people.new_pseudonym(),
        angelegt_am=day(day_of(jetzt)),
    )
    if row is None:
        raise LookupError("no row came back")
    names.add(sql, row[0], record.nachname, record.vorname, ifk_id)
    return int(row[0])


def write(writer: Writer, record: Any) -> None:
    """Write a fact about a participant down. Raises Conflict."""
    _WRITERS[type(record)](writer, record)


def _book(w: Writer, record: r.EinbuchungGebucht) -> None:
    span, kplan = record.zeitraum, record.kplan.value
    values = {"beginn": day(span.beginn), "ende": day(span.ende), "kplan": kplan}
    w.sql.write(_BOOK, elb_id=w.elb_id, gebucht_am=moment(w.jetzt), gebucht_von=w.wer.name, **values)


def _send(w: Writer, record: r.BogenGesendet) -> None:
    found = w.sql.row(_OPEN, elb_id=w.elb_id)
    if found is None:
        raise Conflict("einbuchung_closed")
    w.sql.write(_SEND, einbuchung_id=found[0], **_form(w.context, record.bogen))
    w.sql.write(_KPLAN, einbuchung_id=found[0], kplan=record.kplan.value)
    for answer in record.bogen.rueckmeldungen:
        _answer(w, r.RueckmeldungErfasst(record.nummer, record.bogen.formularnummer, answer))


def _form(context: Context, form: Erwartungsbogen) -> dict[str, Any]:
    texts = {"antworten": form.antworten, "kurzfassung": form.kurzfassung}
    inhalt: dict[str, Any] = {name: asdict(answers) for name, answers in texts.items() if answers}
    inhalt |= {"begruendung": form.begruendung, "teilnehmende": form.teilnehmende}
    number = form.formularnummer
    return {
        "formularnummer": number,
        "version": form.version,
        "modul": form.modul.value,
        "beginn": day(form.zeitraum.beginn),
        "ende": day(form.zeitraum.ende),
        "anlass": form.anlass and form.anlass.value,
        "gespraechsform": form.gespraechsform and form.gespraechsform.value,
        "status": form.status.value,
        "gesendet_am": moment(form.gesendet_am),
        "gesendet_von": form.gesendet_von,
        "inhalt": context.keyring.encrypt(json.dumps(inhalt), "bogen", "inhalt", number),
        "pruefsumme_ziel": pruefsumme(form.antworten.ziel),
        "pruefsumme_modul": pruefsumme(form.antworten.modul),
        "pruefsumme_dauer": pruefsumme(form.antworten.dauer),
    }


def _withdraw(w: Writer, record: r.BogenZurueckgezogen) -> None:
    when = {"zurueckgezogen_am": moment(w.jetzt), "zurueckgezogen_von": w.wer.name}
    w.changed(_WITHDRAW, form=record.formularnummer, person=w.elb_id, **when)


def _move(w: Writer, record: r.EinbuchungGeaendert) -> None:
    days = {"beginn": day(record.zeitraum.beginn), "ende": day(record.zeitraum.ende)}
    w.changed(_MOVE, einbuchung_id=record.einbuchung_id, person=w.elb_id, **days)


def _cancel(w: Writer, record: r.EinbuchungStorniert) -> None:
    w.changed(_CANCEL, einbuchung_id=record.einbuchung_id, person=w.elb_id, geschlossen_am=moment(w.jetzt))


def _require_his(w: Writer, einbuchung_id: int) -> None:
    if w.sql.row(_IS_HIS, einbuchung_id=einbuchung_id, person=w.elb_id) is None:
        raise Conflict("einbuchung")


def _confirm(w: Writer, record: r.BestaetigungErfasst) -> None:
    _require_his(w, record.einbuchung_id)
    said = {"art": record.art.value, "am": day(record.am), "durch": w.wer.name, "erfasst": moment(w.jetzt)}
    w.sql.write(_CONFIRM, einbuchung_id=record.einbuchung_id, **said)


def _take_back(w: Writer, record: r.BestaetigungZurueckgenommen) -> None:
    _require_his(w, record.einbuchung_id)
    when = {"zurueck_am": moment(w.jetzt), "zurueck_durch": w.wer.name}
    w.changed(_TAKE_BACK, einbuchung_id=record.einbuchung_id, art=record.art.value, **when)


def _close(w: Writer, record: r.Abgeschlossen) -> None:
    w.changed(
        _CLOSE,
        einbuchung_id=record.einbuchung_id,
        person=w.elb_id,
        status="abgeschlossen" if record.am else "nicht_angetreten",
        abschluss_am=day(record.am),
        geschlossen_am=moment(w.jetzt),
    )


def _note_ziel(w: Writer, record: r.ZielErgebnisErfasst) -> None:
    key, oton = record.einbuchung_id, record.oton
    w.changed(
        _ZIEL,
        einbuchung_id=key,
        person=w.elb_id,
        ziel_ergebnis=record.ergebnis and record.ergebnis.value,
        ziel_oton=None if oton is None else w.context.keyring.encrypt(oton, "einbuchung", "ziel_oton", str(key)),
    )


def _reopen(w: Writer, record: r.AbschlussZurueckgenommen) -> None:
    w.changed(_REOPEN, einbuchung_id=record.einbuchung_id, person=w.elb_id)


def _answer(w: Writer, record: r.RueckmeldungErfasst) -> None:
    if w.sql.row(_HAS_FORM, form=record.formularnummer, person=w.elb_id) is None:
        raise Conflict("form")
    said, key = record.rueckmeldung, f"{moment(record.rueckmeldung.erfasst)}-{people.new_pseudonym()}"
    text = None if said.text is None else w.context.keyring.encrypt(said.text, "rueckmeldung", "text", key)
    values = {"art": said.art.value, "am": day(said.am), "durch": said.durch, "erfasst": moment(said.erfasst)}
    w.sql.write(_ANSWER, id=key, formularnummer=record.formularnummer, text=text, **values)


def _hand_over(w: Writer, record: r.FallUebergeben) -> None:
    people.require_staff(w.sql, record.an_ifk_id, w.context.clock.heute())
    w.sql.write(_SET_IFK, elb_id=w.elb_id, ifk_id=record.an_ifk_id)
    fall = faelle.by_id(w.sql, w.context.keyring, w.elb_id)
    names.hand_over(w.sql, w.elb_id, fall.elb.nachname, fall.elb.vorname, record.an_ifk_id)


_WRITERS: Final[dict[type, Callable[[Writer, Any], None]]] = {
    r.EinbuchungGebucht: _book,
    r.BogenGesendet: _send,
    r.BogenZurueckgezogen: _withdraw,
    r.EinbuchungGeaendert: _move,
    r.EinbuchungStorniert: _cancel,
    r.BestaetigungErfasst: _confirm,
    r.BestaetigungZurueckgenommen: _take_back,
    r.Abgeschlossen: _close,
    r.ZielErgebnisErfasst: _note_ziel,
    r.AbschlussZurueckgenommen: _reopen,
    r.RueckmeldungErfasst: _answer,
    r.FallUebergeben: _hand_over,
}
