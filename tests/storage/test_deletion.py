"""D15: what is over its time goes and is gone; what is not, or is held, stays."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dialogs import records as r
from dialogs.delivery import Address
from dialogs.erinnerungen import last_key
from dialogs.outbox import Art, Op, Settled, Zustand
from dialogs.ports import StoredGespraech, UnitOfWork
from dialogs.regelung.erwartungsbogen import Rueckmeldung, RueckmeldungArt
from dialogs.regelung.hilfeprodukt import einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.turn import ActivityKey
from storage.audit_check import check
from storage.database import Database
from storage.deletion import Posten, fuehre_aus, halte, loesche_person, vorschau, wiederhole
from storage.deletion_person import PersonenLog
from storage.deletion_rules import Fristen, Klasse, stichtage
from storage.export import auskunft, zustellungen
from storage.selfcheck import bestand
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.welt import (
    CHAT,
    HEUTE,
    JANA,
    JETZT,
    KANAL,
    KANAL_ADDRESS,
    LEITUNG,
    TRAEGER,
    FixedClock,
    bogen,
    book,
    einbuchung_id,
    enter,
    post,
)

MARKER = "Zzyzxname"
FRISTEN = Fristen()
DELETION_DAY = datetime(2031, 1, 1, 9, tzinfo=UTC)
"""The first day after 31.12.2030, three full years after the year of an Abschluss in 2027."""


@pytest.fixture
def log(tmp_path: Path) -> PersonenLog:
    return PersonenLog(tmp_path / "geloescht.jsonl")


def a_closed_case(uow: SqlUnitOfWork) -> None:
    """Someone with a unique name, a form posted into the channel with an answer in its thread, all over in 2027."""
    enter(uow, "4711", f"Max {MARKER}")
    book(uow)
    said = Rueckmeldung(RueckmeldungArt.RUECKFRAGE, HEUTE, TRAEGER.name, JETZT, f"{MARKER}?")
    uow.apply(r.RueckmeldungErfasst("4711", "F-1", said), TRAEGER, JETZT)
    uow.apply(r.Abgeschlossen("4711", einbuchung_id(uow), date(2027, 12, 31)), JANA, JETZT)
    uow.apply(KANAL, LEITUNG, JETZT)
    card = {"art": Art.BOGEN, "formularnummer": "F-1", "nummer": "4711", "activity": MARKER}
    uow.enqueue(post("bogen-F-1", "kanal", KANAL_ADDRESS, **card), JETZT)
    uow.enqueue(post("answer", "kanal", KANAL_ADDRESS, thread="bogen-F-1", formularnummer="F-1"), JETZT)
    uow.settle(Settled("bogen-F-1", Zustand.GESENDET, 1, "1700"))
    uow.settle(Settled("answer", Zustand.GESENDET, 1, "1701"))
    uow.save_gespraech("a:jana", JANA.id, CHAT, StoredGespraech(f'"{MARKER}"', "4711"), JETZT)
    uow.note_erinnerung("14 Tage 4711", "4711", JETZT)


def counts(posten: list[Posten]) -> dict[Klasse, int]:
    return {p.klasse: p.anzahl for p in posten if p.anzahl}


def run(database: Database, log: PersonenLog) -> dict[Klasse, int]:
    return counts(fuehre_aus(database, FRISTEN, log, lambda *_: None))


def test_the_day_before_nothing_is_due(database: Database, clock: FixedClock, log: PersonenLog) -> None:
    database.run(a_closed_case)
    clock.now = DELETION_DAY - timedelta(days=1)
    assert Klasse.EINBUCHUNG not in counts(vorschau(database, FRISTEN))
    run(database, log)
    assert auskunft(database, "4711") is not None


def test_the_preview_changes_nothing_and_tells_what_the_run_does(
    database: Database, clock: FixedClock, log: PersonenLog
) -> None:
    database.run(a_closed_case)
    clock.now = DELETION_DAY
    expected = vorschau(database, FRISTEN)
    assert vorschau(database, FRISTEN) == expected
    assert auskunft(database, "4711") is not None
    assert counts(expected)[Klasse.EINBUCHUNG] == 1
    assert fuehre_aus(database, FRISTEN, log, lambda *_: None) == expected


def test_a_person_is_gone_from_everywhere(
    database: Database, url: str, clock: FixedClock, log: PersonenLog, tmp_path: Path
) -> None:
    """Also from the files: neither the log nor a free page holds the name. The audit keeps no name at all."""
    database.run(a_closed_case)
    clock.now = DELETION_DAY
    run(database, log)
    assert auskunft(database, "4711") is None
    for name in (MARKER, "Zzyzxnam", "Max"):
        assert database.run(lambda uow, name=name: uow.find_elbs(name))[0] == ()  # type: ignore[misc]
    assert everywhere(database, MARKER.lower()) == []
    assert check(database, {}) == []
    if url.startswith("sqlite"):
        for file in tmp_path.glob("test.sqlite*"):
            assert MARKER.encode() not in file.read_bytes()
            assert MARKER.lower().encode() not in file.read_bytes()


def everywhere(database: Database, marker: str) -> list[str]:
    """In which tables a text still stands."""
    from storage.tables import metadata

    with database.transaction() as sql:
        rows = {t.name: [tuple(row) for row in sql.select(t.select())] for t in metadata.sorted_tables}
    return [name for name, found in rows.items() if marker in repr(found).lower()]


def test_the_bots_posts_in_the_channel_are_deleted_then_forgotten(
    database: Database, clock: FixedClock, log: PersonenLog
) -> None:
    database.run(a_closed_case)
    clock.now = DELETION_DAY
    run(database, log)
    later = DELETION_DAY + timedelta(minutes=1)
    deletions = []
    while due := database.run(lambda uow: uow.claim(later, 10, None)):
        deletions += [(d.outgoing.op, d.address, d.activity_id) for d in due]
        for one in due:
            database.run(lambda uow, d=one: uow.settle(Settled(d.outgoing.id, Zustand.GESENDET, 1)))  # type: ignore[misc]
    thread = Address(KANAL_ADDRESS.service_url, f"{KANAL_ADDRESS.conversation_id};messageid=1700")
    assert deletions == [(Op.DELETE, KANAL_ADDRESS, "1700"), (Op.DELETE, thread, "1701")]
    run(database, log)
    assert list(zustellungen(database)) == []


def test_a_deletion_that_teams_refused_is_tried_again_by_the_next_run(
    database: Database, clock: FixedClock, log: PersonenLog
) -> None:
    database.run(a_closed_case)
    clock.now = DELETION_DAY
    run(database, log)
    while due := database.run(lambda uow: uow.claim(clock.now, 10, None)):
        for one in due:
            refused = Settled(one.outgoing.id, Zustand.GESCHEITERT, 1, grund="http_403")
            database.run(lambda uow, settled=refused: uow.settle(settled))  # type: ignore[misc]
    database.run(lambda uow: enter(uow, "4799"))
    loesche_person(database, "4799", log)
    assert bestand(database).undeleted == 2
    clock.now += timedelta(days=1)
    run(database, log)
    again = database.run(lambda uow: uow.claim(clock.now, 10, None))
    assert [(d.outgoing.op, d.attempts) for d in again][:1] == [(Op.DELETE, 0)]
    assert bestand(database).undeleted == 0


def test_a_hold_stops_everything(database: Database, clock: FixedClock, log: PersonenLog) -> None:
    database.run(a_closed_case)
    database.run(lambda uow: uow.apply(r.EntwurfGeparkt("E-1", "4711", "{}"), JANA, JETZT))
    assert halte(database, "4711", an=True)
    before = auskunft(database, "4711")
    assert not halte(database, "0815", an=True)
    clock.now = DELETION_DAY + timedelta(days=4000)
    run(database, log)
    after = auskunft(database, "4711")
    assert before is not None
    assert after is not None
    assert {**after, "zugriffe": []} == {**before, "zugriffe": []}
    assert len(after["zugriffe"]) >= len(before["zugriffe"])
    assert loesche_person(database, "4711", log) is False
    halte(database, "4711", an=False)
    run(database, log)
    assert auskunft(database, "4711") is None


def test_a_hold_keeps_the_texts_sent_about_the_person_when_others_are_deleted(
    database: Database, log: PersonenLog
) -> None:
    database.run(a_closed_case)
    database.run(lambda uow: enter(uow, "4712"))
    halte(database, "4711", an=True)
    texts = text("SELECT id FROM outbox WHERE activity IS NOT NULL ORDER BY id")
    loesche_person(database, "4712", log)
    with database.transaction() as sql:
        assert [row[0] for row in sql.select(texts)] == ["bogen-F-1"]
    halte(database, "4711", an=False)
    database.run(lambda uow: enter(uow, "4712"))
    loesche_person(database, "4712", log)
    with database.transaction() as sql:
        assert sql.select(texts) == []


def test_only_the_old_einbuchung_goes_if_there_is_another(
    database: Database, clock: FixedClock, log: PersonenLog
) -> None:
    database.run(a_closed_case)

    def again(uow: UnitOfWork) -> None:
        span = einbuchungszeitraum(date(2030, 6, 1))
        uow.apply(r.EinbuchungGebucht("4711", span, KPlan.ALLGEMEIN), JANA, JETZT)
        uow.apply(r.BogenGesendet("4711", bogen("F-9", 1, date(2030, 6, 1)), KPlan.ALLGEMEIN), JANA, JETZT)

    database.run(again)
    clock.now = DELETION_DAY
    assert run(database, log)[Klasse.EINBUCHUNG] == 1
    found = auskunft(database, "4711")
    assert found is not None
    assert [b["formularnummer"] for e in found["einbuchungen"] for b in e["erwartungsboegen"]] == ["F-9"]
    assert not log.read()


@pytest.mark.parametrize("status", ["storniert", "nicht_angetreten"])
def test_what_never_began_counts_from_when_it_was_closed(
    database: Database, clock: FixedClock, log: PersonenLog, status: str
) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        key = einbuchung_id(uow)
        never = r.Abgeschlossen("4711", key, None)
        uow.apply(never if status == "nicht_angetreten" else r.EinbuchungStorniert("4711", key), JANA, JETZT)

    database.run(work)
    clock.now = DELETION_DAY - timedelta(days=1)
    assert Klasse.EINBUCHUNG not in run(database, log)
    clock.now = DELETION_DAY
    assert run(database, log)[Klasse.EINBUCHUNG] == 1


def test_drafts_states_and_texts_go_after_their_days(database: Database, clock: FixedClock, log: PersonenLog) -> None:
    def work(uow: SqlUnitOfWork) -> None:
        enter(uow)
        uow.begin_activity(ActivityKey("c", "1", "message"), JETZT)
        uow.apply(r.EntwurfGeparkt("E-1", "4711", "{}"), JANA, JETZT)
        uow.save_gespraech("a:jana", JANA.id, CHAT, StoredGespraech("{}", None), JETZT)
        uow.enqueue(post("m1"), JETZT)
        uow.settle(Settled("m1", Zustand.GESENDET, 1, "1"))
        uow.enqueue(post("m2", "never", None), JETZT)

    database.run(work)
    clock.now = JETZT + timedelta(days=30)
    assert run(database, log) == {}
    clock.now = JETZT + timedelta(days=31)
    assert run(database, log) == {Klasse.GESPRAECH: 1, Klasse.ZUSTELLUNG: 1}, "nobody was told of the form in work"
    clock.now = JETZT + timedelta(days=37)
    assert counts(vorschau(database, FRISTEN)) == {Klasse.ENTWURF: 1}
    assert run(database, log) == {Klasse.ENTWURF: 1}
    assert database.run(lambda uow: uow.load_gespraech("a:jana")) is None
    assert database.run(lambda uow: uow.personal_address(JANA.id)) == CHAT
    clock.now = JETZT + timedelta(days=91)
    assert run(database, log) == {Klasse.NACHRICHT: 1}
    assert [row["id"] for row in zustellungen(database)] == ["m2"], "what waits is not forgotten"
    assert auskunft(database, "4711") is not None, "nothing closed, nothing over"


@pytest.mark.parametrize("parked", [True, False])
def test_a_form_in_work_goes_when_it_was_told_and_nobody_holds_it(
    parked: bool,  # noqa: FBT001 - a row
    database: Database,
    clock: FixedClock,
    log: PersonenLog,
) -> None:
    """By the same rule as on the bot's own day: after its thirty days, on the day after the last question."""

    def work(uow: SqlUnitOfWork) -> None:
        enter(uow)
        if parked:
            uow.apply(r.EntwurfGeparkt("E-1", "4711", "{}"), JANA, JETZT)
        else:
            uow.save_gespraech("a:jana", JANA.id, CHAT, StoredGespraech("{}", "4711"), JETZT)

    def tell(uow: SqlUnitOfWork) -> None:
        (lying,) = uow.lying_entwuerfe(clock.now)
        assert uow.note_erinnerung(last_key(lying), "4711", clock.now)

    database.run(work)
    halte(database, "4711", an=True)
    clock.now = JETZT + timedelta(days=30)
    assert database.run(lambda uow: uow.lying_entwuerfe(clock.now)) == [], "nobody is told that it goes"
    halte(database, "4711", an=False)
    database.run(tell)
    assert run(database, log) == {}, "told today"
    clock.now = JETZT + timedelta(days=31)
    halte(database, "4711", an=True)
    assert run(database, log) == {}
    halte(database, "4711", an=False)
    assert run(database, log) == {Klasse.ENTWURF if parked else Klasse.GESPRAECH: 1}


