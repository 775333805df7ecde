"""A text as a row of pieces: words, signs, numbers, amounts and days, each with what was read in it.

No judgement: an age and a length are the same kind of piece. A number without unit gets one from its neighbours.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from dialogs.verstehen.einheit import JAHR, QUARTERS, Einheit, einheit, menge_aus
from dialogs.verstehen.mengenangabe import Mengenangabe, Turnus, Vage, Zahlangabe, lies_angabe
from dialogs.verstehen.tagesangabe import Tagesangabe, lies_tag
from dialogs.verstehen.woerter import Token, tokenize, words
from dialogs.verstehen.wortschatz import KEIN, MEHR, WENIGER

Art = Literal["wort", "zeichen", "grenze", "zahl", "menge", "einheit", "vage", "turnus", "tag"]

_BOUNDARIES = frozenset(".!?;\n…")
_EXPECT_DAY = words("bis ende anfang mitte am zum spaetestens laengstens")
_EXPECTING = 5
"""So many tokens behind such a word a misspelt day is looked for."""
_TAIL_LINKS = words("in im am pro je per / a die der den jede jeden jeder das")
_EVERY = words("woechentlich monatlich taeglich jaehrlich wochentlich")
_SHORTEST_UNIT = 3

_ABBREVIATIONS = words("u mind min max ca evtl vllt inkl ungef bzw ggf einschl mon wo")
"""The dot behind them ends no sentence."""

_AND = {"u": "und", "un": "und", "unn": "und"}

LEICHT = words(
    "vielleicht vllt evtl eventuell hoechstens maximal max mindestens wenigstens mind min aber auch lieber eher "
    "besser oder bis und sagen sag wir ach was nee nein noe ne nicht sondern als wie zu doch so mal dann ungefaehr "
    "etwa circa ca knapp gut fast ueber unter mehr laenger zwischen allerhoechstens quatsch aeh aehm hm oehm moment "
    "sorry stopp halt wohl noch schon ja na ok okay ich mein meine meinte bzw beziehungsweise respektive gar sogar "
    "nur plus dazu genauer gesagt obwohl wobei warte stattdessen rund gern gerne notfalls ruhig im besten schlimmsten fall - – — / , : + ~ … ."
)
"""What may stand between two numbers that belong together."""
_COUNT_FOLLOWS = words(
    "reichen reicht reichts genuegen genuegt langen langt waeren waer waere sind ist tun tuns tuts schaff schaffe "
    "passen passt passts vielleicht halt eben auch besser doch lieber bitte hoechstens maximal mindestens oder bis "
    "und aber gehen geht gehn muessen muss muesste muessten wuerden wuerd wuerde brauch brauche brauchen nehm nehme "
    "nehmen mach mache machen will moecht moechte dann draus daraus schon ja nicht nee nein so rum ungefaehr etwa "
    "insgesamt klingt klingen kann koennen koennte werden werd sollten sollen sollte koennt weil denn - – — / , : ) + ~"
)
"""What may follow a number that counts the weeks or months named before."""
_COUNTS_OTHER = words(
    "bin modul nr nummer punkt frage hartz um gegen ab uhr jobakademie gruppe raum ziel schritt stufe klasse teil "
    "phase paragraf tel telefon handy plz alter mit kw nummern zimmer bogen"
)
"""Before a number: it is a name, an age or a time of day."""
_ALONE = words("einen einer eine eins eines")
_NAMES_ONLY = _COUNTS_OTHER - words("ab um gegen mit")
_COMPARED = MEHR | WENIGER | words("frueher spaeter")
_NEAR = 6
_LARGEST = 400 * QUARTERS


class Stueck(NamedTuple):
    """One piece of a text; `angabe` holds what was read in it."""

    art: Art
    wort: str
    angabe: Zahlangabe | Mengenangabe | Vage | Turnus | Tagesangabe | Einheit | None = None


def zerlege(text: str, start: date) -> list[Stueck]:
    """The pieces of a text in order; `start` is the day that "nächsten Monat" and the like refer to."""
    tokens = tokenize(text)
    pieces: list[Stueck] = []
    at = expecting = 0
    while at < len(tokens):
        if tokens[at].wort == "." and at and tokens[at - 1].wort in _ABBREVIATIONS:
            at += 1
            continue
        if at and "\n" in text[tokens[at - 1].end : tokens[at].start]:
            pieces.append(Stueck("grenze", "\n"))
        if tokens[at].wort in _EXPECT_DAY:
            expecting = at + _EXPECTING
        piece, at = _piece(tokens, at, start, slips=at < expecting)
        pieces.append(piece)
    _deny_units(pieces)
    return _with_units(pieces)


def _piece(tokens: Sequence[Token], at: int, start: date, *, slips: bool) -> tuple[Stueck, int]:
    token = tokens[at]
    word = token.wort
    if token.text in "àÀáÁ":
        return Stueck("wort", "je"), at + 1
    if not (token.is_number or token.is_word or word in "½¼¾"):
        sign = "und" if word == "&" else word
        return Stueck("grenze" if word in _BOUNDARIES else "zeichen", sign), at + 1
    day = lies_tag(tokens, at, start, slips=slips)
    if day is not None:
        return Stueck("tag", word, day), day.end
    found = lies_angabe(tokens, at)
    if found is None:
        unit = einheit(word) if len(word) >= _SHORTEST_UNIT and word != "mon" else None
        return Stueck("wort" if unit is None else "einheit", _AND.get(word, word), unit), at + 1
    match found:
        case Mengenangabe():
            frequency = _frequency_end(tokens, found)
            if frequency:
                return Stueck("turnus", word, found), frequency
            return Stueck("menge", word, found), found.end
        case Zahlangabe():
            return Stueck("zahl", word, found), found.end
        case Vage():
            return Stueck("vage", word, found), found.end
        case Turnus():
            return Stueck("turnus", word, found), found.end


def _deny_units(pieces: list[Stueck]) -> None:
    """ "Kein (ganzes) Jahr" is an amount, denied; but not "keinen Tag länger"."""
    for at, piece in enumerate(pieces):
        if isinstance(piece.angabe, Einheit) and at and _is_denied(pieces, at):
            amount = Mengenangabe(0, menge_aus(QUARTERS, piece.angabe), piece.angabe, QUARTERS)
            pieces[at] = Stueck("menge", piece.wort, amount)


def _is_denied(pieces: list[Stueck], at: int) -> bool:
    before = pieces[at - 2].wort if at > 1 and pieces[at - 1].wort.startswith("ganz") else pieces[at - 1].wort
    return before in KEIN and not (at + 1 < len(pieces) and pieces[at + 1].wort in _COMPARED)


def _frequency_end(tokens: Sequence[Token], found: Mengenangabe) -> int:
    """Where "drei Tage" goes on as "die Woche", "pro Woche", "wöchentlich"; else 0."""
    at = found.end
    while at < len(tokens) and at < found.end + 2 and tokens[at].wort in _TAIL_LINKS:
        at += 1
    if at >= len(tokens):
        return 0
    if tokens[at].wort in _EVERY:
        return at + 1
    unit = einheit(tokens[at].wort) if at > found.end else None
    return at + 1 if unit is not None and unit.rough_days > found.einheit.rough_days else 0


def _with_units(pieces: list[Stueck]) -> list[Stueck]:
    if not any(piece.art == "zahl" for piece in pieces):
        return pieces
    _from_behind(pieces)
    _from_before(pieces)
    return pieces


def _from_behind(pieces: list[Stueck]) -> None:
    """ "Drei, nee, zwei Monate": where the unit is missing on the left, the one on the right holds."""
    following: Mengenangabe | None = None
    distance = 0
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if isinstance(piece.angabe, Zahlangabe):
            if following and distance <= _NEAR and _belongs(pieces, place, piece.angabe, following):
                following = _counted(piece.angabe, following.einheit)
                pieces[place] = Stueck("menge", piece.wort, following)
            else:
                following = None
            distance = 0
        elif isinstance(piece.angabe, Mengenangabe) and piece.art == "menge":
            following, distance = piece.angabe, 0
        elif piece.wort not in LEICHT or piece.wort in ("!", "?", ";"):
            following = None
        distance += 1


def _belongs(pieces: list[Stueck], place: int, number: Zahlangabe, amount: Mengenangabe) -> bool:
    if not number.quarters or number.quarters > _LARGEST or pieces[place + 1].wort in ("mal", "x"):
        return False
    only_comma = pieces[place + 1].wort == "," or pieces[place + 1].art == "menge"
    if place and pieces[place - 1].wort in (_COUNTS_OTHER if only_comma else _NAMES_ONLY):
        return False
    if only_comma and not _correcting(pieces, place + 1):
        return number.quarters < amount.quarters <= 2 * number.quarters
    return True


def _correcting(pieces: list[Stueck], at: int) -> bool:
    """Whether more than a comma stands between this place and the next number."""
    return at + 1 < len(pieces) and pieces[at].wort == "," and pieces[at + 1].art == "wort"


def _from_before(pieces: list[Stueck]) -> None:
    """ "Einen Monat. Oder nein, doch zwei.": a number alone takes the unit named before."""
    unit: Einheit | None = None
    for place, piece in enumerate(pieces):
        match piece.angabe:
            case Mengenangabe(einheit=known) | Vage(einheit=known) if piece.art != "turnus":
                unit = known
            case Zahlangabe() as number if unit is not None and _alone(pieces, place, number):
                pieces[place] = Stueck("menge", piece.wort, _counted(number, unit))
            case Einheit() as named if piece.wort.endswith(("te", "en", "ge")):
                unit = unit or named


def _alone(pieces: list[Stueck], place: int, number: Zahlangabe) -> bool:
    if not number.quarters or number.quarters > _LARGEST:
        return False
    if number.artikel and pieces[place].wort not in _ALONE:
        return False
    if place and pieces[place - 1].wort in _COUNTS_OTHER:
        return False
    if place + 1 == len(pieces) or pieces[place + 1].art == "grenze":
        return True
    return pieces[place + 1].wort in _COUNT_FOLLOWS or (pieces[place + 1].art == "menge" and not number.artikel)


def _counted(number: Zahlangabe, unit: Einheit) -> Mengenangabe:
    quarters = number.quarters or 0
    if quarters < QUARTERS and unit.faktor > 1:
        unit = JAHR
    return Mengenangabe(number.end, menge_aus(quarters, unit), unit, quarters)
