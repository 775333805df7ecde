"""Question 2: names, descriptions, denials, goals; every sentence of the files, and any text at all."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.regelung.modul import Modul
from dialogs.verstehen.modul import ModulLesart, verstehe_modul
from tests.dialogs.verstehen.saetze import files, saetze


@pytest.mark.parametrize("file", files("saetze_modul*.jsonl"))
def test_sentences(file: str) -> None:
    read = [(satz, verstehe_modul(satz["text"]).to_json()) for satz in saetze(file)]
    assert {satz["text"]: reading for satz, reading in read if not _is_right(satz, reading)} == {}


def _is_right(satz: dict[str, Any], reading: dict[str, Any]) -> bool:
    got, accept = set(reading["modules"]), set(satz.get("accept", ()))
    if "unknown" in accept and not got:
        return True
    if got == set(satz["modules"]):
        return bool(got) or set(reading["suggest"]) == set(satz.get("suggest", ())) or bool(accept)
    return bool(got) and got == accept - {"unknown"}


@pytest.mark.parametrize("file", files("saetze_modul*.jsonl"))
def test_explicit_means_that_a_name_fell(file: str) -> None:
    sure = [satz for satz in saetze(file) if not satz.get("accept")]
    assert [s["text"] for s in sure if verstehe_modul(s["text"]).explicit is not s["explicit"]] == []


def test_json() -> None:
    assert verstehe_modul("lieber DW als JA").to_json() == {
        "modules": ["digitalwerkstatt"],
        "explicit": True,
        "suggest": [],
    }
    assert verstehe_modul("Excel lernen") == ModulLesart(suggest=(Modul.DIGITALWERKSTATT,))


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    verstehe_modul(text)


@pytest.mark.parametrize("odd", ["", "\ud800", "\x00", "\u202ejob akademie\u202c", "\u200b", "ja" * 3000, "ä" * 3000])
def test_odd_text_is_read(odd: str) -> None:
    assert verstehe_modul(odd).suggest == ()


@pytest.mark.parametrize(
    "part",
    [
        "Jobakademie ",
        "nicht die Jobakademie, ",
        "Jobakademie und nicht und nicht ",
        "DW, weiß nicht, ",
        "wenn die Jobakademie voll ist, sagt mein Arzt, ",
        "JA ",
        "das mit dem Computer ",
        "da will ich hin ",
        "x",
        "ж",
        "漢 ",
        "? ",
        "ä\u0308",
    ],
)
def test_cost_is_linear(part: str) -> None:
    assert_linear(verstehe_modul, part)


def test_cost_is_linear_where_one_clause_is_long() -> None:
    assert_linear(lambda text: verstehe_modul("da " * len(text) + "war ich, " + text), "DW ")


def assert_linear(read: Callable[[str], object], part: str) -> None:
    """Eight times the text costs at most about eight times as long; square cost would be 64 times."""
    length = 4000 // len(part)
    assert _seconds(read, part * (8 * length)) < 20 * _seconds(read, part * length) + 0.002


def _seconds(read: Callable[[str], object], text: str) -> float:
    def once() -> float:
        start = time.process_time()
        read(text)
        return time.process_time() - start

    return min(once() for _ in range(3))
