"""The SDK on our edges: TurnContext, handlers and middleware work, invokes get their answer, failures come out."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from botbuilder.core import InvokeResponse, Middleware, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity, ActivityTypes, Attachment, ConversationParameters

from bot.activity import InboundActivity, read_activity
from bot.adapter import Adapter, Arrival, InvokeAnswer, Logic, SendFailedError, arrival_of
from bot.auth.verdict import Admitted
from bot.sdk_activity import to_json, to_sdk
from dialogs.delivery import Address, Done, Never, Outcome
from tests.bot.edge import RunningEdge
from tests.standins.activities import ANNA, Shapes
from tests.standins.activities import Activity as Raw
from tests.standins.connector import Status
from tests.standins.microsoft import Microsoft
from tests.standins.teams import TeamsClient

SHAPES = Shapes("app", "tenant", "https://smba.trafficmanager.net/de/")
CHAT = Address(SHAPES.service_url, f"a:1{ANNA.aad_object_id}")


class Outbox:
    """Takes everything, or gives `outcome`."""

    def __init__(self, outcome: Outcome | None = None) -> None:
        self.outcome = outcome
        self.sent: list[tuple[str, Address, Any]] = []

    async def post(self, address: Address, activity: str) -> Outcome:
        self.sent.append(("post", address, json.loads(activity)))
        return self.outcome or Done(f"m{len(self.sent)}")

    async def update(self, address: Address, activity_id: str, activity: str) -> Outcome:
        self.sent.append((f"update {activity_id}", address, json.loads(activity)))
        return self.outcome or Done(activity_id)

    async def delete(self, address: Address, activity_id: str) -> Outcome:
        self.sent.append((f"delete {activity_id}", address, None))
        return self.outcome or Done(activity_id)


def arrival(raw: Raw) -> Arrival:
    activity = read_activity(json.dumps(raw).encode())
    assert isinstance(activity, InboundActivity)
    return Arrival("r1", activity, Admitted("tenant", foreign=False))


async def turn(logic: Logic, raw: Raw, outbox: Outbox | None = None) -> InvokeAnswer | None:
    return await Adapter(outbox or Outbox(), logic).answer(arrival(raw))


async def test_replies_go_to_the_conversation_in_order_with_their_ids() -> None:
    outbox, ids = Outbox(), list[str]()

    async def logic(context: TurnContext) -> None:
        for text in ("eins", "zwei"):
            response = await context.send_activity(text)
            ids.append(response.id if response else "none")

    assert await turn(logic, SHAPES.message("Hallo"), outbox) is None
    assert [(kind, address, body["text"]) for kind, address, body in outbox.sent] == [
        ("post", CHAT, "eins"),
        ("post", CHAT, "zwei"),
    ]
    assert ids == ["m1", "m2"]


async def test_update_and_delete() -> None:
    outbox = Outbox()

    async def logic(context: TurnContext) -> None:
        await context.update_activity(Activity(id="m7", type="message", text="neu"))
        await context.delete_activity("m8")

    await turn(logic, SHAPES.message("Hallo"), outbox)
    assert [(kind, address) for kind, address, _ in outbox.sent] == [("update m7", CHAT), ("delete m8", CHAT)]
    assert outbox.sent[0][2]["text"] == "neu"


async def test_a_reply_in_a_channel_stays_in_its_thread() -> None:
    outbox = Outbox()

    async def logic(context: TurnContext) -> None:
        await context.send_activity("notiert")

    await turn(logic, SHAPES.channel_message("begonnen", thread="17"), outbox)
    assert outbox.sent[0][1].conversation_id == f"{SHAPES.channel.id};messageid=17"


async def test_a_failure_to_send_comes_out_of_the_turn() -> None:
    async def logic(context: TurnContext) -> None:
        await context.send_activity("x")

    with pytest.raises(SendFailedError) as caught:
        await turn(logic, SHAPES.message("Hallo"), Outbox(Never("http_403")))
    assert caught.value.outcome == Never("http_403")


async def test_traces_are_not_sent() -> None:
    outbox = Outbox()

    async def logic(context: TurnContext) -> None:
        await context.send_trace_activity("x", {"secret": 1})

    await turn(logic, SHAPES.message("Hallo"), outbox)
    assert outbox.sent == []


async def test_the_arrival_is_there_for_middleware_and_bot() -> None:
    seen: list[str] = []

    class Watching(Middleware):
        async def on_turn(self, context: TurnContext, logic: Callable[[TurnContext], Awaitable[Any]]) -> None:
            seen.append(f"before {arrival_of(context).request_id}")
            await logic()  # type: ignore[call-arg]  # the SDK's annotation wants what its caller does not take
            seen.append("after")

    async def logic(context: TurnContext) -> None:
        seen.append(f"bot {arrival_of(context).activity.text}")

    adapter = Adapter(Outbox(), logic)
    adapter.use(Watching())  # type: ignore[no-untyped-call]  # the SDK leaves it without types
    await adapter.answer(arrival(SHAPES.message("Hallo")))
    assert seen == ["before r1", "bot Hallo", "after"]


class Handler(TeamsActivityHandler):
    """Notes which of the SDK's methods were called."""

    def __init__(self) -> None:
        self.called: list[str] = []

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        self.called.append(f"message {turn_context.activity.text} {turn_context.activity.value}")

    async def on_teams_message_edit(self, turn_context: TurnContext) -> None:
        self.called.append(f"edit {turn_context.activity.text}")

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """The SDK's own asks the Connector for every new member's profile: data the bot has no use for."""
        self.called.append(f"added {[member.id for member in turn_context.activity.members_added]}")

    async def on_adaptive_card_invoke(self, turn_context: TurnContext, invoke_value: Any) -> Any:  # noqa: ARG002
        self.called.append(f"invoke {invoke_value.action['verb']}")
        return None


