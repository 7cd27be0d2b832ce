"""An operator's judgements: only ever added, read in the order in which they were given."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from claimwire.ids import make_id
from claimwire.model import EntityType, JudgedKind, Judgement, Verdict
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


def parts(conn: sa.Connection, kind: JudgedKind, id_: str) -> list[str]:
    """Return the statements of a claim, or the documents of a story, first seen first."""
    if kind is JudgedKind.CLAIM:
        table, owner, part = tables.claim_statement, "claim_id", "statement_id"
    else:
        table, owner, part = tables.story_document, "story_id", "document_id"
    query = sa.select(table.c[part]).where(table.c[owner] == id_).order_by(table.c.position)
    return list(dict.fromkeys(conn.scalars(query)))


def provisional(conn: sa.Connection, entity: str) -> tuple[str, EntityType] | None:
    """Return name and type of an entity as texts name it most often; ``None`` if none does."""
    table = tables.mention
    query = (
        sa.select(table.c.canonical, table.c.type)
        .where(table.c.entity == entity)
        .group_by(table.c.canonical, table.c.type)
        .order_by(sa.func.count().desc(), table.c.canonical)
        .limit(1)
    )
    row = conn.execute(query).first()
    return None if row is None else (row.canonical, row.type)
