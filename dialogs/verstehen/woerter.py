"""Text cut into words, numbers and signs, and the folding by which they are looked up.

No meaning here. Every function is linear in the length of the text, whatever the alphabet.
"""

import re
import unicodedata
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""Accents written after their letter, and what splits a word invisibly (soft hyphen, zero width)."""
_DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_APOSTROPHES = "'`´’‘ʼ"
_TOKEN = re.compile(
    rf"[½¼¾]|\d+|[^\W\d_½¼¾]+(?:[{_MARKS}][^\W\d_]*)*|[^\s{_MARKS}{_DIRECTION}{_APOSTROPHES}]", re.UNICODE
)
_DROP_MARKS = re.compile(f"[{_MARKS}]")
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
)
_LONGEST_WORD = 64
"""Longer ones are no German word; normalising them could cost more than linear time."""


class Token(NamedTuple):
    """A word, a run of digits or one sign: as written, folded, and its place in the text."""

    text: str
    wort: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether it is a run of digits."""
        return self.text.isdecimal()

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


def tokenize(text: str) -> list[Token]:
    """The words, numbers and signs of a text in order. White space and apostrophes only separate."""
    return [
        Token(found, fold(found), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if (found := match.group())
    ]


def fold(word: str) -> str:
    """Lower case, ä → ae, ß → ss, ı → i, other accents gone: the key under which a word or name is found."""
    small = word.lower()
    if small.isascii():
        return small
    if len(small) <= _LONGEST_WORD:
        small = unicodedata.normalize("NFC", small)
    small = small.translate(_LETTERS)
    if small.isascii() or len(small) > 2 * _LONGEST_WORD:
        return small
    return _DROP_MARKS.sub("", unicodedata.normalize("NFD", small))


def words(text: str) -> frozenset[str]:
    """A set of folded words, for tables that read like prose."""
    return frozenset(text.split())
