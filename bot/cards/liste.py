"""One page of a list: who, what counts, and a button to each status. Sorted and cut into pages by storage."""

from collections.abc import Iterator
from datetime import date

from bot.cards.elements import (
    Element,
    adaptive_card,
    box,
    button,
    buttons,
    column,
    columns,
    faint,
    kopf,
    rich,
    run,
    strong,
)
from bot.cards.inhalt import name
from bot.cards.platz import Platz, fitted, shortened
from bot.german import anzahl, aufgabe_name, modul_name, tag, tage, visible
from dialogs.regelung.fall import Aufgabe
from dialogs.regelung.modul import Modul
from dialogs.requests import Liste, Seite, Zeile

_SOON = 14
"""Days before an end from which a line is marked."""


def card(seite: Seite, art: Liste, titel: str, heute: date) -> Element:
    """The card of a page; `titel` is one of our own words."""
    return fitted(lambda platz: _card(seite, art, titel, heute, platz))


def _card(seite: Seite, art: Liste, titel: str, heute: date, platz: Platz) -> Element:
    total = (
        anzahl(seite.total, "Fall", "Fälle")
        if art is not Liste.AUFGABEN
        else anzahl(seite.total, "Aufgabe", "Aufgaben")
    )
    page = f" · Seite {seite.seite} von {seite.seiten}" if seite.seiten > 1 else ""
    body = [kopf(titel, strong(total, size="Large"), faint(page))]
    body += [_line(zeile, art, heute, platz) for zeile in seite.zeilen]
    return adaptive_card(body, f"{titel}: Diese Karte lässt sich hier nicht anzeigen.", list(_pager(seite)))


def _line(zeile: Zeile, art: Liste, heute: date, platz: Platz) -> Element:
    who = rich(
        strong(name(zeile.name)),
        faint(f" · {visible(zeile.nummer)}"),
        *(run(f"\n{fact}") for fact in _facts(zeile, art, heute, platz)),
        *([faint(f"\n{_modul(zeile.modul, zeile.version)}")] if zeile.modul else []),
    )
    open_status = buttons(button("Status", f"Status {zeile.nummer}"))
    if not platz.formulare:
        return box([who], separator=True)
    return columns(column([who]), column([open_status], "auto", verticalContentAlignment="Center"), separator=True)


def _facts(zeile: Zeile, art: Liste, heute: date, platz: Platz) -> Iterator[str]:
    """What counts in this list comes first."""
    if zeile.aufgabe:
        yield _task_name(zeile.aufgabe, platz)
    if zeile.seit:
        yield _since(zeile.seit, art, heute)
    if zeile.ende:
        yield _until(zeile.ende, heute)


def _modul(modul: Modul, version: int | None) -> str:
    return modul_name(modul) + (f" · Version {version}" if version else "")


def _task_name(task: str, platz: Platz) -> str:
    return aufgabe_name(Aufgabe(task)) if task in set(Aufgabe) else shortened(visible(task), platz.neben)


def _since(seit: date, art: Liste, heute: date) -> str:
    what = "gesendet" if art is Liste.UNBESTAETIGT else "seit"
    return f"{what} {tag(seit)} ({_ago((heute - seit).days)})"


def _ago(days: int) -> str:
    return "heute" if days == 0 else f"vor {anzahl(days, 'Tag', 'Tagen')}"


def _until(ende: date, heute: date) -> str:
    left = (ende - heute).days
    if left < 0:
        return f"! abgelaufen {tag(ende)}"
    if left <= _SOON:
        return f"! bis {tag(ende)} ({'letzter Tag heute' if left == 0 else f'noch {tage(left)}'})"
    return f"bis {tag(ende)}"


def _pager(seite: Seite) -> Iterator[Element]:
    if seite.seite > 1:
        yield button("◀ Zurückblättern", f"Seite {seite.seite - 1}")
    if seite.seite < seite.seiten:
        yield button("Weiter ▶", f"Seite {seite.seite + 1}")
