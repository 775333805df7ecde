"""The bench for some seconds: every right reply arrives, figures are whole, tables and plots can be read."""

from pathlib import Path

from tests.bench import data
from tests.bench.chart import Chart, Line
from tests.bench.environment import BARE
from tests.bench.load import Order
from tests.bench.ratios import Goal, Row, divided, table
from tests.bench.rows import opened, own_order


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


def test_a_wrong_reply_is_no_turn() -> None:
    with opened(rounds=1, seconds=1, people=10) as bench, BARE.start(bench.load.trust) as bare:
        order = Order((bare.url,), seconds=0.5, turns=1, patience=0.5, questions=(("hallo", "Guten Tag"),))
        seen = bench.load.try_(order)
    assert seen.latencies == ()
    assert "hallo" in seen.wrong[0].what


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
