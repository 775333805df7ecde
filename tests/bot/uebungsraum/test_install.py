"""The packages of the page: installed once, by the lock, and a clear sentence if that is impossible."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.uebungsraum.install import WEB, InstallError, install, installed


class Runner:
    """Records commands and answers with the exit codes given by a word in them."""

    def __init__(self, **codes: int) -> None:
        self.codes = codes
        self.commands: list[list[str]] = []

    def __call__(self, command: Sequence[str], folder: Path) -> int:
        self.commands.append(list(command))
        if "ci" in command:
            (folder / "node_modules").mkdir(exist_ok=True)
        return next((code for word, code in self.codes.items() if word in command), 0)


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/npm")
    return tmp_path


def test_once_is_enough(web: Path) -> None:
    """The second time nothing is run; a changed lock, or the wish for the test packages, runs it again."""
    run = Runner()
    assert install(web=web, run=run)
    assert not install(web=web, run=run)
    assert len(run.commands) == 1
    assert "--ignore-scripts" in run.commands[0]
    assert "--omit=dev" in run.commands[0]
    assert install(dev=True, web=web, run=run)
    assert not install(web=web, run=run)
    (web / "package-lock.json").write_text('{"new": 1}')
    assert not installed(web=web)


def test_npm_from_pypi_where_there_is_none(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without npm on the machine it is put into this Python, with hashes checked."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    run = Runner(**{"--version": 1})
    assert install(web=web, run=run)
    assert [("pip" in c, "ci" in c) for c in run.commands] == [(False, False), (True, False), (False, True)]
    assert "--require-hashes" in run.commands[1]


@pytest.mark.parametrize(("npm", "failing"), [("/usr/bin/npm", {"ci": 1}), (None, {"--version": 1, "pip": 1})])
def test_impossible_is_said(
    web: Path, monkeypatch: pytest.MonkeyPatch, npm: str | None, failing: dict[str, int]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: npm)
    with pytest.raises(InstallError, match="npm"):
        install(web=web, run=Runner(**failing))
    assert not installed(web=web)


def test_lock_names_no_address() -> None:
    """The lock file holds checksums for everything and not one download address."""
    lock = json.loads((WEB / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(p["integrity"].startswith("sha512-") and "resolved" not in p for p in packages.values())
