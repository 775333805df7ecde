"""The questions that the life of a participation asks, and what all its steps share. Nothing is decided here."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from dialogs.gemerkt import Gemerkt
from dialogs.regelung.erwartungsbogen import in_force
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import BestaetigungArt, Einbuchung
from dialogs.turn import Effect, RefreshBoegen, Reply, Step, TellThread


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class FragtTag(_Frozen):
    """The day of a confirmation or an Abschluss is missing (`art` None: the Abschluss of the participation)."""

    kind: Literal["fragt_tag"] = "fragt_tag"
    nummer: str
    art: BestaetigungArt | None = None


class FragtSicher(_Frozen):
    """A withdrawal (of `formularnummer`), or without it the cancellation of the Einbuchung, is asked for once."""

    kind: Literal["fragt_sicher"] = "fragt_sicher"
    nummer: str
    formularnummer: str | None = None


class FragtZiel(_Frozen):
    """How a goal ended; `offen` are the forms whose goals are still to be asked, the first one now."""

    kind: Literal["fragt_ziel"] = "fragt_ziel"
    nummer: str
    einbuchung_id: int
    offen: tuple[str, ...]


Frage = FragtTag | FragtSicher | FragtZiel
Zustand = Frage | None
"""None: nothing is asked."""


def nothing(fall: Fall, key: str, **values: object) -> Step[Zustand]:
    """A sentence; nothing is changed."""
    return Step(None, (Reply(key, {"fall": fall, **values}),), remember=Gemerkt(nummer=fall.elb.nummer))


def tell_traeger(einbuchung: Einbuchung, fall: Fall, key: str, **values: object) -> tuple[Effect, ...]:
    """The cards of the Einbuchung are brought up to date, and its thread gets a message without any name."""
    forms = tuple(b.formularnummer for b in in_force(einbuchung.boegen))
    if not forms:
        return ()
    words = Reply(key, {"formularnummern": forms, **values})
    return RefreshBoegen(fall.elb.nummer, forms), TellThread(forms[-1], (words,))
