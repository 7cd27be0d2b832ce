"""The public dataset as one SQLite file, with foreign keys and full-text search.

The same records as everywhere else: ``rows``, and ``flat`` with JSON for what is nested. It is made
in memory and comes out the same, byte for byte, for the same records and the same SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from claimwire.publish.schema import Table
from claimwire.publish.tables import REFERENCES, TABLES

NAME = "claimwire.sqlite"

_TYPES = {"count": "INTEGER", "integer": "INTEGER", "flag": "INTEGER", "share": "REAL"}
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    kind UNINDEXED, id UNINDEXED, title, words, tokenize = 'porter unicode61 remove_diacritics 2'
)
"""


def database(
    rows: Mapping[str, Sequence[dict[str, Any]]],
    flat: Mapping[str, Sequence[Sequence[Any]]],
    *,
    title: str,
) -> bytes:
    """Return the file; ``search`` holds headlines and quotes: ``search MATCH 'settlement'``."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.execute("PRAGMA page_size = 4096")
        conn.execute("BEGIN")
        for table in TABLES:
            conn.execute(_create(table))
            marks = ", ".join("?" * len(table.fields))
            conn.executemany(
                f'INSERT INTO "{table.name}" VALUES ({marks})',  # noqa: S608  # names of our own
                ([_clean(v) if v.__class__ is str else v for v in row] for row in flat[table.name]),
            )
        for source, field, _ in REFERENCES:
            conn.execute(f'CREATE INDEX "{source}_{field}" ON "{source}" ("{field}")')
        conn.execute(_SEARCH)
        conn.executemany("INSERT INTO search VALUES (?, ?, ?, ?)", _searched(rows))
        conn.execute("CREATE TABLE about (title TEXT NOT NULL)")
        conn.execute("INSERT INTO about VALUES (?)", (_clean(title),))
        conn.execute("COMMIT")
        return conn.serialize()


def _create(table: Table) -> str:
    columns = []
    targets = {field: target for source, field, target in REFERENCES if source == table.name}
    for field in table.fields:
        kind = _TYPES.get(field.type.removesuffix("?"), "TEXT")
        column = f'"{field.name}" {kind}{"" if field.type.endswith("?") else " NOT NULL"}'
        if field.name == "id":
            column += " PRIMARY KEY"
        if field.name in targets:
            column += f' REFERENCES "{targets[field.name]}" ("id")'
        columns.append(column)
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)})'


def _searched(rows: Mapping[str, Sequence[dict[str, Any]]]) -> Iterator[tuple[str, ...]]:
    for row in rows["documents"]:
        yield "document", row["id"], _clean(row["title"] or ""), _clean(row["publisher_name"])
    for row in rows["claims"]:
        named = (row["speaker_name"] or "", row["act"], *row["target_names"])
        yield "claim", row["id"], _clean(" ".join(named)), _clean(row["quote"]["text"])
    for row in rows["entities"]:
        yield "entity", row["id"], _clean(row["name"]), _clean(" ".join(row["aliases"]))
    for row in rows["disputes"]:
        yield "dispute", row["id"], _clean(row["title"]), _clean(row["definition"])


def _clean(words: str) -> str:
    """Return words that SQLite can hold as UTF-8; a lone surrogate becomes a question mark."""
    return words if words.isascii() else words.encode("utf-8", "replace").decode("utf-8")
