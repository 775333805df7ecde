"""Puts a file where a person agreed to have it: into their OneDrive, at the address Teams named for it.

This is the one place where the bot sends to an address out of an activity: only to hosts that the house has named,
never with our token, and what comes back is not read.
"""

import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from aiohttp import ClientError
from yarl import URL

from bot.http_client import HttpClient
from bot.outcome import of_error, of_status
from bot.service_url import is_loopback
from dialogs.delivery import Done, Never, NotDone, Outcome, Target, Unknown

MAX_BYTES: Final = 4 * 1024 * 1024
WAITS: Final = (1.0, 3.0, 9.0)
"""Seconds before each further try; Teams may ask for more, up to LONGEST_WAIT."""
LONGEST_WAIT: Final = 30.0
_MAX_URL: Final = 4000

# Narrower than any URL parser: nothing before the host but https, no other port, no fragment, no backslash.
_URL: Final = re.compile(r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]+)(?::(?P<port>[1-9][0-9]{0,4}))?/(?P<rest>.*)")
_SENT_AS_IT_IS: Final = re.compile(r"[!-\"$-\[\]-~]*")
"""Printable ASCII without blank, fragment and backslash: such a URL goes out to the character."""
_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,100}")
_TAKEN_UP: Final = frozenset({"http_404", "http_409", "http_410", "http_416"})
"""What an upload that was done already answers to the next try."""


@dataclass(frozen=True, slots=True)
class FileHosts:
    """Where files may go: exact hosts, lower case. None: the bot hands over no files.

    `loopback` adds this machine, and http there: practice only.
    """

    entries: frozenset[str] = frozenset()
    loopback: bool = False

    def __bool__(self) -> bool:
        return bool(self.entries) or self.loopback

    def target(self, upload: object) -> Target | None:
        """The `uploadInfo` of a consent, or None if a file must not go there."""
        info: Mapping[object, object] = upload if isinstance(upload, Mapping) else {}
        address, shown, name = (info.get(key) for key in ("uploadUrl", "contentUrl", "uniqueId"))
        if not isinstance(address, str) or not self._allows(address) or not _SENT_AS_IT_IS.fullmatch(address):
            return None
        return Target(
            address,
            shown if isinstance(shown, str) and shown.isprintable() and self._allows(shown) else None,
            name if isinstance(name, str) and _ID.fullmatch(name) else None,
        )

    def _allows(self, url: str) -> bool:
        match = _URL.fullmatch(url) if len(url) <= _MAX_URL else None
        if match is None:
            return False
        host, https = match["host"].lower(), match["scheme"] == "https"
        if self.loopback:
            return is_loopback(host)
        return https and match["port"] in (None, "443") and host in self.entries


@dataclass(frozen=True, slots=True)
class Uploader:
    """Sends the bytes; several tries, because the same bytes may be put to the same address again."""

    client: HttpClient
    hosts: FileHosts
    waits: Sequence[float] = field(default=WAITS)

    async def put(self, target: Target, content: bytes) -> Outcome:
        """What has become of it. Unknown: it may lie there."""
        if self.hosts.target({"uploadUrl": target.upload_url}) is None:
            return Never("host_not_allowed")
        if not 0 < len(content) <= MAX_BYTES:
            return Never("too_large")
        outcome = await self._once(target, content)
        seen = [outcome]
        for wait in self.waits:
            if not isinstance(outcome, NotDone | Unknown):
                break
            await asyncio.sleep(min(max(wait, outcome.wait or 0.0), LONGEST_WAIT))
            outcome = await self._once(target, content)
            seen.append(outcome)
        return _altogether(seen)

    async def _once(self, target: Target, content: bytes) -> Outcome:
        url, size = URL(target.upload_url, encoded=True), len(content)
        headers = {"Content-Type": "application/octet-stream", "Content-Range": f"bytes 0-{size - 1}/{size}"}
        try:
            async with self.client.request("PUT", url, data=content, headers=headers) as response:
                if response.status in (200, 201):
                    return Done("")
                return of_status(response.status, response.headers, datetime.fromtimestamp(time.time(), UTC))
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            return of_error(error)


def _altogether(seen: Sequence[Outcome]) -> Outcome:
    """After a try whose fate is unknown, a refusal may only mean that the file lies there already."""
    *before, last = seen
    doubtful = any(isinstance(one, Unknown) for one in before)
    if isinstance(last, Done) or not doubtful:
        return last
    if isinstance(last, Never) and last.reason not in _TAKEN_UP:
        return last
    return Unknown(last.reason)
