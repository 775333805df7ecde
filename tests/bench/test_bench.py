"""The bench for some seconds: every right reply arrives, figures are whole, tables and plots can be read."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import data
from tests.bench.chart import Chart, Line
from tests.bench.environment import BARE
from tests.bench.load import Load, Order
from tests.bench.processes import TurnFailedError
from tests.bench.ratios import Goal, Row, divided, table
from tests.bench.rows import Slices, opened, own_order, peer_order


def test_a_whole_form_runs_against_the_real_bot_and_the_bare_handler() -> None:
    with opened(rounds=1, seconds=10, people=10) as bench:
        url = data.for_forms(bench.path("form.sqlite"), ifks=2, each=2)
        with bench.own(url, "layers") as own, BARE.start(bench.load.trust) as bare:
            ours = bench.load.run(own_order(own, bench, connections=2, turns=7))
            theirs = bench.load.run(Order((bare.url,), "echo", 2, 10, turns=7))
            layers = own.layers()
            assert own.delays()
            assert own.memory > 10
    assert len(ours.latencies) == len(theirs.latencies) == 14
    assert min(layers["Deutsch verstehen"], layers["SQL-Anweisungen"], layers["Texte und Karten"]) > 0


def test_a_bot_with_the_port_of_an_earlier_one_is_asked_from_the_beginning(tmp_path: Path) -> None:
    load, order = Load(tmp_path), Order(("http://127.0.0.1:4711",), "form", since=1.0)
    first, second, third = (next(load._steps(each, 0)) for each in (order, order, replace(order, since=2.0)))
    assert first != second
    assert first == third


def test_a_wrong_reply_is_no_turn() -> None:
    with opened(rounds=1, seconds=1, people=10) as bench, BARE.start(bench.load.trust) as bare:
        order = Order((bare.url,), seconds=0.5, turns=1, patience=0.5, questions=(("hallo", "Guten Tag"),))
        seen = bench.load.try_(order)
    assert seen.latencies == ()
    assert "hallo" in seen.wrong[0].what


def test_only_the_measured_program_runs() -> None:
    with opened(rounds=1, seconds=0.5, people=10) as bench, ExitStack() as stack:
        bots = [bench.peer(stack, BARE) for _ in range(2)]
        slices = [Slices(bench, peer_order(bot, bench, talk="echo", connections=2)) for bot in bots if bot]
        slices[0].take()
        assert [bot.stands_still for bot in bots if bot] == [True, True]
        slices[1].take()
    assert all(one.rate[0] > 0 and one.late[0] < 0.5 for one in slices)


def test_of_a_failed_turn_the_database_and_the_log_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with opened(rounds=1, seconds=5, people=10) as bench, ExitStack() as stack:
        own = stack.enter_context(bench.own(data.for_forms(bench.path("wrong.sqlite"), ifks=1, each=1)))
        asked = own_order(own, bench, connections=1, turns=1, patience=0.5, questions=(("hilfe", "Guten Tag"),))
        with pytest.raises(TurnFailedError, match="reply missing, HTTP answer there"):
            bench.run(asked)
    shown = capsys.readouterr().err
    assert '"art": "antwort"' in shown
    assert '"zustand": "gesendet"' in shown
    assert "changed 20" in shown
    assert "turn done" in shown


def test_a_goal_is_reached_by_the_median() -> None:
    row = Row("Turns/s", Goal(least=12, wanted=20), divided((10, 30, 26), (1, 2, 2)), "")
    assert row.cells() == ["Turns/s", "≥ 12 (20)", "10", "13", "15", "ja", ""]
    assert not Goal(most=1.5).reached(1.6)
    assert table([row.cells()]).count("\n") == 2


def test_a_plot_tells_its_numbers_also_without_eyes(tmp_path: Path) -> None:
    line = Line("Statusfrage", ((1_000.0, 4.2), (100_000.0, 4.9)))
    Chart("Personen", "Personen", "ms", (line,)).write(tmp_path, "personen")
    drawn = (tmp_path / "personen.svg").read_text("utf-8")
    assert "1.000 → 4,2, 100.000 → 4,9" in drawn
    assert drawn.count("<circle") == 2
