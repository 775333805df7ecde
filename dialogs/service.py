"""One turn = one unit of work: is it done already? load, step, write, put the answers into the outbox, commit.

Who speaks is decided here, and no look-up gives a flow more than that person may see.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from dialogs import erinnerungen
from dialogs.conversation import Gespraech, UnreadableState, converse, in_channel, load
from dialogs.delivery import Address, Json
from dialogs.erinnerungen import Erinnerung
from dialogs.json_text import dump
from dialogs.outbox import Art, Due, Op, Outgoing
from dialogs.ports import Clock, Conflict, Ids, Kanal, Prose, Storage, StoredGespraech, UnitOfWork
from dialogs.records import EntwurfGeparkt
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.werktage import is_werktag
from dialogs.requests import (
    Answer,
    FindElb,
    FindStaff,
    Found,
    Liste,
    LoadEntwuerfe,
    LoadFall,
    LoadFallOfForm,
    LoadListe,
    LoadThread,
    LoadZugriffe,
    Request,
    Seite,
)
from dialogs.rollen import Recht, Rolle, Staff, bereich, may, umfang
from dialogs.turn import (
    Effect,
    Incoming,
    Kontext,
    Nothing,
    PostBogen,
    RefreshBogen,
    Reply,
    Step,
    TellStaff,
    TellThread,
)

NOBODY = Seite((), 0, 1, 1)
OVERDUE = timedelta(minutes=10)
"""How long a form may be on its way to the Träger before its IFK hears of it."""
THREAD = ";messageid="
"""What follows it in a conversation id names a thread of the channel before it."""
CASES_AT_ONCE = 100
"""Cases looked at in one transaction, so that turns in between need not wait."""


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What is to leave the house now that the turn is committed.

    `due` are claimed messages of the outbox, `direct` what leaves no trace (the sentence for a stranger);
    `waiting`: something was put into the outbox that another message goes before.
    """

    due: tuple[Due, ...] = ()
    direct: tuple[tuple[Address, Json], ...] = ()
    invoke: str | None = None
    waiting: bool = False


@dataclass(slots=True)
class _Turn:
    """One turn while it runs inside its transaction."""

    uow: UnitOfWork
    incoming: Incoming
    kontext: Kontext
    kanal: Kanal | None
    known: str | None = None
    due: list[Due] = field(default_factory=list)
    waiting: bool = False


