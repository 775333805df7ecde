"""The words for what comes after the Bogen: confirmations, Abschluss, withdrawal, handing over, messages to the IFK."""

from collections.abc import Mapping
from typing import Any

from bot import german
from bot.texts.woerter import code, kein_tag, kurz, plain, punkte, wer
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, RueckmeldungArt
from dialogs.regelung.fall import Aufgabe, Fall
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
    return (
        f"{wer(v['fall'].elb)}: {_OFFEN[v['art']]}\n\n"
        "Ist es erledigt? Dann bitte den Tag, zum Beispiel `heute`; sonst `nein`."
    )


def _schon_da(v: Values) -> str:
    known = v["bekannt"]
    return (
        f"{wer(v['fall'].elb)}: {german.bestaetigung_name(v['art'])} ist schon bestätigt, am {german.tag(known.am)} "
        f"von {plain(known.durch)}. Geändert hat sich nichts."
    )


_ERLEDIGT = {
    Aufgabe.EINGEBUCHT: "in comp.ASS einbuchen, dann `{} eingebucht`",
    Aufgabe.BESCHEID: "Bescheid erstellen, dann `Bescheid {} erstellt`",
    Aufgabe.KPLAN: "Kooperationsplan anpassen, dann `K-Plan {} angepasst`",
    Aufgabe.ABSCHLUSS: "in comp.ASS auf Abschluss setzen, dann `{} auf Abschluss gesetzt`",
}


def _abschluss(v: Values) -> str:
    name, number = wer(v["fall"].elb), code(v["fall"].elb.nummer)
    ended = f"letzter Tag {german.tag_lang(v['tag'])}" if v["tag"] else "nicht angetreten"
    parts = [f"{name} ist hier auf **Abschluss** gesetzt: {ended}. Der Träger erfährt es im Kanal."]
    if v["begonnen"]:
        parts.append(f"Bitte prüfen: Der Träger hatte den Beginn am {german.tag(v['begonnen'])} gemeldet.")
    if v["bestaetigt"]:
        parts.append("Dass es in comp.ASS ebenso ist, steht hier mit dem heutigen Tag.")
    if v["offen"]:
        parts.append(f"Noch offen: {'; '.join(_ERLEDIGT[task].format(number) for task in v['offen'])}.")
    return " ".join([*parts, "Zurücknehmen: `rückgängig`."])


def _ziel_ergebnis(v: Values) -> str:
    goal = f"Vereinbart war: {kurz(v['bogen'].antworten.ziel, 300)}\n\n" if v["bogen"] else ""
    return (
        f"{goal}Wie ist es ausgegangen? `Ziel erreicht`, `Ziel teilweise erreicht` oder `Ziel nicht erreicht`, gern mit den "
        "Worten des eLb: `Ziel erreicht: ...`. Es geht auch `später`."
    )


def _letzter_tag(v: Values) -> str:
    told = f" Der Träger hat den {german.tag_lang(v['gemeldet'])} gemeldet." if v["gemeldet"] else ""
    return (
        f"Abschluss für {wer(v['fall'].elb)}.{told}\n\nWas war der tatsächlich letzte Tag? Zum Beispiel `heute` oder "
        f"`{german.tag(v['heute'])}`; wer nie da war: `nicht angetreten`."
    )


def _frage_antwort(v: Values) -> str:
    asked = v["rueckfrage"]
    said = f"Rückfrage des Trägers: {kurz(asked.text or '', 600)}\n\n" if asked else ""
    return f"{said}Was soll ich zu {v['formularnummer']} antworten? Ihr Text geht so in den Kanal des Trägers."


_MIT_TAG = (
    RueckmeldungArt.BEGONNEN,
    RueckmeldungArt.NICHT_ERSCHIENEN,
    RueckmeldungArt.ABGEBROCHEN,
    RueckmeldungArt.BEENDET,
)


def _has_begun(fall: Fall, bogen: Erwartungsbogen) -> bool:
    """Whether the Träger has reported a Beginn in the Einbuchung of this form."""
    pair = fall.bogen(bogen.formularnummer)
    return pair is not None and any(b.has(RueckmeldungArt.BEGONNEN) for b in pair[0].boegen)


