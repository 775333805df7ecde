"""Verified tokens are remembered: for how long, how many, and never one for another."""

import time
from collections.abc import Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.auth.token import LEEWAY, TokenCheck
from bot.auth.verdict import Refusal, Ticket
from bot.service_url import TrustedHosts
from tests.standins.connector import SERVICE_URL
from tests.standins.keys import KeyService, SigningKey, new_private_key

APP = "app"


class HeldKeys:
    """Keys without a service; `asked` counts the questions that a remembered token does not put."""

    def __init__(self, keys: Mapping[str, RSAPublicKey]) -> None:
        self.keys = dict(keys)
        self.asked = 0

    async def find(self, kid: str) -> RSAPublicKey | None:
        self.asked += 1
        return self.known(kid)

    def known(self, kid: str) -> RSAPublicKey | None:
        return self.keys.get(kid)


class Clock:
    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def service() -> KeyService:
    return KeyService()


@pytest.fixture
def keys(service: KeyService) -> HeldKeys:
    return HeldKeys({key.kid: key.signer.public_key() for key in service.keys})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def check(keys: HeldKeys, clock: Clock) -> TokenCheck:
    return TokenCheck(APP, TrustedHosts(), keys, now=clock)


async def test_a_token_is_verified_once(check: TokenCheck, keys: HeldKeys, service: KeyService) -> None:
    token = service.token(APP, SERVICE_URL)
    assert [await check.check(token) for _ in range(3)] == [Ticket(SERVICE_URL)] * 3
    assert keys.asked == 1


async def test_a_remembered_token_ends(check: TokenCheck, service: KeyService, clock: Clock) -> None:
    token = service.token(APP, SERVICE_URL, exp=int(clock.now) + 10)
    assert isinstance(await check.check(token), Ticket)
    clock.now += 9 + LEEWAY
    assert isinstance(await check.check(token), Ticket)
    clock.now += 1
    assert await check.check(token) == Refusal(401, "token_out_of_time")


async def test_a_remembered_token_ends_with_its_key(check: TokenCheck, keys: HeldKeys, service: KeyService) -> None:
    token = service.token(APP, SERVICE_URL)
    await check.check(token)
    keys.keys["key-1"] = SigningKey("key-1", private=new_private_key()).signer.public_key()
    assert await check.check(token) == Refusal(401, "token_InvalidSignatureError")
    del keys.keys["key-1"]
    assert await check.check(token) == Refusal(401, "key_unknown")


async def test_another_signature_is_another_token(check: TokenCheck, service: KeyService) -> None:
    token = service.token(APP, SERVICE_URL)
    await check.check(token)
    head, payload, signature = token.split(".")
    flipped = f"{head}.{payload}.{'B' if signature[0] != 'B' else 'C'}{signature[1:]}"
    assert isinstance(await check.check(flipped), Refusal)


async def test_no_more_than_a_thousand_are_remembered(
    check: TokenCheck, keys: HeldKeys, service: KeyService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.auth.token._REMEMBERED", 3)
    tokens = [service.token(APP, SERVICE_URL, jti=str(number)) for number in range(4)]
    for token in tokens:
        await check.check(token)
    assert keys.asked == 4
    await check.check(tokens[3])
    assert keys.asked == 4
    await check.check(tokens[0])
    assert keys.asked == 5
