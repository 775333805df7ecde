"""From the statements of an answer to one reading: corrections, bounds, alternatives, and what is left open.

The last valid statement holds; a named end goes before an amount; a number goes before "so lange wie möglich".
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from dialogs.regelung.fristen import Menge, last_day
from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.aussage import Aussage, aussagen
from dialogs.verstehen.lesart import BisTag, Genannt, Grund, Lesart, Maximal, Spanne, Unklar
from dialogs.verstehen.satz import Stueck, zerlege
from dialogs.verstehen.woerter import words

_REACH = 30
_CLAUSE = 6
Bezug = Literal["replaces", "joins", "extends", "limits", "beside"]
"""How a statement stands to the one before: in its place; as the other end of a range; as a later extension; apart."""


def urteile(text: str, start: date) -> Lesart:
    """The reading of a text; see `dauer.verstehe_dauer`."""
    pieces = zerlege(text, start)
    held: list[Aussage] = []
    passed: list[Aussage] = []
    for statement in aussagen(pieces, start):
        if statement.rolle in ("aside", "denied"):
            passed.append(statement)
            continue
        _take(pieces, held, statement)
    if held and _is_taken_back(pieces, held[-1]):
        return Unklar("taken_back")
    return _conclude(held, passed, pieces, start)


def _take(pieces: Sequence[Stueck], held: list[Aussage], statement: Aussage) -> None:
    if not held:
        held.append(statement)
        return
    match _bezug(pieces, held[-1], statement):
        case "replaces":
            held[:] = [statement]
        case "joins":
            held[-1] = _joined(held[-1], statement)
        case "limits":
            held[-1] = held[-1]._replace(schranke="max")
        case "beside":
            held.append(statement)


def _bezug(pieces: Sequence[Stueck], before: Aussage, now: Aussage) -> Bezug:
    between = [piece.wort for piece in pieces[before.last + 1 : now.first][-_REACH:]]
    found = frozenset(between)
    if found & w.CORRECTS:
        return "replaces"
    if "hoechst" in (before.art, now.art):
        return _bezug_hoechst(before, now, found)
    if "tag" in (before.art, now.art):
        return "replaces" if found & w.PREFERS or (found & _BUT and before.art == now.art) else "beside"
    return _bezug_mengen(pieces, before, now, found)


_IS = words("ist sind waere waeren waer liegt")
_BUT = words("aber allerdings jedoch")


def _bezug_hoechst(before: Aussage, now: Aussage, found: frozenset[str]) -> Bezug:
    if "oder" in found and not found & w.PREFERS:
        return "beside"
    if now.art == "hoechst" and before.art == "menge" and found & _IS and not before.is_range:
        return "limits"
    if found & (w.PREFERS | _BUT) or now.schranke == "max" or (found & _IS and "das" not in found):
        return "replaces"
    return "joins"


def _bezug_mengen(pieces: Sequence[Stueck], before: Aussage, now: Aussage, found: frozenset[str]) -> Bezug:
    if {before.schranke, now.schranke} == {"min", "max"}:
        return "joins"
    if now.schranke == "max" and before.schranke is None:
        if _longer(now, before):
            return "joins"
        return "beside" if before.is_range else "replaces"
    if now.schranke in ("min", "more", "less"):
        return "beside"
    if found & w.LATER and (_opens_first(pieces, before) or found & w.APPROX):
        return "extends"
    if found & w.PREFERS or found & w.RESTATES:
        return "replaces"
    if found & w.ALTERNATIVE or "oder" in found:
        return "joins"
    behind = {piece.wort for piece in pieces[now.last + 1 : now.last + 1 + _CLAUSE]}
    return "replaces" if (found | behind) & w.CONTRAST or before.rolle == "weak" else "beside"


def _opens_first(pieces: Sequence[Stueck], statement: Aussage) -> bool:
    near = pieces[max(0, statement.first - 4) : statement.last + 3]
    return any(piece.wort in w.FIRST for piece in near)


def _longer(one: Aussage, other: Aussage) -> bool:
    return _rough_days(one) > _rough_days(other)


def _rough_days(statement: Aussage) -> int:
    return statement.quarters * (statement.einheit.rough_days if statement.einheit else 0)


def _joined(before: Aussage, now: Aussage) -> Aussage:
    if "hoechst" in (before.art, now.art):
        amount = now if before.art == "hoechst" and now.menge else before
        return amount._replace(art="hoechst", first=before.first, last=now.last)
    low, high = (before, now) if _longer(now, before) else (now, before)
    high_menge = high.lang or high.menge
    return low._replace(
        last=now.last, lang=high_menge, is_range=True, schranke=None, approx=low.approx or high.approx
    )


def _is_taken_back(pieces: Sequence[Stueck], last: Aussage) -> bool:
    """ "Zwei Monate … nein.": nothing valid follows."""
    for place in range(last.last + 1, min(len(pieces), last.last + 1 + _CLAUSE)):
        if pieces[place].wort in w.TAKES_BACK:
            following = {piece.wort for piece in pieces[place + 1 : place + 4]}
            opens = pieces[place - 1].art in ("grenze", "zeichen") or pieces[place - 1].wort in (
                "ach",
                "oder",
                "aber",
                "aeh",
            )
            return opens and not following & (w.MEHR | w.KEIN)
    return False


def _conclude(held: Sequence[Aussage], passed: Sequence[Aussage], pieces: Sequence[Stueck], start: date) -> Lesart:
    strong = [statement for statement in held if statement.rolle == "counts"] or held
    if not strong:
        return Unklar(_reason(passed, pieces), **_limits(passed))
    days = [statement for statement in strong if statement.art == "tag"]
    if days:
        return _until(days)
    if any(statement.art == "hoechst" for statement in strong):
        return _checked(_at_most(strong), start)
    return _checked(_amount(strong), start)


def _until(days: Sequence[Aussage]) -> Lesart:
    for day in days:
        if day.tag is None:
            return Unklar(_as_grund(day.grund))
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
    if any(_key(statement) != _key(plain[0]) for statement in plain):
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
    grund: Grund = "only_upper_limit" if limits[0].schranke == "less" else "only_lower_bound"
    return Unklar(grund, **_limits(limits))


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


def _as_grund(key: str) -> Grund:
    return _GRUND_OF.get(key, "no_amount")


_GRUND_OF: dict[str, Grund] = {
    "impossible_date": "impossible_date",
    "weekday_differs": "weekday_differs",
    "before_start": "before_start",
    "several": "several",
    "condition": "condition",
    "only_lower_bound": "only_lower_bound",
    "negated": "denied",
}


def _reason(passed: Sequence[Aussage], pieces: Sequence[Stueck]) -> Grund:
    for statement in passed:
        if statement.grund:
            return _as_grund(statement.grund)
    if any(statement.rolle == "denied" for statement in passed):
        return "denied"
    if any(piece.wort.endswith(_SEASONS) for piece in pieces):
        return "holidays"
    arts = {piece.art for piece in pieces}
    if any(piece.wort in ("bis", "wenn", "kommt", "solange") for piece in pieces):
        return "condition"
    if "vage" in arts:
        return "indefinite"
    if passed:
        return "another_time"
    if "turnus" in arts:
        return "frequency"
    return "no_unit" if "zahl" in arts else "no_amount"


_SEASONS = ("ferien", "sommer", "herbst", "winter", "fruehling", "fruehjahr")
