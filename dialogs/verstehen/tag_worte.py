"""Days written in words: "Ende März", "erster Mai", "Ostern", "Jahresende", "Mitte nächsten Monats"."""

from calendar import monthrange
from datetime import date
from functools import partial

from dialogs.verstehen import kalender
from dialogs.verstehen.kalender import LETZTER
from dialogs.verstehen.tag_ziffern import CHRISTMAS_DAYS, christmas, lies_monat_hinter_tag, lies_ziffern
from dialogs.verstehen.tagesleser import NEXT, THIS, WEEK, Tagesangabe, Tagesleser
from dialogs.verstehen.woerter import words
from dialogs.verstehen.zahl import ordnungszahl, ordnungszahl_vertippt, zahl

_EDGES = (
    dict.fromkeys(words("anfang anf anfangs beginn"), 1)
    | dict.fromkeys(words("mitte mite mittte"), 15)
    | dict.fromkeys(words("ende end edne endde ened enden letzten schluss"), LETZTER)
)
_MONTH_EDGES = {"monatsanfang": 1, "monatsmitte": 15} | dict.fromkeys(
    words("monatsende monatsschluss monatsletzten ultimo"), LETZTER
)
_YEAR_END = words("jahresende jahresschluss jahresendes")
_LINK = words("des der vom von dem im den diesen dieses")
_YEAR = words("jahres jahr jahrs")
_MONTH = words("monats monat monates")
_QUARTER = words("quartals quartal vierteljahres")
_LONGEST_LINK = 3
_DAYS = range(1, 32)
_OTHER_COUNT = words("- – bis oder mal x stunden std h :")
_FEASTS = {
    ("tag", "der", "deutschen", "einheit"): (3, 10),
    ("tag", "der", "dt", "einheit"): (3, 10),
    ("tag", "der", "einheit"): (3, 10),
    ("neue", "jahr"): (31, 12),
    ("neuen", "jahr"): (31, 12),
    ("neues", "jahr"): (31, 12),
    ("tag", "der", "arbeit"): (1, 5),
    ("heilig", "abend"): (24, 12),
    ("heiligen", "abend"): (24, 12),
    ("heilige", "drei", "koenige"): (6, 1),
    ("heiligen", "drei", "koenigen"): (6, 1),
    ("mariae", "himmelfahrt"): (15, 8),
}
_FEAST_BEGINS = frozenset(phrase[0] for phrase in _FEASTS)
_OTHER_BEGINS = _FEAST_BEGINS | _YEAR_END | words("christi christ quartalsende")


def lies_worte(leser: Tagesleser, at: int) -> Tagesangabe | None:
    """The day that begins with the word at `at`; weekdays are read by `tagesangabe`."""
    word = leser.wort(at)
    if word in _EDGES:
        return _edge(leser, at) or _ordinal(leser, at)
    if word in _MONTH_EDGES:
        return _month_edge(leser, at)
    number = leser.short(at + 1)
    if word in WEEK and number is not None:
        return leser.week(at + 2, number)
    if not (leser.slips or _begins_day(word)):
        return None
    return _month_first(leser, at) or _ordinal(leser, at) or _feast(leser, at) or _whole_end(leser, at)


def _begins_day(word: str) -> bool:
    """Most words begin no day; asked first, because every word of a text comes here."""
    if word in _OTHER_BEGINS or kalender.monat(word) is not None or kalender.fest(word) is not None:
        return True
    return ordnungszahl(word) is not None or zahl(word) is not None


def _month_first(leser: Tagesleser, at: int) -> Tagesangabe | None:
    """ "März", "März 2027", "März 15"."""
    month = leser.month(at)
    if month is None:
        return None
    behind = leser.behind_month(at)
    day = leser.short(behind)
    if day in _DAYS and not leser.counts(behind + 1) and leser.wort(behind + 1) not in _OTHER_COUNT:
        return leser.dated(behind + 1, partial(kalender.kalendertag, day or 0, month))
    return leser.dated(behind, partial(kalender.kalendertag, LETZTER, month))._replace(ohne_tag=True)


def _ordinal(leser: Tagesleser, at: int) -> Tagesangabe | None:
    """ "Erster Mai", "ersten dritten", "zweiter Weihnachtstag", "dritten Advent", "vierzehnte Kalenderwoche"."""
    word, following = leser.wort(at), leser.wort(at + 1)
    number = (ordnungszahl_vertippt if leser.slips else ordnungszahl)(word)
    if number is None:
        number = zahl(word)
        if number is None or leser.month(at + 1) is None:
            return None
    if following in WEEK:
        return leser.week(at + 2, number)
    if following.startswith("advent"):
        return leser.dated(at + 2, partial(kalender.advent, number))
    if following in CHRISTMAS_DAYS:
        return leser.dated(at + 2, christmas(number))
    return lies_monat_hinter_tag(leser, at + 1, number)


