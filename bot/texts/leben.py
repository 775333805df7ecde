"""The words for what comes after the Bogen: confirmations, Abschluss, withdrawal, handing over, messages to the IFK."""

from collections.abc import Mapping
from typing import Any

from bot import german
from bot.texts.woerter import kurz, plain, punkte, wer
from dialogs.regelung.erwartungsbogen import RueckmeldungArt
from dialogs.regelung.hilfeprodukt import BRIEFEDITOR_VORLAGE, BestaetigungArt, ZielErgebnis

Values = Mapping[str, Any]

_ERGEBNIS = {
    ZielErgebnis.ERREICHT: "erreicht",
    ZielErgebnis.TEILWEISE: "teilweise erreicht",
    ZielErgebnis.NICHT_ERREICHT: "nicht erreicht",
}
_OFFEN = {
    BestaetigungArt.EINGEBUCHT: "Die Einbuchung in comp.ASS ist noch nicht bestätigt.",
    BestaetigungArt.BESCHEID: f"Der Bescheid (Vorlage „{plain(BRIEFEDITOR_VORLAGE)}“) ist noch nicht bestätigt.",
    BestaetigungArt.KPLAN: "Dass der Kooperationsplan angepasst ist, ist noch nicht bestätigt.",
    BestaetigungArt.ABSCHLUSS: "Dass in comp.ASS auf Abschluss gesetzt ist, ist noch nicht bestätigt.",
}


def _frage_bestaetigung(v: Values) -> str:
    known = v.get("bekannt")
    art: BestaetigungArt = v["art"]
    state = (
        f"Schon bestätigt: {german.bestaetigung_name(art)} am {german.tag(known.am)} von {plain(known.durch)}."
        if known
        else _OFFEN[art]
    )
    return (
        f"{wer(v['fall'].elb)}: {state}\n\n"
        f"Ist es erledigt ({german.bestaetigung_name(art)})? Dann den Tag, zum Beispiel `heute`; sonst `nein`."
    )


def _schon_da(v: Values) -> str:
    known = v["bekannt"]
    return (
        f"{wer(v['fall'].elb)}: {german.bestaetigung_name(v['art'])} ist schon bestätigt, am {german.tag(known.am)} "
        f"von {plain(known.durch)}. Geändert hat sich nichts."
    )


def _abschluss(v: Values) -> str:
    tag, name = v["tag"], wer(v["fall"].elb)
    ended = f"letzter Tag {german.tag_lang(tag)}" if tag else "nicht angetreten"
    text = (
        f"{name} ist hier auf **Abschluss** gesetzt: {ended}. Der Träger erfährt es im Kanal. In comp.ASS bitte ebenfalls "
        f"auf Abschluss setzen, dann `{plain(v['fall'].elb.nummer)} auf Abschluss gesetzt`. Zurücknehmen: `rückgängig`."
    )
    if not tag:
        return text
    return (
        f"{text}\n\nWie ist es mit dem Ziel ausgegangen? `Ziel erreicht`, `Ziel teilweise erreicht` oder "
        "`Ziel nicht erreicht` (freiwillig)."
    )


def _rueckmeldung(v: Values) -> str:
    r, bogen, fall = v["rueckmeldung"], v["bogen"], v["fall"]
    head = f"**{wer(fall.elb)}**, Formular {bogen.formularnummer}, Träger ({plain(r.durch)}): "
    if r.art is RueckmeldungArt.RUECKFRAGE:
        return (
            f"{head}Rückfrage {kurz(r.text or '', 600)}\n\n"
            f"Antworten: `Antwort {bogen.formularnummer}: ...` (geht in den Kanal des Trägers)."
        )
    note = f" {kurz(r.text, 600)}" if r.text else ""
    next_step = {
        RueckmeldungArt.NICHT_ERSCHIENEN: f" Möglich: `Abschluss {plain(fall.elb.nummer)} nicht angetreten`.",
        RueckmeldungArt.ABGEBROCHEN: f" Möglich: `Abschluss {plain(fall.elb.nummer)} am {german.tag(r.am)}`.",
        RueckmeldungArt.BEENDET: f" Möglich: `Abschluss {plain(fall.elb.nummer)} am {german.tag(r.am)}`.",
        RueckmeldungArt.DREIERGESPRAECH: f" Danach: `neuer Bogen für {plain(fall.elb.nummer)}`.",
    }.get(r.art, "")
    return f"{head}{german.rueckmeldung_name(r.art)} am {german.tag(r.am)}.{note}{next_step}"


