"""A day named in a text: read at one place among the tokens, with the year it may lie in.

Whether that day is an end, a beginning or beside the point is decided by those who ask.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from dialogs.verstehen import kalender
from dialogs.verstehen.einheit import einheit_vertippt
from dialogs.verstehen.kalender import LETZTER, Regel
from dialogs.verstehen.woerter import Token, words
from dialogs.verstehen.zahl import ordnungszahl, ordnungszahl_vertippt, zahl

EDGES = {
    "anfang": 1, "anf": 1, "anfangs": 1, "beginn": 1, "mitte": 15, "mite": 15, "mittte": 15,
    "ende": LETZTER, "end": LETZTER, "edne": LETZTER, "endde": LETZTER, "ened": LETZTER, "enden": LETZTER,
    "letzten": LETZTER, "schluss": LETZTER,
}  # fmt: skip
_MONTH_EDGES = {
    "monatsende": LETZTER,
    "monatsschluss": LETZTER,
    "monatsmitte": 15,
    "monatsanfang": 1,
    "ultimo": LETZTER,
}
_YEAR_END = words("jahresende jahresschluss jahresendes")
_WEEK = words("kw kalenderwoche kalenderwochen kalenderw kalwoche")
_LINK = words("des der vom von dem im den diesen dieses")
_NEXT = words("naechsten naechstes naechster naechste kommenden kommendes folgenden folgendes")
_THIS = words("dieses diesen diesem laufenden aktuellen des vom")
_ORDINAL_SIGN = words("te ter ten tes t")
_CENTURY = 70
"""Two digits from here on mean the last century."""


class Tagesangabe(NamedTuple):
    """A day as named: `tag` when the words fix it, else the rule of its year, with the year if said."""

    end: int
    regel: Regel | None = None
    year: int | None = None
    tag: date | None = None
    wochentag: int | None = None
    ohne_tag: bool = False
    """A month was named and no day in it."""


def naechster(angabe: Tagesangabe, ab: date) -> date | None:
    """The first such day on or after `ab`, whatever its year if that was said; None if there is none."""
    if angabe.tag is not None or angabe.regel is None:
        return angabe.tag
    if angabe.year is not None:
        return angabe.regel(angabe.year)
    days = (angabe.regel(year) for year in (ab.year, ab.year + 1))
    return next((day for day in days if day is not None and day >= ab), None)


def letzter(angabe: Tagesangabe, bis: date) -> date | None:
    """The last such day on or before `bis`, whatever its year if that was said; None if there is none."""
    if angabe.tag is not None or angabe.regel is None or angabe.year is not None:
        return naechster(angabe, bis)
    days = (angabe.regel(year) for year in (bis.year, bis.year - 1))
    return next((day for day in days if day is not None and day <= bis), None)


def lies_tag(tokens: Sequence[Token], at: int, heute: date, *, slips: bool = False) -> Tagesangabe | None:
    """The day named from the token at `at` on; `slips` also takes misspelt names (where a day is expected)."""
    token = tokens[at]
    if token.is_number:
        return _numeric(tokens, at, heute, slips)
    if not token.is_word:
        return None
    return _in_words(tokens, at, heute, slips)


def lies_jahr(tokens: Sequence[Token], at: int, heute: date) -> tuple[int | None, int]:
    """The year said at `at` ("2027", "nächsten Jahres") and the place behind it; None and `at` without one."""
    word = _wort(tokens, at)
    if len(word) == 4 and word.isdecimal() and 1900 <= int(word) < 2200 and not _counts(tokens, at + 1):
        return int(word), at + 1
    if word in ("im", "in", "des", "vom", ","):
        year, behind = (
            lies_jahr(tokens, at + 1, heute) if word != "," or _wort(tokens, at + 1).isdecimal() else (None, at)
        )
        return (year, behind) if year is not None else (None, at)
    if _wort(tokens, at + 1) in ("jahres", "jahr", "jahrs"):
        if word in _NEXT:
            return heute.year + 1, at + 2
        if word in _THIS:
            return heute.year, at + 2
    return None, at


def _wort(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].wort if at < len(tokens) else ""


def _glued(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at - 1].end == tokens[at].start


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` makes the number before it an amount or a time of day."""
    word = _wort(tokens, at)
    return word == "uhr" or word == "euro" or einheit_vertippt(word) is not None


