"""What may go wrong between here and the database, and what a driver's error means for the core. No SQL."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from dialogs.ports import AktivzentrumError, Conflict, Unavailable


class KeyRefused(AktivzentrumError):
    """The keys do not fit this database; nothing was written."""


class Tampered(AktivzentrumError):
    """An encrypted value does not belong where it stands."""


class WrongDatabase(AktivzentrumError):
    """The database is not what it should be: practice instead of production, or of a newer release."""


class StillRead(AktivzentrumError):
    """What was deleted still stands in the files: somebody reads an older state of the database."""


class Again(AktivzentrumError):
    """PostgreSQL broke off one of two transactions that met; the same work may succeed at once."""


_UNIQUE = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID"})
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
_MET = frozenset({"40001", "40P01"})
_UNIQUE_VIOLATION = "23505"


def translated(error: Exception) -> Exception:
    """The core's error for a driver's; an error that shows a broken assumption stays as it is."""
    orig = error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error
    if isinstance(orig, sqlite3.Error):
        return _of_sqlite(orig)
    state = getattr(orig, "sqlstate", None)
    if state == _UNIQUE_VIOLATION:
        return Conflict(str(getattr(getattr(orig, "diag", None), "constraint_name", "")))
    if state in _MET:
        return Again(str(state))
    names = {kind.__name__ for kind in type(orig).__mro__}
    return Unavailable(type(orig).__name__) if names & {"OperationalError", "InterfaceError"} else error


def _of_sqlite(error: sqlite3.Error) -> Exception:
    name = getattr(error, "sqlite_errorname", "")
    if name in _UNIQUE:
        return Conflict(str(error))
    return Unavailable(name) if name.startswith(_BUSY) else error
