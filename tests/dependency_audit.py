"""The audit of the dependencies, as far as it works without the network: `python -m tests.dependency_audit`.

Exit 1 with every fault named. The last check asks a service about known holes; where it does not answer, that is said
and is no fault.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT: Final = Path(__file__).parents[1]
RUNTIME: Final = ROOT / "requirements.lock"
DEVELOPMENT: Final = ROOT / "requirements-dev.lock"
NPM: Final = ROOT / "bot" / "uebungsraum" / "web" / "npm-aus-pypi.lock"
FRONT_END: Final = ROOT / "bot" / "uebungsraum" / "web" / "package-lock.json"

ACCEPTED: Final[Mapping[str, str]] = {}
"""Known holes that do not concern us, by their id, each with the reason."""

AT_LEAST: Final = {"urllib3": "2"}
"""Older ones are dangerous beside us: below 2, msrest repeats what it posts."""

PATIENCE: Final = 90.0
_HASH: Final = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_ADDRESS: Final = re.compile(r"https?://|--(extra-)?index-url|--find-links|--trusted-host|(^|\s)-[ief]\s|\s@\s")


@dataclass(frozen=True)
class Pin:
    """One package of a lock file."""

    name: str
    version: str
    here: bool
    """Whether its marker holds on this machine."""


def read_lock(text: str) -> tuple[dict[str, Pin], list[str]]:
    """The pins of a lock file by name, and what is wrong with its lines."""
    pins, faults = dict[str, Pin](), list[str]()
    for line in text.replace("\\\n", " ").splitlines():
        entry = line.partition("#")[0].strip()
        if not entry:
            continue
        if _ADDRESS.search(entry):
            faults.append(f"a download address: {entry[:60]}")
            continue
        pin = _pin(entry)
        if isinstance(pin, Pin):
            pins[pin.name] = pin
        else:
            faults.append(pin)
    return pins, faults


def _pin(entry: str) -> Pin | str:
    wanted = _HASH.sub("", entry).strip()
    try:
        requirement = Requirement(wanted)
    except InvalidRequirement:
        return f"not readable: {wanted[:60]}"
    exact = [s.version for s in requirement.specifier if s.operator == "=="]
    if len(requirement.specifier) != 1 or not exact or "*" in exact[0]:
        return f"not pinned to one version: {wanted}"
    if not _HASH.search(entry):
        return f"without a hash: {wanted}"
    here = requirement.marker is None or requirement.marker.evaluate()
    return Pin(canonicalize_name(requirement.name), exact[0], here)


def compare(runtime: Mapping[str, Pin], development: Mapping[str, Pin]) -> Iterator[str]:
    """What runs is what is tested."""
    for name, pin in runtime.items():
        tested = development.get(name)
        if tested is None or tested.version != pin.version:
            yield f"{name}: {pin.version} runs, {tested.version if tested else 'none'} is tested"
    for name, least in AT_LEAST.items():
        if name in runtime and Version(runtime[name].version) < Version(least):
            yield f"{name}: {runtime[name].version} is below {least}"


def missing(wanted: Iterable[str], pins: Mapping[str, Pin], where: str) -> Iterator[str]:
    """What pyproject asks for and the lock does not hold."""
    for requirement in map(Requirement, wanted):
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None or not requirement.specifier.contains(pin.version, prereleases=True):
            yield f"{requirement}: {where} has {pin.version if pin else 'nothing of it'}"


def differing(pins: Mapping[str, Pin], installed: Mapping[str, str]) -> Iterator[str]:
    """What is installed otherwise than locked."""
    for name, pin in pins.items():
        found = installed.get(name)
        if pin.here and (found is None or Version(found) != Version(pin.version)):
            yield f"{name}: {found or 'nothing'} is installed, {pin.version} is locked"


def front_end(lock: Mapping[str, Any]) -> Iterator[str]:
    """The same for the practice room's JavaScript."""
    for name, package in lock["packages"].items():
        if name and not str(package.get("integrity", "")).startswith("sha512-"):
            yield f"{name}: without a hash"
        if "resolved" in package:
            yield f"{name}: a download address"


def installed() -> dict[str, str]:
    """Everything in this environment."""
    return {canonicalize_name(d.metadata["Name"]): d.version for d in distributions()}


def known_holes(answer: Mapping[str, Any]) -> tuple[list[str], int]:
    """The faults in an answer of pip-audit, and how many packages its service told nothing about."""
    packages = answer["dependencies"]
    found = [
        f"{p['name']} {p['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none yet'}"
        for p in packages
        for hole in p.get("vulns", ())
        if hole["id"] not in ACCEPTED
    ]
    return found, sum("skip_reason" in p for p in packages)


def _ask() -> Mapping[str, Any] | None:
    """pip-audit's answer for what runs; None: there is none."""
    asked = ("-m", "pip_audit", "-r", str(RUNTIME), "--require-hashes", "--disable-pip", "--timeout", "5")
    quiet = ("--progress-spinner", "off", "-f", "json")
    try:
        done = subprocess.run(  # noqa: S603  nothing in it comes from outside
            [sys.executable, *asked, *quiet], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        answer: Mapping[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return answer


def local_faults() -> list[str]:
    """Everything that is seen without the network."""
    runtime, faults = read_lock(RUNTIME.read_text(encoding="utf-8"))
    development, more = read_lock(DEVELOPMENT.read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        *faults,
        *more,
        *read_lock(NPM.read_text(encoding="utf-8"))[1],
        *compare(runtime, development),
        *missing(project["project"]["dependencies"], runtime, RUNTIME.name),
        *missing(project["dependency-groups"]["dev"], development, DEVELOPMENT.name),
        *differing(development, installed()),
        *front_end(json.loads(FRONT_END.read_text(encoding="utf-8"))),
    ]


def main() -> int:
    """Says what was looked at and what is wrong."""
    faults = local_faults()
    print("dependencies: looked for pins, hashes, addresses, and whether what is installed is what is locked")
    answer = _ask()
    holes, silent = known_holes(answer) if answer else ([], 0)
    if answer is None:
        print("dependencies: the service for known holes does not answer; not asked about them")
    elif silent:
        print(f"dependencies: the service for known holes told nothing about {silent} packages")
    for fault in (*faults, *holes):
        print(f"fault: {fault}", file=sys.stderr)
    return 1 if faults or holes else 0


if __name__ == "__main__":
    sys.exit(main())
