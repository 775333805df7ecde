"""The door in practice: no token, but everything has to be on this machine. Never used in production.

A page of a foreign site in a browser on this machine is on loopback too, hence the checks of Host and Origin.
"""

from urllib.parse import urlsplit

from multidict import CIMultiDictProxy

from bot.activity import InboundActivity
from bot.auth.gate import is_in_team, named_tenants
from bot.auth.keys import CHANNEL
from bot.auth.verdict import Admitted, Refusal, Ticket
from bot.service_url import TrustedHosts, is_loopback

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


def refuse_foreign(headers: CIMultiDictProxy[str], peer: str | None) -> Refusal | None:
    """None if a request comes from this machine, is meant for it, and no foreign page or proxy stands behind it."""
    if peer is None or not is_loopback(peer):
        return Refusal(403, "peer")
    if any(name in headers for name in _FORWARDED):
        return Refusal(403, "forwarded")
    if not _is_here(f"//{headers.get('Host', '')}"):
        return Refusal(403, "host")
    origin = headers.get("Origin")
    if origin is not None and not _is_here(origin):
        return Refusal(403, "origin")
    return None


def _is_here(address: str) -> bool:
    try:
        return is_loopback(urlsplit(address).hostname or "")
    except ValueError:
        return False


class LoopbackOnly:
    """Anyone on this machine may play Teams, if the serviceUrl is on this machine too."""

    def __init__(self) -> None:
        self._here = TrustedHosts(frozenset(), loopback=True)

    async def check_request(self, headers: CIMultiDictProxy[str], peer: str | None) -> Ticket | Refusal:
        return refuse_foreign(headers, peer) or Ticket(service_url=None)

    def check_activity(self, ticket: Ticket, activity: InboundActivity) -> Admitted | Refusal:  # noqa: ARG002  no token, nothing to compare with
        if self._here.base(activity.service_url) is None:
            return Refusal(403, "service_url_not_trusted")
        if activity.channel_id != CHANNEL:
            return Refusal(403, "channel")
        named = named_tenants(activity)
        if not named:
            return Refusal(403, "tenant_missing")
        foreign = named[0] != named[-1]
        return Refusal(403, "tenant") if foreign and not is_in_team(activity) else Admitted(named[0], foreign)
