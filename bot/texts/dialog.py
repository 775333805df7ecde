"""The words of the dialog that shows a status to one person alone."""

from collections.abc import Mapping
from typing import Any, Final

Values = Mapping[str, Any]

TITEL: Final = "Status nachsehen"
WER: Final = "Um wen geht es?"
FELD: Final = "Name oder Nummer"
BEISPIEL: Final = "zum Beispiel Müller oder 4711"
FEHLT: Final = "Bitte einen Namen oder eine Nummer eingeben."
SUCHEN: Final = "Nachsehen"
ANDERE: Final = "Andere Person"
ALLEIN: Final = "Das sehen nur Sie. Nichts davon kommt in diese Unterhaltung."


def _choice(v: Values) -> str:
    if v["elbs"]:
        return "Da kommen mehrere in Frage." if len(v["elbs"]) > 1 else "Ist diese Person gemeint?"
    return "Dazu finde ich niemanden, für den Sie zuständig sind."


TEXTS = {
    "dialog.frage": lambda _: ALLEIN,
    "dialog.auswahl": _choice,
    "dialog.recht": lambda _: "Eine Auskunft über Personen ist für Ihre Rolle nicht vorgesehen.",
    "dialog.kanal": lambda _: (
        "Im Kanal des Trägers gibt der Bot keine Auskunft über Personen. Bitte öffnen Sie den Dialog in einem anderen Chat."
    ),
}
