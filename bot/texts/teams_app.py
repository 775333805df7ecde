"""The words of the Teams app package, German and English. A command's title is what Teams writes for the person, so
it stays German in both: the bot understands German."""

from collections.abc import Sequence
from typing import Final, Literal

Sprache = Literal["de", "en"]

KURZ: Final = "Aktivzentrum"
HERAUSGEBER: Final = "Stadt Göttingen, Jobcenter"
NAME: Final[dict[Sprache, str]] = {
    "de": "Aktivzentrum: Erwartungsbogen und Teilnahme",
    "en": "Aktivzentrum: forms and participation",
}
BESCHREIBUNG: Final[dict[Sprache, str]] = {
    "de": "Erwartungsbögen aufnehmen, Teilnahmen begleiten, den Träger benachrichtigen.",
    "en": "Take down Erwartungsbögen, follow participations, notify the provider.",
}
LANG: Final[dict[Sprache, str]] = {
    "de": (
        "Der Bot führt IFK im Chat durch den Erwartungsbogen des Aktivzentrums: drei Fragen, die Antworten im O-Ton. "
        "Er prüft Zeiträume nach der Organisatorischen Regelung, schickt den Bogen in den Kanal des Trägers, erinnert "
        "an offene Schritte in comp.ASS und gibt Auskunft zum Stand. Er antwortet nur eingetragenen Mitarbeitenden des "
        "Jobcenters und im Kanal des Trägers."
    ),
    "en": (
        "The bot takes integration specialists (IFK) through the Erwartungsbogen of the Aktivzentrum in a chat: three "
        "questions, with the answers in the participant's own words. It checks periods against the rules of the house, "
        "sends the form to the provider's channel, reminds of open steps in comp.ASS and tells how things stand. It "
        "answers registered staff of the Jobcenter and the provider's channel only, and it speaks German."
    ),
}
PERSOENLICH: Final[tuple[tuple[str, dict[Sprache, str]], ...]] = (
    ("neuer Bogen", {"de": "Einen Erwartungsbogen beginnen", "en": "Begin an Erwartungsbogen"}),
    ("Status", {"de": "Wie eine Teilnahme steht; Name oder Nummer dazu", "en": "How a participation stands"}),
    ("meine Fälle", {"de": "Ihre laufenden Fälle", "en": "Your running cases"}),
    ("was ist offen?", {"de": "Was in comp.ASS noch zu tun ist", "en": "What is still to be done in comp.ASS"}),
    ("wer läuft diesen Monat aus?", {"de": "Zeiträume, die bald enden", "en": "Periods that end soon"}),
    ("weiter", {"de": "Einen begonnenen Bogen weiterführen", "en": "Go on with a form in work"}),
    ("Monitoring", {"de": "Zahlen, für Leitung und Fachaufsicht", "en": "Figures, for management"}),
    ("hilfe", {"de": "Was Sie fragen und schreiben können", "en": "What you can ask and write"}),
)
IM_TEAM: Final[tuple[tuple[str, dict[Sprache, str]], ...]] = (
    ("Empfang bestätigt", {"de": "Den Empfang eines Bogens bestätigen", "en": "Confirm that a form has arrived"}),
    ("Rückfrage:", {"de": "Die IFK etwas fragen", "en": "Ask the integration specialist"}),
    ("begonnen", {"de": "Die Teilnahme hat begonnen", "en": "The participation has begun"}),
    ("nicht erschienen", {"de": "Niemand ist gekommen", "en": "Nobody came"}),
    ("beendet", {"de": "Die Teilnahme ist zu Ende", "en": "The participation has ended"}),
    (
        "Träger-Kanal einrichten",
        {"de": "Diesen Kanal zum Kanal des Trägers machen", "en": "Make this the provider's channel"},
    ),
)
STATUS_TITEL: Final[dict[Sprache, str]] = {"de": "Status nachsehen", "en": "Look up a status"}
STATUS_WAS: Final[dict[Sprache, str]] = {
    "de": "Zeigt Ihnen allein, wie eine Teilnahme steht",
    "en": "Shows you alone how a participation stands",
}


_SEITEN: Final = {"website": "zur App", "datenschutz": "zum Datenschutz", "nutzung": "zur Nutzung"}


def seiten_fehlen(names: Sequence[str]) -> str:
    """Which pages of the house the package does not name yet, and how to name them."""
    pages = ", ".join(f"Seite {_SEITEN[name]} (--{name} URL)" for name in names)
    return (
        f"Vor der Freigabe noch anzugeben: {pages}. Solange sie fehlen, verweist die App dort auf die Startseite der "
        "Stadt, und dort steht nichts über sie."
    )
