"""Join what the documents say; one transaction that touches only what differs.

A document is read and judged once: its brief is kept in the store and holds until its text, the
pipeline, the resolver or the knowledge base changes. What is derived from all briefs together is
then compared with what is held, and only the difference is written.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from claimwire.ids import value_digest
from claimwire.model import Resolution, Reuse
from claimwire.stages import resolve_states as states
from claimwire.stages.base import ProgressSink, StageReport, Workspace, no_progress
from claimwire.stages.briefing import brief_all, maker

if TYPE_CHECKING:
    from nlp.across.briefs import Brief
    from store.db import Database

_TEXTS = 32  # texts of neighbouring documents that are read together: copies come in a row
_BLOCKS = 16
_CHAPTERS = "resolve: documents among which reuse was looked for"


def resolve(
    workspace: Workspace, *, rebuild: bool = False, progress: ProgressSink = no_progress
) -> StageReport:
    """Derive claims, origins, responses, stories, events and deltas from all that was read.

    Nothing is done when the input (annotations, revisions, knowledge base, judgements, resolver
    version) is that of the last time, unless ``rebuild`` is set: then every document is read again.
    """
    from nlp.across import settled
    from nlp.resolve import VERSION, resolve_briefs
    from nlp.reuse import VERSION as REUSE_VERSION
    from store import annotations, briefs, checkpoints, imprints, judgements, marks, resolution
    from store import knowledge as knowledge_table

    database, knowledge = workspace.database, workspace.knowledge
    with database.reading() as conn:
        pipeline = annotations.promoted_pipeline(conn)
        if pipeline is None:
            return StageReport(stage="resolve")
        judged = judgements.in_force(conn)
        digest = resolution.input_digest(
            conn, pipeline, version=VERSION, knowledge=knowledge.digest, judgements=judged
        )
        if not rebuild and resolution.resolved_digest(conn) == digest:
            return StageReport(stage="resolve")
    made_by = maker(pipeline, knowledge)
    if rebuild:
        with database.writing() as conn:
            briefs.forget(conn)
            marks.forget(conn, _CHAPTERS)
            checkpoints.forget(conn)
            imprints.forget(conn)
    read = brief_all(database, pipeline, made_by, knowledge, progress)
    with _millions_of_records():
        held = _held(database, made_by)
        documents = len(held)
        seed = value_digest([VERSION, REUSE_VERSION])
        chapters = settled.chapters([(one.document_id, one.text_id) for one in held], seed=seed)
        reused = _reuse(database, held, chapters)
        clustering = states.clustering(database, held, reused, made_by)
        claims = states.claims(database, held, reused, clustering, made_by=made_by, judged=judged)
        found, homes = resolve_briefs(
            held,
            reused,
            knowledge,
            judgements=judged,
            stories=clustering.stories,
            homes=claims.before,
            settled=claims.settled,
        )
        at = held[-1].first_seen if held else None
        del held  # gigabytes, when there are many: the rows need room now
        with database.writing() as conn:
            knowledge_table.sync(conn, knowledge)
            resolution.replace(conn, found, digest)
            if at is not None:
                marks.put(conn, _CHAPTERS, " ".join(chapters), at)
            for one in (clustering.kept, claims.kept(homes)):
                if one is not None:
                    checkpoints.keep(conn, one.kind, one.documents, one.made_of, one.body)
    return _report(found, documents=documents, read=read)


@contextmanager
def _millions_of_records() -> Iterator[None]:
    """Do not look for garbage in cycles: there is none, and every look goes through all records."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _held(database: Database, made_by: str) -> list[Brief]:
    from nlp.across.compact import unpacked
    from store import briefs

    with database.reading() as conn:
        found = (unpacked(body) for body in briefs.held(conn, made_by))
        return [brief for brief in found if brief is not None]


def _reuse(database: Database, held: Sequence[Brief], chapters: Sequence[str]) -> tuple[Reuse, ...]:
    """Find reuse among all texts, of which only those are read that may be copies.

    What was found of documents before the first one that is new, or has another text, still holds.
    """
    from nlp.across.settled import settled
    from nlp.reuse import find_sampled
    from store import marks, resolution, revisions

    with database.reading() as conn:
        before = (marks.get(conn, _CHAPTERS) or "").split()
        start = settled(before, chapters, documents=len(held))
        kept = {brief.document_id for brief in held[:start]}
        known = tuple(one for one in resolution.reuse(conn) if one.document_id in kept)

        @lru_cache(maxsize=_BLOCKS)
        def block(number: int) -> dict[str, str]:
            near = held[number * _TEXTS : (number + 1) * _TEXTS]
            return revisions.texts(conn, [brief.text_id for brief in near])

        def text_of(position: int) -> str:
            return block(position // _TEXTS)[held[position].text_id]

        ids = [brief.document_id for brief in held]
        samples = [brief.sample for brief in held]
        return known + find_sampled(ids, samples, text_of, start=start)


def _report(found: Resolution, *, documents: int, read: int) -> StageReport:
    return StageReport(
        stage="resolve",
        counts={
            "documents": documents,
            "read anew": read,
            "relevant": sum(relevance.relevant for relevance in found.relevance.values()),
            "claims": len(found.claims),
            "responses": len(found.responses),
            "stories": len(found.stories),
            "events": len(found.events),
            "news items": len(found.deltas),
        },
    )
