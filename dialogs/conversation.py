"""The union of all states; which flow answers; control words; permission by Rolle. The flows do the rest."""

import re
from collections.abc import Generator
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dialogs.flows import auskunft, bogen, leben, rueckfrage, traeger, uebergabe
from dialogs.flows.bogen import ErfasstBogen
from dialogs.flows.leben import RUHE, FragtSicher, FragtTag, Ruhe
from dialogs.lookup import Lookup, find_elb, load_entwuerfe, load_fall, load_fall_of_form
from dialogs.records import ElbAngelegt, EntwurfEntfernt, ErinnerungenGeschaltet, KanalGebunden, Record
from dialogs.regelung.erwartungsbogen import Anlass
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.hilfeprodukt import BestaetigungArt
from dialogs.requests import Answer, Entwurf, Found, Request
from dialogs.rollen import Recht, may, umfang
from dialogs.turn import (
    Channel,
    Clicked,
    Edited,
    Event,
    Flow,
    Incoming,
    Joined,
    Kontext,
    Reply,
    Said,
    SentFile,
    Step,
)
from dialogs.verstehen.befehl import Befehl, Context, Intent, What, verstehe_befehl
from dialogs.verstehen.datum import Tag, verstehe_datum
from dialogs.verstehen.kurzantwort import is_yes, read_ziel_ergebnis
from dialogs.verstehen.person import NeuePerson, verstehe_person_eingabe

FORMAT = 1
"""Of the stored state; a later release reads every earlier one or migrates it."""


class WaehltElb(BaseModel):
    """It is not clear whom a command is about, or the person is new. `text` is the command as written."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["waehlt_elb"] = "waehlt_elb"
    text: str
    kandidaten: tuple[str, ...] = ()


class FragtEntwurf(BaseModel):
    """A form for this eLb lies in work already: go on with it or throw it away?"""

    model_config = ConfigDict(frozen=True)

    kind: Literal["fragt_entwurf"] = "fragt_entwurf"
    nummer: str
    formularnummer: str


Zustand = Annotated[
    Ruhe | WaehltElb | FragtEntwurf | ErfasstBogen | FragtTag | FragtSicher, Field(discriminator="kind")
]


class Gespraech(BaseModel):
    """What is kept of a conversation between two messages."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    zustand: Zustand = RUHE

    @property
    def nummer(self) -> str | None:
        """The eLb whose form is in work here."""
        return self.zustand.entwurf.nummer if isinstance(self.zustand, ErfasstBogen) else None


class UnreadableState(Exception):
    """A stored state that this release cannot read; it is kept, not dropped."""


def load(stored: str) -> Gespraech:
    """A stored conversation. Raises UnreadableState."""
    try:
        return Gespraech.model_validate_json(stored)
    except ValidationError as error:
        raise UnreadableState(str(error.error_count())) from error


RECHT: dict[Intent, Recht] = {
    Intent.START_FORM: Recht.FALL,
    Intent.NEW_VERSION: Recht.FALL,
    Intent.STATUS_OF_PERSON: Recht.FALL,
    Intent.MY_CASES: Recht.FALL,
    Intent.ENDING_SOON: Recht.FALL,
    Intent.UNCONFIRMED_BY_TRAEGER: Recht.FALL,
    Intent.MISSING_BESCHEID: Recht.FALL,
    Intent.KPLAN_OPEN: Recht.FALL,
    Intent.OPEN_TASKS: Recht.FALL,
    Intent.CONFIRM: Recht.FALL,
    Intent.FINISH_PARTICIPATION: Recht.FALL,
    Intent.WITHDRAW: Recht.FALL,
    Intent.RESUME: Recht.FALL,
    Intent.UNDO: Recht.FALL,
    Intent.EINBUCHUNG_AB: Recht.FALL,
    Intent.HANDOVER: Recht.UEBERGABE,
    Intent.DEPUTIZE: Recht.UEBERGABE,
    Intent.WHO_SAW: Recht.ZUGRIFFE,
    Intent.MONITORING_REPORT: Recht.MONITORING,
    Intent.BIND_CHANNEL: Recht.KANAL,
}

