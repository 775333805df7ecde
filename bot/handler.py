"""The bot's turn inside the SDK's frame: from what arrived to the service, from there to the relay."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final, Protocol

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler

from bot.adapter import Arrival, arrival_of
from bot.handing_over import HandingOver
from bot.incoming import CARD_ACTION, DIALOG, FILE_CONSENT, NOWHERE, to_incoming, to_looked_up
from bot.log import error_path
from bot.prose import dialog_sentence, text_activity
from bot.texts import say
from dialogs.delivery import Json, Teams
from dialogs.json_text import dump
from dialogs.outbox import Art, Due
from dialogs.ports import Unavailable
from dialogs.service import Service, TurnResult
from dialogs.turn import Incoming, LookedUp

_log: Final = logging.getLogger(__name__)

CARD_ACTION_DONE: Final = {
    "statusCode": 200,
    "type": "application/vnd.microsoft.activity.message",
    "value": "Die Antwort steht im Chat.",
}

ANSWER_SECONDS: Final = 8.0
"""How long the HTTP answer waits for the replies, so that they come in their order; Teams repeats after 15 s."""


class Deliverer(Protocol):
    """What brings committed messages out."""

    def deliver(self, due: tuple[Due, ...]) -> None:
        """Now, in their order."""

    def wake(self) -> None:
        """Something waits in the outbox."""

    async def finished(self, queue: str, seconds: float) -> None:
        """Until nothing of the queue is being sent, at most so long."""


class Handler(TeamsActivityHandler):
    """Every type of activity goes the same way: one turn of the service, committed before anything is sent.

    `took` is told the seconds of each turn that was committed.
    """

    def __init__(
        self,
        service: Service,
        relay: Deliverer,
        teams: Teams,
        took: Callable[[float], None] = lambda _seconds: None,
        files: HandingOver | None = None,
    ) -> None:
        super().__init__()
        self._service = service
        self._relay = relay
        self._teams = teams
        self._took = took
        self._files = files

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Invokes get their HTTP answer from the SDK's own frame; nothing else of it is needed here."""
        arrival = arrival_of(turn_context)
        if arrival.activity.type == "invoke":
            await super().on_turn(turn_context)
        else:
            await self._turn(arrival)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A card's Action.Execute, the answer to an offered file, the dialog; other invokes are nothing of ours."""
        arrival = arrival_of(turn_context)
        asked = to_looked_up(arrival.activity, arrival.admitted) if arrival.activity.name in DIALOG else None
        if asked:
            return InvokeResponse(status=200, body=await self._look_up(asked, arrival.request_id))
        if arrival.activity.name not in (CARD_ACTION, FILE_CONSENT):
            return InvokeResponse(status=400)
        await self._turn(arrival)
        return InvokeResponse(status=200, body=CARD_ACTION_DONE if arrival.activity.name == CARD_ACTION else None)

    async def _look_up(self, asked: LookedUp, request_id: str) -> Json:
        """Whatever happens is said in the dialog alone: the conversation around it may be anybody's."""
        began = time.monotonic()
        try:
            shown = await self._service.look_up(asked)
            self._took(time.monotonic() - began)
            return shown
        except Unavailable:
            _log.warning("turn failed: the database does not answer", extra={"kind": "lookedup"})
        except Exception as error:  # noqa: BLE001  whatever it is, the person gets a sentence and can go on
            _log.error("turn failed: %s", error_path(error), extra={"kind": "lookedup"})
        return dialog_sentence(say("stoerung", {"kennung": request_id}))

    async def _turn(self, arrival: Arrival) -> None:
        hosts = self._files.hosts if self._files else NOWHERE
        incoming = to_incoming(arrival.activity, arrival.admitted, hosts)
        began = time.monotonic()
        try:
            result = await self._service.handle(incoming)
            self._done(incoming, time.monotonic() - began)
            await self._send(result)
        except Unavailable:
            _log.warning("turn failed: the database does not answer", extra={"kind": _kind(incoming)})
            await self._apologise(incoming, arrival.request_id)
        except Exception as error:  # noqa: BLE001  whatever it is, the person gets a sentence and can go on
            _log.error("turn failed: %s", error_path(error), extra={"kind": _kind(incoming)})
            await self._apologise(incoming, arrival.request_id)

    def _done(self, incoming: Incoming, seconds: float) -> None:
        _log.info("turn done", extra={"kind": _kind(incoming), "ms": int(seconds * 1000)})
        self._took(seconds)

    async def _send(self, result: TurnResult) -> None:
        self._relay.deliver(result.due)
        if result.waiting:
            self._relay.wake()
        for address, message in result.direct:
            await self._teams.post(address, dump(message))
        if result.gone or result.files:
            await asyncio.gather(self._take_away(result), self._hand_over(result))
        for queue in {d.outgoing.queue for d in result.due if d.outgoing.art is Art.ANTWORT}:
            await self._relay.finished(queue, ANSWER_SECONDS)

    async def _take_away(self, result: TurnResult) -> None:
        """One try: a card that stays is only a card whose offer is gone."""
        for address, activity_id in result.gone:
            await self._teams.delete(address, activity_id)

    async def _hand_over(self, result: TurnResult) -> None:
        if self._files:
            await self._files.send(result.files, ANSWER_SECONDS)

    async def _apologise(self, incoming: Incoming, request_id: str) -> None:
        sorry = text_activity(say("stoerung", {"kennung": request_id}))
        await self._teams.post(incoming.address, dump(sorry))


def _kind(incoming: Incoming) -> str:
    """What came, in our own word."""
    return type(incoming.event).__name__.lower()
