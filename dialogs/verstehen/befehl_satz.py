"""A text prepared for the rules of commands: its words with their notions, and what the words are used for.
Who is named stands in `befehl_person`, which intent follows in `befehl_regeln`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dialogs.regelung.modul import Modul
from dialogs.verstehen.befehl_person import Person, finde_personen
from dialogs.verstehen.befehl_woerter import ASKING, FILLERS, GERMAN, NEGATION, OUTSIDE, POLITE, VERB_FIRST
from dialogs.verstehen.befehl_wort import Wort, with_form_numbers, woerter
from dialogs.verstehen.modul_nennung import nennungen
from dialogs.verstehen.modul_text import zerlege
from dialogs.verstehen.tag import Tagesangabe, tagesangabe
from dialogs.verstehen.woerter import Token, tokenize
from dialogs.verstehen.wortmenge import word_set
from dialogs.verstehen.zahl import zahl
from dialogs.verstehen.zeitraum import Fund, Period, finde_zeitraum

_OF: Final = word_set("von vom bei beim fuer mit zu an um f")
_PREPOSITIONS: Final = word_set("bei fuer von mit in zu an auf um ab bis seit nach gegen aus")


_TO_DO: Final = word_set(
    "anzulegen aufzunehmen auszufuellen anzupassen abzuaendern zurueckzuziehen zurueckzunehmen abzugeben"
)
_ASKED: Final = word_set("du sie wir ich mir")
_CONDITIONAL: Final = word_set("wuerdest wuerden")
_KINDLY: Final = word_set("bitte mir uns nett lieb")
""" "Würdest du Müller abschließen?" may ask what one thinks of it; only with such a word it is an order."""
_ASKING_SECOND: Final = ASKING - {"bis", "seit"}


@dataclass(frozen=True, slots=True)
class Satz:
    """The prepared text. `notions` and `keys` are of the words that are not used for a slot.

    `polite`: an order in the form of a question ("kannst du", "könnten wir"); `asks`: any other question;
    `denied`: something is denied in it; `outside`: it speaks of what this bot does not do.
    """

    words: tuple[Wort, ...]
    notions: frozenset[str]
    keys: frozenset[str]
    persons: tuple[Person, ...]
    number: str | None
    period: Period | None
    module: Modul | None
    day: Tagesangabe | None
    day_text: str | None
    question_mark: bool
    polite: bool = False
    asks: bool = False
    denied: bool = False
    outside: bool = False

    @property
    def person(self) -> Person | None:
        """The one the text is most likely about: somebody with Herr or Frau before others."""
        return min(self.persons, key=lambda person: (not person.honored, person.before not in _OF), default=None)

    @property
    def somebody(self) -> bool:
        """Whether a person or a number was said."""
        return bool(self.persons) or self.number is not None

    @property
    def first(self) -> str:
        """The key of the first word."""
        return self.words[0].key if self.words else ""

    @property
    def due(self) -> bool:
        """Whether it says that a thing is to be done: "ist anzulegen", "muss geändert werden"."""
        passive = self.says("werden") and self.says("soll", "sollen", "muss", "muessen")
        return passive or (self.says("ist", "sind") and not self.keys.isdisjoint(_TO_DO))

    @property
    def strange(self) -> int:
        """How many words are neither German nor a notion nor used."""
        return sum(1 for w in self.words if not (w.use or w.notion or w.key in GERMAN or w.key.isdecimal()))

    def has(self, *notions: str) -> bool:
        """Whether one of the notions is there."""
        return not self.notions.isdisjoint(notions)

    def says(self, *keys: str) -> bool:
        """Whether one of the words is there."""
        return not self.keys.isdisjoint(keys)

    def only(self, notions: frozenset[str], more: frozenset[str] = frozenset()) -> bool:
        """Whether every word is used, a number, a filler, or one of these notions or words."""
        return all(
            w.use or w.notion in notions or w.key in FILLERS or w.key in more or zahl(w.key) is not None
            for w in self.words
        )


def mit_worten(satz: Satz, words: tuple[Wort, ...], *, question_mark: bool) -> Satz:
    """The sentence with these words alone; what they say is found anew, the slots stay."""
    free = [word for word in words if not word.use]
    keys = frozenset(word.key for word in free)
    first, second = _opening(words)
    asked = first in POLITE and not keys.isdisjoint(_ASKED)
    polite = asked and not (first in _CONDITIONAL and keys.isdisjoint(_KINDLY))
    return replace(
        satz,
        words=words,
        notions=frozenset(word.notion for word in free if word.notion),
        keys=keys,
        question_mark=question_mark,
        polite=polite,
        asks=not polite and (asked or question_mark or _begins_question(first, second)),
        denied=not keys.isdisjoint(NEGATION),
        outside=not keys.isdisjoint(_outside(keys)) or _says_bescheid(words),
    )


def _outside(keys: frozenset[str]) -> frozenset[str]:
    """What is not ours; "Bescheide schreiben", "Erinnerungen schicken" and "eine Stelle gefunden" are."""
    ours = _WITH_BESCHEIDE if "bescheide" in keys else frozenset[str]()
    if not keys.isdisjoint(_REMINDERS):
        ours |= _SEND
    return OUTSIDE - ours - ({"stelle"} if "gefunden" in keys else frozenset[str]())


INTERJECTIONS: Final = word_set("und na ach also ok okay hm tja aber hallo hi hey moin ja naja los")


def _opening(words: Sequence[Wort]) -> tuple[str, str]:
    """The first two words that are more than an interjection."""
    start = next((at for at, word in enumerate(words) if word.key not in INTERJECTIONS), 0)
    first, second = [word.key for word in words[start : start + 2]] + [""] * (2 - len(words[start : start + 2]))
    return first, second


_TELL: Final = word_set(
    "sag sage sagt sagst sagen gib gebe gebt weiss weisst wissen gesagt geben gegeben hinterlassen"
)
_REMINDERS: Final = word_set("erinnerung erinnerungen")
_SEND: Final = word_set("schick schicke sende")
_WITH_BESCHEIDE: Final = word_set("schreiben drucken")
_BEFORE_BESCHEID: Final = word_set("den der einen ein kein keinen neuen dem des schon offene offener und")


def _says_bescheid(words: Sequence[Wort]) -> bool:
    """ "sag mir Bescheid", "weiß Bescheid": no Bescheid at all."""
    for place, word in enumerate(words):
        if word.key == "bescheid" and (not place or words[place - 1].key not in _BEFORE_BESCHEID):
            around = {w.key for w in words[max(0, place - 4) : place + 2]}
            if not around.isdisjoint(_TELL):
                return True
    return False


def _begins_question(first: str, second: str) -> bool:
    """ "wer", "ist", "bei wem", "auf welche", "hab ich"."""
    if first in ASKING or first in VERB_FIRST:
        return True
    if first in _PREPOSITIONS:
        return second in _ASKING_SECOND
    return first in {"habe", "hab"} and second in {"ich", "wir"}


def lies(text: str) -> Satz:
    """Prepares a text. Linear in its length."""
    tokens = tokenize(with_form_numbers(text))
    period = finde_zeitraum(tokens)
    day = _find_day(tokens, period)
    words = _use(woerter(text, tokens), _ranges(tokens, period, day))
    module = _module(text, words)
    if module:
        words = [word._replace(use="module") if _of_module(words, at) else word for at, word in enumerate(words)]
    persons = finde_personen(words)
    named = {place for person in persons for place in range(person.start, person.end)}
    words = [word._replace(use="person") if place in named else word for place, word in enumerate(words)]
    bare = Satz(
        words=(),
        notions=frozenset(),
        keys=frozenset(),
        persons=tuple(persons),
        number=next((word.text for word in words if word.use == "number"), None),
        period=period.period if period else None,
        module=module,
        day=day,
        day_text=text[tokens[day.start].start : tokens[day.end - 1].end] if day else None,
        question_mark=False,
    )
    return mit_worten(bare, tuple(words), question_mark=text.rstrip().endswith("?"))


_RELATIVE: Final = word_set("heute heut gestern vorgestern")


def _find_day(tokens: Sequence[Token], period: Fund | None) -> Tagesangabe | None:
    """The first day said outside of the period; "morgen" is too often a greeting or a plan."""
    for place, token in enumerate(tokens):
        if period and period.start <= place < period.end and token.is_number:
            continue
        if token.is_number or token.wort in _RELATIVE:
            day = tagesangabe(tokens, place)
            if day:
                return day
    return None


def _ranges(tokens: Sequence[Token], period: Fund | None, day: Tagesangabe | None) -> dict[str, range]:
    """The stretches of the text, in characters, that are used for a slot."""
    used: dict[str, range] = {}
    for use, found in (("period", period), ("day", day)):
        if found:
            used[use] = range(tokens[found.start].start, tokens[found.end - 1].end)
    return used


def _use(words: Iterable[Wort], ranges: dict[str, range]) -> list[Wort]:
    marked = (
        next((word._replace(use=use) for use, stretch in ranges.items() if word.start in stretch), word)
        for word in words
    )
    return _numbers(list(marked))


_COUNTED: Final = word_set(
    "tag tage tagen woche wochen monat monate monaten jahr jahre jahren uhr prozent euro stunde stunden minuten mal"
    " quartal quartale leute personen"
)
_NUMBER_WORDS: Final = word_set("nr nummer fallnummer kundennummer bg bgnummer kdnr id")
_SHORTEST_NUMBER: Final = 3


def _numbers(words: list[Wort]) -> list[Wort]:
    return [word._replace(use="number") if _is_number(words, place) else word for place, word in enumerate(words)]


def _is_number(words: Sequence[Wort], place: int) -> bool:
    word = words[place]
    digits = sum(c.isdecimal() for c in word.text)
    if word.use or not digits:
        return False
    following = words[place + 1].key if place + 1 < len(words) else ""
    called = place > 0 and words[place - 1].key in _NUMBER_WORDS
    return called or (digits >= _SHORTEST_NUMBER and following not in _COUNTED)


_MODULE_HINTS: Final = ("akad", "digi", "gesund", "angebot", "werkst", "jobak")
_MODULE_SHORT: Final = word_set("dw gp oa digi")


def _module(text: str, words: Sequence[Wort]) -> Modul | None:
    """A module called by its name, in a question too."""
    hinted = any(hint in word.key for word in words for hint in _MODULE_HINTS)
    if not hinted and not any(word.key in _MODULE_SHORT or word.text == "JA" for word in words):
        return None
    return next((found.modul for found in nennungen(zerlege(text)) if found.by_name), None)


def _of_module(words: Sequence[Wort], place: int) -> bool:
    word, following = words[place], words[place + 1].key if place + 1 < len(words) else ""
    if word.use:
        return False
    first_half = (word.key == "job" and "akad" in following) or (word.notion == "offen" and "angebot" in following)
    named = any(hint in word.key for hint in _MODULE_HINTS) or word.key in _MODULE_SHORT or word.text == "JA"
    return first_half or named
