"""The preview for the IFK: what the Träger will read, then what only the IFK sees, then the four ways on."""

from collections.abc import Iterator, Sequence

from bot.cards.elements import (
    Element,
    Inline,
    adaptive_card,
    box,
    button,
    faint,
    feld,
    heading,
    rich,
    run,
    strong,
    unfold,
)
from bot.cards.inhalt import (
    ANTWORTEN,
    Inhalt,
    antworten,
    bogen_kopf,
    ifk_feld,
    in_order,
    of_entwurf,
    umstaende,
    vereinbart,
)
from bot.cards.platz import Platz, fitted, shortened
from bot.german import kplan_name, menge, modul_name, tag, tag_kurz, tage, visible, zeitraum
from dialogs.entwurf import Entwurf, earlier_boegen
from dialogs.regelung.befund import Hinweis
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, in_force
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import EINBUCHUNGSDAUER, HILFEPRODUKT
from dialogs.regelung.kplan import KPlan, must_be_adapted
from dialogs.turn import Values
from dialogs.verstehen.schutz import speaks_of

_HINWEIS = {
    "at_maximum": "Höchstdauer voll ausgeschöpft",
    "sum_over_maximum": "Summe der Zeiträume über der Höchstdauer",
    "beginn_past": "Beginn liegt zurück",
    "beginn_far": "Beginn liegt mehr als 6 Monate voraus",
}
_SCHUTZ = {
    "gesundheit": "Der Text spricht von Gesundheit",
    "dritte": "Der Text spricht von anderen Personen",
}


def card(values: Values) -> Element:
    """The card of `karte.vorschau`: `entwurf`, `fall`, `stand`, `teilnahme`, `einbuchung`, `hinweise`."""
    entwurf: Entwurf = values["entwurf"]
    fall: Fall = values["fall"]
    einbuchung = fall.open_einbuchung
    version = einbuchung.next_version if einbuchung else 1
    inhalt = of_entwurf(entwurf, fall.elb, values["teilnahme"], version)
    return fitted(lambda platz: _card(inhalt, entwurf, fall, values, platz))


def _card(inhalt: Inhalt, entwurf: Entwurf, fall: Fall, values: Values, platz: Platz) -> Element:
    body = [
        bogen_kopf(inhalt, "Vorschau · so sieht ihn der Träger"),
        vereinbart(inhalt),
        antworten(inhalt, platz),
        *umstaende(inhalt, platz),
        ifk_feld(fall.elb),
        box(list(_only_here(inhalt, entwurf, fall, values, platz)), separator=True, spacing="Large"),
    ]
    fallback = "Vorschau des Erwartungsbogens: Diese Karte lässt sich hier nicht anzeigen. Zum Senden: absenden"
    return adaptive_card(body, fallback, _buttons(entwurf, values["stand"]))


def _only_here(inhalt: Inhalt, entwurf: Entwurf, fall: Fall, values: Values, platz: Platz) -> Iterator[Element]:
    yield heading("Nur für Sie", size="Small", color="Accent")
    yield feld("Einbuchung ins Hilfeprodukt", *_einbuchung(values["einbuchung"], renewed=entwurf.erneuerung))
    if entwurf.kplan:
        yield feld("Kooperationsplan", *_kplan(inhalt, entwurf.kplan, fall))
    older = in_force(earlier_boegen(fall))
    if older:
        yield _changes(older[-1], inhalt, platz)
    notes = [*_notes(values["hinweise"]), *_privacy(inhalt)]
    if notes:
        yield box([rich(strong("! Bitte beachten")), *notes], "warning")


def _einbuchung(span: Zeitraum, *, renewed: bool) -> list[Inline]:
    length = f"{menge(EINBUCHUNGSDAUER)}: {tag_kurz(span.beginn)} bis {tag_kurz(span.ende)}"
    stays = "bleibt mit dem Bescheid, wie sie ist (Nr. 3.3)" if renewed else "neu, unabhängig vom Modul (Nr. 3.3)"
    return [strong(length), faint(f"\n{HILFEPRODUKT} · {stays}")]


def _kplan(inhalt: Inhalt, kplan: KPlan, fall: Fall) -> list[Inline]:
    runs = [strong(kplan_name(kplan))]
    older = in_force(earlier_boegen(fall))
    if older and must_be_adapted(
        kplan,
        ziel_changed=older[-1].antworten.ziel != inhalt.antworten.ziel,
        modul_changed=older[-1].modul is not inhalt.modul,
    ):
        runs.append(faint("\nIst nach dem Absenden anzupassen (Nr. 3.2)"))
    return runs


# --- what has changed ------------------------------------------------------------------------------


def _changes(old: Erwartungsbogen, new: Inhalt, platz: Platz) -> Element:
    """Old → new against the version before."""
    rows = [
        *_changed("Modul", modul_name(old.modul), modul_name(new.modul)),
        *_changed("Zeitraum", zeitraum(old.zeitraum), zeitraum(new.zeitraum)),
        *_changed_words(old, new, min(platz.neben, 300)),
    ]
    title = f"Geändert gegenüber Version {old.version}"
    return box([heading(title, size="Small"), *(rows or [rich(run("Nichts"))])], "emphasis")


def _changed(what: str, old: str, new: str) -> Iterator[Element]:
    if old != new:
        yield feld(what, run(old, strikethrough=True), run(" → "), strong(new), spacing="Small")


def _changed_words(old: Erwartungsbogen, new: Inhalt, room: int) -> Iterator[Element]:
    pairs = zip(ANTWORTEN, in_order(old.antworten), in_order(new.antworten), strict=True)
    for part, before, after in pairs:
        if before != after:
            was = run(shortened(visible(before), room))
            yield feld(f"O-Ton {part}, bisher", was, run(" → "), strong("neu wie oben"), spacing="Small")


# --- what to look at once more -----------------------------------------------------------------------


def _notes(hinweise: Sequence[Hinweis]) -> Iterator[Element]:
    for hinweis in hinweise:
        words = [run(_HINWEIS[hinweis.key]), *_detail(hinweis), faint(f" · {hinweis.fundstelle}")]
        yield rich(*words, spacing="Small")


def _detail(hinweis: Hinweis) -> Iterator[Inline]:
    if hinweis.tag:
        yield run(f": {tag(hinweis.tag)}")
    if hinweis.days is not None and hinweis.limit is not None:
        yield run(f": {tage(hinweis.days)}, höchstens {tage(hinweis.limit)}")


def _privacy(inhalt: Inhalt) -> Iterator[Element]:
    shown = [*in_order(inhalt.kurzfassung or inhalt.antworten), inhalt.begruendung or ""]
    found = frozenset[str]().union(*(speaks_of(text) for text in shown))
    for what, words in _SCHUTZ.items():
        if what in found:
            yield rich(run(f"{words}. Braucht der Träger das?"), spacing="Small")


# --- buttons -------------------------------------------------------------------------------------------


def _buttons(entwurf: Entwurf, schritt: str) -> list[Element]:
    form = entwurf.formularnummer
    parts = ["Ziel", "Modul", "Dauer", "Beginn", *(["Begründung"] if entwurf.begruendung else []), "Kooperationsplan"]
    changes = [button(part, f"ändere {part}", form, schritt) for part in parts]
    return [
        button("Absenden", "absenden", form, schritt, style="positive"),
        unfold("Ändern …", [rich(run("Was möchten Sie ändern?"))], *changes),
        button("Zurück", "zurück", form, schritt),
        button("Abbrechen", "abbrechen", form, schritt),
    ]
