"""Where a text speaks of a module: by name (misspelt, split, abbreviated) or by its core word.
Whether it is wanted is not decided here (`modul_haltung`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from dialogs.regelung.modul import Modul
from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.person import lautform
from dialogs.verstehen.woerter import Token, tokenize
from dialogs.verstehen.wortmenge import word_set

D, J, G, O = (  # noqa: E741 - the four modules, as in the tables below
    Modul.DIGITALWERKSTATT,
    Modul.JOBAKADEMIE,
    Modul.GESUNDHEITSPROJEKT,
    Modul.OFFENES_ANGEBOT,
)


@dataclass(frozen=True, slots=True)
class Wort:
    """A folded word with its clause and sentence; `zeichen` is the sign that stood before it."""

    wort: str
    text: str
    clause: int
    sentence: int
    zeichen: str


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an answer, and what is true of all of it (found once, so that cost stays linear)."""

    words: tuple[Wort, ...]
    shouted: bool
    works: bool
    learns: bool


@dataclass(frozen=True, slots=True)
class Nennung:
    """A module spoken of in the words from `start` up to `end` (exclusive)."""

    modul: Modul
    start: int
    end: int
    by_name: bool


_SENTENCE_END: Final = frozenset(".!?…")
_CLAUSE_END: Final = frozenset(",;:()–—/") | _SENTENCE_END
_NEW_CLAUSE: Final = word_set(
    "aber sondern weil damit denn obwohl deshalb deswegen darum daher da jetzt diesmal lieber nun wo falls wenn"
    " trotzdem dafuer stattdessen"
)
_AFTER_UND: Final = word_set(
    "will moechte moecht wollte wuerde wuerd ich nehm nehme mach mache jetzt da das dann hab habe bin war deshalb"
)


def zerlege(text: str) -> Text:
    """The words of the text with their clauses; signs only separate, a hyphen inside a word joins nothing."""
    words = tuple(_words(text))
    folded = {word.wort for word in words}
    shouted = text.isupper() and any(len(word.wort) > 3 for word in words)
    return Text(words, shouted, not folded.isdisjoint(_WORK), not folded.isdisjoint(_LEARN))


def _words(text: str) -> list[Wort]:
    words: list[Wort] = []
    clause = sentence = 0
    sign = ""
    tokens = tokenize(text)
    for place, token in enumerate(tokens):
        if not (token.is_word or token.is_number):
            if _separates(tokens, place):
                sign = token.text if sign != "?" else sign
            continue
        if sign or token.wort in _NEW_CLAUSE or _und_begins(tokens, place):
            clause += 1
        if sign in _SENTENCE_END and sign:
            sentence += 1
        words.append(Wort(token.wort, token.text, clause, sentence, sign))
        sign = ""
    if sign == "?" and words:
        words.append(Wort("", "", clause + 1, sentence + 1, sign))
    return words


