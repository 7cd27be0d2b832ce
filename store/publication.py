"""One consistent reading of everything that the site may show.

Only relevant documents are read in full, and those that they refer to; of the others there are
numbers. A handful of queries, however many documents there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from claimwire.ids import combined_digest, value_digest
from claimwire.model import (
    Capture,
    Document,
    DocumentStatus,
    Judgement,
    Knowledge,
    Publication,
    Resolution,
    Revision,
    SourceReport,
    StatementRecord,
)
from store import codec, documents, judgements, redirects, resolution, revisions, sources, tables
from store.annotations import load
from store.tables import RedirectKind, Work

_LOST = (
    DocumentStatus.REFUSED,
    DocumentStatus.FAILED,
    DocumentStatus.UNREADABLE,
    DocumentStatus.GONE,
)

_EMPTY = Resolution(
    version="", relevance={}, reuse=(), claims=(), responses=(), stories=(), events=(), deltas=()
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The documents that are shown and what belongs to them."""

    documents: dict[str, Document]
    revisions: dict[str, tuple[Revision, ...]]
    captures: dict[str, Capture]
    texts: dict[str, str]


def read(conn: sa.Connection, *, knowledge: Knowledge, pipeline: str) -> Publication:
    """Read what the site shows, within the transaction of ``conn`` (``Database.reading``).

    Parameters
    ----------
    knowledge:
        The knowledge base that the site speaks by.
    pipeline:
        Digest of the pipeline whose findings are shown (the promoted one); "" for none.
    """
    held = resolution.read(conn) or _EMPTY
    read = len(held.relevance)
    wanted = _wanted(held)
    held = _limited(held, wanted)
    shown = _shown(conn, wanted)
    found = load(conn, pipeline, shown.texts)
    newest = {id_: all_[-1].text_id for id_, all_ in shown.revisions.items()}
    read_texts = {id_: text_id for id_, text_id in newest.items() if text_id in found}
    reports = sources.reports(conn)
    old_ids = redirects.followed(conn, live=_live(held, knowledge))
    backlog = _backlog(conn, pipeline)
    lost = _not_taken_in(conn)
    judged = judgements.in_force(conn)
    return Publication(
        generated_from=_digest(
            knowledge, pipeline, held, shown, reports, old_ids, backlog, lost, judged, read
        ),
        as_of=_newest_moment(shown),
        documents=shown.documents,
        revisions=shown.revisions,
        captures=shown.captures,
        texts=shown.texts,
        statements={
            id_: StatementRecord(id=id_, text_id=text_id, statement=statement)
            for text_id, (annotation, ids) in found.items()
            for id_, statement in zip(ids, annotation.statements, strict=True)
        },
        document_statements={id_: found[text_id][1] for id_, text_id in read_texts.items()},
        mentions={id_: found[text_id][0].mentions for id_, text_id in read_texts.items()},
        resolution=held,
        knowledge=knowledge,
        sources=reports,
        redirects=old_ids,
        pipeline=pipeline,
        backlog=backlog,
        not_taken_in=lost,
        judgements=judged,
        read=read,
    )


def _not_taken_in(conn: sa.Connection) -> tuple[Document, ...]:
    """Return the documents of which nothing is held for a reason that a reader should know."""
    state = tables.document_state
    query = sa.select(state.c.document_id).where(state.c.status.in_(_LOST))
    found = documents.listed(conn, set(conn.scalars(query)))
    return tuple(sorted(found, key=lambda one: (-one.first_seen.timestamp(), one.id)))


def _wanted(held: Resolution) -> set[str]:
    """Return the relevant documents and all that derived records or reuse lead to from them."""
    wanted = {id_ for id_, relevance in held.relevance.items() if relevance.relevant}
    for claim in held.claims:
        wanted.update(one.document_id for one in (claim.first, *claim.appearances))
        wanted.update(id_ for origin in claim.origins for id_ in origin.documents)
    wanted.update(response.appearance.document_id for response in held.responses)
    for story in held.stories:
        wanted.update((*story.documents, story.headline_document))
    wanted.update(one.document_id for event in held.events for one in event.evidence)
    for delta in held.deltas:
        wanted.update((delta.document_id, delta.evidence.document_id))
    wanted.update(_between(held))
    taken_from: dict[str, list[str]] = {}
    for reuse in held.reuse:
        taken_from.setdefault(reuse.document_id, []).append(reuse.source_id)
    ahead = list(wanted)
    while ahead:
        new = [id_ for id_ in taken_from.get(ahead.pop(), ()) if id_ not in wanted]
        wanted.update(new)
        ahead += new
    return wanted


