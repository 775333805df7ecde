"""Who may do what: the table of Rollen, cell by cell, and whose cases each cell reaches."""

from itertools import product

import pytest

from dialogs.regelung.fall import Elb
from dialogs.rollen import DARF, Bereich, Recht, Rolle, Staff, Umfang, bereich, may, umfang

TABLE = {
    Recht.FALL: ["team", "alle", None, None, None],
    Recht.UEBERGABE: ["eigene", "alle", None, None, None],
    Recht.MONITORING: [None, "alle", "alle", None, None],
    Recht.ZUGRIFFE: [None, "alle", "alle", None, None],
    Recht.KANAL: [None, "alle", None, "alle", None],
    Recht.RUECKMELDUNG: [None, None, None, None, "kanal"],
}
"""As agreed with the house: ifk, teamleitung, fachaufsicht, admin, traeger."""

ORDER = (Rolle.IFK, Rolle.TEAMLEITUNG, Rolle.FACHAUFSICHT, Rolle.ADMIN, Rolle.TRAEGER)
CELLS = [(recht, rolle, cell) for recht, row in TABLE.items() for rolle, cell in zip(ORDER, row, strict=True)]


def staff(*rollen: Rolle, id: str = "ida", team: str = "Nord", stands_in_for: tuple[str, ...] = ()) -> Staff:  # noqa: A002 - as the field is called
    return Staff(id, "tenant", "Ida Kern", frozenset(rollen), team, frozenset(stands_in_for))


def case(ifk_id: str, team: str) -> Elb:
    return Elb("4711", "Ben", "Müller", ifk_id, "Ida Kern", team)


OWN, OF_TEAM, OTHER = case("ida", "Nord"), case("jan", "Nord"), case("kim", "Süd")
MOVED = case("ida", "Süd")


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(Recht) == set(DARF)
    assert set(ORDER) == set(Rolle)


@pytest.mark.parametrize(("recht", "rolle", "cell"), CELLS, ids=[f"{recht}: {rolle}" for recht, rolle, _ in CELLS])
def test_cell(recht: Recht, rolle: Rolle, cell: str | None) -> None:
    assert umfang(staff(rolle), recht) == (Umfang(cell) if cell else None)
    assert may(staff(rolle), recht) is (cell is not None)


@pytest.mark.parametrize("recht", Recht)
def test_nobody_without_a_rolle_may_anything(recht: Recht) -> None:
    nobody = staff()
    assert not may(nobody, recht)
    assert not any(may(nobody, recht, elb) for elb in (OWN, OF_TEAM, OTHER))
    assert bereich(nobody, recht) == Bereich()


@pytest.mark.parametrize(
    ("who", "recht", "elb", "allowed"),
    [
        pytest.param(staff(Rolle.IFK), Recht.FALL, OWN, True, id="IFK: eigener Fall"),
        pytest.param(staff(Rolle.IFK), Recht.FALL, OF_TEAM, True, id="IFK: Fall des Teams"),
        pytest.param(staff(Rolle.IFK), Recht.FALL, OTHER, False, id="IFK: anderes Team"),
        pytest.param(staff(Rolle.IFK), Recht.FALL, MOVED, True, id="IFK: eigener Fall unter anderem Team"),
        pytest.param(staff(Rolle.IFK), Recht.UEBERGABE, OWN, True, id="IFK: übergibt eigenen"),
        pytest.param(staff(Rolle.IFK), Recht.UEBERGABE, OF_TEAM, False, id="IFK: übergibt nicht den des Teams"),
        pytest.param(staff(Rolle.IFK), Recht.ZUGRIFFE, OWN, False, id="IFK: nicht, wer ihn sah"),
        pytest.param(
            staff(Rolle.IFK, stands_in_for=("kim",)), Recht.FALL, OTHER, True,
            id="Vertretung: der vertretenen",
        ),
        pytest.param(
            staff(Rolle.IFK, stands_in_for=("kim",)), Recht.UEBERGABE, OTHER, True,
            id="Vertretung: übergibt",
        ),
        pytest.param(
            staff(Rolle.IFK, stands_in_for=("kim",)), Recht.FALL, case("lea", "Süd"), False,
            id="Vertretung: nicht das ganze Team der vertretenen",
        ),
        pytest.param(
            staff(Rolle.IFK, team=""), Recht.FALL, case("jan", ""), False,
            id="ohne Team kein gemeinsames Team",
        ),
        pytest.param(staff(Rolle.IFK, team=""), Recht.FALL, case("ida", ""), True, id="ohne Team der eigene"),
        pytest.param(staff(Rolle.IFK), Recht.FALL, case("jan", "nord"), False, id="Team genau wie geschrieben"),
        pytest.param(staff(Rolle.TEAMLEITUNG), Recht.FALL, OTHER, True, id="Teamleitung: alle"),
        pytest.param(staff(Rolle.TEAMLEITUNG), Recht.UEBERGABE, OTHER, True, id="Teamleitung: übergibt alle"),
        pytest.param(staff(Rolle.FACHAUFSICHT), Recht.FALL, OTHER, False, id="Fachaufsicht: keinen Fall"),
        pytest.param(
            staff(Rolle.FACHAUFSICHT), Recht.FALL, OWN, False,
            id="Fachaufsicht: auch keinen, der ihr gehörte",
        ),
        pytest.param(staff(Rolle.FACHAUFSICHT), Recht.ZUGRIFFE, OTHER, True, id="Fachaufsicht: wer ihn sah"),
        pytest.param(staff(Rolle.ADMIN), Recht.FALL, OWN, False, id="Admin: keinen Fall"),
        pytest.param(staff(Rolle.TRAEGER), Recht.FALL, OWN, False, id="Träger: keinen Fall"),
        pytest.param(
            staff(Rolle.TRAEGER), Recht.RUECKMELDUNG, OWN, False,
            id="Träger: was er darf, sagt der Kanal",
        ),
        pytest.param(
            staff(Rolle.IFK, Rolle.ADMIN), Recht.FALL, OTHER, False,
            id="zwei Rollen: keine weitet die andere",
        ),
        pytest.param(
            staff(Rolle.IFK, Rolle.TEAMLEITUNG), Recht.UEBERGABE, OTHER, True,
            id="zwei Rollen: die weitere gilt",
        ),
    ],
)  # fmt: skip
def test_whose_cases(who: Staff, recht: Recht, elb: Elb, allowed: bool) -> None:  # noqa: FBT001 - a row
    assert may(who, recht, elb) is allowed


