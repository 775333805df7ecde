"""docs/karten.md shows every card as it is now; every picture in docs/ is there and has a text beside it."""

import re
import struct
from pathlib import Path

import pytest

from bot.cards.example_dialog import dialog_examples
from bot.prose import CARD_KEYS
from tests.bot.cards.pruefung import MAX_BYTES, schema_errors, sent_bytes
from tests.docs.cards import (
    CHECKSUMS,
    FOLDER,
    LOOKS,
    SHARP,
    UNFOLDED,
    all_cards,
    checksum,
    checksums,
    picture_names,
    png,
)

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGE = DOCS / "karten.md"
PICTURE = re.compile(r'!\[([^]]*)]\(([^)\s]+)\)|<img src="([^"]+)" alt="([^"]*)" width="\d+">')
CARDS = all_cards()
EACH, ALL = 60_000, 2_000_000
AGAIN = "draw the pictures anew: python -m tests.docs.cards"


def pictures(page: Path) -> list[tuple[str, Path]]:
    """The words and the file of every picture on a page."""
    found = PICTURE.findall(page.read_text(encoding="utf-8"))
    return [(words or alt, page.parent / (target or source)) for words, target, source, alt in found]


@pytest.mark.parametrize("name", CARDS)
def test_the_pictures_are_of_the_card_as_it_is(name: str) -> None:
    assert checksums().get(name) == checksum(CARDS[name]), AGAIN


def test_a_card_that_changed_has_another_checksum() -> None:
    card = CARDS["bogen"]
    assert checksum({**card, "fallbackText": "anders"}) != checksum(card) == checksum(dict(reversed(card.items())))


def test_the_page_shows_every_card_and_the_folder_holds_nothing_else() -> None:
    all_pictures = [picture for name in CARDS for picture in picture_names(name)]
    shown = [path.name for _, path in pictures(PAGE)]
    assert sorted(shown) == sorted(all_pictures)
    assert {path.name for path in FOLDER.iterdir()} == {*all_pictures, CHECKSUMS.name}
    assert checksums().keys() == CARDS.keys()


@pytest.mark.parametrize("name", dialog_examples())
def test_a_card_of_the_dialog_is_valid_and_small(name: str) -> None:
    """What holds for the others is tested with them (tests/bot/cards/test_every_card.py)."""
    assert schema_errors(CARDS[name]) == []
    assert sent_bytes(CARDS[name]) <= MAX_BYTES
    assert CARDS[name]["fallbackText"]


def test_every_kind_of_card_has_an_example() -> None:
    """Teams' own cards for files are no Adaptive Cards; how they look is Teams' affair."""
    kinds = {key.removeprefix("karte.") for key in CARD_KEYS if "datei" not in key} | {"bogen", "dialog"}
    assert {name.partition("_")[0] for name in CARDS} == kinds


def test_the_pictures_are_small_and_as_wide_as_they_should_be() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert {name: size for name, size in sizes.items() if size >= EACH} == {}
    assert sum(sizes.values()) < ALL
    widths = {f"{name}{ending}.png": width for ending, (_, width) in LOOKS.items() for name in CARDS}
    widths |= {f"{name}.png": LOOKS[""][1] for name in UNFOLDED}
    assert {name: _width(FOLDER / name) for name in widths} == {name: SHARP * width for name, width in widths.items()}


def _width(path: Path) -> int:
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width: int = struct.unpack(">I", data[16:20])[0]
    return width


@pytest.mark.parametrize("page", [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda path: path.stem)
def test_every_picture_of_a_page_is_there_and_has_words(page: Path) -> None:
    found = pictures(page)
    assert len(found) == len(re.findall(r"!\[|<img", page.read_text(encoding="utf-8")))
    for words, path in found:
        assert words.strip(), path
        assert path.is_file()


def test_a_picture_is_written_pixel_by_pixel() -> None:
    """Two pixels of two colours, by what the format says: a filter byte, then an index for each."""
    made = png({"width": 2, "height": 1, "palette": [[1, 2, 3], [4, 5, 6]], "indices": "AAE="})
    assert made[16:29] == struct.pack(">IIBBBBB", 2, 1, 8, 3, 0, 0, 0)
    assert b"PLTE\x01\x02\x03\x04\x05\x06" in made
