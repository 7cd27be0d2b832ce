"""Tables of what is derived across documents: all of it can be made again from the rest.

A ``position`` column keeps the order in which the resolver gave the records.
"""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa

from claimwire.model import (
    Act,
    DateValue,
    DeltaKind,
    NodeKind,
    ResponseKind,
    ReuseKind,
    Stance,
    Visibility,
)
from store.columns import (
    Choice,
    CleanText,
    Record,
    UtcTime,
    choice,
    column,
    key,
    metadata,
    one_of,
    position,
    reference,
)

Names = tuple[str, ...]


class RedirectKind(StrEnum):
    """Kinds of thing whose ids can be merged into another."""

    CLAIM = "claim"
    STORY = "story"
    ENTITY = "entity"
    EVENT = "event"


def _place() -> sa.Column[int]:
    return column("position", sa.Integer, "Place in the order of the resolver, from 0.")


resolution_state = sa.Table(
    "resolution_state",
    metadata,
    key("slot", "Always `current`: the table has one row at most."),
    column("version", CleanText, "Version of the resolver that made the derived rows."),
    column("input_digest", CleanText, "Digest of what they were made from."),
    one_of("slot", ["current"]),
)

relevance = sa.Table(
    "relevance",
    metadata,
    key("document_id", "The document.", "document.id"),
    column("relevant", sa.Boolean, "Whether it belongs to the tracker."),
    column("score", sa.Float, "0 to 1."),
    column("reasons", Record(Names), "Why, in words."),
    column("disputes", Record(tuple[tuple[str, float], ...]), "Disputes with scores, best first."),
)

reuse_member = sa.Table(
    "reuse_member",
    metadata,
    key("document_id", "Document that takes text.", "document.id"),
    key("source_id", "Earlier document that it takes text from.", "document.id"),
    _place(),
    column("kind", Choice(ReuseKind), "copy, partial, rewrite or possible-translation."),
    column("containment", sa.Float, "Share of the text that is taken, 0 to 1."),
    choice("kind", ReuseKind),
    sa.Index(None, "source_id"),
)

claim = sa.Table(
    "claim",
    metadata,
    key("id", "Stable id."),
    _place(),
    column("act", Choice(Act), "Act of the first appearance."),
    column("stance", Choice(Stance), "Stance of that act."),
    column("speaker", CleanText, "Entity that speaks.", nullable=True),
    column("speaker_name", CleanText, "Its name.", nullable=True),
    column("targets", Record(Names), "Entities that it is aimed at."),
    column("target_names", Record(Names), "Their names."),
    reference("dispute_id", "dispute.id", "Dispute it belongs to.", nullable=True),
    column("first_statement_id", CleanText, "Statement that is its first appearance."),
    reference("first_revision_id", "revision.id", "Revision of the first appearance."),
    reference("first_document_id", "document.id", "Document of the first appearance."),
    column("first_inferred", sa.Boolean, "Whether its chain was completed from elsewhere."),
    column("first_inferred_from", CleanText, "Document that shows that chain.", nullable=True),
    column("independent_origins", sa.Integer, "Independent origins; NULL: unknown.", nullable=True),
    column("publishers", sa.Integer, "Publishers that carry it."),
    column("visibility", Choice(Visibility), "Who could see what it rests on.", nullable=True),
    column("party_in_interest", sa.Boolean, "Whether a party speaks for itself."),
    column("pinned", sa.Boolean, "Whether an operator fixed what belongs to it."),
    column("said", Record(DateValue), "When it was said, as far as known.", nullable=True),
    column("first_seen", UtcTime, "When we first saw it."),
    choice("act", Act),
    choice("stance", Stance),
    choice("visibility", Visibility),
    sa.Index(None, "dispute_id"),
)

claim_statement = sa.Table(
    "claim_statement",
    metadata,
    key("claim_id", "The claim.", "claim.id"),
    position("Place among its appearances, first seen first."),
    column("statement_id", CleanText, "Statement that expresses it."),
    reference("revision_id", "revision.id", "Revision that the statement stands in."),
    reference("document_id", "document.id", "Document of that revision."),
    column("inferred", sa.Boolean, "Whether its chain was completed from elsewhere."),
    column("inferred_from", CleanText, "Document that shows that chain.", nullable=True),
    sa.Index(None, "statement_id"),
    sa.Index(None, "document_id"),
)

origin = sa.Table(
    "origin",
    metadata,
    key("claim_id", "The claim.", "claim.id"),
    key("id", "Stable id."),
    column("position", sa.Integer, "Place among the origins of the claim, from 0."),
    column("known", sa.Boolean, "False for the bucket `origin unknown`."),
    column("kind", Choice(NodeKind), "Kind of the witness.", nullable=True),
    column("name", CleanText, "Name of the witness."),
    column("entity", CleanText, "Entity of the witness.", nullable=True),
    column("documents", Record(Names), "Documents whose appearances go back to it."),
    column("party_in_interest", sa.Boolean, "Whether the witness is a party."),
    choice("kind", NodeKind),
)

