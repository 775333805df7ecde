"""Amounts that are about something else than the participation: the past, an age, how often, another person.

Each rule looks at the words of the clause alone (`umfeld`).
"""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.einheit import QUARTERS, einheit
from dialogs.verstehen.mengenangabe import Mengenangabe
from dialogs.verstehen.umfeld import ANDERE, Umfeld, is_of_someone_else
from dialogs.verstehen.woerter import words
from dialogs.verstehen.zahl import zahl


def is_aside(around: Umfeld, amount: Mengenangabe) -> bool:
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
    if around.links[:3] == ["in", "wir", "sagen"]:
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
    return is_said_of_another(around)


def is_said_of_another(around: Umfeld) -> bool:
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


def is_weak(around: Umfeld, _amount: Mengenangabe) -> bool:
    """A wish given up perhaps ("eigentlich wollte ich …"), another's opinion, a point in time that is an aim."""
    clause = (*around.links, *around.rechts)
    return (
        (around.neben()[:1] in (["in"], ["nach"]) and around.links[:2] != ["etwa", "in"])
        or any(word in w.WISHED or word in w.SAYING for word in clause)
        or any(word in w.PLANNED and "hatte" in clause for word in clause)
    )
