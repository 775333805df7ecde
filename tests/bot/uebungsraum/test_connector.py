"""The stand-in of the Connector answers, and misbehaves, as the real one does."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
import pytest_asyncio

from bot.uebungsraum.erfunden import KAI, MIRIAM, SABINE, TORSTEN
from bot.uebungsraum.faults import Call, Fault, Kind, RateLimit
from tests.bot.uebungsraum.demo import card_message, question_card
from tests.bot.uebungsraum.serving import Served

Answer = tuple[int, Any]


class Client:
    """A bot's side of the Connector, with nothing between the test and HTTP."""

    def __init__(self, it: Served, session: aiohttp.ClientSession) -> None:
        self.room = it.room
        self._session = session

    async def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        async with self._session.request(method, f"/v3/{path}", json=body, **more) as response:
            return response.status, await response.json() if response.content_type == "application/json" else None

    async def send(self, where: str, **activity: Any) -> Answer:
        return await self.ask("POST", activities(where), {"type": "message", **activity})

    def texts(self, where: str) -> list[str]:
        return [m.text for m in self.room.messages(where) if not m.deleted]


def activities(where: str) -> str:
    return f"conversations/{quote(where, safe='')}/activities"


@pytest_asyncio.fixture
async def client(it: Served) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession(it.url) as session:
        yield Client(it, session)


async def test_life_of_a_message(client: Client) -> None:
    """Created, changed in place, deleted; gone is gone."""
    chat = client.room.chat(SABINE)
    status, body = await client.send(chat, text="eins")
    one = f"{activities(chat)}/{body['id']}"
    assert status == 201
    assert await client.ask("PUT", one, {"type": "message", "text": "zwei"}) == (200, {"id": body["id"]})
    assert client.texts(chat) == ["zwei"]
    assert (await client.ask("DELETE", one))[0] == 200
    assert client.texts(chat) == []
    assert (await client.ask("PUT", one, {"type": "message", "text": "drei"}))[0] == 404


async def test_channel_post_opens_a_thread(client: Client) -> None:
    """A post to the channel begins a thread, with `;messageid=` or replyToId one answers in it."""
    channel = client.room.channel
    _, body = await client.send(channel, text="neu")
    thread = f"{channel};messageid={body['id']}"
    await client.send(thread, text="Antwort")
    await client.send(channel, text="auch Antwort", replyToId=body["id"])
    assert client.texts(thread) == ["neu", "Antwort", "auch Antwort"]
    status, created = await client.ask(
        "POST",
        "conversations",
        {"channelData": {"channel": {"id": channel}}, "activity": {"type": "message", "text": "x"}},
    )
    assert (status, created["id"]) == (201, f"{channel};messageid={created['activityId']}")


async def test_chat_with_a_person_is_opened(client: Client) -> None:
    """The personal chat of a member is found by the 29: id; two members are refused."""
    member = {"id": SABINE.teams_id(client.room.welt.bot.id)}
    assert await client.ask("POST", "conversations", {"members": [member]}) == (201, {"id": client.room.chat(SABINE)})
    assert (await client.ask("POST", "conversations", {"members": [member, member]}))[0] == 400


async def test_text_with_card_is_split(client: Client) -> None:
    """Text and card in one activity become two messages, and no id comes back."""
    chat = client.room.chat(SABINE)
    assert await client.send(chat, text="Text", **card_message(question_card())) == (201, {})
    assert [(m.text, m.card is None) for m in client.room.messages(chat)] == [("Text", True), ("", False)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"type": "message"}, 400),
        ({"type": "trace", "text": "x"}, 400),
        ({"type": "message", "text": "lone \ud800"}, 400),
        ({"type": "message", "text": "ä" * 14_000}, 201),
        ({"type": "message", "text": "ä" * 14_400}, 413),
    ],
)
async def test_what_is_refused(client: Client, body: dict[str, Any], status: int) -> None:
    """Empty, unknown, broken and oversized messages leave no trace; sizes count as UTF-16."""
    chat = client.room.chat(SABINE)
    encoded = {"data": unescaped(body), "headers": {"Content-Type": "application/json"}}
    assert (await client.ask("POST", activities(chat), **encoded))[0] == status
    assert len(client.room.messages(chat)) == (status == 201)


def unescaped(body: dict[str, Any]) -> bytes:
    """As a careful bot writes JSON; a lone surrogate can only be written escaped."""
    text = json.dumps(body, ensure_ascii=False)
    return json.dumps(body).encode() if "\ud800" in text else text.encode()


@pytest.mark.parametrize("where", ["a:unknown", "19:other@thread.tacv2", "../../v3", "a:1;messageid=5"])
async def test_unknown_conversation(client: Client, where: str) -> None:
    """Where there is no conversation nothing can be sent."""
    assert (await client.send(where, text="x"))[0] == 404


