"""The guided tour: it knows from what was done, not from what was pressed, and helps whoever strays."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.uebungsraum import tour_text
from bot.uebungsraum.erfunden import EMRE, MIRIAM, SABINE
from bot.uebungsraum.faults import Fault, Kind
from bot.uebungsraum.stage import NotNowError
from bot.uebungsraum.tour import CANDIDATES, Tour
from bot.uebungsraum.tour_fakten import SCHRITTE
from storage.practice import stand
from tests.haus import Haus, haus

FORM = ("Excel lernen", "Digitalwerkstatt", "vier Wochen", "nächsten Montag", "allgemein")


class Rundgang:
    """A tour in a house, asked after each deed where it stands."""

    def __init__(self, h: Haus) -> None:
        async def look(nummer: str) -> dict[str, Any] | None:
            return stand(h.database, nummer)

        self.h = h
        self.tour = Tour(h.room, look)

    async def says(self, *texts: str) -> None:
        await self.h.plays(*texts)
        await self.tour.refresh()

    @property
    def step(self) -> str:
        """The title of what is to be done."""
        return str(self.tour.json()["aufgabe"]["titel"])

    @property
    def hint(self) -> str:
        return str(self.tour.json()["hinweis"])

    def states(self, stand: str) -> Sequence[str]:
        return [s["titel"] for s in self.tour.json()["schritte"] if s["stand"] == stand]


@pytest_asyncio.fixture
async def it(tmp_path: Path) -> AsyncIterator[Rundgang]:
    async with haus(tmp_path) as h:
        await h.binds_channel()
        rundgang = Rundgang(h)
        await rundgang.tour.do("start")
        yield rundgang


class Folgsam:
    """Does what the tour says and nothing else."""

    def __init__(self, it: Rundgang) -> None:
        self.it = it

    async def goes_on(self) -> bool:
        """One deed; whether there was one to do."""
        await self.it.tour.refresh()
        task, h = self.it.tour.json()["aufgabe"], self.it.h
        if task is None:
            return False
        if task["wo"] == "chat":
            await h.says(task["sagen"])
        elif task["wo"] == "kanal":
            await h.settled()
            await h.presses(task["druecken"], MIRIAM, h.room.channel)
        else:
            await h.room.forward(1 if "„morgen“" in self.it.hint else 7)
            await h.settled()
        return True


def title(key: str) -> str:
    return tour_text.AUFGABEN[key].titel


def test_every_step_has_its_text() -> None:
    assert [s.key for s in SCHRITTE] == [*tour_text.AUFGABEN]


@pytest.mark.parametrize("day", [date(2027, 3, 5), date(2027, 3, 6), date(2026, 12, 20), date(2028, 2, 29)])
async def test_whoever_does_what_it_says_comes_to_the_end(tmp_path: Path, day: date) -> None:
    """On whatever day one begins: weekends and Christmas too."""
    async with haus(tmp_path, day=day) as h:
        await h.binds_channel()
        it = Rundgang(h)
        await it.tour.do("start")
        deeds = 0
        while await Folgsam(it).goes_on():
            deeds += 1
            assert deeds <= 24
        assert len(it.states("erledigt")) == len(SCHRITTE)


async def test_own_words_and_steps_at_once_count_as_well(it: Rundgang) -> None:
    """Whoever does more than asked is further; who goes back is back."""
    assert it.step == title("bogen")
    await it.says("neuer Bogen für Nowak", *FORM)
    assert it.step == title("absenden")
    await it.says("zurück")
    assert it.step == title("kplan")
    await it.says("allgemein", "absenden", "Bescheid Nowak erstellt")
    assert it.step == title("empfang")
    assert title("bescheid") in it.states("erledigt")


async def test_what_can_no_more_be_done_is_left_out(it: Rundgang) -> None:
    await it.says("neuer Bogen für Nowak", *FORM, "absenden")
    await it.h.on(it.h.clock.heute().replace(day=10))
    await it.says("Abschluss Nowak am 10.03.2027", "später")
    left_out = ("empfang", "eingebucht", "bescheid", "status", "erinnerung")
    assert it.states("ausgelassen") == [title(key) for key in left_out]
    assert it.step == title("ergebnis")
    await it.says("Nowak auf Abschluss gesetzt")
    assert it.tour.json()["aufgabe"] is None
    assert "Geschafft" in it.tour.json()["ende"]


@pytest.mark.parametrize(
    ("texts", "hint"),
    [
        (("Excel lernen", "pause"), "liegt"),
        (("abbrechen",), "abbruch"),
        (("abbrechen", "ja"), "verworfen"),
        (("Excel lernen", "Excel lernen"), "angebot"),
        (("Excel lernen", "weiß nicht"), "modul_wahl"),
        (("Excel lernen", "Digitalwerkstatt", "drei Monate", "nächsten Montag"), "begruendung"),
        ((*FORM, "absenden", "Bogen Nowak zurückziehen", "ja"), "zurueckgezogen"),
    ],
)
async def test_help_for_who_strays(it: Rundgang, texts: tuple[str, ...], hint: str) -> None:
    await it.says("neuer Bogen für Nowak")
    await it.says(*texts)
    assert it.hint == tour_text.HINWEISE[hint]


async def test_what_leads_nowhere_is_answered_with_the_question(it: Rundgang) -> None:
    await it.says("Was ist offen?")
    assert it.hint == ""
    await it.says("danke")
    assert it.hint == tour_text.HINWEISE["umweg"]
    await it.says("neuer Bogen für Nowak", *FORM[:2])
    await it.says("hm", "keine Ahnung")
    assert "Teilnahmedauer" in it.hint
    await it.says("vier Wochen")
    assert it.hint == ""


async def test_trouble_is_named(it: Rundgang) -> None:
    it.h.room.switch(Fault(Kind.SLOW, times=None, seconds=0.0), on=True)
    await it.tour.refresh()
    assert "Störung" in it.hint
    it.h.room.clear_faults()
    await it.tour.refresh()
    assert it.hint == ""


async def test_windows_are_told_without_being_asked(it: Rundgang) -> None:
    """Whoever acts, and wherever: the step goes on by itself."""
    await it.h.plays("neuer Bogen für Nowak", *FORM, "absenden")
    await it.h.room.until(lambda: it.step == title("empfang") and it.h.cards(), 20)
    await it.h.presses("Empfang bestätigen", MIRIAM, it.h.room.channel)
    await it.h.room.until(lambda: it.step == title("eingebucht"), 20)


async def test_paused_closed_and_from_the_beginning(it: Rundgang) -> None:
    """A pause loses nothing; from the beginning is about somebody else, as long as there is somebody."""
    await it.says("neuer Bogen für Nowak")
    await it.tour.do("pause")
    await it.says("Excel lernen")
    assert it.tour.json()["phase"] == "pausiert"
    await it.tour.do("ende")
    assert it.tour.json()["phase"] == "aus"
    await it.tour.do("weiter")
    assert it.step == title("modul")
    await it.tour.do("start")
    assert it.step == title("bogen")
    assert "Nowak" not in it.tour.json()["aufgabe"]["sagen"]
    await it.says("pause")
    for elb in CANDIDATES[1:]:
        await it.says(f"neuer Bogen für {elb.nummer}", "Excel lernen", "pause")
    with pytest.raises(NotNowError, match="Neu beginnen"):
        await it.tour.do("start")
    with pytest.raises(LookupError):
        await it.tour.do("fliegen")


async def test_looking_leaves_no_trace(it: Rundgang) -> None:
    await it.says("neuer Bogen für Nowak", "Excel lernen")
    kept = it.h.auskunft(CANDIDATES[0].nummer)
    assert {z["wer"] for z in kept["zugriffe"]} == {SABINE.name}
    await it.h.says("Status Nowak", who=EMRE)
