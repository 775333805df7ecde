"""Composition root and command line: puts the parts together and starts what was asked for. Nobody imports this."""

import argparse
import asyncio
import base64
import contextlib
import gc
import json
import logging
import os
import secrets
import signal
import sys
import tomllib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot import log

if TYPE_CHECKING:
    from bot.edge import Edge
    from bot.settings import Settings
    from bot.uebungsraum.clock import PracticeClock
    from bot.uebungsraum.room import Uebungsraum
    from dialogs.delivery import Outcome
    from dialogs.outbox import Due
    from dialogs.ports import Clock
    from dialogs.regelung.fristen import Zeitraum
    from dialogs.service import TurnResult
    from dialogs.turn import SendFile
    from dialogs.verstehen.zeile import Zeile
    from storage.audit import Chain, Heads
    from storage.database import Database, Kind
    from storage.deletion_rules import Fristen
    from storage.peek import Mark

    S = TypeVar("S", bound=Settings)

VAR: Final = Path(__file__).parent / "var"
PRACTICE_DATABASE: Final = VAR / "uebung.sqlite"
PRACTICE_DIARY: Final = VAR / "uebung-raum.jsonl"
PRACTICE_KEY: Final = VAR / "uebung.schluessel"


HEADS: Final = "kettenenden"
"""How the file beside a database ends that holds the ends of its audit chains."""
DELETED: Final = "geloescht"
"""The same for the pseudonyms of who was deleted."""

WATCH_SECONDS: Final = 60.0
REMIND_SECONDS: Final = 10.0
"""How long the practice room's clock waits for the reminders of the day to arrive."""
RELEASE_SECONDS: Final = 8.0
UNPACED: Final = ((1.0, 100_000),)
"""Seconds and messages: the practice room plays nine months in a moment, and its Teams does not mind."""
SETTLE_SECONDS: Final = 30.0
"""How long what the bot wrote may take to arrive in the practice room."""
FILE_SECONDS: Final = 8.0
"""How long the end of the bot waits for files on their way."""
_log: Final = logging.getLogger(__name__)


class Refused(Exception):
    """The start or the command is refused; the German text says why and what would be right."""


# --- what a running bot is made of ------------------------------------------------------------------------


