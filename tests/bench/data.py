"""Databases to measure on: invented people, cases, drafts and messages, made once and kept under var/bench."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from bot.clock import BERLIN, HouseClock
from dialogs import records as r
from dialogs.delivery import Address
from dialogs.outbox import Art, Op, Outgoing
from dialogs.ports import UnitOfWork
from dialogs.regelung.erwartungsbogen import Antworten, Erwartungsbogen
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.rollen import Rolle, Staff
from storage.database import Database, Kind, open_database
from storage.importing import TEILNEHMENDE, import_teilnehmende
from storage.migrations import HEAD
from storage.roster import PERSONAL, import_personal
from tests.bench.load import ifk_id
from tests.bench.processes import ROOT
from tests.bench.talk import PEOPLE_PER_IFK, nummer
from tests.standins.microsoft import TENANT_ID

KEY: Final = bytes(range(32))
"""As in the environment that `Microsoft` gives."""
STORE: Final = ROOT / "var" / "bench"
LEITUNG: Final = 900_000
"""Numbers from here on are people who may see every case."""
CASES_PER_IFK: Final = 250
_CHUNK: Final = 500

_BEGINS: Final = [
    "Acker",
    "Berg",
    "Clau",
    "Dorn",
    "Eichen",
    "Falken",
    "Grün",
    "Hasel",
    "Ilm",
    "Jäger",
    "Kirch",
    "Linden",
    "Mühl",
    "Nord",
    "Ober",
    "Pfeil",
]
_MIDDLES: Final = ["a", "be", "do", "fel", "gen", "hau", "ing", "jo", "kel", "lin", "mann", "ner"]
_ENDS: Final = [
    "bach",
    "berg",
    "dorf",
    "eck",
    "feld",
    "gart",
    "hof",
    "ingen",
    "kamp",
    "lein",
    "mann",
    "nau",
    "olt",
    "rath",
    "sen",
    "stein",
    "thal",
    "meier",
    "weiler",
    "zig",
]
_GIVEN: Final = [
    "Anna",
    "Bela",
    "Cem",
    "Dana",
    "Emil",
    "Fatma",
    "Georg",
    "Hanna",
    "Igor",
    "Jana",
    "Karim",
    "Lena",
    "Marek",
    "Nadia",
    "Olga",
    "Paul",
    "Rosa",
    "Sami",
]


def surname(index: int) -> str:
    """One of 3,840 surnames; the first so many differ."""
    mixed = index * 2_654_435_761 % 3_840
    first, rest = divmod(mixed, len(_MIDDLES) * len(_ENDS))
    middle, last = divmod(rest, len(_ENDS))
    return _BEGINS[first] + _MIDDLES[middle] + _ENDS[last]


def given(index: int) -> str:
    """One of 18."""
    return _GIVEN[(index // 3_840 + index) % len(_GIVEN)]


def people(count: int, ifks: int) -> Iterator[tuple[str, str, str, str]]:
    """Rows of the import: so many participants, shared among the IFK."""
    for index in range(count):
        yield f"{index:07d}", surname(index), given(index), ifk_id(index % ifks)


def create(url: str, ifks: int) -> Database:
    """A new database with a roster: IFK in teams of four, and the Teamleitung."""
    database = open_database(url, [KEY], HouseClock())
    database.mark(Kind.PRODUCTION)
    staff = [("ifk", TENANT_ID, ifk_id(n), f"Ifk Nr. {n}", f"Team {n // 4}") for n in range(ifks)]
    leads = [("teamleitung", TENANT_ID, ifk_id(n), f"Leitung Nr. {n}", "") for n in range(LEITUNG, LEITUNG + 64)]
    assert not import_personal(database, [PERSONAL, *staff, *leads]).fehler
    return database


def fill_for_forms(database: Database, ifks: int, each: int = PEOPLE_PER_IFK) -> None:
    """For every IFK participants who have no Bogen yet."""
    rows = [(nummer(i, k), surname(k), given(i), ifk_id(i)) for i in range(ifks) for k in range(each)]
    assert not import_teilnehmende(database, [TEILNEHMENDE, *rows]).fehler


def for_forms(path: Path, ifks: int = 16, each: int = PEOPLE_PER_IFK) -> str:
    """A fresh database for whole forms; its address."""
    url = f"sqlite:///{path}"
    database = create(url, ifks)
    fill_for_forms(database, ifks, each)
    database.close()
    return url


def with_cases(folder: Path, count: int, boegen: int = 2) -> str:
    """A copy of a database with so many people, each with an Einbuchung and so many Bögen; its address."""
    kept = STORE / f"faelle-{HEAD}-{HouseClock().heute():%Y%m}-{count}-{boegen}.sqlite"
    if not kept.exists():
        STORE.mkdir(parents=True, exist_ok=True)
        made = kept.with_suffix(".new")
        made.unlink(missing_ok=True)
        _book_all(f"sqlite:///{made}", count, boegen)
        made.rename(kept)
    path = folder / f"faelle-{count}-{boegen}-{len(list(folder.iterdir()))}.sqlite"
    shutil.copyfile(kept, path)
    return f"sqlite:///{path}"


def _book_all(url: str, count: int, boegen: int) -> None:
    ifks = max(4, count // CASES_PER_IFK)
    database = create(url, ifks)
    assert not import_teilnehmende(database, [TEILNEHMENDE, *people(count, ifks)]).fehler
    for start in range(0, count, _CHUNK):
        database.run(partial(_book, range(start, min(start + _CHUNK, count)), boegen))
        print(f"\r{start + _CHUNK} von {count} Fällen angelegt", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    with database.transaction() as sql:
        sql.control("PRAGMA optimize")
    database.close()


def _book(indexes: range, boegen: int, uow: UnitOfWork) -> None:
    """Bookings that began on any day of the last half year; each later Bogen follows the one before."""
    wer = Staff(ifk_id(0), TENANT_ID, "Ifk Nr. 0", frozenset({Rolle.IFK}), "Team 0")
    heute = HouseClock().heute()
    for index in indexes:
        beginn = heute - timedelta(days=index * 7 % 180)
        number = f"{index:07d}"
        uow.apply(
            r.EinbuchungGebucht(number, einbuchungszeitraum(beginn), KPlan.ALLGEMEIN), wer, HouseClock().jetzt()
        )
        for version in range(1, boegen + 1):
            bogen = _bogen(index, version, beginn, 240 // boegen)
            uow.apply(r.BogenGesendet(number, bogen, KPlan.ALLGEMEIN), wer, HouseClock().jetzt())


def _bogen(index: int, version: int, beginn: date, days: int) -> Erwartungsbogen:
    first = beginn + timedelta(days=days * (version - 1))
    return Erwartungsbogen(
        formularnummer=f"B{index:07d}-{version}",
        version=version,
        modul=(Modul.DIGITALWERKSTATT, Modul.JOBAKADEMIE)[index % 2],
        zeitraum=Zeitraum(first, first + timedelta(days=days - 1)),
        antworten=Antworten("Ich will wieder was mit Computern machen", "in die Digitalwerkstatt", "ein paar Wochen"),
        gesendet_am=HouseClock().jetzt().astimezone(BERLIN),
        gesendet_von="Ifk Nr. 0",
    )


def with_messages(path: Path, count: int, conversations: int = 2_000) -> str:
    """Like `for_forms`, and so many reminders due now, for that many chats."""
    url = for_forms(path)
    database = open_database(url, [KEY], HouseClock())
    database.run(partial(_enqueue, range(count), conversations))
    database.close()
    return url


def _enqueue(numbers: range, conversations: int, uow: UnitOfWork) -> None:
    for number in numbers:
        chat = f"a:1due-{number % conversations}"
        address = Address(SERVICE, chat)
        text = f'{{"type":"message","text":"Erinnerung Nr. {number}: Der Erwartungsbogen läuft bald aus."}}'
        out = Outgoing(f"due-{number}", Art.ERINNERUNG, Op.POST, f"staff:due-{number % conversations}", address, text)
        uow.enqueue(out, HouseClock().jetzt())
    uow.release()  # type: ignore[attr-defined]  # the storage's own: no relay of this process will send them


SERVICE = "https://localhost:0/"
"""Where the Connector listens in this run; set by `bench`."""


def with_drafts(path: Path, count: int) -> str:
    """Like `for_forms`, and so many forms laid aside, ten by each of other IFK."""
    url = f"sqlite:///{path}"
    database = create(url, 16 + count // 10)
    fill_for_forms(database, 16)
    database.run(partial(_park, range(count)))
    database.close()
    return url


def _park(numbers: range, uow: UnitOfWork) -> None:
    for number in numbers:
        ifk = 16 + number // 10
        wer = Staff(ifk_id(ifk), TENANT_ID, f"Ifk Nr. {ifk}", frozenset({Rolle.IFK}), f"Team {ifk // 4}")
        state = '{"kind":"leer","text":"' + "Ich will wieder was mit Computern machen. " * 10 + '"}'
        uow.apply(r.EntwurfGeparkt(f"AZ-DRAF-{number:06d}", None, state), wer, HouseClock().jetzt())


def status_questions(count: int, *, misspelt: bool, sample: int = 200) -> Sequence[tuple[str, str]]:
    """Who is asked for and the word in the right reply; misspelt: two letters of the surname are swapped."""
    chosen = [index * 37 % count for index in range(sample)]
    return [(f"Status {given(i)} {_slip(surname(i)) if misspelt else surname(i)}", surname(i)) for i in chosen]


def _slip(name: str) -> str:
    return name[:3] + name[4] + name[3] + name[5:]