def _feast(leser: Tagesleser, at: int) -> Tagesangabe | None:
    word = leser.wort(at)
    if word in _FEAST_BEGINS:
        return _long_feast(leser, at)
    if word in ("christi", "christ"):
        at, word = at + 1, leser.wort(at + 1)
    regel = (kalender.fest_vertippt if leser.slips else kalender.fest)(word)
    return None if regel is None else leser.dated(at + 1, regel)


def _long_feast(leser: Tagesleser, at: int) -> Tagesangabe | None:
    for phrase, (day, month) in _FEASTS.items():
        if all(leser.wort(at + step) == word for step, word in enumerate(phrase)):
            return leser.dated(at + len(phrase), partial(kalender.kalendertag, day, month))
    return None


def _edge(leser: Tagesleser, at: int) -> Tagesangabe | None:
    """Anfang, Mitte, Ende of a month are its 1st, 15th and last day (§ 192 BGB)."""
    word = leser.wort(at)
    day = _EDGES[word]
    behind = at + 1 + (word in ("anf", "letzten") and leser.wort(at + 1) in (".", "tag"))
    whole = _end_of_whole(leser, behind) if day is LETZTER else None
    return whole or _edge_of_month(leser, behind, day)


def _edge_of_month(leser: Tagesleser, at: int, day: int) -> Tagesangabe | None:
    behind = at
    while _relative_month(leser, behind) is None and leser.wort(behind) in _LINK and behind < at + _LONGEST_LINK:
        behind += 1
    relative = _relative_month(leser, behind)
    if relative is not None and leser.month(behind + 2) is not None:
        return _edge_of_month(leser, behind + 2, day)
    if relative is not None:
        return Tagesangabe(behind + 2, tag=kalender.kalendertag(day, relative.month, relative.year))
    month = kalender.monat_vertippt(leser.wort(behind))
    if month is None:
        return None
    year, end = leser.year_behind_day(leser.behind_month(behind))
    return Tagesangabe(end, partial(kalender.kalendertag, day, month), year)


def _relative_month(leser: Tagesleser, at: int) -> date | None:
    """A day of the month meant by "des Monats", "nächsten Monats"."""
    if leser.wort(at + 1) not in _MONTH:
        return None
    first = leser.heute.replace(day=1)
    if leser.wort(at) in NEXT:
        return kalender.naechster_monat(first)
    return first if leser.wort(at) in THIS else None


def _month_edge(leser: Tagesleser, at: int) -> Tagesangabe | None:
    day, month = _MONTH_EDGES[leser.wort(at)], leser.month(at + 1)
    if month is not None:
        return leser.dated(leser.behind_month(at + 1), partial(kalender.kalendertag, day, month))
    return Tagesangabe(at + 1, tag=kalender.kalendertag(day, leser.heute.month, leser.heute.year))


def _end_of_whole(leser: Tagesleser, at: int) -> Tagesangabe | None:
    """The end of a year, a quarter or a calendar week: what stands behind "Ende"."""
    behind = at
    while leser.wort(behind) in _LINK and behind < at + 2:
        behind += 1
    word = leser.wort(behind)
    if word in WEEK:
        return lies_worte(leser, behind)
    if word.isdecimal() and leser.wort(behind + 2) in WEEK:
        return lies_ziffern(leser, behind)
    if word in _YEAR:
        return Tagesangabe(behind + 1, partial(kalender.kalendertag, 31, 12))
    if word in _QUARTER:
        return _quarter_end(leser, behind + 1)
    numbered = _end_of_numbered_quarter(leser, behind)
    if numbered is not None:
        return numbered
    return _end_of_named_year(leser, behind) or _end_of_named_year(leser, at)


def _end_of_numbered_quarter(leser: Tagesleser, at: int) -> Tagesangabe | None:
    """ "Ende des dritten Quartals", "Ende 3. Quartal", "Ende Q3"."""
    called = leser.wort(at) == "q"
    number = zahl(leser.wort(at + called)) if leser.wort(at + called).isdecimal() else ordnungszahl(leser.wort(at))
    behind = at + 1 + (leser.wort(at + 1) == "." or called)
    if number not in (1, 2, 3, 4) or not (called or leser.wort(behind) in _QUARTER):
        return None
    return leser.dated(behind + (not called), partial(kalender.kalendertag, LETZTER, 3 * number))


def _end_of_named_year(leser: Tagesleser, at: int) -> Tagesangabe | None:
    year, end = leser.year(at)
    return None if year is None else Tagesangabe(end, partial(kalender.kalendertag, 31, 12), year)


def _quarter_end(leser: Tagesleser, end: int) -> Tagesangabe:
    year, month = leser.heute.year, (leser.heute.month - 1) // 3 * 3 + 3
    return Tagesangabe(end, tag=date(year, month, monthrange(year, month)[1]))


def _whole_end(leser: Tagesleser, at: int) -> Tagesangabe | None:
    if leser.wort(at) in _YEAR_END:
        return leser.dated(at + 1, partial(kalender.kalendertag, 31, 12))
    return _quarter_end(leser, at + 1) if leser.wort(at) == "quartalsende" else None