class Bot:
    """One running bot: edge, storage, service, relay, server. `start` and `stop` inside one event loop."""

    def __init__(
        self,
        database: "Database",
        clock: "Clock",
        open_edge: Callable[[], "Edge"],
        reminder_hour: int = 8,
        *,
        paced: bool = True,
        entwurf_days: int = 30,
    ) -> None:
        self._entwurf_days = entwurf_days
        self._database = database
        self._reminder_hour = reminder_hour
        self._clock = clock
        self._open_edge = open_edge
        self._paced = paced
        self._tasks: set[asyncio.Task[Any]] = set()

    async def start(self, host: str, port: int, mount: Callable[[Any], None] = lambda _app: None) -> int:
        """Listens and answers; gives the port."""
        self._edge = self._open_edge()
        await asyncio.sleep(0)  # keys and token are on their way while the rest is imported

        from bot.adapter import Adapter
        from bot.clock import RandomIds
        from bot.handing_over import HandingOver
        from bot.handler import Handler
        from bot.metrics import Metrics
        from bot.prose import GermanProse
        from bot.routes import Routes, create_app
        from bot.server import serve
        from bot.texts.handzettel import sprachen
        from dialogs.relay import Relay
        from dialogs.service import Service

        self._storage = self._database.start()
        self._metrics = Metrics()
        pace = {} if self._paced else {"limits": UNPACED, "tenant_limits": UNPACED}
        self._relay = Relay(self._storage, self._edge.teams, self._clock, self._delivery_failed, **pace)
        files, languages = bool(self._edge.files), frozenset(sprachen())
        self._service = Service(
            self._storage,
            GermanProse(),
            self._clock,
            RandomIds(),
            files=files,
            languages=languages,
            entwurf_days=self._entwurf_days,
        )
        self._handing_over = HandingOver(self._edge.uploader, self._tell_file)
        handler = Handler(self._service, self._relay, self._edge.teams, self._metrics.turn, self._handing_over)
        adapter = Adapter(self._edge.teams, handler.on_turn)
        routes = Routes(self._edge.gate, adapter, self._missing, self._metrics.text, self._metrics.refused)
        app = create_app(routes)
        mount(app)
        try:
            self._server = await serve(app, host, port)
        except OSError:
            await self._edge.close()
            self._storage.close()
            raise
        self._spawn(self._relay.run())
        self._spawn(self._watch())
        return self._server.port

    async def remind(self) -> None:
        """Whatever is due today and was not sent yet goes out."""
        result = await self._service.remind()
        self._send(result)
        for queue in {due.outgoing.queue for due in result.due}:
            await self._relay.finished(queue, REMIND_SECONDS)

    async def _watch(self) -> None:
        """Every minute: forms that did not reach the Träger; once the hour has come, the day's reminders."""
        while True:
            try:
                self._send(await self._service.tell_overdue())
                if self._clock.jetzt().hour >= self._reminder_hour:
                    self._send(await self._service.remind())
            except Exception as error:  # noqa: BLE001  whoever watches goes on; the database may be back in a minute
                _log.warning("watch failed: %s", type(error).__name__)
            await asyncio.sleep(WATCH_SECONDS)

    def _send(self, result: "TurnResult") -> None:
        self._relay.deliver(result.due)
        if result.waiting:
            self._relay.wake()

    async def stop(self) -> None:
        """Finish open turns, send what is being sent, give back what was claimed."""
        from dialogs.ports import AktivzentrumError

        await self._server.stop()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._handing_over.drain(FILE_SECONDS)
        await self._relay.drain()
        # a database that is away gives the claims back by itself, when they run out
        with contextlib.suppress(AktivzentrumError, TimeoutError):
            await asyncio.wait_for(self._storage.release(), RELEASE_SECONDS)
        await self._edge.close()
        await asyncio.to_thread(self._storage.close)

    async def _missing(self) -> Sequence[str]:
        missing = self._edge.missing()
        try:
            async with asyncio.timeout(2):
                await self._storage.transact(lambda uow: uow.probe())
        except Exception:  # noqa: BLE001  whatever it is, the database is not there
            return [*missing, "database"]
        return missing

    async def _tell_file(self, sent: "SendFile", outcome: "Outcome") -> None:
        result = await self._service.tell_file(sent, outcome)
        self._send(result)
        for queue in {due.outgoing.queue for due in result.due}:
            await self._relay.finished(queue, REMIND_SECONDS)

    def _delivery_failed(self, due: "Due", reason: str) -> None:
        self._metrics.failed(due.outgoing.art)
        self._spawn(self._tell_failed(due, reason))

    async def _tell_failed(self, due: "Due", reason: str) -> None:
        """What does not get through now is told by the watch."""
        from dialogs.ports import AktivzentrumError

        with contextlib.suppress(AktivzentrumError):
            self._send(await self._service.tell_failed(due, reason))

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await stopped.wait()


# --- settings and databases --------------------------------------------------------------------------------


def _settings(kind: type["S"]) -> "S":
    from bot.settings import read_settings

    found = read_settings(kind, os.environ)
    if isinstance(found, tuple):
        raise Refused("So startet der Bot nicht:\n" + "\n".join(f"- {problem.text}" for problem in found))
    return found


def _url(settings: "Settings") -> str:
    if settings.database_url:
        return settings.database_url.get_secret_value()
    return f"sqlite:///{VAR / 'aktivzentrum.sqlite'}"


def _open(url: str, keys: Sequence[bytes], clock: "Clock", kind: "Kind") -> "Database":
    """An open database that is marked for its kind, now if it was not yet; its audit's ends go into a file beside."""
    from dialogs.ports import AktivzentrumError
    from storage.database import open_database

    try:
        database = open_database(url, keys, clock)
    except AktivzentrumError as error:
        raise Refused(say_error(error)) from error
    database.mark(kind)
    return replace(database, heads=_heads(_beside(url, HEADS)))


def _heads(path: Path) -> "Heads":
    from storage.heads import HeadFile

    try:
        return HeadFile(path)
    except OSError as error:
        raise Refused(f"In {path.parent} lässt sich nicht schreiben: {error.strerror}") from error


def _beside(url: str, ending: str) -> Path:
    """A file that belongs to a database and stands outside it."""
    from bot.settings import Settings

    is_file = url.startswith("sqlite:///")
    database = Path(url.removeprefix("sqlite:///")) if is_file else VAR / "aktivzentrum"
    folder = _settings(Settings).protokoll or database.parent
    return folder / f"{database.stem}.{ending}"


