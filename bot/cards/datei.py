"""Teams' own cards for files: one asks whether a file may go into the person's OneDrive, one shows where it lies."""

from typing import Final

from bot.cards.elements import Element
from bot.texts import datei
from dialogs.delivery import Target
from dialogs.files import File
from dialogs.gemerkt import Offer
from dialogs.turn import Values

CONSENT: Final = "application/vnd.microsoft.teams.card.file.consent"
INFO: Final = "application/vnd.microsoft.teams.card.file.info"
OFFER: Final = "azb_datei"
"""Where the answer to the card carries which offer it is about; nothing else is in it."""

_ABOUT: Final = {"bogen": 40, "handzettel": 36, "excel": 16, "pdf": 48}
"""Kilobytes. Teams wants an estimate; the file itself is only made when it is taken."""


def consent(values: Values) -> Element:
    """May this be put into your OneDrive?"""
    offer: Offer = values["offer"]
    context = {OFFER: offer.id}
    content = {
        "description": datei.description(offer),
        "sizeInBytes": _ABOUT[offer.art] * 1024,
        "acceptContext": context,
        "declineContext": context,
    }
    return {"contentType": CONSENT, "name": datei.offered_name(offer), "content": content}


def info(values: Values) -> Element:
    """There it lies, at an address that the edge has checked."""
    file: File = values["file"]
    target: Target = values["target"]
    name = datei.file_name(file)
    content = {"uniqueId": target.unique_id, "fileType": name.rpartition(".")[2]}
    return {"contentType": INFO, "contentUrl": target.content_url, "name": name, "content": content}