_GRUND = {
    "http_403": "Teams lässt den Bot in diesem Kanal nicht schreiben.",
    "http_404": "Den Kanal gibt es nicht mehr, oder der Bot wurde daraus entfernt.",
    "http_401": "Teams erkennt den Bot nicht an.",
    "host_not_allowed": "Die Adresse des Kanals gehört nicht zu Microsoft Teams.",
    "too_large": "Der Bogen ist für Teams zu groß.",
}


def _nicht_zugestellt(v: Values) -> str:
    why = _GRUND.get(v["grund"], "Teams nimmt die Nachricht nicht an.")
    return (
        f"**Nicht beim Träger angekommen:** Erwartungsbogen {v['formularnummer']} für {wer(v['fall'].elb)}. {why} "
        "Der Bogen und die Einbuchung sind gespeichert. Bitte: die Teamleitung prüft den Kanal des Trägers und schreibt "
        "dort `@Aktivzentrum Träger-Kanal einrichten`; bis dahin den Träger anrufen."
    )


def _zurueckgezogen(v: Values) -> str:
    rest = v["rest"]
    after = (
        f"Maßgebend ist wieder Version {rest[-1].version}." if rest else "Es gibt jetzt keinen gültigen Bogen mehr."
    )
    return f"Zurückgezogen: {v['bogen'].formularnummer} für {wer(v['fall'].elb)}. Die Karte im Kanal wird geleert. {after}"


def _personal(v: Values) -> str:
    names = punkte(f"{plain(s.name)} ({plain(s.team)})" for s in v["personal"])
    return f"Zu „{plain(v['text'])}“ passen mehrere; bitte den ganzen Namen:\n\n{names}"


def _entwuerfe(v: Values) -> str:
    found = v["entwuerfe"]
    if not found:
        return "Es liegt kein Bogen in Arbeit."
    lines = (
        f"{plain(e.name or '')} ({plain(e.nummer or '')}), zuletzt am {german.tag(e.geaendert)}: "
        f"`weiter {plain(e.nummer or '')}`"
        for e in found
    )
    return f"In Arbeit:\n\n{punkte(lines)}"


def _vertretung(v: Values) -> str:
    until = f" bis einschließlich {german.tag_lang(v['bis'])}" if v["bis"] else ""
    return f"{plain(v['durch'].name)} vertritt {plain(v['fuer'].name)}{until}."


