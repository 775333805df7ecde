"""The dialog that shows the status of somebody to the one person who asks, wherever they write. It keeps nothing."""

from typing import Final

from dialogs.flows import auskunft
from dialogs.lookup import find_elb, load_fall
from dialogs.rollen import Recht, may
from dialogs.turn import Flow, Kontext, Reply, Step
from dialogs.verstehen.befehl import Context, verstehe_befehl

LONGEST: Final = 200
"""A longer text is nobody's name."""


def dialog(text: str | None, kontext: Kontext) -> Flow[None]:
    """The question, the status, or who may be meant; similar is never certain."""
    if not may(kontext.wer, Recht.FALL):
        return Step(None, (Reply("dialog.recht"),))
    asked = (text or "").strip()
    if not asked:
        return Step(None, (Reply("dialog.frage"),))
    found = yield from find_elb(_meant(asked[:LONGEST], kontext))
    if len(found.elbs) == 1 and found.exact:
        fall = yield from load_fall(found.elbs[0].nummer)
        if fall:
            return Step(None, auskunft.status(fall, kontext)[:1])
    return Step(None, (Reply("dialog.auswahl", {"elbs": found.elbs[:6], "text": asked[:LONGEST]}),))


def _meant(text: str, kontext: Kontext) -> str:
    """ "Müller", "4711", but also "Status Müller" and "Frau Müller"."""
    befehl = verstehe_befehl(text, Context.IDLE, kontext.heute)
    return befehl.case_number or befehl.person or text
