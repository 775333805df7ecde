"""How a card gets within the limit: what is cut, what is laid together, and that no word gets lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.elements import Element, adaptive_card, column, columns, faint, feld, heading, rich, run
from bot.cards.examples import examples
from bot.cards.platz import MAX_CARD_UNITS, STUFEN, Platz, cut, fitted, laid_together, shortened, units
from tests.bot.cards.pruefung import runs, schema_errors

ALL = examples()
TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('"\\\n\t\x01😀ä')))


@given(TEXTS, st.integers(0, 200))
def test_what_is_kept_is_the_beginning_and_fits(text: str, most: int) -> None:
    kept, missing = cut(text, most)
    assert text.startswith(kept)
    assert len(kept) + missing == len(text)
    assert units(kept) - 2 <= most or not missing


@given(TEXTS, st.integers(0, 200))
def test_nothing_is_cut_that_would_fit(text: str, most: int) -> None:
    kept, missing = cut(text, most)
    assert not missing or units(kept + text[len(kept)]) - 2 > most


def test_a_shortened_text_says_how_much_is_missing() -> None:
    assert shortened("a" * 2000, 10) == "aaaaaaaaaa … (noch 1.990 Zeichen)"
    assert shortened("kurz", 10) == "kurz"


def test_units_are_those_of_the_json_that_is_sent() -> None:
    assert units("ä") == 3
    assert units("😀") == 4
    assert units('"\n') == 6


@pytest.mark.parametrize("name", ALL)
def test_laid_together_a_card_says_the_same(name: str) -> None:
    together = laid_together(ALL[name])
    assert "".join(runs(together)).replace("\n", "") == "".join(runs(ALL[name])).replace("\n", "")
    assert units(together) <= units(ALL[name])
    assert schema_errors(together) == []


def test_neighbours_become_one_paragraph_with_lines_of_their_own() -> None:
    card = adaptive_card([heading("A"), feld("b", run("c")), columns(column([rich(run("d"))]), column([]))], "x")
    assert [e["type"] for e in laid_together(card)["body"]] == ["TextBlock", "RichTextBlock"]
    assert runs(laid_together(card)) == ["b\n", "c", "\n\nd"]


def test_the_first_card_that_fits_is_taken() -> None:
    """And no step further than needed: here the second leaves 6,000 units, which is enough."""
    tried: list[Platz] = []

    def build(platz: Platz) -> Element:
        tried.append(platz)
        return adaptive_card([rich(faint("x" * 10 * platz.neben))], "x")

    assert units(fitted(build)) <= MAX_CARD_UNITS
    assert tuple(tried) == STUFEN[:2]


def test_a_card_that_never_fits_is_no_card() -> None:
    with pytest.raises(ValueError, match="small enough"):
        fitted(lambda _: adaptive_card([rich(run("x" * MAX_CARD_UNITS))], "x"))
