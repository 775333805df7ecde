"""The words of the Erwartungsbogen: its questions, what was understood, what went wrong, how it ended.

The last paragraph of a question holds the word of its step and no other step's word; others read it from outside.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot import german
from bot.texts.woerter import code, kein_tag, kurz, module, plain, punkte, wer
from dialogs.entwurf import Entwurf, Schritt
from dialogs.regelung.erwartungsbogen import Erwartungsbogen
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import BRIEFEDITOR_VORLAGE, HILFEPRODUKT
from dialogs.verstehen.dauer import BisTag, Genannt, Maximal, Spanne, Unklar

Values = Mapping[str, Any]


# --- questions ---------------------------------------------------------------------------------------


def _frage_person(v: Values) -> str:
    found = v["found"].elbs
    ask = "Für wen? Bitte den Namen oder die Nummer."
    if len(found) == 1:
        return f"Meinen Sie {wer(found[0])}?\n\nDann `ja`, sonst bitte die richtige Nummer."
    if found:
        return f"Da kommen mehrere in Frage:\n\n{punkte(wer(e) for e in found)}\n\nWelche Nummer ist es?"
    if v["text"]:
        hidden = " Die Nummer gibt es, aber nicht in Ihrer Zuständigkeit." if v["found"].hidden else ""
        ask = f"Zu „{plain(v['text'])}“ finde ich niemanden.{hidden}\n\n{ask}"
    new = " Neu anlegen: `Vorname Nachname, Nummer`." if v["neu_moeglich"] else ""
    return ask + new


_ERKLAERT = {
    Schritt.ANLASS: "Es gibt schon einen Bogen. Ein neuer braucht einen Grund: neue Ziele, ein Ziel, das in der "
    "vereinbarten Zeit nicht erreicht wurde, oder ein anderes Modul. (Nr. 3.1)",
    Schritt.GESPRAECHSFORM: "Ein neuer Bogen soll zu dritt vereinbart werden, also eLb, IFK und Träger. Ist dafür "
    "keine Zeit, vereinbaren ihn IFK und eLb. (Nr. 3.1)",
    Schritt.TEILNEHMENDE: "Die Namen stehen später auf dem Bogen, zum Beispiel: Frau Sommer (Träger), Herr Müller.",
    Schritt.ZIEL: "Schreiben Sie, was der eLb sagt, in seinen Worten. Der Text bleibt genau so stehen. Etwas "
    "nachtragen: `/ergänze Ziel ...`. (Nr. 3.1)",
    Schritt.MODUL: "Schreiben Sie, was der eLb sagt. Gebucht werden Digitalwerkstatt (höchstens 3 Monate) und "
    "Jobakademie 2.0 (höchstens 6 Monate). Gesundheitsprojekt und offenes Angebot gehen jederzeit ohne Bogen. (Nr. 2, 3)",
    Schritt.MODUL_WAHL: "Ein Bogen gilt für ein Modul. Sagt der eLb zwei, entscheiden Sie, womit es losgeht; für das "
    "andere gibt es später einen neuen Bogen.",
    Schritt.DAUER: "Verstanden werden Mengen („8 Wochen“, „anderthalb Monate“), ein Ende („bis 15. März“, „bis Ende "
    "Juni“) und Spannen, dann frage ich nach einem Wert. Die Zeit muss zum Ziel passen und wird einzeln vereinbart. "
    "(Nr. 3.1)",
    Schritt.BEGINN: "Der erste Tag zählt mit. Er darf bis zu 14 Tage zurück und bis zu 12 Monate voraus liegen.",
    Schritt.BEGRUENDUNG: "Die längste Zeit darf nicht pauschal vereinbart werden. Ein Satz genügt, warum gerade dieser "
    "eLb sie braucht; er steht auf dem Bogen. (Nr. 3.1)",
    Schritt.KPLAN: "Allgemein heißt: Der Plan nennt das Ziel in allgemeinen Worten und bleibt, wenn sich Ziel oder "
    "Modul ändern. Konkret heißt: Er übernimmt das Ziel aus dem Bogen und muss dann angepasst werden. (Nr. 3.2)",
    Schritt.VORSCHAU: "Die Karte zeigt, was beim Träger ankommt. Ändern: `ändere Ziel`, `ändere Modul`, `ändere Dauer`, "
    "`ändere Beginn`. Frühere Einbuchung: `Einbuchung ab 01.02.2027`.",
}

_STEPS = {
    Schritt.ZIEL: "Frage 1, was er **erreichen** will",
    Schritt.MODUL: "Frage 2 (**Modul**)",
    Schritt.DAUER: "Frage 3 (**Teilnahmedauer**)",
    Schritt.BEGRUENDUNG: "die Frage nach der **Begründung**",
    Schritt.TEILNEHMENDE: "die Frage, wer am **Dreiergespräch** teilgenommen hat",
}


def _inzwischen_anders(v: Values) -> str:
    bogen = v["bogen"]
    there = (
        f"Inzwischen hat {plain(bogen.gesendet_von)} für diesen eLb Version {bogen.version} gesendet: "
        f"{german.modul_name(bogen.modul)}, {german.zeitraum(bogen.zeitraum)}."
        if bogen
        else "Inzwischen hat sich für diesen eLb etwas geändert."
    )
    return f"{there} Ihr Bogen ist nicht gesendet; bitte noch einmal hinsehen."


def _mit_bisher(question: Callable[[Values], str]) -> Callable[[Values], str]:
    """For a renewal the answer of the last Bogen stands before the question (Nr. 3.1)."""

    def asked(v: Values) -> str:
        before = f"Bisher: {kurz(v['bisher'], 300)} Gilt das weiter: `/bisher`\n\n" if v.get("bisher") else ""
        return before + question(v)

    return asked


_FRAGEN = {
    Schritt.ANLASS: lambda _v: (
        "Möglich sind `neue Ziele`, `Ziel nicht erreicht` und `anderes Modul`.\n\nWas ist der **Anlass** für den neuen Bogen?"
    ),
    Schritt.GESPRAECHSFORM: lambda _v: "War es ein **Dreiergespräch** mit dem Träger? `ja` oder `nein`",
    Schritt.TEILNEHMENDE: lambda _v: "Wer hat am **Dreiergespräch** teilgenommen?",
    Schritt.ZIEL: lambda _v: (
        "**Frage 1 von 3:** Was will eLb mit der Teilnahme am Aktivzentrum **erreichen**? (O-Ton)"
    ),
    Schritt.MODUL: lambda _v: "**Frage 2 von 3:** Welches **Modul** des Aktivzentrums will er dafür nutzen? (O-Ton)",
    Schritt.MODUL_WAHL: lambda _v: (
        "Für welches **Modul** ist dieser Bogen? `Digitalwerkstatt` oder `Jobakademie 2.0`"
    ),
    Schritt.DAUER: lambda _v: (
        "**Frage 3 von 3:** Wie viel Zeit/welche **Teilnahmedauer** will er sich dafür nehmen? (O-Ton)"
    ),
    Schritt.BEGINN: lambda _v: "Wann ist der **Beginn**? Zum Beispiel `01.03.2027`, `nächsten Montag` oder `sofort`.",
    Schritt.BEGRUENDUNG: lambda _v: "Welche **Begründung** gibt es dafür bei diesem eLb? Ein Satz genügt.",
    Schritt.KPLAN: lambda _v: "Wie steht das Ziel im **Kooperationsplan**: `allgemein` oder `konkret`?",
    Schritt.VORSCHAU: lambda _v: "Stimmt alles? Dann `absenden`.",
}


# --- what was understood ---------------------------------------------------------------------------------


def _lesart(lesart: Genannt | BisTag | Maximal) -> str:
    match lesart:
        case Genannt(menge=menge, bound="max"):
            return f"höchstens {german.menge(menge)}; ich rechne mit {german.menge(menge)}"
        case Genannt(menge=menge):
            return german.menge(menge)
        case BisTag(tag=tag):
            return f"bis {german.tag_lang(tag)}"
        case Maximal(menge=menge) if menge:
            return f"volle {german.menge(menge)}"
        case _:
            return "so lange wie möglich"


def _nachfrage(v: Values) -> str:
    match v["lesart"]:
        case Spanne(kurz=short, lang=long):
            return (
                f"Verstanden: {german.menge(short)} bis {german.menge(long)}. Auf dem Bogen steht **ein** Wert; "
                "bitte den, auf den Sie sich einigen."
            )
        case Unklar() as unclear:
            return _unklar(unclear)
    raise TypeError(v["lesart"])


def _unklar(unclear: Unklar) -> str:
    example = "Gut verstehe ich zum Beispiel „8 Wochen“, „zwei Monate“ oder „bis 15. März“."
    said = {
        "no_unit": "Da fehlt noch, ob Tage, Wochen oder Monate.",
        "impossible_date": "Diesen Tag gibt es im Kalender nicht.",
        "before_start": "Dieser Tag liegt vor dem Beginn.",
    }
    if unclear.grund in said:
        return f"{said[unclear.grund]} {example}"
    bound = unclear.min or unclear.more_than
    if bound:
        return (
            f"Verstanden: mindestens {german.menge(bound)}. Es fehlt, wie lange es höchstens dauern soll. {example}"
        )
    if unclear.less_than:
        return f"Verstanden: weniger als {german.menge(unclear.less_than)}. Es fehlt ein Wert. {example}"
    return f"Daraus ergibt sich noch keine Zeit. {example}"


def _modul_unklar(v: Values) -> str:
    if not v["notiert"]:
        return "Das habe ich nicht erkannt."
    if v["vorschlag"]:
        return f"Die Antwort ist notiert. Passen könnte {module(v['vorschlag'], 'oder')}."
    return "Die Antwort ist notiert; welches Modul gemeint ist, erkenne ich daraus nicht."


def _doppelt(v: Values) -> str:
    return (
        f"Diesen Text kenne ich schon: {kurz(v['oton'])}\n\n"
        f"Ist das auch die Antwort auf {_STEPS.get(v['schritt'], 'diese Frage')}? `ja` oder `nein`"
    )


def _zeitraum_satz(z: Zeitraum) -> str:
    return f"von {german.tag_lang(z.beginn)} bis **{german.tag_lang(z.ende)}** ({german.tage(z.days)})"


# --- the end -------------------------------------------------------------------------------------------------


def _danach(v: Values) -> str:
    booked = v["fall"].open_einbuchung is not None
    steps = ["Der Träger bekommt den Bogen genau so, wie die Karte ihn zeigt."]
    if v["fall"].open_einbuchung and v["vorher"]:
        steps.append(_aenderungen(v["vorher"], v["entwurf"], v["teilnahme"]))
    if not v["kanal"]:
        steps.append("Ein Kanal des Trägers ist noch nicht eingerichtet; der Bogen wartet dann, bis es so weit ist.")
    if booked:
        steps.append("Einbuchung und Bescheid bleiben, wie sie sind. (Nr. 3.3)")
    elif v["einbuchung"]:
        steps.append(f"Eingebucht wird für 9 Monate: {german.zeitraum(v['einbuchung'])}. (Nr. 3.3)")
    return "Wenn Sie ihn abschicken:\n\n" + punkte(steps)


def _aenderungen(old: Erwartungsbogen, e: Entwurf, teilnahme: Zeitraum) -> str:
    """What is different from the last Bogen (Nr. 3.1)."""
    now = e.antworten
    changes = {
        f"Modul (bisher {german.modul_name(old.modul)})": e.modul is not old.modul,
        f"Zeitraum (bisher {german.zeitraum(old.zeitraum)})": teilnahme != old.zeitraum,
        "Ziel": now.ziel != old.antworten.ziel,
        "O-Ton zum Modul": now.modul != old.antworten.modul,
        "O-Ton zur Dauer": now.dauer != old.antworten.dauer,
    }
    changed = german.aufzaehlung([what for what, is_new in changes.items() if is_new])
    return f"Geändert gegenüber Version {old.version}: {changed or 'nichts'}."


def _gesendet(v: Values) -> str:
    fall, bogen, einbuchung = v["fall"], v["bogen"], v["einbuchung"]
    parts = [
        f"Fertig: Erwartungsbogen **{bogen.formularnummer}** für {wer(fall.elb)}, "
        f"{german.modul_name(bogen.modul)}, {german.zeitraum(bogen.zeitraum)}."
    ]
    if not v["kanal"]:
        parts.append(
            "**Noch nicht beim Träger:** Es ist kein Kanal eingerichtet. Teamleitung oder Admin schreibt im Kanal des "
            "Trägers `@Aktivzentrum Träger-Kanal einrichten`; dann geht der Bogen von selbst hinaus. Er ist gespeichert."
        )
    parts.append(_gebucht(v) if v["neu_gebucht"] else _bleibt(v))
    last_day = german.tag_lang(einbuchung.ende)
    parts.append(f"Letzter Tag der Einbuchung: **{last_day}**.")
    return "\n\n".join(parts)


def _gebucht(v: Values) -> str:
    nummer = code(v["fall"].elb.nummer)
    return (
        f"Hier gebucht: Hilfeprodukt „{HILFEPRODUKT}“, {german.zeitraum(v['einbuchung'])} (9 Monate). Das Blatt oben "
        "hat alle Felder für comp.ASS. Noch offen:\n\n"
        + punkte(
            [
                f"in comp.ASS einbuchen, dann `{nummer} eingebucht`",
                f"Bescheid mit der Vorlage „{plain(BRIEFEDITOR_VORLAGE)}“, dann `Bescheid {nummer} erstellt`",
            ]
        )
    )


def _bleibt(v: Values) -> str:
    text = "Einbuchung und Bescheid bleiben, wie sie sind; ein neuer Bescheid ist nicht nötig. (Nr. 3.3)"
    for old, spans in v["gilt_weiter"]:
        days = german.aufzaehlung([german.zeitraum(span) for span in spans])
        text += (
            f"\n\nAn den Tagen, die der neue Bogen nicht hat, gilt Version {old.version} weiter: {days}. Soll sie gar "
            f"nicht gelten: `{old.formularnummer} zurückziehen`."
        )
    if v["anpassen"]:
        nummer = code(v["fall"].elb.nummer)
        text += (
            "\n\nDer Kooperationsplan enthält ein anderes Ziel oder Modul und ist anzupassen (Nr. 3.2). Danach: "
            f"`K-Plan {nummer} angepasst`."
        )
    return text


def _erneuerung(v: Values) -> str:
    bogen, einbuchung = v["bogen"], v["einbuchung"]
    until = f" Die Einbuchung läuft bis {german.tag(einbuchung.ende)}." if einbuchung else ""
    return (
        f"Es gibt schon Version {bogen.version}: {german.modul_name(bogen.modul)}, {german.zeitraum(bogen.zeitraum)}, "
        f"Ziel {kurz(bogen.antworten.ziel)}. Dies wird ein neuer Bogen dazu.{until}"
    )


def _erneuerung_values(v: Values) -> str:
    einbuchung = v["einbuchung"]
    return _erneuerung({**v, "einbuchung": einbuchung.zeitraum if einbuchung else None})


_TEIL = {"ziel": "das Ziel", "modul": "die Antwort zum Modul", "dauer": "die Antwort zur Dauer"}


def _always(said: str) -> Callable[[Values], str]:
    return lambda _v: said


TEXTS = {
    **{f"frage.{schritt}": _mit_bisher(question) for schritt, question in _FRAGEN.items()},
    **{f"hilfe.{schritt}": _always(said) for schritt, said in _ERKLAERT.items()},
    "frage.person": _frage_person,
    "frage.abbruch": lambda v: f"Den Bogen für {plain(v['name'])} wirklich verwerfen? `ja` oder `nein`",
    "frage.doppelt": _doppelt,
    "frage.bearbeitet": lambda v: (
        f"Sie haben eine frühere Antwort geändert: {kurz(v['oton'])}\n\nSoll ich sie so übernehmen? `ja` oder `nein`"
    ),
    "frage.entwurf": lambda v: (
        f"Für {plain(v['entwurf'].name or '') or 'diese Person'} liegt ein Bogen in Arbeit, zuletzt geändert am "
        f"{german.tag(v['entwurf'].geaendert)}.\n\n`weiter` oder `verwerfen`?"
    ),
    "bogen.begonnen": lambda v: (
        f"Neuer Erwartungsbogen für **{wer(v['elb'])}**, Formular {v['formularnummer']}. "
        "Jederzeit: `zurück`, `hilfe`, `pause`, `abbrechen`; alles auf einer Karte: `/formular`."
    ),
    "formular.hier": lambda _v: "Hier ist der ganze Bogen auf einer Karte. Im Gespräch geht es ebenso weiter:",
    "formular.fehler": lambda _v: (
        "Noch nicht ganz; auf der Karte steht es am Feld. Im Gespräch geht es ebenso weiter:"
    ),
    "formular.fehlt": lambda _v: "Das fehlt noch.",
    "bogen.erneuerung": _erneuerung_values,
    "bogen.modul_vorgemerkt": lambda v: (
        f"{german.modul_name(v['modul'])} habe ich gelesen; die Antwort des eLb brauche ich trotzdem im O-Ton."
    ),
    "korrektur.keiner": lambda _v: "Es gibt keinen gültigen Bogen, den man korrigieren könnte; dies wird ein neuer.",
    "korrektur.begonnen": lambda _v: (
        "Korrektur: Alle Antworten des letzten Bogens stehen schon da. Ändern Sie, was falsch war, zum Beispiel "
        "`ändere Dauer`."
    ),
    "bogen.von_frueher": lambda v: (
        f"Weiter mit dem Bogen für **{plain(v['name'])}**, begonnen am {german.tag(v['tag'])} oder früher. War es keine "
        "Antwort: `zurück`; verwerfen: `abbrechen`."
    ),
    "bogen.weiter": lambda v: f"Weiter mit dem Bogen für **{plain(v['name'])}**.",
    "bogen.fall_weg": lambda _v: (
        "Der Fall dieses Bogens ist nicht mehr in Ihrer Zuständigkeit. Was angefangen war, liegt beiseite, Ihre Nachricht "
        "ist nicht übernommen; alles andere geht wie gewohnt."
    ),
    "bogen.pausiert": lambda v: (
        f"Der Bogen für {plain(v['name'])} liegt bereit; nichts ist verloren. `weiter` holt ihn zurück, auch an einem "
        "anderen Tag."
    ),
    "bogen.abgebrochen": lambda v: f"Verworfen. Für {plain(v['name'])} wurde nichts gespeichert und nichts gesendet.",
    "bogen.nicht_abgebrochen": lambda _v: "Gut, der Bogen bleibt.",
    "bogen.schon_am_anfang": lambda v: f"Weiter zurück geht es nicht, hier beginnt der Bogen für {plain(v['name'])}.",
    "bogen.schon_in_arbeit": lambda v: (
        f"Für {plain(v['name'])} ist dieser Bogen schon in Arbeit. Er geht hier weiter:"
    ),
    "bogen.erst_pause": lambda v: (
        f"Das geht erst, wenn der Bogen für {plain(v['name'])} ruht: `pause`. Geändert hat sich nichts."
    ),
    "bogen.inzwischen_anders": _inzwischen_anders,
    "angebot.nicht_uebernommen": lambda _v: "Gut, nicht übernommen.",
    "aendere.was": lambda _v: (
        "Was soll ich ändern? `ändere Ziel`, `ändere Modul`, `ändere Dauer` oder `ändere Beginn`. Für jemand anderen: "
        "`abbrechen` und neu beginnen."
    ),
    "aendere.gehoert_nicht_dazu": lambda _v: "Das gehört nicht zu diesem Bogen; geändert hat sich nichts.",
    "ergaenze.was": lambda _v: "So geht es: `/ergänze Ziel ...`, `/ergänze Modul ...` oder `/ergänze Dauer ...`.",
    "ergaenze.noch_leer": lambda _v: "Da steht noch keine Antwort, die man ergänzen könnte.",
    "ergaenze.unklar": lambda _v: (
        "Mit diesem Zusatz ergäbe sich keine eindeutige Zeit mehr; ergänzt ist nichts. Neu antworten: `/ändere Dauer`."
    ),
    "ergaenze.fertig": lambda _v: "Ergänzt; der neue Teil steht auf einer eigenen Zeile.",
    "kuerze.fertig": lambda v: (
        f"Der Träger bekommt {_TEIL[v['teil']]} gekürzt, so gekennzeichnet; der O-Ton bleibt in der Akte. Wieder im "
        f"O-Ton: `/kürze {v['teil'].capitalize()}`."
    ),
    "kuerze.entfernt": lambda v: f"Der Träger bekommt {_TEIL[v['teil']]} wieder im O-Ton.",
    "kuerze.noch_leer": lambda _v: "Da steht noch keine Antwort, die man kürzen könnte.",
    "bisher.nichts": lambda _v: "Dafür gibt es keine frühere Antwort.",
    "antwort.leer": lambda _v: "Da war kein Text dabei. Bitte in Worten antworten.",
    "antwort.zu_lang": lambda v: (
        f"Der Text hat {german.zahl(v['laenge'])} Zeichen, höchstens {german.zahl(v['grenze'])} gehen. "
        "Bitte kürzer; übernommen ist nichts."
    ),
    "datei": lambda _v: "Dateien und Bilder kann ich nicht lesen. Bitte als Text schreiben; übernommen ist nichts.",
    "karte.veraltet": lambda _v: (
        "Diese Karte gehört zu einem früheren Stand. Es hat sich nichts geändert; es gilt, was hier steht."
    ),
    "anlass.unklar": lambda _v: "Das habe ich nicht erkannt.",
    "gespraechsform.unklar": lambda _v: "Das habe ich nicht erkannt.",
    "kplan.unklar": lambda _v: "Das habe ich nicht erkannt.",
    "vorschau.unklar": lambda _v: (
        "Das habe ich nicht erkannt; gesendet ist nichts. Ändern: `ändere Ziel`, `ändere Modul`, `ändere Dauer`, "
        "`ändere Beginn`, oder `zurück`."
    ),
    "modul.verstanden": lambda v: f"Verstanden: {german.modul_name(v['modul'])}.",
    "modul.mehrere": lambda v: (
        f"Verstanden: {module(v['module'])}. Ein Bogen gilt für ein Modul; mit welchem geht es los?"
    ),
    "modul.ohne_bogen": lambda v: (
        f"{module(v['module'])}: Das geht jederzeit ohne Bogen, ohne Einbuchung und ohne Bewilligung. Kosten wie "
        "Fahrkosten oder Kinderbetreuung werden dafür nicht übernommen. (Nr. 2)"
    ),
    "modul.unklar": _modul_unklar,
    "dauer.verstanden": lambda v: f"Verstanden: {_lesart(v['lesart'])}.",
    "dauer.nachfrage": _nachfrage,
    "beginn.unklar": lambda v: kein_tag(v["grund"]),
    "zeitraum.verstanden": lambda v: f"Die Teilnahme läuft {_zeitraum_satz(v['teilnahme'])}.",
    "einbuchung_ab.schon_gebucht": lambda _v: "Die Einbuchung läuft schon; ihr Beginn bleibt. (Nr. 3.3)",
    "einbuchung_ab.erst_spaeter": lambda _v: "Das geht, sobald der Zeitraum der Teilnahme feststeht.",
    "vorschau.danach": _danach,
    "bogen.gesendet": _gesendet,
}
