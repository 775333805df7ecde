"""The invented people fit together."""

from bot.uebungsraum.erfunden import PARTICIPANTS, PEOPLE


def test_people_are_told_apart() -> None:
    """Every id is one person's."""
    assert len({p.aad_object_id for p in PEOPLE}) == len(PEOPLE)
    assert len({p.teams_id("28:x") for p in PEOPLE}) == len(PEOPLE)
    assert len({p.nummer for p in PARTICIPANTS}) == len(PARTICIPANTS) >= 25


def test_every_case_has_an_ifk() -> None:
    """Each participant belongs to an IFK of the roster; two are called Müller."""
    ifk = {p.aad_object_id for p in PEOPLE if p.rolle == "ifk"}
    assert {p.ifk for p in PARTICIPANTS} == ifk
    assert sum(p.nachname == "Müller" for p in PARTICIPANTS) == 2
