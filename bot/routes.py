"""The bot's HTTP paths: messages in, health, readiness, metrics; what is not one of these is a 404.

A request is checked, read and answered here; what it says is the adapter's affair.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from aiohttp import web

from bot.activity import Malformed, read_activity
from bot.adapter import Arrival, InvokeAnswer
from bot.auth.verdict import Gate, Refusal
from bot.log import error_path, new_turn_id, turn
from bot.server import SERVER_NAME

_log: Final = logging.getLogger(__name__)

MAX_BODY: Final = 256 * 1024
BODY_SECONDS: Final = 10.0
REQUEST_ID_HEADER: Final = "X-Request-Id"
_REQUEST_ID: Final = web.RequestKey("request_id", str)

_TEXTS: Final = {
    400: "bad request",
    401: "unauthorized",
    403: "forbidden",
    404: "not found",
    405: "method not allowed",
    408: "timeout",
    413: "too large",
    415: "unsupported media type",
    503: "unavailable",
}
_CONTENT_TYPE: Final = "Content-Type"
_JSON_CHARSETS: Final = frozenset({None, "utf-8"})

Ready = Callable[[], Awaitable[Sequence[str]]]
"""What is missing, as short English words; empty when the bot can work."""
Metrics = Callable[[], bytes]
"""The Prometheus text format."""
Refused = Callable[[str], None]
"""Told the reason of every refused request: a counter."""


class Turns(Protocol):
    async def answer(self, arrival: Arrival) -> InvokeAnswer | None:
        """One turn; None if there is nothing to say over HTTP."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The parts behind the paths."""

    gate: Gate
    turns: Turns
    ready: Ready
    metrics: Metrics
    refused: Refused


def create_app(routes: Routes) -> web.Application:
    """The application with exactly the four paths of the contract; practice adds its own to it."""
    app = web.Application(middlewares=[_guard], client_max_size=MAX_BODY)
    app.on_response_prepare.append(_sign)
    messages = _Messages(routes)
    app.router.add_post("/api/messages", messages.handle, expect_handler=_leave_expectation)
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz(routes.ready))
    app.router.add_get("/metrics", _metrics(routes.metrics))
    return app


class _Messages:
    """POST /api/messages: token, body, claims against the body, turn; in this order."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    async def handle(self, request: web.Request) -> web.Response:
        answer = await self._answer(request)
        if isinstance(answer, Refusal):
            self._routes.refused(answer.reason)
            _log.info("refused", extra={"status": answer.status, "reason": answer.reason})
            return _short(answer.status)
        return _invoke_response(answer)

    async def _answer(self, request: web.Request) -> InvokeAnswer | Refusal | None:
        gate = self._routes.gate
        ticket = await gate.check_request(request.headers, request.remote)
        if isinstance(ticket, Refusal):
            return ticket
        body = _refuse_head(request) or await _read_body(request)
        if isinstance(body, Refusal):
            return body
        activity = read_activity(body)
        if isinstance(activity, Malformed):
            return Refusal(400, activity.reason)
        admitted = gate.check_activity(ticket, activity)
        if isinstance(admitted, Refusal):
            return admitted
        return await self._routes.turns.answer(Arrival(request_id(request), activity, admitted))


def request_id(request: web.Request) -> str:
    """The id of this request, made here, which a person can quote."""
    return request[_REQUEST_ID]


def _refuse_head(request: web.Request) -> Refusal | None:
    types = request.headers.getall(_CONTENT_TYPE, [])
    if len(types) != 1 or request.content_type != "application/json":
        return Refusal(415, "content_type")
    if (request.charset.lower() if request.charset else None) not in _JSON_CHARSETS:
        return Refusal(415, "charset")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        return Refusal(415, "content_encoding")
    if request.content_length is not None and request.content_length > MAX_BODY:
        return Refusal(413, "body_too_large")
    return None


async def _read_body(request: web.Request) -> bytes | Refusal:
    body = bytearray()
    try:
        if request.content.is_eof() and request.content.total_bytes <= MAX_BODY:
            return request.content.read_nowait()  # as a rule it came with the head
        async with asyncio.timeout(BODY_SECONDS):
            await _meet_expectation(request)
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MAX_BODY:
                    return Refusal(413, "body_too_large")
    except TimeoutError:
        return Refusal(408, "body_too_slow")
    except (web.RequestPayloadError, ConnectionError):
        return Refusal(400, "body_broken")
    return bytes(body)


async def _leave_expectation(_: web.Request) -> None:
    """The client is asked for the body after the token has been checked, not before."""


async def _meet_expectation(request: web.Request) -> None:
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0


def _invoke_response(answer: InvokeAnswer | None) -> web.Response:
    if answer is None:
        return web.Response(status=200)
    if answer.body is None:
        return web.Response(status=answer.status)
    body = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return web.Response(status=answer.status, text=body, content_type="application/json")


def _short(status: int) -> web.Response:
    response = web.Response(status=status, text=_TEXTS[status])
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status in (401, 403, 408, 413, 415):
        response.force_close()  # part of the body may still be on its way
    return response


async def _healthz(_: web.Request) -> web.Response:
    return web.Response(text="ok")


def _readyz(ready: Ready) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(_: web.Request) -> web.Response:
        missing = await ready()
        return web.Response(status=503 if missing else 200, text=", ".join(missing) or "ready")

    return handle


def _metrics(metrics: Metrics) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(_: web.Request) -> web.Response:
        return web.Response(body=metrics(), headers={_CONTENT_TYPE: "text/plain; version=0.0.4; charset=utf-8"})

    return handle


@web.middleware
async def _guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """One id per request; what goes wrong unexpectedly is a 500 that shows this id and nothing else."""
    request[_REQUEST_ID] = new_turn_id()
    with turn(request_id(request)):
        try:
            return await handler(request)
        except web.HTTPException as error:
            return _plain(error)
        except Exception as error:  # noqa: BLE001  no error may show itself to who sent the request
            _log.error("request failed: %s", error_path(error))
            return web.Response(status=500, text=f"error {request_id(request)}")


def _plain(error: web.HTTPException) -> web.StreamResponse:
    if error.status not in _TEXTS:
        return error
    headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else None
    return web.Response(status=error.status, text=_TEXTS[error.status], headers=headers)


async def _sign(request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = SERVER_NAME
    response.headers["X-Content-Type-Options"] = "nosniff"
    if _REQUEST_ID in request:
        response.headers[REQUEST_ID_HEADER] = request_id(request)
