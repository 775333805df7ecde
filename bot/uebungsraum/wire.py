"""What comes in at the Connector stand-in, read as strictly as the real one reads it, and its way to say no.

Pure reading; what is done with it stands in connector.
"""

import json
from typing import Any

from aiohttp import web

from bot.uebungsraum.welt import ADAPTIVE_CARD, Json

MAX_BYTES = 28 * 1024  # counted as UTF-16, the lowest of the limits in Microsoft's documents


class RefusalError(Exception):
    """The Connector says no; carries its answer."""

    def __init__(self, status: int, code: str, message: str = "", **headers: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message or code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self) -> web.Response:
        body = {"error": {"code": self.code, "message": self.message}}
        return web.json_response(body, status=self.status, headers=self.headers)


async def read_json(request: web.Request) -> dict[str, Any]:
    raw = await request.read()
    try:
        text = raw.decode()
        body = json.loads(text)
        json.dumps(body, ensure_ascii=False).encode()  # a lone surrogate is no text
    except ValueError as error:
        raise RefusalError(400, "BadSyntax", str(error)) from error
    if not isinstance(body, dict):
        raise RefusalError(400, "BadSyntax", "An object is needed.")
    if len(text.encode("utf-16-le")) > MAX_BYTES:
        raise RefusalError(413, "MessageSizeTooBig", "Message size too large.")
    return body


async def read_activity(request: web.Request) -> dict[str, Any]:
    activity = await read_json(request)
    if activity.get("type") not in ("message", "typing"):
        raise RefusalError(400, "BadArgument", "Only messages and typing can be sent.")
    empty = not activity.get("text") and not activity.get("attachments")
    if activity["type"] == "message" and empty:
        raise RefusalError(400, "BadSyntax", "Activity must include text or attachments.")
    return activity


def split(activity: Json) -> list[Json]:
    """Teams makes two messages of a text with a card, and tells neither id."""
    attachments = activity.get("attachments") or []
    if not activity.get("text") or not any(a.get("contentType") == ADAPTIVE_CARD for a in attachments):
        return [activity]
    return [{**activity, "attachments": []}, {**activity, "text": ""}]


def content_of(activity: Json) -> dict[str, Any]:
    """What of an activity is shown."""
    suggested = (activity.get("suggestedActions") or {}).get("actions") or ()
    return {
        "text": activity.get("text") or "",
        "text_format": activity.get("textFormat") or "markdown",
        "attachments": tuple(activity.get("attachments") or ()),
        "entities": tuple(activity.get("entities") or ()),
        "suggested": tuple(suggested),
        "summary": activity.get("summary") or "",
    }
