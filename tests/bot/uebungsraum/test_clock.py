"""The practice clock runs on and can be set."""

from datetime import UTC, date, datetime

from bot.uebungsraum.clock import PracticeClock


def test_runs_and_is_set() -> None:
    """Set to a day it is nine in the morning there, summer or winter, and goes on from then."""
    wall = datetime(2026, 11, 22, 23, 30, tzinfo=UTC).timestamp()
    clock = PracticeClock(lambda: wall)
    assert clock.heute() == date(2026, 11, 23)
    for day in (date(2027, 7, 1), date(2027, 1, 1)):
        clock.set(day)
        assert (clock.heute(), clock.jetzt().hour) == (day, 9)
    wall += 3600
    clock.set(date(2027, 1, 1))
    assert clock.jetzt().hour == 10
