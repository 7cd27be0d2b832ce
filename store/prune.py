"""Removing what nobody reads any more: findings of old pipelines, old lines of the logs.

Captures, texts, revisions, documents and judgements are never removed; triggers of the database
refuse it for the first three. What is removed can be made again, or told of a day long past.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from dataclasses import dataclass

import sqlalchemy as sa

from store import tables
from store.db import Database

_BATCH = 2000

_OF_A_PIPELINE = (
    tables.chain_link,
    tables.statement,
    tables.mention,
    tables.date_mention,
    tables.annotation,
)
"""What belongs to a pipeline, children first."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows of a table that a plan removes, and why."""

    table: str
    why: str
    rows: int


@dataclass(frozen=True, slots=True)
class Part:
    """A table and the condition of the rows to remove."""

    table: sa.Table
    why: str
    condition: sa.ColumnElement[bool]


def parts(conn: sa.Connection, *, now: dt.datetime, log_days: int) -> list[Part]:
    """Return what may be removed, in the order in which it must be.

    Parameters
    ----------
    log_days:
        Requests to sources, runs and sent messages older than this many days go; 0: none.
        Requests for documents stay: the plan of visits is made from them. So does the newest run
        of every stage.
    """
    pipeline = tables.pipeline
    idle = sa.and_(~pipeline.c.current, ~pipeline.c.promoted)
    old = list(conn.execute(sa.select(pipeline).where(idle).order_by(pipeline.c.digest)))
    found = [
        Part(table, f"pipeline {row.name}@{row.version}", table.c.pipeline.in_(_still(row.digest)))
        for row in old
        for table in _OF_A_PIPELINE
    ]
    found += [
        Part(
            pipeline,
            f"pipeline {row.name}@{row.version}",
            sa.and_(idle, pipeline.c.digest == row.digest),
        )
        for row in old
    ]
    return found + (_logs(now - dt.timedelta(days=log_days), log_days) if log_days else [])


def _still(digest: str) -> sa.Select[tuple[str]]:
    """Select the pipeline if it is idle at that moment: another machine may take it up again."""
    pipeline = tables.pipeline
    return sa.select(pipeline.c.digest).where(
        pipeline.c.digest == digest, ~pipeline.c.current, ~pipeline.c.promoted
    )


def _logs(before: dt.datetime, days: int) -> list[Part]:
    fetch, run, outbox = tables.fetch, tables.run, tables.outbox
    why = f"older than {days} days"
    newest = sa.select(sa.func.max(run.c.started)).group_by(run.c.stage)
    return [
        Part(fetch, why, sa.and_(fetch.c.started < before, fetch.c.document_id.is_(None))),
        Part(run, why, sa.and_(run.c.started < before, run.c.started.not_in(newest))),
        Part(
            outbox,
            why,
            sa.and_(
                outbox.c.sent < before,
                outbox.c.id.not_in(
                    sa.select(tables.told.c.outbox_id).where(tables.told.c.outbox_id.is_not(None))
                ),
            ),
        ),
    ]


def plan(conn: sa.Connection, *, now: dt.datetime, log_days: int) -> list[Removal]:
    """Return what :func:`prune` would remove, without what has no rows."""
    found = [
        Removal(
            part.table.name,
            part.why,
            conn.scalar(sa.select(sa.func.count()).select_from(part.table).where(part.condition))
            or 0,
        )
        for part in parts(conn, now=now, log_days=log_days)
    ]
    return [one for one in found if one.rows]


def prune(
    database: Database, *, now: dt.datetime, log_days: int
) -> Generator[tuple[str, int], None, None]:
    """Remove it, yielding after each committed batch: (table, rows removed in it).

    A caller may stop at any of them; what is left is removed the next time.
    """
    with database.reading() as conn:
        wanted = parts(conn, now=now, log_days=log_days)
    for part in wanted:
        keys = list(part.table.primary_key.columns)
        some = sa.select(*keys).where(part.condition).limit(_BATCH)
        while True:
            with database.writing() as conn:
                gone = conn.execute(part.table.delete().where(sa.tuple_(*keys).in_(some))).rowcount
            if gone:
                yield part.table.name, gone
            if gone < _BATCH:
                break
