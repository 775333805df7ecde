"""How fast messages go, and how long until the next try."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.relay.pace import LIMITS, TENANT_LIMITS, Pace
from dialogs.relay.tries import GIVE_UP_AFTER, wait_before

HOUR = 3600.0


def sent_as_fast_as_allowed(pace: Pace, gaps: list[float], name: str = "chat") -> list[float]:
    """When each message went, if it came so long after the one before had gone."""
    now, times = 1000.0, []
    for gap in gaps:
        now += gap
        while wait := pace.wait(name, now):
            now += wait
        pace.note(name, now)
        times.append(now)
    return times


def assert_within(times: list[float], limits: tuple[tuple[float, int], ...]) -> None:
    for span, most in limits:
        for first, after in zip(times, times[most:], strict=False):
            assert after - first >= span - 1e-6, f"more than {most} in {span} s"


@given(st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.01, 0.3, 0.9, 1.0, 2.0, 15.0, 40.0]), max_size=200))
def test_no_limit_is_ever_passed(gaps: list[float]) -> None:
    """7 in 1 s, 8 in 2 s, 60 in 30 s, whatever comes when."""
    assert_within(sent_as_fast_as_allowed(Pace(), gaps), LIMITS)


def test_an_hour_holds_1800() -> None:
    times = sent_as_fast_as_allowed(Pace(), [0.0] * 4000)
    assert_within(times, LIMITS)
    assert times[1799] - times[0] < HOUR <= times[1800] - times[0]


@pytest.mark.parametrize(
    ("sent", "now", "wait"),
    [
        pytest.param([], 0.0, 0.0, id="nothing sent"),
        pytest.param([0.0] * 6, 0.0, 0.0, id="6 in 1 s"),
        pytest.param([0.0] * 7, 0.0, 1.0, id="7 in 1 s"),
        pytest.param([0.0] * 7, 0.75, 0.25, id="7 in 1 s, later"),
        pytest.param([0.0] * 7, 1.0, 0.0, id="7 in 1 s, over"),
        pytest.param([0.0] * 7 + [1.0], 1.0, 1.0, id="8 in 2 s"),
        pytest.param([0.0] * 7 + [1.0], 2.0, 0.0, id="8 in 2 s, over"),
        pytest.param([0.5 * n for n in range(60)], 29.5, 0.5, id="60 in 30 s"),
        pytest.param([0.5 * n for n in range(60)], 30.0, 0.0, id="60 in 30 s, over"),
        pytest.param([2.0 * n - 0.001 * n for n in range(1800)], 3598.3, 1.7, id="1800 in 1 h"),
        pytest.param([2.0 * n - 0.001 * n for n in range(1800)], 3600.0, 0.0, id="1800 in 1 h, over"),
    ],
)
def test_wait(sent: list[float], now: float, wait: float) -> None:
    pace = Pace()
    for time in sent:
        pace.note("chat", time)
    assert pace.wait("chat", now) == pytest.approx(wait)


def test_conversations_do_not_wait_for_each_other() -> None:
    pace = Pace()
    sent_as_fast_as_allowed(pace, [0.0] * 100, "one")
    assert pace.wait("other", 1000.0) == 0.0


@given(st.lists(st.sampled_from([0.0, 0.001, 0.1]), max_size=300))
def test_the_tenant_gets_50_in_a_second(gaps: list[float]) -> None:
    assert_within(sent_as_fast_as_allowed(Pace(TENANT_LIMITS), gaps), ((1.0, 50),))


def test_silent_conversations_are_forgotten() -> None:
    """Nothing grows without bound: what is older than the longest limit is of no use."""
    pace = Pace()
    for n in range(50_000):
        pace.note(f"chat {n}", float(n))
    assert len(pace._sent) <= 2 * HOUR + 2


def test_forgetting_keeps_what_still_counts() -> None:
    pace = Pace()
    for n in range(1800):
        pace.note("chat", 3000.0 + n)
    pace.note("other", 4800.0)
    assert pace.wait("chat", 4800.0) == pytest.approx(1800.0)


def test_forgetting_looks_an_hour_back() -> None:
    pace = Pace()
    for n in range(1800):
        pace.note("chat", 3000.0 + n / 3)
    pace.note("other", 3700.0)
    assert pace.wait("chat", 3700.0) == pytest.approx(2900.0)


@pytest.mark.parametrize(
    ("attempts", "told", "wait"),
    [
        pytest.param(0, None, 1.0, id="first"),
        pytest.param(1, None, 2.0, id="doubling"),
        pytest.param(8, None, 256.0, id="still doubling"),
        pytest.param(9, None, 300.0, id="five minutes at most"),
        pytest.param(399, None, 300.0, id="and no longer"),
        pytest.param(0, 7.0, 7.0, id="as told"),
        pytest.param(0, 0.0, 0.1, id="told at once: a moment all the same"),
        pytest.param(5, 2.0, 2.0, id="as told, sooner than by itself"),
        pytest.param(9, 2.0, 2.0, id="the tenth try still as told"),
        pytest.param(10, 2.0, 300.0, id="told a moment for the eleventh time"),
        pytest.param(10, 900.0, 900.0, id="told longer than by itself"),
        pytest.param(0, 1e9, 3600.0, id="an hour at most"),
    ],
)
def test_wait_before(attempts: int, told: float | None, wait: float) -> None:
    assert wait_before(attempts, told) == wait


@settings(max_examples=50)
@given(st.one_of(st.none(), st.floats(0, 1e6)))
def test_giving_up_takes_more_than_a_day(told: float | None) -> None:
    """However short the wait that Teams tells."""
    total = sum(wait_before(n, told) for n in range(GIVE_UP_AFTER - 1))
    assert timedelta(seconds=total) > timedelta(days=1)


def test_by_itself_it_never_becomes_quicker() -> None:
    assert all(wait_before(n, None) <= wait_before(m, None) for n, m in pairwise(range(GIVE_UP_AFTER)))
