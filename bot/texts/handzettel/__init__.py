"""The handout's words, one file for each language. A new language is a new file with the same names in it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent


def sprachen() -> tuple[str, ...]:
    """The languages there are, by their codes."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def worte(sprache: str) -> Mapping[str, Any]:
    """All words of a language. Raises LookupError for one that has no file."""
    if sprache not in sprachen():
        raise LookupError(sprache)
    return tomllib.loads((_FOLDER / f"{sprache}.toml").read_text("utf-8"))
