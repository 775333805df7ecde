"""Stand-in for the place where Teams lets a bot put a file: takes the bytes of a PUT, and fails in the known ways."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from tests.standins.ca import TestAuthority
from tests.standins.proxy import ConnectProxy

HOST = "goe-my.sharepoint.com"
OTHER = "evil.sharepoint.com"
UPLOAD_URL = f"https://{HOST}/personal/ida/_api/v2.0/drive/items/01F/uploadSession?guid='a1'&tempauth=eyJ0"


@dataclass(frozen=True)
class Put:
    """One request as it arrived."""

    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class SharePoint:
    """`answers` are the statuses of the next requests, 201 when none is left; 0 takes the bytes and hangs up."""

    puts: list[Put] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.Response:
        self.puts.append(Put(request.host, request.raw_path, dict(request.headers), await request.read()))
        status = self.answers.pop(0) if self.answers else 201
        if status == 0 and request.transport is not None:
            request.transport.abort()
        return web.Response(status=status or 500, headers=self.headers, text="x" * 1000)


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[SharePoint, ConnectProxy, Path]]:
    """Both hosts by TLS on loopback behind a CONNECT proxy; and the authority to trust."""
    place, authority = SharePoint(), TestAuthority(folder)
    app = web.Application(client_max_size=8 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", place.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=authority.server_context([HOST, OTHER])).start()
    port = int(runner.addresses[0][1])
    proxy = ConnectProxy({f"{host}:443": port for host in (HOST, OTHER)})
    await proxy.start()
    try:
        yield place, proxy, authority.path
    finally:
        await proxy.stop()
        await runner.cleanup()