response = sa.Table(
    "response",
    metadata,
    key("id", "Stable id."),
    _place(),
    reference("claim_id", "claim.id", "Accusation that it answers."),
    column("responder", CleanText, "Entity that answers.", nullable=True),
    column("responder_name", CleanText, "Its name.", nullable=True),
    column("kind", Choice(ResponseKind), "How it answers."),
    column("statement_id", CleanText, "Statement that is the answer."),
    reference("revision_id", "revision.id", "Revision that the statement stands in."),
    reference("document_id", "document.id", "Document of that revision."),
    column("inferred", sa.Boolean, "Whether its chain was completed from elsewhere."),
    column("inferred_from", CleanText, "Document that shows that chain.", nullable=True),
    column("said", Record(DateValue), "When it was said, as far as known.", nullable=True),
    column("medium", CleanText, "Where it was said: told Reuters…", nullable=True),
    column("strength", CleanText, "named, same-matter or general."),
    column("predates", sa.Boolean, "Whether it is older than accusations shown with it."),
    column("answered_by", CleanText, "Response that ended this silence.", nullable=True),
    choice("kind", ResponseKind),
    sa.Index(None, "claim_id"),
)

story = sa.Table(
    "story",
    metadata,
    key("id", "Stable id."),
    _place(),
    reference("headline_document", "document.id", "Document whose headline stands for it."),
    column("first_seen", UtcTime, "When we first saw it."),
    column("emerging", sa.Boolean, "Relevant, but fits no dispute."),
    column("also", Record(Names), "Documents of other stories that report it, too."),
    column("pinned", sa.Boolean, "Whether an operator fixed what belongs to it."),
)

story_document = sa.Table(
    "story_document",
    metadata,
    key("story_id", "The story.", "story.id"),
    position("Place among its documents, first seen first."),
    reference("document_id", "document.id", "A document that reports it."),
    sa.Index(None, "document_id"),
)

story_dispute = sa.Table(
    "story_dispute",
    metadata,
    key("story_id", "The story.", "story.id"),
    key("dispute_id", "Dispute that it is part of.", "dispute.id"),
    sa.Index(None, "dispute_id"),
)

event = sa.Table(
    "event",
    metadata,
    key("id", "Stable id."),
    _place(),
    column("date", CleanText, "ISO 8601, possibly partial."),
    column("precision", CleanText, "How exactly it is known."),
    column("status", CleanText, "past or planned."),
    column("kind", CleanText, "An act, or `event`."),
    column("actors", Record(Names), "Entities that act."),
    column("actor_names", Record(Names), "Their names."),
    column("target_names", Record(Names), "Names of those it is aimed at."),
    reference("claim_id", "claim.id", "Claim that it is, if it is one.", nullable=True),
    reference("dispute_id", "dispute.id", "Dispute it belongs to.", nullable=True),
    sa.Index(None, "claim_id"),
)

event_evidence = sa.Table(
    "event_evidence",
    metadata,
    key("event_id", "The event.", "event.id"),
    position("Place among its evidence; 0 is the one shown."),
    reference("revision_id", "revision.id", "Revision that is quoted."),
    reference("document_id", "document.id", "Document of that revision."),
    column("start", sa.Integer, "Offset of the first code point."),
    column("end", sa.Integer, "Offset after the last code point."),
    sa.Index(None, "document_id"),
)

delta = sa.Table(
    "delta",
    metadata,
    key("id", "Stable id."),
    _place(),
    column("kind", Choice(DeltaKind), "Kind of new information."),
    column("learned_at", UtcTime, "When we learned it."),
    reference("claim_id", "claim.id", "Claim that it concerns.", nullable=True),
    reference("dispute_id", "dispute.id", "Dispute that it concerns.", nullable=True),
    column("entities", Record(Names), "Entities that it concerns."),
    reference("evidence_revision_id", "revision.id", "Revision that is quoted."),
    reference("evidence_document_id", "document.id", "Document of that revision."),
    column("evidence_start", sa.Integer, "Offset of the first code point of the quote."),
    column("evidence_end", sa.Integer, "Offset after the last code point of the quote."),
    reference("document_id", "document.id", "Document that brought it."),
    reference("response_id", "response.id", "Response that it is.", nullable=True),
    reference("event_id", "event.id", "Event that it concerns.", nullable=True),
    column("origin_id", CleanText, "Origin that it is.", nullable=True),
    column("detail", CleanText, "Free field of its line, taken from a record."),
    column("change_id", CleanText, "Change of a statement that it tells of.", nullable=True),
    column("step_id", CleanText, "Step of a ladder that it tells of.", nullable=True),
    choice("kind", DeltaKind),
    sa.Index(None, "learned_at"),
    sa.Index(None, "claim_id"),
)

redirect = sa.Table(
    "redirect",
    metadata,
    key("kind", "claim, story, entity or event."),
    key("old_id", "Id that is no longer used."),
    column("new_id", CleanText, "Id that took its place."),
    choice("kind", RedirectKind),
    sa.Index(None, "kind", "new_id"),
)

DERIVED: tuple[sa.Table, ...] = (
    relevance,
    reuse_member,
    claim,
    claim_statement,
    origin,
    response,
    story,
    story_document,
    story_dispute,
    event,
    event_evidence,
    delta,
)
"""The tables that a resolution fills, each after those that it refers to."""
