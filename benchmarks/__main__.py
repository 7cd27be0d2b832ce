"""``make bench``: speed and memory of every part in one table.

Every figure is the median of a few runs on this machine, with the lowest and the highest beside it;
none is asserted in a test. Peers are measured in the same run where there is one. A part is a
module of this folder with ``figures(runs)``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from dataclasses import asdict

PARTS = ("commands", "operators", "crawling", "extraction", "language", "resolve", "site", "search")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=PARTS, help="these parts alone")
    parser.add_argument("--runs", type=int, default=3, help="runs of each figure")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = []
    for name in given.only or PARTS:
        for figure in importlib.import_module(f"benchmarks.{name}").figures(given.runs):
            figures.append(figure)
            if not given.json:
                print(
                    f"{figure.name:<34} {figure.median:>10,.2f} {figure.unit:<9}"
                    f" ({figure.low:,.2f} to {figure.high:,.2f}, {figure.runs} runs)",
                    flush=True,
                )
    if given.json:
        print(json.dumps([asdict(figure) for figure in figures], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
