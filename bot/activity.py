"""What the bot reads of an activity that Teams posts: exactly these fields, bounded and strictly typed.

Everything else in the JSON is dropped here; what an activity means is decided elsewhere.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel

MAX_DEPTH: Final = 32
"""Teams' own activities stay under ten levels; a submit adds what the card was built with."""

NEEDS_ID: Final = frozenset({"message", "messageUpdate", "invoke"})
"""Types that change something, so that a second delivery must be recognisable."""

# At least one of the first three characters is no dot: `.` and `..` would steer a URL.
Identifier = Annotated[
    str, StringConstraints(max_length=1000, pattern=r"^\.{0,2}[^.\x00-\x1f\x7f][^\x00-\x1f\x7f]*$")
]
Short = Annotated[str, StringConstraints(max_length=1000)]

_T = TypeVar("_T")
Many = Annotated[tuple[_T, ...], Field(max_length=500)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", alias_generator=to_camel)


class Account(_Part):
    """A person, the bot itself, or (in a mention) a channel or team."""

    id: Identifier
    name: Short | None = None
    aad_object_id: Short | None = None
    user_role: Short | None = None
    tenant_id: Short | None = None


class Conversation(_Part):
    """`id` may end in `;messageid=...`, a thread of a channel."""

    id: Identifier
    conversation_type: Short | None = None
    tenant_id: Short | None = None
    is_group: bool | None = None


class Attachment(_Part):
    content_type: Short | None = None
    name: Short | None = None


class Entity(_Part):
    """Of use only where `type` is `mention`."""

    type: Short
    mentioned: Account | None = None
    text: Short | None = None


class Tenant(_Part):
    id: Short


class Place(_Part):
    """A team or a channel."""

    id: Identifier
    name: Short | None = None


class ChannelData(_Part):
    tenant: Tenant | None = None
    team: Place | None = None
    channel: Place | None = None
    event_type: Short | None = None


class InboundActivity(_Part):
    """One activity as it came; `text` is unchanged to the character (D10)."""

    type: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    service_url: Short
    channel_id: Short
    recipient: Account
    conversation: Conversation
    id: Identifier | None = None
    sender: Account | None = Field(default=None, alias="from")
    timestamp: datetime | None = None
    name: Short | None = None
    action: Short | None = None
    text: str | None = None
    text_format: Short | None = None
    locale: Short | None = None
    reply_to_id: Short | None = None
    value: dict[str, JsonValue] | None = None
    attachments: Many[Attachment] | None = None
    entities: Many[Entity] | None = None
    members_added: Many[Account] | None = None
    members_removed: Many[Account] | None = None
    channel_data: ChannelData | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.type in NEEDS_ID and (self.id is None or self.sender is None):
            raise ValueError("id and from are needed")
        if self.value is not None:
            json.dumps(self.value, allow_nan=False)  # NaN and endless integers could not be stored again
        return self


@dataclass(frozen=True, slots=True)
class Malformed:
    """The body is no activity; `reason` is an English key without any content of it."""

    reason: str


def read_activity(body: bytes) -> InboundActivity | Malformed:
    """The activity in `body` (UTF-8). Not UTF-8, no JSON, a lone surrogate, too deep, a wrong type: Malformed."""
    if _is_deep(body):
        return Malformed("too_deep")
    try:
        return InboundActivity.model_validate_json(body)
    except ValidationError as error:
        return Malformed(error.errors(include_url=False, include_context=False, include_input=False)[0]["type"])


_STRING_OR_BRACKET: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)

_STEP: Final = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def _is_deep(body: bytes) -> bool:
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return False
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(body):
        depth += _STEP.get(match[0], 0)
        if depth > MAX_DEPTH:
            return True
    return False
