"""Tables of what is found between claims, of an operator's judgements, and of kept briefs.

Conflicts, drifts, ladders, positions and changes are derived and can be made again, briefs too.
Judgements are not: they are only ever added.
"""

from __future__ import annotations

import sqlalchemy as sa

from claimwire.model import (
    Appearance,
    ChangeKind,
    Credit,
    Evidence,
    JudgedKind,
    PositionStep,
    Rung,
    Slot,
    SlotValue,
    Verdict,
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
    reference,
)

Names = tuple[str, ...]


def _place() -> sa.Column[int]:
    return column("position", sa.Integer, "Place in the order of the resolver, from 0.")


conflict = sa.Table(
    "conflict",
    metadata,
    key("id", "Stable id."),
    _place(),
    column("slot", Choice(Slot), "What sources disagree about."),
    column("about", CleanText, "Unit of a count; empty elsewhere."),
    reference("claim_id", "claim.id", "Claim whose slot it is.", nullable=True),
    reference("event_id", "event.id", "Event whose slot it is.", nullable=True),
    reference("dispute_id", "dispute.id", "Dispute it belongs to.", nullable=True),
    column("slot_values", Record(tuple[SlotValue, ...]), "The values with their evidence."),
    column("supported", CleanText, "Value that the origin's text supports.", nullable=True),
    choice("slot", Slot),
    sa.Index(None, "claim_id"),
)

recredited_figure = sa.Table(
    "recredited_figure",
    metadata,
    key("id", "Stable id."),
    _place(),
    column("value", CleanText, "Number in digits, without separators."),
    column("unit", CleanText, "Thing that is counted, as a stem."),
    column("words", CleanText, "Words of its first appearance."),
    reference("dispute_id", "dispute.id", "Dispute it belongs to.", nullable=True),
    column("first", Record(Credit), "Whom its first appearance credits."),
    column("later", Record(tuple[Credit, ...]), "Those that credit somebody else."),
)

hedge_drift = sa.Table(
    "hedge_drift",
    metadata,
    key("id", "Stable id."),
    _place(),
    reference("claim_id", "claim.id", "Claim that lost its distance."),
    column("before", Record(Appearance), "The wording closest to the origin."),
    column("before_words", CleanText, "What held it at a distance."),
    column("after", Record(Appearance), "The wording without that distance."),
    column("in_headline", sa.Boolean, "Whether the later wording is a headline."),
    sa.Index(None, "claim_id"),
)

ladder_step = sa.Table(
    "ladder_step",
    metadata,
    key("id", "Stable id."),
    _place(),
    reference("dispute_id", "dispute.id", "Dispute that took the step."),
    column("rung", Choice(Rung), "Rung of the ladder."),
    column("date", CleanText, "ISO 8601, possibly partial."),
    column("precision", CleanText, "How exactly it is known."),
    column("status", CleanText, "past or planned."),
    column("actor", CleanText, "Entity that took it.", nullable=True),
    column("actor_name", CleanText, "Its name.", nullable=True),
    column("target_names", Record(Names), "Names of those it is aimed at."),
    column("identifiers", Record(tuple[tuple[str, str], ...]), "Dockets, bills: kind and value."),
    reference("claim_id", "claim.id", "Claim that it is, if it is one.", nullable=True),
    reference("evidence_revision_id", "revision.id", "Revision that is quoted."),
    reference("evidence_document_id", "document.id", "Document of that revision."),
    column("evidence_start", sa.Integer, "Offset of the first code point of the quote."),
    column("evidence_end", sa.Integer, "Offset after the last code point of the quote."),
    column("first_seen", UtcTime, "When we first saw it."),
    choice("rung", Rung),
    sa.Index(None, "dispute_id"),
)

actor_position = sa.Table(
    "actor_position",
    metadata,
    key("id", "Stable id."),
    _place(),
    column("entity", CleanText, "Actor whose stances these are."),
    column("name", CleanText, "Its name."),
    reference("dispute_id", "dispute.id", "Dispute that they belong to."),
    column("about", Record(Names), "Entities that the stances are aimed at, or answer."),
    column("about_names", Record(Names), "Their names."),
    column("steps", Record(tuple[PositionStep, ...]), "The stances, oldest first."),
    sa.Index(None, "entity"),
)

statement_change = sa.Table(
    "statement_change",
    metadata,
    key("id", "Stable id."),
    _place(),
    column("kind", Choice(ChangeKind), "appeared, vanished, hardened, softened…"),
    reference("document_id", "document.id", "Document that changed."),
    reference("claim_id", "claim.id", "Claim that is concerned.", nullable=True),
    column("before_statement", CleanText, "Statement of the older revision.", nullable=True),
    column("before", Record(Evidence), "Its sentence.", nullable=True),
    column("after_statement", CleanText, "Statement of the newer revision.", nullable=True),
    column("after", Record(Evidence), "Its sentence, or the notice.", nullable=True),
    column("learned_at", UtcTime, "When the newer revision was first seen."),
    choice("kind", ChangeKind),
    sa.Index(None, "document_id"),
)

judgement = sa.Table(
    "judgement",
    metadata,
    key("id", "Id made from all that was judged, by whom and when."),
    column("kind", Choice(JudgedKind), "claim, story or entity."),
    column("verdict", Choice(Verdict), "same, different, pin or withdrawn."),
    column("parts", Record(Names), "Statements, documents, entities or a judgement."),
    column("subject", CleanText, "Id of the thing that is pinned.", nullable=True),
    column("at", UtcTime, "When it was judged."),
    column("by", CleanText, "Who judged."),
    column("note", CleanText, "Why, in words."),
    choice("kind", JudgedKind),
    choice("verdict", Verdict),
)

brief = sa.Table(
    "brief",
    metadata,
    key("document_id", "The document.", "document.id"),
    reference("revision_id", "revision.id", "Its newest revision when the brief was made."),
    column("made_by", CleanText, "Digest of pipeline, resolver and knowledge base."),
    column("body", sa.LargeBinary, "What the resolver needs of the document."),
)

checkpoint = sa.Table(
    "checkpoint",
    metadata,
    key("kind", "What stood so."),
    sa.Column(
        "documents",
        sa.Integer,
        primary_key=True,
        autoincrement=False,
        nullable=False,
        doc="After how many documents, in order of first appearance.",
    ),
    column("made_of", CleanText, "Digest of these documents and of what is done with them."),
    column("body", sa.LargeBinary, "The state, from which the resolver goes on."),
)

imprint = sa.Table(
    "imprint",
    metadata,
    key("kind", "Table of the record."),
    key("id", "The record; where it has no id of its own, the documents that it joins."),
    column("value", sa.BigInteger, "Digest of the record, what belongs to it, and its place."),
)

ACROSS: tuple[sa.Table, ...] = (
    conflict,
    recredited_figure,
    hedge_drift,
    ladder_step,
    actor_position,
    statement_change,
)
"""Those that a resolution fills, after claims and events."""
