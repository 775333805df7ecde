"""The card of an Erwartungsbogen in the Träger's channel: what was agreed, how it stands, and the Träger's answers.

It is rendered anew only when something happens, so every word on it must stay true as the days pass.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.cards.elements import (
    Element,
    adaptive_card,
    box,
    button,
    faint,
    heading,
    kopf,
    label,
    rich,
    run,
    stand,
    strong,
    unfold,
)
from bot.cards.geltung import following, geltung, successors
from bot.cards.inhalt import (
    ANTWORTEN,
    antworten,
    bogen_kopf,
    ifk_feld,
    in_order,
    name,
    of_bogen,
    umstaende,
    vereinbart,
)
from bot.cards.platz import Platz, fitted, shortened
from bot.german import aufzaehlung, rueckmeldung_name, tag, visible, zeitpunkt, zeitraum
from dialogs.delivery import Json
from dialogs.regelung.erwartungsbogen import (
    BogenStatus,
    Erwartungsbogen,
    Rueckmeldung,
    RueckmeldungArt,
    pruefsumme,
)
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import Einbuchung, EinbuchungStatus

_WITH_DAY = (RueckmeldungArt.BEGONNEN, RueckmeldungArt.ABGEBROCHEN, RueckmeldungArt.BEENDET)
_FRAGE_UNITS = 3000
_IN_WORDS = "Rückfragen und Meldungen bitte hier antworten: „Rückfrage: …“, „begonnen am 01.03.2027“."


def card(fall: Fall, formularnummer: str, heute: date) -> Element:
    """The form's card as it stands on that day. Raises LookupError for a form that is not in the Fall."""
    pair = fall.bogen(formularnummer)
    if pair is None:
        raise LookupError(formularnummer)
    einbuchung, bogen = pair
    if bogen.status is BogenStatus.ZURUECKGEZOGEN or einbuchung.status is EinbuchungStatus.STORNIERT:
        return _withdrawn(bogen)
    return fitted(lambda platz: _card(fall, einbuchung, bogen, heute, platz))


def placeholder(formularnummer: str) -> Json:
    """The message that stands in the channel until the card is complete: the form number and nothing personal."""
    text = f"Ein neuer Erwartungsbogen {formularnummer} folgt hier gleich."
    return {"type": "message", "textFormat": "plain", "text": text, "summary": text}


def _card(fall: Fall, einbuchung: Einbuchung, bogen: Erwartungsbogen, heute: date, platz: Platz) -> Element:
    inhalt = of_bogen(bogen, fall.elb)
    body = [
        bogen_kopf(inhalt),
        _stand(bogen, einbuchung, heute),
        vereinbart(inhalt),
        antworten(inhalt, platz),
        *umstaende(inhalt, platz),
        ifk_feld(fall.elb),
        *_rueckmeldungen(bogen, platz),
        None if platz.formulare else rich(faint(_IN_WORDS)),
        _fuss(bogen, heute, platz),
    ]
    return adaptive_card(body, _fallback(bogen), list(_buttons(bogen, einbuchung, heute, platz)))


def _withdrawn(bogen: Erwartungsbogen) -> Element:
    """Emptied of all personal data; the number stays, so that everybody knows which one is meant."""
    number = strong(bogen.formularnummer, size="Large", fontType="Monospace")
    strip = stand("✕", "Zurückgezogen", "attention", rich(run("Dieser Erwartungsbogen gilt nicht."), spacing="Small"))
    return adaptive_card([kopf("Erwartungsbogen", number), strip], _fallback(bogen))


def _fallback(bogen: Erwartungsbogen) -> str:
    return f"Erwartungsbogen {bogen.formularnummer}: Diese Karte lässt sich hier nicht anzeigen."


# --- how it stands ---------------------------------------------------------------------------------


def _stand(bogen: Erwartungsbogen, einbuchung: Einbuchung, heute: date) -> Element:
    """D7: from when to when it is maßgebend, or what has ended that."""
    if einbuchung.status is EinbuchungStatus.NICHT_ANGETRETEN:
        return stand("■", "Nicht angetreten", "emphasis")
    if einbuchung.abschluss_am:
        return stand("■", f"Abgeschlossen am {tag(einbuchung.abschluss_am)}", "emphasis")
    spans = geltung(bogen, einbuchung)
    newer = successors(bogen, einbuchung.boegen)
    follows = [_successor(first, b) for first, b in following(bogen, einbuchung.boegen)]
    if newer and _is_over(spans, heute):
        return stand("→", f"Ersetzt ab {tag(newer[0][0])}", "warning", *follows)
    if _is_over(spans, heute):
        return stand("■", f"Zeitraum abgelaufen am {tag(bogen.zeitraum.ende)}", "warning", *follows)
    words = f"Maßgebend vom {aufzaehlung([zeitraum(z) for z in spans], 'und vom')}"
    return stand("✓", words, "good", *follows, *_empfang(bogen))