class Service:
    """Turns incoming activities into committed facts and messages."""

    def __init__(self, storage: Storage, prose: Prose, clock: Clock, ids: Ids) -> None:
        self._storage = storage
        self._prose = prose
        self._clock = clock
        self._ids = ids

    async def handle(self, incoming: Incoming) -> TurnResult:
        """One activity. A Conflict is tried once more: by then the flow sees what the other one did.

        Raises Unavailable when the database does not answer.
        """
        if isinstance(incoming.event, Nothing):
            return TurnResult()
        try:
            return await self._storage.transact(lambda uow: self._turn(uow, incoming))
        except Conflict:
            return await self._storage.transact(lambda uow: self._turn(uow, incoming))

    async def tell_failed(self, due: Due, reason: str) -> TurnResult:
        """A form did not reach the Träger: its IFK is told in words what to do."""
        return await self._storage.transact(lambda uow: self._told_failed(uow, due.outgoing, reason))

    async def tell_overdue(self) -> TurnResult:
        """Forms that have not reached the Träger after ten minutes, and those given up by a bot that ended before it
        could say so; each IFK is told once."""
        return await self._storage.transact(self._told_overdue)

    def _told_overdue(self, uow: UnitOfWork) -> TurnResult:
        jetzt = self._clock.jetzt()
        told = [
            self._tell_ifk(uow, number, "ifk.verspaetet", reason)
            for number, reason in uow.overdue_forms(jetzt - OVERDUE)
            if uow.note_erinnerung(f"verspaetet:{number}", None, jetzt)
        ]
        told += [self._told_given_up(uow, number, reason) for number, reason in uow.failed_forms()]
        return TurnResult(tuple(d for t in told for d in t.due), waiting=any(t.waiting for t in told))

    def _told_failed(self, uow: UnitOfWork, outgoing: Outgoing, reason: str) -> TurnResult:
        if outgoing.art is not Art.BOGEN or outgoing.formularnummer is None:
            return TurnResult()
        return self._told_given_up(uow, outgoing.formularnummer, reason)

    def _told_given_up(self, uow: UnitOfWork, number: str, reason: str) -> TurnResult:
        if not uow.note_erinnerung(f"gescheitert:{number}", None, self._clock.jetzt()):
            return TurnResult()
        return self._tell_ifk(uow, number, "ifk.nicht_zugestellt", reason)

    def _tell_ifk(self, uow: UnitOfWork, number: str, key: str, reason: str) -> TurnResult:
        fall = uow.load_fall_of_form(number)
        if fall is None:
            return TurnResult()
        words = Reply(key, {"fall": fall, "formularnummer": number, "grund": reason})
        messages = self._to_staff(uow, fall.elb.ifk_id, (words,))
        enqueued = [uow.enqueue(m, self._clock.jetzt()) for m in messages]
        return TurnResult(tuple(d for d in enqueued if d), waiting=None in enqueued)

    # --- reminders --------------------------------------------------------------------------------

    async def remind(self) -> TurnResult:
        """All reminders that are due now and were not sent yet; on a day off nothing."""
        heute = self._clock.heute()
        if not is_werktag(heute):
            return TurnResult()
        told = [await self._storage.transact(lambda uow: self._remind_of_entwuerfe(uow, heute))]
        after = ""
        while True:
            step = partial(self._remind_of_cases, heute=heute, after=after)
            found, last = await self._storage.transact(step)
            told.append(found)
            if last is None:
                return TurnResult(tuple(d for t in told for d in t.due), waiting=any(t.waiting for t in told))
            after = last

    def _remind_of_cases(self, uow: UnitOfWork, heute: date, after: str) -> tuple[TurnResult, str | None]:
        nummern = uow.cases_to_watch(heute, after, CASES_AT_ONCE)
        faelle = [fall for nummer in nummern if (fall := uow.load_fall(nummer))]
        due = [self._remind(uow, fall.elb.ifk_id, e, fall) for fall in faelle for e in erinnerungen.due(fall, heute)]
        result = TurnResult(tuple(d for sent in due for d in sent.due), waiting=any(sent.waiting for sent in due))
        return result, nummern[-1] if len(nummern) == CASES_AT_ONCE else None

    def _remind_of_entwuerfe(self, uow: UnitOfWork, heute: date) -> TurnResult:
        before = self._clock.jetzt() - timedelta(days=erinnerungen.DAYS_FOR_ENTWURF - 1)
        sent = [
            self._remind(uow, lying.staff_id, found, None, lying.name)
            for lying in uow.lying_entwuerfe(before)
            if (found := erinnerungen.due_entwurf(lying, heute))
        ]
        return TurnResult(tuple(d for s in sent for d in s.due), waiting=any(s.waiting for s in sent))

    def _remind(
        self, uow: UnitOfWork, staff_id: str, what: Erinnerung, fall: Fall | None, name: str | None = None
    ) -> TurnResult:
        """Noted and enqueued in the same transaction, so that two bots send it once."""
        jetzt = self._clock.jetzt()
        if not uow.wants_erinnerungen(staff_id) or not uow.note_erinnerung(what.key, what.nummer or None, jetzt):
            return TurnResult()
        reply = Reply("karte.erinnerung", {"erinnerung": what, "fall": fall, "name": name})
        messages = [replace(m, art=Art.ERINNERUNG) for m in self._to_staff(uow, staff_id, (reply,))]
        enqueued = [uow.enqueue(m, jetzt) for m in messages]
        return TurnResult(tuple(d for d in enqueued if d), waiting=None in enqueued)

    # --- the turn -----------------------------------------------------------------------------------

    def _turn(self, uow: UnitOfWork, incoming: Incoming) -> TurnResult:
        kanal = uow.kanal(incoming.address.conversation_id.partition(THREAD)[0])
        wer = self._who(uow, incoming, kanal)
        if wer is None or not _is_at_home(uow, incoming, wer, kanal):
            return self._stranger(incoming)
        earlier = uow.begin_activity(incoming.key, self._clock.jetzt())
        if earlier:
            return TurnResult(invoke=earlier.answer)
        turn = _Turn(uow, incoming, self._kontext(uow, incoming, wer), kanal)
        if incoming.channel:
            self._in_channel(turn)
        else:
            self._in_chat(turn)
        return TurnResult(tuple(turn.due), waiting=turn.waiting)

    def _who(self, uow: UnitOfWork, incoming: Incoming, kanal: Kanal | None) -> Staff | None:
        """The roster, except in the bound channel: there everybody has the Träger's rights and nothing else."""
        sender = incoming.sender
        if kanal is None:
            return uow.staff(sender.tenant_id, sender.aad_object_id)
        return Staff(sender.aad_object_id, sender.tenant_id, sender.name, frozenset({Rolle.TRAEGER}))

    def _kontext(self, uow: UnitOfWork, incoming: Incoming, wer: Staff) -> Kontext:
        return Kontext(
            jetzt=self._clock.jetzt(),
            heute=self._clock.heute(),
            wer=wer,
            fresh=self._ids.formularnummer(),
            kanal_bound=incoming.channel is not None or uow.active_kanal() is not None,
            activity_id=incoming.key.activity_id,
        )

    def _stranger(self, incoming: Incoming) -> TurnResult:
        messages = self._prose.messages((Reply("fremd"),))
        return TurnResult(direct=tuple((incoming.address, m) for m in messages))

    def _in_chat(self, turn: _Turn) -> None:
        uow, incoming, kontext = turn.uow, turn.incoming, turn.kontext
        stored = uow.load_gespraech(incoming.address.conversation_id)
        try:
            gespraech = load(stored.zustand) if stored else Gespraech()
        except UnreadableState:
            gespraech = self._set_aside(turn, stored.zustand if stored else "")
        turn.known = gespraech.nummer
        step = self._run(turn, converse(gespraech.zustand, incoming.event, kontext))
        self._write(turn, step)
        new = Gespraech(zustand=step.state)
        kept = StoredGespraech(new.model_dump_json(), new.nummer)
        uow.save_gespraech(incoming.address.conversation_id, kontext.wer.id, incoming.address, kept, kontext.jetzt)
        self._reply(turn, step.replies, f"staff:{kontext.wer.id}")
        self._effects(turn, step.effects)

    def _set_aside(self, turn: _Turn, zustand: str) -> Gespraech:
        """A state this release cannot read is kept under a name of its own; the person is told."""
        record = EntwurfGeparkt(f"unlesbar-{self._ids.message()}", None, zustand)
        turn.uow.apply(record, turn.kontext.wer, turn.kontext.jetzt)
        self._reply(turn, (Reply("zustand_unlesbar"),), f"staff:{turn.kontext.wer.id}")
        return Gespraech()

    def _in_channel(self, turn: _Turn) -> None:
        incoming, kontext = turn.incoming, turn.kontext
        roster = turn.uow.staff(incoming.sender.tenant_id, incoming.sender.aad_object_id)
        if turn.kanal is None or (roster and may(roster, Recht.KANAL) and not turn.kanal.active):
            turn.kontext = kontext = _as(kontext, roster or kontext.wer)
        bound = turn.kanal is not None and turn.kanal.active
        step = self._run(turn, in_channel(incoming.event, incoming, kontext, bound=bound or _is_traeger(kontext)))
        self._write(turn, step)
        queue = "kanal" if turn.kanal else f"conv:{incoming.address.conversation_id}"
        self._reply(turn, step.replies, queue)
        self._effects(turn, step.effects)

    def _write(self, turn: _Turn, step: Step[Any]) -> None:
        for record in step.records:
            turn.uow.apply(record, turn.kontext.wer, turn.kontext.jetzt)

    # --- look-ups ------------------------------------------------------------------------------------

    def _run(self, turn: _Turn, flow: Generator[Request, Answer, Step[Any]]) -> Step[Any]:
        """Drives a flow: answers its look-ups until it returns. The same look-up is made once."""
        answers: dict[Request, Answer] = {}
        try:
            request = next(flow)
            while True:
                if request not in answers:
                    answers[request] = self._answer(turn, request)
                request = flow.send(answers[request])
        except StopIteration as stop:
            step: Step[Any] = stop.value
            return step

    def _answer(self, turn: _Turn, request: Request) -> Answer:
        if _is_traeger(turn.kontext):
            return self._answer_traeger(turn, request)
        uow, wer = turn.uow, turn.kontext.wer
        match request:
            case FindElb(text=text):
                return self._found(turn, text)
            case LoadFall(nummer=nummer):
                return self._shown(turn, uow.load_fall(nummer))
            case LoadFallOfForm(formularnummer=number):
                return self._shown(turn, uow.load_fall_of_form(number))
            case LoadListe():
                return self._liste(turn, request)
            case LoadEntwuerfe():
                return uow.entwuerfe(wer.id)
            case FindStaff(text=text):
                return uow.find_staff(text)
            case LoadZugriffe(nummer=nummer):
                return uow.zugriffe(nummer) if may(wer, Recht.ZUGRIFFE) else ()
            case LoadThread():
                return None

    def _answer_traeger(self, turn: _Turn, request: Request) -> Answer:
        """Only what belongs to the bound channel the message stands in."""
        uow, kanal = turn.uow, turn.kanal
        match request:
            case LoadFallOfForm(formularnummer=number):
                of_form = uow.kanal_of_form(number)
                return uow.load_fall_of_form(number) if kanal and of_form and of_form.id == kanal.id else None
            case LoadThread(conversation_id=conversation_id, message_id=message_id):
                found = uow.load_fall_of_message(conversation_id, message_id)
                return found[0] if found else None
            # the list is not by channel, and a former one may be another Träger's
            case LoadListe(art=Liste.KANAL) if kanal and kanal.active:
                return uow.liste(request, bereich(turn.kontext.wer), turn.kontext.wer, turn.kontext.heute)
            case LoadListe():
                return NOBODY
            case FindElb():
                return Found((), exact=False)
        return None

    def _found(self, turn: _Turn, text: str) -> Found:
        wer = turn.kontext.wer
        recht = Recht.FALL if umfang(wer, Recht.FALL) else Recht.ZUGRIFFE
        elbs, exact = turn.uow.find_elbs(text, bereich(wer, recht))
        visible = tuple(e for e in elbs if may(wer, recht, e))
        self._note_read(turn, "gefunden", visible)
        return Found(visible, exact, hidden=not visible and _is_number_of_somebody(turn.uow, text))

    def _shown(self, turn: _Turn, fall: Fall | None) -> Fall | None:
        if fall is None or not may(turn.kontext.wer, Recht.FALL, fall.elb):
            return None
        if fall.elb.nummer != turn.known:
            self._note_read(turn, "fall", (fall.elb,))
        return fall

    def _liste(self, turn: _Turn, request: LoadListe) -> Seite:
        wer, heute = turn.kontext.wer, turn.kontext.heute
        if request.art is Liste.KANAL or not may(wer, Recht.FALL):
            return NOBODY
        seite = turn.uow.liste(request, bereich(wer), wer, heute)
        nummern = [z.nummer for z in seite.zeilen]
        if nummern:
            turn.uow.audit_read(wer, f"liste:{request.art}", nummern, turn.kontext.jetzt)
        return seite

    def _note_read(self, turn: _Turn, was: str, elbs: Iterable[Elb]) -> None:
        nummern = [e.nummer for e in elbs]
        if nummern:
            turn.uow.audit_read(turn.kontext.wer, was, nummern, turn.kontext.jetzt)

    # --- what goes out -----------------------------------------------------------------------------------

    def _reply(self, turn: _Turn, replies: Sequence[Reply], queue: str) -> None:
        for message in self._prose.messages(replies):
            self._enqueue(turn, self._outgoing(Art.ANTWORT, queue, turn.incoming.address, message))

    def _outgoing(self, art: Art, queue: str, address: Address | None, message: Json) -> Outgoing:
        return Outgoing(self._ids.message(), art, Op.POST, queue, address, dump(message))

    def _enqueue(self, turn: _Turn, outgoing: Outgoing) -> None:
        due = turn.uow.enqueue(outgoing, turn.kontext.jetzt)
        if due:
            turn.due.append(due)
        else:
            turn.waiting = True

    def _effects(self, turn: _Turn, effects: Sequence[Effect]) -> None:
        for effect in effects:
            for outgoing in self._of_effect(turn, effect):
                self._enqueue(turn, outgoing)

    def _of_effect(self, turn: _Turn, effect: Effect) -> Iterable[Outgoing]:
        match effect:
            case PostBogen(nummer=nummer, formularnummer=number):
                return (self._bogen(turn.uow, nummer, number, turn.kontext.heute),)
            case RefreshBogen(nummer=nummer, formularnummer=number):
                return (self._refresh(turn.uow, nummer, number, turn.kontext.heute),)
            case TellStaff(staff_id=staff_id, replies=replies):
                return self._to_staff(turn.uow, staff_id, replies)
            case TellThread(formularnummer=number, replies=replies):
                return self._to_thread(turn.uow, number, replies)

    def _bogen(self, uow: UnitOfWork, nummer: str, number: str, heute: date) -> Outgoing:
        kanal = uow.active_kanal()
        return Outgoing(
            id=f"bogen-{number}",
            art=Art.BOGEN,
            op=Op.POST_TWICE,
            queue="kanal",
            address=kanal.address if kanal else None,
            activity=dump(self._prose.bogen(_fall(uow, nummer), number, heute)),
            placeholder=dump(self._prose.bogen_placeholder(number)),
            thread=uow.thread_of(nummer, kanal.id) if kanal else None,
            formularnummer=number,
            nummer=nummer,
        )

    def _refresh(self, uow: UnitOfWork, nummer: str, number: str, heute: date) -> Outgoing:
        kanal = uow.kanal_of_form(number)
        return Outgoing(
            id=self._ids.message(),
            art=Art.AKTUALISIERUNG,
            op=Op.UPDATE,
            queue="kanal",
            address=kanal.address if kanal else None,
            activity=dump(self._prose.bogen(_fall(uow, nummer), number, heute)),
            target=f"bogen-{number}",
            formularnummer=number,
            nummer=nummer,
        )

    def _to_staff(self, uow: UnitOfWork, staff_id: str, replies: Sequence[Reply]) -> list[Outgoing]:
        address = uow.personal_address(staff_id)
        queue = f"staff:{staff_id}"
        return [self._outgoing(Art.NACHRICHT, queue, address, m) for m in self._prose.messages(replies)]

    def _to_thread(self, uow: UnitOfWork, number: str, replies: Sequence[Reply]) -> list[Outgoing]:
        kanal = uow.kanal_of_form(number)
        fall = uow.load_fall_of_form(number)
        thread = uow.thread_of(fall.elb.nummer, kanal.id) if fall and kanal else f"bogen-{number}"
        return [
            Outgoing(
                id=self._ids.message(),
                art=Art.NACHRICHT,
                op=Op.POST,
                queue="kanal",
                address=kanal.address if kanal else None,
                activity=dump(m),
                thread=thread,
                formularnummer=number,
            )
            for m in self._prose.messages(replies)
        ]


def _fall(uow: UnitOfWork, nummer: str) -> Fall:
    fall = uow.load_fall(nummer)
    if fall is None:
        raise LookupError("the Fall of a form that was just written")
    return fall


def _is_at_home(uow: UnitOfWork, incoming: Incoming, wer: Staff, kanal: Kanal | None) -> bool:
    """A chat is its owner's alone, and a bound channel never anybody's chat, whatever an activity says of itself."""
    if incoming.channel is not None:
        return True
    return kanal is None and uow.chat_owner(incoming.address.conversation_id) in (None, wer.id)


def _is_number_of_somebody(uow: UnitOfWork, text: str) -> bool:
    """Whether a Nummer is taken, so that nobody enters it again; a name gives nothing away."""
    return uow.load_fall(text.strip()) is not None


def _is_traeger(kontext: Kontext) -> bool:
    return Rolle.TRAEGER in kontext.wer.rollen


def _as(kontext: Kontext, wer: Staff) -> Kontext:
    return replace(kontext, wer=wer)
