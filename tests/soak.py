"""An hour of a weekday in two minutes: `python -m tests.soak [--seconds 120]`. Not part of the tests.

People write forms, ask for status and lists, messages come twice, the Träger answers, Teams fails now and then.
Printed as a table; exit code 1 if memory, open files or the processor time of a turn grow, turns get slow, or a form
is not there exactly once.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.delivery import Answer, Post
from bot.uebungsraum.erfunden import ANNA_LENA, EMRE, MIRIAM, PETRA, SABINE
from bot.uebungsraum.faults import Fault, Kind
from bot.uebungsraum.people import Person
from storage.database import Kind as DatabaseKind
from storage.database import open_database
from storage.importing import TEILNEHMENDE, import_teilnehmende
from tests.haus import KEY, fill
from tests.zuverlaessigkeit.fuehrung import Fuehrung, Worte, assert_one_booking, full_cards
from tests.zuverlaessigkeit.prozess import Werk, halle
from tests.zuverlaessigkeit.szene import Szene, szene

HOUR = 3600.0
SAMPLES = 12
IFK = (SABINE, EMRE, ANNA_LENA)
CASES = 400
MOST_MEMORY = 1.12
"""Of what the bot held after the first quarter."""
MOST_FILES = 4
SLOWEST_MEDIAN = 0.5
MOST_COMPUTING = 1.5
"""Of what a turn cost in the first quarter, when the lists were still short."""
TROUBLE = (
    Fault(Kind.THROTTLED, seconds=1.0),
    Fault(Kind.BAD_GATEWAY),
    Fault(Kind.RESET),
    Fault(Kind.LOST),
    Fault(Kind.SLOW, seconds=0.5),
)


@dataclass
class Sample:
    """The bot at one moment, and its turns since the one before."""

    minute: float
    megabytes: float
    files: int
    threads: int
    turns: int
    median: float
    computing: float


@dataclass
class Tag:
    """What goes on, and what was seen."""

    s: Szene
    rng: random.Random
    until: float
    times: list[float] = field(default_factory=list)
    booked: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.until

    async def deliver(self, activity: Mapping[str, Any]) -> Answer:
        """To the bot, by the clock. What the room itself looks through grows, and is no time of the bot's."""
        began = time.perf_counter()
        answer = await self.s.strecke(activity)
        self.times.append(time.perf_counter() - began)
        return answer

    async def say(self, person: Person, text: str, where: str | None = None) -> None:
        turn = await self.s.room.say(person, text, where=where)
        if self.rng.random() < 0.1:
            await self.s.room.repeat(turn)

    async def write_forms(self, ifk: Person, nummern: Iterator[str]) -> None:
        """One form after the other, a question in between."""
        while self.goes_on:
            nummer = next(nummern)
            lead = Fuehrung(self.s.room, nummer, ifk, Worte(f"{nummer}: arbeiten"), patience=60, most_turns=60)
            await lead.lead()
            self.booked.append(nummer)
            for text in (
                f"Status {nummer}",
                "meine Fälle",
                f"Bescheid {nummer} erstellt am 01.03.2027",
                "Was ist offen?",
            ):
                await self.say(ifk, text)
                await asyncio.sleep(self.rng.uniform(0.1, 0.6))

    async def answer_as_traeger(self) -> None:
        """Somebody of the Träger confirms the newest forms in their threads."""
        while self.goes_on:
            await asyncio.sleep(1)
            cards = [m for m in self.s.room.messages(self.s.room.channel) if m.by_bot and m.card]
            if cards:
                await self.say(MIRIAM, "Empfang bestätigt", self.s.room.thread(cards[-1]))

    async def ask_around(self) -> None:
        while self.goes_on:
            await self.say(PETRA, self.rng.choice(("hilfe", "Wer läuft aus?", "Status Nowak", "Was ist offen?")))
            await asyncio.sleep(self.rng.uniform(0.1, 0.5))

    async def trouble(self) -> None:
        while self.goes_on:
            await asyncio.sleep(self.rng.uniform(1, 3))
            self.s.room.faults.add(self.rng.choice(TROUBLE))

    async def watch(self, seconds: float) -> None:
        assert self.s.bot is not None
        process = psutil.Process(self.s.bot.pid)
        before = computed(process)
        for n in range(SAMPLES):
            await asyncio.sleep(seconds / SAMPLES)
            now, self.times = self.times, []
            computing, before = computed(process) - before, computed(process)
            self.samples.append(
                Sample(
                    minute=60 * (n + 1) / SAMPLES,
                    megabytes=process.memory_info().rss / 2**20,
                    files=process.num_fds(),
                    threads=process.num_threads(),
                    turns=len(now),
                    median=statistics.median(now) if now else 0.0,
                    computing=computing / max(1, len(now)),
                )
            )
            print(line(self.samples[-1]), flush=True)


