"""Fixtures with the stand-ins; a conftest takes them by `from tests.standins.fixtures import ...`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.standins.microsoft import Microsoft


@pytest.fixture
async def microsoft(tmp_path: Path) -> AsyncIterator[Microsoft]:
    """Login, keys and Connector behind a CONNECT proxy, all on loopback."""
    standin = Microsoft(tmp_path)
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
def microsoft_env(microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The production settings in this process's environment, for tests that run the bot within it."""
    for name in ("NO_PROXY", "no_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    environment = microsoft.environment()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return environment
