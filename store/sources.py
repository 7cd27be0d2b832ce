"""Sources and what is remembered of them between runs; the rows of requests that were made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from claimwire.ids import make_id
from claimwire.model import DocumentStatus, Fetch, Health, Source, SourceReport, SourceState
from store import tables
from store.db import upsert

_RATE_OVER = dt.timedelta(weeks=4)
_LEAST_WEEKS = 0.5  # below, a rate says nothing
_CONFIGURED = (
    "name",
    "publisher",
    "kind",
    "url",
    "enabled",
    "language",
    "country",
    "timezone",
    "perspective",
    "state_media",
    "fetch",
    "include",
    "exclude",
    "expected_per_week",
    "note",
    "api",
    "query",
    "token_env",
    "fallback",
    "status",
)
_REMEMBERED = (
    "health",
    "etag",
    "last_modified",
    "body_sha256",
    "failures",
    "next_due",
    "last_fetch",
    "last_success",
    "last_new",
    "last_error",
    "unconditional_at",
    "skip_hours",
    "skip_days",
    "cursor",
    "rights",
)


def sync(conn: sa.Connection, sources: Sequence[Source]) -> None:
    """Make the table agree with ``sources.toml``; what is remembered of a source stays.

    A source that is no longer configured is kept and marked. When the configured address changes,
    what was remembered of the old one (adopted address, validators, failures) is forgotten.
    """
    table = tables.source
    known = {row.id: row.url for row in conn.execute(sa.select(table.c.id, table.c.url))}
    moved = [one.id for one in sources if known.get(one.id, one.url) != one.url]
    fresh = _state_values(SourceState(source_id=""))
    rows = [_config_values(one) | fresh | {"id": one.id} for one in sources]
    update = [*_CONFIGURED, "interval_seconds", "configured"]
    upsert(conn, table, rows, update=update)
    for source_id in moved:
        conn.execute(table.update().where(table.c.id == source_id).values(fresh))
    for source_id in sorted(known.keys() - {one.id for one in sources}):
        conn.execute(table.update().where(table.c.id == source_id).values(configured=False))


def due(
    conn: sa.Connection,
    now: dt.datetime,
    *,
    only: Collection[str] = (),
    ignore_interval: bool = False,
) -> list[tuple[Source, SourceState]]:
    """Return the enabled sources to ask now, in the order of their ids; never one that is gone.

    Parameters
    ----------
    only:
        Ids of the sources to consider; empty: all.
    ignore_interval:
        Also those whose next visit is later.
    """
    table = tables.source
    asked = sa.and_(table.c.configured, table.c.enabled, table.c.health != Health.GONE)
    query = sa.select(table).where(asked).order_by(table.c.id)
    if only:
        query = query.where(table.c.id.in_(sorted(only)))
    if not ignore_interval:
        query = query.where(sa.or_(table.c.next_due.is_(None), table.c.next_due <= now))
    return [(_source(row), _state(row)) for row in conn.execute(query).mappings()]


def get(conn: sa.Connection, source_id: str) -> tuple[Source, SourceState] | None:
    """Return one source and its state."""
    query = sa.select(tables.source).where(tables.source.c.id == source_id)
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else (_source(row), _state(row))


def states(conn: sa.Connection) -> list[tuple[Source, SourceState]]:
    """Return every configured source with its state, by id; reads no document."""
    query = sa.select(tables.source).where(tables.source.c.configured).order_by(tables.source.c.id)
    return [(_source(row), _state(row)) for row in conn.execute(query).mappings()]


def save_state(conn: sa.Connection, state: SourceState) -> None:
    """Remember the state of a source that :func:`sync` has entered."""
    table = tables.source
    conn.execute(table.update().where(table.c.id == state.source_id).values(_state_values(state)))


def save_discovery(
    conn: sa.Connection,
    state: SourceState,
    fetch: Fetch,
    *,
    new_entries: int,
    now: dt.datetime,
) -> None:
    """Remember one look at a source: its request, its state, and ``now`` if it brought news."""
    record_fetch(conn, replace(fetch, new_entries=new_entries))
    save_state(conn, replace(state, last_new=now) if new_entries else state)


def record_fetch(conn: sa.Connection, fetch: Fetch) -> str:
    """Add the row of one request and return its id; the same request twice is one row."""
    fetch_id = make_id(
        "f", fetch.source_id, fetch.document_id, fetch.url, fetch.started.isoformat(),
        fetch.outcome,
    )  # fmt: skip
    row = {name: getattr(fetch, name) for name in Fetch.__slots__}
    upsert(conn, tables.fetch, [row | {"id": fetch_id}])
    return fetch_id


def fetches(conn: sa.Connection, *, source_id: str | None = None, limit: int = 50) -> list[Fetch]:
    """Return the newest requests, of one source or of all, newest first."""
    table = tables.fetch
    query = sa.select(table).order_by(table.c.started.desc(), table.c.id).limit(limit)
    if source_id is not None:
        query = query.where(table.c.source_id == source_id)
    return [
        Fetch(**{name: row[name] for name in Fetch.__slots__})
        for row in conn.execute(query).mappings()
    ]


def reports(conn: sa.Connection) -> tuple[SourceReport, ...]:
    """Return every configured source with its state and the numbers of its documents, by id."""
    document, relevance, at = tables.document, tables.relevance, tables.document_state
    relevant = sa.func.sum(sa.case((relevance.c.relevant, 1), else_=0))
    never = sa.and_(at.c.status == DocumentStatus.DISCOVERED, at.c.next_due.is_(None))
    numbers = (
        sa.select(
            document.c.source_id,
            sa.func.count().label("documents"),
            relevant.label("relevant"),
            sa.func.sum(sa.case((never, 1), else_=0)).label("entered"),
            sa.func.max(document.c.first_seen).label("last_document"),
        )
        .select_from(document.outerjoin(relevance).outerjoin(at))
        .group_by(document.c.source_id)
        .subquery()
    )
    query = (
        sa.select(
            tables.source,
            numbers.c.documents,
            numbers.c.relevant,
            numbers.c.entered,
            numbers.c.last_document,
        )
        .select_from(tables.source.outerjoin(numbers, numbers.c.source_id == tables.source.c.id))
        .where(tables.source.c.configured)
        .order_by(tables.source.c.id)
    )
    rates = _rates(conn)
    return tuple(
        SourceReport(
            source=_source(row),
            state=_state(row),
            documents=row["documents"] or 0,
            relevant=int(row["relevant"] or 0),
            last_document=row["last_document"],
            entered=int(row["entered"] or 0),
            seen_per_week=rates.get(row["id"]),
        )
        for row in conn.execute(query).mappings()
    )


def _rates(conn: sa.Connection) -> dict[str, float]:
    """Return how many documents a week sources named of late, by id.

    The first look at a source counts for nothing: it brings what there was before us.
    """
    fetch = tables.fetch
    asked = fetch.c.source_id.is_not(None)
    last = conn.scalar(sa.select(sa.func.max(fetch.c.started)).where(asked))
    if last is None:
        return {}
    first = (
        sa.select(fetch.c.source_id, sa.func.min(fetch.c.started).label("at"))
        .where(asked, fetch.c.document_id.is_(None))
        .group_by(fetch.c.source_id)
        .subquery()
    )
    query = (
        sa.select(first.c.source_id, first.c.at, sa.func.sum(fetch.c.new_entries))
        .select_from(first.join(fetch, fetch.c.source_id == first.c.source_id))
        .where(fetch.c.started > first.c.at, fetch.c.started >= last - _RATE_OVER)
        .group_by(first.c.source_id, first.c.at)
    )
    found = {}
    for source_id, began, new in conn.execute(query):
        weeks = min(last - began, _RATE_OVER) / dt.timedelta(weeks=1)
        if weeks >= _LEAST_WEEKS:
            found[source_id] = round(new / weeks, 2)
    return found


def _config_values(source: Source) -> dict[str, Any]:
    values = {name: getattr(source, name) for name in _CONFIGURED}
    return values | {"interval_seconds": source.interval.total_seconds(), "configured": True}


def _state_values(state: SourceState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in _REMEMBERED} | {
        "adopted_url": state.url,
        "adapted_seconds": None if state.interval is None else state.interval.total_seconds(),
        "ttl_seconds": None if state.ttl is None else state.ttl.total_seconds(),
    }


def _source(row: sa.RowMapping) -> Source:
    return Source(
        id=row["id"],
        interval=dt.timedelta(seconds=row["interval_seconds"]),
        **{name: row[name] for name in _CONFIGURED},
    )


def _state(row: sa.RowMapping) -> SourceState:
    return SourceState(
        source_id=row["id"],
        url=row["adopted_url"],
        interval=_duration(row["adapted_seconds"]),
        ttl=_duration(row["ttl_seconds"]),
        **{name: row[name] for name in _REMEMBERED},
    )


def _duration(seconds: float | None) -> dt.timedelta | None:
    return None if seconds is None else dt.timedelta(seconds=seconds)
