"""The whole Bogen in one card: the same rules as in the dialogue, each refusal said at its field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dialogs.entwurf import Entwurf, Schritt, hinweise, last_bogen, open_step, verstoss
from dialogs.flows.bogen.antworten import changed, go_on, has_words, too_long, too_long_reply
from dialogs.flows.bogen.fragen import ask
from dialogs.flows.bogen.zustand import ErfasstBogen, Zustand
from dialogs.regelung.befund import Verstoss
from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform
from dialogs.regelung.fall import Fall
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul, needs_erwartungsbogen
from dialogs.regelung.teilnahmedauer import check_beginn, check_beginn_in_einbuchung
from dialogs.turn import Kontext, Reply, Step
from dialogs.verstehen.dauer import Spanne, Unklar

_OTON = ("ziel", "modul_antwort", "dauer")
_CHOICES: Mapping[str, type[Modul | KPlan | Anlass | Gespraechsform]] = {
    "modul": Modul,
    "kplan": KPlan,
    "anlass": Anlass,
    "gespraechsform": Gespraechsform,
}


@dataclass
class _Filled:
    """What the card sent: what can be taken, and what is wrong by the name of its field."""

    taken: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Reply] = field(default_factory=dict)


def show(
    state: ErfasstBogen,
    fall: Fall,
    kontext: Kontext,
    wrong: Mapping[str, Reply] | None = None,
    written: Mapping[str, str] | None = None,
) -> Step[Zustand]:
    """The card, prefilled with what is there or was just `written`; the dialogue's question stays beside it."""
    step = ask(fall, kontext, state)
    shown = _as_written(state.entwurf, written) if written else _prefilled(state.entwurf, fall)
    values = {"entwurf": shown, "fall": fall, "fehler": wrong or {}, "stand": step.state.stand}
    words = (Reply("formular.fehler"),) if wrong else (Reply("formular.hier"),)
    return Step(step.state, (Reply("karte.formular", values), *words, *step.replies))


def _prefilled(entwurf: Entwurf, fall: Fall) -> Entwurf:
    """A renewal shows what has not been answered yet as the last Bogen has it (Nr. 3.1)."""
    last = last_bogen(fall) if entwurf.erneuerung else None
    if last is None:
        return entwurf
    before = {
        "ziel": (last.antworten.ziel,),
        "modul_antwort": (last.antworten.modul,),
        "modul": last.modul,
        "dauer": (last.antworten.dauer,),
        "kplan": fall.open_einbuchung.kplan if fall.open_einbuchung else None,
    }
    return entwurf.model_copy(update={k: v for k, v in before.items() if not getattr(entwurf, k)})


def _as_written(entwurf: Entwurf, written: Mapping[str, str]) -> Entwurf:
    """What stands wrong in a field stays there to be mended."""
    texts = {name: (written[name],) for name in _OTON if has_words(written.get(name, ""))}
    sides = {name: written[name] for name in ("begruendung", "teilnehmende") if has_words(written.get(name, ""))}
    tag = _day(written.get("beginn", ""))
    return entwurf.model_copy(update={**texts, **sides, **({"beginn": tag} if tag else {})})


def fill(state: ErfasstBogen, values: Mapping[str, str], fall: Fall, kontext: Kontext) -> Step[Zustand]:
    """All answers at once; what is right stays, what is wrong is marked."""
    filled = _read(values, state.entwurf, fall, kontext)
    new = {name: value for name, value in filled.taken.items() if value != getattr(state.entwurf, name)}
    entwurf = changed(state.entwurf, **new).model_copy(update={"begruendung": filled.taken.get("begruendung")})
    wrong = filled.wrong | dict(_refused(entwurf, fall, kontext, filled.wrong))
    # neither may stand there: with all else filled in, the question beside the card would be whether to send it
    void = {name: empty for name, empty in (("dauer", ()), ("modul", None)) if name in wrong}
    if wrong:
        entwurf = entwurf.model_copy(update=void)
        open_again = state.model_copy(update={"entwurf": entwurf, "schritt": open_step(entwurf, fall)})
        return show(open_again, fall, kontext, wrong, values)
    return go_on(state, entwurf, fall, kontext)


