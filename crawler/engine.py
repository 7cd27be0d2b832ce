"""A whole crawl, in order: sources that are due, then documents that are due, each on its own.

::

    due sources ──▶ look (ask → judge → read → record)          one transaction each
    due documents ──▶ take (ask → compare → extract → record)   one transaction each

Hosts are worked on at the same time, the items of one host one after the other at its pace. Scrapy
is the engine underneath; what it asks passes the guard, robots.txt and the archive (see
:mod:`crawler.addon`). In a replay a WARC answers instead of the network, in a fixed order and under
a clock that stands at the archive's newest record.
"""

from __future__ import annotations

import datetime as dt
import logging
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FrameType
from typing import TypeVar

from claimwire.model import DocumentTask, Health, Source, SourceState
from crawler.asking import Download
from crawler.capture import Capturing
from crawler.context import CrawlContext, wall_clock
from crawler.discovery import Discovery
from crawler.guard import Guard
from crawler.hosts import Holds, by_host, in_turn
from crawler.pool import ExtractionPool
from crawler.ports import CrawlProgress, CrawlReport, CrawlStore
from crawler.replay import Replay
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.spider import JobSpider
from crawler.tally import Tally
from crawler.urls import host_of, origin_of
from crawler.warc import ArchiveWriter, recover

T = TypeVar("T")

BATCH = 500
"""Documents asked of the store at a time."""

PER_HOST = 20
"""Of one host in a batch, so that a busy host does not keep the others waiting."""


def crawl(
    store: CrawlStore,
    *,
    settings: CrawlSettings,
    only: frozenset[str],
    ignore_interval: bool,
    limit: int | None,
    max_seconds: float | None,
    replay: Path | None,
    archive_dir: Path,
    progress: Callable[[CrawlProgress], None],
    should_stop: Callable[[], bool] | None = None,
) -> CrawlReport:
    """Discover and capture what is due; may be called once per process (Twisted's reactor).

    Parameters
    ----------
    only:
        Ids of the sources to look at and to fetch for; empty for all.
    ignore_interval:
        Look at sources that are not due yet; every other rule holds.
    limit:
        Most documents to fetch; ``None`` for all that are due.
    max_seconds:
        Time after which no further item is begun.
    replay:
        WARC file that answers instead of the network.
    archive_dir:
        Folder of the captures. The caller holds the lock of the workspace.
    progress:
        Told after every item, in this thread.
    should_stop:
        Asked before every item; true ends the crawl after the items at hand. Without it, SIGINT and
        SIGTERM do that while the crawl runs, and the report says so.

    Raises
    ------
    InputError
        If the archive to replay cannot be read.
    ConfigError
        If the archive folder cannot be written or ``allow_addresses`` holds no networks.
    """
    opened = Replay.open(replay) if replay is not None else None
    clock: Callable[[], dt.datetime] = wall_clock if opened is None else lambda: opened.now
    if archive_dir.is_dir():
        recover(archive_dir)
    archive = ArchiveWriter(
        archive_dir,
        started=clock(),
        software=f"claimwire/{software_version()}",
        contact=settings.contact,
    )
    context = CrawlContext(
        guard=Guard(settings.allow_addresses),
        clock=clock,
        robots=store,
        archive=archive,
        replay=opened,
    )
    run = _Run(
        store,
        context,
        settings,
        only=only,
        ignore_interval=ignore_interval,
        limit=limit,
        deadline=None if max_seconds is None else time.monotonic() + max_seconds,
        tally=Tally(clock(), progress),
    )
    try:
        if not run.is_idle():
            with _stopping(run, should_stop):
                _run_scrapy(run, context, settings)
    finally:
        archive.close()
    return run.tally.report(clock())


def software_version() -> str:
    """Return the version of the installed distribution, ``0`` in a bare checkout."""
    try:
        return version("claimwire")
    except PackageNotFoundError:
        return "0"


