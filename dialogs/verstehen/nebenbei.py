"""Amounts that are about something else than the participation: how often, a part, a question, another person.

Each rule looks at the words of the clause alone (`umfeld`); what is over or lies elsewhere in time: `nebenbei_zeit`.
"""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.einheit import einheit
from dialogs.verstehen.mengenangabe import Mengenangabe
from dialogs.verstehen.nebenbei_zeit import is_about, is_of_another_time
from dialogs.verstehen.umfeld import ANDERE, Umfeld, is_of_someone_else
from dialogs.verstehen.woerter import words
from dialogs.verstehen.zahl import zahl


def is_aside(around: Umfeld, amount: Mengenangabe) -> bool:
    """Whether the amount is not the length of the participation."""
    return is_of_another_time(around, amount) or any(rule(around, amount) for rule in _RULES)


def is_weak(around: Umfeld) -> bool:
    """Counts only if nothing else does: a wish given up perhaps, another's opinion, an aim ("in N fertig")."""
    clause = around.klausel
    aim = around.neben()[:1] in (["in"], ["nach"]) and not is_about(around)
    return aim or not w.WISHED.isdisjoint(clause) or not w.SAYING.isdisjoint(clause)


def is_said_of_another(around: Umfeld) -> bool:
    """ "Mein Sohn ist drei Jahre", "die Reha geht vier Wochen"; but not "meine Frau meint, vier Wochen"."""
    return is_of_someone_else(around) and w.SAYING.isdisjoint(around.klausel)


def _is_frequent(around: Umfeld, amount: Mengenangabe) -> bool:
    """ "Jede Woche zwei Tage", "an drei Tagen", "dreimal zwei Wochen"."""
    if not around.links:
        return False
    if around.links[1:2] and around.links[1] in ("pro", "je") and einheit(around.links[0]) is None:
        return True
    if around.neben() == ["an"] and amount.einheit.teil == "days":
        return True
    return _is_per_unit(around.links, amount) or _is_times(around.links)


def _is_per_unit(before: Sequence[str], amount: Mengenangabe) -> bool:
    unit = einheit(before[0])
    return (
        unit is not None and before[1:2] != [] and before[1] in _PER and unit.rough_days > amount.einheit.rough_days
    )


def _is_times(before: Sequence[str]) -> bool:
    if before[0] in ("mal", "x"):
        return before[1:2] == [ANDERE]
    return before[0].endswith("mal") and (zahl(before[0][:-3]) or 0) > 1


def _is_a_part(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Acht von zwölf Wochen", "die Hälfte von drei Monaten", "zwei Monate weniger als …"."""
    if around.links[:2] == ["von", ANDERE] or not _SHARES.isdisjoint(around.links) or _is_measure(around):
        return True
    compared = around.rechts[:1] != [] and around.rechts[0] in w.MEHR | w.WENIGER
    return compared and w.NICHT.isdisjoint(around.rechts) and w.KEIN.isdisjoint(around.links[:3])


def _is_measure(around: Umfeld) -> bool:
    """ "Doppelt so lang wie die sechs Wochen", "nicht so lange wie drei Monate"."""
    near = around.neben(4)
    if near[:1] != ["wie"] or near[1:2] == [] or near[1] not in ("lang", "lange", "viel"):
        return False
    return (
        near[2:3] == [ANDERE]
        or not _FACTORS.isdisjoint(around.links)
        or not (w.NICHT | w.KEIN).isdisjoint(around.links)
    )


_FACTORS = words("doppelt halb dreimal viermal anderthalbmal dreifach vierfach fast beinahe mal")


def _is_in_doubt(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Ob zwei Monate reichen …"."""
    return around.oeffner in ("ob", "obs")


def _is_someone_elses(around: Umfeld, _amount: Mengenangabe) -> bool:
    return is_said_of_another(around)


def _has_another_subject(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Die Kita hat drei Wochen zu", "mein Vermieter hat mir drei Monate gegeben": none that could be ours."""
    if len(around.links) < _SUBJECT_AND_VERB:
        return False
    if _is_subject(*around.links[:3]) and w.SAYING.isdisjoint(around.klausel):
        return True
    verb, noun, article = around.links[-3:]
    subject = article in _SUBJECT_ARTICLES and noun not in w.OUR_NOUNS and verb in _THIRD_PERSON
    return subject and w.SAYING.isdisjoint(around.klausel)


def _is_subject(noun: str, article: str, verb: str) -> bool:
    """ "(Im Juli) macht die Kita drei Wochen zu"."""
    return article in _SUBJECT_ARTICLES and verb in _THIRD_PERSON and noun not in w.OUR_NOUNS


def _is_asked_about(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Warum gleich drei Monate?", "muss ich drei Monate machen?"; "reichen drei Monate?" proposes."""
    if not around.fragt:
        return False
    if around.oeffner in ("dass", "ob", "wenn") or (around.oeffner == "aber" and not around.klausel):
        return True
    opens = around.links[-1:] != [] and around.links[-1]
    return opens in _NO_PROPOSAL or (opens in w.IS and not w.MUCH.isdisjoint(around.rechts))


def _is_the_worse(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Drei Monate wäre mir lieber als sechs": what is less wanted."""
    near = around.links[:2]
    if len(near) < 2 or near[0] not in w.ALS:
        return False
    return near[1] in w.PREFERS or (near[1] not in w.MEHR | w.WENIGER and not _RATHER.isdisjoint(around.links))


def _is_general(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Normal sind drei Monate", "im Flyer stehen sechs Monate"."""
    return not w.GENERALLY.isdisjoint(around.links) and {"ich", "mir"}.isdisjoint(around.klausel)


_PER = words("jede jeden pro die der je im am in per")
_SUBJECT_ARTICLES = words("mein meine unser unsere der die")
_SUBJECT_AND_VERB = 3
_THIRD_PERSON = words(
    "hat ist sind geht dauert laeuft macht arbeitet kommt braucht gibt gab wird muss gilt bleibt zahlt schliesst "
    "will moechte verlangt fordert schreibt haelt laesst lief ging dauerte hatte erlaubt genehmigt besteht plant"
)
_NO_PROPOSAL = words("warum wieso weshalb wozu muss muessen muesste dauert dauern")
_RATHER = words("lieber eher besser")
_SHARES = words("doppelte dreifache haelfte drittel bruchteil viertel")
_RULES = (
    _is_frequent,
    _is_a_part,
    _is_in_doubt,
    _is_someone_elses,
    _has_another_subject,
    _is_asked_about,
    _is_the_worse,
    _is_general,
)
