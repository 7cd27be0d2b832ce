"""Join what the documents say; one transaction that touches only what differs."""

from __future__ import annotations

from claimwire.model import Item
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress


def resolve(
    workspace: Workspace, *, rebuild: bool = False, progress: ProgressSink = no_progress
) -> StageReport:
    """Derive claims, origins, responses, stories, events and deltas from all that was read.

    Nothing is done when the input (annotations, revisions, knowledge base, resolver version) is
    that of the last time, unless ``rebuild`` is set.
    """
    from nlp.relevance import judge
    from nlp.resolve import VERSION
    from nlp.resolve import resolve as resolve_items
    from store import annotations, resolution
    from store import knowledge as knowledge_table

    database, knowledge = workspace.database, workspace.knowledge
    with database.reading() as conn:
        pipeline = annotations.promoted_pipeline(conn)
        if pipeline is None:
            return StageReport(stage="resolve")
        digest = resolution.input_digest(
            conn, pipeline, version=VERSION, knowledge=knowledge.digest
        )
        if not rebuild and resolution.resolved_digest(conn) == digest:
            return StageReport(stage="resolve")
        held = resolution.items(conn, pipeline)
    items = []
    for number, one in enumerate(held, start=1):
        relevance = judge(one.text, one.annotation, knowledge, title=one.revision.title)
        items.append(
            Item(
                document=one.document,
                revision=one.revision,
                text=one.text,
                annotation=one.annotation,
                statement_ids=one.statement_ids,
                relevance=relevance,
            )
        )
        progress(Progress("resolve", number, len(held)))
    found = resolve_items(items, knowledge)
    with database.writing() as conn:
        knowledge_table.sync(conn, knowledge)
        resolution.replace(conn, found, digest)
    relevant = sum(relevance.relevant for relevance in found.relevance.values())
    return StageReport(
        stage="resolve",
        counts={
            "documents": len(items),
            "relevant": relevant,
            "claims": len(found.claims),
            "responses": len(found.responses),
            "stories": len(found.stories),
            "events": len(found.events),
            "news items": len(found.deltas),
        },
    )
