"""The ends of the audit chains in a file outside the database, so that a cut tail shows (`audit_check` compares)."""

import json
import logging
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from storage.audit import Chain

_log: Final = logging.getLogger(__name__)

_COMPACT_AFTER: Final = 20_000


class HeadFile:
    """Appends the end of a chain after each commit, from any thread; given to `open_database` as `heads`.

    Old lines of a chain are dropped when the file has grown long.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        self._lines = len(path.read_text(encoding="ascii").splitlines())

    def __call__(self, chain: Chain) -> None:
        line = _line(chain)
        try:
            with self._lock:
                self._write(line)
        except OSError as error:
            # the act is committed and must not be told as failed; a later end of the chain says more anyway
            _log.error("end of an audit chain not written: %s", type(error).__name__)

    def _write(self, line: str) -> None:
        with self._path.open("a", encoding="ascii") as file:
            file.write(line)
        self._lines += 1
        if self._lines > _COMPACT_AFTER:
            self._compact()

    def _compact(self) -> None:
        heads = read_heads(self._path)
        fresh = self._path.with_suffix(".neu")
        fresh.write_text("".join(_line(chain) for chain in heads.values()), encoding="ascii")
        fresh.replace(self._path)
        self._lines = len(heads)


def read_heads(path: Path) -> Mapping[str, Chain]:
    """The last known end of each chain; a line that was cut off while it was written is left out."""
    heads: dict[str, Chain] = {}
    for line in path.read_text(encoding="ascii").splitlines() if path.exists() else ():
        try:
            name, nr, mac = json.loads(line)
        except ValueError:
            continue
        if name not in heads or heads[name].nr < nr:
            heads[name] = Chain(name, nr, bytes.fromhex(mac))
    return heads


def _line(chain: Chain) -> str:
    return json.dumps([chain.id, chain.nr, chain.mac.hex()]) + "\n"
