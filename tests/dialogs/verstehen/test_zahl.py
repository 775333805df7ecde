"""Words cut and folded; German numbers in words and digits, also with a slip."""

import json
from pathlib import Path

import pytest

from dialogs.verstehen.woerter import fold, tokenize
from dialogs.verstehen.zahl import ordnungszahl, ordnungszahl_vertippt, viertel, zahl, zahl_vertippt

PUBLIC = Path(__file__).parents[4] / "shared" / "faelle" / "public_de_zahlwoerter.jsonl"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6wöchig", ["6", "woechig"]),
        ("6-8 Wochen.", ["6", "-", "8", "wochen", "."]),
        ("wie's geht", ["wie", "s", "geht"]),
        ("1½ Monate", ["1", "½", "monate"]),
        ("fu\u0308nf Mo\u00adnate", ["fuenf", "monate"]),
        ("\u200f8\u00a0Wochen\ufeff", ["8", "wochen"]),
        ("Größe ISTANBUL ıfä Łódź", ["groesse", "istanbul", "ifae", "lodz"]),
        ("", []),
        (" \n\t", []),
    ],
    ids=repr,
)
def test_text_is_cut_and_folded(text: str, words: list[str]) -> None:
    assert [token.wort for token in tokenize(text)] == words


def test_tokens_know_their_place() -> None:
    text = "so 'n Vierteljahr, o.k.?"
    assert all(text[token.start : token.end] == token.text for token in tokenize(text))


@pytest.mark.parametrize(
    "text", ["\ud800", "a\ud800b", "\x00", "\u202e", "🎉👩‍👩‍👧", "ﷺ" * 70, "a\u0301" * 500], ids=ascii
)
def test_any_text_is_cut_without_an_error(text: str) -> None:
    assert all(token.text in text for token in tokenize(text))


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("zwei", 2), ("zwo", 2), ("fünf", 5), ("fuenf", 5), ("sechzehn", 16), ("einundzwanzig", 21),
        ("hundertzwei", 102), ("einhunderteinunddreißig", 131), ("neunhundertneunundneunzig", 999),
        ("0033", 33), ("null", 0), ("1234567", None), ("9" * 5000, None), ("frei", None), ("", None),
    ],
)  # fmt: skip
def test_whole_numbers(word: str, number: int | None) -> None:
    assert zahl(fold(word)) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("zwie", 2), ("dreu", 3), ("veir", 4), ("fümf", 5), ("sehcs", 6), ("siben", 7), ("acth", 8), ("nuen", 9),
        ("zhen", 10), ("zwölff", 12), ("viezehn", 14), ("zwanizg", 20), ("dreisig", 30),
    ],
)  # fmt: skip
def test_numbers_with_a_slip(word: str, number: int) -> None:
    assert zahl_vertippt(fold(word)) == number


@pytest.mark.parametrize(
    "word", ["frei", "viel", "hier", "nein", "neuen", "zahn", "zwar", "Zweig", "lieben", "echt", "auch", "drin"]
)
def test_real_words_are_no_slips(word: str) -> None:
    assert zahl_vertippt(fold(word)) is None


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("ersten", 1),
        ("dritter", 3),
        ("siebzehnten", 17),
        ("zwanzigste", 20),
        ("einunddreißigsten", 31),
        ("ernst", None),
    ],
)
def test_ordinals(word: str, number: int | None) -> None:
    assert ordnungszahl(fold(word)) == number


def test_an_ordinal_with_a_slip() -> None:
    assert ordnungszahl_vertippt("fuenfzenten") == 15


@pytest.mark.parametrize(
    ("word", "quarters"),
    [
        ("halbes", 2),
        ("anderthalb", 6),
        ("zweieinhalb", 10),
        ("dreiviertel", 3),
        ("½", 2),
        ("eindreiviertel", 7),
        ("halt", None),
    ],
)
def test_fractions(word: str, quarters: int | None) -> None:
    assert viertel(fold(word)) == quarters


@pytest.mark.skipif(not PUBLIC.exists(), reason="public_de_zahlwoerter.jsonl is not here")
def test_public_number_words() -> None:
    """All single words and runs of digits for a whole number; "kein" and commas are other people's business."""
    rows = [json.loads(line) for line in PUBLIC.read_text("utf-8").splitlines()]
    judged = [
        row
        for row in rows
        if row["text"].isalnum() and isinstance(row["value"], int) and not row["text"].startswith("kein")
    ]
    wrong = [row["text"] for row in judged if zahl(fold(row["text"])) != row["value"]]
    assert len(judged) >= 30
    assert wrong == []
