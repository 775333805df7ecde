"""What is still on its way when a person is deleted: words for an IFK who never opened a chat, posts that Teams does
not let go. Over the whole process.
"""

import json
from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from tests.sicherheit.betrieb import ANNA, CARLA, TIM, TRAEGER, Betrieb, betrieb, cases_file, chat
from tests.standins.connector import Status

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-wartende")]

NUMMER: Final = "777333111"
WAITING: Final = "SELECT count(*) FROM outbox WHERE queue = ? AND again_at IS NOT NULL"
FORM: Final = ("Excel lernen", "Digitalwerkstatt", "acht Wochen", "sofort", "allgemein", "absenden")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sued(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Betrieb]:
    """Two cases of an IFK who never opened a chat; their forms were sent by the Teamleitung."""
    async with betrieb(tmp_path_factory.mktemp("wartende")) as house:
        marked = (NUMMER, "Quirinamarke", "Xaveria", CARLA)
        assert (await house.command("teilnehmende", "import", str(cases_file(house.folder, [marked]))))[0] == 0
        await house.start()
        await house.says_in_channel("Träger-Kanal einrichten", TIM)
        for name in ("Quirinamarke", "Zwirnschlegel"):
            said = await house.plays(TIM, f"neuer Bogen für {name}", *FORM)
            number = next(word.strip(".,:()*") for word in said.split() if "AZ-" in word)
            await house.quiet()
            await house.says_in_channel(f"{number} Rückfrage: Wann genau kommt {name}?", TRAEGER)
        yield house


async def test_words_for_a_chat_nobody_ever_opened_go_with_the_person(sued: Betrieb) -> None:
    queue = f"staff:{CARLA.aad_object_id}"
    assert sued.one(WAITING, queue) == 2
    assert sued.one(f"{WAITING} AND nummer = ?", queue, NUMMER) == 1
    code, out, _ = await sued.command("loeschen", "--person", NUMMER)
    assert (code, "ist alles gelöscht" in out) == (0, True)
    assert sued.one(WAITING, queue) == 1
    assert sued.one("SELECT count(*) FROM outbox WHERE nummer = ?", NUMMER) == 0
    await sued.says("hilfe", CARLA)
    heard = json.dumps(list(sued.microsoft.connector.messages[chat(CARLA)].values()), ensure_ascii=False)
    assert "Zwirnschlegel" in heard, "the other's Rückfrage arrives"
    assert "Quirinamarke" not in heard
    assert NUMMER not in heard


async def test_a_post_that_teams_does_not_let_go_is_named(sued: Betrieb) -> None:
    """The operator finds it with what to do; the person is deleted here all the same. The next run tries again."""
    number = await sued.sends_form(ANNA, "Nowak")
    await sued.quiet()
    sued.microsoft.connector.fault_for = lambda method, _conversation, _body: (
        Status(403) if method == "DELETE" else None
    )
    assert (await sued.command("loeschen", "--person", "4711"))[0] == 0
    await sued.quiet()
    _, out, _ = await sued.command("zustellungen", "--json")
    (kept,) = [row for row in json.loads(out) if row["zustand"] == "gescheitert"]
    assert (kept["id"], kept["grund"]) == (f"loeschung-bogen-{number}", "http_403")
    assert "App noch installiert" in kept["abhilfe"]
    assert (await sued.command("auskunft", "4711"))[0] == 1
    code, told, _ = await sued.command("pruefe")
    assert (code, "1 Beitrag zu gelöschten Personen" in told) == (1, True), told
    sued.microsoft.connector.fault_for = lambda _method, _conversation, _body: None
    assert number in _channel(sued)
    assert (await sued.command("loeschen", "--ausfuehren"))[0] == 0
    await sued.quiet()
    assert number not in _channel(sued)
    assert (await sued.command("pruefe"))[0] == 0


def _channel(house: Betrieb) -> str:
    """The cards there now; what people wrote stays what it is."""
    messages = house.microsoft.connector.messages[house.teams.shapes.channel.id].values()
    return json.dumps([message.get("attachments") for message in messages])
