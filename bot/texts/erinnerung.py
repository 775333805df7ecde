"""The words of reminders: what is due and what one can do about it, each thing to do as a button that says it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot import german
from dialogs.erinnerungen import Erinnerung, ErinnerungArt
from dialogs.regelung.fall import Aufgabe

Buttons = list[tuple[str, str]]

_TITEL: Final = {
    ErinnerungArt.TEILNAHME_ENDET: "Die Teilnahme endet bald",
    ErinnerungArt.EINBUCHUNG_ENDET: "Die neun Monate enden bald",
    ErinnerungArt.TRAEGER_SCHWEIGT: "Der Träger hat noch nicht bestätigt",
    ErinnerungArt.AUFGABE_OFFEN: "Noch zu erledigen",
    ErinnerungArt.ENTWURF_LIEGT: "Ein Bogen liegt in Arbeit",
    ErinnerungArt.ENTWURF_VERFAELLT: "Ein Bogen in Arbeit wird bald gelöscht",
}


def _loeschtag(e: Erinnerung) -> str:
    return f"am {german.tag_lang(e.geloescht_ab)}" if e.geloescht_ab else "bald"


_WAS: Final[Mapping[ErinnerungArt, Callable[[Erinnerung], str]]] = {
    ErinnerungArt.TEILNAHME_ENDET: lambda e: (
        f"Die vereinbarte Zeit (Formular {e.formularnummer}) läuft ab. Soll es weitergehen, braucht es einen neuen "
        "Erwartungsbogen; sonst folgt der Abschluss."
    ),
    ErinnerungArt.EINBUCHUNG_ENDET: lambda _e: (
        "Die Einbuchung ins Hilfeprodukt läuft ab. Danach geht es nur mit Abschluss und neuer Einbuchung weiter."
    ),
    ErinnerungArt.TRAEGER_SCHWEIGT: lambda e: (
        f"Zu Formular {e.formularnummer} gibt es nach drei Arbeitstagen noch keine Empfangsbestätigung."
    ),
    ErinnerungArt.AUFGABE_OFFEN: lambda e: (
        f"{german.aufgabe_name(e.aufgabe or Aufgabe.BESCHEID)}: seit einer Woche offen."
    ),
    ErinnerungArt.ENTWURF_LIEGT: lambda _e: "Seit einer Woche hat ihn niemand angefasst. Weiter oder verwerfen?",
    ErinnerungArt.ENTWURF_VERFAELLT: lambda e: (
        f"Fasst ihn niemand mehr an, wird er {_loeschtag(e)} gelöscht. Weiter oder verwerfen?"
    ),
}
_TAG_IST: Final = {
    ErinnerungArt.TEILNAHME_ENDET: "Letzter Tag",
    ErinnerungArt.EINBUCHUNG_ENDET: "Letzter Tag der Einbuchung",
    ErinnerungArt.TRAEGER_SCHWEIGT: "Gesendet",
    ErinnerungArt.AUFGABE_OFFEN: "Offen seit",
    ErinnerungArt.ENTWURF_LIEGT: "Zuletzt bearbeitet",
    ErinnerungArt.ENTWURF_VERFAELLT: "Zuletzt bearbeitet",
}
_ERLEDIGT: Final = {
    Aufgabe.EINGEBUCHT: ("Ist eingebucht", "{} eingebucht"),
    Aufgabe.BESCHEID: ("Bescheid ist erstellt", "Bescheid {} erstellt"),
    Aufgabe.KPLAN: ("K-Plan ist angepasst", "K-Plan {} angepasst"),
    Aufgabe.ABSCHLUSS: ("Ist auf Abschluss gesetzt", "{} auf Abschluss gesetzt"),
}


def _knoepfe(e: Erinnerung) -> Buttons:
    match e.art:
        case ErinnerungArt.TEILNAHME_ENDET | ErinnerungArt.EINBUCHUNG_ENDET:
            return [("Neuer Bogen", f"neuer Bogen für {e.nummer}"), ("Abschluss", f"Abschluss {e.nummer}")]
        case ErinnerungArt.AUFGABE_OFFEN if e.aufgabe:
            title, text = _ERLEDIGT[e.aufgabe]
            return [(title, text.format(e.nummer))]
        case ErinnerungArt.ENTWURF_LIEGT | ErinnerungArt.ENTWURF_VERFAELLT:
            return [("Weiter", f"weiter {e.nummer}".strip()), ("Verwerfen", f"verwerfen {e.nummer}".strip())]
    return [("Status", f"Status {e.nummer}")]


def karte(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the card of a reminder shows."""
    e: Erinnerung = values["erinnerung"]
    fall = values["fall"]
    named = f"{values['name']}: " if values.get("name") else ""
    return {
        "titel": _TITEL[e.art],
        "was": named + _WAS[e.art](e),
        "knoepfe": _knoepfe(e),
        "elb": fall.elb if fall else None,
        "tag": e.tag,
        "tag_ist": _TAG_IST[e.art],
    }
