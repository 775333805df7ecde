"""A day written in a command: 01.03.2027, 5.3., 4. März, 2027-03-01, heute, gestern.
How long something takes and what an O-Ton means by a date is not read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from dialogs.verstehen.kalender import kalendertag, monat
from dialogs.verstehen.woerter import Token

_SPOKEN: Final = {"heute": 0, "heut": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "uebermorgen": 2}
_CENTURY: Final = 2000


@dataclass(frozen=True, slots=True)
class Tagesangabe:
    """A day said in the tokens from `start` up to `end`. Without `year` the one nearest to today is meant."""

    start: int
    end: int
    day: int = 0
    month: int = 0
    year: int | None = None
    days_from_today: int | None = None

    def on(self, heute: date) -> date | None:
        """The day, or None when the calendar has no such day."""
        if self.days_from_today is not None:
            return heute + timedelta(days=self.days_from_today)
        if self.year is not None:
            return kalendertag(self.day, self.month, self.year)
        days = (kalendertag(self.day, self.month, heute.year + step) for step in (-1, 0, 1))
        return min((day for day in days if day), key=lambda day: abs(day - heute), default=None)


def tagesangabe(tokens: Sequence[Token], place: int) -> Tagesangabe | None:
    """The day that is said from this token on, or None."""
    word = tokens[place].wort
    if word in _SPOKEN:
        return Tagesangabe(place, place + 1, days_from_today=_SPOKEN[word])
    if not tokens[place].is_number:
        return None
    return _iso(tokens, place) or _german(tokens, place)


def _iso(tokens: Sequence[Token], place: int) -> Tagesangabe | None:
    match [token.text for token in tokens[place : place + 5]]:
        case [year, "-", month, "-", day] if len(year) == 4 and len(month) == len(day) == 2:
            if (month + day).isdecimal() and _touching(tokens[place : place + 5]):
                return Tagesangabe(place, place + 5, int(day), int(month), int(year))
    return None


def _touching(tokens: Sequence[Token]) -> bool:
    return all(one.end == two.start for one, two in pairwise(tokens))


def _german(tokens: Sequence[Token], place: int) -> Tagesangabe | None:
    if len(tokens[place].text) > 2:
        return None
    day, after = int(tokens[place].text), place + 1
    dotted = _is(tokens, after, ".")
    after += dotted
    month, after = _month(tokens, after, dotted=dotted)
    if not month:
        return None
    year, after = _year(tokens, after)
    return Tagesangabe(place, after, day, month, year)


def _month(tokens: Sequence[Token], place: int, *, dotted: bool) -> tuple[int, int]:
    if place >= len(tokens):
        return 0, place
    named = monat(tokens[place].wort)
    if named:
        return named, place + 1 + _is(tokens, place + 1, ".")
    if dotted and tokens[place].is_number and len(tokens[place].text) <= 2:
        return int(tokens[place].text), place + 1 + _is(tokens, place + 1, ".")
    return 0, place


def _year(tokens: Sequence[Token], place: int) -> tuple[int | None, int]:
    if place >= len(tokens) or not tokens[place].is_number or len(tokens[place].text) not in {2, 4}:
        return None, place
    year = int(tokens[place].text)
    if len(tokens[place].text) == 2 and tokens[place - 1].end != tokens[place].start:
        return None, place
    return (year + _CENTURY if year < 100 else year), place + 1


def _is(tokens: Sequence[Token], place: int, sign: str) -> bool:
    return place < len(tokens) and tokens[place].text == sign
