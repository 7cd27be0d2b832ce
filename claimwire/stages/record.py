"""Every stage leaves one row in ``run``: begun before it does anything, ended however it ends."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable

from claimwire import __version__
from claimwire.errors import ClaimwireError
from claimwire.ids import make_id
from claimwire.logs import bound
from claimwire.stages.base import StageReport, Workspace

log = logging.getLogger(__name__)


def worker_name() -> str:
    """Return the name of this process among all machines: ``host:number``."""
    return f"{os.uname().nodename}:{os.getpid()}"


def is_gone(worker: str | None) -> bool:
    """Say whether a process of this machine has ended; of other machines nobody knows: no."""
    host, _, number = (worker or "").rpartition(":")
    if host != os.uname().nodename or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # somebody else's
        return False
    return False


def recorded(workspace: Workspace, name: str, stage: Callable[[], StageReport]) -> StageReport:
    """Run a stage between the two halves of its row in ``run``.

    A stage that cannot go on (the disk is full, the database went away) is ended in its row with
    the reason, as far as that can still be written; one that is killed has no end at all.
    """
    from store import runs

    started = dt.datetime.now(dt.UTC)
    run_id = make_id("x", name, started.isoformat(), worker_name())
    with bound(run=run_id, stage=name):
        log.info("%s begins", name)
        with workspace.database.writing() as conn:
            runs.start(conn, run_id, name, started, worker=worker_name(), version=__version__)
        try:
            report = stage()
        except (ClaimwireError, OSError) as error:
            _say_where(error, workspace, name)
            _end(workspace, run_id, StageReport(name, problems=(_words(error),), interrupted=True))
            raise
        _finish(workspace, run_id, report)
        words = ", ".join(f"{value} {what}" for what, value in report.counts.items() if value)
        log.info("%s ends: %s", name, words or "nothing to do")
    return report


def _say_where(error: ClaimwireError | OSError, workspace: Workspace, name: str) -> None:
    """Name the folder in an error that names no file: writing to an open one fails like that."""
    if isinstance(error, OSError) and error.errno is not None and error.filename is None:
        config = workspace.config
        folders = {"crawl": config.archive_dir, "publish": config.site_dir}
        error.filename = str(folders.get(name, config.workspace))


def _words(error: ClaimwireError | OSError) -> str:
    return error.message if isinstance(error, ClaimwireError) else str(error)


def _end(workspace: Workspace, run_id: str, report: StageReport) -> None:
    try:
        _finish(workspace, run_id, report)
    except ClaimwireError as error:  # the trouble that ended the stage is still there
        log.warning("the end of the stage could not be recorded: %s", error.message)


def _finish(workspace: Workspace, run_id: str, report: StageReport) -> None:
    from store import runs

    with workspace.database.writing() as conn:
        runs.finish(
            conn,
            run_id,
            dt.datetime.now(dt.UTC),
            counts=report.counts,
            problems=report.problems,
            interrupted=report.interrupted,
        )
