"""Days said as an end: "bis Ende März", "am 15. ist Schluss", "vom 1.3. - 31.5."; and those that are none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Literal

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.ablehnung import is_negated_before, is_negated_behind, is_refused_next
from dialogs.verstehen.aussage import Aussage
from dialogs.verstehen.einheit_erben import LEICHT
from dialogs.verstehen.endtag_anlass import (
    ends_another,
    is_called_last,
    is_deadline,
    is_labelled_end,
    is_led_elsewhere,
    names_end,
    only_dates,
    taken_up,
    waits_before,
)
from dialogs.verstehen.nebenbei import is_said_of_another
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.tagesangabe import Tagesangabe, naechster
from dialogs.verstehen.umfeld import ANDERE, Umfeld, is_rough, umfeld
from dialogs.verstehen.woerter import words
from dialogs.verstehen.wofuer import is_time_for_another

_DAY_SOFT = words(
    "zum zu so etwa ca circa ungefaehr spaetestens laengstens hoechstens maximal max einschliesslich "
    "inklusive inkl dann den dem der die noch genau mal vielleicht vllt eventuell erstmal erst "
    "allerspaetestens mindestens wenigstens . rund einschl ans zur voraussichtlich sagen wir ich denke denk "
    "schaetze um rum monat ablauf des naechsten kommenden"
)
_ASKED = 12
_NOT_ONLY = words("nur mal gleich unbedingt ganz einmal")
_NEAR_BY = words("nach vor ueber kurz hinter in ab")


def endtag(pieces: Sequence[Stueck], at: int, day: Tagesangabe, start: date) -> Aussage | None:
    """The day at `at` as a statement of the last day; None where it is a beginning, a weekday or beside the point."""
    around = umfeld(pieces, at, at + _is_apposition(pieces, at, day))
    if day.regel is None and day.tag is None:
        return None
    if taken_up(pieces, at, around.links):
        return _dated(at, day, start)
    event = _at_event(around, day) or _restated(pieces, at, around)
    opening = _opening(around) or _corrected_opening(pieces, at) or event
    if opening == "lower":
        return Aussage(at, at, "tag", "aside", grund="only_lower_bound")
    if opening == "near":
        return Aussage(at, at, "tag", "aside", grund="condition")
    if opening is None and not _ends_there(pieces, at, around):
        return None
    if not _is_beyond(around) and (is_negated_behind(around) or is_negated_before(around) or _denied_bis(around)):
        return Aussage(at, at, "tag", "denied", grund="denied")
    if is_refused_next(pieces, at):
        return Aussage(at, at, "tag", "denied", grund="denied")
    if _names_two(pieces, at):
        return Aussage(at, at, "tag", grund="several")
    if opening and (
        _is_asked_when(pieces, at, around) or is_time_for_another(pieces, at) or is_led_elsewhere(around.links)
    ):
        return Aussage(at, at, "tag", "aside", grund="no_amount")
    others = (
        _is_other_end(around)
        or is_deadline(around.rechts)
        or (not event and is_said_of_another(replace(around, rechts=[])))
    )
    if others if opening else ends_another(around):
        return Aussage(at, at, "tag", "aside", grund="no_amount")
    return _dated(at, day, start)._replace(approx=is_rough(around))


def _is_asked_when(pieces: Sequence[Stueck], at: int, around: Umfeld) -> bool:
    """ "Bis wann muss ich mich entscheiden, bis Ende März?"."""
    return around.fragt and any(piece.wort == "wann" for piece in pieces[max(0, at - _ASKED) : at])


def _is_apposition(pieces: Sequence[Stueck], at: int, day: Tagesangabe) -> bool:
    """ "Am Freitag, den 28. Mai, ist Schluss": the clause goes on behind the comma."""
    return day.wochentag is not None and at + 1 < len(pieces) and pieces[at + 1].wort == ","


def _dated(at: int, day: Tagesangabe, start: date) -> Aussage:
    tag = naechster(day, start)
    if tag is None:
        return Aussage(at, at, "tag", grund="impossible_date")
    if day.wochentag not in (None, tag.weekday()):
        return Aussage(at, at, "tag", grund="weekday_differs")
    return Aussage(at, at, "tag", tag=tag) if tag >= start else Aussage(at, at, "tag", grund="before_start")


def _opening(around: Umfeld) -> Literal["bis", "lower", "near"] | None:
    """What leads to the day: "bis (zum)", "mindestens bis", "bis kurz vor"; None without a "bis"."""
    lower = near = False
    for word in around.links[:6]:
        if word == "bis":
            return "near" if near else "lower" if lower or _lower_before(around) else "bis"
        if word in _NEAR_BY:
            near = True
        elif word in w.MINDESTENS:
            lower = True
        elif word not in _DAY_SOFT:
            break
    return None


def _at_event(around: Umfeld, day: Tagesangabe) -> Literal["bis"] | None:
    """ "Bis zu meinem Geburtstag am 12. Mai", "bis zum Umzug Ende Mai": the day of what is named behind "bis"."""
    near = around.links[:7]
    led = near[:1] in (["am"], ["vom"])
    if "bis" not in near[1 + led :] or ANDERE in near or (day.ohne_tag and not led):
        return None
    place = near.index("bis")
    return "bis" if near[place - 1] in ("zu", "zum", "zur") and _NEAR_BY.isdisjoint(near[led:place]) else None


def _denied_bis(around: Umfeld) -> bool:
    """ "Nicht bis Ende März"; but not "nicht länger als bis Ende März"."""
    for place, word in enumerate(around.links[:6]):
        if word == "bis":
            before = [found for found in around.links[place + 1 : place + 4] if found not in _NOT_ONLY]
            return before[:1] != [] and before[0] in w.NICHT
    return False


def _is_beyond(around: Umfeld) -> bool:
    """ "Länger als bis Ende Mai kann ich nicht"."""
    return any(pair[0] in w.ALS and pair[1] in w.MEHR for pair in pairwise(around.links[:6]))


def _restated(pieces: Sequence[Stueck], at: int, around: Umfeld) -> Literal["bis"] | None:
    """ "Bis ich umziehe, also Ende Mai", "bis zur Prüfung (11.6.)": the day of what is waited for."""
    return "bis" if only_dates(around) and waits_before(pieces, at - len(around.links) - 1) else None


def _corrected_opening(pieces: Sequence[Stueck], at: int) -> Literal["bis"] | None:
    """ "Bis Ende April, nee, Ende Mai": the corrected day is led by the same "bis"."""
    place, corrected = at - 1, False
    while place >= max(0, at - 7) and pieces[place].art != "tag":
        word = pieces[place].wort
        if word in w.CORRECTS or word in w.PREFERS:
            corrected = True
        elif word not in LEICHT and word not in _DAY_SOFT:
            return None
        place -= 1
    if not corrected or place < 0 or pieces[place].art != "tag":
        return None
    return "bis" if _opening(umfeld(pieces, place, place)) == "bis" else None


def _names_two(pieces: Sequence[Stueck], at: int) -> bool:
    """ "Bis Mai oder Juni", "bis Ende Mai, Anfang Juni"."""
    place = at + 1
    while place < min(len(pieces), at + 5) and pieces[place].wort in _TWO_DAYS:
        place += 1
    return place > at + 1 and place < len(pieces) and pieces[place].art == "tag"


_TWO_DAYS = words("oder / , bzw beziehungsweise auch vielleicht eventuell – - spaetestens maximal bis")


def _lower_before(around: Umfeld) -> bool:
    place = around.links.index("bis")
    return not w.MINDESTENS.isdisjoint(around.links[place + 1 : place + 3])


def _ends_there(pieces: Sequence[Stueck], at: int, around: Umfeld) -> bool:
    """A day without "bis": "Ende Mai will ich fertig sein", "1.3. - 31.5.", "spätestens Ende Juni", "Ende Mai"."""
    if at > 1 and pieces[at - 1].wort in ("-", "–", "—") and pieces[at - 2].art == "tag":
        return True
    near = [word for word in around.links[:3] if word not in ("am", "zum", "den", "dem")][:1]
    if near and near[0] in ("spaetestens", "laengstens", "allerspaetestens"):
        return True
    if near and near[0] in _DAY_ASIDE:
        return False
    return names_end(around) or is_called_last(pieces, at) or is_labelled_end(pieces, at) or _is_whole_answer(pieces)


def _is_whole_answer(pieces: Sequence[Stueck]) -> bool:
    """ "Ende Mai", "so Ende Mai": one day and nothing else."""
    if len(pieces) > _SHORT_ANSWER or sum(piece.art == "tag" for piece in pieces) != 1:
        return False
    return all(piece.art in ("grenze", "zeichen", "tag") or piece.wort in _DAY_SOFT for piece in pieces)


_SHORT_ANSWER = 8
_DAY_ASIDE = words("ab seit von vom nach vor im gegen")
_RUNS = words("dauert laeuft lauft gilt")
_STILL = words("sind bleib bleibe sitze liege bin hab habe muss laeuft geht ist haben")
_OURS = words("das es s dann teilnahme massnahme")
_ELSEWHERE = words(
    "krankgeschrieben krank weg urlaub kur reha elternzeit mutterschutz beschaeftigt praktikum gesperrt verreist "
    "angestellt verhindert eingespannt arbeitsunfaehig unterwegs ausland krankenhaus befristet haft"
)
_BUSY = _ELSEWHERE | {"noch"}


def _is_other_end(around: Umfeld) -> bool:
    """ "Bis Ende März bin ich noch krankgeschrieben", "bis Juni läuft mein Vertrag"."""
    behind = around.rechts
    if not (w.WAS | w.DONE).isdisjoint(around.klausel) and w.PLANNED.isdisjoint(around.klausel):
        return True
    if not _RUNS.isdisjoint(around.links) and _OURS.isdisjoint(around.links):
        return True
    if not _STILL.isdisjoint(around.links) and not _ELSEWHERE.isdisjoint(behind):
        return True
    return not _STILL.isdisjoint(behind) and not (_BUSY | w.FREMD).isdisjoint(behind)
