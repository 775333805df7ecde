"""Brings an activity to the bot's /api/messages, as patiently as Teams does: once more after a 5xx or no answer.

What the activity says is written elsewhere (teams).
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

PATIENCE = 15.0  # seconds until Teams takes a turn for lost
ROUNDS = 2

Activity = dict[str, Any]
Renew = Callable[[Activity], Activity]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot said over HTTP; `status` None: nothing came in time, or nothing was sent."""

    status: int | None = None
    body: Any = None

    @property
    def ok(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def final(self) -> bool:
        return self.status is not None and self.status < 500


Deliver = Callable[[Mapping[str, Any]], Awaitable[Answer]]


class HttpDelivery:
    """Posts to the bot over one shared session."""

    def __init__(self, url: str | None = None, *, patience: float = PATIENCE, rounds: int = ROUNDS) -> None:
        self.url = url
        self._timeout = aiohttp.ClientTimeout(total=patience)
        self._rounds = rounds
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, activity: Mapping[str, Any]) -> Answer:
        answer = Answer()
        for _ in range(1 if activity["type"] == "invoke" else self._rounds):
            answer = await self._once(activity)
            if answer.final:
                break
        return answer

    async def _once(self, activity: Mapping[str, Any]) -> Answer:
        if self.url is None:
            raise RuntimeError("The room does not know where the bot is: call at().")
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        try:
            async with self._session.post(f"{self.url.rstrip('/')}/api/messages", json=activity) as response:
                return Answer(response.status, _parsed(await response.text()))
        except (aiohttp.ClientError, TimeoutError):
            return Answer()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


class Post:
    """Delivers, and on demand delivers the next thing twice: as it was, or under a new id and time."""

    def __init__(self, deliver: Deliver, renew: Renew) -> None:
        self._deliver = deliver
        self._renew = renew
        self.repeat_next: Renew | None = None

    def same(self, activity: Activity) -> Activity:
        return activity

    def renewed(self, activity: Activity) -> Activity:
        return self._renew(activity)

    async def send(self, activity: Activity) -> Answer:
        again, self.repeat_next = self.repeat_next, None
        answer = await self._deliver(activity)
        if again is not None:
            await self._deliver(again(activity))
        return answer


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