def _read(values: Mapping[str, str], entwurf: Entwurf, fall: Fall, kontext: Kontext) -> _Filled:
    filled = _Filled()
    for name in _OTON:
        _read_oton(filled, name, values.get(name, ""), entwurf)
    for name in ("begruendung", "teilnehmende"):
        _read_side(filled, name, values.get(name, ""))
    for name in _CHOICES:
        _read_choice(filled, name, values.get(name, ""), entwurf)
    _read_beginn(filled, values.get("beginn", ""), entwurf, fall, kontext)
    return filled


def _read_oton(filled: _Filled, name: str, text: str, entwurf: Entwurf) -> None:
    """D10: taken to the character; parts that stand there unchanged stay parts."""
    if not has_words(text):
        filled.wrong[name] = Reply("antwort.leer")
    elif too_long(text):
        filled.wrong[name] = too_long_reply(text)
    elif text != "\n".join(getattr(entwurf, name)):
        filled.taken[name] = (text,)


def _read_side(filled: _Filled, name: str, text: str) -> None:
    if too_long(text):
        filled.wrong[name] = too_long_reply(text)
    else:
        filled.taken[name] = text if has_words(text) else None


def _read_choice(filled: _Filled, name: str, text: str, entwurf: Entwurf) -> None:
    if name in ("anlass", "gespraechsform") and (not entwurf.erneuerung or entwurf.anlass is Anlass.KORREKTUR):
        return
    try:
        filled.taken[name] = _CHOICES[name](text)
    except ValueError:
        filled.wrong[name] = Reply("formular.fehlt")


def _read_beginn(filled: _Filled, text: str, entwurf: Entwurf, fall: Fall, kontext: Kontext) -> None:
    tag = _day(text)
    if tag is None:
        filled.wrong["beginn"] = Reply("beginn.unklar", {"grund": "impossible_date" if text else "no_date"})
        return
    found = check_beginn(tag, kontext.heute) if tag != entwurf.beginn else None
    if fall.open_einbuchung and not isinstance(found, Verstoss):
        found = check_beginn_in_einbuchung(tag, fall.open_einbuchung.zeitraum)
    if isinstance(found, Verstoss):
        filled.wrong["beginn"] = Reply("verstoss", {"befund": found, "tag": tag})
    else:
        filled.taken["beginn"] = tag


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _refused(
    entwurf: Entwurf, fall: Fall, kontext: Kontext, wrong: Mapping[str, Reply]
) -> Iterator[tuple[str, Reply]]:
    """What only shows when the fields are seen together."""
    if entwurf.modul and not needs_erwartungsbogen(entwurf.modul):
        yield "modul", Reply("modul.ohne_bogen", {"module": [entwurf.modul]})
        return
    if entwurf.gespraechsform is Gespraechsform.DREIERGESPRAECH and not entwurf.teilnehmende:
        yield "teilnehmende", Reply("formular.fehlt")
    if "dauer" in wrong or not entwurf.dauer:
        return
    lesart = entwurf.lesart(entwurf.beginn or kontext.heute)
    if isinstance(lesart, Unklar | Spanne):
        yield "dauer", Reply("dauer.nachfrage", {"lesart": lesart})
    elif (found := verstoss(entwurf, fall)) is not None:
        yield "dauer", Reply("verstoss", {"befund": found, "modul": entwurf.modul, "tag": entwurf.beginn})
    elif open_step(entwurf, fall) is Schritt.BEGRUENDUNG:
        noted = next(h for h in hinweise(entwurf, fall) if h.needs_begruendung)
        yield "begruendung", Reply("hinweis", {"befund": noted, "modul": entwurf.modul})
