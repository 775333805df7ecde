"""Stand-in for the Bot Connector: keeps the messages of every conversation and can fail in all the known ways."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import web

HOST = "smba.trafficmanager.net"
SERVICE_URL = f"https://{HOST}/de/"
_PREFIX = "/de/v3/conversations/"


@dataclass(frozen=True)
class Status:
    """Answers with this status, not carried out."""

    code: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Executed:
    """Carried out, and answered with this status all the same."""

    code: int


@dataclass(frozen=True)
class Reset:
    """Closes the connection; with `executed` the message was taken before."""

    executed: bool


@dataclass(frozen=True)
class Slow:
    """Waits, then works as usual."""

    seconds: float


@dataclass(frozen=True)
class Garbled:
    """Carried out, answered with 201 and this body."""

    body: bytes


Fault = Status | Executed | Reset | Slow | Garbled


@dataclass(frozen=True)
class Call:
    """One request as it arrived; `raw_path` is not unquoted."""

    method: str
    raw_path: str
    token: str | None
    body: Any
    size: int
    fault: Fault | None

    @property
    def conversation(self) -> str:
        return unquote(self.raw_path.removeprefix(_PREFIX).split("/")[0])


class ConnectorStandIn:
    """`takes` says which tokens are good. `messages` is what people see: conversation -> id -> activity."""

    def __init__(self, takes: Callable[[str | None], bool]) -> None:
        self._takes = takes
        self._ids = itertools.count(1_700_000_000_000)
        self.calls: list[Call] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.faults: list[Fault] = []
        self.fault_for: Callable[[str, str, Any], Fault | None] = lambda _method, _conversation, _body: None

    def texts(self, conversation: str) -> list[str]:
        """The texts in a conversation as they stand now, in order."""
        return [activity.get("text", "") for activity in self.messages.get(conversation, {}).values()]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        body = await request.json() if raw else None
        parts = request.raw_path.removeprefix(_PREFIX).split("/")
        fault = self.faults.pop(0) if self.faults else self.fault_for(request.method, unquote(parts[0]), body)
        token = request.headers.get("Authorization")
        self.calls.append(Call(request.method, request.raw_path, token, body, len(raw), fault))
        if not request.raw_path.startswith(_PREFIX) or len(parts) < 2 or parts[1] != "activities":
            return web.json_response({"error": {"code": "NotFound"}}, status=404)
        if not self._takes(token):
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        return await self._act(request, [unquote(part) for part in parts], body, fault)

    async def _act(
        self, request: web.Request, parts: list[str], body: Any, fault: Fault | None
    ) -> web.StreamResponse:
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, Status):
            return web.json_response({"error": {"code": "Fault"}}, status=fault.code, headers=fault.headers)
        if isinstance(fault, Reset) and not fault.executed:
            return _reset(request)
        done = self._carry_out(request.method, parts, body)
        if isinstance(fault, Reset):
            return _reset(request)
        if isinstance(fault, Executed):
            return web.json_response({"error": {"code": "Fault"}}, status=fault.code)
        return web.Response(status=201, body=fault.body) if isinstance(fault, Garbled) else done

    def _carry_out(self, method: str, parts: list[str], body: Any) -> web.Response:
        place = self.messages.setdefault(parts[0], {})
        if method == "POST":
            fresh = str(next(self._ids))
            place[fresh] = body
            return web.json_response({"id": fresh}, status=201)
        if len(parts) < 3 or parts[2] not in place:
            return web.json_response({"error": {"code": "ActivityNotFound"}}, status=404)
        if method == "DELETE":
            del place[parts[2]]
            return web.Response(status=200)
        place[parts[2]] = body
        return web.json_response({"id": parts[2]})


def _reset(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
