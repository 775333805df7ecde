"""Writes the table of docs/rollen.md from `dialogs.rollen`: `python -m tests.sicherheit.rollen_tabelle`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dialogs.rollen import DARF, Recht, Rolle, Umfang

PAGE: Final = Path(__file__).parents[2] / "docs" / "rollen.md"

_ROLLE: Final = {
    Rolle.IFK: "IFK",
    Rolle.TEAMLEITUNG: "Teamleitung",
    Rolle.FACHAUFSICHT: "Fachaufsicht",
    Rolle.ADMIN: "Admin",
    Rolle.TRAEGER: "Träger",
}
_RECHT: Final = {
    Recht.FALL: "Erwartungsbogen, Lebenslauf der Teilnahme, Stand einer Person",
    Recht.UEBERGABE: "Fälle übergeben, Vertretung einsetzen",
    Recht.MONITORING: "Monitoring",
    Recht.ZUGRIFFE: "nachsehen, wer die Daten einer Person gesehen hat",
    Recht.KANAL: "den Kanal des Trägers einrichten",
    Recht.RUECKMELDUNG: "auf einen Erwartungsbogen antworten",
}
_UMFANG: Final = {
    Umfang.EIGENE: "eigene Fälle",
    Umfang.TEAM: "Fälle des eigenen Teams",
    Umfang.ALLE: "alle",
    Umfang.KANAL: "die Bögen des eingerichteten Kanals",
}
_BEGIN: Final = "<!-- Anfang der Tabelle -->\n"
_END: Final = "<!-- Ende der Tabelle -->\n"


def updated(page: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = page.partition(_BEGIN)
    return before + _BEGIN + "\n".join([*_table(), _END]) + rest.partition(_END)[2]


def _table() -> Iterator[str]:
    yield f"| | {' | '.join(_ROLLE[rolle] for rolle in Rolle)} |"
    yield f"|---|{'---|' * len(Rolle)}"
    for recht in Recht:
        cells = (_UMFANG[DARF[recht][rolle]] if rolle in DARF[recht] else "–" for rolle in Rolle)
        yield f"| {_RECHT[recht]} | {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
