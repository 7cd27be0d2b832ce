"""The command line: start-up, and the whole job on the demo archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import ARCHIVE, Figure, command, figure, measure, seconds


def figures(runs: int) -> Iterator[Figure]:
    """Start-up, and the whole job on the demo archive: first, idle, and building the site anew."""
    yield measure(
        "claimwire --help", "s", lambda: seconds(lambda: command("--help")), runs=runs * 3
    )
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        whole = seconds(lambda: command("demo", str(demo)))
        yield figure("claimwire demo (first)", "s", [whole])
        replay = ("run", "--replay", str(ARCHIVE))
        yield measure(
            "claimwire run, nothing new",
            "s",
            lambda: seconds(lambda: command(*replay, cwd=demo)),
            runs=runs,
        )
        yield measure(
            "claimwire publish --full",
            "s",
            lambda: seconds(lambda: command("publish", "--full", cwd=demo)),
            runs=runs,
        )
