"""Moving a whole store into another database: SQLite to PostgreSQL, back, or a restored backup.

All rows are read in one transaction and written in one transaction, so that the copy is of one
moment and a copy that is killed leaves the target as empty as it was. Before the commit the target
is read back: every table must hold as many rows, and the same rows, as the source.

The digest of a table is the sum of its rows' SHA-256, so that it does not depend on an order (the
two databases sort text differently) and takes no memory. Values are compared as they are kept:
neither side reads what the JSON in a column means.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from claimwire.errors import UsageError
from store import tables
from store.columns import UtcTime
from store.db import Database, load_rows

_BATCH = 2000
_MODULUS = 2**256


@dataclass(frozen=True, slots=True)
class TableDigest:
    """Number and digest of the rows of a table."""

    rows: int
    digest: str


Copied = Callable[[str, int], None]
"""Called with the name of a table and the number of its rows that were copied so far."""


def copy(source: Database, target: Database, *, copied: Copied) -> dict[str, TableDigest]:
    """Copy every row of ``source`` into ``target``, which has the schema and no rows.

    Returns
    -------
    dict
        Number and digest of the rows by table: the same on both sides.

    Raises
    ------
    UsageError
        If the target holds rows, or after writing holds others than the source (it is left empty).
    """
    found: dict[str, TableDigest] = {}
    with source.reading() as read, target.writing() as written:
        _refuse_rows(written, target)
        for table in tables.metadata.sorted_tables:
            found[table.name] = _copy_table(read, written, table, copied)
        for table in tables.metadata.sorted_tables:
            arrived = digest(written, table)
            if arrived != found[table.name]:
                raise UsageError(
                    f"table {table.name} of {target.name} would hold {arrived.rows} rows with the "
                    f"digest {arrived.digest[:12]}, the source has {found[table.name].rows} with "
                    f"{found[table.name].digest[:12]}",
                    remedy="Nothing was kept there. Check the source with `claimwire db check`.",
                )
    return found


def digests(conn: sa.Connection) -> dict[str, TableDigest]:
    """Return number and digest of the rows of every table."""
    return {table.name: digest(conn, table) for table in tables.metadata.sorted_tables}


def digest(conn: sa.Connection, table: sa.Table) -> TableDigest:
    """Return number and digest of the rows of a table."""
    total = number = 0
    for rows in _batches(conn, table):
        number += len(rows)
        total = (total + sum(map(_row_digest, rows))) % _MODULUS
    return TableDigest(number, f"{total:064x}")


def _copy_table(
    read: sa.Connection, written: sa.Connection, table: sa.Table, copied: Copied
) -> TableDigest:
    total = number = 0
    names = [column.name for column in table.columns]
    kinds = [kept_as(column) for column in table.columns]
    with closing(_batches(read, table)) as batches:
        for rows in batches:
            load_rows(written, table.name, names, kinds, rows)
            number += len(rows)
            total = (total + sum(map(_row_digest, rows))) % _MODULUS
            copied(table.name, number)
    return TableDigest(number, f"{total:064x}")


def _batches(
    conn: sa.Connection, table: sa.Table
) -> Generator[Sequence[tuple[Any, ...]], None, None]:
    """Read a table as it is kept: JSON and words as text, times as times."""
    query = sa.select(*(sa.type_coerce(column, kept_as(column)) for column in table.columns))
    with conn.execute(query, execution_options={"yield_per": _BATCH}) as result:
        for part in result.partitions():
            yield [tuple(row) for row in part]


def kept_as(column: sa.Column[Any]) -> Any:
    """Return the type of a column as it is kept: JSON and words are text."""
    kind = getattr(column.type, "impl", column.type)
    return column.type if isinstance(column.type, UtcTime) else kind


def _row_digest(row: tuple[Any, ...]) -> int:
    return int.from_bytes(hashlib.sha256(repr(_plain(row)).encode("utf-8")).digest(), "big")


def _plain(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(
        value.isoformat()
        if isinstance(value, dt.datetime)
        else bytes(value)
        if isinstance(value, memoryview)
        else value
        for value in row
    )


def _refuse_rows(conn: sa.Connection, target: Database) -> None:
    for table in tables.metadata.sorted_tables:
        if conn.scalar(sa.select(sa.literal(1)).select_from(table).limit(1)) is not None:
            raise UsageError(
                f"{target.name} holds rows already (in {table.name})",
                remedy="Name an empty database: nothing is ever overwritten.",
            )
