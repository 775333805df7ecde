"""docs/rollen.md says what the program does."""

from dialogs.rollen import DARF, Recht, Rolle, Umfang
from tests.sicherheit.rollen_tabelle import PAGE, updated


def test_the_page_is_the_table_of_the_program() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert "| Fälle des eigenen Teams |" in page
    assert updated(page) == page, "python -m tests.sicherheit.rollen_tabelle"


def test_the_table_is_the_agreed_one() -> None:
    """A change of rights is a decision of the house, not of a refactoring."""
    assert {recht: dict(rollen) for recht, rollen in DARF.items()} == {
        Recht.FALL: {Rolle.IFK: Umfang.TEAM, Rolle.TEAMLEITUNG: Umfang.ALLE},
        Recht.UEBERGABE: {Rolle.IFK: Umfang.EIGENE, Rolle.TEAMLEITUNG: Umfang.ALLE},
        Recht.MONITORING: {Rolle.TEAMLEITUNG: Umfang.ALLE, Rolle.FACHAUFSICHT: Umfang.ALLE},
        Recht.ZUGRIFFE: {Rolle.TEAMLEITUNG: Umfang.ALLE, Rolle.FACHAUFSICHT: Umfang.ALLE},
        Recht.KANAL: {Rolle.TEAMLEITUNG: Umfang.ALLE, Rolle.ADMIN: Umfang.ALLE},
        Recht.RUECKMELDUNG: {Rolle.TRAEGER: Umfang.KANAL},
    }
