"""The drawing of the architecture, made from the code's imports: python -m tests.docs.drawing

Boxes are the parts of each package, lowest layer at the bottom; a line is an import from one package into another.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

TARGET = Path(__file__).parent.parent.parent / "docs" / "bilder" / "architektur.svg"
PACKAGES = (("bot", "#4b53bc"), ("storage", "#0b6a6a"), ("dialogs", "#7a4a00"))
BOX, GAP, ROW = 118, 8, 34


def layers(graph: grimp.ImportGraph, package: str) -> list[list[str]]:
    """The package's parts by layer, highest first: each imports only from layers below."""
    parts = sorted(graph.find_children(package))
    below = {part: {other for other in parts if other != part and _imports(graph, part, other)} for part in parts}
    level: dict[str, int] = {}
    while len(level) < len(parts):
        ready = [p for p in parts if p not in level and below[p] <= level.keys()]
        if not ready:
            raise ValueError(f"{package} imports in a circle: {sorted(set(parts) - level.keys())}")
        level |= {p: 1 + max((level[b] for b in below[p]), default=0) for p in ready}
    return [[p for p in parts if level[p] == n] for n in range(max(level.values()), 0, -1)]


def _imports(graph: grimp.ImportGraph, importer: str, imported: str) -> bool:
    return graph.direct_import_exists(importer=importer, imported=imported, as_packages=True)


def crossings(graph: grimp.ImportGraph) -> dict[tuple[str, str], int]:
    """How many imports lead from one package into another."""
    names = [name for name, _ in PACKAGES]
    counts = {(a, b): 0 for a in names for b in names if a != b}
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            pair = (module.partition(".")[0], other.partition(".")[0])
            if pair in counts:
                counts[pair] += 1
    return {pair: count for pair, count in counts.items() if count}


def drawing(stacks: Mapping[str, Sequence[Sequence[str]]], counts: Mapping[tuple[str, str], int]) -> str:
    """The picture as SVG; the same for the same imports."""
    wide = 6 * (BOX + GAP)
    parts, y = [_text(12, 24, "app.py puts the three parts together", "#333", 15)], 44
    for package, colour in PACKAGES:
        lines = [row[i : i + 6] for row in stacks[package] for i in range(0, len(row), 6)]
        height = 34 + len(lines) * ROW
        used = ", ".join(f"{b} ({n} imports)" for (a, b), n in sorted(counts.items()) if a == package)
        head = f"{package}/" + (f"   uses {used}" if used else "   uses no other part")
        parts.append(
            f'<rect x="4" y="{y}" width="{wide + 16}" height="{height}" rx="8" fill="none" stroke="{colour}"/>'
        )
        parts.append(_text(14, y + 20, head, colour, 14))
        for n, line in enumerate(lines):
            parts += [_box(12 + i * (BOX + GAP), y + 30 + n * ROW, name, colour) for i, name in enumerate(line)]
        y += height + 14
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide + 24} {y}" font-family="sans-serif" role="img">'
    )
    title = "<title>The parts of the bot by layers, made from the imports of the code</title>"
    ground = f'<rect width="{wide + 24}" height="{y}" fill="#ffffff"/>'
    return "\n".join([head, title, ground, *parts, "</svg>", ""])


def _box(x: int, y: int, name: str, colour: str) -> str:
    short = escape(name.partition(".")[2])
    return (
        f'<g><rect x="{x}" y="{y}" width="{BOX}" height="26" rx="4" fill="{colour}" fill-opacity="0.08" '
        f'stroke="{colour}" stroke-opacity="0.5"/><text x="{x + BOX // 2}" y="{y + 17}" font-size="11.5" '
        f'text-anchor="middle" fill="#1b1b1b">{short}</text></g>'
    )


def _text(x: int, y: int, text: str, colour: str, size: int) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}">{escape(text)}</text>'


def current() -> str:
    """The drawing of the code as it is."""
    names = [name for name, _ in PACKAGES]
    graph = grimp.build_graph(*names, cache_dir=None, exclude_type_checking_imports=True)
    return drawing({name: layers(graph, name) for name in names}, crossings(graph))


if __name__ == "__main__":
    TARGET.write_text(current(), encoding="utf-8")
