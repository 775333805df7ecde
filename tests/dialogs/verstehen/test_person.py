"""Names: folding, keys that find a misspelt name, what an entry says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from dialogs.verstehen.person import (
    Name,
    NeuePerson,
    Nummer,
    PersonEingabe,
    Unklar,
    falten,
    lautform,
    namensteile,
    suchschluessel,
    varianten,
    verstehe_person_eingabe,
)

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Müller", "mueller"),
        ("Mu\u0308ller", "mueller"),
        ("MÜLLER", "mueller"),
        ("Weiß", "weiss"),
        ("GROẞ", "gross"),
        ("Yılmaz", "yilmaz"),
        ("İpek", "ipek"),
        ("Łukasz", "lukasz"),
        ("Sørensen", "soerensen"),
        ("Đorđević", "dordevic"),
        ("Çelik", "celik"),
        ("Nguyễn", "nguyen"),
        ("Groß-Schäfer", "gross-schaefer"),
        ("Groß\u2013Schäfer", "gross-schaefer"),
        ("d\u2019Angelo", "d'angelo"),
        ("  Anna   Lena ", "anna lena"),
        ("Mül\u200bler\u202e", "mueller"),
        ("m.", "m."),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_falten(name: str, folded: str) -> None:
    assert falten(name) == folded


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert falten(falten(name)) == falten(name)


def test_namensteile_are_without_titles() -> None:
    assert namensteile("Frau Dr. Groß-Schäfer") == ("gross", "schaefer")
    assert namensteile("Frau") == ("frau",)
    assert namensteile("O'Brien") == ("obrien",)


@given(st.text("abcde", min_size=1, max_size=40), st.data())
@settings(max_examples=300, deadline=None)
def test_two_keys_at_distance_one_share_a_variant(key: str, data: st.DataObject) -> None:
    other = _one_edit(key, data)
    assert DamerauLevenshtein.distance(key, other) <= 1
    assert varianten(key) & varianten(other)


def _one_edit(key: str, data: st.DataObject) -> str:
    at = data.draw(st.integers(0, len(key) - 1))
    letter = data.draw(st.sampled_from("abcdef"))
    edits = [
        key[:at] + key[at + 1 :],
        key[:at] + letter + key[at:],
        key[:at] + letter + key[at + 1 :],
        key[:at] + key[at : at + 2][::-1] + key[at + 2 :],
    ]
    return data.draw(st.sampled_from(edits))


def test_the_keys_of_a_long_name_are_bounded() -> None:
    assert len(varianten("x1y2" * 5000)) <= 25


@pytest.mark.parametrize(
    "same", ["Meyer Maier Mayer Meier", "Schmidt Schmitt Schmid", "Kayser Kaiser", "Walther Walter"]
)
def test_names_that_sound_alike_share_a_key(same: str) -> None:
    assert len({lautform(falten(name)) for name in same.split()}) == 1
    first, *others = (suchschluessel(name) for name in same.split())
    assert all(first & other for other in others)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4711", Nummer("4711")),
        (" 4711-22 ", Nummer("4711-22")),
        ("BG-123/45", Nummer("BG-123/45")),
        ("Nummer 4711.", Nummer("4711")),
        ("Nr. 4711", Nummer("4711")),
        ("#4711", Nummer("4711")),
        ("Anna Müller, 4711", NeuePerson("Anna", "Müller", "4711")),
        ("Frau Anna Müller, Nr. 4711-22", NeuePerson("Anna", "Müller", "4711-22")),
        ("Anna Müller 4711", NeuePerson("Anna", "Müller", "4711")),
        ("Müller, Anna, BG-123/45", NeuePerson("Anna", "Müller", "BG-123/45")),
        ("Anna-Lena Groß-Schäfer; 99", NeuePerson("Anna-Lena", "Groß-Schäfer", "99")),
        ("Maria von der Heide, 12", NeuePerson("Maria", "von der Heide", "12")),
        ("Ayşe Nur Yıldız, 12", NeuePerson("Ayşe Nur", "Yıldız", "12")),
        ("Müller, 4711", Nummer("4711", "Müller")),
        ("Müller", Name("Müller")),
        ("Frau Dr. Müller bitte", Name("Müller")),
        ("für Hr. Groß-Schäfer", Name("Groß-Schäfer")),
        ("Müller, Max", Name("Müller, Max")),
        ("A. Müller", Name("A. Müller")),
        ("m.", Name("m.")),
        ("Familie Müller", Unklar()),
        ("ich weiß es nicht", Unklar()),
        ("Wer ist das?", Unklar()),
        ("4711 oder 4712", Unklar()),
        ("", Unklar()),
        ("👍", Unklar()),
        ("...", Unklar()),
    ],
)
def test_person_eingabe(text: str, expected: PersonEingabe) -> None:
    assert verstehe_person_eingabe(text) == expected


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    verstehe_person_eingabe(text)
    suchschluessel(text)