def computed(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def line(s: Sample) -> str:
    counts = f"{s.minute:6.0f} {s.megabytes:9.1f} {s.files:6} {s.threads:8} {s.turns:6}"
    return f"{counts} {1000 * s.median:10.1f} {1000 * s.computing:8.1f}"


def wrong(day: Tag) -> list[str]:
    """What does not hold."""
    first, last = day.samples[len(day.samples) // 4], day.samples[-1]
    found = []
    if last.megabytes > MOST_MEMORY * first.megabytes:
        found.append(f"memory grew from {first.megabytes:.1f} to {last.megabytes:.1f} MB")
    if last.files > first.files + MOST_FILES:
        found.append(f"open files grew from {first.files} to {last.files}")
    if max(s.median for s in day.samples) > SLOWEST_MEDIAN:
        found.append("turns got slow")
    if last.computing > MOST_COMPUTING * first.computing:
        found.append(f"the processor time of a turn grew from {first.computing:.4f} to {last.computing:.4f} s")
    return found + [f"form of {nummer}" for nummer in day.booked if not is_right(day.s, nummer)]


def is_right(s: Szene, nummer: str) -> bool:
    """Booked once, shown once in full."""
    form = assert_one_booking(s.auskunft(nummer), Worte(f"{nummer}: arbeiten"))
    return len(full_cards(s.room, form)) == 1


def prepare(path: Path) -> dict[str, list[str]]:
    """A database with many cases; their numbers by IFK."""
    database = open_database(f"sqlite:///{path}", [KEY], PracticeClock())
    database.mark(DatabaseKind.PRACTICE)
    fill(database)
    cases = {ifk.aad_object_id: [f"{n}{i}" for n in range(90_000, 90_000 + CASES)] for i, ifk in enumerate(IFK)}
    rows = [(nummer, f"Muster{nummer}", "Kim", ifk) for ifk, nummern in cases.items() for nummer in nummern]
    assert not import_teilnehmende(database, [TEILNEHMENDE, *rows]).fehler
    database.close()
    return cases


async def live(seconds: float, seed: int) -> list[str]:
    werk = Werk()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "soak.sqlite"
        cases = prepare(path)
        async with halle(werk) as h, szene(h, f"sqlite:///{path}", {"paced": False}, HOUR / seconds) as s:
            await s.start()
            day = Tag(s, random.Random(seed), time.monotonic() + seconds)  # noqa: S311 - the same day again
            s.room.post = Post(day.deliver, s.room.renewed)
            writing = [day.write_forms(ifk, iter(cases[ifk.aad_object_id])) for ifk in IFK]
            everything = (*writing, day.answer_as_traeger(), day.ask_around(), day.trouble(), day.watch(seconds))
            await asyncio.gather(*everything)
            s.room.faults.clear()
            await s.until_sent(60)
            found = wrong(day)
            print(f"\n{len(day.booked)} forms booked and shown, {s.strecke.repeated} deliveries repeated")
    werk.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print("minute    memory  files  threads  turns  median ms   cpu ms")
    found = asyncio.run(live(options.seconds, options.seed))
    print("\n".join(found) or "all as it should be")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
