"""What the Regelung says about each module, as a table a clerk can check."""

import pytest

from dialogs.regelung.fristen import Menge
from dialogs.regelung.modul import (
    Modul,
    allows_kosten,
    maximaldauer,
    needs_bewilligung,
    needs_einbuchung,
    needs_erwartungsbogen,
)


@pytest.mark.parametrize(
    ("modul", "menge"),
    [
        pytest.param(Modul.DIGITALWERKSTATT, Menge(months=3), id="Nr. 3.1: Digitalwerkstatt 3 Monate"),
        pytest.param(Modul.JOBAKADEMIE, Menge(months=6), id="Nr. 3.1: Jobakademie 6 Monate"),
        pytest.param(Modul.GESUNDHEITSPROJEKT, None, id="Nr. 2: ohne Teilnahmedauer"),
        pytest.param(Modul.OFFENES_ANGEBOT, None, id="Nr. 2: jederzeit"),
    ],
)
def test_maximaldauer(modul: Modul, menge: Menge | None) -> None:
    assert maximaldauer(modul) == menge


@pytest.mark.parametrize(
    ("modul", "booked"),
    [
        pytest.param(Modul.DIGITALWERKSTATT, True, id="Nr. 3: Digitalwerkstatt"),
        pytest.param(Modul.JOBAKADEMIE, True, id="Nr. 3: Jobakademie"),
        pytest.param(Modul.GESUNDHEITSPROJEKT, False, id="Nr. 2: Gesundheitsprojekt"),
        pytest.param(Modul.OFFENES_ANGEBOT, False, id="Nr. 2: offenes Angebot"),
    ],
)
def test_what_is_not_booked_needs_no_bogen_no_bewilligung_and_brings_no_costs(modul: Modul, *, booked: bool) -> None:
    facts = (
        needs_einbuchung(modul),
        needs_erwartungsbogen(modul),
        needs_bewilligung(modul),
        allows_kosten(modul),
    )
    assert facts == (booked,) * 4


def test_stored_names_stay() -> None:
    assert [str(modul) for modul in Modul] == [
        "digitalwerkstatt",
        "jobakademie",
        "gesundheitsprojekt",
        "offenes_angebot",
    ]
