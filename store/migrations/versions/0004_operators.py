"""What unattended running needs: who ran, what was told to whom, what was done last; indexes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of messages and marks, and the columns that say who ran."""
    op.add_column("run", sa.Column("worker", sa.Text(), nullable=True))
    op.add_column("run", sa.Column("version", sa.Text(), nullable=True))
    op.create_index(op.f("ix_run_started"), "run", ["started"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        _one_of(op.f("ck_outbox_channel"), "channel", ["webhook", "email"]),
        _one_of(op.f("ck_outbox_kind"), "kind", ["person", "deltas"]),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["next_due"],
        unique=False,
        sqlite_where=sa.text("next_due IS NOT NULL"),
        postgresql_where=sa.text("next_due IS NOT NULL"),
    )
    op.create_table(
        "told",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("outbox_id", sa.Text(), nullable=True),
        _one_of(op.f("ck_told_channel"), "channel", ["webhook", "email"]),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_told_outbox_id")),
        sa.PrimaryKeyConstraint("channel", "item", name=op.f("pk_told")),
    )
    op.create_table(
        "mark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
    # Counting the texts of a pipeline by state, and the documents by status, is all that an idle
    # run and `status` ask of the large tables: both are answered from an index alone.
    op.create_index(
        "ix_annotation_pipeline_state", "annotation", ["pipeline", "state"], unique=False
    )
    op.create_index(
        "ix_document_state_status", "document_state", ["status", "next_due"], unique=False
    )


def _one_of(name: str, column: str, words: list[str]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f'"{column}" IN ({listed})', name=name)
