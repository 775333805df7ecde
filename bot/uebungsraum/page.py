"""The page of the practice room and its own small API under /uebung, for this machine alone.

What the deeds do is not decided here (room); the page itself is in web/.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.uebungsraum import dialog
from bot.uebungsraum.faults import Fault, Kind
from bot.uebungsraum.guard import Handler, guarded
from bot.uebungsraum.install import WEB
from bot.uebungsraum.live import Windows
from bot.uebungsraum.people import Person
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.stage import NotNowError, Turn

Json = dict[str, Any]
Deed = Callable[[Json], Awaitable[Json]]

TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
RENDERER = Path("node_modules/adaptivecards/dist/adaptivecards.min.js")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
FIRST_YEAR, LAST_YEAR = 2000, 2100

# The troubles a person can switch on in the page; everything else is for tests.
TROUBLES = {
    "slow": Fault(Kind.SLOW, times=None, seconds=4.0),
    "throttled": Fault(Kind.THROTTLED, times=2, seconds=2.0),
    "bad_gateway": Fault(Kind.BAD_GATEWAY),
    "lost": Fault(Kind.LOST),
}


class BadRequestError(Exception):
    """The window sent something the room cannot read."""


class Page:
    """The routes a browser uses. `mount` puts them and the Connector's into an application."""

    def __init__(self, room: Uebungsraum) -> None:
        self._room = room
        self._windows = Windows(room)

    def routes(self) -> list[web.RouteDef]:
        deeds: dict[str, Deed] = {
            "open": self._open,
            "say": self._say,
            "attach": self._attach,
            "edit": self._edit,
            "delete": self._delete,
            "click": self._click,
            "execute": self._execute,
            "consent": self._consent,
            "dialog": self._dialog,
            "faults": self._faults,
            "reset": self._reset,
            "uhr": self._uhr,
            "tour": self._tour,
        }
        return [
            web.get("/", guarded(_to_page)),
            web.get("/uebung/", guarded(_file(WEB / "index.html"))),
            web.get("/uebung/live", guarded(self._windows.serve)),
            web.get("/uebung/lib/adaptivecards.js", guarded(_file(WEB / RENDERER))),
            *(web.get(f"/uebung/web/{path.name}", guarded(_file(path))) for path in front_end()),
            *(web.post(f"/uebung/{name}", guarded(self._answering(deed))) for name, deed in deeds.items()),
        ]

    def mount(self, app: web.Application) -> None:
        """Adds page and Connector to an application and ends them with it."""
        app.add_routes(self._room.routes())
        app.add_routes(self.routes())
        app.on_shutdown.append(self._end)

    async def _end(self, _: web.Application) -> None:
        await self._windows.close()
        await self._room.close()

    def _who(self, body: Json) -> Person:
        person = self._room.welt.person(_text(body, "person"))
        if person is None:
            raise BadRequestError("Diese Person gibt es im Übungsraum nicht.")
        return person

    def _answering(self, deed: Deed) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            if request.content_type != "application/json":
                return web.json_response({"error": "JSON wird erwartet."}, status=415)
            try:
                body = await _body(request)
                await self._room.free()
                return web.json_response(await deed(body))
            except BadRequestError as error:
                return web.json_response({"error": str(error)}, status=400)
            except NotNowError as error:
                return web.json_response({"error": str(error)}, status=409)
            except LookupError:
                return web.json_response({"error": "Das gibt es hier nicht (mehr)."}, status=409)

        return answer

    async def _tour(self, body: Json) -> Json:
        if self._room.guide is None:
            raise LookupError("There is no tour in this room.")
        await self._room.guide.do(_text(body, "tour"))
        return {}

    async def _open(self, body: Json) -> Json:
        turn = await self._room.open(self._who(body), body.get("where"))
        return {} if turn is None else _outcome(turn)

    async def _say(self, body: Json) -> Json:
        where, mention = body.get("where"), body.get("mention") is not False
        turn = await self._room.say(self._who(body), _text(body, "text"), where=where, mention=mention)
        return _outcome(turn)

    async def _attach(self, body: Json) -> Json:
        return _outcome(await self._room.attach(self._who(body), _text(body, "name")))

    async def _edit(self, body: Json) -> Json:
        return _outcome(await self._room.edit(self._who(body), _text(body, "message"), _text(body, "text")))

    async def _delete(self, body: Json) -> Json:
        return _outcome(await self._room.delete(self._who(body), _text(body, "message")))

    async def _click(self, body: Json) -> Json:
        message, inputs = _text(body, "message"), _object(body, "inputs")
        return _outcome(await self._room.click(self._who(body), message, body.get("data"), inputs))

    async def _execute(self, body: Json) -> Json:
        message, action, inputs = _text(body, "message"), _object(body, "action"), _object(body, "inputs")
        return _outcome(await self._room.execute(self._who(body), message, action, inputs))

    async def _consent(self, body: Json) -> Json:
        message, accept = _text(body, "message"), body.get("accept") is not False
        return _outcome(await self._room.consent(self._who(body), message, accept=accept))

    async def _dialog(self, body: Json) -> Json:
        data = _object(body, "data") if "data" in body else None
        turn = await dialog.ask(self._room, self._who(body), data, body.get("where"))
        return _outcome(turn) | {"title": dialog.title_of(turn), "card": dialog.card_of(turn)}

    async def _faults(self, body: Json) -> Json:
        name, on = _text(body, "fault"), body.get("on") is not False
        if name in TROUBLES:
            self._room.switch(TROUBLES[name], on=on)
        elif name == "channel_removed":
            await (self._room.remove_channel() if on else self._room.restore_channel())
        elif name in ("repeat", "repeat_new_id"):
            self._room.repeat_next(new_id=name == "repeat_new_id") if on else self._room.repeat_no_more()
        else:
            raise BadRequestError("Diese Störung gibt es nicht.")
        return {}

    async def _reset(self, _: Json) -> Json:
        await self._room.reset()
        return {}

    async def _uhr(self, body: Json) -> Json:
        await self._room.set_day(_day(body, self._room.clock.heute()))
        return {"heute": self._room.clock.heute().isoformat()}


