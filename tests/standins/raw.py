"""HTTP by hand over a socket, for clients that a library would not let be as slow or as wrong as they need to be."""

import asyncio
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class RawClient:
    """One connection to `url`."""

    def __init__(self, url: str) -> None:
        self._port = urlsplit(url).port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    @property
    def _reader(self) -> asyncio.StreamReader:
        assert self._streams is not None
        return self._streams[0]

    @property
    def _writer(self) -> asyncio.StreamWriter:
        assert self._streams is not None
        return self._streams[1]

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def status(self, *, within: float = 5.0) -> int:
        """The status of the next answer; its head is read, its body too if it has a length."""
        head = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), within)
        lines = head.decode("latin-1").lower().split("\r\n")
        length = sum(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
        await self._reader.readexactly(length)
        return int(lines[0].split(" ")[1])

    async def is_closed(self, *, within: float = 5.0) -> bool:
        """True once the other side has closed; what it still sends is dropped."""
        try:
            await asyncio.wait_for(self._reader.read(), within)
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        return True


def head(*, token: str | None, length: int | None, **more: str) -> bytes:
    """The head of a POST to /api/messages."""
    lines = ["POST /api/messages HTTP/1.1", "Host: bot.example", "Content-Type: application/json"]
    lines += [f"Authorization: Bearer {token}"] if token is not None else []
    lines += [f"Content-Length: {length}"] if length is not None else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
