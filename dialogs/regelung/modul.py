"""The four modules of the Aktivzentrum and what the Regelung ties to each of them.
No periods are counted here (`fristen`) and no German is read (`verstehen.modul`)."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dialogs.regelung.fristen import Menge


class Modul(StrEnum):
    """Nr. 1: the four modules; the values are stored names."""

    DIGITALWERKSTATT = "digitalwerkstatt"
    JOBAKADEMIE = "jobakademie"
    GESUNDHEITSPROJEKT = "gesundheitsprojekt"
    OFFENES_ANGEBOT = "offenes_angebot"


_MAXIMALDAUER: Final = MappingProxyType({Modul.DIGITALWERKSTATT: Menge(months=3), Modul.JOBAKADEMIE: Menge(months=6)})


def maximaldauer(modul: Modul) -> Menge | None:
    """Nr. 3.1: three months in the Digitalwerkstatt, six in the Jobakademie 2.0;
    None for a module that needs no Einbuchung and so has no agreed Teilnahmedauer (Nr. 2)."""
    return _MAXIMALDAUER.get(modul)


def needs_einbuchung(modul: Modul) -> bool:
    """Nr. 2, Nr. 3: the Digitalwerkstatt and the Jobakademie 2.0 need one, the other two do not."""
    return modul in _MAXIMALDAUER


def needs_erwartungsbogen(modul: Modul) -> bool:
    """Nr. 3.1: an Erwartungsbogen belongs to the modules with an Einbuchung (Nr. 2: not to the others)."""
    return needs_einbuchung(modul)


def needs_bewilligung(modul: Modul) -> bool:
    """Nr. 2, Nr. 3.3: only what is booked is granted by a Bescheid."""
    return needs_einbuchung(modul)


def allows_kosten(modul: Modul) -> bool:
    """Nr. 2: no Fahrkosten, Kinderbetreuung or other costs for the Gesundheitsprojekt and the offenes Angebot."""
    return needs_einbuchung(modul)