def _numeric(tokens: Sequence[Token], at: int, heute: date, slips: bool) -> Tagesangabe | None:
    day = zahl(tokens[at].wort)
    if day is None:
        return None
    if len(tokens[at].wort) == 4:
        return _iso(tokens, at)
    sign = _wort(tokens, at + 1)
    if sign in ("/", "-"):
        return _with_signs(tokens, at, day, sign)
    behind = at + 1
    if sign == "." or (sign in _ORDINAL_SIGN and _glued(tokens, at + 1)):
        behind = at + 2
        if sign == "." and _wort(tokens, behind).isdecimal():
            return _day_dot_month(tokens, at, day)
    if _wort(tokens, behind) in _WEEK:
        return _week(tokens, behind + 1, day, heute)
    return _day_of_named_month(tokens, behind, day, heute, slips)


def _iso(tokens: Sequence[Token], at: int) -> Tagesangabe | None:
    parts = [_wort(tokens, at + step) for step in range(5)]
    if parts[1] != "-" or parts[3] != "-" or not (_short(parts[2]) and _short(parts[4])):
        return None
    return Tagesangabe(at + 5, partial(kalender.kalendertag, int(parts[4]) or 99, int(parts[2])), int(parts[0]))


def _with_signs(tokens: Sequence[Token], at: int, day: int, sign: str) -> Tagesangabe | None:
    month, again, year = (_wort(tokens, at + step) for step in (2, 3, 4))
    if again != sign or not (_short(month) and year.isdecimal() and len(year) in (2, 4)):
        return None
    return Tagesangabe(at + 5, partial(kalender.kalendertag, day or 99, int(month)), _full_year(year))


def _short(digits: str) -> bool:
    return digits.isdecimal() and len(digits) <= 2


def _full_year(digits: str) -> int:
    if len(digits) > 2:
        return int(digits[:6])
    return int(digits) + (1900 if int(digits) >= _CENTURY else 2000)


def _day_dot_month(tokens: Sequence[Token], at: int, day: int) -> Tagesangabe | None:
    month, behind = _wort(tokens, at + 2), at + 3
    dot = _wort(tokens, behind) == "."
    if not _short(month) or _counts(tokens, behind) or not (dot or _glued(tokens, at + 2)):
        return None
    if dot and _counts(tokens, behind + 1):
        return None
    regel = partial(kalender.kalendertag, day or 99, int(month))
    year = _wort(tokens, behind + 1) if dot else ""
    if year.isdecimal() and (_glued(tokens, behind + 1) or len(year) == 4) and not _counts(tokens, behind + 2):
        return Tagesangabe(behind + 2, regel, _full_year(year))
    if not dot and int(month) > 12:
        return None
    return Tagesangabe(behind + dot, regel)


def _day_of_named_month(tokens: Sequence[Token], at: int, day: int, heute: date, slips: bool) -> Tagesangabe | None:
    month = _month(_wort(tokens, at), slips)
    if month is None:
        month = ordnungszahl(_wort(tokens, at))
        if month is None or month > 12 or _counts(tokens, at + 1):
            return None
    behind = at + 1 + (_wort(tokens, at + 1) == "." and len(_wort(tokens, at)) < 5)
    year, behind = _year_behind_day(tokens, behind, heute)
    return Tagesangabe(behind, partial(kalender.kalendertag, day or 99, month), year)


def _year_behind_day(tokens: Sequence[Token], at: int, heute: date) -> tuple[int | None, int]:
    word = _wort(tokens, at)
    if len(word) == 2 and word.isdecimal() and 20 <= int(word) < 50 and not _counts(tokens, at + 1):
        return 2000 + int(word), at + 1
    return lies_jahr(tokens, at, heute)


def _month(word: str, slips: bool) -> int | None:
    return kalender.monat_vertippt(word) if slips else kalender.monat(word)


def _in_words(tokens: Sequence[Token], at: int, heute: date, slips: bool) -> Tagesangabe | None:
    word = tokens[at].wort
    weekday = kalender.wochentag_vertippt(word) if slips else kalender.wochentag(word)
    if weekday is None and word in ("mo", "di", "mi", "do", "fr", "sa", "so"):
        weekday = kalender.wochentag_kurz(word) if _wort(tokens, at + 1) in (",", ".", "den", "der") else None
    if weekday is not None:
        return _behind_weekday(tokens, at + 1, weekday, heute, slips)
    if word in EDGES:
        return _edge(tokens, at, heute, slips) or _ordinal_day(tokens, at, heute, slips)
    if word in _MONTH_EDGES:
        return _month_edge(tokens, at, heute, slips)
    if word in _WEEK and _short(_wort(tokens, at + 1)):
        return _week(tokens, at + 2, int(_wort(tokens, at + 1)), heute)
    return (
        _month_first(tokens, at, heute, slips)
        or _ordinal_day(tokens, at, heute, slips)
        or _feast(tokens, at, heute, slips)
        or _year_or_quarter_end(tokens, at, heute)
    )


