"""The Träger changes: the former channel keeps its own forms and learns nothing of the new one's."""

import json
from dataclasses import replace

import pytest

from tests.sicherheit.betrieb import ANNA, BERND, TIM, TRAEGER, Betrieb
from tests.standins.activities import Channel

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-kanalwechsel")]

NEW = Channel(id="19:dddd@thread.tacv2")


async def test_a_former_channel_knows_its_own_forms_alone(house: Betrieb) -> None:
    before = await house.sends_form(ANNA, "Nowak")
    new = replace(house.teams.shapes, channel=NEW)
    assert (await house.posts(new.channel_message("Träger-Kanal einrichten", TIM))).status == 200
    after = await house.sends_form(BERND, "Jonas Becker")
    old_channel = json.dumps(list(house.microsoft.connector.messages[house.teams.shapes.channel.id].values()))
    assert before in old_channel
    assert after not in old_channel
    assert "Zu welchem Formular" in await house.says_in_channel(f"Empfang bestätigt {after}", TRAEGER)
    await house.says_in_channel(f"Empfang bestätigt {after}", TIM)
    assert house.one("SELECT count(*) FROM rueckmeldung") == 0
    assert "Notiert" in await house.says_in_channel(f"Rückfrage {before}: Wann genau?", TRAEGER)
    await _lists_are_of_the_channel_and_without_names(house)


async def _lists_are_of_the_channel_and_without_names(house: Betrieb) -> None:
    assert "AZ-" not in await house.says_in_channel("Liste", TRAEGER)
    new = replace(house.teams.shapes, channel=NEW)
    assert (await house.posts(new.channel_message("Liste", TRAEGER))).status == 200
    await house.quiet()
    listed = house.heard(NEW.id)
    assert "AZ-" in listed
    assert not [name for name in ("Nowak", "Becker", "4711") if name in listed]
