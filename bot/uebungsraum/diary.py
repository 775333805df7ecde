"""Keeps the messages, the day and the tour of the room in a file, so that a room started again goes on where it was.

One line of JSON a change, the last one on a message holds; a fresh start empties the file.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bot.uebungsraum.people import Place
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.welt import Change, Message


class Diary:
    """`attach` tells the room what is in the file and writes down what happens from then on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unwatch: Callable[[], None] = lambda: None

    @property
    def exists(self) -> bool:
        return self._path.is_file()

    def attach(self, room: Uebungsraum) -> None:
        self._read_to(room)
        if self.exists:
            self._write_all(room)
        self._follow(room)

    def keep(self, room: Uebungsraum) -> None:
        """Writes down what is there, and what happens from then on."""
        self._write_all(room)
        self._follow(room)

    def pause(self) -> None:
        """What happens now is not worth keeping; whoever ends in the middle of it begins afresh."""
        self._unwatch()
        self._unwatch = lambda: None
        self.forget()

    def _follow(self, room: Uebungsraum) -> None:
        self._unwatch()
        self._unwatch = room.welt.watch(lambda change: self._write(room, change))

    def forget(self) -> None:
        """For a database that is new: what was said belongs to an older one."""
        self._path.unlink(missing_ok=True)

    def _read_to(self, room: Uebungsraum) -> None:
        messages: dict[str, Message] = {}
        for line in self._lines():
            if "message" in line:
                message = _message(line["message"])
                messages[message.id] = message
            elif "tour" in line:
                if room.guide is not None:
                    room.guide.restore(line["tour"])
            else:
                room.clock.set(date.fromisoformat(line["heute"]))
        room.welt.restore(messages.values())

    def _lines(self) -> Iterator[dict[str, Any]]:
        """The whole lines; the last one may have been cut off by the end of the process."""
        if not self._path.is_file():
            return
        for line in self._path.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)

    def _write_all(self, room: Uebungsraum) -> None:
        """Leaves what holds; also mends a line that was cut off."""
        tour = [] if room.guide is None else [{"tour": dict(room.guide.kept())}]
        messages = ({"message": asdict(message)} for message in room.welt)
        kept = [{"heute": room.clock.heute().isoformat()}, *tour, *messages]
        self._path.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")

    def _write(self, room: Uebungsraum, change: Change) -> None:
        match change.kind:
            case "message" if change.message is not None:
                self._append({"message": asdict(change.message)})
            case "clock":
                self._append({"heute": room.clock.heute().isoformat()})
            case "tour" if room.guide is not None:
                self._append({"tour": dict(room.guide.kept())})
            case "reset":
                self.forget()

    def _append(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _message(kept: dict[str, Any]) -> Message:
    lists = {key: tuple(kept[key]) for key in ("attachments", "entities", "suggested")}
    return Message(**{**kept, **lists, "place": Place(**kept["place"])})
