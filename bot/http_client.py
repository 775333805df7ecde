"""The bot's one HTTP session and what it takes from the environment: the proxy and the certificates.

What is asked, of whom, and what an answer means stands with the callers.
"""

import os
import ssl
import urllib.request
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import (
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    encode_basic_auth,
)
from yarl import URL


def ssl_context() -> ssl.SSLContext:
    """Checks certificates and names. Trusts SSL_CERT_FILE or else the system's list, and REQUESTS_CA_BUNDLE besides:
    an operator sets the one or the other for a proxy that looks inside TLS, and an image may have set the other."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    bundle = Path(os.environ.get("REQUESTS_CA_BUNDLE", ""))
    if bundle.is_file():
        context.load_verify_locations(cafile=bundle)
    elif bundle.is_dir() and bundle != Path():
        context.load_verify_locations(capath=bundle)
    return context


@dataclass(frozen=True, slots=True)
class Proxy:
    """`headers` go to the proxy alone."""

    url: URL
    headers: Mapping[str, str]


def proxy_for(scheme: str, host: str) -> Proxy | None:
    """The proxy that HTTPS_PROXY and NO_PROXY name for this host."""
    address = urllib.request.getproxies().get(scheme)
    if not address or urllib.request.proxy_bypass(host):
        return None
    url = URL(address if "://" in address else f"http://{address}")
    secret = encode_basic_auth(url.user, url.password or "") if url.user else None
    return Proxy(url.with_user(None), {"Proxy-Authorization": secret} if secret else {})


class HttpClient:
    """One session for the life of the process: made inside the running loop, closed by who made it.

    aiohttp's own `trust_env` would ask for the proxy in two worker threads at every request, and would let a
    ~/.netrc put its own password in the place of our token; here each host is asked about once.

    `trust` is what it checks certificates with; reading the list of authorities takes longer than a turn.
    """

    def __init__(self, *, total: float = 10.0, connect: float = 5.0) -> None:
        self.trust = ssl_context()
        self._proxies: dict[tuple[str, str], Proxy | None] = {}
        self._session = ClientSession(
            # more than the relay sends at once: whom Teams keeps waiting must not keep others from a connection
            connector=TCPConnector(ssl=self.trust, limit=500, limit_per_host=400, keepalive_timeout=30),
            timeout=ClientTimeout(total=total, connect=connect, sock_connect=connect),
            cookie_jar=DummyCookieJar(),
        )

    def request(
        self,
        method: str,
        url: URL,
        *,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> AbstractAsyncContextManager[ClientResponse]:
        """One request; redirects are not followed. Raises what aiohttp raises, and TimeoutError."""
        proxy = self._proxy(url.scheme, url.host or "")
        return self._session.request(
            method,
            url,
            data=data,
            headers=headers,
            allow_redirects=False,
            proxy=proxy.url if proxy else None,
            proxy_headers=proxy.headers if proxy else None,
        )

    async def close(self) -> None:
        await self._session.close()

    def _proxy(self, scheme: str, host: str) -> Proxy | None:
        place = (scheme, host)
        if place not in self._proxies:
            self._proxies[place] = proxy_for(scheme, host)
        return self._proxies[place]


async def read_bounded(response: ClientResponse, limit: int) -> bytes | None:
    """The body, or None if it is longer than `limit` bytes (the connection is then given up)."""
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > limit:
            response.close()
            return None
    return bytes(body)
