"""The open windows of the room: each gets the whole state when it opens and every change from then on.

What the state looks like as JSON is written here; what changes it, is not.
"""

import asyncio
import json
from typing import Any
from urllib.parse import quote

from aiohttp import WSMsgType, web

from bot.uebungsraum.people import Person
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.welt import ADAPTIVE_CARD, FILE_DOWNLOAD, FILE_INFO, Change, Json, Message

HEARTBEAT = 20.0


class Windows:
    """WebSockets, because a browser allows only six event streams to one address in all its windows."""

    def __init__(self, room: Uebungsraum) -> None:
        self._room = room
        self._open: set[web.WebSocketResponse] = set()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await socket.prepare(request)
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        queue.put_nowait(snapshot(self._room))
        unwatch = self._room.welt.watch(lambda change: self._tell(queue, change))
        self._open.add(socket)
        pump = asyncio.create_task(_pump(queue, socket))
        try:
            await _listen(socket)
        finally:
            unwatch()
            pump.cancel()
            self._open.discard(socket)
        return socket

    def _tell(self, queue: asyncio.Queue[dict[str, Any]], change: Change) -> None:
        """While the room is furnished a window hears that alone, and then has the whole state again."""
        if change.kind == "busy" or not self._room.is_busy:
            queue.put_nowait(change_json(self._room, change))

    async def close(self) -> None:
        await asyncio.gather(*(socket.close() for socket in tuple(self._open)))


async def _pump(queue: asyncio.Queue[dict[str, Any]], socket: web.WebSocketResponse) -> None:
    while not socket.closed:
        await socket.send_str(json.dumps(await queue.get(), ensure_ascii=False))


async def _listen(socket: web.WebSocketResponse) -> None:
    """A window says nothing here; this only notices that it closes."""
    async for message in socket:
        if message.type is WSMsgType.ERROR:
            break


def snapshot(room: Uebungsraum) -> dict[str, Any]:
    """Everything a window needs to begin."""
    channel = room.welt.channel
    return {
        "kind": "snapshot",
        "busy": room.is_busy,
        "heute": room.clock.heute().isoformat(),
        "bot": {"name": room.welt.bot.name},
        "people": [_person_json(room, person) for person in room.people],
        "channel": {"id": channel.id, "name": channel.name, "team": channel.team_name},
        "messages": [message_json(message) for message in room.welt],
        "faults": faults_json(room),
        "tour": tour_json(room),
    }


def tour_json(room: Uebungsraum) -> dict[str, Any] | None:
    """Where the guided tour stands; None: there is none in this room."""
    return None if room.guide is None else dict(room.guide.json())


def _person_json(room: Uebungsraum, person: Person) -> dict[str, Any]:
    return {
        "id": person.aad_object_id,
        "name": person.name,
        "label": person.label,
        "rolle": person.rolle,
        "chat": room.chat(person),
        "inChannel": person.in_channel,
        "suggestions": person.suggestions,
        "channelSuggestions": person.channel_suggestions,
    }


def message_json(message: Message) -> dict[str, Any]:
    """One message as a window shows it."""
    return {
        "id": message.id,
        "conversation": message.place.conversation,
        "thread": message.place.thread,
        "author": message.author,
        "at": message.at,
        "text": message.text,
        "format": message.text_format,
        "cards": [a["content"] for a in message.attachments if a.get("contentType") == ADAPTIVE_CARD],
        "files": [a.get("name") for a in message.attachments if a.get("contentType") == FILE_DOWNLOAD],
        "downloads": [_download(a) for a in message.attachments if a.get("contentType") == FILE_INFO],
        "consent": message.consent and _offer(message.consent),
        "views": dict(message.views),
        "suggested": list(message.suggested),
        "mention": message.mentions,
        "revision": message.revision,
        "edited": message.edited,
        "deleted": message.deleted,
    }


def _offer(consent: Json) -> dict[str, Any]:
    content = consent.get("content") or {}
    return {
        "name": consent.get("name"),
        "description": content.get("description"),
        "size": content.get("sizeInBytes"),
    }


def _download(info: Json) -> dict[str, Any]:
    """Where a file lies: a path of the room, whatever address was written."""
    file_id = str((info.get("content") or {}).get("uniqueId"))
    return {"name": info.get("name"), "href": f"/uebung/file/{quote(file_id, safe='')}"}


def faults_json(room: Uebungsraum) -> dict[str, Any]:
    """Which troubles are switched on."""
    due = {fault.kind: fault.times for fault in room.faults.due}
    return {
        "due": {kind.value: times for kind, times in due.items()},
        "channelRemoved": room.welt.channel_removed,
        "repeat": room.repeats_next,
    }


def change_json(room: Uebungsraum, change: Change) -> dict[str, Any]:
    """A change as a window is told it."""
    match change.kind:
        case "message" if change.message is not None:
            return {"kind": "message", "message": message_json(change.message)}
        case "clock":
            return {"kind": "clock", "heute": room.clock.heute().isoformat()}
        case "faults":
            return {"kind": "faults", "faults": faults_json(room)}
        case "tour":
            return {"kind": "tour", "tour": tour_json(room)}
        case "reset":
            return snapshot(room)
    where = change.place
    place = {} if where is None else {"conversation": where.conversation, "thread": where.thread}
    return {"kind": change.kind, **place, **change.detail}
