"""Encrypted columns: AES-GCM with a list of keys. Which columns are encrypted stands where they are written."""

import hashlib
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyRefused, Tampered

KEY_BYTES = 32
_FORMAT = b"\x01"
_ID = slice(1, 5)
_NONCE = slice(5, 17)
_BODY = slice(17, None)


def key_id(key: bytes) -> bytes:
    """Names a key without telling it; stands before every value it encrypted."""
    return hashlib.sha256(b"aktivzentrum key id" + key).digest()[:4]


class Keyring:
    """The first key encrypts, all decrypt. Raises KeyRefused for an empty list or a key of a wrong length.

    `head` is how every value begins that the first key encrypted.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise KeyRefused("key_format")
        self._ciphers = {key_id(key): AESGCM(key) for key in keys}
        self.first = key_id(keys[0])
        self.head = _FORMAT + self.first
        self._encrypt = self._ciphers[self.first].encrypt

    @property
    def ids(self) -> frozenset[bytes]:
        """The names of all keys."""
        return frozenset(self._ciphers)

    def encrypt(self, text: str, table: str, column: str, row: str) -> bytes:
        """The text as it stands in that place; in any other place it cannot be read."""
        nonce = os.urandom(12)
        body = self._encrypt(nonce, text.encode("utf-8", "surrogatepass"), _place(table, column, row))
        return self.head + nonce + body

    def decrypt(self, value: bytes, table: str, column: str, row: str) -> str:
        """The text again. Raises KeyRefused without its key, Tampered if it was not written in this place."""
        cipher = self._ciphers.get(value[_ID])
        if cipher is None or value[:1] != _FORMAT:
            raise KeyRefused("key_missing")
        try:
            plain = cipher.decrypt(value[_NONCE], value[_BODY], _place(table, column, row))
        except InvalidTag:
            raise Tampered(f"{table}.{column}") from None
        return plain.decode("utf-8", "surrogatepass")

    def needs_renewal(self, value: bytes) -> bool:
        """Whether the value still stands there under an older key."""
        return not value.startswith(self.head)


def _place(table: str, column: str, row: str) -> bytes:
    return f"{table}\0{column}\0{row}".encode("utf-8", "surrogatepass")
