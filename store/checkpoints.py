"""States from which the resolver goes on where nothing before them has changed."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from store import tables
from store.db import upsert

_KEPT = 3  # the newest of a kind: where the last one no longer holds, one before it may


def latest(
    conn: sa.Connection, kind: str, made_of: Callable[[int], str]
) -> tuple[int, bytes] | None:
    """Return the newest state that holds, with the number of documents it stands after.

    Parameters
    ----------
    made_of:
        Gives the digest that a state after so many documents must have been made of.
    """
    table = tables.checkpoint
    query = sa.select(table).where(table.c.kind == kind).order_by(table.c.documents.desc())
    for row in conn.execute(query).mappings():
        if row["made_of"] == made_of(row["documents"]):
            return row["documents"], row["body"]
    return None


def keep(conn: sa.Connection, kind: str, documents: int, made_of: str, body: bytes) -> None:
    """Keep a state; those that stand after more documents, and old ones, are dropped."""
    table = tables.checkpoint
    mine = table.c.kind == kind
    conn.execute(table.delete().where(mine, table.c.documents > documents))
    row = {"kind": kind, "documents": documents, "made_of": made_of, "body": body}
    upsert(conn, table, [row], update=["made_of", "body"])
    query = sa.select(table.c.documents).where(mine).order_by(table.c.documents.desc())
    for number in list(conn.scalars(query))[_KEPT:]:
        conn.execute(table.delete().where(mine, table.c.documents == number))


def forget(conn: sa.Connection) -> None:
    """Drop every state: the resolver begins at the beginning."""
    conn.execute(tables.checkpoint.delete())