def _rueckmeldung(v: Values) -> str:
    r, bogen, fall = v["rueckmeldung"], v["bogen"], v["fall"]
    head = f"**{wer(fall.elb)}**, Formular {bogen.formularnummer}, Träger ({plain(r.durch)}): "
    if r.art is RueckmeldungArt.RUECKFRAGE:
        return (
            f"{head}Rückfrage {kurz(r.text or '', 600)}\n\n"
            f"Antworten: `/antwort {bogen.formularnummer} ...` (geht in den Kanal des Trägers)."
        )
    note = f" {kurz(r.text, 600)}" if r.text else ""
    if r.art in _MIT_TAG and r.am < bogen.zeitraum.beginn:
        note += f" Das liegt vor dem vereinbarten Beginn am {german.tag(bogen.zeitraum.beginn)}."
    never = f" Möglich: `Abschluss {code(fall.elb.nummer)} nicht angetreten`."
    next_step = {
        RueckmeldungArt.NICHT_ERSCHIENEN: "" if _has_begun(fall, bogen) else never,
        RueckmeldungArt.ABGEBROCHEN: f" Möglich: `Abschluss {code(fall.elb.nummer)} am {german.tag(r.am)}`.",
        RueckmeldungArt.BEENDET: f" Möglich: `Abschluss {code(fall.elb.nummer)} am {german.tag(r.am)}`.",
        RueckmeldungArt.DREIERGESPRAECH: f" Danach: `neuer Bogen für {code(fall.elb.nummer)}`.",
    }.get(r.art, "")
    return f"{head}{german.rueckmeldung_name(r.art)} am {german.tag(r.am)}.{note}{next_step}"


_GRUND = {
    "http_403": "Teams lässt den Bot in diesem Kanal nicht schreiben.",
    "http_404": "Den Kanal gibt es nicht mehr, oder der Bot wurde daraus entfernt.",
    "http_401": "Teams erkennt den Bot nicht an.",
    "host_not_allowed": "Die Adresse des Kanals gehört nicht zu Microsoft Teams.",
    "too_large": "Der Bogen ist für Teams zu groß.",
    "unreadable": "Was der Bot davon gespeichert hatte, ist beschädigt.",
}
_AM_BOGEN = ("too_large", "unreadable", "http_400", "http_413", "not_json")
"""Not the channel's fault: the same form would fail again."""


def _nicht_zugestellt(v: Values) -> str:
    why = _GRUND.get(v["grund"], "Teams nimmt die Nachricht nicht an.")
    channel = "die Teamleitung prüft den Kanal des Trägers und schreibt dort `@Aktivzentrum Träger-Kanal einrichten`"
    form = f"den Bogen zurückziehen (`Bogen {code(v['fall'].elb.nummer)} zurückziehen`) und einen neuen senden"
    return (
        f"**Nicht beim Träger angekommen:** Erwartungsbogen {v['formularnummer']} für {wer(v['fall'].elb)}. {why} "
        f"Der Bogen und die Einbuchung sind gespeichert. Bitte: {form if v['grund'] in _AM_BOGEN else channel}; "
        "bis dahin den Träger anrufen."
    )


def _zurueckgezogen(v: Values) -> str:
    bogen, rest = v["bogen"], v["rest"]
    number = code(v["fall"].elb.nummer)
    after = (
        f"Es gibt jetzt keinen gültigen Bogen mehr; weiter mit `neuer Bogen für {number}` oder `Abschluss {number}`."
    )
    if rest:
        again = "gilt wieder" if rest[-1].version < bogen.version else "gilt weiter"
        after = f"Es {again} Version {rest[-1].version}: {german.zeitraum(rest[-1].zeitraum)}."
    plan = (
        f" Der Kooperationsplan enthält noch ein anderes Ziel und ist anzupassen (Nr. 3.2), dann "
        f"`K-Plan {code(v['fall'].elb.nummer)} angepasst`."
        if v["kplan"]
        else ""
    )
    return f"Zurückgezogen: {bogen.formularnummer} für {wer(v['fall'].elb)}. Die Karte im Kanal wird geleert. {after}{plan}"


def _frage_stornieren(v: Values) -> str:
    forms = [b.formularnummer for b in v["boegen"]]
    also = f" Zurückgezogen wird dann auch {german.aufzaehlung(forms)}." if forms else ""
    return (
        f"Die Einbuchung von {wer(v['fall'].elb)} ist in comp.ASS noch nicht bestätigt. Soll ich sie stornieren?{also} "
        "`ja` oder `nein`"
    )


def _nummer(v: Values) -> str:
    return f" {v['formularnummer']}" if v.get("formularnummer") else ""


def _personal(v: Values) -> str:
    names = punkte(f"{plain(s.name)} ({plain(s.team)})" for s in v["personal"])
    return f"„{plain(v['text'])}“ ist nicht eindeutig; bitte den ganzen Namen, wie er hier steht:\n\n{names}"


