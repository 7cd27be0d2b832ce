"""An operator's judgements: only ever added, read in the order in which they were given."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from claimwire.ids import make_id
from claimwire.model import JudgedKind, Judgement, Verdict
from store import tables
from store.db import upsert


def add(
    conn: sa.Connection,
    *,
    kind: JudgedKind,
    verdict: Verdict,
    parts: tuple[str, ...],
    by: str,
    at: dt.datetime,
    subject: str | None = None,
    note: str = "",
) -> Judgement:
    """Add a judgement; the same one given twice at one moment is one row."""
    made = Judgement(
        id=make_id("j", kind, verdict, subject, by, at.isoformat(), *parts),
        kind=kind,
        verdict=verdict,
        parts=parts,
        subject=subject,
        at=at,
        by=by,
        note=note,
    )
    upsert(conn, tables.judgement, [{name: getattr(made, name) for name in Judgement.__slots__}])
    return made


def listed(conn: sa.Connection) -> tuple[Judgement, ...]:
    """Return all judgements, withdrawn ones and withdrawals among them, oldest first."""
    table = tables.judgement
    rows = conn.execute(sa.select(table).order_by(table.c.at, table.c.id)).mappings()
    return tuple(Judgement(**{name: row[name] for name in Judgement.__slots__}) for row in rows)


def in_force(conn: sa.Connection) -> tuple[Judgement, ...]:
    """Return the judgements that hold, oldest first."""
    every = listed(conn)
    withdrawn = {part for one in every if one.verdict is Verdict.WITHDRAWN for part in one.parts}
    return tuple(
        one for one in every if one.verdict is not Verdict.WITHDRAWN and one.id not in withdrawn
    )
