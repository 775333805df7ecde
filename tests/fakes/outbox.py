"""The outbox as dialogs.ports.Outbox, for the relay alone: rows in their order, heads of queues, claims that run out.

`down` says whether the database answers at the moment; nothing is written while it does not.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dialogs.delivery import Address
from dialogs.outbox import Art, Due, Op, Outgoing, Settled, Zustand
from dialogs.ports import Clock, Unavailable

LEASE = timedelta(seconds=60)
SERVICE_URL = "https://smba.trafficmanager.net/de/"


@dataclass
class Row:
    """A message with what has become of it."""

    out: Outgoing
    again_at: datetime | None
    lease_until: datetime | None = None
    lease_by: str | None = None
    zustand: Zustand = Zustand.OFFEN
    attempts: int = 0
    activity_id: str | None = None
    grund: str | None = None
    settled: list[Settled] = field(default_factory=list)


@dataclass
class Table:
    """What all bots share."""

    rows: list[Row] = field(default_factory=list)
    down: bool = False
    claims: int = 0

    def row(self, name: str | None) -> Row | None:
        return next((r for r in self.rows if r.out.id == name), None)

    @property
    def open(self) -> list[Row]:
        return [r for r in self.rows if r.again_at]


class FakeOutbox:
    """The table as one bot sees it."""

    def __init__(self, clock: Clock, table: Table, bot: str = "bot") -> None:
        self.table = table
        self._clock = clock
        self._bot = bot

    def enqueue(self, out: Outgoing) -> Due | None:
        """As a turn does it: claimed at once unless something older waits; in flight here is no waiting."""
        row, jetzt = Row(out, self._clock.jetzt()), self._clock.jetzt()
        older = [r for r in self.table.open if r.out.queue == out.queue]
        self.table.rows.append(row)
        in_flight = all(r.lease_by == self._bot and _is_leased(r, jetzt) for r in older)
        return self._leased(row, jetzt) if in_flight else None

    async def claim(self, jetzt: datetime, limit: int, queue: str | None = None) -> Sequence[Due]:
        """A limit below zero is none, as SQLite has it."""
        await self._database()
        self.table.claims += 1
        found = [r for r in self.table.open if queue in (None, r.out.queue) and self._is_head(r)]
        found = [r for r in found if r.again_at and r.again_at <= jetzt and not _is_leased(r, jetzt)]
        return [due for r in found[: limit if limit >= 0 else None] if (due := self._claimed(r, jetzt))]

    async def settle(self, *settled: Settled) -> None:
        await self._database()
        for one in settled:
            self._settle(one)

    def _settle(self, settled: Settled) -> None:
        """A final word counts from anybody, a wish to try again from the holder alone."""
        row = self.table.row(settled.id)
        if row is None or row.again_at is None or (settled.again_at and row.lease_by != self._bot):
            return
        row.settled.append(settled)
        row.zustand, row.attempts, row.grund = settled.zustand, settled.attempts, settled.grund
        row.again_at, row.lease_until, row.lease_by = settled.again_at, None, None
        row.activity_id = settled.activity_id or row.activity_id

    async def release(self) -> None:
        await self._database()
        for row in self.table.rows:
            if row.lease_by == self._bot:
                row.lease_until = row.lease_by = None

    async def _database(self) -> None:
        await asyncio.sleep(0.001)
        if self.table.down:
            raise Unavailable("fake")

    def _is_head(self, row: Row) -> bool:
        return next(r for r in self.table.open if r.out.queue == row.out.queue) is row

    def _claimed(self, row: Row, jetzt: datetime) -> Due | None:
        return self._leased(row, jetzt) if self._is_head(row) else None

    def _leased(self, row: Row, jetzt: datetime) -> Due | None:
        target = self.table.row(row.out.target)
        if row.out.address is None or (target and target.again_at):
            return None
        row.attempts += row.lease_until is not None
        row.lease_until, row.lease_by = jetzt + LEASE, self._bot
        return Due(row.out, row.out.address, target.activity_id if target else row.activity_id, row.attempts)


def _is_leased(row: Row, jetzt: datetime) -> bool:
    return row.lease_until is not None and row.lease_until > jetzt


def outgoing(
    name: str,
    queue: str = "anna",
    op: Op = Op.POST,
    *,
    chat: str | None = None,
    target: str | None = None,
    art: Art = Art.ANTWORT,
) -> Outgoing:
    """A message whose text is its name; the placeholder says so."""
    return Outgoing(
        id=name,
        art=Art.BOGEN if op is Op.POST_TWICE else art,
        op=op,
        queue=queue,
        address=Address(SERVICE_URL, chat or queue),
        activity=_activity(name),
        placeholder=_activity(f"{name} folgt") if op is Op.POST_TWICE else None,
        target=target,
    )


def garbled(out: Outgoing) -> Outgoing:
    """A message that cannot be read back."""
    return replace(out, activity="{")


def _activity(text: str) -> str:
    return json.dumps({"type": "message", "text": text})
