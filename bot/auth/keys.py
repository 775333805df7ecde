"""The keys with which the Bot Connector signs: fetched, kept, refreshed ahead,
and still used when the key service is down.

Tokens are not read here.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Protocol

from aiohttp import ClientError
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import InvalidKeyError
from jwt.algorithms import RSAAlgorithm
from pydantic import BaseModel, ConfigDict, ValidationError
from yarl import URL

from bot.http_client import HttpClient, read_bounded

_log: Final = logging.getLogger(__name__)

OPENID_CONFIGURATION: Final = URL("https://login.botframework.com/v1/.well-known/openidconfiguration")
CHANNEL: Final = "msteams"
REFRESHED_AFTER: Final = 23 * 3600.0
"""Microsoft asks for a day; an hour is left for a key service that is down."""
_PATIENCE: Final = 8.0
"""Seconds for both requests: who waits for them must still be answered before Teams comes again."""
_MAX_BYTES: Final = 1024 * 1024
_MIN_BITS: Final = 2048


class _Configuration(BaseModel):
    jwks_uri: str


class _Published(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    kty: str
    kid: str
    n: str
    e: str
    use: str = "sig"
    alg: str = "RS256"
    endorsements: tuple[str, ...] = ()


class _KeySet(BaseModel):
    keys: list[dict[str, object]]


Keys = Mapping[str, RSAPublicKey]


def read_keys(document: bytes) -> Keys:
    """The RSA keys of a JWKS that are endorsed for Teams, by key id; entries of other kinds are passed over.

    Raises ValueError if the document is no JWKS.
    """
    entries = _KeySet.model_validate_json(document).keys
    return MappingProxyType({kid: key for entry in entries for kid, key in _usable(entry)})


def _usable(entry: Mapping[str, object]) -> list[tuple[str, RSAPublicKey]]:
    try:
        published = _Published.model_validate(entry)
        if not _is_for_teams(published):
            return []
        key = RSAAlgorithm.from_jwk({"kty": "RSA", "n": published.n, "e": published.e})
    except (ValidationError, InvalidKeyError, ValueError):
        return []
    return [(published.kid, key)] if isinstance(key, RSAPublicKey) and key.key_size >= _MIN_BITS else []


def _is_for_teams(published: _Published) -> bool:
    is_signing = (published.kty, published.use, published.alg) == ("RSA", "sig", "RS256")
    return is_signing and CHANNEL in published.endorsements


class KeySource(Protocol):
    async def find(self, kid: str) -> RSAPublicKey | None:
        """The published key of this id, after a fetch if that may help; KeysUnavailableError if there is none."""

    def known(self, kid: str) -> RSAPublicKey | None:
        """The same without any fetch."""


class KeysUnavailableError(Exception):
    """No key has been fetched yet and the key service does not answer."""


class PublishedKeys:
    """Microsoft's key list. `min_refresh`: seconds between two fetches that unknown key ids may cause."""

    def __init__(
        self,
        client: HttpClient,
        *,
        min_refresh: float = 60.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._min_refresh = min_refresh
        self._monotonic = monotonic
        self._held: Keys | None = None
        self._fetch: asyncio.Task[bool] | None = None
        self._asked_at: float | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        """True once keys are there; old ones count, for they go on working."""
        return self._held is not None

    def known(self, kid: str) -> RSAPublicKey | None:
        return None if self._held is None else self._held.get(kid)

    async def find(self, kid: str) -> RSAPublicKey | None:
        key = self.known(kid)
        if key is None and self._may_ask():
            await self._refresh()
            key = self.known(kid)
        if self._held is None:
            raise KeysUnavailableError
        return key

    def start(self) -> None:
        """Fetches in the background, now and ahead of every expiry, until `close`."""
        self._keeper = asyncio.create_task(self._keep())

    async def close(self) -> None:
        tasks = [task for task in (self._keeper, self._fetch) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _may_ask(self) -> bool:
        if self._fetch is not None:
            return True
        now = self._monotonic()
        if self._asked_at is not None and now - self._asked_at < self._min_refresh:
            return False
        self._asked_at = now
        return True

    async def _keep(self) -> None:
        failures = 0
        while True:
            fetched = await self._refresh()
            failures = 0 if fetched else failures + 1
            await asyncio.sleep(REFRESHED_AFTER if fetched else min(2.0 ** min(failures, 8), 300.0))

    async def _refresh(self) -> bool:
        """Joins a fetch that is under way; a failed one leaves the keys as they are."""
        if self._fetch is None:
            self._fetch = asyncio.create_task(self._fetch_once())
            self._fetch.add_done_callback(self._forget_fetch)
        return await asyncio.shield(self._fetch)

    def _forget_fetch(self, _: asyncio.Task[bool]) -> None:
        self._fetch = None

    async def _fetch_once(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                keys = read_keys(await self._get(await self._key_list_url()))
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            _log.warning("key list not fetched: %s", type(error).__name__)
            return False
        if keys:
            self._held = keys
        return bool(keys)

    async def _key_list_url(self) -> URL:
        configuration = _Configuration.model_validate_json(await self._get(OPENID_CONFIGURATION))
        url = URL(configuration.jwks_uri)
        if url.origin() != OPENID_CONFIGURATION.origin():
            raise ValueError("key list on another host")
        return url

    async def _get(self, url: URL) -> bytes:
        async with self._client.request("GET", url) as response:
            body = await read_bounded(response, _MAX_BYTES) if response.status == 200 else None
        if body is None:
            raise ValueError(f"status {response.status}")
        return body
