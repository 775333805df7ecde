"""A number or an amount of time named in a text: read at one place among the tokens.

What it is for (a length, an age, a frequency) is decided by those who ask.
"""

from collections.abc import Sequence
from typing import NamedTuple

from dialogs.regelung.fristen import Menge
from dialogs.verstehen.einheit import (
    QUARTERS,
    TAG,
    Einheit,
    einheit,
    einheit_am_wort,
    einheit_vertippt,
    menge_aus,
    zahl_mit_einheit,
)
from dialogs.verstehen.woerter import Token, words
from dialogs.verstehen.zahl import ARTIKEL, viertel, zahl, zahl_vertippt

_DECIMALS = {"0": 0, "00": 0, "25": 1, "5": 2, "50": 2, "75": 3}
_SLASHED = {("1", "2"): 2, ("1", "4"): 1, ("3", "4"): 3}
_BETWEEN = words(
    "knapper knappes vollen voller volles volle ganze ganzen ganzer ganzes gute guten guter gutes knappe "
    "knappen weitere weiteren komplette kompletten richtige lange kurze satte schoene kleine laeppische "
    "zusaetzliche gern gerne"
)
"""Adjectives that may stand between a number and its unit."""
_VAGUE = words(
    "paar einige einigen mehrere mehreren mehr wenige wenigen viele vielen etliche etlichen manche diverse bisschen"
)
_VAGUE_ADJECTIVES = words("mehrwoechig mehrwoechige mehrmonatig mehrmonatige mehrjaehrig mehrjaehrige")
_COURSES = (
    "kurs",
    "programm",
    "massnahme",
    "modul",
    "training",
    "paket",
    "lehrgang",
    "variante",
    "plan",
    "teilnahme",
)
"""What a "3-Monats-…" must be to be a length; the rest are frequencies and terms."""
_HALF = 2
_MOST_SHORT = 24 * QUARTERS
"""So many months may be written "2m"; more are metres."""
_FORTNIGHTLY = words("14 vierzehn")
_WHOLE = words("ganze ganzen ganzer ganzes")


class Zahlangabe(NamedTuple):
    """A number alone, in quarters; None where the fraction has no quarters. `artikel`: it may just be "a"."""

    end: int
    quarters: int | None
    artikel: bool = False


class Mengenangabe(NamedTuple):
    """A number with its unit; `menge` is None where the BGB has no count for it (half a week)."""

    end: int
    menge: Menge | None
    einheit: Einheit
    quarters: int


class Vage(NamedTuple):
    """An amount without a number: "ein paar Wochen"."""

    end: int
    einheit: Einheit


class Turnus(NamedTuple):
    """A frequency in one word: "14-tägig"."""

    end: int


Angabe = Zahlangabe | Mengenangabe | Vage | Turnus


def lies_angabe(tokens: Sequence[Token], at: int) -> Angabe | None:
    """The number or amount that begins at `at`; the longest one, so "zwei und einen halben Monat" is one."""
    word = tokens[at].wort
    if word in _VAGUE:
        return _vague(tokens, at + 1)
    found = _number(tokens, at)
    if found is None:
        return _compound(tokens, at)
    found = _without_brackets(tokens, found)
    vague = _vague(tokens, found.end + 1) if _wort(tokens, found.end) in _VAGUE else None
    return vague or _with_unit(tokens, found) or (found if _trusted(tokens, at) else None)


def _wort(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].wort if at < len(tokens) else ""


def _glued(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at - 1].end == tokens[at].start


def _trusted(tokens: Sequence[Token], at: int) -> bool:
    """A misspelt number counts only with a unit behind it."""
    word = tokens[at].wort
    return zahl(word) is not None or viertel(word) is not None or word in ARTIKEL


def _without_brackets(tokens: Sequence[Token], number: Zahlangabe) -> Zahlangabe:
    """ "Sechs (6) Wochen": the repetition in brackets is skipped."""
    at = number.end
    if _wort(tokens, at) == "(" and _wort(tokens, at + 2) == ")" and zahl(tokens[at + 1].wort) is not None:
        return number._replace(end=at + 3)
    return number


def _vague(tokens: Sequence[Token], at: int) -> Vage | None:
    behind = at + (_wort(tokens, at) in _BETWEEN)
    unit = einheit(_wort(tokens, behind))
    return None if unit is None else Vage(behind + 1, unit)


def _number(tokens: Sequence[Token], at: int) -> Zahlangabe | None:
    word = tokens[at].wort
    if tokens[at].is_number:
        return _digits(tokens, at)
    fraction = viertel(word)
    if fraction is not None:
        return _fraction(tokens, at, fraction)
    if word in ARTIKEL or word == "a":
        return _behind_article(tokens, at)
    count = zahl(word) if len(word) < 4 else zahl_vertippt(word)
    if count is None:
        return None
    return _and_half(tokens, Zahlangabe(at + 1, QUARTERS * count))


def _digits(tokens: Sequence[Token], at: int) -> Zahlangabe | None:
    count = zahl(tokens[at].wort)
    if count is None:
        return None
    sign, after = _wort(tokens, at + 1), _wort(tokens, at + 2)
    if sign in (",", ".") and after.isdecimal() and _glued(tokens, at + 1) and _glued(tokens, at + 2):
        return _decimal(tokens, at, count)
    if sign == "/" and (tokens[at].wort, after) in _SLASHED:
        return Zahlangabe(at + 3, _SLASHED[tokens[at].wort, after])
    return _and_half(tokens, Zahlangabe(at + 1, QUARTERS * count))