def _separates(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.text in _CLAUSE_END:
        return not _inside_number(tokens, place)
    return token.text == "-" and not (_touches(tokens, place) or _touches(tokens, place + 1))


def _touches(tokens: Sequence[Token], place: int) -> bool:
    return 0 < place < len(tokens) and tokens[place - 1].end == tokens[place].start


def _inside_number(tokens: Sequence[Token], place: int) -> bool:
    return (
        0 < place < len(tokens) - 1
        and tokens[place - 1].is_number
        and tokens[place + 1].is_number
        and _touches(tokens, place)
        and _touches(tokens, place + 1)
    )


def _und_begins(tokens: Sequence[Token], place: int) -> bool:
    following = tokens[place + 1].wort if place + 1 < len(tokens) else ""
    return tokens[place].wort == "und" and following in _AFTER_UND


# --- names ---------------------------------------------------------------------------------------

_NAMES: Final = {
    lautform(name): modul
    for modul, names in {
        D: "digitalwerkstatt digitalewerkstatt digitalenwerkstatt digiwerkstatt digitalwerkstaetten",
        J: "jobakademie jobsakademie berufsakademie jobakademien jobakadmie",
        G: "gesundheitsprojekt gesundheitprojekt gesundheitsprojekte",
    }.items()
    for name in names.split()
}
_NAME_LENGTHS: Final = range(min(map(len, _NAMES)) - 2, max(map(len, _NAMES)) + 3)
_STEMS: Final = (("jobak", J), ("digitalw", D), ("digiw", D), ("gesundheitspr", G))
_BEGINNINGS: Final = ("jo", "jb", "di", "dg", "ge", "gs")
"""A split name begins so; else "hab Akademie" would be near enough."""
_SHORT: Final = {"dw": D, "gp": G, "digi": D, "diwe": D, "jobak": J, "joak": J}
_OFFEN: Final = word_set(
    "offene offenes offener offenen offenem offnes offne ofenes offens offenne offenses"
)
_ANGEBOT: Final = Wortliste(["angebot", "angebote", "angebots", "angeboten"])
_BEFORE_JA: Final = word_set(
    "die der in zur zu diese"
)
_LINK: Final = word_set(
    "und oder statt als"
)
_AFTER_OFFEN_NO_NAME: Final = word_set(
    "bin ist noch steht sind war total ganz voll"
)


def nennungen(text: Text) -> list[Nennung]:
    """All modules spoken of, in order, none inside another."""
    found: list[Nennung] = []
    words, place = text.words, 0
    while place < len(words):
        nennung = _by_name(text, place) or _by_description(text, place)
        if nennung:
            found.append(nennung)
        place = nennung.end if nennung else place + 1
    return found or list(_bare(words))


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
        split = _fuzzy_name(first + words[place + 1].wort) if first.startswith(_BEGINNINGS) else None
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
    if not following.startswith("a") or _ANGEBOT.find(following) is None:
        return None
    before = words[place - 1].wort if place else ""
    bare = word == "offen" and before not in _AFTER_OFFEN_NO_NAME
    return O if word in _OFFEN or bare else None


def _is_abbreviation(text: Text, place: int) -> bool:
    """JA is the Jobakademie only where no yes can stand: before its number, or in capitals among other words."""
    words = text.words
    following = words[place + 1].wort if place + 1 < len(words) else ""
    if following == "2":
        return True
    before = words[place - 1].wort if place else ""
    between = before in _BEFORE_JA or before in _LINK or following in _LINK or words[place].zeichen == "/"
    return words[place].text == "JA" and not text.shouted and between


# --- descriptions by the core word ---------------------------------------------------------------

_CORE: Final = {
    **dict.fromkeys(("computer", "computern", "computers", "pc", "pcs", "rechner", "laptop", "edv"), D),
    "gesundheit": G,
}
_CORE_SLIPS: Final = Wortliste(["computer", "computern", "gesundheit"])
_DIGITAL: Final = word_set(
    "digital digitale digitales digitalen digitalem digitaler"
)
_COMPOUND_OF: Final = (("computer", D), ("pc", D), ("digital", D), ("digi", D), ("gesundheits", G), ("akademie", J))
_THING: Final = word_set(
    "kurs kurse kursus ding dings dingens dingsda dingsbums zeug sache sachen projekt werkstatt modul geschichte"
    " teil angebot gruppe schulung training kram dingen"
)
_HEAD: Final = word_set(
    "das was etwas irgendwas irgendetwas irgendwie dings ding sache kurs projekt modul angebot zeug teil dieses"
    " eins gruppe den"
)
_PREPOSITION: Final = word_set(
    "mit fuer ueber zum zur am um rund wegen"
)
_ARTICLE: Final = word_set(
    "dem den der die das meine meiner meinen so n nem ner einem eurem eurer"
)
_FILLER_BEFORE: Final = word_set(
    "halt so auch da doch eben"
)
_POINTING: Final = word_set(
    "die der diese dieser zur eure eurer ihre ihrer unsere"
)
_WHAT: Final = word_set(
    "das dem was etwas irgendwas irgendetwas dieses diesem so"
)
_WORK: Final = word_set(
    "arbeiten arbeite gearbeitet job beruf beruflich ausbildung werden auto autos kfz schrauben meister mechaniker"
    " behinderte behinderten lehre verdienen branche bereich umschulung studieren studium"
)
_LEARN: Final = word_set(
    "lernen lern lerne beibringen umgehen verstehen besser koennen ueben"
)


def _by_description(text: Text, place: int) -> Nennung | None:
    modul = _compound(text.words, place) or _phrase(text, place) or _pointed_at(text, place)
    return Nennung(modul, place, place + 1, by_name=False) if modul else None


def kern(word: str) -> Modul | None:
    """The module whose core word this is, also mistyped."""
    if word in _CORE:
        return _CORE[word]
    slip = _CORE_SLIPS.find(word) if word[:1] in "cgk" else None
    return _CORE[slip] if slip else None


def _compound(words: Sequence[Wort], place: int) -> Modul | None:
    """Computerkurs, Gesundheitsding, also in two words."""
    word = words[place].wort
    following = words[place + 1].wort if place + 1 < len(words) and not words[place + 1].zeichen else ""
    for stem, modul in _COMPOUND_OF:
        if word.startswith(stem) and (word[len(stem) :] or following) in _THING:
            return modul
    return None


def _phrase(text: Text, place: int) -> Modul | None:
    """ "das mit dem Computer", "was für die Gesundheit": a head, a preposition, the core word."""
    words, word = text.words, text.words[place].wort
    modul = kern(word) or (D if word in _DIGITAL else None)
    if modul is None or text.works or text.learns:
        return None
    before = _skip_back(words, place - 1, _ARTICLE)
    if before < 0 or words[before].wort not in _PREPOSITION:
        return None
    head = _skip_back(words, before - 1, _FILLER_BEFORE)
    return modul if head >= 0 and words[head].wort in _HEAD else None


def _skip_back(words: Sequence[Wort], place: int, skipped: frozenset[str]) -> int:
    for _ in range(3):
        if place < 0 or words[place].wort not in skipped:
            break
        place -= 1
    return place


def _pointed_at(text: Text, place: int) -> Modul | None:
    """ "diese Akademie", "die Werkstatt", "das Digitale", "das Offene": only one module is called so."""
    words = text.words
    word, before = words[place].wort, words[place - 1].wort if place else ""
    following = words[place + 1].wort if place + 1 < len(words) else ""
    if before in _POINTING and word != "akademisch" and OSA.distance(lautform(word), "akademi", score_cutoff=1) <= 1:
        return J
    if before in _POINTING and lautform(word) == "werkstat" and not text.works:
        return D
    if before in _WHAT and word in _DIGITAL - {"digital"} and (not following or following in _ENDING | _THING):
        return D
    if (
        before in _WHAT | {"beim", "zum", "im"}
        and word in _OFFEN
        and (not following or following in _ENDING | _THING)
    ):
        return O
    return G if before in _WHAT and word == "gesundheitliches" else None


_ENDING: Final = word_set(
    "da halt bitte eben und waere waer will nehm nehme wuerde wuerd klingt passt interessiert oder"
)
_BARE_FILLER: Final = _ENDING | word_set(
    "das die der dem den ich nehme dann mal moechte moecht gern gerne zu zur zum in na hm aeh wahrscheinlich"
    " vielleicht wohl glaub glaube also ja so was irgendwas denke am liebsten mir er sie"
)


def _bare(words: Sequence[Wort]) -> Iterator[Nennung]:
    """An answer of nothing but core words and fillers ("Computer", "ich nehm Gesundheit")."""
    if all(word.wort in _BARE_FILLER or _bare_core(word.wort) for word in words):
        for place, word in enumerate(words):
            modul = _bare_core(word.wort)
            if modul:
                yield Nennung(modul, place, place + 1, by_name=False)


def _bare_core(word: str) -> Modul | None:
    if word in _DIGITAL:
        return D
    return J if word == "akademie" else kern(word)
