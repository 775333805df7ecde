"""Plots as SVG by hand: points joined by lines, each with its number; no library is needed to draw, none to read."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 320, 70, 50, 40, 150
COLOURS: Final = ("#005ea8", "#b3541e", "#2a7f3f", "#6b4fa0")
DASHES: Final = ("none", "8 4", "2 4", "12 4 2 4")
"""Lines are told apart by more than their colour."""
NAME_HEIGHT: Final = 16


@dataclass(frozen=True)
class Line:
    """Its points from left to right."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Chart:
    """`x_log`: steps on the horizontal axis multiply; the vertical axis begins at nought."""

    title: str
    x_name: str
    y_name: str
    lines: tuple[Line, ...]
    x_log: bool = True

    def svg(self) -> str:
        """The whole file."""
        parts = [*self._axes(), *(part for n, line in enumerate(self.lines) for part in self._line(n, line))]
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        style = 'font-family="sans-serif" font-size="12" fill="#222"'
        described = f"<title>{self.title}</title><desc>{self.described()}</desc>"
        white = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        return "\n".join([f"{head} {style}>{described}", white, *parts, "</svg>"]) + "\n"

    def write(self, folder: Path, name: str) -> None:
        """As a file of the documentation."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(self.svg(), encoding="utf-8")

    def described(self) -> str:
        """All its numbers, for who does not see it."""
        return "; ".join(
            f"{line.name}: " + ", ".join(f"{_n(x)} → {_n(y)}" for x, y in line.points) for line in self.lines
        )

    def _xs(self) -> list[float]:
        return sorted({x for line in self.lines for x, _ in line.points})

    def _x(self, value: float) -> float:
        low, high = (self._scale(x) for x in (self._xs()[0], self._xs()[-1]))
        return LEFT + (WIDTH - LEFT - RIGHT) * ((self._scale(value) - low) / (high - low) if high > low else 0.5)

    def _scale(self, value: float) -> float:
        return math.log10(max(value, 1)) if self.x_log else value

    def _y(self, value: float) -> float:
        top = self._top()
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top

    def _top(self) -> float:
        return _round_up(max((y for line in self.lines for _, y in line.points), default=1) * 1.1)

    def _axes(self) -> list[str]:
        right, low = WIDTH - RIGHT, HEIGHT - BOTTOM
        made = [f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{self.title}</text>']
        for step in range(5):
            value = self._top() * step / 4
            y = self._y(value)
            made.append(f'<path d="M{LEFT} {y:.1f}H{right}" stroke="#ddd"/>')
            made.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_n(value)}</text>')
        made += [f'<text x="{self._x(x):.1f}" y="{low + 18}" text-anchor="middle">{_n(x)}</text>' for x in self._xs()]
        made.append(f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 10}" text-anchor="middle">{self.x_name}</text>')
        made.append(
            f'<text transform="translate(16 {(TOP + low) / 2}) rotate(-90)" text-anchor="middle">{self.y_name}</text>'
        )
        return made

    def _line(self, number: int, line: Line) -> list[str]:
        colour = COLOURS[number % len(COLOURS)]
        at = [(self._x(x), self._y(y)) for x, y in line.points]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
        dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in at]
        dashes = DASHES[number % len(DASHES)]
        name = f'<text x="{at[-1][0] + 10:.1f}" y="{self._name_y(line):.1f}" fill="{colour}">{line.name}</text>'
        drawn = (
            f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
        )
        return [drawn, *dots, name]

    def _name_y(self, line: Line) -> float:
        """Beside the line's end, but below the name above it."""
        y = -math.inf
        for one in sorted(self.lines, key=lambda other: -other.points[-1][1]):
            y = max(self._y(one.points[-1][1]) + 4, y + NAME_HEIGHT)
            if one is line:
                break
        return y


def _round_up(value: float) -> float:
    if value <= 0:
        return 1
    size = 10 ** math.floor(math.log10(value))
    return float(next(size * step for step in (1, 2, 4, 5, 8, 10) if size * step >= value))


def _n(value: float) -> str:
    """As German texts write it."""
    if value >= 1000:
        return f"{value:,.0f}".replace(",", ".")
    return f"{value:.3g}".replace(".", ",")
