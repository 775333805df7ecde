"""The Erwartungsbogen, step by step: how a form begins, goes on and is taken up again. Rules are in regelung."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.entwurf import Entwurf, adapted, last_bogen, open_step
from dialogs.flows.bogen.antworten import remember
from dialogs.flows.bogen.bearbeitet import offered
from dialogs.flows.bogen.formular import fill, show
from dialogs.flows.bogen.fragen import ask, questions
from dialogs.flows.bogen.steuern import decided, dispatch, park
from dialogs.flows.bogen.zeilen import Line, is_formular, line
from dialogs.flows.bogen.zeilen import take as take_own
from dialogs.flows.bogen.zustand import ErfasstBogen, Zustand
from dialogs.lookup import Lookup, load_fall
from dialogs.regelung.erwartungsbogen import Anlass, Erwartungsbogen
from dialogs.regelung.fall import Fall
from dialogs.regelung.modul import Modul
from dialogs.turn import Edited, Flow, Kontext, Reply, Step
from dialogs.verstehen.befehl import Befehl, Intent

__all__ = [
    "CaseGone",
    "ErfasstBogen",
    "Zustand",
    "begin",
    "edited",
    "formular",
    "go_forward",
    "is_formular",
    "knowing",
    "line",
    "park",
    "question",
    "resume",
    "step",
    "take_line",
]


class CaseGone(Exception):
    """The eLb of a form in work is not there any more, or not for this person."""


def begin(
    fall: Fall, kontext: Kontext, modul: Modul | None = None, anlass: Anlass | None = None
) -> Step[ErfasstBogen]:
    """A new form for this eLb, at its first step; with a Bogen in force it is a renewal (Nr. 3.1)."""
    last = last_bogen(fall)
    if anlass is Anlass.KORREKTUR and last:
        return ask(fall, kontext, _correcting(last, fall, kontext), (Reply("korrektur.begonnen"),))
    entwurf = Entwurf(
        formularnummer=kontext.fresh, nummer=fall.elb.nummer, name=fall.elb.name, erneuerung=last is not None
    )
    words = [Reply("bogen.begonnen", {"elb": fall.elb, "formularnummer": kontext.fresh})]
    if anlass is Anlass.KORREKTUR:
        words.insert(0, Reply("korrektur.keiner"))
    if last:
        words.append(Reply("bogen.erneuerung", {"bogen": last, "einbuchung": fall.open_einbuchung}))
    if modul:
        words.append(Reply("bogen.modul_vorgemerkt", {"modul": modul}))
    return ask(fall, kontext, ErfasstBogen(schritt=open_step(entwurf, fall), entwurf=entwurf), tuple(words))


def _correcting(bogen: Erwartungsbogen, fall: Fall, kontext: Kontext) -> ErfasstBogen:
    """All answers as they were sent; only what was wrong is changed."""
    oton, short = bogen.antworten, bogen.kurzfassung
    entwurf = Entwurf(
        formularnummer=kontext.fresh,
        nummer=fall.elb.nummer,
        name=fall.elb.name,
        erneuerung=True,
        anlass=Anlass.KORREKTUR,
        ziel=(oton.ziel,),
        modul_antwort=(oton.modul,),
        modul=bogen.modul,
        dauer=(oton.dauer,),
        beginn=bogen.zeitraum.beginn,
        begruendung=bogen.begruendung,
        kplan=fall.open_einbuchung.kplan if fall.open_einbuchung else None,
        kurz_ziel=short.ziel if short and short.ziel != oton.ziel else None,
        kurz_modul=short.modul if short and short.modul != oton.modul else None,
        kurz_dauer=short.dauer if short and short.dauer != oton.dauer else None,
    )
    return ErfasstBogen(schritt=open_step(entwurf, fall), entwurf=entwurf)


def resume(state: ErfasstBogen, kontext: Kontext) -> Flow[Zustand]:
    """A parked form goes on where it was; whether it is a renewal may have changed meanwhile."""
    fall = yield from _fall(state)
    entwurf = adapted(state.entwurf, fall)
    if entwurf != state.entwurf:
        state = state.model_copy(update={"entwurf": entwurf, "schritt": open_step(entwurf, fall)})
    return ask(fall, kontext, state, (Reply("bogen.weiter", {"name": state.entwurf.name}),))


def question(state: ErfasstBogen, kontext: Kontext) -> Lookup[tuple[Reply, ...]]:
    """The present question once more, without changing anything."""
    fall = yield from _fall(state)
    return questions(state, fall, kontext)


def go_forward(state: ErfasstBogen, kontext: Kontext) -> Flow[Zustand]:
    """`weiter` leaves a given answer as it is and goes on to the first open step."""
    fall = yield from _fall(state)
    quiet = state.model_copy(update={"abbruch": False, "angebot": None, "schritt": open_step(state.entwurf, fall)})
    return ask(fall, kontext, quiet)


def step(state: ErfasstBogen, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Zustand]:
    """One message in the form: a control word, a change, or the answer to the present question."""
    fall = yield from _fall(state)
    if state.abbruch or state.angebot:
        return knowing(decided(state, befehl, text, fall, kontext), text, kontext)
    done = dispatch(state, befehl, text, fall, kontext)
    if state.awaits_text and befehl.intent is Intent.ANSWER and state.zuletzt not in (None, kontext.heute):
        since = Reply("bogen.von_frueher", {"name": state.entwurf.name, "tag": state.zuletzt})
        return replace(done, replies=(since, *done.replies))
    return done


def knowing(done: Step[Zustand], text: str, kontext: Kontext) -> Step[Zustand]:
    """The same step, but its form knows this text, which is no answer, should Teams deliver it again."""
    if done.state is None:
        return done
    return replace(done, state=remember(done.state, None, text, kontext))


def take_line(state: ErfasstBogen, own: Line, kontext: Kontext) -> Flow[Zustand]:
    """A line of ours, such as `/formular`, `/bisher`, `/kürze Ziel ...`."""
    fall = yield from _fall(state)
    return take_own(state, own, fall, kontext)


def formular(state: ErfasstBogen, values: Mapping[str, str], kontext: Kontext) -> Flow[Zustand]:
    """The whole form as one card: shown, or, with what was filled in, taken."""
    fall = yield from _fall(state)
    return fill(state, values, fall, kontext) if values else show(state, fall, kontext)


def edited(state: ErfasstBogen, event: Edited, kontext: Kontext) -> Flow[Zustand]:
    """An edited message that was an answer is offered for take-over, never taken silently."""
    fall = yield from _fall(state)
    return offered(state, event, fall, kontext)


def _fall(state: ErfasstBogen) -> Lookup[Fall]:
    fall = yield from load_fall(state.entwurf.nummer)
    if fall is None:
        raise CaseGone(state.entwurf.nummer)
    return fall
