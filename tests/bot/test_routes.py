"""The four paths, the order of the checks, slow clients, and what an error shows."""

import asyncio
import json
import logging

import pytest

from bot.log import JsonLines
from tests.bot.edge import RunningEdge
from tests.standins.microsoft import Microsoft
from tests.standins.raw import RawClient, head
from tests.standins.teams import TeamsClient


async def test_the_four_paths(teams: TeamsClient) -> None:
    await teams.say("x")
    assert [
        (answer.status, answer.text)
        for path in ("/healthz", "/readyz", "/metrics")
        for answer in [await teams.get(path)]
    ] == [
        (200, "ok"),
        (200, "ready"),
        (200, "aktivzentrum_up 1\n"),
    ]


@pytest.mark.parametrize(
    "path",
    ["/", "/api", "/api/messages/", "/api/Messages", "/uebung", "/uebung/uhr", "/favicon.ico", "/v3/directline"],
)
async def test_there_is_nothing_else(path: str, teams: TeamsClient) -> None:
    answer = await teams.get(path)
    assert (answer.status, answer.text) == (404, "not found")


async def test_other_methods(teams: TeamsClient) -> None:
    answer = await teams.get("/api/messages")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_every_answer_has_an_id_and_tells_no_version(teams: TeamsClient) -> None:
    answers = [await teams.say("x"), await teams.get("/healthz"), await teams.get("/nowhere")]
    answers.append(await teams.send(b"", {}))
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == 4
    assert {answer.headers["Server"] for answer in answers} == {"Aktivzentrum"}


@pytest.mark.parametrize(
    "data",
    [b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"HELLO\r\n\r\n", b"POST /x HTTP/1.1\r\nA" + b"a" * 9000 + b"\r\n\r\n"],
)
async def test_what_is_no_http_gets_a_mute_400(data: bytes, edge: RunningEdge) -> None:
    async with RawClient(edge.url) as raw:
        await raw.send(data)
        assert await raw.status() == 400
        assert await raw.is_closed()


async def test_lengths_that_contradict_each_other(edge: RunningEdge, teams: TeamsClient) -> None:
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=4, Transfer_Encoding="chunked") + b"0\r\n\r\n")
        assert await raw.status() == 400
    assert edge.echo.arrivals == []


async def test_the_token_is_checked_before_the_body_is_read(edge: RunningEdge) -> None:
    async with RawClient(edge.url) as raw:
        await raw.send(head(token="a.b.c", length=200_000))
        assert await raw.status(within=1) == 401


async def test_the_body_is_asked_for_after_the_token(edge: RunningEdge, teams: TeamsClient) -> None:
    body = json.dumps(teams.shapes.message("x")).encode()
    async with RawClient(edge.url) as raw:
        await raw.send(head(token="a.b.c", length=len(body), Expect="100-continue"))
        assert await raw.status() == 401
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=len(body), Expect="100-continue"))
        assert await raw.status() == 100
        await raw.send(body)
        assert await raw.status() == 200


async def test_a_body_of_256_kb_and_one_byte_more(edge: RunningEdge, teams: TeamsClient) -> None:
    frame = len(json.dumps(teams.shapes.message("")).encode())
    for size, status in ((256 * 1024, 200), (256 * 1024 + 1, 413)):
        activity = teams.shapes.message("")
        activity["summary"] = ""
        activity["summary"] = "x" * (size - len(json.dumps(activity).encode()))
        assert (await teams.post(activity)).status == status
    assert frame < 256 * 1024
    assert len(edge.echo.arrivals) == 1


async def test_a_body_that_says_it_is_too_large_is_not_read(edge: RunningEdge, teams: TeamsClient) -> None:
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=256 * 1024 + 1))
        assert await raw.status(within=1) == 413


async def test_a_body_in_pieces_without_end(edge: RunningEdge, teams: TeamsClient) -> None:
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=None, Transfer_Encoding="chunked"))
        piece = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
        for _ in range(9):
            await raw.send(piece)
        assert await raw.status() == 413
    assert edge.echo.arrivals == []


