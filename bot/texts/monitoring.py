"""The words of the monitoring: names of all figures with what each one means, the period said back, the short report."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot import german
from dialogs.monitoring import Art, Bericht, Verdeckt, Zelle, whole_months
from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import ZielErgebnis
from dialogs.regelung.modul import Modul

Values = Mapping[str, Any]

TITEL: Final[Mapping[str, str]] = {
    "teilnahmen": "Teilnahmen nach Modul und Monat",
    "dauer": "Vereinbarte und tatsächliche Teilnahmedauer",
    "hoechstdauer": "Höchstdauer",
    "anlass": "Neue Erwartungsbögen nach Anlass",
    "gespraech": "Gesprächsform bei Erneuerungen",
    "traeger": "Bestätigung durch den Träger",
    "bescheid": "Bescheide",
    "abschluss": "Abschlüsse und wie die Ziele ausgingen",
}
DEFINITION: Final[Mapping[str, str]] = {
    "teilnahmen": (
        "Eine Teilnahme sind alle Tage einer Einbuchung in einem Modul. Sie zählt in jedem Monat, in dem mindestens "
        "einer dieser Tage liegt; nach dem Abschluss zählt kein Tag mehr. Ersetzte Tage zählen beim Nachfolger, "
        "stornierte und nicht angetretene Einbuchungen gar nicht. „Gesamt“ über Monate zählt jede Teilnahme einmal."
    ),
    "dauer": (
        "Tage je Teilnahme, Beginn und letzter Tag mitgezählt, im Mittel und auf ganze Tage gerundet. „Vereinbart“: "
        "die im Zeitraum gesendeten Erwartungsbögen. „Beendet“: Teilnahmen, deren Abschluss im Zeitraum liegt, "
        "mit allen vereinbarten Tagen und mit den Tagen bis zum tatsächlichen letzten Tag."
    ),
    "hoechstdauer": (
        "„Höchstdauer“: Erwartungsbögen, deren letzter Tag genau der letzte mögliche ist (3 Monate Digitalwerkstatt, "
        "6 Monate Jobakademie 2.0), der Anteil an allen im Zeitraum gesendeten Bögen des Moduls und wie viele davon "
        "eine Begründung tragen. „Summe darüber“: Teilnahmen des Zeitraums, deren vereinbarte Tage aus mehreren Bögen "
        "zusammen mehr sind als die Höchstdauer vom ersten Beginn an."
    ),
    "anlass": (
        "Im Zeitraum gesendete Erwartungsbögen ohne zurückgezogene. Ohne Anlass ist es der erste einer Einbuchung. Ein "
        "korrigierter Bogen zählt einmal, mit den Angaben der Korrektur und dem Anlass des Bogens, den sie berichtigt."
    ),
    "gespraech": (
        "Erneuerte Erwartungsbögen des Zeitraums: im Dreiergespräch (eLb, IFK, Träger) vereinbart oder zwischen IFK "
        "und eLb; der Anteil bezieht sich auf alle Erneuerungen."
    ),
    "traeger": (
        "Im Zeitraum gesendete Erwartungsbögen, deren Empfang der Träger bestätigt hat oder noch nicht. Tage: vom Tag "
        "des Sendens bis zum Tag der ersten Bestätigung, im Mittel."
    ),
    "bescheid": (
        "Einbuchungen, die im Zeitraum an mindestens einem Tag bestanden. „Offen“: Niemand hat bisher bestätigt, dass "
        "der Bescheid erstellt ist."
    ),
    "abschluss": (
        "Einbuchungen, deren tatsächlicher letzter Tag im Zeitraum liegt, nach dem Ergebnis, das IFK und eLb "
        "festgehalten haben. „Nicht angetreten“: Einbuchungen mit Beginn im Zeitraum, zu denen nie jemand kam; sie "
        "sind keine Abschlüsse und stehen nicht im Gesamt."
    ),
}
SCHUTZ: Final = (
    "Zum Schutz Einzelner erscheinen Zahlen unter 5 als „<5“. „*“ steht, wo eine größere Zahl oder ein Mittelwert "
    "fehlt, weil sich sonst eine kleine Zahl ausrechnen ließe oder weniger als fünf Personen dahinterstehen."
)
MONATSWEISE: Final = "Berichte zählen in ganzen Monaten."
NUR_LETZTE: Final = "Gezeigt sind die letzten Monate; alle stehen in der Excel-Datei."
ZEILE: Final = {"teilnahmen": "Monat", "anlass": "Anlass", "gespraech": "Form", "traeger": "Empfang"}
BILD: Final = "als Balken"

_NAMEN: Final[Mapping[str, str]] = {
    **{modul.value: german.modul_name(modul) for modul in Modul},
    **{anlass.value: german.anlass_name(anlass) for anlass in Anlass},
    **{form.value: german.gespraechsform_name(form) for form in Gespraechsform},
    **{ergebnis.value: german.ergebnis_name(ergebnis) for ergebnis in ZielErgebnis},
    "gesamt": "Gesamt",
    "boegen": "Bögen",
    "vereinbart": "vereinbart",
    "abgeschlossen_vereinbart": "beendet: vereinbart",
    "abgeschlossen_tatsaechlich": "beendet: tatsächlich",
    "am_hoechst": "Höchstdauer",
    "anteil": "Anteil",
    "begruendet": "begründet",
    "summe_ueber": "Summe darüber",
    "erstmals": "erstmals",
    "erneuerungen": "Erneuerungen",
    "anzahl": "Anzahl",
    "tage": "Tage bis dahin",
    "bestaetigt": "bestätigt",
    "offen": "offen",
    "erstellt": "erstellt",
    "ohne_angabe": "ohne Angabe",
    "nicht_angetreten": "nicht angetreten",
}


def name(key: str) -> str:
    """Of a row or a column; a month is `März 2027`. Raises KeyError for a name that has no words."""
    if key[:4].isdecimal():
        year, month = key.split("-")
        return f"{german.MONATE[int(month) - 1]} {year}"
    return _NAMEN[key]


def zelle(cell: Zelle | None) -> str:
    """12, 42 Tage, 25 %, <5, *; nothing where the table says nothing."""
    if cell is None:
        return ""
    if cell.wert is None:
        return "<5" if cell.verdeckt is Verdeckt.KLEIN and cell.art is Art.ANZAHL else "*"
    match cell.art:
        case Art.TAGE:
            return german.tage(cell.wert)
        case Art.PROZENT:
            return f"{cell.wert} %"
        case Art.ANZAHL:
            return german.zahl(cell.wert)


def zeitraum(months: Zeitraum) -> str:
    """2. Quartal 2026, Jahr 2026, März 2027, Juli 2026 bis Juni 2027; of whole months."""
    first, last = months.beginn, months.ende
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    if count == 1:
        return german.monat(first)
    if count == 12 and first.month == 1:
        return f"Jahr {first.year}"
    if count == 3 and first.month % 3 == 1:
        return f"{first.month // 3 + 1}. Quartal {first.year}"
    start = german.MONATE[first.month - 1] if first.year == last.year else german.monat(first)
    return f"{start} bis {german.monat(last)}"


def _bericht(v: Values) -> str:
    found: Bericht = v["bericht"]
    head = (
        f"**Monitoring {zeitraum(found.zeitraum)}**, Stand {german.tag(found.stand)}.{_widened(found, v['gefragt'])}"
    )
    return f"{head}\n\n{' '.join(_sentences(found))}\n\n{_EIN_ANDERER}"


_EIN_ANDERER: Final = "Ein anderer Zeitraum: `Bericht 2. Quartal 2026`, `Bericht seit Februar`."


def _widened(found: Bericht, asked: Zeitraum | None) -> str:
    """That more days are counted than were asked for, or fewer."""
    if asked is None or asked == found.zeitraum:
        return ""
    cut = "" if whole_months(asked).beginn <= asked.beginn else " und höchstens fünf Jahre"
    return f" {MONATSWEISE[:-1]}{cut}: {german.zeitraum(found.zeitraum)}."


def _sentences(found: Bericht) -> Iterator[str]:
    taking_part = found.tabelle("teilnahmen")
    last = taking_part.spalten[-1]
    yield f"Teilnahmen: {_listed((name(r.name), r.zellen[-1]) for r in taking_part.reihen)}."
    anlass = found.tabelle("anlass")
    yield f"Neue Erwartungsbögen: {_listed((name(r.name), r.zellen[0]) for r in anlass.reihen)}."
    done = found.tabelle("traeger").zelle("bestaetigt", "tage")
    if done and done.wert is not None:
        yield f"Der Träger bestätigte im Mittel nach {german.anzahl(done.wert, 'Tag', 'Tagen')}."
    yield f"Offene Bescheide: {_said(found.tabelle('bescheid').zelle('offen', 'anzahl'))}."
    yield f"Abschlüsse: {_said(found.tabelle('abschluss').zelle('gesamt', 'anzahl'))}."
    if last == "gesamt":
        yield f"Ein Monat für sich: `Bericht {name(taking_part.spalten[-2])}`."


def _listed(pairs: Any) -> str:
    return ", ".join(f"{label} {_said(cell)}" for label, cell in pairs)


def _said(cell: Zelle | None) -> str:
    """For a sentence in Markdown, where < and * are signs of their own."""
    return {"<5": "unter 5", "*": "verdeckt"}.get(zelle(cell), zelle(cell))


TEXTS: Final[Mapping[str, Callable[[Values], str]]] = {
    "bericht": _bericht,
    "bericht.kein_zeitraum": lambda _v: (
        "Diesen Zeitraum gibt es im Kalender nicht. Zum Beispiel `Bericht März 2027`, `Bericht 2. Quartal 2026`, "
        "`Bericht seit Februar`."
    ),
}
