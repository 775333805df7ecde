"""JSON as it is kept and sent: unescaped, compact."""

import json
from typing import Any, Final

_COMPACT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def dump(value: Any) -> str:
    """One line, letters as they are; \\u00e4 would cost six times its size on the way to Teams.

    Raises TypeError or ValueError for what JSON has no word for (NaN, a date).
    """
    return _COMPACT.encode(value)