@pytest.mark.parametrize(
    ("raw", "called"),
    [
        (SHAPES.message("Hallo"), "message Hallo None"),
        (SHAPES.submit({"step": 1}), "message None {'step': 1}"),
        (SHAPES.edit("7", "neu"), "edit neu"),
        (SHAPES.installed(), f"added ['28:app', '{ANNA.id}']"),
        (
            SHAPES.invoke("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "ok"}}),
            "invoke ok",
        ),
    ],
    ids=["message", "submit", "edit", "installed", "invoke"],
)
async def test_the_teams_handler_of_the_sdk_works(raw: Raw, called: str) -> None:
    handler = Handler()
    await turn(handler.on_turn, raw)
    assert handler.called == [called]


async def test_the_mention_of_the_bot_can_be_taken_out() -> None:
    activity = to_sdk(arrival(SHAPES.channel_message("begonnen am 1.3.")).activity)
    assert len(TurnContext.get_mentions(activity)) == 1
    assert TurnContext.remove_recipient_mention(activity).strip() == "begonnen am 1.3."


async def test_an_invoke_without_an_answer_is_not_implemented() -> None:
    assert await turn(Handler().on_turn, SHAPES.invoke("unknown/thing", {})) == InvokeAnswer(501, None)


async def test_an_invoke_that_nobody_answers_is_not_implemented() -> None:
    async def logic(context: TurnContext) -> None:
        pass

    assert await turn(logic, SHAPES.invoke("x", {})) == InvokeAnswer(501, None)


async def test_the_answer_to_an_invoke() -> None:
    async def logic(context: TurnContext) -> None:
        body = {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {"ä": [1, None]}}
        answer = Activity(type=ActivityTypes.invoke_response, value=InvokeResponse(status=200, body=body))
        await context.send_activity(answer)

    answer = await turn(logic, SHAPES.invoke("adaptiveCard/action", {}))
    assert answer is not None
    assert (answer.status, answer.body["value"]) == (200, {"ä": [1, None]})


async def test_the_stock_ways_in_are_closed() -> None:
    adapter = Adapter(Outbox(), Handler().on_turn)
    with pytest.raises(PermissionError):
        await adapter.process_activity("Bearer x", Activity(type="message"), Handler().on_turn)
    with pytest.raises(PermissionError):
        await adapter.create_conversation(
            "app",
            Handler().on_turn,
            conversation_parameters=ConversationParameters(),
            service_url="https://evil.example",
        )


def test_writing_is_what_the_serialiser_of_the_sdk_writes() -> None:
    card = {"type": "AdaptiveCard", "body": [{"type": "RichTextBlock", "inlines": [None, "ä"]}]}
    activity = Activity(
        type="message",
        text="x",
        attachments=[Attachment(content_type="application/vnd.microsoft.card.adaptive", content=card)],
        channel_data={"notification": {"alert": True}},
    )
    assert to_json(activity) == activity.serialize()  # type: ignore[no-untyped-call]  # msrest has no types


async def test_over_http_an_echo_and_an_invoke(teams: TeamsClient, microsoft: Microsoft, edge: RunningEdge) -> None:
    text = "  Grüße \u202e\n"
    assert (await teams.say(text)).status == 200
    assert microsoft.connector.texts(f"a:1{ANNA.aad_object_id}") == [text]
    answer = await teams.invoke("adaptiveCard/action", {"action": {"verb": "x"}})
    assert (answer.status, answer.json) == (200, {"statusCode": 200, "value": {"text": "Grüße"}})
    assert (await teams.invoke("other", {})).status == 501
    assert len(edge.echo.arrivals) == 3


async def test_over_http_a_message_that_cannot_be_sent_is_a_mute_error(
    teams: TeamsClient, microsoft: Microsoft
) -> None:
    microsoft.connector.faults.append(Status(403))
    answer = await teams.say("x")
    assert (answer.status, answer.text) == (500, f"error {answer.headers['X-Request-Id']}")
    assert (await teams.say("y")).status == 200
