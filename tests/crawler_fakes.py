"""A store in memory with the crawler's own interface, and crawls in processes of their own.

Twisted's reactor runs once per process, so each crawl of a test gets a fresh one; the store travels
there and back by pickle.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from claimwire.ids import make_id
from claimwire.model import (
    Article,
    Capture,
    DocumentStatus,
    DocumentTask,
    Entry,
    Fetch,
    FetchMode,
    Health,
    Source,
    SourceState,
)
from crawler.ports import CrawlProgress, CrawlReport, Intake, RobotsCopy
from crawler.settings import CrawlSettings
from crawler.urls import host_of

LOOPBACK = "127.0.0.0/8"
QUICK = CrawlSettings(
    delay_seconds=0.0,
    timeout_seconds=2.0,
    max_bytes=200_000,
    allow_addresses=(LOOPBACK,),
    workers=1,
)


@dataclass
class FakeStore:
    """Keeps everything in dictionaries; the rules are those of ``crawler.ports.CrawlStore``."""

    sources: tuple[Source, ...] = ()
    states: dict[str, SourceState] = field(default_factory=dict)
    fetches: list[Fetch] = field(default_factory=list)
    tasks: dict[str, DocumentTask] = field(default_factory=dict)
    status: dict[str, DocumentStatus] = field(default_factory=dict)
    due_at: dict[str, dt.datetime | None] = field(default_factory=dict)
    entered: dict[str, dt.datetime] = field(default_factory=dict)
    captures: dict[str, list[Capture]] = field(default_factory=dict)
    articles: dict[str, list[Article]] = field(default_factory=dict)
    copies: dict[str, RobotsCopy] = field(default_factory=dict)

    def due_sources(
        self, now: dt.datetime, *, only: frozenset[str], ignore_interval: bool
    ) -> list[tuple[Source, SourceState]]:
        due = []
        for source in self.sources:
            state = self.states.get(source.id, SourceState(source.id))
            late = state.next_due is None or state.next_due <= now
            chosen = source.enabled and (not only or source.id in only)
            if chosen and state.health is not Health.GONE and (late or ignore_interval):
                due.append((source, state))
        return sorted(due, key=lambda item: item[0].id)

    def record_discovery(
        self,
        fetch: Fetch,
        state: SourceState,
        entries: Sequence[Entry],
        now: dt.datetime,
        *,
        intake: Intake = Intake.NEW,
    ) -> int:
        self.fetches.append(fetch)
        modes = {source.id: source.fetch for source in self.sources}
        new = 0
        for entry in entries:
            document = make_id("d", entry.url_key)
            if document not in self.tasks:
                new += 1
                self.tasks[document] = DocumentTask(
                    document_id=document,
                    url=entry.url,
                    source_id=fetch.source_id,
                    entry=entry,
                    fetch=modes.get(fetch.source_id or "", FetchMode.PAGE),
                )
                self.status[document] = DocumentStatus.DISCOVERED
                self.due_at[document] = None if intake is Intake.OLD else now
                self.entered[document] = now
            elif (
                intake is Intake.CHANGED
                and self.due_at[document] is None
                and entry.modified is not None
                and entry.modified > self.entered[document]
            ):
                self.due_at[document] = now
        new = 0 if intake is Intake.OLD else new
        self.states[state.source_id] = replace(state, last_new=now if new else state.last_new)
        return new

    def due_documents(
        self,
        now: dt.datetime,
        *,
        limit: int,
        per_host: int,
        exclude: frozenset[str],
        only_sources: frozenset[str],
    ) -> list[DocumentTask]:
        hosts: dict[str, int] = {}
        found: list[DocumentTask] = []
        for document, task in self.tasks.items():
            at = self.due_at[document]
            if at is None or at > now or document in exclude:
                continue
            if only_sources and task.source_id not in only_sources:
                continue
            host = host_of(task.url)
            hosts[host] = hosts.get(host, 0) + 1
            if hosts[host] <= per_host and len(found) < limit:
                found.append(task)
        return found

    def last_capture(self, document_id: str) -> Capture | None:
        captures = self.captures.get(document_id)
        return captures[-1] if captures else None

    def record_capture(self, task: DocumentTask, capture: Capture, article: Article) -> None:
        self.captures.setdefault(task.document_id, []).append(capture)
        self.articles.setdefault(task.document_id, []).append(article)
        self._settle(task, DocumentStatus.CAPTURED, None)
        self.tasks[task.document_id] = replace(
            task, etag=capture.etag, last_modified=capture.last_modified, attempts=0
        )

    def record_failure(
        self,
        task: DocumentTask,
        fetch: Fetch,
        status: DocumentStatus,
        retry_at: dt.datetime | None,
        capture: Capture | None = None,
    ) -> None:
        self.fetches.append(fetch)
        if capture is not None:
            self.captures.setdefault(task.document_id, []).append(capture)
        self._settle(task, status, retry_at)
        if status is DocumentStatus.FAILED:
            self.tasks[task.document_id] = replace(task, attempts=task.attempts + 1)

    def robots(self, host: str) -> RobotsCopy | None:
        return self.copies.get(host)

    def save_robots(self, copy: RobotsCopy) -> None:
        self.copies[copy.host] = copy

    def _settle(self, task: DocumentTask, status: DocumentStatus, due: dt.datetime | None) -> None:
        self.status[task.document_id] = status
        self.due_at[task.document_id] = due

    def enter(self, entries: Sequence[Entry], at: dt.datetime) -> None:
        """Make documents due that no source named."""
        for entry in entries:
            document = make_id("d", entry.url_key)
            self.tasks[document] = DocumentTask(document, entry.url, None, entry)
            self.status[document] = DocumentStatus.DISCOVERED
            self.due_at[document] = at
            self.entered[document] = at

    # What tests ask -------------------------------------------------------------------------

    def due_again(self) -> None:
        """Make every document due at once, as a recapture schedule would."""
        for document in self.due_at:
            self.due_at[document] = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

    def outcome(self, suffix: str) -> str:
        """Return the last outcome of the address that ends with ``suffix``."""
        return [fetch.outcome for fetch in self.fetches if fetch.url.endswith(suffix)][-1]

    def status_of(self, suffix: str) -> DocumentStatus:
        """Return the status of the document whose address ends with ``suffix``."""
        return next(self.status[d] for d, task in self.tasks.items() if task.url.endswith(suffix))

    def article_of(self, suffix: str) -> Article:
        """Return the newest article of the address that ends with ``suffix``."""
        return next(
            self.articles[d][-1] for d, task in self.tasks.items() if task.url.endswith(suffix)
        )


def run_crawl(store: FakeStore, archive_dir: Path, **options: Any) -> tuple[FakeStore, CrawlReport]:
    """Crawl in a fresh process; return the store as it is afterwards and the report."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "crawler.engine", "crawler.extract", "trafilatura"])
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        return pool.submit(_crawl, store, archive_dir, options).result(timeout=120)


