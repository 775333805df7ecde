"""The words in the Träger's channel. No data of participants here: those stand on the cards alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import german
from bot.texts.woerter import kein_tag, kurz, plain, punkte
from dialogs.regelung.erwartungsbogen import RueckmeldungArt

Values = Mapping[str, Any]


_WITH_DAY = (
    RueckmeldungArt.BEGONNEN,
    RueckmeldungArt.ABGEBROCHEN,
    RueckmeldungArt.BEENDET,
    RueckmeldungArt.NICHT_ERSCHIENEN,
)


def _erfasst(v: Values) -> str:
    art, day = v["art"], v["tag"]
    sent = " Die IFK bekommt sie sofort." if art is RueckmeldungArt.RUECKFRAGE else " Die IFK weiß Bescheid."
    dated = f" am {german.tag_lang(day)}" if art in _WITH_DAY else ""
    return f"Notiert zu {v['formularnummer']}: {german.rueckmeldung_name(art)}{dated}.{sent}"


def _liste(v: Values) -> str:
    seite = v["seite"]
    if not seite.total:
        return "Zurzeit gilt kein Formular."
    lines = (
        f"{z.formularnummer}: {german.modul_name(z.modul)}, {german.tag(z.beginn)} bis {german.tag(z.ende)}"
        for z in seite.zeilen
    )
    page = f", Seite {seite.seite} von {seite.seiten}" if seite.seiten > 1 else ""
    more = f"\n\nWeiter: `@Aktivzentrum Liste Seite {seite.seite + 1}`" if seite.seite < seite.seiten else ""
    return f"Gültige Formulare ({german.zahl(seite.total)}{page}):\n\n{punkte(lines)}{more}"


def _abschluss(v: Values) -> str:
    ended = f"letzter Tag {german.tag_lang(v['tag'])}" if v["tag"] else "nicht angetreten"
    return f"{_nummern(v['formularnummern'])}: Diese Teilnahme ist auf Abschluss gesetzt: {ended}."


def _nummern(numbers: Sequence[str]) -> str:
    return german.aufzaehlung(numbers)


TEXTS = {
    "traeger.nicht_verstanden": lambda _v: (
        "Das habe ich nicht als Antwort erkannt; notiert ist nichts, und die IFK erfährt davon nicht. Eine Frage oder "
        "Nachricht an sie: `@Aktivzentrum Rückfrage: ...`"
    ),
    "traeger.hilfe": lambda _v: (
        "Antworten geht mit den Knöpfen der Karte oder hier im Verlauf der Karte:\n\n"
        + punkte(
            (
                "`@Aktivzentrum Empfang bestätigt`",
                "`@Aktivzentrum Rückfrage: ...`",
                "`@Aktivzentrum begonnen am 01.03.2027`",
                "`@Aktivzentrum nicht erschienen`",
                "`@Aktivzentrum abgebrochen am ...` oder `beendet am ...`",
                "`@Aktivzentrum Dreiergespräch: ...`",
                "`@Aktivzentrum Liste` zeigt die gültigen Formulare",
            )
        )
    ),
    "traeger.welches_formular": lambda _v: (
        "Zu welchem Formular? Bitte im Verlauf der Karte antworten oder die Formularnummer (AZ-…) dazuschreiben."
    ),
    "traeger.zurueckgezogen": lambda v: f"{v['formularnummer']} gilt nicht mehr; es wurde nichts notiert.",
    "traeger.abgeschlossen": lambda v: (
        f"{v['formularnummer']}: Diese Teilnahme ist schon abgeschlossen; es wurde nichts notiert."
    ),
    "traeger.ersetzt": lambda v: (
        f"{v['formularnummer']} ist ersetzt durch Version {v['neu'].version}, {v['neu'].formularnummer}; bitte dort "
        "antworten. Es wurde nichts notiert."
    ),
    "traeger.ist_zurueckgezogen": lambda v: f"{_nummern(v['zurueckgezogen'])}: zurückgezogen, gilt nicht mehr.",
    "traeger.schon_bestaetigt": lambda v: f"{v['formularnummer']}: Der Empfang ist schon bestätigt.",
    "traeger.rueckfrage_leer": lambda _v: "Da fehlt die Frage: `@Aktivzentrum Rückfrage: ...`",
    "traeger.tag_unklar": lambda v: (
        f"{kein_tag(v['grund'])} Zum Beispiel: `{german.rueckmeldung_name(v['art'])} am 01.03.2027`."
    ),
    "traeger.tag_zukunft": lambda v: (
        f"{german.tag_lang(v['tag'])} liegt in der Zukunft; notiert wird, was geschehen ist."
    ),
    "traeger.erfasst": _erfasst,
    "traeger.liste": _liste,
    "traeger.antwort": lambda v: (
        f"{v['formularnummer']}, Antwort der IFK ({plain(v['rueckmeldung'].durch)}): "
        f"{kurz(v['rueckmeldung'].text, 3000)}"
    ),
    "traeger.abschluss": _abschluss,
    "traeger.abschluss_zurueck": lambda v: (
        f"{_nummern(v['formularnummern'])}: Der Abschluss wurde zurückgenommen; die Teilnahme läuft weiter."
    ),
    "kanal.gebunden": lambda v: (
        f"Dieser Kanal bekommt ab jetzt die Erwartungsbögen. Alle hier sehen sie und können antworten. {plain(v['name'])}"
    ).strip(),
    "kanal.schon_gebunden": lambda _v: "Dieser Kanal ist schon eingerichtet.",
    "kanal.keine_berechtigung": lambda _v: "Den Kanal des Trägers richten Teamleitung oder Admin ein.",
    "kanal.nur_im_kanal": lambda _v: (
        "Das geht im Kanal des Trägers selbst: dort `@Aktivzentrum Träger-Kanal einrichten` schreiben."
    ),
    "kanal.nur_persoenlich": lambda _v: (
        "Auskünfte gibt es nur im persönlichen Chat mit mir; dort schreibt niemand sonst mit."
    ),
}
