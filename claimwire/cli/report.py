"""Showing a person how a run goes and how it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from claimwire.cli.app import App
from claimwire.config import Config
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress
from claimwire.stop import Stop

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

MAX_PROBLEMS = 12
MAX_WIDTH = 60


@contextmanager
def progress_bars(app: App) -> Iterator[ProgressSink]:
    """Give a sink that draws one bar a stage on a terminal, and nothing elsewhere."""
    if not app.interactive:
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[detail]}"),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        yield _sink(bars)


def _sink(bars: Bars) -> ProgressSink:
    tasks: dict[str, object] = {}

    def show(progress: Progress) -> None:
        if progress.stage not in tasks:
            tasks[progress.stage] = bars.add_task(progress.stage, total=progress.total, detail="")
        bars.update(
            tasks[progress.stage],  # type: ignore[arg-type]  # rich's TaskID is an int in disguise
            completed=progress.done,
            total=progress.total,
            detail=progress.detail[:50],
        )

    return show


def run_with_progress(
    app: App,
    config: Config,
    *,
    replay: Path | None = None,
    limit: int | None = None,
    max_seconds: float | None = None,
) -> list[StageReport]:
    """Do the whole job once under the lock, showing bars and catching signals."""
    from claimwire.stages.run import run

    with Stop(max_seconds).on_signals() as stop, progress_bars(app) as sink:
        return run(Workspace(config), replay=replay, limit=limit, stop=stop, progress=sink)


def summary(reports: Sequence[StageReport]) -> str:
    """Return a short table: what each stage did, then what needs a person."""
    lines = []
    for report in reports:
        counts = ", ".join(f"{value:,} {word}" for word, value in report.counts.items() if value)
        ending = "  (interrupted; the next run continues)" if report.interrupted else ""
        lines.append(f"{report.stage:<9} {counts or 'nothing to do'}{ending}")
        if len(report.rows) > 1:
            lines += ["", *_table(report.rows), ""]
    problems = [problem for report in reports for problem in report.problems]
    if problems:
        lines += ["", "Needs a person:" if len(problems) > 1 else "Needs a person"]
        lines += [f"  - {problem}" for problem in problems[:MAX_PROBLEMS]]
        if len(problems) > MAX_PROBLEMS:
            lines.append(f"  … and {len(problems) - MAX_PROBLEMS} more")
        lines.append("`claimwire status` says what to do about sources and stages.")
    return "\n".join(lines)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [min(MAX_WIDTH, max(map(len, column))) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (f"{cell[:MAX_WIDTH]:<{n}}" for cell, n in zip(row, widths, strict=True))
        lines.append(f"  {'  '.join(cells)}".rstrip())
    return lines


def exit_code(reports: Sequence[StageReport], *, max_failed_share: float) -> int:
    """Return the exit code that a run with these reports ends with."""
    if any(report.interrupted for report in reports):
        return 130
    if any(report.failed_share > max_failed_share for report in reports):
        return 3
    return 1 if any(report.problems for report in reports) else 0
