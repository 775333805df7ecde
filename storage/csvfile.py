"""Reads the CSV files of the imports: header, encoding, lines, fields. What they mean is checked by the import."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MAX_FIELD: Final = 200
"""Characters of a field; nothing that belongs into these files is longer."""


@dataclass(frozen=True, slots=True)
class Fehler:
    """What is wrong where: `zeile` counts from 1 as an editor shows it, `spalte` is a column's name."""

    key: str
    zeile: int
    spalte: str | None = None


Source = Path | Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """The wanted columns of each line, in the wanted order, and the line each record ends in."""

    rows: list[tuple[str, ...]]
    lines: list[int]
    fehler: tuple[Fehler, ...] = ()


def read(source: Source, columns: Sequence[str]) -> Table:
    """A file, or its lines with the header first."""
    if not isinstance(source, Path):
        return _table(_numbered(source), columns)
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            delimiter = ";" if ";" in file.readline() else ","
            file.seek(0)
            return _table(_parsed(csv.reader(file, delimiter=delimiter, strict=True)), columns)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Table([], [], (Fehler("encoding", line),))
    except _Broken as broken:
        return Table([], [], (Fehler("csv", broken.line),))


class _Broken(Exception):
    """No CSV from this line on."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


Numbered = Iterator[tuple[int, Sequence[str]]]


def _parsed(reader: Any) -> Numbered:
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise _Broken(reader.line_num) from error


def _numbered(rows: Iterable[Sequence[str]]) -> Numbered:
    yield from enumerate(rows, start=1)


def _table(numbered: Numbered, columns: Sequence[str]) -> Table:
    header = next(numbered, (1, ()))[1]
    names = [name.strip().lower() for name in header]
    missing = tuple(Fehler("column_missing", 1, name) for name in columns if name not in names)
    if missing:
        return Table([], [], missing)
    order = [names.index(name) for name in columns]
    table = Table([], [])
    fehler = list(_fill(table, numbered, order, len(names)))
    return Table(table.rows, table.lines, tuple(fehler))


def _fill(table: Table, numbered: Numbered, order: Sequence[int], width: int) -> Iterator[Fehler]:
    for line, row in numbered:
        if len(row) == width:
            table.rows.append(tuple([row[i].strip() for i in order]))
            table.lines.append(line)
        elif row:
            yield Fehler("width", line)


def check_fields(table: Table, columns: Sequence[str], *, may_be_empty: frozenset[str] = frozenset()) -> list[Fehler]:
    """Every field there, printable and of a sane length; the whole column at once where it is right."""
    fehler: list[Fehler] = []
    for name, column in zip(columns, zip(*table.rows, strict=True), strict=False):
        empty_allowed = name in may_be_empty
        for at, field in enumerate(column):
            if (not field and not empty_allowed) or len(field) > MAX_FIELD or not field.isprintable():
                fehler.append(Fehler(_fault(field), table.lines[at], name))
    return fehler


def _fault(field: str) -> str:
    if not field:
        return "empty"
    return "too_long" if len(field) > MAX_FIELD else "control"
