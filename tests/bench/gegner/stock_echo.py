"""The stock echo bot: botbuilder's CloudAdapter as its integration package ships it, without an app id."""
# mypy: ignore-errors
# it runs in an environment of its own

from botbuilder.core import ActivityHandler, MessageFactory, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from serving import serve
from stock_settings import Settings


class EchoBot(ActivityHandler):
    """Says again what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))


adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Settings()))
bot = EchoBot()
serve(lambda request: adapter.process(request, bot))
