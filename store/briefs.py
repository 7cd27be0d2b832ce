"""What the resolver keeps of each document, so that it is read and judged once.

A brief is bytes to the store: :mod:`nlp.across.compact` makes and reads them. It holds as long as
the document's newest revision and the maker (pipeline, resolver, knowledge base) are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from store import revisions, tables
from store.db import upsert
from store.tables import Work

_AT_ONCE = 500  # rows that are read at once


def due(conn: sa.Connection, pipeline: str, made_by: str) -> list[str]:
    """Return the documents that are read and have no brief that holds, by (first seen, id)."""
    newest, annotation = revisions.newest(), tables.annotation
    document, brief = tables.document, tables.brief
    done = sa.and_(
        annotation.c.text_id == newest.c.text_id,
        annotation.c.pipeline == pipeline,
        annotation.c.state == Work.DONE,
    )
    holds = sa.and_(
        brief.c.document_id == newest.c.document_id,
        brief.c.revision_id == newest.c.id,
        brief.c.made_by == made_by,
    )
    query = (
        sa.select(document.c.id)
        .select_from(newest.join(annotation, done).outerjoin(brief, holds))
        .join(document, document.c.id == newest.c.document_id)
        .where(brief.c.document_id.is_(None))
        .order_by(document.c.first_seen, document.c.id)
    )
    return list(conn.scalars(query))


def save(conn: sa.Connection, made_by: str, briefs: Mapping[tuple[str, str], bytes]) -> None:
    """Keep briefs, given by document and revision, in place of older ones."""
    rows = [
        {"document_id": document_id, "revision_id": revision_id, "made_by": made_by, "body": body}
        for (document_id, revision_id), body in briefs.items()
    ]
    upsert(conn, tables.brief, rows, update=["revision_id", "made_by", "body"])


def forget(conn: sa.Connection) -> None:
    """Drop every brief: all documents are due again."""
    conn.execute(tables.brief.delete())


def held(conn: sa.Connection, made_by: str) -> Iterator[bytes]:
    """Yield the briefs of this maker by (first seen, id) of their documents."""
    document, brief = tables.document, tables.brief
    query = (
        sa.select(brief.c.body)
        .join(document, document.c.id == brief.c.document_id)
        .where(brief.c.made_by == made_by)
        .order_by(document.c.first_seen, document.c.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    yield from conn.scalars(query)
