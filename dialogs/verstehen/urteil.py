"""From the statements of an answer to one reading: corrections, bounds, alternatives, and what is left open.

The last valid statement holds; a named end goes before an amount; a number goes before "so lange wie möglich".
"""

from collections.abc import Sequence
from datetime import date

from dialogs.regelung.fristen import Menge, last_day
from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.aussage import Aussage
from dialogs.verstehen.aussagen import aussagen
from dialogs.verstehen.bezug import bezug, is_longer
from dialogs.verstehen.einheit import QUARTERS
from dialogs.verstehen.grund import grund
from dialogs.verstehen.lesart import BisTag, Genannt, Grund, Lesart, Maximal, Spanne, Unklar
from dialogs.verstehen.mengenangabe import Zahlangabe
from dialogs.verstehen.phase import is_split
from dialogs.verstehen.satz import zerlege
from dialogs.verstehen.stueck import Stueck

_CLAUSE = 6


def urteile(text: str, start: date) -> Lesart:
    """The reading of a text; see `dauer.verstehe_dauer`."""
    pieces = zerlege(text, start)
    held: list[Aussage] = []
    passed: list[Aussage] = []
    last: Aussage | None = None
    for statement in aussagen(pieces, start):
        if last is not None and is_split(pieces, last, statement):
            return Unklar("several")
        last = statement
        if statement.rolle in ("aside", "denied"):
            passed.append(statement)
            continue
        _take(pieces, held, statement)
    if held and _is_taken_back(pieces, held[-1]):
        return Unklar("taken_back")
    if held and _has_number_left(pieces):
        return Unklar("several")
    return _conclude(held, passed, pieces, start)


def _take(pieces: Sequence[Stueck], held: list[Aussage], statement: Aussage) -> None:
    if not held:
        held.append(statement)
        return
    match bezug(pieces, held[-1], statement):
        case "replaces":
            held[:] = [statement]
        case "joins":
            held[-1] = _joined(held[-1], statement)
        case "limits":
            held[-1] = held[-1]._replace(schranke="max")
        case "adds":
            held.append(statement._replace(grund="several"))
        case "beside":
            held.append(statement)


def _joined(before: Aussage, now: Aussage) -> Aussage:
    if "hoechst" in (before.art, now.art):
        amount = now if before.art == "hoechst" and now.menge else before
        if amount.schranke in ("min", "more"):
            amount = amount._replace(menge=None)
        return amount._replace(art="hoechst", first=before.first, last=now.last)
    low, high = (before, now) if is_longer(now, before) else (now, before)
    high_menge = high.lang or high.menge
    return low._replace(
        last=now.last, lang=high_menge, is_range=True, schranke=None, approx=low.approx or high.approx
    )


def _is_taken_back(pieces: Sequence[Stueck], last: Aussage) -> bool:
    """ "Zwei Monate … nein.": nothing valid follows; or only a number that no unit was found for."""
    if _is_corrected_by_number(pieces[last.last + 1 : last.last + 1 + 2 * _CLAUSE]):
        return True
    for place in range(last.last + 1, min(len(pieces), last.last + 1 + _CLAUSE)):
        if pieces[place].wort in w.TAKES_BACK:
            following = {piece.wort for piece in pieces[place + 1 : place + 4]}
            before = pieces[place - 1]
            opens = before.art in ("grenze", "zeichen") or before.wort in ("ach", "oder", "aber", "aeh")
            return opens and not following & (w.MEHR | w.KEIN)
    return False


def _is_corrected_by_number(behind: Sequence[Stueck]) -> bool:
    corrected = False
    for piece in behind:
        corrected = corrected or piece.wort in w.CORRECTS
        if corrected and isinstance(piece.angabe, Zahlangabe) and not piece.angabe.artikel:
            return True
    return False


def _has_number_left(pieces: Sequence[Stueck]) -> bool:
    """ "Zwei, wenn's schlecht läuft drei Monate": a number alone in its clause that no unit was found for."""
    for place, piece in enumerate(pieces):
        alone = isinstance(piece.angabe, Zahlangabe) and piece.art == "zahl" and _stands_alone(pieces, place)
        if alone and isinstance(piece.angabe, Zahlangabe) and not _is_listed(pieces, place):
            return not piece.angabe.artikel and 0 < (piece.angabe.quarters or 0) <= _PLAUSIBLE
    return False