class _Run:
    """One crawl: what is asked of the store and in which order."""

    def __init__(
        self,
        store: CrawlStore,
        context: CrawlContext,
        settings: CrawlSettings,
        *,
        only: frozenset[str],
        ignore_interval: bool,
        limit: int | None,
        deadline: float | None,
        tally: Tally,
    ) -> None:
        self._store = store
        self._context = context
        self._settings = settings
        self._only = only
        self._ignore_interval = ignore_interval
        self._limit = limit
        self._deadline = deadline
        self._holds = Holds(store)
        self.tally = tally
        self.should_stop: Callable[[], bool] = lambda: False
        self.signals: list[int] = []
        self._cut_off = False

    def is_idle(self) -> bool:
        """Say whether nothing is due, so that Scrapy need not be started."""
        now = self._context.clock()
        due = self._store.due_sources(now, only=self._only, ignore_interval=self._ignore_interval)
        return not due and not self._store.due_documents(
            now, limit=1, per_host=1, exclude=frozenset(), only_sources=self._only
        )

    async def work(self, download: Download) -> None:
        """Do the whole crawl with a downloader."""
        await self._discover(download)
        if not self._stopping() and not self._cut_off:
            await self._fetch(download)

    async def _discover(self, download: Download) -> None:
        due = self._store.due_sources(
            self._context.clock(), only=self._only, ignore_interval=self._ignore_interval
        )
        due = [(source, state) for source, state in due if state.health is not Health.GONE]
        self.tally.expect_sources(len(due))
        first = Discovery(self._store, self._context, self._holds, self.tally, download)
        self._expect(state.url or source.url for source, state in due)
        await self._look(due, first)
        if self._settle():
            return
        # A second look, later and after everybody else's first: every fifth failure is none.
        second = Discovery(
            self._store, self._context, self._holds, self.tally, download, second=True
        )
        self._context.asked_again.update(
            origin_of(state.url or source.url) for source, state in first.doubtful
        )
        await self._look(first.doubtful, second)

    async def _look(self, due: list[tuple[Source, SourceState]], discovery: Discovery) -> None:
        def address(item: tuple[Source, SourceState]) -> str:
            return item[1].url or item[0].url

        groups = [due] if self._in_order else by_host(due, address)
        await self._in_turn(groups, discovery.look)

    async def _fetch(self, download: Download) -> None:
        workers = self._settings.extraction_workers
        pool = ExtractionPool(workers, seconds=self._settings.extract_seconds)
        capturing = Capturing(
            self._store,
            self._context,
            self._holds,
            self.tally,
            download,
            pool=pool,
            zones=self._zones(),
            waiting=4 * workers,
        )
        seen: set[str] = set()
        try:
            while not self._stopping():
                batch = self._batch(capturing.skipped, seen)
                if not batch:
                    break
                seen.update(task.document_id for task in batch)
                self.tally.expect_documents(len(batch))
                self._expect(task.url for task in batch)
                groups = [batch] if self._in_order else by_host(batch, lambda task: task.url)
                await self._in_turn(groups, capturing.take)
                await capturing.finish()
                if self._settle():
                    break
        finally:
            await capturing.finish()
            await pool.close()

    def _settle(self) -> bool:
        """Say, at the end of a round, whether the network here is down: nothing more is asked."""
        words = self._context.silences.settle()
        if words is not None:
            self._cut_off = True
            self.tally.cut_off(words)
        return self._cut_off

    def _expect(self, addresses: Iterable[str]) -> None:
        pace = 0.0 if self._in_order else self._settings.delay_seconds
        self.tally.expect_hosts(Counter(map(host_of, addresses)), pace=pace)

    def _zones(self) -> dict[str, str]:
        every = self._store.due_sources(
            self._context.clock(), only=frozenset(), ignore_interval=True
        )
        return {source.id: source.timezone for source, _ in every if source.timezone}

    def _batch(self, skipped: set[str], seen: set[str]) -> list[DocumentTask]:
        """Return documents that are due and were not tried in this run."""
        left = BATCH if self._limit is None else min(BATCH, self._limit - len(seen))
        if left <= 0:
            self.tally.ended_early = True
            return []
        tasks = self._store.due_documents(
            self._context.clock(),
            limit=left,
            per_host=BATCH if self._in_order else PER_HOST,
            exclude=frozenset(skipped),
            only_sources=self._only,
        )
        return [task for task in tasks if task.document_id not in seen]

    @property
    def _in_order(self) -> bool:
        """A replay has one fixed order: the same archive gives the same bytes each time."""
        return self._context.replay is not None

    async def _in_turn(
        self, groups: Sequence[Sequence[T]], handle: Callable[[T], Awaitable[None]]
    ) -> None:
        await in_turn(groups, handle, at_once=self._settings.concurrency, stopping=self._stopping)

    def _stopping(self) -> bool:
        if self.signals:
            self.tally.interrupted = True
            return True
        if self.should_stop():
            self.tally.ended_early = True
            return True
        if self._deadline is not None and time.monotonic() >= self._deadline:
            self.tally.ended_early = True
            return True
        return False


def _run_scrapy(run: _Run, context: CrawlContext, settings: CrawlSettings) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    values = scrapy_settings(settings, replay=context.replay is not None)
    with _silence():
        process = AsyncCrawlerProcess(values)
    for name in ("scrapy", "twisted"):  # what they could tell stands in the fetches
        logging.getLogger(name).setLevel(logging.ERROR)
    crawler = process.create_crawler(JobSpider)
    crawling = process.crawl(crawler, context=context, job=run.work)
    process.start(install_signal_handlers=False)
    spider = crawler.spider
    if isinstance(spider, JobSpider) and spider.failures:
        raise spider.failures[0]
    if crawling.done() and not crawling.cancelled() and (error := crawling.exception()):
        raise error


@contextmanager
def _silence() -> Iterator[None]:
    """Keep Scrapy from announcing itself, which it does after resetting its loggers' levels."""
    before = logging.root.manager.disable
    logging.disable(max(before, logging.INFO))
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def _stopping(run: _Run, should_stop: Callable[[], bool] | None) -> Iterator[None]:
    """Let ``should_stop``, or else SIGINT and SIGTERM, end a run after the items at hand."""
    if should_stop is not None:
        run.should_stop = should_stop
        yield
        return

    def note(number: int, frame: FrameType | None) -> None:
        if run.signals:
            raise KeyboardInterrupt
        run.signals.append(number)

    previous = {n: signal.signal(n, note) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
