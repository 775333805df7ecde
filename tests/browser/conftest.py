"""Chromium (Debian's, or the one CHROMIUM names) looking at a served room; skipped by name where it is missing."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from bot.uebungsraum.install import installed
from tests.bot.uebungsraum.serving import Served, served

# As root and in a closed network Chromium needs these.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest_asyncio.fixture(loop_scope="session")
async def it() -> AsyncIterator[Served]:
    async with served() as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not installed")
    if not installed(dev=True):
        pytest.skip("the page's packages are missing: python -m bot.uebungsraum.install --dev")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        await chromium.close()


class Window:
    """A browser window on the room that collects what the page complains about and where it wants to go."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._request(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _request(self, url: str) -> None:
        if not url.startswith((self.url, self.url.replace("http", "ws"))):
            self.foreign.append(url)

    async def open(self, fragment: str = "") -> Page:
        await self.page.goto(f"{self.url}/uebung/{fragment}")
        await self.page.locator("#personen li").first.wait_for(state="attached")
        return self.page

    async def say(self, text: str) -> None:
        box = self.page.get_by_role("textbox", name="Nachricht an Aktivzentrum")
        await box.fill(text)
        await box.press("Enter")


@pytest_asyncio.fixture(loop_scope="session")
async def window(browser: Browser, it: Served) -> AsyncIterator[Window]:
    page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="de-DE", reduced_motion="reduce")
    page.set_default_timeout(10_000)
    window = Window(page, it.url)
    yield window
    await page.close()
    assert window.complaints == []
    assert window.foreign == []


SHOTS = os.environ.get("UEBUNG_SHOTS")


async def shot(page: Page, name: str) -> None:
    """Keeps a picture for people to look at, if a folder is named in UEBUNG_SHOTS."""
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png")
