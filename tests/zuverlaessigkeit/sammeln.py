"""Writes down what the present release keeps, for later releases to read: conversation states and whole databases.

    python -m tests.zuverlaessigkeit.sammeln      before a release that changes the one or the other

`zustaende/format-N/` holds one state a file, as it stood after a real conversation; `staende/REVISION.json` the rows
of a filled database as they stood at that revision. Files of released formats are never changed again.
"""

import asyncio
import base64
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, Table, inspect, select

from bot.uebungsraum.erfunden import SABINE
from storage import migrations
from storage.engine import make_engine
from storage.export import auskunft
from tests.haus import Haus, haus, nummer_of

HERE = Path(__file__).parent
ZUSTAENDE = HERE / "zustaende"
STAENDE = HERE / "staende"
NUMMER = nummer_of("Nowak")
OTHER = nummer_of("Petrović")
BEGIN = f"neuer Bogen für {NUMMER}"
TO_PREVIEW = (BEGIN, "wieder *arbeiten*", "Digitalwerkstatt, denke ich", "acht Wochen", "nächsten Montag", "konkret")
SENT = (*TO_PREVIEW, "absenden")
FORM = "\0form"
"""Stands for the number of the form that was sent."""
AGAIN = "\0again"
"""Not said: the last message once more, under a new id."""

CONVERSATIONS: dict[str, tuple[str, ...]] = {
    "ruhe": ("hilfe",),
    "ruhe-nach-absenden": SENT,
    "ruhe-mit-liste": ("meine Fälle",),
    "ruhe-mit-datei": (*SENT, f"Bogen {NUMMER} als PDF"),
    "waehlt_elb": ("neuer Bogen für Müller",),
    "waehlt_elb-neu": ("neuer Bogen für Zwetschgenknödel",),
    "fragt_entwurf": (*TO_PREVIEW[:3], "pause", BEGIN),
    "bogen-ziel": TO_PREVIEW[:1],
    "bogen-modul": TO_PREVIEW[:2],
    "bogen-modul_wahl": (*TO_PREVIEW[:2], "weiß ich noch nicht"),
    "bogen-dauer": TO_PREVIEW[:3],
    "bogen-beginn": TO_PREVIEW[:4],
    "bogen-begruendung": (*TO_PREVIEW[:3], "die vollen drei Monate", "nächsten Montag"),
    "bogen-kplan": TO_PREVIEW[:5],
    "bogen-vorschau": TO_PREVIEW,
    "bogen-abbruch": (*TO_PREVIEW[:2], "abbrechen"),
    "bogen-angebot": (*TO_PREVIEW[:2], AGAIN),
    "bogen-anlass": (*SENT, BEGIN),
    "bogen-gespraechsform": (*SENT, BEGIN, "neue Ziele"),
    "bogen-teilnehmende": (*SENT, BEGIN, "neue Ziele", "ja"),
    "fragt_tag": (*SENT, f"Bescheid {NUMMER}"),
    "fragt_sicher": (*SENT, f"Bogen {NUMMER} zurückziehen"),
    "fragt_ziel": (*TO_PREVIEW[:4], "sofort", "konkret", "absenden", f"Abschluss {NUMMER} am 01.03.2027"),
    "fragt_antwort": (*SENT, f"antwort {FORM}"),
    "fragt_uebergabe": ("alle meine Fälle an Emre Yıldız übergeben",),
}


async def play(h: Haus, texts: Sequence[str]) -> None:
    for text in texts:
        if text == AGAIN:
            await h.room.repeat(h.turns[-1], new_id=True)
        else:
            await h.says(text.replace(FORM, sent_form(h)) if FORM in text else text)


def sent_form(h: Haus) -> str:
    (einbuchung,) = h.auskunft(NUMMER)["einbuchungen"]
    return str(einbuchung["erwartungsboegen"][-1]["formularnummer"])


def state_of(h: Haus) -> str:
    """What is stored of the IFK's chat."""
    chat = h.room.chat(SABINE)
    stored = h.database.run(lambda uow: uow.load_gespraech(chat))
    assert stored is not None
    return stored.zustand


async def collect_states() -> None:
    for name, texts in CONVERSATIONS.items():
        with tempfile.TemporaryDirectory() as folder:
            async with haus(Path(folder)) as h:
                await play(h, texts)
                zustand = json.loads(state_of(h))
        path = ZUSTAENDE / f"format-{zustand['format']}" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(zustand, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


async def collect_rows() -> None:
    """A database with something in every corner, as every revision would have had it."""
    with tempfile.TemporaryDirectory() as folder:
        async with haus(Path(folder)) as h:
            await h.binds_channel()
            await play(h, (*SENT, f"Bescheid {NUMMER} erstellt am 01.03.2027", f"Status {NUMMER}"))
            await h.room.until(h.cards)
            await play(h, (f"neuer Bogen für {nummer_of('Schmidt')}", "parken", "pause"))
            await play(h, (f"neuer Bogen für {OTHER}", "halb fertig", "Jobakademie"))
            kept = {nummer: auskunft(h.database, nummer) for nummer in (NUMMER, OTHER)}
            full = dump_of(h.database.engine)
        for revision in revisions():
            rows = only_columns_of(Path(folder) / f"{revision}.sqlite", revision, full)
            text = json.dumps({"auskunft": kept, "rows": rows}, ensure_ascii=False, indent=1, default=str)
            (STAENDE / f"{revision}.json").write_text(text + "\n", encoding="utf-8")


def revisions() -> list[str]:
    """All there are, oldest first."""
    names = sorted(path.name for path in (Path(migrations.__file__).parent / "versions").glob("v*.py"))
    return [name[1:5] for name in names]


def reflected(engine: Engine) -> list[Table]:
    """The tables that are there, those that others refer to first."""
    found = MetaData()
    found.reflect(engine)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def dump_of(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {
            table.name: [
                {name: to_json(value) for name, value in row.items()}
                for row in connection.execute(select(table)).mappings()
            ]
            for table in reflected(engine)
        }


def only_columns_of(path: Path, revision: str, full: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """What of the rows there was a place for at that revision."""
    engine = make_engine(f"sqlite:///{path}")
    migrations.upgrade(engine, revision)
    look = inspect(engine)
    columns = {name: {c["name"] for c in look.get_columns(name)} for name in look.get_table_names()}
    engine.dispose()
    return {
        table: [{k: v for k, v in row.items() if k in columns[table]} for row in rows]
        for table, rows in full.items()
        if table in columns
    }


def to_json(value: Any) -> Any:
    return {"b64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def from_json(value: Any) -> Any:
    return base64.b64decode(value["b64"]) if isinstance(value, dict) else value


async def main() -> None:
    await collect_states()
    await collect_rows()


if __name__ == "__main__":
    asyncio.run(main())
