"""HTTP/1.1 with as little as it takes: the load client and the Connector must cost less than whatever they measure.

Only what the bots here send and get: a length in the head, connections that stay open. No errors are mended.
"""

import asyncio
import json
import ssl
from collections.abc import Callable
from typing import Final

END: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"


def _length(head: bytes) -> int:
    at = head.lower().find(_LENGTH)
    return int(head[at + len(_LENGTH) :].split(b"\r", 1)[0]) if at >= 0 else 0


class _Messages(asyncio.Protocol):
    """Cuts what comes into heads and bodies."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._rest = self._rest + data if self._rest else data
        while (end := self._rest.find(END)) >= 0:
            head, begin = self._rest[:end], end + len(END)
            whole = begin + _length(head)
            if len(self._rest) < whole:
                return
            body, self._rest = self._rest[begin:whole], self._rest[whole:]
            self.came(head, body)

    def came(self, head: bytes, body: bytes) -> None:
        """One message is complete."""
        raise NotImplementedError


Told = Callable[[str, str], None]
"""Conversation (as it stands in the path) and text of a message that the bot sent."""


class _Connector(_Messages):
    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = told
        self._made = 0

    def came(self, head: bytes, body: bytes) -> None:
        self._made += 1
        answer = b'{"id":"%d"}' % self._made
        self.transport.write(
            b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
            % (len(answer), answer)
        )
        activity = json.loads(body) if body else {}
        path = head.split(b" ", 2)[1].decode()
        self._told(path.split("/conversations/", 1)[1].split("/", 1)[0], activity.get("text") or "")


async def serve_connector(told: Told, context: ssl.SSLContext | None) -> asyncio.Server:
    """Takes every message and says at once that it has it."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: _Connector(told), "127.0.0.1", 0, ssl=context, backlog=1000)


class Client(_Messages):
    """One connection; one request at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None

    def came(self, head: bytes, body: bytes) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result((int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionError("closed"))

    def send(self, request: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        """Status and body of the answer."""
        self._waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self._waiting


async def connect(port: int) -> Client:
    """To a bot on this machine."""
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(Client, "127.0.0.1", port)
    return client


def post(path: str, body: bytes, token: str | None = None) -> bytes:
    """A request with JSON."""
    bearer = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"{bearer}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
