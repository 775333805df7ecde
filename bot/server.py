"""The HTTP server below the routes: its time-outs, its limits, and what it gives away of itself (nothing).

Which paths there are stands in `routes`.
"""

import asyncio
import logging
from typing import Any, Final

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from bot.log import error_path

_log: Final = logging.getLogger(__name__)

HEAD_SECONDS: Final = 10.0
IDLE_SECONDS: Final = 75.0
LINGER_SECONDS: Final = 2.0
SHUTDOWN_SECONDS: Final = 20.0
"""A little more than Teams waits for a turn."""

SERVER_NAME: Final = "Aktivzentrum"


_MESSAGES: Final = {400: "bad request", 504: "timeout"}


class _Connection(RequestHandler):
    """aiohttp's connection, with a time-out for the head of a request and mute errors."""

    __slots__ = ("_head_timer", "_heads")

    def __init__(self, manager: web.Server, **kwargs: Any) -> None:
        super().__init__(manager, **kwargs)
        self._head_timer: asyncio.TimerHandle | None = None
        self._heads = 0

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._request_count > self._heads or self._request_in_progress:
            self._stop_timer()
        elif self._head_timer is None:
            self._head_timer = self._loop.call_later(HEAD_SECONDS, self._cut_off)
        self._heads = self._request_count

    def connection_lost(self, exc: BaseException | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002  it quotes what was sent
    ) -> web.StreamResponse:
        _log.info("request not readable: %s", error_path(exc))
        if request.writer.output_size > 0:
            raise ConnectionError("an answer has been sent already")
        response = web.Response(status=status, text=_MESSAGES.get(status, "error"))
        response.headers["Server"] = SERVER_NAME
        response.force_close()
        return response

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _cut_off(self) -> None:
        self._head_timer = None
        if not self._request_in_progress:
            self.force_close()


class _Server(web.Server):
    def __call__(self) -> RequestHandler:
        return _Connection(self, loop=self._loop, **self._kwargs)


class _Runner(web.AppRunner):
    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(made.request_handler, request_factory=made.request_factory, **self._kwargs)


class RunningServer:
    """A server that takes connections until `stop`."""

    def __init__(self, runner: web.AppRunner) -> None:
        self._runner = runner

    @property
    def port(self) -> int:
        """The port it listens on, also if 0 asked for a free one."""
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Takes no more requests, lets open ones finish (SHUTDOWN_SECONDS at most), closes."""
        await self._runner.cleanup()


async def serve(app: web.Application, host: str, port: int) -> RunningServer:
    """Listens on `host` and `port` (0: any free one). Raises OSError if it cannot."""
    runner = _Runner(
        app,
        access_log=None,
        keepalive_timeout=IDLE_SECONDS,
        lingering_time=LINGER_SECONDS,
        auto_decompress=False,
        shutdown_timeout=SHUTDOWN_SECONDS,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, reuse_address=True).start()
    except OSError:
        await runner.cleanup()
        raise
    return RunningServer(runner)
