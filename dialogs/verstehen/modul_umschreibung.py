"""A module described by its core word ("das mit dem Computer", "diese Akademie"), without its name.
Names stand in `modul_nennung`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from dialogs.regelung.modul import Modul
from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.modul_text import Text, Wort
from dialogs.verstehen.person import lautform
from dialogs.verstehen.wortmenge import word_set

D, J, G, O = (  # noqa: E741 - the four modules, as in the tables below
    Modul.DIGITALWERKSTATT,
    Modul.JOBAKADEMIE,
    Modul.GESUNDHEITSPROJEKT,
    Modul.OFFENES_ANGEBOT,
)


@dataclass(frozen=True, slots=True)
class Nennung:
    """A module spoken of in the words from `start` up to `end` (exclusive)."""

    modul: Modul
    start: int
    end: int
    by_name: bool


OFFEN: Final = word_set("offene offenes offener offenen offenem offnes offne ofenes offens offenne offenses")
_CORE: Final = {
    **dict.fromkeys(
        ("computer", "computern", "computers", "pc", "pcs", "rechner", "rechnern", "laptop", "laptops", "edv"), D
    ),
    "gesundheit": G,
}
_CORE_SLIPS: Final = Wortliste(["computer", "computern", "gesundheit"])
_DIGITAL: Final = word_set("digital digitale digitales digitalen digitalem digitaler")
_COMPOUND_OF: Final = (("computer", D), ("pc", D), ("digital", D), ("digi", D), ("gesundheits", G), ("akademie", J))
_THING: Final = word_set(
    "kurs kurse kursus ding dings dingens dingsda dingsbums zeug sache sachen projekt werkstatt modul geschichte"
    " programm teil angebot gruppe schulung training kram dingen"
)
_HEAD: Final = word_set(
    "dat dit des die"
    " das was iwas etwas irgendwas irgendetwas irgendwie dings ding sache kurs projekt modul angebot zeug teil dieses"
    " eins gruppe den"
)
_PREPOSITION: Final = word_set("mit fuer ueber zum zur am um rund wegen")
_ARTICLE: Final = word_set("m dem den der die das meine meiner meinen so n nem ner einem eurem eurer")
_FILLER_BEFORE: Final = word_set("halt so auch da doch eben")
_POINTING: Final = word_set("ne jene jener jenen die der diese dieser zur eure eurer ihre ihrer unsere")
_WHAT: Final = word_set("das dem was iwas etwas irgendwas irgendetwas dieses diesem so")


def by_description(text: Text, place: int) -> Nennung | None:
    words = text.words
    modul = _compound(words, place) or _phrase(text, place) or _pointed_at(text, place) or _ruled_out(words, place)
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
    if modul is None or text.works:
        return None
    before = _skip_back(words, place - 1, _ARTICLE)
    if _place_where(words, before):
        return modul
    if text.learns:
        return None
    if before < 0 or words[before].wort not in _PREPOSITION:
        return None
    head = _skip_back(words, before - 1, _FILLER_BEFORE)
    if head < 0 or (words[head].wort == "die" and head and not words[head].zeichen):
        return None
    return modul if words[head].wort in _HEAD else None


_PLACES: Final = word_set("da das dort dahin die den modul projekt kurs angebot ding dings gruppe sache teil")


def _place_where(words: Sequence[Wort], last: int) -> bool:
    """ "Da, wo man am Computer sitzt", "das Modul, wo es um Gesundheit geht"."""
    near = [word.wort for word in words[max(0, last - 6) : last + 1]]
    return "wo" in near[1:] and near[near.index("wo", 1) - 1] in _PLACES


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
    ends = place + 1 == len(words) or bool(words[place + 1].zeichen)
    following = "" if ends else words[place + 1].wort
    if before in _POINTING and word != "akademisch" and OSA.distance(lautform(word), "akademi", score_cutoff=1) <= 1:
        return J
    if (
        before in _POINTING
        and lautform(word) == "werkstat"
        and not _is_repaired(words, place)
        and not text.works
        and following not in _OWNED
    ):
        return D
    if before in _WHAT and word in _DIGITAL - {"digital"} and (not following or following in _ENDING | _THING):
        return D
    if before in _WHAT | {"beim", "zum", "im"} and word in OFFEN and (not following or following in _ENDING | _THING):
        return O
    if before in {"das", "dieses"} and word == "gesundheitliche" and (not following or following in _ENDING):
        return G
    return G if before in _WHAT and word == "gesundheitliches" else None


def _is_repaired(words: Sequence[Wort], place: int) -> bool:
    """ "Mein Handy ist in der Werkstatt"."""
    return [word.wort for word in words[max(0, place - 3) : place]] in _REPAIRED


_REPAIRED: Final = (["ist", "in", "der"], ["steht", "in", "der"], ["liegt", "in", "der"], ["noch", "in", "der"])
_OWNED: Final = word_set("vom von meines meiner bei beim")


def _ruled_out(words: Sequence[Wort], place: int) -> Modul | None:
    """ "Nicht digital": behind a denial the core word alone is enough."""
    last = place + 1 == len(words) or bool(words[place + 1].zeichen)
    denied = place > 0 and words[place - 1].wort in {"nicht", "nich", "kein", "keine"}
    return _bare_core(words[place].wort) if denied and last else None


_ENDING: Final = word_set(
    "da halt bitte eben und waere waer will nehm nehme wuerde wuerd klingt passt interessiert oder"
)
_BARE_FILLER: Final = _ENDING | word_set(
    "das die der dem den ich nehme dann mal moechte moecht gern gerne zu zur zum in na hm aeh wahrscheinlich"
    " vielleicht wohl glaub glaube also ja so was irgendwas denke am liebsten mir er sie"
    " beide beides machen will wollen gehen kommen rein hin fuer erst dann danach zuerst nicht nich kein keine"
    " sondern lieber"
)


def bare(words: Sequence[Wort]) -> Iterator[Nennung]:
    """An answer of nothing but core words and fillers ("Computer", "ich nehm Gesundheit")."""
    words = _before_reason(words)
    if all(word.wort in _BARE_FILLER or _bare_core(word.wort) for word in words):
        for place, word in enumerate(words):
            modul = _bare_core(word.wort)
            if modul:
                yield Nennung(modul, place, place + 1, by_name=False)


_REASON: Final = word_set("wegen weil denn")


def _before_reason(words: Sequence[Wort]) -> Sequence[Wort]:
    """ "Gesundheit, wegen der Bandscheibe": the choice is what stands before the reason."""
    end = next((at for at, word in enumerate(words) if at and word.wort in _REASON and word.zeichen), len(words))
    return words[:end]


def _bare_core(word: str) -> Modul | None:
    if word in _DIGITAL:
        return D
    if word in OFFEN:
        return O
    return J if word == "akademie" else kern(word)
