"""All tables of the store, under one name each, and their metadata.

The tables are defined in several modules by the stage that writes them. ``docs/schema.md`` is made
from the sentences beside the columns (``python -m store.describe``).
"""

from __future__ import annotations

import sqlalchemy as sa

from store.columns import metadata
from store.tables_across import (
    ACROSS,
    actor_position,
    brief,
    checkpoint,
    conflict,
    hedge_drift,
    imprint,
    judgement,
    ladder_step,
    recredited_figure,
    statement_change,
)
from store.tables_crawl import (
    capture,
    document,
    document_state,
    document_url,
    fetch,
    host,
    lead,
    revision,
    source,
    text,
)
from store.tables_derived import (
    DERIVED,
    RedirectKind,
    claim,
    claim_statement,
    delta,
    event,
    event_evidence,
    origin,
    redirect,
    relevance,
    resolution_state,
    response,
    reuse_member,
    story,
    story_dispute,
    story_document,
)
from store.tables_language import (
    OPEN_WORK,
    Work,
    alias,
    annotation,
    chain_link,
    date_mention,
    dispute,
    dispute_party,
    entity,
    mention,
    pipeline,
    statement,
)
from store.tables_operators import CHANNELS, mark, outbox, run, told

PARENTS_FIRST: tuple[sa.Table, ...] = (*DERIVED, *ACROSS)
"""The tables that a resolution fills, each after those that it refers to."""

__all__ = [
    "CHANNELS",
    "OPEN_WORK",
    "PARENTS_FIRST",
    "RedirectKind",
    "Work",
    "actor_position",
    "alias",
    "annotation",
    "brief",
    "capture",
    "chain_link",
    "checkpoint",
    "claim",
    "claim_statement",
    "conflict",
    "date_mention",
    "delta",
    "dispute",
    "dispute_party",
    "document",
    "document_state",
    "document_url",
    "entity",
    "event",
    "event_evidence",
    "fetch",
    "hedge_drift",
    "host",
    "imprint",
    "judgement",
    "ladder_step",
    "lead",
    "mark",
    "mention",
    "metadata",
    "origin",
    "outbox",
    "pipeline",
    "recredited_figure",
    "redirect",
    "relevance",
    "resolution_state",
    "response",
    "reuse_member",
    "revision",
    "run",
    "source",
    "statement",
    "statement_change",
    "story",
    "story_dispute",
    "story_document",
    "text",
    "told",
]
