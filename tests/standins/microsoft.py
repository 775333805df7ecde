"""All stand-ins together, and the environment with which a bot finds them in the place of Microsoft's."""

import base64
from pathlib import Path
from typing import Final

from aiohttp import web

from tests.standins import connector, keys, login, sharepoint
from tests.standins.ca import TestAuthority
from tests.standins.proxy import ConnectProxy

APP_ID: Final = "11111111-2222-4333-8444-555555555555"
PASSWORD: Final = "a-client-secret-of-the-tests"
TENANT_ID: Final = "99999999-8888-4777-8666-555555555555"
FOREIGN_TENANT_ID: Final = "77777777-8888-4777-8666-555555555555"


class Microsoft:
    """Start it, give `environment()` to the bot, stop it."""

    def __init__(self, folder: Path) -> None:
        self._authority = TestAuthority(folder)
        self.login = login.Login(APP_ID, PASSWORD, TENANT_ID)
        self.keys = keys.KeyService()
        self.connector = connector.ConnectorStandIn(self._is_good)
        self.files = sharepoint.SharePoint()
        self.proxy = ConnectProxy({})
        self._runner: web.AppRunner | None = None

    @property
    def ca_path(self) -> Path:
        return self._authority.path

    def environment(self) -> dict[str, str]:
        """The production settings of a bot, all of them; nothing in it is a switch for tests."""
        return {
            "MicrosoftAppId": APP_ID,
            "MicrosoftAppPassword": PASSWORD,
            "MicrosoftAppType": "SingleTenant",
            "MicrosoftAppTenantId": TENANT_ID,
            "AKTIVZENTRUM_SCHLUESSEL": base64.b64encode(bytes(range(32))).decode(),
            "HTTPS_PROXY": self.proxy.url,
            "SSL_CERT_FILE": str(self.ca_path),
        }

    async def start(self) -> None:
        hosts = {
            login.HOST: self.login.handle,
            keys.HOST: self.keys.handle,
            connector.HOST: self.connector.handle,
            sharepoint.HOST: self.files.handle,
            sharepoint.OTHER: self.files.handle,
        }

        async def dispatch(request: web.Request) -> web.StreamResponse:
            return await hosts[request.host](request)

        app = web.Application(client_max_size=1024 * 1024)
        app.router.add_route("*", "/{path:.*}", dispatch)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(
            self._runner, "127.0.0.1", 0, ssl_context=self._authority.server_context(list(hosts))
        ).start()
        port = int(self._runner.addresses[0][1])
        self.proxy = ConnectProxy({f"{host}:443": port for host in hosts})
        await self.proxy.start()

    async def stop(self) -> None:
        await self.proxy.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    def _is_good(self, authorization: str | None) -> bool:
        return (authorization or "").removeprefix("Bearer ") in self.login.issued
