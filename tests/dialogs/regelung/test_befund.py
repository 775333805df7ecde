"""What a rule finds is a value: equal by its fields, and never changed."""

from dataclasses import FrozenInstanceError

import pytest

from dialogs.regelung.befund import Befund, Hinweis, Verstoss
from tests.fakes.akte import tag

FOUND: list[Befund] = [
    Verstoss("D5", "Nr. 3.3", "outside", tag("31.10.2024")),
    Hinweis("D3", "Nr. 3.1", "at_maximum"),
]


@pytest.mark.parametrize("befund", FOUND, ids=["Verstoss", "Hinweis"])
def test_a_befund_stays_as_it_was_found(befund: Befund) -> None:
    with pytest.raises(FrozenInstanceError):
        befund.key = "other"  # type: ignore[misc]  # that is the point
    assert befund.key in ("outside", "at_maximum")


def test_a_befund_claims_no_more_than_was_said() -> None:
    """No day that fits, no reason asked for, unless the rule says so."""
    assert Verstoss("D14", "Nr. 3.3", "closed").passt is None
    assert not Hinweis("D11", "Nr. 3.1", "beginn_past").needs_begruendung


def test_two_findings_are_the_same_when_they_say_the_same() -> None:
    assert Verstoss("D5", "Nr. 3.3", "outside", tag("31.10.2024")) == FOUND[0]
    assert Verstoss("D5", "Nr. 3.3", "outside", tag("30.10.2024")) != FOUND[0]
