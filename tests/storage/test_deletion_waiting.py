"""What no reference leads to a person goes with them by what it says, and nothing else does."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from dialogs.outbox import Art
from dialogs.ports import StoredGespraech, UnitOfWork
from dialogs.records import EntwurfGeparkt
from storage.database import Database
from storage.deletion import loesche_person
from storage.deletion_person import PersonenLog
from storage.deletion_waiting import Spuren
from storage.export import zustellungen
from tests.storage.welt import CHAT, JANA, JETZT, KEMAL, book, enter, post

SPUREN = Spuren("4711", "Müller-Lüdenscheid", "Max", ("AZ-1AB-C2D3",))
QUEUE = f"staff:{KEMAL.id}"

ABOUT: dict[str, tuple[str, Art]] = {
    "the number": ("Max M. (4711): noch zu erledigen", Art.NACHRICHT),
    "a button": ("Status 4711", Art.ERINNERUNG),
    "the form": ("Noch nicht beim Träger: AZ-1AB-C2D3.", Art.NACHRICHT),
    "the name": ("Max Müller-Lüdenscheid: bald vorbei", Art.ERINNERUNG),
    "the name the other way round": ("MÜLLER-LÜDENSCHEID, MAX", Art.NACHRICHT),
    "the surname in an answer": ("Wen meinen Sie mit Müller-Lüdenscheid?", Art.ANTWORT),
}
NOT_ABOUT: dict[str, tuple[str, Art]] = {
    "a namesake": ("Petra Müller-Lüdenscheid (4712)", Art.NACHRICHT),
    "half the surname": ("Max Müller (4712)", Art.NACHRICHT),
    "a longer number": ("Max Meier (47110)", Art.NACHRICHT),
    "a number that ends so": ("AZ-4711A und 14711", Art.NACHRICHT),
    "a day": ("bis zum 01.01.4711", Art.NACHRICHT),
    "another form": ("AZ-1AB-C2D4", Art.NACHRICHT),
    "a name inside a word": ("Maximal Müller-Lüdenscheids", Art.NACHRICHT),
    "nothing": ("", Art.ANTWORT),
}


@pytest.mark.parametrize(("said", "art"), ABOUT.values(), ids=ABOUT)
def test_about_the_person(said: str, art: Art) -> None:
    assert SPUREN.stand_in([said], art)


@pytest.mark.parametrize(("said", "art"), NOT_ABOUT.values(), ids=NOT_ABOUT)
def test_not_about_the_person(said: str, art: Art) -> None:
    assert not SPUREN.stand_in([said], art)


def _card(said: str) -> str:
    body = [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": said}]}]
    return json.dumps({"type": "message", "attachments": [{"content": {"body": body}}]}, ensure_ascii=False)


def _waiting(database: Database) -> list[str]:
    return [row["id"] for row in zustellungen(database)]


def test_what_waits_is_withdrawn_by_its_reference_or_by_what_it_says(database: Database, tmp_path: Path) -> None:
    def fill(uow: UnitOfWork) -> None:
        enter(uow, "4711", "Max Mül*ler")
        book(uow)
        enter(uow, "4712", "Petra Mül*ler")

    database.run(fill)
    waiting = (
        post("referenced", QUEUE, None, nummer="4711", activity=_card("Zum Fall von vorhin")),
        post("of the form", QUEUE, None, formularnummer="F-1", activity=_card("Zu dem Bogen")),
        post("named", QUEUE, None, art=Art.NACHRICHT, activity=_card("Max Mül*ler")),
        post("in Markdown", QUEUE, None, art=Art.NACHRICHT, activity=_card(r"**Max Mül\*ler**: noch offen")),
        post("no JSON", QUEUE, None, art=Art.NACHRICHT, activity="Max Mül*ler"),
        post("of another", QUEUE, None, nummer="4712", activity=_card("Petra Mül*ler sprach von Max Mül*ler")),
        post("namesake", QUEUE, None, art=Art.NACHRICHT, activity=_card("Petra Mül*ler")),
        post("to a chat that hangs", "q", CHAT, activity=_card("Status von Mül*ler")),
        post("damaged", QUEUE, None, activity=_card("Max Mül*ler")),
    )
    database.run(lambda uow: [uow.enqueue(one, JETZT) for one in waiting])
    with database.transaction() as sql:
        sql.execute(
            text("UPDATE outbox SET activity = (SELECT activity FROM outbox WHERE id = 'named') WHERE id = 'damaged'")
        )
    assert loesche_person(database, "4711", PersonenLog(tmp_path / "geloescht.jsonl")) is True
    assert _waiting(database) == ["of another", "namesake", "damaged"]


def test_the_note_that_a_form_was_late_goes_too(database: Database, tmp_path: Path) -> None:
    def fill(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)

    database.run(fill)
    for key in ("verspaetet:F-1", "gescheitert:F-1", "verspaetet:F-11"):
        database.run(lambda uow, key=key: uow.note_erinnerung(key, None, JETZT))  # type: ignore[misc]
    loesche_person(database, "4711", PersonenLog(tmp_path / "geloescht.jsonl"))
    with database.transaction() as sql:
        assert [row[0] for row in sql.select(text("SELECT key FROM erinnerung"))] == ["verspaetet:F-11"]


def test_the_chat_of_whoever_waits_can_be_opened_later(database: Database, tmp_path: Path) -> None:
    """The queue of that IFK is not blocked by what was withdrawn."""
    database.run(enter)
    about = post("m1", f"staff:{JANA.id}", None, nummer="4711")
    database.run(lambda uow: [uow.enqueue(one, JETZT) for one in (about, post("m2", f"staff:{JANA.id}", None))])
    loesche_person(database, "4711", PersonenLog(tmp_path / "geloescht.jsonl"))
    database.run(lambda uow: uow.save_gespraech("a:jana", JANA.id, CHAT, StoredGespraech("{}", None), JETZT))
    assert [due.outgoing.id for due in database.run(lambda uow: uow.claim(JETZT, 10, None))] == ["m2"]


def test_a_state_that_nobody_could_read_goes_if_it_names_the_person(database: Database, tmp_path: Path) -> None:
    def fill(uow: UnitOfWork) -> None:
        enter(uow)
        for name, state in (("a", '{"v": 99, "elb": "Müller"}'), ("b", "Müller {"), ("c", '{"elb": "Meier, 4712"}')):
            uow.apply(EntwurfGeparkt(f"unlesbar-{name}", None, state), JANA, JETZT)

    database.run(fill)
    loesche_person(database, "4711", PersonenLog(tmp_path / "geloescht.jsonl"))
    with database.transaction() as sql:
        assert [row[0] for row in sql.select(text("SELECT formularnummer FROM entwurf"))] == ["unlesbar-c"]
