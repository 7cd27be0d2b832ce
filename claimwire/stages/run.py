"""The whole job once, under the lock: crawl → annotate → resolve → publish."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

from claimwire.ids import make_id
from claimwire.lock import workspace_lock
from claimwire.stages.annotate import annotate
from claimwire.stages.base import ProgressSink, StageReport, Workspace, no_progress
from claimwire.stages.crawl import crawl
from claimwire.stages.publish import publish
from claimwire.stages.resolve import resolve
from claimwire.stop import Stop

log = logging.getLogger(__name__)

CRAWL_SHARE = 0.6
"""Of ``--max-seconds``, for crawling: what was fetched should also be read and shown."""


def run(
    workspace: Workspace,
    *,
    replay: Path | None = None,
    limit: int | None = None,
    stop: Stop,
    progress: ProgressSink = no_progress,
) -> list[StageReport]:
    """Run every stage in turn and return their reports; an interrupted stage ends the run.

    Raises
    ------
    LockHeldError
        If another run is at work in this workspace; nothing has been touched then.
    """
    stages: list[tuple[str, Callable[[], StageReport]]] = [
        (
            "crawl",
            lambda: crawl(
                workspace,
                replay=replay,
                limit=limit,
                stop=stop.until(CRAWL_SHARE),
                progress=progress,
            ),
        ),
        ("annotate", lambda: annotate(workspace, stop=stop, progress=progress)),
        ("resolve", lambda: resolve(workspace, progress=progress)),
        ("publish", lambda: publish(workspace, progress=progress)),
    ]
    reports = []
    with workspace_lock(workspace.config.lock_file):
        for name, stage in stages:
            reports.append(recorded(workspace, name, stage))
            if stop.interrupted:
                break
    return reports


def recorded(workspace: Workspace, name: str, stage: Callable[[], StageReport]) -> StageReport:
    """Run a stage between the two halves of its row in ``run``."""
    from store import runs

    started = dt.datetime.now(dt.UTC)
    run_id = make_id("x", name, started.isoformat())
    log.info("%s begins", name)
    with workspace.database.writing() as conn:
        runs.start(conn, run_id, name, started)
    report = stage()
    with workspace.database.writing() as conn:
        runs.finish(
            conn,
            run_id,
            dt.datetime.now(dt.UTC),
            counts=report.counts,
            problems=report.problems,
            interrupted=report.interrupted,
        )
    return report
