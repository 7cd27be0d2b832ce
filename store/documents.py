"""Documents: their identity, where they stand in the crawl, and finding them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from claimwire.ids import make_id
from claimwire.model import Document, DocumentStatus, DocumentTask, Entry, FetchMode
from store import tables
from store.columns import storable
from store.db import insert, selected, upsert
from store.revisions import add_capture, add_revision, newest_capture

__all__ = [
    "add_capture",
    "add_revision",
    "add_url",
    "counts",
    "discover",
    "document_id",
    "due",
    "get",
    "host_of",
    "last_body",
    "listed",
    "newest_capture",
    "renew",
    "seen_since",
    "set_state",
    "visits",
]

_UNCHANGED = ("not-modified", "same")  # outcomes of a fetch that brought the bytes we have


def document_id(url_key: str) -> str:
    """Return the id of the document with this URL key."""
    return make_id("d", storable(url_key))


def discover(
    conn: sa.Connection,
    source_id: str | None,
    publisher: str,
    entries: Sequence[Entry],
    now: dt.datetime,
    *,
    wanted: bool = True,
) -> int:
    """Enter the documents that a source names, due at once; return how many are new.

    A document that is known keeps its row; addresses of it that are new are added.

    Parameters
    ----------
    source_id:
        The source, or ``None`` for documents that were given by hand.
    publisher:
        Id of their publisher, ``web:<domain>`` when the knowledge base has none.
    wanted:
        False for what a source listed before our first look at it: entered, never due.
    """
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(document_id(entry.url_key), entry)
    if not first:
        return 0
    rows = [
        {
            "id": id_,
            "url": entry.canonical_url,
            "url_key": entry.url_key,
            "host": host_of(entry.canonical_url),
            "publisher": publisher,
            "source_id": source_id,
            "first_seen": now,
            "entry": entry,
        }
        for id_, entry in sorted(first.items())
    ]
    statement = insert(conn, tables.document).on_conflict_do_nothing()
    new = conn.scalars(statement.returning(tables.document.c.id), rows).all()
    state = {
        "status": DocumentStatus.DISCOVERED,
        "attempts": 0,
        "next_due": now if wanted else None,
    }
    upsert(conn, tables.document_state, [{"document_id": id_} | state for id_ in new])
    _add_urls(conn, entries)
    return len(new)


def renew(conn: sa.Connection, entries: Sequence[Entry], now: dt.datetime, *, most: int) -> int:
    """Make known documents due that say they changed since we asked for them; return how many.

    Documents that were only entered, never fetched, count from then on.

    Parameters
    ----------
    most:
        A source that says so of more documents at once marks them by itself: none is renewed.
    """
    stated = {
        document_id(one.url_key): one.modified
        for one in entries
        if one.modified is not None and one.modified <= now
    }
    document, state, capture, fetch = (
        tables.document, tables.document_state, tables.capture, tables.fetch,
    )  # fmt: skip
    captured = sa.select(sa.func.max(capture.c.fetched_at).label("at")).where(
        capture.c.document_id == document.c.id
    )
    asked = sa.select(sa.func.max(fetch.c.started).label("at")).where(
        fetch.c.document_id == document.c.id
    )
    query = (
        sa.select(
            document.c.id,
            document.c.first_seen,
            captured.scalar_subquery().label("captured"),
            asked.scalar_subquery().label("asked"),
        )
        .select_from(document.join(state))
        .where(
            state.c.next_due.is_(None),
            state.c.status.in_([DocumentStatus.DISCOVERED, DocumentStatus.CAPTURED]),
        )
    )
    changed = [
        row.id
        for row in selected(conn, query, document.c.id, stated)
        if stated[row.id] > max(filter(None, (row.first_seen, row.captured, row.asked)))
    ]
    if len(changed) > most:
        return 0
    for id_ in changed:
        conn.execute(state.update().where(state.c.document_id == id_).values(next_due=now))
    return len(changed)


def _add_urls(conn: sa.Connection, entries: Iterable[Entry]) -> None:
    urls = {
        url: document_id(entry.url_key)
        for entry in entries
        for url in (entry.url, entry.canonical_url)
    }
    rows = [{"id": _url_id(url), "url": url, "document_id": id_} for url, id_ in urls.items()]
    upsert(conn, tables.document_url, rows)


def _url_id(url: str) -> str:
    """Return the key of an address: addresses can be longer than an index takes."""
    return make_id("u", storable(url))


def add_url(conn: sa.Connection, document: str, url: str) -> None:
    """Remember another address of a document; one that belongs to a document already stays."""
    row = {"id": _url_id(url), "url": url, "document_id": document}
    upsert(conn, tables.document_url, [row])


def due(
    conn: sa.Connection,
    now: dt.datetime,
    *,
    limit: int,
    per_host: int,
    exclude: Collection[str] = (),
    only_sources: Collection[str] = (),
    holds: Callable[[str], bool] | None = None,
) -> list[DocumentTask]:
    """Return documents to fetch now, longest due first, at most ``per_host`` of one host.

    Parameters
    ----------
    exclude:
        Ids of documents, or hosts, that are not wanted now (in flight, or held back).
    only_sources:
        Ids of the sources whose documents are wanted; empty: all.
    holds:
        Says of a host whether its documents are wanted; default: all.
    """
    document, state, source = tables.document, tables.document_state, tables.source
    order = (state.c.next_due, document.c.first_seen, document.c.id)
    rank = sa.func.row_number().over(partition_by=document.c.host, order_by=order)
    candidates = (
        sa.select(document.c.id, rank.label("rank"))
        .select_from(document.join(state))
        .where(state.c.next_due.is_not(None), state.c.next_due <= now)
    )
    if only_sources:
        candidates = candidates.where(document.c.source_id.in_(sorted(only_sources)))
    if holds is not None:
        candidates = candidates.where(document.c.host.in_(_due_hosts(conn, now, holds)))
    if exclude:
        held = sorted(exclude)
        candidates = candidates.where(document.c.id.not_in(held), document.c.host.not_in(held))
    ranked = candidates.subquery()
    query = (
        sa.select(document, state, source.c.fetch)
        .select_from(document.join(state).join(ranked, ranked.c.id == document.c.id))
        .outerjoin(source, source.c.id == document.c.source_id)
        .where(ranked.c.rank <= per_host)
        .order_by(*order)
        .limit(limit)
    )
    return [
        DocumentTask(
            document_id=row.id,
            url=row.url,
            source_id=row.source_id,
            entry=row.entry,
            attempts=row.attempts,
            etag=row.etag,
            last_modified=row.last_modified,
            fetch=row.fetch or FetchMode.PAGE,
        )
        for row in conn.execute(query)
    ]


_MOST_HOSTS = 2000  # far more than are asked at once; the others follow when these are done


def _due_hosts(conn: sa.Connection, now: dt.datetime, holds: Callable[[str], bool]) -> list[str]:
    """Return hosts of documents that are due, longest due first, as far as ``holds`` says so."""
    document, state = tables.document, tables.document_state
    query = (
        sa.select(document.c.host)
        .select_from(document.join(state))
        .where(state.c.next_due.is_not(None), state.c.next_due <= now)
        .group_by(document.c.host)
        .order_by(sa.func.min(state.c.next_due), document.c.host)
    )
    return [host for host in conn.scalars(query) if holds(host)][:_MOST_HOSTS]


def seen_since(conn: sa.Connection, document: str, seen_at: dt.datetime) -> None:
    """Move the first-seen time of a document back to ``seen_at``, if it is later than that.

    A replayed archive holds captures that are older than the discovery of their document.
    """
    table = tables.document
    later = sa.and_(table.c.id == document, table.c.first_seen > seen_at)
    conn.execute(table.update().where(later).values(first_seen=seen_at))


@dataclass(frozen=True, slots=True)
class Visits:
    """How a document has answered so far."""

    first: dt.datetime  # of its captures
    revisions: int
    unchanged: int  # visits since the newest revision that brought nothing new


def visits(conn: sa.Connection, document: str) -> Visits | None:
    """Return how a document has answered so far, ``None`` for one of which nothing is held."""
    capture, revision, fetch = tables.capture, tables.revision, tables.fetch
    query = sa.select(sa.func.max(revision.c.seen_at), sa.func.count())
    newest, revisions = conn.execute(query.where(revision.c.document_id == document)).one()
    first = conn.scalar(
        sa.select(sa.func.min(capture.c.fetched_at)).where(capture.c.document_id == document)
    )
    if newest is None or first is None:
        return None
    captured = conn.scalar(
        sa.select(sa.func.count())
        .select_from(capture)
        .where(capture.c.document_id == document, capture.c.fetched_at > newest)
    )
    answered = conn.scalar(
        sa.select(sa.func.count())
        .select_from(fetch)
        .where(
            fetch.c.document_id == document,
            fetch.c.started > newest,
            fetch.c.outcome.in_(_UNCHANGED),
        )
    )
    return Visits(first, revisions, (captured or 0) + (answered or 0))


def last_body(conn: sa.Connection, document: str) -> str | None:
    """Return the SHA-256 of the bytes that the document's newest capture brought."""
    newest = newest_capture(conn, document)
    return None if newest is None else newest.sha256


