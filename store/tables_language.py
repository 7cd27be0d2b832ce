"""Tables of language work (a function of text and pipeline) and of the knowledge base."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa

from claimwire.model import (
    Act,
    ChainLink,
    EntityType,
    LinkType,
    Modality,
    NodeKind,
    Party,
    QuoteType,
    Span,
    Stance,
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
    position,
)


class Work(StrEnum):
    """State of a piece of language work."""

    PENDING = "pending"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


OPEN_WORK = "state IN ('pending', 'leased')"
"""Condition of the partial index; queries for due work repeat it word for word."""

pipeline = sa.Table(
    "pipeline",
    metadata,
    key("digest", "Name, version and digest of all that decides what it finds."),
    column("name", CleanText, "Name of the pipeline."),
    column("version", CleanText, "Version of the pipeline."),
    column("current", sa.Boolean, "Whether new texts are queued for it (one at most)."),
    column("promoted", sa.Boolean, "Whether its findings are read (one at most)."),
)

annotation = sa.Table(
    "annotation",
    metadata,
    key("pipeline", "The pipeline.", "pipeline.digest"),
    key("text_id", "The text.", "text.id"),
    column("state", Choice(Work), "pending, leased, done or failed."),
    column("attempts", sa.Integer, "Times it was leased since it was queued."),
    column("lease_until", UtcTime, "When the lease ends and it is due again.", nullable=True),
    column("worker", CleanText, "Who holds the lease.", nullable=True),
    column("error", CleanText, "Words about the last failure.", nullable=True),
    column("language", CleanText, "Language that was detected.", nullable=True),
    column("supported", sa.Boolean, "Whether statements were looked for.", nullable=True),
    column("sentences", Record(tuple[Span, ...]), "Spans of the sentences.", nullable=True),
    column("truncated_at", sa.Integer, "Offset where the work stopped.", nullable=True),
    column("byline", Record(tuple[ChainLink, ...]), "Credits for the whole text.", nullable=True),
    choice("state", Work),
    sa.Index(
        "ix_annotation_open",
        "pipeline",
        "attempts",
        "text_id",
        sqlite_where=sa.text(OPEN_WORK),
        postgresql_where=sa.text(OPEN_WORK),
    ),
    sa.Index(None, "text_id"),
    sa.Index("ix_annotation_pipeline_state", "pipeline", "state"),
)


def _of_annotation() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["pipeline", "text_id"], ["annotation.pipeline", "annotation.text_id"]
    )


mention = sa.Table(
    "mention",
    metadata,
    key("pipeline", "Pipeline that found it."),
    key("text_id", "Text that it stands in."),
    position(),
    column("start", sa.Integer, "Offset of its first code point."),
    column("end", sa.Integer, "Offset after its last code point."),
    column("entity", CleanText, "Entity that it names; NULL: unknown.", nullable=True),
    column("canonical", CleanText, "Name of that entity."),
    column("type", Choice(EntityType), "Type of the entity."),
    column("how", CleanText, "How it was linked: alias, model, coreference…"),
    _of_annotation(),
    choice("type", EntityType),
)

date_mention = sa.Table(
    "date_mention",
    metadata,
    key("pipeline", "Pipeline that found it."),
    key("text_id", "Text that it stands in."),
    position(),
    column("start", sa.Integer, "Offset of its first code point."),
    column("end", sa.Integer, "Offset after its last code point."),
    column("type", CleanText, "TIMEX3 type: DATE TIME DURATION SET."),
    column("expression", CleanText, "Its meaning before an anchor is known."),
    _of_annotation(),
)

statement = sa.Table(
    "statement",
    metadata,
    key("pipeline", "Pipeline that found it."),
    key("id", "Id made from the text, the spans and the act; survives a new pipeline."),
    column("text_id", CleanText, "Text that it stands in."),
    column("position", sa.Integer, "Place among the statements of the text, from 0."),
    column("act", Choice(Act), "The speech act."),
    column("stance", Choice(Stance), "Coarse stance of the act."),
    column("speaker", Record(Party), "Who speaks; NULL: the text names nobody.", nullable=True),
    column("cue_start", sa.Integer, "Offset where the cue begins."),
    column("cue_end", sa.Integer, "Offset after the cue."),
    column("cue_lemma", CleanText, "Lemma of the cue."),
    column("content", Record(tuple[Span, ...]), "Spans of what is said."),
    column("sentence_start", sa.Integer, "Offset where the sentence to show begins."),
    column("sentence_end", sa.Integer, "Offset after the sentence to show."),
    column("quote_type", Choice(QuoteType), "How much of it is in quotation marks."),
    column("targets", Record(tuple[Party, ...]), "Whom the act is aimed at."),
    column("addressee", Record(Party), "To whom it was said.", nullable=True),
    column("modality", Choice(Modality), "asserted, alleged, denied, planned, conditional."),
    column("negated", sa.Boolean, "Whether the cue itself is negated."),
    column("date_position", sa.Integer, "Date mention: when it was said.", nullable=True),
    column("rule", CleanText, "Rule that found it."),
    column("confidence", sa.Float, "0 to 1."),
    column("earlier", sa.Boolean, "Whether the text says it came before the matter at hand."),
    column("hedge", CleanText, "The writer's own distance: reportedly…", nullable=True),
    column("answers", Record(Span), "Words that name what it answers.", nullable=True),
    _of_annotation(),
    choice("act", Act),
    choice("stance", Stance),
    choice("quote_type", QuoteType),
    choice("modality", Modality),
    sa.Index(None, "pipeline", "text_id", "position"),
)

chain_link = sa.Table(
    "chain_link",
    metadata,
    key("pipeline", "Pipeline that found it."),
    key("statement_id", "Statement whose chain it belongs to."),
    position("Place in the chain, outermost 0."),
    column("kind", Choice(NodeKind), "Kind of the node."),
    column("name", CleanText, "Name of the node."),
    column("entity", CleanText, "Entity of the node.", nullable=True),
    column("link", Choice(LinkType), "How it got this from the next; NULL: last.", nullable=True),
    column("start", sa.Integer, "Offset of the words that show it.", nullable=True),
    column("end", sa.Integer, "Offset after those words.", nullable=True),
    sa.ForeignKeyConstraint(["pipeline", "statement_id"], ["statement.pipeline", "statement.id"]),
    choice("kind", NodeKind),
    choice("link", LinkType),
)

entity = sa.Table(
    "entity",
    metadata,
    key("id", "Id in the knowledge base."),
    column("name", CleanText, "Canonical name."),
    column("type", Choice(EntityType), "Type of the entity."),
    column("country", CleanText, "Country it belongs to.", nullable=True),
    column("role", CleanText, "What it is, in a few words.", nullable=True),
    column("relation", CleanText, "Relation to others, in words.", nullable=True),
    column("wikidata", CleanText, "Wikidata item.", nullable=True),
    column("kind", CleanText, "company, ministry, court, outlet, model, law…", nullable=True),
    column("parent", CleanText, "Id of the entity it belongs to.", nullable=True),
    column("present", sa.Boolean, "False once it has left the knowledge base."),
    choice("type", EntityType),
)

alias = sa.Table(
    "alias",
    metadata,
    key("entity_id", "The entity.", "entity.id"),
    key("text", "The name."),
    column("context", sa.Boolean, "Whether it needs evidence nearby."),
    column("exact", sa.Boolean, "Whether case must match."),
    column("present", sa.Boolean, "False once it has left the knowledge base."),
)

dispute = sa.Table(
    "dispute",
    metadata,
    key("id", "Id in the knowledge base."),
    column("title", CleanText, "Title for people."),
    column("definition", CleanText, "What the matter is."),
    column("started", CleanText, "ISO date, possibly partial.", nullable=True),
    column("terms", Record(tuple[str, ...]), "Words and phrases that speak of it."),
    column("excludes", Record(tuple[str, ...]), "Words and phrases that speak against it."),
    column("identifiers", Record(tuple[tuple[str, str], ...]), "Dockets, bills: kind and value."),
    column("present", sa.Boolean, "False once it has left the knowledge base."),
)

dispute_party = sa.Table(
    "dispute_party",
    metadata,
    key("dispute_id", "The dispute.", "dispute.id"),
    key("entity", "Id of the party."),
    key("role", "Its role: accuser, accused, regulator, court…"),
    column("present", sa.Boolean, "False once it has left the knowledge base."),
)
