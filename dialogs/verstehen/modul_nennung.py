"""Where a text speaks of a module by its name: misspelt, split, abbreviated.
Descriptions stand in `modul_umschreibung`; whether it is wanted is decided in `modul_haltung`."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from dialogs.regelung.modul import Modul
from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.modul_text import Text, Wort
from dialogs.verstehen.modul_umschreibung import OFFEN, D, G, J, Nennung, O, bare, by_description
from dialogs.verstehen.person import lautform
from dialogs.verstehen.wortmenge import word_set

_NAMES: Final = {
    lautform(name): modul
    for modul, names in {
        D: "digitalwerkstatt digitalewerkstatt digitalenwerkstatt digiwerkstatt digitalwerkstaetten digwerkstatt",
        J: "jobakademie jobsakademie berufsakademie jobakademien jobakadmie",
        G: "gesundheitsprojekt gesundheitprojekt gesundheitsprojekte gesundhprojekt",
    }.items()
    for name in names.split()
}
_NAME_LENGTHS: Final = range(min(map(len, _NAMES)) - 2, max(map(len, _NAMES)) + 3)
_STEMS: Final = (("jobak", J), ("digitalw", D), ("digiw", D), ("gesundheitsproj", G))
_BEGINNINGS: Final = ("jo", "jb", "di", "dg", "ge", "gs")
"""A split name begins so; else "hab Akademie" would be near enough."""
_THE: Final = word_set("die dies diese diesen dieser dieses")
_SHORT: Final = {"dw": D, "gp": G, "digi": D, "diwe": D, "gesundheitspro": G, "jobak": J, "joak": J}
_ANGEBOT: Final = Wortliste(["angebot", "angebote", "angebots", "angeboten"])
_BEFORE_JA: Final = word_set("die der in zur zu diese")
_LINK: Final = word_set("dann danach und oder statt als")
_AFTEROFFEN_NO_NAME: Final = word_set("bin ist noch steht sind war total ganz voll")


def nennungen(text: Text) -> list[Nennung]:
    """All modules spoken of, in order, none inside another."""
    found: list[Nennung] = []
    words, place = text.words, 0
    while place < len(words):
        nennung = _by_name(text, place) or by_description(text, place)
        if nennung:
            found.append(nennung)
        place = nennung.end if nennung else place + 1
    if any(nennung.by_name for nennung in found):
        return found
    core_words = list(bare(words))
    return core_words if len(core_words) > len(found) else found


def _by_name(text: Text, place: int) -> Nennung | None:
    words = text.words
    for count in (1, 2):
        if place + count <= len(words) and (count == 1 or not words[place + 1].zeichen):
            modul = _name(text, place, count)
            if modul:
                return Nennung(modul, place, place + count, by_name=True)
    return None


def _name(text: Text, place: int, count: int) -> Modul | None:
    words = text.words
    if count == 2:
        first = words[place].wort
        split = (
            _fuzzy_name(first + words[place + 1].wort)
            if first.startswith(_BEGINNINGS) and first not in _THE
            else None
        )
        return split or _offenes_angebot(words, place)
    word = words[place].wort
    if word in _SHORT:
        return _SHORT[word]
    if word == "ja" and _is_abbreviation(text, place):
        return J
    if words[place].text == "OA":
        return O
    stem = next((modul for stem, modul in _STEMS if word.startswith(stem)), None)
    return stem or _fuzzy_name(word)


def _fuzzy_name(word: str) -> Modul | None:
    if not 7 <= len(word) <= 30:
        return None
    heard = lautform(word)
    if heard in _NAMES:
        return _NAMES[heard]
    if len(heard) not in _NAME_LENGTHS:
        return None
    near = (modul for name, modul in _NAMES.items() if OSA.distance(heard, name, score_cutoff=2) <= 2)
    return next(near, None)


def _offenes_angebot(words: Sequence[Wort], place: int) -> Modul | None:
    word, following = words[place].wort, words[place + 1].wort
    if not following.startswith("a") or not (following == "ang" or _ANGEBOT.find(following)):
        return None
    before = words[place - 1].wort if place else ""
    bare = word == "offen" and before not in _AFTEROFFEN_NO_NAME
    return O if word in OFFEN or bare else None


def _is_abbreviation(text: Text, place: int) -> bool:
    """JA is the Jobakademie only where no yes can stand: before its number, or in capitals among other words."""
    words = text.words
    following = words[place + 1].wort if place + 1 < len(words) else ""
    if following == "2":
        return True
    before = words[place - 1].wort if place else ""
    between = before in _BEFORE_JA or before in _LINK or following in _LINK or words[place].zeichen == "/"
    return words[place].text == "JA" and not text.shouted and between
