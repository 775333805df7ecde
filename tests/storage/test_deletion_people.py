"""Who was entered and never booked goes after the years; so do names of colleagues that nothing leads to any more."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dialogs import records as r
from dialogs.ports import StoredGespraech, UnitOfWork
from dialogs.regelung.erwartungsbogen import Rueckmeldung, RueckmeldungArt
from storage.database import Database
from storage.deletion import fuehre_aus, loesche_person, vorschau
from storage.deletion_person import PersonenLog
from storage.deletion_rules import Fristen, Klasse
from storage.export import auskunft
from storage.roster import PERSONAL, import_personal
from tests.storage.welt import CHAT, HEUTE, JANA, JETZT, LEITUNG, SUED, TRAEGER, FixedClock, book, enter, post

FRISTEN = Fristen()
YEARS_LATER = datetime(2031, 1, 1, 9, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path) -> PersonenLog:
    return PersonenLog(tmp_path / "geloescht.jsonl")


def _run(database: Database, log: PersonenLog) -> int:
    """How many that were never booked went."""
    done = fuehre_aus(database, FRISTEN, log, lambda *_: None)
    return next(posten.anzahl for posten in done if posten.klasse is Klasse.PERSON)


def _names(database: Database, table: str) -> set[str]:
    with database.transaction() as sql:
        return {row[0] for row in sql.select(text(f"SELECT name FROM {table}"))}  # noqa: S608  our own names


# --- entered and never booked -------------------------------------------------------------------------------


def test_who_was_never_booked_goes_after_the_years(database: Database, clock: FixedClock, log: PersonenLog) -> None:
    database.run(enter)
    clock.now = YEARS_LATER - timedelta(days=1)
    assert _run(database, log) == 0
    clock.now = YEARS_LATER
    expected = {posten.klasse: posten.anzahl for posten in vorschau(database, FRISTEN)}
    assert expected[Klasse.PERSON] == 1
    assert auskunft(database, "4711") is not None
    assert _run(database, log) == 1
    assert auskunft(database, "4711") is None
    assert len(log.read()) == 1, "again after a restore"
    assert _run(database, log) == 0


def test_who_is_booked_held_or_in_work_stays(database: Database, clock: FixedClock, log: PersonenLog) -> None:
    def fill(uow: UnitOfWork) -> None:
        for nummer in ("1001", "1002", "1003", "1004"):
            enter(uow, nummer)
        book(uow, "1001")

    database.run(fill)
    with database.transaction() as sql:
        sql.execute(text("UPDATE elb SET gehalten = 1 WHERE nummer = '1002'"))
    clock.now = YEARS_LATER
    now = YEARS_LATER
    database.run(lambda uow: uow.apply(r.EntwurfGeparkt("E-1", "1003", "{}"), JANA, now))
    database.run(lambda uow: uow.save_gespraech("a:jana", JANA.id, CHAT, StoredGespraech("{}", "1004"), now))
    assert _run(database, log) == 0
    assert all(auskunft(database, nummer) for nummer in ("1001", "1002", "1003", "1004"))


# --- colleagues ----------------------------------------------------------------------------------------------


def _a_past(uow: UnitOfWork) -> None:
    """The Träger answers a form of Jana's; Sina has no case and did nothing; somebody stood in."""
    enter(uow)
    book(uow)
    said = Rueckmeldung(RueckmeldungArt.EMPFANG, HEUTE, TRAEGER.name, JETZT)
    uow.apply(r.RueckmeldungErfasst("4711", "F-1", said), TRAEGER, JETZT)
    uow.apply(r.VertretungGesetzt(JANA.id, SUED.id, HEUTE), LEITUNG, JETZT)
    uow.save_gespraech("a:sina", SUED.id, CHAT, StoredGespraech("{}", None), JETZT)
    uow.enqueue(post("m1", f"staff:{SUED.id}", None), JETZT)


