"""The life of a participation after the Bogen: confirmations, Abschluss, withdrawal, corrections, taking back."""

from dialogs.flows.leben.abschluss import abschluss, ask_again, is_about_ziel, ziel
from dialogs.flows.leben.antwort import answer, question
from dialogs.flows.leben.bestaetigung import confirm
from dialogs.flows.leben.rueckzug import cancel_einbuchung, move_einbuchung, withdraw
from dialogs.flows.leben.zurueck import take_back
from dialogs.flows.leben.zustand import Frage, FragtSicher, FragtTag, FragtZiel, Zustand

__all__ = [
    "Frage",
    "FragtSicher",
    "FragtTag",
    "FragtZiel",
    "Zustand",
    "abschluss",
    "answer",
    "ask_again",
    "cancel_einbuchung",
    "confirm",
    "is_about_ziel",
    "move_einbuchung",
    "question",
    "take_back",
    "withdraw",
    "ziel",
]
