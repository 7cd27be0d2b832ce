"""Captures, texts and revisions: only ever added, never changed or removed.

No function here updates or deletes them, and triggers in the database refuse both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from claimwire.ids import make_id, text_digest, value_digest
from claimwire.model import Article, Capture, Revision, Stamp
from store import tables
from store.columns import storable
from store.db import selected, upsert


def add_capture(conn: sa.Connection, capture: Capture) -> None:
    """Add a capture of a known document; the same one twice is one row."""
    upsert(conn, tables.capture, [{name: getattr(capture, name) for name in Capture.__slots__}])


def add_revision(
    conn: sa.Connection,
    document_id: str,
    capture: Capture | None,
    article: Article,
    seen_at: dt.datetime,
) -> Revision | None:
    """Add what was read from a document, unless its newest revision says the same already.

    The body becomes a text, once for all documents that share it, and a new text is queued for the
    current pipeline. A document that returns to an earlier state gets a further revision. Reading
    an older capture to the same result again adds nothing.

    Parameters
    ----------
    capture:
        The capture it was read from, added before; ``None`` for documents given by hand.
    seen_at:
        When this state was first seen.

    Returns
    -------
    Revision or None
        The new revision, or ``None`` if there is nothing new.
    """
    body = storable(article.text)
    text_id = text_digest(body)
    digest = _digest(article, text_id)
    capture_id = None if capture is None else capture.id
    earlier = _digests(conn, document_id)
    if earlier and earlier[-1].digest == digest:
        return None
    same = [row for row in earlier if row.digest == digest]
    if same and earlier[-1].capture_id != capture_id and capture_id in _captures_of(same):
        return None
    upsert(conn, tables.text, [{"id": text_id, "body": body, "length": len(body)}])
    _queue(conn, text_id)
    number = len(earlier) + 1
    again = (number,) if same else ()
    revision = {
        "id": make_id("r", document_id, digest, *again),
        "document_id": document_id,
        "number": number,
        "digest": digest,
        "capture_id": capture_id,
        "seen_at": seen_at,
        "text_id": text_id,
    }
    conn.execute(tables.revision.insert(), [revision | _article_values(article)])
    return of_documents(conn, [document_id])[document_id][-1]


def _digest(article: Article, text_id: str) -> str:
    """Return the digest of what makes two states of a document different."""
    return value_digest(
        {
            "title": None if article.title is None else storable(article.title),
            "text_id": text_id,
            "authors": [storable(author) for author in article.authors],
            "published": _stamp_parts(article.published),
            "modified": _stamp_parts(article.modified),
        }
    )


def _captures_of(rows: Iterable[sa.Row[Any]]) -> set[str | None]:
    return {row.capture_id for row in rows}


def _stamp_parts(stamp: Stamp | None) -> list[str] | None:
    if stamp is None:
        return None
    return [stamp.at.astimezone(dt.UTC).isoformat(), stamp.precision]


def _digests(conn: sa.Connection, document_id: str) -> list[sa.Row[Any]]:
    table = tables.revision
    query = sa.select(table.c.digest, table.c.capture_id).where(table.c.document_id == document_id)
    return list(conn.execute(query.order_by(table.c.number)))


def _queue(conn: sa.Connection, text_id: str) -> None:
    """Queue a text for the current pipeline, if there is one and it is not queued yet."""
    table = tables.pipeline
    current = conn.scalar(sa.select(table.c.digest).where(table.c.current))
    if current is not None:
        row = {"pipeline": current, "text_id": text_id, "state": tables.Work.PENDING}
        upsert(conn, tables.annotation, [row | {"attempts": 0}])


def _article_values(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "authors": article.authors,
        **_stamp_values("published", article.published),
        **_stamp_values("modified", article.modified),
        "publisher_name": article.publisher,
        "language": article.language,
        "summary": article.summary,
        "kind": article.kind,
        "paywalled": article.paywalled,
        "partial": article.partial,
        "links": article.links,
        "evidence": dict(article.evidence),
    }


def _stamp_values(name: str, stamp: Stamp | None) -> dict[str, Any]:
    return {
        f"{name}_at": None if stamp is None else stamp.at,
        f"{name}_precision": None if stamp is None else stamp.precision,
        f"{name}_how": None if stamp is None else stamp.how,
        f"{name}_suspect": None if stamp is None else stamp.suspect,
    }


def revision_of(row: sa.RowMapping) -> Revision:
    """Return the record of one row of the table ``revision``."""
    stamps = ("published", "modified")
    plain = {name: row[name] for name in Revision.__slots__ if name not in stamps}
    return Revision(published=_stamp(row, "published"), modified=_stamp(row, "modified"), **plain)


def _stamp(row: sa.RowMapping, name: str) -> Stamp | None:
    at = row[f"{name}_at"]
    if at is None:
        return None
    precision, how = row[f"{name}_precision"], row[f"{name}_how"]
    return Stamp(at=at, precision=precision, how=how, suspect=row[f"{name}_suspect"])


def of_documents(
    conn: sa.Connection, document_ids: Collection[str] | None = None
) -> dict[str, tuple[Revision, ...]]:
    """Return the revisions of these documents (default: of all), oldest first."""
    table = tables.revision
    found: dict[str, list[Revision]] = {}
    for row in selected(conn, sa.select(table), table.c.document_id, document_ids):
        found.setdefault(row.document_id, []).append(revision_of(row._mapping))
    return {
        id_: tuple(sorted(revisions, key=lambda one: one.number))
        for id_, revisions in sorted(found.items())
    }


def captures(
    conn: sa.Connection, document_ids: Collection[str] | None = None
) -> dict[str, Capture]:
    """Return the captures of these documents (default: of all) by their ids, oldest first."""
    table = tables.capture
    rows = selected(conn, sa.select(table), table.c.document_id, document_ids)
    found = [Capture(**{name: row._mapping[name] for name in Capture.__slots__}) for row in rows]
    return {one.id: one for one in sorted(found, key=lambda one: (one.fetched_at, one.id))}


def newest_capture(conn: sa.Connection, document_id: str) -> Capture | None:
    """Return the capture of the document that was fetched last."""
    return next(reversed(list(captures(conn, [document_id]).values())), None)


def texts(conn: sa.Connection, text_ids: Collection[str]) -> dict[str, str]:
    """Return bodies by text id."""
    table = tables.text
    query = sa.select(table.c.id, table.c.body)
    return {row.id: row.body for row in selected(conn, query, table.c.id, sorted(set(text_ids)))}


def newest() -> sa.Subquery:
    """Return the subquery of every document's newest revision (``document_id``, ``id``…)."""
    table = tables.revision
    last = (
        sa.select(table.c.document_id, sa.func.max(table.c.number).label("number"))
        .group_by(table.c.document_id)
        .subquery()
    )
    joined = table.join(
        last,
        sa.and_(table.c.document_id == last.c.document_id, table.c.number == last.c.number),
    )
    return sa.select(table).select_from(joined).subquery("newest")


def newest_of(conn: sa.Connection) -> dict[str, Revision]:
    """Return the newest revision of every document that has one, by document id."""
    found = newest()
    query = sa.select(found).order_by(found.c.document_id)
    return {row["document_id"]: revision_of(row) for row in conn.execute(query).mappings()}
