"""The bot's one HTTP session and what it takes from the environment: the proxy and the certificates.

What is asked, of whom, and what an answer means stands with the callers.
"""

import os
import ssl
import urllib.request
from dataclasses import dataclass
from functools import lru_cache

from aiohttp import BasicAuth, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from yarl import URL


def ca_file() -> str | None:
    """The CA bundle an operator set for a proxy that looks inside TLS; None means the system's own."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or None


def ssl_context() -> ssl.SSLContext:
    """Checks certificates and names; trusts the bundle of `ca_file`, or what the system trusts."""
    path = ca_file()
    is_directory = path is not None and os.path.isdir(path)  # noqa: PTH112  both forms are allowed in these settings
    context = ssl.create_default_context(cafile=None if is_directory else path, capath=path if is_directory else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True, slots=True)
class Proxy:
    url: URL
    auth: BasicAuth | None


@lru_cache(maxsize=64)
def proxy_for(scheme: str, host: str) -> Proxy | None:
    """The proxy that HTTPS_PROXY and NO_PROXY name for this host.

    aiohttp's `trust_env` would ask the same, but in two worker threads for every request, and would let a
    ~/.netrc put its own password in the place of our token.
    """
    address = urllib.request.getproxies().get(scheme)
    if not address or urllib.request.proxy_bypass(host):
        return None
    url = URL(address if "://" in address else f"http://{address}")
    return Proxy(url.with_user(None), BasicAuth.from_url(url))


def open_session(*, total: float = 10.0, connect: float = 5.0) -> ClientSession:
    """One session for the life of the process; to be closed by who opened it. Seconds."""
    return ClientSession(
        connector=TCPConnector(ssl=ssl_context(), limit=100, limit_per_host=50, keepalive_timeout=30),
        timeout=ClientTimeout(total=total, connect=connect, sock_connect=connect),
        cookie_jar=DummyCookieJar(),
        auto_decompress=True,
        raise_for_status=False,
    )


async def read_bounded(response: ClientResponse, limit: int) -> bytes | None:
    """The body, or None if it is longer than `limit` bytes (the connection is then given up)."""
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > limit:
            response.close()
            return None
    return bytes(body)
