"""The log: one JSON object a line on standard error, with the id of the turn. Who logs what stands elsewhere.

A log is read by people who may not see Sozialdaten. So only our own modules may word a line; of a library, and of an
error anywhere, its kind and place are told and not its message, which may quote what people wrote.
"""

import asyncio
import json
import logging
import secrets
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

OURS: Final = frozenset({"app", "bot", "dialogs", "storage"})
FIELDS: Final = ("kind", "status", "reason", "ms")
"""What may stand beside the wording, by `extra=`; anything else is left out."""

_turn: Final[ContextVar[str | None]] = ContextVar("turn", default=None)
_UNCAUGHT: Final = logging.getLogger("app")


def new_turn_id() -> str:
    """An id that says nothing; a person can quote it."""
    return secrets.token_hex(8)


@contextmanager
def turn(turn_id: str) -> Iterator[None]:
    """Every line logged inside, in tasks begun inside too, carries the id."""
    token = _turn.set(turn_id)
    try:
        yield
    finally:
        _turn.reset(token)


def error_path(error: BaseException | None) -> str:
    """What kind of error and where, without its message."""
    if error is None:
        return "unknown"
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {where}"


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        line |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if (turn_id := _turn.get()) is not None:
            line["turn"] = turn_id
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = error_path(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def _event(record: logging.LogRecord) -> str:
    """Our own words, or the place in the library that had something to say."""
    return record.getMessage() if _is_ours(record) else f"{Path(record.pathname).name}:{record.lineno}"


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def set_up(stream: TextIO | None = None) -> None:
    """From now on everything this process says of itself is logged this way, also what nobody caught."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(lambda record: _is_ours(record) or record.levelno >= logging.WARNING)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # else a record that cannot be worded prints itself, arguments and all
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: _tell(found.exc_value)
    threading.excepthook = lambda found: _tell(found.exc_value)


def catch_in_loop(loop: asyncio.AbstractEventLoop) -> None:
    """What a task leaves behind uncaught is told by kind and place; asyncio would print the task with its values."""

    def tell(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        # the message is one of asyncio's own sentences
        _UNCAUGHT.error("event loop: %s: %s", context.get("message"), error_path(context.get("exception")))

    loop.set_exception_handler(tell)


def _uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    _tell(error)


def _tell(error: BaseException | None) -> None:
    _UNCAUGHT.error("uncaught error: %s", error_path(error))
