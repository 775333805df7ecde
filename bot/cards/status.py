"""Where a participation stands, for the IFK: state, line of time, Träger, what is open, what to do next."""

from collections.abc import Iterator
from datetime import date

from bot.cards.elements import (
    NBSP,
    Element,
    adaptive_card,
    box,
    button,
    buttons,
    column,
    columns,
    faint,
    feld,
    heading,
    kopf,
    rich,
    run,
    stand,
    strong,
)
from bot.cards.inhalt import name
from bot.cards.platz import Platz, fitted, shortened
from bot.cards.zeitleiste import line, position
from bot.german import (
    anlass_name,
    aufgabe_name,
    bestaetigung_name,
    ergebnis_name,
    kplan_name,
    modul_name,
    rueckmeldung_name,
    tag,
    tag_kurz,
    visible,
    zeitraum,
)
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, Rueckmeldung, RueckmeldungArt, in_force
from dialogs.regelung.fall import Aufgabe, Elb, Fall, open_tasks
from dialogs.regelung.hilfeprodukt import Einbuchung, EinbuchungStatus, ZielErgebnis

_DONE = {
    Aufgabe.EINGEBUCHT: ("Eingebucht", "{} eingebucht"),
    Aufgabe.BESCHEID: ("Bescheid erstellt", "Bescheid {} erstellt"),
    Aufgabe.KPLAN: ("K-Plan angepasst", "K-Plan {} angepasst"),
    Aufgabe.ABSCHLUSS: ("Auf Abschluss gesetzt", "{} auf Abschluss gesetzt"),
}


def card(fall: Fall, heute: date) -> Element:
    """The status card of a participant as of that day."""
    return fitted(lambda platz: _card(fall, heute, platz))


def _card(fall: Fall, heute: date, platz: Platz) -> Element:
    einbuchung = fall.newest_einbuchung
    about = faint(f"\nNummer {visible(fall.elb.nummer)} · IFK {name(fall.elb.ifk_name)}")
    body = [kopf("Status", strong(name(fall.elb.name), size="Large"), about)]
    if einbuchung is None:
        body.append(stand("○", "Noch kein Erwartungsbogen", "emphasis"))
    else:
        body += _body(fall, einbuchung, heute, platz)
    fallback = "Status: Diese Karte lässt sich hier nicht anzeigen."
    return adaptive_card(body, fallback, list(_next(fall.elb, einbuchung)))


def _body(fall: Fall, einbuchung: Einbuchung, heute: date, platz: Platz) -> Iterator[Element]:
    yield _stand(fall, einbuchung, heute)
    yield line(einbuchung, heute)
    newest = in_force(einbuchung.boegen)[-1:]
    for bogen in newest:
        yield columns(column([_version(bogen)]), column([_traeger(bogen, platz)]))
    yield columns(column([_einbuchung(einbuchung, heute)]), column([_confirmed(einbuchung)]))
    if einbuchung.ziel_ergebnis:
        yield _outcome(einbuchung, einbuchung.ziel_ergebnis, platz)
    yield _open(fall.elb, einbuchung, newest)
    yield from _earlier(fall, einbuchung)


def _stand(fall: Fall, einbuchung: Einbuchung, heute: date) -> Element:
    match einbuchung.status:
        case EinbuchungStatus.ABGESCHLOSSEN if einbuchung.abschluss_am:
            return stand("■", f"Abgeschlossen am {tag(einbuchung.abschluss_am)}", "emphasis")
        case EinbuchungStatus.NICHT_ANGETRETEN:
            return stand("■", "Nicht angetreten", "emphasis")
    bogen = fall.massgebend(heute)
    if bogen is None:
        return stand("○", f"Heute ist kein Erwartungsbogen maßgebend{_coming(einbuchung, heute)}", "warning")
    until = f"{modul_name(bogen.modul)} bis {tag_kurz(bogen.zeitraum.ende)}"
    return stand("✓", f"{until}, Version {bogen.version} ist maßgebend", "good")


def _coming(einbuchung: Einbuchung, heute: date) -> str:
    later = [b.zeitraum.beginn for b in in_force(einbuchung.boegen) if b.zeitraum.beginn > heute]
    return f", der nächste beginnt am {tag(min(later))}" if later else ""


def _version(bogen: Erwartungsbogen) -> Element:
    reason = f"\nAnlass: {anlass_name(bogen.anlass)}" if bogen.anlass else ""
    number = faint(f"\n{bogen.formularnummer}", fontType="Monospace")
    return feld("Erwartungsbogen", strong(f"Version {bogen.version}"), run(reason), number)


