"""The words of the command line: why a database is not opened, what an import did, what to do about a delivery."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot import german

DATENBANK: Final[Mapping[str, str]] = {
    "key_missing": (
        "Ein Schlüssel dieser Datenbank fehlt in AKTIVZENTRUM_SCHLUESSEL. Bitte alle Schlüssel angeben, mit denen sie "
        "geschrieben wurde, den neuesten zuerst. Geschrieben wurde nichts."
    ),
    "key_wrong": "Der Schlüssel passt nicht zu dieser Datenbank. Geschrieben wurde nichts.",
    "UnknownDatabase": (
        "Diese Art von Datenbank kennt der Bot nicht. Richtig ist sqlite:///PFAD oder postgresql+psycopg://..."
    ),
    "WrongDatabase": "Diese Datenbank gehört zu einer neueren Fassung des Programms. Bitte das Programm aktualisieren.",
    "Unavailable": "Die Datenbank antwortet nicht. Bitte prüfen, ob sie läuft und ob die Adresse stimmt.",
}

_FEHLER: Final[Mapping[str, str]] = {
    "column_missing": "diese Spalte fehlt in der ersten Zeile",
    "contradiction": "die Zeile widerspricht einer früheren zur selben Person",
    "csv": "die Datei ist hier kein lesbares CSV",
    "encoding": "die Datei ist nicht in UTF-8 geschrieben",
    "no_rows": "die Datei enthält keine Zeile mit Daten",
    "rolle_unknown": "diese Rolle gibt es nicht; richtig sind ifk, teamleitung, fachaufsicht, admin",
    "width": "die Zeile hat nicht so viele Felder wie die erste",
    "empty": "das Feld ist leer",
    "too_long": "das Feld ist länger als 200 Zeichen",
    "control": "das Feld enthält unsichtbare Zeichen",
}

_ABHILFE: Final[Mapping[str, str]] = {
    "http_401": "Teams erkennt den Bot nicht an: App-Id, Geheimnis und Mandant prüfen.",
    "http_403": "Der Bot darf dort nicht schreiben: im Team prüfen, ob die App noch installiert ist.",
    "http_404": "Den Kanal oder Chat gibt es nicht mehr: Kanal neu einrichten (Träger-Kanal einrichten).",
    "http_429": "Teams bremst; der Bot versucht es von selbst wieder.",
    "too_large": "Die Nachricht ist zu groß für Teams.",
    "host_not_allowed": "Die Adresse steht nicht in AKTIVZENTRUM_SERVICE_HOSTS.",
    "target_failed": "Die Nachricht, die geändert werden sollte, ist nie angekommen.",
}


def importiert(
    neu: int, geaendert: int, unveraendert: int, gesperrt: int, fehler: Sequence[tuple[str, int, str | None]]
) -> str:
    """What an import did, or every error with its line and column."""
    if fehler:
        lines = [f"- Zeile {zeile}{_spalte(spalte)}: {_FEHLER.get(key, key)}" for key, zeile, spalte in fehler[:50]]
        more = [f"- und {len(fehler) - 50} weitere"] if len(fehler) > 50 else []
        return "\n".join(["Übernommen wurde nichts:", *lines, *more])
    counts = (
        f"neu {german.zahl(neu)}, geändert {german.zahl(geaendert)}, unverändert {german.zahl(unveraendert)}, "
        f"gesperrt {german.zahl(gesperrt)}"
    )
    return f"Übernommen: {counts}."


def _spalte(spalte: str | None) -> str:
    return f", Spalte {spalte}" if spalte else ""


def abhilfe(grund: str | None) -> str | None:
    """What to do about a delivery that failed or waits."""
    if grund is None:
        return None
    return _ABHILFE.get(
        grund, "Der Bot versucht es von selbst wieder; bleibt es dabei, die Verbindung zu Teams prüfen."
    )
