"""The words of quick answers: where a participation stands, lists, who saw what."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot import german
from bot.texts.woerter import plain, punkte, wer
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, RueckmeldungArt, in_force
from dialogs.regelung.fall import Fall, open_tasks
from dialogs.regelung.hilfeprodukt import Einbuchung, EinbuchungStatus
from dialogs.requests import Liste

Values = Mapping[str, Any]

TITEL = {
    Liste.MEINE_FAELLE: "Meine Fälle",
    Liste.LAEUFT_AUS: "Läuft aus",
    Liste.UNBESTAETIGT: "Vom Träger noch nicht bestätigt",
    Liste.BESCHEID_FEHLT: "Bescheid fehlt",
    Liste.KPLAN_OFFEN: "Kooperationsplan anzupassen",
    Liste.AUFGABEN: "Was ist offen",
    Liste.KANAL: "Gültige Formulare",
}
_LEER = {
    Liste.MEINE_FAELLE: "Es gibt keine laufenden Fälle.",
    Liste.LAEUFT_AUS: "In dieser Zeit läuft nichts aus.",
    Liste.UNBESTAETIGT: "Der Träger hat alles bestätigt.",
    Liste.BESCHEID_FEHLT: "Es fehlt kein Bescheid.",
    Liste.KPLAN_OFFEN: "Es ist kein Kooperationsplan anzupassen.",
    Liste.AUFGABEN: "Es ist nichts offen.",
    Liste.KANAL: "Es gibt kein gültiges Formular.",
}


def titel(v: Values) -> str:
    """The list's title with its period and Modul."""
    parts = [TITEL[v["art"]]]
    if v.get("zeitraum"):
        parts.append(german.zeitraum(v["zeitraum"]))
    if v.get("modul"):
        parts.append(german.modul_name(v["modul"]))
    return ", ".join(parts)


def _status(v: Values) -> str:
    fall: Fall = v["fall"]
    return f"**{wer(fall.elb)}**: " + " ".join(_sentences(fall, v["heute"]))


def _sentences(fall: Fall, heute: date) -> Iterator[str]:
    einbuchung = fall.newest_einbuchung
    if einbuchung is None:
        yield "kein Erwartungsbogen, keine Einbuchung."
        return
    yield _einbuchung(einbuchung, heute)
    boegen = in_force(einbuchung.boegen)
    current = fall.massgebend(heute) or (boegen[-1] if boegen else None)
    if current is None:
        yield "Es gibt keinen gültigen Erwartungsbogen."
    elif einbuchung.is_open:
        yield _bogen(current, heute)
    else:
        yield f"Zuletzt {german.modul_name(current.modul)} (Version {current.version}, {current.formularnummer})."
    if current and einbuchung.is_open:
        yield "Empfang bestätigt." if current.has(RueckmeldungArt.EMPFANG) else "Der Träger hat noch nicht bestätigt."
    tasks = [german.aufgabe_name(a) for a in open_tasks(einbuchung)]
    yield f"Offen: {german.aufzaehlung(tasks)}." if tasks else "Offen: nichts."


def _einbuchung(einbuchung: Einbuchung, heute: date) -> str:
    span = german.zeitraum(einbuchung.zeitraum)
    if einbuchung.status is EinbuchungStatus.NICHT_ANGETRETEN:
        return f"Einbuchung {span}, nicht angetreten."
    if einbuchung.abschluss_am:
        ergebnis = f" {german.ergebnis_name(einbuchung.ziel_ergebnis)}." if einbuchung.ziel_ergebnis else ""
        return f"Einbuchung {span}, Abschluss am {german.tag(einbuchung.abschluss_am)}.{ergebnis}"
    left = (einbuchung.zeitraum.ende - heute).days
    rest = f"noch {german.tage(left)}" if left > 0 else "endet heute" if left == 0 else "abgelaufen"
    return f"eingebucht {span} ({rest})."


