"""What leaves the house: replies and effects become messages in the outbox, in the turn's transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogs.delivery import Address, Json
from dialogs.erinnerungen import Erinnerung
from dialogs.json_text import dump
from dialogs.outbox import Art, Due, Op, Outgoing, kanal_queue
from dialogs.ports import Ids, Prose, UnitOfWork
from dialogs.regelung.erwartungsbogen import in_force
from dialogs.regelung.fall import Fall
from dialogs.turn import Effect, PostBogen, RefreshBoegen, Reply, SendFile, TakeAway, TellStaff, TellThread


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What is to leave the house now that the turn is committed.

    `due` are claimed messages of the outbox, `direct` what leaves no trace (the sentence for a stranger);
    `waiting`: something was put into the outbox that another message goes before. `files` are handed over once,
    `gone` are messages of this chat to take away; what becomes of either is not kept.
    """

    due: tuple[Due, ...] = ()
    direct: tuple[tuple[Address, Json], ...] = ()
    invoke: str | None = None
    waiting: bool = False
    files: tuple[SendFile, ...] = ()
    gone: tuple[tuple[Address, str], ...] = ()


def together(results: Sequence[TurnResult]) -> TurnResult:
    """Several as one."""
    return TurnResult(tuple(d for r in results for d in r.due), waiting=any(r.waiting for r in results))


class Posting:
    """Puts the messages of one transaction into the outbox."""

    def __init__(
        self, uow: UnitOfWork, prose: Prose, ids: Ids, jetzt: datetime, heute: date, here: Address | None = None
    ) -> None:
        self._uow = uow
        self._prose = prose
        self._ids = ids
        self._jetzt = jetzt
        self._heute = heute
        self._due: list[Due] = []
        self._waiting = False
        self._here = here
        self._files: list[SendFile] = []
        self._gone: list[tuple[Address, str]] = []

    @property
    def result(self) -> TurnResult:
        """What has been put there so far."""
        due, files, gone = tuple(self._due), tuple(self._files), tuple(self._gone)
        return TurnResult(due, waiting=self._waiting, files=files, gone=gone)

    def reply(self, replies: Sequence[Reply], queue: str, address: Address) -> None:
        """The answers of a turn, back where it came from."""
        for message in self._prose.messages(replies):
            self._enqueue(Outgoing(self._ids.message(), Art.ANTWORT, Op.POST, queue, address, dump(message)))

    def effects(self, effects: Sequence[Effect]) -> None:
        """What goes to others."""
        for effect in effects:
            self._carry_out(effect)

    def tell(self, staff_ids: Sequence[str], replies: Sequence[Reply], art: Art = Art.NACHRICHT) -> None:
        """Into the personal chats of these people; waits where the way is not known yet."""
        for staff_id in staff_ids:
            address = self._uow.personal_address(staff_id)
            for message in self._prose.messages(replies):
                name, queue = self._ids.message(), f"staff:{staff_id}"
                self._enqueue(Outgoing(name, art, Op.POST, queue, address, dump(message), nummer=_about(replies)))

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case PostBogen(nummer=nummer, formularnummer=number):
                self._enqueue(self._bogen(self._fall(nummer), number))
            case RefreshBoegen(nummer=nummer, formularnummern=numbers):
                self._refresh(self._fall(nummer), numbers)
            case TellStaff(staff_id=staff_id, replies=replies):
                self.tell(self._uow.responsible(staff_id), replies)
            case TellThread(formularnummer=number, replies=replies):
                for outgoing in self._to_thread(number, replies):
                    self._enqueue(outgoing)
            case SendFile():
                self._files.append(effect)
            case TakeAway(activity_id=activity_id) if self._here:
                self._gone.append((self._here, activity_id))

    def _enqueue(self, outgoing: Outgoing) -> None:
        due = self._uow.enqueue(outgoing, self._jetzt)
        if due:
            self._due.append(due)
        else:
            self._waiting = True

    def _bogen(self, fall: Fall, number: str) -> Outgoing:
        kanal = self._uow.active_kanal()
        return Outgoing(
            id=f"bogen-{number}",
            art=Art.BOGEN,
            op=Op.POST_TWICE,
            queue=_queue_of(fall),
            address=kanal.address if kanal else None,
            activity=dump(self._prose.bogen(fall, number, self._heute)),
            placeholder=dump(self._prose.bogen_placeholder(number)),
            thread=self._uow.thread_of(fall.elb.nummer, kanal.id if kanal else None),
            formularnummer=number,
            nummer=fall.elb.nummer,
        )

    def _refresh(self, fall: Fall, numbers: tuple[str, ...] | None) -> None:
        """A card that has not left yet is changed where it waits, so that nothing withdrawn is ever posted."""
        if numbers is None:
            einbuchung = fall.open_einbuchung
            numbers = tuple(b.formularnummer for b in in_force(einbuchung.boegen)) if einbuchung else ()
        for number in numbers:
            activity = dump(self._prose.bogen(fall, number, self._heute))
            if not self._uow.renew_unsent(f"bogen-{number}", activity):
                self._enqueue(self._update(fall, number, activity))

    def _update(self, fall: Fall, number: str, activity: str) -> Outgoing:
        kanal = self._uow.kanal_of_form(number)
        return Outgoing(
            id=self._ids.message(),
            art=Art.AKTUALISIERUNG,
            op=Op.UPDATE,
            queue=_queue_of(fall),
            address=kanal.address if kanal else None,
            activity=activity,
            target=f"bogen-{number}",
            formularnummer=number,
            nummer=fall.elb.nummer,
        )

    def _to_thread(self, number: str, replies: Sequence[Reply]) -> Iterator[Outgoing]:
        kanal, fall = self._uow.kanal_of_form(number), self._uow.load_fall_of_form(number)
        root = self._uow.thread_of(fall.elb.nummer, kanal.id if kanal else None) if fall else None
        for message in self._prose.messages(replies):
            yield Outgoing(
                id=self._ids.message(),
                art=Art.NACHRICHT,
                op=Op.POST,
                queue=_queue_of(fall) if fall else kanal_queue(number),
                address=kanal.address if kanal else None,
                activity=dump(message),
                thread=root or f"bogen-{number}",
                formularnummer=number,
            )

    def _fall(self, nummer: str) -> Fall:
        fall = self._uow.load_fall(nummer)
        if fall is None:
            raise LookupError("the Fall of a form that was just written")
        return fall


def _about(replies: Sequence[Reply]) -> str | None:
    """Whose case the words are about: a message that still waits goes with the person's deletion."""
    for reply in replies:
        fall, erinnerung = reply.values.get("fall"), reply.values.get("erinnerung")
        if isinstance(fall, Fall):
            return fall.elb.nummer
        if isinstance(erinnerung, Erinnerung):
            return erinnerung.nummer or None
    return None


def _queue_of(fall: Fall) -> str:
    """By the participant's first form: a name that stays and tells nothing of the person."""
    sent = ((bogen.gesendet_am, bogen.formularnummer) for e in fall.einbuchungen for bogen in e.boegen)
    return kanal_queue(min(sent)[1])