async def test_a_body_in_pieces(edge: RunningEdge, teams: TeamsClient) -> None:
    body = json.dumps(teams.shapes.message("in Stücken")).encode()
    pieces = b"".join(b"1\r\n" + body[index : index + 1] + b"\r\n" for index in range(len(body)))
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=None, Transfer_Encoding="chunked") + pieces + b"0\r\n\r\n")
        assert await raw.status() == 200
    assert edge.echo.arrivals[0].activity.text == "in Stücken"


async def test_pieces_that_are_none(edge: RunningEdge, teams: TeamsClient) -> None:
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=None, Transfer_Encoding="chunked") + b"zz\r\n")
        assert await raw.status() == 400
    assert edge.echo.arrivals == []


async def test_a_slow_body_is_cut_off(edge: RunningEdge, teams: TeamsClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.routes.BODY_SECONDS", 0.3)
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=100) + b'{"type"')
        drip = asyncio.create_task(_drip(raw))
        assert await raw.status() == 408
        drip.cancel()
    assert edge.echo.arrivals == []
    assert (await teams.say("x")).status == 200


async def _drip(raw: RawClient) -> None:
    while True:
        await asyncio.sleep(0.05)
        await raw.send(b" ")


async def test_a_slow_head_is_cut_off(edge: RunningEdge, teams: TeamsClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.server.HEAD_SECONDS", 0.3)
    async with RawClient(edge.url) as raw:
        await raw.send(b"POST /api/messages HTTP/1.1\r\nHost: x\r\n")
        for _ in range(3):
            await asyncio.sleep(0.05)
            await raw.send(b"X-More: x\r\n")
        assert await raw.is_closed(within=2)
    assert (await teams.say("x")).status == 200


async def test_a_connection_that_waits_between_requests_stays(
    edge: RunningEdge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.server.HEAD_SECONDS", 0.2)
    async with RawClient(edge.url) as raw:
        for _ in range(2):
            await raw.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert await raw.status() == 200
            await asyncio.sleep(0.4)


async def test_a_client_that_leaves_in_the_middle(edge: RunningEdge, teams: TeamsClient) -> None:
    async with RawClient(edge.url) as raw:
        await raw.send(head(token=teams.token(), length=1000) + b"{")
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.1)
    assert edge.refused == ["body_broken"]
    assert (await teams.say("x")).status == 200


async def test_an_error_shows_an_id_and_nothing_else(
    edge: RunningEdge, teams: TeamsClient, caplog: pytest.LogCaptureFixture
) -> None:
    edge.echo.raises = RuntimeError("Frau Müller hat Rückenschmerzen")
    caplog.handler.setFormatter(JsonLines())
    with caplog.at_level(logging.DEBUG):
        answer = await teams.say("Ich habe Rückenschmerzen")
    assert (answer.status, answer.text) == (500, f"error {answer.headers['X-Request-Id']}")
    assert f'"turn": "{answer.headers["X-Request-Id"]}"' in caplog.text
    assert "RuntimeError" in caplog.text
    assert "Rückenschmerzen" not in caplog.text
    edge.echo.raises = None
    assert (await teams.say("x")).status == 200


async def test_refusals_are_counted_and_logged_without_content(
    edge: RunningEdge, teams: TeamsClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        token = teams.token(aud="Müller")
        await teams.post(teams.shapes.message("Müller"), token=token)
        await teams.post(teams.shapes.message("Müller") | {"channelId": "Müller"})
        await teams.post(teams.shapes.message("Müller") | {"text": {"Müller": 1}})
    assert edge.refused == ["token_InvalidAudienceError", "channel", "string_type"]
    assert "Müller" not in caplog.text
    assert token not in caplog.text


async def test_a_turn_is_finished_when_the_server_stops(
    edge: RunningEdge, teams: TeamsClient, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: object) -> None:
        begun.set()
        await go_on.wait()

    monkeypatch.setattr(edge.echo, "on_message_activity", slow)
    asking = asyncio.create_task(teams.say("x"))
    await begun.wait()
    stopping = asyncio.create_task(edge.server.stop())
    await asyncio.sleep(0.1)
    assert not stopping.done()
    go_on.set()
    assert (await asking).status == 200
    await stopping
    del microsoft
