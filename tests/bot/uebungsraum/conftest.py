"""A served room with the demo bot for each test."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.bot.uebungsraum.serving import Served, served


@pytest_asyncio.fixture
async def it() -> AsyncIterator[Served]:
    async with served() as running:
        yield running
