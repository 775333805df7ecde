"""Units of time in German, and what a number of them is as an amount (§ 189 BGB for the fractions).

Only words and arithmetic; which number belongs to which unit is read in `menge`.
"""

from typing import Literal, NamedTuple

from dialogs.regelung.fristen import Menge
from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.woerter import words
from dialogs.verstehen.zahl import viertel, zahl

Teil = Literal["days", "weeks", "months", "years"]

QUARTERS = 4
_LENGTH = {"days": 1, "weeks": 7, "months": 30, "years": 365}


class Einheit(NamedTuple):
    """A unit: of which part of a Menge, and how many of it ("Quartal" is 3 months)."""

    teil: Teil
    faktor: int = 1

    @property
    def rough_days(self) -> int:
        """About how many days, to tell a larger unit from a smaller one; never to count with."""
        return _LENGTH[self.teil] * self.faktor


TAG, WOCHE, MONAT, JAHR = Einheit("days"), Einheit("weeks"), Einheit("months"), Einheit("years")
QUARTAL, HALBJAHR, DREIVIERTELJAHR = Einheit("months", 3), Einheit("months", 6), Einheit("months", 9)

_FORMS = {
    TAG: "tag tage tagen tages tg tagge taage dag daag dage taag tach daach",
    WOCHE: "woche wochen woch wochn wocha wochens wo wch wchn w wk wuche wuchen week weken weeken weeks wuch",
    MONAT: "monat monate monaten monats mon m mte monad monade maand maande maanden month months moent moenet",
    JAHR: "jahr jahre jahren jahres johr joahr joar jaar jahe jarh jhar jare jahrn jahrs jaahr johre johren joahre",
    QUARTAL: "quartal quartale quartalen quartals vierteljahr vierteljahre vierteljahren vierteljahres "
    "viertljahr viertljohr viertljoahr vierteljohr vierteljoahr vertljohr",
    HALBJAHR: "halbjahr halbjahre halbjahren halbjahres halbesjahr halbjohr halwesjohr",
    DREIVIERTELJAHR: "dreivierteljahr dreivierteljahre",
}
_UNITS = {form: unit for unit, forms in _FORMS.items() for form in forms.split()}
_UNITS |= {"kalender" + form: _UNITS[form] for form in ("tag", "tage", "tagen", "monat", "monate", "monaten")}
_REAL_WORDS = words(
    "kochen lochen pochen wachen wache wohne wohnen mona monas mond monde wichen weichen woge wogen machen "
    "wolken montag montage monitor moment wochenende donat jahn haar wahr fahr jagd jacht wecken wachsen"
)
_SLIPS = Wortliste(words("woche wochen monat monate monaten quartal vierteljahr halbjahr"), _REAL_WORDS)
_STEMS = (
    ("vierteljahr", QUARTAL),
    ("halbjahr", HALBJAHR),
    ("woechig", WOCHE),
    ("woche", WOCHE),
    ("monat", MONAT),
    ("jaehrig", JAHR),
    ("jahr", JAHR),
    ("taegig", TAG),
    ("tage", TAG),
)
_ENDINGS = frozenset(
    ["", "e", "er", "es", "en", "em", "n", "s", "ig", "ige", "iger", "iges", "igen", "skurs", "nkurs"]
)
_ADJECTIVES = {
    stem + ending: unit
    for stem, unit in (("woechig", WOCHE), ("monatig", MONAT), ("jaehrig", JAHR), ("taegig", TAG))
    for ending in ("", "e", "er", "es", "en", "em")
}
_LONGEST_COMPOUND = 40


def einheit(wort: str) -> Einheit | None:
    """The unit a folded word names, in any form or abbreviation."""
    return _UNITS.get(wort)


def einheit_am_wort(wort: str) -> Einheit | None:
    """The unit of what is written behind a number: "wöchig", "monatiger", else as `einheit`."""
    return _ADJECTIVES.get(wort) or _UNITS.get(wort)


def einheit_vertippt(wort: str) -> Einheit | None:
    """As `einheit`, and also with one typing slip. To be asked where a unit is expected."""
    known = _UNITS.get(wort)
    if known is not None:
        return known
    meant = _SLIPS.find(wort)
    return None if meant is None else _UNITS[meant]


def zahl_mit_einheit(wort: str) -> tuple[int, Einheit] | None:
    """Quarters and unit of a compound: "sechswöchig", "dreimonatig", "achtwochen"."""
    if len(wort) > _LONGEST_COMPOUND:
        return None
    for stem, unit in _STEMS:
        place = wort.find(stem)
        if place > 0:
            return _compound(wort[:place], wort[place + len(stem) :], unit)
    return None


def menge_aus(quarters: int, unit: Einheit) -> Menge | None:
    """So many quarters of the unit as a Menge; None for nothing, and for what the BGB has no count for.

    A half year is 6 months, a half month 15 days (§ 189); half a week or a quarter of a month is none.
    """
    if unit is JAHR and quarters % QUARTERS:
        return Menge(months=3 * quarters)
    whole, rest = divmod(quarters * unit.faktor, QUARTERS)
    half_month = 15 if unit.teil == "months" and rest == QUARTERS // 2 else 0
    if (rest and not half_month) or not quarters:
        return None
    return Menge(**({unit.teil: whole, "days": half_month} if half_month else {unit.teil: whole}))


def _compound(number: str, ending: str, unit: Einheit) -> tuple[int, Einheit] | None:
    if ending not in _ENDINGS:
        return None
    count = zahl(number)
    quarters = viertel(number) if count is None else QUARTERS * count
    return None if quarters is None else (quarters, unit)
