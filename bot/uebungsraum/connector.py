"""The stand-in of the Bot Connector: the HTTP calls a bot makes of Teams, carried out in the world of the room.

It misbehaves on demand (faults) and always where the real one does: a text with a card is split and gives no
usable id, a message too large is refused, an unknown one cannot be changed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.uebungsraum.faults import Call, Fault, Faults, Kind, RateLimit
from bot.uebungsraum.people import Channel, Person, Place
from bot.uebungsraum.welt import BOT, Change, Json, Message, Welt
from bot.uebungsraum.wire import RefusalError, content_of, read_activity, read_json, split

# Kind -> (status, code) of the faults that are an answer and leave the call undone.
REFUSALS = {
    Kind.THROTTLED: (429, "TooManyRequests"),
    Kind.PRECONDITION: (412, "PreconditionFailed"),
    Kind.SERVER_ERROR: (500, "ServiceError"),
    Kind.BAD_GATEWAY: (502, "BadGateway"),
    Kind.GATEWAY_TIMEOUT: (504, "GatewayTimeout"),
    Kind.FORBIDDEN: (403, "BotNotInConversationRoster"),
    Kind.GONE: (404, "ConversationNotFound"),
}

Work = Callable[[], web.Response]


class Connector:
    """The routes under /v3. `calls` keeps what was asked, in order, for tests to look at."""

    def __init__(self, welt: Welt, faults: Faults, limit: RateLimit | None = None) -> None:
        self._welt = welt
        self._faults = faults
        self._limit = limit
        self.calls: list[tuple[str, str, int]] = []

    def routes(self) -> list[web.RouteDef]:
        one, many = "/v3/conversations/{conversation}", "/v3/conversations/{conversation}/activities"
        return [
            web.post("/v3/conversations", self._kept(self._open)),
            web.post(many, self._kept(self._create)),
            web.post(many + "/{activity}", self._kept(self._create)),
            web.put(many + "/{activity}", self._kept(self._update)),
            web.delete(many + "/{activity}", self._kept(self._delete)),
            web.get(many + "/{activity}/members", self._kept(self._members)),
            web.get(one + "/members", self._kept(self._members)),
            web.get(one + "/pagedmembers", self._kept(self._paged_members)),
            web.get(one + "/members/{member}", self._kept(self._member)),
            web.get("/v3/teams/{team}", self._kept(self._team)),
            web.get("/v3/teams/{team}/conversations", self._kept(self._channels)),
        ]

    def _kept(self, handler: Callable[[web.Request], Awaitable[web.Response]]) -> Any:
        async def keep(request: web.Request) -> web.Response:
            try:
                response = await handler(request)
            except RefusalError as refused:
                response = refused.response()
            self.calls.append((request.method, request.path, response.status))
            return response

        return keep

    async def _create(self, request: web.Request) -> web.Response:
        activity = await read_activity(request)
        place = Place.parse(request.match_info["conversation"])
        reply_to = request.match_info.get("activity") or activity.get("replyToId")
        target = self._thread_of(place, reply_to)
        return await self._run(request, Call.CREATE, target, lambda: self._put(target, activity))

    def _thread_of(self, place: Place, reply_to: str | None) -> Place:
        """A reply to a message of the channel goes into its thread."""
        answered = self._welt.find(reply_to) if reply_to else None
        fits = answered is not None and answered.place.conversation == place.conversation
        return answered.place if answered and fits and place.thread is None else place

    def _put(self, place: Place, activity: Json) -> web.Response:
        if activity.get("type") == "typing":
            self._welt.tell(Change("typing", place=place))
            return web.json_response({"id": self._welt.new_id()}, status=201)
        parts = split(activity)
        kept = [self._welt.add(place, BOT, **content_of(part)) for part in parts]
        return web.json_response({"id": kept[0].id} if len(kept) == 1 else {}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        activity = await read_activity(request)
        place = Place.parse(request.match_info["conversation"])

        def work() -> web.Response:
            message = self._own(place, request.match_info["activity"])
            self._welt.change(message, edited=True, views={}, **content_of(activity))
            return web.json_response({"id": message.id})

        return await self._run(request, Call.UPDATE, place, work)

    async def _delete(self, request: web.Request) -> web.Response:
        place = Place.parse(request.match_info["conversation"])

        def work() -> web.Response:
            self._welt.delete(self._own(place, request.match_info["activity"]))
            return web.Response(status=200)

        return await self._run(request, Call.DELETE, place, work)

    def _own(self, place: Place, message_id: str) -> Message:
        """The bot's message of this id in this conversation; no other can be changed."""
        message = self._welt.find(message_id)
        if message is None or message.deleted or message.place.conversation != place.conversation:
            raise RefusalError(404, "ActivityNotFoundInConversation")
        if not message.by_bot:
            raise RefusalError(403, "Forbidden", "The bot is not the author of this message.")
        return message

    async def _open(self, request: web.Request) -> web.Response:
        """A new thread of the channel, or the chat with a person."""
        body = await read_json(request)
        channel = (body.get("channelData") or {}).get("channel") or {}
        place = Place(channel["id"]) if "id" in channel else self._chat_with(body)
        return await self._run(request, Call.CONVERSATION, place, lambda: self._opened(place, body))

    def _chat_with(self, body: Json) -> Place:
        members = body.get("members") or []
        person = self._welt.person(str(members[0].get("id"))) if len(members) == 1 else None
        if person is None:
            raise RefusalError(400, "BadArgument", "Exactly one known member is needed.")
        return Place(self._welt.chat(person))

    def _opened(self, place: Place, body: Json) -> web.Response:
        activity = body.get("activity")
        if activity is None:
            return web.json_response({"id": place.conversation}, status=201)
        message = self._welt.add(place, BOT, **content_of(activity))
        return web.json_response({"id": message.place.address, "activityId": message.id}, status=201)

    async def _members(self, request: web.Request) -> web.Response:
        place = Place.parse(request.match_info["conversation"])
        return await self._run(request, Call.READ, place, lambda: web.json_response(self._accounts(place)))

    async def _paged_members(self, request: web.Request) -> web.Response:
        place = Place.parse(request.match_info["conversation"])
        return await self._run(
            request, Call.READ, place, lambda: web.json_response({"members": self._accounts(place)})
        )

    async def _member(self, request: web.Request) -> web.Response:
        place, wanted = Place.parse(request.match_info["conversation"]), request.match_info["member"]

        def work() -> web.Response:
            person = self._welt.person(wanted)
            if person is None or person not in self._welt.members(place.conversation):
                raise RefusalError(404, "MemberNotFoundInConversation")
            return web.json_response(self._account(person))

        return await self._run(request, Call.READ, place, work)

    def _accounts(self, place: Place) -> list[dict[str, Any]]:
        return [self._account(person) for person in self._welt.members(place.conversation)]

    def _account(self, person: Person) -> dict[str, Any]:
        given, _, surname = person.name.rpartition(" ")
        return {
            "id": person.teams_id(self._welt.bot.id),
            "name": person.name,
            "givenName": given,
            "surname": surname,
            "objectId": person.aad_object_id,
            "aadObjectId": person.aad_object_id,
            "email": person.user_principal_name,
            "userPrincipalName": person.user_principal_name,
            "tenantId": person.tenant_id,
            "userRole": "guest" if person.guest else "user",
        }

    async def _team(self, request: web.Request) -> web.Response:
        channel = self._known_team(request)
        return web.json_response({"id": channel.team_id, "name": channel.team_name, "tenantId": channel.tenant_id})

    async def _channels(self, request: web.Request) -> web.Response:
        channel = self._known_team(request)
        return web.json_response(
            {"conversations": [{"id": channel.team_id}, {"id": channel.id, "name": channel.name}]}
        )

    def _known_team(self, request: web.Request) -> Channel:
        if request.match_info["team"] != self._welt.channel.team_id:
            raise RefusalError(404, "TeamNotFound")
        return self._welt.channel

    async def _run(self, request: web.Request, call: Call, place: Place, work: Work) -> web.Response:
        """One call: the fault that is due, the checks of the real thing, then the work."""
        fault = self._faults.take(call, place.conversation)
        if fault is not None:
            self._welt.tell(Change("faults"))
            await self._before(request, fault)
        self._check(call, place)
        response = work()
        return self._after(request, fault, response)

    def _check(self, call: Call, place: Place) -> None:
        if self._welt.channel_removed and place.conversation == self._welt.channel.id:
            raise RefusalError(404, "ConversationNotFound", "The channel was removed.")
        if not self._welt.knows(place):
            raise RefusalError(404, "ConversationNotFound")
        wait = self._limit.wait(place.conversation) if self._limit and call is not Call.READ else 0.0
        if wait:
            raise RefusalError(429, "TooManyRequests", Retry_After=str(max(1, round(wait + 0.5))))

    async def _before(self, request: web.Request, fault: Fault) -> None:
        if fault.kind is Kind.SLOW:
            await asyncio.sleep(fault.seconds)
        elif fault.kind is Kind.RESET:
            _break(request)
            raise RefusalError(503, "Reset")
        elif fault.kind in REFUSALS:
            status, code = REFUSALS[fault.kind]
            headers = {"Retry_After": f"{fault.seconds:g}"} if status == 429 else {}
            raise RefusalError(status, code, **headers)

    def _after(self, request: web.Request, fault: Fault | None, response: web.Response) -> web.Response:
        if fault is not None and fault.kind is Kind.LATE_502:
            raise RefusalError(502, "BadGateway")
        if fault is not None and fault.kind is Kind.LOST:
            _break(request)
        return response


def _break(request: web.Request) -> None:
    """Cuts the connection, so that the caller gets no answer."""
    if request.transport is not None:
        request.transport.abort()
