"""Reads the CSV files of the imports: header, encoding, lines, fields. What they mean is checked by the import."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

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
    """The wanted columns, in the wanted order, and the line each record ends in."""

    columns: Sequence[Sequence[str]]
    lines: Sequence[int] = ()
    fehler: tuple[Fehler, ...] = ()

    @property
    def rows(self) -> Iterator[tuple[str, ...]]:
        """Line by line."""
        return zip(*self.columns, strict=True)


def read(source: Source, names: Sequence[str]) -> Table:
    """A file, or its lines with the header first."""
    if not isinstance(source, Path):
        rows = list(source)
        return _table(rows, range(1, len(rows) + 1), names)
    try:
        return _table(*_parsed(source), names)
    except UnicodeDecodeError as error:
        return _refused(names, Fehler("encoding", error.object.count(b"\n", 0, error.start) + 1))
    except _BrokenError as broken:
        return _refused(names, Fehler("csv", broken.line))


class _BrokenError(Exception):
    """No CSV from this line on."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _parsed(path: Path) -> tuple[list[list[str]], Sequence[int]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            rows = list(reader)
        except csv.Error as error:
            raise _BrokenError(reader.line_num) from error
        if reader.line_num == len(rows):
            return rows, range(1, len(rows) + 1)
        # some field goes over several lines: count them
        file.seek(0)
        again = csv.reader(file, delimiter=delimiter, strict=True)
        return rows, [again.line_num for _ in again]


def _refused(names: Sequence[str], *fehler: Fehler) -> Table:
    return Table([()] * len(names), (), fehler)


def _table(rows: Sequence[Sequence[str]], lines: Sequence[int], names: Sequence[str]) -> Table:
    header = [name.strip().lower() for name in rows[0]] if rows else []
    missing = [Fehler("column_missing", 1, name) for name in names if name not in header]
    if missing:
        return _refused(names, *missing)
    kept, kept_lines = rows[1:], lines[1:]
    if not all(kept):
        kept_lines = [line for line, row in zip(kept_lines, kept, strict=True) if row]
        kept = [row for row in kept if row]
    wrong = [Fehler("width", line) for row, line in zip(kept, kept_lines, strict=True) if len(row) != len(header)]
    if wrong or not kept:
        return _refused(names, *wrong)
    whole = list(zip(*kept, strict=True))
    columns = [[field.strip() for field in whole[header.index(name)]] for name in names]
    return Table(columns, kept_lines)


def check_fields(table: Table, names: Sequence[str], *, may_be_empty: frozenset[str] = frozenset()) -> list[Fehler]:
    """Every field there, printable and of a sane length."""
    fehler: list[Fehler] = []
    for name, column in zip(names, table.columns, strict=True):
        # whole columns first: most files are right, and this is fifty times faster
        fine = "".join(column).isprintable() and len(max(column, key=len, default="")) <= MAX_FIELD
        if not fine or (name not in may_be_empty and not all(column)):
            fehler += [
                Fehler(_fault(field), line, name)
                for field, line in zip(column, table.lines, strict=True)
                if (not field and name not in may_be_empty) or len(field) > MAX_FIELD or not field.isprintable()
            ]
    return fehler


def _fault(field: str) -> str:
    if not field:
        return "empty"
    return "too_long" if len(field) > MAX_FIELD else "control"
