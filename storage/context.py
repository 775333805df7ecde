"""What every transaction shares: keys, clock, the name of this bot. No connection."""

from dataclasses import dataclass

from dialogs.ports import Clock
from storage.crypto import Keyring


@dataclass(frozen=True, slots=True)
class Context:
    """Given by constructor, the same for all transactions of a running bot. `bot` is unique for each start."""

    keyring: Keyring
    audit_key: bytes
    clock: Clock
    bot: str
