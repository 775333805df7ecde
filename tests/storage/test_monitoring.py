"""The report of the monitoring as it is read from both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from dialogs import monitoring
from dialogs import records as r
from dialogs.monitoring import Bericht, Verlauf
from dialogs.ports import UnitOfWork
from dialogs.regelung.erwartungsbogen import Anlass, Erwartungsbogen, Gespraechsform, Rueckmeldung, RueckmeldungArt
from dialogs.regelung.fristen import Menge, Zeitraum, zeitraum
from dialogs.regelung.hilfeprodukt import BestaetigungArt, ZielErgebnis, einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from storage.database import Database
from storage.monitoring import bericht, verlaeufe
from storage.sql import Prepared, Row, Sql
from tests.storage.welt import HEUTE, JANA, JETZT, TRAEGER, bogen, einbuchung_id, enter, renewal

QUARTAL = Zeitraum(date(2027, 1, 1), date(2027, 6, 30))
NUMBERS = count(1)


def take_part(
    uow: UnitOfWork, first: Erwartungsbogen | None = None, *more: Erwartungsbogen, booked: date = HEUTE
) -> str:
    """Somebody new with an Einbuchung and these forms; gives the Nummer."""
    nummer = f"n{next(NUMBERS)}"
    enter(uow, nummer, "Eva Geheim")
    uow.apply(r.EinbuchungGebucht(nummer, einbuchungszeitraum(booked), KPlan.ALLGEMEIN), JANA, JETZT)
    for form in (first or bogen(), *more):
        own = replace(form, formularnummer=f"{form.formularnummer}-{nummer}")
        uow.apply(r.BogenGesendet(nummer, own, KPlan.ALLGEMEIN), JANA, JETZT)
    return nummer


def fill(uow: UnitOfWork) -> list[str]:
    """A house in which every figure has something to count."""
    most = replace(bogen(), zeitraum=zeitraum(HEUTE, Menge(months=3)))
    numbers = [take_part(uow) for _ in range(6)]
    numbers += [take_part(uow, replace(most, begruendung="braucht es")) for _ in range(5)]
    numbers += [take_part(uow, bogen(), renewal()) for _ in range(10)]
    ends = (*ZielErgebnis, None)
    for n, outcome in zip(range(20), ends * 5, strict=True):
        closed = take_part(uow, replace(bogen(), modul=Modul.JOBAKADEMIE))
        key = einbuchung_id(uow, closed)
        uow.apply(r.Abgeschlossen(closed, key, HEUTE if n else None), JANA, JETZT)
        uow.apply(r.ZielErgebnisErfasst(closed, key, outcome, "war gut"), JANA, JETZT)
        numbers.append(closed)
    for nummer in numbers[:9]:
        later = JETZT + timedelta(days=3)
        said = Rueckmeldung(RueckmeldungArt.EMPFANG, later.date(), TRAEGER.name, later)
        uow.apply(r.RueckmeldungErfasst(nummer, f"F-1-{nummer}", said), TRAEGER, later)
        key = einbuchung_id(uow, nummer)
        uow.apply(r.BestaetigungErfasst(nummer, key, BestaetigungArt.BESCHEID, HEUTE), JANA, JETZT)
        uow.apply(r.BestaetigungErfasst(nummer, key, BestaetigungArt.EINGEBUCHT, HEUTE), JANA, JETZT)
    uow.apply(
        r.BestaetigungZurueckgenommen(numbers[0], einbuchung_id(uow, numbers[0]), BestaetigungArt.BESCHEID),
        JANA,
        JETZT,
    )
    uow.apply(r.BogenZurueckgezogen(numbers[11], f"F-2-{numbers[11]}"), JANA, JETZT)
    gone = take_part(uow)
    uow.apply(r.EinbuchungStorniert(gone, einbuchung_id(uow, gone)), JANA, JETZT)
    return [*numbers, gone]


def from_faelle(database: Database, numbers: list[str], span: Zeitraum) -> Bericht:
    """The same report, counted from whole Fälle."""

    def all_of(uow: UnitOfWork) -> Iterator[Verlauf]:
        for person, nummer in enumerate(numbers):
            fall = uow.load_fall(nummer)
            assert fall is not None
            yield from (Verlauf(person, e) for e in fall.einbuchungen)

    return database.run(lambda uow: monitoring.bericht([*all_of(uow)], span, HEUTE))


def shown(found: Bericht, table: str) -> dict[str, list[object]]:
    return {row.name: [z and z.wert for z in row.zellen] for row in found.tabelle(table).reihen}


@pytest.mark.parametrize(
    "span",
    [
        QUARTAL,
        Zeitraum(HEUTE, HEUTE),
        Zeitraum(date(2027, 4, 1), date(2027, 4, 30)),
        Zeitraum(date(1, 1, 1), date(9999, 12, 31)),
    ],
    ids=["half a year", "the month", "a month later", "for ever"],
)
def test_it_counts_what_whole_faelle_would_count(database: Database, span: Zeitraum) -> None:
    numbers = database.run(fill)
    assert bericht(database, span) == from_faelle(database, numbers, span)


def test_figures_of_a_house(database: Database) -> None:
    database.run(fill)
    found = bericht(database, QUARTAL)
    assert shown(found, "hoechstdauer")["digitalwerkstatt"] == [5, 24, 5, None]
    assert shown(found, "anlass") == {
        "erstmals": [41],
        "neue_ziele": [None],
        "ziel_nicht_erreicht": [None],
        "anderes_modul": [None],
        "erneuerungen": [9],
        "gesamt": [50],
    }
    assert shown(found, "traeger") == {"bestaetigt": [9, 3], "offen": [41, None]}
    assert shown(found, "bescheid") == {"erstellt": [8], "offen": [32], "gesamt": [40]}
    assert shown(found, "abschluss")["erreicht"] == [None]
    assert shown(found, "abschluss")["teilweise"] == [5]


def test_no_name_and_no_oton_is_read(database: Database) -> None:
    database.run(fill)
    with database.transaction() as sql:
        read = verlaeufe(sql, database.context.keyring, QUARTAL)
    assert len(read) == 41, "without the one that was cancelled"
    assert not [word for word in ("Geheim", "Excel", "braucht", "war gut", "Jana") if word in repr(read)]


def test_a_form_sent_at_night_counts_for_the_day_of_goettingen(database: Database) -> None:
    at_night = replace(bogen(), gesendet_am=datetime(2027, 2, 28, 23, 30, tzinfo=UTC))

    def work(uow: UnitOfWork) -> None:
        for _ in range(6):
            take_part(uow, at_night)

    database.run(work)
    march = bericht(database, Zeitraum(date(2027, 3, 1), date(2027, 3, 31)))
    assert shown(march, "anlass")["erstmals"] == [6]
    assert shown(bericht(database, Zeitraum(date(2027, 2, 1), date(2027, 2, 28))), "anlass")["erstmals"] == [None]


def test_renewals_and_dreiergespraeche(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        for form, anlass in (
            (Gespraechsform.DREIERGESPRAECH, Anlass.NEUE_ZIELE),
            (Gespraechsform.IFK_ELB, Anlass.ANDERES_MODUL),
        ):
            for _ in range(6):
                take_part(uow, bogen(), replace(renewal(), gespraechsform=form, anlass=anlass))

    database.run(work)
    assert shown(bericht(database, QUARTAL), "gespraech") == {"dreiergespraech": [6, 50], "ifk_elb": [6, 50]}


def test_few_statements_however_many_people(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of the database does not grow with the house."""
    asked: list[object] = []
    rows, select = Sql.rows, Sql.select

    def count_rows(self: Sql, statement: Prepared, **values: object) -> list[Row]:
        asked.append(statement)
        return rows(self, statement, **values)

    def count_select(self: Sql, statement: object) -> object:
        asked.append(statement)
        return select(self, statement)  # type: ignore[arg-type]

    monkeypatch.setattr(Sql, "rows", count_rows)
    monkeypatch.setattr(Sql, "select", count_select)
    database.run(fill)
    numbers = []
    for _ in range(2):
        asked.clear()
        with database.transaction() as sql:
            verlaeufe(sql, database.context.keyring, QUARTAL)
        numbers.append(len(asked))
        database.run(fill)
    assert numbers == [5, 5]


def test_an_einbuchung_without_forms_is_no_participation(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        for n in range(6):
            enter(uow, f"x{n}")
            uow.apply(r.EinbuchungGebucht(f"x{n}", einbuchungszeitraum(HEUTE), KPlan.ALLGEMEIN), JANA, JETZT)

    database.run(work)
    found = bericht(database, QUARTAL)
    assert shown(found, "bescheid")["offen"] == [6]
    assert {value for row in shown(found, "teilnahmen").values() for value in row} == {None}


def test_the_unit_of_work_gives_the_same(database: Database) -> None:
    database.run(fill)
    assert database.run(lambda uow: uow.bericht(QUARTAL, HEUTE)) == bericht(database, QUARTAL)
