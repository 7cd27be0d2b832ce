"""What was done last, and on what: so that a run in which nothing changed does nothing.

A mark is a name with the digest of everything that was there when the work was done.
:func:`fingerprint` is that digest for the store. It reads small tables, and of large ones as little
as tells: documents, captures and revisions are only ever added, so that the number of the
newest says whether there are new ones; annotations and the state of documents change row by row and
are counted by state, from an index alone.

Asking a source that has nothing new changes only when it was asked. That is a change once a day:
then what a site says of the last good answer, of failures in a row and of rates is renewed.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from claimwire.ids import value_digest
from claimwire.model import DocumentStatus
from store import tables
from store.db import rows_ever, upsert

_ONLY_ADDED = (
    tables.document,
    tables.document_url,
    tables.capture,
    tables.revision,
)
"""A text is added only with the revision that has it first, so that its number tells no more."""
_FUNCTIONS_OF_OTHERS = (
    tables.text,
    tables.mention,
    tables.date_mention,
    tables.statement,
    tables.chain_link,
    tables.brief,
    tables.imprint,
    *tables.PARENTS_FIRST,
)
"""They change only together with a revision, an annotation or the state of the resolver."""
_BESIDE_THE_WORK = (
    tables.run,
    tables.outbox,
    tables.told,
    tables.mark,
    tables.host,
    tables.lead,
    tables.checkpoint,
)
_BY_STATE = (tables.annotation, tables.document_state)
_BY_DAY = (tables.source, tables.fetch)
_ASKING = frozenset(
    {
        *("etag", "last_modified", "body_sha256", "cursor", "failures", "next_due", "last_fetch"),
        *("last_success", "unconditional_at", "adapted_seconds", "ttl_seconds"),
        *("skip_hours", "skip_days"),
    }
)
"""What changes about a source when it is asked, and does not tell whether it is well."""


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
    only_entered = sa.and_(state.c.status == DocumentStatus.DISCOVERED, state.c.next_due.is_(None))
    parts["document_state"] = _by(conn, state.c.status)
    parts["only entered"] = conn.scalar(sa.select(sa.func.count()).where(only_entered))
    parts["source"] = _contents(conn, *(c for c in tables.source.c if c.name not in _ASKING))
    newest = conn.scalar(sa.select(sa.func.max(tables.source.c.last_fetch)))
    parts["asked on"] = None if newest is None else newest.date().isoformat()
    for table in read_whole():
        parts[table.name] = _contents(conn, *table.c)
    return value_digest(parts)


def read_whole() -> list[sa.Table]:
    """Return the tables that are read row by row: what a person edits, and what is few."""
    known = {*_ONLY_ADDED, *_FUNCTIONS_OF_OTHERS, *_BESIDE_THE_WORK, *_BY_STATE, *_BY_DAY}
    return [table for table in tables.metadata.sorted_tables if table not in known]


def _by(conn: sa.Connection, *columns: sa.ColumnElement[Any]) -> list[list[object]]:
    query = sa.select(*columns, sa.func.count()).group_by(*columns)
    return sorted([[str(value) for value in row] for row in conn.execute(query)], key=str)


def _contents(conn: sa.Connection, *columns: sa.ColumnElement[Any]) -> list[str]:
    return sorted(str(tuple(row)) for row in conn.execute(sa.select(*columns)))
