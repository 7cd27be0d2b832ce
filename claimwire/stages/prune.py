"""Remove what nobody reads any more, batch by batch: a plan first, then the deed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress
from claimwire.stages.record import recorded
from claimwire.stop import Stop

if TYPE_CHECKING:
    from store.prune import Removal


def plan(workspace: Workspace, *, log_days: int) -> list[Removal]:
    """Return what :func:`prune` would remove now."""
    from store import prune as store_prune

    with workspace.database.reading() as conn:
        return store_prune.plan(conn, now=dt.datetime.now(dt.UTC), log_days=log_days)


def prune(
    workspace: Workspace,
    *,
    log_days: int,
    compact: bool = False,
    stop: Stop,
    progress: ProgressSink = no_progress,
) -> StageReport:
    """Remove findings of old pipelines and old lines of logs; what is left goes the next time.

    Parameters
    ----------
    log_days:
        Age in days from which lines of logs go; 0: none.
    compact:
        Give the room back to the disk.
    """
    return recorded(
        workspace, "prune", lambda: _prune(workspace, log_days, compact, stop, progress)
    )


def _prune(
    workspace: Workspace, log_days: int, compact: bool, stop: Stop, progress: ProgressSink
) -> StageReport:
    from store import db
    from store import prune as store_prune

    total = sum(one.rows for one in plan(workspace, log_days=log_days))
    counts: Counter[str] = Counter()
    now = dt.datetime.now(dt.UTC)
    for table, rows in store_prune.prune(workspace.database, now=now, log_days=log_days):
        counts[table] += rows
        progress(Progress("prune", counts.total(), total, table))
        if stop.requested():
            break
    if compact and not stop.requested():
        db.compact(workspace.database)
    return StageReport(stage="prune", counts=dict(counts), interrupted=stop.interrupted)
