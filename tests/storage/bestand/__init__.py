"""Filled databases of every release, as files: what a migration must bring forward.

`python -m tests.storage.bestand` writes the one of the present release; that is done once, with the release.
"""

import base64
import json
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, Table, insert, inspect, select, text

from dialogs import records as r
from storage import migrations
from storage.database import open_database
from storage.export import auskunft
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import seed
from tests.storage.test_deletion import a_closed_case
from tests.storage.welt import JANA, JETZT, KEY, FixedClock

HERE = Path(__file__).parent


def files() -> list[Path]:
    """One for each release."""
    return sorted(HERE.glob("*.json"))


def write(revision: str = migrations.HEAD) -> None:
    """A file of everything a database of that release holds."""
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite:///{directory}/bestand.sqlite"
        database = open_database(url, [KEY], FixedClock())
        seed(database)
        database.run(_fill)
        rows = {table.name: _read(database.engine, table) for table in _tables(database.engine)}
        content = {"revision": revision, "auskunft": auskunft(database, "4711"), "tables": rows}
        database.close()
    (HERE / f"{revision}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load(engine: Engine, path: Path) -> dict[str, Any]:
    """Make a database of that release and fill it; gives what an Auskunft said then."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    migrations.upgrade(engine, content["revision"])
    for table in _tables(engine):
        rows = [_decoded(row) for row in content["tables"].get(table.name, ())]
        if rows:
            with engine.connect() as connection:
                connection.execute(insert(table), rows)
                _set_sequence(engine, table)
    found: dict[str, Any] = content["auskunft"]
    return found


def _fill(uow: SqlUnitOfWork) -> None:
    a_closed_case(uow)
    uow.apply(r.EntwurfGeparkt("E-1", "4711", '{"kind": "frage1"}'), JANA, JETZT)


def _tables(engine: Engine) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(engine)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def _read(engine: Engine, table: Table) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        rows = connection.execute(select(table)).mappings().all()
    return [{name: _encoded(value) for name, value in row.items()} for row in rows]


def _encoded(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return {k: base64.b64decode(v["base64"]) if isinstance(v, dict) else v for k, v in row.items()}


def _set_sequence(engine: Engine, table: Table) -> None:
    """Rows with their numbers do not move a sequence of PostgreSQL."""
    [key, *more] = inspect(engine).get_pk_constraint(table.name)["constrained_columns"]
    if engine.dialect.name == "sqlite" or more or not str(table.c[key].type).endswith("INT"):
        return
    with engine.connect() as connection:
        sequence = f"pg_get_serial_sequence('{table.name}', '{key}')"
        connection.execute(text(f"SELECT setval({sequence}, (SELECT max({key}) FROM {table.name}))"))  # noqa: S608
