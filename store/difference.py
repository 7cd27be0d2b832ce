"""Making a set of tables hold exactly given rows, by touching only those that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.db import upsert

Rows = Mapping[str, Sequence[dict[str, Any]]]
"""Rows by table name; a row names every column of its table."""

Key = tuple[Any, ...]

_BATCH = 200  # keys in one DELETE


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of all tables were inserted, changed and deleted."""

    inserted: int = 0
    changed: int = 0
    deleted: int = 0


def reconcile(conn: sa.Connection, parents_first: Sequence[sa.Table], rows: Rows) -> Change:
    """Make every table hold exactly its ``rows``.

    New and changed rows are written from parents to children, then rows that are no longer wanted
    are deleted from children to parents, so that no reference breaks on the way.
    """
    vanished: list[tuple[sa.Table, list[Key]]] = []
    inserted = changed = 0
    for table in parents_first:
        keys = [column.name for column in table.primary_key]
        wanted = {tuple(row[name] for name in keys): row for row in rows.get(table.name, ())}
        found = existing(conn, table)
        new = [row for key, row in wanted.items() if key not in found]
        other = [row for key, row in wanted.items() if key in found and found[key] != row]
        values = [column.name for column in table.columns if column.name not in keys]
        upsert(conn, table, new + other, update=values)
        vanished.append((table, [key for key in found if key not in wanted]))
        inserted, changed = inserted + len(new), changed + len(other)
    for table, gone in reversed(vanished):
        _delete(conn, table, gone)
    return Change(inserted, changed, sum(len(gone) for _, gone in vanished))


def existing(conn: sa.Connection, table: sa.Table) -> dict[Key, dict[str, Any]]:
    """Return the rows of a table by primary key."""
    keys = [column.name for column in table.primary_key]
    return {
        tuple(row[name] for name in keys): dict(row)
        for row in conn.execute(sa.select(table)).mappings()
    }


def _delete(conn: sa.Connection, table: sa.Table, keys: Sequence[Key]) -> None:
    columns = list(table.primary_key.columns)
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        conn.execute(table.delete().where(sa.tuple_(*columns).in_(batch)))
