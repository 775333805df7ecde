"""The bare handler: JSON in, JSON on to the Connector, nothing else. What aiohttp itself costs on this machine."""

from aiohttp import ClientSession, web
from serving import serve  # type: ignore[import-not-found]  # started as a script, beside it

session: ClientSession


async def start() -> None:
    """One session for all replies."""
    global session  # noqa: PLW0603  a program of thirty lines
    session = ClientSession()


async def handle(request: web.Request) -> web.Response:
    """Answers with what was said."""
    activity = await request.json()
    reply = {
        "type": "message",
        "text": f"Echo: {activity['text']}",
        "from": activity["recipient"],
        "recipient": activity["from"],
        "conversation": activity["conversation"],
        "replyToId": activity["id"],
    }
    url = f"{activity['serviceUrl']}v3/conversations/{activity['conversation']['id']}/activities"
    async with session.post(url, json=reply) as response:
        await response.read()
    return web.Response(status=200)


serve(handle, start)
