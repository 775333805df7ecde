"""Berichtigung: another name or Nummer, with its trace, or a reason why not."""

import pytest

from dialogs import records as r
from dialogs.outbox import Art
from dialogs.ports import UnitOfWork
from storage.correction import Grund, Person, berichtige
from storage.database import Database
from tests.storage.welt import JANA, JETZT, KANAL, KANAL_ADDRESS, LEITUNG, book, enter, post


def work(uow: UnitOfWork) -> None:
    enter(uow)
    enter(uow, "4712", "Eva Schulz")
    book(uow)
    uow.apply(KANAL, LEITUNG, JETZT)
    uow.enqueue(post("bogen-F-1", "kanal", KANAL_ADDRESS, art=Art.BOGEN, formularnummer="F-1", nummer="4711"), JETZT)


def test_everything_follows(database: Database) -> None:
    database.run(work)
    assert berichtige(database, "4711", Person("4799", "Özdemir", "Maximilian")) == ("F-1",)
    fall = database.run(lambda uow: uow.load_fall("4799"))
    assert fall is not None
    assert (fall.elb.name, len(fall.einbuchungen)) == ("Maximilian Özdemir", 1)
    assert database.run(lambda uow: uow.load_fall("4711")) is None
    for name, found in (("Özdemir", 1), ("Müller", 0), ("Özdemiir", 1)):
        assert len(database.run(lambda uow, name=name: uow.find_elbs(name))[0]) == found  # type: ignore[misc]
    kanal = database.run(lambda uow: uow.active_kanal())
    assert kanal is not None
    assert database.run(lambda uow: uow.thread_of("4799", kanal.id)) == "bogen-F-1"
    assert [z.was for z in database.run(lambda uow: uow.zugriffe("4799"))].count("berichtigt") == 1


@pytest.mark.parametrize(
    ("nummer", "person", "grund"),
    [
        ("0815", Person("0815", "Möller", "Max"), Grund.UNBEKANNT),
        ("4711", Person("4712", "Möller", "Max"), Grund.NUMMER_VERGEBEN),
        ("4711", Person("4711", "", "Max"), Grund.UNGUELTIG),
        ("4711", Person("4711", "M\x00", "Max"), Grund.UNGUELTIG),
        ("4711", Person("", "Möller", "Max"), Grund.UNGUELTIG),
    ],
)
def test_refused(database: Database, nummer: str, person: Person, grund: Grund) -> None:
    database.run(work)
    assert berichtige(database, nummer, person) is grund
    fall = database.run(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert fall.elb.name == "Max Müller"


def test_a_form_in_work_keeps_its_nummer(database: Database) -> None:
    database.run(work)
    database.run(lambda uow: uow.apply(r.EntwurfGeparkt("E-1", "4711", "{}"), JANA, JETZT))
    assert berichtige(database, "4711", Person("4799", "Müller", "Max")) is Grund.ENTWURF_OFFEN
    assert berichtige(database, "4711", Person("4711", "Möller", "Max")) == ("F-1",)