def front_end() -> list[Path]:
    """The files of the page that are served as they are."""
    return sorted(path for path in WEB.iterdir() if path.suffix in (".js", ".css", ".svg"))


def _file(path: Path) -> Handler:
    async def serve(_: web.Request) -> web.StreamResponse:
        if not path.is_file():
            raise web.HTTPNotFound
        kind = f"{TYPES[path.suffix]}; charset=utf-8"
        return web.FileResponse(path, headers={**HEADERS, "Content-Type": kind})

    return serve


async def _to_page(_: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/uebung/")


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
        json.dumps(body, ensure_ascii=False).encode()  # a lone surrogate is no text
    except ValueError as error:
        raise BadRequestError("Das ist kein lesbares JSON.") from error
    if not isinstance(body, dict):
        raise BadRequestError("Ein JSON-Objekt wird erwartet.")
    return body


def _text(body: Json, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str):
        raise BadRequestError(f"„{key}“ fehlt oder ist kein Text.")
    return value


def _object(body: Json, key: str) -> Json:
    value = body.get(key, {})
    if not isinstance(value, dict):
        raise BadRequestError(f"„{key}“ ist kein Objekt.")
    return value


def _day(body: Json, heute: date) -> date:
    """`heute` as a date, or `tage` on from the present day."""
    try:
        if "tage" in body:
            day = heute + timedelta(days=int(body["tage"]))
        else:
            day = date.fromisoformat(str(body.get("heute")))
    except (ValueError, TypeError, OverflowError) as error:
        raise BadRequestError("Erwartet wird „heute“ als JJJJ-MM-TT oder „tage“ als Zahl.") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadRequestError(f"Die Uhr geht von {FIRST_YEAR} bis {LAST_YEAR}.")
    return day


def _outcome(turn: Turn) -> Json:
    return {"status": turn.answer.status, "heard": turn.activity is not None}
