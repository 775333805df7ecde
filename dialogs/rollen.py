"""Who may do what: the one table of Rollen and the one place that asks it.

Who somebody is comes from the roster (storage) and from the bound channel (service).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dialogs.regelung.fall import Elb


class Rolle(StrEnum):
    """The Rollen of the roster; TRAEGER comes from the bound channel alone."""

    IFK = "ifk"
    TEAMLEITUNG = "teamleitung"
    FACHAUFSICHT = "fachaufsicht"
    ADMIN = "admin"
    TRAEGER = "traeger"


class Recht(StrEnum):
    """What can be done; the rows of the table."""

    FALL = "fall"
    UEBERGABE = "uebergabe"
    MONITORING = "monitoring"
    ZUGRIFFE = "zugriffe"
    KANAL = "kanal"
    RUECKMELDUNG = "rueckmeldung"


class Umfang(StrEnum):
    """How far a Recht reaches."""

    EIGENE = "eigene"
    TEAM = "team"
    ALLE = "alle"
    KANAL = "kanal"


DARF: Final[Mapping[Recht, Mapping[Rolle, Umfang]]] = MappingProxyType(
    {
        Recht.FALL: {Rolle.IFK: Umfang.TEAM, Rolle.TEAMLEITUNG: Umfang.ALLE},
        Recht.UEBERGABE: {Rolle.IFK: Umfang.EIGENE, Rolle.TEAMLEITUNG: Umfang.ALLE},
        Recht.MONITORING: {Rolle.TEAMLEITUNG: Umfang.ALLE, Rolle.FACHAUFSICHT: Umfang.ALLE},
        Recht.ZUGRIFFE: {Rolle.TEAMLEITUNG: Umfang.ALLE, Rolle.FACHAUFSICHT: Umfang.ALLE},
        Recht.KANAL: {Rolle.TEAMLEITUNG: Umfang.ALLE, Rolle.ADMIN: Umfang.ALLE},
        Recht.RUECKMELDUNG: {Rolle.TRAEGER: Umfang.KANAL},
    }
)

_WIDTH = (Umfang.KANAL, Umfang.EIGENE, Umfang.TEAM, Umfang.ALLE)


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who speaks with the bot: from the roster, or, as TRAEGER, from the bound channel.

    `id` is the aadObjectId. `stands_in_for` are the ids of those whose cases this person keeps for now.
    """

    id: str
    tenant_id: str
    name: str
    rollen: frozenset[Rolle]
    team: str = ""
    stands_in_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bereich:
    """Which cases a list may hold: all, or those of a team, or of some people."""

    alle: bool = False
    team: str | None = None
    ifk_ids: frozenset[str] = frozenset()


def umfang(wer: Staff, recht: Recht) -> Umfang | None:
    """The widest reach of any of the person's Rollen; None: may not at all."""
    reaches = [DARF[recht][rolle] for rolle in wer.rollen if rolle in DARF[recht]]
    return max(reaches, key=_WIDTH.index, default=None)


def may(wer: Staff, recht: Recht, elb: Elb | None = None) -> bool:
    """Whether the person may; with `elb`, whether it holds for that case. Nobody has rights not in the table."""
    reach = umfang(wer, recht)
    if reach is None or elb is None:
        return reach is not None
    allowed = bereich(wer, recht)
    return allowed.alle or elb.ifk_id in allowed.ifk_ids or elb.team == allowed.team


def bereich(wer: Staff, recht: Recht = Recht.FALL) -> Bereich:
    """Which cases the Recht holds for; an empty Bereich holds none. People without a team are no team together.

    What a channel may is bound to its forms, not to cases, so it has no Bereich.
    """
    match umfang(wer, recht):
        case Umfang.ALLE:
            return Bereich(alle=True)
        case Umfang.TEAM:
            return Bereich(team=wer.team or None, ifk_ids=wer.stands_in_for | {wer.id})
        case Umfang.EIGENE:
            return Bereich(ifk_ids=wer.stands_in_for | {wer.id})
    return Bereich()
