"""One running house for all tests of a module; each test leaves it as it was or speaks of cases of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.sicherheit.betrieb import TIM, Betrieb, betrieb


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Betrieb]:
    """Runs, with a bound channel."""
    async with betrieb(tmp_path_factory.mktemp("betrieb")) as running:
        await running.start()
        assert "Kanal" in await running.says_in_channel("Träger-Kanal einrichten", TIM)
        yield running