_IN_FORM = frozenset(
    [Intent.ANSWER, Intent.NONE, Intent.CANCEL, Intent.PAUSE, Intent.BACK, Intent.HELP, Intent.CHANGE]
) | {Intent.EINBUCHUNG_AB}
_SEITE = re.compile(r"/?seite (\d{1,5})", re.IGNORECASE)


# --- the personal chat ------------------------------------------------------------------------------------


def converse(state: Zustand, event: Event, kontext: Kontext) -> Flow[Zustand]:
    """One event in the personal chat of a known person. A form whose case is no longer theirs is laid aside unseen."""
    try:
        return (yield from _heard(state, event, kontext))
    except bogen.CaseGone:
        parked = bogen.park(state).records if isinstance(state, ErfasstBogen) else ()
        return Step(RUHE, (Reply("bogen.fall_weg"),), parked)


def _heard(state: Zustand, event: Event, kontext: Kontext) -> Flow[Zustand]:
    match event:
        case Joined():
            return Step(state, (Reply("begruessung", {"wer": kontext.wer}),))
        case SentFile():
            return (yield from _again(state, kontext, Reply("datei")))
        case Edited() if isinstance(state, ErfasstBogen):
            return _as_state((yield from bogen.edited(state, event, kontext)), state)
        case Clicked() if event.schritt and not _is_present(state, event):
            return (yield from _again(state, kontext, Reply("karte.veraltet")))
        case Clicked(text=text, values=values) if isinstance(state, ErfasstBogen) and _is_formular(text):
            return _as_state((yield from bogen.formular(state, values, kontext)), state)
        case Clicked(text=text) | Said(text=text):
            step = yield from _said(state, _with_values(event, text), kontext)
            begun = _form_of(step.state) not in (None, _form_of(state))
            return bogen.knowing(step, text, kontext) if begun else step
        case _:
            return Step(state)


def _form_of(state: Zustand) -> str | None:
    return state.entwurf.formularnummer if isinstance(state, ErfasstBogen) else None


def _is_present(state: Zustand, event: Clicked) -> bool:
    """Whether a form's card shows the step and the content the form is at now."""
    return isinstance(state, ErfasstBogen) and (state.entwurf.formularnummer, state.stand) == (
        event.form,
        event.schritt,
    )


def _is_formular(text: str) -> bool:
    """`/formular` shows the whole form as one card; the card's button says the same."""
    return text.strip().lstrip("/").casefold() == "formular"


def _with_values(event: Event, text: str) -> str:
    """What a card's input adds to its button's text."""
    if not isinstance(event, Clicked):
        return text
    return " ".join([text, *(v for v in (event.values.get("tag"), event.values.get("text")) if v)])


def _said(state: Zustand, text: str, kontext: Kontext) -> Flow[Zustand]:
    match state:
        case ErfasstBogen():
            return (yield from _in_form(state, text, kontext))
        case Ruhe():
            return (yield from _idle(state, text, kontext))
    befehl = verstehe_befehl(text, Context.FORM_OTHER, kontext.heute)
    if befehl.intent not in _IN_FORM:
        return (yield from _idle(RUHE, text, kontext))
    if befehl.intent in (Intent.CANCEL, Intent.PAUSE, Intent.BACK):
        return Step(RUHE, (Reply("bestaetigung.nichts_getan"),))
    return (yield from _answered(state, text, kontext))


def _answered(state: WaehltElb | FragtEntwurf | FragtTag | FragtSicher, text: str, kontext: Kontext) -> Flow[Zustand]:
    """The answer to a question that is no form."""
    if isinstance(state, WaehltElb):
        return (yield from _chosen(state, text, kontext))
    fall = yield from load_fall(state.nummer)
    if fall is None:
        return Step(RUHE, (Reply("elb.unbekannt", {"text": state.nummer}),))
    match state:
        case FragtTag():
            return leben.answer_day(state, text, fall, kontext)
        case FragtSicher():
            return leben.answer_sure(state, fall, yes=is_yes(text))
        case FragtEntwurf():
            return (yield from _entwurf_decided(state, text, fall, kontext))


def _again(state: Zustand, kontext: Kontext, *words: Reply) -> Flow[Zustand]:
    """Something to say, and the present question once more."""
    asked = (yield from bogen.question(state, kontext)) if isinstance(state, ErfasstBogen) else ()
    return Step(state, (*words, *asked))


