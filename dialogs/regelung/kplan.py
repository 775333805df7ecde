"""Nr. 3.2: the Kooperationsplan and when a new Erwartungsbogen makes it due. No wording (that is prose)."""

from enum import StrEnum


class KPlan(StrEnum):
    """Nr. 3.2: whether the plan holds a general wording or the concrete goal of the Erwartungsbogen."""

    ALLGEMEIN = "allgemein"
    KONKRET = "konkret"


def must_be_adapted(kplan: KPlan, *, ziel_changed: bool, modul_changed: bool) -> bool:
    """Nr. 3.2: only a plan that holds the concrete goal follows a change of goal or Modul."""
    return kplan is KPlan.KONKRET and (ziel_changed or modul_changed)