def _between(held: Resolution) -> Iterator[str]:
    """Yield the documents that what stands between claims leads to."""
    for conflict in held.conflicts:
        for value in conflict.values:
            yield from value.documents
    for figure in held.figures:
        yield from (one.evidence.document_id for one in (figure.first, *figure.later))
    for drift in held.drifts:
        yield from (drift.before.document_id, drift.after.document_id)
    yield from (step.evidence.document_id for step in held.ladder)
    for position in held.positions:
        yield from (step.evidence.document_id for step in position.steps)
    yield from (change.document_id for change in held.changes)
    for story in held.stories:
        yield from story.also


def _limited(held: Resolution, wanted: Collection[str]) -> Resolution:
    """Return the resolution without the relevance and reuse of documents that are not shown."""
    return replace(
        held,
        relevance={id_: one for id_, one in held.relevance.items() if id_ in wanted},
        reuse=tuple(one for one in held.reuse if one.document_id in wanted),
    )


def _shown(conn: sa.Connection, wanted: Collection[str]) -> _Shown:
    history = revisions.of_documents(conn, wanted)
    text_ids = {one.text_id for all_ in history.values() for one in all_}
    return _Shown(
        documents={one.id: one for one in documents.listed(conn, wanted)},
        revisions=history,
        captures=revisions.captures(conn, wanted),
        texts=dict(sorted(revisions.texts(conn, text_ids).items())),
    )


def _newest_moment(shown: _Shown) -> dt.datetime | None:
    """Return the newest moment in the data: of a capture, or of a document first seen."""
    moments = [one.fetched_at for one in shown.captures.values()]
    moments += [one.first_seen for one in shown.documents.values()]
    moments += [one.seen_at for all_ in shown.revisions.values() for one in all_]
    return max(moments, default=None)


def _live(held: Resolution, knowledge: Knowledge) -> Mapping[RedirectKind, Collection[str]]:
    return {
        RedirectKind.CLAIM: {claim.id for claim in held.claims},
        RedirectKind.STORY: {story.id for story in held.stories},
        RedirectKind.ENTITY: knowledge.entities.keys(),
        RedirectKind.EVENT: {event.id for event in held.events},
    }


def _digest(
    knowledge: Knowledge,
    pipeline: str,
    held: Resolution,
    shown: _Shown,
    reports: Iterable[SourceReport],
    old_ids: Mapping[str, str],
    backlog: Mapping[str, int],
    lost: Sequence[Document],
    judged: Sequence[Judgement],
    read: int,
) -> str:
    """Return the digest of all that was read.

    Statements and mentions are a function of text and pipeline, and a text of its id, so that these
    ids stand for them; likewise a capture's, whose place in the archive is nobody else's business.
    """
    parts = {
        "knowledge": knowledge.digest,
        "pipeline": pipeline,
        "read": read,
        "resolution": codec.plain(held),
        "documents": codec.plain(list(shown.documents.values())),
        "revisions": codec.plain(list(shown.revisions.values())),
        "captures": sorted(shown.captures),
        "sources": [codec.plain(report) for report in reports],
        "redirects": dict(old_ids),
        "backlog": dict(backlog),
        "lost": codec.plain(list(lost)),
        "judgements": [one.id for one in judged],
    }
    return combined_digest(f"{name} {value_digest(part)}" for name, part in parts.items())


def _backlog(conn: sa.Connection, pipeline: str) -> dict[str, int]:
    """Return the numbers of documents that are not shown, by the reason.

    ``discovered``, ``refused``, ``failed``, ``unreadable`` and ``gone`` are states of the crawl;
    ``pending`` waits for language work, ``unread`` failed in it, ``unresolved`` waits for the
    resolver, ``irrelevant`` was found not to belong to the tracker.
    """
    status = documents.counts(conn)
    numbers = {name: n for name, n in status.items() if name != DocumentStatus.CAPTURED}
    newest, annotation, relevance = revisions.newest(), tables.annotation, tables.relevance
    mine = sa.and_(annotation.c.text_id == newest.c.text_id, annotation.c.pipeline == pipeline)
    joined = newest.outerjoin(annotation, mine).outerjoin(
        relevance, relevance.c.document_id == newest.c.document_id
    )
    query = (
        sa.select(annotation.c.state, relevance.c.relevant, sa.func.count())
        .select_from(joined)
        .group_by(annotation.c.state, relevance.c.relevant)
    )
    numbers |= {"pending": 0, "unread": 0, "unresolved": 0, "irrelevant": 0}
    for state, relevant, number in conn.execute(query):
        if state is Work.FAILED:
            numbers["unread"] += number
        elif state is not Work.DONE:
            numbers["pending"] += number
        elif relevant is None:
            numbers["unresolved"] += number
        elif not relevant:
            numbers["irrelevant"] += number
    return numbers
