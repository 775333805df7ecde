"""Orders that give a case to somebody else: said by whoever gives it, or of whoever takes it.
Who stands in for a while and all else about who is responsible stands in `befehl_zustaendig`."""

from typing import Final

from dialogs.verstehen.befehl_person import Person
from dialogs.verstehen.befehl_regel import Lage, Treffer, is_order
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent
from dialogs.verstehen.wortmenge import word_set
from dialogs.verstehen.zeitraum_werte import CalendarSpan

_HANDOVER: Final = word_set("uebergeben geben fall faelle bogen meine akte teilnehmer")
_HANDOVER_WORDS: Final = word_set(
    "geht gehen alle alles ab an auf kollege kollegin kollegen komplett dauerhaft samt"
    " montag dienstag mittwoch donnerstag freitag"
)
_TARGET: Final = word_set("an auf")
_AND: Final = word_set("und oder sowie")
""" "Müller, Celik und Demir an Weber" are too many for one order."""
_GOES: Final = ("geht", "gehen")


def handover(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Fall Müller an Frau Schulz übergeben"; "alle Fälle von Schulz an Weber"; "Weber übernimmt Müller"."""
    del lage
    if any(person.before in _AND for person in satz.persons):
        return None
    if satz.says(_TAKES):
        return _taken_over(satz)
    target = next((person for person in satz.persons if person.before in _TARGET), None)
    told = target is not None and (satz.has("fall", "akte") or _is_told(satz, target))
    if satz.says(*_GOES) and not told:
        return None
    given = satz.has("geben") and target is not None and len(satz.persons) > 1
    gives = satz.has("uebergeben") or (satz.has("geben") and satz.says("ab")) or told or given
    if not gives or not is_order(satz, _HANDOVER, _HANDOVER_WORDS, persons=2):
        return None
    others = [person for person in satz.persons if person is not target]
    everything = satz.says("alle", "alles") or satz.has("faelle")
    if not (others or satz.number or (everything and target)):
        return None
    name = others[0].name if others else None
    return Treffer(Intent.HANDOVER, to=target.name if target else None, person=name, all_of=everything)


def _is_told(satz: Satz, target: Person) -> bool:
    """ "Müller geht an Weber", "Frau Celik bitte an Herrn Weber"; not a Bogen, not next week, not "von Müller"."""
    if satz.has("bogen") or isinstance(satz.period, CalendarSpan) or target.before != "an":
        return False
    other = next((person for person in satz.persons if person is not target), None)
    if other and other.before in _OF and not satz.has("faelle"):
        return False
    return satz.says(*_GOES) or (satz.says("bitte") and other is not None and other.honored)


_OF: Final = word_set("von vom fuer mit bei zu zum zur durch")
_TAKES: Final = "uebernimmt"
_TAKEN: Final = word_set("fall faelle meine akte teilnehmer")
_TAKEN_WORDS: Final = _HANDOVER_WORDS | {_TAKES}


def _taken_over(satz: Satz) -> Treffer | None:
    """ "Weber übernimmt (den Fall) Nowak", "Herrn Nowak übernimmt Weber", "ab Montag übernimmt Weber meine Fälle"."""
    later = isinstance(satz.period, CalendarSpan) or satz.says("dann")
    if later or not is_order(satz, _TAKEN, _TAKEN_WORDS, persons=2):
        return None
    if satz.has("faelle"):
        taker = next((person for person in satz.persons if person.before not in _OF), None)
        owner = next((person for person in satz.persons if person.before == "von"), None)
        named = taker is not None and (satz.has("meine") or owner is not None)
        return _of_all(taker, owner) if taker and named else None
    if any(person.before in _OF for person in satz.persons):
        return None
    if satz.number and len(satz.persons) == 1:
        return Treffer(Intent.HANDOVER, to=satz.persons[0].name)
    pair = _taker_and_taken(satz)
    return Treffer(Intent.HANDOVER, to=pair[0].name, person=pair[1].name) if pair else None


def _of_all(taker: Person, owner: Person | None) -> Treffer:
    return Treffer(Intent.HANDOVER, to=taker.name, person=owner.name if owner else None, all_of=True)


def _taker_and_taken(satz: Satz) -> tuple[Person, Person] | None:
    """German may put either first. Herrn and "den Fall" tell who is taken; else the first takes the second,
    unless something stands between verb and name ("Nowak übernimmt jetzt Frau Weber") or it says "Herr"."""
    if len(satz.persons) != 2:
        return None
    first, second = satz.persons
    if "," in second.name:
        return None
    if _is_object(satz, first):
        return None if _is_object(satz, second) else (second, first)
    verb = next(place for place, word in enumerate(satz.words) if word.key == _TAKES)
    beside = all(word.key in _HONORED for word in satz.words[max(verb, first.end - 1) + 1 : second.start])
    certain = _is_object(satz, second) or (beside and not _is_subject(satz, second))
    return (first, second) if certain else None


def _is_object(satz: Satz, person: Person) -> bool:
    near = satz.words[max(0, person.start - 2) : person.start]
    return any(word.key in _ACCUSATIVE or word.notion in {"fall", "akte"} for word in near)


def _is_subject(satz: Satz, person: Person) -> bool:
    near = satz.words[max(0, person.start - 2) : person.start]
    return any(word.key in _NOMINATIVE for word in near)


_ACCUSATIVE: Final = word_set("herrn hrn")
_NOMINATIVE: Final = word_set("herr kollege kollegin")
_HONORED: Final = _NOMINATIVE | _ACCUSATIVE | word_set("frau fr hr dr prof")