def _as_state(step: Step[Any], state: Zustand) -> Step[Zustand]:
    """A finished form leaves the conversation at rest, with the case at hand."""
    if step.state is not None:
        return step
    nummer = state.entwurf.nummer if isinstance(state, ErfasstBogen) else None
    return replace(step, state=Ruhe(nummer=nummer))


# --- in the middle of a form ----------------------------------------------------------------------------------


def _in_form(state: ErfasstBogen, text: str, kontext: Kontext) -> Flow[Zustand]:
    """Answers and control words are the form's; questions are answered and the form goes on where it was."""
    context = state.context if state.zuletzt == kontext.heute else Context.FORM_OTHER
    if _is_formular(text) and (text.startswith("/") or context is Context.FORM_OTHER):
        return _as_state((yield from bogen.formular(state, {}, kontext)), state)
    befehl = verstehe_befehl(text, context, kontext.heute)
    if befehl.intent is Intent.NONE and text.startswith("/"):
        return (yield from _again(state, kontext, Reply("befehl.unbekannt")))
    if befehl.intent in _IN_FORM:
        return _as_state((yield from bogen.step(state, befehl, text, kontext)), state)
    if befehl.intent is Intent.RESUME:
        return (yield from _again(state, kontext))
    if befehl.intent in (Intent.START_FORM, Intent.NEW_VERSION):
        return (yield from _other_form(state, befehl, text, kontext))
    return (yield from _aside(state, befehl, text, kontext))


def _other_form(state: ErfasstBogen, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Zustand]:
    """Another form: this one is laid aside; for the same eLb there is only one in work."""
    fall = (yield from _resolve(befehl)) if _names_somebody(befehl) else None
    if isinstance(fall, Fall) and fall.elb.nummer == state.entwurf.nummer:
        return (yield from _again(state, kontext, Reply("bogen.schon_in_arbeit", {"name": state.entwurf.name})))
    parked = bogen.park(state)
    begun = yield from _idle(RUHE, text, kontext)
    return replace(begun, replies=(*parked.replies, *begun.replies), records=(*parked.records, *begun.records))


def _aside(state: ErfasstBogen, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Zustand]:
    """Something else in between; what would ask back itself must wait until the form rests."""
    step = yield from _idle(RUHE, text, kontext)
    if isinstance(step.state, WaehltElb):
        found = yield from find_elb(_query(befehl))
        words = (Reply("elb.mehrere_im_bogen", {"found": found, "befehl": text}),)
        return (yield from _again(state, kontext, *words))
    if not isinstance(step.state, Ruhe):
        return (yield from _again(state, kontext, Reply("bogen.erst_pause", {"name": state.entwurf.name})))
    asked = yield from bogen.question(state, kontext)
    return replace(step, state=state, replies=(*step.replies, *asked))


# --- at rest ---------------------------------------------------------------------------------------------------


def _idle(state: Ruhe, text: str, kontext: Kontext) -> Flow[Zustand]:
    """A command or a question; whatever asks for nothing of ours changes nothing."""
    answer = rueckfrage.ANTWORT.match(text)
    if answer and may(kontext.wer, Recht.FALL):
        fall = yield from load_fall_of_form(answer.group(1).upper())
        return _as_state(rueckfrage.answer(fall, answer.group(1).upper(), text[answer.end() :], kontext), state)
    if state.abgeschlossen and state.rueckgaengig and read_ziel_ergebnis(text):
        return (yield from _with_nummer(state, state.rueckgaengig.nummer, Befehl(Intent.NONE), text, kontext))
    page = _SEITE.fullmatch(text.strip())
    if page and state.liste:
        listed = verstehe_befehl(state.liste, Context.IDLE, kontext.heute)
        return Step(state, (yield from auskunft.liste(listed, kontext, int(page.group(1)))))
    return (yield from _command(state, verstehe_befehl(text, Context.IDLE, kontext.heute), text, kontext))


