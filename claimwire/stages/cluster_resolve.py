"""``resolve --engine tcp://scheduler:8786``: what is made of each document by itself, by a cluster.

Joining the documents is one process's work. What it joins, the briefs, are made by the workers and
kept in the store by this process, before it begins.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from claimwire.stages.annotate import LOCAL
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress
from claimwire.stages.briefing import maker
from claimwire.stages.cluster import wanted
from claimwire.stages.cluster_map import spread
from claimwire.stages.cluster_worker import brief_documents
from claimwire.stages.resolve import resolve

if TYPE_CHECKING:
    from store.resolution import AnnotatedDocument

JOB = 50
"""Documents of one job."""
FEW = 20
"""Up to so many documents are briefed here: that takes less than asking a cluster."""


def resolve_with(
    workspace: Workspace,
    engine: str,
    *,
    rebuild: bool = False,
    progress: ProgressSink = no_progress,
) -> StageReport:
    """Resolve with the help of an engine; a rebuild makes everything here.

    Raises
    ------
    MachineError
        If the cluster cannot be reached, has no workers, or has another version of the program.
    """
    made = 0 if engine == LOCAL or rebuild else _brief(workspace, engine, progress)
    report = resolve(workspace, rebuild=rebuild, progress=progress)
    if not made:
        return report
    counts = dict(report.counts)
    counts["read anew"] = counts.get("read anew", 0) + made
    return StageReport("resolve", counts, report.problems)


def _brief(workspace: Workspace, engine: str, progress: ProgressSink) -> int:
    """Have the briefs made that are missing or no longer hold; return how many."""
    from nlp.identity import identify
    from store import annotations, briefs, resolution

    database, knowledge = workspace.database, workspace.knowledge
    with database.reading() as conn:
        pipeline = annotations.promoted_pipeline(conn)
        if pipeline is None:
            return 0
        made_by = maker(pipeline, knowledge)
        due = briefs.due(conn, pipeline, made_by)
    if len(due) <= FEW:
        return 0
    model = workspace.config.language.model or None
    shared = wanted(workspace, identify(model, knowledge).digest)
    done = 0

    def histories(ids: list[str]) -> list[tuple[AnnotatedDocument, ...]]:
        with database.reading() as conn:
            return resolution.histories(conn, pipeline, ids)

    jobs = [partial(histories, due[start : start + JOB]) for start in range(0, len(due), JOB)]
    for made in spread(engine, brief_documents, shared, jobs):
        with database.writing() as conn:
            briefs.save(conn, made_by, made)
        done += len(made)
        progress(Progress("resolve", done, len(due), engine))
    return done
