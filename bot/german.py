"""German forms of values: days, spans, amounts, the names of stored words, signs one cannot see.

Words for one value only; whole sentences stand in `texts`, labels in `cards`.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform, RueckmeldungArt
from dialogs.regelung.fall import Aufgabe
from dialogs.regelung.fristen import Menge, Zeitraum
from dialogs.regelung.hilfeprodukt import BestaetigungArt, EinbuchungStatus, ZielErgebnis
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul

_GOETTINGEN = ZoneInfo("Europe/Berlin")

WOCHENTAGE: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONATE: Final = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)

_MODUL: Final[Mapping[Modul, str]] = {
    Modul.DIGITALWERKSTATT: "Digitalwerkstatt",
    Modul.JOBAKADEMIE: "Jobakademie 2.0",
    Modul.GESUNDHEITSPROJEKT: "Gesundheitsprojekt",
    Modul.OFFENES_ANGEBOT: "offenes Angebot",
}
_ANLASS: Final[Mapping[Anlass, str]] = {
    Anlass.NEUE_ZIELE: "neue Ziele",
    Anlass.ZIEL_NICHT_ERREICHT: "Ziel nicht erreicht",
    Anlass.ANDERES_MODUL: "anderes Modul",
    Anlass.KORREKTUR: "Korrektur",
}
_GESPRAECHSFORM: Final[Mapping[Gespraechsform, str]] = {
    Gespraechsform.DREIERGESPRAECH: "Dreiergespräch",
    Gespraechsform.IFK_ELB: "Gespräch zwischen IFK und eLb",
}
_RUECKMELDUNG: Final[Mapping[RueckmeldungArt, str]] = {
    RueckmeldungArt.EMPFANG: "Empfang bestätigt",
    RueckmeldungArt.RUECKFRAGE: "Rückfrage",
    RueckmeldungArt.ANTWORT: "Antwort der IFK",
    RueckmeldungArt.BEGONNEN: "Teilnahme begonnen",
    RueckmeldungArt.NICHT_ERSCHIENEN: "nicht erschienen",
    RueckmeldungArt.ABGEBROCHEN: "Teilnahme abgebrochen",
    RueckmeldungArt.BEENDET: "Teilnahme beendet",
    RueckmeldungArt.DREIERGESPRAECH: "Dreiergespräch vorgeschlagen",
    RueckmeldungArt.ZIEL_ERREICHT: "Ziel erreicht",
    RueckmeldungArt.ZIEL_TEILWEISE: "Ziel teilweise erreicht",
    RueckmeldungArt.ZIEL_NICHT_ERREICHT: "Ziel nicht erreicht",
}
_BESTAETIGUNG: Final[Mapping[BestaetigungArt, str]] = {
    BestaetigungArt.EINGEBUCHT: "in comp.ASS eingebucht",
    BestaetigungArt.BESCHEID: "Bescheid erstellt",
    BestaetigungArt.KPLAN: "Kooperationsplan angepasst",
    BestaetigungArt.ABSCHLUSS: "auf Abschluss gesetzt",
}
_AUFGABE: Final[Mapping[Aufgabe, str]] = {
    Aufgabe.EINGEBUCHT: "in comp.ASS einbuchen",
    Aufgabe.BESCHEID: "Bescheid erstellen",
    Aufgabe.KPLAN: "Kooperationsplan anpassen",
    Aufgabe.ABSCHLUSS: "in comp.ASS auf Abschluss setzen",
}
_EINBUCHUNG: Final[Mapping[EinbuchungStatus, str]] = {
    EinbuchungStatus.OFFEN: "offen",
    EinbuchungStatus.ABGESCHLOSSEN: "abgeschlossen",
    EinbuchungStatus.STORNIERT: "storniert",
    EinbuchungStatus.NICHT_ANGETRETEN: "nicht angetreten",
}
_ERGEBNIS: Final[Mapping[ZielErgebnis, str]] = {
    ZielErgebnis.ERREICHT: "Ziel erreicht",
    ZielErgebnis.TEILWEISE: "Ziel teilweise erreicht",
    ZielErgebnis.NICHT_ERREICHT: "Ziel nicht erreicht",
}
_KPLAN: Final[Mapping[KPlan, str]] = {KPlan.ALLGEMEIN: "allgemein", KPlan.KONKRET: "konkret"}


# --- days and amounts --------------------------------------------------------------------------


def tag(d: date) -> str:
    """01.03.2027"""
    return f"{d.day:02}.{d.month:02}.{d.year:04}"


def wochentag(d: date) -> str:
    """Sonntag"""
    return WOCHENTAGE[d.weekday()]


def tag_lang(d: date) -> str:
    """Sonntag, 25.01.2026"""
    return f"{wochentag(d)}, {tag(d)}"


def tag_kurz(d: date) -> str:
    """So, 25.01.2026"""
    return f"{wochentag(d)[:2]}, {tag(d)}"


def monat(d: date) -> str:
    """März 2027"""
    return f"{MONATE[d.month - 1]} {d.year:04}"


def zeitpunkt(moment: datetime) -> str:
    """25.01.2026, 14:05 Uhr, by the clocks of Göttingen."""
    moment = moment.astimezone(_GOETTINGEN)
    return f"{tag(moment)}, {moment.hour:02}:{moment.minute:02} Uhr"


def zeitraum(z: Zeitraum) -> str:
    """01.03.2027 bis 31.05.2027, both days inclusive."""
    return f"{tag(z.beginn)} bis {tag(z.ende)}"


def zahl(n: int) -> str:
    """12.345"""
    return f"{n:,}".replace(",", ".")


def anzahl(n: int, einzahl: str, mehrzahl: str) -> str:
    """1 Tag, 2 Tage"""
    return f"{zahl(n)} {einzahl if n == 1 else mehrzahl}"


def tage(n: int) -> str:
    """1 Tag, 92 Tage"""
    return anzahl(n, "Tag", "Tage")


def menge(m: Menge) -> str:
    """1 Monat und 2 Wochen"""
    parts = (
        (m.years, "Jahr", "Jahre"),
        (m.months, "Monat", "Monate"),
        (m.weeks, "Woche", "Wochen"),
        (m.days, "Tag", "Tage"),
    )
    return aufzaehlung([anzahl(n, one, many) for n, one, many in parts if n])


def aufzaehlung(items: Sequence[str], bindewort: str = "und") -> str:
    """a, b und c"""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {bindewort} {items[-1]}"


# --- names of stored words ------------------------------------------------------------------------


def modul_name(modul: Modul) -> str:
    """Jobakademie 2.0"""
    return _MODUL[modul]


def anlass_name(anlass: Anlass) -> str:
    """Ziel nicht erreicht"""
    return _ANLASS[anlass]


def gespraechsform_name(form: Gespraechsform) -> str:
    """Gespräch zwischen IFK und eLb"""
    return _GESPRAECHSFORM[form]


def rueckmeldung_name(art: RueckmeldungArt) -> str:
    """Empfang bestätigt"""
    return _RUECKMELDUNG[art]


def bestaetigung_name(art: BestaetigungArt) -> str:
    """Bescheid erstellt"""
    return _BESTAETIGUNG[art]


def aufgabe_name(aufgabe: Aufgabe) -> str:
    """Bescheid erstellen"""
    return _AUFGABE[aufgabe]


def einbuchung_name(status: EinbuchungStatus) -> str:
    """nicht angetreten"""
    return _EINBUCHUNG[status]


def ergebnis_name(ergebnis: ZielErgebnis) -> str:
    """Ziel teilweise erreicht"""
    return _ERGEBNIS[ergebnis]


def kplan_name(kplan: KPlan) -> str:
    """konkret"""
    return _KPLAN[kplan]


# --- signs one cannot see ----------------------------------------------------------------------------

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_EMOJI_JOINER = re.compile(
    "(?<=[\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)


def visible(text: str) -> str:
    """The text with control, direction and zero-width characters shown (␀, ⟨U+202E⟩); line breaks and tabs stay.

    The joiner inside an emoji stays too: there it is not hidden, it is the picture.
    """
    joiners = {match.start() for match in _EMOJI_JOINER.finditer(text)}
    return _UNSEEN.sub(lambda match: match[0] if match.start() in joiners else _shown(match[0]), text)


def has_unseen(text: str) -> bool:
    """Whether `visible` would show something that a reader of the plain text cannot see."""
    return visible(text) != text


def unseen(text: str, most: int = 5) -> str:
    """Which signs one cannot see are in the text, and how often: ⟨U+202E⟩ 2-mal, ␇ 1-mal"""
    joiners = {match.start() for match in _EMOJI_JOINER.finditer(text)}
    found = Counter(match[0] for match in _UNSEEN.finditer(text) if match.start() not in joiners)
    named = [f"{_shown(character)} {count}-mal" for character, count in found.most_common(most)]
    return ", ".join([*named, *(["und andere"] if len(found) > most else [])])


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
