"""Lists: the lines that a Fall stands in, kept beside it so that a page and its total come from an index alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, delete, func, select

from dialogs.regelung.erwartungsbogen import Erwartungsbogen, RueckmeldungArt, counted_zeitraum, in_force
from dialogs.regelung.fall import Aufgabe, Fall, open_tasks, plan_changed_at
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.regelung.modul import Modul
from dialogs.requests import Liste, LoadListe, Seite, Zeile
from storage.codec import day, day_of, to_day
from storage.sql import Prepared, Row, Sql, binds, one_of, to_json
from storage.tables import elb, listenzeile

PAGE: Final = 10
_FALL, _FORM, _UNBESTAETIGT = "fall", "form", "unbestaetigt"
_TASKS: Final = tuple(aufgabe.value for aufgabe in Aufgabe)
_KINDS: Final = {
    Liste.MEINE_FAELLE: (_FALL,),
    Liste.LAEUFT_AUS: (_FALL,),
    Liste.UNBESTAETIGT: (_UNBESTAETIGT,),
    Liste.BESCHEID_FEHLT: (Aufgabe.BESCHEID.value,),
    Liste.KPLAN_OFFEN: (Aufgabe.KPLAN.value,),
    Liste.AUFGABEN: _TASKS,
    Liste.KANAL: (_FORM,),
}
_l = listenzeile.c
_COLUMNS = ("liste", "elb_id", "ifk_id", "tag", "formularnummer", "modul", "version", "beginn", "ende", "seit")
_SHOWN_COLUMNS = ("liste", "formularnummer", "modul", "version", "beginn", "ende", "seit")
_ADD = Prepared(lambda insert: insert(listenzeile).inline().values(binds(*_COLUMNS)))
_REMOVE = Prepared(delete(listenzeile).where(_l.elb_id == bindparam("elb_id")))


def refresh(sql: Sql, elb_id: int, fall: Fall) -> None:
    """Write the lines of a Fall anew after anything in it changed."""
    sql.write(_REMOVE, elb_id=elb_id)
    sql.write_many(_ADD, lines(elb_id, fall))


def remove(sql: Sql, elb_id: int) -> None:
    """The Fall stands in no list any more."""
    sql.write(_REMOVE, elb_id=elb_id)


def lines(elb_id: int, fall: Fall) -> list[dict[str, Any]]:
    """All lines of a Fall, as values of their columns."""
    return [
        dict.fromkeys(_COLUMNS) | {"elb_id": elb_id, "ifk_id": fall.elb.ifk_id} | line
        for einbuchung in fall.einbuchungen
        for line in _lines_of(einbuchung)
    ]


def _lines_of(einbuchung: Einbuchung) -> Iterator[dict[str, Any]]:
    boegen = in_force(einbuchung.boegen)
    newest = boegen[-1] if boegen else None
    if einbuchung.is_open:
        ende = day(newest.zeitraum.ende if newest else einbuchung.zeitraum.ende)
        yield {**_about(einbuchung, newest), "liste": _FALL, "tag": ende}
        yield from _forms(boegen)
        if newest and not newest.has(RueckmeldungArt.EMPFANG):
            seit = day(day_of(newest.gesendet_am))
            yield {**_about(einbuchung, newest), "liste": _UNBESTAETIGT, "tag": seit, "seit": seit}
    for aufgabe in open_tasks(einbuchung):
        seit = day(_since(einbuchung, aufgabe))
        yield {**_about(einbuchung, newest), "liste": aufgabe.value, "tag": seit, "seit": seit}


def _about(einbuchung: Einbuchung, bogen: Erwartungsbogen | None) -> dict[str, Any]:
    span = bogen.zeitraum if bogen else einbuchung.zeitraum
    days = {"beginn": day(span.beginn), "ende": day(span.ende)}
    if bogen is None:
        return days
    return days | {"formularnummer": bogen.formularnummer, "modul": bogen.modul.value, "version": bogen.version}


def _forms(boegen: list[Erwartungsbogen]) -> Iterator[dict[str, Any]]:
    """What the Träger's channel may read: forms and the days on which each is maßgebend, nothing of the person."""
    for bogen in boegen:
        counted = counted_zeitraum(bogen, boegen)
        if counted:
            head = {"liste": _FORM, "formularnummer": bogen.formularnummer, "version": bogen.version}
            days = {"beginn": day(counted.beginn), "ende": day(counted.ende), "tag": day(counted.ende)}
            yield head | days | {"modul": bogen.modul.value}


