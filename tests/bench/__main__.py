"""`python -m tests.bench`: measures and prints; `--bilder` draws the plots of the documentation as well."""

import argparse
import os
import sys
import time
from collections.abc import Sequence

from tests.bench.ratios import table
from tests.bench.rows import MEASURES, opened


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 whatever was reached: the table tells."""
    options = _parser().parse_args(arguments)
    begun = time.monotonic()
    with opened(options.rounds, options.seconds, options.people) as bench:
        rows = []
        for name in options.only or MEASURES:
            print(f"{name} …", file=sys.stderr, flush=True)
            rows += [row.cells() for row in MEASURES[name](bench)]
    print(table(rows))
    for missing in bench.missing:
        print(f"Fehlt: {missing}")
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(
        f"{options.rounds} Runden zu {options.seconds:g} s, {time.monotonic() - begun:.0f} s insgesamt, "
        f"{os.cpu_count()} Kerne, Last der Maschine am Ende {load}; "
        f"der Lastgeber brauchte höchstens {bench.load.busiest:.0%} eines Kerns."
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="MASS", help=f"nur diese: {', '.join(MEASURES)}")
    parser.add_argument("--rounds", type=int, default=5, help="Runden, je eine Messung von jedem")
    parser.add_argument("--seconds", type=float, default=3.0, help="Dauer einer Messung")
    parser.add_argument("--people", type=int, default=100_000, help="Personen in der großen Datenbank")
    return parser


if __name__ == "__main__":
    sys.exit(main())