async def test_people_cannot_be_rewritten(client: Client) -> None:
    """The bot changes its own messages only, and only in their conversation."""
    said = (await client.room.say(SABINE, "meins")).message
    assert said is not None
    reply = client.room.last(SABINE)
    chat, other = client.room.chat(SABINE), client.room.chat(KAI)
    change = {"type": "message", "text": "deins"}
    assert (await client.ask("PUT", f"{activities(chat)}/{said.id}", change))[0] == 403
    assert (await client.ask("PUT", f"{activities(other)}/{reply.id}", change))[0] == 404
    assert client.texts(chat) == ["meins", "Echo: meins"]


@pytest.mark.parametrize(
    ("kind", "status", "done"),
    [
        (Kind.THROTTLED, 429, False),
        (Kind.PRECONDITION, 412, False),
        (Kind.SERVER_ERROR, 500, False),
        (Kind.BAD_GATEWAY, 502, False),
        (Kind.GATEWAY_TIMEOUT, 504, False),
        (Kind.FORBIDDEN, 403, False),
        (Kind.GONE, 404, False),
        (Kind.LATE_502, 502, True),
        (Kind.SLOW, 201, True),
    ],
)
async def test_faults(client: Client, kind: Kind, status: int, done: bool) -> None:  # noqa: FBT001 - a row
    """Each fault gives its answer, carries the call out or not, and the next call works again."""
    chat = client.room.chat(SABINE)
    client.room.faults.add(Fault(kind, seconds=0.01))
    assert (await client.send(chat, text="eins"))[0] == status
    assert client.texts(chat) == (["eins"] if done else [])
    assert (await client.send(chat, text="zwei"))[0] == 201


@pytest.mark.parametrize(("kind", "done"), [(Kind.RESET, False), (Kind.LOST, True)])
async def test_broken_connections(client: Client, kind: Kind, done: bool) -> None:  # noqa: FBT001 - a row
    """Without an answer nobody knows: one was not carried out, the other was."""
    chat = client.room.chat(SABINE)
    client.room.faults.add(Fault(kind))
    with pytest.raises(aiohttp.ClientError):
        await client.send(chat, text="eins")
    assert client.texts(chat) == (["eins"] if done else [])


async def test_fault_finds_its_call(client: Client) -> None:
    """A fault can wait for an update, or for the third call of one conversation."""
    chat, other = client.room.chat(SABINE), client.room.chat(KAI)
    client.room.faults.add(Fault(Kind.BAD_GATEWAY, calls=frozenset({Call.UPDATE})))
    client.room.faults.add(Fault(Kind.THROTTLED, conversation=chat, skip=1))
    _, body = await client.send(chat, text="eins")
    assert (await client.send(other, text="eins"))[0] == 201
    assert (await client.send(chat, text="zwei"))[0] == 429
    assert (await client.ask("PUT", f"{activities(chat)}/{body['id']}", {"type": "message", "text": "x"}))[0] == 502


async def test_retry_after_is_said(it: Served) -> None:
    """A 429 tells in Retry-After how many seconds to wait."""
    it.room.faults.add(Fault(Kind.THROTTLED, seconds=3))
    async with aiohttp.ClientSession(it.url) as session:
        url = f"/v3/{activities(it.room.chat(SABINE))}"
        async with session.post(url, json={"type": "message", "text": "x"}) as response:
            assert (response.status, response.headers["Retry-After"]) == (429, "3")


async def test_removed_channel(client: Client, it: Served) -> None:
    """Where the channel was removed nothing can be sent, the bot is told, and the chats go on."""
    await it.room.remove_channel()
    assert it.bot.seen[-1]["channelData"]["eventType"] == "channelDeleted"
    assert (await client.send(client.room.channel, text="x"))[0] == 404
    assert (await client.send(client.room.chat(SABINE), text="x"))[0] == 201
    await it.room.restore_channel()
    assert (await client.send(client.room.channel, text="x"))[0] == 201


def test_rate_limit() -> None:
    """Seven in a second; the eighth waits, and two seconds hold eight."""
    now = 100.0
    limit = RateLimit(lambda: now)
    assert [limit.wait("a") for _ in range(7)] == [0.0] * 7
    assert limit.wait("a") == pytest.approx(1.0)
    assert limit.wait("b") == 0.0
    now = 101.0
    assert limit.wait("a") == 0.0
    assert limit.wait("a") == pytest.approx(1.0)


async def test_members(client: Client) -> None:
    """The channel's members with their tenants; guests are called guests; who is not in it is not found."""
    path = f"conversations/{quote(client.room.channel, safe='')}/members"
    _, members = await client.ask("GET", path)
    by_name = {m["name"]: m for m in members}
    assert by_name["Torsten Brandt"]["userRole"] == "guest"
    assert "#EXT#" in by_name["Torsten Brandt"]["userPrincipalName"]
    assert by_name["Miriam Okafor"]["tenantId"] == MIRIAM.tenant_id != TORSTEN.tenant_id
    bot = client.room.welt.bot.id
    assert (await client.ask("GET", f"{path}/{quote(SABINE.teams_id(bot), safe='')}"))[0] == 200
    assert (await client.ask("GET", f"{path}/{quote(KAI.teams_id(bot), safe='')}"))[0] == 404
