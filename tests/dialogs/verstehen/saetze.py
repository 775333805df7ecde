"""Reads the sentence files beside the tests."""

import json
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent


def saetze(pattern: str) -> list[dict[str, Any]]:
    """All sentences of the files whose name fits the pattern."""
    lines = (line for path in sorted(HERE.glob(pattern)) for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines if line]
