"""The stage of the practice room: its places, what stands there to look at, and the way to the bot and back.

What people do on it stands in room; how a browser shows it, in page.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import web

from bot.uebungsraum import teams
from bot.uebungsraum.clock import Clock
from bot.uebungsraum.connector import Connector
from bot.uebungsraum.delivery import Activity, Answer, Deliver, HttpDelivery, Post
from bot.uebungsraum.faults import Faults, RateLimit
from bot.uebungsraum.files import Files
from bot.uebungsraum.guard import guarded
from bot.uebungsraum.people import Bot, Channel, Person, Place
from bot.uebungsraum.welt import Change, Message, Welt

Hook = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One deed of a person: what Teams sent, the bot's HTTP answer, and what it wrote there meanwhile.

    `activity` is None if the bot was not to hear of it.
    """

    activity: Activity | None
    answer: Answer
    replies: tuple[Message, ...] = ()
    message: Message | None = None

    @property
    def text(self) -> str:
        """The last text of the bot in this turn; empty if it wrote none."""
        return next((m.text for m in reversed(self.replies) if m.text), "")


class NotNowError(LookupError):
    """Cannot be done at present; the German text says why."""


class Guide(Protocol):
    """Somebody who shows newcomers around (tour)."""

    async def do(self, deed: str) -> None:
        """`start`, `pause`, `weiter` or `ende`. Raises LookupError."""

    def json(self) -> Mapping[str, Any]:
        """What a window shows of it."""

    def kept(self) -> Mapping[str, Any]:
        """What must survive the end of the process."""

    def restore(self, kept: Mapping[str, Any]) -> None: ...

    async def refresh(self) -> None:
        """Looks anew where it stands."""


class Stage:
    """People, their chats and the channel, with a stand-in of the Connector that a bot can talk to.

    `bot_url` and `service_url` may be given later by `at`, when the port is known.
    `after_clock` runs when the clock was moved (reminders), `on_reset` before the room is emptied, `furnish` after.
    """

    def __init__(
        self,
        *,
        people: Sequence[Person],
        clock: Clock,
        bot_url: str | None = None,
        service_url: str | None = None,
        bot: Bot | None = None,
        channel: Channel | None = None,
        deliver: Deliver | None = None,
        limit: RateLimit | None = None,
        after_clock: Hook | None = None,
        on_reset: Hook | None = None,
    ) -> None:
        self.clock = clock
        self.welt = Welt(people, clock, bot=bot, channel=channel)
        self.faults = Faults()
        self.files = Files()
        self.connector = Connector(self.welt, self.faults, limit)
        self.service_url = service_url
        self._http = HttpDelivery(bot_url)
        self.post = Post(deliver or self._http, self.renewed)
        self.after_clock, self.on_reset = after_clock, on_reset
        self.furnish: Hook | None = None
        self.guide: Guide | None = None
        self.first_day = clock.heute()
        self._free = asyncio.Event()
        self._free.set()

    @property
    def people(self) -> tuple[Person, ...]:
        return self.welt.people

    @property
    def channel(self) -> str:
        """The channel's conversation id."""
        return self.welt.channel.id

    def chat(self, person: Person) -> str:
        """The conversation id of this person's chat with the bot."""
        return self.welt.chat(person)

    def thread(self, message: Message) -> str:
        """The conversation id (with `;messageid=`) of the thread this message of the channel stands in."""
        return message.place.address

    def messages(self, where: str | Person) -> list[Message]:
        """All messages of a conversation, of a thread, or of a person's chat, oldest first."""
        return self.welt.messages(self.chat(where) if isinstance(where, Person) else where)

    def last(self, where: str | Person) -> Message:
        """The bot's last message there that is not deleted."""
        return [m for m in self.messages(where) if m.by_bot and not m.deleted][-1]

    @property
    def is_busy(self) -> bool:
        """Whether the room is being furnished; nobody should do anything in it."""
        return not self._free.is_set()

    async def free(self) -> None:
        """Waits until it is furnished."""
        await self._free.wait()

    async def prepare(self, work: Hook) -> None:
        """Does this alone in the room; the windows see only its end."""
        self._free.clear()
        self.welt.tell(Change("busy"))
        try:
            await work()
        finally:
            self._free.set()
            self.welt.tell(Change("reset"))

    async def until(self, condition: Callable[[], object], seconds: float = 5.0) -> None:
        """Waits until the condition holds; it is asked at every change. Raises TimeoutError."""
        await self.welt.until(condition, seconds)

    def at(self, url: str) -> None:
        """Tells the room the address at which it is served, with the bot (unless another one was given)."""
        self.service_url = self.service_url or url.rstrip("/") + "/"
        self._http.url = self._http.url or url

    def routes(self) -> list[web.RouteDef]:
        """What a bot calls, for this machine alone. What a browser calls comes from `page.Page`."""
        guarded_routes = [web.route(r.method, r.path, guarded(r.handler)) for r in self.connector.routes()]
        return [*guarded_routes, *self.files.routes()]

    async def close(self) -> None:
        await self._http.close()

    def sender(self, person: Person, where: str | None) -> teams.Sender:
        place = Place.parse(where or self.chat(person))
        if person not in self.welt.members(place.conversation) or not self.welt.knows(place):
            raise LookupError(f"{person.name} has no such conversation.")
        if self.service_url is None:
            raise RuntimeError("The room does not know its own address yet: call at().")
        now = self.clock.jetzt()
        return teams.Sender(person, place, self.welt.bot, self.welt.channel, self.service_url, now)

    def add(self, place: Place, person: Person, **content: Any) -> Message:
        return self.welt.add(place, person.aad_object_id, **content)

    async def heard_turn(self, message: Message, person: Person, write: Callable[[teams.Sender], Activity]) -> Turn:
        if not message.heard:
            return Turn(None, Answer(), (), message)
        return await self.turn(write(self.sender(person, message.place.address)), message)

    async def turn(self, activity: Activity, message: Message | None = None) -> Turn:
        place = Place.parse(activity["conversation"]["id"])
        since = self.welt.revision
        answer = await self.post.send(activity)
        if not answer.ok:
            self.welt.tell(Change("undelivered", place=place, detail={"status": answer.status}))
        return Turn(activity, answer, self.welt.written_since(since, place), message)

    def renewed(self, activity: Activity) -> Activity:
        now = self.clock.jetzt()
        return activity | {
            "id": self.welt.new_id(),
            "timestamp": teams.utc(now),
            "localTimestamp": now.isoformat(timespec="milliseconds"),
        }
