"""The vocabulary of a turn: what comes in, what a flow answers. No flow, no rule, no prose."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from dialogs.delivery import Address, Target
from dialogs.files import File
from dialogs.gemerkt import Gemerkt
from dialogs.records import Record
from dialogs.requests import Answer, Request
from dialogs.rollen import Staff

# --- what comes in -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A text message, unchanged to the character (D10); in a channel without the mention of the bot.

    `thread` is the Teams id of the message whose thread it stands in, in a channel.
    """

    text: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Clicked:
    """A button of a card. It means the `text` that would do the same when written.

    `form` and `schritt` say which form and step the card was made for; `values` are the card's inputs.
    """

    text: str
    form: str | None = None
    schritt: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edited:
    """A message of the person was changed afterwards; `activity_id` is the changed one's."""

    text: str
    activity_id: str


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file or picture instead of text."""


@dataclass(frozen=True, slots=True)
class Consented:
    """A file that was offered under this id is taken, or refused; `card` is the message it was offered in.

    `target` None: it was refused, or it is to go where the house sends no files.
    """

    offer: str
    accepted: bool
    target: Target | None = None
    card: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot was installed or the chat opened for the first time."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Something that asks for no answer (typing, reactions, deletions)."""


Event = Said | Clicked | Edited | SentFile | Consented | Joined | Nothing


@dataclass(frozen=True, slots=True)
class Sender:
    """Who Teams says it is. `tenant_id` is the person's own tenant."""

    aad_object_id: str
    tenant_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel a message stands in. `conversation_id` is without `;messageid=`. `of_team` False: a group chat,
    which anybody can open with anybody and which cannot be the Träger's channel.
    """

    conversation_id: str
    tenant_id: str
    name: str
    of_team: bool = True


@dataclass(frozen=True, slots=True)
class ActivityKey:
    """What makes a delivery the same one: conversation, id and type, for an edit also the hash of its text."""

    conversation_id: str
    activity_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One activity, checked and translated. `channel` None: the personal chat. `is_invoke`: waits for a body."""

    key: ActivityKey
    address: Address
    sender: Sender
    event: Event
    channel: Channel | None = None
    is_invoke: bool = False


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The dialog for one person alone, wherever they write: opened (`text` None), or asked for somebody."""

    sender: Sender
    conversation_id: str
    text: str | None = None


# --- what a flow knows besides its state ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kontext:
    """The surroundings of a turn. `fresh` is an unused Formularnummer, `heute` the day in Göttingen."""

    jetzt: datetime
    heute: date
    wer: Staff
    fresh: str
    kanal_bound: bool = True
    activity_id: str = ""
    files: bool = False
    """Whether the house lets the bot hand over files."""
    languages: frozenset[str] = frozenset({"de"})
    """Of the handout, by their codes."""


# --- what a flow answers ---------------------------------------------------------------------------

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """A paragraph of the answer, or a card, by the key of its prose. `choices` become buttons that say their text."""

    key: str
    values: Values = field(default_factory=dict)
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostBogen:
    """The form goes into the Träger's channel; rendered from the Fall as it stands after the records."""

    nummer: str
    formularnummer: str


@dataclass(frozen=True, slots=True)
class RefreshBoegen:
    """The cards of these forms in the channel are renewed; None: of all in force of the open Einbuchung."""

    nummer: str
    formularnummern: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class TellStaff:
    """A message into the personal chat of whoever answers for this person's cases now; waits until it is known."""

    staff_id: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class TellThread:
    """A message into the thread of a form in the Träger's channel."""

    formularnummer: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class SendFile:
    """A file goes where the person wanted it; they are told how that went."""

    staff_id: str
    file: File
    target: Target


@dataclass(frozen=True, slots=True)
class TakeAway:
    """A message of the bot in this chat has done its work and goes; whether it does changes nothing."""

    activity_id: str


Effect = PostBogen | RefreshBoegen | TellStaff | TellThread | SendFile | TakeAway

StateT_co = TypeVar("StateT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Step(Generic[StateT_co]):
    """A whole answer: the state from now on, what is said, what is written down, what goes to others.

    `remember` is what the conversation keeps in mind besides its state; None: nothing new.
    """

    state: StateT_co
    replies: tuple[Reply, ...] = ()
    records: tuple[Record, ...] = ()
    effects: tuple[Effect, ...] = ()
    remember: Gemerkt | None = None


# A flow is a generator: it yields what it must look up, is sent the answer, and returns its Step. So it stays pure.
Flow = Generator[Request, Answer, Step[StateT_co]]