def _since(einbuchung: Einbuchung, aufgabe: Aufgabe) -> date:
    """Since when a task is open: the booking, for the plan its last change, for the Abschluss its day."""
    if aufgabe is Aufgabe.ABSCHLUSS and einbuchung.abschluss_am:
        return einbuchung.abschluss_am
    boegen, changed = einbuchung.boegen, plan_changed_at(einbuchung)
    if aufgabe is Aufgabe.KPLAN and changed:
        return day_of(changed)
    return day_of(boegen[0].gesendet_am) if boegen else einbuchung.zeitraum.beginn


_FIRST, _LAST = "", "9999-12-31"
_in_time = (_l.liste == bindparam("liste"), _l.tag >= bindparam("first"), _l.tag <= bindparam("last"))
_SHOWN = (_l.tag, _l.id, *(_l[name] for name in _SHOWN_COLUMNS), elb.c.nummer, elb.c.vorname, elb.c.nachname)


@dataclass(frozen=True, slots=True)
class _Listing:
    """How to count and to read a list; `limit` lines from `offset`."""

    count: Prepared
    lines: Prepared


def _listing(*more: ColumnElement[bool], narrowed: bool = False) -> _Listing:
    wanted = (*_in_time, *more)
    count = select(func.count()).select_from(listenzeile).where(*wanted)
    # for a few IFK no index is in the order of the days; SQLite would walk through everybody's lines for it
    by_day = _l.tag.concat("") if narrowed else _l.tag
    chosen = (
        select(_l.id).where(*wanted).order_by(by_day, _l.id).limit(bindparam("limit")).offset(bindparam("offset"))
    )
    lines = select(*_SHOWN).join(elb, elb.c.id == _l.elb_id).where(_l.id.in_(chosen)).order_by(_l.tag, _l.id)
    return _Listing(Prepared(count), Prepared(lines))


_of_modul, _of_ifk = _l.modul == bindparam("modul"), one_of(_l.ifk_id, "ifk_ids")
_LISTINGS: Final = {
    (False, False): _listing(),
    (False, True): _listing(_of_modul),
    (True, False): _listing(_of_ifk, narrowed=True),
    (True, True): _listing(_of_ifk, _of_modul, narrowed=True),
}


def page(sql: Sql, request: LoadListe, ifk_ids: frozenset[str] | None, heute: date) -> Seite:
    """One page, sorted by the day the list is about; a page too far is the last one."""
    narrowed = ifk_ids is not None and request.art is not Liste.KANAL
    listing = _LISTINGS[narrowed, request.modul is not None]
    values = _values(request, heute) | ({"ifk_ids": to_json(ifk_ids or ())} if narrowed else {})
    kinds = _KINDS[request.art]
    total = sum(int(sql.rows(listing.count, **values, liste=kind)[0][0]) for kind in kinds)
    seiten = max(1, -(-total // PAGE))
    seite = min(max(1, request.seite), seiten)
    rows = _page_of(sql, listing.lines, kinds, values, (seite - 1) * PAGE)
    return Seite(tuple(_zeile(request.art, row) for row in rows), total, seite, seiten)


def _page_of(
    sql: Sql, lines: Prepared, kinds: Sequence[str], values: Mapping[str, str], offset: int
) -> Sequence[Row]:
    """Several kinds are merged by their day; each is read from its beginning, nobody knows where its page begins."""
    if len(kinds) == 1:
        return sql.rows(lines, **values, liste=kinds[0], limit=PAGE, offset=offset)
    each = [sql.rows(lines, **values, liste=kind, limit=offset + PAGE, offset=0) for kind in kinds]
    return list(islice(merge(*each), offset, offset + PAGE))


def _values(request: LoadListe, heute: date) -> dict[str, str]:
    """From when to when, and the Modul if one is asked for."""
    modul = {"modul": request.modul.value} if request.modul else {}
    if request.zeitraum:
        return modul | {"first": day(request.zeitraum.beginn), "last": day(request.zeitraum.ende)}
    still_running = request.art in (Liste.LAEUFT_AUS, Liste.KANAL)
    return modul | {"first": day(heute) if still_running else _FIRST, "last": _LAST}


def _zeile(art: Liste, row: Row) -> Zeile:
    _, _, kind, form, modul, version, beginn, ende, seit, nummer, vorname, nachname = row
    shown = art is not Liste.KANAL
    return Zeile(
        nummer=nummer if shown else "",
        name=f"{vorname} {nachname}".strip() if shown else "",
        formularnummer=form,
        modul=Modul(modul) if modul else None,
        version=version,
        beginn=to_day(beginn),
        ende=to_day(ende),
        seit=to_day(seit),
        aufgabe=kind if kind in _TASKS else None,
    )
