"""Stand-in for login.microsoftonline.com: discovery and the token endpoint for client credentials."""

import asyncio
import secrets

from aiohttp import web

HOST = "login.microsoftonline.com"


class Login:
    """Knows one app. `token_requests` counts questions for a token; the fields below disturb it."""

    def __init__(self, app_id: str, password: str, tenant_id: str) -> None:
        self._app = (app_id, password)
        self._tenant_id = tenant_id
        self.issued: set[str] = set()
        self.token_requests = 0
        self.lifetime = 3600
        self.delay = 0.0
        self.status = 200

    def revoke_all(self) -> None:
        self.issued.clear()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/common/discovery/instance":
            return web.json_response(_discovery())
        if request.path == f"/{self._tenant_id}/v2.0/.well-known/openid-configuration":
            return web.json_response(self._configuration())
        if request.path == f"/{self._tenant_id}/oauth2/v2.0/token" and request.method == "POST":
            return await self._token(request)
        return web.json_response({"error": "invalid_tenant"}, status=400)

    def _configuration(self) -> dict[str, str]:
        base = f"https://{HOST}/{self._tenant_id}"
        return {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
        }

    async def _token(self, request: web.Request) -> web.Response:
        self.token_requests += 1
        form = await request.post()
        await asyncio.sleep(self.delay)
        if self.status != 200:
            return web.json_response({"error": "temporarily_unavailable"}, status=self.status)
        asked = (form.get("client_id"), form.get("client_secret"))
        if asked != self._app or form.get("scope") != "https://api.botframework.com/.default":
            return web.json_response({"error": "invalid_client"}, status=401)
        token = secrets.token_urlsafe(24)
        self.issued.add(token)
        return web.json_response({"token_type": "Bearer", "expires_in": self.lifetime, "access_token": token})


def _discovery() -> dict[str, object]:
    return {
        "tenant_discovery_endpoint": f"https://{HOST}/common/v2.0/.well-known/openid-configuration",
        "metadata": [{"preferred_network": HOST, "preferred_cache": HOST, "aliases": [HOST]}],
    }
