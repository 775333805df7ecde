"""German numbers, written in words or digits: whole ones, ordinals, and halves and quarters.

Words come folded (`woerter.fold`). What a number counts is not known here.
"""

from dialogs.verstehen.aehnlich import Wortliste

_MOST_DIGITS = 6
"""Longer runs of digits are numbers of files or telephones, never amounts or days."""

_ONES = ("null", "ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun")
_TEENS = {10: "zehn", 11: "elf", 12: "zwoelf", 16: "sechzehn", 17: "siebzehn"}
_TENS = {
    20: "zwanzig",
    30: "dreissig",
    40: "vierzig",
    50: "fuenfzig",
    60: "sechzig",
    70: "siebzig",
    80: "achtzig",
    90: "neunzig",
}
_SPOKEN = {
    "eins": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "oans": 1, "oan": 1, "oane": 1,
    "zwo": 2, "zwoo": 2, "zwoa": 2, "zwoi": 2, "zwee": 2, "twee": 2, "zween": 2, "beide": 2, "beiden": 2,
    "dree": 3, "dri": 3, "dre": 3, "zwi": 2, "fuef": 5, "vie": 4,  "droi": 3, "veer": 4, "fuemf": 5, "fimf": 5, "finf": 5, "fuffzehn": 15, "fuffzig": 50,
    "funf": 5, "fuenv": 5, "sex": 6, "seks": 6, "soess": 6, "sibn": 7, "siebn": 7, "siem": 7,
    "achtn": 8, "zwoelfe": 12, "zwolf": 12, "zehne": 10, "zen": 10, "zaehn": 10, "tein": 10,
    "sechszehn": 16, "siebenzehn": 17, "dreizig": 30, "dreisig": 30, "sechszig": 60, "siebenzig": 70,
    "zweie": 2, "dreie": 3, "viere": 4, "fuenfe": 5, "sechse": 6, "siebene": 7, "neune": 9, "elfe": 11,
    "dutzend": 12, "zwanzich": 20, "dreissich": 30, "vierzich": 40, "fuenfzich": 50, "sechzich": 60,
}  # fmt: skip
_EVERYDAY_WORDS = """
    achse achten achter achtet achtung ahnt dein dienst dreck dreh drehe drehen drein dreist eilf einst fuehlt
    fuer neben nein neu neue neuem neuen neuer neues neun nenn nun sieb siebe siegen sieden sieger viel viele
    vielen vieh view wehen zahn zeh zehe zehen ziehen zug zwar zweig zweit zweite zweiten zwang wieben lieben
    schieben sachs seicht sucht elfen elfte zwoelfte achte vierer viert vierte zehnt dritt drin treu hier
"""

ARTIKEL = frozenset(
    {"ein", "eine", "einen", "einem", "einer", "eines", "n", "ne", "nen", "nem", "ner", "eim", "eene"}
)
"""What says "one" only when a thing to count follows."""


def _below_hundred() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_ONES)} | {word: n for n, word in _TEENS.items()}
    words |= {_ONES[digit] + "zehn": 10 + digit for digit in (3, 4, 5, 8, 9)}
    for ten, word in _TENS.items():
        words[word] = ten
        words |= {f"{_ONES[one]}und{word}": ten + one for one in range(1, 10)}
    return words


def _below_thousand(small: dict[str, int]) -> dict[str, int]:
    words = {"hundert": 100} | {f"{_ONES[digit]}hundert": 100 * digit for digit in range(1, 10)}
    rest = [(word, number) for word, number in small.items() if number] + [("eins", 1)]
    for head, hundred in list(words.items()):
        for word, number in rest:
            words[head + word] = words[f"{head}und{word}"] = hundred + number
    return words | {"tausend": 1000, "eintausend": 1000}


def _quarters() -> dict[str, int]:
    words = {"anderthalb": 6, "anderthalbe": 6, "anderthalben": 6, "einhalb": 2, "einnhalb": 6, "1halb": 6}
    words |= {"halb" + ending: 2 for ending in ("", "e", "er", "es", "en", "em", "s")}
    words |= {"½": 2, "¼": 1, "¾": 3, "viertel": 1, "dreiviertel": 3, "zweinhalb": 10, "dreinhalb": 14}
    for number, word in enumerate(_ONES[1:], 1):
        for ending, quarters in (("einhalb", 2), ("einviertel", 1), ("dreiviertel", 3), ("undeinhalb", 2)):
            words[word + ending] = 4 * number + quarters
    return words | {"einundhalb": 6, "zweiundhalb": 10, "dreiundhalb": 14}


def _ordinals(small: dict[str, int]) -> dict[str, int]:
    stems = {"erst": 1, "dritt": 3, "siebt": 7, "acht": 8}
    stems |= {word + "t": number for word, number in small.items() if 2 <= number < 20 and number not in (3, 7, 8)}
    stems |= {word + "st": number for word, number in small.items() if 20 <= number < 100}
    return {stem + ending: number for stem, number in stems.items() for ending in ("e", "er", "en", "es", "em")}


_SMALL = _below_hundred()
_WORDS = _below_thousand(_SMALL) | _SMALL | _SPOKEN
_QUARTERS = _quarters()
_ORDINALS = _ordinals(_SMALL | {"zwo": 2})
_SLIPS = Wortliste((word for word, number in _SMALL.items() if 2 <= number <= 99), _EVERYDAY_WORDS.split())
_ORDINAL_SLIPS = Wortliste((word for word in _ORDINALS if len(word) > 4), ["ersatz", "achten", "vieren", "ernten"])


def zahl(wort: str) -> int | None:
    """The whole number a folded word or run of digits says; an article says 1. Not more than 6 digits."""
    if wort.isdecimal():
        return int(wort) if len(wort) <= _MOST_DIGITS else None
    return _WORDS.get(wort)


def zahl_vertippt(wort: str) -> int | None:
    """As `zahl`, and also with one typing slip in it. To be asked where a number is expected."""
    known = zahl(wort)
    if known is not None or not wort.isalpha():
        return known
    meant = _SLIPS.find(wort)
    return None if meant is None else _SMALL[meant]


def viertel(wort: str) -> int | None:
    """How many quarters a word of a fraction says: "halbes" 2, "anderthalb" 6, "zweieinhalb" 10."""
    return _QUARTERS.get(wort)


def ordnungszahl(wort: str) -> int | None:
    """The number of an ordinal in words, 1 to 99: "ersten" 1, "einundzwanzigster" 21."""
    return _ORDINALS.get(wort)


def ordnungszahl_vertippt(wort: str) -> int | None:
    """As `ordnungszahl`, and also with one typing slip in it. To be asked where a day is expected."""
    meant = _ORDINAL_SLIPS.find(wort)
    return None if meant is None else _ORDINALS[meant]
