"""Somebody who has never seen the room follows the tour alone, in the browser, and ends with an Abschluss."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.uebungsraum.tour_fakten import SCHRITTE
from storage.practice import stand
from tests.bot.uebungsraum.einrichtung import Eingerichtet, eingerichtet
from tests.browser.conftest import Window, shot
from tests.browser.test_access import violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOST_DEEDS = 40


@pytest_asyncio.fixture(loop_scope="session")
async def furnished(tmp_path: Path) -> AsyncIterator[Eingerichtet]:
    async with eingerichtet(tmp_path) as running:
        yield running


class Newcomer:
    """Knows nothing but what the panel says: goes where it leads, writes what it gives, presses what it names."""

    def __init__(self, page: Page, it: Eingerichtet) -> None:
        self.page = page
        self.it = it
        self.panel = page.get_by_role("complementary", name="Rundgang für neue IFK")

    async def does_what_is_said(self) -> None:
        """One step, or one press of a button that is to be pressed several times."""
        before = await self._progress()
        way = self.panel.get_by_role("button", name=re.compile("^Zu[mr] "))
        if await way.count():
            await way.click()
        sentence = self.panel.locator(".tour-say code")
        if await sentence.count():
            await self._writes(await sentence.inner_text())
            await expect(self.panel).not_to_contain_text(before, timeout=20_000)
        else:
            await self._presses(await self.panel.locator("kbd").inner_text())

    async def _progress(self) -> str:
        return await self.panel.locator(".tour-progress").inner_text()

    async def _writes(self, text: str) -> None:
        box = self.page.get_by_role("textbox", name="Nachricht an Aktivzentrum")
        await box.fill(text)
        await box.press("Enter")

    async def _presses(self, name: str) -> None:
        async with self.page.expect_response(re.compile("/uebung/(uhr|click)"), timeout=20_000):
            await self._button(name).click()
        await self.it.tour.refresh()
        shown = self.it.tour.json()["jetzt"]
        await expect(self.panel.locator(".tour-progress")).to_contain_text(f"Schritt {shown} ")

    def _button(self, name: str) -> Locator:
        """The lowest one of that name that can be seen."""
        return self.page.get_by_role("button", name=name).last

    async def is_through(self) -> bool:
        return await self.panel.get_by_text("Geschafft.").count() > 0


async def looked_at(page: Page, name: str, scheme: Any) -> None:
    """A picture for people, and nothing for axe; what stands in the chats is looked at elsewhere."""
    await page.emulate_media(color_scheme=scheme)
    await shot(page, name)
    assert await violations(page, "{exclude: [['.messages'], ['.threads']]}") == []


@pytest.mark.parametrize("width", [1440, 390])
async def test_alone_from_the_first_bogen_to_the_abschluss(
    browser: Browser, furnished: Eingerichtet, width: int
) -> None:
    page = await browser.new_page(viewport={"width": width, "height": 860}, locale="de-DE", reduced_motion="reduce")
    page.set_default_timeout(20_000)
    window = Window(page, furnished.url)
    await window.open()
    newcomer = Newcomer(page, furnished)
    await looked_at(page, f"rundgang-einladung-{width}", "light")
    await newcomer.panel.get_by_role("button", name="Rundgang beginnen").click()
    await expect(newcomer.panel).to_contain_text("Schritt 1 von")
    for _ in range(MOST_DEEDS):
        if await newcomer.is_through():
            break
        await newcomer.does_what_is_said()
        if "Schritt 9 " in await newcomer.panel.inner_text():
            await looked_at(page, f"rundgang-mitte-{width}", "dark")
    await looked_at(page, f"rundgang-ende-{width}", "dark")
    kept = stand(furnished.database, "4737")
    assert kept is not None
    (einbuchung,) = kept["einbuchungen"]
    assert einbuchung["status"] == "abgeschlossen"
    assert {b["art"] for b in einbuchung["bestaetigungen"]} == {"eingebucht", "bescheid", "abschluss"}
    assert [s["stand"] for s in furnished.tour.json()["schritte"]] == ["erledigt"] * len(SCHRITTE)
    assert window.complaints == []
    assert window.foreign == []
    await page.close()


async def test_panel_by_keyboard_and_for_the_ear(browser: Browser, furnished: Eingerichtet) -> None:
    """Begun, heard, paused, closed and opened again without a mouse; steps say their state."""
    page = await browser.new_page(viewport={"width": 1200, "height": 860}, locale="de-DE", reduced_motion="reduce")
    page.set_default_timeout(20_000)
    window = Window(page, furnished.url)
    await window.open()
    panel = Newcomer(page, furnished).panel
    await page.get_by_role("link", name="Zum Rundgang").press("Enter")
    await expect(panel.get_by_role("heading", name="Rundgang für neue IFK")).to_be_focused()
    await panel.get_by_role("button", name="Rundgang beginnen").press("Enter")
    await expect(page.locator("#ansage")).to_contain_text("Schritt 1 von 16. Den Bogen beginnen")
    await panel.get_by_text("Alle Schritte").press("Enter")
    await expect(panel.get_by_role("listitem").first).to_have_text("Den Bogen beginnen, jetzt dran")
    await panel.get_by_role("button", name="neuer Bogen für Nowak").press("Enter")
    box = page.get_by_role("textbox", name="Nachricht an Aktivzentrum")
    await expect(box).to_be_focused()
    await expect(box).to_have_value("neuer Bogen für Nowak")
    await box.press("Enter")
    await expect(panel.get_by_role("listitem").first).to_have_text("Den Bogen beginnen, erledigt")
    await panel.get_by_role("button", name="Pause").press("Enter")
    await expect(panel).to_contain_text("Pause bei Schritt 2 von 16.")
    await panel.get_by_role("button", name="Schließen").press("Enter")
    await expect(panel).to_be_hidden()
    await page.get_by_role("button", name="Rundgang", exact=True).press("Enter")
    await expect(panel).to_contain_text("Frage 1: das Ziel")
    await page.get_by_role("navigation").get_by_role("button", name="Petra Sommer").click()
    await panel.get_by_role("button", name="Zum Chat, als Sabine Krämer").press("Enter")
    await expect(page.locator("#chat .pane-head")).to_contain_text("Sabine Krämer")
    assert window.complaints == []
    await page.close()
