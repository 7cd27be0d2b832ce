"""What the crawler remembers beyond the first schema: interfaces, pace, rights, leads.

SQLite cannot change a CHECK, so the table ``source`` is made anew there with the rows that it has;
references to it are only checked at the end of the transaction, when they hold again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_DEFAULTS = {"fallback": "'[]'", "status": "'seen'", "skip_hours": "'[]'", "skip_days": "'[]'"}
"""Values of new columns in rows that are there already."""
_KINDS = (
    "rss",
    "atom",
    "news-sitemap",
    "sitemap",
    "sitemap-diff",
    "json-feed",
    "html-list",
    "json-api",
    "google-news",
)


def upgrade() -> None:
    """Widen ``source`` and ``host``, and make the table of leads."""
    if op.get_context().dialect.name == "sqlite":
        _sqlite_source()
    else:
        _postgresql_source()
    op.add_column("host", sa.Column("rights", sa.Text(), nullable=True))
    _lead()


def _added() -> list[sa.Column[str] | sa.Column[float]]:
    """Return the new columns of ``source``."""
    return [
        sa.Column("api", sa.Text(), nullable=True),
        sa.Column("query", sa.Text(), nullable=True),
        sa.Column("token_env", sa.Text(), nullable=True),
        sa.Column("fallback", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("adapted_seconds", sa.Float(), nullable=True),
        sa.Column("ttl_seconds", sa.Float(), nullable=True),
        sa.Column("skip_hours", sa.Text(), nullable=False),
        sa.Column("skip_days", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("rights", sa.Text(), nullable=True),
    ]


def _postgresql_source() -> None:
    for column in _added():
        default = _DEFAULTS.get(column.name)
        column.server_default = sa.DefaultClause(sa.text(default)) if default else None
        op.add_column("source", column)
        if default:
            op.alter_column("source", column.name, server_default=None)
    op.drop_constraint(op.f("ck_source_kind"), "source", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in _KINDS)
    op.create_check_constraint(op.f("ck_source_kind"), "source", f'"kind" IN ({listed})')


def _sqlite_source() -> None:
    bind = op.get_bind()
    bind.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    bind.exec_driver_sql("CREATE TEMP TABLE kept_source AS SELECT * FROM source")
    old = [row[1] for row in bind.exec_driver_sql("PRAGMA temp.table_info(kept_source)")]
    op.drop_table("source")
    _new_source()
    names = ", ".join(f'"{name}"' for name in [*old, *_DEFAULTS])
    values = ", ".join([*(f'"{name}"' for name in old), *_DEFAULTS.values()])
    bind.exec_driver_sql(
        f"INSERT INTO source ({names}) SELECT {values} FROM kept_source"  # noqa: S608 - own names
    )
    bind.exec_driver_sql("DROP TABLE kept_source")


def _new_source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("interval_seconds", sa.Float(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column("perspective", sa.Text(), nullable=True),
        sa.Column("state_media", sa.Boolean(), nullable=False),
        sa.Column("fetch", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=True),
        sa.Column("exclude", sa.Text(), nullable=True),
        sa.Column("expected_per_week", sa.Float(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("configured", sa.Boolean(), nullable=False),
        sa.Column("health", sa.Text(), nullable=False),
        sa.Column("adopted_url", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_sha256", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_fetch", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_success", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_new", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("unconditional_at", sa.DateTime(timezone=True), nullable=True),
        *_added(),
        _one_of(op.f("ck_source_fetch"), "fetch", ["page", "feed-only", "headline-only"]),
        _one_of(
            op.f("ck_source_health"),
            "health",
            [
                "probation",
                "active",
                "quiet",
                "stale",
                "empty",
                "blocked",
                "failing",
                "gone",
                "moved",
            ],
        ),
        _one_of(
            op.f("ck_source_kind"),
            "kind",
            list(_KINDS),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )


def _one_of(name: str, column: str, words: list[str]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f'"{column}" IN ({listed})', name=name)


def _lead() -> None:
    op.create_table(
        "lead",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("outlet_url", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("headline_key", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_lead_document_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_lead_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.create_index(op.f("ix_lead_host_headline_key"), "lead", ["host", "headline_key"])