def _bogen(bogen: Erwartungsbogen, heute: date) -> str:
    word = "läuft" if heute in bogen.zeitraum else "beginnt" if heute < bogen.zeitraum.beginn else "endete"
    when = {
        "läuft": f"läuft bis {german.tag_lang(bogen.zeitraum.ende)}",
        "beginnt": f"beginnt am {german.tag_lang(bogen.zeitraum.beginn)} und geht bis {german.tag(bogen.zeitraum.ende)}",
        "endete": f"endete am {german.tag_lang(bogen.zeitraum.ende)}",
    }[word]
    return f"{german.modul_name(bogen.modul)} (Version {bogen.version}, {bogen.formularnummer}) {when}."


def _liste(v: Values) -> str:
    seite = v["seite"]
    total = german.anzahl(seite.total, "Eintrag", "Einträge")
    more = (
        f" Seite {seite.seite} von {seite.seiten}; weiter mit `Seite {seite.seite + 1}`."
        if seite.seite < seite.seiten
        else ""
    )
    return f"**{titel(v)}**: {total}.{more}"


_WAS = {
    "gefunden": "gesucht",
    "fall": "angesehen",
    "bogen_gesendet": "Bogen gesendet",
    "bogen_zurueckgezogen": "Bogen zurückgezogen",
    "einbuchung_gebucht": "eingebucht (hier)",
    "einbuchung_geaendert": "Einbuchung geändert",
    "einbuchung_storniert": "Einbuchung storniert",
    "bestaetigung_erfasst": "Bestätigung erfasst",
    "bestaetigung_zurueckgenommen": "Bestätigung zurückgenommen",
    "abgeschlossen": "Abschluss",
    "abschluss_zurueckgenommen": "Abschluss zurückgenommen",
    "ziel_ergebnis_erfasst": "Ergebnis notiert",
    "rueckmeldung_erfasst": "Rückmeldung",
    "fall_uebergeben": "Fall übergeben",
    "elb_angelegt": "angelegt",
    "entwurf_geparkt": "Bogen beiseitegelegt",
    "entwurf_entfernt": "Bogen wieder aufgenommen oder verworfen",
    "auskunft": "Auskunft erteilt",
    "datei_uebergeben": "als Datei geholt",
    "entwurf_geloescht": "Bogen in Arbeit gelöscht (Frist)",
}


def _was(was: str) -> str:
    """What somebody did, in a word or two; a list by its title."""
    art, _, which = was.partition(":")
    if art == "liste" and which in list(Liste):
        return f"in der Liste „{TITEL[Liste(which)]}“ gesehen"
    return _WAS.get(was, plain(was))


def _zugriffe(v: Values) -> str:
    if not v["zugriffe"]:
        return f"{wer(v['elb'])}: keine Zugriffe verzeichnet."
    lines = (f"{german.zeitpunkt(z.am)}: {plain(z.wer)}, {_was(z.was)}" for z in v["zugriffe"][:20])
    return f"Wer die Daten von {wer(v['elb'])} gesehen hat:\n\n{punkte(lines)}"


TEXTS = {
    "status": _status,
    "liste": _liste,
    "liste.leer": lambda v: f"**{titel(v)}**: {_LEER[v['art']]}",
    "zugriffe": _zugriffe,
    "elb.unbekannt": lambda v: (
        f"Zu „{plain(v['text'])}“ finde ich niemanden, für den Sie zuständig sind. Geändert hat sich nichts."
    ),
    "elb.mehrere_im_bogen": lambda v: (
        "Da kommen mehrere in Frage:\n\n"
        + punkte(wer(e) for e in v["found"].elbs)
        + "\n\nBitte mit der Kennzahl aus der Klammer fragen."
        if v["found"].elbs
        else "Dazu finde ich niemanden, für den Sie zuständig sind."
    ),
    "elb.angelegt": lambda v: f"Neu angelegt: **{wer(v['elb'])}**.",
    "elb.nummer_vergeben": lambda v: (
        f"Die Nummer {plain(v['nummer'])} ist schon vergeben"
        + (f", an {wer(v['found'].elbs[0])}." if v["found"].elbs else ", außerhalb Ihrer Zuständigkeit.")
        + " Angelegt ist nichts."
    ),
}
