"""What the checks at the door say, and the port through which the routes ask them."""

from dataclasses import dataclass
from typing import Protocol

from multidict import CIMultiDictProxy

from bot.activity import InboundActivity


@dataclass(frozen=True, slots=True)
class Refusal:
    """Not let in. `status` is the HTTP answer; `reason` is an English key for logs and counters, never sent."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """The request may be read. `service_url` is what the token vouches for (None: no token, practice only)."""

    service_url: str | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """The activity may be acted upon.

    `tenant_id` is the sender's own. `foreign` means: not the house's tenant, which happens in a channel of a
    team alone; such a person has rights in a bound channel and none elsewhere.
    """

    tenant_id: str
    foreign: bool


class Gate(Protocol):
    """First the head of a request, then (the body is read in between) the activity."""

    async def check_request(self, headers: CIMultiDictProxy[str], peer: str | None) -> Ticket | Refusal:
        """Signature and claims; `peer` is the address the connection comes from."""

    def check_activity(self, ticket: Ticket, activity: InboundActivity) -> Admitted | Refusal:
        """The claims against the body."""
