"""What the rules found, in words: Verstoß and Hinweis, each with its Fundstelle and the nearest day that fits."""

from collections.abc import Callable, Mapping
from typing import Any

from bot import german
from dialogs.regelung.befund import Hinweis, Verstoss
from dialogs.regelung.modul import Modul, maximaldauer

Values = Mapping[str, Any]


def _hoechstens(modul: Modul | None) -> str:
    maximum = maximaldauer(modul) if modul else None
    return german.menge(maximum) if maximum else "die Höchstdauer"


def _name(values: Values) -> str:
    modul = values.get("modul")
    return german.modul_name(modul) if modul else "Das Modul"


def _passt(befund: Verstoss) -> str:
    return german.tag_lang(befund.passt) if befund.passt else ""


def _over_maximum(befund: Verstoss, values: Values) -> str:
    ende = values.get("teilnahme")
    asked = f" Vereinbart wäre bis {german.tag_lang(ende.ende)}." if ende else ""
    return (
        f"Das geht nicht: {_name(values)} dauert höchstens {_hoechstens(values.get('modul'))}.{asked} "
        f"Spätester letzter Tag: **{_passt(befund)}**."
    )


def _outside(befund: Verstoss, _values: Values) -> str:
    return (
        "Das geht nicht: Die Teilnahme muss innerhalb der Einbuchung liegen. "
        f"Spätester letzter Tag: **{_passt(befund)}**. Zwei Wege gibt es: eine kürzere Zeit, oder erst der Abschluss "
        "und dann eine neue Einbuchung."
    )


_VERSTOSS: Mapping[str, Callable[[Verstoss, Values], str]] = {
    "over_maximum": _over_maximum,
    "outside_einbuchung": _outside,
    "no_period": lambda _b, _v: "Aus der Antwort folgt mit diesem Beginn kein letzter Tag; er läge vor dem Beginn.",
    "beginn_before_einbuchung": lambda b, _v: (
        f"Das geht nicht: Die Einbuchung läuft erst ab {_passt(b)}. Frühester möglicher Tag: **{_passt(b)}**."
    ),
    "beginn_after_einbuchung": lambda b, _v: (
        f"Das geht nicht: Die Einbuchung endet am {_passt(b)}. Möglich ist ein früherer Tag, oder erst der Abschluss "
        "und dann eine neue Einbuchung."
    ),
    "beginn_too_early": lambda b, v: (
        f"{german.tag_lang(v['tag'])} liegt mehr als 14 Tage zurück. Frühester möglicher Tag: **{_passt(b)}**."
    ),
    "beginn_too_late": lambda b, v: (
        f"{german.tag_lang(v['tag'])} liegt mehr als 12 Monate voraus. Spätester möglicher Tag: **{_passt(b)}**."
    ),
    "einbuchung_after_beginn": lambda b, _v: (
        f"Die Einbuchung kann nicht nach dem Beginn der Teilnahme anfangen. Spätester möglicher Tag: **{_passt(b)}**."
    ),
    "einbuchung_too_early": lambda _b, _v: (
        "So früh geht es nicht: Die Teilnahme läge dann nicht mehr ganz in den neun Monaten der Einbuchung."
    ),
    "einbuchung_closed": lambda _b, _v: "Diese Einbuchung ist schon abgeschlossen; daran ändert sich nichts mehr.",
    "einbuchung_confirmed": lambda _b, _v: (
        "Die Einbuchung ist in comp.ASS schon bestätigt. Sie endet nur noch durch den Abschluss."
    ),
    "bescheid_confirmed": lambda _b, _v: (
        "Der Bescheid zu dieser Einbuchung ist schon erstellt. Sie endet nur noch durch den Abschluss."
    ),
    "already_closed": lambda _b, _v: "Die Teilnahme ist schon auf Abschluss gesetzt.",
    "abschluss_before_beginn": lambda b, v: (
        f"{german.tag_lang(v['tag'])} liegt vor dem Beginn der Teilnahme am **{_passt(b)}**. "
        "Wer nie da war: `nicht angetreten`."
    ),
    "abschluss_in_future": lambda b, v: (
        f"{german.tag_lang(v['tag'])} liegt in der Zukunft. Der Abschluss braucht den tatsächlich letzten Tag, "
        f"spätestens **{_passt(b)}**."
    ),
    "bestaetigung_in_future": lambda b, v: (
        f"{german.tag_lang(v['tag'])} liegt in der Zukunft. Bestätigt wird, was geschehen ist, spätestens {_passt(b)}."
    ),
    "bestaetigung_too_early": lambda b, v: (
        f"{german.tag_lang(v['tag'])} liegt vor dem ersten Erwartungsbogen. Frühestens möglich: {_passt(b)}."
    ),
}

_HINWEIS: Mapping[str, Callable[[Hinweis, Values], str]] = {
    "beginn_past": lambda _h, _v: "Der Tag liegt zurück; das geht bis zu 14 Tage.",
    "beginn_far": lambda _h, _v: "Der Tag liegt mehr als sechs Monate voraus. Bitte prüfen Sie, ob er stimmt.",
    "at_maximum": lambda _h, v: (
        f"Das ist die längste Zeit, die es hier gibt (höchstens {_hoechstens(v.get('modul'))}). "
        "Sie darf nicht pauschal vereinbart werden."
    ),
    "sum_over_maximum": lambda h, v: (
        f"Zusammen mit den früheren Bögen sind das {german.tage(h.days or 0)} in diesem Modul, "
        f"mehr als die {german.tage(h.limit or 0)} von {_hoechstens(v.get('modul'))}."
    ),
}


def verstoss(values: Values) -> str:
    """What forbids it, with the Fundstelle."""
    befund: Verstoss = values["befund"]
    return f"{_VERSTOSS[befund.key](befund, values)} ({befund.fundstelle})"


def hinweis(values: Values) -> str:
    """What is noted, with the Fundstelle."""
    befund: Hinweis = values["befund"]
    return f"Hinweis: {_HINWEIS[befund.key](befund, values)} ({befund.fundstelle})"


TEXTS = {"verstoss": verstoss, "hinweis": hinweis}
KEYS = (frozenset(_VERSTOSS), frozenset(_HINWEIS))
