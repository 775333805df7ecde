"""A form of three questions with the Microsoft 365 Agents SDK and MemoryStorage, in the shape of its quickstart."""
# mypy: ignore-errors
# it runs in an environment of its own

import logging

from microsoft_agents.hosting.aiohttp import CloudAdapter, start_agent_process
from microsoft_agents.hosting.core import (
    AgentApplication,
    AgentAuthConfiguration,
    ConnectionManager,
    MemoryStorage,
    TurnContext,
    TurnState,
)
from microsoft_agents.hosting.core.authorization import AnonymousTokenProvider
from serving import serve

QUESTIONS = ("Was willst du erreichen?", "Welches Modul?", "Welche Teilnahmedauer?")

logging.disable(logging.CRITICAL)
# no tokens in or out, which is the fastest it can be
anonymous = ConnectionManager(
    provider_factory=lambda _configuration: AnonymousTokenProvider(),
    connections_configurations={"SERVICE_CONNECTION": AgentAuthConfiguration(anonymous_allowed=True)},
)
adapter = CloudAdapter(connection_manager=anonymous)
app = AgentApplication[TurnState](storage=MemoryStorage(), adapter=adapter, connection_manager=anonymous)


@app.activity("message")
async def on_message(context: TurnContext, state: TurnState) -> None:
    """One question after the other; the answers are kept with the conversation."""
    answers = state.get_value("ConversationState.answers", list)
    if state.get_value("ConversationState.running", lambda: False):
        answers.append(context.activity.text)
    if len(answers) < len(QUESTIONS):
        state.set_value("ConversationState.answers", answers)
        state.set_value("ConversationState.running", True)
        await context.send_activity(QUESTIONS[len(answers)])
        return
    state.set_value("ConversationState.answers", [])
    state.set_value("ConversationState.running", False)
    await context.send_activity(f"Fertig: {answers[0]}, {answers[1]}")


serve(lambda request: start_agent_process(request, app, adapter))
