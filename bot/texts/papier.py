"""The words on the printed Erwartungsbogen. The handout has its own, in files by language (`handzettel/`)."""

from datetime import date, datetime
from typing import Final

from bot import german
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, Rueckmeldung
from dialogs.regelung.fristen import Zeitraum

BOGEN: Final = {
    "titel": "Erwartungsbogen",
    "person": "Name",
    "nummer": "Nummer",
    "formularnummer": "Formularnummer",
    "version": "Version",
    "gesendet": "Gesendet",
    "ifk": "IFK",
    "modul": "Modul",
    "teilnahme": "Teilnahmezeitraum",
    "einbuchung": "Einbuchung",
    "anlass": "Anlass",
    "gespraech": "Vereinbart im",
    "begruendung": "Begründung der Teilnahmedauer",
    "oton": "O-Ton, zeichengetreu",
    "gekuerzt": "Für den Träger gekürzt von der IFK",
    "rueckmeldungen": "Rückmeldungen",
    "pruefsummen": "Prüfsummen der Antworten",
    "pruefsumme_was": "SHA-256 über die Antwort in UTF-8; stimmt sie überein, ist kein Zeichen verändert.",
    "zeichen": "⟨U+…⟩ und ␀ bis ␟ stehen für Zeichen, die man nicht sieht oder hier nicht drucken kann.",
    "zurueckgezogen": "Zurückgezogen: Dieser Erwartungsbogen gilt nicht.",
    "seite": "Seite",
    "von": "von",
}
PRUEFSUMME: Final = ("Ziel", "Modul", "Teilnahmedauer")


def gesendet(bogen: Erwartungsbogen) -> str:
    """25.02.2027, 10:12 Uhr, von Jonas Brandt"""
    return f"{german.zeitpunkt(bogen.gesendet_am)}, von {german.visible(bogen.gesendet_von)}"


def tage(zeitraum: Zeitraum) -> str:
    """Montag, 01.03.2027 bis Freitag, 30.04.2027 (61 Tage)"""
    first, last = german.tag_lang(zeitraum.beginn), german.tag_lang(zeitraum.ende)
    return f"{first} bis {last} ({german.tage(zeitraum.days)})"


def abgeschlossen(tag: date) -> str:
    """How it stands when the participation is over."""
    return f"Die Teilnahme ist abgeschlossen, letzter Tag {german.tag_lang(tag)}."


def ersetzt(ab: date, nachfolger: Erwartungsbogen) -> str:
    """How it stands when a newer version took over."""
    return f"Ab {german.tag(ab)} ersetzt durch Version {nachfolger.version} ({nachfolger.formularnummer})."


def rueckmeldung(r: Rueckmeldung) -> str:
    """26.02.2027: Empfang bestätigt, Petra Osterloh"""
    text = f": {german.visible(r.text)}" if r.text else ""
    return f"{german.tag(r.am)}: {german.rueckmeldung_name(r.art)}{text} ({german.visible(r.durch)})"


def dateiname(formularnummer: str, gesendet_am: datetime) -> str:
    """The name of the file, without a person's name, because file names travel far."""
    return f"Erwartungsbogen {formularnummer} {gesendet_am:%Y-%m-%d}.pdf"
