"""Which Recht a command needs. What a Rolle may do stands in `rollen`."""

from collections.abc import Mapping
from typing import Final

from dialogs.rollen import Recht
from dialogs.verstehen.befehl import Intent

RECHT: Final[Mapping[Intent, Recht]] = {
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
    Intent.PAPER: Recht.FALL,
    Intent.HANDOVER: Recht.UEBERGABE,
    Intent.DEPUTIZE: Recht.UEBERGABE,
    Intent.WHO_SAW: Recht.ZUGRIFFE,
    Intent.MONITORING_REPORT: Recht.MONITORING,
    Intent.BIND_CHANNEL: Recht.KANAL,
}
