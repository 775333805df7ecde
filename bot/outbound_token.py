"""The token the bot shows to the Connector: fetched off the event loop, kept, fetched anew before it ends.

The requests that carry it are made by `connector`.
"""

import asyncio
import logging
import ssl
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, Protocol

import msal  # type: ignore[import-untyped]  # msal ships no types
import requests
from pydantic import SecretStr
from requests.adapters import HTTPAdapter

_log: Final = logging.getLogger(__name__)

AUTHORITY: Final = "https://login.microsoftonline.com"
SCOPE: Final = "https://api.botframework.com/.default"
_TIMEOUT: Final = 8.0
_SPARE: Final = 60.0
"""Seconds before its end from which on a token is not used any more."""
_PATIENCE: Final = 10.0
_REPLACEABLE_AFTER: Final = 60.0
"""A token younger than this that is refused is not to blame: no other is fetched for it."""
_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Token:
    """Times in seconds of the monotonic clock."""

    value: SecretStr
    since: float
    renew: float
    expires: float


@dataclass(frozen=True, slots=True)
class NoToken:
    """None to be had now; worth asking again after `wait` seconds."""

    reason: str
    wait: float


class TokenSource(Protocol):
    async def get(self) -> SecretStr | NoToken:
        """A token good for the next minute at least."""

    def reject(self, token: SecretStr) -> None:
        """The Connector did not take this token: fetch another for the next `get`."""


class _Trusting(HTTPAdapter):
    """Trusts what it is given, no more: requests alone would not look at SSL_CERT_FILE, and at every connection read
    a list of its own, which takes longer than all the rest of the question."""

    def __init__(self, trust: ssl.SSLContext) -> None:
        self._trust = trust
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=self._trust)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, **kwargs, ssl_context=self._trust)

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        return super().send(*args, **kwargs | {"verify": True})

    def cert_verify(self, conn: Any, *_args: Any, **_kwargs: Any) -> None:
        conn.cert_reqs = "CERT_REQUIRED"


class _LoginSession(requests.Session):
    """msal's way out, for one question; the proxy comes from the environment."""

    def __init__(self, trust: ssl.SSLContext) -> None:
        super().__init__()
        self.mount("https://", _Trusting(trust))

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        return super().request(*args, **{"timeout": _TIMEOUT} | kwargs | {"allow_redirects": False})


Fetch = Callable[[], Mapping[str, Any]]
"""One question to the authority, blocking; the answer as msal gives it."""


def client_secret_fetch(app_id: str, password: SecretStr, tenant_id: str, trust: ssl.SSLContext) -> Fetch:
    """Asks Microsoft's login, whose certificate `trust` checks, for a token of the app; blocks, and raises what msal
    raises."""

    def fetch() -> Mapping[str, Any]:
        with _LoginSession(trust) as session:
            application = msal.ConfidentialClientApplication(
                app_id,
                client_credential=password.get_secret_value(),
                authority=f"{AUTHORITY}/{tenant_id}",
                http_client=session,
            )
            answer: Mapping[str, Any] = application.acquire_token_for_client(scopes=[SCOPE])
            return answer

    return fetch


class OutboundToken:
    """Keeps one token. Whoever asks while a fetch is under way waits for that one; the event loop never does."""

    def __init__(self, fetch: Fetch, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbound-token")
        self._token: Token | None = None
        self._under_way: asyncio.Task[None] | None = None
        self._failure = NoToken("token_unavailable", _FIRST_PAUSE)
        self._not_before = 0.0

    def start(self) -> None:
        """Fetches the first one in the background, so that the first answer need not wait for the login."""
        self._begin()

    async def get(self) -> SecretStr | NoToken:
        now = self._monotonic()
        if self._token is not None and now < self._token.expires - _SPARE:
            if now >= self._token.renew and now >= self._not_before:
                self._begin()
            return self._token.value
        if self._under_way is None and now < self._not_before:
            return NoToken(self._failure.reason, self._not_before - now)
        try:
            await asyncio.wait_for(asyncio.shield(self._begin()), _PATIENCE)
        except TimeoutError:
            return NoToken("token_unavailable", _FIRST_PAUSE)
        return self._failure if self._token is None else self._token.value

    def reject(self, token: SecretStr) -> None:
        held = self._token
        if held is not None and held.value == token and self._monotonic() - held.since > _REPLACEABLE_AFTER:
            self._token = None

    async def close(self) -> None:
        if self._under_way is not None:
            self._under_way.cancel()
            await asyncio.gather(self._under_way, return_exceptions=True)
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> asyncio.Task[None]:
        if self._under_way is None:
            self._under_way = asyncio.create_task(self._renew())
            self._under_way.add_done_callback(self._ended)
        return self._under_way

    def _ended(self, _: asyncio.Task[None]) -> None:
        self._under_way = None

    async def _renew(self) -> None:
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._thread, self._fetch)
            self._take(answer)
        except Exception as error:  # noqa: BLE001  msal raises whatever its HTTP client and its parser raise
            self._fail("token_unavailable", type(error).__name__)

    def _take(self, answer: Mapping[str, Any]) -> None:
        value, lifetime = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(value, str) or not isinstance(lifetime, int):
            self._fail("token_refused", str(answer.get("error")))
            return
        now = self._monotonic()
        self._token = Token(SecretStr(value), now, now + lifetime / 2, now + lifetime)
        self._failure = NoToken("token_unavailable", _FIRST_PAUSE)
        self._not_before = 0.0

    def _fail(self, reason: str, detail: str) -> None:
        _log.warning("no outbound token: %s (%s)", reason, detail)
        pause = min(self._failure.wait * 2, _LONGEST_PAUSE) if self._not_before else _FIRST_PAUSE
        self._failure = NoToken(reason, pause)
        self._not_before = self._monotonic() + pause
        if self._token is not None and self._monotonic() >= self._token.expires - _SPARE:
            self._token = None
