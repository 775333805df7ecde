"""The app's dialog and the file cards in the page, with the real bot: by keyboard, for axe, nothing left behind."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.uebungsraum.erfunden import SABINE
from tests.browser.conftest import Window, shot
from tests.browser.test_access import violations
from tests.haus import Haus, haus, nummer_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

NUMMER = nummer_of("Nowak")
FORM = ("wieder arbeiten", "Digitalwerkstatt", "acht Wochen", "sofort", "allgemein", "absenden")


@pytest_asyncio.fixture(loop_scope="session")
async def h(tmp_path: Path) -> AsyncIterator[Haus]:
    async with haus(tmp_path) as house:
        await house.room.open(SABINE)
        await house.plays(f"neuer Bogen für {NUMMER}", *FORM)
        yield house


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, h: Haus) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="de-DE", reduced_motion="reduce")
    page.set_default_timeout(20_000)
    window = Window(page, h.url)
    yield await window.open(f"#ich={SABINE.aad_object_id}&ansicht=chat")
    await page.close()
    assert window.complaints == []
    assert window.foreign == []


async def test_by_keyboard_and_nothing_is_left_behind(page: Page, h: Haus) -> None:
    """Opened with a key, the focus stays inside; Escape closes it and gives the focus back."""
    before = h.room.welt.revision
    button = page.locator("#chat").get_by_role("button", name="Status nachsehen")
    await button.press("Enter")
    dialog = page.get_by_role("dialog", name="Status nachsehen")
    field = dialog.get_by_role("textbox", name="Name oder Nummer")
    await expect(field).to_be_focused()
    await dialog.get_by_role("button", name="Nachsehen").click()
    await expect(dialog).to_contain_text("Bitte einen Namen oder eine Nummer eingeben.")
    await field.fill("Müller")
    await dialog.get_by_role("button", name="Nachsehen").press("Enter")
    await expect(dialog.get_by_role("button", name="Andrea Müller")).to_be_visible()
    await field.fill("Nowak")
    await dialog.get_by_role("button", name="Nachsehen").press("Enter")
    await expect(dialog.get_by_text("Katarzyna Nowak", exact=True)).to_be_visible()
    await expect(dialog.get_by_role("button", name="Neuer Erwartungsbogen")).to_have_count(0)
    for _ in range(8):
        await page.keyboard.press("Tab")
        assert await page.evaluate("!document.activeElement.closest('main, .top, .side')")
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(button).to_be_focused()
    await expect(page.get_by_role("textbox", name="Nachricht an Aktivzentrum")).to_have_value("")
    assert h.room.welt.revision == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
async def test_axe(page: Page, h: Haus, scheme: Any, width: int) -> None:
    """No violation in the dialog, nor in the cards of files."""
    for text in ("Bogen Nowak als PDF", "Handzettel Nowak"):
        await h.says(text)
    offer = next(m for m in h.room.messages(SABINE) if m.consent)
    await h.room.consent(SABINE, offer.id)
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": 900})
    await expect(page.get_by_role("link", name="Erwartungsbogen AZ-")).to_be_visible()
    await shot(page, f"dateien-{scheme}-{width}")
    assert await violations(page) == []
    await page.locator("#chat").get_by_role("button", name="Status nachsehen").click()
    dialog = page.get_by_role("dialog", name="Status nachsehen")
    await dialog.get_by_role("textbox", name="Name oder Nummer").fill("Müller")
    await dialog.get_by_role("button", name="Nachsehen").click()
    await expect(dialog.get_by_role("button", name="Andrea Müller")).to_be_visible()
    assert await violations(page) == []
    await dialog.get_by_role("textbox", name="Name oder Nummer").fill("Nowak")
    await dialog.get_by_role("button", name="Nachsehen").click()
    await expect(dialog.get_by_text("Katarzyna Nowak", exact=True)).to_be_visible()
    await shot(page, f"dialog-{scheme}-{width}")
    assert await violations(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_a_file_is_taken_and_there_to_download(page: Page, h: Haus) -> None:
    await h.says("Bogen Nowak als PDF")
    await page.get_by_role("button", name="Annehmen: Erwartungsbogen AZ-").click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Erwartungsbogen AZ-").click()
    assert (await (await download.value).path()).read_bytes().startswith(b"%PDF-")
    await expect(page.get_by_role("button", name="Annehmen:")).to_have_count(0)
