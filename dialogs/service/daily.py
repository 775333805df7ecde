"""What the bot does by itself: reminders, old forms in work, word of forms that do not reach the Träger."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from dialogs import erinnerungen
from dialogs.delivery import Done, Outcome, Unknown
from dialogs.erinnerungen import Erinnerung
from dialogs.outbox import Art, Due
from dialogs.ports import Clock, Ids, Prose, Storage, UnitOfWork
from dialogs.regelung.fall import Fall
from dialogs.regelung.werktage import is_werktag
from dialogs.requests import LiegenderEntwurf
from dialogs.service.posting import Posting, TurnResult, together
from dialogs.turn import Reply, SendFile

OVERDUE = timedelta(minutes=10)
"""How long a form may be on its way to the Träger before its IFK hears of it."""
CASES_AT_ONCE = 100
"""Cases looked at in one transaction, so that turns in between need not wait."""


class Daily:
    """Everything is noted and put into the outbox in one transaction, so that two bots do it once."""

    def __init__(self, storage: Storage, prose: Prose, clock: Clock, ids: Ids, entwurf_days: int) -> None:
        self._entwurf_days = entwurf_days
        self._storage = storage
        self._prose = prose
        self._clock = clock
        self._ids = ids

    async def _do(self, work: Callable[[UnitOfWork, Posting], object]) -> TurnResult:
        def run(uow: UnitOfWork) -> TurnResult:
            posting = Posting(uow, self._prose, self._ids, self._clock.jetzt(), self._clock.heute())
            work(uow, posting)
            return posting.result

        return await self._storage.transact(run)

    # --- forms that do not reach the Träger -----------------------------------------------------------

    async def tell_failed(self, due: Due, reason: str) -> TurnResult:
        """A form did not reach the Träger."""
        number = due.outgoing.formularnummer
        if due.outgoing.art is not Art.BOGEN or number is None:
            return TurnResult()
        return await self._do(lambda uow, posting: self._given_up(uow, posting, number, reason))

    async def tell_file(self, sent: SendFile, outcome: Outcome) -> TurnResult:
        """Into the chat of whoever took the file."""
        replies = _of_file(sent, outcome)
        return await self._do(lambda _uow, posting: posting.tell([sent.staff_id], replies, Art.ANTWORT))

    async def tell_overdue(self) -> TurnResult:
        """Forms under way for ten minutes, and those given up by a bot that ended before it could say so."""
        return await self._do(self._overdue)

    def _overdue(self, uow: UnitOfWork, posting: Posting) -> None:
        jetzt = self._clock.jetzt()
        for number, reason in uow.overdue_forms(jetzt - OVERDUE):
            if uow.note_erinnerung(f"verspaetet:{number}", None, jetzt):
                _tell_ifk(uow, posting, number, "ifk.verspaetet", reason)
        for number, reason in uow.failed_forms():
            self._given_up(uow, posting, number, reason)

    def _given_up(self, uow: UnitOfWork, posting: Posting, number: str, reason: str) -> None:
        if uow.note_erinnerung(f"gescheitert:{number}", None, self._clock.jetzt()):
            _tell_ifk(uow, posting, number, "ifk.nicht_zugestellt", reason)

    # --- reminders --------------------------------------------------------------------------------

    async def remind(self) -> TurnResult:
        """All reminders that are due now and were not sent yet; on a day off nothing."""
        heute = self._clock.heute()
        if not is_werktag(heute):
            return TurnResult()
        done = [await self._do(partial(self._entwuerfe, heute=heute))]
        after: str | None = ""
        while after is not None:
            watched: list[str] = []
            done.append(await self._do(partial(self._cases, heute=heute, after=after, watched=watched)))
            after = watched[-1] if len(watched) == CASES_AT_ONCE else None
        return together(done)

    def _cases(self, uow: UnitOfWork, posting: Posting, heute: date, after: str, watched: list[str]) -> None:
        # the work may run again if the common commit failed
        watched[:] = uow.cases_to_watch(heute, after, CASES_AT_ONCE)
        for fall in [f for nummer in watched if (f := uow.load_fall(nummer))]:
            for what in erinnerungen.due(fall, heute):
                self._remind(uow, posting, uow.responsible(fall.elb.ifk_id), what, fall)

    def _remind(
        self, uow: UnitOfWork, posting: Posting, staff_ids: tuple[str, ...], what: Erinnerung, fall: Fall
    ) -> None:
        wanted = [staff_id for staff_id in staff_ids if uow.wants_erinnerungen(staff_id)]
        if wanted and uow.note_erinnerung(what.key, what.nummer, self._clock.jetzt()):
            posting.tell(wanted, (Reply("karte.erinnerung", {"erinnerung": what, "fall": fall}),), Art.ERINNERUNG)

    # --- forms in work that nobody touches (D15) ----------------------------------------------------------

    def _entwuerfe(self, uow: UnitOfWork, posting: Posting, heute: date) -> None:
        kept = self._entwurf_days
        before = self._clock.jetzt() - timedelta(days=erinnerungen.first_asked(kept) - 1)
        for lying in uow.lying_entwuerfe(before):
            what = erinnerungen.due_entwurf(lying, heute, kept)
            told = uow.erinnert_am(erinnerungen.last_key(lying))
            if told and erinnerungen.is_deletable(lying, told, heute, kept):
                uow.forget_entwurf(lying, self._clock.jetzt())
            elif what:
                self._ask(uow, posting, lying, what)

    def _ask(self, uow: UnitOfWork, posting: Posting, lying: LiegenderEntwurf, what: Erinnerung) -> None:
        """That it will be deleted is said to everybody; the earlier question can be switched off."""
        last = what.art is erinnerungen.ErinnerungArt.ENTWURF_VERFAELLT
        wanted = uow.wants_erinnerungen(lying.staff_id)
        if not (wanted or last) or not uow.note_erinnerung(what.key, what.nummer or None, self._clock.jetzt()):
            return
        if uow.staff_by_id(lying.staff_id):
            values = {"erinnerung": what, "fall": None, "name": lying.name}
            posting.tell((lying.staff_id,), (Reply("karte.erinnerung", values),), Art.ERINNERUNG)


def _tell_ifk(uow: UnitOfWork, posting: Posting, number: str, key: str, reason: str) -> None:
    fall = uow.load_fall_of_form(number)
    if fall is not None:
        words = Reply(key, {"fall": fall, "formularnummer": number, "grund": reason})
        posting.tell(uow.responsible(fall.elb.ifk_id), (words,))


def _of_file(sent: SendFile, outcome: Outcome) -> tuple[Reply, ...]:
    values = {"file": sent.file, "target": sent.target}
    if isinstance(outcome, Done):
        shown = (Reply("karte.datei", values),) if sent.target.content_url and sent.target.unique_id else ()
        return (*shown, Reply("datei.abgelegt", values))
    return (Reply("datei.unklar" if isinstance(outcome, Unknown) else "datei.gescheitert", values),)
