"""Tables of what was asked for, found and captured: sources, documents, captures, revisions."""

from __future__ import annotations

import sqlalchemy as sa

from claimwire.model import DocumentStatus, Entry, FetchMode, Health, SourceKind
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

source = sa.Table(
    "source",
    metadata,
    key("id", "Name of the source in `sources.toml`."),
    column("name", CleanText, "Name for people."),
    column("publisher", CleanText, "Id of the publisher in the knowledge base."),
    column("kind", Choice(SourceKind), "How documents are discovered there."),
    column("url", CleanText, "Configured address."),
    column("enabled", sa.Boolean, "Whether it is asked at all."),
    column("interval_seconds", sa.Float, "Wished time between two visits, in seconds."),
    column("language", CleanText, "Language of its documents, if it has one.", nullable=True),
    column("country", CleanText, "Country of the publisher.", nullable=True),
    column("timezone", CleanText, "IANA name, for pages that state local times.", nullable=True),
    column("perspective", CleanText, "Whose voice it is: press, company, court…", nullable=True),
    column("state_media", sa.Boolean, "Whether a state controls the publisher."),
    column("fetch", Choice(FetchMode), "What is taken of a document: page, feed or headline."),
    column("include", CleanText, "Expression that links must match.", nullable=True),
    column("exclude", CleanText, "Expression that links must not match.", nullable=True),
    column("expected_per_week", sa.Float, "Documents expected in a week.", nullable=True),
    column("note", CleanText, "Remark of the operator."),
    column("configured", sa.Boolean, "False once the source has left `sources.toml`."),
    column("health", Choice(Health), "State of the source, as the status page words it."),
    column("adopted_url", CleanText, "Address after permanent redirects.", nullable=True),
    column("etag", CleanText, "Validator of the last answer, byte for byte.", nullable=True),
    column("last_modified", CleanText, "The other validator, byte for byte.", nullable=True),
    column("body_sha256", CleanText, "SHA-256 of the last body that was read.", nullable=True),
    column("failures", sa.Integer, "Failures in a row."),
    column("next_due", UtcTime, "Not to be asked before; NULL: due now.", nullable=True),
    column("last_fetch", UtcTime, "When it was last asked.", nullable=True),
    column("last_success", UtcTime, "When it last answered as it should.", nullable=True),
    column("last_new", UtcTime, "When it last named an unknown document.", nullable=True),
    column("last_error", CleanText, "Words about the last failure.", nullable=True),
    column("unconditional_at", UtcTime, "Last visit without validators.", nullable=True),
    choice("kind", SourceKind),
    choice("fetch", FetchMode),
    choice("health", Health),
)

document = sa.Table(
    "document",
    metadata,
    key("id", "Id made from the URL key."),
    column("url", CleanText, "Canonical address, as shown and linked."),
    column("url_key", CleanText, "The address reduced to what identifies the document."),
    column("host", CleanText, "Host of the address, for the pace of fetching."),
    column("publisher", CleanText, "Id of the publisher, or `web:` and the domain."),
    reference("source_id", "source.id", "Source that first named it; NULL: given.", nullable=True),
    column("first_seen", UtcTime, "When it was first named to us."),
    column("entry", Record(Entry), "What the feed or sitemap said of it then."),
    sa.Index("ix_document_source_id_first_seen", "source_id", "first_seen"),
    sa.Index("ix_document_first_seen_id", "first_seen", "id"),
)

document_url = sa.Table(
    "document_url",
    metadata,
    key("id", "Id made from the address, which can be too long for an index."),
    column("url", CleanText, "An address that led to the document."),
    reference("document_id", "document.id", "The document."),
    sa.Index(None, "document_id"),
)

document_state = sa.Table(
    "document_state",
    metadata,
    key("document_id", "The document; this row is all that changes about it.", "document.id"),
    column("status", Choice(DocumentStatus), "Where it stands in the crawl."),
    column("attempts", sa.Integer, "Fetches that failed in a row."),
    column("next_due", UtcTime, "When to fetch it; NULL: not to be fetched.", nullable=True),
    column("failure", CleanText, "Words about the last failure.", nullable=True),
    column("etag", CleanText, "Validator of its page, byte for byte.", nullable=True),
    column("last_modified", CleanText, "The other validator, byte for byte.", nullable=True),
    choice("status", DocumentStatus),
    sa.Index("ix_document_state_status", "status", "next_due"),
    sa.Index(
        "ix_document_state_due",
        "next_due",
        sqlite_where=sa.text("next_due IS NOT NULL"),
        postgresql_where=sa.text("next_due IS NOT NULL"),
    ),
)