def _command(state: Ruhe, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Zustand]:
    recht = RECHT.get(befehl.intent)
    if recht and not may(kontext.wer, recht):
        return Step(state, (Reply("keine_berechtigung", {"wer": kontext.wer, "recht": recht}),))
    match befehl.intent:
        case Intent.NONE | Intent.ANSWER:
            return Step(state, (Reply("nicht_verstanden", {"wer": kontext.wer}),))
        case Intent.HELP:
            return Step(state, (Reply("hilfe", {"wer": kontext.wer}),))
        case Intent.EINBUCHUNG_AB if not _names_somebody(befehl):
            return Step(state, (Reply("nichts_in_arbeit"),))
        case Intent.CANCEL | Intent.PAUSE | Intent.BACK | Intent.CHANGE:
            return Step(state, (Reply("nichts_in_arbeit"),))
        case Intent.BIND_CHANNEL:
            return Step(state, (Reply("kanal.nur_im_kanal"),))
        case Intent.REMINDERS:
            an = befehl.what is not What.AUS
            return Step(state, (Reply("erinnerungen.geschaltet", {"an": an}),), (ErinnerungenGeschaltet(an),))
        case Intent.MONITORING_REPORT:
            return Step(state, (Reply("monitoring.folgt"),))
        case Intent.RESUME:
            return (yield from _resume(state, befehl, kontext))
        case Intent.DEPUTIZE:
            step = yield from uebergabe.deputize(befehl.person, befehl.to, _tag(befehl, kontext), kontext)
            return _as_state(step, state)
        case Intent.UNDO if state.rueckgaengig:
            return (yield from _with_nummer(state, state.rueckgaengig.nummer, befehl, text, kontext))
        case Intent.UNDO:
            return Step(state, (Reply("rueckgaengig.nichts"),))
        case intent if intent in auskunft.LISTS:
            return Step(state.model_copy(update={"liste": text}), (yield from auskunft.liste(befehl, kontext)))
    return (yield from _about_somebody(state, befehl, text, kontext))


def _about_somebody(state: Ruhe, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Zustand]:
    if not _names_somebody(befehl):
        known = (state.nummer,) if state.nummer and befehl.intent is not Intent.START_FORM else ()
        return Step(WaehltElb(text=text, kandidaten=known), (_ask_person(befehl, Found((), exact=False)),))
    return (yield from _for_query(state, befehl, text, _query(befehl), kontext))


def _for_query(state: Ruhe, befehl: Befehl, text: str, query: str, kontext: Kontext) -> Flow[Zustand]:
    """The command for whoever is meant, or the question who that is."""
    found = yield from find_elb(query)
    if not found.elbs and befehl.genitive:
        found = yield from find_elb(f"{query}s")
    if befehl.intent is Intent.WHO_SAW and len(found.elbs) == 1:
        elb_only = Fall(found.elbs[0])
        return Step(state, (yield from auskunft.zugriffe(elb_only)))
    if len(found.elbs) == 1 and found.exact:
        return (yield from _with_nummer(state, found.elbs[0].nummer, befehl, text, kontext))
    if not found.elbs and befehl.intent is not Intent.START_FORM:
        return Step(state, (Reply("elb.unbekannt", {"text": query, "hidden": found.hidden}),))
    nummern = tuple(e.nummer for e in found.elbs)
    return Step(WaehltElb(text=text, kandidaten=nummern), (_ask_person(befehl, found, query),))


def _ask_person(befehl: Befehl, found: Found, query: str = "") -> Reply:
    values = {"found": found, "text": query, "neu_moeglich": befehl.intent is Intent.START_FORM}
    return Reply("frage.person", values, tuple(e.nummer for e in found.elbs[:6]))


def _with_nummer(state: Ruhe, nummer: str, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Zustand]:
    fall = yield from load_fall(nummer)
    if fall is None:
        return Step(state, (Reply("elb.unbekannt", {"text": nummer}),))
    return (yield from _for_fall(state, fall, befehl, text, kontext))


