"""Looking at one source: ask, judge, read, decide, record in one transaction."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from claimwire.ids import bytes_digest
from claimwire.model import Entry, Fetch, Source, SourceKind, SourceState
from crawler import feeds, policy
from crawler.answers import Answer
from crawler.asking import Download, ask
from crawler.context import CrawlContext
from crawler.feeds import FeedReading
from crawler.hosts import Holds
from crawler.ports import CrawlStore, Intake
from crawler.tally import Tally

MAX_CHILDREN = 5
"""Children of a sitemap index that one look reads, newest first."""

MAX_DEPTH = 2

NEWEST = 1_000
"""Entries of a sitemap that one look takes: a site's whole back catalogue is not news."""

COMPARED = 20_000
"""Entries of a sitemap that is compared with its last state: there the whole catalogue counts."""

_NO_TIME = dt.datetime.min.replace(tzinfo=dt.UTC)


class Discovery:
    """Looks at sources, one call each."""

    def __init__(
        self,
        store: CrawlStore,
        context: CrawlContext,
        holds: Holds,
        tally: Tally,
        download: Download,
    ) -> None:
        self._store = store
        self._context = context
        self._holds = holds
        self._tally = tally
        self._download = download

    async def look(self, due: tuple[Source, SourceState]) -> None:
        """Ask a source once and record what follows; nothing the web does raises."""
        source, state = due
        now = self._context.clock()
        url = state.url or source.url
        hold = self._holds.until(url, now)
        if hold is not None:
            self._postpone(source, state, url, hold, now)
            return
        headers = policy.source_headers(state, now)
        answer = await self._ask(url, headers)
        digest = bytes_digest(answer.body) if answer.ok else None
        reading = None
        if answer.ok and digest != state.body_sha256:
            reading = _read(answer, source)
        now = self._context.clock()
        decision = policy.decide_source(
            source,
            state,
            answer,
            reading,
            body_sha256=digest,
            conditional=bool(headers),
            now=now,
        )
        if decision.hold_host_until is not None:
            self._holds.hold(answer.url, decision.hold_host_until, now)
        entries: tuple[Entry, ...] = ()
        if decision.take and reading is not None:
            entries = await self._entries(source, reading)
        fetch = Fetch(
            url=url,
            started=answer.at,
            outcome=decision.outcome,
            status=answer.status,
            source_id=source.id,
            detail=decision.detail,
            seconds=answer.seconds,
            size=len(answer.body),
            entries=len(entries),
        )
        self._record(source, fetch, decision.state, entries, answer.at, intake_of(source, state))

    def _postpone(
        self, source: Source, state: SourceState, url: str, hold: dt.datetime, now: dt.datetime
    ) -> None:
        words = f"the host asked to be left alone until {hold:%Y-%m-%d %H:%M} UTC"
        fetch = Fetch(url, now, "host-held", source_id=source.id, detail=words)
        later = max(hold, state.next_due) if state.next_due is not None else hold
        self._record(source, fetch, replace(state, next_due=later), (), now)

    def _record(
        self,
        source: Source,
        fetch: Fetch,
        state: SourceState,
        entries: tuple[Entry, ...],
        now: dt.datetime,
        intake: Intake = Intake.NEW,
    ) -> None:
        if self._context.archive is not None:
            self._context.archive.sync()
        new = self._store.record_discovery(fetch, state, entries, now, intake=intake)
        self._tally.source_done(source.id, fetch, new)

    async def _ask(self, url: str, headers: dict[str, str]) -> Answer:
        return await ask(self._download, url, headers=headers, clock=self._context.clock)

    async def _entries(self, source: Source, reading: FeedReading) -> tuple[Entry, ...]:
        """Return the entries that the source's filters let through, children of an index too."""
        found = {entry.url_key: entry for entry in reading.entries}
        level = reading.sitemaps[:MAX_CHILDREN]
        for _ in range(MAX_DEPTH):
            deeper: list[str] = []
            for address in level:
                answer = await self._ask(address, {})
                child = _read(answer, source) if answer.ok else FeedReading("nothing")
                for entry in child.entries:
                    found.setdefault(entry.url_key, entry)
                deeper.extend(child.sitemaps[:MAX_CHILDREN])
            level = tuple(deeper[:MAX_CHILDREN])
        number = COMPARED if source.kind is SourceKind.SITEMAP_DIFF else NEWEST
        return newest([entry for entry in found.values() if wanted(source, entry)], number)


def intake_of(source: Source, state: SourceState) -> Intake:
    """Return what a look at a source takes, after ``state``: the state before it."""
    if source.kind is not SourceKind.SITEMAP_DIFF:
        return Intake.NEW
    return Intake.OLD if state.last_success is None else Intake.CHANGED


def wanted(source: Source, entry: Entry) -> bool:
    """Say whether a source's include and exclude expressions let an entry through."""
    address = entry.canonical_url
    if source.include is not None and not re.search(source.include, address):
        return False
    return source.exclude is None or not re.search(source.exclude, address)


def newest(entries: Sequence[Entry], number: int = NEWEST) -> tuple[Entry, ...]:
    """Return the newest entries in their own order; those without a time count as oldest."""
    if len(entries) <= number:
        return tuple(entries)
    times = [entry.modified or entry.published or _NO_TIME for entry in entries]
    ranked = sorted(range(len(entries)), key=lambda place: (times[place], -place), reverse=True)
    return tuple(entries[place] for place in sorted(ranked[:number]))


def _read(answer: Answer, source: Source) -> FeedReading:
    return feeds.read(
        answer.body,
        url=answer.url,
        content_type=answer.content_type,
        kind=source.kind,
        include=source.include,
        exclude=source.exclude,
    )