def say_error(error: Exception) -> str:
    """Why a database is not opened, in German."""
    from bot.texts.befehlszeile import DATENBANK

    return DATENBANK.get(str(error)) or DATENBANK.get(type(error).__name__) or DATENBANK["Unavailable"]


def _mark(url: str) -> "Mark":
    from dialogs.ports import AktivzentrumError
    from storage.peek import mark_of

    try:
        return mark_of(url)
    except AktivzentrumError as error:
        raise Refused(say_error(error)) from error


def _open_production(settings: "Settings", url: str, clock: "Clock") -> "Database":
    from storage.database import Kind
    from storage.peek import Mark

    if _mark(url) is Mark.PRACTICE:
        raise Refused("Diese Datenbank gehört zum Übungsraum; der echte Betrieb rührt sie nicht an.")
    return _open(url, [key.get_secret_value() for key in settings.keys], clock, Kind.PRODUCTION)


def _open_practice(url: str, clock: "Clock") -> "Database":
    from storage.database import Kind
    from storage.peek import Mark

    if _mark(url) not in (Mark.NEW, Mark.PRACTICE):
        raise Refused("Diese Datenbank ist nicht als Übung gekennzeichnet; der Übungsraum rührt sie nicht an.")
    return _open(url, [_practice_key()], clock, Kind.PRACTICE)


def _practice_key() -> bytes:
    """The key of the practice databases, made at the first start."""
    VAR.mkdir(exist_ok=True)
    if not PRACTICE_KEY.exists():
        PRACTICE_KEY.touch(mode=0o600)
        PRACTICE_KEY.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    return base64.b64decode(PRACTICE_KEY.read_text())


def _url_of(options: argparse.Namespace) -> str:
    from bot.settings import Settings

    return options.datenbank or _url(_settings(Settings))


@contextlib.contextmanager
def _database(options: argparse.Namespace) -> Iterator["Database"]:
    """The database a command works on; a practice one is opened with the practice key."""
    from bot.clock import HouseClock
    from bot.settings import StoreSettings
    from storage.peek import Mark

    url = _url_of(options)
    if _mark(url) is Mark.PRACTICE:
        database = _open_practice(url, HouseClock())
    else:
        database = _open_production(_settings(StoreSettings), url, HouseClock())
    try:
        yield database
    finally:
        database.close()


# --- the bot and the practice room -----------------------------------------------------------------------------


def _serve(options: argparse.Namespace) -> int:
    gc.disable()
    from bot.clock import HouseClock
    from bot.edge import open_production
    from bot.settings import Production

    settings = _settings(Production)
    clock = HouseClock()
    database = _open_production(settings, options.datenbank or _url(settings), clock)
    bot = Bot(
        database,
        clock,
        lambda: open_production(settings),
        settings.reminder_hour,
        entwurf_days=settings.entwurf_days,
    )
    port = settings.port if options.port is None else options.port
    return asyncio.run(_run(bot, database, settings.host, port, "Der Bot lauscht auf {}/api/messages"))


async def _run(
    bot: Bot,
    database: "Database",
    host: str,
    port: int,
    said: str,
    mount: Callable[[Any], None] = lambda _app: None,
    opened: Callable[[str], Awaitable[None]] | None = None,
) -> int:
    log.catch_in_loop(asyncio.get_running_loop())
    try:
        url = f"http://{host}:{await bot.start(host, port, mount)}"
    except OSError as error:
        database.close()
        raise Refused(f"Auf {host}:{port} kann der Bot nicht lauschen: {error.strerror}") from error
    _collect_from_now_on()
    if opened is not None:
        await opened(url)
    print(said.format(url), flush=True)
    await _until_stopped()
    await bot.stop()
    database.close()
    return 0


def _collect_from_now_on() -> None:
    """What the start made stays; looking for cycles in it cost a sixth of the start, and a pause later on."""
    gc.freeze()
    gc.enable()


def _practise(options: argparse.Namespace) -> int:
    from bot.edge import open_practice
    from bot.settings import Practice
    from bot.uebungsraum.clock import PracticeClock
    from bot.uebungsraum.erfunden import PEOPLE
    from bot.uebungsraum.page import Page
    from bot.uebungsraum.room import Uebungsraum

    settings = _settings(Practice)
    clock = PracticeClock()
    url = options.datenbank or f"sqlite:///{PRACTICE_DATABASE}"
    database = _open_practice(url, clock)
    own = options.datenbank is None
    bot = Bot(database, clock, open_practice, paced=not own)
    room = Uebungsraum(people=PEOPLE, clock=clock, after_clock=bot.remind)
    furnished = _furnish(database, room, bot, clock) if own else None

    async def opened(address: str) -> None:
        room.at(address)
        if furnished is not None:
            await furnished()

    port = settings.port if options.port is None else options.port
    said = "Der Übungsraum ist offen: {}/uebung/  (Ende mit Strg+C)"
    return asyncio.run(_run(bot, database, settings.host, port, said, Page(room).mount, opened))