def test_a_card_keeps_its_id_when_its_text_goes(database: Database, clock: FixedClock, log: PersonenLog) -> None:
    database.run(a_closed_case)
    clock.now = JETZT + timedelta(days=91)
    assert run(database, log)[Klasse.NACHRICHT] == 2
    found = database.run(lambda uow: uow.load_fall_of_message(KANAL.conversation_id, "1700"))
    assert found is not None
    assert Klasse.NACHRICHT not in run(database, log)


def test_old_audit_goes_and_the_chains_stay_whole(database: Database, clock: FixedClock, log: PersonenLog) -> None:
    database.run(a_closed_case)
    clock.now = JETZT + timedelta(days=2 * 365)
    database.run(lambda uow: enter(uow, "4712"))
    clock.now = JETZT + timedelta(days=3 * 365 + 2)
    assert run(database, log)[Klasse.AUDIT] > 0
    assert check(database, {}) == []
    with database.transaction() as sql:
        oldest = sql.select(text("SELECT min(am) FROM audit"))[0][0]
        sql.execute(text("UPDATE audit_anker SET nr = nr + 1"))
    assert oldest >= "2029"
    assert check(database, {}) != []


def test_deleted_on_request_and_again_after_a_restore(database: Database, log: PersonenLog) -> None:
    """The restore is played by entering the person again under the pseudonym of the backup."""
    database.run(a_closed_case)
    with database.transaction() as sql:
        pseudonym = sql.select(text("SELECT pseudonym FROM elb WHERE nummer = '4711'"))[0][0]
    assert loesche_person(database, "0815", log) is None
    assert loesche_person(database, "4711", log) is True
    assert auskunft(database, "4711") is None
    assert log.read() == [pseudonym]
    database.run(lambda uow: enter(uow, "4711", f"Max {MARKER}"))
    assert wiederhole(database, log) == 0
    with database.transaction() as sql:
        sql.execute(text(f"UPDATE elb SET pseudonym = '{pseudonym}'"))  # noqa: S608
    assert wiederhole(database, log) == 1
    assert auskunft(database, "4711") is None


def test_the_periods_can_be_set() -> None:
    tage = stichtage(date(2030, 3, 31), Fristen(entwurf_days=7, nachricht_days=10, einbuchung_years=5, audit_years=1))
    assert tage[Klasse.ENTWURF] == date(2030, 3, 24)
    assert tage[Klasse.NACHRICHT] == date(2030, 3, 21)
    assert tage[Klasse.EINBUCHUNG] == date(2025, 1, 1)
    assert tage[Klasse.AUDIT] == date(2029, 3, 31)
