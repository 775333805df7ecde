"""The bot in production as a process of its own, with people, cases, and eyes on all that it keeps, sends and logs.

No test switch: settings, tokens, TLS and proxy are those of production; only the hosts are stood in for.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import aiohttp

from tests.datenbank import ON_POSTGRESQL, url_of
from tests.sicherheit.einblick import Einblick, Rows, all_rows, einblick
from tests.standins.activities import Activity, Person
from tests.standins.microsoft import FOREIGN_TENANT_ID, TENANT_ID, Microsoft
from tests.standins.teams import Answer, TeamsClient

ROOT: Final = Path(__file__).parents[2]


def _id(number: int) -> str:
    return f"a0000000-0000-4000-8000-{number:012}"


ANNA: Final = Person("Anna Nordmann", _id(1))
BERND: Final = Person("Bernd Nordlicht", _id(2))
CARLA: Final = Person("Carla Südhoff", _id(3))
TIM: Final = Person("Tim Leiter", _id(4))
FRIDA: Final = Person("Frida Aufsicht", _id(5))
ADAM: Final = Person("Adam Technik", _id(6))
GONE: Final = Person("Gerd Gesperrt", _id(7))
STRANGER: Final = Person("Kai Unbekannt", _id(8))
TRAEGER: Final = Person("Tara Träger", _id(9), user_role="guest")
FOREIGN: Final = Person("Fritz Fremd", _id(10), tenant_id=FOREIGN_TENANT_ID)
ANNA_ELSEWHERE: Final = Person("Anna Nordmann", ANNA.aad_object_id, tenant_id=FOREIGN_TENANT_ID)

ROSTER: Final = (
    ("ifk", ANNA, "Nord"),
    ("ifk", BERND, "Nord"),
    ("ifk", CARLA, "Süd"),
    ("teamleitung", TIM, ""),
    ("fachaufsicht", FRIDA, ""),
    ("admin", ADAM, ""),
)
CASES: Final = (
    ("4711", "Nowak", "Maria", ANNA),
    ("4712", "Becker", "Jonas", BERND),
    ("5811", "Zwirnschlegel", "Ulrike", CARLA),
    ("5812", "Becker", "Sabrina", CARLA),
)
FORM: Final = ("ich will wieder arbeiten", "die Digitalwerkstatt", "acht Wochen", "sofort", "allgemein", "absenden")

OWN_TRACES: Final = frozenset({"activity", "gespraech", "outbox"})
"""What every turn of a known person leaves: that it was done, its state, its answer."""


@dataclass
class Betrieb:
    """One production database and the bot on it, if it runs."""

    folder: Path
    microsoft: Microsoft
    environment: dict[str, str]
    session: aiohttp.ClientSession
    out: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None
    teams: TeamsClient = field(init=False)
    seen: Einblick = field(init=False)
    _readers: list["asyncio.Task[None]"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen = einblick(self.url)

    # --- the process

    @property
    def url(self) -> str:
        return self.environment["AKTIVZENTRUM_DATABASE_URL"]

    @property
    def database(self) -> Path:
        """The file, where it is one."""
        return self.folder / "betrieb.sqlite"

    async def command(self, *words: str, **settings: str) -> tuple[int, str, str]:
        """One command of the command line: its exit code, standard output and standard error."""
        process = await self._spawn(*words, **settings)
        out, err = await process.communicate()
        return process.returncode or 0, out.decode(), err.decode()

    async def start(self) -> None:
        self.process = await self._spawn("--port", "0")
        assert self.process.stdout is not None
        said = (await asyncio.wait_for(self.process.stdout.readline(), 30)).decode()
        assert "/api/messages" in said, (said, await self.process.communicate())
        self.out.append(said)
        self.teams = TeamsClient(self.session, said.split()[-1].removesuffix("/api/messages"), self.microsoft.keys)
        assert self.process.stderr is not None
        for stream, kept in ((self.process.stdout, self.out), (self.process.stderr, self.log)):
            self._readers.append(asyncio.create_task(_read(stream, kept)))
        while (await self.teams.get("/readyz")).status != 200:
            await asyncio.sleep(0.05)

    async def stop(self) -> None:
        """As an operator does; the process ends by itself."""
        if self.process is None:
            return
        if self.process.returncode is None:
            self.process.terminate()
        assert await asyncio.wait_for(self.process.wait(), 20) == 0, self.log[-3:]
        await asyncio.gather(*self._readers)
        self._readers.clear()
        self.process = None

    async def _spawn(self, *words: str, **settings: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "app.py"),
            *words,
            cwd=self.folder,
            env=self.environment | settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    # --- what people do

    async def posts(self, activity: Activity) -> Answer:
        return await self.teams.post(activity)

    async def says(self, text: str, who: Person) -> str:
        """The bot's last text in this person's chat."""
        assert (await self.teams.say(text, who)).status == 200
        await self.quiet()
        return self.heard(chat(who))

    async def plays(self, who: Person, *texts: str) -> str:
        for text in texts:
            answer = await self.says(text, who)
        return answer

    async def says_in_channel(self, text: str, who: Person, thread: str | None = None) -> str:
        assert (await self.teams.say_in_channel(text, who, thread=thread)).status == 200
        await self.quiet()
        return self.heard(self.teams.shapes.channel.conversation(thread))

    def heard(self, conversation: str) -> str:
        """The last text there."""
        return ([t for t in self.microsoft.connector.texts(conversation) if t] or [""])[-1]

    async def sends_form(self, who: Person, name: str) -> str:
        """A whole Erwartungsbogen; its Formularnummer."""
        said = await self.plays(who, f"neuer Bogen für {name}", *FORM)
        await self.quiet()
        (number,) = {word.strip(".,:()*") for word in said.split() if "AZ-" in word} or {said}
        return number

    # --- what it keeps

    def rows(self) -> Rows:
        """Every row of every table."""
        return all_rows(self.seen)

    def one(self, question: str, *values: object) -> Any:
        """The first column of the first row."""
        found = self.seen.select(question, *values)
        return found[0][0] if found else None

    async def quiet(self) -> None:
        """Until nothing is on its way any more."""
        while self.one("SELECT count(*) FROM outbox WHERE again_at IS NOT NULL AND conversation_id IS NOT NULL"):
            await asyncio.sleep(0.02)

    def content(self) -> bytes:
        """All bytes of the database, its logs and the files beside it."""
        return self.seen.content()


async def _read(stream: asyncio.StreamReader, kept: list[str]) -> None:
    while line := await stream.readline():
        kept.append(line.decode())


def chat(who: Person) -> str:
    """The conversation of this person with the bot."""
    return f"a:1{who.aad_object_id}"


def changed(before: Rows, after: Rows) -> set[str]:
    """The tables in which anything differs."""
    return {name for name in before | after if before.get(name) != after.get(name)}


def write_csv(path: Path, head: str, lines: Iterable[Iterable[str]]) -> Path:
    path.write_text("\n".join([head, *(",".join(line) for line in lines), ""]), encoding="utf-8")
    return path


def roster_file(folder: Path, people: Iterable[tuple[str, Person, str]] = ROSTER) -> Path:
    lines = [(rolle, p.tenant_id or TENANT_ID, p.aad_object_id, p.name, team) for rolle, p, team in people]
    return write_csv(folder / "personal.csv", "rolle,tenant_id,aad_object_id,name,team", lines)


def cases_file(folder: Path, cases: Iterable[tuple[str, str, str, Person]] = CASES) -> Path:
    lines = [(nummer, nachname, vorname, ifk.aad_object_id) for nummer, nachname, vorname, ifk in cases]
    return write_csv(folder / "teilnehmende.csv", "nummer,nachname,vorname,ifk", lines)


@asynccontextmanager
async def betrieb(folder: Path, *, people: bool = True, **settings: str) -> AsyncIterator[Betrieb]:
    """The stand-ins run, the roster is imported (one person in it is blocked), the bot is not started yet."""
    microsoft = Microsoft(folder)
    await microsoft.start()
    environment = _bare_environment() | microsoft.environment() | settings
    environment["AKTIVZENTRUM_DATABASE_URL"] = url_of(folder / "betrieb.sqlite", bare=True)
    if ON_POSTGRESQL:
        # beside a file they have a place of their own
        environment["AKTIVZENTRUM_PROTOKOLL"] = str(folder)
    async with aiohttp.ClientSession() as session:
        house = Betrieb(folder, microsoft, environment, session)
        try:
            if people:
                await fill(house)
            yield house
        finally:
            await house.stop()
            await microsoft.stop()


async def fill(house: Betrieb) -> None:
    """By the commands an operator uses."""
    for words in (
        ("personal", "import", str(roster_file(house.folder, [*ROSTER, ("ifk", GONE, "Nord")]))),
        ("personal", "import", str(roster_file(house.folder))),
        ("teilnehmende", "import", str(cases_file(house.folder))),
    ):
        code, out, err = await house.command(*words)
        assert code == 0, (out, err)


def _bare_environment() -> dict[str, str]:
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ}