def _furnish(
    database: "Database", room: "Uebungsraum", bot: Bot, clock: "PracticeClock"
) -> Callable[[], Awaitable[None]]:
    """The room's own database has nine months of cases, played through the bot; a fresh start plays them again.

    What is given back goes on where the room was, or plays them the first time; the bot must run.
    """
    from bot.uebungsraum.diary import Diary
    from bot.uebungsraum.nachspiel import Nachspiel, NotPlayedError
    from bot.uebungsraum.tour import Tour
    from storage.practice import empty, is_sending, stand

    diary = Diary(PRACTICE_DIARY)
    tour = Tour(room, lambda nummer: asyncio.to_thread(stand, database, nummer))

    async def settled() -> None:
        async with asyncio.timeout(SETTLE_SECONDS):
            while await asyncio.to_thread(is_sending, database):
                await asyncio.sleep(0.002)

    async def start_afresh() -> None:
        diary.pause()
        await asyncio.to_thread(empty, database)
        await asyncio.to_thread(_fill, database)

    async def play() -> None:
        # a line for each of some hundred turns would hide the address
        logging.disable(logging.INFO)
        try:
            await room.prepare(Nachspiel(room, clock, bot.remind, settled).play)
        except (NotPlayedError, TimeoutError) as error:
            _log.warning("not all of the nine months could be played: %s %s", type(error).__name__, error)
        finally:
            logging.disable(logging.NOTSET)
        diary.keep(room)

    async def go_on() -> None:
        if diary.exists and not database.is_empty:
            diary.attach(room)
            await tour.refresh()
            return
        print("Der Übungsraum wird eingerichtet: Neun Monate werden nachgespielt …", file=sys.stderr, flush=True)
        await start_afresh()
        await play()

    room.on_reset, room.furnish = start_afresh, play
    return go_on


def _fill(database: "Database") -> None:
    """Invented people, into a practice database that was made just now."""
    from bot.uebungsraum.erfunden import PARTICIPANTS, PEOPLE
    from storage.importing import TEILNEHMENDE, import_teilnehmende
    from storage.roster import PERSONAL, import_personal

    staff = [(p.rolle, p.tenant_id, p.aad_object_id, p.name, p.team) for p in PEOPLE if p.rolle]
    import_personal(database, [PERSONAL, *staff])
    elbs = [(p.nummer, p.nachname, p.vorname, p.ifk) for p in PARTICIPANTS]
    import_teilnehmende(database, [TEILNEHMENDE, *elbs])


# --- commands on the database ------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from bot.texts.befehlszeile import importiert
    from storage.importing import import_teilnehmende
    from storage.roster import import_personal

    if not options.datei.is_file():
        raise Refused(f"Die Datei {options.datei} gibt es nicht.")
    with _database(options) as database:
        if options.befehl == "personal":
            found = import_personal(database, options.datei)
        else:
            found = import_teilnehmende(database, options.datei, _progress)
    fehler = [(f.key, f.zeile, f.spalte) for f in found.fehler]
    print(importiert(found.neu, found.geaendert, found.unveraendert, found.gesperrt, fehler))
    return 1 if fehler else 0


