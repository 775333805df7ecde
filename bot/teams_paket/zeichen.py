"""The app's icons, drawn here: a speech bubble with a check mark, the same as in the practice room. PNG by hand.

Shapes are distances: below zero is inside. The edge of a pixel's width is smoothed by the distance itself.
"""

import struct
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import hypot
from typing import Final

Point = tuple[float, float]
Shape = Callable[[float, float], float]
Pixel = tuple[int, int, int, int]

WHITE: Final = (255, 255, 255)
GROUND: Final = (0x5B, 0x5F, 0xC7)
_BUBBLE: Final = ((8.0, 8.0), (24.0, 20.0), 2.5)
_TAIL: Final = ((10.5, 19.0), (15.5, 19.0), (10.5, 24.0))
_CHECK: Final = ((12.5, 14.0), (15.0, 16.5), (19.5, 11.5))
_MIDDLE: Final = (16.0, 15.6)
"""Of the drawing, on a field of 32 by 32."""


@cache
def color_icon() -> bytes:
    """192 by 192: white on the ground of the app, edge to edge, the drawing in the safe middle."""
    scale = 7.0

    def pixel(x: float, y: float) -> Pixel:
        white = _cover(_bubble(x, y) * scale) * (1 - _cover((_check(x, y) - 1.0) * scale))
        mixed = [round(g + (w - g) * white) for g, w in zip(GROUND, WHITE, strict=True)]
        return (mixed[0], mixed[1], mixed[2], 255)

    return _png(192, scale, pixel)


@cache
def outline_icon() -> bytes:
    """32 by 32: white lines on nothing, as Teams wants it."""
    scale = 1.6

    def pixel(x: float, y: float) -> Pixel:
        line = _cover((abs(_bubble(x, y)) - 0.6) * scale)
        check = _cover((_check(x, y) - 0.75) * scale)
        return (*WHITE, round(255 * max(line, check)))

    return _png(32, scale, pixel)


def _cover(distance: float) -> float:
    """How much of a pixel lies inside."""
    return min(1.0, max(0.0, 0.5 - distance))


def _bubble(x: float, y: float) -> float:
    return min(_rounded(x, y), _triangle(x, y))


def _rounded(x: float, y: float) -> float:
    (left, top), (right, bottom), radius = _BUBBLE
    dx = max(left + radius - x, x - right + radius)
    dy = max(top + radius - y, y - bottom + radius)
    return hypot(max(dx, 0.0), max(dy, 0.0)) + min(max(dx, dy), 0.0) - radius


def _triangle(x: float, y: float) -> float:
    """Distance to the tail, negative inside."""
    edges = list(zip(_TAIL, (*_TAIL[1:], _TAIL[0]), strict=True))
    sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for (ax, ay), (bx, by) in edges]
    nearest = min(_segment(x, y, a, b) for a, b in edges)
    return -nearest if all(side >= 0 for side in sides) else nearest


def _check(x: float, y: float) -> float:
    """Distance to the middle of the check mark's line."""
    return min(_segment(x, y, a, b) for a, b in pairwise(_CHECK))


def _segment(x: float, y: float, start: Point, end: Point) -> float:
    (ax, ay), (bx, by) = start, end
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    along = min(1.0, max(0.0, along))
    return hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


def _png(size: int, scale: float, pixel: Callable[[float, float], Pixel]) -> bytes:
    """The picture, with the middle of the drawing in its middle; 8 bits each of red, green, blue and alpha."""
    places = [(n + 0.5 - size / 2) / scale for n in range(size)]
    rows = (_row([pixel(_MIDDLE[0] + dx, _MIDDLE[1] + dy) for dx in places]) for dy in places)
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _row(pixels: Sequence[Pixel]) -> bytes:
    return b"\x00" + bytes(value for pixel in pixels for value in pixel)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
