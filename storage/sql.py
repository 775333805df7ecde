"""How statements reach the database: Core statements, compiled once for each dialect, run by the driver itself.

The rows of a turn are few and plain (text, numbers, bytes), so SQLAlchemy's result layer would cost more than SQLite.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final, cast

from sqlalchemy import Connection, Executable, Table, Text, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BindParameter, ColumnElement

from storage.errors import translated

Row = tuple[Any, ...]
Insert = Any
_TOGETHER: Final = 100

Build = Callable[[Callable[[Table], Insert]], Executable]


class Prepared:
    """A statement with named values. One that needs the dialect's own INSERT is given as a function of it."""

    __slots__ = ("_build", "_compiled")

    def __init__(self, statement: Executable | Build) -> None:
        self._build: Build = (lambda _: statement) if isinstance(statement, Executable) else statement
        self._compiled: dict[str, _Compiled] = {}

    def compiled(self, dialect: Dialect) -> "_Compiled":
        """The text for that dialect and where its values go."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _Compiled(self._build(_insert_of(dialect)), dialect)
        return found


def _insert_of(dialect: Dialect) -> Callable[[Table], Insert]:
    """Only the dialect in use is imported: the other would make every start longer."""
    if dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert


class _Compiled:
    __slots__ = ("_defaults", "_positions", "text")

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = cast("SQLCompiler", cast("Any", statement).compile(dialect=dialect))
        self.text = str(compiled)
        if "POSTCOMPILE" in self.text:
            raise ValueError(f"a list of values cannot be compiled once, use one_of: {self.text}")
        self._defaults: Mapping[str, Any] = {
            name: bind.effective_value for bind, name in compiled.bind_names.items() if not bind.required
        }
        self._positions = compiled.positiontup

    def values(self, given: Mapping[str, Any]) -> Any:
        """What the driver wants; raises KeyError for a value that was forgotten."""
        if self._positions is None:
            return {**self._defaults, **given}
        both = {**self._defaults, **given} if self._defaults else given
        return [both[name] for name in self._positions]


class Sql:
    """One connection, inside one transaction at a time.

    A statement that fails leaves its error in `failure`: such a transaction must not be committed, because
    PostgreSQL would refuse it and SQLite would not.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._dialect = connection.dialect
        self.is_postgresql = self._dialect.name == "postgresql"
        self.failure: Exception | None = None

    def rows(self, statement: Prepared, **values: Any) -> list[Row]:
        """All rows of a query or of RETURNING."""
        return cast("list[Row]", self._run(statement, values).fetchall())

    def row(self, statement: Prepared, **values: Any) -> Row | None:
        """The first row, if there is one."""
        found = self._run(statement, values).fetchall()
        return found[0] if found else None

    def write(self, statement: Prepared, **values: Any) -> int:
        """How many rows it changed."""
        return int(self._run(statement, values).rowcount)

    def write_many(self, statement: Prepared, many: Sequence[Mapping[str, Any]]) -> None:
        """The same change with many sets of values."""
        if not many:
            return
        compiled = statement.compiled(self._dialect)
        try:
            self._driver.cursor().executemany(compiled.text, [compiled.values(one) for one in many])
        except Exception as error:
            raise self._failed(error) from error

    def insert_many(self, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Many new rows in the shortest way there is."""
        if not self.is_postgresql:
            self._insert(table, columns, rows, "")
            return
        try:
            _copy(self._driver, f"COPY {table.name} ({', '.join(columns)}) FROM STDIN", rows)
        except Exception as error:
            raise self._failed(error) from error

    def add_many(self, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Many rows; those that are there already stay."""
        self._insert(table, columns, rows, " ON CONFLICT DO NOTHING")

    def _insert(self, table: Table, columns: Sequence[str], rows: Iterable[Row], end: str) -> None:
        """A hundred rows in a statement: what a statement costs is paid once for all of them."""
        place = ", ".join(["%s" if self.is_postgresql else "?"] * len(columns))
        # names of this code alone, the values go beside it
        begin = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES "  # noqa: S608
        remaining = iter(rows)
        try:
            while part := list(islice(remaining, _TOGETHER)):
                text = begin + ", ".join([f"({place})"] * len(part)) + end
                self._driver.execute(text, list(chain.from_iterable(part)))
        except Exception as error:
            raise self._failed(error) from error

    def select(self, statement: Executable) -> Sequence[Row]:
        """Rows of a query whose shape depends on the question (lists, searches)."""
        try:
            return cast("Sequence[Row]", self._connection.execute(statement).fetchall())
        except Exception as error:
            raise self._failed(error) from error

    def execute(self, statement: Executable) -> int:
        """Like `write`, for a statement built on the spot."""
        try:
            return self._connection.execute(statement).rowcount
        except Exception as error:
            raise self._failed(error) from error

    @property
    def changed(self) -> int:
        """How many rows this connection has changed; SQLite alone counts them."""
        return cast("int", self._driver.total_changes)

    def forget_failure(self) -> None:
        """Before the next work on this connection."""
        self.failure = None

    def control(self, text: str) -> None:
        """BEGIN, COMMIT, SAVEPOINT and the like; a fixed text, never with values in it."""
        try:
            self._driver.execute(text)
        except Exception as error:
            raise translated(error) from error

    def _run(self, statement: Prepared, values: Mapping[str, Any]) -> Any:
        compiled = statement.compiled(self._dialect)
        try:
            return self._driver.execute(compiled.text, compiled.values(values))
        except Exception as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> Exception:
        self.failure = translated(error)
        return self.failure


def _copy(driver: Any, text: str, rows: Iterable[Row]) -> None:
    with driver.cursor().copy(text) as copy:
        for row in rows:
            copy.write_row(row)


def binds(*names: str) -> dict[str, Any]:
    """Named places for these columns."""
    return {name: bindparam(name) for name in names}


class _OneOf(ColumnElement[Any]):
    """A column is one of the texts of a JSON list; so the statement stays the same however many there are."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.values: BindParameter[str] = bindparam(name, type_=Text())


@compiles(_OneOf, "sqlite")
def _one_of_sqlite(element: _OneOf, compiler: SQLCompiler, **more: Any) -> str:
    column, values = compiler.process(element.column, **more), compiler.process(element.values, **more)
    # the limit that is none lets the planner see a short list; without it, it would scan the table instead
    return f"{column} IN (SELECT value FROM json_each({values}) LIMIT -1)"  # noqa: S608 - both come from the compiler


@compiles(_OneOf, "postgresql")
def _one_of_postgresql(element: _OneOf, compiler: SQLCompiler, **more: Any) -> str:
    column, values = compiler.process(element.column, **more), compiler.process(element.values, **more)
    return f"{column} IN (SELECT jsonb_array_elements_text(CAST({values} AS jsonb)))"


def one_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether the column is one of the texts given under that name as `to_json`."""
    # without a type: SQLAlchemy would write "= 1" behind a bool, and SQLite use no index for that
    return cast("ColumnElement[bool]", _OneOf(column, name))


def to_json(texts: Iterable[str]) -> str:
    """The value that `one_of` wants."""
    return json.dumps(list(texts))
