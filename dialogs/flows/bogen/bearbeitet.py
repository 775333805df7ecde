"""Edited messages: a changed answer is offered for take-over; any other edit says nothing to us."""

from dialogs.entwurf import Entwurf, Schritt
from dialogs.flows.bogen.antworten import has_words, too_long, too_long_reply
from dialogs.flows.bogen.fragen import ask
from dialogs.flows.bogen.zustand import FREE_TEXT, PARTS, Angebot, ErfasstBogen, Genommen, Zustand
from dialogs.regelung.fall import Fall
from dialogs.turn import Edited, Kontext, Step
from dialogs.verstehen.befehl import Context, verstehe_befehl


def offered(state: ErfasstBogen, event: Edited, fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """The form with the question whether the changed text is to be taken."""
    taken = next((g for g in state.genommen if g.activity_id == event.activity_id), None)
    if taken is None or taken.schritt not in FREE_TEXT:
        return Step(state)
    text = _text(event.text, taken, kontext)
    if text is None or text == _present(state.entwurf, taken.schritt, taken.teil) or not has_words(text):
        return Step(state)
    if too_long(text):
        return ask(fall, kontext, state, (too_long_reply(text),))
    offer = Angebot(schritt=taken.schritt, text=text, teil=taken.teil)
    return ask(fall, kontext, state.model_copy(update={"angebot": offer}))


def _text(text: str, taken: Genommen, kontext: Kontext) -> str | None:
    """Of an added part only what stands behind `/ergänze Ziel`."""
    if taken.teil == 0:
        return text
    befehl = verstehe_befehl(text, Context.FORM_OTHER, kontext.heute)
    return befehl.text if befehl.append else None


def _present(entwurf: Entwurf, schritt: Schritt, teil: int) -> str | None:
    """What stands there now."""
    if schritt not in PARTS:
        return entwurf.teilnehmende if schritt is Schritt.TEILNEHMENDE else entwurf.begruendung
    parts: tuple[str, ...] = getattr(entwurf, PARTS[schritt])
    return parts[teil] if teil < len(parts) else None
