"""A day named in a text: read at one place among the tokens, and the date it means from a given day.

Whether that day is an end, a beginning or beside the point is decided by those who ask.
"""

from collections.abc import Sequence
from datetime import date

from dialogs.verstehen import kalender
from dialogs.verstehen.tag_worte import lies_worte
from dialogs.verstehen.tag_ziffern import lies_ziffern
from dialogs.verstehen.tagesleser import Tagesangabe, Tagesleser
from dialogs.verstehen.woerter import Token

__all__ = ["Tagesangabe", "letzter", "lies_tag", "naechster"]

_A_YEAR = 366
"""Farther off, the year nearest has no such day: "29.2." said in January 2027."""
_BEHIND_WEEKDAY = (",", ".", "den", "der", "dem")


def lies_tag(tokens: Sequence[Token], at: int, heute: date, *, slips: bool = False) -> Tagesangabe | None:
    """The day named from the token at `at` on; `slips` also takes misspelt names (where a day is expected).

    A weekday without a date is a Tagesangabe with nothing but `wochentag`.
    """
    return _lies(Tagesleser(tokens, heute, slips), at)


def naechster(angabe: Tagesangabe, ab: date) -> date | None:
    """The first such day on or after `ab`, whatever its year if that was said; None if there is none."""
    if angabe.tag is not None or angabe.regel is None:
        return angabe.tag
    if angabe.year is not None:
        return angabe.regel(angabe.year)
    days = (angabe.regel(year) for year in (ab.year, ab.year + 1))
    return next((day for day in days if day is not None and 0 <= (day - ab).days <= _A_YEAR), None)


def letzter(angabe: Tagesangabe, bis: date) -> date | None:
    """The last such day on or before `bis`, whatever its year if that was said; None if there is none."""
    if angabe.tag is not None or angabe.regel is None or angabe.year is not None:
        return naechster(angabe, bis)
    days = (angabe.regel(year) for year in (bis.year, bis.year - 1))
    return next((day for day in days if day is not None and day <= bis), None)


def _lies(leser: Tagesleser, at: int) -> Tagesangabe | None:
    weekday = _weekday(leser, at)
    return _plain(leser, at) if weekday is None else _with_weekday(leser, at, weekday)


def _plain(leser: Tagesleser, at: int) -> Tagesangabe | None:
    """The day that begins at `at`, if it does not begin with a weekday."""
    if at >= len(leser.tokens):
        return None
    if leser.tokens[at].is_number:
        return lies_ziffern(leser, at)
    return lies_worte(leser, at) if leser.tokens[at].is_word else None


def _weekday(leser: Tagesleser, at: int) -> int | None:
    """The weekday named at `at`; "Mo", "So" only with a dot or comma behind."""
    word = leser.wort(at)
    named = (kalender.wochentag_vertippt if leser.slips else kalender.wochentag)(word)
    short = kalender.wochentag_kurz(word)
    return short if named is None and short is not None and leser.wort(at + 1) in (",", ".", "den") else named


def _with_weekday(leser: Tagesleser, at: int, weekday: int) -> Tagesangabe | None:
    """ "Freitag", "Freitag, den 1. März"; a short form only with its date."""
    behind = at + 1
    while leser.wort(behind) in _BEHIND_WEEKDAY and behind < at + 4:
        behind += 1
    word_is_short = kalender.wochentag_kurz(leser.wort(at)) is not None
    found = _plain(leser, behind)
    if found is None or found.ohne_tag:
        return None if word_is_short else Tagesangabe(at + 1, wochentag=weekday)
    return found._replace(wochentag=weekday)
