"""Key rotation, a key service that is down, and how often it is asked."""

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.auth.keys import KeysUnavailableError, PublishedKeys, read_keys
from bot.http_client import HttpClient
from tests.bot.edge import RunningEdge, run_edge
from tests.standins.keys import SigningKey
from tests.standins.microsoft import Microsoft
from tests.standins.teams import TeamsClient


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def keys(microsoft_env: dict[str, str], clock: Clock) -> AsyncIterator[PublishedKeys]:  # noqa: ARG001  sets the environment
    client = HttpClient(total=2, connect=1)
    published = PublishedKeys(client, min_refresh=60, monotonic=clock)
    yield published
    await published.close()
    await client.close()


async def test_one_fetch_at_the_start_whoever_asks(keys: PublishedKeys, microsoft: Microsoft) -> None:
    assert await keys.find("key-1") is not None
    fresh = microsoft.keys.rotate()
    assert await keys.find(fresh.kid) is None  # the first question was not a minute ago
    assert microsoft.keys.fetches == 1


async def test_unknown_ids_cause_one_fetch_a_minute(keys: PublishedKeys, microsoft: Microsoft, clock: Clock) -> None:
    await keys.find("key-1")
    clock.now += 61
    for number in range(50):
        assert await keys.find(f"nobody-{number}") is None
    assert microsoft.keys.fetches == 2
    fresh = microsoft.keys.rotate()
    clock.now += 59
    assert await keys.find(fresh.kid) is None
    clock.now += 2
    assert await keys.find(fresh.kid) is not None
    assert microsoft.keys.fetches == 3


async def test_a_fetch_under_way_is_shared(keys: PublishedKeys, microsoft: Microsoft) -> None:
    microsoft.keys.delay = 0.1
    found = await asyncio.gather(*(keys.find("key-1") for _ in range(30)))
    assert all(key is not None for key in found)
    assert microsoft.keys.fetches == 1


async def test_a_withdrawn_key_is_not_good_any_more(keys: PublishedKeys, microsoft: Microsoft, clock: Clock) -> None:
    await keys.find("key-1")
    fresh = microsoft.keys.rotate()
    clock.now += 61
    assert await keys.find(fresh.kid) is not None
    assert keys.known("key-1") is None


@pytest.mark.parametrize("status", [404, 500, 302])
async def test_known_keys_go_on_working_when_the_service_is_down(
    status: int, keys: PublishedKeys, microsoft: Microsoft, clock: Clock
) -> None:
    await keys.find("key-1")
    microsoft.keys.status = status
    clock.now += 30 * 24 * 3600
    assert await keys.find("nobody") is None
    assert await keys.find("key-1") is not None
    assert keys.ready


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"keys": 7}', b'{"keys": []}', b"x" * 1_100_000])
async def test_a_list_that_is_none_replaces_nothing(
    raw: bytes, keys: PublishedKeys, microsoft: Microsoft, clock: Clock
) -> None:
    await keys.find("key-1")
    microsoft.keys.raw = raw
    clock.now += 61
    assert await keys.find("nobody") is None
    assert await keys.find("key-1") is not None


async def test_without_any_key_there_is_no_answer(keys: PublishedKeys, microsoft: Microsoft, clock: Clock) -> None:
    microsoft.keys.status = 503
    with pytest.raises(KeysUnavailableError):
        await keys.find("key-1")
    assert not keys.ready
    microsoft.keys.status = 200
    clock.now += 61
    assert await keys.find("key-1") is not None


@pytest.mark.parametrize(
    "jwks_uri",
    [
        "https://evil.example/keys",
        "http://login.botframework.com/v1/.well-known/keys",
        "https://login.botframework.com:8443/k",
    ],
)
async def test_the_list_is_taken_from_one_host_alone(
    jwks_uri: str, keys: PublishedKeys, microsoft: Microsoft
) -> None:
    microsoft.keys.jwks_uri = jwks_uri
    with pytest.raises(KeysUnavailableError):
        await keys.find("key-1")
    assert microsoft.proxy.asked == ["login.botframework.com:443"]


async def test_the_first_list_comes_in_the_background(keys: PublishedKeys, microsoft: Microsoft) -> None:
    keys.start()
    async with asyncio.timeout(5):
        while not keys.ready:
            await asyncio.sleep(0.01)
    assert microsoft.keys.fetches == 1


def test_entries_of_other_kinds_are_passed_over() -> None:
    good = SigningKey("good").published()
    entries = [
        {"kty": "EC", "kid": "ec", "crv": "P-256", "x": "AA", "y": "AA", "endorsements": ["msteams"]},
        {"kty": "RSA"},
        good | {"kid": 7},
        good | {"kid": "for-encryption", "use": "enc"},
        good | {"kid": "other-algorithm", "alg": "RS512"},
        good | {"kid": "broken", "n": "!!"},
        good | {"kid": "even", "e": "AAAC"},
        good | {"kid": "private", "d": "AQAB"},
        good,
    ]
    assert sorted(read_keys(json.dumps({"keys": entries}).encode())) == ["good", "private"]


async def test_over_http_a_rotation_costs_no_message(
    microsoft_env: dict[str, str], microsoft: Microsoft, teams: TeamsClient, edge: RunningEdge
) -> None:
    del microsoft_env
    assert (await teams.say("eins")).status == 200
    microsoft.keys.rotate(keep_old=True)
    assert (await teams.say("zwei")).status == 200
    assert [arrival.activity.text for arrival in edge.echo.arrivals] == ["eins", "zwei"]


async def test_over_http_a_remembered_token_ends_with_its_key(
    microsoft_env: dict[str, str], microsoft: Microsoft
) -> None:
    environment = microsoft_env | {"AKTIVZENTRUM_JWKS_MIN_REFRESH": "0"}
    async with run_edge(environment) as edge, aiohttp.ClientSession() as session:
        client = TeamsClient(session, edge.url, microsoft.keys)
        old = client.token()
        assert (await client.post(client.shapes.message("eins"), token=old)).status == 200
        microsoft.keys.rotate()
        assert (await client.say("zwei")).status == 200
        assert (await client.post(client.shapes.message("drei"), token=old)).status == 401
        assert [arrival.activity.text for arrival in edge.echo.arrivals] == ["eins", "zwei"]


async def test_over_http_without_keys_teams_is_asked_to_come_again(
    microsoft_env: dict[str, str], microsoft: Microsoft
) -> None:
    microsoft.keys.status = 503
    async with run_edge(microsoft_env) as edge, aiohttp.ClientSession() as session:
        client = TeamsClient(session, edge.url, microsoft.keys)
        assert (await client.say("eins")).status == 503
        ready = await client.get("/readyz")
        assert (ready.status, ready.text) == (503, "keys")
        assert (await client.get("/healthz")).status == 200
