"""Bots in processes of their own, as the tests see them: start, kill, ask to end. How they are made: `werk`."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.zuverlaessigkeit.werk import Auftrag

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 20.0


class Prozess:
    """One running bot."""

    def __init__(self, pid: int, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.url = f"http://127.0.0.1:{port}"
        self.points: list[str] = []
        self._end = asyncio.ensure_future(self._listen(reader, writer))

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """The connection breaks off when the process is gone; what it said last is kept."""
        with contextlib.suppress(ConnectionError):
            while line := await reader.readline():
                self.points = json.loads(line)["points"]
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    @property
    def alive(self) -> bool:
        return not self._end.done()

    def kill(self) -> None:
        """As a power cut does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def ask_to_end(self) -> None:
        os.kill(self.pid, signal.SIGTERM)

    async def ended(self, seconds: float = 40.0) -> None:
        """Until it is gone."""
        await asyncio.wait_for(asyncio.shield(self._end), seconds)

    async def stop(self) -> list[str]:
        """Ends it in good order; the points it came by."""
        self.ask_to_end()
        await self.ended()
        return self.points


class Werk:
    """The process that forks; one serves for all tests of a session."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.zuverlaessigkeit.werk"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT)  # noqa: S603

    def order(self, auftrag: Auftrag) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(auftrag.line())
        self._process.stdin.flush()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)


class Halle:
    """Where bots report when they have started; inside one event loop."""

    def __init__(self, werk: Werk, socket: str) -> None:
        self._werk = werk
        self._socket = socket
        self._awaited: dict[str, asyncio.Future[Prozess]] = {}
        self._all: list[Prozess] = []

    async def start(self, url: str, ahead: float = 0.0, **more: Any) -> Prozess:
        """Raises TimeoutError for a bot that does not start."""
        name = str(len(self._awaited))
        self._awaited[name] = asyncio.get_running_loop().create_future()
        self._werk.order(replace(Auftrag(name, self._socket, url, ahead), **more))
        async with asyncio.timeout(SECONDS_TO_START):
            return await self._awaited[name]

    async def report(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if line := await reader.readline():
            said = json.loads(line)
            prozess = Prozess(said["pid"], said["port"], reader, writer)
            self._all.append(prozess)
            if not self._awaited[said["name"]].done():
                self._awaited[said["name"]].set_result(prozess)

    async def clear(self) -> None:
        """Nothing that was started here lives on."""
        for prozess in self._all:
            if prozess.alive:
                prozess.kill()
            await prozess.ended()


@asynccontextmanager
async def halle(werk: Werk) -> AsyncIterator[Halle]:
    with tempfile.TemporaryDirectory(prefix="az", ignore_cleanup_errors=True) as folder:
        socket = str(Path(folder) / "s")
        made = Halle(werk, socket)
        server = await asyncio.start_unix_server(made.report, socket)
        try:
            yield made
        finally:
            await made.clear()
            server.close()
