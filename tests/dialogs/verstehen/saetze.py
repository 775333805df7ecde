"""Reads the sentence files beside the tests."""

import json
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent


def files(pattern: str) -> list[str]:
    """The names of the files that fit the pattern; a test takes a file at once and names every sentence in error."""
    return sorted(path.name for path in HERE.glob(pattern))


def saetze(pattern: str) -> list[dict[str, Any]]:
    """All sentences of the files whose name fits the pattern."""
    lines = (line for path in sorted(HERE.glob(pattern)) for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines if line]