def _progress(done: int, total: int) -> None:
    print(f"\r{done} von {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)


def _auskunft(options: argparse.Namespace) -> int:
    from bot.texts.auskunft_art15 import lesbar
    from storage.export import auskunft

    with _database(options) as database:
        found = auskunft(database, options.nummer)
    if found is None:
        raise Refused(f"Zur Nummer {options.nummer} ist nichts gespeichert.")
    print(json.dumps(found, ensure_ascii=False) if options.json else lesbar(found))
    return 0


def _zustellungen(options: argparse.Namespace) -> int:
    from bot.texts.befehlszeile import abhilfe
    from storage.export import zustellungen

    with _database(options) as database:
        rows = [{**row, "abhilfe": abhilfe(row["grund"], row["zustand"])} for row in zustellungen(database)]
    print(json.dumps(rows, ensure_ascii=False, indent=None if options.json else 2))
    return 0


def _bericht(options: argparse.Namespace) -> int:
    from bot.bericht.als_json import als_json
    from bot.bericht.pdf import pdf
    from bot.bericht.xlsx import xlsx
    from bot.clock import HouseClock
    from storage.monitoring import bericht

    span = _span(options.von, options.bis, HouseClock().heute())
    with _database(options) as database:
        found = bericht(database, span)
    if options.xlsx:
        options.xlsx.write_bytes(xlsx(found))
    if options.pdf:
        options.pdf.write_bytes(pdf(found))
    if options.json or not (options.xlsx or options.pdf):
        print(json.dumps(als_json(found), ensure_ascii=False, indent=None if options.json else 2))
    return 0


def _span(von: date | None, bis: date | None, heute: date) -> "Zeitraum":
    """Both days inclusive; without any, this month and the eleven before it."""
    from dialogs.monitoring import standard_zeitraum
    from dialogs.regelung.fristen import Zeitraum

    if von is None and bis is None:
        return standard_zeitraum(heute)
    last = bis or max(heute, von or heute)
    try:
        return Zeitraum(von or standard_zeitraum(last).beginn, last)
    except ValueError as error:
        raise Refused(
            "--bis liegt vor --von; richtig ist ein späterer Tag, zum Beispiel --bis 2027-03-31."
        ) from error


def _bogen(options: argparse.Namespace) -> int:
    from bot.papier.bogen import bogen_pdf
    from bot.papier.handzettel import handzettel_pdf

    number = options.formularnummer.upper()
    with _database(options) as database:
        fall = database.run(lambda uow: uow.load_fall_of_form(number))
    if fall is None:
        raise Refused(f"Das Formular {number} gibt es nicht.")
    if not (options.pdf or options.handzettel):
        raise Refused("Wohin? Richtig ist zum Beispiel --pdf bogen.pdf oder --handzettel handzettel.pdf.")
    if options.pdf:
        options.pdf.write_bytes(bogen_pdf(fall, number))
    if options.handzettel:
        try:
            options.handzettel.write_bytes(handzettel_pdf(fall, number, options.sprache))
        except LookupError as error:
            raise Refused(
                f"Zu {number} gibt es keinen Handzettel: zurückgezogen, oder keine solche Sprache."
            ) from error
    return 0


def _teams_paket(options: argparse.Namespace) -> int:
    from bot.teams_paket import Adressen, paket
    from bot.texts.teams_app import seiten_fehlen

    app_id = os.environ.get("MicrosoftAppId", "").strip()  # noqa: SIM112 - the ecosystem writes it so
    if not app_id:
        raise Refused("MicrosoftAppId fehlt. Einzutragen ist die Anwendungs-ID (Client-ID) der Bot-Registrierung.")
    project = tomllib.loads((Path(__file__).parent / "pyproject.toml").read_text(encoding="utf-8"))
    named = {name: page for name in ("website", "datenschutz", "nutzung") if (page := getattr(options, name))}
    adressen = Adressen(**named)
    try:
        options.datei.write_bytes(paket(app_id, project["project"]["version"], adressen))
    except ValueError as error:
        if "https" in str(error):
            raise Refused("Eine Seite beginnt nicht mit https:// oder ist keine ganze Adresse.") from error
        raise Refused("MicrosoftAppId ist keine GUID, wie Microsoft sie vergibt.") from error
    print(f"Geschrieben: {options.datei}. Hochzuladen im Teams Admin Center unter „Apps verwalten“.")
    if adressen.missing:
        print(seiten_fehlen(adressen.missing))
    return 0


# --- keys, backup, deletion, correction -----------------------------------------------------------------------------


def _schluessel(options: argparse.Namespace) -> int:
    from bot.texts.befehlszeile import gewechselt
    from storage.rotation import renew

    with _database(options) as database:
        print(gewechselt(renew(database, _progress)))
    return 0


def _sichern(options: argparse.Namespace) -> int:
    from storage.backup import sichern
    from storage.deletion_rules import SICHERUNG_DAYS

    url = _url_of(options)
    if options.datei.resolve() == Path(url.removeprefix("sqlite:///")).resolve():
        raise Refused("Das ist die Datenbank selbst; die Sicherung braucht einen anderen Ort.")
    with _database(options) as database:
        sichern(database, options.datei, _progress)
    said = f"wie die Datenbank verwahren, nach {SICHERUNG_DAYS} Tagen löschen"
    print(f"Gesichert in {options.datei}. Darin stehen Namen: {said}.")
    return 0


def _wiederherstellen(options: argparse.Namespace) -> int:
    from bot.clock import HouseClock
    from storage.backup import wiederherstellen
    from storage.deletion_person import PersonenLog

    if not options.datei.is_file():
        raise Refused(f"Die Datei {options.datei} gibt es nicht.")
    url, clock, fristen = _url_of(options), HouseClock(), _fristen()
    log = PersonenLog(_beside(url, DELETED))
    keys = _keys_for(url, options.datei)
    database = wiederherstellen(options.datei, url, keys, clock, heads=lambda _chain: None, log=log, fristen=fristen)
    _begin_heads(database, url)
    database.close()
    print("Wiederhergestellt. Was seit der Sicherung gelöscht wurde oder fällig war, ist wieder gelöscht.")
    return 0


def _keys_for(url: str, backup: Path) -> list[bytes]:
    from bot.settings import StoreSettings
    from storage.backup import kind_of
    from storage.database import Kind
    from storage.peek import Mark

    if _mark(url) is Mark.PRACTICE or (_mark(url) is Mark.NEW and kind_of(backup) == Kind.PRACTICE):
        return [_practice_key()]
    return [key.get_secret_value() for key in _settings(StoreSettings).keys]


def _begin_heads(database: "Database", url: str) -> None:
    """The file of the chains' ends belongs to the database of before: it is kept aside and begun anew."""
    from storage.selfcheck import chain_ends

    path = _beside(url, HEADS)
    if path.exists():
        path.replace(path.with_name(f"{path.name}.bis-{database.context.clock.jetzt():%Y%m%d-%H%M%S}"))
    heads = _heads(path)
    with database.transaction() as sql:
        for chain in chain_ends(sql):
            heads(chain)


def _fristen() -> "Fristen":
    from bot.settings import Settings
    from storage.deletion_rules import Fristen

    found = _settings(Settings)
    return Fristen(found.entwurf_days, found.nachricht_days, found.einbuchung_years, found.audit_years)


def _loeschen(options: argparse.Namespace) -> int:
    from bot.texts.befehlszeile import gehalten, loeschliste, person_geloescht
    from storage import deletion
    from storage.deletion_person import PersonenLog

    log = PersonenLog(_beside(_url_of(options), DELETED))
    with _database(options) as database:
        if options.person:
            done = deletion.loesche_person(database, options.person, log)
            print(person_geloescht(options.person, geloescht=done))
            return 0 if done else 1
        if held := options.halten or options.freigeben:
            known = deletion.halte(database, held, an=bool(options.halten))
            print(gehalten(held, bekannt=known, an=bool(options.halten)))
            return 0 if known else 1
        if options.ausfuehren:
            deletion.wiederhole(database, log)
            posten = deletion.fuehre_aus(database, _fristen(), log, _progress)
        else:
            posten = deletion.vorschau(database, _fristen())
    print(loeschliste([(p.klasse, p.anzahl, p.vor) for p in posten], getan=options.ausfuehren))
    return 0


def _berichtigen(options: argparse.Namespace) -> int:
    from bot.texts.befehlszeile import berichtigt, nicht_berichtigt
    from storage.correction import Grund, Person, berichtige

    how = Person(options.neue_nummer or options.nummer, options.nachname, options.vorname)
    with _database(options) as database:
        found = berichtige(database, options.nummer, how)
        if isinstance(found, Grund):
            raise Refused(nicht_berichtigt(found))
        renew_cards(database, how.nummer, found)
    print(berichtigt(found))
    return 0


def renew_cards(database: "Database", nummer: str, forms: tuple[str, ...]) -> None:
    """The cards in the channel as they are now; they leave with the bot that runs."""
    from bot.clock import RandomIds
    from bot.prose import GermanProse
    from dialogs.service.posting import Posting
    from dialogs.turn import RefreshBoegen
    from storage.unit_of_work import SqlUnitOfWork

    def work(uow: SqlUnitOfWork) -> None:
        clock = database.context.clock
        posting = Posting(uow, GermanProse(), RandomIds(), clock.jetzt(), clock.heute())
        posting.effects([RefreshBoegen(nummer, forms)])
        uow.release()

    database.run(work)


# --- the self-check ---------------------------------------------------------------------------------------------


def _pruefe(options: argparse.Namespace) -> int:
    from bot.settings import Production, Settings, read_settings
    from bot.texts.pruefung import ergebnis
    from storage.heads import read_heads
    from storage.peek import Mark

    found = read_settings(Production, os.environ)
    readable = not isinstance(read_settings(Settings, os.environ), tuple)
    is_practice = readable and _mark(_url_of(options)) is Mark.PRACTICE
    if isinstance(found, tuple) and not is_practice:
        print(ergebnis([problem.text for problem in found], []))
        return 1
    url = _url_of(options)
    heads = _beside(url, HEADS)
    known = read_heads(heads)
    with _database(options) as database:
        faults = [*_faults_of_data(database), *_faults_of_audit(database, known, heads)]
        more, notes = _faults_of_use(database, url, None if isinstance(found, tuple) else found)
    print(ergebnis([*faults, *more], notes))
    return 1 if faults or more else 0


def _faults_of_data(database: "Database") -> Iterator[str]:
    from bot.texts import pruefung
    from storage import selfcheck

    if selfcheck.is_damaged(database):
        yield pruefung.BESCHAEDIGT
    if broken := list(selfcheck.unreadable(database)):
        yield pruefung.unlesbar(broken)


def _faults_of_audit(database: "Database", heads: "Mapping[str, Chain]", path: Path) -> Iterator[str]:
    from bot.texts import pruefung
    from storage import audit_check, selfcheck

    if found := audit_check.check(database, heads):
        yield pruefung.ketten([pruefung.kette(f.schaden, f.chain, f.nr) for f in found])
    with database.transaction() as sql:
        if not heads and any(True for _ in selfcheck.chain_ends(sql)):
            yield pruefung.ketten_datei_fehlt(str(path))


def _faults_of_use(database: "Database", url: str, settings: Any) -> tuple[list[str], list[str]]:
    """What is wrong with channel and clock; and what is worth knowing."""
    from bot import selfcheck
    from bot.service_url import TrustedHosts
    from storage.deletion import vorschau
    from storage.selfcheck import bestand

    here = bestand(database)
    hosts = TrustedHosts(settings.service_hosts) if settings else TrustedHosts(frozenset(), loopback=True)
    due = any(posten.anzahl for posten in vorschau(database, _fristen()))
    file = Path(url.removeprefix("sqlite:///"))
    faults = selfcheck.faults(here, hosts, database.context.clock.jetzt())
    return [*faults], [*selfcheck.notes(here, file, deletion_due=due)]


# --- verstehen: no settings, no database ------------------------------------------------------------------------


def _verstehen(options: argparse.Namespace) -> int:
    """Each line of standard input gets one of standard output; exit code 1 if one could not be answered."""
    from bot.clock import HouseClock
    from bot.texts.befehlszeile import zeilenmangel
    from dialogs.verstehen.zeile import Mangel, read_line

    answer, status = _readers(HouseClock().heute())[options.was], 0
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        asked = read_line(line)
        if isinstance(asked, Mangel):
            said, status = {"fehler": zeilenmangel(asked, number)}, 1
        else:
            said = answer(asked)
        sys.stdout.buffer.write((json.dumps(said, ensure_ascii=False) + "\n").encode())
        sys.stdout.buffer.flush()
    return status


def _readers(heute: date) -> "Mapping[str, Callable[[Zeile], Any]]":
    from dialogs.verstehen import befehl, dauer, modul

    def read_dauer(asked: "Zeile") -> Any:
        start = asked.start or heute
        return dauer.to_json(dauer.verstehe_dauer(asked.text, start), start)

    return {
        "dauer": read_dauer,
        "modul": lambda asked: modul.verstehe_modul(asked.text).to_json(),
        "befehl": lambda asked: befehl.verstehe_befehl(asked.text, asked.context).to_json(),
    }


# --- the command line ----------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--datenbank", metavar="URL", help="statt der eingestellten Datenbank")
    serving = argparse.ArgumentParser(add_help=False)
    serving.add_argument("--port", type=int, help="0 sucht einen freien")
    parser = argparse.ArgumentParser(prog="app.py", parents=[common, serving], description="Der Aktivzentrum-Bot")
    parser.set_defaults(run=_serve)
    commands = parser.add_subparsers(dest="befehl", metavar="BEFEHL")

    def add(name: str, run: Callable[[argparse.Namespace], int], said: str, *more: Any) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=said, description=said, parents=[common, *more])
        command.set_defaults(run=run)
        return command

    add("uebung", _practise, "der Bot mit dem Übungsraum", serving)
    for name in ("teilnehmende", "personal"):
        command = add(name, _import, f"{name} import DATEI.csv")
        command.add_argument("was", choices=["import"])
        command.add_argument("datei", type=Path)
    command = add("auskunft", _auskunft, "alles, was zu einer Person gespeichert ist (Art. 15 DSGVO)")
    command.add_argument("nummer")
    command.add_argument("--json", action="store_true", help="in einer Zeile, für Programme")
    command = add("zustellungen", _zustellungen, "jede Nachricht nach draußen und ihr Zustand")
    command.add_argument("--json", action="store_true", help="in einer Zeile, für Programme")
    command = add("bericht", _bericht, "die Zahlen des Monitorings, in ganzen Monaten")
    command.add_argument("--json", action="store_true", help="in einer Zeile, für Programme")
    for name in ("--von", "--bis"):
        command.add_argument(name, type=date.fromisoformat, metavar="JJJJ-MM-TT")
    command.add_argument("--xlsx", type=Path, metavar="DATEI", help="als Arbeitsmappe mit Diagrammen")
    command.add_argument("--pdf", type=Path, metavar="DATEI", help="als eine Seite PDF")
    command = add("bogen", _bogen, "ein Erwartungsbogen auf Papier")
    command.add_argument("formularnummer")
    command.add_argument("--pdf", type=Path, metavar="DATEI", help="der Bogen als barrierefreies PDF")
    command.add_argument("--handzettel", type=Path, metavar="DATEI", help="für den eLb, in einfacher Sprache")
    command.add_argument("--sprache", default="de", help="des Handzettels: de oder en")
    command = add("teams-paket", _teams_paket, "die App für Teams zur eingestellten App-Id")
    command.add_argument("datei", type=Path)
    for name, said in (("website", "zur App"), ("datenschutz", "zum Datenschutz"), ("nutzung", "zur Nutzung")):
        command.add_argument(f"--{name}", metavar="URL", help=f"die Seite des Hauses {said}")
    command = add("loeschen", _loeschen, "der Löschlauf nach den Fristen, mit Protokoll; eine Person; Sperren")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--vorschau", action="store_true", help="zeigt, was fällig ist, und ändert nichts")
    what.add_argument("--ausfuehren", action="store_true", help="löscht, was fällig ist")
    what.add_argument("--person", metavar="NUMMER", help="löscht alles zu einer Person, sofort")
    what.add_argument("--halten", metavar="NUMMER", help="löscht zu dieser Person vorerst nichts (Rechtsstreit)")
    what.add_argument("--freigeben", metavar="NUMMER", help="hebt die Sperre auf")
    command = add("berichtigen", _berichtigen, "Name oder Nummer einer Person (Art. 16 DSGVO)")
    command.add_argument("nummer")
    command.add_argument("--nachname", required=True)
    command.add_argument("--vorname", required=True)
    command.add_argument("--neue-nummer")
    command = add("schluessel", _schluessel, "verschlüsselt alles neu mit dem ersten Schlüssel der Liste")
    command.add_argument("was", choices=["wechseln"])
    for name, run, said in (
        ("sichern", _sichern, "Sicherung der Datenbank in eine Datei, auch während der Bot läuft"),
        ("wiederherstellen", _wiederherstellen, "die Datenbank aus einer Sicherung; der Bot darf nicht laufen"),
    ):
        add(name, run, said).add_argument("datei", type=Path)
    add("pruefe", _pruefe, "Selbstprüfung: was nicht stimmt und wie es zu heilen ist")
    command = add("verstehen", _verstehen, "liest JSON-Zeilen, schreibt, was verstanden wurde")
    command.add_argument("was", choices=["dauer", "modul", "befehl"])
    return parser


def _outside() -> type[Exception]:
    """What a part outside the core did not do; looked up when something was raised, not at every start."""
    from dialogs.ports import AktivzentrumError

    return AktivzentrumError


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 refused with the reason said, 2 for wrong words."""
    options = _parser().parse_args(arguments)
    log.set_up()
    # no plugin of pydantic's is wanted here; to look for one it opens the metadata of every installed package
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    os.umask(0o077)  # databases, backups and forms on paper hold Sozialdaten: nobody else on this machine reads them
    try:
        status: int = options.run(options)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except _outside() as error:
        print(say_error(error), file=sys.stderr)
        return 1
    finally:
        gc.enable()
    return status


if __name__ == "__main__":
    sys.exit(main())
