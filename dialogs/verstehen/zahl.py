"""German numbers, written in words or digits: whole ones, ordinals, and halves and quarters.

Words come folded (`woerter.fold`). What a number counts is not known here.
"""

from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.woerter import words

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
_SPOKEN_FORMS = {
    1: "eins eine einen einem einer eines oans oan oane",
    2: "zwo zwoo zwoa zwoi zwee twee zween beide beiden zwi zweie",
    3: "drai dree dri dre droi dreie",
    4: "vie veer viere vir fier",
    5: "fuef fuemf fimf finf funf fuenv fuenfe",
    6: "sex seks soess sechse",
    7: "sibn siebn siem siebene",
    8: "achtn",
    9: "neune",
    10: "zehne zen zaehn tein",
    11: "elfe",
    12: "zwoelfe zwolf dutzend",
    15: "fuffzehn",
    16: "sechszehn",
    17: "siebenzehn",
    20: "zwanzich",
    30: "dreizig dreisig dreissich",
    40: "vierzich",
    50: "fuffzig fuenfzich",
    60: "sechszig sechzich",
    70: "siebenzig",
}
_SPOKEN = {word: number for number, forms in _SPOKEN_FORMS.items() for word in forms.split()}
_EVERYDAY_WORDS = words(
    "soeben achse achten achter achtet achtung ahnt dein dienst dreck dreh drehe drehen drein dreist eilf einst "
    "fuehlt fuer neben nein neu neue neuem neuen neuer neues neun nenn nun sieb siebe siegen sieden sieger "
    "viel viele vielen vieh view wehen zahn zeh zehe zehen ziehen zug zwar zweig zweit zweite zweiten zwang "
    "wieben lieben schieben sachs seicht sucht elfen elfte zwoelfte achte vierer viert vierte zehnt dritt "
    "drin treu hier "
)
"""Real words a slip away from a number."""

ARTIKEL = words("ein eine einen einem einer eines n ne nen nem ner eim eene einn eien enen einnen")
"""What says "one" only when a thing to count follows."""


def _below_hundred() -> dict[str, int]:
    table = {word: number for number, word in enumerate(_ONES)} | {word: n for n, word in _TEENS.items()}
    table |= {_ONES[digit] + "zehn": 10 + digit for digit in (3, 4, 5, 8, 9)}
    for ten, word in _TENS.items():
        table[word] = ten
        table |= {f"{_ONES[one]}und{word}": ten + one for one in range(1, 10)}
    return table


def _below_thousand(small: dict[str, int]) -> dict[str, int]:
    table = {"hundert": 100} | {f"{_ONES[digit]}hundert": 100 * digit for digit in range(1, 10)}
    rest = [(word, number) for word, number in small.items() if number] + [("eins", 1)]
    for head, hundred in list(table.items()):
        for word, number in rest:
            table[head + word] = table[f"{head}und{word}"] = hundred + number
    return table | {"tausend": 1000, "eintausend": 1000}


def _quarters() -> dict[str, int]:
    table = {"anderthalb": 6, "anderthalbe": 6, "anderthalben": 6, "einhalb": 2, "einnhalb": 6, "1halb": 6}
    table |= {"halb" + ending: 2 for ending in ("", "e", "er", "es", "en", "em", "s")}
    table |= dict.fromkeys(("halwes", "halwe", "hoibs", "hoibe", "hoiwes", "hallef", "haives"), 2)
    table |= {"½": 2, "¼": 1, "¾": 3, "viertel": 1, "dreiviertel": 3, "zweinhalb": 10, "dreinhalb": 14}
    for number, word in enumerate(_ONES[1:], 1):
        for ending, quarters in (("einhalb", 2), ("einviertel", 1), ("dreiviertel", 3), ("undeinhalb", 2)):
            table[word + ending] = 4 * number + quarters
    return table | {"einundhalb": 6, "zweiundhalb": 10, "dreiundhalb": 14}


def _ordinals(small: dict[str, int]) -> dict[str, int]:
    stems = {"erst": 1, "dritt": 3, "siebt": 7, "acht": 8}
    stems |= {word + "t": number for word, number in small.items() if 2 <= number < 20 and number not in (3, 7, 8)}
    stems |= {word + "st": number for word, number in small.items() if 20 <= number < 100}
    return {stem + ending: number for stem, number in stems.items() for ending in ("e", "er", "en", "es", "em")}


_SMALL = _below_hundred()
_WORDS = _below_thousand(_SMALL) | _SMALL | _SPOKEN
_QUARTERS = _quarters()
_ORDINALS = _ordinals(_SMALL | {"zwo": 2})
_SLIPS = Wortliste((word for word, number in _SMALL.items() if 2 <= number <= 99), _EVERYDAY_WORDS.union(_ORDINALS))
_ORDINAL_SLIPS = Wortliste(
    (word for word in _ORDINALS if len(word) > 4),
    words("ersatz achten vieren ernten dachte machte weiter weites zeiten seiten ritter echte echten"),
)


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
