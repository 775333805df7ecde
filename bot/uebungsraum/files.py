"""Files a bot hands over in a personal chat, as in Teams: it asks, the person agrees, it uploads, Teams keeps it.

In memory only; what is asked and answered stands in messages (welt) and activities (teams).
"""

from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import uuid4

from aiohttp import web

from bot.uebungsraum.guard import guarded

MAX_BYTES = 20 * 1024 * 1024


@dataclass
class Files:
    """Where agreed files are put and fetched, under an address nobody can guess."""

    _names: dict[str, str] = field(default_factory=dict)
    _contents: dict[str, bytes] = field(default_factory=dict)

    def expect(self, name: str) -> str:
        """A place for a file of this name; its id is part of both addresses."""
        file_id = str(uuid4())
        self._names[file_id] = name
        return file_id

    def content(self, file_id: str) -> bytes | None:
        return self._contents.get(file_id)

    def contents(self) -> tuple[bytes, ...]:
        """All that was put here."""
        return tuple(self._contents.values())

    def clear(self) -> None:
        self._names.clear()
        self._contents.clear()

    def routes(self) -> list[web.RouteDef]:
        path = "/uebung/file/{file}"
        return [web.put(path, guarded(self._put)), web.get(path, guarded(self._get))]

    async def _put(self, request: web.Request) -> web.StreamResponse:
        file_id = request.match_info["file"]
        if file_id not in self._names:
            raise web.HTTPNotFound
        content = await request.content.read(MAX_BYTES + 1)
        while len(content) <= MAX_BYTES and (more := await request.content.read(MAX_BYTES + 1 - len(content))):
            content += more
        if len(content) > MAX_BYTES:
            raise web.HTTPRequestEntityTooLarge(MAX_BYTES, len(content))
        self._contents[file_id] = content
        return web.json_response({"id": file_id}, status=201)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        file_id = request.match_info["file"]
        content = self._contents.get(file_id)
        if content is None:
            raise web.HTTPNotFound(text="Diese Datei gibt es im Übungsraum nicht.")
        response = web.Response(body=content, content_type="application/octet-stream")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Disposition"] = "attachment; filename*=UTF-8''" + quote(self._names[file_id])
        return response
