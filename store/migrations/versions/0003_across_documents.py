"""Conflicts, drift, ladders, positions, changes; judgements; briefs.

The derived tables of the first schema are made anew, empty: all of it is derived again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OLD = (
    "delta",
    "event_evidence",
    "event",
    "story_dispute",
    "story_document",
    "story",
    "response",
    "origin",
    "claim_statement",
    "claim",
    "reuse_member",
    "relevance",
)
"""Derived tables of the first schema, children first."""


def upgrade() -> None:
    """Make the derived tables anew, and those of judgements and briefs."""
    for name in _OLD:
        op.drop_table(name)
    op.execute("DELETE FROM resolution_state")
    _derived()
    _across()
    _kept()
    if op.get_context().dialect.name == "sqlite":
        _sqlite_guards()
    else:
        _postgresql_guards()


def _derived() -> None:
    """What is derived across documents."""
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
        _one_of(
            op.f("ck_reuse_member_kind"),
            "kind",
            ["copy", "partial", "rewrite", "possible-translation"],
        ),
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
        sa.Column("first_inferred_from", sa.Text(), nullable=True),
        sa.Column("independent_origins", sa.Integer(), nullable=True),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=True),
        sa.Column("party_in_interest", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
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
        sa.Column("inferred_from", sa.Text(), nullable=True),
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
        sa.Column("inferred_from", sa.Text(), nullable=True),
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
        "story",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("headline_document", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("emerging", sa.Boolean(), nullable=False),
        sa.Column("also", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["headline_document"], ["document.id"], name=op.f("fk_story_headline_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
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
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("step_id", sa.Text(), nullable=True),
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


def _across() -> None:
    """What is found between claims."""
    op.create_table(
        "conflict",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=True),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("dispute_id", sa.Text(), nullable=True),
        sa.Column("slot_values", sa.Text(), nullable=False),
        sa.Column("supported", sa.Text(), nullable=True),
        _one_of(op.f("ck_conflict_slot"), "slot", ["date", "count", "named-list", "who-saw-it"]),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_conflict_claim_id")),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_conflict_dispute_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_conflict_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_index(op.f("ix_conflict_claim_id"), "conflict", ["claim_id"], unique=False)
    op.create_table(
        "recredited_figure",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("dispute_id", sa.Text(), nullable=True),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("later", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_recredited_figure_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recredited_figure")),
    )
    op.create_table(
        "hedge_drift",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("before_words", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("in_headline", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_hedge_drift_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hedge_drift")),
    )
    op.create_index(op.f("ix_hedge_drift_claim_id"), "hedge_drift", ["claim_id"], unique=False)
    op.create_table(
        "ladder_step",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=True),
        sa.Column("target_names", sa.Text(), nullable=False),
        sa.Column("identifiers", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=True),
        sa.Column("evidence_revision_id", sa.Text(), nullable=False),
        sa.Column("evidence_document_id", sa.Text(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        _one_of(
            op.f("ck_ladder_step_rung"),
            "rung",
            [
                "allegation",
                "memo",
                "cable",
                "hearing",
                "bill",
                "rule",
                "listing",
                "complaint",
                "ruling",
                "appeal",
                "settlement",
            ],
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_ladder_step_claim_id")),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_ladder_step_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_document_id"],
            ["document.id"],
            name=op.f("fk_ladder_step_evidence_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_revision_id"],
            ["revision.id"],
            name=op.f("fk_ladder_step_evidence_revision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_step")),
    )
    op.create_index(op.f("ix_ladder_step_dispute_id"), "ladder_step", ["dispute_id"], unique=False)
    op.create_table(
        "actor_position",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dispute_id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("about_names", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_actor_position_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_position")),
    )
    op.create_index(op.f("ix_actor_position_entity"), "actor_position", ["entity"], unique=False)
    op.create_table(
        "statement_change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=True),
        sa.Column("before_statement", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after_statement", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        _one_of(
            op.f("ck_statement_change_kind"),
            "kind",
            ["appeared", "vanished", "hardened", "softened", "re-attributed", "corrected"],
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_statement_change_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_statement_change_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_change")),
    )
    op.create_index(
        op.f("ix_statement_change_document_id"), "statement_change", ["document_id"], unique=False
    )


def _kept() -> None:
    """What people judged, and what the resolver keeps of each document."""
    op.create_table(
        "judgement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _one_of(op.f("ck_judgement_kind"), "kind", ["claim", "story", "entity"]),
        _one_of(op.f("ck_judgement_verdict"), "verdict", ["same", "different", "pin", "withdrawn"]),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_table(
        "brief",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("revision_id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_brief_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_brief_revision_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_brief")),
    )


def _sqlite_guards() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER judgement_refuses_{change.lower()} BEFORE {change} ON judgement "
            "BEGIN SELECT RAISE(ABORT, 'judgement is append-only'); END"
        )


def _postgresql_guards() -> None:
    op.execute(
        "CREATE TRIGGER judgement_refuses_change BEFORE UPDATE OR DELETE ON judgement "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def _one_of(name: str, column: str, words: list[str]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f'"{column}" IN ({listed})', name=name)
