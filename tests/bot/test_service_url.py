"""The one reading of a serviceUrl."""

import pytest

from bot.service_url import TrustedHosts, is_loopback

HOSTS = TrustedHosts(frozenset({"smba.trafficmanager.net:443", "connector.example"}))
PRACTICE = TrustedHosts(frozenset(), loopback=True)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://smba.trafficmanager.net", "https://smba.trafficmanager.net"),
        ("https://smba.trafficmanager.net/", "https://smba.trafficmanager.net"),
        ("https://smba.trafficmanager.net:443/de", "https://smba.trafficmanager.net:443/de"),
        ("https://SMBA.trafficmanager.net/de/99-88/", "https://SMBA.trafficmanager.net/de/99-88"),
        ("https://connector.example:8443/a_b/", "https://connector.example:8443/a_b"),
    ],
)
def test_trusted(url: str, base: str) -> None:
    assert HOSTS.base(url) == base


@pytest.mark.parametrize(
    "url",
    [
        "",
        "smba.trafficmanager.net",
        "//smba.trafficmanager.net",
        "http://smba.trafficmanager.net",
        "ftp://smba.trafficmanager.net",
        "https://smba.trafficmanager.net:8443",
        "https://smba.trafficmanager.net:0443",
        "https://smba.trafficmanager.net.",
        "https://evil.smba.trafficmanager.net",
        "https://smba.trafficmanager.net.evil.example",
        "https://smba.trafficmanager.net@evil.example",
        "https://user:word@smba.trafficmanager.net",
        "https://evil.example/smba.trafficmanager.net",
        "https://evil.example#smba.trafficmanager.net",
        "https://smba.trafficmanager.net?x",
        "https://smba.trafficmanager.net/#x",
        "https://smba.trafficmanager.net/..",
        "https://smba.trafficmanager.net/de/../x",
        "https://smba.trafficmanager.net/%2e%2e/x",
        "https://smba.trafficmanager.net//x",
        "https://smba.trafficmanager.net\\x",
        "https://smba.trafficmanager.net /",
        " https://smba.trafficmanager.net",
        "https://smba.trafficmanager.net\n",
        "https://smba.traffic\tmanager.net",
        "https://ſmba.trafficmanager.net",
        "https://smba。trafficmanager.net",
        "https://127.0.0.1",
        "https://[::1]",
    ],
)
def test_not_trusted(url: str) -> None:
    assert HOSTS.base(url) is None


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:3978/uebung", "http://localhost:56150/_connector", "http://[::1]:1/", "https://127.0.0.1"],
)
def test_practice_trusts_this_machine(url: str) -> None:
    assert PRACTICE.base(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://192.168.1.5/",
        "https://smba.trafficmanager.net",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
    ],
)
def test_practice_trusts_nothing_else(url: str) -> None:
    assert PRACTICE.base(url) is None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),  # noqa: S104  every address is the contrary of this one
        ("::", False),
        ("", False),
        ("localhost.", False),
        ("10.0.0.1", False),
    ],
)
def test_loopback(host: str, expected: bool) -> None:  # noqa: FBT001
    assert is_loopback(host) is expected
