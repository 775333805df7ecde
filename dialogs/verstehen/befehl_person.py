"""Who is named in a command: a name after Herr or Frau, or words that can be nothing but a name.
Who of the known people that is, is ranked elsewhere (`rangfolge`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dialogs.verstehen.befehl_woerter import NAMESAKES
from dialogs.verstehen.befehl_wort import APOSTROPHES, Wort
from dialogs.verstehen.person import PARTICLES, TITLES
from dialogs.verstehen.wortmenge import word_set


@dataclass(frozen=True, slots=True)
class Person:
    """A name as written, without titles, in the words from `start` up to `end`.

    `honored`: it stood after Herr or Frau. `genitive`: an s was cut off. `before`: the key of the word
    before it, titles and articles left out.
    """

    name: str
    start: int
    end: int
    honored: bool = False
    genitive: bool = False
    before: str = ""


_HONORIFIC: Final = word_set("herr herrn hr hrn frau fr")
_NO_HONORIFIC_AFTER: Final = word_set("meine deine seine eine keine jede welche")
_ARTICLE: Final = word_set(
    "der die das dem den des ein eine einen einem einer mein meine meinen meinem dein deine sein seine ihre unser"
    " unsere kein keine diese dieser dieses diesen im zum zur beim vom am ins ans familie pro je"
)
_NO_NAME: Final = word_set("protokoll na aehm stadt oeh bzw usw inkl evtl zb lg mfg vg")
_TO_PLACES: Final = word_set("nach in aus ins")
_ADJECTIVES: Final = word_set("offen unbestaetigt faellig meine")
_GENITIVE_OF: Final = word_set(
    "bogen boegen teilnahme einbuchung bescheid kplan status infos akte ziel fall dauer verlauf folgebogen kplaene"
)
_LONGEST: Final = 3


def finde_personen(words: Sequence[Wort]) -> list[Person]:
    """All names, in order."""
    found: list[Person] = []
    plain = _plain_names(words)
    place = 0
    while place < len(words):
        person = (
            _form_number(words, place)
            or _honored(words, place)
            or (_name(words, place, plain) if place in plain else None)
        )
        if person:
            found.append(person)
        place = person.end if person else place + 1
    return _with_comma(words, found)


def _form_number(words: Sequence[Wort], place: int) -> Person | None:
    """A Formularnummer stands for its participant; which word it is was marked before."""
    if words[place].use != "person":
        return None
    return Person(words[place].text, place, place + 1, before=_word_before(words, place))


def _honored(words: Sequence[Wort], place: int) -> Person | None:
    before = words[place - 1].key if place else ""
    if words[place].key not in _HONORIFIC or words[place].use or before in _NO_HONORIFIC_AFTER:
        return None
    start = place + 1
    while start < len(words) and words[start].key in TITLES:
        start += 1
    if start >= len(words) or not _may_follow_frau(words[start]):
        return None
    return _person(words, start, _end_of_name(words, start), honored=True)


def _may_follow_frau(word: Wort) -> bool:
    if word.use or not word.text[:1].isalpha() or word.sign not in {"", "."}:
        return False
    initial = len(word.key) == 1
    return initial or not word.known or word.key in NAMESAKES | PARTICLES or word.capital


def _end_of_name(words: Sequence[Wort], start: int) -> int:
    end = start + 1
    while end < len(words) and end - start < _LONGEST and _continues(words, start, end):
        end += 1
    return end


def _continues(words: Sequence[Wort], start: int, end: int) -> bool:
    word, before = words[end], words[end - 1]
    if word.sign not in {"", "."} or word.use or before.cut_s:
        return False
    if word.sign == "." and len(before.key) > 1:
        return False
    if word.key in PARTICLES:
        return end + 1 < len(words) and not words[end + 1].known and words[end + 1].capital
    named = not word.known or (before.key in PARTICLES and word.capital)
    return named and (word.capital or not words[start].capital)


def _plain_names(words: Sequence[Wort]) -> frozenset[int]:
    """Where a word stands that can only be a name. Whoever writes capitals writes names with one."""
    lower = not any(word.capital and not word.text.isupper() for word in words[1:])
    return frozenset(place for place in range(len(words)) if _is_plain_name(words, place, lower=lower))


def _is_plain_name(words: Sequence[Wort], place: int, *, lower: bool) -> bool:
    word, before = words[place], words[place - 1].key if place else ""
    if word.use or not word.key.isalpha() or word.key in _NO_NAME:
        return False
    if before in _ARTICLE and not _asked_with_article(words, place):
        return False
    looked_after = before == "nach" and place + 1 < len(words) and words[place + 1].notion == "zeigen"
    if (before in _TO_PLACES and not looked_after and not _is_genitive(words, place + 1)) or _follows_adjective(
        words, place
    ):
        return False
    if _is_common_noun(word.key, capital=word.capital):
        return False
    if len(word.key) < 2:
        return _is_initial(words, place) or (
            place == len(words) - 1 and place > 0 and words[place - 1].notion == "status"
        )
    if word.known:
        return word.key in NAMESAKES and _is_namesake(words, place)
    return lower or word.capital


_ASKS: Final = word_set("laeuft ist hat kommt macht bleibt was wie wo wann")


def _asked_with_article(words: Sequence[Wort], place: int) -> bool:
    """ "Läuft der Jansen noch?", "Was ist mit der Demir?": how people speak of people."""
    article = words[place - 1].key in {"der", "die"}
    return article and words[0].key in _ASKS and place < 5 and len(words) < 8


def _follows_adjective(words: Sequence[Wort], place: int) -> bool:
    return place > 0 and words[place - 1].notion in _ADJECTIVES


def _is_genitive(words: Sequence[Wort], end: int) -> bool:
    """Whether the name that ends there has an s only because of the thing after it: "Müllers Bogen"."""
    following = words[end] if end < len(words) else None
    if following is None or following.sign or following.notion not in _GENITIVE_OF:
        return False
    return _ends_in_s(words[end - 1].key) and words[end - 1].text[-1] not in APOSTROPHES


def _is_common_noun(key: str, *, capital: bool) -> bool:
    """Endings that nouns and long verbs have and names have not."""
    if key.endswith(_NOUN_ENDINGS) or (key.endswith("ung") and len(key) > 7):
        return True
    verb = not capital and len(key) > 7 and key.startswith(_VERB_PREFIXES) and key.endswith(("en", "ern", "eln"))
    if verb or (not capital and (key.endswith("ieren") or _is_adjective(key))):
        return True
    beginning = key.startswith(_VERB_BEGINNINGS) and not key.endswith("dt")
    return beginning and key.endswith("en" if capital else ("en", "t"))


_PARTICIPLE: Final = re.compile(
    r"(?:ab|an|auf|aus|bei|ein|fest|her|hin|hoch|mit|nach|um|vor|weg|zu|zurueck)?ge[a-z]{2,}(?<![rd])t"
    r"|[a-z]{4,}(?:iert|igt|tet|ckt|llt)|[a-z]{6,}end"
    r"|(?:ab|an|auf|aus|ein|fest|her|hin|hoch|mit|nach|um|vor|weg|zu|zurueck)ge[a-z]{2,}(?:en|rt)"
)
""" "gescannt", "archiviert", "angefordert", "rückwirkend", written small; not "gebhardt"."""


def _is_adjective(key: str) -> bool:
    if _PARTICIPLE.fullmatch(key):
        return True
    return len(key) > 6 and key.endswith(_ADJECTIVE_ENDINGS) and not key.endswith("wig")


_ADJECTIVE_ENDINGS: Final = ("lich", "isch", "ig", "sam", "bar", "haft", "weise", "maessig", "voll", "los")
_VERB_PREFIXES: Final = (
    "ver",
    "zer",
    "ent",
    "be",
    "ab",
    "an",
    "auf",
    "aus",
    "ein",
    "vor",
    "mit",
    "weg",
    "nach",
    "hoch",
)


_NOUN_ENDINGS: Final = (
    "heit", "keit", "schaft", "tion", "taet", "schule", "amt", "kasse", "kurs", "zeit", "nummer", "schein", "karte",
    "datei", "vermerk", "vertrag", "bericht", "geld", "ismus", "termin", "zentrum", "angebot", "papier", "platz",
    "praktikum", "gespraech", "antrag", "liste", "bogen", "programm", "gesetz",
)  # fmt: skip
_VERB_BEGINNINGS: Final = (
    "anzu", "abzu", "aufzu", "auszu", "einzu", "vorzu", "zurueck", "weiter", "ueber", "unter", "durch", "heraus",
    "hinein", "hinzu", "zusammen", "rein", "raus",
)  # fmt: skip


_BEFORE_DAY: Final = word_set("ab am bis seit naechsten diesen jeden letzten kommenden zum vom")
_DAYS: Final = word_set("montag freitag sonntag mai august sommer winter")


def _is_namesake(words: Sequence[Wort], place: int) -> bool:
    """ "Status Kurz", "status lange": a German word where only a name can stand."""
    if words[place - 1].key in _BEFORE_DAY and words[place].notion == "" and words[place].key in _DAYS:
        return False
    terse = len(words) <= 3 and bool(words[place - 1].notion) and place > 0 and place == len(words) - 1
    return terse or (words[place].capital and place > 0 and not words[place].sign)


def _is_initial(words: Sequence[Wort], place: int) -> bool:
    """ "A. Müller"."""
    following = words[place + 1] if place + 1 < len(words) else None
    dotted = words[place].capital and words[place].text.endswith(".")
    return dotted and following is not None and following.capital and not following.known and following.sign == "."


def _joins(words: Sequence[Wort], end: int) -> bool:
    return not words[end].sign or (words[end].sign == "." and len(words[end - 1].key) == 1)


def _name(words: Sequence[Wort], place: int, plain: frozenset[int]) -> Person:
    end = place + 1
    while end in plain and end - place < _LONGEST and _joins(words, end) and not words[end - 1].cut_s:
        end += 1
    return _person(words, place, end, honored=False)


def _person(words: Sequence[Wort], start: int, end: int, *, honored: bool) -> Person:
    parts = [word.text.rstrip(APOSTROPHES) for word in words[start:end]]
    before = _word_before(words, start)
    last = words[end - 1]
    if last.cut_s:
        parts[-1] = last.text.rstrip(APOSTROPHES)[:-2]
        return Person(" ".join(parts), start, end, honored, before=before)
    if _is_genitive(words, end):
        parts[-1] = parts[-1][:-1]
        return Person(" ".join(parts), start, end, honored, genitive=True, before=before)
    return Person(" ".join(parts), start, end, honored, before=before)


_BESIDE: Final = (
    _HONORIFIC | TITLES | word_set("kollege kollegin kollegen die den der meine meinen dem fall ifk kundin kunden")
)


def _word_before(words: Sequence[Wort], start: int) -> str:
    place = start - 1
    while place >= 0 and words[place].key in _BESIDE:
        place -= 1
    return words[place].key if place >= 0 else ""


def _ends_in_s(key: str) -> bool:
    return len(key) > 3 and key.endswith("s") and not key.endswith("ss")


def _with_comma(words: Sequence[Wort], found: Sequence[Person]) -> list[Person]:
    """ "Hoffmann, Petra" is one person."""
    joined: list[Person] = []
    for person in found:
        before = joined[-1] if joined else None
        if before and before.end == person.start and _is_first_name(words, person):
            name = f"{before.name}, {person.name}"
            joined[-1] = replace(before, name=name, end=person.end, genitive=False)
        else:
            joined.append(person)
    return joined


def _is_first_name(words: Sequence[Wort], person: Person) -> bool:
    if words[person.start].use:
        return False
    return words[person.start].sign == "," and words[person.start].capital and not person.honored
