"""What must be so before a run begins: room on the disks, folders that take files, a sane clock.

A run that would fail in its middle is better not begun: the message comes once, at the start, and
nothing was touched.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

from claimwire.config import Config
from claimwire.errors import MachineError
from claimwire.stages.base import Workspace

EARLIEST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Before this the program did not exist: a clock that shows less has lost its battery."""


def check(workspace: Workspace, *, now: dt.datetime) -> None:
    """Check everything.

    Raises
    ------
    MachineError
        With what is wrong and what to do.
    """
    for folder in folders(workspace):
        check_folder(folder, workspace.config)
    check_clock(workspace, now=now)


def folders(workspace: Workspace) -> list[Path]:
    """Return the folders that a run writes to: workspace, archive, site, database."""
    config = workspace.config
    found = [config.workspace, config.archive_dir, config.site_dir]
    if workspace.database.file is not None:
        found.append(workspace.database.file.parent)
    return list(dict.fromkeys(found))


def check_folder(folder: Path, config: Config) -> None:
    """Raise ``MachineError`` unless a folder (or its parent, if new) takes files and has room."""
    held = folder
    while not held.exists():
        held = held.parent
    if not held.is_dir() or not os.access(held, os.W_OK | os.X_OK):
        raise MachineError(
            f"{held}: cannot be written by this user",
            remedy="Give it to the user that runs claimwire, or run as its owner.",
        )
    free = shutil.disk_usage(held).free
    least = config.run.min_free_mb * 1_000_000
    if free < least:
        raise MachineError(
            f"{held}: {free / 1e6:,.0f} MB are free on its disk, a run needs "
            f"{config.run.min_free_mb:,} MB",
            remedy="Make room (`claimwire prune`), or lower min_free_mb under [run].",
        )


def check_clock(workspace: Workspace, *, now: dt.datetime) -> None:
    """Raise ``MachineError`` if the clock is behind what the store remembers of earlier runs.

    Leases, due times and first-seen times written with such a clock would be wrong for good.
    """
    from store import runs

    with workspace.database.reading() as conn:
        newest = runs.newest_moment(conn)
    slack = dt.timedelta(seconds=workspace.config.run.clock_slack_seconds)
    behind = max(newest or EARLIEST, EARLIEST)
    if now < behind - slack:
        raise MachineError(
            f"the clock shows {now:%Y-%m-%d %H:%M} UTC, but a run was made at "
            f"{behind:%Y-%m-%d %H:%M} UTC",
            remedy="Set the clock. If that run was the one with a wrong clock, "
            "raise clock_slack_seconds under [run] until the time has come.",
        )
