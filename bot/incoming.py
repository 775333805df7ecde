"""From an activity of Teams to an event of the core. What it means is the core's."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final

from bot.activity import InboundActivity
from bot.auth.gate import is_in_team
from bot.auth.verdict import Admitted
from bot.cards import dialog
from bot.cards.datei import OFFER
from bot.teams_paket.manifest import STATUS_COMMAND
from bot.upload import FileHosts
from dialogs.delivery import Address
from dialogs.turn import (
    ActivityKey,
    Channel,
    Clicked,
    Consented,
    Edited,
    Event,
    Incoming,
    Joined,
    LookedUp,
    Nothing,
    Said,
    Sender,
    SentFile,
)

BUTTON: Final = "azb"
"""Where a card's button carries its text, form and step."""

_THREAD: Final = ";messageid="
CARD_ACTION: Final = "adaptiveCard/action"
FILE_CONSENT: Final = "fileConsent/invoke"
DIALOG: Final = frozenset({"composeExtension/fetchTask", "composeExtension/submitAction"})
NOWHERE: Final = FileHosts()
_AT: Final = re.compile(r"<at>[^<]{0,200}</at>")


def to_incoming(activity: InboundActivity, admitted: Admitted, files: FileHosts = NOWHERE) -> Incoming:
    """One admitted activity. `files`: where the house lets files go."""
    conversation_id = activity.conversation.id
    return Incoming(
        key=ActivityKey(conversation_id, activity.id or "", _kind(activity)),
        address=Address(activity.service_url, conversation_id),
        sender=_sender(activity, admitted),
        event=_event(activity, files),
        channel=_channel(activity),
        is_invoke=activity.type == "invoke",
    )


def to_looked_up(activity: InboundActivity, admitted: Admitted) -> LookedUp | None:
    """The app's dialog, opened or answered; None: some other command than the one there is."""
    value = activity.value or {}
    if value.get("commandId") != STATUS_COMMAND:
        return None
    asked = dialog.asked(value) if activity.name == "composeExtension/submitAction" else None
    return LookedUp(_sender(activity, admitted), activity.conversation.id, asked)


def _sender(activity: InboundActivity, admitted: Admitted) -> Sender:
    """Without an aadObjectId it is nobody the roster knows."""
    sender = activity.sender
    known = (sender.aad_object_id if sender else None) or ""
    return Sender(known, admitted.tenant_id, (sender.name if sender else None) or "")


def _kind(activity: InboundActivity) -> str:
    """For an edit also the hash of its text: every change of a message is one of its own."""
    if activity.type != "messageUpdate":
        return activity.type
    digest = hashlib.sha256((activity.text or "").encode()).hexdigest()
    return f"messageUpdate:{digest[:32]}"


def _channel(activity: InboundActivity) -> Channel | None:
    """Whatever is not the personal chat."""
    conversation = activity.conversation
    if conversation.conversation_type == "personal":
        return None
    data = activity.channel_data
    place = (data.channel or data.team) if data else None
    tenant = data.tenant.id if data and data.tenant else conversation.tenant_id or ""
    name = (place.name if place else None) or ""
    return Channel(conversation.id.partition(_THREAD)[0], tenant, name, of_team=is_in_team(activity))


def _event(activity: InboundActivity, files: FileHosts) -> Event:
    match activity.type:
        case "message":
            return _message(activity)
        case "messageUpdate":
            return Edited(activity.text or "", activity.id or "")
        case "invoke" if activity.name == FILE_CONSENT:
            return _consented(activity, files) or Nothing()
        case "invoke" if activity.name == CARD_ACTION:
            action = (activity.value or {}).get("action")
            data = action.get("data") if isinstance(action, Mapping) else None
            return _clicked(data) or Nothing()
        case "conversationUpdate" if _bot_added(activity):
            return Joined()
    return Nothing()


def _consented(activity: InboundActivity, files: FileHosts) -> Consented | None:
    """The answer to a file of ours that was offered; anything but `accept` is a no."""
    value = activity.value or {}
    context = value.get("context")
    offer = context.get(OFFER) if isinstance(context, Mapping) else None
    if not isinstance(offer, str):
        return None
    accepted = value.get("action") == "accept"
    target = files.target(value.get("uploadInfo")) if accepted else None
    return Consented(offer, accepted, target, activity.reply_to_id)


def _bot_added(activity: InboundActivity) -> bool:
    added = activity.members_added or ()
    return activity.conversation.conversation_type == "personal" and any(
        member.id == activity.recipient.id for member in added
    )


def _message(activity: InboundActivity) -> Event:
    clicked = _clicked(activity.value)
    if clicked:
        return clicked
    if activity.text is None or not activity.text.strip():
        return SentFile() if _has_file(activity) else Said(activity.text or "")
    if activity.conversation.conversation_type == "personal":
        return Said(activity.text)
    return Said(_without_mention(activity), _thread(activity))


def _has_file(activity: InboundActivity) -> bool:
    """Teams also attaches the text itself, as HTML; that is no file."""
    return any(a.content_type != "text/html" for a in activity.attachments or ())


def _thread(activity: InboundActivity) -> str | None:
    """The message whose thread this stands in."""
    return activity.conversation.id.partition(_THREAD)[2] or activity.reply_to_id


def _without_mention(activity: InboundActivity) -> str:
    """In a channel the bot is always mentioned; its own mention is no part of what was said."""
    text = activity.text or ""
    for entity in activity.entities or ():
        if entity.type == "mention" and entity.mentioned and entity.mentioned.id == activity.recipient.id:
            text = text.replace(entity.text or "", "", 1) if entity.text else _AT.sub("", text, count=1)
    return text.strip()


def _clicked(value: object) -> Clicked | None:
    """A button of ours: `{"azb": {"text", "form", "schritt"}, inputs...}`; nothing else is one."""
    button = value.get(BUTTON) if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(button, Mapping):
        return None
    text, form, schritt = (_text(button, name) for name in ("text", "form", "schritt"))
    if text is None:
        return None
    inputs = {str(k): v for k, v in value.items() if k != BUTTON and isinstance(v, str)}
    return Clicked(text, form, schritt, inputs)


def _text(button: Mapping[str, Any], name: str) -> str | None:
    found = button.get(name)
    return found if isinstance(found, str) else None
