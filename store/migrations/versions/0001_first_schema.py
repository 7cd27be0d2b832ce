"""The first schema.

A frozen copy of what the tables were at this revision: later changes of ``store.tables`` come with
scripts of their own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _crawl()
    _language()
    _derived()
    if op.get_context().dialect.name == "sqlite":
        _sqlite_search()
        _sqlite_guards()
    else:
        _postgresql_search()
        _postgresql_guards()


def _crawl() -> None:
    """What is asked for, found and captured."""
    op.create_table(
        "host",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_host")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("interrupted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_stage_started"), "run", ["stage", "started"], unique=False)
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
            [
                "rss",
                "atom",
                "news-sitemap",
                "sitemap",
                "sitemap-diff",
                "json-feed",
                "html-list",
            ],
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "text",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_document_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_first_seen_id", "document", ["first_seen", "id"], unique=False)
    op.create_index(
        "ix_document_source_id_first_seen", "document", ["source_id", "first_seen"], unique=False
    )
    op.create_table(
        "capture",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("warc_file", sa.Text(), nullable=True),
        sa.Column("warc_offset", sa.BigInteger(), nullable=True),
        sa.Column("warc_length", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_capture_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
    )
    op.create_index(
        op.f("ix_capture_document_id_fetched_at"),
        "capture",
        ["document_id", "fetched_at"],
        unique=False,
    )
    op.create_table(
        "document_state",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        _one_of(
            op.f("ck_document_state_status"),
            "status",
            ["discovered", "captured", "refused", "failed", "unreadable", "gone"],
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_state_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_state")),
    )
    op.create_index(
        "ix_document_state_due",
        "document_state",
        ["next_due"],
        unique=False,
        sqlite_where=sa.text("next_due IS NOT NULL"),
        postgresql_where=sa.text("next_due IS NOT NULL"),
    )
    op.create_table(
        "document_url",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_url_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_url")),
    )
    op.create_index(
        op.f("ix_document_url_document_id"), "document_url", ["document_id"], unique=False
    )
    op.create_table(
        "fetch",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("new_entries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_fetch_document_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_fetch_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetch")),
    )
    op.create_index(
        op.f("ix_fetch_document_id_started"), "fetch", ["document_id", "started"], unique=False
    )
    op.create_index(
        op.f("ix_fetch_source_id_started"), "fetch", ["source_id", "started"], unique=False
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("capture_id", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_precision", sa.Text(), nullable=True),
        sa.Column("published_how", sa.Text(), nullable=True),
        sa.Column("published_suspect", sa.Boolean(), nullable=True),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("modified_precision", sa.Text(), nullable=True),
        sa.Column("modified_how", sa.Text(), nullable=True),
        sa.Column("modified_suspect", sa.Boolean(), nullable=True),
        sa.Column("publisher_name", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("paywalled", sa.Boolean(), nullable=True),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_revision_capture_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_revision_document_id")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_revision_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_revision_document_id_number")),
    )
    op.create_index(op.f("ix_revision_text_id"), "revision", ["text_id"], unique=False)


def _language() -> None:
    """Language work and the knowledge base."""
    op.create_table(
        "dispute",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("excludes", sa.Text(), nullable=False),
        sa.Column("identifiers", sa.Text(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
    )
    op.create_table(
        "entity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("wikidata", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("present", sa.Boolean(), nullable=False),
        _one_of(
            op.f("ck_entity_type"),
            "type",
            [
                "PERSON",
                "ORG",
                "GPE",
                "LOC",
                "NORP",
                "FAC",
                "PRODUCT",
                "EVENT",
                "LAW",
                "WORK_OF_ART",
            ],
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
    )
    op.create_table(
        "pipeline",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("promoted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_pipeline")),
    )
    op.create_table(
        "alias",
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("context", sa.Boolean(), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_alias_entity_id")),
        sa.PrimaryKeyConstraint("entity_id", "text", name=op.f("pk_alias")),
    )
    op.create_table(
        "annotation",
        sa.Column("pipeline", sa.Text(), nullable=False),
        sa.Column("text_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("supported", sa.Boolean(), nullable=True),
        sa.Column("sentences", sa.Text(), nullable=True),
        sa.Column("truncated_at", sa.Integer(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        _one_of(op.f("ck_annotation_state"), "state", ["pending", "leased", "done", "failed"]),
        sa.ForeignKeyConstraint(
            ["pipeline"], ["pipeline.digest"], name=op.f("fk_annotation_pipeline")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_annotation_text_id")),
        sa.PrimaryKeyConstraint("pipeline", "text_id", name=op.f("pk_annotation")),
    )
    op.create_index(
        "ix_annotation_open",
        "annotation",
        ["pipeline", "attempts", "text_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'leased')"),
        postgresql_where=sa.text("state IN ('pending', 'leased')"),
    )
    op.create_index(op.f("ix_annotation_text_id"), "annotation", ["text_id"], unique=False)
    op.create_table(
        "dispute_party",
        sa.Column("dispute_id", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_dispute_party_dispute_id")
        ),
        sa.PrimaryKeyConstraint("dispute_id", "entity", "role", name=op.f("pk_dispute_party")),
    )
    op.create_table(
        "date_mention",
        sa.Column("pipeline", sa.Text(), nullable=False),
        sa.Column("text_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("expression", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pipeline", "text_id"],
            ["annotation.pipeline", "annotation.text_id"],
            name=op.f("fk_date_mention_pipeline_text_id"),
        ),
        sa.PrimaryKeyConstraint("pipeline", "text_id", "position", name=op.f("pk_date_mention")),
    )
    op.create_table(
        "mention",
        sa.Column("pipeline", sa.Text(), nullable=False),
        sa.Column("text_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        _one_of(
            op.f("ck_mention_type"),
            "type",
            [
                "PERSON",
                "ORG",
                "GPE",
                "LOC",
                "NORP",
                "FAC",
                "PRODUCT",
                "EVENT",
                "LAW",
                "WORK_OF_ART",
            ],
        ),
        sa.ForeignKeyConstraint(
            ["pipeline", "text_id"],
            ["annotation.pipeline", "annotation.text_id"],
            name=op.f("fk_mention_pipeline_text_id"),
        ),
        sa.PrimaryKeyConstraint("pipeline", "text_id", "position", name=op.f("pk_mention")),
    )
    op.create_table(
        "statement",
        sa.Column("pipeline", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=False),
        sa.Column("cue_end", sa.Integer(), nullable=False),
        sa.Column("cue_lemma", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("quote_type", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("date_position", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("earlier", sa.Boolean(), nullable=False),
        sa.Column("hedge", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        _one_of(
            op.f("ck_statement_act"),
            "act",
            [
                "say",
                "announce",
                "confirm",
                "allege",
                "accuse",
                "criticize",
                "investigate",
                "sue",
                "deny",
                "reject",
                "warn",
                "threaten",
                "demand",
                "request",
                "order",
                "propose",
                "promise",
                "agree",
                "rule",
                "sanction",
                "support",
                "apologize",
                "estimate",
                "decline-comment",
                "no-response",
            ],
        ),
        _one_of(
            op.f("ck_statement_modality"),
            "modality",
            ["asserted", "alleged", "denied", "planned", "conditional"],
        ),
        _one_of(
            op.f("ck_statement_quote_type"), "quote_type", ["direct", "mixed", "indirect", "none"]
        ),
        _one_of(
            op.f("ck_statement_stance"),
            "stance",
            [
                "affirms",
                "against",
                "denies",
                "requests",
                "commits",
                "decides",
                "for",
                "concedes",
                "none",
            ],
        ),
        sa.ForeignKeyConstraint(
            ["pipeline", "text_id"],
            ["annotation.pipeline", "annotation.text_id"],
            name=op.f("fk_statement_pipeline_text_id"),
        ),
        sa.PrimaryKeyConstraint("pipeline", "id", name=op.f("pk_statement")),
    )
    op.create_index(
        op.f("ix_statement_pipeline_text_id_position"),
        "statement",
        ["pipeline", "text_id", "position"],
        unique=False,
    )
    op.create_table(
        "chain_link",
        sa.Column("pipeline", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        _one_of(
            op.f("ck_chain_link_kind"),
            "kind",
            ["publisher", "outlet", "agency", "document", "person", "organization", "anonymous"],
        ),
        _one_of(
            op.f("ck_chain_link_link"),
            "link",
            [
                "publishes",
                "republishes",
                "cites",
                "told",
                "statement-to",
                "saw",
                "obtained",
                "described-by",
                "issued",
                "quotes",
            ],
        ),
        sa.ForeignKeyConstraint(
            ["pipeline", "statement_id"],
            ["statement.pipeline", "statement.id"],
            name=op.f("fk_chain_link_pipeline_statement_id"),
        ),
        sa.PrimaryKeyConstraint("pipeline", "statement_id", "position", name=op.f("pk_chain_link")),
    )


def _derived() -> None:
    """What is derived across documents."""
    op.create_table(
        "redirect",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("old_id", sa.Text(), nullable=False),
        sa.Column("new_id", sa.Text(), nullable=False),
        _one_of(op.f("ck_redirect_kind"), "kind", ["claim", "story", "entity"]),
        sa.PrimaryKeyConstraint("kind", "old_id", name=op.f("pk_redirect")),
    )
    op.create_index(op.f("ix_redirect_kind_new_id"), "redirect", ["kind", "new_id"], unique=False)
    op.create_table(
        "resolution_state",
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("input_digest", sa.Text(), nullable=False),
        _one_of(op.f("ck_resolution_state_slot"), "slot", ["current"]),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_resolution_state")),
    )
    op.create_table(
        "relevance",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("disputes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_relevance_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_relevance")),
    )
    op.create_table(
        "reuse_member",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("containment", sa.Float(), nullable=False),
        _one_of(op.f("ck_reuse_member_kind"), "kind", ["copy", "partial", "rewrite"]),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_reuse_member_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["document.id"], name=op.f("fk_reuse_member_source_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "source_id", name=op.f("pk_reuse_member")),
    )
    op.create_index(op.f("ix_reuse_member_source_id"), "reuse_member", ["source_id"], unique=False)
    op.create_table(
        "story",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("headline_document", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("emerging", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["headline_document"], ["document.id"], name=op.f("fk_story_headline_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    op.create_table(
        "story_dispute",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("dispute_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_story_dispute_dispute_id")
        ),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_dispute_story_id")),
        sa.PrimaryKeyConstraint("story_id", "dispute_id", name=op.f("pk_story_dispute")),
    )
    op.create_index(
        op.f("ix_story_dispute_dispute_id"), "story_dispute", ["dispute_id"], unique=False
    )
    op.create_table(
        "story_document",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_story_document_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_story_document_story_id")
        ),
        sa.PrimaryKeyConstraint("story_id", "position", name=op.f("pk_story_document")),
    )
    op.create_index(
        op.f("ix_story_document_document_id"), "story_document", ["document_id"], unique=False
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("speaker_name", sa.Text(), nullable=True),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("target_names", sa.Text(), nullable=False),
        sa.Column("dispute_id", sa.Text(), nullable=True),
        sa.Column("first_statement_id", sa.Text(), nullable=False),
        sa.Column("first_revision_id", sa.Text(), nullable=False),
        sa.Column("first_document_id", sa.Text(), nullable=False),
        sa.Column("first_inferred", sa.Boolean(), nullable=False),
        sa.Column("independent_origins", sa.Integer(), nullable=True),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=True),
        sa.Column("party_in_interest", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        _one_of(
            op.f("ck_claim_act"),
            "act",
            [
                "say",
                "announce",
                "confirm",
                "allege",
                "accuse",
                "criticize",
                "investigate",
                "sue",
                "deny",
                "reject",
                "warn",
                "threaten",
                "demand",
                "request",
                "order",
                "propose",
                "promise",
                "agree",
                "rule",
                "sanction",
                "support",
                "apologize",
                "estimate",
                "decline-comment",
                "no-response",
            ],
        ),
        _one_of(
            op.f("ck_claim_stance"),
            "stance",
            [
                "affirms",
                "against",
                "denies",
                "requests",
                "commits",
                "decides",
                "for",
                "concedes",
                "none",
            ],
        ),
        _one_of(
            op.f("ck_claim_visibility"),
            "visibility",
            [
                "public",
                "published-excerpt",
                "seen-by-outlets",
                "described-by-officials",
                "rumoured",
            ],
        ),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name=op.f("fk_claim_dispute_id")),
        sa.ForeignKeyConstraint(
            ["first_document_id"], ["document.id"], name=op.f("fk_claim_first_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["first_revision_id"], ["revision.id"], name=op.f("fk_claim_first_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_dispute_id"), "claim", ["dispute_id"], unique=False)
    op.create_table(
        "claim_statement",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("revision_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_statement_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_claim_statement_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_claim_statement_revision_id")
        ),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_statement")),
    )
    op.create_index(
        op.f("ix_claim_statement_document_id"), "claim_statement", ["document_id"], unique=False
    )
    op.create_index(
        op.f("ix_claim_statement_statement_id"), "claim_statement", ["statement_id"], unique=False
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("actor_names", sa.Text(), nullable=False),
        sa.Column("target_names", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=True),
        sa.Column("dispute_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_event_claim_id")),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name=op.f("fk_event_dispute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_claim_id"), "event", ["claim_id"], unique=False)
    op.create_table(
        "origin",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("party_in_interest", sa.Boolean(), nullable=False),
        _one_of(
            op.f("ck_origin_kind"),
            "kind",
            ["publisher", "outlet", "agency", "document", "person", "organization", "anonymous"],
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_origin_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "id", name=op.f("pk_origin")),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("responder", sa.Text(), nullable=True),
        sa.Column("responder_name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("revision_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("medium", sa.Text(), nullable=True),
        sa.Column("strength", sa.Text(), nullable=False),
        sa.Column("predates", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        _one_of(
            op.f("ck_response_kind"),
            "kind",
            [
                "denied",
                "partly-denied",
                "declined",
                "did-not-respond",
                "confirmed",
                "counter-accused",
                "deferred",
            ],
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_response_claim_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_response_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_response_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    op.create_index(op.f("ix_response_claim_id"), "response", ["claim_id"], unique=False)
    op.create_table(
        "delta",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=True),
        sa.Column("dispute_id", sa.Text(), nullable=True),
        sa.Column("entities", sa.Text(), nullable=False),
        sa.Column("evidence_revision_id", sa.Text(), nullable=False),
        sa.Column("evidence_document_id", sa.Text(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("response_id", sa.Text(), nullable=True),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("origin_id", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        _one_of(
            op.f("ck_delta_kind"),
            "kind",
            [
                "new_claim",
                "new_origin",
                "response",
                "revision",
                "correction",
                "retraction",
                "status",
                "schedule",
            ],
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_delta_claim_id")),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name=op.f("fk_delta_dispute_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_delta_document_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_delta_event_id")),
        sa.ForeignKeyConstraint(
            ["evidence_document_id"], ["document.id"], name=op.f("fk_delta_evidence_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_revision_id"], ["revision.id"], name=op.f("fk_delta_evidence_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_delta_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delta")),
    )
    op.create_index(op.f("ix_delta_claim_id"), "delta", ["claim_id"], unique=False)
    op.create_index(op.f("ix_delta_learned_at"), "delta", ["learned_at"], unique=False)
    op.create_table(
        "event_evidence",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_event_evidence_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_evidence_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_event_evidence_revision_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_event_evidence")),
    )
    op.create_index(
        op.f("ix_event_evidence_document_id"), "event_evidence", ["document_id"], unique=False
    )


def _one_of(name: str, column: str, words: list[str]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f'"{column}" IN ({listed})', name=name)


_SEARCHED = 100_000
"""Code points of a text that are searched: PostgreSQL refuses a tsvector of more than 1 MB."""

_APPEND_ONLY = ("capture", "text", "revision")


def _sqlite_search() -> None:
    """An index without a copy of the texts; its row numbers stand in ``text_number``.

    The table ``text`` has no integer key, and SQLite may renumber its hidden one.
    """
    op.execute(
        "CREATE TABLE text_number ("
        "number INTEGER PRIMARY KEY, text_id TEXT NOT NULL UNIQUE REFERENCES text (id))"
    )
    op.execute(
        "CREATE VIRTUAL TABLE text_search USING fts5("
        "body, content='', tokenize='porter unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE TRIGGER text_is_searchable AFTER INSERT ON text BEGIN "  # noqa: S608 (constants)
        "INSERT INTO text_number (text_id) VALUES (new.id); "
        "INSERT INTO text_search (rowid, body) VALUES ("
        "(SELECT number FROM text_number WHERE text_id = new.id), "
        f"substr(new.body, 1, {_SEARCHED})); END"
    )


def _postgresql_search() -> None:
    op.execute(
        "ALTER TABLE text ADD COLUMN search tsvector GENERATED ALWAYS AS "
        f"(to_tsvector('english', left(body, {_SEARCHED}))) STORED"
    )
    op.execute("CREATE INDEX ix_text_search ON text USING gin (search)")


def _sqlite_guards() -> None:
    """Refuse every change of what may only be added to."""
    for table in _APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _postgresql_guards() -> None:
    """Refuse every change of what may only be added to."""
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
