"""The outbound token: kept, renewed ahead, never in the way of the event loop, and what happens when login fails."""

import asyncio
import ssl
import threading
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.http_client import ssl_context
from bot.outbound_token import NoToken, OutboundToken, client_secret_fetch
from tests.standins.ca import TestAuthority
from tests.standins.microsoft import APP_ID, PASSWORD, TENANT_ID, Microsoft


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Authority:
    """Answers as msal does; `answers` are given in turn, the last for ever."""

    def __init__(self, *answers: Mapping[str, Any] | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0
        self.threads: set[str] = set()
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self) -> Mapping[str, Any]:
        self.asked += 1
        self.threads.add(threading.current_thread().name)
        self.gate.wait(5)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def grant(value: str, seconds: int = 3600) -> dict[str, Any]:
    return {"access_token": value, "expires_in": seconds, "token_type": "Bearer"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def value(source: OutboundToken) -> str | NoToken:
    token = await source.get()
    return token if isinstance(token, NoToken) else token.get_secret_value()


async def settle() -> None:
    await asyncio.sleep(0.05)


async def test_many_at_once_ask_once(clock: Clock) -> None:
    authority = Authority(grant("t1"))
    source = OutboundToken(authority, monotonic=clock)
    assert set(await asyncio.gather(*(value(source) for _ in range(20)))) == {"t1"}
    assert authority.asked == 1
    assert threading.current_thread().name not in authority.threads
    await source.close()


async def test_fetched_before_anybody_asks(clock: Clock) -> None:
    authority = Authority(grant("t1"))
    source = OutboundToken(authority, monotonic=clock)
    source.start()
    await settle()
    assert authority.asked == 1
    assert (await value(source), authority.asked) == ("t1", 1)
    await source.close()


async def test_renewed_ahead_while_the_old_one_serves(clock: Clock) -> None:
    authority = Authority(grant("t1"), grant("t2"))
    source = OutboundToken(authority, monotonic=clock)
    await value(source)
    clock.now += 1801
    authority.gate.clear()
    assert await value(source) == "t1"
    authority.gate.set()
    await settle()
    assert (await value(source), authority.asked) == ("t2", 2)
    await source.close()


async def test_a_login_that_is_down_harms_nobody_while_the_old_one_lasts(clock: Clock) -> None:
    authority = Authority(grant("t1"), OSError("down"), grant("t2"))
    source = OutboundToken(authority, monotonic=clock)
    await value(source)
    clock.now += 1801
    assert await value(source) == "t1"
    await settle()
    assert await value(source) == "t1"  # and nobody is asked again at once
    assert authority.asked == 2
    clock.now += 3
    assert await value(source) == "t1"
    await settle()
    assert await value(source) == "t2"
    await source.close()


async def test_an_ended_token_is_not_used(clock: Clock) -> None:
    authority = Authority(grant("t1", 3600), OSError("down"))
    source = OutboundToken(authority, monotonic=clock)
    await value(source)
    clock.now += 3600 - 59
    assert await value(source) == NoToken("token_unavailable", 2.0)
    await source.close()


async def test_pauses_between_failures_grow_to_a_minute(clock: Clock) -> None:
    authority = Authority(OSError("down"))
    source = OutboundToken(authority, monotonic=clock)
    pauses = []
    for _ in range(8):
        outcome = await source.get()
        assert isinstance(outcome, NoToken)
        pauses.append(outcome.wait)
        clock.now += outcome.wait
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    await source.close()


async def test_within_a_pause_nobody_is_asked(clock: Clock) -> None:
    authority = Authority(OSError("down"))
    source = OutboundToken(authority, monotonic=clock)
    await source.get()
    clock.now += 0.5
    assert await source.get() == NoToken("token_unavailable", 1.5)
    assert authority.asked == 1
    await source.close()


@pytest.mark.parametrize(
    "answer",
    [{"error": "invalid_client"}, {}, {"access_token": "x"}, {"access_token": 7, "expires_in": 3600}],
)
async def test_an_answer_without_a_token(answer: Mapping[str, Any], clock: Clock) -> None:
    source = OutboundToken(Authority(answer), monotonic=clock)
    assert await source.get() == NoToken("token_refused", 2.0)
    await source.close()


@pytest.fixture
async def real(microsoft_env: dict[str, str]) -> AsyncIterator[OutboundToken]:  # noqa: ARG001  sets the environment
    source = OutboundToken(client_secret_fetch(APP_ID, SecretStr(PASSWORD), TENANT_ID, ssl_context()))
    yield source
    await source.close()


async def test_msal_gets_a_token_through_the_proxy(real: OutboundToken, microsoft: Microsoft) -> None:
    token = await real.get()
    assert isinstance(token, SecretStr)
    assert microsoft.login.issued == {token.get_secret_value()}
    assert set(microsoft.proxy.asked) == {"login.microsoftonline.com:443"}


async def test_a_slow_login_does_not_hold_the_event_loop(real: OutboundToken, microsoft: Microsoft) -> None:
    microsoft.login.delay = 0.5
    asking = asyncio.create_task(real.get())
    longest, before = 0.0, time.perf_counter()
    while not asking.done():
        await asyncio.sleep(0.005)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    assert isinstance(await asking, SecretStr)
    assert longest < 0.25


async def test_a_wrong_secret(microsoft_env: dict[str, str]) -> None:  # noqa: ARG001  sets the environment
    source = OutboundToken(client_secret_fetch(APP_ID, SecretStr("wrong"), TENANT_ID, ssl_context()))
    assert await source.get() == NoToken("token_refused", 2.0)
    await source.close()


@pytest.mark.parametrize("name", ["CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"])
async def test_no_other_list_of_authorities_makes_a_login_trusted(
    microsoft_env: dict[str, str],  # noqa: ARG001  sets the environment
    microsoft: Microsoft,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    trust = ssl.create_default_context(cafile=TestAuthority(other).path)
    monkeypatch.setenv(name, str(microsoft.ca_path))
    source = OutboundToken(client_secret_fetch(APP_ID, SecretStr(PASSWORD), TENANT_ID, trust))
    assert await source.get() == NoToken("token_unavailable", 2.0)
    assert microsoft.login.issued == set()
    await source.close()
