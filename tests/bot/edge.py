"""A bot that consists of the production edge and a handler of the SDK that answers every message with its text."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext

from bot.adapter import Adapter, Arrival, arrival_of
from bot.edge import Edge, open_production
from bot.routes import Routes, create_app
from bot.server import RunningServer, serve
from bot.settings import Production, read_settings


class Echo(ActivityHandler):
    """Keeps what arrived. `raises` is raised in the next turn."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.raises: Exception | None = None

    async def on_turn(self, turn_context: TurnContext) -> None:
        self.arrivals.append(arrival_of(turn_context))
        if self.raises is not None:
            raise self.raises
        await super().on_turn(turn_context)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        if turn_context.activity.text:
            await turn_context.send_activity(turn_context.activity.text)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse | None:
        if turn_context.activity.name != "adaptiveCard/action":
            return await super().on_invoke_activity(turn_context)
        return InvokeResponse(status=200, body={"statusCode": 200, "value": {"text": "Grüße"}})


@dataclass
class RunningEdge:
    edge: Edge
    echo: Echo
    url: str
    server: RunningServer
    refused: list[str]


@asynccontextmanager
async def run_edge(environment: Mapping[str, str]) -> AsyncIterator[RunningEdge]:
    settings = read_settings(Production, environment)
    assert isinstance(settings, Production), settings
    edge, echo, refused = open_production(settings), Echo(), list[str]()
    routes = Routes(
        gate=edge.gate,
        turns=Adapter(edge.teams, echo.on_turn),
        ready=lambda: _ready(edge),
        metrics=lambda: b"aktivzentrum_up 1\n",
        refused=refused.append,
    )
    server = await serve(create_app(routes), settings.host, 0)
    try:
        yield RunningEdge(edge, echo, f"http://127.0.0.1:{server.port}", server, refused)
    finally:
        await server.stop()
        await edge.close()


async def _ready(edge: Edge) -> list[str]:
    return edge.missing()
