"""Between our own model of an activity and the SDK's, both ways, without msrest's serialiser.

Building the SDK's object from checked values takes a few microseconds, its own deserialiser over a hundred.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final, cast

from botbuilder.schema import Activity, ChannelAccount, ConversationAccount, Entity
from msrest.serialization import Model

from bot.activity import Account, InboundActivity
from bot.activity import Entity as InboundEntity

# The SDK's annotations deny the None that is its own default.
_Activity: Final[Any] = Activity
_ChannelAccount: Final[Any] = ChannelAccount
_ConversationAccount: Final[Any] = ConversationAccount


def to_sdk(inbound: InboundActivity) -> Activity:
    """The SDK's object with the fields its TurnContext and handlers read."""
    conversation = inbound.conversation
    made: Activity = _Activity(
        type=inbound.type,
        id=inbound.id,
        timestamp=inbound.timestamp,
        service_url=inbound.service_url,
        channel_id=inbound.channel_id,
        from_property=_account(inbound.sender),
        recipient=_account(inbound.recipient),
        conversation=_ConversationAccount(
            id=conversation.id,
            conversation_type=conversation.conversation_type,
            tenant_id=conversation.tenant_id,
            is_group=conversation.is_group,
        ),
        name=inbound.name,
        action=inbound.action,
        text=inbound.text,
        text_format=inbound.text_format,
        locale=inbound.locale,
        reply_to_id=inbound.reply_to_id,
        value=inbound.value,
        entities=[_entity(entity) for entity in inbound.entities or ()],
        members_added=[_account(member) for member in inbound.members_added or ()],
        members_removed=[_account(member) for member in inbound.members_removed or ()],
        channel_data=_channel_data(inbound),
    )
    return made


def _account(account: Account | None) -> ChannelAccount | None:
    if account is None:
        return None
    made: ChannelAccount = _ChannelAccount(id=account.id, name=account.name, aad_object_id=account.aad_object_id)
    return made


def _entity(entity: InboundEntity) -> Entity:
    made = Entity(type=entity.type)
    if entity.mentioned is not None:
        mentioned = {"id": entity.mentioned.id, "name": entity.mentioned.name}
        made.additional_properties = {"mentioned": mentioned, "text": entity.text}
    return made


def _channel_data(inbound: InboundActivity) -> dict[str, Any] | None:
    data = inbound.channel_data
    return None if data is None else data.model_dump(by_alias=True, exclude_none=True)


def to_json(value: object) -> Any:
    """JSON values of what the SDK's own objects hold; names as on the wire, nothing for None."""
    if isinstance(value, Model):
        return _model_to_json(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value


def _model_to_json(model: Any) -> dict[str, Any]:
    attributes = cast("Mapping[str, Mapping[str, str]]", model._attribute_map)  # noqa: SLF001  the SDK's only list of wire names
    named = {entry["key"]: getattr(model, name, None) for name, entry in attributes.items() if entry["key"]}
    extra = getattr(model, "additional_properties", None) or {}
    return {key: to_json(item) for key, item in {**extra, **named}.items() if item is not None}
