"""The way to Teams over TLS, a CONNECT proxy and the Connector's stand-in: every outcome, and where nothing goes."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import encode_basic_auth
from pydantic import SecretStr

from bot.connector import MAX_UTF16_BYTES, Connector
from bot.http_client import HttpClient, ssl_context
from bot.outbound_token import OutboundToken, client_secret_fetch
from bot.service_url import TrustedHosts
from dialogs.delivery import Address, Done, Never, NotDone, Unknown
from dialogs.json_text import dump
from tests.standins.ca import TestAuthority
from tests.standins.connector import SERVICE_URL, Executed, Fault, Garbled, Reset, Slow, Status
from tests.standins.microsoft import APP_ID, PASSWORD, TENANT_ID, Microsoft

CHAT = Address(SERVICE_URL, "a:1-chat")
HELLO = dump({"type": "message", "text": "Grüße"})


@pytest.fixture
async def token(microsoft_env: dict[str, str]) -> AsyncIterator[OutboundToken]:  # noqa: ARG001  sets the environment
    source = OutboundToken(client_secret_fetch(APP_ID, SecretStr(PASSWORD), TENANT_ID, ssl_context()))
    yield source
    await source.close()


@pytest.fixture
async def way(token: OutboundToken) -> AsyncIterator[Connector]:
    client = HttpClient(total=0.8, connect=0.4)
    yield Connector(client, TrustedHosts(), token)
    await client.close()


async def posted(way: Connector, activity: str = HELLO) -> str:
    outcome = await way.post(CHAT, activity)
    assert isinstance(outcome, Done), outcome
    return outcome.activity_id


async def test_post_update_delete(way: Connector, microsoft: Microsoft) -> None:
    name = await posted(way)
    assert microsoft.connector.texts("a:1-chat") == ["Grüße"]
    assert await way.update(CHAT, name, dump({"type": "message", "text": "neu"})) == Done(name)
    assert microsoft.connector.texts("a:1-chat") == ["neu"]
    assert await way.delete(CHAT, name) == Done(name)
    assert microsoft.connector.texts("a:1-chat") == []
    assert await way.delete(CHAT, name) == Done(name)
    assert await way.update(CHAT, name, HELLO) == Never("http_404")


async def test_one_connection_and_one_token_serve_for_many(way: Connector, microsoft: Microsoft) -> None:
    for _ in range(5):
        await posted(way)
    assert microsoft.login.token_requests == 1
    assert microsoft.proxy.asked.count("smba.trafficmanager.net:443") == 1


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Status(429, {"Retry-After": "3"}), NotDone("http_429", 3.0)),
        (Status(412), NotDone("http_412")),
        (Status(500), Unknown("http_500")),
        (Status(502), Unknown("http_502")),
        (Status(504), Unknown("http_504")),
        (Status(403), Never("http_403")),
        (Status(307, {"Location": "https://smba.trafficmanager.net/elsewhere"}), Never("http_307")),
        (Executed(502), Unknown("http_502")),
        (Reset(executed=False), Unknown("reset")),
        (Reset(executed=True), Unknown("reset")),
        (Slow(3), Unknown("timeout")),
        (Garbled(b""), Unknown("no_id")),
        (Garbled(b"<html>"), Unknown("no_id")),
        (Garbled(b'{"id": ""}'), Unknown("no_id")),
        (Garbled(b'{"id": ".."}'), Unknown("no_id")),
        (Garbled(b'{"id": 7}'), Unknown("no_id")),
        (Garbled(b'{"id": "' + b"x" * 200_000 + b'"}'), Unknown("no_id")),
    ],
    ids=str,
)
async def test_what_the_other_side_does(
    fault: Fault, outcome: NotDone | Unknown | Never, way: Connector, microsoft: Microsoft
) -> None:
    microsoft.connector.faults.append(fault)
    assert await way.post(CHAT, HELLO) == outcome
    assert len(microsoft.connector.calls) == 1
    assert await posted(way)


async def test_an_update_that_was_answered_needs_no_body(way: Connector, microsoft: Microsoft) -> None:
    name = await posted(way)
    microsoft.connector.faults.append(Garbled(b"x" * 200_000))
    assert await way.update(CHAT, name, HELLO) == Done(name)


@pytest.mark.parametrize(
    ("conversation", "path"),
    [
        ("19:0a@thread.tacv2;messageid=17", "19%3A0a%40thread.tacv2%3Bmessageid%3D17"),
        ("../../attachments", "..%2F..%2Fattachments"),
        ("a/activities/b?x=1#y", "a%2Factivities%2Fb%3Fx%3D1%23y"),
        ("%2e%2e", "%252e%252e"),
        ("ä b", "%C3%A4%20b"),
    ],
)
async def test_an_id_is_one_segment_of_the_path(
    conversation: str, path: str, way: Connector, microsoft: Microsoft
) -> None:
    assert isinstance(await way.post(Address(SERVICE_URL, conversation), HELLO), Done)
    assert microsoft.connector.calls[0].raw_path == f"/de/v3/conversations/{path}/activities"
    assert list(microsoft.connector.messages) == [conversation]


@pytest.mark.parametrize("name", ["", ".", "..", "...", "a\r\nb", "a\x00", "\ud800", "\u202e", "x" * 1001])
async def test_an_id_that_can_be_no_segment(name: str, way: Connector, microsoft: Microsoft) -> None:
    assert await way.post(Address(SERVICE_URL, name), HELLO) == Never("bad_id")
    assert await way.update(CHAT, name, HELLO) == Never("bad_id")
    assert await way.delete(CHAT, name) == Never("bad_id")
    assert (microsoft.connector.calls, microsoft.proxy.asked) == ([], [])


@pytest.mark.parametrize(
    "service_url",
    [
        "http://smba.trafficmanager.net/de/",
        "https://evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://127.0.0.1/",
        "",
    ],
)
async def test_the_token_goes_to_no_other_host(service_url: str, way: Connector, microsoft: Microsoft) -> None:
    assert await way.post(Address(service_url, "a:1"), HELLO) == Never("host_not_allowed")
    assert microsoft.proxy.asked == []


async def test_umlauts_are_sent_as_themselves(way: Connector, microsoft: Microsoft) -> None:
    await posted(way, dump({"type": "message", "text": "ä" * 1000}))
    assert microsoft.connector.calls[0].size < 2100


@pytest.mark.parametrize("letter", ["a", "ä", "€"])
async def test_size_is_counted_as_utf16(letter: str, way: Connector, microsoft: Microsoft) -> None:
    frame = len(dump({"text": ""}))
    most = MAX_UTF16_BYTES // 2 - frame - 1
    await posted(way, dump({"text": letter * most}))
    assert await way.post(CHAT, dump({"text": letter * (most + 1)})) == Never("too_large")
    assert len(microsoft.connector.calls) == 1


async def test_an_emoji_counts_as_two(way: Connector) -> None:
    assert await way.post(CHAT, dump({"text": "😀" * (MAX_UTF16_BYTES // 4)})) == Never("too_large")
    await posted(way, dump({"text": "😀" * (MAX_UTF16_BYTES // 4 - 10)}))


@pytest.mark.parametrize("value", [float("nan"), {1, 2}], ids=["NaN", "a set"])
def test_what_json_has_no_word_for_is_not_written(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        dump({"text": value})


async def test_half_a_letter_is_not_sent(way: Connector, microsoft: Microsoft) -> None:
    assert await way.post(CHAT, dump({"text": "\ud83d"})) == Never("not_json")
    assert microsoft.connector.calls == []


async def test_a_withdrawn_token_is_replaced_once(
    way: Connector, token: OutboundToken, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    await posted(way)
    microsoft.login.revoke_all()
    assert await way.post(CHAT, HELLO) == Never("http_401")  # young as it is, another would not help
    assert microsoft.login.token_requests == 1
    monkeypatch.setattr(token, "_monotonic", lambda: time.monotonic() + 120)
    await posted(way)
    assert microsoft.login.token_requests == 2


async def test_no_token_no_message(way: Connector, microsoft: Microsoft) -> None:
    microsoft.login.status = 503
    outcome = await way.post(CHAT, HELLO)
    assert isinstance(outcome, NotDone)
    assert outcome.wait is not None
    assert microsoft.connector.calls == []


async def test_a_proxy_that_refuses(way: Connector, token: OutboundToken, microsoft: Microsoft) -> None:
    await token.get()
    microsoft.proxy.refuses = True
    assert await way.post(CHAT, HELLO) == NotDone("proxy_refused")


async def test_a_proxy_that_wants_a_password(
    token: OutboundToken, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    microsoft.proxy.wants = encode_basic_auth("bot", "wort")
    monkeypatch.setenv("HTTPS_PROXY", microsoft.proxy.url.replace("//", "//bot:wort@"))
    client = HttpClient(total=0.8, connect=0.4)
    way = Connector(client, TrustedHosts(), token)
    assert {type(await way.post(CHAT, HELLO)) for _ in range(3)} == {Done}
    assert microsoft.proxy.asked.count("smba.trafficmanager.net:443") == 1
    await client.close()


async def test_a_proxy_that_is_gone(way: Connector, token: OutboundToken, microsoft: Microsoft) -> None:
    await token.get()
    await microsoft.proxy.stop()
    assert await way.post(CHAT, HELLO) == NotDone("no_connection")


async def test_a_proxy_that_says_nothing(token: OutboundToken, monkeypatch: pytest.MonkeyPatch) -> None:
    await token.get()

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(mute, "127.0.0.1", 0)
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    client = HttpClient(total=0.8, connect=0.2)
    assert await Connector(client, TrustedHosts(), token).post(CHAT, HELLO) == NotDone("connect_timeout")
    await client.close()
    server.close()


async def test_a_certificate_of_somebody_else(
    token: OutboundToken, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await token.get()
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(TestAuthority(other).path))
    client = HttpClient(total=0.8, connect=0.4)
    assert await Connector(client, TrustedHosts(), token).post(CHAT, HELLO) == NotDone("tls")
    assert microsoft.connector.calls == []
    await client.close()


async def test_requests_ca_bundle_is_trusted_too(
    token: OutboundToken, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(microsoft.ca_path))
    client = HttpClient()
    assert isinstance(await Connector(client, TrustedHosts(), token).post(CHAT, HELLO), Done)
    await client.close()


async def test_no_proxy_is_honoured(
    token: OutboundToken, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    await token.get()
    microsoft.proxy.asked.clear()
    monkeypatch.setenv("NO_PROXY", "localhost.invalid")
    client = HttpClient(total=0.8, connect=0.4)
    hosts = TrustedHosts(frozenset({"localhost.invalid"}))
    outcome = await Connector(client, hosts, token).post(Address("https://localhost.invalid/", "a"), HELLO)
    assert isinstance(outcome, NotDone)
    assert microsoft.proxy.asked == []
    await client.close()


def test_the_client_checks_names_and_chains() -> None:
    context = ssl_context()
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