def _decimal(tokens: Sequence[Token], at: int, count: int) -> Zahlangabe:
    """ "1,5"; with a dot and nothing to count behind it ("2.0") it is a name, not a number."""
    rest = _DECIMALS.get(tokens[at + 2].wort)
    name = tokens[at + 1].wort == "." and einheit_vertippt(_wort(tokens, at + 3)) is None
    return Zahlangabe(at + 3, None if rest is None or name else QUARTERS * count + rest)


def _fraction(tokens: Sequence[Token], at: int, quarters: int) -> Zahlangabe:
    if _wort(tokens, at + 1) == "dutzend":
        return Zahlangabe(at + 2, 12 * quarters)
    return Zahlangabe(at + 1, quarters)


def _behind_article(tokens: Sequence[Token], at: int) -> Zahlangabe | None:
    """ "Ein halbes", "eine", "ein und einen halben", "ein Dutzend"; "a" only before a half or a unit."""
    following = _wort(tokens, at + 1)
    fraction = viertel(following)
    if following == "einhalb":
        return Zahlangabe(at + 2, QUARTERS + _HALF)
    if following == "ein" and viertel(_wort(tokens, at + 2)) == _HALF:
        return Zahlangabe(at + 3, QUARTERS + _HALF)
    if fraction is not None:
        return _fraction(tokens, at + 1, fraction)
    if following in _WHOLE:
        return Zahlangabe(at + 2, QUARTERS)
    if following == "dutzend":
        return Zahlangabe(at + 2, 12 * QUARTERS)
    if following in ("1", "3") and (following, _wort(tokens, at + 3)) in _SLASHED:
        return _digits(tokens, at + 1)
    if following.isdecimal() or zahl(following) is not None:
        return None
    if tokens[at].wort == "a" and einheit_vertippt(following) is None:
        return None
    return _and_half(tokens, Zahlangabe(at + 1, QUARTERS, artikel=True))


def _and_half(tokens: Sequence[Token], number: Zahlangabe) -> Zahlangabe:
    """ "1 1/2", "1½", "2 einhalb", "zwei und einen halben (Monat)"."""
    at, whole = number.end, number.quarters or 0
    word = _wort(tokens, at)
    if word == "viertel" and whole == 3 * QUARTERS:
        return Zahlangabe(at + 1, 3)
    if word == "ein" and viertel(_wort(tokens, at + 1)) == _HALF and not number.artikel:
        return Zahlangabe(at + 2, whole + _HALF)
    if viertel(word) == _HALF and word not in ("½", "einhalb") and not number.artikel:
        return Zahlangabe(at + 1, None)
    if word in ("½", "¼", "¾", "einhalb"):
        return Zahlangabe(at + 1, whole + (viertel(word) or 0))
    if (word, _wort(tokens, at + 2)) in _SLASHED and _wort(tokens, at + 1) == "/" and not number.artikel:
        return Zahlangabe(at + 3, whole + _SLASHED[word, _wort(tokens, at + 2)])
    if word == "und" and _wort(tokens, at + 1) in ARTIKEL and (viertel(_wort(tokens, at + 2)) or 0) < QUARTERS:
        part = viertel(_wort(tokens, at + 2))
        return number if part is None else Zahlangabe(at + 3, whole + part)
    return number


def _with_unit(tokens: Sequence[Token], number: Zahlangabe) -> Mengenangabe | Turnus | None:
    at = number.end
    if _wort(tokens, at) == "," and [_wort(tokens, at + 1), _wort(tokens, at + 2)] == ["und", "zwar"]:
        at += 3
    if (_wort(tokens, at) in ("-", "–", ".") and _glued(tokens, at) and at) or _wort(tokens, at) in _BETWEEN:
        at += 1
    unit = _unit(tokens, at, number)
    if unit is None:
        return None
    if unit is TAG and tokens[number.end - 1].wort in _FORTNIGHTLY and tokens[at].wort.startswith("taeg"):
        return Turnus(at + 1)
    if _wort(tokens, at + 1) == "-" and _glued(tokens, at + 1) and not _wort(tokens, at + 2).startswith(_COURSES):
        return Turnus(at + 3)
    menge = None if number.quarters is None else menge_aus(number.quarters, unit)
    return Mengenangabe(at + 1, menge, unit, number.quarters or 0)


def _unit(tokens: Sequence[Token], at: int, number: Zahlangabe) -> Einheit | None:
    word = _wort(tokens, at)
    if not word or (_wort(tokens, at - 1) == "." and not word.endswith(("en", "te", "ge", "hre"))):
        return None
    if word in ("w", "wo", "d", "m") and not tokens[number.end - 1].is_number:
        return None
    if word == "m" and not (_glued(tokens, at) and 0 < (number.quarters or 0) <= _MOST_SHORT):
        return None
    return einheit_am_wort(word) or (None if number.artikel and len(word) < 5 else einheit_vertippt(word))


def _compound(tokens: Sequence[Token], at: int) -> Angabe | None:
    word = tokens[at].wort
    if word in _WHOLE and at and tokens[at - 1].wort in ("bis", "oder"):
        return _with_unit(tokens, Zahlangabe(at + 1, QUARTERS))
    if len(word) < 6:
        return None
    unit = einheit(word)
    if unit is not None:
        return Mengenangabe(at + 1, menge_aus(QUARTERS, unit), unit, QUARTERS) if _counts_alone(unit, word) else None
    found = zahl_mit_einheit(word)
    if found is None:
        return None
    quarters, unit = found
    if word.startswith(("vierzehntaeg", "achttaeg")):
        return Turnus(at + 1)
    return Mengenangabe(at + 1, menge_aus(quarters, unit), unit, quarters)


def _counts_alone(unit: Einheit, word: str) -> bool:
    """ "Vierteljahr" and "Halbjahr" hold their number; "Quartal" and "Woche" do not."""
    return unit.faktor > 1 and not word.startswith("quartal")
