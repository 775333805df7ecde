"""What every program under load shares: a port of its own, the event loop's delay, an end that says what was seen.

Runs in the environments of the peers too, so it needs nothing but aiohttp.
"""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

BEAT: Final = 0.002
"""Seconds between two looks at the clock."""


class Beat:
    """Asks to be woken again and again, and keeps how much too late each time was."""

    def __init__(self) -> None:
        self._late: list[float] = []

    async def start(self, _: web.Application) -> None:
        """Beside whatever the application does."""
        self._task = asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            wanted = loop.time() + BEAT
            await asyncio.sleep(BEAT)
            self._late.append(loop.time() - wanted)

    def take(self) -> str:
        """The delays since the last call, in seconds, as JSON."""
        late, self._late = self._late, []
        return json.dumps(late)


def with_beat(app: web.Application, beat: Beat) -> None:
    """Lets whoever measures fetch the delays over HTTP."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=beat.take())

    app.router.add_get("/beat", answer)


async def stopped() -> None:
    """Until somebody ends the process kindly."""
    event = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, event.set)
    await event.wait()


def serve(
    handle: Callable[[web.Request], Awaitable[web.StreamResponse]],
    start: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """POST /api/messages on a free port, which is printed."""
    asyncio.run(_serve(handle, start))


async def _serve(
    handle: Callable[[web.Request], Awaitable[web.StreamResponse]], start: Callable[[], Awaitable[None]] | None
) -> None:
    if start is not None:
        await start()
    beat = Beat()
    app = web.Application()
    app.router.add_post("/api/messages", handle)
    with_beat(app, beat)
    app.on_startup.append(beat.start)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await stopped()
    await runner.cleanup()
