"""D15: what a deletion run would delete, and the run with its protocol. What is over its time: `deletion_rules`.

Deleted means gone: from the tables, from SQLite's log and free pages, from the outbox, and by a DELETE of the bot's
own posts in the channel. A hold on a person stops everything that belongs to them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic, sleep
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from dialogs.erinnerungen import is_deletable, last_key
from dialogs.outbox import Zustand
from dialogs.requests import LiegenderEntwurf
from storage import audit, deletion_audit, deletion_person, erinnerungen
from storage.codec import day, moment
from storage.database import Database
from storage.deletion_person import PersonenLog
from storage.deletion_rules import DUE_EINBUCHUNGEN, DUE_PERSONEN, SIMPLE, Fristen, Klasse, stichtage
from storage.errors import StillRead
from storage.sql import Prepared, Sql, binds
from storage.tables import einbuchung, elb, loeschung, metadata, outbox

_CHUNK: Final = 50
PATIENCE: Final = 60.0
"""Seconds; a backup in one piece takes some."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Posten:
    """How many of a class are (or were) older than the day `vor`."""

    klasse: Klasse
    anzahl: int
    vor: date


_o = outbox.c
_done_order = (_o.id.like("loeschung-%"), _o.again_at.is_(None), _o.zustand == "gesendet")
_TIDY: Final = (
    # a post that the relay has deleted needs its row no longer, nor the order to delete it
    Prepared(delete(outbox).where(_o.id.in_(select(_o.target).where(*_done_order)))),
    Prepared(delete(outbox).where(*_done_order)),
)
_REFUSED = Prepared(
    select(_o.id)
    .where(_o.id.like("loeschung-%"), _o.again_at.is_(None), _o.zustand == Zustand.GESCHEITERT.value)
    .where(_o.grund != "target_failed")
)
_ONCE_MORE = Prepared(
    update(outbox)
    .where(_o.id == bindparam("row_id"))
    .values(binds("again_at", "activity") | {"zustand": Zustand.OFFEN.value, "attempts": 0, "erledigt": None})
)
_COUNT_OF = Prepared(select(func.count()).select_from(einbuchung).where(einbuchung.c.elb_id == bindparam("elb_id")))
_NOTE = Prepared(lambda insert: insert(loeschung).inline().values(binds("am", "klasse", "anzahl")))


def vorschau(database: Database, fristen: Fristen) -> list[Posten]:
    """What a run would delete today; changes nothing."""
    heute = database.context.clock.heute()
    with database.transaction() as sql:
        return [Posten(k, _waiting(sql, k, tag, heute), tag) for k, tag in stichtage(heute, fristen).items()]


def fuehre_aus(database: Database, fristen: Fristen, log: PersonenLog, progress: Progress) -> list[Posten]:
    """The run: delete what is due, note how much it was, and leave no trace in the files of the database."""
    heute = database.context.clock.heute()
    tage = stichtage(heute, fristen)
    with database.transaction() as sql:
        done = {k: _delete_simple(sql, k, tag, heute) for k, tag in tage.items() if k in (*SIMPLE, *_FORMS)}
    done[Klasse.EINBUCHUNG] = _delete_einbuchungen(database, tage[Klasse.EINBUCHUNG], log, progress)
    done[Klasse.PERSON] = _delete_personen(database, tage[Klasse.PERSON], log, progress)
    with database.transaction() as sql:
        done[Klasse.AUDIT] = deletion_audit.delete_old(sql, database.context.audit_key, day(tage[Klasse.AUDIT]))
        deletion_audit.forget_people(sql, day(heute))
        for statement in _TIDY:
            sql.write(statement)
        _order_again(database, sql)
        protokoll = [Posten(klasse, done[klasse], tag) for klasse, tag in tage.items()]
        head = _note(database, sql, protokoll)
    database.heads(head)
    scrub(database)
    return protokoll


def loesche_person(database: Database, nummer: str, log: PersonenLog) -> bool | None:
    """Delete one person at once, on their request. False: a hold forbids it; None: nobody has that Nummer."""
    with database.transaction() as sql:
        row = sql.row(_HELD, nummer=nummer)
        if row is None or row[1]:
            return False if row else None
        pseudonym = deletion_person.delete_person(sql, database.context, row[0])
        _after_persons(sql)
        entry = audit.entry(database.context.clock.jetzt(), audit.COMMAND_LINE, pseudonym, "person_geloescht")
        head = audit.append(sql, database.context.audit_key, audit.new_chain(), entry)
    log.add(day(database.context.clock.heute()), [pseudonym] if pseudonym else [])
    database.heads(head)
    scrub(database)
    return True


def wiederhole(database: Database, log: PersonenLog) -> int:
    """After a restore: who was deleted since the backup is deleted again; gives how many."""
    with database.transaction() as sql:
        found = [key for pseudonym in log.read() if (key := deletion_person.find_by_pseudonym(sql, pseudonym))]
        for key in found:
            deletion_person.delete_person(sql, database.context, key)
        _after_persons(sql)
    scrub(database)
    return len(found)


def halte(database: Database, nummer: str, *, an: bool) -> bool:
    """Put a hold on a person (legal dispute) or take it away; False if nobody has that Nummer."""
    with database.transaction() as sql:
        return bool(sql.write(_HOLD, who=nummer, gehalten=int(an)))


_HELD = Prepared(select(elb.c.id, elb.c.gehalten).where(elb.c.nummer == bindparam("nummer")))
_HOLD = Prepared(update(elb).where(elb.c.nummer == bindparam("who")).values(binds("gehalten")))


