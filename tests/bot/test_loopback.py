"""The door in practice: this machine alone, whatever a browser on it is talked into."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from bot.adapter import Adapter
from bot.auth.loopback import LoopbackOnly, refuse_foreign
from bot.edge import open_practice
from bot.routes import Routes, create_app
from bot.server import serve
from tests.bot.edge import Echo
from tests.standins.activities import Shapes
from tests.standins.microsoft import FOREIGN_TENANT_ID

SHAPES = Shapes("uebung", "uebung-tenant", "http://127.0.0.1:1/connector")
HERE = {"Host": "127.0.0.1:3978"}


def headers(**more: str) -> CIMultiDictProxy[str]:
    return CIMultiDictProxy(CIMultiDict(HERE | {name.replace("_", "-"): value for name, value in more.items()}))


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.3.3.3", "::1"])
@pytest.mark.parametrize("host", ["127.0.0.1:3978", "localhost:3978", "localhost", "[::1]:3978"])
def test_this_machine(peer: str, host: str) -> None:
    assert refuse_foreign(headers(Host=host), peer) is None
    assert refuse_foreign(headers(Host=host, Origin=f"http://{host}"), peer) is None


@pytest.mark.parametrize(
    ("more", "peer", "reason"),
    [
        ({}, "192.168.1.5", "peer"),
        ({}, None, "peer"),
        ({"Host": "evil.example"}, "127.0.0.1", "host"),
        ({"Host": "127.0.0.1.evil.example"}, "127.0.0.1", "host"),
        ({"Host": "evil.example:3978@127.0.0.1.evil.example"}, "127.0.0.1", "host"),
        ({"Host": ""}, "127.0.0.1", "host"),
        ({"Host": "[::1"}, "127.0.0.1", "host"),
        ({"Origin": "https://evil.example"}, "127.0.0.1", "origin"),
        ({"Origin": "null"}, "127.0.0.1", "origin"),
        ({"Origin": "http://127.0.0.1.evil.example"}, "127.0.0.1", "origin"),
        ({"Origin": ""}, "127.0.0.1", "origin"),
        ({"X_Forwarded_For": "10.0.0.1"}, "127.0.0.1", "forwarded"),
        ({"Forwarded": "for=10.0.0.1"}, "127.0.0.1", "forwarded"),
    ],
)
def test_everybody_else(more: dict[str, str], peer: str | None, reason: str) -> None:
    refusal = refuse_foreign(headers(**more), peer)
    assert refusal is not None
    assert (refusal.status, refusal.reason) == (403, reason)


@pytest.fixture
async def room() -> AsyncIterator[tuple[str, Echo]]:
    edge, echo = open_practice(), Echo()
    assert isinstance(edge.gate, LoopbackOnly)

    async def ready() -> list[str]:
        return edge.missing()

    routes = Routes(edge.gate, Adapter(edge.teams, echo.on_turn), ready, lambda: b"", lambda _reason: None)
    server = await serve(create_app(routes), "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.port}/api/messages", echo
    await server.stop()
    await edge.close()


async def post(url: str, activity: dict[str, Any], **more: str) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, json=activity, headers=more) as response:
        return response.status


async def test_no_token_is_needed(room: tuple[str, Echo]) -> None:
    url, echo = room
    assert await post(url, SHAPES.submit({"a": 1})) == 200
    assert echo.arrivals[0].admitted.tenant_id == "uebung-tenant"


@pytest.mark.parametrize(
    "service_url", ["https://smba.trafficmanager.net/de/", "http://192.168.1.5/", "http://evil.example/"]
)
async def test_a_service_url_elsewhere(service_url: str, room: tuple[str, Echo]) -> None:
    url, echo = room
    assert await post(url, replace(SHAPES, service_url=service_url).message("x")) == 403
    assert echo.arrivals == []
    assert await post(url, SHAPES.submit({"a": 1})) == 200


async def test_the_other_checks_hold_as_well(room: tuple[str, Echo]) -> None:
    url, echo = room
    stranger = SHAPES.message("x")
    stranger["channelData"]["tenant"]["id"] = FOREIGN_TENANT_ID
    assert await post(url, stranger) == 403
    assert await post(url, SHAPES.message("x") | {"channelId": "emulator"}) == 403
    assert await post(url, {"type": "message"}) == 400
    assert await post(url, SHAPES.message("x"), Origin="https://evil.example") == 403
    assert await post(url, SHAPES.message("x"), Host="evil.example") == 403
    assert echo.arrivals == []
