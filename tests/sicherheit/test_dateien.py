"""A file from the chat in production: over TLS to the house's own SharePoint, without our token, and nowhere else."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.sicherheit.betrieb import ANNA, BERND, CARLA, Betrieb, betrieb, chat
from tests.standins.activities import Person
from tests.standins.sharepoint import HOST, OTHER, UPLOAD_URL
from tests.standins.teams import Answer

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-dateien")]

SHOWN: Final = f"https://{HOST}/personal/anna/Documents/Bogen.pdf"
CONSENT: Final = "application/vnd.microsoft.teams.card.file.consent"
INFO: Final = "application/vnd.microsoft.teams.card.file.info"


@dataclass(frozen=True)
class Haus:
    """A running house with one form of Anna's."""

    house: Betrieb
    form: str

    def cards(self, kind: str, who: Person = ANNA) -> list[Any]:
        """The cards of that kind that stand in a chat."""
        sent = self.house.microsoft.connector.messages[chat(who)].values()
        return [a for activity in sent for a in activity.get("attachments", ()) if a["contentType"] == kind]

    async def offered(self) -> Any:
        """A fresh offer to Anna: what its card carries back."""
        assert "liegt bereit" in await self.house.says("Bogen Nowak als PDF", ANNA)
        return self.cards(CONSENT)[-1]["content"]["acceptContext"]

    async def takes(self, context: Any, url: str = UPLOAD_URL, who: Person = ANNA) -> Answer:
        upload = {"uploadUrl": url, "contentUrl": SHOWN, "uniqueId": "1150D938-8870", "name": "egal.pdf"}
        value = {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": upload}
        answer = await self.house.teams.invoke("fileConsent/invoke", value, who)
        await self.house.quiet()
        return answer

    @property
    def puts(self) -> int:
        return len(self.house.microsoft.files.puts)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def h(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Haus]:
    async with betrieb(tmp_path_factory.mktemp("dateien"), AKTIVZENTRUM_DATEI_RECHNER=HOST) as house:
        await house.start()
        yield Haus(house, await house.sends_form(ANNA, "Nowak"))


async def test_it_arrives_whole_and_without_our_token(h: Haus) -> None:
    answer = await h.takes(await h.offered())
    assert (answer.status, answer.text) == (200, "")
    put = h.house.microsoft.files.puts[-1]
    assert (put.host, f"https://{HOST}{put.path}") == (HOST, UPLOAD_URL)
    assert put.body.startswith(b"%PDF-")
    assert put.body.rstrip().endswith(b"%%EOF")
    assert not {"Authorization", "Cookie"} & set(put.headers)
    info = h.cards(INFO)[-1]
    assert (info["name"], info["contentUrl"]) == (f"Erwartungsbogen {h.form}.pdf", SHOWN)


async def test_elsewhere_goes_nothing(h: Haus) -> None:
    """Another tenant's SharePoint, http, a host that only looks like ours; the right one still works afterwards."""
    context, puts = await h.offered(), h.puts
    asked = list(h.house.microsoft.proxy.asked)
    for url in (
        f"https://{OTHER}/up",
        f"http://{HOST}/up",
        f"https://{HOST}.evil.example/up",
        "https://127.0.0.1/up",
    ):
        await h.takes(context, url)
        assert h.house.heard(chat(ANNA)).startswith("Dorthin legt der Bot keine Dateien")
    assert h.puts == puts
    assert {host for host in h.house.microsoft.proxy.asked[len(asked) :] if "sharepoint" in host} == set()
    await h.takes(context)
    assert h.puts == puts + 1


async def test_a_redirect_is_not_followed(h: Haus) -> None:
    context, puts = await h.offered(), h.puts
    files = h.house.microsoft.files
    files.answers, files.headers = [307], {"Location": f"https://{OTHER}/up"}
    await h.takes(context)
    files.headers = {}
    assert [put.host for put in files.puts[puts:]] == [HOST]
    assert "ließ sich nicht ablegen" in h.house.heard(chat(ANNA))


async def test_nobody_elses_and_no_second_time(h: Haus) -> None:
    context, puts = await h.offered(), h.puts
    for who in (BERND, CARLA):
        await h.takes(context, who=who)
        assert "gilt nicht mehr" in h.house.heard(chat(who))
    assert h.puts == puts
    await asyncio.gather(*(h.takes(context) for _ in range(3)))
    assert h.puts == puts + 1


async def test_the_address_stays_nowhere(h: Haus) -> None:
    """Whoever has it may write there for a while."""
    await h.takes(await h.offered(), f"{UPLOAD_URL}SECRETPLACE")
    assert b"SECRETPLACE" not in h.house.content()
    assert not any("SECRETPLACE" in line or "sharepoint" in line for line in [*h.house.log, *h.house.out])


async def test_an_offer_goes_with_its_person(h: Haus) -> None:
    await h.house.sends_form(BERND, "Becker")
    assert "liegt bereit" in await h.house.says("Bogen 4712 als PDF", BERND)
    context, puts = h.cards(CONSENT, BERND)[-1]["content"]["acceptContext"], h.puts
    code, _, err = await h.house.command("loeschen", "--person", "4712")
    assert code == 0, err
    await h.takes(context, who=BERND)
    assert "gilt nicht mehr" in h.house.heard(chat(BERND))
    assert h.puts == puts
