"""Which Connector addresses the bot trusts, read the same way for what comes in and for what goes out.

No requests are made here.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

MICROSOFT_HOSTS: Final = ("smba.trafficmanager.net:443", "smba.onyx.prod.teams.trafficmanager.net:443")
"""The public cloud's hosts as Microsoft's own SDKs list them, none by a wildcard: trafficmanager.net is for rent."""

HOST_ENTRY: Final = re.compile(r"(?!.*\.\.)[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[1-9][0-9]{0,4})?")

# Narrower than any URL parser, so that no two of them can read an accepted address differently.
_URL: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?P<path>(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?"
)


def is_loopback(host: str) -> bool:
    """True for localhost and the loopback addresses; `host` without port, IPv6 with or without brackets."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class TrustedHosts:
    """The allow-list: `host` (any port) or `host:port`, lower case.

    `loopback` adds this machine, and http there: practice only.
    """

    entries: frozenset[str] = frozenset(MICROSOFT_HOSTS)
    loopback: bool = False

    def base(self, service_url: str) -> str | None:
        """The address without its last slash, or None if the bot must not talk to it."""
        match = _URL.fullmatch(service_url)
        if match is None or not self._trusts(match):
            return None
        return service_url.removesuffix("/")

    def _trusts(self, match: re.Match[str]) -> bool:
        host, https = match["host"].lower(), match["scheme"] == "https"
        port = match["port"] or ("443" if https else "80")
        if self.loopback and is_loopback(host):
            return True
        return https and not self.entries.isdisjoint((host, f"{host}:{port}"))
