"""The change of keys with the operator's command: everything is encrypted anew, also after it was broken off."""

import asyncio
import base64
from pathlib import Path
from typing import Final

import pytest

from storage.crypto import Keyring
from storage.rotation import SECRETS
from tests.sicherheit.betrieb import ANNA, Betrieb, betrieb

OLD: Final = bytes(range(32))
NEW: Final = bytes(range(100, 132))
MANY: Final = 30_000


def _list(*keys: bytes) -> str:
    return ",".join(base64.b64encode(key).decode() for key in keys)


@pytest.mark.xdist_group("sicherheit-schluessel")
async def test_a_change_that_is_killed_goes_on_and_then_the_old_key_can_go(tmp_path: Path) -> None:
    async with betrieb(tmp_path) as house:
        await house.start()
        await house.plays(ANNA, "neuer Bogen für Nowak", "Ich will wieder arbeiten")
        await house.stop()
        _add_many(house)
        both = {"AKTIVZENTRUM_SCHLUESSEL": _list(NEW, OLD)}
        await _killed_in_the_middle(house, both)
        done, left = _under(house, NEW), _under(house, OLD)
        assert done >= MANY // 4
        assert left > 0
        code, out, err = await house.command("schluessel", "wechseln", **both)
        assert (code, f"Neu verschlüsselt: {left:_} Werte".replace("_", ".") in out) == (0, True), out
        assert f"{left} von {left}" in err
        assert _under(house, OLD) == 0
        assert "fehlt" in (await house.command("pruefe", AKTIVZENTRUM_SCHLUESSEL=_list(OLD)))[2]
        house.environment["AKTIVZENTRUM_SCHLUESSEL"] = _list(NEW)
        assert (await house.command("pruefe"))[0] == 0
        await house.start()
        assert "Teilnahmedauer" in await house.says("Digitalwerkstatt", ANNA)


def _add_many(house: Betrieb) -> None:
    """Answers to invokes, as a long life leaves them."""
    keyring = Keyring([OLD])
    rows = [(f"{i:032}", keyring.encrypt("Die Antwort", "activity", "antwort", f"{i:032}")) for i in range(MANY)]
    house.seen.add("INSERT INTO activity (key, erfasst, antwort) VALUES (?, '2026-01-01', ?)", rows)


async def _killed_in_the_middle(house: Betrieb, settings: dict[str, str]) -> None:
    process = await house._spawn("schluessel", "wechseln", **settings)
    assert process.stderr is not None
    while int((await asyncio.wait_for(process.stderr.readuntil(b" von "), 30)).split()[-2]) < MANY // 4:
        """The progress is counted on standard error."""
    process.kill()
    await process.communicate()


def _under(house: Betrieb, key: bytes) -> int:
    """How many values stand under this key."""
    head = Keyring([key]).head
    asked = (f"SELECT count(*) FROM {s.table} WHERE substr({s.column}, 1, 5) = ?" for s in SECRETS)  # noqa: S608  our own names
    return sum(house.one(question, head) for question in asked)
