"""The words of a command: hyphens, apostrophes, split compounds and numbers joined as they belong together.
What a word stands for is looked up in `befehl_woerter`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from dialogs.verstehen.befehl_woerter import GERMAN, NOTION, notion, notion_mistyped
from dialogs.verstehen.woerter import Token
from dialogs.verstehen.wortmenge import word_set


class Wort(NamedTuple):
    """One word or number: as written, its folded key without hyphens, its notion, the sign before it.

    `use` says which slot it belongs to: period, day, number, module, person; "" for none.
    `cut_s`: an apostrophe and s stood at its end.
    """

    text: str
    key: str
    notion: str
    sign: str
    start: int
    end: int
    cut_s: bool = False
    use: str = ""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def known(self) -> bool:
        """Whether it is a word of the language or of commands."""
        return bool(self.notion) or self.key in GERMAN or not self.key.isalpha()


APOSTROPHES: Final = "'`´’‘ʼ"
_SPLIT: Final = word_set(
    "k to traeger erwartungs dreier modul koop kooperations comp bewilligungs teilnahme folge fall e fuer bildungs"
)


_FORM_NUMBER: Final = re.compile(r"(?<!\w)AZ-[0-9A-Z]{4}-[0-9A-Z]{4}(?!\w)", re.IGNORECASE)


def with_form_numbers(text: str) -> str:
    """The text with every Formularnummer as one word of the same length, so that nothing is read inside it."""
    return _FORM_NUMBER.sub(lambda found: "q" * len(found.group()), text)


def _is_form_number(text: str, token: Token) -> bool:
    return token.end - token.start == _FORM_LENGTH and bool(_FORM_NUMBER.fullmatch(text, token.start, token.end))


_FORM_LENGTH: Final = len("AZ-AT9Y-ZGWS")


def woerter(text: str, tokens: Sequence[Token]) -> list[Wort]:
    """The words and numbers of the text in order."""
    return _rejoined(_joined(text, tokens))


def _joined(text: str, tokens: Sequence[Token]) -> Iterator[Wort]:
    place, sign = 0, ""
    while place < len(tokens):
        token = tokens[place]
        if _is_form_number(text, token):
            yield Wort(text[token.start : token.end], token.wort, "", sign, token.start, token.end, use="person")
            place, sign = place + 1, ""
            continue
        if not (token.is_word or token.is_number):
            sign = sign if sign in {"?", ",", "."} else token.text
            place += 1
            continue
        end = _last_joined(text, tokens, place)
        cut_s = end > place and tokens[end].wort == "s" and tokens[end - 1].is_word
        head = tokens[place : end if cut_s else end + 1]
        stop = _with_apostrophe(text, _with_dot(tokens, end, head))
        key = "".join(part.wort for part in head if part.is_word or part.is_number)
        key = _SPOKEN.get(key, key)
        yield Wort(text[token.start : stop], key, _notion(key), sign, token.start, stop, cut_s)
        place, sign = end + 1, ""


_SPOKEN: Final = {
    "is": "ist", "iss": "ist", "isses": "ist", "nich": "nicht", "nit": "nicht", "net": "nicht", "ned": "nicht",
    "wat": "was", "dat": "das", "kannste": "kannst", "haste": "hast", "grad": "gerade", "un": "und", "wg": "wegen",
    "wars": "war", "hab's": "habe", "od": "oder",
}  # fmt: skip
"""How small words are said and typed in a hurry."""


def _with_dot(tokens: Sequence[Token], end: int, head: Sequence[Token]) -> int:
    """An initial keeps its dot."""
    if len(head) == 1 and len(head[0].text) == 1 and head[0].is_word and end + 1 < len(tokens):
        following = tokens[end + 1]
        if following.text == "." and following.start == tokens[end].end:
            return following.end
    return tokens[end].end


def _with_apostrophe(text: str, stop: int) -> int:
    """ "Klaus' Bogen": the apostrophe says that the s belongs to the name."""
    return stop + 1 if text[stop - 1] in "sßxzSXZ" and text[stop : stop + 1] in {*APOSTROPHES} else stop


def _last_joined(text: str, tokens: Sequence[Token], place: int) -> int:
    """The last token of a word with hyphens, of a name with an apostrophe, of a number like BG-123/45."""
    end = place
    while end + 1 < len(tokens):
        if _apostrophe(text, tokens[end], tokens[end + 1]):
            end += 1
        elif end + 2 < len(tokens) and _hyphen(tokens, end):
            end += 2
        else:
            break
    return end


def _apostrophe(text: str, token: Token, following: Token) -> bool:
    return following.start == token.end + 1 and text[token.end] in APOSTROPHES and following.is_word


def _hyphen(tokens: Sequence[Token], end: int) -> bool:
    token, sign, following = tokens[end : end + 3]
    touching = token.end == sign.start and sign.end == following.start
    if not touching or not (following.is_word or following.is_number):
        return False
    if sign.text == "/":
        return token.is_number and following.is_number
    if sign.text not in {"-", "\u2010", "\u2011", "\u2013"}:
        return False
    return not _two_notions(token.wort, following.wort)


def _two_notions(one: str, two: str) -> bool:
    """ "Müller-Bogen", "Status-Abfrage" are two words; "K-Plan" is one."""
    return one + two not in NOTION and (two in NOTION or one in NOTION) and len(one) > 1


def _notion(key: str) -> str:
    return notion(key) or notion_mistyped(key) or ""


def _rejoined(words: Iterable[Wort]) -> list[Wort]:
    """ "K Plan", "To do", "comp.ASS" are one word each."""
    joined: list[Wort] = []
    for word in words:
        before = joined[-1] if joined else None
        whole = _COMPASS.get((before.key, word.key)) if before else None
        if before and before.key in _SPLIT and (not word.sign or word.sign == ".") and notion(before.key + word.key):
            whole = before.key + word.key
        if before and whole:
            joined[-1] = before._replace(key=whole, notion=NOTION[whole], end=word.end)
        else:
            joined.append(word)
    return joined


_COMPASS: Final = {("comp", "ass"): "compass"}
