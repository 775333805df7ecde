"""A room that was closed goes on where it was."""

from datetime import date
from pathlib import Path

from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.diary import Diary
from bot.uebungsraum.erfunden import PEOPLE, SABINE
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.welt import Message
from tests.bot.uebungsraum.serving import FIRST_DAY, Served


def reopened(path: Path) -> Uebungsraum:
    clock = PracticeClock()
    clock.set(FIRST_DAY)
    room = Uebungsraum(people=PEOPLE, clock=clock)
    Diary(path).attach(room)
    return room


def content(room: Uebungsraum) -> list[Message]:
    return list(room.welt)


async def test_everything_is_there_again(it: Served, tmp_path: Path) -> None:
    """Messages with their cards and changes, the day, and ids that are not given twice."""
    path = tmp_path / "raum.jsonl"
    Diary(path).attach(it.room)
    await it.room.forward(7)
    for text in ("karte", "melden", "Zeilen\nmit \u2028 darin"):
        await it.room.say(SABINE, text)
    await it.room.press(SABINE, "Prüfen")
    path.write_text(path.read_text() + '{"message": {"id"')
    again = reopened(path)
    assert content(again) == content(it.room)
    assert again.clock.heute() == date(2027, 3, 8)
    assert int(again.welt.new_id()) > int(content(again)[-1].id)
    again.service_url = it.url
    assert await again.open(SABINE) is None
    assert content(reopened(path)) == content(again)


async def test_fresh_start_empties_the_file(it: Served, tmp_path: Path) -> None:
    path = tmp_path / "raum.jsonl"
    Diary(path).attach(it.room)
    await it.room.say(SABINE, "hallo")
    await it.room.reset()
    assert content(reopened(path)) == []
    await it.room.say(SABINE, "neu")
    assert [m.text for m in content(reopened(path))] == ["neu", "Echo: neu"]
