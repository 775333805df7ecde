"""What the rules of commands and questions have in common: a result without slots, and the gate
that keeps a statement from becoming a command."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from dialogs.verstehen.befehl_satz import Satz, mit_worten
from dialogs.verstehen.befehl_werte import Intent, What
from dialogs.verstehen.befehl_woerter import FILLERS, GERMAN
from dialogs.verstehen.befehl_wort import Wort
from dialogs.verstehen.wortmenge import word_set
from dialogs.verstehen.zahl import zahl
from dialogs.verstehen.zeitraum_werte import CalendarSpan


@dataclass(frozen=True, slots=True)
class Treffer:
    """An intent, and the slots that only the rule knows."""

    intent: Intent
    what: What | None = None
    done: bool | None = None
    to: str | None = None
    person: str | None = None
    text: str | None = None
    all_of: bool = False
    not_come: bool = False


@dataclass(frozen=True, slots=True)
class Lage:
    """What a rule may know besides the text: in the middle of a form an action must name somebody."""

    in_form: bool = False


Regel = Callable[[Satz, Lage], Treffer | None]

FRAME: Final = word_set(
    "aktuelle aktuellen aktueller welcherart gab nur welche jemand wer wen wem wessen was wie wo wann welcher"
    " welches welchen welchem wieviel wieviele viele viel lange oft hoch gibt gibts alle alles allen aller allem ist"
    " sind hat haben habe hab hast war wird werden wurde wurden worden muss muessen soll sollen kann koennen darf"
    " noch nicht kein keine keinen keinem keiner ohne aber bald demnaechst naechste naechsten naechster naechstes"
    " kommende kommenden zeit aktuell derzeit momentan bereits bis seit ab aus an auf da dabei insgesamt pro bisher"
    " welcherlei irgendwas etwas selbst mir mich meins ob dass wissen sagen sag sage verraten weisst man zwar auch"
    " hin her weg rein bitte einzelnen jeweils weiter bleiben seine seiner seinen sein ihre ihrer ihren er sie wir"
    " es dort drin schnitt vereinbart genommen teil gilt uns haette anliegt anfaellt sonst zuletzt spaetestens"
    " moment augenblick ungefaehr genau eigentlich dauert raus steht liegt wieder denn"
)
"""Small words of questions and lists."""

_STATEMENT: Final = word_set("hat ist sind war waren haben wird werden hatte")


def is_order(satz: Satz, notions: frozenset[str], more: frozenset[str] = frozenset(), *, persons: int = 1) -> bool:
    """Whether the text is nothing but an order: no question, no denial, no word that the order does not need,
    and no more names than it can be about."""
    if satz.asks or satz.denied or satz.first in _THANKS or len(satz.persons) > persons:
        return False
    wished_by_other = satz.says(*_WISHES) and not satz.says("ich", "wir", "du", "sie")
    if wished_by_other or _is_planned(satz) or (_must(satz) and not satz.keys.isdisjoint(NOT_NOW)):
        return False
    if satz.says("haette") and satz.says("gern", "gerne"):
        more = more | {"haette"}
    return satz.only(notions, more | _PASSIVE if satz.due or _must(satz) else more)


def _is_planned(satz: Satz) -> bool:
    """ "Nächste Woche übergebe ich Haddad": not now."""
    later = isinstance(satz.period, CalendarSpan) and satz.period.which == "next"
    return later and satz.says("ich", "wir")


def _must(satz: Satz) -> bool:
    """ "Ich muss den Bogen Müller zurücknehmen"."""
    return satz.says("ich", "wir") and satz.says("muss", "muessen")


NOT_NOW: Final = word_set("morgen uebermorgen nachher spaeter bald irgendwann")


_PASSIVE: Final = word_set("soll sollen muss muessen werden ist sind")
_THANKS: Final = word_set("danke dank vielen merci")
_WISHES: Final = word_set("will moechte wuerde braucht")


def is_question_about(
    satz: Satz,
    notions: frozenset[str],
    more: frozenset[str] = frozenset(),
    *,
    of_person: bool = False,
    forgiven: int = 0,
) -> bool:
    """Whether the text asks for such a thing, or names it as a heading.

    In a question one unknown word is forgiven, and so many words of another subject. What may be a name
    counts as unknown, unless the thing is one of a person.
    """
    odd = [word for word in satz.words if not (_fits(word, notions, more) or (of_person and word.use))]
    if satz.asks or satz.polite:
        other = sum(1 for word in odd if word.notion or word.key in GERMAN)
        return other <= forgiven and len(odd) <= max(1, forgiven)
    told = satz.says("will", "moechte") and not satz.says("ich", "wir")
    return not odd and not told and satz.keys.isdisjoint(_STATEMENT) and satz.first not in _THANKS


def _fits(word: Wort, notions: frozenset[str], more: frozenset[str]) -> bool:
    slot = word.use and word.use != "person"
    small = word.key in FILLERS or word.key in FRAME or zahl(word.key) is not None
    return bool(slot) or small or word.notion in notions or word.key in more


def clauses(satz: Satz) -> Iterator[Satz]:
    """The parts between the signs, if there are several; persons and slots stay those of the whole text."""
    cuts = [
        place for place, word in enumerate(satz.words) if place and word.sign in {",", ".", "!", ";", ":", "-", "–"}
    ]
    bounds = [0, *cuts, len(satz.words)]
    if not cuts:
        return
    for start, end in pairwise(bounds):
        last = end == len(satz.words)
        named = tuple(person for person in satz.persons if start <= person.start < end)
        about = replace(satz, persons=named or satz.persons)
        yield mit_worten(about, satz.words[start:end], question_mark=satz.question_mark and last)
