"""Teams as a client of the bot: signs what it posts as the Connector does and gives back the bot's HTTP answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from tests.standins.activities import ANNA, Activity, Person, Shapes
from tests.standins.connector import SERVICE_URL
from tests.standins.keys import KeyService
from tests.standins.microsoft import APP_ID, TENANT_ID


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class TeamsClient:
    """Speaks to the bot at `url` (without path). Like Teams it uses one token for many activities."""

    def __init__(self, session: ClientSession, url: str, keys: KeyService) -> None:
        self._session = session
        self._keys = keys
        self._token: tuple[str, str] | None = None
        self.url = url
        self.shapes = Shapes(APP_ID, TENANT_ID, SERVICE_URL)

    def token(self, **claims: Any) -> str:
        """A fresh token; claims as in `KeyService.token`."""
        return self._keys.token(APP_ID, SERVICE_URL, **claims)

    async def say(self, text: str, person: Person = ANNA) -> Answer:
        return await self.post(self.shapes.message(text, person))

    async def say_in_channel(self, text: str, person: Person = ANNA, *, thread: str | None = None) -> Answer:
        return await self.post(self.shapes.channel_message(text, person, thread=thread))

    async def submit(self, value: Activity, person: Person = ANNA) -> Answer:
        return await self.post(self.shapes.submit(value, person))

    async def invoke(self, name: str, value: Activity, person: Person = ANNA) -> Answer:
        return await self.post(self.shapes.invoke(name, value, person))

    async def post(self, activity: Activity, *, token: str | None = None) -> Answer:
        """Any activity; without `token` with a good one."""
        body = json.dumps(activity).encode()
        headers = {"Authorization": f"Bearer {token or self._good_token()}"}
        return await self.send(body, headers | {"Content-Type": "application/json; charset=utf-8"})

    async def send(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Any bytes with any headers to /api/messages."""
        async with self._session.post(f"{self.url}/api/messages", data=body, headers=headers) as response:
            return Answer(response.status, await response.text(), response.headers)

    async def get(self, path: str) -> Answer:
        async with self._session.get(f"{self.url}{path}") as response:
            return Answer(response.status, await response.text(), response.headers)

    def _good_token(self) -> str:
        kid = self._keys.keys[-1].kid
        if self._token is None or self._token[0] != kid:
            self._token = (kid, self.token())
        return self._token[1]
