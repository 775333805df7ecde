"""dialogs.ports.Storage and Outbox over threads: who waits for the database does not hold up the event loop.

SQLite has one writer thread; works that wait together commit together, with one fsync for all. PostgreSQL has
several threads, each with a connection.
"""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

from sqlalchemy import Engine

from dialogs.outbox import Due, Settled
from dialogs.ports import Conflict, Unavailable
from storage.audit import Heads
from storage.context import Context
from storage.errors import Again
from storage.unit_of_work import SqlUnitOfWork
from storage.worker import Outcome, Work, Worker

T = TypeVar("T")

MAX_TOGETHER: Final = 64
MAX_WAITING: Final = 2_000
POSTGRESQL_THREADS: Final = 8
PATIENCE: Final = 6.0
"""Seconds a work is tried again when PostgreSQL is away, from when it was handed in."""
_WAITS: Final = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8)
_LAST_WAIT: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    since: float


class SqlStorage:
    """Runs works in threads of its own. `heads` is told the end of each audit chain after a commit.

    `close` waits until everything handed in is done.
    """

    def __init__(self, engine: Engine, context: Context, heads: Heads) -> None:
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._patient = engine.dialect.name == "postgresql"
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        count = POSTGRESQL_THREADS if self._patient else 1
        self._together = 1 if self._patient else MAX_TOGETHER
        workers = [Worker(engine, context, heads) for _ in range(count)]
        self._threads = [
            threading.Thread(target=self._serve, args=(w,), name="storage", daemon=True) for w in workers
        ]
        for thread in self._threads:
            thread.start()

    async def transact(self, work: Callable[[SqlUnitOfWork], T], line: str | None = None) -> T:
        """See dialogs.ports.Storage."""
        since = time.monotonic()
        if line is None or not self._patient:
            return await self._done(work, since)
        # several threads would race: two quick messages must not change places
        async with self._lines.setdefault(line, asyncio.Lock()):
            return await self._done(work, since)

    async def _done(self, work: Callable[[SqlUnitOfWork], T], since: float) -> T:
        if self._queue.qsize() >= MAX_WAITING:
            raise Unavailable("queue")
        loop = asyncio.get_running_loop()
        job = _Job(work, loop, loop.create_future(), since)
        self._queue.put(job)
        result: T = await job.future
        return result

    async def claim(self, jetzt: datetime, limit: int, queue: str | None = None) -> Sequence[Due]:
        """See dialogs.ports.Outbox."""
        return await self.transact(lambda uow: uow.claim(jetzt, limit, queue))

    async def settle(self, *settled: Settled) -> None:
        """See dialogs.ports.Outbox."""
        await self.transact(lambda uow: uow.settle(*settled))

    async def release(self) -> None:
        """Give back what was claimed and is not being tried; the last thing before `close`."""
        await self.transact(lambda uow: uow.release())

    def close(self) -> None:
        """Finish what is waiting and end the threads."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, worker: Worker) -> None:
        try:
            if not self._patient:
                # one bot to a file: what an earlier one was sending when it ended is nobody's now
                worker.run([SqlUnitOfWork.release_all])
            while jobs := self._next():
                _deliver(jobs, self._run(worker, jobs))
                if self._queue.empty():
                    worker.tidy()
        finally:
            worker.close()

    def _next(self) -> list[_Job]:
        """What waits now, at least one; nothing: the end."""
        first = self._queue.get()
        jobs = [first] if first is not None else []
        while jobs and len(jobs) < self._together:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:
                self._queue.put(None)
                break
            jobs.append(job)
        return jobs

    def _run(self, worker: Worker, jobs: Sequence[_Job]) -> list[Outcome]:
        outcomes = worker.run([job.work for job in jobs])
        return [self._retried(worker, jobs[0], outcomes[0])] if self._patient else outcomes

    def _retried(self, worker: Worker, job: _Job, outcome: Outcome) -> Outcome:
        """PostgreSQL restarts and breaks off transactions that met; the work is run again for a bounded time."""
        tries = 0
        while isinstance(outcome.error, Unavailable | Again) and time.monotonic() - job.since < PATIENCE:
            time.sleep(_WAITS[tries] if tries < len(_WAITS) else _LAST_WAIT)
            tries += 1
            outcome = worker.run([job.work])[0]
        return Outcome(error=Conflict("met")) if isinstance(outcome.error, Again) else outcome


def _deliver(jobs: Sequence[_Job], outcomes: Sequence[Outcome]) -> None:
    """One call into each event loop for all that finished together."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Outcome]]] = defaultdict(list)
    for job, outcome in zip(jobs, outcomes, strict=True):
        by_loop[job.loop].append((job.future, outcome))
    for loop, pairs in by_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, pairs)
        except RuntimeError:
            # the loop is closed: nobody waits any more
            continue


def _resolve(pairs: Sequence[tuple["asyncio.Future[Any]", Outcome]]) -> None:
    for future, outcome in pairs:
        if future.done():
            continue
        if outcome.error is not None:
            future.set_exception(outcome.error)
        else:
            future.set_result(outcome.value)