def _behind_weekday(tokens: Sequence[Token], at: int, weekday: int, heute: date, slips: bool) -> Tagesangabe | None:
    behind = at
    while _wort(tokens, behind) in (",", ".", "den", "der", "dem") and behind < at + 3:
        behind += 1
    found = lies_tag(tokens, behind, heute, slips=slips) if behind < len(tokens) else None
    if found is None or found.wochentag is not None or found.ohne_tag:
        return Tagesangabe(at, wochentag=weekday)
    return found._replace(wochentag=weekday)


def _month_first(tokens: Sequence[Token], at: int, heute: date, slips: bool) -> Tagesangabe | None:
    month = _month(tokens[at].wort, slips)
    if month is None:
        return None
    behind = at + 1 + (_wort(tokens, at + 1) == "." and len(tokens[at].wort) < 5)
    day = _wort(tokens, behind)
    if (
        _short(day)
        and 1 <= int(day) <= 31
        and not _counts(tokens, behind + 1)
        and not _range_sign(tokens, behind + 1)
    ):
        year, end = lies_jahr(tokens, behind + 1, heute)
        return Tagesangabe(end, partial(kalender.kalendertag, int(day), month), year)
    year, end = lies_jahr(tokens, behind, heute)
    return Tagesangabe(end, partial(kalender.kalendertag, LETZTER, month), year, ohne_tag=True)


def _range_sign(tokens: Sequence[Token], at: int) -> bool:
    return _wort(tokens, at) in ("-", "–", "bis", "oder", "mal", "x", "stunden", "std", "h", ":")


def _ordinal_day(tokens: Sequence[Token], at: int, heute: date, slips: bool) -> Tagesangabe | None:
    word = tokens[at].wort
    number = ordnungszahl_vertippt(word) if slips else ordnungszahl(word)
    if number is None:
        number = zahl(word)
        if number is None or _month(_wort(tokens, at + 1), slips) is None:
            return None
    following = _wort(tokens, at + 1)
    if following in _WEEK:
        return _week(tokens, at + 2, number, heute)
    if following.startswith("advent"):
        return _dated(tokens, at + 2, partial(kalender.advent, number), heute)
    if following in ("weihnachtstag", "weihnachtsfeiertag", "weihnachtsfeiertags"):
        return _dated(tokens, at + 2, partial(kalender.kalendertag, 24 + number if number < 3 else 99, 12), heute)
    return _day_of_named_month(tokens, at + 1, number, heute, slips)


def _dated(tokens: Sequence[Token], at: int, regel: Regel, heute: date) -> Tagesangabe:
    year, end = lies_jahr(tokens, at, heute)
    return Tagesangabe(end, regel, year)


def _week(tokens: Sequence[Token], at: int, number: int, heute: date) -> Tagesangabe:
    return _dated(tokens, at, partial(kalender.kalenderwoche, number, 7), heute)


_FEASTS_OF_SEVERAL_WORDS = {
    ("tag", "der", "deutschen", "einheit"): (3, 10),
    ("tag", "der", "dt", "einheit"): (3, 10),
    ("tag", "der", "arbeit"): (1, 5),
    ("tag", "der", "einheit"): (3, 10),
    ("heilig", "abend"): (24, 12),
    ("heiligen", "abend"): (24, 12),
    ("heilige", "drei", "koenige"): (6, 1),
    ("heiligen", "drei", "koenigen"): (6, 1),
    ("mariae", "himmelfahrt"): (15, 8),
    ("erster", "weihnachtstag"): (25, 12),
}
_FIRST_OF_SEVERAL = frozenset(phrase[0] for phrase in _FEASTS_OF_SEVERAL_WORDS)


def _feast(tokens: Sequence[Token], at: int, heute: date, slips: bool) -> Tagesangabe | None:
    word = tokens[at].wort
    if word in _FIRST_OF_SEVERAL:
        return _long_feast(tokens, at, heute)
    if word in ("christi", "christ"):
        return _feast(tokens, at + 1, heute, slips) if at + 1 < len(tokens) else None
    regel = kalender.fest_vertippt(word) if slips else kalender.fest(word)
    return None if regel is None else _dated(tokens, at + 1, regel, heute)


