"""A measured figure, and the few ways of measuring that all parts share."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARCHIVE = ROOT / "crawler" / "demo" / "demo.warc.gz"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: median, lowest and highest of ``runs`` runs."""

    name: str
    median: float
    low: float
    high: float
    unit: str
    runs: int


def measure(name: str, unit: str, work: Callable[[], float], *, runs: int) -> Figure:
    """Call ``work`` a few times; it returns the figure of one run."""
    return figure(name, unit, [work() for _ in range(runs)])


def figure(name: str, unit: str, values: list[float]) -> Figure:
    """Return the figure that ``values`` of several runs (of one at least) make."""
    return Figure(name, statistics.median(values), min(values), max(values), unit, len(values))


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes, in seconds of the wall clock."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def command(*arguments: str, cwd: Path = ROOT) -> None:
    """Run ``claimwire`` from this checkout in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "claimwire", *arguments],
        check=False,  # a demo with ill sources ends with 1
        capture_output=True,
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
