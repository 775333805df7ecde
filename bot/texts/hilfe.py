"""Greeting, help, and the sentences for who may not or was not understood."""

from collections.abc import Mapping
from typing import Any

from bot.texts.woerter import plain, punkte
from dialogs.rollen import Recht, Staff, umfang

Values = Mapping[str, Any]

_KANN = {
    Recht.FALL: (
        "Erwartungsbogen beginnen: `neuer Bogen für Müller`",
        "Nachsehen: `Status Müller`, `meine Fälle`, `wer läuft diesen Monat aus?`, `was ist offen?`",
        "Als Datei: `Bogen Müller als PDF`, `Handzettel Müller`, `Handzettel Müller auf Englisch`",
        "Bestätigen: `Müller eingebucht am 01.03.2027`, `Bescheid Müller erstellt`, `K-Plan Müller angepasst`",
        "Beenden: `Abschluss Müller am 31.05.2027`, `Müller nicht angetreten`",
        "Zurücknehmen: `rückgängig` (das Letzte), später `Bescheid Müller zurücknehmen`, `Abschluss Müller zurücknehmen`",
        "Korrigieren: `Bogen Müller korrigieren`, `Bogen Müller zurückziehen`, `Einbuchung Müller stornieren`",
        "Angefangene Bögen: `weiter`, `verwerfen`; Erinnerungen: `Erinnerungen aus`",
    ),
    Recht.UEBERGABE: (
        "Übergeben: `Fall 4711 an Weber übergeben`, `alle meine Fälle an Weber übergeben`",
        "Vertretung: `Vertretung durch Weber bis 15.04.2027`, `Vertretung beenden`",
    ),
    Recht.ZUGRIFFE: ("Nachsehen, wer Daten gesehen hat: `wer hat 4711 gesehen?`",),
    Recht.MONITORING: ("Zahlen: `Monitoring`, `Bericht 2. Quartal 2026`, `Bericht 2. Quartal 2026 als Excel`",),
    Recht.KANAL: ("Im Kanal des Trägers: `@Aktivzentrum Träger-Kanal einrichten`",),
}


def kann(wer: Staff) -> str:
    """What this person can ask for, as a list."""
    return punkte(line for recht, lines in _KANN.items() if umfang(wer, recht) for line in lines)


TEXTS = {
    "begruessung": lambda v: (
        f"Guten Tag, {plain(v['wer'].name)}. Ich führe durch den Erwartungsbogen des Aktivzentrums und gebe Auskunft "
        f"zu Teilnahmen.\n\n{kann(v['wer'])}"
    ),
    "hilfe": lambda v: f"Das geht hier:\n\n{kann(v['wer'])}\n\nJeder Satz in Ihren Worten ist recht.",
    "hilfe.frage": lambda _v: (
        "Hier fehlt nur die Antwort auf die Frage; `abbrechen` lässt alles, wie es ist. Fragen wie `Status Müller` gehen "
        "auch zwischendurch."
    ),
    "hilfe.steuerung": lambda _v: (
        "Immer möglich: `zurück`, `/weiter` (ohne Änderung zur nächsten Frage), `pause` (liegt bereit, auch morgen), "
        "`abbrechen`, `/status Müller`, `/ändere Ziel`, alles auf einer Karte: `/formular`."
    ),
    "nicht_verstanden": lambda _v: (
        "Das habe ich nicht als Auftrag erkannt; geändert hat sich nichts. Zum Beispiel `neuer Bogen für Müller`, "
        "`Status Müller` oder `hilfe`."
    ),
    "befehl.unbekannt": lambda _v: (
        "Diesen Befehl kenne ich nicht; übernommen ist nichts. Es gibt zum Beispiel `/status Müller`, `/ändere Ziel`, "
        "`/ergänze Ziel ...`, `/kürze Ziel ...`, `/formular`."
    ),
    "nichts_in_arbeit": lambda _v: "Es ist gerade kein Bogen in Arbeit. `weiter` zeigt, was bereitliegt.",
    "keine_berechtigung": lambda v: (
        f"Dafür fehlt Ihrer Rolle das Recht. Das geht:\n\n{kann(v['wer'])}"
        if kann(v["wer"])
        else "Dafür fehlt Ihrer Rolle das Recht."
    ),
    "fremd": lambda _v: (
        "Guten Tag! Dieser Bot ist nur für eingetragene Mitarbeitende des Jobcenters; bitte wenden Sie sich an Ihre "
        "Teamleitung."
    ),
    "zustand_unlesbar": lambda _v: (
        "Ein angefangener Bogen stammt aus einer anderen Fassung dieses Programms und lässt sich gerade nicht lesen. Er "
        "ist aufgehoben; die Technik weiß Bescheid. Anderes geht wie gewohnt."
    ),
    "stoerung": lambda v: (
        f"Gerade klemmt etwas; Ihre Nachricht ist nicht übernommen. Bitte gleich noch einmal. (Kennung {v['kennung']})"
    ),
}
