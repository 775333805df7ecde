"""The words of the command line: why a database is not opened, what an import did, what to do about a delivery."""

from collections.abc import Mapping, Sequence
from datetime import date
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
    "not_a_backup": "Diese Datei ist keine Sicherung des Bots. Überschrieben wurde nichts.",
    "newer_release": (
        "Diese Sicherung gehört zu einer neueren Fassung des Programms. Bitte erst das Programm aktualisieren. Überschrieben "
        "wurde nichts."
    ),
    "damaged": "Diese Datei ist beschädigt. Überschrieben wurde nichts; bitte eine frühere Sicherung nehmen.",
    "kind": "Übung und echter Betrieb werden nicht vermischt. Überschrieben wurde nichts.",
    "backup": (
        "PostgreSQL wird mit seinen eigenen Werkzeugen gesichert (pg_dump, pg_restore); danach python app.py loeschen "
        "--ausfuehren."
    ),
    "StillRead": (
        "Gelöscht ist alles. In der Datei der Datenbank steht es aber noch, weil ein anderer Vorgang gerade den alten Stand "
        "liest, zum Beispiel eine Sicherung. Danach bitte noch einmal: python app.py loeschen --ausfuehren"
    ),
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
    "unreadable": "Der gespeicherte Inhalt ist beschädigt: mit pruefe nachsehen und eine Sicherung wiederherstellen.",
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


_WARTET: Final = "Der Bot versucht es von selbst wieder; bleibt es dabei, die Verbindung zu Teams prüfen."
_AUFGEGEBEN: Final = (
    "Der Bot hat es über einen Tag lang versucht und aufgegeben: die Verbindung zu Teams prüfen; "
    "„Träger-Kanal einrichten“ im Kanal schickt einen Bogen noch einmal."
)


def abhilfe(grund: str | None, zustand: str) -> str | None:
    """What to do about a delivery that failed or waits."""
    if grund is None:
        return None
    return _ABHILFE.get(grund, _AUFGEGEBEN if zustand == "gescheitert" else _WARTET)


# --- backup, keys, deletion ---------------------------------------------------------------------------

_KLASSE: Final[Mapping[str, str]] = {
    "entwurf": "angefangene Bögen",
    "gespraech": "Gesprächszustände",
    "zustellung": "Kennungen erledigter Nachrichten",
    "nachricht": "zugestellte Nachrichten",
    "erinnerung": "Vermerke über Erinnerungen",
    "einbuchung": "abgeschlossene Einbuchungen mit allem, was dazugehört",
    "person_ohne_einbuchung": "Personen, die angelegt und nie eingebucht wurden",
    "audit": "Zeilen des Zugriffsprotokolls",
}


def loeschliste(posten: Sequence[tuple[str, int, date]], *, getan: bool) -> str:
    """What a deletion run would delete, or did; each class with the day before which it goes."""
    lines = [f"- {german.zahl(n)} {_KLASSE[klasse]}, älter als {german.tag(vor)}" for klasse, n, vor in posten]
    head = "Gelöscht, Protokoll:" if getan else "Das würde gelöscht; mit --ausfuehren geschieht es:"
    return "\n".join([head, *lines])


def person_geloescht(nummer: str, *, geloescht: bool | None) -> str:
    """What became of one person's deletion."""
    if geloescht is None:
        return f"Zur Nummer {nummer} ist niemand gespeichert."
    if not geloescht:
        return f"Zur Nummer {nummer} gilt eine Sperre; gelöscht ist nichts. Aufheben: python app.py loeschen --freigeben {nummer}"
    return (
        f"Zur Nummer {nummer} ist alles gelöscht. Was davon im Kanal des Trägers steht, löscht der Bot, sobald er läuft; "
        "Nachrichten in persönlichen Chats und was Teams aufbewahrt, löscht Microsofts Richtlinie."
    )


def gehalten(nummer: str, *, bekannt: bool, an: bool) -> str:
    """A hold was put on a person or taken away."""
    if not bekannt:
        return f"Zur Nummer {nummer} ist niemand gespeichert."
    return f"Zur Nummer {nummer} wird {'vorerst nichts mehr gelöscht' if an else 'wieder nach den Fristen gelöscht'}."


def gewechselt(count: int) -> str:
    """The keys were changed."""
    return (
        f"Neu verschlüsselt: {german.anzahl(count, 'Wert', 'Werte')}. Alles steht unter dem ersten Schlüssel der Liste. Läuft "
        "kein Bot mehr mit der alten Liste, können die anderen Schlüssel heraus (die Sicherungen brauchen ihren noch)."
    )


_BERICHTIGT: Final[Mapping[str, str]] = {
    "unbekannt": "Zu dieser Nummer ist niemand gespeichert.",
    "ungueltig": "Nummer und Nachname müssen lesbar, nicht leer und höchstens 200 Zeichen lang sein. Geändert ist nichts.",
    "nummer_vergeben": "Die neue Nummer ist schon vergeben. Geändert ist nichts.",
    "entwurf_offen": "Ein Bogen ist gerade in Arbeit; erst absenden oder abbrechen, dann die Nummer ändern.",
}


def nicht_berichtigt(grund: str) -> str:
    """Why nothing was changed."""
    return _BERICHTIGT[grund]


def berichtigt(formulare: Sequence[str]) -> str:
    """A person is called otherwise now."""
    if not formulare:
        return "Berichtigt."
    return (
        f"Berichtigt. Der O-Ton der Bögen bleibt, wie er ist; ihre Karten im Kanal zeigen den neuen Namen, sobald der Bot "
        f"läuft: {', '.join(formulare)}."
    )


# --- what was understood, line by line ---------------------------------------------------------------------

_MANGEL: Final[Mapping[str, str]] = {
    "utf8": "Das ist nicht in UTF-8 geschrieben.",
    "json": "Das ist kein JSON.",
    "objekt": 'Das ist kein JSON-Objekt. Richtig ist zum Beispiel {"text": "acht Wochen", "start": "2027-03-01"}.',
    "text": "„text“ fehlt oder ist kein Text.",
    "start": "„start“ ist kein Tag. Richtig ist zum Beispiel 2027-03-01.",
    "context": "Diesen „context“ gibt es nicht. Richtig sind idle, form_q1, form_q2, form_q3, form_text, form_other.",
}


def zeilenmangel(mangel: str, zeile: int) -> str:
    """Why a line of the input could not be answered."""
    return f"Zeile {zeile}: {_MANGEL[mangel]}"
