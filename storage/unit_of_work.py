"""dialogs.ports.UnitOfWork: what a turn may do inside its transaction. Who opens and commits it: `worker`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dialogs import records as r
from dialogs.delivery import Address
from dialogs.monitoring import Bericht
from dialogs.outbox import Due, Outgoing, Settled
from dialogs.ports import Earlier, Kanal, StoredGespraech
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.requests import Entwurf, LiegenderEntwurf, LoadListe, Seite, Vertretung, Zugriff
from dialogs.rollen import Bereich, Staff
from dialogs.turn import ActivityKey
from storage import (
    audit,
    claims,
    erinnerungen,
    faelle,
    forms,
    gespraeche,
    lists,
    monitoring,
    outbox,
    people,
    search,
    writing,
)
from storage.acts import WAS
from storage.audit import Chain
from storage.codec import moment
from storage.context import Context
from storage.sql import Prepared, Sql, binds
from storage.tables import meta


def _pulse(insert: Any) -> Any:
    made = insert(meta).values({"name": "puls"} | binds("value"))
    return made.on_conflict_do_update(index_elements=["name"], set_={"value": made.excluded["value"]})


_PULSE = Prepared(_pulse)


class SqlUnitOfWork:
    """One transaction. `chain` is the end of the audit chain as this transaction leaves it."""

    def __init__(self, sql: Sql, context: Context, chain: Chain) -> None:
        self.chain = chain
        self._sql = sql
        self._context = context
        self._keyring = context.keyring
        self._loaded: tuple[str, Address | None, str] | None = None
        self._pseudonyms: dict[str, str] = {}
        self._changed: set[int] = set()

    def flush(self) -> None:
        """Bring the lists up to date; comes before the commit and before a list is read."""
        for elb_id in self._changed:
            lists.refresh(self._sql, elb_id, faelle.by_id(self._sql, self._keyring, elb_id))
        self._changed.clear()

    # --- deliveries and conversations

    def begin_activity(self, key: ActivityKey, jetzt: datetime) -> Earlier | None:
        return gespraeche.begin_activity(self._sql, self._keyring, key, jetzt)

    def answer_activity(self, key: ActivityKey, answer: str) -> None:
        gespraeche.answer_activity(self._sql, self._keyring, key, answer)

    def load_gespraech(self, conversation_id: str) -> StoredGespraech | None:
        stored, address, owner = gespraeche.load(self._sql, self._keyring, conversation_id)
        self._loaded = (conversation_id, address, owner)
        return stored

    def chat_owner(self, conversation_id: str) -> str | None:
        return gespraeche.owner(self._sql, conversation_id)

    def save_gespraech(
        self, conversation_id: str, staff_id: str, address: Address, gespraech: StoredGespraech, jetzt: datetime
    ) -> None:
        chat = Address(address.service_url, conversation_id)
        gespraeche.save(self._sql, self._keyring, staff_id, chat, gespraech, jetzt)
        if self._loaded != (conversation_id, chat, staff_id):
            gespraeche.set_waiting_address(self._sql, staff_id, chat)

    def entwuerfe(self, staff_id: str) -> tuple[Entwurf, ...]:
        return gespraeche.entwuerfe(self._sql, self._keyring, staff_id)

    # --- people and channels

    def staff(self, tenant_id: str, aad_object_id: str) -> Staff | None:
        person = self.staff_by_id(aad_object_id)
        return person if person and person.tenant_id == people.normal_id(tenant_id) else None

    def staff_by_id(self, aad_object_id: str) -> Staff | None:
        found = people.load_staff(self._sql, aad_object_id, self._context.clock.heute())
        if found is None:
            return None
        self._pseudonyms[aad_object_id] = found[1]
        return found[0]

    def find_staff(self, text: str, *, also_blocked: bool = False) -> tuple[Staff, ...]:
        return people.find_staff(self._sql, text, also_blocked=also_blocked)

    def responsible(self, ifk_id: str) -> tuple[str, ...]:
        return people.responsible(self._sql, ifk_id, self._context.clock.heute())

    def nummern_of(self, ifk_id: str) -> tuple[str, ...]:
        return people.nummern_of(self._sql, ifk_id)

    def kanal(self, conversation_id: str) -> Kanal | None:
        return people.kanal_of(self._sql, conversation_id)

    def active_kanal(self) -> Kanal | None:
        return people.active_kanal(self._sql)

    def personal_address(self, staff_id: str) -> Address | None:
        return outbox.personal_address(self._sql, staff_id)

    # --- participants

    def find_elbs(self, text: str, bereich: Bereich | None = None) -> tuple[tuple[Elb, ...], bool]:
        return search.find(self._sql, text, self._ifk_ids(bereich))

    def load_fall(self, nummer: str) -> Fall | None:
        return faelle.by_nummer(self._sql, self._keyring, nummer)

    def load_fall_of_form(self, formularnummer: str) -> Fall | None:
        return faelle.by_form(self._sql, self._keyring, formularnummer)

    def load_fall_of_message(self, conversation_id: str, activity_id: str) -> tuple[Fall, str] | None:
        form = forms.form_of_message(self._sql, conversation_id, activity_id)
        fall = self.load_fall_of_form(form) if form else None
        return (fall, form) if fall and form else None

    def kanal_of_form(self, formularnummer: str) -> Kanal | None:
        return forms.kanal_of_form(self._sql, formularnummer)

    def thread_of(self, nummer: str, kanal_id: int | None) -> str | None:
        return forms.thread_of(self._sql, nummer, kanal_id)

    def vertretungen(self, staff_id: str, heute: date) -> tuple[Vertretung, ...]:
        return people.vertretungen(self._sql, staff_id, heute)

    def liste(self, request: LoadListe, bereich: Bereich, wer: Staff, heute: date) -> Seite:
        self.flush()
        allowed = self._ifk_ids(bereich)
        own = frozenset({wer.id}) | wer.stands_in_for if request.only_own else None
        if own is not None:
            allowed = own if allowed is None else own & allowed
        return lists.page(self._sql, request, allowed, heute)

    def zugriffe(self, nummer: str) -> tuple[Zugriff, ...]:
        return audit.zugriffe(self._sql, nummer)

    def bericht(self, zeitraum: Zeitraum, heute: date) -> Bericht:
        return monitoring.read(self._sql, self._keyring, zeitraum, heute)

    # --- reminders

    def overdue_forms(self, before: datetime) -> list[tuple[str, str]]:
        return outbox.overdue(self._sql, before)

    def failed_forms(self) -> list[tuple[str, str]]:
        return outbox.failed(self._sql)

    def cases_to_watch(self, heute: date, after: str, limit: int) -> list[str]:
        self.flush()
        return erinnerungen.candidates(self._sql, heute, after, limit)

    def lying_entwuerfe(self, before: datetime) -> list[LiegenderEntwurf]:
        return erinnerungen.lying(self._sql, before)

    def note_erinnerung(self, key: str, nummer: str | None, jetzt: datetime) -> bool:
        return erinnerungen.note(self._sql, key, nummer, jetzt)

    def erinnert_am(self, key: str) -> datetime | None:
        return erinnerungen.sent_at(self._sql, key)

    def forget_entwurf(self, lying: LiegenderEntwurf, jetzt: datetime) -> None:
        if erinnerungen.forget(self._sql, lying):
            person = next(audit.pseudonyms(self._sql, [lying.nummer]), None) if lying.nummer else None
            self._append(audit.entry(jetzt, audit.BOT, person, "entwurf_geloescht"))

    def wants_erinnerungen(self, staff_id: str) -> bool:
        return erinnerungen.wants(self._sql, staff_id)

    # --- facts

    def apply(self, record: r.Record, wer: Staff, jetzt: datetime) -> None:
        elb_id = self._elb_id(record, wer, jetzt)
        self._write(record, wer, jetzt, elb_id)
        self._note(wer, elb_id, WAS[type(record)], _bezug(record), jetzt)

    def audit_read(self, wer: Staff, was: str, nummern: Sequence[str], jetzt: datetime) -> None:
        own = self._pseudonym(wer)
        self._append(*(audit.entry(jetzt, own, person, was) for person in audit.pseudonyms(self._sql, nummern)))

    def enqueue(self, outgoing: Outgoing, jetzt: datetime) -> Due | None:
        return outbox.enqueue(self._sql, self._keyring, self._context.bot, outgoing, jetzt)

    def renew_unsent(self, outgoing_id: str, activity: str) -> bool:
        return outbox.renew(self._sql, self._keyring, outgoing_id, activity, self._context.clock.jetzt())

    # --- for the relay

    def claim(self, jetzt: datetime, limit: int, queue: str | None) -> list[Due]:
        """See dialogs.ports.Outbox."""
        return claims.claim(self._sql, self._keyring, self._context.bot, jetzt, limit, queue)

    def settle(self, *settled: Settled) -> None:
        """See dialogs.ports.Outbox."""
        claims.settle(self._sql, self._context.bot, settled, self._context.clock.jetzt())

    def release(self) -> None:
        """Give back what this bot has claimed and not tried."""
        claims.release(self._sql, self._context.bot)

    def probe(self) -> None:
        """Write something small: a database that is full or locked raises Unavailable."""
        self._sql.write(_PULSE, value=moment(self._context.clock.jetzt()))

    def release_all(self) -> None:
        """Give back what anybody has claimed."""
        claims.release_all(self._sql)

    def _elb_id(self, record: r.Record, wer: Staff, jetzt: datetime) -> int | None:
        if isinstance(record, r.ElbAngelegt):
            return writing.add_elb(self._sql, record, wer.id, jetzt)
        nummer: str | None = getattr(record, "nummer", None)
        if nummer is None:
            return None
        if isinstance(record, r.EntwurfGeparkt):
            return writing.find_elb_id(self._sql, nummer)
        return writing.elb_id_of(self._sql, nummer)

    def _write(self, record: r.Record, wer: Staff, jetzt: datetime, elb_id: int | None) -> None:
        sql, keyring = self._sql, self._keyring
        match record:
            case r.ElbAngelegt() | r.DateiUebergeben():
                pass
            case r.KanalGebunden():
                people.bind_kanal(sql, record, jetzt)
                address = Address(record.service_url, record.conversation_id)
                outbox.set_kanal_address(sql, address)
                forms.send_again(sql, address, jetzt)
            case r.VertretungGesetzt():
                people.set_vertretung(sql, record)
            case r.EntwurfGeparkt():
                gespraeche.park(sql, keyring, wer.id, record.formularnummer, record.nummer, record.zustand, jetzt)
            case r.EntwurfEntfernt():
                gespraeche.remove_entwurf(sql, wer.id, record.formularnummer)
            case r.ErinnerungenGeschaltet():
                people.switch_erinnerungen(sql, wer.id, an=record.an)
            case _ if elb_id is not None:
                writing.write(writing.Writer(sql, self._context, wer, jetzt, elb_id), record)
                self._changed.add(elb_id)

    def _note(self, wer: Staff, elb_id: int | None, was: str, bezug: str | None, jetzt: datetime) -> None:
        person = audit.pseudonym_of_elb(self._sql, elb_id) if elb_id is not None else None
        self._append(audit.entry(jetzt, self._pseudonym(wer), person, was, bezug))

    def _append(self, *entries: audit.Entry) -> None:
        self.chain = audit.append(self._sql, self._context.audit_key, self.chain, *entries)

    def _pseudonym(self, wer: Staff) -> str:
        if wer.id not in self._pseudonyms:
            self._pseudonyms[wer.id] = people.pseudonym_of(self._sql, wer)
        return self._pseudonyms[wer.id]

    def _ifk_ids(self, bereich: Bereich | None) -> frozenset[str] | None:
        """The IFK whose cases lie within; None: all cases."""
        if bereich is None or bereich.alle:
            return None
        team = people.team_ids(self._sql, bereich.team) if bereich.team else ()
        return bereich.ifk_ids | frozenset(team)


def _bezug(record: r.Record) -> str | None:
    """What else identifies the fact without a text: form, kind of confirmation, who else is concerned."""
    match record:
        case r.BogenGesendet():
            return record.bogen.formularnummer
        case r.BestaetigungErfasst() | r.BestaetigungZurueckgenommen():
            return record.art.value
    for name in ("formularnummer", "an_ifk_id", "fuer_ifk_id", "art"):
        if value := getattr(record, name, None):
            return str(value)
    return None
