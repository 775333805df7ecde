"""Every release's filled database comes forward with everything in it, and goes on being used."""

import json
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from storage import migrations
from storage.audit_check import check
from storage.database import open_database
from storage.engine import make_engine
from storage.export import auskunft
from tests.storage.bestand import files, load
from tests.storage.welt import KEY, FixedClock, book, enter


def test_the_releases_are_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == migrations.REVISIONS


def test_every_release_left_a_filled_database() -> None:
    assert tuple(json.loads(path.read_text(encoding="utf-8"))["revision"] for path in files()) == migrations.REVISIONS


def _without_added(after: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What a later release adds is no loss, of the person neither."""
    person = {name: after["person"][name] for name in before["person"]}
    return {name: after[name] for name in before if name != "zugriffe"} | {"person": person}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_a_filled_database_comes_forward(bare_url: str, clock: FixedClock, path: Path) -> None:
    engine = make_engine(bare_url)
    before = load(engine, path)
    engine.dispose()
    database = open_database(bare_url, [KEY], clock)
    after = auskunft(database, "4711")
    assert after is not None
    assert _without_added(after, before) == {name: before[name] for name in before if name != "zugriffe"}
    assert all(access in after["zugriffe"] for access in before["zugriffe"])
    assert check(database, {}) == []
    database.run(lambda uow: enter(uow, "4712", "Neu Neumann"))
    database.run(lambda uow: book(uow, "4712", "F-neu"))
    assert database.run(lambda uow: uow.find_elbs("Neuman"))[0][0].nummer == "4712"
    database.close()
