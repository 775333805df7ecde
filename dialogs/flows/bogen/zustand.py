"""The states of the form and what is remembered of its answers. Nothing is decided here."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dialogs.entwurf import Entwurf, Schritt
from dialogs.verstehen.befehl import Context

REPEATED_WITHIN = timedelta(minutes=2)
"""Teams may deliver a text again with a new id; within this time the same text is asked back, not taken."""

FREE_TEXT = {
    Schritt.TEILNEHMENDE: Context.FORM_TEXT,
    Schritt.ZIEL: Context.FORM_Q1,
    Schritt.MODUL: Context.FORM_Q2,
    Schritt.DAUER: Context.FORM_Q3,
    Schritt.BEGRUENDUNG: Context.FORM_TEXT,
}

PARTS = {Schritt.ZIEL: "ziel", Schritt.MODUL: "modul_antwort", Schritt.DAUER: "dauer"}
"""The fields of the three O-Töne, each a tuple of messages."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Genommen(_Frozen):
    """A text taken: its fingerprint, the message it came with, and when. `schritt` None: the form began with it."""

    schritt: Schritt | None
    teil: int
    activity_id: str
    fingerprint: str
    am: datetime


class Angebot(_Frozen):
    """A text that is not taken before somebody says yes: a repetition, or an edited answer."""

    schritt: Schritt
    text: str
    teil: int | None = None


class ErfasstBogen(_Frozen):
    """A form in work at one of its steps. `abbruch`: asked whether to throw it away."""

    kind: Literal["bogen"] = "bogen"
    schritt: Schritt
    entwurf: Entwurf
    abbruch: bool = False
    angebot: Angebot | None = None
    genommen: tuple[Genommen, ...] = ()
    zuletzt: date | None = None

    @property
    def awaits_text(self) -> bool:
        """Whether any text is the answer; a yes or no is no O-Ton."""
        return self.schritt in FREE_TEXT and not (self.abbruch or self.angebot)

    @property
    def context(self) -> Context:
        """What kind of text is awaited."""
        return FREE_TEXT[self.schritt] if self.awaits_text else Context.FORM_OTHER

    @property
    def stand(self) -> str:
        """Names this step with this content, so that an older card is known as such."""
        digest = hashlib.sha256(self.entwurf.model_dump_json().encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.schritt}-{digest[:10]}"


Zustand = ErfasstBogen | None
"""None: nothing of the form is left in work; it was sent, laid aside or thrown away."""
