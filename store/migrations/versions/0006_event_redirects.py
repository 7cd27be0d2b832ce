"""Events that went into others leave a redirect, too."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let ``redirect`` hold ids of events.

    SQLite cannot change the CHECK of a table, so the table is made anew. It is small: an id that
    was merged is rare.
    """
    table = sa.table("redirect", *map(sa.column, ("kind", "old_id", "new_id")))
    rows = [dict(row) for row in op.get_bind().execute(sa.select(table)).mappings()]
    op.drop_table("redirect")
    op.create_table(
        "redirect",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("old_id", sa.Text(), nullable=False),
        sa.Column("new_id", sa.Text(), nullable=False),
        _one_of(op.f("ck_redirect_kind"), "kind", ["claim", "story", "entity", "event"]),
        sa.PrimaryKeyConstraint("kind", "old_id", name=op.f("pk_redirect")),
    )
    op.create_index(op.f("ix_redirect_kind_new_id"), "redirect", ["kind", "new_id"], unique=False)
    if rows:
        op.bulk_insert(table, rows)


def _one_of(name: str, column: str, words: Sequence[str]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f'"{column}" IN ({listed})', name=name)
