"""The public dataset as one SQLite file, with foreign keys and full-text search.

The same records as everywhere else; a field that is not a plain value holds JSON. It is made apart
and comes out the same, byte for byte, for the same records and the same SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson

from claimwire.errors import MachineError
from claimwire.publish.schema import Table
from claimwire.publish.tables import REFERENCES

NAME = "claimwire.sqlite"
_CHUNK = 4_000

_TYPES = {"count": "INTEGER", "integer": "INTEGER", "flag": "INTEGER", "share": "REAL"}
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    kind UNINDEXED, id UNINDEXED, title, words, tokenize = 'porter unicode61 remove_diacritics 2'
)
"""


@contextmanager
def _told() -> Iterator[None]:
    """Say what SQLite means by an error of the disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise MachineError(
            f"{NAME} of the dataset cannot be written: {error}",
            remedy="Make room on the disk; what was published before stands.",
        ) from error


class Database:
    """Makes the file, one table after another; ``search MATCH 'settlement'`` finds quotes in it.

    All of it raises :class:`MachineError` where the disk is full or gone.
    """

    @_told()
    def __init__(self, place: Path | None = None, *, title: str, old: Path | None = None) -> None:
        """``old`` is an earlier file, of which rows can be copied."""
        # A database without a name lives in a file of its own once it is larger than the cache.
        self._conn = sqlite3.connect(place or "", isolation_level=None, uri=True)
        if old:
            was = f"{old.resolve().as_uri()}?mode=ro&immutable=1"
            self._conn.execute("ATTACH ? AS old", (was,))
        self._conn.execute("PRAGMA page_size = 4096")
        self._conn.execute("PRAGMA journal_mode = OFF")
        self._conn.execute("PRAGMA synchronous = OFF")  # whoever takes the file syncs it
        self._conn.execute("BEGIN")
        self._conn.execute(_SEARCH)
        self._conn.execute("CREATE TABLE about (title TEXT NOT NULL)")
        self._conn.execute("INSERT INTO about VALUES (?)", (_clean(title),))

    def add(self, table: Table, cells: Sequence[Sequence[Any]]) -> None:
        """Add a whole table; in its cells, what is nested is JSON."""
        self.create(table)
        self.insert(table, cells)
        self.index(table)

    @_told()
    def create(self, table: Table) -> None:
        """Begin a table."""
        self._conn.execute(_create(table))

    @_told()
    def insert(self, table: Table, cells: Sequence[Sequence[Any]]) -> None:
        """Add some rows to a table; in their cells, what is nested is JSON."""
        marks = ", ".join("?" * len(table.fields))
        self._conn.executemany(
            f'INSERT INTO "{table.name}" VALUES ({marks})',  # noqa: S608  # names of our own tables
            cells if _is_clean(cells) else map(_cleaned, cells),
        )

    @_told()
    def copy(self, table: Table, start: int, end: int) -> None:
        """Add rows of the old file, by their number: from ``start`` up to ``end``, not included."""
        self._conn.execute(
            f'INSERT INTO main."{table.name}" SELECT * FROM old."{table.name}"'  # noqa: S608
            " WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
            (start, end),
        )

    @_told()
    def index(self, table: Table) -> None:
        """Finish a table: what refers to others can be looked up."""
        for source, field, _ in REFERENCES:
            if source == table.name:
                self._conn.execute(f'CREATE INDEX "{source}_{field}" ON "{source}" ("{field}")')

    @_told()
    def finish(self) -> None:
        """Make everything findable and complete the file; nothing can be added after that."""
        self._find()
        self._conn.execute("COMMIT")
        self._conn.close()

    @_told()
    def content(self) -> bytes:
        """Complete a database without a file and return its bytes."""
        self._find()
        self._conn.execute("COMMIT")
        with closing(self._conn) as conn:
            return conn.serialize()

    def _find(self) -> None:
        for found in _SEARCHED:
            self._conn.execute(f"INSERT INTO search {found} ORDER BY rowid")


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


_SEARCHED = (
    "SELECT 'document', id, coalesce(title, ''), publisher_name FROM documents",
    "SELECT 'claim', id, coalesce(speaker_name, '') || ' ' || act || coalesce((SELECT"
    " group_concat(' ' || value, '') FROM json_each(target_names)), ''),"
    " json_extract(quote, '$.text') FROM claims",
    "SELECT 'dispute', id, title, definition FROM disputes",
    "SELECT 'entity', id, name, coalesce((SELECT group_concat(value, ' ') FROM"
    " json_each(aliases)), '') FROM entities",
)
"""What can be found: kind, id, title and words of everything that has a page of its own."""


def _is_clean(rows: Sequence[Sequence[Any]]) -> bool:
    """Say whether SQLite can hold all text of rows as it is; several thousand rows at a time."""
    try:
        for at in range(0, len(rows), _CHUNK):
            orjson.dumps(rows[at : at + _CHUNK])
    except TypeError:
        return False
    return True


def _cleaned(row: Sequence[Any]) -> list[Any]:
    return [_clean(value) if value.__class__ is str else value for value in row]


def _clean(words: str) -> str:
    """Return words that SQLite can hold as UTF-8; a lone surrogate becomes a question mark."""
    return words if words.isascii() else words.encode("utf-8", "replace").decode("utf-8")
