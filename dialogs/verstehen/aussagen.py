"""The statements of an answer in order: amounts, ends and the maximum, each with the part it plays.

One statement at a time; how several of them add up is decided in `urteil`.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.ablehnung import (
    has_refusal,
    is_judged,
    is_negated_before,
    is_negated_behind,
    is_refused_next,
)
from dialogs.verstehen.aussage import Aussage, Rolle, Schranke
from dialogs.verstehen.bedingung import is_on_condition
from dialogs.verstehen.endtag import endtag
from dialogs.verstehen.hoechst import hoechst_ende
from dialogs.verstehen.hoerensagen import (
    is_agreed_to,
    is_asked_to_confirm,
    is_hearsay,
    is_supposed,
    is_told,
    is_told_behind,
)
from dialogs.verstehen.mengenangabe import Mengenangabe
from dialogs.verstehen.nebenbei import is_aside, is_weak
from dialogs.verstehen.schranke import schranke
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.tagesangabe import Tagesangabe
from dialogs.verstehen.umfeld import Umfeld, is_compared, is_rough, umfeld
from dialogs.verstehen.verbund import verbund
from dialogs.verstehen.woerter import words
from dialogs.verstehen.wofuer import is_time_for_another


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
            return endtag(pieces, at, day, start)
    return None


def _menge(pieces: Sequence[Stueck], at: int, amount: Mengenangabe) -> Aussage:
    group = verbund(pieces, at, amount)
    around = umfeld(pieces, at, group.last)
    bound = schranke(pieces, group.last, around)
    if group.is_range and bound in ("max", "min"):
        bound = None
    part = _part(pieces, at, group.last, around, amount, bound)
    stated = Aussage(at, group.last, "menge", part, group.menge, group.quarters, group.einheit, bound)
    return stated._replace(approx=is_rough(around), lang=group.lang, is_range=group.is_range)


def _part(
    pieces: Sequence[Stueck], first: int, at: int, around: Umfeld, amount: Mengenangabe, bound: Schranke | None
) -> Rolle:
    if is_aside(around, amount) or is_time_for_another(pieces, at):
        return "aside"
    if _is_left_open(pieces, at):
        return "denied"
    if bound is None and (is_negated_before(around) or is_negated_behind(around) or _never(around)):
        return "denied"
    if bound is None and (is_supposed(pieces, first, at, around) or is_on_condition(pieces, first, at, around)):
        return "aside"
    others = is_hearsay(around) or is_told(pieces, first, around)
    others = others or (bound in (None, "max") and is_told_behind(pieces, at))
    if (others and not is_agreed_to(pieces, at)) or is_asked_to_confirm(pieces, at, around):
        return "aside"
    if is_compared(around):
        return "counts"
    if is_judged(around) or is_refused_next(pieces, at) or (bound == "min" and has_refusal(around.rechts)):
        return "denied"
    return "weak" if is_weak(around) or _in_brackets(pieces, at) else "counts"


def _is_left_open(pieces: Sequence[Stueck], at: int) -> bool:
    """ "Drei nein, zwei ja"; "zwei Monate hin oder her"."""
    behind = [piece.wort for piece in pieces[at + 1 : at + 4]]
    return behind[:1] in (["nein"], ["nee"]) or behind == ["hin", "oder", "her"]


def _in_brackets(pieces: Sequence[Stueck], at: int) -> bool:
    """ "Abweichend vom Vorschlag (3 Monate)"."""
    return at > 0 and at + 1 < len(pieces) and pieces[at - 1].wort == "(" and pieces[at + 1].wort == ")"


def _never(around: Umfeld) -> bool:
    """ "Nie im Leben drei Monate", "ich glaube nicht, dass zwei Monate reichen"."""
    return around.verneint or not {"nie", "niemals"}.isdisjoint(around.links[:5])


def _hoechst(pieces: Sequence[Stueck], at: int, end: int) -> Aussage:
    around = umfeld(pieces, at, end - 1)
    inside = next((piece.angabe for piece in pieces[at:end] if piece.art == "menge"), None)
    amount = inside if isinstance(inside, Mengenangabe) else None
    stated = Aussage(at, end - 1, "hoechst", _hoechst_part(pieces, end - 1, around, amount))
    if amount is None:
        return stated
    return stated._replace(menge=amount.menge, quarters=amount.quarters, einheit=amount.einheit)


_ASKING = words("wer was wie wieviel welche welches wann")


def _hoechst_part(pieces: Sequence[Stueck], last: int, around: Umfeld, amount: Mengenangabe | None) -> Rolle:
    before = around.links[:4]
    if not (w.NICHT | w.KEIN).isdisjoint(before) and "ahnung" not in before:
        return "denied"
    if has_refusal(around.rechts) or is_refused_next(pieces, last):
        return "denied"
    if _is_asked(pieces, last, around) or around.links[:1] == ["als"]:
        return "aside"
    if amount is not None and is_aside(around, amount):
        return "aside"
    if around.rechts[:1] in (["war"], ["waren"]) or "bisher" in around.klausel:
        return "aside"
    return "counts"


def _is_asked(pieces: Sequence[Stueck], last: int, around: Umfeld) -> bool:
    """ "Was ist denn das Maximum?", "wie lange geht das maximal"."""
    ends = next((piece.wort for piece in pieces[last + 1 : last + 8] if piece.art == "grenze"), "")
    opened = not _ASKING.isdisjoint(around.links) or pieces[max(0, last - 3)].wort in ("was", "wie")
    return (ends == "?" and opened) or around.links[-1:] == ["wie"] or around.links[-2:] == ["lange", "wie"]
