"""One turn = one unit of work: is it done already? load, step, write, put the answers into the outbox, commit.

Who speaks is decided here; what they may look up in `lookups`, what leaves the house in `posting`.
"""

import logging
from typing import Any

from dialogs.conversation import (
    Gespraech,
    UnreadableState,
    converse,
    dialog,
    in_channel,
    load,
    wants_binding,
)
from dialogs.delivery import Json, Outcome
from dialogs.erinnerungen import DAYS_KEPT
from dialogs.outbox import Due, kanal_queue
from dialogs.ports import Clock, Conflict, Ids, Kanal, Prose, Storage, StoredGespraech, UnitOfWork
from dialogs.records import EntwurfGeparkt
from dialogs.rollen import Rolle, Staff
from dialogs.service.daily import Daily
from dialogs.service.lookups import Lookups
from dialogs.service.posting import Posting, TurnResult
from dialogs.turn import Incoming, Kontext, LookedUp, Nothing, Reply, SendFile, Step

__all__ = ["Service", "TurnResult"]

log = logging.getLogger(__name__)

THREAD = ";messageid="
"""What follows it in a conversation id names a thread of the channel before it."""


class Service:
    """Turns incoming activities into committed facts and messages."""

    def __init__(
        self,
        storage: Storage,
        prose: Prose,
        clock: Clock,
        ids: Ids,
        *,
        files: bool = False,
        languages: frozenset[str] = frozenset({"de"}),
        entwurf_days: int = DAYS_KEPT,
    ) -> None:
        """`files`: the house has said where files may go; `languages` are those of the handout; a form in work that
        nobody touches is kept for `entwurf_days` (D15)."""
        self._files = files
        self._languages = languages
        self._storage = storage
        self._prose = prose
        self._clock = clock
        self._ids = ids
        self._daily = Daily(storage, prose, clock, ids, entwurf_days)

    async def handle(self, incoming: Incoming) -> TurnResult:
        """One activity. A Conflict is tried once more: by then the flow sees what the other one did.

        Raises Unavailable when the database does not answer.
        """
        if isinstance(incoming.event, Nothing):
            return TurnResult()
        line = incoming.address.conversation_id
        try:
            return await self._storage.transact(lambda uow: self._turn(uow, incoming), line)
        except Conflict:
            return await self._storage.transact(lambda uow: self._turn(uow, incoming), line)

    async def look_up(self, asked: LookedUp) -> Json:
        """The dialog for one person alone: what it shows. Nothing is kept but the audit of what was shown.

        Raises Unavailable when the database does not answer.
        """
        return await self._storage.transact(lambda uow: self._prose.dialog(self._looked_up(uow, asked)))

    async def tell_file(self, sent: SendFile, outcome: Outcome) -> TurnResult:
        """What has become of a file is told to whoever took it."""
        return await self._daily.tell_file(sent, outcome)

    async def tell_failed(self, due: Due, reason: str) -> TurnResult:
        """A form did not reach the Träger: its IFK is told in words what to do."""
        return await self._daily.tell_failed(due, reason)

    async def tell_overdue(self) -> TurnResult:
        """Forms that have not reached the Träger after ten minutes, or were given up; each IFK is told once."""
        return await self._daily.tell_overdue()

    async def remind(self) -> TurnResult:
        """All reminders that are due now and were not sent yet; on a day off nothing."""
        return await self._daily.remind()

    # --- the dialog -----------------------------------------------------------------------------------

    def _looked_up(self, uow: UnitOfWork, asked: LookedUp) -> Reply:
        """Only the roster counts; in a bound channel nobody has more than the Träger's rights."""
        sender = asked.sender
        wer = uow.staff(sender.tenant_id, sender.aad_object_id)
        if wer is None:
            return Reply("fremd")
        if uow.kanal(asked.conversation_id.partition(THREAD)[0]) is not None:
            return Reply("dialog.kanal")
        kontext = Kontext(self._clock.jetzt(), self._clock.heute(), wer, fresh="")
        return Lookups(uow, kontext).run(dialog(asked.text, kontext)).replies[0]

    # --- the turn -----------------------------------------------------------------------------------

    def _turn(self, uow: UnitOfWork, incoming: Incoming) -> TurnResult:
        kanal = uow.kanal(incoming.address.conversation_id.partition(THREAD)[0])
        wer = self._who(uow, incoming, kanal)
        if wer is None or not _is_at_home(uow, incoming, wer, kanal):
            messages = self._prose.messages((Reply("fremd"),))
            return TurnResult(direct=tuple((incoming.address, m) for m in messages))
        earlier = uow.begin_activity(incoming.key, self._clock.jetzt())
        if earlier:
            return TurnResult(invoke=earlier.answer)
        kontext = self._kontext(uow, incoming, wer)
        posting = Posting(uow, self._prose, self._ids, kontext.jetzt, kontext.heute, incoming.address)
        if incoming.channel:
            self._in_channel(uow, incoming, kontext, kanal, posting)
        else:
            self._in_chat(uow, incoming, kontext, posting)
        return posting.result

    def _who(self, uow: UnitOfWork, incoming: Incoming, kanal: Kanal | None) -> Staff | None:
        """The roster, except in the bound channel: there everybody has the Träger's rights and nothing else.

        To bind a channel is the roster's alone.
        """
        sender = incoming.sender
        roster = uow.staff(sender.tenant_id, sender.aad_object_id)
        if kanal is None or (roster and wants_binding(incoming.event, self._clock.heute())):
            return roster
        return Staff(sender.aad_object_id, sender.tenant_id, sender.name, frozenset({Rolle.TRAEGER}))

    def _kontext(self, uow: UnitOfWork, incoming: Incoming, wer: Staff) -> Kontext:
        return Kontext(
            jetzt=self._clock.jetzt(),
            heute=self._clock.heute(),
            wer=wer,
            fresh=self._ids.formularnummer(),
            kanal_bound=incoming.channel is not None or uow.active_kanal() is not None,
            activity_id=incoming.key.activity_id,
            files=self._files,
            languages=self._languages,
        )

    def _in_chat(self, uow: UnitOfWork, incoming: Incoming, kontext: Kontext, posting: Posting) -> None:
        chat, queue = incoming.address.conversation_id, f"staff:{kontext.wer.id}"
        stored = uow.load_gespraech(chat)
        try:
            gespraech = load(stored.zustand) if stored else Gespraech()
        except UnreadableState:
            # kept under a name of its own; the person is told, and by the log whoever runs the bot
            log.error("state_unreadable: kept as a parked form")
            record = EntwurfGeparkt(f"unlesbar-{self._ids.message()}", None, stored.zustand if stored else "")
            uow.apply(record, kontext.wer, kontext.jetzt)
            posting.reply((Reply("zustand_unlesbar"),), queue, incoming.address)
            gespraech = Gespraech()
        step = Lookups(uow, kontext, known=gespraech.nummer).run(converse(gespraech, incoming.event, kontext))
        _write(uow, kontext, step)
        kept = StoredGespraech(step.state.model_dump_json(), step.state.nummer)
        uow.save_gespraech(chat, kontext.wer.id, incoming.address, kept, kontext.jetzt)
        posting.reply(step.replies, queue, incoming.address)
        posting.effects(step.effects)

    def _in_channel(
        self, uow: UnitOfWork, incoming: Incoming, kontext: Kontext, kanal: Kanal | None, posting: Posting
    ) -> None:
        bound, active = kanal is not None, kanal is not None and kanal.active
        flow = in_channel(incoming.event, incoming, kontext, bound=bound, active=active)
        step = Lookups(uow, kontext, kanal).run(flow)
        _write(uow, kontext, step)
        # an answer waits for nothing but the answers before it in its thread
        place = incoming.address.conversation_id
        queue = kanal_queue(place) if kanal else f"conv:{place}"
        posting.reply(step.replies, queue, incoming.address)
        posting.effects(step.effects)


def _write(uow: UnitOfWork, kontext: Kontext, step: Step[Any]) -> None:
    for record in step.records:
        uow.apply(record, kontext.wer, kontext.jetzt)


def _is_at_home(uow: UnitOfWork, incoming: Incoming, wer: Staff, kanal: Kanal | None) -> bool:
    """A chat is its owner's alone, and a bound channel never anybody's chat, whatever an activity says of itself."""
    if incoming.channel is not None:
        return True
    return kanal is None and uow.chat_owner(incoming.address.conversation_id) in (None, wer.id)
