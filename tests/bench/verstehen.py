"""How fast the Teilnahmedauer is read, beside `dateparser` (German) on the same sentences: µs a sentence.

Not a test: `python -m tests.bench.verstehen` prints a table. dateparser knows no lengths; it stands here for scale.
"""

import json
import time
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dialogs.verstehen.datum import verstehe_datum
from dialogs.verstehen.dauer import verstehe_dauer

SENTENCES = Path(__file__).parents[1] / "dialogs" / "verstehen"
START = date(2027, 3, 1)
ROUNDS = 5


def texts(pattern: str) -> list[str]:
    """The sentences of the sets whose file names match."""
    files = sorted(SENTENCES.glob(pattern))
    return [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]


def microseconds(read: Callable[[str], object], sentences: list[str], rounds: int = ROUNDS) -> float:
    """The best average over some rounds, after one to warm up."""
    best = float("inf")
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        for sentence in sentences:
            read(sentence)
        best = min(best, (time.perf_counter() - begun) / len(sentences) * 1e6)
    return best


def main() -> None:
    """Print the table."""
    from dateparser.search import search_dates  # type: ignore[import-untyped]  # it ships no types

    warnings.simplefilter("ignore")
    lengths, days = texts("saetze_dauer*.jsonl"), texts("saetze_datum.jsonl")
    own = microseconds(lambda text: verstehe_dauer(text, START), lengths)
    own_days = microseconds(lambda text: verstehe_datum(text, START), days)
    sample = lengths[:: len(lengths) // 150]
    other = microseconds(lambda text: search_dates(text, languages=["de"]), sample, rounds=1)
    print(f"{'':28}{'sentences':>10}{'µs each':>10}{'ratio':>8}")
    for name, count, each in (
        ("verstehe_dauer", len(lengths), own),
        ("verstehe_datum", len(days), own_days),
        ("dateparser.search_dates", len(sample), other),
    ):
        print(f"{name:28}{count:>10}{each:>10.1f}{each / own:>8.1f}")


if __name__ == "__main__":
    main()
