"""Making a set of tables hold exactly given rows, by touching only those that differ."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.columns import Choice, CleanText, Record
from store.db import selected, upsert

Rows = Mapping[str, Sequence[dict[str, Any]]]
"""Rows by table name; a row names every column of its table."""

Touched = Mapping[str, tuple[str, Collection[str]]]
"""By table name a column, and the values in it of the rows that may differ."""

Key = tuple[Any, ...]

_BATCH = 200  # keys in one DELETE


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of all tables were inserted, changed and deleted."""

    inserted: int = 0
    changed: int = 0
    deleted: int = 0


def reconcile(
    conn: sa.Connection,
    parents_first: Sequence[sa.Table],
    rows: Rows,
    touched: Touched | None = None,
) -> Change:
    """Make every table hold exactly its ``rows``.

    New and changed rows are written from parents to children, then rows that are no longer wanted
    are deleted from children to parents, so that no reference breaks on the way.

    Parameters
    ----------
    touched:
        Where only some rows may differ: by table name the column that tells which, and its values
        in these. Other rows stay as they are, and ``rows`` holds none of them.
    """
    vanished: list[tuple[sa.Table, list[Key]]] = []
    inserted = changed = 0
    for table in parents_first:
        keys = [column.name for column in table.primary_key]
        wanted = {tuple(row[name] for name in keys): row for row in rows.get(table.name, ())}
        found = existing(conn, table, None if touched is None else touched[table.name])
        kept = _keeper(conn, table)
        new = [row for key, row in wanted.items() if key not in found]
        other = [row for key, row in wanted.items() if key in found and found[key] != kept(row)]
        values = [column.name for column in table.columns if column.name not in keys]
        upsert(conn, table, new + other, update=values)
        vanished.append((table, [key for key in found if key not in wanted]))
        inserted, changed = inserted + len(new), changed + len(other)
    for table, gone in reversed(vanished):
        _delete(conn, table, gone)
    return Change(inserted, changed, sum(len(gone) for _, gone in vanished))


def existing(
    conn: sa.Connection, table: sa.Table, only: tuple[str, Collection[str]] | None = None
) -> dict[Key, tuple[Any, ...]]:
    """Return the rows of a table by primary key, values as they are kept.

    Records stay JSON: reading them all only to compare would take longer than all other work.
    ``only`` names a column, and the values in it of the rows that are meant.
    """
    columns = [sa.type_coerce(c, _kept_as(c)).label(c.name) for c in table.columns]
    places = [number for number, c in enumerate(table.columns) if c.primary_key]
    by, values = (table.c[only[0]], only[1]) if only is not None else (table.columns[0], None)
    rows = selected(conn, sa.select(*columns), by, values)
    return {tuple(row[place] for place in places): tuple(row) for row in rows}


def _keeper(conn: sa.Connection, table: sa.Table) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return what turns a row of values into one of values as they are kept."""
    columns = [
        (c.name, c.type if isinstance(c.type, Record | CleanText) else None) for c in table.columns
    ]
    dialect = conn.dialect

    def kept(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(
            row[name] if kind is None else kind.process_bind_param(row[name], dialect)
            for name, kind in columns
        )

    return kept


def _kept_as(column: sa.Column[Any]) -> Any:
    return sa.Text() if isinstance(column.type, Record | Choice) else column.type


def _delete(conn: sa.Connection, table: sa.Table, keys: Sequence[Key]) -> None:
    columns = list(table.primary_key.columns)
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        conn.execute(table.delete().where(sa.tuple_(*columns).in_(batch)))
