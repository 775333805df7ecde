"""A file goes to the hosts of the house alone: by https, without our token, once, and nobody leads it elsewhere."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.http_client import HttpClient
from bot.upload import MAX_BYTES, FileHosts, Uploader
from dialogs.delivery import Done, Never, NotDone, Outcome, Target, Unknown
from tests.standins.proxy import ConnectProxy
from tests.standins.sharepoint import HOST, OTHER, UPLOAD_URL, SharePoint, served

HOUSE = FileHosts(frozenset({HOST}))
SHOWN = f"https://{HOST}/personal/ida/Documents/Microsoft Teams-Chatdateien/Bogen ä.pdf"
PDF = b"%PDF-1.7 ..."


def info(**changes: Any) -> dict[str, Any]:
    """What Teams says of the place for a file."""
    return {"uploadUrl": UPLOAD_URL, "contentUrl": SHOWN, "uniqueId": "1150D938-8870", "name": "x", **changes}


def test_the_place_of_the_house_is_taken_as_it_is() -> None:
    assert HOUSE.target(info()) == Target(UPLOAD_URL, SHOWN, "1150D938-8870")
    assert HOUSE.target(info(uploadUrl=f"https://{HOST.upper()}:443/a")) is not None


@pytest.mark.parametrize(
    "url",
    [
        f"https://{OTHER}/a",
        f"http://{HOST}/a",
        f"https://{HOST}:8443/a",
        f"https://{HOST}.evil.example/a",
        f"https://evil.example/{HOST}/a",
        f"https://{HOST}@evil.example/a",
        f"https://ida:geheim@{HOST}/a",
        f"https://{HOST}\\@evil.example/a",
        f"https://evil.example#@{HOST}/a",
        f"https://{HOST}/a#b",
        f"https://{HOST}/a b",
        f"https://{HOST}/a\r\nHost: evil.example",
        f"https://{HOST}/ä",
        f"https://{HOST}",
        f"//{HOST}/a",
        f"ftp://{HOST}/a",
        "file:///etc/passwd",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://169.254.169.254/latest",
        f"https://{HOST}/{'a' * 4000}",
        "",
        7,
        None,
        {"url": UPLOAD_URL},
    ],
)
def test_no_other_place_is_taken(url: object) -> None:
    assert HOUSE.target(info(uploadUrl=url)) is None


@pytest.mark.parametrize("upload", [None, "x", [], {}, {"uploadUrl": [UPLOAD_URL]}])
def test_what_is_no_place_is_none(upload: object) -> None:
    assert HOUSE.target(upload) is None


def test_without_a_host_of_the_house_there_is_no_place() -> None:
    assert not FileHosts()
    assert FileHosts().target(info()) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"contentUrl": f"https://{OTHER}/a.pdf"},
        {"contentUrl": "javascript:alert(1)"},
        {"contentUrl": f"http://{HOST}/a.pdf"},
        {"contentUrl": None},
        {"contentUrl": f"https://{HOST}/a\u202eb"},
    ],
)
def test_an_address_that_is_not_the_houses_is_not_shown(changes: dict[str, Any]) -> None:
    assert HOUSE.target(info(**changes)) == Target(UPLOAD_URL, None, "1150D938-8870")


def test_a_strange_name_of_the_file_is_not_shown() -> None:
    assert HOUSE.target(info(uniqueId="../../etc")) == Target(UPLOAD_URL, SHOWN, None)


def test_practice_goes_to_this_machine_alone() -> None:
    room = FileHosts(loopback=True)
    assert room.target({"uploadUrl": "http://127.0.0.1:8791/uebung/file/1"}) is not None
    assert room.target({"uploadUrl": UPLOAD_URL}) is None
    assert room.target({"uploadUrl": "http://10.0.0.1/a"}) is None


# --- over TLS ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where files go in these tests, and what the proxy on the way was asked for."""

    there: SharePoint
    proxy: ConnectProxy


@pytest.fixture
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    async with served(tmp_path) as (there, proxy, authority):
        for name in ("NO_PROXY", "no_proxy", "https_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        yield Place(there, proxy)


@pytest.fixture
async def way(place: Place) -> AsyncIterator[Uploader]:  # noqa: ARG001  sets the environment
    client = HttpClient(total=5, connect=5)
    yield Uploader(client, HOUSE, waits=(0.0, 0.0))
    await client.close()


async def test_the_bytes_arrive_whole_and_without_our_token(way: Uploader, place: Place) -> None:
    content = bytes(range(256)) * 400
    assert await way.put(Target(UPLOAD_URL), content) == Done("")
    (put,) = place.there.puts
    assert (put.host, put.body) == (HOST, content)
    assert f"https://{HOST}{put.path}" == UPLOAD_URL
    assert put.headers["Content-Range"] == f"bytes 0-{len(content) - 1}/{len(content)}"
    assert not {"Authorization", "Cookie", "Proxy-Authorization"} & set(put.headers)


@pytest.mark.parametrize(
    ("answers", "outcome", "tries"),
    [
        ([200], Done(""), 1),
        ([429, 201], Done(""), 2),
        ([503, 0, 201], Done(""), 3),
        ([500, 500, 500], Unknown("http_500"), 3),
        ([0] * 9, Unknown("reset"), None),
        ([429, 429, 429], NotDone("http_429"), 3),
        ([403], Never("http_403"), 1),
        ([404], Never("http_404"), 1),
        ([502, 404], Unknown("http_404"), 2),
        ([502, 403], Never("http_403"), 2),
        ([202], Never("http_202"), 1),
    ],
    ids=str,
)
async def test_what_the_other_side_does(
    answers: list[int], outcome: Outcome, tries: int | None, way: Uploader, place: Place
) -> None:
    """A try whose fate is unknown is repeated; a session that is gone then may mean that it was done."""
    place.there.answers = answers
    assert await way.put(Target(UPLOAD_URL), PDF) == outcome
    assert tries in (None, len(place.there.puts))
    place.there.answers = []
    assert await way.put(Target(UPLOAD_URL), PDF) == Done("")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_nobody_leads_it_elsewhere(status: int, way: Uploader, place: Place) -> None:
    place.there.answers, place.there.headers = [status], {"Location": f"https://{OTHER}/a"}
    assert await way.put(Target(UPLOAD_URL), PDF) == Never(f"http_{status}")
    assert [put.host for put in place.there.puts] == [HOST]
    assert place.proxy.asked == [f"{HOST}:443"]


async def test_a_place_that_was_never_checked_gets_nothing(way: Uploader, place: Place) -> None:
    assert await way.put(Target(f"https://{OTHER}/a"), PDF) == Never("host_not_allowed")
    assert place.proxy.asked == []


@pytest.mark.parametrize("content", [b"", b"x" * (MAX_BYTES + 1)], ids=["empty", "too large"])
async def test_the_size_is_bounded(content: bytes, way: Uploader, place: Place) -> None:
    assert await way.put(Target(UPLOAD_URL), content) == Never("too_large")
    assert place.there.puts == []
