"""The SDK's adapter with its edges replaced: TurnContext, middleware and handlers stay, the way in and out is ours.

Nothing here checks a token or opens a connection: that is done before (`auth`) and after (`connector`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, NoReturn, cast

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, ResourceResponse
from botframework.connector.auth import BotFrameworkAuthentication

from bot.activity import InboundActivity
from bot.auth.verdict import Admitted
from bot.sdk_activity import to_json, to_sdk
from dialogs.delivery import Address, Done, Never, NotDone, Outcome, Teams, Unknown
from dialogs.json_text import dump

Logic = Callable[[TurnContext], Awaitable[None]]

_ARRIVAL: Final = "aktivzentrum.arrival"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One admitted activity; `request_id` is the id a person can quote."""

    request_id: str
    activity: InboundActivity
    admitted: Admitted


@dataclass(frozen=True, slots=True)
class InvokeAnswer:
    """The HTTP answer to an invoke; `body` is JSON or None."""

    status: int
    body: Any


class SendFailedError(Exception):
    """The Connector did not take an activity that was sent through a TurnContext."""

    def __init__(self, outcome: NotDone | Unknown | Never) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


def arrival_of(context: TurnContext) -> Arrival:
    """What came in, as checked at the door; there in every turn that `Adapter.answer` began."""
    arrival = context.turn_state[_ARRIVAL]
    if not isinstance(arrival, Arrival):
        raise TypeError("this turn began elsewhere")
    return arrival


class _CheckedElsewhere(BotFrameworkAuthentication):
    """In the place of the SDK's own checks, so that nothing can fall back to them."""

    async def authenticate_request(self, *_: object, **__: object) -> NoReturn:
        raise PermissionError("activities come in through Adapter.answer")

    async def authenticate_streaming_request(self, *_: object, **__: object) -> NoReturn:
        raise PermissionError("there is no streaming")

    def create_connector_factory(self, *_: object, **__: object) -> NoReturn:
        raise PermissionError("messages go out through dialogs.delivery.Teams")

    async def create_user_token_client(self, *_: object, **__: object) -> NoReturn:
        raise PermissionError("the bot signs nobody in")


class Adapter(CloudAdapterBase):
    """`logic` is the bot's turn (a handler's `on_turn`); what it raises comes out of `answer`.

    What the SDK would fetch by itself has no way out: a TeamsActivityHandler overrides
    `on_conversation_update_activity`, whose own version asks for the profile of every new member.
    """

    def __init__(self, teams: Teams, logic: Logic) -> None:
        super().__init__(_CheckedElsewhere())
        self._teams = teams
        self._logic = logic

    async def answer(self, arrival: Arrival) -> InvokeAnswer | None:
        """One turn. None: nothing to say over HTTP but that it is done."""
        context = TurnContext(self, to_sdk(arrival.activity))
        context.turn_state[_ARRIVAL] = arrival
        await self.run_pipeline(context, self._logic)
        response = cast("InvokeResponse | None", self._process_turn_results(context))
        return None if response is None else InvokeAnswer(int(response.status), to_json(response.body))

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Sends in order; raises SendFailedError at the first that Teams does not take."""
        return [await self._send(context, activity) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:  # noqa: ARG002
        outcome = await self._teams.update(_address(activity), activity.id, dump(to_json(activity)))
        return _resource(outcome)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:  # noqa: ARG002
        _resource(await self._teams.delete(_address(reference), reference.activity_id))

    async def _send(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[self._INVOKE_RESPONSE_KEY] = activity
            return ResourceResponse()
        if activity.type == ActivityTypes.trace:
            return ResourceResponse()
        return _resource(await self._teams.post(_address(activity), dump(to_json(activity))))


def _address(place: Activity | ConversationReference) -> Address:
    return Address(place.service_url, place.conversation.id)


def _resource(outcome: Outcome) -> ResourceResponse:
    if isinstance(outcome, Done):
        return ResourceResponse(id=outcome.activity_id)
    raise SendFailedError(outcome)
