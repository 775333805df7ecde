"""Activities in the shape in which Teams posts them, as dicts that a test may bend before it sends them."""

import itertools
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Activity = dict[str, Any]
_ids = itertools.count(int(time.time() * 1000))


@dataclass(frozen=True)
class Person:
    """A person in Teams; `tenant_id` None means the house's own."""

    name: str
    aad_object_id: str
    tenant_id: str | None = None
    user_role: str | None = None

    @property
    def id(self) -> str:
        return f"29:1{self.aad_object_id}"


@dataclass(frozen=True)
class Channel:
    """A channel of a team; `thread` is the id of the message that began the thread."""

    id: str = "19:0a1b2c3d4e5f@thread.tacv2"
    name: str = "Aktivzentrum"
    team_id: str = "19:9f8e7d6c5b4a@thread.tacv2"
    team_name: str = "Bildungswerk"

    def conversation(self, thread: str | None = None) -> str:
        return self.id if thread is None else f"{self.id};messageid={thread}"


ANNA = Person("Anna Beispiel", "a0000000-0000-4000-8000-000000000001")


@dataclass(frozen=True)
class Shapes:
    """Builds for one bot, tenant and Connector."""

    app_id: str
    tenant_id: str
    service_url: str
    bot_name: str = "Aktivzentrum"
    channel: Channel = field(default_factory=Channel)

    def message(self, text: str, person: Person = ANNA) -> Activity:
        return self._personal("message", person) | {
            "text": text,
            "textFormat": "plain",
            "attachments": [{"contentType": "text/html", "content": f"<p>{text}</p>"}],
        }

    def edit(self, activity_id: str, text: str, person: Person = ANNA) -> Activity:
        edited = self.message(text, person) | {"type": "messageUpdate", "id": activity_id}
        edited["channelData"] |= {"eventType": "editMessage"}
        return edited

    def submit(self, value: Activity, person: Person = ANNA, *, card_id: str = "1700000000000") -> Activity:
        return self._personal("message", person) | {"value": value, "replyToId": card_id}

    def invoke(self, name: str, value: Activity, person: Person = ANNA) -> Activity:
        return self._personal("invoke", person) | {"name": name, "value": value}

    def file(self, person: Person = ANNA) -> Activity:
        content_type = "application/vnd.microsoft.teams.file.download.info"
        url = "https://example.sharepoint.com/Lebenslauf.docx"
        return self._personal("message", person) | {
            "attachments": [{"contentType": content_type, "contentUrl": url, "name": "Lebenslauf.docx"}]
        }

    def installed(self, person: Person = ANNA) -> Activity:
        added = [{"id": f"28:{self.app_id}"}, {"id": person.id, "aadObjectId": person.aad_object_id}]
        return self._personal("conversationUpdate", person) | {"membersAdded": added}

    def channel_message(self, text: str, person: Person = ANNA, *, thread: str | None = None) -> Activity:
        at = f"<at>{self.bot_name}</at>"
        mention = {"type": "mention", "text": at, "mentioned": self._bot()}
        made = self._in_channel("message", person, thread)
        made["entities"].append(mention)
        return made | {"text": f"{at} {text}", "textFormat": "plain"}

    def channel_submit(self, value: Activity, person: Person = ANNA, *, thread: str) -> Activity:
        return self._in_channel("message", person, thread) | {"value": value, "replyToId": thread}

    def _personal(self, kind: str, person: Person) -> Activity:
        conversation = {"conversationType": "personal", "id": f"a:1{person.aad_object_id}"}
        return self._activity(kind, person, conversation)

    def _in_channel(self, kind: str, person: Person, thread: str | None) -> Activity:
        made = self._activity(
            kind,
            person,
            {"isGroup": True, "conversationType": "channel", "id": self.channel.conversation(thread)},
        )
        made["channelData"] |= {
            "teamsChannelId": self.channel.id,
            "teamsTeamId": self.channel.team_id,
            "channel": {"id": self.channel.id, "name": self.channel.name},
            "team": {"id": self.channel.team_id, "name": self.channel.team_name},
        }
        return made

    def _activity(self, kind: str, person: Person, conversation: Activity) -> Activity:
        return {
            "type": kind,
            "id": str(next(_ids)),
            "timestamp": datetime.fromtimestamp(time.time(), UTC).isoformat().replace("+00:00", "1Z"),
            "localTimezone": "Europe/Berlin",
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": self._account(person),
            "conversation": conversation | {"tenantId": self.tenant_id},
            "recipient": self._bot(),
            "entities": [{"type": "clientInfo", "locale": "de-DE", "country": "DE", "platform": "Windows"}],
            "channelData": {"tenant": {"id": person.tenant_id or self.tenant_id}},
            "locale": "de-DE",
        }

    def _bot(self) -> Activity:
        return {"id": f"28:{self.app_id}", "name": self.bot_name}

    def _account(self, person: Person) -> Activity:
        account = {"id": person.id, "name": person.name, "aadObjectId": person.aad_object_id}
        return account if person.user_role is None else account | {"userRole": person.user_role}
