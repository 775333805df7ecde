"""Nr. 3.2: only a Kooperationsplan with the concrete goal follows a change."""

import pytest

from dialogs.regelung.kplan import KPlan, must_be_adapted


@pytest.mark.parametrize(
    ("kplan", "ziel", "modul", "due"),
    [
        pytest.param(KPlan.KONKRET, True, False, True, id="R8: konkret, neues Ziel"),
        pytest.param(KPlan.KONKRET, False, True, True, id="R8: konkret, anderes Modul"),
        pytest.param(KPlan.KONKRET, True, True, True, id="R8: konkret, beides"),
        pytest.param(KPlan.KONKRET, False, False, False, id="R8: konkret, nur eine andere Dauer"),
        pytest.param(KPlan.ALLGEMEIN, True, False, False, id="R8: allgemein, neues Ziel"),
        pytest.param(KPlan.ALLGEMEIN, False, True, False, id="R8: allgemein, anderes Modul"),
        pytest.param(KPlan.ALLGEMEIN, True, True, False, id="R8: allgemein, beides"),
    ],
)
def test_must_be_adapted(kplan: KPlan, ziel: bool, modul: bool, due: bool) -> None:  # noqa: FBT001 - a row
    assert must_be_adapted(kplan, ziel_changed=ziel, modul_changed=modul) is due


def test_stored_names_stay() -> None:
    assert [str(k) for k in KPlan] == ["allgemein", "konkret"]
