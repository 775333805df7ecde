"""What is kept of a conversation between two messages. Stored names are a contract: explicit kinds, a format."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dialogs.flows.bogen import ErfasstBogen
from dialogs.flows.leben import FragtSicher, FragtTag, FragtZiel
from dialogs.flows.rueckfrage import FragtAntwort
from dialogs.flows.uebergabe import FragtUebergabe
from dialogs.gemerkt import Gemerkt
from dialogs.turn import Step

FORMAT = 1
"""Of the stored state; a later release reads every earlier one or migrates it."""


class WaehltElb(BaseModel):
    """It is not clear whom a command is about, or the person is new. `text` is the command as written."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["waehlt_elb"] = "waehlt_elb"
    text: str
    kandidaten: tuple[str, ...] = ()


class FragtEntwurf(BaseModel):
    """A form for this eLb lies in work already: go on with it or throw it away? `text` is the command as written."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["fragt_entwurf"] = "fragt_entwurf"
    nummer: str
    formularnummer: str
    text: str = ""


Frage = WaehltElb | FragtEntwurf | ErfasstBogen | FragtTag | FragtSicher | FragtZiel | FragtAntwort | FragtUebergabe
Zustand = Annotated[Frage, Field(discriminator="kind")]


class Gespraech(BaseModel):
    """`zustand` is the open question or the form in work, None at rest; `gemerkt` lasts beyond it."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    zustand: Zustand | None = None
    gemerkt: Gemerkt = Gemerkt()

    @property
    def nummer(self) -> str | None:
        """The eLb whose form is in work here."""
        return self.zustand.entwurf.nummer if isinstance(self.zustand, ErfasstBogen) else None

    def at(self, zustand: Frage | None) -> "Gespraech":
        """The same conversation with another question."""
        return self.model_copy(update={"zustand": zustand})

    def after(self, step: Step[Any]) -> "Step[Gespraech]":
        """A flow's answer as the conversation's."""
        gemerkt = self.gemerkt.then(step.remember) if step.remember else self.gemerkt
        new = Gespraech(zustand=step.state, gemerkt=gemerkt)
        return Step(new, step.replies, step.records, step.effects)


class UnreadableState(Exception):
    """A stored state that this release cannot read; it is kept, not dropped."""


def load(stored: str) -> Gespraech:
    """A stored conversation. Raises UnreadableState."""
    try:
        return Gespraech.model_validate_json(stored)
    except ValidationError as error:
        raise UnreadableState(str(error.error_count())) from error
