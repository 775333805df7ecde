"""The way to Teams: implements `dialogs.delivery.Teams` over the Bot Connector's REST interface.

What an answer means stands in `outcome`, when to try again in the core.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from aiohttp import ClientError, ClientResponse
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError
from yarl import URL

from bot.http_client import HttpClient, read_bounded
from bot.outbound_token import NoToken, TokenSource
from bot.outcome import of_error, of_status
from bot.service_url import TrustedHosts
from dialogs.delivery import Address, Done, Never, NotDone, Outcome, Unknown

MAX_UTF16_BYTES: Final = 28 * 1024
"""Microsoft's documents say 28 KB to 100 KB, counted as UTF-16; the least of them always passes."""

_MAX_ANSWER: Final = 64 * 1024
_MAX_ID: Final = 1000
_ADDRESSES: Final = 1000
"""So many are kept; the chats of a house."""


class _Created(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    id: str


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    url: URL
    body: bytes | None
    known_id: str | None


class Connector:
    """`token` None means that none is shown: practice only, where the other side is on this machine."""

    def __init__(self, client: HttpClient, hosts: TrustedHosts, token: TokenSource | None) -> None:
        self._client = client
        self._hosts = hosts
        self._token = token
        self._url = lru_cache(maxsize=_ADDRESSES)(self._url_of)

    async def post(self, address: Address, activity: str) -> Outcome:
        return await self._send("POST", address, None, activity)

    async def update(self, address: Address, activity_id: str, activity: str) -> Outcome:
        return await self._send("PUT", address, activity_id, activity)

    async def delete(self, address: Address, activity_id: str) -> Outcome:
        outcome = await self._send("DELETE", address, activity_id, None)
        return Done(activity_id) if outcome in (Never("http_404"), Never("http_410")) else outcome

    async def _send(self, method: str, address: Address, activity_id: str | None, activity: str | None) -> Outcome:
        url = self._url(address, activity_id)
        body = None if activity is None else _encode(activity)
        if isinstance(url, Never):
            return url
        if isinstance(body, Never):
            return body
        return await self._with_token(_Request(method, url, body, activity_id))

    def _url_of(self, address: Address, activity_id: str | None) -> URL | Never:
        base = self._hosts.base(address.service_url)
        if base is None:
            return Never("host_not_allowed")
        ids = [address.conversation_id] if activity_id is None else [address.conversation_id, activity_id]
        if not all(map(_is_one_segment, ids)):
            return Never("bad_id")
        conversation, *rest = (quote(name, safe="") for name in ids)
        return URL("/".join((base, "v3/conversations", conversation, "activities", *rest)), encoded=True)

    async def _with_token(self, request: _Request) -> Outcome:
        """A 401 is surely not done; a token that was withdrawn early is replaced once."""
        token = await self._fresh_token()
        if isinstance(token, NoToken):
            return NotDone(token.reason, token.wait)
        outcome = await self._exchange(request, token)
        if outcome != Never("http_401") or self._token is None or token is None:
            return outcome
        self._token.reject(token)
        token = await self._fresh_token()
        return (
            NotDone(token.reason, token.wait) if isinstance(token, NoToken) else await self._exchange(request, token)
        )

    async def _fresh_token(self) -> SecretStr | NoToken | None:
        return None if self._token is None else await self._token.get()

    async def _exchange(self, request: _Request, token: SecretStr | None) -> Outcome:
        headers = {} if token is None else {"Authorization": f"Bearer {token.get_secret_value()}"}
        if request.body is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            async with self._client.request(
                request.method, request.url, data=request.body, headers=headers
            ) as response:
                return await _read_outcome(response, request.known_id)
        except (ClientError, TimeoutError, OSError) as error:
            return of_error(error)


async def _read_outcome(response: ClientResponse, known_id: str | None) -> Outcome:
    if not 200 <= response.status < 300:
        return of_status(response.status, response.headers, datetime.fromtimestamp(time.time(), UTC))
    if known_id is not None:
        with suppress(
            ClientError, TimeoutError, OSError
        ):  # the status has said it; read only to reuse the connection
            await read_bounded(response, _MAX_ANSWER)
        return Done(known_id)
    body = await read_bounded(response, _MAX_ANSWER)
    try:
        created = _Created.model_validate_json(body or b"")
    except ValidationError:
        return Unknown("no_id")
    return Done(created.id) if _is_one_segment(created.id) else Unknown("no_id")


def _is_one_segment(name: str) -> bool:
    return name.strip(".") != "" and len(name) <= _MAX_ID and name.isprintable()


def _encode(activity: str) -> bytes | Never:
    """UTF-8, if Teams will take as much."""
    try:
        too_large = len(activity.encode("utf-16-le")) >= MAX_UTF16_BYTES
        return Never("too_large") if too_large else activity.encode()
    except UnicodeEncodeError:  # half of a pair
        return Never("not_json")
