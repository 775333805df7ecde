"""`python -m tests.bench`: measures and prints; `--bilder` draws the plots of the documentation as well."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.growth import SERIES
from tests.bench.ratios import table
from tests.bench.rows import MEASURES, Bench, layers, opened


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 whatever was reached: the table tells."""
    options = _parser().parse_args(arguments)
    begun = time.monotonic()
    with opened(options.rounds, options.seconds, options.people) as bench:
        for name in options.only or (*MEASURES, "layers", *SERIES):
            print(f"{name} …", file=sys.stderr, flush=True)
            _print(name, bench, options.bilder)
    for missing in bench.missing:
        print(f"Fehlt: {missing}")
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(
        f"{options.rounds} Runden zu {options.seconds:g} s, {time.monotonic() - begun:.0f} s insgesamt, "
        f"{os.cpu_count()} Kerne, Last der Maschine am Ende {load}; "
        f"der Lastgeber brauchte höchstens {bench.load.busiest:.0%} eines Kerns."
    )
    return 0


def _print(name: str, bench: Bench, bilder: Path | None) -> None:
    """One part of the report as soon as it is there."""
    if name in SERIES:
        chart = SERIES[name](bench)
        print(f"{chart.title} ({chart.y_name}): {chart.described()}", flush=True)
        if bilder:
            chart.write(bilder, name)
    elif name == "layers":
        print(table(layers(bench), ("Schicht eines Turns", "µs", "Anteil")), flush=True)
    else:
        print(table([row.cells() for row in MEASURES[name](bench)]), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "only", nargs="*", metavar="MASS", help=f"nur diese: {', '.join((*MEASURES, 'layers', *SERIES))}"
    )
    parser.add_argument("--bilder", type=Path, help="Ordner für die Kurven als SVG")
    parser.add_argument("--rounds", type=int, default=5, help="Runden, je eine Messung von jedem")
    parser.add_argument("--seconds", type=float, default=3.0, help="Dauer einer Messung")
    parser.add_argument("--people", type=int, default=100_000, help="Personen in der großen Datenbank")
    return parser


if __name__ == "__main__":
    sys.exit(main())
