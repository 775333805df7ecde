"""What leaves the house: a message with its place in its queue and what has become of it so far.

Stored in the turn's transaction, sent only after it. Policy is in relay, HTTP behind delivery.Teams.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dialogs.delivery import Address

KANAL = "kanal"
"""How the queues of the Träger's channel begin."""


UNREADABLE = ""
"""Stands for a content that was damaged where it is kept."""


def kanal_queue(line: str) -> str:
    """A queue in the channel for each participant: what does not get through holds up nobody else's messages."""
    return f"{KANAL}:{line}"


class Art(StrEnum):
    """What kind of message it is, for people who look at the deliveries."""

    ANTWORT = "antwort"
    BOGEN = "bogen"
    AKTUALISIERUNG = "aktualisierung"
    NACHRICHT = "nachricht"
    ERINNERUNG = "erinnerung"


class Op(StrEnum):
    """POST_TWICE: a placeholder without personal data first, then its update with the content."""

    POST = "post"
    POST_TWICE = "post_twice"
    UPDATE = "update"
    DELETE = "delete"


class Zustand(StrEnum):
    """OFFEN: not yet, or again. UNKLAR: Teams may have it. GESCHEITERT: given up, a person must act."""

    OFFEN = "offen"
    GESENDET = "gesendet"
    UNKLAR = "unklar"
    GESCHEITERT = "gescheitert"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send. Messages of one `queue` leave in the order they were made.

    `id` is unique for ever (`bogen-<Formularnummer>` for a form). `address` None waits until the channel is bound
    or the person's chat is known. `target` is the id of the Outgoing that an UPDATE or DELETE is about; `thread`
    the id of the Outgoing whose thread a POST goes into. `activity` and `placeholder` are Teams activities as JSON;
    one that was damaged where it is kept comes back as UNREADABLE.
    """

    id: str
    art: Art
    op: Op
    queue: str
    address: Address | None
    activity: str
    placeholder: str | None = None
    target: str | None = None
    thread: str | None = None
    formularnummer: str | None = None
    nummer: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """An Outgoing claimed by this bot, with what is known of it.

    `address` has the thread in it already. `activity_id` is the message's own id once a placeholder is there, for an
    UPDATE or DELETE the id of its target. `attempts` counts the tries before this one.
    """

    outgoing: Outgoing
    address: Address
    activity_id: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What has become of a try. `again_at` None: never again. `activity_id`: the id Teams gave, to be kept."""

    id: str
    zustand: Zustand
    attempts: int
    activity_id: str | None = None
    again_at: datetime | None = None
    grund: str | None = None
