"""`Bescheid Müller zurücknehmen`: what was confirmed or closed earlier, by name; a bare `rückgängig` is the last."""

import re
from typing import Final

from dialogs.conversation.zustand import Gespraech
from dialogs.flows import leben
from dialogs.gemerkt import GemerkteBestaetigung, GemerkterAbschluss
from dialogs.lookup import find_elb, load_fall
from dialogs.regelung.hilfeprodukt import BestaetigungArt
from dialogs.turn import Flow, Reply, Step

_NAMED: Final = re.compile(
    r"\s*/?(?:bitte )?(?:(?:die )?bestätigung )?"
    r"(?P<what>bescheid|eingebucht|k-?plan|kooperationsplan|abschluss)(?: (?:von|für))? "
    r"(?P<who>[\w.-]+(?: [\w.-]+){0,2}?)(?: erstellt| angepasst)?(?: wieder)? "
    r"(?:zurücknehmen|rückgängig(?: machen)?)\s*[.!]*\s*",
    re.IGNORECASE,
)
_ART: Final = {
    "bescheid": BestaetigungArt.BESCHEID,
    "eingebucht": BestaetigungArt.EINGEBUCHT,
    "kplan": BestaetigungArt.KPLAN,
    "kooperationsplan": BestaetigungArt.KPLAN,
}


def named(text: str) -> tuple[str, str] | None:
    """What is to be taken back and whose, as written; None if it is no such line."""
    found = _NAMED.fullmatch(text)
    return (found["what"].lower().replace("-", ""), found["who"]) if found else None


def take_back(g: Gespraech, what: str, who: str) -> Flow[Gespraech]:
    """If it is still there; only for somebody who is certainly meant."""
    found = yield from find_elb(who)
    fall = (yield from load_fall(found.elbs[0].nummer)) if found.exact and len(found.elbs) == 1 else None
    einbuchung = fall.newest_einbuchung if fall else None
    if fall is None:
        return Step(g, (Reply("elb.mehrere_im_bogen", {"found": found}),))
    if einbuchung is None:
        return Step(g, (Reply("rueckgaengig.nichts"),))
    nummer, key = fall.elb.nummer, einbuchung.id
    if what not in _ART:
        return g.after(leben.take_back(GemerkterAbschluss(nummer=nummer, einbuchung_id=key), fall))
    back = GemerkteBestaetigung(nummer=nummer, einbuchung_id=key, art=_ART[what])
    return g.after(leben.take_back(back, fall))
