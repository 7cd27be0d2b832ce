"""The queue of language work: which pipeline counts, and who reads which text until when.

A text is due when its row is pending, or leased and the lease has run out. It is counted at the
lease, so that a text which kills its worker is counted too; a text that was tried before is leased
alone, so that it takes no other with it. After :data:`MAX_ATTEMPTS` it is failed, with its error.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from store import tables
from store.db import analyze, upsert
from store.tables import Work

MAX_ATTEMPTS = 3
_MANY = 1000  # texts queued at once, after which the database counts anew

QUEUED: dict[str, Any] = {
    "state": Work.PENDING,
    "attempts": 0,
    "lease_until": None,
    "worker": None,
    "error": None,
}
"""Values of a row that waits for its first attempt."""


def register_pipeline(conn: sa.Connection, digest: str, name: str, version: str) -> int:
    """Make this pipeline the current one and queue every text it has not read.

    Its findings are read (it is promoted) as soon as nothing of it is open, or at once if no
    pipeline is promoted yet.

    Returns
    -------
    int
        Number of texts that are open for it.
    """
    table = tables.pipeline
    upsert(
        conn,
        table,
        [{"digest": digest, "name": name, "version": version, "current": False, "promoted": False}],
    )
    if current_pipeline(conn) != digest:
        conn.execute(table.update().values(current=table.c.digest == digest))
        _queue_all(conn, digest)
    promote_if_complete(conn, digest)
    return _count_open(conn, digest)


def _queue_all(conn: sa.Connection, digest: str) -> None:
    annotation, text = tables.annotation, tables.text
    known = sa.and_(annotation.c.pipeline == digest, annotation.c.text_id == text.c.id)
    values = {"pipeline": digest} | QUEUED
    columns = [sa.literal(value, annotation.c[name].type) for name, value in values.items()]
    missing = sa.select(text.c.id, *columns).where(~sa.exists().where(known))
    queued = annotation.insert().from_select(["text_id", *values], missing)
    done = conn.execute(queued, execution_options={"preserve_rowcount": True})
    if done.rowcount >= _MANY:
        # PostgreSQL would think that this pipeline has no texts, and read all of them for each.
        analyze(conn, annotation)


def current_pipeline(conn: sa.Connection) -> str | None:
    """Return the digest of the pipeline that new texts are queued for."""
    table = tables.pipeline
    return conn.scalar(sa.select(table.c.digest).where(table.c.current))


def promoted_pipeline(conn: sa.Connection) -> str | None:
    """Return the digest of the pipeline whose findings are read."""
    table = tables.pipeline
    return conn.scalar(sa.select(table.c.digest).where(table.c.promoted))


def promote_if_complete(conn: sa.Connection, digest: str) -> bool:
    """Promote the pipeline if it is current and nothing of it is open; say whether it is promoted.

    The first pipeline of a store is promoted at once: there is nothing better to read.
    """
    promoted = promoted_pipeline(conn)
    if promoted == digest:
        return True
    if current_pipeline(conn) != digest or (promoted is not None and _has_open(conn, digest)):
        return False
    table = tables.pipeline
    conn.execute(table.update().values(promoted=table.c.digest == digest))
    return True


def _open(digest: str) -> sa.ColumnElement[bool]:
    return sa.and_(tables.annotation.c.pipeline == digest, sa.text(tables.OPEN_WORK))


def _has_open(conn: sa.Connection, digest: str) -> bool:
    query = sa.select(tables.annotation.c.text_id).where(_open(digest)).limit(1)
    return conn.scalar(query) is not None


def _count_open(conn: sa.Connection, digest: str) -> int:
    query = sa.select(sa.func.count()).select_from(tables.annotation).where(_open(digest))
    return conn.scalar(query) or 0


def counts(conn: sa.Connection, pipeline: str) -> dict[str, int]:
    """Return the number of texts of a pipeline by state; every state has a number."""
    table = tables.annotation
    query = sa.select(table.c.state, sa.func.count()).where(table.c.pipeline == pipeline)
    found = {row[0]: row[1] for row in conn.execute(query.group_by(table.c.state))}
    return {state.value: found.get(state, 0) for state in Work}


def unfinished(conn: sa.Connection, pipeline: str) -> tuple[int, int]:
    """Return how many texts of a pipeline are open and how many failed; does not count the rest."""
    table = tables.annotation
    failed = sa.and_(table.c.pipeline == pipeline, table.c.state == Work.FAILED)
    query = sa.select(sa.func.count()).select_from(table).where(failed)
    return _count_open(conn, pipeline), conn.scalar(query) or 0


def lease(
    conn: sa.Connection, pipeline: str, n: int, worker: str, now: dt.datetime, seconds: float
) -> list[tuple[str, str]]:
    """Take up to ``n`` due texts for ``worker`` until ``seconds`` from now: (text id, body).

    Two workers never get the same text while a lease lasts.
    """
    table = tables.annotation
    _give_up(conn, pipeline, now)
    due = (
        sa.select(table.c.text_id, table.c.attempts)
        .where(_open(pipeline), _free(now))
        .order_by(table.c.attempts, table.c.text_id)
        .limit(n)
        .with_for_update(skip_locked=True)
    )
    rows = list(conn.execute(due))
    fresh = [row.text_id for row in rows if row.attempts == 0]
    taken = fresh or [row.text_id for row in rows[:1]]
    if not taken:
        return []
    until = now + dt.timedelta(seconds=seconds)
    conn.execute(
        table.update()
        .where(table.c.pipeline == pipeline, table.c.text_id.in_(taken))
        .values(state=Work.LEASED, attempts=table.c.attempts + 1, lease_until=until, worker=worker)
    )
    text = tables.text
    query = sa.select(text.c.id, text.c.body).where(text.c.id.in_(taken)).order_by(text.c.id)
    return [(row.id, row.body) for row in conn.execute(query)]


def _free(now: dt.datetime) -> sa.ColumnElement[bool]:
    table = tables.annotation
    return sa.or_(table.c.state == Work.PENDING, table.c.lease_until <= now)


def _give_up(conn: sa.Connection, pipeline: str, now: dt.datetime) -> None:
    """Fail the texts whose last worker died too."""
    table = tables.annotation
    words = f"the worker that read it died or was too slow, {MAX_ATTEMPTS} times"
    conn.execute(
        table.update()
        .where(_open(pipeline), _free(now), table.c.attempts >= MAX_ATTEMPTS)
        .values(
            state=Work.FAILED,
            lease_until=None,
            worker=None,
            error=sa.func.coalesce(table.c.error, words),
        )
    )


def release(conn: sa.Connection, pipeline: str, worker: str) -> int:
    """Give back what ``worker`` holds, uncounted (it was interrupted); return how many."""
    table = tables.annotation
    done = conn.execute(
        table.update()
        .where(_open(pipeline), table.c.state == Work.LEASED, table.c.worker == worker)
        .values(state=Work.PENDING, attempts=table.c.attempts - 1, lease_until=None, worker=None)
    )
    return done.rowcount


def renew(conn: sa.Connection, pipeline: str, worker: str, now: dt.datetime, seconds: float) -> int:
    """Let the leases that ``worker`` holds last until ``seconds`` from now; return how many."""
    table = tables.annotation
    done = conn.execute(
        table.update()
        .where(_open(pipeline), table.c.state == Work.LEASED, table.c.worker == worker)
        .values(lease_until=now + dt.timedelta(seconds=seconds))
    )
    return done.rowcount


def put_back(
    conn: sa.Connection, pipeline: str, text_ids: Collection[str], *, counted: bool
) -> None:
    """Make leased texts due again.

    Parameters
    ----------
    counted:
        Whether the attempt stays counted: one of them may have killed its worker. They are then
        leased alone, and given up after :data:`MAX_ATTEMPTS`.
    """
    table = tables.annotation
    values: dict[str, Any] = {"state": Work.PENDING, "lease_until": None, "worker": None}
    if not counted:
        values["attempts"] = table.c.attempts - 1
    conn.execute(
        table.update()
        .where(_open(pipeline), table.c.state == Work.LEASED, table.c.text_id.in_(sorted(text_ids)))
        .values(values)
    )


def holders(conn: sa.Connection, pipeline: str) -> list[str]:
    """Return the workers that hold leases, by name."""
    table = tables.annotation
    held = sa.and_(_open(pipeline), table.c.state == Work.LEASED)
    query = sa.select(table.c.worker).where(held).distinct().order_by(table.c.worker)
    return [worker for worker in conn.scalars(query) if worker is not None]


def expire(conn: sa.Connection, pipeline: str, worker: str, now: dt.datetime) -> int:
    """End the leases of a worker that is known to be dead; return how many.

    Its attempts stay counted: one of those texts may have killed it.
    """
    table = tables.annotation
    done = conn.execute(
        table.update()
        .where(_open(pipeline), table.c.state == Work.LEASED, table.c.worker == worker)
        .values(lease_until=now)
    )
    return done.rowcount


def fail(conn: sa.Connection, pipeline: str, text_id: str, error: str) -> bool:
    """Record that a leased text could not be read; say whether that was its last attempt."""
    table = tables.annotation
    mine = sa.and_(table.c.pipeline == pipeline, table.c.text_id == text_id)
    attempts = conn.scalar(sa.select(table.c.attempts).where(mine)) or 0
    last = attempts >= MAX_ATTEMPTS
    conn.execute(
        table.update()
        .where(mine, table.c.state != Work.DONE)
        .values(
            state=Work.FAILED if last else Work.PENDING, lease_until=None, worker=None, error=error
        )
    )
    promote_if_complete(conn, pipeline)
    return last


def retry_failed(conn: sa.Connection, pipeline: str) -> int:
    """Queue the failed texts again, as if new; return how many."""
    table = tables.annotation
    failed = sa.and_(table.c.pipeline == pipeline, table.c.state == Work.FAILED)
    return conn.execute(table.update().where(failed).values(QUEUED)).rowcount


def failures(
    conn: sa.Connection, pipeline: str, *, limit: int | None = None
) -> list[tuple[str, str]]:
    """Return (text id, error) of the texts that failed, by text id, at most ``limit``."""
    table = tables.annotation
    query = sa.select(table.c.text_id, table.c.error).where(
        table.c.pipeline == pipeline, table.c.state == Work.FAILED
    )
    # By an expression: by the column itself SQLite would go through all texts in that order.
    ordered = query.order_by(table.c.text_id + sa.literal("")).limit(limit)
    return [(row.text_id, row.error or "") for row in conn.execute(ordered)]


def where_from(conn: sa.Connection, text_id: str) -> dict[str, str | None]:
    """Return document, address and source of the document that first had a text, by these names."""
    revision, document = tables.revision, tables.document
    query = (
        sa.select(document.c.id, document.c.url, document.c.source_id)
        .join(revision, revision.c.document_id == document.c.id)
        .where(revision.c.text_id == text_id)
        .order_by(revision.c.seen_at, revision.c.id)
        .limit(1)
    )
    row = conn.execute(query).first()
    return {} if row is None else {"document": row.id, "url": row.url, "source": row.source_id}
