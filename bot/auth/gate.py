"""The door in production: only the Bot Connector, for Teams, our app and our tenant. There is no other way in."""

import re
from typing import Final

from multidict import CIMultiDictProxy

from bot.activity import InboundActivity
from bot.auth.keys import CHANNEL
from bot.auth.token import TokenCheck
from bot.auth.verdict import Admitted, Refusal, Ticket

_BEARER: Final = re.compile(r"bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)", re.IGNORECASE)


class ConnectorGate:
    """`app_id` and `tenant_id` are ours; the tokens are left to `check`."""

    def __init__(self, app_id: str, tenant_id: str, check: TokenCheck) -> None:
        self._recipient = f"28:{app_id}".casefold()
        self._tenant_id = tenant_id
        self._check = check

    async def check_request(self, headers: CIMultiDictProxy[str], peer: str | None) -> Ticket | Refusal:  # noqa: ARG002  the port is shared with practice, where the peer counts
        values = headers.getall("Authorization", [])
        match = _BEARER.fullmatch(values[0]) if len(values) == 1 else None
        if match is None:
            return Refusal(401, "no_bearer_token")
        return await self._check.check(match[1])

    def check_activity(self, ticket: Ticket, activity: InboundActivity) -> Admitted | Refusal:
        if activity.service_url != ticket.service_url:
            return Refusal(403, "service_url_differs")
        if activity.channel_id != CHANNEL:
            return Refusal(403, "channel")
        if activity.recipient.id.casefold() != self._recipient:
            return Refusal(403, "recipient")
        return self._check_tenant(activity)

    def _check_tenant(self, activity: InboundActivity) -> Admitted | Refusal:
        named = named_tenants(activity)
        if not named:
            return Refusal(403, "tenant_missing")
        others = [tenant for tenant in named if tenant.casefold() != self._tenant_id.casefold()]
        if not others:
            return Admitted(self._tenant_id, foreign=False)
        return Admitted(others[0], foreign=True) if is_in_team(activity) else Refusal(403, "tenant")


def named_tenants(activity: InboundActivity) -> list[str]:
    """The tenants an activity names, the sender's own first."""
    data, sender = activity.channel_data, activity.sender
    named = (
        sender.tenant_id if sender else None,
        data.tenant.id if data and data.tenant else None,
        activity.conversation.tenant_id,
    )
    return [tenant for tenant in named if tenant]


def is_in_team(activity: InboundActivity) -> bool:
    """In a channel of a team, where people of other tenants may sit."""
    data = activity.channel_data
    has_place = data is not None and (data.team is not None or data.channel is not None)
    return has_place and activity.conversation.conversation_type == "channel"