def _entwuerfe(v: Values) -> str:
    found = v["entwuerfe"]
    if not found:
        return "Es liegt kein Bogen in Arbeit."
    lines = (
        f"{plain(e.name or '')} ({plain(e.nummer or '')}), zuletzt am {german.tag(e.geaendert)}: "
        f"`weiter {code(e.nummer or '')}` oder `verwerfen {code(e.nummer or '')}`"
        for e in found
    )
    return f"In Arbeit:\n\n{punkte(lines)}"


def _vertretung(v: Values) -> str:
    if v["bis"] is None:
        return f"{plain(v['durch'])} vertritt {plain(v['fuer'])} nicht mehr."
    return f"{plain(v['durch'])} vertritt {plain(v['fuer'])} bis einschließlich {german.tag_lang(v['bis'])}."


def _welche_vertretung(v: Values) -> str:
    found = v["vertretungen"]
    if not found:
        return (
            "Für Sie läuft keine Vertretung, und Sie vertreten niemanden; geändert hat sich nichts. Für andere geht es so: "
            "`Vertretung für Weber durch Vogt beenden`."
        )
    lines = (
        f"{plain(one.durch)} vertritt {plain(one.fuer)} bis {german.tag(one.bis)}: "
        f"`Vertretung für {code(one.fuer)} durch {code(one.durch)} beenden`"
        for one in found
    )
    return f"Welche Vertretung soll enden?\n\n{punkte(lines)}"


