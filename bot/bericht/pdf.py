"""The report as a tagged PDF of one page. Where the page is too short for all months, it says so."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

from bot import german
from bot.papier.setzen import setze
from bot.texts.monitoring import (
    BILD,
    DEFINITION,
    MONATSWEISE,
    NUR_LETZTE,
    SCHUTZ,
    TITEL,
    ZEILE,
    name,
    zeitraum,
    zelle,
)
from dialogs.monitoring import Bericht, Tabelle

_VORLAGE: Final = Path(__file__).with_name("bericht.typ")
MOST_MONTHS: Final = 12


def pdf(bericht: Bericht) -> bytes:
    """The whole file."""
    return setze(_VORLAGE, _daten(bericht), datetime.combine(bericht.stand, time(), UTC))


def _daten(bericht: Bericht) -> dict[str, Any]:
    first, *others = bericht.tabellen
    return {
        "titel": f"Monitoring Aktivzentrum, {zeitraum(bericht.zeitraum)}",
        "untertitel": f"{german.zeitraum(bericht.zeitraum)}, Stand {german.tag(bericht.stand)}",
        "gesamt": name("gesamt"),
        "schutz": f"{MONATSWEISE} {SCHUTZ}",
        "tabellen": [_monate(first.turned()), *map(_tabelle, others)],
    }


def _tabelle(tabelle: Tabelle) -> dict[str, Any]:
    return {
        "titel": TITEL[tabelle.name],
        "definition": DEFINITION[tabelle.name],
        "zeile": ZEILE.get(tabelle.name, "Modul" if len(tabelle.spalten) == 4 else "Stand"),
        "kopf": [name(spalte) for spalte in tabelle.spalten],
        "reihen": [[name(r.name), *map(zelle, r.zellen)] for r in tabelle.reihen],
    }


def _monate(tabelle: Tabelle) -> dict[str, Any]:
    """The last twelve months and the total, each with its bar; a hidden number has none."""
    singles = [r for r in tabelle.reihen if r.name != "gesamt"]
    kept = [*singles[-MOST_MONTHS:], *(r for r in tabelle.reihen if r.name == "gesamt")]
    bars = {r.name: [z.wert or 0 for z in r.zellen[:-1] if z] for r in kept}
    cut = f" {NUR_LETZTE}" if len(singles) > MOST_MONTHS else ""
    return _tabelle(tabelle) | {
        "definition": DEFINITION[tabelle.name] + cut,
        "bild": BILD,
        "hoechst": max(sum(bar) for key, bar in bars.items() if key != "gesamt" or len(bars) == 1),
        "reihen": [
            {
                "zellen": [name(r.name), *map(zelle, r.zellen)],
                "werte": [] if r.name == "gesamt" else bars[r.name],
            }
            for r in kept
        ],
    }
