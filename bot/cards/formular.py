"""The whole Erwartungsbogen in one card, for whom the dialogue is too slow: the same rules, errors at their field.

The ids of the inputs are the names of the fields of `Entwurf`; choices send the stored values.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards.elements import Element, adaptive_card, box, button, faint, kopf, rich, stand, strong
from bot.cards.inhalt import FRAGEN, name
from bot.cards.platz import Platz, fitted, shortened, units
from bot.german import anlass_name, gespraechsform_name, kplan_name, modul_name, visible
from dialogs.entwurf import Entwurf
from dialogs.regelung.erwartungsbogen import MAX_UTF16_UNITS, Anlass, Gespraechsform
from dialogs.regelung.fall import Fall
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul, needs_erwartungsbogen

TEXT = "Formular"
"""What the button says; the answers come as its inputs."""
_SIDE_UNITS = 1000
_ERROR_UNITS = 300
_MARKS = re.compile(r"\*\*|`")
"""The sentences are written for the chat, which reads Markdown; a TextRun shows its signs."""


def card(entwurf: Entwurf, fall: Fall, errors: Mapping[str, str], schritt: str | None = None) -> Element:
    """The form, prefilled from the Entwurf; `errors` are sentences by the id of their input."""
    return fitted(lambda platz: _card(entwurf, fall, errors, schritt, platz))


def _card(entwurf: Entwurf, fall: Fall, errors: Mapping[str, str], schritt: str | None, platz: Platz) -> Element:
    title = "Neuer Erwartungsbogen" if entwurf.erneuerung else "Erwartungsbogen"
    number = faint(entwurf.formularnummer, fontType="Monospace")
    head = kopf(
        title, strong(name(fall.elb.name), size="Large"), faint(f"\nNummer {visible(fall.elb.nummer)}"), rechts=number
    )
    wrong = stand("!", "Bitte die markierten Felder ansehen", "attention") if errors else None
    fields = [_with_error(field, errors) for field in _fields(entwurf, platz)]
    send = button("Prüfen und Vorschau zeigen", TEXT, entwurf.formularnummer, schritt, style="positive")
    fallback = "Formular: Diese Karte lässt sich hier nicht anzeigen. Mit „neuer Bogen“ geht es im Gespräch."
    return adaptive_card([head, wrong, *fields], fallback, [send])


def _with_error(field: Element, errors: Mapping[str, str]) -> Element:
    words = errors.get(field["id"])
    if not words:
        return field
    plain = shortened(visible(_MARKS.sub("", words)), _ERROR_UNITS)
    return box([field, rich(strong(f"! {plain}", color="Attention"), spacing="Small")])


# --- the fields, in the order of the dialogue ------------------------------------------------------------


def _fields(e: Entwurf, platz: Platz) -> Iterator[Element]:
    if e.erneuerung:
        yield from _renewal(e, platz)
    yield _oton("ziel", FRAGEN[0], e.antworten.ziel, platz)
    yield _oton("modul_antwort", FRAGEN[1], e.antworten.modul, platz)
    module = {m.value: modul_name(m) for m in Modul if needs_erwartungsbogen(m)}
    yield _choice("modul", "Modul", module, e.modul)
    yield _oton("dauer", FRAGEN[2], e.antworten.dauer, platz)
    yield _day("beginn", "Beginn", e)
    yield _side(
        "begruendung", "Begründung, wenn die Höchstdauer erreicht oder überschritten wird", e.begruendung, platz
    )
    yield _choice("kplan", "Kooperationsplan", {k.value: kplan_name(k) for k in KPlan}, e.kplan)


def _renewal(e: Entwurf, platz: Platz) -> Iterator[Element]:
    reasons = {a.value: anlass_name(a) for a in Anlass if a is not Anlass.KORREKTUR or e.anlass is a}
    yield _choice("anlass", "Anlass", reasons, e.anlass)
    forms = {g.value: gespraechsform_name(g) for g in Gespraechsform}
    yield _choice("gespraechsform", "Gesprächsform", forms, e.gespraechsform)
    yield _side("teilnehmende", "Teilnehmende des Dreiergesprächs", e.teilnehmende, platz)


def _oton(key: str, question: str, text: str, platz: Platz) -> Element:
    return _text(key, f"{question} (O-Ton)", text, platz.oton, maxLength=MAX_UTF16_UNITS, **_required())


def _side(key: str, name_: str, text: str | None, platz: Platz) -> Element:
    return _text(key, name_, text or "", min(platz.neben, _SIDE_UNITS), maxLength=_SIDE_UNITS)


def _text(key: str, question: str, text: str, room: int, **more: Any) -> Element:
    """A field never shows half a text: what is sent back would be the half."""
    field = {"type": "Input.Text", "id": key, "label": question, "isMultiline": True, **more}
    if units(text) - 2 > room:
        return {**field, "placeholder": "Zu lang zum Vorausfüllen: bitte neu schreiben oder im Gespräch ändern"}
    return {**field, "value": text} if text else field


def _choice(key: str, question: str, choices: Mapping[str, str], chosen: str | None) -> Element:
    options = [{"title": title, "value": value} for value, title in choices.items()]
    field = {"type": "Input.ChoiceSet", "id": key, "label": question, "style": "expanded", "choices": options}
    return {**field, **_required(), **({"value": str(chosen)} if chosen else {})}


def _day(key: str, question: str, e: Entwurf) -> Element:
    value = {"value": e.beginn.isoformat()} if e.beginn else {}
    return {"type": "Input.Date", "id": key, "label": question, **_required(), **value}


def _required() -> dict[str, Any]:
    return {"isRequired": True, "errorMessage": "Bitte ausfüllen."}
