"""What the self-check finds wrong or worth knowing in what a database holds. Its words: `texts.pruefung`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from bot.service_url import TrustedHosts
from bot.texts import pruefung

CLOCK_MAY_DIFFER: Final = timedelta(minutes=5)
_OTHERS: Final = 0o077


class Bestand(Protocol):
    """Facts about the database; `kanal` is the Connector's address of the bound channel, `undeleted` posts that Teams
    did not let go.
    """

    @property
    def kanal(self) -> str | None: ...
    @property
    def waiting(self) -> int: ...
    @property
    def undeleted(self) -> int: ...
    @property
    def staff(self) -> int: ...
    @property
    def elbs(self) -> int: ...
    @property
    def newest(self) -> datetime | None: ...
    @property
    def own_clock(self) -> datetime | None: ...


def faults(here: Bestand, hosts: TrustedHosts, now: datetime) -> Iterator[str]:
    """What has to be mended."""
    if here.kanal and hosts.base(here.kanal) is None:
        yield pruefung.KANAL_HOST
    if here.waiting and not here.kanal:
        yield pruefung.bogen_warten(here.waiting)
    if here.undeleted:
        yield pruefung.nicht_geloescht(here.undeleted)
    if here.newest and here.newest - now > CLOCK_MAY_DIFFER:
        yield pruefung.uhr_zurueck(here.newest)
    if here.own_clock and abs(here.own_clock - now) > CLOCK_MAY_DIFFER:
        yield pruefung.uhr_fremd(now - here.own_clock)


def notes(here: Bestand, database: Path, *, deletion_due: bool) -> Iterator[str]:
    """What is no fault."""
    if not here.kanal and not here.waiting:
        yield pruefung.KEIN_KANAL
    if not here.staff:
        yield pruefung.KEIN_PERSONAL
    if not here.elbs:
        yield pruefung.KEINE_TEILNEHMENDEN
    if deletion_due:
        yield pruefung.LOESCHLAUF
    if database.is_file() and database.stat().st_mode & _OTHERS:
        yield pruefung.lesbar_fuer_andere(str(database))
