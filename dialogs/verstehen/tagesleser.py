"""The tools to read a day among tokens: what stands where, and the year said behind a day.

The forms of a day themselves stand in `tag_ziffern` and `tag_worte`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from dialogs.verstehen import kalender
from dialogs.verstehen.einheit import einheit_vertippt
from dialogs.verstehen.kalender import Regel
from dialogs.verstehen.woerter import Token, words

NEXT = words("naechsten naechstes naechster naechste kommenden kommendes kommender kommende folgenden folgendes")
THIS = words("dieses diesen diesem laufenden aktuellen des vom")
WEEK = words("kw kalenderwoche kalenderwochen kalenderw kalwoche")
_YEAR_LINKS = words("im in des vom ,")
_YEAR_WORDS = words("jahres jahr jahrs")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LONGEST_SHORT_MONTH = 4


class Tagesangabe(NamedTuple):
    """A day as named: `tag` when the words fix it, else the rule of its year, with the year if said."""

    end: int
    regel: Regel | None = None
    year: int | None = None
    tag: date | None = None
    wochentag: int | None = None
    ohne_tag: bool = False
    """A month was named and no day in it; the rule gives its last."""
    woche: bool = False
    """A calendar week was named; the rule gives its Sunday."""


@dataclass(frozen=True, slots=True)
class Tagesleser:
    """Tokens with the day they refer to; `slips` also takes misspelt names, where a day is expected."""

    tokens: Sequence[Token]
    heute: date
    slips: bool = False

    def wort(self, at: int) -> str:
        """The folded word at a place, "" behind the end."""
        return self.tokens[at].wort if at < len(self.tokens) else ""

    def glued(self, at: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def counts(self, at: int) -> bool:
        """Whether the word at `at` makes the number before it an amount or a time of day."""
        word = self.wort(at)
        return word in ("uhr", "euro") or einheit_vertippt(word) is not None

    def short(self, at: int) -> int | None:
        """One or two digits as a number."""
        word = self.wort(at)
        return int(word) if word.isdecimal() and len(word) <= 2 else None

    def month(self, at: int) -> int | None:
        """The month named at `at`."""
        return (kalender.monat_vertippt if self.slips else kalender.monat)(self.wort(at))

    def behind_month(self, at: int) -> int:
        """The place behind the month at `at`, with the dot of its short form."""
        dotted = self.wort(at + 1) == "." and len(self.wort(at)) <= _LONGEST_SHORT_MONTH
        return at + 1 + dotted

    def year(self, at: int) -> tuple[int | None, int]:
        """The year said at `at` ("2027", "nächsten Jahres") and the place behind it; None and `at` without one."""
        found = self._year(at + 1 if self._links_year(at) else at)
        return (None, at) if found is None else found

    def year_behind_day(self, at: int) -> tuple[int | None, int]:
        """As `year`, and also two digits that count nothing: "30. Juni 26"."""
        word = self.wort(at)
        if len(word) == 2 and word.isdecimal() and 20 <= int(word) < 50 and not self.counts(at + 1):
            return 2000 + int(word), at + 1
        return self.year(at)

    def dated(self, at: int, regel: Regel) -> Tagesangabe:
        """The day of that rule with the year said at `at`, if any."""
        year, end = self.year(at)
        return Tagesangabe(end, regel, year)

    def week(self, at: int, number: int) -> Tagesangabe:
        """Calendar week `number`, with the year said at `at`."""
        return self.dated(at, partial(kalender.kalenderwoche, number, 7))._replace(woche=True)

    def _links_year(self, at: int) -> bool:
        word = self.wort(at)
        return word in _YEAR_LINKS and (word != "," or self.wort(at + 1).isdecimal())

    def _year(self, at: int) -> tuple[int, int] | None:
        word = self.wort(at)
        if len(word) == 4 and word.isdecimal():
            said = _FIRST_YEAR <= int(word) <= _LAST_YEAR and not self.counts(at + 1)
            return (int(word), at + 1) if said else None
        if self.wort(at + 1) not in _YEAR_WORDS:
            return None
        if word in NEXT:
            return self.heute.year + 1, at + 2
        return (self.heute.year, at + 2) if word in THIS else None
