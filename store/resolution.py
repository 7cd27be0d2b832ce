"""What the resolver works on, and what it derived: read, replaced by difference, read again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from claimwire.ids import value_digest
from claimwire.model import (
    Annotation,
    Document,
    Judgement,
    Resolution,
    Reuse,
    ReuseKind,
    Revision,
)
from store import documents, imprints, redirects, resolution_rows, revisions, tables
from store.annotations import load
from store.db import upsert
from store.difference import Change, reconcile
from store.tables import Work

_SLOT = "current"


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document with its newest revision, its text and what was found in it.

    This is :class:`claimwire.model.Item` before its relevance is judged.
    """

    document: Document
    revision: Revision
    text: str
    annotation: Annotation
    statement_ids: tuple[str, ...]


def items(
    conn: sa.Connection, pipeline: str, document_ids: Collection[str] | None = None
) -> list[AnnotatedDocument]:
    """Return documents whose newest revision the pipeline has read, by (first seen, id).

    Of these documents (default: of all) those come that have been read.
    """
    return [states[-1] for states in histories(conn, pipeline, document_ids)]


def histories(
    conn: sa.Connection, pipeline: str, document_ids: Collection[str] | None = None
) -> list[tuple[AnnotatedDocument, ...]]:
    """Return the same documents in all their revisions that have been read, oldest first."""
    known = revisions.of_documents(conn, document_ids)
    found = load(conn, pipeline, {one.text_id for all_ in known.values() for one in all_})
    read = {id_: all_ for id_, all_ in known.items() if all_[-1].text_id in found}
    texts = revisions.texts(
        conn, {one.text_id for all_ in read.values() for one in all_} & set(found)
    )
    return [
        tuple(
            AnnotatedDocument(document, one, texts[one.text_id], *found[one.text_id])
            for one in read[document.id]
            if one.text_id in found
        )
        for document in documents.listed(conn, read)
    ]


def input_digest(
    conn: sa.Connection,
    pipeline: str,
    *,
    version: str = "",
    knowledge: str = "",
    judgements: Sequence[Judgement] = (),
) -> str:
    """Return a digest of all that a resolution depends on.

    That is: which revision of which document the pipeline has read, when the document was first
    seen and who published it, the given versions of the resolver and of the knowledge base, and
    what an operator judged.
    """
    newest, annotation, document = revisions.newest(), tables.annotation, tables.document
    done = sa.and_(
        annotation.c.text_id == newest.c.text_id,
        annotation.c.pipeline == pipeline,
        annotation.c.state == Work.DONE,
    )
    query = (
        sa.select(document.c.id, document.c.publisher, document.c.first_seen, newest.c.id)
        .select_from(newest.join(annotation, done))
        .join(document, document.c.id == newest.c.document_id)
        .order_by(document.c.id)
    )
    rows = [[row[0], row[1], row[2].isoformat(), row[3]] for row in conn.execute(query)]
    return value_digest(
        {
            "pipeline": pipeline,
            "version": version,
            "knowledge": knowledge,
            "documents": rows,
            "judgements": [one.id for one in judgements],
        }
    )


def resolved_digest(conn: sa.Connection) -> str | None:
    """Return the input digest of the resolution that is held, or ``None`` without one."""
    return conn.scalar(sa.select(tables.resolution_state.c.input_digest))


def replace(conn: sa.Connection, resolution: Resolution, input_digest: str) -> Change:
    """Hold this resolution in place of the one before; rows that are equal are not touched.

    A claim or story that went into another leaves a redirect. The knowledge base with the disputes
    that the resolution names must have been written before (:func:`store.knowledge.sync`). Rows
    are read and compared only of records whose imprint differs; without imprints, of all.
    """
    compared = imprints.are_held(conn)
    touched: dict[str, set[str]] = {}
    vanished: dict[str, set[str]] = {}
    for kind, records in resolution_rows.records(resolution).items():
        before, now = imprints.held(conn, kind), imprints.made(records)
        differing = {id_: value for id_, value in now.items() if before.get(id_) != value}
        vanished[kind] = before.keys() - now.keys()
        touched[kind] = {id_.partition(" ")[0] for id_ in (*differing, *vanished[kind])}
        imprints.note(conn, kind, differing, vanished[kind])
    merged = redirects.held(conn, vanished if compared else None)
    rows = resolution_rows.to_rows(resolution, touched if compared else None)
    owned = {name: (by, touched[kind]) for name, (kind, by) in resolution_rows.OWNED.items()}
    change = reconcile(conn, tables.PARENTS_FIRST, rows, owned if compared else None)
    if any(merged.parts.values()):
        redirects.record_merges(conn, merged, redirects.made_of(resolution))
    state = {"slot": _SLOT, "version": resolution.version, "input_digest": input_digest}
    upsert(conn, tables.resolution_state, [state], update=["version", "input_digest"])
    return change


def reuse(conn: sa.Connection) -> tuple[Reuse, ...]:
    """Return who takes whose words, without possible translations, in the order of documents."""
    found = resolution_rows.reuse(conn)
    return tuple(one for one in found if one.kind is not ReuseKind.TRANSLATION)


def read(conn: sa.Connection) -> Resolution | None:
    """Return the resolution that is held, equal to the one that was given, or ``None``."""
    version = conn.scalar(sa.select(tables.resolution_state.c.version))
    return None if version is None else resolution_rows.read(conn, version)
