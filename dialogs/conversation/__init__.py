"""The union of all states; which flow answers; control words; permission by Rolle. The flows do the rest."""

from dialogs.conversation.chat import converse
from dialogs.conversation.dialog import dialog
from dialogs.conversation.kanal import in_channel, wants_binding
from dialogs.conversation.zustand import Gespraech, UnreadableState, load

__all__ = ["Gespraech", "UnreadableState", "converse", "dialog", "in_channel", "load", "wants_binding"]
