"""Where the clustering of stories stood, so that an arrival does not begin at the beginning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of checkpoints."""
    op.create_table(
        "checkpoint",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("made_of", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "documents", name=op.f("pk_checkpoint")),
    )
