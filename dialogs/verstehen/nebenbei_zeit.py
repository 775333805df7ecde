"""Amounts that are about another time than that of the participation: the past, an age, a point in time, a state.

Each rule looks at the words of the clause alone (`umfeld`); all other reasons stand in `nebenbei`.
"""

import re

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.einheit import QUARTERS
from dialogs.verstehen.mengenangabe import Mengenangabe
from dialogs.verstehen.umfeld import ANDERE, Umfeld
from dialogs.verstehen.woerter import words


def is_of_another_time(around: Umfeld, amount: Mengenangabe) -> bool:
    """Whether the amount is past, an age, a point in time, or fills another's time."""
    return any(rule(around, amount) for rule in _RULES)


def _is_past(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Seit drei Jahren", "vor zwei Wochen", "die letzten zwei Monate"; "statt drei Monaten"."""
    return around.neben()[:1] != [] and around.neben()[0] in _BEFORE


def _is_point_in_time(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "In zwei Wochen hab ich Termin", "nach drei Monaten"; but not "in zwei Wochen schaff ich das"."""
    near, clause = around.neben(2), around.klausel
    if around.rechts[:1] in (["vor"], ["nach"]) and around.rechts[1:2] != [] and around.rechts[1] not in _NO_EVENT:
        return True
    if near[1:] == ["in"] and near[0] in _COMING:
        return not (w.AWAY | w.NICHT | w.KEIN).isdisjoint(around.rechts)
    if near[:1] not in (["in"], ["nach"]) or is_about(around):
        return False
    if tuple(around.rechts) in _HAVE_IT:
        return False
    if not _BEGINS.isdisjoint(around.rechts) or clause >= _MUST_OUT:
        return True
    able = "kann" in clause and not {"das", "es", "alles"}.isdisjoint(clause)
    return (w.ACHIEVED | w.ENDING).isdisjoint(clause) and not able and not _is_doable(clause)


def _is_doable(clause: frozenset[str]) -> bool:
    """ "In acht Wochen zu bewältigen (sein)", "zu machen"."""
    return "zu" in clause and not {"machen", "sein", "schaffen", "bewaeltigen"}.isdisjoint(clause)


def is_about(around: Umfeld) -> bool:
    """ "In etwa drei Monate", "sagen wir in vier Wochen": no point in time."""
    if around.links[:3] == ["in", "wir", "sagen"]:
        return True
    return around.links[:2] == ["etwa", "in"] and w.HAVE_OR_MUST.isdisjoint(around.klausel)


def _is_age(around: Umfeld, amount: Mengenangabe) -> bool:
    """ "52 Jahre alt", "ich bin 52 Jahre", "mit meinen 58 Jahren"."""
    if not w.AGE_BEHIND.isdisjoint(around.rechts[:3]) or "alter" in around.links[:4]:
        return True
    near = around.neben()
    if amount.einheit.teil != "years" or not near:
        return False
    return near[0] in w.IS_AGED or (near[0] == "mit" and amount.quarters >= _GROWN_UP)


def _is_state(around: Umfeld, amount: Mengenangabe) -> bool:
    """ "Zwei Jahre arbeitslos", "drei Jahre Erfahrung", "fünf Jahre raus"."""
    behind = around.rechts[1:3] if around.rechts[:1] == ["lang"] else around.rechts[:2]
    if not behind:
        return False
    if _is_over(around):
        return True
    if behind[0] == "schon" and len(around.rechts) == 1 and amount.einheit.teil == "years":
        return True
    if behind[0] in w.FREMD or behind[0].endswith(w.FREMD_ENDINGS) or not w.STATE_BEHIND.isdisjoint(behind):
        return True
    return amount.einheit.teil == "years" and behind[0] in w.ONLY_YEARS_STATE


def _is_over(around: Umfeld) -> bool:
    """ "Ruckzuck sind drei Monate rum", "zwei Monate sind um"."""
    behind = around.rechts
    if behind[:1] != [] and behind[0] in w.IS:
        return behind[1:2] != [] and behind[1] in _GONE
    return around.links[:1] != [] and around.links[0] in w.IS and behind[0] in _GONE


def _is_done(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Hab ich zwei Jahre gearbeitet", "das waren drei Monate"; but not "hatte mir zwei Monate gedacht"."""
    clause = around.klausel
    if not w.PLANNED.isdisjoint(clause) or _will_have(around):
        return False
    if not (w.DONE | w.WAS).isdisjoint(clause):
        return True
    if not _OTHER_DOING.isdisjoint(around.rechts) or not _OTHER_VERBS.isdisjoint(clause) or _has_participle(around):
        return True
    if not w.ONGOING.isdisjoint(clause) and not {"schon", "bereits"}.isdisjoint(clause):
        return True
    if around.neben()[:1] == ["in"]:
        return False
    return not w.DONE_MAYBE.isdisjoint(around.rechts) and not w.HAVE.isdisjoint(clause)


def _has_participle(around: Umfeld) -> bool:
    """ "Ich hab 20 Jahre eingezahlt", "das Amt hat mir drei Monate gestrichen": told of, not wished for."""
    last = around.rechts[-1:]
    if not last or w.HAVE.isdisjoint(around.klausel) or last[0] in _AGREED or last[0] in w.ACHIEVED:
        return False
    return _PARTICIPLE.fullmatch(last[0]) is not None


_PARTICIPLE = re.compile(r"(ein|aus|ab|an|auf|zu|mit|durch|hin|her|vor|nach|weg|um)?ge[a-z]{2,}(t|en)")
_AGREED = words(
    "gehen geben genuegen gefallen gelten geeinigt gesagt gewuenscht gewaehlt gedacht geplant gerechnet gemeint "
    "genommen "
    "hingeschrieben aufgeschrieben geschrieben eingetragen angegeben angekreuzt gehofft gesetzt eingeplant angesetzt "
    "zugesagt zugestimmt ausgesucht angefragt gebeten vorgeschlagen angeboten angepeilt ausgerechnet gern "
    "eingestellt eingerichtet angemeldet vorgemerkt abgesprochen abgestimmt durchgerechnet gegeben gebucht gewollt "
    "geschaetzt getippt gestellt zurechtgelegt ausgelegt angelegt zugetraut ausgehandelt aufgenommen zugesichert"
)


def _will_have(around: Umfeld) -> bool:
    """ "Will ich das geschafft haben": an aim, nothing past."""
    behind = around.rechts
    return behind[-1:] in (["haben"], ["sein"], ["worden"]) and not _WILL.isdisjoint((*around.links, *behind))


_OTHER_DOING = words(
    "warten schonen pflegen zahlen abzahlen abbezahlen aussetzen pausieren verreisen wegfahren stillen ueberbruecken "
    "arbeiten ausfallen absitzen ausruhen fasten jobben kellnern renovieren reisen nachdenken ueberlegen verbringen"
)
_OTHER_VERBS = words("schulde schulden fehlen fehlt sass sassen lag fahren fahre fliege fliegen verreise")
_WILL = words("will moechte moecht muss soll sollte wollen werde werd mag")


def _is_trouble(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Die nächsten drei Monate wird's schwierig", "ein Monat kostet mich 80 Euro": what happens in that time."""
    behind = around.rechts
    if not behind:
        return False
    if behind[0] in _COSTS or (behind[0] in ("haben", "hat") and behind[1:2] != [] and behind[1] in _THEY):
        return behind[0] in _COSTS or not {"mich", "mir", "uns"}.isdisjoint(behind)
    ahead = not _COMING.isdisjoint(around.links[:2]) and behind[0] in _HAPPENS
    return ahead and _GOOD.isdisjoint(around.klausel)


def _is_until_event(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Noch einen Monat bis zur Geburt": the time until then, for whatever."""
    return around.rechts[:2] in (["bis", "zur"], ["bis", "zum"]) and ANDERE not in around.rechts[2:4]


def _runs_on(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Mein Kurs läuft noch sechs Wochen"."""
    return around.neben(2)[:1] != [] and not _RUNS.isdisjoint(around.links[:3]) and "noch" in around.links[:2]


def _is_away(around: Umfeld, _amount: Mengenangabe) -> bool:
    """ "Im Juli bin ich zwei Wochen weg"; but not "wegen Urlaub zwei Wochen"."""
    clause = around.klausel
    if not {"wegen", "trotz"}.isdisjoint(clause):
        return False
    if around.rechts[:1] == ["bei"] and around.rechts[1:2] != [] and around.rechts[1] in w.POSSESSIVE:
        return True
    if around.rechts[:1] in (["als"], ["bei"], ["im"]) and not {"arbeite", "jobbe"}.isdisjoint(around.links):
        return True
    return not w.AWAY.isdisjoint(clause) and not w.AWAY_VERB.isdisjoint(clause)


_BEFORE = w.PAST_BEFORE | w.EVERY_BEFORE
_COSTS = words("kostet kosten kostete")
_THEY = words("die sie der er man es")
_HAPPENS = words("wird werden ist sind bin hab habe muss kommt steht war")
_GOOD = words("zeit passt passen gern gerne dabei gut ok okay frei luft teilnehmen kommen machen verfuegung moeglich")
_RUNS = words("laeuft dauert gilt")
_BEGINS = words("los loslegen anfangen anfaengt starten startet beginnen beginnt einsteigen wieder")
_MUST_OUT = words("muss raus")
_NO_EVENT = words("ort allem absprache ruecksprache plan wunsch moeglichkeit und oder")
"""Behind "vor" and "nach": nothing that time is counted from."""
_HAVE_IT = {(have, "ich", it) for have in ("hab", "habe") for it in ("das", "es", "alles")} | {("hab", "ichs")}
_GONE = words("rum um vorbei vergangen verflogen weg")
_COMING = words("naechsten kommenden folgenden")
_GROWN_UP = 14 * QUARTERS
_RULES = (
    _is_past,
    _is_point_in_time,
    _is_age,
    _is_state,
    _is_done,
    _is_away,
    _is_trouble,
    _is_until_event,
    _runs_on,
)
