"""The world of the room in memory: people, their chats with the bot, the channel, and every message in them.

No HTTP and no Teams-shaped JSON here (that is connector and teams), no clock of its own.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.uebungsraum.clock import Clock
from bot.uebungsraum.people import Bot, Channel, Person, Place, digest_id

Json = Mapping[str, Any]
ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
FILE_CONSENT = "application/vnd.microsoft.teams.card.file.consent"
FILE_INFO = "application/vnd.microsoft.teams.card.file.info"
FILE_DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
BOT = "bot"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now; a change makes a new value with a higher `revision`."""

    id: str
    place: Place
    author: str
    at: str
    text: str = ""
    text_format: str = "markdown"
    attachments: tuple[Json, ...] = ()
    entities: tuple[Json, ...] = ()
    suggested: tuple[Json, ...] = ()
    summary: str = ""
    edited: bool = False
    deleted: bool = False
    heard: bool = True
    views: Mapping[str, Json] = field(default_factory=dict)
    revision: int = 0

    @property
    def by_bot(self) -> bool:
        return self.author == BOT

    @property
    def card(self) -> Json | None:
        """The first Adaptive Card in it, if any."""
        cards = (a["content"] for a in self.attachments if a.get("contentType") == ADAPTIVE_CARD)
        return next(cards, None)

    @property
    def mentions(self) -> bool:
        """A person's message in the channel that the bot heard."""
        return self.heard and self.place.thread is not None and not self.by_bot

    @property
    def consent(self) -> Json | None:
        """The file the bot offers here, if any."""
        return next((a for a in self.attachments if a.get("contentType") == FILE_CONSENT), None)

    def card_for(self, person: Person) -> Json | None:
        """The card as this person sees it: an Action.Execute may have given them a view of their own."""
        return self.views.get(person.aad_object_id, self.card)


@dataclass(frozen=True, slots=True)
class Change:
    """What the windows of the room are told."""

    kind: Literal["message", "typing", "clock", "faults", "reset", "busy", "undelivered", "toast", "tour"]
    message: Message | None = None
    place: Place | None = None
    detail: Json = field(default_factory=dict)


class Welt:
    """Holds and changes the messages; tells its watchers of every change."""

    def __init__(
        self, people: Sequence[Person], clock: Clock, *, bot: Bot | None = None, channel: Channel | None = None
    ) -> None:
        self.people = tuple(people)
        self.clock = clock
        self.bot = bot or Bot()
        self.channel = channel or Channel()
        self.channel_removed = False
        self.opened: set[str] = set()
        self.revision = 0
        self._messages: dict[str, Message] = {}
        self._last_id = 0
        self._watchers: list[Callable[[Change], None]] = []

    def chat(self, person: Person) -> str:
        """The id of this person's chat with the bot."""
        return "a:1" + digest_id("chat", self.bot.id, person.tenant_id, person.aad_object_id, length=64)

    def owner(self, conversation: str) -> Person | None:
        """Whose chat with the bot this is."""
        return next((p for p in self.people if self.chat(p) == conversation), None)

    def person(self, any_id: str) -> Person | None:
        """Finds a person by aadObjectId or by the 29:... id."""
        return next((p for p in self.people if any_id in (p.aad_object_id, p.teams_id(self.bot.id))), None)

    def members(self, conversation: str) -> tuple[Person, ...]:
        if conversation == self.channel.id:
            return tuple(p for p in self.people if p.in_channel)
        return tuple(p for p in self.people if self.chat(p) == conversation)

    def knows(self, place: Place) -> bool:
        """Whether there is such a conversation and, if it names one, such a thread."""
        if place.conversation != self.channel.id:
            return place.thread is None and self.owner(place.conversation) is not None
        return place.thread is None or place.thread in self._messages

    def messages(self, conversation: str) -> list[Message]:
        """All messages of a chat, of the channel, or (id with `;messageid=`) of one thread, oldest first."""
        place = Place.parse(conversation)
        return [m for m in self._messages.values() if _inside(m.place, place)]

    def find(self, message_id: str) -> Message | None:
        return self._messages.get(message_id)

    def __iter__(self) -> Iterator[Message]:
        return iter(self._messages.values())

    def new_id(self) -> str:
        """Teams names messages by milliseconds of the epoch; never twice the same."""
        self._last_id = max(self._last_id + 1, int(self.clock.jetzt().timestamp() * 1000))
        return str(self._last_id)

    def add(self, place: Place, author: str, **content: Any) -> Message:
        """Puts a new message there; in the channel without a thread it begins one."""
        message_id = self.new_id()
        if place.conversation == self.channel.id and place.thread is None:
            place = replace(place, thread=message_id)
        at = self.clock.jetzt().isoformat(timespec="milliseconds")
        return self._keep(Message(message_id, place, author, at, **content))

    def change(self, message: Message, **content: Any) -> Message:
        return self._keep(replace(message, **content))

    def delete(self, message: Message) -> Message:
        empty: dict[str, Any] = {"text": "", "attachments": (), "entities": (), "suggested": (), "views": {}}
        return self.change(message, deleted=True, summary="", **empty)

    def restore(self, messages: Iterable[Message]) -> None:
        """Puts back what was there before; whoever has a message there has opened their chat."""
        self._messages = {message.id: message for message in messages}
        self.opened = {message.place.conversation for message in self}
        self.revision = max((message.revision for message in self), default=0)
        self._last_id = max((int(message.id) for message in self), default=0)

    def clear(self) -> None:
        """A fresh start: the people stay, what was said is gone."""
        self._messages.clear()
        self.opened.clear()
        self.channel_removed = False
        self.tell(Change("reset"))

    def watch(self, watcher: Callable[[Change], None]) -> Callable[[], None]:
        """Calls `watcher` for each change from now on; what is returned ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    async def until(self, condition: Callable[[], object], seconds: float) -> None:
        """Waits until the condition holds; it is asked at every change. Raises TimeoutError."""
        changed = asyncio.Event()
        unwatch = self.watch(lambda _: changed.set())
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await changed.wait()
                    changed.clear()
        finally:
            unwatch()

    def written_since(self, revision: int, place: Place) -> tuple[Message, ...]:
        """What the bot wrote or changed there after that revision, in that order."""
        new = (m for m in self.messages(place.address) if m.by_bot and m.revision > revision)
        return tuple(sorted(new, key=lambda m: m.revision))

    def tell(self, change: Change) -> None:
        for watcher in tuple(self._watchers):
            watcher(change)

    def _keep(self, message: Message) -> Message:
        self.revision += 1
        kept = replace(message, revision=self.revision)
        self._messages[kept.id] = kept
        self.tell(Change("message", kept, kept.place))
        return kept


def _inside(inner: Place, outer: Place) -> bool:
    return inner.conversation == outer.conversation and outer.thread in (None, inner.thread)
