"""Typed ways to ask for a look-up inside a flow: `fall = yield from load_fall(nummer)`."""

from collections.abc import Generator
from typing import TypeVar

from dialogs.monitoring import Bericht
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.requests import (
    Answer,
    Entwurf,
    FindElb,
    FindStaff,
    Found,
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
    Vertretung,
    Zugriff,
)
from dialogs.rollen import Staff

T = TypeVar("T")
Lookup = Generator[Request, Answer, T]


def find_elb(text: str) -> Lookup[Found]:
    """Participants by name or number as written."""
    answer = yield FindElb(text)
    if not isinstance(answer, Found):
        raise TypeError(answer)
    return answer


def load_fall(nummer: str) -> Lookup[Fall | None]:
    """The Fall, or None if there is none that this person may see."""
    return _fall((yield LoadFall(nummer)))


def load_fall_of_form(formularnummer: str) -> Lookup[Fall | None]:
    """The Fall of a form, or None if there is none that this person may see."""
    return _fall((yield LoadFallOfForm(formularnummer)))


def load_thread(conversation_id: str, message_id: str) -> Lookup[Fall | None]:
    """The Fall whose thread in the bound channel this message stands in."""
    return _fall((yield LoadThread(conversation_id, message_id)))


def load_liste(request: LoadListe) -> Lookup[Seite]:
    """One page of a list."""
    answer = yield request
    if not isinstance(answer, Seite):
        raise TypeError(answer)
    return answer


def load_entwuerfe() -> Lookup[tuple[Entwurf, ...]]:
    """The parked forms of the person who speaks."""
    return _all_of(Entwurf, (yield LoadEntwuerfe()))


def load_vertretungen() -> Lookup[tuple[Vertretung, ...]]:
    """Who stands in for the person who speaks, and for whom they do."""
    return _all_of(Vertretung, (yield LoadVertretungen()))


def find_staff(text: str, *, also_blocked: bool = False) -> Lookup[tuple[Staff, ...]]:
    """People of the roster by name; `also_blocked`: those who have left too."""
    return _all_of(Staff, (yield FindStaff(text, also_blocked)))


def load_nummern(ifk_id: str) -> Lookup[tuple[str, ...]]:
    """The numbers of all cases of an IFK."""
    return _all_of(str, (yield LoadNummern(ifk_id)))


def load_zugriffe(nummer: str) -> Lookup[tuple[Zugriff, ...]]:
    """Who saw a participant's data."""
    return _all_of(Zugriff, (yield LoadZugriffe(nummer)))


def load_bericht(zeitraum: Zeitraum) -> Lookup[Bericht | None]:
    """The figures of the monitoring; None if they are not for this person."""
    answer = yield LoadBericht(zeitraum)
    if answer is not None and not isinstance(answer, Bericht):
        raise TypeError(answer)
    return answer


def _fall(answer: Answer) -> Fall | None:
    if answer is not None and not isinstance(answer, Fall):
        raise TypeError(answer)
    return answer


def _all_of(kind: type[T], answer: Answer) -> tuple[T, ...]:
    if not isinstance(answer, tuple):
        raise TypeError(answer)
    return tuple(item for item in answer if isinstance(item, kind))
