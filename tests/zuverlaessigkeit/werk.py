"""Starts bots as processes of their own, quickly: imports everything once, then forks for each order.

    python -m tests.zuverlaessigkeit.werk      one order a line of JSON on standard input (see `Auftrag`)

A bot started here is the whole one of `app.Bot`. It may be told to end itself, as SIGKILL ends it, at the n-th
point where something becomes true: before and after a commit that writes, before and after a call to Teams.
"""

import asyncio
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import text

import bot.adapter
import bot.handler
import bot.metrics
import bot.prose
import bot.routes
import bot.server
from app import Bot
from bot.connector import Connector
from bot.edge import open_practice
from bot.uebungsraum.clock import PracticeClock
from dialogs import relay
from dialogs.relay import tries
from dialogs.relay.pace import Pace
from storage import outbox
from storage.database import Database, open_database
from storage.sql import Sql
from tests.haus import KEY

READY = (bot.adapter, bot.handler, bot.metrics, bot.prose, bot.routes, bot.server)
"""What `Bot.start` needs, imported before the first fork."""


@dataclass(frozen=True)
class Auftrag:
    """One bot to start.

    `socket`: where to say `name` and port and to hear the end. `ahead`: seconds the clock is ahead of the machine's
    at `since`; from then on it runs `speed` times as fast. `ends_at`: the point at which it ends itself, 0: never;
    `side`: only points of that side count. `paced` False: no waiting for the limits of Teams. `first_wait`: seconds
    before the first new try. `lease`: until another bot may take what this one has claimed.
    """

    name: str
    socket: str
    url: str
    ahead: float
    since: float = 0.0
    speed: float = 1.0
    ends_at: int = 0
    side: str = ""
    paced: bool = True
    first_wait: float = tries.FIRST_WAIT
    lease: float | None = None
    log: str = os.devnull

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"


_NUMBER = text("SELECT pg_current_xact_id_if_assigned()::text")


class Points:
    """Counts the points; ends the process at the one it was told."""

    def __init__(self, ends_at: int, side: str) -> None:
        self._ends_at = ends_at
        self._side = side
        self._lock = threading.Lock()
        self.names: list[str] = []

    def reached(self, name: str) -> None:
        if not name.startswith(self._side):
            return
        with self._lock:
            self.names.append(name)
            if len(self.names) == self._ends_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        self._around_commits()
        self._around_calls()

    def _around_commits(self) -> None:
        original: Callable[[Sql, str], None] = Sql.control

        def control(sql: Sql, words: str) -> None:
            writes = words == "COMMIT" and _has_written(sql)
            if writes:
                self.reached("before commit")
            original(sql, words)
            if writes:
                self.reached("after commit")
            elif words.startswith("BEGIN"):
                _remember_changes(sql)

        Sql.control = control  # type: ignore[method-assign, assignment]

    def _around_calls(self) -> None:
        original: Callable[..., Awaitable[Any]] = Connector._exchange

        async def exchange(connector: Connector, request: Any, token: Any) -> Any:
            self.reached(f"before {request.method}")
            outcome = await original(connector, request, token)
            self.reached(f"after {request.method}")
            return outcome

        Connector._exchange = exchange  # type: ignore[assignment]


def _remember_changes(sql: Sql) -> None:
    sql.changes_before = getattr(sql._driver, "total_changes", 0)  # type: ignore[attr-defined]


def _has_written(sql: Sql) -> bool:
    """PostgreSQL gives a transaction its number when it first writes or locks something."""
    if sql.is_postgresql:
        return sql.select(_NUMBER)[0][0] is not None
    return bool(sql._driver.total_changes != getattr(sql, "changes_before", None))


def wall(ahead: float, since: float = 0.0, speed: float = 1.0) -> Callable[[], float]:
    """A clock ahead of the machine's, or a faster one."""
    return lambda: time.time() + ahead + (time.time() - since) * (speed - 1.0)


def main() -> None:
    """One order after the other until standard input ends; who forked is not waited for."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        auftrag = Auftrag(**json.loads(line))
        if os.fork() == 0:
            _be_a_bot(auftrag)


def _be_a_bot(auftrag: Auftrag) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _log_to(auftrag.log)
        code = asyncio.run(_live(auftrag))
    finally:
        sys.stderr.flush()
        os._exit(code)


def _log_to(path: str) -> None:
    with open(path, "ab") as log, open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        os.dup2(nothing.fileno(), 0)


async def _live(auftrag: Auftrag) -> int:
    points = Points(auftrag.ends_at, auftrag.side)
    clock = PracticeClock(wall(auftrag.ahead, auftrag.since, auftrag.speed))
    database = open_database(auftrag.url, [KEY], clock)
    _arrange(auftrag, points)
    running = Bot(database, clock, open_practice)
    reader, writer = await asyncio.open_unix_connection(auftrag.socket)
    port = await running.start("127.0.0.1", 0)
    writer.write(json.dumps({"name": auftrag.name, "pid": os.getpid(), "port": port}).encode() + b"\n")
    await _told_to_end(reader)
    await running.stop()
    _let_go(database)
    writer.write(json.dumps({"points": points.names}).encode() + b"\n")
    await writer.drain()
    return 0


def _arrange(auftrag: Auftrag, points: Points) -> None:
    points.install()
    tries.FIRST_WAIT = auftrag.first_wait
    if not auftrag.paced:
        Pace.wait = lambda *_: 0.0  # type: ignore[method-assign]
    if auftrag.lease is not None:
        outbox.LEASE = timedelta(seconds=auftrag.lease)
        relay.POLL = min(relay.POLL, auftrag.lease / 4)


async def _told_to_end(reader: asyncio.StreamReader) -> None:
    """By a line or by SIGTERM; a connection that breaks off means that nobody needs this bot any more."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    line = asyncio.ensure_future(reader.readline())
    await asyncio.wait({line, asyncio.ensure_future(stopped.wait())}, return_when=asyncio.FIRST_COMPLETED)


def _let_go(database: Database) -> None:
    database.close()


if __name__ == "__main__":
    main()