def scrub(database: Database) -> None:
    """Empty SQLite's log (free pages are overwritten anyway); let PostgreSQL write the tables anew, and
    what it knows of frequent values, names among them.

    Raises StillRead when somebody reads what was before for so long that SQLite must keep it in its files.
    """
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _empty_log(connection)
        else:
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {', '.join(metadata.tables)}"))
            connection.execute(text("RESET statement_timeout"))


def _empty_log(connection: Connection) -> None:
    until = monotonic() + PATIENCE
    while connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar():
        if monotonic() > until:
            raise StillRead
        sleep(0.1)


_FORMS: Final = {Klasse.ENTWURF: erinnerungen.parked, Klasse.GESPRAECH: erinnerungen.in_work}
"""Where forms in work lie, by the class they belong to."""


def _waiting(sql: Sql, klasse: Klasse, tag: date, heute: date) -> int:
    if klasse is Klasse.EINBUCHUNG:
        return len(sql.rows(DUE_EINBUCHUNGEN, before=day(tag)))
    if klasse is Klasse.PERSON:
        return len(sql.rows(DUE_PERSONEN, before=day(tag)))
    if klasse is Klasse.AUDIT:
        return deletion_audit.count_old(sql, day(tag))
    simple = int(sql.rows(SIMPLE[klasse].count, before=day(tag))[0][0]) if klasse in SIMPLE else 0
    return simple + len(_forms(sql, klasse, tag, heute))


def _forms(sql: Sql, klasse: Klasse, tag: date, heute: date) -> list[LiegenderEntwurf]:
    """The forms in work that go: by the one rule that the bot's own day knows too."""
    if klasse not in _FORMS:
        return []
    lying = _FORMS[klasse](sql, datetime.combine(tag + timedelta(days=1), time.max, UTC))
    kept = (heute - tag).days
    told = ((form, erinnerungen.sent_at(sql, last_key(form))) for form in lying)
    return [form for form, told_at in told if is_deletable(form, told_at, heute, kept)]


def _delete_simple(sql: Sql, klasse: Klasse, tag: date, heute: date) -> int:
    count = _waiting(sql, klasse, tag, heute)
    for form in _forms(sql, klasse, tag, heute):
        erinnerungen.forget(sql, form)
    for statement in SIMPLE[klasse].deletions if klasse in SIMPLE else ():
        sql.write(statement, before=day(tag))
    return count


def _delete_einbuchungen(database: Database, tag: date, log: PersonenLog, progress: Progress) -> int:
    with database.transaction() as sql:
        due: dict[int, list[int]] = defaultdict(list)
        for elb_id, key in sql.rows(DUE_EINBUCHUNGEN, before=day(tag)):
            due[elb_id].append(key)
    _delete_cases(database, due, log, progress)
    return sum(len(keys) for keys in due.values())


def _delete_personen(database: Database, tag: date, log: PersonenLog, progress: Progress) -> int:
    """Whoever was entered long ago and never booked; somebody booked just now has an Einbuchung and stays."""
    with database.transaction() as sql:
        due: dict[int, list[int]] = {row[0]: [] for row in sql.rows(DUE_PERSONEN, before=day(tag))}
    _delete_cases(database, due, log, progress)
    return len(due)


def _delete_cases(database: Database, due: Mapping[int, list[int]], log: PersonenLog, progress: Progress) -> None:
    """Those Einbuchungen of each person, and whoever has no other."""
    for done, chunk in _chunks(list(due.items())):
        with database.transaction() as sql:
            gone = [person for elb_id, keys in chunk if (person := _delete_due(database, sql, elb_id, keys))]
        log.add(day(database.context.clock.heute()), gone)
        progress(done, len(due))
    with database.transaction() as sql:
        if due:
            _after_persons(sql)


def _chunks(items: list[tuple[int, list[int]]]) -> Iterator[tuple[int, list[tuple[int, list[int]]]]]:
    for start in range(0, len(items), _CHUNK):
        yield min(start + _CHUNK, len(items)), items[start : start + _CHUNK]


def _delete_due(database: Database, sql: Sql, elb_id: int, keys: list[int]) -> str | None:
    """The person as well when nothing else is kept on them."""
    if sql.rows(_COUNT_OF, elb_id=elb_id)[0][0] == len(keys):
        return deletion_person.delete_person(sql, database.context, elb_id)
    deletion_person.delete_einbuchungen(sql, database.context, elb_id, keys)
    return None


def _after_persons(sql: Sql) -> None:
    deletion_person.strip_messages(sql)
    deletion_person.forget_words(sql)


def _order_again(database: Database, sql: Sql) -> None:
    """Posts that Teams did not let go. Who deleted one by hand meanwhile is done: what is gone counts as deleted."""
    jetzt = moment(database.context.clock.jetzt())
    for (row_id,) in sql.rows(_REFUSED):
        # its own was taken away with those of all finished messages
        activity = database.context.keyring.encrypt("{}", "outbox", "activity", row_id)
        sql.write(_ONCE_MORE, row_id=row_id, again_at=jetzt, activity=activity)


def _note(database: Database, sql: Sql, protokoll: list[Posten]) -> audit.Chain:
    jetzt = database.context.clock.jetzt()
    for posten in protokoll:
        if posten.anzahl:
            sql.write(_NOTE, am=moment(jetzt), klasse=posten.klasse.value, anzahl=posten.anzahl)
    counts = ", ".join(f"{posten.klasse} {posten.anzahl}" for posten in protokoll)
    entry = audit.entry(jetzt, audit.COMMAND_LINE, None, "geloescht", counts)
    return audit.append(sql, database.context.audit_key, audit.new_chain(), entry)
