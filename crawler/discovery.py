"""Looking at one source: ask, judge, read, decide, record in one transaction."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from claimwire.ids import bytes_digest
from claimwire.model import Entry, Fetch, Source, SourceKind, SourceState
from crawler import apis, feeds, policy, requests
from crawler.answers import Answer
from crawler.asking import Download, ask
from crawler.context import CrawlContext
from crawler.decode import decode
from crawler.feeds import FeedReading
from crawler.hosts import Holds
from crawler.outage import NO_NETWORK, WORDS, Asked
from crawler.policy import SourceDecision
from crawler.ports import CrawlStore, Intake
from crawler.requests import Plan
from crawler.tally import Tally
from crawler.urls import origin_of

MAX_CHILDREN = 5
"""Children of a sitemap index that one look reads, newest first."""

MAX_CHANGED = 20
"""Children that a look reads of which the index says that they changed since the last one, and of a
compared sitemap's index at the first look: what is not entered then would seem new later."""

LATE = dt.timedelta(days=1)
"""By which a child may have changed before the last look and still be read: what stands between the
site and us (caches, clocks) shows changes late."""

MAX_DEPTH = 2

MAX_PAGES = 10
"""Pages of an interface that one look reads."""

NEWEST = 1_000
"""Entries of a sitemap that one look takes: a site's whole back catalogue is not news."""

COMPARED = 20_000
"""Entries of a sitemap that is compared with its last state: there the whole catalogue counts."""

_NO_TIME = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class _Read:
    """A body with everything that it led to; ``broken`` is the answer of a page that failed."""

    feed: FeedReading
    entries: tuple[Entry, ...] = ()
    broken: Answer | None = None
    cursor: str | None = None  # the source's from now on, if the reading is taken


class Discovery:
    """Looks at sources, one call each.

    Parameters
    ----------
    second:
        Whether this is the second, slower round, after which a failure is a verdict.
    """

    def __init__(
        self,
        store: CrawlStore,
        context: CrawlContext,
        holds: Holds,
        tally: Tally,
        download: Download,
        *,
        second: bool = False,
    ) -> None:
        self._second = second
        self.doubtful: list[tuple[Source, SourceState]] = []
        self._store = store
        self._context = context
        self._holds = holds
        self._tally = tally
        self._download = download

    async def look(self, due: tuple[Source, SourceState]) -> None:
        """Ask a source and record what follows; nothing the web does raises.

        A first failure is no verdict: the source is put among ``doubtful`` and asked once more.
        """
        source, state = due
        now = self._context.clock()
        asked = requests.plan(source, state, environment=self._context.environment)
        hold = self._holds.until(asked.url, now)
        if hold is not None:
            self._postpone(source, state, asked.url, hold, now)
            return
        headers = {**policy.source_headers(state, now), **asked.headers}
        conditional = len(headers) > len(asked.headers)
        answer = await self._ask(asked, headers)
        digest = bytes_digest(answer.body) if answer.ok else None
        reading = None
        if answer.ok and digest != state.body_sha256:
            reading = await self._read(source, state, answer, headers)
            if reading.broken is not None:
                answer = reading.broken
        now = self._context.clock()
        decision = policy.decide_source(
            source,
            replace(state, rights=self._context.reserved(answer.url, answer.headers)),
            answer,
            reading.feed if reading else None,
            body_sha256=digest,
            conditional=conditional,
            now=now,
        )
        if decision.hold_host_until is not None:
            self._holds.hold(answer.url, decision.hold_host_until, now)
        if answer.error and not self._second:
            self._context.silences.hold(
                Asked(origin_of(asked.url), answer.error, well=not state.failures),
                fail=lambda: self._fail(due, asked.url, decision, answer),
                spare=lambda: self._spare(source, state, answer),
            )
            return
        if not self._second and policy.is_doubtful(state, decision):
            self._doubt(due, decision, answer)
            return
        entries = reading.entries if reading is not None else ()
        after = decision.state
        if decision.take and reading is not None:
            after = replace(after, cursor=reading.cursor)
        fetch = _fetch(source, asked.url, answer, decision, len(entries))
        self._record(source, fetch, after, entries, answer.at, intake_of(source, state))

    def _fail(
        self, due: tuple[Source, SourceState], url: str, decision: SourceDecision, answer: Answer
    ) -> None:
        """Record that a source gave no answer, or doubt it."""
        source, state = due
        if policy.is_doubtful(state, decision):
            self._doubt(due, decision, answer)
            return
        fetch = _fetch(source, url, answer, decision, 0)
        self._record(source, fetch, decision.state, (), answer.at)

    def _spare(self, source: Source, state: SourceState, answer: Answer) -> None:
        """Record a request that says nothing of its source, which keeps its state and is due."""
        fetch = Fetch(
            url=answer.asked,
            started=answer.at,
            outcome=NO_NETWORK,
            source_id=source.id,
            detail=f"{answer.error}: {WORDS}",
            seconds=answer.seconds,
        )
        self._record(source, fetch, state, (), answer.at)

    def _doubt(
        self, due: tuple[Source, SourceState], decision: SourceDecision, answer: Answer
    ) -> None:
        """Record a failed request whose verdict waits for a second one."""
        source, state = due
        self.doubtful.append(due)
        words = f"{decision.detail}; asked again at the end of the run".lstrip("; ")
        fetch = replace(_fetch(source, answer.asked, answer, decision, 0), detail=words)
        self._sync()
        self._store.record_discovery(
            fetch, replace(state, last_fetch=answer.at), (), answer.at, intake=Intake.NEW
        )

    async def _read(
        self, source: Source, state: SourceState, answer: Answer, headers: Mapping[str, str]
    ) -> _Read:
        """Return what a body says, with the further pages and children that it names."""
        if source.kind is SourceKind.JSON_API:
            read = await self._pages(source, answer, headers)
            after = requests.cursor_after(source, state, read.entries, now=self._context.clock())
            return replace(read, cursor=after)
        reading = _read(answer, source)
        if reading.problem is not None:
            return _Read(reading)
        return await self._whole(source, state, reading)

    async def _pages(self, source: Source, first: Answer, headers: Mapping[str, str]) -> _Read:
        """Read an interface page by page; a page that fails makes the whole look a failure.

        What came before is kept, but the cursor does not move, so that nothing is passed over.
        """
        found: dict[str, Entry] = {}
        answer, problem = first, None
        for number in range(MAX_PAGES):
            text = decode(answer.body, answer.content_type).text
            page = apis.read(text, api=source.api or "", url=answer.url)
            problem = page.problem
            for entry in page.entries:
                if wanted(source, entry):
                    found.setdefault(entry.url_key, entry)
            if problem is not None or page.following is None or number == MAX_PAGES - 1:
                break
            answer = await self._ask(Plan(page.following), dict(headers))
            if not answer.ok:
                if _past_the_end(source, answer):
                    break
                return _Read(FeedReading("json"), tuple(found.values()), answer)
        return _Read(
            FeedReading("json", tuple(found.values()), problem=problem), tuple(found.values())
        )

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
        self._sync()
        new = self._store.record_discovery(fetch, state, entries, now, intake=intake)
        self._tally.source_done(source.id, fetch, new)

    def _sync(self) -> None:
        if self._context.archive is not None:
            self._context.archive.sync()

    async def _ask(self, asked: Plan, headers: dict[str, str]) -> Answer:
        now = self._context.clock()
        if asked.problem:
            return Answer(asked.url, asked.url, now, error="no-key", detail=asked.problem)
        answer = await ask(
            self._download,
            asked.url,
            headers=headers,
            clock=self._context.clock,
            method=asked.method,
            body=asked.body,
        )
        self._holds.spend(asked.url, self._context.delays, self._context.clock())
        return answer

    async def _whole(self, source: Source, state: SourceState, reading: FeedReading) -> _Read:
        """Return a reading with the entries that the filters let through, of its children too.

        Of an index those children are read that may have changed since the last complete reading.
        The cursor is the time of this one; it stays where it was when anything is missing.
        """
        began = self._context.clock()
        found = {entry.url_key: entry for entry in reading.entries}
        level, left = changed_children(source, state, reading)
        complete = not left
        for _ in range(MAX_DEPTH):
            deeper: list[str] = []
            for address in level:
                answer = await self._ask(Plan(address), {})
                child = _read(answer, source) if answer.ok else FeedReading("nothing", problem="")
                complete &= child.problem is None
                for entry in child.entries:
                    found.setdefault(entry.url_key, entry)
                deeper.extend(child.sitemaps[:MAX_CHILDREN])
            level = tuple(deeper[:MAX_CHILDREN])
        number = COMPARED if source.kind is SourceKind.SITEMAP_DIFF else NEWEST
        entries = newest([entry for entry in found.values() if wanted(source, entry)], number)
        if left:
            words = f"{left} of its sitemaps that changed were left for later"
            reading = replace(reading, notes=(*reading.notes, words))
        moves = reading.shape == "sitemap-index" and complete
        cursor = began.astimezone(dt.UTC).isoformat() if moves else state.cursor
        return _Read(reading, entries, cursor=cursor)


