"""The process ends itself at every point of a conversation where something becomes true; the next one goes on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import pytest

from bot.uebungsraum.faults import Fault, Kind
from storage.export import zustellungen
from tests.haus import nummer_of
from tests.zuverlaessigkeit.fuehrung import (
    Fuehrung,
    Worte,
    assert_once_in_full,
    assert_one_booking,
    transcript,
)
from tests.zuverlaessigkeit.prozess import Halle, Werk, halle
from tests.zuverlaessigkeit.szene import Szene, szene

NUMMER = nummer_of("Nowak")
SIDE_BY_SIDE = 3
POINTS_AT_LEAST = 20
REFUSED_POINTS_AT_LEAST = 8
W = Worte()
TO_PREVIEW = (f"neuer Bogen für {NUMMER}", W.ziel, W.modul, W.dauer, "nächsten Montag", "konkret")


@dataclass
class Crashes:
    """Tries one point after the other, some side by side, until a conversation came to its end without a crash."""

    h: Halle
    fresh: Callable[[str], str]
    side: str
    new_id: bool
    undisturbed: list[str] = field(default_factory=list)
    points: int = 0
    over: bool = False

    async def all(self) -> None:
        self.undisturbed, _ = await self._conversation(0)
        await asyncio.gather(*[self._some() for _ in range(SIDE_BY_SIDE)])

    async def _some(self) -> None:
        while not self.over:
            self.points += 1
            await self._one(self.points)

    async def _one(self, point: int) -> None:
        try:
            texts, ends = await self._conversation(point)
            self.over = self.over or ends == 0
            assert [t for t in texts if t in self.undisturbed or not self.new_id] == self.undisturbed
        except Exception as error:
            self.over = True
            error.add_note(f"crash at point {point}")
            raise

    async def _conversation(self, ends_at: int) -> tuple[list[str], int]:
        """One form from start to end with one crash; the transcript, and how many bots have ended."""
        async with szene(self.h, self.fresh(f"crash{ends_at}"), {"paced": False}) as s:
            s.strecke.renew = s.room.post.renewed if self.new_id else None
            await s.start(ends_at=ends_at, side=self.side)
            lead = Fuehrung(s.room, NUMMER, settled=s.until_recovered)
            await lead.lead()
            await s.until_sent()
            form = assert_one_booking(s.auskunft(NUMMER), Worte())
            assert_once_in_full(s.room, form, Worte())
            return transcript(s.room.messages(lead.ifk)), s.ends


@pytest.mark.parametrize(
    ("side", "new_id"), [("before", False), ("after", True)], ids=["before, same id", "after, new id"]
)
async def test_a_crash_at_any_point(werk: Werk, fresh: Callable[[str], str], side: str, *, new_id: bool) -> None:
    """Before and after every commit and every call to Teams; Teams repeats what got no answer."""
    async with halle(werk) as h:
        crashes = Crashes(h, fresh, side, new_id)
        await crashes.all()
        assert crashes.points > POINTS_AT_LEAST


@pytest.mark.parametrize("side", ["before", "after"])
async def test_a_crash_around_a_form_that_teams_refuses(werk: Werk, fresh: Callable[[str], str], side: str) -> None:
    """Given up and told are two transactions: wherever between them the process ends, the IFK is told, and once."""
    async with halle(werk) as h:
        points, over = count(1), asyncio.Event()

        async def some() -> None:
            while not over.is_set():
                point = next(points)
                async with szene(h, fresh(f"refused{point}"), {"paced": False}) as s:
                    if await _refused(s, point, side) == 0:
                        over.set()

        await asyncio.gather(*[some() for _ in range(SIDE_BY_SIDE)])
    assert next(points) > REFUSED_POINTS_AT_LEAST


async def _refused(s: Szene, point: int, side: str) -> int:
    """The form is sent by a bot that ends at this point; how many have ended."""
    s.room.faults.add(Fault(Kind.FORBIDDEN, times=None, conversation=s.room.channel))
    lead = Fuehrung(s.room, NUMMER, settled=s.until_recovered)
    await s.start()
    for text in TO_PREVIEW:
        await lead.say(text)
    await s.stop()
    await s.start(ends_at=point, side=side)
    await lead.say("absenden")
    await s.room.until(lambda: any("Nicht beim Träger" in m.text for m in lead.texts()), 20)
    await s.until_sent()
    assert [z["art"] for z in zustellungen(s.database)].count("nachricht") == 1
    return s.ends
