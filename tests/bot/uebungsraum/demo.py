"""A small bot to try the room on: echo, a card with inputs, an update in place, an Execute, a post to the channel.

It follows no rule of the Regelung; the real one is bot.handler.
"""

import asyncio
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp import web

from bot.uebungsraum.people import Channel

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
HELP = """Das kann ich zeigen:

- **karte**: eine Karte mit Eingaben
- **melden**: eine Karte im Kanal
- [Regelung](https://example.org/regelung)

<b>Kein HTML</b>, kein [Skript](javascript:alert(1))."""


def text_block(text: str, **more: Any) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def form_card(*body: Json, actions: list[Json]) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "lang": "de", "body": list(body), "actions": actions}


def question_card() -> Json:
    modul = {
        "type": "Input.ChoiceSet",
        "id": "modul",
        "label": "Modul",
        "isRequired": True,
        "errorMessage": "Bitte ein Modul wählen.",
        "choices": [{"title": name, "value": name} for name in ("Digitalwerkstatt", "Jobakademie 2.0")],
        "style": "expanded",
    }
    beginn = {"type": "Input.Date", "id": "beginn", "label": "Beginn"}
    grund = {"type": "Input.Text", "id": "grund", "label": "Begründung", "isMultiline": True}
    return form_card(
        text_block("Erwartungsbogen für **Katarzyna Nowak**", size="Large", weight="Bolder", style="heading"),
        {"type": "FactSet", "facts": [{"title": "Nummer", "value": "4737"}, {"title": "Version", "value": "1"}]},
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "„Ich will **wieder** in den Job.“"}]},
        modul,
        beginn,
        grund,
        actions=[
            {"type": "Action.Submit", "title": "Absenden", "style": "positive", "data": {"schritt": "absenden"}},
            {"type": "Action.Execute", "title": "Prüfen", "verb": "pruefen", "associatedInputs": "none"},
            {"type": "Action.OpenUrl", "title": "Regelung öffnen", "url": "https://example.org/regelung"},
        ],
    )


def channel_card(state: str) -> Json:
    return form_card(
        text_block("Neuer Erwartungsbogen", size="Large", weight="Bolder", style="heading"),
        text_block(state, isSubtle=True),
        actions=[
            {"type": "Action.Submit", "title": "Empfang bestätigen", "data": {"schritt": "empfang"}},
            {"type": "Action.Submit", "title": "Rückfrage", "data": {"schritt": "rueckfrage"}},
        ],
    )


class DemoBot:
    """Answers /api/messages and keeps what it was sent."""

    def __init__(self) -> None:
        self.seen: list[Json] = []
        self.fail_next = 0

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/api/messages", self.hear)]

    async def hear(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.seen.append(activity)
        if self.fail_next:
            self.fail_next -= 1
            return web.Response(status=500)
        match activity["type"]:
            case "invoke" if activity["name"] == "fileConsent/invoke":
                await self._upload(activity)
            case "invoke":
                done = form_card(text_block("Geprüft: alles in Ordnung."), actions=[])
                return web.json_response({"statusCode": 200, "type": CARD, "value": done})
            case "message":
                await self._answer(activity)
            case "messageUpdate":
                await self._send(activity, {"text": f"Geändert in: {plain(activity)}"})
            case "messageDelete":
                await self._send(activity, {"text": "Gelöscht."})
        return web.Response(status=200)

    async def _answer(self, activity: Json) -> None:
        value, text = activity.get("value"), plain(activity)
        if isinstance(value, dict):
            await self._clicked(activity, value)
        elif any("file.download" in a["contentType"] for a in activity["attachments"]):
            await self._send(activity, {"text": "Dateien lese ich nicht."})
        elif text == "karte":
            await self._send(activity, card_message(question_card()))
        elif text == "beides":
            await self._send(activity, {"text": "Text und", **card_message(question_card())})
        elif text == "melden":
            await self._post_to_channel(activity)
        elif text == "datei":
            content = {"description": "Der Bogen", "sizeInBytes": 2048, "acceptContext": {"nr": 1}}
            await self._send(
                activity, {"attachments": [{"contentType": CONSENT, "name": "Bogen ä.pdf", "content": content}]}
            )
        elif text == "tippen":
            await self._send(activity, {"type": "typing"})
            await asyncio.sleep(0.6)
            await self._send(activity, {"text": "Fertig getippt."})
        elif text == "hilfe":
            actions = [{"type": "imBack", "title": t, "value": t} for t in ("karte", "melden")]
            await self._send(activity, {"text": HELP, "suggestedActions": {"actions": actions}})
        else:
            await self._send(activity, {"text": f"Echo: {text}", "textFormat": "plain"})

    async def _clicked(self, activity: Json, value: Json) -> None:
        if value.get("schritt") == "absenden":
            done = form_card(text_block(f"Abgesendet: {value.get('modul')}", weight="Bolder"), actions=[])
            await self._update(activity, done)
            await self._send(activity, {"text": f"Danke. Modul: **{value.get('modul')}**."})
        else:
            await self._update(activity, channel_card(f"{activity['from']['name']}: {value['schritt']}"))

    async def _upload(self, activity: Json) -> None:
        info = activity["value"].get("uploadInfo")
        if info is None:
            return
        async with aiohttp.ClientSession() as session:
            await session.put(info["uploadUrl"], data=b"%PDF-1.7", headers={"Content-Range": "bytes 0-7/8"})
        content = {"uniqueId": info["uniqueId"], "fileType": info["fileType"]}
        file = {"contentType": INFO, "name": info["name"], "contentUrl": info["contentUrl"], "content": content}
        await self._send(activity, {"attachments": [file]})

    async def _post_to_channel(self, activity: Json) -> None:
        channel = {**activity, "conversation": {"id": Channel().id}}
        answer = await self._send(channel, {"text": "Ein neuer Erwartungsbogen folgt hier."})
        place = {**activity, "conversation": {"id": Channel().id}, "replyToId": answer["id"]}
        await self._update(place, channel_card("noch nicht bestätigt"))
        await self._send(activity, {"text": "Steht im Kanal."})

    async def _send(self, to: Json, message: Json) -> Json:
        async with aiohttp.ClientSession() as session:
            answer = await session.post(activities_url(to), json={"type": "message", **message})
            parsed: Json = await answer.json()
            return parsed

    async def _update(self, to: Json, card: Json) -> None:
        url = f"{activities_url(to)}/{quote(to['replyToId'], safe='')}"
        async with aiohttp.ClientSession() as session:
            await session.put(url, json={"type": "message", **card_message(card)})


def card_message(card: Json) -> Json:
    return {"attachments": [{"contentType": CARD, "content": card}]}


def plain(activity: Json) -> str:
    text: str = activity.get("text", "")
    return text.replace("<at>Aktivzentrum</at>", "").strip()


def activities_url(activity: Json) -> str:
    conversation = quote(activity["conversation"]["id"], safe="")
    return f"{activity['serviceUrl'].rstrip('/')}/v3/conversations/{conversation}/activities"