def _for_fall(state: Ruhe, fall: Fall, befehl: Befehl, text: str, kontext: Kontext) -> Flow[Zustand]:
    rest = state.model_copy(update={"nummer": fall.elb.nummer})
    tag = _tag(befehl, kontext)
    match befehl.intent:
        case Intent.START_FORM | Intent.NEW_VERSION:
            return (yield from _begin(fall, befehl, kontext))
        case Intent.STATUS_OF_PERSON:
            return Step(rest, auskunft.status(fall, kontext))
        case Intent.CONFIRM:
            art = BestaetigungArt(befehl.what or BestaetigungArt.BESCHEID)
            if art is BestaetigungArt.ABSCHLUSS and fall.open_einbuchung:
                return leben.abschluss(fall, tag, kontext)
            return leben.confirm(fall, art, tag, kontext, done=bool(befehl.done))
        case Intent.FINISH_PARTICIPATION:
            return leben.abschluss(fall, tag, kontext, nicht_angetreten=befehl.not_come)
        case Intent.EINBUCHUNG_AB if tag:
            return leben.move_einbuchung(fall, tag)
        case Intent.WITHDRAW if befehl.what is What.EINBUCHUNG:
            return leben.cancel_einbuchung(fall)
        case Intent.WITHDRAW:
            return leben.withdraw(fall, None)
        case Intent.UNDO:
            return leben.take_back(state, fall)
        case Intent.HANDOVER if not may(kontext.wer, Recht.UEBERGABE, fall.elb):
            return Step(rest, (Reply("uebergabe.nicht_eigener", {"fall": fall}),))
        case Intent.HANDOVER:
            return _as_state((yield from uebergabe.hand_over(fall, befehl.to or "", kontext)), rest)
        case Intent.NONE:
            return leben.ziel_ergebnis(state, fall, read_ziel_ergebnis(text), None)
    return Step(rest, (Reply("nicht_verstanden", {"wer": kontext.wer}),))


def _tag(befehl: Befehl, kontext: Kontext) -> Any:
    """The day a command names; confirmations look back (D9, D12)."""
    if not befehl.date:
        return None
    if befehl.day:
        return befehl.day
    read = verstehe_datum(befehl.date, kontext.heute, "vergangenheit")
    return read.tag if isinstance(read, Tag) else None


# --- whom a command is about -----------------------------------------------------------------------------------


def _names_somebody(befehl: Befehl) -> bool:
    return bool(befehl.case_number or befehl.person)


def _query(befehl: Befehl) -> str:
    return befehl.case_number or befehl.person or ""


def _resolve(befehl: Befehl) -> Lookup[Fall | None]:
    """The one Fall a command surely means."""
    found = yield from find_elb(_query(befehl))
    if len(found.elbs) != 1 or not found.exact:
        return None
    return (yield from load_fall(found.elbs[0].nummer))


def _chosen(state: WaehltElb, text: str, kontext: Kontext) -> Flow[Zustand]:
    """A name, a number, a yes to the only candidate, or `Vorname Nachname, Nummer` for somebody new."""
    befehl = verstehe_befehl(state.text, Context.IDLE, kontext.heute)
    if is_yes(text) and len(state.kandidaten) == 1:
        return (yield from _with_nummer(RUHE, state.kandidaten[0], befehl, state.text, kontext))
    read = verstehe_person_eingabe(text)
    if isinstance(read, NeuePerson) and befehl.intent is Intent.START_FORM:
        return (yield from _new_person(state, read, befehl, kontext))
    if not any(c.isalnum() for c in text):
        return Step(state, (_ask_person(befehl, Found((), exact=False)),))
    step = yield from _for_query(RUHE, befehl, state.text, text.strip(), kontext)
    return replace(step, state=state) if step.state == RUHE and not step.records else step


def _new_person(state: WaehltElb, neu: NeuePerson, befehl: Befehl, kontext: Kontext) -> Flow[Zustand]:
    found = yield from find_elb(neu.nummer)
    if found.elbs or found.hidden:
        values = {"nummer": neu.nummer, "found": found}
        return Step(state, (Reply("elb.nummer_vergeben", values), _ask_person(befehl, Found((), exact=False))))
    wer = kontext.wer
    elb = Elb(neu.nummer, neu.vorname, neu.nachname, wer.id, wer.name, wer.team)
    record: tuple[Record, ...] = (ElbAngelegt(neu.nummer, neu.vorname, neu.nachname),)
    begun = bogen.begin(Fall(elb), kontext, befehl.module)
    words = (Reply("elb.angelegt", {"elb": elb}), *begun.replies)
    return replace(begun, replies=words, records=(*record, *begun.records))