def _fetch(
    source: Source, url: str, answer: Answer, decision: SourceDecision, entries: int
) -> Fetch:
    return Fetch(
        url=url,
        started=answer.at,
        outcome=decision.outcome,
        status=answer.status,
        source_id=source.id,
        detail=decision.detail,
        seconds=answer.seconds,
        size=len(answer.body),
        entries=entries,
    )


def _past_the_end(source: Source, answer: Answer) -> bool:
    """Say whether a page was asked that does not exist: WordPress tells by an error."""
    return source.api == "wordpress" and answer.status == 400


def changed_children(
    source: Source, state: SourceState, reading: FeedReading
) -> tuple[tuple[str, ...], int]:
    """Return the children of an index to read now, newest first, and how many of them are left out.

    After a complete reading (``state.cursor``) those are passed over of which the index says that
    they have not changed since; of those of which it says nothing the first few are read. Before
    one, the newest are read, whatever lies behind them: a site's past is not news.
    """
    last = requests.moment(state.cursor)
    if last is None:
        compared = source.kind is SourceKind.SITEMAP_DIFF and state.last_success is None
        return reading.sitemaps[: MAX_CHANGED if compared else MAX_CHILDREN], 0
    children = list(zip_longest(reading.sitemaps, reading.changed))
    changed = [address for address, at in children if at is not None and at > last - LATE]
    unsaid = [address for address, at in children if at is None][:MAX_CHILDREN]
    return tuple([*changed, *unsaid][:MAX_CHANGED]), max(0, len(changed) - MAX_CHANGED)


def intake_of(source: Source, state: SourceState) -> Intake:
    """Return what a look at a source takes, after ``state``: the state before it."""
    if source.kind is SourceKind.GOOGLE_NEWS:
        return Intake.LEAD
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
        content_language=answer.headers.get("content-language"),
    )
