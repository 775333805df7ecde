"""What a command or question is once it is understood: contexts, intents, slots. No German is read here."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dialogs.regelung.modul import Modul
from dialogs.verstehen.person import falten
from dialogs.verstehen.zeitraum import Period


class Context(StrEnum):
    """Where the conversation stands when the text comes in."""

    IDLE = "idle"
    FORM_Q1 = "form_q1"
    FORM_Q2 = "form_q2"
    FORM_Q3 = "form_q3"
    FORM_TEXT = "form_text"
    FORM_OTHER = "form_other"


FREE_TEXT: Final = frozenset({Context.FORM_Q1, Context.FORM_Q2, Context.FORM_Q3, Context.FORM_TEXT})
"""Here every text is the answer, except a control word alone or a line that begins with a slash."""


class Intent(StrEnum):
    """What somebody wants. Those after `NONE` are finer than the outer contract (`contract_intent`)."""

    START_FORM = "start_form"
    NEW_VERSION = "new_version"
    STATUS_OF_PERSON = "status_of_person"
    MY_CASES = "my_cases"
    ENDING_SOON = "ending_soon"
    UNCONFIRMED_BY_TRAEGER = "unconfirmed_by_traeger"
    MISSING_BESCHEID = "missing_bescheid"
    KPLAN_OPEN = "kplan_open"
    OPEN_TASKS = "open_tasks"
    CONFIRM = "confirm"
    FINISH_PARTICIPATION = "finish_participation"
    WITHDRAW = "withdraw"
    HANDOVER = "handover"
    WHO_SAW = "who_saw"
    MONITORING_REPORT = "monitoring_report"
    BIND_CHANNEL = "bind_channel"
    CHANGE = "change"
    RESUME = "resume"
    PAUSE = "pause"
    BACK = "back"
    CANCEL = "cancel"
    HELP = "help"
    ANSWER = "answer"
    NONE = "none"

    UNDO = "undo"
    """`rückgängig`: take the last confirmation back."""
    REMINDERS = "reminders"
    """`Erinnerungen aus` / `an` (slot `what`)."""
    DEPUTIZE = "deputize"
    """`Vertretung für X durch Y`: `person` is who is away, `to` who stands in."""
    EINBUCHUNG_AB = "einbuchung_ab"
    """`Einbuchung ab 01.02.2027` (slot `text`: the day), D6 at the preview, D14 afterwards (with a person)."""
    PAPER = "paper"
    """`Bogen Müller als PDF`, `Handzettel Müller auf Englisch` (slots `file`, `language`)."""


_CONTRACT: Final = MappingProxyType(
    {
        Intent.UNDO: Intent.BACK,
        Intent.REMINDERS: Intent.NONE,
        Intent.DEPUTIZE: Intent.HANDOVER,
        Intent.EINBUCHUNG_AB: Intent.CHANGE,
        Intent.PAPER: Intent.NONE,
    }
)


class What(StrEnum):
    """The slot `what`."""

    EINGEBUCHT = "eingebucht"
    BESCHEID = "bescheid"
    KPLAN = "kplan"
    ABSCHLUSS = "abschluss"
    """These four: the step a `confirm` is about."""
    ZIEL = "ziel"
    MODUL = "modul"
    DAUER = "dauer"
    BEGINN = "beginn"
    BEGRUENDUNG = "begruendung"
    ANLASS = "anlass"
    GESPRAECHSFORM = "gespraechsform"
    TEILNEHMENDE = "teilnehmende"
    PERSON = "person"
    """These and `kplan`: the part of the form a `change` is about."""
    AN = "an"
    AUS = "aus"
    """`reminders`."""
    EINBUCHUNG = "einbuchung"
    """`withdraw`: the Einbuchung itself is to be cancelled (D14)."""
    KORREKTUR = "korrektur"
    """`new_version`: the sent Bogen holds a mistake."""


class FileWish(StrEnum):
    """The slot `file`: as what file it is wanted. A handout is always a PDF."""

    EXCEL = "excel"
    PDF = "pdf"
    HANDZETTEL = "handzettel"


@dataclass(frozen=True, slots=True)
class Befehl:
    """An intent with what was said for it; a slot that was not said is None (or False).

    `person` and `to` are as written, without titles. `genitive`: an s was cut from the name (see `rangfolge`).
    `date` is the day as written, `day` the day itself if today was given and the calendar has it.
    `text` is the rest of the line as written. `done`: the confirmation says that the step is done; without it
    one only asks about it. `append`: `text` is to be added to the part `what`. `all_of`: a handover of all
    cases of `person`. `not_come`: an Abschluss of one who never came (D12). `file`: wanted as a file; `language`: of
    a handout, as a code.
    """

    intent: Intent
    person: str | None = None
    genitive: bool = False
    case_number: str | None = None
    period: Period | None = None
    module: Modul | None = None
    date: str | None = None
    day: dt.date | None = None
    what: What | None = None
    text: str | None = None
    to: str | None = None
    done: bool | None = None
    append: bool = False
    all_of: bool = False
    not_come: bool = False
    file: FileWish | None = None
    language: str | None = None

    @property
    def person_key(self) -> str | None:
        """The folded name."""
        return None if self.person is None else falten(self.person)

    @property
    def contract_intent(self) -> Intent:
        """The intent of the outer contract's list that is nearest."""
        return _CONTRACT.get(self.intent, self.intent)

    def to_json(self) -> dict[str, object]:
        """As `verstehen befehl` prints it: `intent` of the contract's list, `slots` that were said."""
        return {"intent": str(self.contract_intent), "slots": {k: v for k, v in self._slots() if v is not None}}

    def _slots(self) -> tuple[tuple[str, object], ...]:
        return (
            ("person", self.person),
            ("person_key", self.person_key),
            ("case_number", self.case_number),
            ("period", self.period.to_json() if self.period else None),
            ("module", str(self.module) if self.module else None),
            ("date", self.day.isoformat() if self.day else self.date),
            ("what", str(self.what) if self.what else None),
            ("text", self.text),
            ("to", self.to),
            ("done", self.done),
            ("mode", "append" if self.append else None),
            ("outcome", "nicht_angetreten" if self.not_come else None),
            ("all", True if self.all_of else None),
            ("file", str(self.file) if self.file else None),
            ("language", self.language),
        )
