"""A reminder in the personal chat: what is due, for whom, when, and what one can do."""

from collections.abc import Sequence
from datetime import date

from bot.cards.elements import Element, adaptive_card, button, faint, kopf, rich, run, stand, strong
from bot.cards.inhalt import name
from bot.cards.platz import shortened
from bot.german import tag_lang, visible
from dialogs.regelung.fall import Elb
from dialogs.turn import Values

_WORDS_UNITS = 1000


def card(values: Values) -> Element:
    """From `titel` (our own words), `was`, `knoepfe` (title and text each), and if known `elb`, and `tag` with
    `tag_ist`, which says in our own words what that day is."""
    titel: str = values["titel"]
    elb: Elb | None = values.get("elb")
    tag: date | None = values.get("tag")
    knoepfe: Sequence[tuple[str, str]] = values.get("knoepfe", ())
    body = [
        kopf(titel, *_person(elb)),
        stand("!", f"{values['tag_ist']}: {tag_lang(tag)}", "warning") if tag else None,
        rich(run(shortened(visible(values["was"]), _WORDS_UNITS))),
    ]
    actions = [button(title, text) for title, text in knoepfe]
    return adaptive_card(body, f"{titel}: Diese Karte lässt sich hier nicht anzeigen.", actions)


def _person(elb: Elb | None) -> tuple[Element, ...]:
    if elb is None:
        return ()
    return strong(name(elb.name), size="Large"), faint(f"\nNummer {visible(elb.nummer)}")
