"""The page's own API: for this machine alone, and what it cannot read it says in German."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from bot.uebungsraum.erfunden import MIRIAM, SABINE
from tests.bot.uebungsraum.serving import Served

WHO = SABINE.aad_object_id


async def post(it: Served, path: str, body: Any, **headers: str) -> tuple[int, Any]:
    url = f"{it.url}/uebung/{path}"
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as response:
        return response.status, await response.json() if response.content_type == "application/json" else None


async def test_clock_of_the_contract(it: Served) -> None:
    """POST /uebung/uhr sets the day or moves it on."""
    assert await post(it, "uhr", {"heute": "2027-03-05"}) == (200, {"heute": "2027-03-05"})
    assert await post(it, "uhr", {"tage": 7}) == (200, {"heute": "2027-03-12"})


@pytest.mark.parametrize(
    "body", [{}, {"heute": "gestern"}, {"heute": "2027-02-30"}, {"tage": "x"}, {"tage": 10**12}, [1]]
)
async def test_clock_refuses_what_is_no_day(it: Served, body: Any) -> None:
    status, answer = await post(it, "uhr", body)
    assert (status, bool(answer["error"])) == (400, True)
    assert it.room.clock.heute().isoformat() == "2027-03-01"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://boese.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Host": "boese.example"},
        {"Host": "127.0.0.1.boese.example:80"},
    ],
)
@pytest.mark.parametrize("path", ["reset", "../v3/conversations"])
async def test_foreign_pages_stay_outside(it: Served, headers: dict[str, str], path: str) -> None:
    """Another page in the same browser, or a foreign name for this machine, changes nothing."""
    await it.room.say(SABINE, "bleibt")
    assert (await post(it, path, {}, **headers))[0] == 403
    assert it.room.messages(SABINE) != []


async def test_own_page_may(it: Served) -> None:
    assert (await post(it, "say", {"person": WHO, "text": "hallo"}, Origin=it.url))[0] == 200


async def test_window_sees_everything(it: Served) -> None:
    """A window gets the state when it opens, then each change, also those of other windows."""
    await it.room.say(SABINE, "vorher")
    async with aiohttp.ClientSession(it.url) as session, session.ws_connect("/uebung/live") as window:
        snapshot = json.loads((await window.receive()).data)
        assert [m["text"] for m in snapshot["messages"]] == ["vorher", "Echo: vorher"]
        assert snapshot["heute"] == "2027-03-01"
        await post(it, "say", {"person": WHO, "text": "nachher"})
        changes = [json.loads((await window.receive()).data) for _ in range(2)]
        assert [c["message"]["text"] for c in changes] == ["nachher", "Echo: nachher"]
        await post(it, "reset", {})
        kinds = [json.loads((await window.receive()).data)["kind"] for _ in range(2)]
        assert kinds == ["faults", "snapshot"]


async def test_a_room_being_furnished_shows_its_end_alone(it: Served) -> None:
    """No window sees the single messages of a past that is played; the whole state comes when it is there."""

    async def play() -> None:
        await it.room.say(SABINE, "vor drei Monaten")
        await it.room.say(SABINE, "vor zwei Monaten")

    async def furnish() -> None:
        await it.room.prepare(play)

    it.room.furnish = furnish
    async with aiohttp.ClientSession(it.url) as session, session.ws_connect("/uebung/live") as window:
        await window.receive()
        assert (await post(it, "reset", {}))[0] == 200
        heard = [json.loads((await window.receive()).data) for _ in range(4)]
        assert [event["kind"] for event in heard] == ["faults", "snapshot", "busy", "snapshot"]
        assert [len(event["messages"]) for event in heard if event["kind"] == "snapshot"] == [0, 4]
        assert not heard[-1]["busy"]


async def test_who_comes_while_it_is_furnished_waits(it: Served) -> None:
    may_end = asyncio.Event()

    async def play() -> None:
        await may_end.wait()

    furnishing = asyncio.create_task(it.room.prepare(play))
    await asyncio.sleep(0)
    assert it.room.is_busy
    saying = asyncio.create_task(post(it, "say", {"person": WHO, "text": "hallo"}))
    async with aiohttp.ClientSession(it.url) as session, session.ws_connect("/uebung/live") as window:
        assert json.loads((await window.receive()).data)["busy"]
    assert it.bot.seen == []
    may_end.set()
    assert (await saying)[0] == 200
    await furnishing
    assert [a["text"] for a in it.bot.seen] == ["hallo"]


async def test_a_room_without_a_tour_has_none(it: Served) -> None:
    assert (await post(it, "tour", {"tour": "start"}))[0] == 409


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("say", {"person": "niemand", "text": "x"}, 400),
        ("say", {"person": WHO}, 400),
        ("say", {"person": WHO, "text": "x", "where": "a:fremd"}, 409),
        ("edit", {"person": WHO, "message": "1", "text": "x"}, 409),
        ("click", {"person": WHO, "message": "1", "inputs": []}, 400),
        ("faults", {"fault": "erdbeben"}, 400),
    ],
)
async def test_what_the_page_cannot_ask(it: Served, path: str, body: Any, status: int) -> None:
    assert (await post(it, path, body))[0] == status
    assert it.bot.seen == []


async def test_troubles_of_the_page(it: Served) -> None:
    """The switches of the page reach the Connector; off is off."""
    await post(it, "faults", {"fault": "bad_gateway"})
    await it.room.say(SABINE, "geht verloren")
    assert [m.text for m in it.room.messages(SABINE)] == ["geht verloren"]
    await post(it, "faults", {"fault": "bad_gateway"})
    await post(it, "faults", {"fault": "bad_gateway", "on": False})
    assert (await it.room.say(SABINE, "kommt an")).text == "Echo: kommt an"
    await post(it, "faults", {"fault": "channel_removed"})
    assert it.room.welt.channel_removed
    await post(it, "faults", {"fault": "repeat"})
    await post(it, "say", {"person": MIRIAM.aad_object_id, "text": "zweimal"})
    assert [a.get("text") for a in it.bot.seen][-2:] == ["zweimal", "zweimal"]


async def test_page_is_strict(it: Served) -> None:
    """The page allows no script but its own and no request to another place."""
    async with aiohttp.ClientSession(it.url) as session, session.get("/") as response:
        policy = response.headers["Content-Security-Policy"]
        html = await response.text()
    assert str(response.url).endswith("/uebung/")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert '<html lang="de"' in html
    assert "style=" not in html
    assert "://" not in html