def _traeger(bogen: Erwartungsbogen, platz: Platz) -> Element:
    """What the Träger said last, first of all whether it has confirmed."""
    said = bogen.mit_traeger[-1] if bogen.mit_traeger else None
    if said is None:
        return feld("Träger", strong("○ Empfang nicht bestätigt"), faint(f"\ngesendet {tag(bogen.gesendet_am)}"))
    receipt = "✓ Empfang bestätigt" if bogen.has(RueckmeldungArt.EMPFANG) else "○ Empfang nicht bestätigt"
    latest = [] if said.art is RueckmeldungArt.EMPFANG else [run(f"\nZuletzt: {_said(said, platz)}")]
    return feld("Träger", strong(receipt), *latest, faint(f"\n{tag(said.am)}, {name(said.durch)}"))


def _said(r: Rueckmeldung, platz: Platz) -> str:
    text = f": {shortened(visible(r.text), min(200, platz.neben))}" if r.text else ""
    return rueckmeldung_name(r.art) + text


def _einbuchung(einbuchung: Einbuchung, heute: date) -> Element:
    where = f"\n{position(einbuchung.zeitraum, heute)}" if einbuchung.is_open else ""
    plan = f"\nKooperationsplan {kplan_name(einbuchung.kplan)}"
    return feld("Einbuchung", strong(zeitraum(einbuchung.zeitraum)), faint(where + plan))


def _confirmed(einbuchung: Einbuchung) -> Element:
    done = [f"✓ {bestaetigung_name(b.art)}" for b in einbuchung.bestaetigungen]
    who = [f"\n{tag(b.am)}, {name(b.durch)}" for b in einbuchung.bestaetigungen]
    runs = [r for i, (d, w) in enumerate(zip(done, who, strict=True)) for r in (run("\n" * (i > 0) + d), faint(w))]
    return feld("Bestätigt", *(runs or [run("noch nichts")]))


def _outcome(einbuchung: Einbuchung, ergebnis: ZielErgebnis, platz: Platz) -> Element:
    words = [run(f"\n{shortened(einbuchung.ziel_oton, platz.neben)}")] if einbuchung.ziel_oton else []
    return feld("Wie das Ziel ausging", strong(ergebnis_name(ergebnis)), *words)


# --- what is open -------------------------------------------------------------------------------------


def _open(elb: Elb, einbuchung: Einbuchung, newest: list[Erwartungsbogen]) -> Element:
    tasks = list(open_tasks(einbuchung))
    asked = [b for b in newest if _asks(b)]
    if not tasks and not asked:
        return stand("✓", "Nichts offen", "emphasis")
    rows = [_task(elb, task) for task in tasks] + [_question(b) for b in asked]
    return box([heading("Offen", size="Small"), *rows], "emphasis")


def _task(elb: Elb, task: Aufgabe) -> Element:
    title, text = _DONE[task]
    return box([rich(run(f"○{NBSP}{aufgabe_name(task)}")), buttons(button(title, text.format(elb.nummer)))])


def _asks(bogen: Erwartungsbogen) -> bool:
    """Whether the Träger's last question still waits for its answer."""
    talk = [r.art for r in bogen.rueckmeldungen if r.art in (RueckmeldungArt.RUECKFRAGE, RueckmeldungArt.ANTWORT)]
    return talk[-1:] == [RueckmeldungArt.RUECKFRAGE]


def _question(bogen: Erwartungsbogen) -> Element:
    return rich(
        run(f"○{NBSP}Rückfrage des Trägers beantworten · "), faint(bogen.formularnummer, fontType="Monospace")
    )


def _earlier(fall: Fall, shown: Einbuchung) -> Iterator[Element]:
    others = [e for e in fall.einbuchungen if e is not shown and e.status is not EinbuchungStatus.STORNIERT]
    if others:
        yield rich(faint("Früher: " + "; ".join(zeitraum(e.zeitraum) for e in others[-3:])))


# --- buttons ------------------------------------------------------------------------------------------


def _next(elb: Elb, einbuchung: Einbuchung | None) -> Iterator[Element]:
    yield button("Neuer Erwartungsbogen", f"neuer Bogen für {elb.nummer}")
    if einbuchung and einbuchung.is_open:
        yield button("Abschluss", f"Abschluss {elb.nummer}")
