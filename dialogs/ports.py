"""What the core needs from outside, as Protocols, and the errors these may raise. No implementation.

Everything inside a UnitOfWork is synchronous and runs in one transaction; leaving without an error commits it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from dialogs.delivery import Address, Json
from dialogs.monitoring import Bericht
from dialogs.outbox import Due, Outgoing, Settled
from dialogs.records import Record
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.requests import Entwurf, LiegenderEntwurf, LoadListe, Seite, Vertretung, Zugriff
from dialogs.rollen import Bereich, Staff
from dialogs.turn import ActivityKey, Reply


class AktivzentrumError(Exception):
    """Something outside the core did not do its part."""


class Conflict(AktivzentrumError):
    """Somebody else was quicker: a second open Einbuchung, a version or a Nummer that is taken meanwhile."""


class Unavailable(AktivzentrumError):
    """The database does not answer now; the same may work in a moment."""


@dataclass(frozen=True, slots=True)
class Kanal:
    """A bound channel of the Träger. Only the newest `active` one gets new forms."""

    id: int
    address: Address
    active: bool


@dataclass(frozen=True, slots=True)
class StoredGespraech:
    """The state of a conversation as JSON; `nummer` is the eLb its form is about."""

    zustand: str
    nummer: str | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """This activity was already done; `answer` is the body an invoke got."""

    answer: str | None


class UnitOfWork(Protocol):
    """One transaction."""

    def begin_activity(self, key: ActivityKey, jetzt: datetime) -> Earlier | None:
        """Claim the activity; Earlier if it was already done."""

    def answer_activity(self, key: ActivityKey, answer: str) -> None:
        """Keep the body of an invoke, so that a repetition gets the same."""

    def staff(self, tenant_id: str, aad_object_id: str) -> Staff | None:
        """A person of the roster who is not blocked, with those they stand in for."""

    def staff_by_id(self, aad_object_id: str) -> Staff | None:
        """The same by the aadObjectId alone, for cases and messages."""

    def find_staff(self, text: str, *, also_blocked: bool = False) -> tuple[Staff, ...]:
        """People of the roster by name, best first; `also_blocked`: those who have left too."""

    def responsible(self, ifk_id: str) -> tuple[str, ...]:
        """Who answers for this person's cases today: the person, unless blocked, and who stands in for them.

        Is there nobody of these, the Teamleitung of the team, else every Teamleitung.
        """

    def nummern_of(self, ifk_id: str) -> tuple[str, ...]:
        """The numbers of all cases of this person, sorted."""

    def kanal(self, conversation_id: str) -> Kanal | None:
        """The bound channel of that conversation (without `;messageid=`), active or a former one."""

    def active_kanal(self) -> Kanal | None:
        """The channel that gets new forms."""

    def load_gespraech(self, conversation_id: str) -> StoredGespraech | None:
        """The state, locked for this transaction."""

    def chat_owner(self, conversation_id: str) -> str | None:
        """Whose chat it is: the person who first spoke in it; None as long as nobody did."""

    def save_gespraech(
        self, conversation_id: str, staff_id: str, address: Address, gespraech: StoredGespraech, jetzt: datetime
    ) -> None:
        """Keep the state and the way back into this chat; messages that waited for that way get it."""

    def find_elbs(self, text: str, bereich: Bereich | None = None) -> tuple[tuple[Elb, ...], bool]:
        """Participants by Nummer or name as written, best first, at most 20; True: stands there as written.

        `bereich` narrows a name to those cases, so that one's own Müller is found among thousands; a Nummer is
        found anyway.
        """

    def load_fall(self, nummer: str) -> Fall | None:
        """The whole Fall of one participant."""

    def load_fall_of_form(self, formularnummer: str) -> Fall | None:
        """The Fall a form belongs to."""

    def load_fall_of_message(self, conversation_id: str, activity_id: str) -> tuple[Fall, str] | None:
        """The Fall and newest Formularnummer of the thread that the message with this Teams id began."""

    def personal_address(self, staff_id: str) -> Address | None:
        """The way into somebody's personal chat, if they ever wrote from there."""

    def kanal_of_form(self, formularnummer: str) -> Kanal | None:
        """The channel the form was posted to (or waits for); None: it was never meant for one yet."""

    def thread_of(self, nummer: str, kanal_id: int | None) -> str | None:
        """The id of the Outgoing that began this participant's thread in that channel, or (None) will begin it in the
        one that is not bound yet.
        """

    def entwuerfe(self, staff_id: str) -> tuple[Entwurf, ...]:
        """The parked forms of a person, newest first."""

    def vertretungen(self, staff_id: str, heute: date) -> tuple[Vertretung, ...]:
        """Who stands in for this person on that day, and for whom this person does."""

    def liste(self, request: LoadListe, bereich: Bereich, wer: Staff, heute: date) -> Seite:
        """One page of a list; never more than the Bereich holds."""

    def zugriffe(self, nummer: str) -> tuple[Zugriff, ...]:
        """Who saw or changed this participant's data, newest first, at most 100."""

    def bericht(self, zeitraum: Zeitraum, heute: date) -> Bericht:
        """The figures of the monitoring for the months these days lie in, as they are known now."""

    def overdue_forms(self, before: datetime) -> Sequence[tuple[str, str]]:
        """Forms made before then whose card is still on its way to a bound channel, each with the reason."""

    def failed_forms(self) -> Sequence[tuple[str, str]]:
        """Forms whose card was given up of late, each with the reason."""

    def cases_to_watch(self, heute: date, after: str, limit: int) -> Sequence[str]:
        """Numbers of cases that may have something to be reminded of, sorted, behind `after`."""

    def lying_entwuerfe(self, before: datetime) -> Sequence[LiegenderEntwurf]:
        """Forms in work last touched before then."""

    def note_erinnerung(self, key: str, nummer: str | None, jetzt: datetime) -> bool:
        """Whether this reminder is new; from now on it counts as sent."""

    def erinnert_am(self, key: str) -> datetime | None:
        """When this reminder was sent."""

    def forget_entwurf(self, lying: LiegenderEntwurf, jetzt: datetime) -> None:
        """D15: a form in work, unless somebody has touched it meanwhile, is deleted."""

    def wants_erinnerungen(self, staff_id: str) -> bool:
        """Whether this person has not switched them off and may still come in."""

    def apply(self, record: Record, wer: Staff, jetzt: datetime) -> None:
        """Write a fact down together with its audit entry. Raises Conflict."""

    def audit_read(self, wer: Staff, was: str, nummern: Sequence[str], jetzt: datetime) -> None:
        """Note that these participants' data were shown."""

    def enqueue(self, outgoing: Outgoing, jetzt: datetime) -> Due | None:
        """Add to the outbox. Due: claimed for this bot, send it now; None: it waits its turn behind an older one
        that this bot is not sending just now.

        An Outgoing whose id is there already is not added again.
        """

    def renew_unsent(self, outgoing_id: str, activity: str) -> bool:
        """Give a message that still waits and that nobody is sending just now another content; False: it has left."""