def _crawl(
    store: FakeStore, archive_dir: Path, options: dict[str, Any]
) -> tuple[FakeStore, CrawlReport]:
    from crawler.engine import crawl

    defaults: dict[str, Any] = {
        "settings": QUICK,
        "only": frozenset(),
        "ignore_interval": False,
        "limit": None,
        "max_seconds": None,
        "replay": None,
        "progress": _ignore,
    }
    report = crawl(store, archive_dir=archive_dir, **{**defaults, **options})
    return store, report


def run_stored_crawl(workspace: Path, archive_dir: Path, **options: Any) -> CrawlReport:
    """Crawl in a fresh process with the store of a workspace; return the report."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        return pool.submit(_stored_crawl, workspace, archive_dir, options).result(timeout=300)


def _stored_crawl(folder: Path, archive_dir: Path, options: dict[str, Any]) -> CrawlReport:
    from claimwire.config import load_config
    from claimwire.stages.base import Workspace
    from claimwire.stages.crawl import StoreForCrawl

    workspace = Workspace(load_config(folder))
    try:
        store: Any = StoreForCrawl(workspace, revisit=True)
        return _crawl(store, archive_dir, options)[1]
    finally:
        workspace.database.close()


def _ignore(progress: CrawlProgress) -> None:
    """Progress is not looked at."""
