"""The report of the monitoring: bars of weighted columns, each with its numbers in words. No figure is made here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.cards.elements import (
    NBSP,
    Element,
    adaptive_card,
    box,
    button,
    column,
    columns,
    faint,
    feld,
    heading,
    kopf,
    rich,
    run,
    strong,
    unfold,
)
from bot.cards.platz import STUFEN, Platz, fitted
from bot.german import anzahl, tag
from bot.texts.monitoring import DEFINITION, MONATSWEISE, NUR_LETZTE, SCHUTZ, TITEL, name, zeitraum, zelle
from dialogs.monitoring import Bericht, Reihe, Tabelle, Zelle

_GROUND = ("accent", "good")
_READABLE = 6
"""A piece narrower than this part of the longest bar may have no room for its number on a phone."""
_MONTHS = {STUFEN[0].neben: 12, STUFEN[1].neben: 9, STUFEN[2].neben: 6}
"""How many months there is room for: the definitions stay, the earliest months go."""
_OTHERS = (
    ("Letzter Monat", "Bericht letzter Monat"),
    ("Letztes Quartal", "Bericht letztes Quartal"),
    ("Dieses Jahr", "Bericht dieses Jahr"),
    ("Letztes Jahr", "Bericht letztes Jahr"),
)


def card(bericht: Bericht) -> Element:
    """The card of a report."""
    return fitted(lambda platz: _card(bericht, platz))


def _card(bericht: Bericht, platz: Platz) -> Element:
    when = strong(zeitraum(bericht.zeitraum), size="Large")
    body = [kopf("Monitoring", when, faint(f"\nStand {tag(bericht.stand)}")), *_sections(bericht, platz)]
    meaning = unfold("Was die Zahlen bedeuten", [_definitions()]) if platz.formulare else None
    others = (button(title, text) for title, text in _OTHERS)
    return adaptive_card(body, "Monitoring: Diese Karte lässt sich hier nicht anzeigen.", [*others, meaning])


def _sections(bericht: Bericht, platz: Platz) -> Iterator[Element]:
    yield from _months(bericht.tabelle("teilnahmen").turned(), _MONTHS.get(platz.neben, 3))
    yield from _durations(bericht.tabelle("dauer"))
    yield _beside(_maximum(bericht.tabelle("hoechstdauer")), _talks(bericht.tabelle("gespraech")), separator=True)
    yield _beside(_counts(bericht.tabelle("anlass")), _counts(bericht.tabelle("abschluss")))
    yield _beside(_traeger(bericht.tabelle("traeger")), _counts(bericht.tabelle("bescheid")))
    yield box([rich(faint(SCHUTZ))], "emphasis")


def _beside(left: Element, right: Element, **more: Any) -> Element:
    return columns(column([left]), column([right]), spacing="Medium", **more)


# --- bars ---------------------------------------------------------------------------------------------


def _months(tabelle: Tabelle, most: int) -> Iterator[Element]:
    yield heading(TITEL[tabelle.name], size="Small", separator=True, spacing="Medium")
    yield columns(*(_legend(key, ground) for key, ground in zip(tabelle.spalten, _GROUND, strict=False)))
    singles = [r for r in tabelle.reihen if r.name != "gesamt"] or list(tabelle.reihen)
    shown = singles[-most:]
    parts = {r.name: _parts(tabelle, r) for r in shown}
    longest = max([1, *(sum(map(_width, cells.values())) for cells in parts.values())])
    yield from (_bar(name(month), cells, longest) for month, cells in parts.items())
    for reihe in tabelle.reihen:
        if reihe.name == "gesamt":
            yield rich(strong("Gesamt: "), run(_listed(tabelle, reihe)))
    if len(shown) < len(singles):
        yield rich(faint(NUR_LETZTE))


def _legend(key: str, ground: str) -> Element:
    return column([rich(run(name(key), size="Small"), horizontalAlignment="Center")], style=ground)


def _parts(tabelle: Tabelle, reihe: Reihe) -> dict[str, Zelle]:
    """The numbers of the Moduln by their names; the total stands last and has no bar."""
    return {name(key): z for key, z in zip(tabelle.spalten[:-1], reihe.zellen, strict=False) if z}


def _width(cell: Zelle | None) -> int:
    """A hidden number has no bar that could tell it."""
    return (cell.wert or 0) if cell else 0


def _bar(title: str, cells: Mapping[str, Zelle], longest: int, grounds: Sequence[str] = _GROUND) -> Element:
    """One line: what it is about with the numbers that find no room on a bar, then a piece as wide as each number."""
    named = ((key, z) for key, z in cells.items() if _width(z) < longest / _READABLE)
    hidden = ", ".join(f"{key}{NBSP}{zelle(z)}".strip() for key, z in named)
    pieces = [_piece(z, ground) for z, ground in zip(cells.values(), grounds, strict=False) if z.wert]
    if not pieces:
        return rich(run(f"{title} ", size="Small"), faint(hidden), spacing="Small")
    rest = longest - sum(map(_width, cells.values()))
    empty = [column([], rest, spacing="None")] if rest else []
    words = rich(run(title, size="Small"), *([faint(f"\n{hidden}")] if hidden else []))
    return columns(column([words], max(1, longest * 2 // 5)), *pieces, *empty, spacing="Small")


def _piece(cell: Zelle, ground: str) -> Element:
    inner = rich(run(zelle(cell), size="Small"), horizontalAlignment="Center")
    return column([inner], _width(cell), style=ground, spacing="None")


def _listed(tabelle: Tabelle, reihe: Reihe) -> str:
    pairs = zip(tabelle.spalten, reihe.zellen, strict=True)
    return ", ".join(f"{name(key)} {zelle(z)}" for key, z in pairs)


# --- in words ---------------------------------------------------------------------------------------------


def _durations(tabelle: Tabelle) -> Iterator[Element]:
    """For each Modul what was agreed anew, and what was agreed and had by those who ended, as bars."""
    yield heading(TITEL[tabelle.name], size="Small", separator=True, spacing="Medium")
    days = tabelle.spalten[2:]
    longest = max([1, *(_width(z) for r in tabelle.reihen for z in r.zellen[2:])])
    for reihe, ground in zip(tabelle.reihen, _GROUND, strict=True):
        number, agreed, *ended = reihe.zellen
        said = f" · {zelle(number)} neue Bögen, vereinbart im Mittel {zelle(agreed)}"
        yield rich(strong(name(reihe.name)), run(said, size="Small"))
        yield from (_bar(name(key), {"": z}, longest, [ground]) for key, z in zip(days, ended, strict=True) if z)


def _counts(tabelle: Tabelle) -> Element:
    lines = [f"{name(r.name)}{NBSP}{zelle(r.zellen[0])}" for r in tabelle.reihen]
    return feld(TITEL[tabelle.name], run("\n".join(lines)))


def _maximum(tabelle: Tabelle) -> Element:
    lines = (r for at, reihe in enumerate(tabelle.reihen) for r in _at_maximum(reihe, "\n" * (at > 0)))
    return feld(TITEL[tabelle.name], *lines)


def _at_maximum(reihe: Reihe, before: str) -> Iterator[Element]:
    forms, share, reasons, above = reihe.zellen
    yield strong(f"{before}{name(reihe.name)}")
    yield run(f"\n{zelle(forms)} Bögen{_share(share)}, begründet{NBSP}{zelle(reasons)}\nSumme darüber {zelle(above)}")


def _talks(tabelle: Tabelle) -> Element:
    lines = [f"{name(r.name)} {zelle(r.zellen[0])}{_share(r.zellen[1])}" for r in tabelle.reihen]
    return feld(TITEL[tabelle.name], run("\n".join(lines)))


def _share(cell: Zelle | None) -> str:
    """In brackets behind its number; a hidden one says nothing that the number does not say."""
    return f" ({zelle(cell).replace(' ', NBSP)})" if cell and cell.wert is not None else ""


def _traeger(tabelle: Tabelle) -> Element:
    done, days, waiting = (tabelle.zelle(*at) for at in _TRAEGER)
    after = f", im Mittel nach {anzahl(days.wert, 'Tag', 'Tagen')}" if days and days.wert is not None else ""
    return feld(TITEL[tabelle.name], run(f"bestätigt {zelle(done)}{after}\noffen {zelle(waiting)}"))


_TRAEGER = (("bestaetigt", "anzahl"), ("bestaetigt", "tage"), ("offen", "anzahl"))


def _definitions() -> Element:
    words = (f"{TITEL[key]}\n{words}" for key, words in DEFINITION.items())
    return rich(run("\n\n".join([*words, MONATSWEISE]), size="Small"))