fetch = sa.Table(
    "fetch",
    metadata,
    key("id", "Id made from address, time and outcome."),
    column("url", CleanText, "Address that was asked."),
    column("started", UtcTime, "When the request began."),
    column("outcome", CleanText, "One word: ok, not-modified, robots, http-404, timeout…"),
    column("status", sa.Integer, "HTTP status, if there was an answer.", nullable=True),
    reference("source_id", "source.id", "Source that was asked.", nullable=True),
    reference("document_id", "document.id", "Document that was asked for.", nullable=True),
    column("detail", CleanText, "Words for a person: what was seen and what to do."),
    column("seconds", sa.Float, "Duration, in seconds."),
    column("size", sa.Integer, "Bytes of the body, decompressed."),
    column("entries", sa.Integer, "Entries that the answer held."),
    column("new_entries", sa.Integer, "Entries that were unknown until then."),
    sa.Index(None, "source_id", "started"),
    sa.Index(None, "document_id", "started"),
)

capture = sa.Table(
    "capture",
    metadata,
    key("id", "Id made from document, time and digest."),
    reference("document_id", "document.id", "The document."),
    column("fetched_at", UtcTime, "When the bytes came."),
    column("url", CleanText, "Address that answered, after redirects."),
    column("status", sa.Integer, "HTTP status."),
    column("sha256", CleanText, "SHA-256 of the body's bytes."),
    column("content_type", CleanText, "Content-Type as received.", nullable=True),
    column("etag", CleanText, "ETag as received.", nullable=True),
    column("last_modified", CleanText, "Last-Modified as received.", nullable=True),
    column("warc_file", CleanText, "Archive file, in the archive folder.", nullable=True),
    column("warc_offset", sa.BigInteger, "Where its record begins, in bytes.", nullable=True),
    column("warc_length", sa.BigInteger, "Length of its record, in bytes.", nullable=True),
    sa.Index(None, "document_id", "fetched_at"),
)

text = sa.Table(
    "text",
    metadata,
    key("id", "SHA-256 of the body in UTF-8."),
    column("body", CleanText, "The text: paragraphs separated by one blank line."),
    column("length", sa.Integer, "Length in code points."),
)

revision = sa.Table(
    "revision",
    metadata,
    key("id", "Id made from the document and what the revision says."),
    reference("document_id", "document.id", "The document."),
    column("number", sa.Integer, "1 is the first."),
    column("digest", CleanText, "Digest of title, text, authors and stated times."),
    reference("capture_id", "capture.id", "Capture it was read from; NULL: given.", nullable=True),
    column("seen_at", UtcTime, "When this state was first captured."),
    reference("text_id", "text.id", "The body."),
    column("title", CleanText, "Headline.", nullable=True),
    column("authors", Record(tuple[str, ...]), "Names of the authors."),
    column("published_at", UtcTime, "Stated time of publication.", nullable=True),
    column("published_precision", CleanText, "How exactly that was stated.", nullable=True),
    column("published_how", CleanText, "What stated it: json-ld, meta, feed…", nullable=True),
    column("published_suspect", sa.Boolean, "Whether that time cannot be.", nullable=True),
    column("modified_at", UtcTime, "Stated time of the last change.", nullable=True),
    column("modified_precision", CleanText, "How exactly that was stated.", nullable=True),
    column("modified_how", CleanText, "What stated it.", nullable=True),
    column("modified_suspect", sa.Boolean, "Whether that time cannot be.", nullable=True),
    column("publisher_name", CleanText, "Publisher as the page names it.", nullable=True),
    column("language", CleanText, "Language of the text (BCP 47).", nullable=True),
    column("summary", CleanText, "Summary that the page gives.", nullable=True),
    column("kind", CleanText, "News, press-release, blog, court, analysis…", nullable=True),
    column("paywalled", sa.Boolean, "Whether a paywall hides the rest.", nullable=True),
    column("partial", sa.Boolean, "Whether only headline and lead are held."),
    column("links", Record(tuple[str, ...]), "Addresses that the article links to."),
    column("evidence", Record(dict[str, str]), "How each field was found."),
    sa.UniqueConstraint("document_id", "number"),
    sa.Index(None, "text_id"),
)

host = sa.Table(
    "host",
    metadata,
    key("host", "Scheme, host and port, as `https://host`."),
    column("fetched_at", UtcTime, "When its robots.txt was asked for."),
    column("status", sa.Integer, "HTTP status of robots.txt; 0: no answer at all."),
    column("body", sa.LargeBinary, "The robots.txt that counts, byte for byte."),
    column("content_type", CleanText, "Content-Type that came with it.", nullable=True),
    column("hold_until", UtcTime, "The host asked to be left alone until then.", nullable=True),
)
