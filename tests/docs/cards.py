"""The pictures of all cards in docs/, from the real code by the official renderer: python -m tests.docs.cards

Each card of `all_cards` is drawn by the scripts and colours of the practice room's page, once light and as
wide as Teams on a desk, once dark and as wide as a phone. Beside the pictures stands a checksum of each card, so that
a card changed later is noticed. What the page in docs/ must keep is tested in test_cards.
"""

import base64
import hashlib
import json
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, Route, sync_playwright

from bot.cards.elements import Element
from bot.cards.example_dialog import dialog_examples
from bot.cards.examples import examples
from bot.uebungsraum.install import WEB, installed
from tests.browser.conftest import FLAGS, chromium_path

FOLDER: Final = Path(__file__).parent.parent.parent / "docs" / "bilder" / "karten"
CHECKSUMS: Final = FOLDER / "pruefsummen.json"
LOOKS: Final[Mapping[str, tuple[str, int]]] = {"": ("light", 600), "-telefon": ("dark", 340)}
"""How the pictures of a card end: in which colours, and how many pixels wide the card is."""
UNFOLDED: Final = {"bogen_version_2-rueckfrage": ("bogen_version_2", "Rückfrage")}
"""One more picture of a card, light and wide, with the small form of this button open."""
SHARP: Final = 1.5
COLOURS: Final = 16
ORIGIN: Final = "https://karten.invalid"
TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
RENDERER: Final = WEB / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"
HTML: Final = """<!doctype html><html lang="de"><meta charset="utf-8">
<link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/cards.css">
<style>html, body { height: auto } body { padding: 0; background: var(--raised) } .card { box-shadow: none }</style>
<script src="/adaptivecards.min.js"></script>
<script type="module">
import { cardElement } from "/cards.js";
window.show = (card, width, theme) => {
  document.documentElement.dataset.theme = theme;
  const place = document.createElement("div");
  place.className = "card";
  place.style.width = `${width}px`;
  place.append(cardElement(card, { width, level: 3, act() {} }));
  document.body.replaceChildren(place);
  // a field for a day speaks the browser's language, whatever the page says; in Teams that is the reader's
  for (const field of place.querySelectorAll("input[type=date]")) {
    const [year, month, day] = field.value.split("-");
    field.type = "text";
    field.value = day ? `${day}.${month}.${year}` : "TT.MM.JJJJ";
  }
};
</script>"""
# Text on a few grounds needs few colours; a palette makes the file a third as large.
REDUCE: Final = """async ([source, most]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${source}`;
  await image.decode();
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const p of pixels) counts.set(p, (counts.get(p) ?? 0) + 1);
  const parts = (p) => [p & 255, (p >> 8) & 255, (p >> 16) & 255];
  const far = (a, b) => a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([p]) => parts(p));
  const palette = byCount.slice(0, most / 3);
  for (const near of [2500, 400, 100, 0]) {
    for (const colour of byCount) {
      if (palette.length < most && palette.every((other) => far(colour, other) > near)) palette.push(colour);
    }
  }
  const nearest = new Map();
  for (const p of counts.keys()) {
    const distances = palette.map((colour) => far(parts(p), colour));
    nearest.set(p, distances.indexOf(Math.min(...distances)));
  }
  let indices = "";
  for (const p of pixels) indices += String.fromCharCode(nearest.get(p));
  return { width, height, palette, indices: btoa(indices) };
}"""


def all_cards() -> dict[str, Element]:
    """Every card by name: those of the chat and the channel, then the dialog's."""
    return {**examples(), **dialog_examples()}


def checksum(card: Element) -> str:
    """Of the card as JSON; two cards that look alike to Teams have the same."""
    text = json.dumps(card, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def picture_names(name: str) -> list[str]:
    """The files of a card."""
    more = [picture for picture, (card, _) in UNFOLDED.items() if card == name]
    return [f"{picture}.png" for picture in (*(name + ending for ending in LOOKS), *more)]


def draw(names: Sequence[str] = ()) -> Iterator[Path]:
    """Writes the pictures of these cards, by default of all; gives the files as they are done."""
    cards = {name: card for name, card in all_cards().items() if not names or name in names}
    FOLDER.mkdir(parents=True, exist_ok=True)
    with card_page() as page:
        for name, card in cards.items():
            yield from _pictures(page, name, card)
    sums = {**checksums(), **{name: checksum(card) for name, card in cards.items()}}
    kept = {name: sums[name] for name in all_cards() if name in sums}
    CHECKSUMS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


@contextmanager
def card_page() -> Iterator[Page]:
    """A page in Chromium on which `show` draws a card."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_page(device_scale_factor=SHARP, locale="de-DE", reduced_motion="reduce")
        page.route("**/*", _serve)
        page.goto(f"{ORIGIN}/")
        yield page
        browser.close()


def checksums() -> dict[str, str]:
    """Of each card when its pictures were drawn."""
    return dict(json.loads(CHECKSUMS.read_text(encoding="utf-8"))) if CHECKSUMS.exists() else {}


def _pictures(page: Page, name: str, card: Element) -> Iterator[Path]:
    for ending, (theme, width) in LOOKS.items():
        show(page, card, width, theme)
        yield _picture(page, name + ending)
    for picture, (of, title) in UNFOLDED.items():
        if of == name:
            show(page, card, LOOKS[""][1], LOOKS[""][0])
            page.get_by_role("button", name=title, exact=True).click()
            yield _picture(page, picture)


def show(page: Page, card: Element, width: int, theme: str) -> None:
    """Draws the card in place of the one before."""
    page.set_viewport_size({"width": width, "height": 400})
    page.evaluate("([card, width, theme]) => show(card, width, theme)", [card, width, theme])


def _picture(page: Page, name: str) -> Path:
    shot = page.locator(".card").screenshot(animations="disabled")
    reduced = page.evaluate(REDUCE, [base64.b64encode(shot).decode(), COLOURS])
    path = FOLDER / f"{name}.png"
    path.write_bytes(png(reduced))
    return path


def _serve(route: Route) -> None:
    """The page's own files alone; nothing is fetched from anywhere."""
    name = route.request.url.removeprefix(f"{ORIGIN}/")
    path = RENDERER if name == RENDERER.name else WEB / name
    if not name:
        route.fulfill(body=HTML, content_type=TYPES[".html"])
    elif path.suffix in TYPES and path.is_file():
        route.fulfill(body=path.read_text(encoding="utf-8"), content_type=f"{TYPES[path.suffix]}; charset=utf-8")
    else:
        route.abort()


def png(reduced: Mapping[str, Any]) -> bytes:
    """An indexed PNG."""
    width, height = reduced["width"], reduced["height"]
    indices = base64.b64decode(reduced["indices"])
    lines = b"".join(b"\0" + indices[at : at + width] for at in range(0, width * height, width))
    palette = b"".join(bytes(colour) for colour in reduced["palette"])
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    if chromium_path() is None or not installed():
        sys.exit("Chromium and the page's packages are needed: python -m bot.uebungsraum.install")
    for picture in draw(sys.argv[1:]):
        print(f"{picture.name}: {picture.stat().st_size // 1000} KB")
