"""The words of the self-check: what is wrong and how to mend it, what was looked at, what is worth knowing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot import german

GEPRUEFT: Final = "Einstellungen, Datenbank, Schlüssel, Kanal, Uhr und Prüfkette"

_KETTE: Final[Mapping[str, str]] = {
    "row_changed": "Zeile {nr} wurde verändert",
    "row_missing": "Zeile {nr} fehlt",
    "tail_missing": "ab Zeile {nr} ist das Ende abgeschnitten",
    "chain_missing": "die ganze Kette fehlt, zuletzt hatte sie {nr} Zeilen",
    "anker_changed": "der Anker bei Zeile {nr} wurde verändert",
}
_KETTE_ABHILFE: Final = (
    "Das Zugriffsprotokoll wurde von außen verändert. Datenbank und Kettendatei sichern, nichts löschen, den Vorfall der "
    "Datenschutzbeauftragten melden; die letzte Sicherung zeigt, was dort stand."
)


def kette(schaden: str, chain: str, nr: int) -> str:
    """One damage of an audit chain."""
    return f"Prüfkette {chain}: {_KETTE[schaden].format(nr=nr)}."


def ketten(lines: Sequence[str]) -> str:
    """All damages of the chains and what to do."""
    more = [f"und {german.zahl(len(lines) - 20)} weitere Stellen"] if len(lines) > 20 else []
    return "\n  ".join([*lines[:20], *more, _KETTE_ABHILFE])


def ketten_datei_fehlt(path: str) -> str:
    return (
        f"Die Kettendatei {path} fehlt oder ist leer, obwohl es ein Zugriffsprotokoll gibt. Ein abgeschnittenes Ende fiele "
        "nicht auf. Die Datei aus der Sicherung zurückholen oder AKTIVZENTRUM_PROTOKOLL auf ihren Ordner setzen."
    )


def unlesbar(places: Sequence[tuple[str, str, str]]) -> str:
    """Encrypted values that were moved or damaged."""
    named = [f"{table}.{column} in Zeile {row}" for table, column, row in places[:20]]
    more = f" und {german.zahl(len(places) - 20)} weitere" if len(places) > 20 else ""
    return (
        f"Diese verschlüsselten Werte lassen sich an ihrer Stelle nicht lesen: {', '.join(named)}{more}. Sie wurden "
        "vertauscht oder beschädigt; aus der letzten Sicherung wiederherstellen und den Vorfall melden."
    )


def nicht_geloescht(count: int) -> str:
    """Posts about deleted persons that are still in Teams."""
    posts = german.anzahl(count, "Beitrag", "Beiträge")
    return (
        f"Im Kanal des Trägers {'steht' if count == 1 else 'stehen'} noch {posts} zu gelöschten Personen; Teams hat das Löschen verweigert. python app.py "
        "zustellungen nennt Formularnummer und Grund. Von Hand löschen oder die App im Team wieder installieren; der nächste "
        "Löschlauf versucht es noch einmal."
    )


def uhr_fremd(difference: timedelta) -> str:
    return (
        f"Die Uhr dieses Rechners weicht um {_spanne(difference)} von der Uhr der Datenbank ab. Auf beiden Rechnern die "
        "Zeit abgleichen (timedatectl set-ntp true)."
    )


def uhr_zurueck(newest: datetime) -> str:
    return (
        f"Die Uhr dieses Rechners geht nach: Die Datenbank enthält schon Einträge vom {german.zeitpunkt(newest)}. Die Zeit "
        "abgleichen (timedatectl set-ntp true)."
    )


def _spanne(difference: timedelta) -> str:
    seconds = int(abs(difference.total_seconds()))
    return german.anzahl(seconds, "Sekunde", "Sekunden")


BESCHAEDIGT: Final = (
    "Die Datenbankdatei ist beschädigt. Den Bot anhalten und die letzte Sicherung zurückholen: "
    "python app.py wiederherstellen DATEI"
)
KANAL_HOST: Final = (
    "Die Adresse des eingerichteten Kanals steht nicht in AKTIVZENTRUM_SERVICE_HOSTS; dorthin schreibt der Bot nicht. Den "
    "Rechnernamen ergänzen, wenn er von Microsoft ist, oder den Kanal neu einrichten."
)
ZEITZONE: Final = "Die Zeitzone Europe/Berlin ist nicht lesbar. Das Paket tzdata neu installieren."


def bogen_warten(count: int) -> str:
    return (
        f"{german.anzahl(count, 'Erwartungsbogen wartet', 'Erwartungsbögen warten')} auf einen Kanal. Im Kanal des Trägers "
        "als Teamleitung oder Admin schreiben: @Aktivzentrum Träger-Kanal einrichten"
    )


KEIN_KANAL: Final = "Es ist noch kein Kanal des Trägers eingerichtet; Erwartungsbögen warten so lange."
KEIN_PERSONAL: Final = "Es ist niemand eingetragen: python app.py personal import DATEI.csv"
KEINE_TEILNEHMENDEN: Final = "Es sind keine Teilnehmenden eingetragen: python app.py teilnehmende import DATEI.csv"
LOESCHLAUF: Final = "Der Löschlauf ist fällig: python app.py loeschen --vorschau"


def lesbar_fuer_andere(path: str) -> str:
    return f"Auch andere Benutzer dieses Rechners dürfen {path} lesen: chmod 600 {path}"


def ergebnis(faults: Sequence[str], notes: Sequence[str]) -> str:
    """The whole answer of the self-check."""
    first = [f"Nicht in Ordnung ({german.zahl(len(faults))}):"] if faults else [f"In Ordnung: {GEPRUEFT}."]
    return "\n".join([*first, *(f"- {fault}" for fault in faults), *(f"Hinweis: {note}" for note in notes)])
