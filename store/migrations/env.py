"""Run by Alembic: applies the scripts over the connection that :mod:`store.migrate` hands in."""

from __future__ import annotations

from alembic import context

from store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,  # for its names of constraints
)
with context.begin_transaction():
    context.run_migrations()