def _is_listed(pieces: Sequence[Stueck], place: int) -> bool:
    """ "Drei Kinder, zwei, fünf und neun": numbers in a row that count something else."""
    return place + 2 < len(pieces) and pieces[place + 1].wort == "," and pieces[place + 2].art == "zahl"


def _stands_alone(pieces: Sequence[Stueck], place: int) -> bool:
    before = place == 0 or pieces[place - 1].art in ("grenze", "zeichen") or pieces[place - 1].wort in _BOUNDS
    sign = pieces[place + 1].wort if place + 1 < len(pieces) else ""
    sentence = not place and sign == "." and not pieces[place].wort.isdecimal()
    return before and (sentence or sign in (",", "?", "!", "…"))


_BOUNDS = w.HOECHSTENS | w.MINDESTENS
_PLAUSIBLE = 60 * QUARTERS


def _conclude(held: Sequence[Aussage], passed: Sequence[Aussage], pieces: Sequence[Stueck], start: date) -> Lesart:
    strong = [statement for statement in held if statement.rolle == "counts"] or held
    if not strong:
        return Unklar(grund(passed, pieces), **_limits(passed))
    days = [statement for statement in strong if statement.art == "tag"]
    if days:
        added = any(statement.art == "menge" and statement.grund for statement in strong)
        return Unklar("several") if added else _until(days)
    if any(statement.art == "hoechst" for statement in strong):
        return _checked(_at_most(strong), start)
    return _checked(_amount(strong), start)


def _until(days: Sequence[Aussage]) -> Lesart:
    for day in days:
        if day.tag is None:
            return Unklar(day.grund or "no_amount")
    named = {day.tag for day in days if day.tag is not None}
    return Unklar("several") if len(named) > 1 else BisTag(named.pop(), days[-1].approx)


def _at_most(strong: Sequence[Aussage]) -> Lesart:
    if len(strong) > 1 and any(statement.schranke != "min" for statement in strong if statement.art == "menge"):
        return Unklar("several")
    return Maximal(next((statement.menge for statement in strong if statement.art == "hoechst"), None))


def _amount(strong: Sequence[Aussage]) -> Lesart:
    plain = [statement for statement in strong if statement.schranke in (None, "max")]
    if len(plain) != len(strong) or not plain:
        return _only_limits(strong)
    if any(_key(statement) != _key(plain[0]) or statement.grund for statement in plain):
        return Unklar("several")
    return _value(plain[-1])


def _key(statement: Aussage) -> tuple[Menge | None, Menge | None]:
    return statement.menge, statement.lang


def _value(statement: Aussage) -> Lesart:
    if statement.menge is None or (statement.is_range and statement.lang is None):
        return Unklar("not_countable")
    if statement.lang is not None:
        return Spanne(statement.menge, statement.lang, statement.approx)
    return Genannt(statement.menge, statement.approx, "max" if statement.schranke == "max" else None)


def _only_limits(strong: Sequence[Aussage]) -> Lesart:
    limits = [statement for statement in strong if statement.schranke in ("min", "more", "less")]
    if any(statement.schranke in (None, "max") for statement in strong) and any(
        statement.schranke == "less" for statement in limits
    ):
        return _amount([statement for statement in strong if statement.schranke in (None, "max")])
    reason: Grund = "only_upper_limit" if limits[0].schranke == "less" else "only_lower_bound"
    return Unklar(reason, **_limits(limits))


def _limits(statements: Sequence[Aussage]) -> dict[str, Menge]:
    names = {"min": "min", "more": "more_than", "less": "less_than"}
    return {
        names[statement.schranke]: statement.menge
        for statement in statements
        if statement.schranke in names and statement.menge is not None and statement.rolle != "aside"
    }


def _checked(lesart: Lesart, start: date) -> Lesart:
    """Unklar where an amount ends beyond the calendar, or a range is none."""
    match lesart:
        case Genannt(menge) | Maximal(Menge() as menge):
            return lesart if _end(start, menge) else Unklar("too_long")
        case Spanne(kurz, lang, approx):
            short, long = _end(start, kurz), _end(start, lang)
            if short is None or long is None:
                return Unklar("too_long")
            if short == long:
                return Genannt(kurz, approx)
            return lesart if short < long else Spanne(lang, kurz, approx)
    return lesart


def _end(start: date, menge: Menge) -> date | None:
    try:
        return last_day(start, menge)
    except ValueError:
        return None
