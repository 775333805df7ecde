"""Names and numbers of people: folding, keys for an indexed look-up, what a name entry says.
Which of several candidates is meant stands in `rangfolge`; no database, no sentences (`befehl`)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from dialogs.verstehen.wortmenge import word_set

MAX_NAME: Final = 200
"""Characters of a name that are looked at; nobody is called longer."""

_KEY_LENGTH: Final = 24

_LETTERS: Final = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ı": "i",
        "ł": "l",
        "ø": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
        "ħ": "h",
        "ŧ": "t",
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "`": "'",
        "\u00b4": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
    }
)

TITLES: Final = word_set("herr herrn hr hrn frau fr dr prof professor professorin doktor dipl ing mag med phil jur")
PARTICLES: Final = word_set(
    "von van vom zu zum zur der den de del della di da do dos la le el al bin ben ibn abu ten ter af"
)
_NO_PERSON: Final = word_set("familie fam ehepaar eheleute geschwister")
_FILLERS: Final = word_set(
    "bitte fuer es geht um den die das bei mit namens name heisst neu neue neuer person eine einen einer nummer nr"
    " kundennummer fallnummer bg-nummer kdnr nein ja also und"
)
_SENTENCE: Final = word_set(
    "ich du er sie wir ihr weiss nicht kein keine was wer wie wo wann warum ist sind war hat habe hab haben kann"
    " will moechte muss soll dass weil aber oder noch schon egal keiner niemand unbekannt"
)
_NUMMER: Final = re.compile(r"(?=[^0-9]{0,12}[0-9])[0-9A-Za-z][0-9A-Za-z/._-]{0,39}")


@dataclass(frozen=True, slots=True)
class Nummer:
    """The number of a participant as written; `name` is what stood beside it without being a whole name."""

    nummer: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, without titles and fillers."""

    name: str


@dataclass(frozen=True, slots=True)
class NeuePerson:
    """Everything a new participant needs: `Vorname Nachname, Nummer`."""

    vorname: str
    nachname: str
    nummer: str


@dataclass(frozen=True, slots=True)
class Unklar:
    """Neither a name nor a number."""


PersonEingabe = NeuePerson | Nummer | Name | Unklar


def falten(name: str) -> str:
    """The name in small ASCII-like letters (Yılmaz -> yilmaz, Groß-Schäfer -> gross-schaefer).

    Same text, same result; folding twice changes nothing. Hyphens and dots stay, invisible characters go.
    """
    if name.isascii():
        return " ".join(name.lower().translate(_LETTERS).split())
    folded = _fold(name)
    for _ in range(3):
        again = _fold(folded)
        if again == folded:
            break
        folded = again
    return folded


def _fold(name: str) -> str:
    composed = unicodedata.normalize("NFC", name.casefold()).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", composed).casefold().translate(_LETTERS)
    return " ".join("".join(c for c in plain if unicodedata.category(c) not in _INVISIBLE).split())


_INVISIBLE: Final = frozenset({"Mn", "Me", "Cf", "Cs", "Co", "Cn"})


def namensteile(name: str) -> tuple[str, ...]:
    """The folded parts a name can be found by, without titles: "Dr. Groß-Schäfer" -> gross, schaefer."""
    parts = _parts(falten(name[:MAX_NAME]))
    named = tuple(part for part in parts if part not in TITLES)
    return named or parts


def _parts(folded: str) -> tuple[str, ...]:
    spaced = "".join(c if c.isalnum() else "" if c == "'" else " " for c in folded)
    return tuple(spaced.split())


def varianten(key: str) -> frozenset[str]:
    """The key and all its forms with one letter less.

    Two keys at a Damerau-Levenshtein distance of 1 always share one, so an index over them finds a
    misspelt name. Only the first letters count, so a long name costs no more than a bounded number.
    """
    head = key[:_KEY_LENGTH]
    return frozenset({head, *(head[:i] + head[i + 1 :] for i in range(len(head)))})


_SOUNDS: Final = (
    ("sch", "s"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("ck", "k"), ("tz", "z"), ("ey", "ei"), ("ay", "ei"),
    ("ai", "ei"), ("ie", "i"), ("v", "f"), ("c", "k"), ("y", "i"), ("j", "i"), ("ue", "u"), ("oe", "o"), ("ae", "e"),
)  # fmt: skip


def lautform(key: str) -> str:
    """A folded name part as it sounds, roughly: Meyer, Maier and Mayer are one, Schmidt and Schmitt too."""
    for written, heard in _SOUNDS:
        key = key.replace(written, heard)
    single = "".join(c for i, c in enumerate(key) if i == 0 or key[i - 1] != c)
    return single[:-1] + "t" if single.endswith("d") else single


def suchschluessel(name: str) -> frozenset[str]:
    """All keys under which a name is to be indexed, and with which one looks for it: who shares one may be meant."""
    keys: set[str] = set()
    for part in namensteile(name):
        keys |= varianten(part)
        keys.add("~" + lautform(part)[:_KEY_LENGTH])
    return frozenset(keys)


def ist_nummer(text: str) -> bool:
    """Whether the text is a number as people have them here: 4711, 4711-22, BG-123/45."""
    return _NUMMER.fullmatch(text) is not None


def verstehe_person_eingabe(text: str) -> PersonEingabe:
    """What a text entered as a person says: a new person, a number, a name to look for, or nothing of these."""
    groups = [_named(group) for group in text[:MAX_NAME].replace(";", ",").replace("#", " ").split(",")]
    words = [word for group in groups for word in group]
    numbers = [word for word in words if ist_nummer(word)]
    if not words or len(numbers) > 1 or _is_sentence(text, words):
        return Unklar()
    names = [[word for word in group if word not in numbers] for group in groups]
    names = [group for group in names if group]
    if not numbers:
        return Name(", ".join(" ".join(group) for group in names))
    return _with_number(names, numbers[0])


def _with_number(names: list[list[str]], nummer: str) -> PersonEingabe:
    match names:
        case [[_, _, *_] as whole]:
            first = _surname_from(whole)
            return NeuePerson(" ".join(whole[:first]), " ".join(whole[first:]), nummer)
        case [nachname, vorname]:
            return NeuePerson(" ".join(vorname), " ".join(nachname), nummer)
        case []:
            return Nummer(nummer)
        case _:
            return Nummer(nummer, ", ".join(" ".join(group) for group in names))


def _surname_from(words: list[str]) -> int:
    """Where the surname begins: at the last word, or at the particles before it (Maria von der Heide)."""
    first = len(words) - 1
    while first > 1 and falten(words[first - 1]) in PARTICLES:
        first -= 1
    return first


def _named(group: str) -> list[str]:
    """The words of the group that belong to a name or a number, as written."""
    words = [word.strip(".:!\"'()„“ ") if not _is_initial(word) else word for word in group.split()]
    return [word for word in words if word and falten(word) not in _FILLERS | TITLES]


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isalpha() and word[1] == "."


def _is_sentence(text: str, words: list[str]) -> bool:
    folded = [falten(word) for word in words]
    return (
        "?" in text
        or len(words) > 7
        or any(word in _SENTENCE or word in _NO_PERSON for word in folded)
        or not all(ist_nummer(word) or any(c.isalpha() for c in word) for word in words)
    )
