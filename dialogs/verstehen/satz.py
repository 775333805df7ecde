"""A text as a row of pieces: words, signs, numbers, amounts and days, each with what was read in it.

No judgement: an age and a length are the same kind of piece. A number without unit gets one from its neighbours.
"""

from collections.abc import Sequence
from datetime import date

from dialogs.verstehen.einheit import QUARTERS, Einheit, einheit, menge_aus
from dialogs.verstehen.einheit_erben import mit_einheiten
from dialogs.verstehen.mengenangabe import Angabe, Mengenangabe, Turnus, Vage, Zahlangabe, lies_angabe
from dialogs.verstehen.stueck import Art, Stueck
from dialogs.verstehen.tagesangabe import lies_tag
from dialogs.verstehen.woerter import Token, tokenize, words
from dialogs.verstehen.wortschatz import DONE, DONE_MAYBE, KEIN, MEHR, WENIGER

_BOUNDARIES = frozenset(".!?;\n…")
_EXPECT_DAY = words("bis biss bsi ende anfang mitte am zum spaetestens laengstens")
_EXPECTING = 5
"""So many tokens behind such a word a misspelt day is looked for."""
_TAIL_LINKS = words("in im am pro je per / a die der den jede jeden jeder das")
_EVERY = words("woechentlich monatlich taeglich jaehrlich wochentlich")
_SHORTEST_UNIT = 3

_ABBREVIATIONS = words("u o od mind min max ca evtl vllt inkl ungef bzw ggf einschl mon wo")
"""The dot behind them ends no sentence."""

_PARTICIPLES = DONE | DONE_MAYBE
"""Where "ich" follows them without a comma, a new clause begins all the same."""
_SIGNS = {"&": "und", "<": "unter", ">": "ueber", "≤": "hoechstens", "≥": "mindestens"}
_BOUND_WORDS = words("unter ueber hoechstens mindestens")

_AND = {"od": "oder", "u": "und", "un": "und", "unn": "und", "biss": "bis", "bsi": "bis", "bsis": "bis"}

_SINGULAR = words("tag woche monat jahr quartal")
_COMPARED = MEHR | WENIGER | words("frueher spaeter")


def zerlege(text: str, start: date) -> list[Stueck]:
    """The pieces of a text in order; `start` is the day that "nächsten Monat" and the like refer to."""
    tokens = tokenize(text)
    pieces: list[Stueck] = []
    at = expecting = 0
    while at < len(tokens):
        if tokens[at].wort == "." and at and tokens[at - 1].wort in _ABBREVIATIONS:
            if pieces[-1].wort == "o":
                pieces[-1] = Stueck("wort", "oder")
            at += 1
            continue
        if at and "\n" in text[tokens[at - 1].end : tokens[at].start]:
            pieces.append(Stueck("grenze", "\n"))
        if tokens[at].wort == "ich" and pieces and pieces[-1].wort in _PARTICIPLES:
            pieces.append(Stueck("zeichen", ","))
        if tokens[at].wort in _EXPECT_DAY:
            expecting = at + _EXPECTING
        piece, at = _piece(tokens, at, start, slips=at < expecting)
        pieces.append(piece)
    _deny_units(pieces)
    return mit_einheiten(pieces)


def _piece(tokens: Sequence[Token], at: int, start: date, *, slips: bool) -> tuple[Stueck, int]:
    token = tokens[at]
    word = token.wort
    if token.text in "àÀáÁ":
        return Stueck("wort", "je"), at + 1
    if not (token.is_number or token.is_word or word in "½¼¾"):
        sign = _SIGNS.get(word, word)
        if sign in _BOUND_WORDS:
            return Stueck("wort", sign), at + 1
        return Stueck("grenze" if word in _BOUNDARIES else "zeichen", sign), at + 1
    day = lies_tag(tokens, at, start, slips=slips)
    if day is not None:
        return Stueck("tag", word, day), day.end
    found = lies_angabe(tokens, at)
    if found is None:
        at, word = _head(tokens, at)
        unit = einheit(word) if len(word) >= _SHORTEST_UNIT and word != "mon" else None
        if unit is not None:
            return Stueck("einheit", word, unit), at + 1
        return Stueck("wort", _AND.get(word, word), None, _is_noun(tokens[at].text)), at + 1
    frequency = _frequency_end(tokens, found) if isinstance(found, Mengenangabe) else 0
    return Stueck("turnus" if frequency else _art(found), word, found), frequency or found.end


def _is_noun(text: str) -> bool:
    return len(text) >= _SHORTEST_UNIT and text[0].isupper() and (text[1:].islower() or text == "ALG")


def _head(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """ "Kita-Eingewöhnung" is an Eingewöhnung: a compound is what its last part says."""
    while at + 2 < len(tokens) and tokens[at + 1].text == "-" and _is_compound(tokens[at], tokens[at + 2]):
        at += 2
    return at, tokens[at].wort


def _is_compound(first: Token, second: Token) -> bool:
    glued = first.end + 1 == second.start
    return glued and first.text[0].isupper() and second.text[0].isupper() and len(second.text) >= _SHORTEST_UNIT


def _art(found: Angabe) -> Art:
    match found:
        case Mengenangabe():
            return "menge"
        case Zahlangabe():
            return "zahl"
        case Vage():
            return "vage"
        case Turnus():
            return "turnus"


def _deny_units(pieces: list[Stueck]) -> None:
    """ "Kein (ganzes) Jahr" is an amount, denied; but not "keinen Tag länger"."""
    for at, piece in enumerate(pieces):
        if isinstance(piece.angabe, Einheit) and at and piece.wort in _SINGULAR and _is_denied(pieces, at):
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