T = TypeVar("T")


class Storage(Protocol):
    """The database."""

    async def transact(self, work: Callable[[UnitOfWork], T], line: str | None = None) -> T:
        """Run the work in one transaction and commit; the work may be run again if a common commit failed.

        Works of one `line` run in the order in which they came.
        Raises Unavailable when the database does not answer, and what the work raises.
        """


class Outbox(Protocol):
    """The outbox, for the relay."""

    async def claim(self, jetzt: datetime, limit: int, queue: str | None = None) -> Sequence[Due]:
        """Claim what is due for this bot for a while, only the head of each queue."""

    async def settle(self, *settled: Settled) -> None:
        """Write down what has become of these tries, all or none, and give the claims back."""


class Prose(Protocol):
    """All German, and the cards."""

    def messages(self, replies: Sequence[Reply]) -> Sequence[Json]:
        """Teams activities to send one after the other; the text, with the question last, comes last."""

    def dialog(self, reply: Reply) -> Json:
        """What a dialog shows, as the body of the answer to it."""

    def bogen(self, fall: Fall, formularnummer: str, heute: date) -> Json:
        """The card of a form for the Träger's channel."""

    def bogen_placeholder(self, formularnummer: str) -> Json:
        """What stands there until the card is complete; holds no personal data."""


class Clock(Protocol):
    """The time of the house."""

    def jetzt(self) -> datetime:
        """Now, with a time zone."""

    def heute(self) -> date:
        """The day in Göttingen."""


class Ids(Protocol):
    """Fresh names."""

    def formularnummer(self) -> str:
        """An unused form number."""

    def message(self) -> str:
        """A unique id for an Outgoing; later ones sort after earlier ones."""


Work = Callable[[UnitOfWork], Any]
