"""Who is meant: never silently the wrong person."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.verstehen.rangfolge import rangfolge


@dataclass(frozen=True)
class Mensch:
    vorname: str
    nachname: str


MAX, ANNA = Mensch("Max", "Müller"), Mensch("Anna", "Müller")
MILLER = Mensch("Bob", "Miller")
GROSS_SCHAEFER, SCHAEFER = Mensch("Ute", "Groß-Schäfer"), Mensch("Jan", "Schäfer")
PETER, PETERS = Mensch("Olga", "Peter"), Mensch("Karl", "Peters")
YILMAZ = Mensch("Ayşe", "Yılmaz")
HEIDE = Mensch("Maria", "von der Heide")
LANGE = Mensch("Tim", "Lange")
EVERYBODY = (MAX, MILLER, GROSS_SCHAEFER, PETERS, YILMAZ, HEIDE, LANGE)


@pytest.mark.parametrize(
    ("query", "person"),
    [
        ("Müller", MAX),
        ("mueller", MAX),
        ("Frau Dr. Müller", MAX),
        ("Hr. Müller", MAX),
        ("Max Müller", MAX),
        ("Müller, Max", MAX),
        ("Müller Max", MAX),
        ("M. Müller", MAX),
        ("Groß-Schäfer", GROSS_SCHAEFER),
        ("gross schaefer", GROSS_SCHAEFER),
        ("Schäfer", GROSS_SCHAEFER),
        ("Yilmaz", YILMAZ),
        ("Ayse Yilmaz", YILMAZ),
        ("von der Heide", HEIDE),
        ("Maria von der Heide", HEIDE),
        ("Heide", HEIDE),
        ("Peters", PETERS),
        ("Lange", LANGE),
    ],
)
def test_exactly_one_person_has_this_name(query: str, person: Mensch) -> None:
    ranking = rangfolge(query, EVERYBODY)
    assert (ranking.best, ranking.exact) == ((person,), True)


@pytest.mark.parametrize(
    ("query", "candidates", "best"),
    [
        pytest.param("Müller", (MAX, ANNA), (ANNA, MAX), id="two of the same name"),
        pytest.param("Mülller", (MAX,), (MAX,), id="typo"),
        pytest.param("Muller", (MAX, MILLER), (MILLER, MAX), id="typo, two are as near"),
        pytest.param("Jonas Müller", (MAX,), (MAX,), id="another first name"),
        pytest.param("m.", EVERYBODY, (MILLER, MAX), id="initial"),
        pytest.param("Mül", (MAX,), (MAX,), id="only the beginning"),
        pytest.param("Müllers", (MAX,), (MAX,), id="may be a genitive"),
        pytest.param("Peters", (PETER,), (PETER,), id="Peters is not Peter"),
        pytest.param("Ayşe", (YILMAZ,), (YILMAZ,), id="first name alone"),
        pytest.param("Maxi Müller", (MAX,), (MAX,), id="first name only similar"),
        pytest.param("Meyer", (Mensch("A", "Maier"),), (Mensch("A", "Maier"),), id="sounds alike"),
    ],
)
def test_one_must_ask(query: str, candidates: tuple[Mensch, ...], best: tuple[Mensch, ...]) -> None:
    ranking = rangfolge(query, candidates)
    assert (ranking.best, ranking.exact) == (best, False)


def test_a_whole_surname_goes_before_a_part_of_one() -> None:
    ranking = rangfolge("Schäfer", (GROSS_SCHAEFER, SCHAEFER))
    assert (ranking.treffer, ranking.exact) == ((SCHAEFER, GROSS_SCHAEFER), True)


def test_a_cut_genitive_does_not_choose_between_peter_and_peters() -> None:
    assert rangfolge("Peter", (PETER, PETERS)).best == (PETER,)
    ranking = rangfolge("Peter", (PETER, PETERS), genitive=True)
    assert (ranking.best, ranking.exact) == ((PETER, PETERS), False)
    assert rangfolge("Müller", (MAX,), genitive=True).exact


@pytest.mark.parametrize("query", ["", "  ", "Schulz", "?", ",", "Frau"])
def test_nobody(query: str) -> None:
    ranking = rangfolge(query, EVERYBODY)
    assert (ranking.treffer, ranking.best, ranking.exact) == ((), (), False)


@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_text_is_ranked(query: str, nachname: str) -> None:
    ranking = rangfolge(query, (*EVERYBODY, Mensch("", nachname)))
    assert set(ranking.best) <= set(ranking.treffer)
