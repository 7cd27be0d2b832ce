"""Take in local files as documents: captured, archived and read like what a crawl brings."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from claimwire import __version__
from claimwire.errors import InputError
from claimwire.ids import bytes_digest, make_id
from claimwire.model import Capture, DocumentStatus, Entry
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress
from claimwire.stop import Stop
from crawler.local import Given, LocalDocument, read_file
from crawler.pool import PageReader
from crawler.urls import canonical, url_key
from crawler.warc import ArchiveWriter

log = logging.getLogger(__name__)

OK = 200
"""Status of a capture that no request brought, as if a server had given it."""


def ingest(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    url: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    now: dt.datetime | None = None,
    stop: Stop,
    progress: ProgressSink = no_progress,
) -> StageReport:
    """Take in the documents of the files; a document that is unchanged is left alone.

    Parameters
    ----------
    url, published, publisher:
        What the files cannot say of themselves.
    now:
        When they are first seen; default: the clock.
    """
    moment = now or dt.datetime.now(dt.UTC)
    given = Given(url=url, published=published, publisher=publisher)
    counts: Counter[str] = Counter()
    problems: list[str] = []
    writer = ArchiveWriter(
        workspace.config.archive_dir,
        started=moment,
        software=f"claimwire/{__version__}",
        contact=workspace.config.crawl.contact,
    )
    pages = PageReader()
    try:
        for number, path in enumerate(paths, start=1):
            if stop.requested():
                break
            for found in read_file(path, pages=pages, given=given, now=moment):
                if isinstance(found, InputError):
                    log.info("rejected: %s", found.message)
                    problems.append(str(found))
                    counts["rejected"] += 1
                else:
                    how = _take_in(workspace, writer, found, publisher, moment)
                    log.info("%s", how, extra={"url": found.url})
                    counts[how] += 1
            progress(Progress("ingest", number, len(paths), path.name))
    finally:
        pages.close()
        writer.close()
    tried = sum(counts.values())
    return StageReport(
        stage="ingest",
        counts=dict(counts),
        problems=tuple(problems),
        failed_share=counts["rejected"] / tried if tried else 0.0,
        interrupted=stop.interrupted,
    )


def _take_in(
    workspace: Workspace,
    writer: ArchiveWriter,
    found: LocalDocument,
    publisher: str | None,
    now: dt.datetime,
) -> str:
    """Store one document and return how it counts: captured or unchanged."""
    from store import documents, revisions

    entry = _entry(found)
    document_id = documents.document_id(entry.url_key)
    digest = bytes_digest(found.body)
    with workspace.database.reading() as conn:
        if documents.last_body(conn, document_id) == digest:
            return "unchanged"
    at = found.fetched_at or now
    place = writer.write_resource(
        url=found.url, at=at, content_type=found.content_type, body=found.body
    )
    writer.sync()
    capture = Capture(
        id=make_id("k", document_id, at.isoformat(), digest),
        document_id=document_id,
        fetched_at=at,
        url=found.url,
        status=OK,
        sha256=digest,
        content_type=found.content_type,
        warc_file=place.file,
        warc_offset=place.offset,
        warc_length=place.length,
    )
    named = publisher or found.article.publisher
    owner = workspace.publisher_of(entry.canonical_url, workspace.publisher_named(named))
    with workspace.database.writing() as conn:
        documents.discover(conn, None, owner, [entry], at)
        revisions.add_capture(conn, capture)
        revisions.add_revision(conn, document_id, capture, found.article, at)
        documents.set_state(conn, document_id, DocumentStatus.CAPTURED)
    return "captured"


def _entry(found: LocalDocument) -> Entry:
    """Name the document by its address; one without is named by its file and its content.

    Two files of one name in different folders are two documents, and the same file given twice is
    one.
    """
    address = canonical(found.url)
    if address is not None:
        return Entry(url=found.url, canonical_url=address, url_key=url_key(address))
    key = f"{found.url}#{bytes_digest(found.body)[:12]}"
    return Entry(url=found.url, canonical_url=found.url, url_key=key)
