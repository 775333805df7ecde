"""What is needed to find out why a reply was not the right one: how the bot's database stands, and its log."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, Select, create_engine, select

from storage.crypto import Keyring
from storage.tables import gespraech, outbox
from tests.bench.data import KEY
from tests.bench.load import Wrong
from tests.bench.processes import Program

LOG: Final = 6_000
"""So much of the end of the log is shown."""
ROWS: Final = 20
"""So many messages are shown of each kind."""
_o = outbox.c
_MESSAGES: Final = select(
    *(_o.seq, _o.art, _o.op, _o.queue, _o.zustand, _o.attempts, _o.erstellt, _o.erledigt, _o.again_at),
    *(_o.lease_until, _o.lease_by, _o.grund, _o.activity_id),
).order_by(_o.seq.desc())


def findings(program: Program, wrong: Sequence[Wrong]) -> str:
    """The conversations that failed, what waits in the outbox, the end of the log."""
    parts = [each.what for each in wrong]
    if program.database is not None:
        engine = create_engine(program.database)
        with engine.connect() as connection:
            parts += _database(connection, dict.fromkeys(each.conversation for each in wrong))
        engine.dispose()
    return "\n".join([*parts, f"log of {program.url} (pid {program.process.pid}):", program.said[-LOG:]])


def _database(connection: Connection, conversations: Sequence[str] | dict[str, None]) -> Iterator[str]:
    for conversation in conversations:
        yield f"{conversation}: {_state(connection, conversation)}"
        yield from _rows(connection, _MESSAGES.where(_o.conversation_id == conversation).limit(ROWS))
    yield "outbox, open, of all conversations:"
    yield from _rows(connection, _MESSAGES.where(_o.again_at.is_not(None)).limit(ROWS))


def _state(connection: Connection, conversation: str) -> str:
    row = connection.execute(select(gespraech).where(gespraech.c.conversation_id == conversation)).one_or_none()
    if row is None or row.zustand is None:
        return "no state"
    state = Keyring([KEY]).decrypt(row.zustand, "gespraech", "zustand", conversation)
    return f"changed {row.geaendert}, {state}"


def _rows(connection: Connection, query: Select[tuple[object, ...]]) -> Iterator[str]:
    for row in connection.execute(query):
        yield "  " + json.dumps({name: value for name, value in row._mapping.items() if value is not None})
