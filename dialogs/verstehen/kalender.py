"""The named days of a year: months, weekdays, feasts, calendar weeks.

A `Regel` gives the day of a year, or None where that year has none. Which year is meant is decided elsewhere.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from dateutil.easter import easter

from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.woerter import words

Regel = Callable[[int], date | None]

LETZTER = 0
"""As a day of a month: its last."""

ADVENT_SUNDAYS = 4

_MONTH_FORMS = {
    1: "januar januars jan jaenner januari jannuar",
    2: "februar februars feb feber febr",
    3: "maerz maerzes mrz mar maer marz merz",
    4: "april aprils apr",
    5: "mai mais",
    6: "juni junis jun juno",
    7: "juli julis jul julei",
    8: "august augusts aug",
    9: "september septembers sep sept",
    10: "oktober oktobers okt oct october",
    11: "november novembers nov",
    12: "dezember dezembers dez dec december",
}
_MONTHS = {form: month for month, forms in _MONTH_FORMS.items() for form in forms.split()}
_MONTH_SLIPS = Wortliste(
    (form for form in _MONTHS if len(form) > 4 and form != "feber"),
    words(
        "junge jung jude julia kuli marke markt mars warz herz erz kerz maus augen mager juno merk fern mai jene "
        "maenner ueber"
    ),
)

_WEEKDAY_FORMS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_WEEKDAYS = {form: day for day, form in enumerate(_WEEKDAY_FORMS)} | {"sonnabend": 5}
_WEEKDAY_SHORT = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_WEEKDAY_SLIPS = Wortliste(_WEEKDAYS, words("montage freitags montags dienstags"))

_FIXED_FEASTS = {
    (1, 1): "neujahr neujahrstag",
    (1, 6): "dreikoenige dreikoenigstag",
    (2, 14): "valentinstag",
    (3, 8): "frauentag weltfrauentag",
    (5, 1): "maifeiertag",
    (10, 3): "einheitstag",
    (10, 31): "reformationstag halloween",
    (11, 1): "allerheiligen",
    (11, 11): "martinstag",
    (12, 6): "nikolaus nikolaustag",
    (12, 24): "weihnachten weihnacht heiligabend heiligabends xmas",
    (12, 25): "weihnachtstag weihnachtsfeiertag",
    (12, 31): "silvester sylvester jahreswechsel",
}
_EASTER_FEASTS = {
    -48: "rosenmontag",
    -46: "aschermittwoch",
    -3: "gruendonnerstag",
    -2: "karfreitag",
    0: "ostern ostersonntag",
    1: "ostermontag",
    39: "himmelfahrt himmelfahrtstag vatertag",
    49: "pfingsten pfingstsonntag",
    50: "pfingstmontag",
    60: "fronleichnam",
}


def kalendertag(day: int, month: int, year: int) -> date | None:
    """That day of that year, None if it does not exist; day `LETZTER` is the last of the month."""
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def kalenderwoche(week: int, weekday: int, year: int) -> date | None:
    """A day (1 Monday to 7 Sunday) of the ISO week, None if the year has no such week."""
    try:
        return date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None


def naechster_monat(tag: date) -> date | None:
    """The 1st of the month after, None behind the calendar."""
    return kalendertag(1, tag.month % 12 + 1, tag.year + tag.month // 12)


def monat(wort: str) -> int | None:
    """The number of the month a folded word names, in full or short."""
    return _MONTHS.get(wort)


def monat_vertippt(wort: str) -> int | None:
    """As `monat`, and also with one typing slip. To be asked where a month is expected."""
    meant = _MONTH_SLIPS.find(wort)
    return _MONTHS.get(wort) if meant is None else _MONTHS[meant]


def wochentag(wort: str) -> int | None:
    """0 for Montag to 6 for Sonntag."""
    return _WEEKDAYS.get(wort)


def wochentag_vertippt(wort: str) -> int | None:
    """As `wochentag`, and also with one typing slip. To be asked where a weekday is expected."""
    meant = _WEEKDAY_SLIPS.find(wort)
    return None if meant is None else _WEEKDAYS[meant]


def wochentag_kurz(wort: str) -> int | None:
    """As `wochentag` for the short forms "Mo" to "So"; only beside a date, "so" and "mi" are words too."""
    return _WEEKDAY_SHORT.get(wort)


def fest(wort: str) -> Regel | None:
    """The rule of the feast a folded word names. Weihnachten is the 24th, Ostern and Pfingsten the Sunday."""
    return _FEASTS.get(wort)


def fest_vertippt(wort: str) -> Regel | None:
    """As `fest`, and also with one typing slip. To be asked where a day is expected."""
    meant = _FEAST_SLIPS.find(wort)
    return None if meant is None else _FEASTS[meant]


def advent(number: int, year: int) -> date | None:
    """The n-th Sunday in Advent, 1 to 4; the fourth is the last Sunday before the 25th of December."""
    last = kalendertag(24, 12, year)
    if last is None or not 1 <= number <= ADVENT_SUNDAYS:
        return None
    return last - timedelta((last.weekday() + 1) % 7 + 7 * (ADVENT_SUNDAYS - number))


def _muttertag(year: int) -> date | None:
    first = kalendertag(1, 5, year)
    return first and first + timedelta(6 - first.weekday() + 7)


def _from_easter(days: int, year: int) -> date | None:
    try:
        return easter(year) + timedelta(days)
    except (ValueError, OverflowError):
        return None


def _feasts() -> dict[str, Regel]:
    feasts: dict[str, Regel] = {}
    for (month, day), names in _FIXED_FEASTS.items():
        feasts |= dict.fromkeys(names.split(), partial(kalendertag, day, month))
    for days, names in _EASTER_FEASTS.items():
        feasts |= dict.fromkeys(names.split(), partial(_from_easter, days))
    return feasts | {"muttertag": _muttertag}


_FEASTS = _feasts()
_FEAST_SLIPS = Wortliste(_FEASTS, words("gestern osten western ostens"))
