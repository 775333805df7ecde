"""What Teams sends a bot when a person does something: pure functions that build the activities.

Fields and their order follow what Teams really sends; nothing is sent or kept here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

from bot.uebungsraum.people import Bot, Channel, Person, Place
from bot.uebungsraum.welt import FILE_DOWNLOAD

Activity = dict[str, Any]
CLIENT_INFO = {
    "type": "clientInfo",
    "locale": "de-DE",
    "country": "DE",
    "platform": "Web",
    "timezone": "Europe/Berlin",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who does something, where, and when; enough to write the envelope of an activity."""

    person: Person
    place: Place
    bot: Bot
    channel: Channel
    service_url: str
    now: datetime

    @property
    def in_channel(self) -> bool:
        return self.place.conversation == self.channel.id

    def envelope(self, kind: str, activity_id: str) -> Activity:
        """What every activity carries."""
        return {
            "type": kind,
            "id": activity_id,
            "timestamp": utc(self.now),
            "localTimestamp": self.now.isoformat(timespec="milliseconds"),
            "localTimezone": CLIENT_INFO["timezone"],
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": self._from(),
            "conversation": self._conversation(),
            "recipient": {"id": self.bot.id, "name": self.bot.name},
            "entities": [
                {
                    "type": "clientInfo",
                    "locale": "de-DE",
                    "country": "DE",
                    "platform": "Web",
                    "timezone": "Europe/Berlin",
                }
            ],
            "channelData": self._channel_data(),
            "locale": "de-DE",
        }

    def _from(self) -> Activity:
        person = self.person
        account = {"id": person.teams_id(self.bot.id), "name": person.name, "aadObjectId": person.aad_object_id}
        return account | ({"userRole": "guest"} if person.guest else {})

    def _conversation(self) -> Activity:
        tenant, address = self.channel.tenant_id, self.place.address
        if self.in_channel:
            return {"isGroup": True, "conversationType": "channel", "tenantId": tenant, "id": address}
        return {"conversationType": "personal", "tenantId": self.person.tenant_id, "id": address}

    def _channel_data(self) -> Activity:
        tenant = {"tenant": {"id": self.person.tenant_id}}
        if not self.in_channel:
            return tenant
        channel = self.channel
        return {
            "teamsChannelId": channel.id,
            "teamsTeamId": channel.team_id,
            "channel": {"id": channel.id},
            "team": {"id": channel.team_id},
        } | tenant


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _merged(activity: Activity, **changes: Any) -> Activity:
    """Adds keys, and adds to the lists and mappings that are already there."""
    for key, value in changes.items():
        old = activity.get(key)
        if isinstance(old, list):
            activity[key] = [*old, *value]
        else:
            activity[key] = {**old, **value} if isinstance(old, dict) else value
    return activity


def said(sender: Sender, activity_id: str, text: str) -> Activity:
    """A typed message, in the channel with a mention; Teams puts a copy as HTML beside the plain text."""
    activity, html = sender.envelope("message", activity_id), escape(text, quote=False)
    if not sender.in_channel:
        return _merged(activity, textFormat="plain", text=text, attachments=[_html(html)])
    bot = sender.bot
    span = f'<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">{escape(bot.name)}</span>'
    return _merged(
        activity,
        textFormat="plain",
        text=f"{bot.mention} {text}",
        attachments=[_html(f"{span}&nbsp;{html}")],
        entities=[{"type": "mention", "mentioned": {"id": bot.id, "name": bot.name}, "text": bot.mention}],
    )


def _html(content: str) -> Activity:
    return {"contentType": "text/html", "content": f"<p>{content}</p>"}


def edited(sender: Sender, activity_id: str, text: str) -> Activity:
    """The same id again with a new text."""
    activity = said(sender, activity_id, text)
    return _merged(activity, type="messageUpdate", channelData={"eventType": "editMessage"})


