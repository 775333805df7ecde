"""Fixtures for tests of the edge: the stand-ins, and a bot behind the production edge within this process."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.bot.edge import RunningEdge, run_edge
from tests.standins.fixtures import microsoft, microsoft_env
from tests.standins.microsoft import Microsoft
from tests.standins.teams import TeamsClient

__all__ = ["edge", "microsoft", "microsoft_env", "teams"]


@pytest.fixture
async def edge(microsoft_env: dict[str, str]) -> AsyncIterator[RunningEdge]:
    async with run_edge(microsoft_env) as running:
        yield running


@pytest.fixture
async def teams(edge: RunningEdge, microsoft: Microsoft) -> AsyncIterator[TeamsClient]:
    async with aiohttp.ClientSession() as session:
        yield TeamsClient(session, edge.url, microsoft.keys)
