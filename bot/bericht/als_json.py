"""The report as JSON, as `bericht --json` prints it: every figure with its definition, hidden ones as null (D13)."""

from typing import Any

from bot.texts.monitoring import DEFINITION, SCHUTZ, TITEL, name, zeitraum
from dialogs.monitoring import Bericht, Tabelle, Zelle


def als_json(bericht: Bericht) -> dict[str, Any]:
    """Days in ISO 8601, both ends inclusive; counts, whole days and percents as whole numbers."""
    von, bis = bericht.zeitraum.beginn, bericht.zeitraum.ende
    return {
        "zeitraum": {"von": von.isoformat(), "bis": bis.isoformat(), "name": zeitraum(bericht.zeitraum)},
        "stand": bericht.stand.isoformat(),
        "kennzahlen": {tabelle.name: _tabelle(tabelle) for tabelle in bericht.tabellen},
        "schutz": SCHUTZ,
    }


def _tabelle(tabelle: Tabelle) -> dict[str, Any]:
    return {
        "titel": TITEL[tabelle.name],
        "definition": DEFINITION[tabelle.name],
        "spalten": {spalte: name(spalte) for spalte in tabelle.spalten},
        "reihen": {
            reihe.name: {"titel": name(reihe.name)}
            | {
                spalte: _zelle(zelle)
                for spalte, zelle in zip(tabelle.spalten, reihe.zellen, strict=True)
                if zelle is not None
            }
            for reihe in tabelle.reihen
        },
    }


def _zelle(zelle: Zelle) -> dict[str, Any]:
    return {"wert": zelle.wert, "einheit": zelle.art.value, "unterdrueckt": zelle.wert is None}