def _is_over(spans: Sequence[Zeitraum], heute: date) -> bool:
    return not spans or heute > spans[-1].ende


def _successor(first: date, bogen: Erwartungsbogen) -> Element:
    words = run(f"Ab {tag(first)} gilt Version {bogen.version}: ")
    return rich(words, run(bogen.formularnummer, fontType="Monospace"), spacing="Small")


def _empfang(bogen: Erwartungsbogen) -> Iterator[Element]:
    if not bogen.has(RueckmeldungArt.EMPFANG):
        yield rich(run("○ Empfang noch nicht bestätigt"), spacing="Small")


# --- what the Träger answered ------------------------------------------------------------------------


def _rueckmeldungen(bogen: Erwartungsbogen, platz: Platz) -> Iterator[Element]:
    shown = bogen.mit_traeger[-platz.zeilen :]
    if not shown:
        return
    older = len(bogen.mit_traeger) - len(shown)
    items = [_rueckmeldung(r, platz) for r in shown]
    more = rich(faint(f"und {older} frühere")) if older else None
    yield box([heading("Rückmeldungen", size="Small"), more, *items], separator=True, spacing="Large")


def _rueckmeldung(r: Rueckmeldung, platz: Platz) -> Element:
    what = rueckmeldung_name(r.art) + (f" am {tag(r.am)}" if r.art in _WITH_DAY else "")
    text = [run(f"\n{shortened(visible(r.text), platz.neben)}")] if r.text else []
    return rich(strong(what), faint(f" · {name(r.durch)}, {zeitpunkt(r.erfasst)}"), *text, spacing="Small")


def _fuss(bogen: Erwartungsbogen, heute: date, platz: Platz) -> Element:
    """When and by whom it was sent, and the checksums of the O-Töne (D10)."""
    sent = f"Gesendet {zeitpunkt(bogen.gesendet_am)} von {name(bogen.gesendet_von)} · Stand {tag(heute)}"
    sums = [f"{part} {pruefsumme(text)}" for part, text in zip(ANTWORTEN, in_order(bogen.antworten), strict=True)]
    lines = [" · ".join(sums)] if platz.knapp else sums
    # A TextBlock, of our own words only: unlike a TextRun it breaks a long word on a phone.
    small = [label(line, size="Small", fontType="Monospace", isSubtle=True, spacing="None") for line in lines]
    return box([rich(faint(f"{sent}\nPrüfsummen des O-Tons (SHA-256)")), *small], separator=True, spacing="Large")


# --- buttons -------------------------------------------------------------------------------------------


def _buttons(bogen: Erwartungsbogen, einbuchung: Einbuchung, heute: date, platz: Platz) -> Iterator[Element]:
    """Only what makes sense now: nothing on a closed or replaced form, nothing that was answered already."""
    form = bogen.formularnummer
    replaced = successors(bogen, einbuchung.boegen) and _is_over(geltung(bogen, einbuchung), heute)
    if not einbuchung.is_open or replaced:
        return
    if not bogen.has(RueckmeldungArt.EMPFANG):
        yield button("Empfang bestätigen", "Empfang bestätigt", form, style="positive")
    if platz.formulare:
        yield _ask(form)
        yield from _report(bogen)
    if not any(bogen.has(art) for art in (*_WITH_DAY, RueckmeldungArt.NICHT_ERSCHIENEN)):
        yield button("Nicht erschienen", "nicht erschienen", form)
    yield button("Dreiergespräch vorschlagen", "Dreiergespräch", form)


def _ask(form: str) -> Element:
    field = {
        "type": "Input.Text",
        "id": "text",
        "label": "Ihre Frage an die IFK",
        "isMultiline": True,
        "maxLength": _FRAGE_UNITS,
        "isRequired": True,
        "errorMessage": "Bitte eine Frage schreiben.",
    }
    return unfold("Rückfrage", [field], button("Rückfrage senden", "Rückfrage:", form))


def _report(bogen: Erwartungsbogen) -> Iterator[Element]:
    """A day, and what happened on it; one input, because an id may stand on a card only once."""
    day = {
        "type": "Input.Date",
        "id": "tag",
        "label": "Tag",
        "isRequired": True,
        "errorMessage": "Bitte einen Tag wählen.",
    }
    open_ways = {art: words for art, words in _REPORTS.items() if not bogen.has(art)}
    if RueckmeldungArt.BEENDET in open_ways and RueckmeldungArt.ABGEBROCHEN in open_ways:
        ways = [button(title, text, bogen.formularnummer) for title, text in open_ways.values()]
        yield unfold("Teilnahme melden", [day], *ways)


_REPORTS = {
    RueckmeldungArt.BEGONNEN: ("Begonnen", "begonnen am"),
    RueckmeldungArt.BEENDET: ("Beendet", "beendet am"),
    RueckmeldungArt.ABGEBROCHEN: ("Abgebrochen", "abgebrochen am"),
}
