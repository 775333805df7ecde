"""Who can be played in the room and where they meet: values only, with the ids Teams would give them.

What these people say and read is not kept here (that is welt).
"""

import base64
import hashlib
from dataclasses import dataclass

CHANNEL_SUFFIX = "@thread.tacv2"
THREAD_MARK = ";messageid="


def digest_id(kind: str, *parts: str, length: int = 43) -> str:
    """A stable id that looks drawn by lot: the same parts give the same id on every machine."""
    digest = hashlib.sha512("|".join((kind, *parts)).encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:length]


@dataclass(frozen=True, slots=True)
class Person:
    """One to be in the room. `rolle` is a key of the contract's table, or empty for a stranger."""

    name: str
    label: str
    aad_object_id: str
    tenant_id: str
    rolle: str = ""
    team: str = ""
    guest: bool = False
    in_channel: bool = True
    suggestions: tuple[str, ...] = ()
    channel_suggestions: tuple[str, ...] = ()

    def teams_id(self, bot_id: str) -> str:
        """The 29:... id, which is another one for each bot."""
        return "29:1" + digest_id("user", bot_id, self.tenant_id, self.aad_object_id, length=84)

    @property
    def user_principal_name(self) -> str:
        local = self.name.lower().replace(" ", ".")
        return f"{local}_traeger.example#EXT#@uebung.example" if self.guest else f"{local}@uebung.example"


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot as Teams knows it."""

    id: str = "28:3b9d1c52-7f0e-4a86-9d35-5c1f0a7be246"
    name: str = "Aktivzentrum"

    @property
    def mention(self) -> str:
        return f"<at>{self.name}</at>"


@dataclass(frozen=True, slots=True)
class Channel:
    """The provider's channel and the team it belongs to."""

    id: str = "19:5d1f3a0c9b7e4826a1d0c4e8f2b6937a" + CHANNEL_SUFFIX
    name: str = "Träger"
    team_id: str = "19:0a6c2e8f4b1d4973b5e7a9c3d1f02846" + CHANNEL_SUFFIX
    team_name: str = "Aktivzentrum"
    tenant_id: str = "6e1b7c1a-52f4-4a0e-8a44-0f3d2b9c7d10"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: a conversation and, in the channel, the thread by its first message."""

    conversation: str
    thread: str | None = None

    @property
    def address(self) -> str:
        """The conversation id as Teams writes it."""
        return self.conversation if self.thread is None else f"{self.conversation}{THREAD_MARK}{self.thread}"

    @staticmethod
    def parse(address: str) -> "Place":
        conversation, _, thread = address.partition(THREAD_MARK)
        return Place(conversation, thread or None)
