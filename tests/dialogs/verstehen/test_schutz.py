"""Which O-Töne deserve another look before they go to the Träger."""

import time

import pytest

from dialogs.verstehen.schutz import Schutz, speaks_of


@pytest.mark.parametrize(
    "text",
    [
        "wegen meiner Rückenschmerzen nur vormittags",
        "ich war lange krank und fange langsam an",
        "Habe eine Angststörung, deshalb kleine Gruppe",
        "nach der OP im Mai",
        "erst nach der Reha",
        "bin trockener Alkoholiker",
        "mein Hausarzt sagt, mehr als 3 Stunden gehen nicht",
        "habe GdB 50",
        "SCHWANGER, bis zum Mutterschutz",
        "ruecken­leiden seit Jahren",
    ],
)
def test_health_is_noticed(text: str) -> None:
    assert "gesundheit" in speaks_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "meine Tochter soll in die Kita",
        "Mein Mann arbeitet nachts.",
        "wenn meine beiden kleinen Kinder in der Schule sind",
        "ich habe drei Kinder",
        "Herr Yıldız hat mir das gezeigt",
        "die Frau Müller vom Amt",
        "mit unserem Nachbarn zusammen",
        "bei Oma wohnen",
    ],
)
def test_other_people_are_noticed(text: str) -> None:
    assert "dritte" in speaks_of(text)


def test_both_at_once() -> None:
    assert speaks_of("Ich pflege meine kranke Mutter.") == {"gesundheit", "dritte"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂",
        "Ich will am Computer sicher werden und Bewerbungen schreiben.",
        "Ich möchte Krankenpflegerin werden.",
        "eine Ausbildung als Arzthelferin",
        "Gesundheitsprojekt",
        "ich habe schon viel versucht und gesucht, er sucht auch",
        "MS Office und Excel",
        "als Mutter wieder arbeiten",
        "als Frau Arbeit finden",
        "keine Frau Doktor werden",
        "Mann, ist das viel!",
        "im Kindergarten arbeiten",
        "die Störung im Drucker beheben",
    ],
)
def test_everyday_words_are_left_alone(text: str) -> None:
    assert speaks_of(text) == frozenset[Schutz]()


@pytest.mark.parametrize("piece", ["kinder ", "a", "Frau ", "meine", "\u0301", "schmerz"])
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Eight times the text may take at most about eight times as long; a square would take 64 times."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        runs = []
        for _ in range(3):
            start = time.process_time()
            speaks_of(text)
            runs.append(time.process_time() - start)
        return min(runs)

    assert seconds(160_000) < 30 * max(seconds(20_000), 1e-4)
