"""Every promise of docs/zuverlaessigkeit.md names a test that is there, by file and name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = "tests/zuverlaessigkeit"
PAGE = (ROOT / "docs" / "zuverlaessigkeit.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?!Promise|---)(.+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`((?:tests/|test_|…)[^`]*)`")


def rows() -> Iterator[tuple[str, str, str]]:
    """Each row with the file its section's heading names, if it does."""
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE):
        head = re.search(r"Shown by \(`(\S+\.py)`\)", section)
        yield from ((promise, shown, head[1] if head else "") for promise, shown in ROW.findall(section))


def named(shown: str, file: str) -> Iterator[tuple[Path, str]]:
    """The file and the test (a whole file: none) of each name; one that begins with … goes on in the file before."""
    for name in TEST.findall(shown):
        where, _, test = name.rpartition("::") if "::" in name else ("", "", name)
        if test.endswith(".py"):
            where, test = test, ""
        file = where if where not in ("", "…") else file
        yield ROOT / (file if "/" in file else f"{HERE}/{file}"), test


@pytest.mark.parametrize(("promise", "shown", "file"), [*rows()], ids=lambda value: str(value)[:50])
def test_every_promise_names_a_test_that_is_there(promise: str, shown: str, file: str) -> None:
    tests = [*named(shown, file)]
    assert tests, promise
    for path, test in tests:
        assert path.is_file(), path
        source = path.read_text(encoding="utf-8")
        assert not test or re.search(rf"^(async )?def {re.escape(test)}\(", source, re.MULTILINE), test


def test_the_page_speaks_of_everything() -> None:
    assert len([*rows()]) >= 38
