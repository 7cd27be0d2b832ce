"""``docs/schema.md`` says what the tables are."""

from __future__ import annotations

from pathlib import Path

from store import tables
from store.describe import describe

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schema.md"


def test_the_schema_is_described_as_it_is() -> None:
    told = SCHEMA.read_text(encoding="utf-8")
    assert told == describe(), "run `python -m store.describe > docs/schema.md`"


def test_every_column_has_a_sentence() -> None:
    for table in tables.metadata.tables.values():
        for column in table.columns:
            assert column.doc, f"{table.name}.{column.name}"
            assert column.doc.endswith((".", "…")), f"{table.name}.{column.name}: {column.doc}"


def test_every_table_is_described_once() -> None:
    told = SCHEMA.read_text(encoding="utf-8")
    headings = [line[4:] for line in told.splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(tables.metadata.tables)