TEXTS = {
    "frage.bestaetigung": _frage_bestaetigung,
    "frage.letzter_tag": lambda v: (
        f"Abschluss für {wer(v['fall'].elb)}: Was war der tatsächlich letzte Tag? Zum Beispiel `heute` oder "
        f"`{german.tag(v['heute'])}`; wer nie da war: `nicht angetreten`."
    ),
    "frage.zurueckziehen": lambda v: (
        f"Erwartungsbogen {v['bogen'].formularnummer} (Version {v['bogen'].version}) für {wer(v['fall'].elb)} wirklich "
        "zurückziehen? `ja` oder `nein`"
    ),
    "frage.stornieren": lambda v: (
        f"Die Einbuchung von {wer(v['fall'].elb)} ist in comp.ASS noch nicht bestätigt. Soll ich sie stornieren? "
        "`ja` oder `nein`"
    ),
    "bestaetigung.erfasst": lambda v: (
        f"{wer(v['fall'].elb)}: **{german.bestaetigung_name(v['art'])}** am {german.tag_lang(v['tag'])}. "
        "Zurücknehmen: `rückgängig`."
    ),
    "bestaetigung.schon_da": _schon_da,
    "bestaetigung.keine_einbuchung": lambda v: (
        f"{wer(v['fall'].elb)} hat dafür noch keine passende Einbuchung. Geändert hat sich nichts."
    ),
    "bestaetigung.nichts_getan": lambda _v: "Gut, es bleibt alles, wie es ist.",
    "tag.unklar": lambda v: (
        "Diesen Tag gibt es im Kalender nicht."
        if v["grund"] == "impossible_date"
        else "Darin habe ich keinen Tag erkannt."
    ),
    "rueckgaengig.nichts": lambda _v: "Es gibt nichts zurückzunehmen.",
    "rueckgaengig.erledigt": lambda v: (
        f"Zurückgenommen für {wer(v['fall'].elb)}: {german.bestaetigung_name(v['art']) if v['art'] else 'Abschluss'}."
    ),
    "abschluss.nichts_offen": lambda v: (
        f"{wer(v['fall'].elb)} hat keine offene Einbuchung. Geändert hat sich nichts."
    ),
    "abschluss.erfasst": _abschluss,
    "ziel.kein_abschluss": lambda _v: "Dazu fehlt der Abschluss: `Abschluss Müller`.",
    "ziel.erfasst": lambda v: (
        f"Notiert für {wer(v['fall'].elb)}: Ziel {_ERGEBNIS[v['ergebnis']] if v['ergebnis'] else 'ohne Wertung'}."
    ),
    "zurueckziehen.nichts": lambda v: (
        f"{wer(v['fall'].elb)} hat keinen gesendeten Bogen, den man zurückziehen könnte. Geändert hat sich nichts."
    ),
    "zurueckziehen.erledigt": _zurueckgezogen,
    "einbuchung.geaendert": lambda v: (
        f"Die Einbuchung von {wer(v['fall'].elb)} läuft jetzt {german.zeitraum(v['zeitraum'])}."
    ),
    "einbuchung.storniert": lambda v: f"Die Einbuchung von {wer(v['fall'].elb)} ist storniert.",
    "uebergabe.erledigt": lambda v: f"{wer(v['fall'].elb)} gehört jetzt zu {plain(v['an'].name)}.",
    "uebergabe.schon_dort": lambda v: f"{wer(v['fall'].elb)} gehört schon zu {plain(v['an'].name)}.",
    "uebergabe.nicht_eigener": lambda v: (
        f"{wer(v['fall'].elb)} ist nicht Ihr Fall; übergeben kann ihn die zuständige IFK oder die Teamleitung."
    ),
    "vertretung.gesetzt": _vertretung,
    "vertretung.selbst": lambda _v: (
        "Sich selbst kann man nicht vertreten. So geht es: `Vertretung durch Sommer bis 15.04.2027`."
    ),
    "personal.mehrere": _personal,
    "personal.unbekannt": lambda v: f"Eine IFK „{plain(v['text'])}“ finde ich nicht. Geändert hat sich nichts.",
    "entwuerfe": _entwuerfe,
    "rueckfrage.unbekannt": lambda v: f"Das Formular {plain(v['formularnummer'])} finde ich nicht.",
    "rueckfrage.abgeschlossen": lambda v: (
        f"{wer(v['fall'].elb)} ist schon auf Abschluss gesetzt; gesendet ist nichts."
    ),
    "rueckfrage.leer": lambda v: f"Da fehlt der Text: `Antwort {plain(v['formularnummer'])}: ...`",
    "rueckfrage.beantwortet": lambda v: f"Ihre Antwort zu {v['bogen'].formularnummer} geht in den Kanal des Trägers.",
    "ifk.rueckmeldung": _rueckmeldung,
    "ifk.nicht_zugestellt": _nicht_zugestellt,
    "ifk.verspaetet": lambda v: (
        f"**Noch nicht beim Träger:** Erwartungsbogen {v['formularnummer']} für {wer(v['fall'].elb)} ist seit mehr als "
        "zehn Minuten unterwegs; Teams nimmt ihn gerade nicht an. Er ist gespeichert, und ich versuche es weiter. Eilt "
        "es, bitte den Träger anrufen."
    ),
    "ifk.uebergabe": lambda v: f"{plain(v['von'].name)} hat {wer(v['fall'].elb)} an {plain(v['an'].name)} übergeben.",
    "ifk.vertretung": _vertretung,
    "erinnerungen.geschaltet": lambda v: f"Erinnerungen sind {'eingeschaltet' if v['an'] else 'ausgeschaltet'}.",
}
