"""The audit of the dependencies sees what it should: each fault alone, and none in the files as they are."""

import json

import pytest

from tests.dependency_audit import (
    Pin,
    compare,
    differing,
    front_end,
    installed,
    known_holes,
    local_faults,
    missing,
    read_lock,
)

HASH = f"--hash=sha256:{'0' * 64}"


def test_the_files_as_they_are() -> None:
    assert local_faults() == []


def test_a_line_as_it_should_be() -> None:
    lines = ["# a comment", "aiohttp==3.14.5 ; python_version < '3' \\", HASH, "PyJWT==2.15.1 \\", f"{HASH} \\", HASH]
    pins, faults = read_lock("\n".join([*lines, ""]))
    assert faults == []
    assert pins == {"aiohttp": Pin("aiohttp", "3.14.5", here=False), "pyjwt": Pin("pyjwt", "2.15.1", here=True)}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("aiohttp==3.14.5", "without a hash"),
        (f"aiohttp>=3.14.5 {HASH}", "not pinned"),
        (f"aiohttp==3.* {HASH}", "not pinned"),
        (f"aiohttp {HASH}", "not pinned"),
        ("aiohttp==3.14.5 --hash=md5:0123", "not readable"),
        (f"aiohttp @ https://evil.example/aiohttp.whl {HASH}", "a download address"),
        ("--index-url https://evil.example/simple", "a download address"),
        ("--extra-index-url=http://evil.example", "a download address"),
        ("--find-links ./wheels", "a download address"),
        ("-e git+https://evil.example/x#egg=x", "a download address"),
    ],
)
def test_a_line_that_must_not_stand_there(line: str, fault: str) -> None:
    pins, faults = read_lock(f"{line}\n")
    assert pins == {}
    assert len(faults) == 1
    assert faults[0].startswith(fault)


def test_what_runs_is_what_is_tested() -> None:
    runs = {"a": Pin("a", "1", here=True), "urllib3": Pin("urllib3", "1.26", here=True)}
    assert list(compare(runs, {"a": Pin("a", "2", here=True)})) == [
        "a: 1 runs, 2 is tested",
        "urllib3: 1.26 runs, none is tested",
        "urllib3: 1.26 is below 2",
    ]


def test_what_pyproject_wants_is_locked() -> None:
    pins = {"aiohttp": Pin("aiohttp", "3.13", here=True)}
    assert len(list(missing(["aiohttp>=3.14", "psycopg[binary]>=3", "aiohttp>=3"], pins, "lock"))) == 2


def test_what_is_installed_is_locked() -> None:
    pins = {"a": Pin("a", "1.0", here=True), "b": Pin("b", "1", here=True), "c": Pin("c", "1", here=False)}
    assert list(differing(pins, {"a": "1"})) == ["b: nothing is installed, 1 is locked"]
    assert "pytest" in installed()


def test_the_lock_of_the_front_end() -> None:
    lock = {"packages": {"": {}, "x": {"resolved": "https://evil.example/x.tgz"}, "y": {"integrity": "sha512-abc"}}}
    assert list(front_end(lock)) == ["x: without a hash", "x: a download address"]


def test_an_answer_of_the_service() -> None:
    hole = {"id": "PYSEC-1", "fix_versions": ["2"], "aliases": []}
    packages = [{"name": "a", "version": "1", "vulns": [hole]}, {"name": "b", "skip_reason": "not found"}]
    answer = json.loads(json.dumps({"dependencies": packages, "fixes": []}))
    assert known_holes(answer) == (["a 1: PYSEC-1, mended in 2"], 1)