def _long_feast(tokens: Sequence[Token], at: int, heute: date) -> Tagesangabe | None:
    for phrase, (day, month) in _FEASTS_OF_SEVERAL_WORDS.items():
        if all(_wort(tokens, at + step) == word for step, word in enumerate(phrase)):
            return _dated(tokens, at + len(phrase), partial(kalender.kalendertag, day, month), heute)
    return None


def _edge(tokens: Sequence[Token], at: int, heute: date, slips: bool) -> Tagesangabe | None:
    """Anfang, Mitte, Ende of a month are its 1st, 15th and last day (§ 192 BGB)."""
    day, behind = EDGES[tokens[at].wort], at + 1
    if _wort(tokens, behind) == "." and tokens[at].wort == "anf":
        behind += 1
    if tokens[at].wort == "letzten" and _wort(tokens, behind) in ("tag", "tages"):
        behind += 1
    if day is LETZTER:
        whole = _end_of_year_quarter_or_week(tokens, behind, heute)
        if whole is not None:
            return whole
    while _wort(tokens, behind) in _LINK and behind < at + 4 and _relative_month(tokens, behind, heute) is None:
        behind += 1
    relative = _relative_month(tokens, behind, heute)
    if relative is not None:
        return Tagesangabe(behind + 2, tag=kalender.kalendertag(day, relative[1], relative[0]))
    month = _month(_wort(tokens, behind), slips or bool(_wort(tokens, behind)))
    if month is None:
        return None
    behind += 1 + (_wort(tokens, behind + 1) == "." and len(_wort(tokens, behind)) < 5)
    year, end = _year_behind_day(tokens, behind, heute)
    return Tagesangabe(end, partial(kalender.kalendertag, day, month), year)


def _relative_month(tokens: Sequence[Token], at: int, heute: date) -> tuple[int, int] | None:
    """Year and month of "des Monats", "nächsten Monats"."""
    if _wort(tokens, at + 1) not in ("monats", "monat", "monates"):
        return None
    if _wort(tokens, at) in _NEXT:
        return heute.year + heute.month // 12, heute.month % 12 + 1
    return (heute.year, heute.month) if _wort(tokens, at) in _THIS else None


def _month_edge(tokens: Sequence[Token], at: int, heute: date, slips: bool) -> Tagesangabe | None:
    day, behind = _MONTH_EDGES[tokens[at].wort], at + 1
    month = _month(_wort(tokens, behind), slips)
    if month is not None:
        return _dated(tokens, behind + 1, partial(kalender.kalendertag, day, month), heute)
    return Tagesangabe(behind, tag=kalender.kalendertag(day, heute.month, heute.year))


def _end_of_year_quarter_or_week(tokens: Sequence[Token], at: int, heute: date) -> Tagesangabe | None:
    step = at
    while _wort(tokens, step) in _LINK and step < at + 2:
        step += 1
    word = _wort(tokens, step)
    if word in _WEEK or (word.isdecimal() and _wort(tokens, step + 1) == "." and _wort(tokens, step + 2) in _WEEK):
        return lies_tag(tokens, step, heute)
    if word in ("jahres", "jahr", "jahrs"):
        return Tagesangabe(step + 1, partial(kalender.kalendertag, 31, 12))
    if word in ("quartals", "quartal", "vierteljahres"):
        return _quarter_end(step + 1, heute)
    year, end = lies_jahr(tokens, step, heute)
    if year is None:
        year, end = lies_jahr(tokens, at, heute)
    return None if year is None else Tagesangabe(end, partial(kalender.kalendertag, 31, 12), year)


def _quarter_end(end: int, heute: date) -> Tagesangabe:
    month = (heute.month - 1) // 3 * 3 + 3
    return Tagesangabe(end, tag=date(heute.year, month, monthrange(heute.year, month)[1]))


def _year_or_quarter_end(tokens: Sequence[Token], at: int, heute: date) -> Tagesangabe | None:
    word = tokens[at].wort
    if word in _YEAR_END:
        return _dated(tokens, at + 1, partial(kalender.kalendertag, 31, 12), heute)
    return _quarter_end(at + 1, heute) if word == "quartalsende" else None
