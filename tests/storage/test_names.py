"""Participants are found by Nummer or name, misspelt too, and only those one may see. On every backend."""

import pytest

from dialogs.ports import UnitOfWork
from dialogs.rollen import Bereich
from tests.storage.conftest import Backend
from tests.storage.welt import JANA, KEMAL, SUED, enter

PEOPLE = (
    ("1", "Max Müller", JANA),
    ("2", "Anna Müller", KEMAL),
    ("3", "Anna Maria Groß-Schäfer", JANA),
    ("4", "Mehmet Yılmaz", JANA),
    ("5", "Maria von der Heide", SUED),
    ("6", "Jan Peters", JANA),
    ("7", "Jan Schneider", JANA),
    ("8", "Jo Li", JANA),
    ("9", "Cristina Müller-Lüdenscheidt", SUED),
)


@pytest.fixture
async def full(backend: Backend) -> Backend:
    def work(uow: UnitOfWork) -> None:
        for nummer, name, ifk in PEOPLE:
            enter(uow, nummer, name, ifk)

    await backend.do(work)
    return backend


@pytest.mark.parametrize(
    ("text", "nummern", "exact"),
    [
        ("1", {"1"}, True),
        (" 1 ", {"1"}, True),
        ("Müller", {"1", "2"}, True),
        ("mueller", {"1", "2"}, True),
        ("Max Müller", {"1"}, True),
        ("Müller, Max", {"1"}, True),
        ("M. Müller", {"1"}, True),
        ("Schäfer", {"3"}, True),
        ("Maria Groß-Schäfer", {"3"}, True),
        ("Yilmaz", {"4"}, True),
        ("von der Heide", {"5"}, True),
        ("Heide", {"5"}, True),
        ("Dr. Peters", {"6"}, True),
        ("Jo Li", {"8"}, True),
        ("Mülller", {"1", "2", "9"}, False),
        ("Yilmas", {"4"}, False),
        ("Schnieder", {"7"}, False),
        ("Jan Schnieder", {"7"}, False),
        ("Schneid", {"7"}, False),
        ("Schneiders", {"7"}, False),
        ("Anna", {"2", "3"}, False),
        ("Mehmet", {"4"}, False),
        ("Niemand", set(), False),
        ("", set(), False),
        ("\x00", set(), False),
        ("\ud800", set(), False),
        ("%_'\"; --", set(), False),
        ("x" * 20_000, set(), False),
    ],
)
async def test_found(full: Backend, text: str, nummern: set[str], exact: bool) -> None:  # noqa: FBT001
    elbs, found_exact = await full.do(lambda uow: uow.find_elbs(text))
    assert ({elb.nummer for elb in elbs}, found_exact) == (nummern, exact)


async def test_only_within_the_bereich(full: Backend) -> None:
    """A name is looked for among the cases one may see; a Nummer is found anyway, so that it can be refused."""
    north = Bereich(team="Nord", ifk_ids=frozenset({JANA.id}))
    of_south, _ = await full.do(lambda uow: uow.find_elbs("Heide", north))
    own, _ = await full.do(lambda uow: uow.find_elbs("Müller", Bereich(ifk_ids=frozenset({KEMAL.id}))))
    team, _ = await full.do(lambda uow: uow.find_elbs("Müller", north))
    nobody, _ = await full.do(lambda uow: uow.find_elbs("Müller", Bereich()))
    everybody, _ = await full.do(lambda uow: uow.find_elbs("Müller", Bereich(alle=True)))
    assert [len(found) for found in (of_south, own, team, nobody, everybody)] == [0, 1, 2, 0, 2]
    assert (await full.do(lambda uow: uow.find_elbs("5", north)))[1]


async def test_one_among_many_of_the_same_name(backend: Backend) -> None:
    """The own case is found although there are many more of that name than are shown."""

    def work(uow: UnitOfWork) -> None:
        for i in range(70):
            enter(uow, f"s{i}", "Max Meier", SUED)
        enter(uow, "own", "Zoe Meier", JANA)

    await backend.do(work)
    all_of_them, _ = await backend.do(lambda uow: uow.find_elbs("Meier"))
    own, _ = await backend.do(lambda uow: uow.find_elbs("Meier", Bereich(ifk_ids=frozenset({JANA.id}))))
    assert len(all_of_them) == 20
    assert [elb.nummer for elb in own] == ["own"]
    assert [e.nummer for e in (await backend.do(lambda uow: uow.find_elbs("Zoe Meier")))[0]] == ["own"]
