"""Writes the file of the present release."""

from tests.storage.bestand import write

write()
