"""Fetching one document: ask, compare, extract, record in one transaction."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict

from claimwire.errors import InputError
from claimwire.ids import bytes_digest, canonical_json, make_id
from claimwire.model import (
    Capture,
    DocumentStatus,
    DocumentTask,
    Entry,
    Fetch,
    FetchMode,
)
from crawler import policy
from crawler.answers import Answer
from crawler.asking import Download, ask
from crawler.context import CrawlContext
from crawler.extract import from_entry
from crawler.hosts import Holds
from crawler.outage import NO_NETWORK, WORDS, Asked
from crawler.pool import ExtractionPool, Page
from crawler.ports import CrawlStore
from crawler.tally import Tally
from crawler.urls import origin_of
from crawler.warc import Position
from crawler.warcrecords import Known

ENTRY_TYPE = "application/json"


class Capturing:
    """Fetches documents, one call each; pages are extracted while the next ones are fetched.

    Parameters
    ----------
    zones:
        IANA zone by source id, for times that pages state without an offset.
    waiting:
        Pages that may wait for extraction at a time; bounds the memory.
    """

    def __init__(
        self,
        store: CrawlStore,
        context: CrawlContext,
        holds: Holds,
        tally: Tally,
        download: Download,
        *,
        pool: ExtractionPool,
        zones: Mapping[str, str],
        waiting: int,
    ) -> None:
        self._store = store
        self._context = context
        self._holds = holds
        self._tally = tally
        self._download = download
        self._pool = pool
        self._zones = zones
        self._gate = asyncio.Semaphore(waiting)
        self._reading: set[asyncio.Task[None]] = set()
        self.skipped: set[str] = set()  # documents of hosts that asked to be left alone

    async def take(self, task: DocumentTask) -> None:
        """Fetch a document and hand its page to extraction; nothing the web does raises."""
        self._raise_errors()
        if task.fetch is not FetchMode.PAGE:
            self._take_entry(task)
            return
        now = self._context.clock()
        hold = self._holds.until(task.url, now)
        if hold is not None:
            self.skipped.add(task.document_id)
            self._tally.document_done(Fetch(task.url, now, "host-held", source_id=task.source_id))
            return
        held = self._store.last_capture(task.document_id)
        answer = await ask(
            self._download,
            task.url,
            headers=policy.validators(etag=task.etag, last_modified=task.last_modified),
            clock=self._context.clock,
            known=_known(held),
        )
        self._holds.spend(task.url, self._context.delays, self._context.clock())
        if answer.error:
            self._context.silences.hold(
                Asked(origin_of(task.url), answer.error, well=not task.attempts),
                fail=lambda: self._decide(task, answer),
                spare=lambda: self._tally.document_done(_fetch(task, answer, NO_NETWORK, WORDS)),
            )
            return
        if not answer.ok:
            self._decide(task, answer)
            return
        digest = bytes_digest(answer.body)
        if held is not None and digest == held.sha256:
            self._unchanged(task, answer)
            return
        await self._gate.acquire()
        reading = asyncio.create_task(self._extract(task, answer, digest))
        self._reading.add(reading)
        reading.add_done_callback(lambda _: self._gate.release())

    async def finish(self) -> None:
        """Return when every page that was fetched is extracted and recorded."""
        if self._reading:
            await asyncio.wait(self._reading)
        self._raise_errors()

    def _raise_errors(self) -> None:
        """Raise the first error of extractions that failed on our side (a full disk).

        Each of them is asked for its error, so that asyncio does not report the others by itself.
        """
        done = [task for task in self._reading if task.done()]
        self._reading.difference_update(done)
        errors = [task.exception() for task in done if not task.cancelled()]
        for error in filter(None, errors):
            raise error

    async def _extract(self, task: DocumentTask, answer: Answer, digest: str) -> None:
        page = Page(
            body=answer.body,
            url=answer.url,
            content_type=answer.content_type,
            fetched_at=answer.at,
            entry=task.entry,
            timezone=self._zones.get(task.source_id or ""),
            reserved=self._context.reserved_firmly(answer.url, answer.headers),
            reserved_by_file=self._context.reserved_by_file(answer.url, answer.headers),
        )
        capture = _capture(task, answer, digest)
        try:
            article = await self._pool.extract(page)
        except InputError as error:
            words = error.message.removeprefix(f"{answer.url}: ")
            fetch = _fetch(task, answer, "unreadable", words)
            self._sync()
            self._store.record_failure(task, fetch, DocumentStatus.UNREADABLE, None, capture)
            self._tally.document_done(fetch)
            return
        self._sync()
        self._store.record_capture(task, capture, article)
        self._tally.document_done(_fetch(task, answer, "ok"))

    def _unchanged(self, task: DocumentTask, answer: Answer) -> None:
        fetch = _fetch(task, answer, "same")
        self._sync()
        self._store.record_failure(task, fetch, DocumentStatus.CAPTURED, None)
        self._tally.document_done(fetch)

    def _decide(self, task: DocumentTask, answer: Answer) -> None:
        now = self._context.clock()
        decision = policy.decide_document(
            answer, attempts=task.attempts, document_id=task.document_id, now=now
        )
        if decision.hold_host_until is not None:
            self._holds.hold(answer.url, decision.hold_host_until, now)
        fetch = _fetch(task, answer, decision.outcome, decision.detail)
        self._sync()
        self._store.record_failure(task, fetch, decision.status, decision.retry_at)
        self._tally.document_done(fetch)

    def _take_entry(self, task: DocumentTask) -> None:
        """Make a partial article of what the feed said; the entry itself goes into the archive."""
        now = self._context.clock()
        fetch = Fetch(
            task.url, now, "feed-only", source_id=task.source_id, document_id=task.document_id
        )
        try:
            article = from_entry(task.entry, mode=task.fetch, now=now)
        except InputError as error:
            fetch = Fetch(
                task.url, now, "unreadable", document_id=task.document_id, detail=error.message
            )
            self._store.record_failure(task, fetch, DocumentStatus.UNREADABLE, None)
            self._tally.document_done(fetch)
            return
        body = entry_bytes(task.entry)
        place = None
        if self._context.archive is not None:
            place = self._context.archive.write_resource(
                url=task.url, at=now, content_type=ENTRY_TYPE, body=body
            )
        self._sync()
        capture = _of_entry(task, body, now, place)
        self._store.record_capture(task, capture, article)
        self._tally.document_done(fetch)

    def _sync(self) -> None:
        if self._context.archive is not None:
            self._context.archive.sync()


def _known(held: Capture | None) -> Known | None:
    """Return what a revisit may refer to: bytes that lie in the archive."""
    if held is None or held.warc_file is None or held.content_type == ENTRY_TYPE:
        return None
    return Known(held.url, held.sha256, held.fetched_at)


def entry_bytes(entry: Entry) -> bytes:
    """Return an entry as the JSON that stands for the page of a document that is not fetched."""
    values = {
        name: value.isoformat() if isinstance(value, dt.datetime) else value
        for name, value in asdict(entry).items()
    }
    return canonical_json(values).encode("utf-8", "replace")


def _capture(task: DocumentTask, answer: Answer, digest: str) -> Capture:
    place = answer.position
    return Capture(
        id=make_id("k", task.document_id, answer.at.isoformat(), digest),
        document_id=task.document_id,
        fetched_at=answer.at,
        url=answer.url,
        status=answer.status or 0,
        sha256=digest,
        content_type=answer.content_type,
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        warc_file=place.file if place else None,
        warc_offset=place.offset if place else None,
        warc_length=place.length if place else None,
    )


def _of_entry(task: DocumentTask, body: bytes, now: dt.datetime, place: Position | None) -> Capture:
    digest = bytes_digest(body)
    return Capture(
        id=make_id("k", task.document_id, now.isoformat(), digest),
        document_id=task.document_id,
        fetched_at=now,
        url=task.url,
        status=200,
        sha256=digest,
        content_type=ENTRY_TYPE,
        warc_file=place.file if place else None,
        warc_offset=place.offset if place else None,
        warc_length=place.length if place else None,
    )


def _fetch(task: DocumentTask, answer: Answer, outcome: str, detail: str = "") -> Fetch:
    return Fetch(
        url=task.url,
        started=answer.at,
        outcome=outcome,
        status=answer.status,
        source_id=task.source_id,
        document_id=task.document_id,
        detail=detail,
        seconds=answer.seconds,
        size=len(answer.body),
    )
