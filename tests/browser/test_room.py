"""The page in a real browser: talking, cards, channel, several windows, narrow screens."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from bot.uebungsraum.erfunden import MIRIAM, PETRA, SABINE
from bot.uebungsraum.faults import Fault, Kind
from tests.bot.uebungsraum.serving import Served
from tests.browser.conftest import Window, shot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_conversation(window: Window, it: Served) -> None:
    """Both panes stand side by side; what is typed gets its answer, and Markdown is shown without its dangers."""
    page = await window.open()
    await expect(page.get_by_text("erfundene Personen, nichts hiervon ist echt")).to_be_visible()
    await expect(page.get_by_role("heading", name="Aktivzentrum – Träger")).to_be_visible()
    await window.say("hilfe")
    answer = page.locator("#chat .bubble").last
    await expect(answer.locator("li strong").first).to_have_text("karte")
    await expect(answer.get_by_role("link")).to_have_count(1)
    await expect(answer).to_contain_text("<b>Kein HTML</b>, kein [Skript](javascript:alert(1)).")
    await answer.get_by_role("link", name="Regelung").click()
    await expect(page.get_by_role("dialog")).to_contain_text("https://example.org/regelung")
    await page.get_by_role("button", name="Hier bleiben").click()
    await page.get_by_role("button", name="melden", exact=True).click()
    await expect(page.locator("#kanal")).to_contain_text("Neuer Erwartungsbogen")
    assert [a["type"] for a in it.bot.seen] == ["conversationUpdate", "installationUpdate", "message", "message"]
    await expect(page.locator("#ansage")).to_contain_text("Steht im Kanal.")


async def test_card(window: Window, it: Served) -> None:
    """A card shows its errors at the input, is sent when they are mended, and changes in place."""
    page = await window.open()
    await window.say("karte")
    card = page.locator("#chat .card")
    await expect(card.get_by_role("heading", name="Erwartungsbogen für Katarzyna Nowak")).to_be_visible()
    await expect(card).to_contain_text("„Ich will **wieder** in den Job.“")
    await card.get_by_role("button", name="Absenden").click()
    await expect(card).to_contain_text("Bitte ein Modul wählen.")
    assert "value" not in it.bot.seen[-1]
    await card.get_by_role("group", name="Modul").get_by_role("radio").first.check()
    await card.get_by_role("button", name="Absenden").click()
    await expect(card).to_have_text("Abgesendet: Digitalwerkstatt")
    assert it.bot.seen[-1]["value"]["modul"] == "Digitalwerkstatt"
    await expect(page.locator("#chat .bubble").last).to_have_text("Danke. Modul: Digitalwerkstatt.")


async def test_execute_and_open_url(window: Window) -> None:
    """Execute replaces the card; OpenUrl asks first."""
    page = await window.open()
    await window.say("karte")
    await page.get_by_role("link", name="Regelung öffnen").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Prüfen").click()
    await expect(page.locator("#chat .card")).to_have_text("Geprüft: alles in Ordnung.")


async def test_own_messages_by_keyboard(window: Window, it: Served) -> None:
    """An own message can be changed and deleted, without a mouse."""
    page = await window.open()
    await window.say("falsch")
    await page.get_by_role("button", name="Nachricht bearbeiten: falsch").press("Enter")
    await expect(page.get_by_role("textbox", name="Nachricht bearbeiten")).to_be_focused()
    await page.keyboard.press("ControlOrMeta+A")
    await page.keyboard.type("richtig")
    await page.keyboard.press("Enter")
    await expect(page.locator("#chat .bubble").last).to_have_text("Geändert in: richtig")
    await page.get_by_role("button", name="Nachricht löschen: richtig").press("Enter")
    await expect(page.locator("#chat .bubble").first).to_have_text("Diese Nachricht wurde gelöscht.")
    assert [a["type"] for a in it.bot.seen[-2:]] == ["messageUpdate", "messageDelete"]


async def test_channel_thread(window: Window, it: Served) -> None:
    """One answers in a thread with a mention; without it the bot hears nothing."""
    await it.room.say(SABINE, "melden")
    page = await window.open()
    await page.get_by_role("button", name="Antworten").click()
    reply = page.get_by_role("textbox", name="Antwort in der Unterhaltung")
    await expect(reply).to_be_focused()
    await reply.fill("Empfang bestätigt")
    await reply.press("Enter")
    await expect(page.locator(".thread").get_by_text("Echo: Empfang bestätigt")).to_be_visible()
    assert it.bot.seen[-1]["from"]["aadObjectId"] == MIRIAM.aad_object_id
    assert ";messageid=" in it.bot.seen[-1]["conversation"]["id"]
    heard = len(it.bot.seen)
    await page.locator(".thread").get_by_role("button", name="@Aktivzentrum").click()
    await reply.fill("Unter uns.")
    await reply.press("Enter")
    await expect(page.locator(".thread").get_by_text("Unter uns.")).to_be_visible()
    assert len(it.bot.seen) == heard


async def test_windows_are_live(window: Window, browser: Browser, it: Served) -> None:
    """Two windows show the same; each may be another person; a fresh start empties both."""
    other = Window(await browser.new_page(), it.url)
    await window.open()
    second = await other.open(f"#ich={PETRA.aad_object_id}&ansicht=chat")
    await expect(second.locator("#chat .pane-head")).to_contain_text("Petra Sommer")
    await window.say("hallo")
    entry = second.get_by_role("navigation").get_by_role("button", name="Sabine Krämer")
    await expect(entry).to_contain_text("1 neue Nachricht")
    await second.get_by_role("button", name="in einer Woche").click()
    await expect(window.page.locator("#heute")).to_contain_text("8. März 2027")
    await second.get_by_role("button", name="Neu beginnen").click()
    await expect(window.page.locator("#heute")).to_contain_text("1. März 2027")
    await expect(window.page.locator("#chat .msg")).to_have_count(0)
    assert other.complaints == []
    await second.close()


async def test_troubles(window: Window, it: Served) -> None:
    """What goes wrong is switched on in the page and seen there, also without a colour."""
    page = await window.open()
    await page.get_by_text("Störungen").click()
    await page.get_by_role("checkbox", name="Der Kanal ist entfernt").check()
    await expect(page.get_by_role("status").first).to_have_text("Der Kanal ist entfernt")
    await page.get_by_role("checkbox", name="Der Kanal ist entfernt").uncheck()
    await page.keyboard.press("Escape")
    it.room.faults.add(Fault(Kind.SLOW, seconds=0.3, skip=1))
    await window.say("tippen")
    await expect(page.get_by_text("Aktivzentrum schreibt …")).to_be_visible()
    await expect(page.locator("#chat .bubble").last).to_have_text("Fertig getippt.")
    await expect(page.get_by_text("Aktivzentrum schreibt …")).to_have_count(0)
    it.bot.fail_next = 2
    await window.say("hallo")
    await expect(page.locator("#chat .notice")).to_contain_text("HTTP 500")


async def test_file(window: Window, it: Served) -> None:
    """A file is sent as Teams sends it: its name, and no text."""
    page = await window.open()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Datei anhängen").click()
    file: Any = {"name": "Zeugnis.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    await (await chooser.value).set_files(file)
    await expect(page.locator("#chat .bubble").last).to_have_text("Dateien lese ich nicht.")
    assert "text" not in it.bot.seen[-1]


async def test_file_of_the_bot(window: Window) -> None:
    """A file the bot offers is taken with a button, and then there to download."""
    page = await window.open()
    await window.say("datei")
    await page.get_by_role("button", name="Annehmen: Bogen ä.pdf").click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Bogen ä.pdf").click()
    assert (await download.value).suggested_filename == "Bogen ä.pdf"
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_phone(window: Window, it: Served) -> None:
    """On a phone list, chat and channel come one after the other, and nothing is wider than the screen."""
    await it.room.say(SABINE, "karte")
    await it.room.say(SABINE, "melden")
    await window.page.set_viewport_size({"width": 360, "height": 740})
    page = await window.open()
    await fits(page)
    await page.get_by_role("button", name="Sabine Krämer").click()
    await expect(page.locator("#chat .card")).to_be_visible()
    await expect(page.get_by_role("navigation")).to_be_hidden()
    await fits(page)
    await shot(page, "telefon-chat")
    await page.get_by_role("button", name="Zurück zur Liste").click()
    await page.get_by_role("button", name="Aktivzentrum – Träger").click()
    await expect(page.locator("#kanal .card")).to_be_visible()
    await fits(page)
    await page.go_back()
    await expect(page.get_by_role("navigation")).to_be_visible()


async def fits(page: Page) -> None:
    """Nothing sticks out to the right: not the page, and not the buttons of a card."""
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    sticking = (
        "[...document.querySelectorAll('.card button')].filter(b => b.getBoundingClientRect().right > 360).length"
    )
    assert await page.evaluate(sticking) == 0
