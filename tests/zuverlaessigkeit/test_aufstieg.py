"""What every release has kept, the present one goes on with: conversation states, and whole databases."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from sqlalchemy import Column, Engine, Integer, Table, insert, select, text

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import SABINE
from dialogs import conversation
from dialogs.conversation import Gespraech, load
from dialogs.delivery import Address
from dialogs.entwurf import Schritt
from dialogs.ports import StoredGespraech
from storage import migrations
from storage.database import open_database
from storage.engine import make_engine
from storage.export import auskunft
from storage.gespraeche import save
from tests.haus import KEY, MONDAY, Haus, haus
from tests.zuverlaessigkeit.fuehrung import DONE, Fuehrung
from tests.zuverlaessigkeit.sammeln import (
    NUMMER,
    OTHER,
    STAENDE,
    ZUSTAENDE,
    dump_of,
    from_json,
    reflected,
    revisions,
)

FILES = sorted(ZUSTAENDE.glob("format-*/*.json"))
NEWEST = max(ZUSTAENDE.glob("format-*"))


def stored_in(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def forms_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every state of a form in a stored state."""
    if isinstance(value, dict):
        if value.get("kind") == "bogen":
            yield value
        for inner in value.values():
            yield from forms_in(inner)


# --- conversation states ------------------------------------------------------------------------------------------


def test_every_step_of_the_form_is_among_the_stored_states() -> None:
    """Who adds a step adds its state: `python -m tests.zuverlaessigkeit.sammeln`."""
    steps = {form["schritt"] for path in NEWEST.glob("*.json") for form in forms_in(stored_in(path))}
    assert steps == set(Schritt)


def test_every_kind_of_state_is_among_the_stored_states() -> None:
    kinds = {model.model_fields["kind"].default for model in models_in(Gespraech.model_fields["zustand"].annotation)}
    stored = [stored_in(path)["zustand"] for path in NEWEST.glob("*.json")]
    assert kinds == {zustand["kind"] for zustand in stored if zustand}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models of a union, however it is written."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}/{p.stem}" for p in FILES])
def test_a_stored_state_is_read_whole(path: Path) -> None:
    """Nothing of what people said gets lost on the way."""
    stored = stored_in(path)
    read = load(json.dumps(stored)).model_dump(mode="json")
    said = [form["entwurf"] for form in forms_in(stored)]
    assert [form["entwurf"] for form in forms_in(read)] == [
        given | form for given, form in zip(said, said, strict=True)
    ]


async def put(h: Haus, zustand: str, nummer: str | None = None) -> None:
    """The state as an earlier release left it in the IFK's chat."""
    chat = h.room.chat(SABINE)
    address = Address(str(h.room.service_url), chat)

    def work() -> None:
        with h.database.transaction() as sql:
            kept = StoredGespraech(zustand, nummer)
            save(sql, h.database.context.keyring, SABINE.aad_object_id, address, kept, h.clock.jetzt())

    await asyncio.to_thread(work)


async def finish(h: Haus, text: str) -> None:
    """From a stored state to the end of its form."""
    lead = Fuehrung(h.room, NUMMER)
    for _ in range(10):
        answer = await lead.say(text)
        if DONE in answer:
            return
        text = lead.worte.answer(answer.rsplit("\n\n", 1)[-1])
    raise AssertionError(answer)


async def test_every_stored_conversation_goes_on(tmp_path: Path) -> None:
    """One after the other in the same chat: each answers, and asks on."""
    async with haus(tmp_path) as h:
        for path in FILES:
            await put(h, json.dumps(stored_in(path)))
            answer = await h.says("hilfe")
            assert answer, path
            assert "klemmt" not in answer, path
            assert "lässt sich gerade nicht lesen" not in answer, path


async def test_a_stored_form_is_sent_with_the_words_it_holds(tmp_path: Path) -> None:
    for path in (NEWEST / "bogen-vorschau.json", NEWEST / "bogen-modul.json"):
        (form,) = forms_in(stored_in(path))
        (folder := tmp_path / path.stem).mkdir()
        async with haus(folder) as h:
            await put(h, json.dumps(stored_in(path)), NUMMER)
            await finish(h, "hilfe")
            (einbuchung,) = h.auskunft(NUMMER)["einbuchungen"]
            (bogen,) = einbuchung["erwartungsboegen"]
            assert bogen["antworten"]["ziel"] == form["entwurf"]["ziel"][0]
            assert bogen["formularnummer"] == form["entwurf"]["formularnummer"]


