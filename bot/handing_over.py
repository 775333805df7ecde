"""Files on their way to people: made anew, put where they were wanted, told. Never before their turn's commit."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol

from bot.bericht.pdf import pdf
from bot.bericht.xlsx import xlsx
from bot.log import error_path
from bot.papier.bogen import bogen_pdf
from bot.papier.handzettel import handzettel_pdf
from bot.upload import FileHosts
from dialogs.delivery import Never, Outcome, Target
from dialogs.files import File, PaperFile, ReportFile
from dialogs.turn import SendFile

_log: Final = logging.getLogger(__name__)

Tell = Callable[[SendFile, Outcome], Awaitable[None]]
"""Says in the chat what has become of a file."""


def made(file: File) -> bytes:
    """The file's bytes. Raises LookupError where there is nothing to hand over."""
    match file:
        case ReportFile(bericht=bericht, art=art):
            return xlsx(bericht) if art == "excel" else pdf(bericht)
        case PaperFile(fall=fall, formularnummer=number, art="handzettel", sprache=sprache):
            return handzettel_pdf(fall, number, sprache)
        case PaperFile(fall=fall, formularnummer=number):
            return bogen_pdf(fall, number)


class Way(Protocol):
    """Where files go, and what brings them there."""

    @property
    def hosts(self) -> FileHosts:
        """Where files may go."""

    async def put(self, target: Target, content: bytes) -> Outcome:
        """What has become of it."""


class HandingOver:
    """One task for each file. Nothing here survives the process: who gets no file asks again."""

    def __init__(self, uploader: Way, tell: Tell) -> None:
        self._uploader = uploader
        self._tell = tell
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def hosts(self) -> FileHosts:
        """Where files may go."""
        return self._uploader.hosts

    async def send(self, files: Sequence[SendFile], seconds: float) -> None:
        """Begins, and waits at most so long."""
        begun = {asyncio.ensure_future(self._send(one)) for one in files}
        self._tasks |= begun
        for task in begun:
            task.add_done_callback(self._tasks.discard)
        if begun:
            await asyncio.wait(begun, timeout=seconds)

    async def drain(self, seconds: float) -> None:
        """Waits for what is on its way, at most so long."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)

    async def _send(self, one: SendFile) -> None:
        outcome = await self._outcome(one)
        _log.info("file sent", extra={"kind": type(one.file).__name__.lower(), "reason": type(outcome).__name__})
        try:
            await self._tell(one, outcome)
        except Exception as error:  # noqa: BLE001  the file is where it is; the log has to do
            _log.error("file not told: %s", error_path(error))

    async def _outcome(self, one: SendFile) -> Outcome:
        try:
            content = await asyncio.to_thread(made, one.file)
            return await self._uploader.put(one.target, content)
        except Exception as error:  # noqa: BLE001  whatever it is, the person is told
            _log.error("file failed: %s", error_path(error))
            return Never("not_made")
