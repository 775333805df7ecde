"""The edge put together: who is let in, and the way out, for production and for practice.

What runs between the two is handed in by the composition root.
"""

from dataclasses import dataclass, field

from bot.auth.gate import ConnectorGate
from bot.auth.keys import PublishedKeys
from bot.auth.loopback import LoopbackOnly
from bot.auth.token import TokenCheck
from bot.auth.verdict import Gate
from bot.connector import Connector
from bot.http_client import HttpClient
from bot.outbound_token import OutboundToken, client_secret_fetch
from bot.service_url import TrustedHosts
from bot.settings import Production
from bot.upload import FileHosts, Uploader


@dataclass(frozen=True)
class Edge:
    """`gate` for the routes, `teams` for everything that sends. `keys` and `token` are None in practice.

    `files`: where files may go; nowhere, unless the house has said so.
    """

    gate: Gate
    teams: Connector
    client: HttpClient
    keys: PublishedKeys | None
    token: OutboundToken | None
    files: FileHosts = field(default_factory=FileHosts)

    @property
    def uploader(self) -> Uploader:
        """What brings files out."""
        return Uploader(self.client, self.files)

    def missing(self) -> list[str]:
        """For /readyz: `keys` as long as no key list has come."""
        return ["keys"] if self.keys is not None and not self.keys.ready else []

    async def close(self) -> None:
        if self.keys is not None:
            await self.keys.close()
        if self.token is not None:
            await self.token.close()
        await self.client.close()


def open_production(settings: Production) -> Edge:
    """Inside the running loop; starts the fetching of keys and token."""
    client, hosts = HttpClient(), TrustedHosts(settings.service_hosts)
    keys = PublishedKeys(client, min_refresh=settings.jwks_min_refresh)
    token = OutboundToken(client_secret_fetch(settings.app_id, settings.password, settings.tenant_id, client.trust))
    gate = ConnectorGate(settings.app_id, settings.tenant_id, TokenCheck(settings.app_id, hosts, keys))
    keys.start()
    token.start()
    return Edge(gate, Connector(client, hosts, token), client, keys, token, FileHosts(settings.file_hosts))


def open_practice() -> Edge:
    """Inside the running loop; nothing but this machine, and no token to give away."""
    client = HttpClient()
    hosts = TrustedHosts(frozenset(), loopback=True)
    return Edge(LoopbackOnly(), Connector(client, hosts, None), client, None, None, FileHosts(loopback=True))
