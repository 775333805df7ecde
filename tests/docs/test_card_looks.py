"""Every card by the official renderer, light and dark, wide and as narrow as a phone: nothing is cut off, and axe
finds nothing, in the small forms to unfold as well. Skipped by name without Chromium.
"""

from collections.abc import Iterator
from itertools import product
from typing import Final

import pytest
from playwright.sync_api import Page

from bot.uebungsraum.install import WEB, installed
from tests.browser.conftest import chromium_path
from tests.docs.cards import LOOKS, all_cards, card_page, show

CARDS: Final = all_cards()
THEMES, WIDTHS = zip(*LOOKS.values(), strict=True)
AXE: Final = """async () => {
  const { violations } = await axe.run(".card");
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}"""
WIDER: Final = """() => [...document.querySelectorAll(".card, .card *")]
  .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((part) => part.textContent.slice(0, 60))"""
UNFOLDING: Final = "button[aria-expanded]"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    if chromium_path() is None:
        pytest.skip("Chromium is not installed")
    if not installed(dev=True):
        pytest.skip("the page's packages are missing: python -m bot.uebungsraum.install --dev")
    with card_page() as opened:
        opened.evaluate((WEB / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        yield opened


@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_right_in_every_theme_and_width(page: Page, name: str) -> None:
    for theme, width in product(THEMES, WIDTHS):
        show(page, CARDS[name], width, theme)
        for at in range(-1, page.locator(UNFOLDING).count()):
            if at >= 0:
                page.locator(UNFOLDING).nth(at).click()
            assert page.evaluate(WIDER) == [], (theme, width, at)
            assert page.evaluate(AXE) == [], (theme, width, at)


def test_what_is_cut_off_or_too_pale_is_found(page: Page) -> None:
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "x" * 200}]}
    show(page, card, WIDTHS[-1], THEMES[0])
    pale = page.add_style_tag(content=".ac-textBlock { color: #ddd !important; overflow: visible !important }")
    page.evaluate("document.querySelector('.card').style.minWidth = '900px'")
    wider, found = page.evaluate(WIDER), page.evaluate(AXE)
    pale.evaluate("style => style.remove()")
    assert wider
    assert any("color-contrast" in one for one in found)
