"""What can become of a message on its way to Teams, and the port that sends it.

No retry policy here (that is relay), no HTTP (that is bot.connector).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: the Connector to ask and the conversation there.

    `conversation_id` may carry `;messageid=...`, which is a thread of a channel.
    """

    service_url: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a person wants a file put, as the edge has checked it: `upload_url` takes the bytes once.

    `content_url` and `unique_id` are what Teams shows the file by; None where they could not be trusted.
    """

    upload_url: str
    content_url: str | None = None
    unique_id: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """Teams took it; `activity_id` is the name it has there from now on."""

    activity_id: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """Surely not carried out (429, 412, no connection made): again after `wait` seconds (None: as policy says)."""

    reason: str
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """May or may not have been carried out (408, 5xx, time-out, reset after sending)."""

    reason: str
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """Will not be carried out, however often it is tried (400, 401, 403, 404, 413, a host not on the list)."""

    reason: str


Outcome = Done | NotDone | Unknown | Never


class Teams(Protocol):
    """The way to Teams. Never raises for what the other side does: every answer is an Outcome.

    An activity is given as JSON text, as the outbox keeps it.
    """

    async def post(self, address: Address, activity: str) -> Outcome:
        """Create a message in the conversation."""

    async def update(self, address: Address, activity_id: str, activity: str) -> Outcome:
        """Replace a message; may be repeated."""

    async def delete(self, address: Address, activity_id: str) -> Outcome:
        """Delete a message; a message that is gone already counts as Done."""
