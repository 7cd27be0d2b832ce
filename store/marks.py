"""What was done last, and on what: so that a run in which nothing changed does nothing.

A mark is a name with the digest of everything that was there when the work was done.
:func:`fingerprint` is that digest for the store. It reads small tables, and of large ones as little
as tells: documents, captures, texts, revisions and requests are only ever added, so that the number
of the newest says whether there are new ones; annotations and the state of documents change row by
row and are counted by state, from an index alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from claimwire.ids import value_digest
from store import tables
from store.db import rows_ever, upsert

_ONLY_ADDED = (
    tables.document,
    tables.document_url,
    tables.capture,
    tables.text,
    tables.revision,
    tables.fetch,  # also tells of another failure of the same document
)
_FUNCTIONS_OF_OTHERS = (
    tables.mention,
    tables.date_mention,
    tables.statement,
    tables.chain_link,
    *tables.PARENTS_FIRST,
)
"""Derived rows: they change only together with an annotation or with the state of the resolver."""
_BESIDE_THE_WORK = (
    tables.run,
    tables.outbox,
    tables.told,
    tables.mark,
    tables.host,
    tables.checkpoint,
)
_BY_STATE = (tables.annotation, tables.document_state)


def get(conn: sa.Connection, name: str) -> str | None:
    """Return the digest that was remembered under a name."""
    return conn.scalar(sa.select(tables.mark.c.value).where(tables.mark.c.name == name))


def put(conn: sa.Connection, name: str, value: str, at: dt.datetime) -> None:
    """Remember a digest under a name."""
    row = {"name": name, "value": value, "at": at}
    upsert(conn, tables.mark, [row], update=["value", "at"])


def forget(conn: sa.Connection, name: str) -> None:
    """Drop what was remembered under a name."""
    conn.execute(tables.mark.delete().where(tables.mark.c.name == name))


def fingerprint(conn: sa.Connection) -> str:
    """Return a digest that changes whenever anything changes that a resolution or a site shows."""
    parts: dict[str, object] = {table.name: rows_ever(conn, table) for table in _ONLY_ADDED}
    annotation, state = tables.annotation, tables.document_state
    parts["annotation"] = _by(conn, annotation.c.pipeline, annotation.c.state)
    parts["document_state"] = _by(conn, state.c.status, state.c.next_due.is_(None))
    known = {*_ONLY_ADDED, *_FUNCTIONS_OF_OTHERS, *_BESIDE_THE_WORK, *_BY_STATE}
    for table in tables.metadata.sorted_tables:
        if table not in known:
            parts[table.name] = _contents(conn, table)
    return value_digest(parts)


def _by(conn: sa.Connection, *columns: sa.ColumnElement[Any]) -> list[list[object]]:
    query = sa.select(*columns, sa.func.count()).group_by(*columns)
    return sorted([[str(value) for value in row] for row in conn.execute(query)], key=str)


def _contents(conn: sa.Connection, table: sa.Table) -> list[str]:
    return sorted(str(tuple(row)) for row in conn.execute(sa.select(table)))
