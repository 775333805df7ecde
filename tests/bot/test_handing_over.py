"""Files on their way: made off the loop, told whatever becomes of them, and nobody waits for a slow one."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from bot.handing_over import HandingOver, made
from bot.upload import FileHosts
from dialogs.delivery import Done, Never, Outcome, Target
from dialogs.files import File, PaperFile, ReportFile
from dialogs.monitoring import bericht
from dialogs.regelung.fristen import Zeitraum
from dialogs.turn import SendFile
from tests.dialogs.flows.welt import BOGEN, HEUTE, fall

PAPER = PaperFile(fall(BOGEN), BOGEN.formularnummer, "bogen")
SEND = SendFile("ida", PAPER, Target("https://goe-my.sharepoint.com/up"))
REPORT = bericht((), Zeitraum(HEUTE, HEUTE), HEUTE)


@dataclass
class Way:
    """Takes every file once its gate is open."""

    hosts: FileHosts = FileHosts()  # noqa: RUF009  a frozen value
    taken: list[bytes] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def put(self, target: Target, content: bytes) -> Outcome:
        del target
        await self.gate.wait()
        self.taken.append(content)
        return Done("")


@dataclass
class Told:
    """What was said of each file; `broken`: nothing can be said."""

    outcomes: list[Outcome] = field(default_factory=list)
    broken: bool = False

    async def __call__(self, sent: SendFile, outcome: Outcome) -> None:
        assert sent.staff_id == "ida"
        self.outcomes.append(outcome)
        if self.broken:
            raise RuntimeError


@pytest.mark.parametrize(
    ("file", "begin"),
    [
        (PAPER, b"%PDF-"),
        (replace(PAPER, art="handzettel", sprache="en"), b"%PDF-"),
        (ReportFile(REPORT, "excel"), b"PK"),
        (ReportFile(REPORT, "pdf"), b"%PDF-"),
    ],
    ids=["form", "handout", "workbook", "report"],
)
def test_every_kind_of_file_is_made(file: File, begin: bytes) -> None:
    assert made(file).startswith(begin)


async def test_a_file_is_put_and_told() -> None:
    way, told = Way(), Told()
    way.gate.set()
    await HandingOver(way, told).send([SEND, SEND], 60)
    assert [content[:5] for content in way.taken] == [b"%PDF-"] * 2
    assert told.outcomes == [Done(""), Done("")]


async def test_nobody_waits_for_a_slow_one_and_the_end_does_for_a_while() -> None:
    way, told = Way(), Told()
    handing = HandingOver(way, told)
    await handing.send([SEND], 0.01)
    await handing.drain(0.01)
    assert told.outcomes == []
    way.gate.set()
    await handing.drain(60)
    assert told.outcomes == [Done("")]


async def test_what_cannot_be_made_is_told() -> None:
    told = Told()
    gone = replace(SEND, file=replace(PAPER, formularnummer="AZ-XXXX-XXXX"))
    await HandingOver(Way(), told).send([gone], 60)
    assert told.outcomes == [Never("not_made")]


async def test_what_cannot_be_told_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    way, told = Way(), Told(broken=True)
    way.gate.set()
    handing = HandingOver(way, told)
    await handing.send([SEND], 60)
    assert "file not told" in caplog.text
    assert "Nowak" not in caplog.text
    told.broken = False
    await handing.send([SEND], 60)
    assert len(told.outcomes) == 2
