"""Answers the look-ups of a flow, never with more than the person may see. What was seen is noted in the audit."""

from collections.abc import Generator, Iterable
from typing import Any

from dialogs.ports import Kanal, UnitOfWork
from dialogs.regelung.fall import Elb, Fall
from dialogs.requests import (
    Answer,
    FindElb,
    FindStaff,
    Found,
    Liste,
    LoadBericht,
    LoadEntwuerfe,
    LoadFall,
    LoadFallOfForm,
    LoadListe,
    LoadNummern,
    LoadThread,
    LoadVertretungen,
    LoadZugriffe,
    Request,
    Seite,
)
from dialogs.rollen import Recht, Rolle, Umfang, bereich, may, umfang
from dialogs.turn import Kontext, Step

NOBODY = Seite((), 0, 1, 1)


class Lookups:
    """The look-ups of one turn. `known` is the case whose form is in work: it is not noted at every step."""

    def __init__(
        self, uow: UnitOfWork, kontext: Kontext, kanal: Kanal | None = None, known: str | None = None
    ) -> None:
        self._uow = uow
        self._kontext = kontext
        self._kanal = kanal
        self._known = known

    def run(self, flow: Generator[Request, Answer, Step[Any]]) -> Step[Any]:
        """Drives a flow: answers its look-ups until it returns. The same look-up is made once."""
        answers: dict[Request, Answer] = {}
        try:
            request = next(flow)
            while True:
                if request not in answers:
                    answers[request] = self._answer(request)
                request = flow.send(answers[request])
        except StopIteration as stop:
            step: Step[Any] = stop.value
            return step

    def _answer(self, request: Request) -> Answer:
        if Rolle.TRAEGER in self._kontext.wer.rollen:
            return self._answer_traeger(request)
        uow, wer = self._uow, self._kontext.wer
        match request:
            case FindElb(text=text):
                return self._found(text)
            case LoadFall(nummer=nummer):
                return self._shown(uow.load_fall(nummer))
            case LoadFallOfForm(formularnummer=number):
                return self._shown(uow.load_fall_of_form(number))
            case LoadListe():
                return self._liste(request)
            case LoadEntwuerfe():
                return uow.entwuerfe(wer.id)
            case LoadVertretungen():
                return uow.vertretungen(wer.id, self._kontext.heute)
            case FindStaff(text=text, also_blocked=also_blocked):
                return uow.find_staff(text, also_blocked=also_blocked)
            case LoadNummern(ifk_id=ifk_id):
                allowed = umfang(wer, Recht.UEBERGABE) is Umfang.ALLE or ifk_id in wer.stands_in_for | {wer.id}
                return uow.nummern_of(ifk_id) if allowed else ()
            case LoadZugriffe(nummer=nummer):
                return uow.zugriffe(nummer) if may(wer, Recht.ZUGRIFFE) else ()
            case LoadBericht(zeitraum=zeitraum):
                return uow.bericht(zeitraum, self._kontext.heute) if may(wer, Recht.MONITORING) else None
            case LoadThread():
                return None

    def _answer_traeger(self, request: Request) -> Answer:
        """Only what belongs to the bound channel the message stands in."""
        uow, kanal, kontext = self._uow, self._kanal, self._kontext
        match request:
            case LoadFallOfForm(formularnummer=number):
                of_form = uow.kanal_of_form(number)
                return uow.load_fall_of_form(number) if kanal and of_form and of_form.id == kanal.id else None
            case LoadThread(conversation_id=conversation_id, message_id=message_id):
                found = uow.load_fall_of_message(conversation_id, message_id)
                return found[0] if found else None
            # the list is not by channel, and a former one may be another Träger's
            case LoadListe(art=Liste.KANAL) if kanal and kanal.active:
                return uow.liste(request, bereich(kontext.wer), kontext.wer, kontext.heute)
            case LoadListe():
                return NOBODY
            case FindElb():
                return Found((), exact=False)
            case FindStaff() | LoadNummern() | LoadEntwuerfe() | LoadVertretungen() | LoadZugriffe():
                return ()
        return None

    def _found(self, text: str) -> Found:
        wer = self._kontext.wer
        recht = Recht.FALL if umfang(wer, Recht.FALL) else Recht.ZUGRIFFE
        elbs, exact = self._uow.find_elbs(text, bereich(wer, recht))
        visible = tuple(e for e in elbs if may(wer, recht, e))
        self._note_read("gefunden", visible)
        return Found(visible, exact, hidden=not visible and self._is_number_of_somebody(text))

    def _is_number_of_somebody(self, text: str) -> bool:
        """Whether a Nummer is taken, so that nobody enters it again; a name gives nothing away."""
        return self._uow.load_fall(text.strip()) is not None

    def _shown(self, fall: Fall | None) -> Fall | None:
        if fall is None or not may(self._kontext.wer, Recht.FALL, fall.elb):
            return None
        if fall.elb.nummer != self._known:
            self._note_read("fall", (fall.elb,))
        return fall

    def _liste(self, request: LoadListe) -> Seite:
        wer = self._kontext.wer
        if request.art is Liste.KANAL or not may(wer, Recht.FALL):
            return NOBODY
        seite = self._uow.liste(request, bereich(wer), wer, self._kontext.heute)
        nummern = [z.nummer for z in seite.zeilen]
        if nummern:
            self._uow.audit_read(wer, f"liste:{request.art}", nummern, self._kontext.jetzt)
        return seite

    def _note_read(self, was: str, elbs: Iterable[Elb]) -> None:
        nummern = [e.nummer for e in elbs]
        if nummern:
            self._uow.audit_read(self._kontext.wer, was, nummern, self._kontext.jetzt)
