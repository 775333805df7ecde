"""The database in memory: dialogs.ports.Storage and Outbox, kept as JSON, failing like the real thing.

Slow and small on purpose. `unavailable` makes the next transactions fail, `fail_commits` lets works run twice.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeVar

from pydantic import BaseModel

from dialogs import monitoring
from dialogs import records as r
from dialogs.delivery import Address
from dialogs.monitoring import Bericht, Verlauf
from dialogs.outbox import Art, Due, Outgoing, Settled, Zustand
from dialogs.ports import Clock, Conflict, Earlier, Kanal, StoredGespraech, Unavailable
from dialogs.regelung.erwartungsbogen import BogenStatus, Erwartungsbogen
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import Bestaetigung, Einbuchung, EinbuchungStatus, check_changeable
from dialogs.requests import Entwurf, LiegenderEntwurf, Liste, LoadListe, Seite, Vertretung, Zugriff
from dialogs.rollen import Bereich, Rolle, Staff
from dialogs.turn import ActivityKey
from dialogs.verstehen.rangfolge import rangfolge
from storage.acts import WAS
from tests.fakes.listen import rows_of

T = TypeVar("T")
PAGE = 10
LEASE = timedelta(seconds=60)


class Row(BaseModel):
    """A line of the outbox."""

    out: Outgoing
    zustand: Zustand = Zustand.OFFEN
    attempts: int = 0
    activity_id: str | None = None
    again_at: datetime | None = None
    lease_until: datetime | None = None
    grund: str | None = None
    erstellt: datetime


class Chat(BaseModel):
    """A conversation."""

    staff_id: str
    service_url: str
    zustand: str | None
    nummer: str | None
    geaendert: datetime


class Draft(BaseModel):
    """A parked form."""

    staff_id: str
    nummer: str | None
    zustand: str
    geaendert: datetime


class Channel(BaseModel):
    """A bound channel."""

    id: int
    service_url: str
    active: bool


class Access(BaseModel):
    """A line of the audit."""

    am: datetime
    wer: str
    was: str
    nummer: str | None


class World(BaseModel):
    """Everything that is kept."""

    activities: dict[str, str | None] = {}
    staff: dict[str, Staff] = {}
    vertretung: dict[str, date] = {}
    kanaele: dict[str, Channel] = {}
    chats: dict[str, Chat] = {}
    drafts: dict[str, Draft] = {}
    faelle: dict[str, Fall] = {}
    outbox: list[Row] = []
    audit: list[Access] = []
    erinnerungen_aus: set[str] = set()
    erinnert: dict[str, datetime] = {}
    last_id: int = 0


class FakeUnitOfWork:
    """One transaction on a copy of the world."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.world = world
        self.failure: Conflict | None = None
        self._clock = clock

    def begin_activity(self, key: ActivityKey, jetzt: datetime) -> Earlier | None:
        del jetzt
        row = _name(key)
        if row in self.world.activities:
            return Earlier(self.world.activities[row])
        self.world.activities[row] = None
        return None

    def answer_activity(self, key: ActivityKey, answer: str) -> None:
        self.world.activities[_name(key)] = answer

    def staff(self, tenant_id: str, aad_object_id: str) -> Staff | None:
        found = self.staff_by_id(aad_object_id)
        return found if found and found.tenant_id == tenant_id else None

    def staff_by_id(self, aad_object_id: str) -> Staff | None:
        found = self.world.staff.get(aad_object_id)
        heute = self._clock.heute()
        pairs = ((pair.split(" "), bis) for pair, bis in self.world.vertretung.items())
        others = frozenset(fuer for (durch, fuer), bis in pairs if durch == aad_object_id and bis >= heute)
        return found and replace(found, stands_in_for=others)

    def find_staff(self, text: str, *, also_blocked: bool = False) -> tuple[Staff, ...]:
        del also_blocked
        named = {_as_elb(person): person for person in self.world.staff.values()}
        return tuple(named[elb] for elb in rangfolge(text, named).treffer)

    def responsible(self, ifk_id: str) -> tuple[str, ...]:
        everybody = [found for key in self.world.staff if (found := self.staff_by_id(key))]
        ids = [p.id for p in everybody if p.id == ifk_id] + [p.id for p in everybody if ifk_id in p.stands_in_for]
        return tuple(ids or [p.id for p in everybody if Rolle.TEAMLEITUNG in p.rollen])

    def nummern_of(self, ifk_id: str) -> tuple[str, ...]:
        return tuple(sorted(nummer for nummer, fall in self.world.faelle.items() if fall.elb.ifk_id == ifk_id))

    def personal_address(self, staff_id: str) -> Address | None:
        found = [(c, chat) for c, chat in self.world.chats.items() if chat.staff_id == staff_id]
        return Address(found[-1][1].service_url, found[-1][0]) if found else None

    def kanal(self, conversation_id: str) -> Kanal | None:
        found = self.world.kanaele.get(conversation_id)
        return Kanal(found.id, Address(found.service_url, conversation_id), found.active) if found else None

    def active_kanal(self) -> Kanal | None:
        return next((k for c in self.world.kanaele if (k := self.kanal(c)) and k.active), None)

    def load_gespraech(self, conversation_id: str) -> StoredGespraech | None:
        chat = self.world.chats.get(conversation_id)
        return StoredGespraech(chat.zustand, chat.nummer) if chat and chat.zustand else None

    def chat_owner(self, conversation_id: str) -> str | None:
        chat = self.world.chats.get(conversation_id)
        return chat.staff_id if chat else None

    def save_gespraech(
        self, conversation_id: str, staff_id: str, address: Address, gespraech: StoredGespraech, jetzt: datetime
    ) -> None:
        self.world.chats.pop(conversation_id, None)
        chat = Chat(
            staff_id=staff_id,
            service_url=address.service_url,
            zustand=gespraech.zustand,
            nummer=gespraech.nummer,
            geaendert=jetzt,
        )
        self.world.chats[conversation_id] = chat
        self._set_address(f"staff:{staff_id}", Address(address.service_url, conversation_id))

    def find_elbs(self, text: str, bereich: Bereich | None = None) -> tuple[tuple[Elb, ...], bool]:
        if text.strip() in self.world.faelle:
            return (self.world.faelle[text.strip()].elb,), True
        elbs = [fall.elb for fall in self.world.faelle.values() if bereich is None or _within(bereich, fall.elb)]
        found = rangfolge(text, elbs)
        certain = bool(found.best) and rangfolge(text, found.best[:1]).exact
        return (found.best if certain else found.treffer)[:20], certain

    def load_fall(self, nummer: str) -> Fall | None:
        return self.world.faelle.get(nummer)

    def load_fall_of_form(self, formularnummer: str) -> Fall | None:
        return next((fall for fall in self.world.faelle.values() if fall.bogen(formularnummer)), None)

    def load_fall_of_message(self, conversation_id: str, activity_id: str) -> tuple[Fall, str] | None:
        posts = [row for row in self.world.outbox if row.out.art is Art.BOGEN and _at(row, conversation_id)]
        root = next((row.out.thread or row.out.id for row in posts if row.activity_id == activity_id), None)
        forms = [row.out.formularnummer for row in posts if root and root in (row.out.id, row.out.thread)]
        fall = self.load_fall_of_form(forms[-1]) if forms and forms[-1] else None
        return (fall, forms[-1]) if fall and forms[-1] else None

    def kanal_of_form(self, formularnummer: str) -> Kanal | None:
        posts = (row.out for row in self.world.outbox if row.out.art is Art.BOGEN)
        out = next((out for out in posts if out.formularnummer == formularnummer), None)
        return self.kanal(out.address.conversation_id) if out and out.address else None

    def thread_of(self, nummer: str, kanal_id: int | None) -> str | None:
        for row in self.world.outbox:
            kanal = self.kanal(row.out.address.conversation_id) if row.out.address else None
            lost = row.zustand is Zustand.GESCHEITERT and not row.activity_id
            if row.out.art is Art.BOGEN and row.out.nummer == nummer and not (row.out.thread or lost):
                return row.out.id if kanal_id == (kanal and kanal.id) else None
        return None

    def vertretungen(self, staff_id: str, heute: date) -> tuple[Vertretung, ...]:
        names = {one.id: one.name for one in self.world.staff.values()}
        found: list[Vertretung] = []
        for pair, bis in self.world.vertretung.items():
            durch, fuer = pair.split(" ")
            if bis >= heute and staff_id in (fuer, durch):
                found.append(Vertretung(fuer, names[fuer], durch, names[durch], bis))
        return tuple(found)

    def entwuerfe(self, staff_id: str) -> tuple[Entwurf, ...]:
        own = [(form, d) for form, d in self.world.drafts.items() if d.staff_id == staff_id]
        own.sort(key=lambda pair: pair[1].geaendert, reverse=True)
        names = {nummer: fall.elb.name for nummer, fall in self.world.faelle.items()}
        return tuple(Entwurf(form, d.nummer, names.get(d.nummer or ""), d.zustand, d.geaendert) for form, d in own)

    def liste(self, request: LoadListe, bereich: Bereich, wer: Staff, heute: date) -> Seite:
        everyone = request.art is Liste.KANAL
        own = {wer.id, *wer.stands_in_for}
        faelle = [f for f in self.world.faelle.values() if everyone or _within(bereich, f.elb)]
        faelle = [f for f in faelle if not request.only_own or f.elb.ifk_id in own]
        rows = sorted((row for fall in faelle for row in rows_of(fall, request, heute)), key=lambda row: row[0])
        rows = [row for row in rows if request.modul in (None, row[1].modul)]
        rows = [row for row in rows if request.zeitraum is None or row[0] in request.zeitraum]
        seiten = max(1, -(-len(rows) // PAGE))
        seite = min(max(1, request.seite), seiten)
        return Seite(tuple(row[1] for row in rows[(seite - 1) * PAGE : seite * PAGE]), len(rows), seite, seiten)

    def zugriffe(self, nummer: str) -> tuple[Zugriff, ...]:
        own = [Zugriff(a.am, a.wer, a.was) for a in reversed(self.world.audit) if a.nummer == nummer]
        return tuple(sorted(own, key=lambda zugriff: zugriff.am, reverse=True)[:100])

    def bericht(self, zeitraum: Zeitraum, heute: date) -> Bericht:
        verlaeufe = [Verlauf(i, e) for i, fall in enumerate(self.world.faelle.values()) for e in fall.einbuchungen]
        return monitoring.bericht(verlaeufe, zeitraum, heute)

    def audit_read(self, wer: Staff, was: str, nummern: Sequence[str], jetzt: datetime) -> None:
        for nummer in dict.fromkeys(nummern):
            if nummer in self.world.faelle:
                self.world.audit.append(Access(am=jetzt, wer=wer.name, was=was, nummer=nummer))

    def enqueue(self, outgoing: Outgoing, jetzt: datetime) -> Due | None:
        if any(row.out.id == outgoing.id for row in self.world.outbox):
            return None
        address = outgoing.address or self._known_address(outgoing.queue)
        row = Row(out=replace(outgoing, address=address), again_at=jetzt, erstellt=jetzt)
        self.world.outbox.append(row)
        due = self._due(row, jetzt)
        if due is None:
            return None
        row.lease_until = jetzt + LEASE
        return replace(due, outgoing=outgoing)

    def renew_unsent(self, outgoing_id: str, activity: str) -> bool:
        row, jetzt = self._row(outgoing_id), self._clock.jetzt()
        if row is None or row.again_at is None or (row.lease_until and row.lease_until > jetzt):
            return False
        row.out = replace(row.out, activity=activity)
        return True

    # --- reminders

    def overdue_forms(self, before: datetime) -> list[tuple[str, str]]:
        posts = (row for row in self.world.outbox if row.out.art is Art.BOGEN and row.again_at and row.out.address)
        return [(row.out.formularnummer or "", row.grund or "") for row in posts if row.erstellt < before]

    def failed_forms(self) -> list[tuple[str, str]]:
        posts = (row for row in self.world.outbox if row.out.art is Art.BOGEN and row.zustand is Zustand.GESCHEITERT)
        return [(row.out.formularnummer or "", row.grund or "") for row in posts]

    def cases_to_watch(self, heute: date, after: str, limit: int) -> list[str]:
        """Everybody: to look at one case too many is allowed."""
        del heute
        return sorted(nummer for nummer in self.world.faelle if nummer > after)[:limit]

    def lying_entwuerfe(self, before: datetime) -> list[LiegenderEntwurf]:
        parked = [(d.staff_id, form, d.nummer, d.geaendert) for form, d in self.world.drafts.items()]
        in_work = [(c.staff_id, key, c.nummer, c.geaendert) for key, c in self.world.chats.items() if c.nummer]
        names = {nummer: fall.elb.name for nummer, fall in self.world.faelle.items()}
        lying = [row for row in (*parked, *in_work) if row[3] < before]
        return [LiegenderEntwurf(who, key, n, names.get(n or ""), at.date()) for who, key, n, at in lying]

    def note_erinnerung(self, key: str, nummer: str | None, jetzt: datetime) -> bool:
        del nummer
        new = key not in self.world.erinnert
        self.world.erinnert.setdefault(key, jetzt)
        return new

    def erinnert_am(self, key: str) -> datetime | None:
        return self.world.erinnert.get(key)

    def forget_entwurf(self, lying: LiegenderEntwurf, jetzt: datetime) -> None:
        draft, chat = self.world.drafts.get(lying.key), self.world.chats.get(lying.key)
        if draft and draft.geaendert.date() <= lying.seit:
            del self.world.drafts[lying.key]
        if chat and chat.geaendert.date() <= lying.seit:
            self.world.chats[lying.key] = chat.model_copy(update={"zustand": None, "nummer": None})
        self.world.audit.append(Access(am=jetzt, wer="bot", was="entwurf_geloescht", nummer=lying.nummer))

    def wants_erinnerungen(self, staff_id: str) -> bool:
        return staff_id in self.world.staff and staff_id not in self.world.erinnerungen_aus

    # --- for the relay

    def claim(self, jetzt: datetime, limit: int, queue: str | None) -> list[Due]:
        heads = {row.out.queue: row for row in reversed(self.world.outbox) if row.again_at}
        found = (self._claimed(row, jetzt, queue) for row in self.world.outbox if row is heads.get(row.out.queue))
        return [*islice((due for due in found if due), limit)]

    def settle(self, *settled: Settled) -> None:
        for one in settled:
            self._settle(one)

    def _settle(self, settled: Settled) -> None:
        row = next((row for row in self.world.outbox if row.out.id == settled.id), None)
        if row is None or row.again_at is None:
            return
        row.zustand, row.attempts, row.grund = settled.zustand, settled.attempts, settled.grund
        row.again_at, row.lease_until = settled.again_at, None
        row.activity_id = settled.activity_id or row.activity_id

    def _claimed(self, row: Row, jetzt: datetime, queue: str | None) -> Due | None:
        free = row.lease_until is None or row.lease_until <= jetzt
        if row.again_at is None or row.again_at > jetzt or not free or queue not in (None, row.out.queue):
            return None
        target = self._row(row.out.target)
        if row.out.target and (target is None or (target.again_at is None and not target.activity_id)):
            failed = Settled(row.out.id, Zustand.GESCHEITERT, row.attempts, grund="target_failed")
            self.settle(failed)
            return None
        due = self._due(row, jetzt)
        if due:
            row.attempts += row.lease_until is not None
            row.lease_until = jetzt + LEASE
        return due and replace(due, attempts=row.attempts)

    def _due(self, row: Row, jetzt: datetime) -> Due | None:
        address, target, root = row.out.address, self._row(row.out.target), self._row(row.out.thread)
        before = self.world.outbox[: self.world.outbox.index(row)]
        older = [other for other in before if other.out.queue == row.out.queue and other.again_at]
        waits = any(other.lease_until is None or other.lease_until <= jetzt for other in older)
        no_target = bool(row.out.target) and (target is None or bool(target.again_at) or not target.activity_id)
        no_root = root is not None and bool(root.again_at) and not root.activity_id
        if address is None or waits or no_target or no_root:
            return None
        if root and root.activity_id:
            address = replace(address, conversation_id=f"{address.conversation_id};messageid={root.activity_id}")
        elif row.out.thread:
            row.out = replace(row.out, thread=None)
        return Due(row.out, address, target.activity_id if target else row.activity_id, row.attempts)

    def _row(self, name: str | None) -> Row | None:
        return next((row for row in self.world.outbox if row.out.id == name), None)

    def _known_address(self, queue: str) -> Address | None:
        if queue.startswith("staff:"):
            return self.personal_address(queue.removeprefix("staff:"))
        kanal = self.active_kanal() if queue.partition(":")[0] == "kanal" else None
        return kanal.address if kanal else None

    def _set_address(self, queue: str, address: Address) -> None:
        for row in self.world.outbox:
            known = row.out.address
            moved = known is None or (known != address and known.conversation_id == address.conversation_id)
            if row.out.queue == queue and row.again_at and moved:
                row.out = replace(row.out, address=address)
                row.again_at = row.erstellt

    # --- facts

    def apply(self, record: r.Record, wer: Staff, jetzt: datetime) -> None:
        nummer: str | None = getattr(record, "nummer", None)
        if not isinstance(record, r.ElbAngelegt | r.EntwurfGeparkt) and nummer and nummer not in self.world.faelle:
            self.failure = Conflict("nummer")
            raise self.failure
        try:
            self._write(record, wer, jetzt)
        except Conflict as conflict:
            self.failure = conflict
            raise
        known = nummer if nummer in self.world.faelle else None
        self.world.audit.append(Access(am=jetzt, wer=wer.name, was=WAS[type(record)], nummer=known))

    def _write(self, record: r.Record, wer: Staff, jetzt: datetime) -> None:
        match record:
            case r.ElbAngelegt():
                self._add_elb(record, wer)
            case r.KanalGebunden():
                self._bind(record)
            case r.VertretungGesetzt():
                pair = f"{record.durch_ifk_id} {record.fuer_ifk_id}"
                self.world.vertretung.pop(pair, None)
                if record.bis:
                    self.world.vertretung[pair] = record.bis
            case r.EntwurfGeparkt(form, nummer, zustand):
                draft = Draft(staff_id=wer.id, nummer=nummer, zustand=zustand, geaendert=jetzt)
                self.world.drafts[form] = draft
            case r.EntwurfEntfernt(form):
                if form in self.world.drafts and self.world.drafts[form].staff_id == wer.id:
                    del self.world.drafts[form]
            case r.ErinnerungenGeschaltet(an):
                (self.world.erinnerungen_aus.discard if an else self.world.erinnerungen_aus.add)(wer.id)
            case r.FallUebergeben():
                self._hand_over(record)
            case r.DateiUebergeben():
                pass
            case _:
                fall = self.world.faelle[record.nummer]
                self.world.faelle[record.nummer] = self._changed(fall, record, wer, jetzt)

    def _add_elb(self, record: r.ElbAngelegt, wer: Staff) -> None:
        if record.nummer in self.world.faelle:
            raise Conflict("nummer")
        elb = Elb(record.nummer, record.vorname, record.nachname, wer.id, wer.name, wer.team)
        self.world.faelle[record.nummer] = Fall(elb)

    def _hand_over(self, record: r.FallUebergeben) -> None:
        ifk = self.staff_by_id(record.an_ifk_id)
        if ifk is None:
            raise Conflict("staff")
        fall = self.world.faelle[record.nummer]
        elb = replace(fall.elb, ifk_id=ifk.id, ifk_name=ifk.name, team=ifk.team)
        self.world.faelle[record.nummer] = replace(fall, elb=elb)

    def _bind(self, record: r.KanalGebunden) -> None:
        for channel in self.world.kanaele.values():
            channel.active = False
        known = self.world.kanaele.get(record.conversation_id)
        bound = Channel(id=known.id if known else self._id(), service_url=record.service_url, active=True)
        self.world.kanaele[record.conversation_id] = bound
        for queue in {row.out.queue for row in self.world.outbox if row.out.queue.partition(":")[0] == "kanal"}:
            self._set_address(queue, Address(record.service_url, record.conversation_id))

    def _id(self) -> int:
        self.world.last_id += 1
        return self.world.last_id

    def _changed(self, fall: Fall, record: r.Record, wer: Staff, jetzt: datetime) -> Fall:
        if isinstance(record, r.EinbuchungGebucht):
            if fall.open_einbuchung:
                raise Conflict("einbuchung")
            booked = Einbuchung(self._id(), record.zeitraum, record.kplan)
            einbuchungen = sorted((*fall.einbuchungen, booked), key=lambda e: (e.zeitraum.beginn, e.id))
            return replace(fall, einbuchungen=tuple(einbuchungen))
        old = _concerned(fall, record)
        new = self._changed_einbuchung(old, record, wer, jetzt)
        if new.is_open and not old.is_open and fall.open_einbuchung:
            raise Conflict("einbuchung")
        return replace(fall, einbuchungen=tuple(new if e.id == old.id else e for e in fall.einbuchungen))

    def _changed_einbuchung(self, e: Einbuchung, record: r.Record, wer: Staff, jetzt: datetime) -> Einbuchung:
        match record:
            case r.BogenGesendet(_, bogen, kplan):
                _require(all(b.version != bogen.version for b in e.boegen))
                _require(not self.load_fall_of_form(bogen.formularnummer))
                return replace(e, kplan=kplan, boegen=tuple(sorted((*e.boegen, bogen), key=lambda b: b.version)))
            case r.BogenZurueckgezogen(_, form):
                _require(any(b.formularnummer == form and b.status is BogenStatus.GESENDET for b in e.boegen))
                return _with_bogen(
                    e, form, lambda b: replace(b, status=BogenStatus.ZURUECKGEZOGEN, zurueckgezogen_am=jetzt)
                )
            case r.RueckmeldungErfasst(_, form, said):
                return _with_bogen(e, form, lambda b: replace(b, rueckmeldungen=(*b.rueckmeldungen, said)))
            case r.EinbuchungGeaendert():
                _require(check_changeable(e) is None)
                return replace(e, zeitraum=record.zeitraum)
            case r.EinbuchungStorniert():
                _require(check_changeable(e) is None)
                return replace(e, status=EinbuchungStatus.STORNIERT)
            case r.BestaetigungErfasst():
                confirmed = Bestaetigung(record.art, record.am, wer.name, jetzt)
                return replace(e, bestaetigungen=(*e.bestaetigungen, confirmed))
            case r.BestaetigungZurueckgenommen():
                last = e.last_confirmation(record.art)
                _require(last is not None)
                return replace(e, bestaetigungen=tuple(b for b in e.bestaetigungen if b is not last))
            case r.Abgeschlossen():
                _require(e.is_open)
                ended = EinbuchungStatus.ABGESCHLOSSEN if record.am else EinbuchungStatus.NICHT_ANGETRETEN
                return replace(e, status=ended, abschluss_am=record.am)
            case r.ZielErgebnisErfasst():
                return replace(e, ziel_ergebnis=record.ergebnis, ziel_oton=record.oton)
            case r.AbschlussZurueckgenommen():
                _require(e.status in (EinbuchungStatus.ABGESCHLOSSEN, EinbuchungStatus.NICHT_ANGETRETEN))
                return replace(e, status=EinbuchungStatus.OFFEN, abschluss_am=None)
        raise TypeError(record)


def _name(key: ActivityKey) -> str:
    return hashlib.sha256(repr(key).encode()).hexdigest()


def _as_elb(person: Staff) -> Elb:
    vorname, _, nachname = person.name.rpartition(" ")
    return Elb(person.id, vorname, nachname, "", "", "")


def _within(bereich: Bereich, elb: Elb) -> bool:
    of_team = bereich.team is not None and elb.team == bereich.team
    return bereich.alle or of_team or elb.ifk_id in bereich.ifk_ids


def _at(row: Row, conversation_id: str) -> bool:
    return row.out.address is not None and row.out.address.conversation_id == conversation_id


def _require(ok: bool) -> None:  # noqa: FBT001 - reads like an assertion
    if not ok:
        raise Conflict("state")


def _concerned(fall: Fall, record: r.Record) -> Einbuchung:
    if isinstance(record, r.BogenGesendet):
        found = fall.open_einbuchung
    elif isinstance(record, r.BogenZurueckgezogen | r.RueckmeldungErfasst):
        pair = fall.bogen(record.formularnummer)
        found = pair[0] if pair else None
    else:
        key = getattr(record, "einbuchung_id", None)
        found = next((e for e in fall.einbuchungen if e.id == key), None)
    if found is None:
        raise Conflict("einbuchung")
    return found


def _with_bogen(e: Einbuchung, form: str, change: Callable[[Erwartungsbogen], Erwartungsbogen]) -> Einbuchung:
    return replace(e, boegen=tuple(change(b) if b.formularnummer == form else b for b in e.boegen))


class FakeStorage:
    """The database; it knows nobody before `add_staff`."""

    def __init__(self, clock: Clock) -> None:
        self.unavailable = 0
        self.fail_commits = 0
        self._clock = clock
        self._text = World().model_dump_json()

    def add_staff(self, people: Iterable[Staff]) -> None:
        """People of the roster."""
        world = self.world
        world.staff |= {person.id: person for person in people}
        self._text = world.model_dump_json()

    @property
    def world(self) -> World:
        """A copy of everything that is committed."""
        return World.model_validate_json(self._text)

    async def transact(self, work: Callable[[FakeUnitOfWork], T], line: str | None = None) -> T:  # noqa: ARG002 - one work at a time
        """See dialogs.ports.Storage."""
        if self.unavailable > 0:
            self.unavailable -= 1
            raise Unavailable("fake")
        while True:
            uow = FakeUnitOfWork(self.world, self._clock)
            result = work(uow)
            if uow.failure:
                raise uow.failure
            if self.fail_commits <= 0:
                break
            self.fail_commits -= 1
        self._text = uow.world.model_dump_json()
        return result

    async def claim(self, jetzt: datetime, limit: int, queue: str | None = None) -> Sequence[Due]:
        """See dialogs.ports.Outbox."""
        return await self.transact(lambda uow: uow.claim(jetzt, limit, queue))

    async def settle(self, *settled: Settled) -> None:
        """See dialogs.ports.Outbox."""
        await self.transact(lambda uow: uow.settle(*settled))
