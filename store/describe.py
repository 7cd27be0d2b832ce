"""``docs/schema.md`` from the sentences beside the columns: ``python -m store.describe``."""

from __future__ import annotations

import sqlalchemy as sa

from store import tables_across, tables_crawl, tables_derived, tables_language, tables_operators
from store.columns import Choice, Record

_HEAD = """\
# The schema

Made by `python -m store.describe > docs/schema.md` from the sentences beside the columns in
`store/tables_*.py`; a test compares the two. The same schema is made in SQLite and PostgreSQL.

Ids are text and the same in every rebuild. Times are UTC. *Words* are text with a CHECK that lists
them. *JSON* is text in canonical form (sorted keys, no spaces). Offsets are code points into the
body of a text, end exclusive. `capture`, `text` and `revision` are append-only: triggers refuse
UPDATE and DELETE. Full-text search keeps its own index: in SQLite the tables `text_number` and
`text_search` (FTS5, without a copy of the texts), in PostgreSQL the generated column `text.search`
with a GIN index; both cover the first 100,000 code points of a body.
"""

_PARTS = (
    ("What is asked for, found and captured", tables_crawl),
    ("Language work and the knowledge base", tables_language),
    ("What is derived across documents", tables_derived),
    ("Between claims, judged by people, kept for the resolver", tables_across),
    ("Unattended running", tables_operators),
)


def describe() -> str:
    """Return the text of ``docs/schema.md``."""
    lines = [_HEAD]
    for title, module in _PARTS:
        lines.append(f"## {title}\n")
        for table in vars(module).values():
            if isinstance(table, sa.Table):
                lines += [*_table(table), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(table: sa.Table) -> list[str]:
    rows = [f"| `{one.name}` | {_kind(one)} | {_role(one)} | {one.doc} |" for one in table.columns]
    return [f"### {table.name}\n", "| column | type | role | meaning |", "|---|---|---|---|", *rows]


def _kind(column: sa.Column[object]) -> str:
    if isinstance(column.type, Choice):
        return "words"
    if isinstance(column.type, Record):
        return "JSON"
    names = {
        sa.Text: "text",
        sa.DateTime: "time",
        sa.Boolean: "boolean",
        sa.LargeBinary: "bytes",
        sa.Float: "number",
        sa.Integer: "integer",
    }
    kind = getattr(column.type, "impl", column.type)
    return next(word for known, word in names.items() if isinstance(kind, known))


def _role(column: sa.Column[object]) -> str:
    targets = sorted(f"`{one.target_fullname.split('.')[0]}`" for one in column.foreign_keys)
    words = ["key"] if column.primary_key else []
    words += [f"of {target}" for target in targets]
    return ", ".join(words) or ("may be NULL" if column.nullable else "")


if __name__ == "__main__":
    print(describe(), end="")
