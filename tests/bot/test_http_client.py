"""What the HTTP client takes from the environment."""

import pytest
from aiohttp import encode_basic_auth
from yarl import URL

from bot.http_client import Proxy, proxy_for


@pytest.fixture(autouse=True)
def _no_proxy_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
        "NO_PROXY",
        "no_proxy",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("value", "proxy"),
    [
        ("http://proxy.example:3128", Proxy(URL("http://proxy.example:3128"), {})),
        ("proxy.example:3128", Proxy(URL("http://proxy.example:3128"), {})),
        (
            "http://bot:wort@proxy.example:3128",
            Proxy(URL("http://proxy.example:3128"), {"Proxy-Authorization": encode_basic_auth("bot", "wort")}),
        ),
        ("", None),
    ],
)
def test_https_proxy(value: str, proxy: Proxy | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    assert proxy_for("https", "smba.trafficmanager.net") == proxy
    assert proxy_for("http", "127.0.0.1") is None


@pytest.mark.parametrize(
    "value", ["*", "trafficmanager.net", ".trafficmanager.net", "a.example,smba.trafficmanager.net"]
)
def test_no_proxy(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", value)
    assert proxy_for("https", "smba.trafficmanager.net") is None


def test_without_a_setting_there_is_no_proxy() -> None:
    assert proxy_for("https", "smba.trafficmanager.net") is None
