"""One number for each derived record: what is held as it is wanted is neither read nor written.

An imprint stands for a record with all that belongs to it, and for its place among the others. It
is written in the transaction that writes the rows, so that both are always of one resolution. A
migration that changes what rows hold of a record must empty the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from typing import Any

import orjson
import sqlalchemy as sa

from store import tables
from store.db import upsert

_BATCH = 500  # ids in one DELETE


def of(place: int, record: Any) -> int:
    """Return the imprint of a record at a place: a number of 64 bits, the same on every machine."""
    try:
        content = orjson.dumps([place, record])
    except TypeError:  # halves of a surrogate pair, which JSON cannot hold
        content = repr((place, record)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)


def held(conn: sa.Connection, kind: str) -> dict[str, int]:
    """Return the imprints of all records of a kind that are held, by id."""
    table = tables.imprint
    rows = conn.execute(sa.select(table.c.id, table.c.value).where(table.c.kind == kind))
    return {row[0]: row[1] for row in rows}


def note(conn: sa.Connection, kind: str, changed: Mapping[str, int], gone: Collection[str]) -> None:
    """Keep the imprints of records that are new or changed, and drop those of others."""
    table = tables.imprint
    rows = [{"kind": kind, "id": id_, "value": value} for id_, value in changed.items()]
    upsert(conn, table, rows, update=["value"])
    ids = sorted(gone)
    for start in range(0, len(ids), _BATCH):
        mine = table.c.id.in_(ids[start : start + _BATCH])
        conn.execute(table.delete().where(table.c.kind == kind, mine))


def forget(conn: sa.Connection) -> None:
    """Drop all imprints: every row is then compared with what is wanted."""
    conn.execute(tables.imprint.delete())


def are_held(conn: sa.Connection) -> bool:
    """Say whether there are any."""
    return conn.scalar(sa.select(sa.exists(sa.select(tables.imprint.c.id)))) or False


def made(records: Iterable[tuple[str, int, Any]]) -> dict[str, int]:
    """Return the imprints of records that are given by id and place."""
    return {id_: of(place, record) for id_, place, record in records}