def deleted(sender: Sender, activity_id: str) -> Activity:
    activity = sender.envelope("messageDelete", activity_id)
    return _merged(activity, channelData={"eventType": "softDeleteMessage"})


def file_sent(sender: Sender, activity_id: str, name: str) -> Activity:
    """A file in a personal chat: an attachment and no text at all."""
    url = f"{sender.service_url.rstrip('/')}/uebung/file/{activity_id}"
    content = {"downloadUrl": url, "uniqueId": activity_id, "fileType": name.rpartition(".")[2].lower()}
    attachment = {"contentType": FILE_DOWNLOAD, "contentUrl": url, "name": name, "content": content}
    html = _html(f'<attachment id="{activity_id}"></attachment>')
    return _merged(sender.envelope("message", activity_id), attachments=[attachment, html])


def consented(sender: Sender, activity_id: str, card_id: str, context: object, file_id: str, name: str) -> Activity:
    """The person takes a file the bot offers; the bot may upload it now."""
    url = f"{sender.service_url.rstrip('/')}/uebung/file/{file_id}"
    upload = {
        "contentUrl": url,
        "name": name,
        "uploadUrl": url,
        "uniqueId": file_id,
        "fileType": name.rpartition(".")[2].lower(),
    }
    value = {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": upload}
    return _merged(sender.envelope("invoke", activity_id), name="fileConsent/invoke", value=value, replyToId=card_id)


def declined(sender: Sender, activity_id: str, card_id: str, context: object) -> Activity:
    value = {"type": "fileUpload", "action": "decline", "context": context}
    return _merged(sender.envelope("invoke", activity_id), name="fileConsent/invoke", value=value, replyToId=card_id)


def submitted(sender: Sender, activity_id: str, card_id: str, value: Mapping[str, Any]) -> Activity:
    """Action.Submit: a message without text, with the data and inputs as value."""
    activity = sender.envelope("message", activity_id)
    legacy = {"legacy": {"replyToId": card_id}, "source": {"name": "message"}}
    return _merged(activity, value=dict(value), replyToId=card_id, channelData=legacy)


def message_back(sender: Sender, activity_id: str, card_id: str, text: str, value: object) -> Activity:
    """Action.Submit with `msteams: messageBack`: a text for the bot, and perhaps a value."""
    activity = said(sender, activity_id, text)
    return _merged(activity, replyToId=card_id, **({} if value is None else {"value": value}))


def executed(sender: Sender, activity_id: str, card_id: str, action: Mapping[str, Any]) -> Activity:
    """Action.Execute: an invoke whose HTTP answer is the new card."""
    activity = sender.envelope("invoke", activity_id)
    value = {"action": {"type": "Action.Execute", **action}, "trigger": "manual"}
    return _merged(activity, name="adaptiveCard/action", value=value, replyToId=card_id)


def installed(sender: Sender, activity_id: str) -> list[Activity]:
    """A person opens the chat with the bot for the first time, or the bot joins the team."""
    account, bot = {"id": sender.person.teams_id(sender.bot.id)}, {"id": sender.bot.id}
    update = sender.envelope("conversationUpdate", f"f:{activity_id}")
    if sender.in_channel:
        update = _merged(update, membersAdded=[bot], channelData=_team_event(sender, "teamMemberAdded"))
    else:
        members = [{**account, "aadObjectId": sender.person.aad_object_id}, bot]
        update = _merged(update, membersAdded=members)
    return [update, _merged(sender.envelope("installationUpdate", f"f:{activity_id}1"), action="add")]


def channel_event(sender: Sender, activity_id: str, event: str) -> Activity:
    """`channelDeleted` or `channelRestored`."""
    activity = sender.envelope("conversationUpdate", f"f:{activity_id}")
    return _merged(activity, channelData=_team_event(sender, event))


def _team_event(sender: Sender, event: str) -> Activity:
    channel = sender.channel
    return {
        "eventType": event,
        "channel": {"id": channel.id, "name": channel.name},
        "team": {"id": channel.team_id, "name": channel.team_name},
    }
