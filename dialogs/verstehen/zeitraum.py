"""The slot `period` of a question: "diesen Monat", "in den nächsten 14 Tagen", "Q2", "bis Ende März".
Reads the words; which days they are stands in `zeitraum_tage`. Teilnahmedauer is not read here (`dauer`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.verstehen.kalender import fest, monat
from dialogs.verstehen.tag import tagesangabe
from dialogs.verstehen.woerter import Token, tokenize
from dialogs.verstehen.wortmenge import word_set
from dialogs.verstehen.zahl import ordnungszahl, zahl
from dialogs.verstehen.zeitraum_tage import resolve
from dialogs.verstehen.zeitraum_werte import (
    Amount,
    Between,
    CalendarSpan,
    Month,
    Period,
    Quarter,
    Span,
    Unit,
    Which,
    Year,
)

__all__ = ["Fund", "Period", "finde_zeitraum", "resolve", "verstehe_zeitraum"]


@dataclass(frozen=True, slots=True)
class Fund:
    """A period said in the tokens from `start` up to `end`."""

    period: Period
    start: int
    end: int


_UNITS: Final[dict[str, Unit]] = {
    "tag": "days", "tage": "days", "tagen": "days", "woche": "weeks", "wochen": "weeks",
    "monat": "months", "monate": "months", "monaten": "months",
}  # fmt: skip
_SPANS: Final[dict[str, Span]] = {
    "woche": "week", "kalenderwoche": "week", "monat": "month", "monats": "month", "quartal": "quarter",
    "quartals": "quarter", "jahr": "year", "jahres": "year",
}  # fmt: skip
_ENDINGS: Final = ("", "e", "en", "er", "es", "em", "n", "s", "r", "m")
_STEMS: Final[dict[Which, str]] = {
    "this": "dies diese laufend aktuell",
    "next": "nae naech naechst kommend folgend",
    "last": "letzt vorig vergangen",
}
_WHICH: Final = {
    stem + ending: which for which, stems in _STEMS.items() for stem in stems.split() for ending in _ENDINGS
}
_INTO: Final = word_set("in im den die der das innerhalb binnen von fuer aus am")
_WITHIN: Final = word_set("in innerhalb binnen")
_HEADING: Final = word_set("auslaufend auslaufende ablaufend ablaufende ablauf endend endende")
_BEFORE_BOUNDARY: Final = word_set("zum zur einschliesslich inklusive zu dem vom den")
_PARTS: Final = word_set("anfang mitte ende")
_OF: Final = word_set(
    "des der dieses diesen naechsten monats monat jahres jahr quartals quartal woche naechster dieser"
)
_ENDS: Final = word_set("monatsende jahresende quartalsende wochenende sommer heute morgen monatsmitte")
_YEARS: Final = range(2000, 2100)


def verstehe_zeitraum(text: str) -> Period | None:
    """The first period said in the text, or None. Linear in its length."""
    found = finde_zeitraum(tokenize(text))
    return found.period if found else None


def finde_zeitraum(tokens: Sequence[Token]) -> Fund | None:
    """The first period said, with its place among the tokens."""
    for place, token in enumerate(tokens):
        if token.is_word or token.is_number:
            found = _boundaries(tokens, place) or _amount(tokens, place) or _named(tokens, place)
            if found:
                return found
    return None


def _word(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].wort if 0 <= place < len(tokens) else ""


# --- bis, seit, von ... bis ------------------------------------------------------------------------


def _boundaries(tokens: Sequence[Token], place: int) -> Fund | None:
    word = tokens[place].wort
    if word in {"bis", "seit", "ab"}:
        start, end = _boundary(tokens, place + 1)
        text = _text(tokens, start, end)
        period = Between(until=text) if word == "bis" else Between(since=text)
        return Fund(period, place, end) if text else None
    start = place + 1 if word in {"von", "vom", "zwischen"} else place
    if start == place and monat(word) is None:
        return None
    return _from_to(tokens, place, start)


def _from_to(tokens: Sequence[Token], place: int, start: int) -> Fund | None:
    first, after = _boundary(tokens, start)
    if after == first or _word(tokens, after) not in {"bis", "und"}:
        return None
    second, end = _boundary(tokens, after + 1)
    if end == second or (_word(tokens, after) == "und" and _word(tokens, place) != "zwischen"):
        return None
    return Fund(Between(_text(tokens, first, after), _text(tokens, second, end)), place, end)


def _boundary(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Where the text of a boundary begins and ends; empty when no day follows."""
    place = _skip(tokens, place, _BEFORE_BOUNDARY)
    start = place
    if _word(tokens, place) in _PARTS:
        return start, _after_month(tokens, _skip(tokens, place + 1, _OF))
    if place < len(tokens):
        day = tagesangabe(tokens, place)
        if day:
            return start, day.end
    if _word(tokens, place) in _ENDS or fest(_word(tokens, place)):
        return start, _after_year(tokens, place + 1)
    return start, _after_month(tokens, place)