@pytest.mark.parametrize(
    "zustand",
    ['{"format": 99, "zustand": {"kind": "ruhe"}}', '{"format": 1, "zustand": {"kind": "später"}}', "kein JSON"],
    ids=["a later format", "an unknown kind", "no JSON"],
)
async def test_what_cannot_be_read_is_kept_and_told(
    tmp_path: Path, zustand: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The person by a message, the operator by the log."""
    async with haus(tmp_path) as h:
        await put(h, zustand, NUMMER)
        turn = await h.room.say(SABINE, f"neuer Bogen für {NUMMER}")
        said = "\n".join(m.text for m in turn.replies)
        assert "lässt sich gerade nicht lesen" in said
        assert "Frage 1" in said
        parked = h.database.run(lambda uow: uow.entwuerfe(SABINE.aad_object_id))
        assert [e.zustand for e in parked] == [zustand]
    assert "state_unreadable" in caplog.text


def test_the_states_are_of_a_format_this_release_knows() -> None:
    assert conversation.Gespraech().format in {int(p.parent.name.removeprefix("format-")) for p in FILES}


# --- databases ----------------------------------------------------------------------------------------------------


def insert_rows(engine: Engine, rows: dict[str, list[dict[str, Any]]]) -> None:
    with engine.connect() as connection:
        for table in reflected(engine):
            values = [{k: from_json(v) for k, v in row.items()} for row in rows.get(table.name, ())]
            if values:
                connection.execute(insert(table), values)
            if values and engine.dialect.name == "postgresql" and isinstance(_first_key(table).type, Integer):
                connection.execute(text(_next_id(table)))


def _first_key(table: Table) -> Column[Any]:
    return next(iter(table.primary_key.columns))


def _next_id(table: Table) -> str:
    """PostgreSQL counts on behind ids that were given."""
    name = _first_key(table).name
    sequence = f"pg_get_serial_sequence('{table.name}', '{name}')"
    return f"SELECT setval({sequence}, (SELECT max({name}) FROM {table.name})) WHERE {sequence} IS NOT NULL"  # noqa: S608


def test_every_revision_has_its_rows() -> None:
    """Who adds a migration adds them: `python -m tests.zuverlaessigkeit.sammeln`."""
    assert [path.stem for path in sorted(STAENDE.glob("*.json"))] == revisions()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("revision", revisions())
async def test_a_filled_database_of_every_release_goes_on(
    revision: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """All rows are still there, `auskunft` tells the same, and the form in work is sent."""
    url = (
        request.getfixturevalue("bare_postgres_url") if kind == "postgresql" else f"sqlite:///{tmp_path}/haus.sqlite"
    )
    stored = stored_in(STAENDE / f"{revision}.json")
    engine = make_engine(str(url))
    migrations.upgrade(engine, revision)
    insert_rows(engine, stored["rows"])
    engine.dispose()
    _assert_nothing_lost(str(url), stored)
    # a day later, so that no message gets an id that one of the stored day had
    async with haus(tmp_path, str(url), MONDAY + timedelta(days=1)) as h:
        await finish(h, "acht Wochen")
        (einbuchung,) = h.auskunft(OTHER)["einbuchungen"]
        assert einbuchung["erwartungsboegen"][0]["antworten"]["ziel"] == "halb fertig"


def _assert_nothing_lost(url: str, stored: dict[str, Any]) -> None:
    clock = PracticeClock()
    clock.set(MONDAY)
    database = open_database(url, [KEY], clock)
    with database.engine.connect() as connection:
        assert connection.execute(select(text("version_num FROM alembic_version"))).scalar() == migrations.HEAD
    now = dump_of(database.engine)
    for table, rows in stored["rows"].items():
        # a column of a released revision may be dropped only with a word here about where its content went
        kept = [{k: v for k, v in row.items() if k in rows[0]} for row in now[table]]
        assert all(row in kept for row in rows), table
    for nummer, expected in stored["auskunft"].items():
        found = json.loads(json.dumps(auskunft(database, nummer), default=str))
        for key in ("person", "einbuchungen", "entwuerfe"):
            assert _of(expected[key], found[key]) == expected[key]
    database.close()


def _of(expected: Any, found: Any) -> Any:
    """What is found without the keys that later releases have added."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: _of(expected[key], found[key]) for key in expected if key in found}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [_of(one, other) for one, other in zip(expected, found, strict=True)]
    return found
