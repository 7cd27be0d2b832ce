"""The knowledge base in the database: a copy that derived rows can refer to.

The files are the truth. What has left them stays here, marked, because older findings refer to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from claimwire.model import Knowledge
from store import tables
from store.db import upsert

_ENTITY = ("name", "type", "country", "role", "relation", "wikidata", "kind", "parent")
_DISPUTE = ("title", "definition", "started", "terms", "excludes", "identifiers")


def sync(conn: sa.Connection, knowledge: Knowledge) -> None:
    """Make the tables agree with the knowledge base; rows that have left it are marked."""
    entities = list(knowledge.entities.values())
    disputes = list(knowledge.disputes.values())
    _agree(
        conn,
        tables.entity,
        [{"id": one.id} | {name: getattr(one, name) for name in _ENTITY} for one in entities],
    )
    _agree(
        conn,
        tables.alias,
        [
            {"entity_id": one.id, "text": alias.text, "context": alias.context}
            | {"exact": alias.exact}
            for one in entities
            for alias in one.aliases
        ],
    )
    _agree(
        conn,
        tables.dispute,
        [{"id": one.id} | {name: getattr(one, name) for name in _DISPUTE} for one in disputes],
    )
    _agree(
        conn,
        tables.dispute_party,
        [
            {"dispute_id": one.id, "entity": party.entity, "role": party.role}
            for one in disputes
            for party in one.parties
        ],
    )


def _agree(conn: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write the rows that are new or differ, and mark the others; equal rows are not touched."""
    keys = [column.name for column in table.primary_key]
    wanted = {tuple(row[name] for name in keys): row | {"present": True} for row in rows}
    found = {
        tuple(row[name] for name in keys): dict(row)
        for row in conn.execute(sa.select(table)).mappings()
    }
    changed = [row for key, row in wanted.items() if found.get(key) != row]
    gone = [
        row | {"present": False}
        for key, row in found.items()
        if key not in wanted and row["present"]
    ]
    others = [column.name for column in table.columns if column.name not in keys]
    upsert(conn, table, changed + gone, update=others)
