"""The lines of the lists, worked out from a Fall each time they are asked for."""

from collections.abc import Iterator
from datetime import date

from dialogs.regelung.erwartungsbogen import RueckmeldungArt, counted_zeitraum, in_force
from dialogs.regelung.fall import Aufgabe, Fall, open_tasks, plan_changed_at
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.requests import Liste, LoadListe, Zeile


def rows_of(fall: Fall, request: LoadListe, heute: date) -> Iterator[tuple[date, Zeile]]:
    """The lines of a list with the day they are sorted by."""
    for e in fall.einbuchungen:
        match request.art:
            case Liste.KANAL:
                rows = _kanal_rows(e)
            case Liste.MEINE_FAELLE | Liste.LAEUFT_AUS:
                rows = [_zeile(fall, e)] if e.is_open else []
            case Liste.UNBESTAETIGT:
                rows = [_zeile(fall, e, seit=_sent(e))] if _unconfirmed(e) else []
            case _:
                rows = [_zeile(fall, e, task=task) for task in open_tasks(e) if _asked(task, request.art)]
        by_end = request.art in (Liste.KANAL, Liste.MEINE_FAELLE, Liste.LAEUFT_AUS)
        days = [(row.ende if by_end else row.seit) or heute for row in rows]
        past = request.art in (Liste.KANAL, Liste.LAEUFT_AUS) and request.zeitraum is None
        yield from ((tag, row) for tag, row in zip(days, rows, strict=True) if not past or tag >= heute)


def _asked(task: Aufgabe, art: Liste) -> bool:
    return art is Liste.AUFGABEN or (art, task) in {
        (Liste.BESCHEID_FEHLT, Aufgabe.BESCHEID),
        (Liste.KPLAN_OFFEN, Aufgabe.KPLAN),
    }


def _unconfirmed(e: Einbuchung) -> bool:
    boegen = in_force(e.boegen)
    return e.is_open and bool(boegen) and not boegen[-1].has(RueckmeldungArt.EMPFANG)


def _sent(e: Einbuchung) -> date:
    return in_force(e.boegen)[-1].gesendet_am.date()


def _zeile(fall: Fall, e: Einbuchung, task: Aufgabe | None = None, seit: date | None = None) -> Zeile:
    boegen = in_force(e.boegen)
    bogen = boegen[-1] if boegen else None
    span = bogen.zeitraum if bogen else e.zeitraum
    if task:
        seit = e.boegen[0].gesendet_am.date() if e.boegen else e.zeitraum.beginn
        changed = plan_changed_at(e) if task is Aufgabe.KPLAN else None
        seit = changed.date() if changed else seit
        seit = e.abschluss_am if task is Aufgabe.ABSCHLUSS and e.abschluss_am else seit
    return Zeile(
        fall.elb.nummer,
        fall.elb.name,
        bogen.formularnummer if bogen else None,
        bogen.modul if bogen else None,
        bogen.version if bogen else None,
        span.beginn,
        span.ende,
        seit,
        task.value if task else None,
    )


def _kanal_rows(e: Einbuchung) -> list[Zeile]:
    boegen = in_force(e.boegen) if e.is_open else []
    counted = [(b, span) for b in boegen if (span := counted_zeitraum(b, boegen))]
    return [Zeile("", "", b.formularnummer, b.modul, b.version, span.beginn, span.ende) for b, span in counted]
