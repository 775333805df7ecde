"""What a line of the command `verstehen` may hold, and what is wrong with the others."""

from datetime import date

import pytest

from dialogs.verstehen.befehl_werte import Context
from dialogs.verstehen.zeile import Mangel, Zeile, read_line

GOOD: dict[str, tuple[bytes, Zeile]] = {
    "a text alone": (b'{"text": "acht Wochen"}', Zeile("acht Wochen")),
    "an empty text": (b'{"text": ""}', Zeile("")),
    "a start": (b'{"text": "x", "start": "2024-02-29"}', Zeile("x", date(2024, 2, 29))),
    "a start of nothing": (b'{"text": "x", "start": null, "context": ""}', Zeile("x")),
    "a context": (b'{"text": "x", "context": "form_q3"}', Zeile("x", context=Context.FORM_Q3)),
    "fields nobody knows": (b'{"text": "x", "id": 7}', Zeile("x")),
    "a byte order mark and Windows' line end": (b'\xef\xbb\xbf{"text": "x"}\r\n', Zeile("x")),
    "an emoji in two halves": (b'{"text": "\\ud83d\\ude00"}', Zeile("😀")),
}
BAD: dict[str, tuple[bytes, Mangel]] = {
    "Latin-1": (b'{"text": "f\xfcnf"}', Mangel.UTF8),
    "UTF-16": ('{"text": "x"}'.encode("utf-16"), Mangel.UTF8),
    "plain words": (b"acht Wochen", Mangel.JSON),
    "half an object": (b'{"text": "x"', Mangel.JSON),
    "two objects": (b'{"text": "x"}{"text": "y"}', Mangel.JSON),
    "brackets without end": (b"[" * 100_000, Mangel.JSON),
    "a number too long to read": (b"9" * 10_000, Mangel.JSON),
    "a list": (b'["text"]', Mangel.OBJEKT),
    "a text": (b'"text"', Mangel.OBJEKT),
    "null": (b"null", Mangel.OBJEKT),
    "no text": (b'{"start": "2024-03-15"}', Mangel.TEXT),
    "a text that is null": (b'{"text": null}', Mangel.TEXT),
    "a text that is a number": (b'{"text": 8}', Mangel.TEXT),
    "half an emoji": (b'{"text": "\\ud83d"}', Mangel.TEXT),
    "a German day": (b'{"text": "x", "start": "15.03.2024"}', Mangel.START),
    "a day that is not": (b'{"text": "x", "start": "2024-02-30"}', Mangel.START),
    "a moment": (b'{"text": "x", "start": "2024-02-28T10:00:00"}', Mangel.START),
    "a start that is a number": (b'{"text": "x", "start": 20240315}', Mangel.START),
    "an unknown context": (b'{"text": "x", "context": "form_q4"}', Mangel.CONTEXT),
    "a context that is a list": (b'{"text": "x", "context": [1]}', Mangel.CONTEXT),
}


@pytest.mark.parametrize(("line", "expected"), GOOD.values(), ids=GOOD)
def test_a_question(line: bytes, expected: Zeile) -> None:
    assert read_line(line) == expected


@pytest.mark.parametrize(("line", "expected"), BAD.values(), ids=BAD)
def test_no_question(line: bytes, expected: Mangel) -> None:
    assert read_line(line) is expected