def set_state(
    conn: sa.Connection,
    document: str,
    status: DocumentStatus,
    *,
    attempts: int = 0,
    next_due: dt.datetime | None = None,
    failure: str | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> None:
    """Set where a document stands; everything that is not given becomes unknown or zero.

    Parameters
    ----------
    attempts:
        Fetches that failed in a row.
    next_due:
        When to fetch it (again); ``None``: not at all.
    failure:
        Words for a person about what went wrong.
    etag, last_modified:
        Validators of the page, byte for byte.
    """
    values: dict[str, Any] = {
        "status": status,
        "attempts": attempts,
        "next_due": next_due,
        "failure": failure,
        "etag": etag,
        "last_modified": last_modified,
    }
    upsert(conn, tables.document_state, [{"document_id": document} | values], update=sorted(values))


def get(conn: sa.Connection, id_or_url: str) -> Document | None:
    """Return a document by its id, its URL key or any address known of it."""
    document, known = tables.document, tables.document_url
    by_url = sa.select(known.c.document_id).where(known.c.id == _url_id(id_or_url))
    by_id = document.c.id.in_([id_or_url, document_id(id_or_url)])
    query = sa.select(document.c.id).where(sa.or_(by_id, document.c.id.in_(by_url)))
    found = conn.scalar(query.order_by(document.c.id).limit(1))
    return None if found is None else listed(conn, [found])[0]


def entries(conn: sa.Connection, ids: Collection[str] | None = None) -> dict[str, Entry]:
    """Return what the source said of documents when it first named them, by document id."""
    query = sa.select(tables.document.c.id, tables.document.c.entry)
    return {row.id: row.entry for row in selected(conn, query, tables.document.c.id, ids)}


def listed(conn: sa.Connection, ids: Collection[str] | None = None) -> list[Document]:
    """Return the documents with these ids (default: all), in the order in which they were seen."""
    document, state, known = tables.document, tables.document_state, tables.document_url
    query = sa.select(document, state.c.status, state.c.failure).select_from(document.join(state))
    urls = sa.select(known.c.document_id, known.c.url)
    rows = list(selected(conn, query, document.c.id, ids))
    addresses: dict[str, list[str]] = {}
    for row in selected(conn, urls, known.c.document_id, ids):
        addresses.setdefault(row.document_id, []).append(row.url)
    return [
        Document(
            id=row.id,
            url=row.url,
            url_key=row.url_key,
            publisher=row.publisher,
            source_id=row.source_id,
            first_seen=row.first_seen,
            status=row.status,
            credited_source=row.entry.credited_source,
            urls=tuple(sorted(addresses.get(row.id, ()))),
            failure=row.failure,
        )
        for row in sorted(rows, key=lambda row: (row.first_seen, row.id))
    ]


def ids_of(conn: sa.Connection, sources: Collection[str] | None = None) -> list[str]:
    """Return the ids of the documents of sources (default: of all) as they were seen.

    Ids alone fit into memory where whole documents do not.
    """
    table = tables.document
    query = sa.select(table.c.id, table.c.first_seen)
    rows = selected(conn, query, table.c.source_id, sources)
    return [row.id for row in sorted(rows, key=lambda row: (row.first_seen, row.id))]


def counts(conn: sa.Connection) -> dict[str, int]:
    """Return the number of documents by status; every status has a number.

    Discovered are those that wait to be fetched; what is only entered is not counted.
    """
    status, next_due = tables.document_state.c.status, tables.document_state.c.next_due
    waiting = sa.or_(status != DocumentStatus.DISCOVERED, next_due.is_not(None))
    query = sa.select(status, sa.func.count()).where(waiting).group_by(status)
    found = {row[0]: row[1] for row in conn.execute(query)}
    return {one.value: found.get(one, 0) for one in DocumentStatus}


def host_of(url: str) -> str:
    """Return the host of an address in lower case, with its port if it names one."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
        return (parts.hostname or "") + port
    except ValueError:  # a hostile address; it shares one pace with all of its kind
        return ""
