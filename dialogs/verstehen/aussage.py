"""The statements of an answer: each amount, day or maximum in it, with its bound and the part it plays.

One statement at a time; how several of them add up is decided in `urteil`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from dialogs.regelung.fristen import Menge
from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.einheit import QUARTERS, Einheit, einheit
from dialogs.verstehen.hoechst import hoechst_ende
from dialogs.verstehen.mengenangabe import Mengenangabe
from dialogs.verstehen.satz import LEICHT, Stueck
from dialogs.verstehen.tagesangabe import Tagesangabe, naechster
from dialogs.verstehen.umfeld import (
    ANDERE,
    TURNUS,
    Umfeld,
    denies,
    has_refusal,
    is_compared,
    is_negated_before,
    is_negated_behind,
    is_of_someone_else,
    is_refused_next,
    umfeld,
)
from dialogs.verstehen.verbund import verbund
from dialogs.verstehen.woerter import words
from dialogs.verstehen.zahl import zahl

Schranke = Literal["max", "min", "more", "less"]
Rolle = Literal["counts", "weak", "denied", "aside"]
"""counts; only if nothing else does; said not to be; about something else."""


class Aussage(NamedTuple):
    """What is said at the pieces `first` to `last`: an amount, a day, or the maximum (perhaps with an amount)."""

    first: int
    last: int
    art: Literal["menge", "tag", "hoechst"]
    rolle: Rolle = "counts"
    menge: Menge | None = None
    quarters: int = 0
    einheit: Einheit | None = None
    schranke: Schranke | None = None
    approx: bool = False
    lang: Menge | None = None
    is_range: bool = False
    tag: date | None = None
    grund: str = ""


def aussagen(pieces: Sequence[Stueck], start: date) -> Iterator[Aussage]:
    """All statements of the text in order."""
    at = 0
    while at < len(pieces):
        end = hoechst_ende(pieces, at)
        if end:
            yield _hoechst(pieces, at, end)
            at = end
            continue
        found = _at(pieces, at, start)
        if found is not None:
            yield found
            at = found.last
        at += 1


def _at(pieces: Sequence[Stueck], at: int, start: date) -> Aussage | None:
    match pieces[at].angabe:
        case Mengenangabe() as amount if pieces[at].art == "menge":
            return _menge(pieces, at, amount)
        case Tagesangabe() as day:
            return _tag(pieces, at, day, start)
    return None


# --- amounts ---------------------------------------------------------------------------------------------------


def _menge(pieces: Sequence[Stueck], at: int, amount: Mengenangabe) -> Aussage:
    group = verbund(pieces, at, amount)
    around = umfeld(pieces, at, group.last)
    bound = _bound(pieces, group.last, around)
    if group.is_range and bound in ("max", "min"):
        bound = None
    part = _part(pieces, group.last, around, amount, bound)
    stated = Aussage(at, group.last, "menge", part, group.menge, group.quarters, group.einheit, bound)
    return stated._replace(approx=_is_rough(around), lang=group.lang, is_range=group.is_range)


def _bound(pieces: Sequence[Stueck], at: int, around: Umfeld) -> Schranke | None:
    compared = is_compared(around)
    if compared:
        return _compared_bound(compared, around)
    behind = _bound_behind(pieces, at)
    return _bound_before(around) or behind


def _compared_bound(word: str, around: Umfeld) -> Schranke | None:
    """ "Mehr als N mach ich nicht" is at most N; "unter N geht's nicht" at least N."""
    below = word in w.WENIGER or word == "unter"
    if word == "ueber" and any(spread in _SPREAD for spread in around.rechts + around.links):
        return None
    if denies(around) or (below and any(word in w.POINTLESS for word in around.rechts)):
        return "min" if below else "max"
    return "less" if below else "more"


_SPREAD = w.SPREAD | {TURNUS}


def _bound_before(around: Umfeld) -> Schranke | None:
    near = around.neben(3)
    if not near:
        return None
    if near[0] in w.HOECHSTENS:
        return "max"
    if near[0] in w.MINDESTENS:
        return "min"
    if near[0] in ("bis", "innerhalb", "binnen") or (
        near[0] in ("zu", "von") and near[1:2] in (["bis"], ["innerhalb"])
    ):
        return "max"
    if near[0] in w.KEIN or near[:2] in (["einmal", "nicht"], ["mal", "nicht"]):
        return "less"
    if around.links[:2] in (["mal", "nicht"], ["ganz", "nicht"], ["mal", "nich"], ["ganz", "nich"]):
        return "less"
    return "min" if near[0] == "ab" else None


def _bound_behind(pieces: Sequence[Stueck], at: int) -> Schranke | None:
    """ "Zwei Monate höchstens", "…, maximal", "… oder länger", "… aufwärts", "…, gern auch länger"."""
    place = at + 1
    while (
        place < len(pieces)
        and place < at + 4
        and pieces[place].wort in (",", "-", "–", "(", "so", "aber", "dann", "lang")
    ):
        place += 1
    word = pieces[place].wort if place < len(pieces) else ""
    if word in w.HOECHSTENS or word in w.MINDESTENS:
        return None if _amount_near(pieces, place + 1) else ("max" if word in w.HOECHSTENS else "min")
    if word == "aufwaerts":
        return "min"
    if word in ("oder", "und", "gern", "gerne", "lieber"):
        return _or_longer(pieces, place + 1)
    return None


def _amount_near(pieces: Sequence[Stueck], at: int) -> bool:
    return any(piece.art in ("menge", "zahl", "vage", "tag") for piece in pieces[at : at + 2])


def _or_longer(pieces: Sequence[Stueck], at: int) -> Schranke | None:
    while at < len(pieces) and pieces[at].wort in (
        "auch",
        "eventuell",
        "vielleicht",
        "noch",
        "gern",
        "gerne",
        "etwas",
    ):
        at += 1
    word = pieces[at].wort if at < len(pieces) else ""
    if at + 1 < len(pieces) and pieces[at + 1].wort in w.NICHT:
        return None
    if word in w.MEHR or word == "aufwaerts":
        return "min"
    return "max" if word in w.WENIGER else None


def _is_rough(around: Umfeld) -> bool:
    return any(word in w.APPROX for word in (*around.links[:3], *around.rechts[:2]))


def _part(pieces: Sequence[Stueck], at: int, around: Umfeld, amount: Mengenangabe, bound: Schranke | None) -> Rolle:
    if _is_aside(around, amount):
        return "aside"
    if bound is None and (is_negated_before(around) or is_negated_behind(around) or _never(around)):
        return "denied"
    if bound in (None, "min") and is_refused_next(pieces, at):
        return "denied"
    if bound == "min" and has_refusal(around.rechts) and "unter" not in around.links[:3]:
        return "denied" if _denied_min(around) else "counts"
    return "weak" if _is_weak(around, amount) else "counts"


def _denied_min(around: Umfeld) -> bool:
    return not is_compared(around) and has_refusal(around.rechts)


def _never(around: Umfeld) -> bool:
    return any(word in ("nie", "niemals") for word in around.links[:5])


def _is_aside(around: Umfeld, amount: Mengenangabe) -> bool:
    return any(rule(around, amount) for rule in _ASIDE)


def _is_past_or_frequent(around: Umfeld, amount: Mengenangabe) -> bool:
    """ "Seit drei Jahren", "vor zwei Wochen", "die letzten zwei Monate", "alle zwei Wochen", "an drei Tagen"."""
    near = around.neben()
    if not near:
        return False
    if _is_per_unit(around.links, amount) or _is_times(around.links):
        return True
    if near[0] == "an" and amount.einheit.teil == "days":
        return True
    return near[0] in w.PAST_BEFORE or near[0] in w.EVERY_BEFORE


def _is_per_unit(before: Sequence[str], amount: Mengenangabe) -> bool:
    """ "Jede Woche zwei Tage", "pro Monat zwei Wochen"."""
    unit = einheit(before[0])
    return (
        unit is not None and before[1:2] != [] and before[1] in _PER and unit.rough_days > amount.einheit.rough_days
    )


_PER = words("jede jeden pro die der je im am in per")


def _is_times(before: Sequence[str]) -> bool:
    """ "Dreimal zwei Wochen", "drei mal drei Wochen"."""
    if before[0] in ("mal", "x"):
        return before[1:2] == [ANDERE]
    return before[0].endswith("mal") and (zahl(before[0][:-3]) or 0) > 1


def _is_point_in_time(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "In zwei Wochen hab ich Termin", "nach drei Monaten"; but not "in zwei Wochen schaff ich das"."""
    near = around.neben(2)
    if around.rechts[:1] in (["vor"], ["nach"]) and (ANDERE in around.rechts[1:3] or near[:1] == ["bis"]):
        return True
    if near and near[0] in ("naechsten", "kommenden", "folgenden") and near[1:] == ["in"]:
        return any(word in w.AWAY or word in w.NICHT or word in w.KEIN for word in around.rechts)
    if not near or near[0] not in ("in", "nach", "i"):
        return False
    clause = around.links + around.rechts
    if around.links[:2] == ["etwa", "in"] and not w.HAVE_OR_MUST & set(clause):
        return False
    return not any(word in w.ACHIEVED or word in w.ENDING for word in clause) and not {"zu", "machen"} <= set(clause)


