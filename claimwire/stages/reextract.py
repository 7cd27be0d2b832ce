"""Read captured pages again with today's rules: new revisions only where the text differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimwire.errors import InputError
from claimwire.model import Article, Capture, Document, Entry
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress
from claimwire.stop import Stop

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
    reserved: str | None  # by the host, as far as it is known today


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
    from store import documents

    with workspace.database.reading() as conn:
        wanted = documents.ids_of(conn, only or None)
        known = _known(conn)
    counts: Counter[str] = Counter()
    problems: list[str] = []
    done = 0
    for start in range(0, len(wanted), BATCH):
        if stop.requested():
            break
        for document, page in _pages(workspace, wanted[start : start + BATCH], known):
            if stop.requested():
                break
            try:
                counts[_again(workspace, page) if page is not None else "left alone"] += 1
            except InputError as error:
                counts["unreadable"] += 1
                problems.append(error.message)
            done += 1
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


def _pages(
    workspace: Workspace, ids: list[str], known: _Known
) -> list[tuple[Document, _Page | None]]:
    """Return the documents of a batch with the page to read, ``None`` where nothing is kept."""
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
            _reserved(capture.url, known.reserved, known.tdm),
        )

    return [(document, page_of(document)) for document in found]


def _reserved(url: str, by_host: Mapping[str, str], tdm: Mapping[str, TdmFile]) -> str | None:
    """Return what the host of a page reserves of it: by its tdmrep.json, else by robots.txt."""
    from crawler.urls import origin_of

    origin = origin_of(url)
    file = tdm.get(origin)
    return (file.reservation(url) if file is not None else None) or by_host.get(origin)


def _is_page(capture: Capture) -> bool:
    kind = (capture.content_type or "").lower()
    return ("html" in kind or "pdf" in kind) and capture.warc_file is not None


def _again(workspace: Workspace, page: _Page) -> str:
    from store import revisions

    article = _extract(workspace, page)
    capture = page.capture
    with workspace.database.writing() as conn:
        new = revisions.add_revision(conn, page.document.id, capture, article, capture.fetched_at)
    return "new revisions" if new is not None else "unchanged"


def _extract(workspace: Workspace, page: _Page) -> Article:
    from crawler import pdf, rights
    from crawler.extract import extract
    from crawler.warc import Position, read

    capture = page.capture
    place = Position(capture.warc_file or "", capture.warc_offset or 0, capture.warc_length or 0)
    stored = read(workspace.config.archive_dir, place)
    if pdf.is_pdf(stored.body):
        return pdf.read(
            stored.body,
            url=capture.url or page.document.url,
            entry=page.entry,
            now=capture.fetched_at,
        )
    headers = {name.lower(): value for name, value in stored.headers}
    return extract(
        stored.body,
        url=capture.url or page.document.url,
        content_type=capture.content_type,
        fetched_at=capture.fetched_at,
        entry=page.entry,
        timezone=page.timezone,
        reserved=rights.of_answer(headers) or page.reserved,
    )
