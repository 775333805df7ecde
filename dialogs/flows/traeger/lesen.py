"""What somebody of the Träger says in the channel: an answer to a form, the list, or help. Nothing is done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dialogs.regelung.erwartungsbogen import RueckmeldungArt
from dialogs.turn import Clicked, Said
from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.woerter import tokenize
from dialogs.verstehen.wortmenge import word_set

FORMULARNUMMER: Final = re.compile(r"\bAZ-[0-9A-Z]{4}-[0-9A-Z]{4}\b", re.IGNORECASE)


class Wort(StrEnum):
    """What the Träger's people can say besides an answer to a form."""

    LISTE = "liste"
    HILFE = "hilfe"


@dataclass(frozen=True, slots=True)
class Meldung:
    """An answer to a form. `head` holds the day, if one was said; `text` is what was said beyond it."""

    art: RueckmeldungArt
    head: str = ""
    text: str | None = None


_SAID: Final = {
    RueckmeldungArt.EMPFANG: word_set(
        "empfang eingang erhalten bekommen angekommen bestaetigt bestaetige bestaetigen"
    ),
    RueckmeldungArt.BEGONNEN: word_set("begonnen beginn gestartet angefangen teilnahmebeginn"),
    RueckmeldungArt.ABGEBROCHEN: word_set("abgebrochen abbruch"),
    RueckmeldungArt.BEENDET: word_set("beendet fertig teilnahmeende"),
    RueckmeldungArt.DREIERGESPRAECH: word_set("dreiergespraech"),
}
_COME: Final = word_set("erschienen gekommen da aufgetaucht")
_NOT: Final = word_set("nicht nie kein keine keinen")
_LISTE: Final = word_set("liste formulare uebersicht")
_KNOWN: Final = Wortliste(
    (word for words in (*_SAID.values(), _COME, _LISTE) for word in words if len(word) > 4),
    word_set("bestaetigst beginnen bekomme fertigt erhalte abbruchs ankommen liest leiste"),
)
_FREE: Final = re.compile(
    r"^\W*(?:az-[0-9a-z]{4}-[0-9a-z]{4}\W*)?(?P<word>rückfrage|rueckfrage|nachfrage|frage|dreiergespräch|dreiergespraech)"
    r"\w*\b[\s:,–-]*(?:az-[0-9a-z]{4}-[0-9a-z]{4}\b[\s:,–-]*)?(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)


def read(event: Said | Clicked) -> Meldung | Wort | None:
    """None: nothing of that; a question or a denial is never an answer."""
    given = event.values if isinstance(event, Clicked) else {}
    free = _FREE.match(event.text)
    if free:
        talk = free["word"].casefold().startswith("dreier")
        art = RueckmeldungArt.DREIERGESPRAECH if talk else RueckmeldungArt.RUECKFRAGE
        return Meldung(art, text=(given.get("text") or free["text"]).strip() or None)
    head, _, tail = FORMULARNUMMER.sub(" ", event.text).partition(": ")
    art_or_word = _read_head(head)
    if not isinstance(art_or_word, RueckmeldungArt):
        return art_or_word
    return Meldung(art_or_word, f"{head} {given.get('tag', '')}", tail.strip() or None)


def read_art(text: str) -> RueckmeldungArt | Wort | None:
    """Which answer a text is; None if none of them."""
    found = read(Said(text))
    return found.art if isinstance(found, Meldung) else found


def _read_head(head: str) -> RueckmeldungArt | Wort | None:
    words = [_KNOWN.find(token.wort) or token.wort for token in tokenize(head[:300]) if token.is_word]
    if not words or words[0] == "hilfe":
        return Wort.HILFE
    if words[0] in _LISTE:
        return Wort.LISTE
    found = set(_arts(words))
    return found.pop() if len(found) == 1 and "?" not in head else None


def _arts(words: list[str]) -> Iterator[RueckmeldungArt]:
    said = set(words)
    if _NOT & said:
        if _COME & said and not said & {"mehr", "kein", "keine", "keinen"}:
            yield RueckmeldungArt.NICHT_ERSCHIENEN
        return
    yield from (art for art, signs in _SAID.items() if signs & said)