def _is_age(around: Umfeld, amount: Mengenangabe) -> bool:
    """ "52 Jahre alt", "ich bin 52 Jahre", "mit meinen 58 Jahren"."""
    if any(word in w.AGE_BEHIND for word in around.rechts[:3]) or "alter" in around.links[:4]:
        return True
    near = around.neben(2)
    if amount.einheit.teil != "years" or not near:
        return False
    return near[0] in w.IS_AGED or (near[0] == "mit" and amount.quarters >= 14 * QUARTERS)


def _is_state(around: Umfeld, amount: Mengenangabe) -> bool:
    """ "Zwei Jahre arbeitslos", "drei Jahre Erfahrung", "fünf Jahre raus"."""
    behind = around.rechts[:2]
    if behind[:1] == ["lang"]:
        behind = around.rechts[1:3]
    if any(word in w.STATE_BEHIND for word in behind) or (behind and behind[0] in w.FREMD):
        return True
    return amount.einheit.teil == "years" and bool(behind) and behind[0] in w.ONLY_YEARS_STATE


def _is_done(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Hab ich zwei Jahre gearbeitet", "das waren drei Monate"; but not "hatte mir zwei Monate gedacht"."""
    clause = (*around.links, *around.rechts)
    if any(word in w.PLANNED for word in clause):
        return False
    if any(word in w.DONE or word in w.WAS for word in clause):
        return True
    if any(word in w.ONGOING for word in clause) and ("schon" in clause or "bereits" in clause):
        return True
    return any(word in w.DONE_MAYBE for word in around.rechts) and any(word in w.HAVE for word in clause)


def _is_someone_elses(around: Umfeld, _amount: Mengenangabe) -> bool:
    return is_of_someone_else(around) and not any(word in w.SAYING for word in (*around.links, *around.rechts))


def _is_away(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Im Juli bin ich zwei Wochen weg"."""
    clause = (*around.links, *around.rechts)
    if "wegen" in clause or "trotz" in clause:
        return False
    return any(word in w.AWAY for word in clause) and any(word in w.AWAY_VERB for word in clause)


_ASIDE = (
    _is_past_or_frequent,
    _is_point_in_time,
    _is_age,
    _is_state,
    _is_done,
    _is_someone_elses,
    _is_away,
)


def _is_weak(around: Umfeld, _amount: Mengenangabe) -> bool:
    """A wish given up perhaps ("eigentlich wollte ich …"), another's opinion, a point in time that is an aim."""
    clause = (*around.links, *around.rechts)
    return (
        (around.neben()[:1] in (["in"], ["nach"]) and around.links[:2] != ["etwa", "in"])
        or any(word in w.WISHED or word in w.SAYING for word in clause)
        or any(word in w.PLANNED and "hatte" in clause for word in clause)
    )


# --- days ------------------------------------------------------------------------------------------------------

_DAY_SOFT = words(
    "zum zu so etwa ca circa ungefaehr spaetestens laengstens hoechstens maximal max einschliesslich inklusive inkl "
    "dann den dem der die noch genau mal vielleicht vllt eventuell erstmal erst allerspaetestens mindestens wenigstens . "
    "rund einschl ans zur voraussichtlich sagen wir ich denke denk schaetze um rum ans"
)
_NEAR_BY = words("nach vor ueber kurz hinter in ab")


def _tag(pieces: Sequence[Stueck], at: int, day: Tagesangabe, start: date) -> Aussage | None:
    around = umfeld(pieces, at, at)
    if day.regel is None and day.tag is None:
        return None
    opening = _opening(around) or _corrected_opening(pieces, at)
    if opening == "lower":
        return Aussage(at, at, "tag", "aside", grund="only_lower_bound")
    if opening == "near":
        return Aussage(at, at, "tag", "aside", grund="condition")
    if opening is None and not _ends_there(pieces, at, around):
        return None
    if _names_two(pieces, at):
        return Aussage(at, at, "tag", grund="several")
    if is_negated_behind(around) or is_negated_before(around) or _denied_bis(around):
        return Aussage(at, at, "tag", "denied", grund="negated")
    if opening and _is_other_end(around):
        return Aussage(at, at, "tag", "aside", grund="no_amount")
    return _dated(at, day, start)._replace(approx=_is_rough(around))


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
            return None
    return None


def _denied_bis(around: Umfeld) -> bool:
    """ "Nicht bis Ende März"; but not "nicht länger als bis Ende März"."""
    for place, word in enumerate(around.links[:6]):
        if word == "bis":
            return around.links[place + 1 : place + 2] != [] and around.links[place + 1] in w.NICHT
    return False


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
    return any(word in w.MINDESTENS for word in around.links[place + 1 : place + 3])


def _ends_there(pieces: Sequence[Stueck], at: int, around: Umfeld) -> bool:
    """A day without "bis": "Ende Mai will ich fertig sein", "vom 1.3. - 31.5.", "spätestens Ende Juni", "Ende Mai"."""
    if at > 1 and pieces[at - 1].wort in ("-", "–", "—") and pieces[at - 2].art == "tag":
        return True
    near = [word for word in around.links[:3] if word not in ("am", "zum", "den", "dem")][:1]
    if near and near[0] in ("spaetestens", "laengstens", "allerspaetestens"):
        return True
    if near and near[0] in _DAY_ASIDE:
        return False
    if any(word in w.ENDING for word in (*around.links, *around.rechts)):
        return True
    return all(piece.art in ("grenze", "zeichen", "tag") or piece.wort in _DAY_SOFT for piece in pieces[:8]) and (
        len(pieces) <= 8 and sum(piece.art == "tag" for piece in pieces) == 1
    )


_DAY_ASIDE = words("ab seit von vom nach vor im gegen")
_STILL = words("bin hab habe muss laeuft geht ist haben")
_BUSY = words("noch krankgeschrieben krank weg urlaub kur reha elternzeit mutterschutz beschaeftigt praktikum")


def _is_other_end(around: Umfeld) -> bool:
    """ "Bis Ende März bin ich noch krankgeschrieben", "bis Juni läuft mein Vertrag"."""
    behind = around.rechts
    if not any(word in _STILL for word in behind):
        return False
    return any(word in _BUSY for word in behind) or any(word in w.FREMD for word in behind)


# --- the maximum ---------------------------------------------------------------------------------------------------


def _hoechst(pieces: Sequence[Stueck], at: int, end: int) -> Aussage:
    around = umfeld(pieces, at, end - 1)
    inside = next((piece.angabe for piece in pieces[at:end] if piece.art == "menge"), None)
    amount = inside if isinstance(inside, Mengenangabe) else None
    return Aussage(
        at,
        end - 1,
        "hoechst",
        _hoechst_part(pieces, end - 1, around, amount),
        None if amount is None else amount.menge,
        0 if amount is None else amount.quarters,
        None if amount is None else amount.einheit,
    )


_ASKING = words("was wie wieviel welche welches wann")


def _hoechst_part(pieces: Sequence[Stueck], last: int, around: Umfeld, amount: Mengenangabe | None) -> Rolle:
    before = around.links[:4]
    if any(word in w.NICHT or word in w.KEIN for word in before) and "ahnung" not in before:
        return "denied"
    if has_refusal(around.rechts) or is_refused_next(pieces, last):
        return "denied"
    if _is_asked(pieces, last, around):
        return "aside"
    if amount is not None and _is_aside(around, amount):
        return "aside"
    return "counts"


def _is_asked(pieces: Sequence[Stueck], last: int, around: Umfeld) -> bool:
    """ "Was ist denn das Maximum?", "wie lange geht das maximal"."""
    ends = next((piece.wort for piece in pieces[last + 1 : last + 8] if piece.art == "grenze"), "")
    opened = any(word in _ASKING for word in around.links) or pieces[max(0, last - 3)].wort in ("was", "wie")
    return (ends == "?" and opened) or around.links[-1:] == ["wie"] or around.links[-2:] == ["lange", "wie"]
