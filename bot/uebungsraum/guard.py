"""Lets only this machine in: no foreign host name, no foreign page, no other computer.

A page on the internet could otherwise have a visitor's browser talk to the room (DNS rebinding, CSRF).
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str | None) -> bool:
    """Whether a host name without port names this machine; a name that needs DNS never does."""
    if host == "localhost":
        return True
    try:
        return host is not None and ip_address(host).is_loopback
    except ValueError:
        return False


def netloc_is_loopback(netloc: str) -> bool:
    try:
        return is_loopback(urlsplit(f"//{netloc}").hostname)
    except ValueError:
        return False


def is_welcome(request: web.Request) -> bool:
    """The peer and the Host are this machine, and a browser's Origin is the room itself."""
    origin = request.headers.get("Origin")
    host = request.headers.get("Host", "")
    own = origin is None or origin == f"http://{host}"
    peer = request.remote is None or is_loopback(request.remote)
    return own and peer and netloc_is_loopback(host)


def guarded(handler: Handler) -> Handler:
    @wraps(handler)
    async def guard(request: web.Request) -> web.StreamResponse:
        if not is_welcome(request):
            raise web.HTTPForbidden(text="Only for this machine.")
        return await handler(request)

    return guard
