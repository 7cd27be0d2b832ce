"""Read captured pages again with today's rules: new revisions only where the text differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimwire.errors import InputError
from claimwire.model import Article, Capture, Document, Entry
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress
from claimwire.stop import Stop

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from crawler.pool import PageReader
    from crawler.tdmrep import TdmFile

BATCH = 200
"""Documents that are held in memory at a time."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Everything that the extraction of a captured page may depend on."""

    document: Document
    capture: Capture
    entry: Entry
    timezone: str | None
    reserved: str | None  # by robots.txt of the host, as far as it is known today
    reserved_by_file: str | None  # by its tdmrep.json, likewise


@dataclass(frozen=True, slots=True)
class _Known:
    """What holds for whole hosts and sources."""

    reserved: Mapping[str, str]  # by host
    tdm: Mapping[str, TdmFile]  # by origin
    zones: Mapping[str, str | None]  # by source


def reextract(
    workspace: Workspace,
    *,
    only: frozenset[str] = frozenset(),
    stop: Stop,
    progress: ProgressSink = no_progress,
) -> StageReport:
    """Extract the newest capture of every document again.

    Parameters
    ----------
    only:
        Ids of sources whose documents are read; empty: all.
    """
    from crawler.pool import PageReader
    from store import documents

    with workspace.database.reading() as conn:
        wanted = documents.ids_of(conn, only or None)
        known = _known(conn)
    counts: Counter[str] = Counter()
    problems: list[str] = []
    with PageReader() as reader:
        for done, (document, page) in enumerate(_every(workspace, wanted, known), start=1):
            if stop.requested():
                break
            try:
                how = "left alone" if page is None else _again(workspace, page, reader)
            except InputError as error:
                how = "unreadable"
                problems.append(error.message)
            counts[how] += 1
            progress(Progress("reextract", done, len(wanted), document.url))
    return StageReport(
        stage="reextract",
        counts=dict(counts),
        problems=tuple(problems),
        failed_share=counts["unreadable"] / len(wanted) if wanted else 0.0,
        interrupted=stop.interrupted,
    )


def _known(conn: Connection) -> _Known:
    from crawler import tdmrep
    from crawler.decode import decode
    from store import hosts, sources

    reserved = hosts.reservations(conn)
    files = {name: hosts.get(conn, name) for name in reserved if name.endswith(tdmrep.PATH)}
    return _Known(
        reserved,
        {
            name.removesuffix(tdmrep.PATH): tdmrep.parse(decode(copy["body"]).text)
            for name, copy in files.items()
            if copy is not None
        },
        {report.source.id: report.source.timezone for report in sources.reports(conn)},
    )


def _every(
    workspace: Workspace, ids: list[str], known: _Known
) -> Iterator[tuple[Document, _Page | None]]:
    for start in range(0, len(ids), BATCH):
        yield from _pages(workspace, ids[start : start + BATCH], known)


def _pages(
    workspace: Workspace, ids: list[str], known: _Known
) -> list[tuple[Document, _Page | None]]:
    """Return the documents of a batch with the page to read, ``None`` where nothing is kept."""
    from crawler.urls import origin_of
    from store import documents, revisions

    with workspace.database.reading() as conn:
        newest = {one.document_id: one for one in revisions.captures(conn, ids).values()}
        entries = documents.entries(conn, ids)
        found = documents.listed(conn, ids)

    def page_of(document: Document) -> _Page | None:
        capture = newest.get(document.id)
        if capture is None or not _is_page(capture):
            return None
        return _Page(
            document,
            capture,
            entries[document.id],
            known.zones.get(document.source_id or ""),
            known.reserved.get(origin := origin_of(capture.url)),
            known.tdm[origin].reservation(capture.url) if origin in known.tdm else None,
        )

    return [(document, page_of(document)) for document in found]


def _is_page(capture: Capture) -> bool:
    kind = (capture.content_type or "").lower()
    return ("html" in kind or "pdf" in kind) and capture.warc_file is not None


def _again(workspace: Workspace, page: _Page, reader: PageReader) -> str:
    from store import revisions

    article = _extract(workspace, page, reader)
    capture = page.capture
    with workspace.database.writing() as conn:
        new = revisions.add_revision(conn, page.document.id, capture, article, capture.fetched_at)
    return "new revisions" if new is not None else "unchanged"


def _extract(workspace: Workspace, page: _Page, reader: PageReader) -> Article:
    from crawler import rights
    from crawler.pool import Page
    from crawler.warc import Position, read

    capture = page.capture
    place = Position(capture.warc_file or "", capture.warc_offset or 0, capture.warc_length or 0)
    stored = read(workspace.config.archive_dir, place)
    headers = {name.lower(): value for name, value in stored.headers}
    return reader.read(
        Page(
            stored.body,
            url=capture.url or page.document.url,
            content_type=capture.content_type,
            fetched_at=capture.fetched_at,
            entry=page.entry,
            timezone=page.timezone,
            reserved=rights.of_answer(headers) or page.reserved,
            reserved_by_file=None if rights.is_free(headers) else page.reserved_by_file,
        )
    )
