"""Working days in Niedersachsen: Monday to Friday without public holidays. For reminders, never for periods (D1)."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

_ONE_DAY: Final = timedelta(days=1)


def is_werktag(tag: date) -> bool:
    """Whether people are at their desks."""
    return tag.weekday() < 5 and tag not in _feiertage(tag.year)


def next_werktag(tag: date) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_werktag(tag):
        tag += _ONE_DAY
    return tag


def after_werktage(tag: date, count: int) -> date:
    """The working day that is `count` working days after `tag`; `tag` itself does not count."""
    for _ in range(count):
        tag = next_werktag(tag + _ONE_DAY)
    return tag


@lru_cache(maxsize=32)
def _feiertage(year: int) -> frozenset[date]:
    # imported late: the first reminder needs it, not the start
    from holidays import country_holidays

    return frozenset(country_holidays("DE", subdiv="NI", years=year))
