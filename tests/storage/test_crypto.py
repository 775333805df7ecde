"""Encrypted columns: readable only in their place, only with their key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.crypto import Keyring
from storage.errors import KeyRefused, Tampered

OLD, NEW = Keyring([b"o" * 32]), Keyring([b"n" * 32, b"o" * 32])
PLACE = ("bogen", "inhalt", "F-1")


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert OLD.decrypt(OLD.encrypt(text, *PLACE), *PLACE) == text


def test_a_lone_surrogate_comes_back() -> None:
    assert OLD.decrypt(OLD.encrypt("\ud83d", *PLACE), *PLACE) == "\ud83d"


def test_the_same_text_looks_different_each_time() -> None:
    assert OLD.encrypt("a", *PLACE) != OLD.encrypt("a", *PLACE)


@pytest.mark.parametrize("place", [("bogen", "inhalt", "F-2"), ("bogen", "other", "F-1"), ("other", "inhalt", "F-1")])
def test_no_value_can_be_moved(place: tuple[str, str, str]) -> None:
    value = OLD.encrypt("geheim", *PLACE)
    with pytest.raises(Tampered):
        OLD.decrypt(value, *place)
    assert OLD.decrypt(value, *PLACE) == "geheim"


@pytest.mark.parametrize("at", [5, 17, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    value = bytearray(OLD.encrypt("geheim", *PLACE))
    value[at] ^= 1
    with pytest.raises(Tampered):
        OLD.decrypt(bytes(value), *PLACE)


def test_the_first_key_encrypts_and_all_decrypt() -> None:
    old, new = OLD.encrypt("a", *PLACE), NEW.encrypt("a", *PLACE)
    assert NEW.decrypt(old, *PLACE) == NEW.decrypt(new, *PLACE) == "a"
    assert (NEW.needs_renewal(old), NEW.needs_renewal(new)) == (True, False)
    with pytest.raises(KeyRefused, match="key_missing"):
        OLD.decrypt(new, *PLACE)


@pytest.mark.parametrize("keys", [[], [b""], [b"x" * 31], [b"x" * 32, b"y" * 16]])
def test_a_key_has_32_bytes(keys: list[bytes]) -> None:
    with pytest.raises(KeyRefused, match="key_format"):
        Keyring(keys)
