"""What is said to each bot, and the word by which its right reply is known. How it is sent stands in `load`."""

import itertools
from collections.abc import Callable, Iterator
from typing import Final

PEOPLE_PER_IFK: Final = 4_000
"""So many participants each simulated IFK has, by the numbers `nummer` gives them."""

Step = tuple[str, str]
"""What is said, and a word of the right reply."""
Talk = Callable[[int], Iterator[Step]]
"""Everything that IFK number n says, without end."""

ZIELE: Final = (
    "Ich will endlich wieder was mit Computern machen, Nr. {}.",
    "Bewerbungen schreiben, die auch gelesen werden; das ist mein {}. Versuch",
    "wieder unter Leute kommen und morgens einen Grund haben, aufzustehen ({})",
    "Den Führerschein, und dann in die Pflege. {} Jahre war ich raus.",
)
MODULE: Final = ("In die Digitalwerkstatt, wegen dem Computer.", "Digitalwerkstatt", "die Jobakademie, denk ich")
DAUERN: Final = ("acht Wochen, hab ich mir gedacht", "6 Wochen", "zwei Monate", "so zehn Wochen vielleicht")


def nummer(ifk: int, index: int) -> str:
    """The number of a participant of an IFK."""
    return f"{ifk:03d}-{index:05d}"


def form(ifk: int) -> Iterator[Step]:
    """One whole form after the other, from the first word to the booking, each for another participant."""
    for index in range(PEOPLE_PER_IFK):
        yield f"neuer Bogen für {nummer(ifk, index)}", "erreichen"
        yield ZIELE[index % len(ZIELE)].format(index + ifk), "Modul"
        yield MODULE[index % len(MODULE)], "Teilnahmedauer"
        yield DAUERN[index % len(DAUERN)], "Beginn"
        yield "nächsten Montag", "Kooperationsplan"
        yield "allgemein", "absenden"
        yield "absenden", "Letzter Tag der Einbuchung"
    raise LookupError("nobody is left to fill in a form for")


def three_questions(_ifk: int) -> Iterator[Step]:
    """The peers' form."""
    for index in itertools.count():
        yield "hallo", "erreichen"
        yield f"Ich will wieder was mit Computern machen, Nr. {index}.", "Modul"
        yield "In die Digitalwerkstatt.", "Teilnahmedauer"
        yield "acht Wochen, hab ich mir gedacht", "Fertig"


def echo(_ifk: int) -> Iterator[Step]:
    """Anything, and it comes back."""
    for index in itertools.count():
        yield f"Ich will wieder was mit Computern machen, Nr. {index}.", f"Nr. {index}."


def help_me(_ifk: int) -> Iterator[Step]:
    """The shortest turn there is."""
    while True:
        yield "hilfe", "Bogen"


TALKS: Final[dict[str, Talk]] = {"form": form, "three_questions": three_questions, "echo": echo, "help": help_me}