def _everybody_but_leitung_leaves(database: Database) -> None:
    rows = [[rolle.value, LEITUNG.tenant_id, LEITUNG.id, LEITUNG.name, LEITUNG.team] for rolle in LEITUNG.rollen]
    assert import_personal(database, [PERSONAL, *rows]).gesperrt == 3


def test_names_that_nothing_leads_to_go_with_the_audit(
    database: Database, clock: FixedClock, log: PersonenLog
) -> None:
    database.run(_a_past)
    _everybody_but_leitung_leaves(database)
    _run(database, log)
    assert TRAEGER.name in _names(database, "traegerperson")
    assert JANA.name in _names(database, "staff"), "her case is there, and the audit names her"
    clock.now = JETZT + timedelta(days=3 * 365 + 2)
    _run(database, log)
    assert _names(database, "traegerperson") == set()
    assert _names(database, "staff") == {LEITUNG.name, JANA.name}, "whose case is still there"
    with database.transaction() as sql:
        for table in ("gespraech", "outbox", "vertretung"):
            assert sql.select(text(f"SELECT count(*) FROM {table}"))[0][0] == 0, table  # noqa: S608  our own names


def test_who_is_still_in_the_roster_stays(database: Database, clock: FixedClock, log: PersonenLog) -> None:
    before = _names(database, "staff")
    clock.now = JETZT + timedelta(days=5 * 365)
    _run(database, log)
    assert _names(database, "staff") == before


def test_a_vertretung_that_lasts_stays(database: Database, log: PersonenLog) -> None:
    until = date(2027, 4, 1)
    database.run(lambda uow: uow.apply(r.VertretungGesetzt(JANA.id, SUED.id, until), LEITUNG, JETZT))
    _run(database, log)
    with database.transaction() as sql:
        assert sql.select(text("SELECT count(*) FROM vertretung"))[0][0] == 1


# --- damaged states, what PostgreSQL samples ----------------------------------------------------------------


def test_a_damaged_state_keeps_nobody_from_being_deleted(database: Database, log: PersonenLog) -> None:
    def fill(uow: UnitOfWork) -> None:
        enter(uow)
        enter(uow, "4712", "Petra Meier")
        uow.save_gespraech("a:jana", JANA.id, CHAT, StoredGespraech('{"x": "4711"}', None), JETZT)
        uow.save_gespraech("a:b", JANA.id, CHAT, StoredGespraech('{"gemerkt": "4711", "y": 1}', "4712"), JETZT)
        uow.save_gespraech("a:c", JANA.id, CHAT, StoredGespraech("4711 {", "4712"), JETZT)
        uow.save_gespraech("a:d", JANA.id, CHAT, StoredGespraech("{}", None), JETZT)

    database.run(fill)
    with database.transaction() as sql:
        damaged = "UPDATE gespraech SET zustand = (SELECT zustand FROM gespraech WHERE conversation_id = 'a:jana')"
        sql.execute(text(f"{damaged} WHERE conversation_id = 'a:d'"))
    assert loesche_person(database, "4711", log) is True
    kept = {chat: database.run(lambda uow, chat=chat: uow.load_gespraech(chat)) for chat in ("a:jana", "a:b", "a:c")}  # type: ignore[misc]
    assert (kept["a:jana"], kept["a:c"]) == (None, None)
    assert kept["a:b"] == StoredGespraech('{"y": 1}', "4712")


def test_postgresqls_samples_forget(database: Database, log: PersonenLog) -> None:
    if database.engine.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL keeps samples of values")
    names = ("Zzyzxname", *(letter * 6 for letter in "abcdefghijkl"))
    database.run(lambda uow: [enter(uow, str(n), f"Max {name}") for n, name in enumerate(names)])  # type: ignore[func-returns-value]
    samples = text("SELECT count(*) FROM pg_stats WHERE cast(pg_stats AS text) ILIKE '%zzyzxn%'")
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        assert connection.execute(samples).scalar()
        loesche_person(database, "0", log)
        assert not connection.execute(samples).scalar()
