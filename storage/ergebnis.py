"""What an import did, as a value and in the audit."""

from dataclasses import dataclass

from storage import audit
from storage.csvfile import Fehler
from storage.database import Database
from storage.sql import Sql


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """What an import did; with `fehler` it did nothing. `gesperrt` counts those newly blocked."""

    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0
    gesperrt: int = 0
    fehler: tuple[Fehler, ...] = ()


def note(database: Database, sql: Sql, was: str, ergebnis: Ergebnis) -> None:
    """The audit says that an import was done, not every line of it."""
    counts = f"neu {ergebnis.neu}, geaendert {ergebnis.geaendert}, gesperrt {ergebnis.gesperrt}"
    entry = audit.entry(database.context.clock.jetzt(), audit.COMMAND_LINE, None, was, counts)
    database.heads(audit.append(sql, database.context.audit_key, audit.new_chain(), entry))
