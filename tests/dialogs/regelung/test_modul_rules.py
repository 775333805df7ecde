"""Nr. 2, Nr. 3: what depends on the Modul, and what must not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.regelung.befund import Verstoss
from dialogs.regelung.fristen import Zeitraum, last_day
from dialogs.regelung.hilfeprodukt import einbuchungszeitraum
from dialogs.regelung.modul import Modul, maximaldauer, needs_einbuchung
from dialogs.regelung.teilnahmedauer import check_teilnahmedauer, is_at_maximum, last_possible_day, limit_of_days
from tests.fakes.akte import bogen, tag, von_bis

FREE = [modul for modul in Modul if not needs_einbuchung(modul)]
BOOKED = [modul for modul in Modul if needs_einbuchung(modul)]


@pytest.mark.parametrize("modul", FREE, ids=[f"Nr. 2: {m}" for m in FREE])
def test_what_needs_no_einbuchung_has_no_maximum_to_reach(modul: Modul) -> None:
    """R2: any time, so no length is too long and none asks for a reason."""
    einbuchung = einbuchungszeitraum(tag("01.02.2024"))
    earlier = [bogen(1, "01.02.2024-31.05.2024", modul)]
    assert check_teilnahmedauer(modul, einbuchung, einbuchung, earlier) == ()
    assert limit_of_days(modul, einbuchung.beginn) is None
    assert not is_at_maximum(modul, einbuchung)
    assert last_possible_day(modul, einbuchung.beginn, einbuchung) == einbuchung.ende


@pytest.mark.parametrize(
    ("modul", "ende"),
    [
        pytest.param(Modul.DIGITALWERKSTATT, "30.04.2024", id="R5: Digitalwerkstatt drei Monate"),
        pytest.param(Modul.JOBAKADEMIE, "31.07.2024", id="R5: Jobakademie 2.0 sechs Monate"),
    ],
)
def test_each_booked_module_has_a_maximum_of_its_own(modul: Modul, ende: str) -> None:
    assert is_at_maximum(modul, von_bis(f"01.02.2024-{ende}"))


@given(st.sampled_from(BOOKED), st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.data())
def test_a_fresh_einbuchung_holds_any_teilnahmedauer(modul: Modul, beginn: date, data: st.DataObject) -> None:
    """R9: nine months, however short the Teilnahme and whichever the Modul; days are left for a change (R10)."""
    maximum = maximaldauer(modul)
    assert maximum is not None
    ende = data.draw(st.dates(beginn, last_day(beginn, maximum)))
    einbuchung = einbuchungszeitraum(beginn)
    assert not any(isinstance(b, Verstoss) for b in check_teilnahmedauer(modul, Zeitraum(beginn, ende), einbuchung))
    assert (einbuchung.ende - ende).days >= 89