TEXTS = {
    "frage.bestaetigung": _frage_bestaetigung,
    "frage.letzter_tag": _letzter_tag,
    "frage.ziel_ergebnis": _ziel_ergebnis,
    "frage.antwort": _frage_antwort,
    "frage.uebergabe": lambda v: (
        f"Wirklich alle Fälle ({german.zahl(v['anzahl'])}) von {plain(v['von'])} an {plain(v['an'])} übergeben? Hinterher "
        "sind sie von den anderen nicht mehr zu unterscheiden. `ja` oder `nein`"
    ),
    "frage.zurueckziehen": lambda v: (
        f"Erwartungsbogen {v['bogen'].formularnummer} (Version {v['bogen'].version}) für {wer(v['fall'].elb)} wirklich "
        "zurückziehen? `ja` oder `nein`"
    ),
    "frage.stornieren": _frage_stornieren,
    "bestaetigung.erfasst": lambda v: (
        f"{wer(v['fall'].elb)}: **{german.bestaetigung_name(v['art'])}** am {german.tag_lang(v['tag'])}. "
        "Zurücknehmen: `rückgängig`."
    ),
    "bestaetigung.schon_da": _schon_da,
    "bestaetigung.keine_einbuchung": lambda v: (
        f"{wer(v['fall'].elb)} hat dafür noch keine passende Einbuchung. Geändert hat sich nichts."
    ),
    "bestaetigung.nichts_getan": lambda _v: "Gut, es bleibt alles, wie es ist.",
    "tag.unklar": lambda v: f"{kein_tag(v['grund'])} Geändert hat sich nichts.",
    "rueckgaengig.nichts": lambda _v: (
        "Es gibt nichts zurückzunehmen. Früheres geht mit Namen: `Bescheid Müller zurücknehmen`, "
        "`Abschluss Müller zurücknehmen`."
    ),
    "rueckgaengig.erledigt": lambda v: (
        f"Zurückgenommen für {wer(v['fall'].elb)}: {german.bestaetigung_name(v['art']) if v['art'] else 'Abschluss'}."
    ),
    "abschluss.nichts_offen": lambda v: (
        f"{wer(v['fall'].elb)} hat keine offene Einbuchung. Geändert hat sich nichts."
    ),
    "abschluss.erfasst": _abschluss,
    "ziel.erfasst": lambda v: (
        f"Notiert für {wer(v['fall'].elb)}: Ziel {_ERGEBNIS[v['ergebnis']]}"
        + (f", im O-Ton {kurz(v['oton'])}." if v["oton"] else ".")
        + " Stimmt es nicht, sagen Sie es einfach noch einmal."
    ),
    "ziel.spaeter": lambda _v: "Gut. Nachtragen geht bis zum nächsten Abschluss: `Ziel erreicht`.",
    "ziel.unklar": lambda _v: "Das habe ich nicht erkannt; notiert ist nichts.",
    "zurueckziehen.nichts": lambda v: (
        f"{wer(v['fall'].elb)} hat keinen gültigen Bogen{_nummer(v)}, den man zurückziehen könnte. Geändert hat sich nichts."
    ),
    "zurueckziehen.erledigt": _zurueckgezogen,
    "einbuchung.geaendert": lambda v: (
        f"Die Einbuchung von {wer(v['fall'].elb)} läuft jetzt {german.zeitraum(v['zeitraum'])}."
    ),
    "einbuchung.storniert": lambda v: (
        f"Die Einbuchung von {wer(v['fall'].elb)} ist storniert, Bögen dazu sind zurückgezogen."
    ),
    "uebergabe.erledigt": lambda v: f"{wer(v['fall'].elb)} gehört jetzt zu {plain(v['an'])}.",
    "uebergabe.schon_dort": lambda v: f"{wer(v['fall'].elb)} gehört schon zu {plain(v['an'])}.",
    "uebergabe.nur_sofort": lambda v: (
        f"Ein Fall wechselt sofort zur anderen IFK, nicht erst am {german.tag_lang(v['tag'])}. Schreiben Sie es an dem Tag noch "
        "einmal ohne Datum; bis dahin hilft eine Vertretung. Geändert hat sich nichts."
    ),
    "uebergabe.an_wen": lambda _v: (
        "Von wem an wen? So geht es: `Fall 4711 an Weber übergeben`. Geändert hat sich nichts."
    ),
    "uebergabe.keine_faelle": lambda v: (
        f"Von {plain(v['von'])} gibt es keine Fälle zu übergeben. Geändert hat sich nichts."
    ),
    "uebergabe.alle_erledigt": lambda v: (
        f"{german.anzahl(v['anzahl'], 'Fall', 'Fälle')} von {plain(v['von'])}: jetzt bei {plain(v['an'])}."
    ),
    "uebergabe.nicht_eigener": lambda v: (
        f"{wer(v['fall'].elb)} ist nicht Ihr Fall; übergeben kann ihn die zuständige IFK oder die Teamleitung."
    ),
    "vertretung.gesetzt": _vertretung,
    "vertretung.selbst": lambda _v: (
        "Sich selbst kann man nicht vertreten. So geht es: `Vertretung durch Weber bis 15.04.2027`."
    ),
    "vertretung.wer": lambda _v: "Wer vertritt? So geht es: `Vertretung durch Weber bis 15.04.2027`.",
    "vertretung.welche": _welche_vertretung,
    "vertretung.bis_wann": lambda v: (
        f"Bis wann? So geht es: `Vertretung {'für ' + code(v['fuer']) + ' ' if v['fuer'] else ''}durch {code(v['durch'])} "
        f"bis {german.tag(v['bis'])}`. Geändert hat sich nichts."
    ),
    "vertretung.vorbei": lambda v: f"{german.tag_lang(v['tag'])} liegt schon zurück; geändert hat sich nichts.",
    "personal.mehrere": _personal,
    "personal.unbekannt": lambda v: f"Eine IFK „{plain(v['text'])}“ finde ich nicht. Geändert hat sich nichts.",
    "entwuerfe": _entwuerfe,
    "entwurf.verworfen": lambda v: f"Verworfen: der angefangene Bogen für {plain(v['name'] or '')}.",
    "rueckfrage.unbekannt": lambda v: f"Das Formular {plain(v['formularnummer'])} finde ich nicht.",
    "rueckfrage.abgeschlossen": lambda v: (
        f"{v['formularnummer']} für {wer(v['fall'].elb)} ist abgeschlossen oder zurückgezogen; gesendet ist nichts."
    ),
    "rueckfrage.beantwortet": lambda v: f"Ihre Antwort zu {v['formularnummer']} geht in den Kanal des Trägers.",
    "ifk.rueckmeldung": _rueckmeldung,
    "ifk.nicht_zugestellt": _nicht_zugestellt,
    "ifk.verspaetet": lambda v: (
        f"**Noch nicht beim Träger:** Erwartungsbogen {v['formularnummer']} für {wer(v['fall'].elb)} ist seit mehr als "
        "zehn Minuten unterwegs; Teams nimmt ihn gerade nicht an. Er ist gespeichert, und ich versuche es weiter. Eilt "
        "es, bitte den Träger anrufen."
    ),
    "ifk.uebergabe": lambda v: f"{plain(v['von'])} hat {wer(v['fall'].elb)} an {plain(v['an'])} übergeben.",
    "ifk.uebergabe_alle": lambda v: (
        f"{plain(v['wer'])} hat {german.anzahl(v['anzahl'], 'Fall', 'Fälle')} von {plain(v['von'])} an {plain(v['an'])} "
        "übergeben. `meine Fälle` zeigt, was jetzt zu Ihnen gehört."
    ),
    "ifk.vertretung": _vertretung,
    "erinnerungen.geschaltet": lambda v: f"Erinnerungen sind {'eingeschaltet' if v['an'] else 'ausgeschaltet'}.",
}