def _skip(tokens: Sequence[Token], place: int, skipped: frozenset[str]) -> int:
    """The place after at most three words of the set."""
    end = place + 3
    while place < end and _word(tokens, place) in skipped:
        place += 1
    return place


def _after_month(tokens: Sequence[Token], place: int) -> int:
    if _word(tokens, place) and monat(_word(tokens, place)):
        return _after_year(tokens, place + 1)
    return _after_year(tokens, place)


def _after_year(tokens: Sequence[Token], place: int) -> int:
    return place + 1 if _year(tokens, place) else place


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    """The tokens as they were written, with single spaces where there was space."""
    parts: list[str] = []
    for place in range(start, end):
        touching = place == start or tokens[place - 1].end == tokens[place].start
        parts.append(tokens[place].text if touching else " " + tokens[place].text)
    return "".join(parts)


# --- amounts, months, quarters, years --------------------------------------------------------------


def _amount(tokens: Sequence[Token], place: int) -> Fund | None:
    """ "in den nächsten 14 Tagen", "letzte 4 Wochen", "in 2 Wochen"; a bare "neun Monate" is no period."""
    at, which = place, None
    while _word(tokens, at) in _INTO and at - place < 3:
        at += 1
    if _word(tokens, at) in _WHICH:
        which, at = _WHICH[_word(tokens, at)], at + 1
    elif _word(tokens, place) not in _WITHIN and _word(tokens, place - 1) not in _HEADING:
        return None
    number = zahl(_word(tokens, at)) if _word(tokens, at) else None
    unit = _UNITS.get(_word(tokens, at + 1))
    if not number or unit is None or which == "this":
        return None
    return Fund(Amount(unit, number, past=which == "last"), place, at + 2)


def _named(tokens: Sequence[Token], place: int) -> Fund | None:
    return (
        _calendar_span(tokens, place)
        or _end_of_span(tokens, place)
        or _quarter(tokens, place)
        or _month(tokens, place)
        or _only_year(tokens, place)
        or (Fund(Amount("days", 1), place, place + 1) if tokens[place].wort == "heute" else None)
    )


def _calendar_span(tokens: Sequence[Token], place: int) -> Fund | None:
    which, span = _WHICH.get(tokens[place].wort), _SPANS.get(_word(tokens, place + 1))
    if which is None or span is None:
        return None
    return Fund(CalendarSpan(which, span), place, place + 2)


def _quarter(tokens: Sequence[Token], place: int) -> Fund | None:
    word, following = tokens[place].wort, _word(tokens, place + 1)
    if word in {"q", "quartal"} and following in _QUARTERS:
        return _quarter_until(tokens, place, place + 2, _QUARTERS[following])
    number = _QUARTERS.get(word) or ordnungszahl(word)
    at = place + 2 if following == "." else place + 1
    if number in {1, 2, 3, 4} and _word(tokens, at) in {"quartal", "quartals", "q"}:
        return _quarter_until(tokens, place, at + 1, number)
    return None


_QUARTERS: Final = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def _quarter_until(tokens: Sequence[Token], place: int, end: int, number: int) -> Fund:
    at = end + 1 if _word(tokens, end) in {"/", "-", "von", "in", "des", "im"} else end
    at = at + 1 if _word(tokens, at) in {"jahr", "jahres"} else at
    year = _year(tokens, at)
    return Fund(Quarter(number, year), place, at + 1 if year else end)


_HONORIFIC: Final = word_set("herr herrn frau")


def _end_of_span(tokens: Sequence[Token], place: int) -> Fund | None:
    """ "Wer ist Ende des Jahres raus?", "zum Jahresende": until then."""
    word = tokens[place].wort
    start, end = _boundary(tokens, place)
    of_span = word == "ende" and _word(tokens, end - 1) in _SPANS
    if not (of_span or word in _SPAN_ENDS):
        return None
    return Fund(Between(until=_text(tokens, start, end)), place, end)


_SPAN_ENDS: Final = word_set("jahresende monatsende quartalsende")


def _month(tokens: Sequence[Token], place: int) -> Fund | None:
    number = monat(tokens[place].wort) if tokens[place].is_word else None
    if (
        number is None
        or _word(tokens, place - 1) in _HONORIFIC
        or (len(tokens[place].wort) == 3 and tokens[place].wort != "mai")
    ):
        return None
    year = _year(tokens, place + 1)
    return Fund(Month(number, year), place, place + 2 if year else place + 1)


def _only_year(tokens: Sequence[Token], place: int) -> Fund | None:
    year = _year(tokens, place)
    if not year or _word(tokens, place + 1) in {"-", "/"} or _word(tokens, place - 1) in {"-", "/", "."}:
        return None
    return Fund(Year(year), place, place + 1)


def _year(tokens: Sequence[Token], place: int) -> int | None:
    """A year of this century in four digits."""
    text = tokens[place].text if place < len(tokens) else ""
    return int(text) if len(text) == 4 and text.isdecimal() and int(text) in _YEARS else None
