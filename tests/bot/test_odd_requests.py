"""Requests as no Teams sends them: strange words for the charset, two heads that differ, crowds of slow clients,
unknown keys while Microsoft changes its own, ways of answering that are not ours.
"""

import asyncio
import json
import time
from contextlib import AsyncExitStack

import aiohttp
import pytest

from tests.bot.edge import RunningEdge, run_edge
from tests.standins.keys import SigningKey
from tests.standins.microsoft import Microsoft
from tests.standins.raw import RawClient, head
from tests.standins.teams import TeamsClient

CROWD = 60


# --- charsets ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/json;"],
)
async def test_utf_8_in_whatever_spelling(kind: str, edge: RunningEdge, teams: TeamsClient) -> None:
    body = json.dumps(teams.shapes.message("grüß 😀"), ensure_ascii=False).encode()
    headers = {"Authorization": f"Bearer {teams.token()}", "Content-Type": kind}
    assert (await teams.send(body, headers)).status == 200
    assert [arrival.activity.text for arrival in edge.echo.arrivals] == ["grüß 😀"]


@pytest.mark.parametrize(
    "charset",
    [
        "utf8mb4",
        "utf-8-sig",
        "utf-16le",
        "utf-32",
        "cp037",
        "rot13",
        "idna",
        "unicode_escape",
        "zlib",
        "x" * 200,
        "\0",
    ],
)
async def test_a_charset_that_is_another_or_none(charset: str, edge: RunningEdge, teams: TeamsClient) -> None:
    """Whatever Python would know by that name is never asked for it."""
    body = json.dumps(teams.shapes.message("x")).encode()
    lines = head(token=teams.token(), length=len(body)).decode()
    kind = f"application/json; charset={charset}"
    async with RawClient(edge.url) as raw:
        await raw.send(lines.replace("application/json", kind).encode() + body)
        assert await raw.status() in (400, 415)
    assert edge.echo.arrivals == []
    assert (await teams.say("x")).status == 200


@pytest.mark.parametrize("second", ["application/json", "text/plain", "application/json; charset=utf-16"])
async def test_two_kinds_of_content_at_once(second: str, edge: RunningEdge, teams: TeamsClient) -> None:
    body = json.dumps(teams.shapes.message("x")).encode()
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=len(body), Content_Type=second) + body)
        assert await raw.status() in (400, 415)
    assert edge.echo.arrivals == []


async def test_two_authorizations_at_once(edge: RunningEdge, teams: TeamsClient) -> None:
    """Never one of them for the check and the other for the rest."""
    body = json.dumps(teams.shapes.message("x")).encode()
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=len(body), authorization="Bearer a.b.c") + body)
        assert await raw.status() in (400, 401)
    assert edge.echo.arrivals == []


# --- slow clients ------------------------------------------------------------------------------------------------


async def test_a_crowd_of_slow_clients_keeps_nobody_waiting_and_is_cut_off(
    edge: RunningEdge, teams: TeamsClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of them never end their head, half never send the body they announced."""
    monkeypatch.setattr("bot.server.HEAD_SECONDS", 3.0)
    monkeypatch.setattr("bot.routes.BODY_SECONDS", 3.0)
    token = teams.token()
    async with AsyncExitStack() as stack:
        crowd = [await stack.enter_async_context(RawClient(edge.url)) for _ in range(CROWD)]
        for number, one in enumerate(crowd):
            begun = head(token=token, length=100) + b'{"type"'
            await one.send(begun if number % 2 else b"POST /api/messages HTTP/1.1\r\nHost: x\r\n")
        assert [(await teams.say(str(n))).status for n in range(5)] == [200] * 5
        assert all(await asyncio.gather(*(one.is_closed(within=30) for one in crowd)))
    assert [arrival.activity.text for arrival in edge.echo.arrivals] == [str(n) for n in range(5)]
    assert edge.refused.count("body_too_slow") == CROWD // 2
    assert (await teams.say("x")).status == 200


# --- Microsoft changes its keys ----------------------------------------------------------------------------------


async def test_unknown_keys_do_not_put_off_a_change_of_keys(
    microsoft_env: dict[str, str], microsoft: Microsoft
) -> None:
    """Anybody can send tokens of unknown keys. They cost one question in the time that is set (a minute), and so
    long at most the new keys stay unknown."""
    environment = microsoft_env | {"AKTIVZENTRUM_JWKS_MIN_REFRESH": "2"}
    async with run_edge(environment) as edge, aiohttp.ClientSession() as session:
        client = TeamsClient(session, edge.url, microsoft.keys)
        assert (await client.say("vorher")).status == 200
        nobody = client.token(key=SigningKey("key-nobody-published"))
        message = client.shapes.message("x")
        assert {(await client.post(message, token=nobody)).status for _ in range(30)} == {401}
        asked = microsoft.keys.fetches
        assert asked <= 2
        microsoft.keys.rotate()
        began = time.monotonic()
        while (await client.say("nachher")).status != 200:
            assert (await client.post(message, token=nobody)).status == 401
            assert time.monotonic() - began < 60
            await asyncio.sleep(0.05)
        assert microsoft.keys.fetches <= asked + 1 + (time.monotonic() - began) / 2
        assert [arrival.activity.text for arrival in edge.echo.arrivals] == ["vorher", "nachher"]


# --- ways of answering that are not ours --------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["expectReplies", "stream", "notification", "ephemeral", "x"])
async def test_an_answer_goes_through_the_connector_alone(
    mode: str, microsoft: Microsoft, teams: TeamsClient, edge: RunningEdge
) -> None:
    """`expectReplies` would have it in the HTTP answer, past the outbox."""
    answer = await teams.post(teams.shapes.message("Guten Tag") | {"deliveryMode": mode})
    assert (answer.status, answer.text) == (200, "")
    assert [call.body["text"] for call in microsoft.connector.calls] == ["Guten Tag"]
    assert len(edge.echo.arrivals) == 1


@pytest.mark.parametrize(
    "kind", ["delay", "trace", "invokeResponse", "event", "handoff", "endOfConversation", "x" * 90]
)
async def test_kinds_of_activities_that_ask_for_nothing(
    kind: str, microsoft: Microsoft, teams: TeamsClient, edge: RunningEdge
) -> None:
    value = {"value": {"status": 200, "body": "Guten Tag"}, "name": "x"}
    began = time.monotonic()
    answer = await teams.post(teams.shapes.message("99999") | {"type": kind} | value)
    assert answer.status in (200, 400)
    assert "Guten Tag" not in answer.text
    assert time.monotonic() - began < 60, "nobody makes the bot wait"
    assert microsoft.connector.calls == []
    assert edge.refused in ([], ["string_too_long"])
