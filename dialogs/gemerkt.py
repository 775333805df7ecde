"""What a conversation remembers from one message to the next, besides the question that is open. Decides nothing."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dialogs.regelung.hilfeprodukt import BestaetigungArt


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class GemerkteBestaetigung(_Frozen):
    """The last confirmation, so that it can be taken back."""

    kind: Literal["bestaetigung"] = "bestaetigung"
    nummer: str
    einbuchung_id: int
    art: BestaetigungArt


class GemerkterAbschluss(_Frozen):
    """The last Abschluss."""

    kind: Literal["abschluss"] = "abschluss"
    nummer: str
    einbuchung_id: int


Rueckgaengig = Annotated[GemerkteBestaetigung | GemerkterAbschluss, Field(discriminator="kind")]


class OfferedReport(_Frozen):
    """The report of the monitoring was offered as a file; both days inclusive."""

    kind: Literal["bericht"] = "bericht"
    id: str
    until: datetime
    art: Literal["excel", "pdf"]
    von: date
    bis: date


class OfferedPaper(_Frozen):
    """A form was offered as a file, or its handout in a language. `nummer` is there so that it is found when the
    person is deleted."""

    kind: Literal["papier"] = "papier"
    id: str
    until: datetime
    art: Literal["bogen", "handzettel"]
    nummer: str
    formularnummer: str
    sprache: str = "de"


Offer = Annotated[OfferedReport | OfferedPaper, Field(discriminator="kind")]


class Gemerkt(_Frozen):
    """`nummer` is the case spoken of last, `liste` the question for a list that can be paged, `abgeschlossen` the
    case and Einbuchung closed last, whose goals may still be spoken of, `offers` the files that may be taken."""

    nummer: str | None = None
    rueckgaengig: Rueckgaengig | None = None
    abgeschlossen: tuple[str, int] | None = None
    liste: str | None = None
    offers: tuple[Offer, ...] = ()

    def then(self, newer: "Gemerkt") -> "Gemerkt":
        """What is remembered after a turn: what it said expressly (None too), else what there was."""
        return self.model_copy(update={name: getattr(newer, name) for name in newer.model_fields_set})
