"""The page for everyone: axe finds nothing in light, dark and at phone width; the keyboard reaches everything."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.uebungsraum.erfunden import SABINE
from bot.uebungsraum.install import WEB
from tests.bot.uebungsraum.serving import Served
from tests.browser.conftest import Window, shot

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = WEB / "node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


async def violations(page: Page, where: str = "document") -> list[str]:
    """What axe objects to, as rule and place; `where` is axe's context."""
    await page.evaluate(AXE.read_text())
    found: dict[str, Any] = await page.evaluate(f"rules => axe.run({where}, rules)", RULES)
    return [
        f"{v['id']}: {node['target']} {node['failureSummary']}" for v in found["violations"] for node in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
async def test_axe(window: Window, it: Served, scheme: Any, width: int) -> None:
    """No violation with everything on show: messages, cards with errors, a thread being answered, the open menu."""
    for text in ("hilfe", "karte", "melden"):
        await it.room.say(SABINE, text)
    await window.page.emulate_media(color_scheme=scheme)
    await window.page.set_viewport_size({"width": width, "height": 900})
    page = await window.open("#ansicht=chat")
    await page.locator("#chat").get_by_role("button", name="Absenden").click()
    await expect(page.locator("#chat .card")).to_contain_text("Bitte ein Modul wählen.")
    if width > 1000:
        await page.get_by_role("button", name="Antworten").click()
        await page.get_by_text("Störungen").click()
    assert await page.evaluate("document.documentElement.dataset.theme") == scheme
    await shot(page, f"{scheme}-{width}")
    assert await violations(page) == []


async def test_switch_of_light_and_dark(window: Window) -> None:
    """The switch wins over the system, and is remembered."""
    await window.page.emulate_media(color_scheme="light")
    page = await window.open()
    await page.get_by_role("button", name="Dunkel").click()
    await page.reload()
    await expect(page.get_by_role("button", name="Dunkel", pressed=True)).to_be_visible()
    assert await page.evaluate("document.documentElement.dataset.theme") == "dark"


async def test_keyboard_order(window: Window) -> None:
    """The first stops lead past everything else into the chat; focus can be seen."""
    page = await window.open()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Zum Chat")).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("textbox", name="Nachricht an Aktivzentrum")).to_be_focused()
    await page.keyboard.type("hallo")
    await page.keyboard.press("Enter")
    await expect(page.locator("#chat .bubble").last).to_have_text("Echo: hallo")
    await page.keyboard.press("Tab")
    focused = "getComputedStyle(document.activeElement).outlineStyle + ' ' + document.activeElement.ariaLabel"
    assert await page.evaluate(focused) == "solid Datei anhängen"


async def test_focus_stays_when_a_card_changes(window: Window) -> None:
    """A card that is replaced under one's hands keeps the focus in its message."""
    page = await window.open()
    await window.say("karte")
    await page.get_by_role("radio").first.check()
    await page.get_by_role("button", name="Absenden").press("Enter")
    await expect(page.locator("#chat .card")).to_have_text("Abgesendet: Digitalwerkstatt")
    assert await page.evaluate("document.activeElement.closest('#chat .msg') !== null")
