"""kill -9 at any moment, several conversations at once, a Connector that fails in all the known ways; fixed seeds.

ZUVERLAESSIGKEIT_SEEDS=100 python -m pytest tests/zuverlaessigkeit/test_zufall.py     for more of them
"""

import asyncio
import os
import random
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest

from bot.uebungsraum.erfunden import ANNA_LENA, EMRE, PETRA, SABINE
from bot.uebungsraum.faults import Call, Fault, Kind
from bot.uebungsraum.people import Person
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

SEEDS = range(int(os.environ.get("ZUVERLAESSIGKEIT_SEEDS", "2")))
MOST_TROUBLE = 40
FORMS: tuple[tuple[Person, tuple[str, ...]], ...] = (
    (SABINE, (nummer_of("Nowak"), nummer_of("Petrović"))),
    (EMRE, (nummer_of("Haddad"), nummer_of("Weiß"))),
    (ANNA_LENA, (nummer_of("Popescu"), nummer_of("Becker"))),
    (PETRA, (nummer_of("Schulze"), nummer_of("Dvořák"))),
)
TROUBLE = (
    Fault(Kind.THROTTLED, seconds=1.0),
    Fault(Kind.PRECONDITION),
    Fault(Kind.SERVER_ERROR),
    Fault(Kind.BAD_GATEWAY),
    Fault(Kind.GATEWAY_TIMEOUT),
    Fault(Kind.RESET),
    Fault(Kind.SLOW, seconds=0.4),
    Fault(Kind.LOST),
    Fault(Kind.LATE_502),
    Fault(Kind.LOST, calls=frozenset({Call.UPDATE})),
)


def worte_of(nummer: str) -> Worte:
    """Words of their own for each, so that nobody's can stand in somebody else's form unseen."""
    return Worte(
        f"{nummer}: wieder arbeiten, *endlich*",
        f"{nummer}: die Digitalwerkstatt",
        f"acht Wochen, sagt {nummer}",
    )


async def talk(s: Szene, ifk: Person, nummern: tuple[str, ...]) -> list[str]:
    """One IFK, one form after the other; the whole transcript of their chat."""
    for nummer in nummern:
        rest = partial(s.until_at_rest, ifk)
        lead = Fuehrung(s.room, nummer, ifk, worte_of(nummer), patience=30, most_turns=80, at_rest=rest)
        await lead.lead()
    return transcript(s.room.messages(ifk))


async def all_talks(s: Szene, rng: random.Random) -> list[list[str]]:
    async def later(ifk: Person, nummern: tuple[str, ...], seconds: float) -> list[str]:
        await asyncio.sleep(seconds)
        return await talk(s, ifk, nummern)

    talks: list[Coroutine[Any, Any, list[str]]] = [later(ifk, ns, rng.uniform(0, 0.3)) for ifk, ns in FORMS]
    return await asyncio.gather(*talks)


async def disturb(s: Szene, rng: random.Random) -> None:
    """Trouble at random times; after so much of it the world is in order again."""
    for _ in range(MOST_TROUBLE):
        await asyncio.sleep(rng.uniform(0.02, 0.15))
        if len(s.room.faults.due) < 3:
            s.room.faults.add(rng.choice(TROUBLE))
        if s.bot is not None and rng.random() < 0.25:
            s.bot.kill()


async def day(h: Halle, url: str, seed: int, *, disturbed: bool) -> list[list[str]]:
    rng = random.Random(seed)  # noqa: S311 - a test that can be run again the same way
    async with szene(h, url, {"first_wait": 0.05}) as s:
        s.strecke.renew = (lambda a: s.room.post.renewed(a) if rng.random() < 0.3 else a) if disturbed else None
        await s.start()
        trouble = asyncio.ensure_future(disturb(s, rng)) if disturbed else None
        told = await all_talks(s, rng)
        if trouble:
            trouble.cancel()
            s.room.faults.clear()
            assert s.ends
        await s.until_sent(60)
        for nummer in (nummer for _, nummern in FORMS for nummer in nummern):
            form = assert_one_booking(s.auskunft(nummer), worte_of(nummer))
            assert_once_in_full(s.room, form, worte_of(nummer))
        return told


@pytest.mark.parametrize("seed", SEEDS)
async def test_kill_9_at_any_moment(werk: Werk, fresh: Callable[[str], str], seed: int) -> None:
    """No answer lost or misplaced, one booking each, each form once in full, every text in its order."""
    async with halle(werk) as h:
        undisturbed = await day(h, fresh("quiet"), seed, disturbed=False)
        told = await day(h, fresh("disturbed"), seed, disturbed=True)
    for heard, expected in zip(told, undisturbed, strict=True):
        assert [t for t in heard if t in expected] == expected
