"""The handout for the eLb: what was agreed, in simple words and in their own, and whom to ask."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.cards.inhalt import in_order
from bot.german import modul_name, tag
from bot.papier.bogen import found, seen
from bot.papier.setzen import setze
from bot.texts.handzettel import worte
from dialogs.regelung.erwartungsbogen import BogenStatus, Erwartungsbogen
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.hilfeprodukt import HILFEPRODUKT

_VORLAGE: Final = Path(__file__).with_name("handzettel.typ")
_SCHRIFTEN: Final = ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
"""Without serifs where the machine has such a font; the last one comes with typst."""
_FRAGEN: Final = ("ziel", "modul", "dauer")


def handzettel_pdf(fall: Fall, formularnummer: str, sprache: str = "de") -> bytes:
    """The handout as PDF/UA-1. Raises LookupError for an unknown or withdrawn form, or a language without a file."""
    _, bogen = found(fall, formularnummer)
    if bogen.status is BogenStatus.ZURUECKGEZOGEN:
        raise LookupError(formularnummer)
    return setze(_VORLAGE, daten(fall.elb, bogen, sprache), bogen.gesendet_am)


def daten(elb: Elb, bogen: Erwartungsbogen, sprache: str) -> dict[str, Any]:
    """What the template needs."""
    w = worte(sprache)
    return {
        "sprache": sprache,
        "richtung": w["richtung"],
        "schriften": list(_SCHRIFTEN),
        "titel": w["titel"],
        "verfasser": HILFEPRODUKT,
        "person": w["person"].format(name=seen(elb.name)),
        "fuss": bogen.formularnummer,
        "vereinbart": {"titel": w["vereinbart"]["titel"], "zeilen": _vereinbart(w, bogen)},
        "worte": _worte(w["worte"], bogen),
        "aenderung": w["aenderung"],
        "fragen": _fragen(w["fragen"], elb, bogen),
        "datenschutz": w["datenschutz"],
    }


def _vereinbart(w: Mapping[str, Any], bogen: Erwartungsbogen) -> list[str]:
    said, z = w["vereinbart"], bogen.zeitraum
    return [
        said["modul"].format(modul=modul_name(bogen.modul)),
        said["beginn"].format(tag=_tag(w, z.beginn)),
        said["ende"].format(tag=_tag(w, z.ende)),
        said["ein_tag"] if z.days == 1 else said["tage"].format(tage=z.days),
    ]


def _tag(w: Mapping[str, Any], d: date) -> str:
    """Montag, 01.03.2027; figures are read in every language."""
    return f"{w['wochentage'][d.weekday()]}, {tag(d)}"


def _worte(w: Mapping[str, str], bogen: Erwartungsbogen) -> dict[str, Any]:
    pairs = zip(_FRAGEN, in_order(bogen.antworten), strict=True)
    answers = [{"frage": w[key], "text": seen(text)} for key, text in pairs]
    return {"titel": w["titel"], "hinweis": w["hinweis"], "antworten": answers}


def _fragen(w: Mapping[str, str], elb: Elb, bogen: Erwartungsbogen) -> dict[str, Any]:
    lines = [
        w["person"].format(ifk=seen(elb.ifk_name)),
        w["nummer"].format(formularnummer=bogen.formularnummer),
    ]
    return {"titel": w["titel"], "zeilen": lines, "telefon": w["telefon"]}
