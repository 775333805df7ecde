"""What the guided tour says, in German: its steps, what to do in each, and what helps when one strays. No logic."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Aufgabe:
    """One step. `sagen` is to be written, `druecken` names a button; both and `text` may hold {placeholders}."""

    titel: str
    text: str
    sagen: str = ""
    druecken: str = ""


TITEL: Final = "Rundgang für neue IFK"
EINLADUNG: Final = (
    "Neu hier? In zehn Minuten führt der Rundgang Sie durch eine ganze Teilnahme: vom ersten Erwartungsbogen bis zum "
    "Abschluss. Sie schreiben und drücken alles selbst; der Rundgang sagt, was als Nächstes kommt, und merkt, wenn "
    "es geschehen ist. Sie können ihn jederzeit verlassen und frei spielen."
)

AUFGABEN: Final[Mapping[str, Aufgabe]] = {
    "bogen": Aufgabe(
        "Den Bogen beginnen",
        "{name} möchte am Aktivzentrum teilnehmen. Sie sind **Sabine Krämer**, Integrationsfachkraft, und sprechen "
        "gerade miteinander. Schreiben Sie dem Bot im Chat:",
        "neuer Bogen für {nachname}",
    ),
    "ziel": Aufgabe(
        "Frage 1: das Ziel",
        "Der Bot stellt die drei Fragen des Erwartungsbogens. Antworten Sie mit den Worten von {name}; der Text "
        "bleibt genau so stehen. Zum Beispiel:",
        "Ich will endlich wieder was mit Computern machen.",
    ),
    "modul": Aufgabe(
        "Frage 2: das Modul",
        "Auch das Modul nennen Sie, wie es gesagt wurde. Der Bot sagt dazu, was er verstanden hat.",
        "In die Digitalwerkstatt.",
    ),
    "dauer": Aufgabe(
        "Frage 3: die Dauer",
        "Probieren Sie etwas, das nicht geht, damit Sie sehen, was dann geschieht:",
        "so vier Monate",
    ),
    "beginn": Aufgabe(
        "Der Beginn",
        "Verstanden hat der Bot die Dauer; ob sie geht, weiß er erst mit dem ersten Tag. Ein Datum ist möglich, "
        "oder:",
        "nächsten Montag",
    ),
    "grenze": Aufgabe(
        "Zu lang: neu vereinbaren",
        "Die Digitalwerkstatt dauert höchstens drei Monate (Nr. 3.1). Der Bot lehnt ab, nennt den spätesten "
        "möglichen Tag und fragt noch einmal. Vereinbaren Sie weniger:",
        "vier Wochen",
    ),
    "kplan": Aufgabe(
        "Der Kooperationsplan",
        "Steht das Ziel im Kooperationsplan allgemein, ist später nichts anzupassen (Nr. 3.2). Bei „konkret“ würde "
        "der Bot daran erinnern.",
        "allgemein",
    ),
    "absenden": Aufgabe(
        "Prüfen und absenden",
        "Die Karte zeigt genau, was der Träger sehen wird. Lesen Sie sie. Ändern ginge jetzt noch, zum Beispiel mit "
        "`ändere Ziel`. Wenn alles stimmt:",
        "absenden",
    ),
    "empfang": Aufgabe(
        "Rollenwechsel: der Träger bestätigt",
        "Der Bogen steht im Kanal des Trägers. Dort sind Sie **Miriam Okafor**, die beim Träger arbeitet. Drücken "
        "Sie im Kanal, auf der untersten Karte:",
        druecken="Empfang bestätigen",
    ),
    "eingebucht": Aufgabe(
        "In comp.ASS einbuchen",
        "Nun sind Sie wieder **Sabine Krämer**. Das Blatt im Chat enthält alle Felder für comp.ASS. Den Bot gibt es "
        "dort nicht: Sie buchen selbst ein, immer für neun Monate (Nr. 3.3), und sagen es ihm:",
        "{nachname} eingebucht",
    ),
    "bescheid": Aufgabe(
        "Den Bescheid erstellen",
        "Den Bescheid schreiben Sie im Briefeditor; der Name der Vorlage steht auf dem Blatt. Dann:",
        "Bescheid {nachname} erstellt",
    ),
    "status": Aufgabe(
        "Nachsehen",
        "Wie steht es um eine Teilnahme? Das fragen Sie jederzeit, auch mitten in einem Bogen (dort mit `/status`):",
        "Status {nachname}",
    ),
    "erinnerung": Aufgabe(
        "Die Zeit vergeht",
        "Vierzehn Tage vor dem Ende erinnert der Bot von selbst. Hier im Übungsraum stellen Sie die Uhr vor. Drücken "
        "Sie oben so oft, bis Sabine Krämer im Chat die Erinnerung für {name} bekommt:",
        druecken="in einer Woche",
    ),
    "abschluss": Aufgabe(
        "Der Abschluss",
        "{name} hört auf. Eine Teilnahme endet mit dem tatsächlich letzten Tag (Nr. 3.3), nicht mit dem "
        "vereinbarten. Schreiben Sie im Chat:",
        "Abschluss {nachname} am {tag}",
    ),
    "ergebnis": Aufgabe(
        "Ist das Ziel erreicht?",
        "Der Bot fragt, wie es ausgegangen ist, gern im O-Ton. Nachtragen ginge auch später.",
        "Ziel erreicht: Ich schreibe meine Mails jetzt selbst.",
    ),
    "gesetzt": Aufgabe(
        "In comp.ASS abschließen",
        "Auch der Abschluss wird in comp.ASS gesetzt, von Ihnen. Wenn das geschehen ist:",
        "{nachname} auf Abschluss gesetzt",
    ),
}

ENDE: Final = (
    "**Geschafft.** Von {name} gibt es jetzt alles: Bogen, Einbuchung, Bescheid und Abschluss. Der Träger hat es im "
    "Kanal erfahren.\n\n"
    "**Zum Nachlesen:** `hilfe` im Chat, die Kurzanleitung `docs/ifk.md`, und `docs/rollen.md` dazu, wer was "
    "darf.\n\n"
    "**Zum Weiterspielen**, die Fälle der anderen laufen schon:\n\n"
    "- `Was ist offen?` und `Wer läuft diesen Monat aus?`\n"
    "- `Status Al-Hassan`: Der Träger hat etwas gefragt. Antworten Sie.\n"
    "- `neuer Bogen für Nguyễn`: die Erneuerung, mit Anlass und Dreiergespräch.\n"
    "- Als Petra Sommer: `Monitoring`.\n"
    "- Oben unter „Störungen“: Was macht der Bot, wenn Teams ausfällt?"
)

HINWEISE: Final[Mapping[str, str]] = {
    "stoerung": "Eine Störung ist eingeschaltet; Antworten können ausbleiben. Ausschalten: oben unter „Störungen“.",
    "liegt": "Der Bogen liegt bereit, nichts ist verloren. `weiter` holt ihn zurück.",
    "abbruch": "Der Bot fragt, ob er den Bogen verwerfen soll. `nein` behält ihn.",
    "angebot": "Der Bot fragt nach, ob der letzte Text wirklich die Antwort ist: `ja` oder `nein`.",
    "modul_wahl": "Das Modul war nicht eindeutig. Der Bot bietet welche an; `Digitalwerkstatt` passt hier.",
    "begruendung": "Das ist genau die längste Zeit: Der Bot braucht einen eigenen Grund (Nr. 3.1). Ein Satz genügt.",
    "verworfen": "Den Bogen gibt es nicht mehr. Das macht nichts: Hier geht es von vorn los.",
    "zurueckgezogen": "Der Bogen ist zurückgezogen; die Karte im Kanal ist leer. Ein neuer geht jederzeit.",
    "wochenende": (
        "Erinnerungen kommen nur an Werktagen, und im Übungsraum ist gerade {wochentag}. Drücken Sie „morgen“."
    ),
    "umweg": "Frei spielen ist erlaubt, der Rundgang wartet. Wenn Sie weitermachen wollen, schreiben Sie wie oben.",
    "umweg_frage": "Das war es noch nicht. Der Bot fragt gerade: „{frage}“",
}

ALLE_VERGEBEN: Final = (
    "Alle, mit denen der Rundgang übt, haben schon Fälle. „Neu beginnen“ stellt den Anfang wieder her."
)
WOCHENTAGE: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
