"""The peers and the environments they run in: made from their lock files under var/bench, or missing by name."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.processes import PYTHON, ROOT, Program

GEGNER: Final = ROOT / "tests" / "bench" / "gegner"
STORE: Final = ROOT / "var" / "bench"


@dataclass(frozen=True)
class Peer:
    """`lock` is the stem of its lock file; None: it runs in our own environment."""

    name: str
    script: str
    lock: str | None

    def start(self, environment: Mapping[str, str]) -> Program:
        """Raises Missing if it cannot run here."""
        return Program([str(_python(self)), str(GEGNER / self.script)], environment)


class MissingError(Exception):
    """A peer cannot be measured here; the text says which and why."""


BARE: Final = Peer("bare aiohttp handler", "bare.py", None)
STOCK_ECHO: Final = Peer("stock botbuilder echo bot", "stock_echo.py", "botbuilder")
STOCK_FORM: Final = Peer("stock botbuilder-dialogs form", "stock_form.py", "botbuilder")
AGENTS_FORM: Final = Peer("Microsoft 365 Agents SDK form", "agents_form.py", "agents")


def _python(peer: Peer) -> Path:
    if peer.lock is None:
        return Path(PYTHON)
    home, lock = STORE / peer.lock, GEGNER / f"{peer.lock}.lock"
    python, mark = home / "bin" / "python", home / "lock"
    if not mark.exists() or mark.read_text() != lock.read_text():
        _install(peer, home, lock)
        mark.write_text(lock.read_text())
    return python


def _install(peer: Peer, home: Path, lock: Path) -> None:
    print(f"installing {peer.name} …", file=sys.stderr)
    python = str(home / "bin" / "python")
    commands = (
        [PYTHON, "-m", "venv", "--clear", str(home)],
        [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            str(lock),
        ],
    )
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own words
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise MissingError(f"{peer.name}: not installed ({last})")
