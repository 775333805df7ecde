"""Paired measurements: two figures taken by turns, their ratio in every round, and how far that is from the goal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Goal:
    """`least` or `most` must be reached; `wanted` is what we would like."""

    least: float | None = None
    most: float | None = None
    wanted: float | None = None

    def reached(self, ratio: float) -> bool:
        """By the median of the rounds."""
        return (self.least is None or ratio >= self.least) and (self.most is None or ratio <= self.most)

    def __str__(self) -> str:
        bound = f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}"
        return bound + (f" ({self.wanted:g})" if self.wanted is not None else "")


@dataclass(frozen=True)
class Row:
    """One line of the table; without a goal it stands there to compare. `note` holds the absolute figures."""

    name: str
    goal: Goal | None
    ratios: tuple[float, ...]
    note: str

    @property
    def ratio(self) -> float:
        """The median."""
        return median(self.ratios)

    def cells(self) -> list[str]:
        """For the table."""
        verdict = "–" if self.goal is None else "ja" if self.goal.reached(self.ratio) else "nein"
        numbers = [short(n) for n in (min(self.ratios), self.ratio, max(self.ratios))]
        return [self.name, str(self.goal or "–"), *numbers, verdict, self.note]


HEAD = ["Maß", "Ziel (Wunsch)", "min", "Median", "max", "erreicht", "absolut (Mediane)"]


def short(number: float) -> str:
    """Three digits that count."""
    return f"{number:.3g}" if number < 100 else f"{number:.0f}"


def table(rows: Sequence[Sequence[str]], head: Sequence[str] = tuple(HEAD)) -> str:
    """Markdown, aligned so that it can be read as it is."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    return "\n".join([line(head), "|" + "|".join("-" * (w + 2) for w in widths) + "|", *map(line, rows)])


def by_turns(rounds: int, *takes: Callable[[], None]) -> None:
    """Each once a round, every second round backwards, so that no one is always the first."""
    for number in range(rounds):
        for take in takes if number % 2 == 0 else reversed(takes):
            take()


def divided(above: Sequence[float], below: Sequence[float]) -> tuple[float, ...]:
    """Round by round."""
    return tuple(a / b for a, b in zip(above, below, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share does not pass."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
