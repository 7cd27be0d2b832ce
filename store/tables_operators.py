"""Tables of unattended running: the log of runs, what was told to whom, what was done last."""

from __future__ import annotations

import sqlalchemy as sa

from store.columns import CleanText, Record, UtcTime, column, key, metadata, one_of, reference

CHANNELS = ("webhook", "email")
"""Ways to tell somebody something."""

run = sa.Table(
    "run",
    metadata,
    key("id", "Id made from the stage and the time."),
    column("stage", CleanText, "crawl, annotate, resolve, publish, ingest…"),
    column("started", UtcTime, "When it began."),
    column("finished", UtcTime, "When it ended; NULL: running or killed.", nullable=True),
    column("counts", Record(dict[str, int]), "What it did, in numbers."),
    column("problems", Record(tuple[str, ...]), "What needs a person, in words."),
    column("interrupted", sa.Boolean, "Whether it was stopped before its end."),
    column("worker", CleanText, "Machine and process that did it.", nullable=True),
    column("version", CleanText, "Version of the program that did it.", nullable=True),
    sa.Index(None, "stage", "started"),
    sa.Index(None, "started"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    key("id", "Id of the message; receivers get it as idempotency key."),
    column("channel", CleanText, "webhook or email."),
    column("made", UtcTime, "When it was written."),
    column("kind", CleanText, "person (something needs one) or deltas (new information)."),
    column("body", CleanText, "What is told, as canonical JSON."),
    column("attempts", sa.Integer, "Times that sending it failed."),
    column("next_due", UtcTime, "When to send it; NULL: sent, or given up.", nullable=True),
    column("sent", UtcTime, "When the receiver took it; NULL: not yet.", nullable=True),
    column("error", CleanText, "Words about the last failure.", nullable=True),
    one_of("channel", CHANNELS),
    one_of("kind", ("person", "deltas")),
    sa.Index(
        "ix_outbox_due",
        "next_due",
        sqlite_where=sa.text("next_due IS NOT NULL"),
        postgresql_where=sa.text("next_due IS NOT NULL"),
    ),
)

told = sa.Table(
    "told",
    metadata,
    key("channel", "webhook or email."),
    key("item", "Delta, or a problem that lasts; a row once for each channel."),
    reference("outbox_id", "outbox.id", "Message; NULL: older than the channel.", nullable=True),
    one_of("channel", CHANNELS),
)

mark = sa.Table(
    "mark",
    metadata,
    key("name", "What is remembered."),
    column("value", CleanText, "Digest of what there was when it was done last."),
    column("at", UtcTime, "When that was."),
)
