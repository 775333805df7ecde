"""What an amount of time is for, by the noun behind it: "drei Tage Fieber", but "drei Monate Kurs".

Only where nouns are written as nouns; which of several amounts holds is decided in `urteil`.
"""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words

_OURS = w.OUR_NOUNS | words(
    "hilfe vollzeit teilzeit grundlagen schnuppern probe test deutsch ueben lernen unterstuetzung begleitung praxis "
    "auffrischung vorbereitung puffer office word excel pc internet it edv unterricht anfang beginn einstieg start "
    "laufzeit hoechstdauer maximaldauer mindestdauer sie ihnen ihr euch ihre du dir dauer arbeit herr frau"
)
_OUR_STEMS = ("bewerb", "computer", "digital", "teilnahm", "massnahm", "modul", "orientier", "qualifi", "weiterbild")
_OUR_ENDINGS = (
    "kurs", "kurse", "kurses", "training", "programm", "coaching", "akademie", "werkstatt", "schulung", "unterricht",
    "teilnahme", "massnahme", "modul", "lernen", "uebung", "uebungen", "phase", "basis",
)  # fmt: skip
_NO_NOUNS = (
    w.HOECHSTENS
    | w.MINDESTENS
    | w.MEHR
    | w.WENIGER
    | w.NICHT
    | w.KEIN
    | w.CORRECTS
    | w.CONTRAST
    | w.APPROX
    | w.ACHIEVED
    | w.ENDING
    | w.FIRST
    | w.LATER
    | w.TOTAL
    | w.PLANNED
    | words("bitte danke okay lang genau nur auch bis ab mit wie wenn ich das dann mir pro sind bin hab habe will")
)
"""Words of a sentence that is written large all over."""


def is_time_for_another(pieces: Sequence[Stueck], last: int) -> bool:
    """Whether a noun follows the amount that is none of the participation's."""
    if last + 1 >= len(pieces) or not pieces[last + 1].gross:
        return False
    word = pieces[last + 1].wort
    ours = word in _OURS or word.startswith(_OUR_STEMS) or word.endswith(_OUR_ENDINGS)
    return not ours and word not in _NO_NOUNS
