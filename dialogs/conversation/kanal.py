"""One event in a channel: binding it, the Träger's answers in the bound one, elsewhere one sentence."""

from collections.abc import Generator
from datetime import date

from dialogs.flows import traeger
from dialogs.records import KanalGebunden
from dialogs.requests import Answer, Request
from dialogs.rollen import Recht, may
from dialogs.turn import Channel, Clicked, Event, Incoming, Kontext, Reply, Said, Step
from dialogs.verstehen.befehl import Context, Intent, verstehe_befehl


def in_channel(
    event: Event, incoming: Incoming, kontext: Kontext, *, bound: bool, active: bool
) -> Generator[Request, Answer, Step[None]]:
    """`bound`: it is or was the Träger's channel; `active`: it gets the new forms."""
    channel = incoming.channel
    if channel is None or not isinstance(event, Said | Clicked):
        return Step(None)
    if wants_binding(event, kontext.heute):
        return _bind(channel, incoming, kontext, active=active)
    if not bound:
        return Step(None, (Reply("kanal.nur_persoenlich"),))
    return (yield from traeger.step(event, channel, kontext))


def wants_binding(event: Event, heute: date) -> bool:
    """`Träger-Kanal einrichten`; only then the Rolle of the roster counts in a bound channel."""
    if not isinstance(event, Said):
        return False
    return verstehe_befehl(event.text, Context.IDLE, heute).intent is Intent.BIND_CHANNEL


def _bind(channel: Channel, incoming: Incoming, kontext: Kontext, *, active: bool) -> Step[None]:
    if active and not may(kontext.wer, Recht.KANAL):
        return Step(None, (Reply("kanal.schon_gebunden"),))
    if not may(kontext.wer, Recht.KANAL):
        return Step(None, (Reply("kanal.keine_berechtigung"),))
    if not channel.of_team:
        return Step(None, (Reply("kanal.nur_im_kanal"),))
    record = KanalGebunden(channel.conversation_id, incoming.address.service_url, channel.tenant_id, channel.name)
    if active:
        # again on purpose: forms that were given up while the bot could not write here go out now
        return Step(None, (Reply("kanal.schon_gebunden"),), (record,))
    return Step(None, (Reply("kanal.gebunden", {"name": channel.name}),), (record,))
