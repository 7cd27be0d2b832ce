"""The log of runs: one row per stage and run, begun and ended separately.

A row that was begun and never ended tells of a run that is at work or was killed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from store import tables
from store.db import upsert

_LONGEST = dt.timedelta(days=2)  # a run that takes longer is not looked at for its end


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one stage; ``finished`` is ``None`` while it is at work, or if it was killed."""

    id: str
    stage: str
    started: dt.datetime
    finished: dt.datetime | None
    counts: Mapping[str, int]
    problems: tuple[str, ...]
    interrupted: bool
    worker: str | None = None
    version: str | None = None


def start(
    conn: sa.Connection,
    run_id: str,
    stage: str,
    started: dt.datetime,
    *,
    worker: str | None = None,
    version: str | None = None,
) -> None:
    """Record that a stage begins: where, and by which version of the program."""
    row = {
        "id": run_id,
        "stage": stage,
        "started": started,
        "counts": {},
        "problems": (),
        "interrupted": False,
        "worker": worker,
        "version": version,
    }
    upsert(conn, tables.run, [row])


def finish(
    conn: sa.Connection,
    run_id: str,
    finished: dt.datetime,
    *,
    counts: Mapping[str, int],
    problems: Sequence[str] = (),
    interrupted: bool = False,
) -> None:
    """Record how the stage that :func:`start` began has ended."""
    conn.execute(
        tables.run.update()
        .where(tables.run.c.id == run_id)
        .values(finished=finished, counts=counts, problems=tuple(problems), interrupted=interrupted)
    )


def last(conn: sa.Connection, *, limit: int = 20) -> list[Run]:
    """Return the newest runs, newest first."""
    table = tables.run
    query = sa.select(table).order_by(table.c.started.desc(), table.c.id).limit(limit)
    return [Run(**{name: row[name] for name in Run.__slots__}) for row in _rows(conn, query)]


def newest_moment(conn: sa.Connection) -> dt.datetime | None:
    """Return the newest time that any run wrote; a clock before it has gone back."""
    table = tables.run
    started: dt.datetime | None = conn.scalar(sa.select(sa.func.max(table.c.started)))
    if started is None:
        return None
    finished: dt.datetime | None = conn.scalar(
        sa.select(sa.func.max(table.c.finished)).where(table.c.started >= started - _LONGEST)
    )
    return max(started, finished or started)


def last_of_each_stage(conn: sa.Connection) -> dict[str, Run]:
    """Return the newest run of every stage that ever ran, by stage."""
    table = tables.run
    newest = sa.select(table.c.stage, sa.func.max(table.c.started).label("started"))
    newest_of = newest.group_by(table.c.stage).subquery()
    same = sa.and_(table.c.stage == newest_of.c.stage, table.c.started == newest_of.c.started)
    query = sa.select(table).select_from(table.join(newest_of, same)).order_by(table.c.id)
    runs = [Run(**{name: row[name] for name in Run.__slots__}) for row in _rows(conn, query)]
    return {run.stage: run for run in sorted(runs, key=lambda run: run.stage)}


def _rows(conn: sa.Connection, query: sa.Select[tuple[object, ...]]) -> list[sa.RowMapping]:
    return list(conn.execute(query).mappings())
