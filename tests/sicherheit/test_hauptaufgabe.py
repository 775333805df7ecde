"""The main job in production: the process, tokens, TLS through a proxy, the import commands, the card, the status."""

import json

import pytest

from tests.sicherheit.betrieb import ANNA, Betrieb

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-hauptaufgabe")]

ZIEL = "Ich will *endlich* wieder was Eigenes.\nUnd den <b>Führerschein</b>."


async def test_from_neuer_bogen_to_the_card_and_the_record(house: Betrieb) -> None:
    await house.plays(ANNA, "neuer Bogen für Nowak", ZIEL, "Digitalwerkstatt", "acht Wochen", "sofort", "konkret")
    said = await house.says("absenden", ANNA)
    await house.quiet()
    channel = house.teams.shapes.channel.id
    (card,) = [m for m in house.microsoft.connector.messages[channel].values() if m.get("attachments")]
    assert json.dumps(ZIEL)[1:-1] in json.dumps(card)
    assert "Nowak" in json.dumps(card)
    code, out, _ = await house.command("auskunft", "4711", "--json")
    (bogen,) = json.loads(out)["einbuchungen"][0]["erwartungsboegen"]
    assert (code, bogen["antworten"]["ziel"]) == (0, ZIEL)
    assert bogen["formularnummer"] in said
    assert "Digitalwerkstatt" in await house.says("Status Nowak", ANNA)


async def test_nothing_but_microsofts_hosts_was_asked_for(house: Betrieb) -> None:
    asked = {target.partition(":")[0] for target in house.microsoft.proxy.asked}
    assert asked == {"login.microsoftonline.com", "login.botframework.com", "smba.trafficmanager.net"}


async def test_the_metrics_know_how_long_each_turn_took(house: Betrieb) -> None:
    """One more in the count for each turn that was committed, and its seconds in the sum."""
    before, spent = await _turns(house)
    await house.plays(ANNA, "hilfe", "meine Fälle")
    after, longer = await _turns(house)
    assert after - before == 2
    assert 0 < longer - spent < 60


async def _turns(house: Betrieb) -> tuple[int, float]:
    lines = (await house.teams.get("/metrics")).text.splitlines()
    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    name = "aktivzentrum_turn_seconds"
    return int(float(values[f"{name}_count"])), float(values[f"{name}_sum"])