@pytest.mark.parametrize(
    ("who", "recht", "found"),
    [
        pytest.param(staff(Rolle.IFK), Recht.FALL, Bereich(team="Nord", ifk_ids=frozenset({"ida"})), id="IFK: Team"),
        pytest.param(
            staff(Rolle.IFK, stands_in_for=("kim",)),
            Recht.FALL,
            Bereich(team="Nord", ifk_ids=frozenset({"ida", "kim"})),
            id="IFK: mit Vertretung",
        ),
        pytest.param(staff(Rolle.IFK, team=""), Recht.FALL, Bereich(ifk_ids=frozenset({"ida"})), id="IFK: ohne Team"),
        pytest.param(staff(Rolle.IFK), Recht.UEBERGABE, Bereich(ifk_ids=frozenset({"ida"})), id="IFK: nur eigene"),
        pytest.param(staff(Rolle.TEAMLEITUNG), Recht.FALL, Bereich(alle=True), id="Teamleitung: alle"),
        pytest.param(staff(Rolle.FACHAUFSICHT), Recht.FALL, Bereich(), id="Fachaufsicht: keine"),
        pytest.param(staff(Rolle.ADMIN), Recht.FALL, Bereich(), id="Admin: keine"),
        pytest.param(staff(Rolle.TRAEGER), Recht.RUECKMELDUNG, Bereich(), id="Träger: keine Liste"),
    ],
)  # fmt: skip
def test_bereich(who: Staff, recht: Recht, found: Bereich) -> None:
    assert bereich(who, recht) == found


def test_a_list_holds_exactly_what_may_be_opened() -> None:
    """What `may` and `bereich` say never differs."""
    people = [
        staff(*rollen, team=team, stands_in_for=stands_in)
        for rollen in [(), *[(r,) for r in Rolle], (Rolle.IFK, Rolle.TEAMLEITUNG)]
        for team, stands_in in product(("Nord", ""), ((), ("kim",)))
    ]
    cases = [case(ifk_id, team) for ifk_id, team in product(("ida", "jan", "kim"), ("Nord", "Süd", ""))]
    for who, recht, elb in product(people, Recht, cases):
        shown = bereich(who, recht)
        listed = shown.alle or elb.ifk_id in shown.ifk_ids or (shown.team is not None and elb.team == shown.team)
        assert may(who, recht, elb) is listed


def test_lists_are_about_cases_unless_said_otherwise() -> None:
    assert bereich(staff(Rolle.IFK)) == bereich(staff(Rolle.IFK), Recht.FALL)


def test_stored_names_stay() -> None:
    assert [str(r) for r in Rolle] == ["ifk", "teamleitung", "fachaufsicht", "admin", "traeger"]