# --- forms in work ------------------------------------------------------------------------------------------------


def _begin(fall: Fall, befehl: Befehl, kontext: Kontext) -> Flow[Zustand]:
    parked = [e for e in (yield from load_entwuerfe()) if e.nummer == fall.elb.nummer]
    if parked:
        state = FragtEntwurf(nummer=fall.elb.nummer, formularnummer=parked[0].formularnummer)
        return Step(state, (Reply("frage.entwurf", {"entwurf": parked[0]}, ("weiter", "verwerfen")),))
    anlass = Anlass.KORREKTUR if befehl.what is What.KORREKTUR else None
    return bogen.begin(fall, kontext, befehl.module, anlass)


def _entwurf_decided(state: FragtEntwurf, text: str, fall: Fall, kontext: Kontext) -> Flow[Zustand]:
    word = text.casefold().strip(" .!/")
    entwurf = next((e for e in (yield from load_entwuerfe()) if e.formularnummer == state.formularnummer), None)
    if entwurf and (is_yes(text) or word.startswith("weiter")):
        return (yield from _taken_up(entwurf, kontext))
    if word.startswith(("verwerf", "neu", "löschen", "weg")):
        begun = bogen.begin(fall, kontext)
        return replace(begun, records=(EntwurfEntfernt(state.formularnummer), *begun.records))
    return Step(state, (Reply("frage.entwurf", {"entwurf": entwurf}, ("weiter", "verwerfen")),))


def _resume(state: Ruhe, befehl: Befehl, kontext: Kontext) -> Flow[Zustand]:
    entwuerfe = yield from load_entwuerfe()
    query = _query(befehl).casefold()
    fitting = [e for e in entwuerfe if not query or query in (e.nummer or "", (e.name or "").casefold().split()[-1])]
    if len(fitting) == 1:
        return (yield from _taken_up(fitting[0], kontext))
    choices = tuple(f"weiter {e.nummer}" for e in entwuerfe[:6])
    return Step(state, (Reply("entwuerfe", {"entwuerfe": entwuerfe, "heute": kontext.heute}, choices),))


def _taken_up(entwurf: Entwurf, kontext: Kontext) -> Flow[Zustand]:
    try:
        state = ErfasstBogen.model_validate_json(entwurf.zustand)
    except ValidationError as error:
        raise UnreadableState(entwurf.formularnummer) from error
    step = _as_state((yield from bogen.resume(state, kontext)), state)
    return replace(step, records=(EntwurfEntfernt(entwurf.formularnummer), *step.records))


# --- channels --------------------------------------------------------------------------------------------------


def in_channel(
    event: Event, incoming: Incoming, kontext: Kontext, *, bound: bool
) -> Generator[Request, Answer, Step[None]]:
    """One event in a channel: binding it, the Träger's answers in the bound one, elsewhere one sentence."""
    channel = incoming.channel
    if channel is None or not isinstance(event, Said | Clicked):
        return Step(None)
    if isinstance(event, Said) and _wants_binding(event.text, kontext):
        return _bind(channel, incoming, kontext, bound=bound)
    if not bound:
        return Step(None, (Reply("kanal.nur_persoenlich"),))
    return (yield from traeger.step(event, channel, kontext))


def _wants_binding(text: str, kontext: Kontext) -> bool:
    return verstehe_befehl(text, Context.IDLE, kontext.heute).intent is Intent.BIND_CHANNEL


def _bind(channel: Channel, incoming: Incoming, kontext: Kontext, *, bound: bool) -> Step[None]:
    if umfang(kontext.wer, Recht.KANAL) is None:
        return Step(None, (Reply("kanal.keine_berechtigung"),))
    if not channel.of_team:
        return Step(None, (Reply("kanal.nur_im_kanal"),))
    if bound:
        return Step(None, (Reply("kanal.schon_gebunden"),))
    record = KanalGebunden(channel.conversation_id, incoming.address.service_url, channel.tenant_id, channel.name)
    return Step(None, (Reply("kanal.gebunden", {"name": channel.name}),), (record,))
