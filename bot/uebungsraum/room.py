"""The practice room: what a person does in Teams, from the deed to the bot's answer. Needs no browser.

    turn = await room.say(ifk, "neuer Bogen für Müller")
    turn = await room.press(ifk, "absenden")
    card = room.last(room.channel)

How the deed is written down is not decided here (teams), nor how a browser shows it (page).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.uebungsraum import card as cards
from bot.uebungsraum import teams
from bot.uebungsraum.delivery import Answer
from bot.uebungsraum.faults import Fault
from bot.uebungsraum.people import Person
from bot.uebungsraum.stage import Stage, Turn
from bot.uebungsraum.welt import ADAPTIVE_CARD, FILE_DOWNLOAD, Change, Message


class Uebungsraum(Stage):
    """What people do in Teams: write, press, change, delete; and what befalls them: time and trouble."""

    async def open(self, person: Person, where: str | None = None) -> Turn | None:
        """Opens the chat with the bot (or the channel); only the first time the bot hears of it."""
        sender = self.sender(person, where)
        if sender.place.conversation in self.welt.opened:
            return None
        self.welt.opened.add(sender.place.conversation)
        update, installation = teams.installed(sender, self.welt.new_id())
        await self.turn(update)
        return await self.turn(installation)

    async def say(self, person: Person, text: str, *, where: str | None = None, mention: bool = True) -> Turn:
        """Writes a message: in the own chat, in the channel (a new thread), or in a thread.

        In the channel the bot hears it only with a mention.
        """
        place = self.sender(person, where).place
        heard = mention or place.conversation != self.channel
        message = self.add(place, person, text=text, text_format="plain", heard=heard)
        return await self.heard_turn(message, person, lambda s: teams.said(s, message.id, text))

    async def attach(self, person: Person, name: str) -> Turn:
        """Sends a file in the personal chat: an attachment without text."""
        place = self.sender(person, None).place
        message = self.add(place, person, attachments=({"contentType": FILE_DOWNLOAD, "name": name},))
        return await self.heard_turn(message, person, lambda s: teams.file_sent(s, message.id, name))

    async def edit(self, person: Person, message_id: str, text: str) -> Turn:
        """Changes an own message."""
        message = self.welt.change(self._own(person, message_id), text=text, edited=True)
        return await self.heard_turn(message, person, lambda s: teams.edited(s, message.id, text))

    async def delete(self, person: Person, message_id: str) -> Turn:
        """Deletes an own message."""
        message = self.welt.delete(self._own(person, message_id))
        return await self.heard_turn(message, person, lambda s: teams.deleted(s, message.id))

    async def click(
        self, person: Person, message_id: str, data: object, inputs: Mapping[str, Any] | None = None
    ) -> Turn:
        """Action.Submit on a card, with its `data` as it stands there and what was filled in."""
        card = self._card(person, message_id)
        value = _merged(data, inputs)
        teams_own = value.pop("msteams", None)
        if isinstance(teams_own, Mapping) and teams_own.get("type") in ("messageBack", "imBack"):
            return await self._talk_back(person, card, teams_own)
        sender = self.sender(person, card.place.address)
        return await self.turn(teams.submitted(sender, self.welt.new_id(), card.id, value))

    async def execute(
        self, person: Person, message_id: str, action: Mapping[str, Any], inputs: Mapping[str, Any] | None = None
    ) -> Turn:
        """Action.Execute on a card. A card in the answer is shown to this person in place of the old one."""
        card = self._card(person, message_id)
        sent = {key: action[key] for key in ("id", "verb") if key in action}
        sent["data"] = _merged(action.get("data"), inputs)
        sender = self.sender(person, card.place.address)
        turn = await self.turn(teams.executed(sender, self.welt.new_id(), card.id, sent))
        self._show_answer(person, card, turn.answer)
        return turn

    async def consent(self, person: Person, message_id: str, *, accept: bool = True) -> Turn:
        """Takes or refuses the file that the bot offers in this message."""
        card = self._card(person, message_id)
        if card.consent is None:
            raise LookupError("No file is offered here.")
        sender, content = self.sender(person, card.place.address), card.consent["content"]
        if not accept:
            refused = teams.declined(sender, self.welt.new_id(), card.id, content.get("declineContext"))
            return await self.turn(refused)
        name = str(card.consent.get("name"))
        file_id, context = self.files.expect(name), content.get("acceptContext")
        return await self.turn(teams.consented(sender, self.welt.new_id(), card.id, context, file_id, name))

    async def press(
        self, person: Person, title: str, inputs: Mapping[str, Any] | None = None, *, where: str | None = None
    ) -> Turn:
        """Finds the newest card with a button of this title and presses it."""
        for message in reversed(self.messages(where or person)):
            card = message.card_for(person)
            action = cards.action_titled(card, title) if card else None
            if action is None:
                continue
            if action["type"] == "Action.Execute":
                return await self.execute(person, message.id, action, inputs)
            return await self.click(person, message.id, action.get("data"), inputs)
        raise LookupError(f"No card here has a button {title!r}.")

    async def repeat(self, turn: Turn, *, new_id: bool = False) -> Turn:
        """Teams delivers the same again, perhaps under a new id and time."""
        if turn.activity is None:
            raise LookupError("The bot never heard of this.")
        return await self.turn(self.renewed(turn.activity) if new_id else turn.activity)

    def repeat_next(self, *, new_id: bool = False) -> None:
        """The next thing the bot is told will reach it twice."""
        self.post.repeat_next = self.post.renewed if new_id else self.post.same
        self.welt.tell(Change("faults"))

    def repeat_no_more(self) -> None:
        self.post.repeat_next = None
        self.welt.tell(Change("faults"))

    @property
    def repeats_next(self) -> str | None:
        """Whether the next thing comes twice, and as what: `repeat` or `repeat_new_id`."""
        again = self.post.repeat_next
        return None if again is None else "repeat_new_id" if again == self.post.renewed else "repeat"

    def switch(self, fault: Fault, *, on: bool) -> None:
        """Switches one kind of fault on (afresh) or off."""
        self.faults.remove(fault.kind)
        if on:
            self.faults.add(fault)
        self.welt.tell(Change("faults"))

    def clear_faults(self) -> None:
        self.faults.clear()
        self.post.repeat_next = None
        self.welt.tell(Change("faults"))

    async def remove_channel(self) -> None:
        """The channel is deleted in Teams; sending there is refused from now on, and the bot is told."""
        await self._channel_event("channelDeleted", removed=True)

    async def restore_channel(self) -> None:
        await self._channel_event("channelRestored", removed=False)

    async def set_day(self, day: date) -> None:
        """Moves the clock, then lets the bot do what is due."""
        self.clock.set(day)
        self.welt.tell(Change("clock"))
        if self.after_clock is not None:
            await self.after_clock()

    async def forward(self, days: int) -> None:
        await self.set_day(self.clock.heute() + timedelta(days=days))

    async def reset(self) -> None:
        """A fresh start: first day, no faults, no messages but those the room is furnished with."""
        if self.on_reset is not None:
            await self.on_reset()
        self.clear_faults()
        self.files.clear()
        self.clock.set(self.first_day)
        self.welt.clear()
        if self.furnish is not None:
            await self.furnish()

    def _own(self, person: Person, message_id: str) -> Message:
        message = self.welt.find(message_id)
        if message is None or message.deleted or message.author != person.aad_object_id:
            raise LookupError("Only an own message can be changed.")
        return message

    def _card(self, person: Person, message_id: str) -> Message:
        message = self.welt.find(message_id)
        if message is None or message.deleted or person not in self.welt.members(message.place.conversation):
            raise LookupError("There is no such card for this person.")
        return message

    async def _talk_back(self, person: Person, card: Message, back: Mapping[str, Any]) -> Turn:
        """A button that writes a message in the person's name, as Teams' messageBack and imBack do."""
        text = str(back.get("text") or back.get("value") or "")
        shown = str(back.get("displayText") or text)
        value = back.get("value") if back["type"] == "messageBack" else None
        message = self.add(card.place, person, text=shown, text_format="plain")
        return await self.heard_turn(
            message, person, lambda s: teams.message_back(s, message.id, card.id, text, value)
        )

    def _show_answer(self, person: Person, card: Message, answer: Answer) -> None:
        body = answer.body if isinstance(answer.body, Mapping) else {}
        value, now = body.get("value"), self.welt.find(card.id)
        if body.get("type") == ADAPTIVE_CARD and now is not None and not now.deleted:
            self.welt.change(now, views={**now.views, person.aad_object_id: value})
        elif isinstance(value, str | Mapping):
            text = value if isinstance(value, str) else value.get("message", "")
            self.welt.tell(Change("toast", place=card.place, detail={"person": person.aad_object_id, "text": text}))

    async def _channel_event(self, event: str, *, removed: bool) -> None:
        self.welt.channel_removed = removed
        self.welt.tell(Change("faults"))
        sender = self.sender(self.welt.members(self.channel)[0], self.channel)
        await self.turn(teams.channel_event(sender, self.welt.new_id(), event))


def _merged(data: object, inputs: Mapping[str, Any] | None) -> dict[str, Any]:
    return {**(data if isinstance(data, Mapping) else {}), **(inputs or {})}
